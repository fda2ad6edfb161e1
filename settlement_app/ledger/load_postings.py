"""Rows to domain values: posted settlements and clearances, and the drafts that they are made from."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from settlement_app.domain.books import PostedClearance, PostedSettlement, Posting, Reversal
from settlement_app.domain.deduction import Share
from settlement_app.domain.periods import Quarter
from settlement_app.domain.quarter import Adjustment, Line, Note, SetAdvance, Settlement
from settlement_app.domain.year_end import Clearance, ClearanceLine, Reduction, TrueUp
from settlement_app.ledger.rows import Row, Tables, by, grouped, quarter_of

_Value = TypeVar("_Value")


def _posting(row: Row, anchors: Mapping[int, str], reversals: Mapping[str, tuple[Row, ...]]) -> Posting:
    undone = reversals.get(row["number"])
    return Posting(
        number=row["number"],
        issue=row["issue"],
        on=date.fromisoformat(row["day"]),
        prepared_by=row["prepared_by"],
        reviewed_by=row["reviewed_by"],
        rules_version=row["rules_version"],
        anchor=anchors.get(row["entry"], ""),
        particulars=row["particulars"],
        reversal=_reversal(undone[0], anchors) if undone else None,
    )


def _reversal(row: Row, anchors: Mapping[int, str]) -> Reversal:
    return Reversal(
        number=row["number"],
        reason=row["reason"],
        on=date.fromisoformat(row["day"]),
        prepared_by=row["prepared_by"],
        reviewed_by=row["reviewed_by"],
        anchor=anchors.get(row["entry"], ""),
    )


def _shares(
    tables: Tables, owner: str, sources: Mapping[str, Quarter]
) -> dict[tuple[str, str], tuple[Share, ...]]:
    """What each document applied and returned, by the document's number and the kind."""
    rows = tables.below("movement", owner, owner, "document, kind, position")
    return grouped(
        rows,
        lambda row: (str(row["document"]), str(row["kind"])),
        lambda row: Share(row["deduction"], sources[row["deduction"]], row["amount"], row["basis"]),
    )


def load_settlements(tables: Tables, sources: Mapping[str, Quarter]) -> tuple[PostedSettlement, ...]:
    """Every issue of every settlement; ``sources`` are the source quarters by deduction."""

    def of(table: str, order: str, read: Callable[[Row], _Value]) -> dict[str, tuple[_Value, ...]]:
        rows = tables.below(table, "settlement", "settlement", f"settlement, {order}")
        return grouped(rows, by("settlement"), read)

    anchors = tables.anchors
    lines, shares = of("settlement_line", "position", _line), _shares(tables, "settlement", sources)
    adjustments = of("settlement_adjustment", "position", adjustment_of)
    advances = of("settlement_advance", "item", advance_of)
    reversals = of("reversal", "number", lambda row: row)
    return tuple(
        PostedSettlement(
            _posting(row, anchors, reversals),
            Settlement(
                quarter=quarter_of(row),
                lines=lines[row["number"]],
                applied=shares.get((row["number"], "applied"), ()),
                returned=shares.get((row["number"], "returned"), ()),
                outstanding_before=row["outstanding_before"],
                outstanding_after=row["outstanding_after"],
                adjustments=adjustments.get(row["number"], ()),
                advances=advances.get(row["number"], ()),
            ),
        )
        for row in tables.of("settlement", "quarter, issue")
    )


def _line(row: Row) -> Line:
    return Line(
        item=row["item"],
        name=row["name"],
        annual=row["annual"],
        base=row["base"],
        deduction=row["deduction"],
        adjustment=row["adjustment"],
        payable=row["payable"],
        cumulative=row["cumulative"],
        remaining=row["remaining"],
        notes=tuple(Note(figure, text) for figure, text in json.loads(row["notes"])),
    )


def adjustment_of(row: Row) -> Adjustment:
    """One manual adjustment."""
    return Adjustment(row["item"], row["amount"], row["reason"], row["document"])


def advance_of(row: Row) -> SetAdvance:
    """One advance that was set lower."""
    return SetAdvance(row["item"], row["amount"], row["reason"])


def reduction_of(row: Row) -> Reduction:
    """One reduction."""
    return Reduction(row["item"], row["amount"], row["reason"], row["document"])


def load_clearances(tables: Tables, sources: Mapping[str, Quarter]) -> tuple[PostedClearance, ...]:
    """Every issue of every clearance; ``sources`` are the source quarters by deduction."""

    def of(table: str, order: str, read: Callable[[Row], _Value]) -> dict[str, tuple[_Value, ...]]:
        rows = tables.below(table, "clearance", "clearance", f"clearance, {order}")
        return grouped(rows, by("clearance"), read)

    anchors = tables.anchors
    lines, shares = of("clearance_line", "position", _clearance_line), _shares(tables, "clearance", sources)
    true_ups, reductions = (
        of("true_up", "position", _true_up),
        of("clearance_reduction", "position", reduction_of),
    )
    reversals = of("reversal", "number", lambda row: row)
    return tuple(
        PostedClearance(
            _posting(row, anchors, reversals),
            Clearance(
                year=row["year"],
                mode=row["mode"],
                true_ups=true_ups.get(row["number"], ()),
                lines=lines[row["number"]],
                outstanding=row["outstanding"],
                to_return=row["to_return"],
                applied=shares.get((row["number"], "applied"), ()),
                returned=shares.get((row["number"], "returned"), ()),
                reductions=reductions.get(row["number"], ()),
            ),
        )
        for row in tables.of("clearance", "year, issue")
    )


def _clearance_line(row: Row) -> ClearanceLine:
    figures = {name: row[name] for name in ("item", "name", "budget", "deductions", "adjustments", "true_up")}
    return ClearanceLine(
        **figures,
        payable=tuple(json.loads(row["payable"])),
        offset=row["offset"],
        final=row["final"],
        surplus=row["surplus"],
    )


def _true_up(row: Row) -> TrueUp:
    return TrueUp(**{name: value for name, value in row.items() if name not in ("clearance", "position")})
