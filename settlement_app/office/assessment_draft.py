"""An assessment's draft as it is typed, cell by cell, usable or not; every change gives a new draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Literal

from settlement_app.domain.assessment import Record
from settlement_app.domain.money import format_amount
from settlement_app.domain.periods import moment_text
from settlement_app.domain.scheme import Scheme

CellsPart = Literal["actuals", "points", "sources"]
RowsPart = Literal["incidents", "rectifications", "manual"]
FieldPart = Literal["score", "no_deduction", "verdict", "override_reason", "override_document"]

MET, MISSED = "符合", "不符合"
PASSED, FAILED = "合格", "不合格"
_NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a draft a text stands: a part, in it an indicator's code or a row (from 0), in that a field."""

    part: CellsPart | RowsPart | FieldPart
    key: str | int = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class IncidentText:
    """One incident as typed."""

    level: str = ""
    reported: str = ""
    responded: str = ""
    restored: str = ""


@dataclass(frozen=True, slots=True)
class RectificationText:
    """One rectification as typed; its subject by the indicator's name; ``done`` is kept as it was marked."""

    subject: str = ""
    measure: str = ""
    due: str = ""
    done: date | None = None


@dataclass(frozen=True, slots=True)
class ManualText:
    """One manual deduction as typed."""

    amount: str = ""
    reason: str = ""


Row = IncidentText | RectificationText | ManualText
_BLANK: Mapping[RowsPart, Row] = {
    "incidents": IncidentText(),
    "rectifications": RectificationText(),
    "manual": ManualText(),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that was typed for one quarter's assessment."""

    actuals: Mapping[str, str] = field(default_factory=dict)
    points: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    score: str = ""
    no_deduction: str = ""
    verdict: str = ""
    override_reason: str = ""
    override_document: str = ""
    no_incidents: bool = False
    incidents: tuple[IncidentText, ...] = ()
    rectifications: tuple[RectificationText, ...] = ()
    manual: tuple[ManualText, ...] = ()

    def text(self, place: Place) -> str:
        """What stands at a place; empty where there is no such place yet."""
        part = getattr(self, place.part)
        if isinstance(part, tuple):
            return str(getattr(part[int(place.key)], place.field)) if int(place.key) < len(part) else ""
        return str(part.get(place.key, "") if isinstance(part, Mapping) else part)

    def typed(self, place: Place, text: str) -> "Draft":
        """The draft with a text at a place; rows up to it are added, and an incident takes 本季无故障 back."""
        part = getattr(self, place.part)
        changes: dict[str, Any] = {}
        if isinstance(part, tuple):
            number = int(place.key)
            blanks = (_BLANK[place.part] for _ in range(number + 1 - len(part)))  # type: ignore[index] # a part of rows
            rows = [*part, *blanks]
            rows[number] = replace(rows[number], **{place.field: text})
            changes[place.part] = tuple(rows)
            if place.part == "incidents":
                changes["no_incidents"] = False
        else:
            changes[place.part] = {**part, place.key: text} if isinstance(part, Mapping) else text
        return replace(self, **changes)

    def with_row(self, part: RowsPart) -> "Draft":
        """The draft with one more row, blank."""
        first = fields(_BLANK[part])[0].name
        return self.typed(Place(part, len(getattr(self, part)), first), "")

    def without_rows(self, part: RowsPart, rows: Sequence[int]) -> "Draft":
        """The draft without these rows."""
        changes: dict[str, Any] = {
            part: tuple(row for number, row in enumerate(getattr(self, part)) if number not in rows)
        }
        return replace(self, **changes)

    def with_no_incidents(self, stated: bool) -> "Draft":
        """The draft that says, or no longer says, that the quarter had no incidents."""
        return replace(self, no_incidents=stated)


def draft_of(scheme: Scheme, record: Record) -> Draft:
    """The draft that reads as this record."""
    labels = {code: label for label, code in subjects(scheme).items()}
    override = record.override
    return Draft(
        actuals={
            entry.indicator: entry.text if entry.judged is None else (MET if entry.judged else MISSED)
            for entry in record.actuals
        },
        points=dict(record.points),
        sources=dict(record.sources),
        score=record.score or "",
        no_deduction=record.no_deduction,
        verdict="" if override is None else PASSED if override.passed else FAILED,
        override_reason=override.reason if override else "",
        override_document=override.document if override else "",
        no_incidents=record.no_incidents,
        incidents=tuple(
            IncidentText(
                level_label(entry.level),
                moment_text(entry.reported),
                moment_text(entry.responded),
                moment_text(entry.restored),
            )
            for entry in record.incidents
        ),
        rectifications=tuple(
            RectificationText(
                labels.get(entry.subject, entry.subject), entry.measure, str(entry.due), entry.done
            )
            for entry in record.rectifications
        ),
        manual=tuple(
            ManualText(format_amount(entry.amount), entry.reason) for entry in record.manual_deductions
        ),
    )


def subjects(scheme: Scheme) -> dict[str, str]:
    """What a rectification can name, with the indicator's code; a name that two have is told by its code."""
    names = [indicator.name for indicator in scheme.indicators]
    return {
        indicator.name if names.count(indicator.name) == 1 else f"{indicator.name}（{indicator.code}）": (
            indicator.code
        )
        for indicator in scheme.indicators
    }


def level_label(level: int) -> str:
    """一级, 二级 … as the scheme's faults are called."""
    return f"{_NUMERALS[level - 1] if level <= len(_NUMERALS) else level}级"
