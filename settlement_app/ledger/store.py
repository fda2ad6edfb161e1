"""Domain values to rows: each function writes one kind of thing through the Work that records it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any

from settlement_app.domain.actuals import ActualCost
from settlement_app.domain.assessment import Record
from settlement_app.domain.books import Form, Invoice, Payment, Posting, Request, Reversal, Target
from settlement_app.domain.contract import Amendment, Contract, Project
from settlement_app.domain.deduction import Deduction, Share, Waiver
from settlement_app.domain.periods import Quarter
from settlement_app.domain.quarter import Adjustment, SetAdvance, Settlement
from settlement_app.domain.scheme import Scheme
from settlement_app.domain.year_end import Clearance, Reduction
from settlement_app.ledger.work import Work

_RECORD_TABLES = (
    "assessment_actual",
    "assessment_points",
    "assessment_source",
    "incident",
    "rectification",
    "manual_deduction",
)
_CONTRACT_TABLES = ("amendment", "contract_text", "sub_item", "indicator", "tier", "contract")
_DRAFT_TABLES = ("advance", "adjustment", "cost", "reduction")


class Store:
    """Writes the values of one project."""

    def __init__(self, work: Work, project: str) -> None:
        self.work = work
        self.project = project

    def add_project(self, project: Project) -> None:
        """The project itself."""
        self.work.insert("project", {**asdict(project), "sample": int(project.sample)})

    def add_contract(self, contract: Contract) -> None:
        """A contract with its sub-items, texts and scheme."""
        owner = {"project": self.project, "year": contract.year}
        self.work.insert(
            "contract",
            {
                **owner,
                "first_day": contract.start.isoformat(),
                "last_day": contract.end.isoformat(),
                "client": contract.client,
                "vendor": contract.vendor,
                **_scheme_head(contract.scheme),
            },
        )
        for position, item in enumerate(contract.sub_items):
            self.work.insert("sub_item", {**owner, "position": position, **asdict(item), **_flag(item)})
        for field, text in contract.texts.items():
            self.work.insert("contract_text", {**owner, "field": field, "text": text})
        self._add_scheme(owner, contract.scheme)

    def drop_contract(self, contract: Contract) -> None:
        """The contract with everything that was drafted in it."""
        owner = {"project": self.project, "year": contract.year}
        for quarter in contract.quarters:
            self._clear_record(quarter)
        self.work.delete("assessment", owner)
        for table in (*_DRAFT_TABLES, *_CONTRACT_TABLES):
            self.work.delete(table, owner)

    def replace_scheme(self, year: int, scheme: Scheme) -> None:
        """The scheme of a contract."""
        owner = {"project": self.project, "year": year}
        self.work.delete("indicator", owner)
        self.work.delete("tier", owner)
        self.work.update("contract", owner, _scheme_head(scheme))
        self._add_scheme(owner, scheme)

    def set_text(self, year: int, field: str, text: str) -> None:
        """One optional text of a contract; an empty one is taken out."""
        key = {"project": self.project, "year": year, "field": field}
        self.work.delete("contract_text", key)
        if text:
            self.work.insert("contract_text", {**key, "text": text})

    def add_amendment(self, year: int, amendment: Amendment) -> None:
        """One amendment."""
        row = {**asdict(amendment), "quarter": str(amendment.quarter)}
        self.work.insert("amendment", {"project": self.project, "year": year, **row})

    def set_advance(self, quarter: Quarter, entry: SetAdvance) -> None:
        """The advance set for a sub-item, in the place of an earlier one."""
        self.clear_advance(quarter, entry.item)
        self.work.insert("advance", {**self._at(quarter), **asdict(entry)})

    def clear_advance(self, quarter: Quarter, item: str) -> int:
        """Take a set advance out; returns how many there were."""
        return self.work.delete("advance", {"project": self.project, "quarter": str(quarter), "item": item})

    def add_adjustment(self, quarter: Quarter, entry: Adjustment) -> None:
        """One more manual adjustment."""
        place = self.work.next("adjustment", "position", {"project": self.project, "quarter": str(quarter)})
        self.work.insert("adjustment", {**self._at(quarter), "position": place, **asdict(entry)})

    def clear_adjustments(self, quarter: Quarter, item: str) -> int:
        """Take all manual adjustments of a sub-item out; returns how many there were."""
        return self.work.delete(
            "adjustment", {"project": self.project, "quarter": str(quarter), "item": item}
        )

    def replace_record(self, quarter: Quarter, record: Record, *, is_new: bool) -> None:
        """The draft of an assessment."""
        row = {
            "score": record.score,
            "no_incidents": int(record.no_incidents),
            "no_deduction": record.no_deduction,
            "override_passed": int(record.override.passed) if record.override else None,
            "override_reason": record.override.reason if record.override else "",
            "override_document": record.override.document if record.override else "",
        }
        if is_new:
            self.work.insert("assessment", {**self._at(quarter), **row})
        else:
            self._clear_record(quarter)
            self.work.update("assessment", {"project": self.project, "quarter": str(quarter)}, row)
        place = {"project": self.project, "quarter": str(quarter)}
        for table, rows in _record_rows(record).items():
            self.work.insert_all(
                table, ({**place, "position": n, **row} for n, row in enumerate(rows, start=1))
            )

    def add_form(self, quarter: Quarter, form: Form) -> None:
        """A confirmed form."""
        self.work.insert(
            "form",
            {
                "number": form.number,
                "project": self.project,
                "quarter": str(quarter),
                "issue": form.issue,
                "day": form.on.isoformat(),
                "prepared_by": form.prepared_by,
                "reviewed_by": form.reviewed_by,
                "passed": int(form.passed),
                "particulars": form.particulars,
                "withdrawn_because": None,
                "entry": self.work.entry,
            },
        )

    def withdraw_form(self, form: Form, reason: str, deductions: Iterable[Deduction]) -> None:
        """A reopened form, and the deductions that it caused."""
        self.work.update("form", {"number": form.number}, {"withdrawn_because": reason})
        for row in deductions:
            self.work.update("deduction", {"id": row.id}, {"withdrawn": 1})

    def mark_rectified(self, quarter: Quarter, number: int, day: str) -> None:
        """The day on which a rectification was done."""
        key = {"project": self.project, "quarter": str(quarter), "position": number}
        self.work.update("rectification", key, {"done": day})

    def add_deduction(self, row: Deduction) -> None:
        """One row of the register."""
        self.work.insert(
            "deduction",
            {
                "id": row.id,
                "project": self.project,
                "source": str(row.source),
                "serial": row.serial,
                "cause": row.cause,
                "amount": row.amount,
                "before_cap": row.before_cap,
                "basis": row.basis,
                "document": row.document,
                "withdrawn": int(row.withdrawn),
            },
        )

    def remove_deduction(self, row: Deduction) -> None:
        """An opening deduction that was a mistake."""
        self.work.delete("deduction", {"id": row.id})

    def withdraw_deduction(self, row: Deduction) -> None:
        """An opening deduction that was a mistake and that a reversed settlement names."""
        self.work.update("deduction", {"id": row.id}, {"withdrawn": 1})

    def add_waiver(self, row: Deduction, waiver: Waiver) -> None:
        """A waiver, or (negative) one taken back."""
        values = {k: v for k, v in asdict(waiver).items() if k != "on"}
        place = {"deduction": row.id, "position": len(row.waivers) + 1}
        self.work.insert("waiver", {**place, **values, "day": waiver.on.isoformat()})

    def add_settlement(self, posting: Posting, sheet: Settlement) -> None:
        """A posted settlement with everything that it rests on."""
        owner = {"settlement": posting.number}
        self.work.insert(
            "settlement",
            {
                **self._posting_row(posting),
                "year": sheet.quarter.year,
                "quarter": str(sheet.quarter),
                "outstanding_before": sheet.outstanding_before,
                "outstanding_after": sheet.outstanding_after,
            },
        )
        for position, line in enumerate(sheet.lines):
            notes = json.dumps([[note.figure, note.text] for note in line.notes], ensure_ascii=False)
            self.work.insert(
                "settlement_line", {**owner, "position": position, **asdict(line), "notes": notes}
            )
        for position, entry in enumerate(sheet.adjustments):
            self.work.insert("settlement_adjustment", {**owner, "position": position, **asdict(entry)})
        self.work.insert_all("settlement_advance", ({**owner, **asdict(entry)} for entry in sheet.advances))
        self._add_movements({**owner, "clearance": None}, posting.number, sheet.applied, sheet.returned)

    def add_clearance(self, posting: Posting, clearance: Clearance) -> None:
        """A posted clearance with everything that it rests on."""
        owner = {"clearance": posting.number}
        head = {name: getattr(clearance, name) for name in ("year", "mode", "outstanding", "to_return")}
        self.work.insert("clearance", {**self._posting_row(posting), **head})
        for position, line in enumerate(clearance.lines):
            payable = json.dumps(line.payable)
            self.work.insert(
                "clearance_line", {**owner, "position": position, **asdict(line), "payable": payable}
            )
        for position, true_up in enumerate(clearance.true_ups):
            self.work.insert("true_up", {**owner, "position": position, **asdict(true_up)})
        for position, entry in enumerate(clearance.reductions):
            self.work.insert("clearance_reduction", {**owner, "position": position, **asdict(entry)})
        self._add_movements(
            {"settlement": None, **owner}, posting.number, clearance.applied, clearance.returned
        )

    def add_reversal(self, reversal: Reversal, kind: str, reversed_number: str) -> None:
        """A reversal; ``kind`` is what it reverses, ``settlement`` or ``clearance``."""
        self.work.insert(
            "reversal",
            {
                "number": reversal.number,
                "settlement": None,
                "clearance": None,
                kind: reversed_number,
                "reason": reversal.reason,
                "day": reversal.on.isoformat(),
                "prepared_by": reversal.prepared_by,
                "reviewed_by": reversal.reviewed_by,
                "entry": self.work.entry,
            },
        )

    def set_cost(self, year: int, value: ActualCost) -> None:
        """One value of actual cost, in the place of an earlier one."""
        key = {
            "project": self.project,
            "item": value.item,
            "month": str(value.month),
            "category": value.category,
        }
        self.work.delete("cost", key)
        rest = {"amount": value.amount, "estimate": int(value.estimate), "note": value.note}
        self.work.insert("cost", {**key, "year": year, **rest})

    def add_reduction(self, year: int, entry: Reduction) -> None:
        """One more reduction."""
        owner = {"project": self.project, "year": year}
        self.work.insert(
            "reduction",
            {**owner, "position": self.work.next("reduction", "position", owner), **asdict(entry)},
        )

    def clear_reductions(self, year: int, item: str) -> int:
        """Take all reductions of a sub-item out; returns how many there were."""
        return self.work.delete("reduction", {"project": self.project, "year": year, "item": item})

    def add_payment(self, payment: Payment) -> None:
        """One payment or refund."""
        values = {"amount": payment.amount, "day": payment.on.isoformat(), "voucher": payment.voucher}
        rest = {"reversed_because": payment.reversed_because}
        self.work.insert("payment", {"id": payment.id, **self._target(payment.target), **values, **rest})

    def reverse_payment(self, payment: Payment, reason: str) -> None:
        """A payment that counts no more."""
        self.work.update("payment", {"id": payment.id}, {"reversed_because": reason})

    def add_invoice(self, invoice: Invoice) -> None:
        """One invoice."""
        names = ("number", "code", "amount", "tax", "void_because")
        values = {name: getattr(invoice, name) for name in names}
        target = self._target(invoice.target)
        self.work.insert("invoice", {"id": invoice.id, **target, **values, "day": invoice.on.isoformat()})

    def add_request(self, request: Request) -> None:
        """A payment request that is issued."""
        names = ("number", "issue", "particulars")
        values = {name: getattr(request, name) for name in names}
        rest = {"day": request.on.isoformat(), "entry": self.work.entry}
        self.work.insert("request", {**self._target(request.target), **values, **rest})

    def void_invoice(self, invoice: Invoice, reason: str) -> None:
        """An invoice that counts no more; its number stays taken."""
        self.work.update("invoice", {"id": invoice.id}, {"void_because": reason})

    def _add_scheme(self, owner: Mapping[str, Any], scheme: Scheme) -> None:
        for position, indicator in enumerate(scheme.indicators):
            term = indicator.term
            same = ("code", "name", "comparator", "target", "unit", "cycle", "points", "clause", "level")
            row = {name: getattr(indicator, name) for name in same}
            self.work.insert(
                "indicator",
                {
                    **owner,
                    "position": position,
                    **row,
                    "section": indicator.group,
                    "respond_within": indicator.respond_within_minutes,
                    "restore_within": indicator.restore_within_minutes,
                    "term": term.kind if term else None,
                    "term_amount": term.amount if term else None,
                    "term_percent": term.percent if term else None,
                },
            )
        for position, tier in enumerate(scheme.tiers):
            self.work.insert("tier", {**owner, "position": position, **asdict(tier)})

    def _clear_record(self, quarter: Quarter) -> None:
        for table in _RECORD_TABLES:
            self.work.delete(table, {"project": self.project, "quarter": str(quarter)})

    def _add_movements(
        self, owner: Mapping[str, Any], document: str, applied: Iterable[Share], returned: Iterable[Share]
    ) -> None:
        for kind, shares in (("applied", applied), ("returned", returned)):
            for position, share in enumerate(shares):
                what = {
                    "deduction": share.deduction,
                    "kind": kind,
                    "position": position,
                    "amount": share.amount,
                    "basis": share.basis,
                }
                self.work.insert("movement", {"document": document, **what, **owner})

    def _posting_row(self, posting: Posting) -> dict[str, Any]:
        same = ("number", "issue", "prepared_by", "reviewed_by", "rules_version", "particulars")
        row = {name: getattr(posting, name) for name in same}
        return {**row, "project": self.project, "day": posting.on.isoformat(), "entry": self.work.entry}

    def _at(self, quarter: Quarter) -> dict[str, Any]:
        return {"project": self.project, "year": quarter.year, "quarter": str(quarter)}

    def _target(self, target: Target) -> dict[str, Any]:
        quarter = str(target.quarter) if target.quarter else None
        return {"project": self.project, "quarter": quarter, "clearance_year": target.clearance}


def _record_rows(record: Record) -> dict[str, list[dict[str, Any]]]:
    def flat(values: Iterable[Any]) -> list[dict[str, Any]]:
        return [{field.name: getattr(value, field.name) for field in fields(value)} for value in values]

    return {
        "assessment_actual": [
            {**row, "judged": None if row["judged"] is None else int(row["judged"])}
            for row in flat(record.actuals)
        ],
        "assessment_points": [{"indicator": code, "points": given} for code, given in record.points],
        "assessment_source": [{"indicator": code, "text": text} for code, text in record.sources],
        "incident": [
            {"level": incident.level}
            | {at: getattr(incident, at).isoformat() for at in ("reported", "responded", "restored")}
            for incident in record.incidents
        ],
        "rectification": [
            {**row, "due": row["due"].isoformat(), "done": row["done"] and row["done"].isoformat()}
            for row in flat(record.rectifications)
        ],
        "manual_deduction": flat(record.manual_deductions),
    }


def _scheme_head(scheme: Scheme) -> dict[str, Any]:
    return {
        "pass_score": scheme.pass_score,
        "cap_percent": scheme.cap_percent,
        "deduct_when_passed": int(scheme.deduct_when_passed),
    }


def _flag(item: Any) -> dict[str, int]:
    return {"bears_deductions": int(item.bears_deductions)}
