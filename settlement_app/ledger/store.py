"""Storing domain values: each function writes one kind of thing through the Work that records it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from settlement_app.domain.actuals import ActualCost, Category
from settlement_app.domain.assessment import Record
from settlement_app.domain.books import Form, Invoice, Payment, Posting, Request, Reversal
from settlement_app.domain.contract import Amendment, Contract, Project
from settlement_app.domain.deduction import Deduction, Share, Waiver
from settlement_app.domain.periods import Month, Quarter
from settlement_app.domain.quarter import Adjustment, SetAdvance, Settlement
from settlement_app.domain.scheme import Scheme
from settlement_app.domain.year_end import Clearance, Reduction
from settlement_app.ledger import as_rows
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

Key = Mapping[str, Any]
"""Values of columns that tell rows from others."""


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
        owner = self._of_year(contract.year)
        self.work.insert("contract", {**owner, **as_rows.contract(contract)})
        self._add_parts("sub_item", owner, map(as_rows.sub_item, contract.sub_items))
        for field, text in contract.texts.items():
            self.work.insert("contract_text", {**owner, "field": field, "text": text})
        self._add_scheme(owner, contract.scheme)

    def drop_contract(self, contract: Contract) -> None:
        """The contract with everything that was drafted in it."""
        owner = self._of_year(contract.year)
        for quarter in contract.quarters:
            self._clear_record(quarter)
        self.work.delete("assessment", owner)
        for table in (*_DRAFT_TABLES, *_CONTRACT_TABLES):
            self.work.delete(table, owner)

    def replace_scheme(self, year: int, scheme: Scheme) -> None:
        """The scheme of a contract."""
        owner = self._of_year(year)
        self.work.delete("indicator", owner)
        self.work.delete("tier", owner)
        self.work.update("contract", owner, as_rows.scheme(scheme))
        self._add_scheme(owner, scheme)

    def set_text(self, year: int, field: str, text: str) -> None:
        """One optional text of a contract; an empty one is taken out."""
        key = {**self._of_year(year), "field": field}
        self.work.delete("contract_text", key)
        if text:
            self.work.insert("contract_text", {**key, "text": text})

    def add_amendment(self, year: int, amendment: Amendment) -> None:
        """One amendment."""
        self.work.insert("amendment", {**self._of_year(year), **as_rows.amendment(amendment)})

    def set_advance(self, quarter: Quarter, entry: SetAdvance) -> None:
        """The advance set for a sub-item, in the place of an earlier one."""
        self.clear_advance(quarter, entry.item)
        self.work.insert("advance", {**self._of_quarter_and_year(quarter), **asdict(entry)})

    def clear_advance(self, quarter: Quarter, item: str) -> int:
        """Take a set advance out; returns how many there were."""
        return self.work.delete("advance", {**self._of_quarter(quarter), "item": item})

    def add_adjustment(self, quarter: Quarter, entry: Adjustment) -> None:
        """One more manual adjustment."""
        place = self.work.next("adjustment", "position", self._of_quarter(quarter))
        self.work.insert(
            "adjustment", {**self._of_quarter_and_year(quarter), "position": place, **asdict(entry)}
        )

    def clear_adjustments(self, quarter: Quarter, item: str) -> int:
        """Take all manual adjustments of a sub-item out; returns how many there were."""
        return self.work.delete("adjustment", {**self._of_quarter(quarter), "item": item})

    def replace_record(self, quarter: Quarter, record: Record, *, is_new: bool) -> None:
        """The draft of an assessment."""
        owner, row = self._of_quarter(quarter), as_rows.record(record)
        if is_new:
            self.work.insert("assessment", {**self._of_quarter_and_year(quarter), **row})
        else:
            self._clear_record(quarter)
            self.work.update("assessment", owner, row)
        for table, rows in as_rows.record_parts(record).items():
            self._add_parts(table, owner, rows, first=1)

    def add_form(self, quarter: Quarter, form: Form) -> None:
        """A confirmed form."""
        row = {**self._of_quarter(quarter), **as_rows.form(form), "entry": self.work.entry}
        self.work.insert("form", row)

    def withdraw_form(self, form: Form, reason: str, deductions: Iterable[Deduction]) -> None:
        """A reopened form, and the deductions that it caused."""
        self.work.update("form", {"number": form.number}, {"withdrawn_because": reason})
        for row in deductions:
            self.withdraw_deduction(row)

    def mark_rectified(self, quarter: Quarter, number: int, day: str) -> None:
        """The day on which a rectification was done."""
        self.work.update("rectification", {**self._of_quarter(quarter), "position": number}, {"done": day})

    def add_deduction(self, row: Deduction) -> None:
        """One row of the register."""
        self.work.insert("deduction", {"project": self.project, **as_rows.deduction(row)})

    def remove_deduction(self, row: Deduction) -> None:
        """An opening deduction that was a mistake."""
        self.work.delete("deduction", {"id": row.id})

    def withdraw_deduction(self, row: Deduction) -> None:
        """A deduction that counts no more and that a form or a reversed settlement names."""
        self.work.update("deduction", {"id": row.id}, {"withdrawn": 1})

    def add_waiver(self, row: Deduction, waiver: Waiver) -> None:
        """A waiver, or (negative) one taken back."""
        place = {"deduction": row.id, "position": len(row.waivers) + 1}
        self.work.insert("waiver", {**place, **as_rows.waiver(waiver)})

    def add_settlement(self, posting: Posting, sheet: Settlement) -> None:
        """A posted settlement with everything that it rests on."""
        owner = {"settlement": posting.number}
        figures = {
            "outstanding_before": sheet.outstanding_before,
            "outstanding_after": sheet.outstanding_after,
        }
        self._add_posting("settlement", posting, {**self._of_quarter_and_year(sheet.quarter), **figures})
        self._add_parts("settlement_line", owner, map(as_rows.settlement_line, sheet.lines))
        self._add_parts("settlement_adjustment", owner, map(asdict, sheet.adjustments))
        self.work.insert_all("settlement_advance", ({**owner, **asdict(entry)} for entry in sheet.advances))
        self._add_movements({**owner, "clearance": None}, posting.number, sheet.applied, sheet.returned)

    def add_clearance(self, posting: Posting, clearance: Clearance) -> None:
        """A posted clearance with everything that it rests on."""
        owner = {"clearance": posting.number}
        figures = {"outstanding": clearance.outstanding, "to_return": clearance.to_return}
        head = {**self._of_year(clearance.year), "mode": clearance.mode, **figures}
        self._add_posting("clearance", posting, head)
        self._add_parts("clearance_line", owner, map(as_rows.clearance_line, clearance.lines))
        self._add_parts("true_up", owner, map(asdict, clearance.true_ups))
        self._add_parts("clearance_reduction", owner, map(asdict, clearance.reductions))
        self._add_movements(
            {"settlement": None, **owner}, posting.number, clearance.applied, clearance.returned
        )

    def add_reversal(self, reversal: Reversal, kind: str, reversed_number: str) -> None:
        """A reversal; ``kind`` is what it reverses, ``settlement`` or ``clearance``."""
        undone = {"settlement": None, "clearance": None, kind: reversed_number}
        self.work.insert("reversal", {**as_rows.reversal(reversal), **undone, "entry": self.work.entry})

    def set_cost(self, year: int, value: ActualCost) -> None:
        """One value of actual cost, in the place of an earlier one."""
        self.clear_cost(value.item, value.month, value.category)
        place = self._cost_place(value.item, value.month, value.category)
        self.work.insert("cost", {**place, "year": year, **as_rows.cost(value)})

    def clear_cost(self, item: str, month: Month, category: Category) -> None:
        """No value of actual cost any more at a place, where there was one."""
        self.work.delete("cost", self._cost_place(item, month, category))

    def add_reduction(self, year: int, entry: Reduction) -> None:
        """One more reduction."""
        owner = self._of_year(year)
        place = self.work.next("reduction", "position", owner)
        self.work.insert("reduction", {**owner, "position": place, **asdict(entry)})

    def clear_reductions(self, year: int, item: str) -> int:
        """Take all reductions of a sub-item out; returns how many there were."""
        return self.work.delete("reduction", {**self._of_year(year), "item": item})

    def add_payment(self, payment: Payment) -> None:
        """One payment or refund."""
        self.work.insert("payment", {"project": self.project, **as_rows.payment(payment)})

    def reverse_payment(self, payment: Payment, reason: str) -> None:
        """A payment that counts no more."""
        self.work.update("payment", {"id": payment.id}, {"reversed_because": reason})

    def add_invoice(self, invoice: Invoice) -> None:
        """One invoice."""
        self.work.insert("invoice", {"project": self.project, **as_rows.invoice(invoice)})

    def void_invoice(self, invoice: Invoice, reason: str) -> None:
        """An invoice that counts no more; its number stays taken."""
        self.work.update("invoice", {"id": invoice.id}, {"void_because": reason})

    def add_request(self, request: Request) -> None:
        """A payment request that is issued."""
        row = {"project": self.project, **as_rows.request(request), "entry": self.work.entry}
        self.work.insert("request", row)

    def _add_scheme(self, owner: Key, scheme: Scheme) -> None:
        self._add_parts("indicator", owner, map(as_rows.indicator, scheme.indicators))
        self._add_parts("tier", owner, map(asdict, scheme.tiers))

    def _clear_record(self, quarter: Quarter) -> None:
        for table in _RECORD_TABLES:
            self.work.delete(table, self._of_quarter(quarter))

    def _add_posting(self, table: str, posting: Posting, rest: Key) -> None:
        row = {"project": self.project, **as_rows.posting(posting), **rest, "entry": self.work.entry}
        self.work.insert(table, row)

    def _add_movements(
        self, owner: Key, document: str, applied: Iterable[Share], returned: Iterable[Share]
    ) -> None:
        for row in as_rows.movements(applied, returned):
            self.work.insert("movement", {"document": document, **row, **owner})

    def _add_parts(self, table: str, owner: Key, rows: Iterable[Key], first: int = 0) -> None:
        """Rows below an owner, which keep their order by their position."""
        for position, row in enumerate(rows, start=first):
            self.work.insert(table, {**owner, "position": position, **row})

    def _cost_place(self, item: str, month: Month, category: Category) -> dict[str, Any]:
        return {"project": self.project, "item": item, "month": str(month), "category": category}

    def _of_year(self, year: int) -> dict[str, Any]:
        return {"project": self.project, "year": year}

    def _of_quarter(self, quarter: Quarter) -> dict[str, Any]:
        return {"project": self.project, "quarter": str(quarter)}

    def _of_quarter_and_year(self, quarter: Quarter) -> dict[str, Any]:
        return {**self._of_quarter(quarter), "year": quarter.year}
