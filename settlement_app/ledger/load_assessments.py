"""Rows to domain values: assessments with their forms, and the register of deductions."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from settlement_app.domain.assessment import (
    Actual,
    Incident,
    ManualDeduction,
    Override,
    Record,
    Rectification,
)
from settlement_app.domain.books import Assessment, Form
from settlement_app.domain.deduction import Deduction, Movement, Waiver
from settlement_app.domain.periods import Quarter, parse_quarter
from settlement_app.ledger.rows import Row, Tables, by, grouped, quarter_of


def load_assessments(tables: Tables) -> dict[Quarter, Assessment]:
    """Each quarter's record and every form that was confirmed of it."""
    anchors = tables.anchors
    parts = {
        table: grouped(tables.of(table, "quarter, position"), by("quarter"), read)
        for table, read in _RECORD_PARTS.items()
    }
    forms = grouped(tables.of("form", "quarter, issue"), by("quarter"), lambda row: _form(row, anchors))
    return {
        quarter_of(row): Assessment(quarter_of(row), _record(row, parts), forms.get(row["quarter"], ()))
        for row in tables.of("assessment", "quarter")
    }


def _record(row: Row, parts: Mapping[str, Mapping[str, tuple[Any, ...]]]) -> Record:
    def of(table: str) -> tuple[Any, ...]:
        return parts[table].get(row["quarter"], ())

    override = None
    if row["override_passed"] is not None:
        override = Override(bool(row["override_passed"]), row["override_reason"], row["override_document"])
    return Record(
        score=row["score"],
        no_incidents=bool(row["no_incidents"]),
        no_deduction=row["no_deduction"],
        actuals=of("assessment_actual"),
        points=of("assessment_points"),
        sources=of("assessment_source"),
        incidents=of("incident"),
        rectifications=of("rectification"),
        manual_deductions=of("manual_deduction"),
        override=override,
    )


def _actual(row: Row) -> Actual:
    judged = None if row["judged"] is None else bool(row["judged"])
    return Actual(row["indicator"], row["number"], row["numerator"], row["denominator"], judged)


def _incident(row: Row) -> Incident:
    return Incident(
        row["level"], *(datetime.fromisoformat(row[at]) for at in ("reported", "responded", "restored"))
    )


def _rectification(row: Row) -> Rectification:
    done = None if row["done"] is None else date.fromisoformat(row["done"])
    return Rectification(row["subject"], row["measure"], date.fromisoformat(row["due"]), done)


_RECORD_PARTS: Mapping[str, Callable[[Row], Any]] = {
    "assessment_actual": _actual,
    "assessment_points": lambda row: (row["indicator"], row["points"]),
    "assessment_source": lambda row: (row["indicator"], row["text"]),
    "incident": _incident,
    "rectification": _rectification,
    "manual_deduction": lambda row: ManualDeduction(row["amount"], row["reason"]),
}


def _form(row: Row, anchors: Mapping[int, str]) -> Form:
    return Form(
        number=row["number"],
        issue=row["issue"],
        on=date.fromisoformat(row["day"]),
        prepared_by=row["prepared_by"],
        reviewed_by=row["reviewed_by"],
        passed=bool(row["passed"]),
        anchor=anchors.get(row["entry"], ""),
        particulars=row["particulars"],
        withdrawn_because=row["withdrawn_because"],
    )


def load_register(tables: Tables) -> tuple[Deduction, ...]:
    """The project's deductions with their waivers and movements; what a reversed document moved is left out."""
    waivers = grouped(
        tables.below("waiver", "deduction", "deduction", "deduction, position"), by("deduction"), _waiver
    )
    stands = (
        "movement m LEFT JOIN settlement s ON s.number = m.settlement LEFT JOIN clearance c ON c.number = m.clearance"
        " LEFT JOIN reversal r ON r.number = 'HC-' || m.document"
        " WHERE r.number IS NULL AND m.deduction IN (SELECT id FROM deduction WHERE project = ?)"
        " ORDER BY m.deduction, coalesce(s.entry, c.entry), m.kind"
    )
    movements = grouped(tables.rows(stands), by("deduction"), _movement)
    return tuple(
        Deduction(
            id=row["id"],
            source=parse_quarter(row["source"]),
            serial=row["serial"],
            cause=row["cause"],
            amount=row["amount"],
            before_cap=row["before_cap"],
            basis=row["basis"],
            document=row["document"],
            withdrawn=bool(row["withdrawn"]),
            waivers=waivers.get(row["id"], ()),
            movements=movements.get(row["id"], ()),
        )
        for row in tables.of("deduction", "source, serial")
    )


def _waiver(row: Row) -> Waiver:
    day = date.fromisoformat(row["day"])
    return Waiver(row["amount"], row["reason"], row["prepared_by"], row["reviewed_by"], day)


def _movement(row: Row) -> Movement:
    return Movement(row["kind"], row["quarter"] or f"clearance:{row['year']}", row["amount"])
