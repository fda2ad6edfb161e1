"""Domain values as plain rows, the way back of the ``load_…`` modules: columns by name, amounts in 分, days as text."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from typing import Any

from settlement_app.domain.actuals import ActualCost
from settlement_app.domain.assessment import Record
from settlement_app.domain.books import Form, Invoice, Payment, Posting, Request, Reversal, Target
from settlement_app.domain.contract import Amendment, Contract, SubItem
from settlement_app.domain.deduction import Deduction, Share, Waiver
from settlement_app.domain.quarter import Line
from settlement_app.domain.scheme import Indicator, Scheme
from settlement_app.domain.year_end import ClearanceLine

Row = dict[str, Any]


def contract(value: Contract) -> Row:
    """The contract itself, with the head of its scheme."""
    return {
        "first_day": value.start.isoformat(),
        "last_day": value.end.isoformat(),
        "client": value.client,
        "vendor": value.vendor,
        **scheme(value.scheme),
    }


def scheme(value: Scheme) -> Row:
    """What a contract's row says of its scheme."""
    return {
        "pass_score": value.pass_score,
        "cap_percent": value.cap_percent,
        "deduct_when_passed": int(value.deduct_when_passed),
    }


def sub_item(value: SubItem) -> Row:
    """One sub-item."""
    return {**asdict(value), "bears_deductions": int(value.bears_deductions)}


def indicator(value: Indicator) -> Row:
    """One indicator with its term."""
    term = value.term
    return {
        **_same(value, "code name comparator target unit cycle points clause level"),
        "section": value.group,
        "respond_within": value.respond_within_minutes,
        "restore_within": value.restore_within_minutes,
        "term": term.kind if term else None,
        "term_amount": term.amount if term else None,
        "term_percent": term.percent if term else None,
    }


def amendment(value: Amendment) -> Row:
    """One amendment."""
    return {**asdict(value), "quarter": str(value.quarter)}


def record(value: Record) -> Row:
    """What an assessment's own row says."""
    override = value.override
    return {
        "score": value.score,
        "no_incidents": int(value.no_incidents),
        "no_deduction": value.no_deduction,
        "override_passed": int(override.passed) if override else None,
        "override_reason": override.reason if override else "",
        "override_document": override.document if override else "",
    }


def record_parts(value: Record) -> dict[str, list[Row]]:
    """The rows below an assessment, by their table."""
    return {
        "assessment_actual": [
            {**row, "judged": None if row["judged"] is None else int(row["judged"])}
            for row in _flat(value.actuals)
        ],
        "assessment_points": [{"indicator": code, "points": given} for code, given in value.points],
        "assessment_source": [{"indicator": code, "text": text} for code, text in value.sources],
        "incident": [
            {"level": incident.level}
            | {at: getattr(incident, at).isoformat() for at in ("reported", "responded", "restored")}
            for incident in value.incidents
        ],
        "rectification": [
            {**row, "due": row["due"].isoformat(), "done": row["done"] and row["done"].isoformat()}
            for row in _flat(value.rectifications)
        ],
        "manual_deduction": list(_flat(value.manual_deductions)),
    }


def form(value: Form) -> Row:
    """One form as it is confirmed."""
    return {
        **_same(value, "number issue prepared_by reviewed_by particulars"),
        "day": value.on.isoformat(),
        "passed": int(value.passed),
        "withdrawn_because": None,
    }


def deduction(value: Deduction) -> Row:
    """One row of the register, without what became of it."""
    return {
        **_same(value, "id serial cause amount before_cap basis document"),
        "source": str(value.source),
        "withdrawn": int(value.withdrawn),
    }


def waiver(value: Waiver) -> Row:
    """One waiver."""
    return {**_same(value, "amount reason prepared_by reviewed_by"), "day": value.on.isoformat()}


def posting(value: Posting) -> Row:
    """The head of a settlement or clearance."""
    same = _same(value, "number issue prepared_by reviewed_by rules_version particulars")
    return {**same, "day": value.on.isoformat()}


def settlement_line(value: Line) -> Row:
    """One line of a settlement."""
    notes = [[note.figure, note.text] for note in value.notes]
    return {**asdict(value), "notes": json.dumps(notes, ensure_ascii=False)}


def clearance_line(value: ClearanceLine) -> Row:
    """One line of a clearance."""
    return {**asdict(value), "payable": json.dumps(value.payable)}


def movements(applied: Iterable[Share], returned: Iterable[Share]) -> Iterator[Row]:
    """What a document applied, then what it returned."""
    for kind, shares in (("applied", applied), ("returned", returned)):
        for position, share in enumerate(shares):
            yield {**_same(share, "deduction amount basis"), "kind": kind, "position": position}


def reversal(value: Reversal) -> Row:
    """One reversal, without what it reverses."""
    return {**_same(value, "number reason prepared_by reviewed_by"), "day": value.on.isoformat()}


def cost(value: ActualCost) -> Row:
    """What a value of actual cost is, without its place."""
    return {"amount": value.amount, "estimate": int(value.estimate), "note": value.note}


def payment(value: Payment) -> Row:
    """One payment or refund."""
    same = _same(value, "id amount voucher reversed_because")
    return {**same, **_target(value.target), "day": value.on.isoformat()}


def invoice(value: Invoice) -> Row:
    """One invoice."""
    same = _same(value, "id number code amount tax void_because")
    return {**same, **_target(value.target), "day": value.on.isoformat()}


def request(value: Request) -> Row:
    """One payment request."""
    same = _same(value, "number issue particulars")
    return {**same, **_target(value.target), "day": value.on.isoformat()}


def _target(value: Target) -> Row:
    return {"quarter": str(value.quarter) if value.quarter else None, "clearance_year": value.clearance}


def _same(value: object, names: str) -> Row:
    """The fields that stand in columns of their own names."""
    return {name: getattr(value, name) for name in names.split()}


def _flat(values: Iterable[Any]) -> Iterator[Row]:
    """All fields of each, without those of what they hold."""
    return ({field.name: getattr(value, field.name) for field in fields(value)} for value in values)
