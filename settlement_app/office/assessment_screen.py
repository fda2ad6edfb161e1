"""An assessment as the window shows it: the draft as typed, judged line by line, and what follows from it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from settlement_app.domain.assessment import Record, Result, plain
from settlement_app.domain.books import Form
from settlement_app.domain.deduction import MANUAL, Caused
from settlement_app.domain.money import AmountError, parse_amount
from settlement_app.domain.numerals import parse_number
from settlement_app.domain.papers.assessment import AssessmentForm, IndicatorRow, assessment_form
from settlement_app.domain.periods import Quarter
from settlement_app.domain.scheme import PERCENT_UNIT
from settlement_app.domain.words import in_words
from settlement_app.office import assessments
from settlement_app.office.assessment_draft import (
    Draft,
    IncidentText,
    ManualText,
    Place,
    RectificationText,
    RowsPart,
    draft_of,
    level_label,
    subjects,
)
from settlement_app.office.assessment_reading import Reading, read_draft
from settlement_app.office.assessments import AssessmentView
from settlement_app.office.desk import Desk

_WHOLE = 100
"""Percent."""
Mark = Literal["good", "error", "quiet", ""]
"""How a state is marked beside its word: the names of the theme's roles."""


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator with what was typed for it; ``actual`` of a fault comes from the log of incidents.

    ``actual`` is written as it will stand in the record, ``typed`` as it was typed.
    """

    code: str
    name: str
    target: str
    actual: str
    typed: str
    points: str
    source: str
    result: str
    mark: Mark
    takes: Literal["number", "judgement", "nothing"]
    full_points: str
    faults: Mapping[str, str]

    def place(self, part: Literal["actuals", "points", "sources"]) -> Place | None:
        """Where a cell's text stands in the draft; None where the indicator takes none."""
        takes_none = {"actuals": self.takes == "nothing", "points": not self.full_points, "sources": False}
        return None if takes_none[part] else Place(part, self.code)


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row of incidents, rectifications or manual deductions as typed; ``state`` says how it stands.

    ``number`` counts from 0; ``amount`` is what a deduction comes to in 分, None while it cannot be read.
    """

    part: RowsPart
    number: int
    texts: Mapping[str, str] = field(default_factory=dict)
    state: str = ""
    mark: Mark = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class AssessmentOnScreen:
    """A quarter's assessment with a draft in place of what is stored; ``stored`` is None where nothing is."""

    view: AssessmentView
    stored: Record | None
    draft: Draft
    reading: Reading
    indicators: tuple[IndicatorLine, ...]
    incidents: tuple[RowLine, ...]
    rectifications: tuple[RowLine, ...]
    manual: tuple[RowLine, ...]

    @property
    def form(self) -> Form | None:
        """The form that stands confirmed; None while it is a draft."""
        return self.view.assessment.form if self.view.assessment else None

    @property
    def has_points(self) -> bool:
        """Whether any indicator has points."""
        return any(line.full_points for line in self.indicators)

    @property
    def has_score(self) -> bool:
        """Whether a score is asked for by the scheme, or was given."""
        scheme = self.view.contract.scheme
        return bool(self.has_points or scheme.pass_score or scheme.tiers or self.draft.score)

    @property
    def limits(self) -> tuple[str, ...]:
        """The limits of each level of faults, in words."""
        faults = (i for i in self.view.contract.scheme.indicators if i.comparator == "fault")
        return tuple(f"{indicator.name}：{indicator.target_label}" for indicator in faults)

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of faults that the scheme knows."""
        found = {i.level for i in self.view.contract.scheme.indicators if i.comparator == "fault" and i.level}
        return tuple(level_label(level) for level in sorted(found))

    @property
    def subjects(self) -> tuple[str, ...]:
        """What a rectification can name, missed indicators first."""
        missed = {line.code for line in self.indicators if line.mark == "error"}
        known = subjects(self.view.contract.scheme)
        return tuple(sorted(known, key=lambda label: known[label] not in missed))

    @property
    def by_terms(self) -> tuple[Caused, ...]:
        """What the scheme's terms take."""
        return tuple(entry for entry in self.view.caused if entry.cause != MANUAL)


def stored(desk: Desk, quarter: Quarter) -> AssessmentOnScreen:
    """The quarter's assessment as it is stored; blank where nothing is."""
    view = assessments.show(desk, quarter)
    record = view.assessment.record if view.assessment else None
    return _on_screen(view, record, draft_of(view.contract.scheme, record or Record()))


def drafted(shown: AssessmentOnScreen, draft: Draft) -> AssessmentOnScreen:
    """The same with another draft; nothing is read or stored."""
    return _on_screen(shown.view, shown.stored, draft)


def pasted_amount(shown: AssessmentOnScreen, places: Iterable[Place]) -> int | None:
    """What the deductions' amounts at these places come to, in 分; those that cannot be read count nothing.

    None where none of them takes an amount.
    """
    amounts = [place for place in places if place.part == "manual" and place.field == "amount"]
    return sum(_readable(shown.draft.text(place)) for place in amounts) if amounts else None


def _readable(text: str) -> int:
    try:
        return parse_amount(text)
    except AmountError:
        return 0


def _on_screen(view: AssessmentView, record: Record | None, draft: Draft) -> AssessmentOnScreen:
    reading = read_draft(view.contract, view.quarter, draft)
    entry = record if record and view.assessment and view.assessment.form else reading.record
    seen = assessments.preview(view.books, view.quarter, entry, view.today)
    paper = assessment_form(seen.books, view.quarter, None, view.today)
    return AssessmentOnScreen(
        view=seen,
        stored=record,
        draft=draft,
        reading=reading,
        indicators=tuple(_indicators(seen, draft, reading, paper.indicators)),
        incidents=tuple(_incidents(draft, reading, paper)),
        rectifications=tuple(_rectifications(seen, draft, reading)),
        manual=tuple(_manual(draft, reading)),
    )


def _indicators(
    view: AssessmentView, draft: Draft, reading: Reading, printed: Sequence[IndicatorRow]
) -> Iterator[IndicatorLine]:
    assert view.judgement, "a previewed assessment has a record, and so a judgement"
    read = draft_of(view.contract.scheme, reading.record)
    for result, row in zip(view.judgement.results, printed, strict=True):
        indicator = result.indicator
        faults = {
            part: reading.faults[place]
            for part in ("actuals", "points", "sources")
            if (place := Place(part, indicator.code)) in reading.faults
        }
        is_fault = indicator.comparator == "fault"
        word, mark = _outcome(result, row)
        place = Place("actuals", indicator.code)
        typed = draft.text(place)
        yield IndicatorLine(
            code=indicator.code,
            name=row.name,
            target=row.target,
            actual=row.actual if is_fault else read.text(place) or typed,
            typed=typed,
            points=draft.text(Place("points", indicator.code)),
            source=draft.text(Place("sources", indicator.code)),
            result="；".join(faults.values()) or word,
            mark="error" if faults else mark,
            takes="nothing" if is_fault else "number" if indicator.is_measured else "judgement",
            full_points=indicator.points or "",
            faults=faults,
        )


def _outcome(result: Result, row: IndicatorRow) -> tuple[str, Mark]:
    """The result in a word with its shape; of a ratio also what it comes to."""
    _, _, decimal = row.actual.partition("\n")
    comes_to = (f"（{decimal}）" if decimal else "") + _doubt(result)
    if result.met is None:
        return f"{row.result}{comes_to}", "quiet"
    return (f"✓ {row.result}{comes_to}", "good") if result.met else (f"× {row.result}{comes_to}", "error")


def _doubt(result: Result) -> str:
    """A question where a percentage is more than the whole, or typed as spreadsheets hold it: 0.975 for 97.5%."""
    actual, indicator = result.actual, result.indicator
    if actual is None or indicator.unit != PERCENT_UNIT:
        return ""
    value = actual.value(PERCENT_UNIT)
    if value > _WHOLE:
        return "（超过 100%，请核对）"
    if actual.number is None or not 0 < value <= 1 or parse_number(indicator.target) <= 1:
        return ""
    return f"（按 {plain(value)}% 计；如是 {plain(100 * value)}%，请填 {plain(100 * value)}）"


def _faults(reading: Reading, part: RowsPart, number: int) -> dict[str, str]:
    return {
        place.field: said
        for place, said in reading.faults.items()
        if (place.part, place.key) == (part, number)
    }


def _incidents(draft: Draft, reading: Reading, paper: AssessmentForm) -> Iterator[RowLine]:
    usable = iter(paper.incidents)
    for number, row in enumerate(draft.incidents):
        faults = _faults(reading, "incidents", number)
        texts = {name: str(getattr(row, name)) for name in IncidentText.__slots__}
        if faults or row == IncidentText():
            yield _unusable("incidents", number, texts, faults)
            continue
        judged = next(usable)
        took = f"响应 {judged.response_minutes} 分钟，恢复 {judged.restoration_minutes} 分钟"
        in_time = judged.result == "未超时"
        yield RowLine(
            "incidents",
            number,
            texts,
            f"{'✓' if in_time else '×'} {judged.result}（{took}）",
            "good" if in_time else "error",
        )


def _rectifications(view: AssessmentView, draft: Draft, reading: Reading) -> Iterator[RowLine]:
    assert view.assessment, "a previewed assessment has a record"
    usable = iter(view.assessment.record.rectifications)
    for number, row in enumerate(draft.rectifications):
        faults = _faults(reading, "rectifications", number)
        texts = {name: str(getattr(row, name)) for name in ("subject", "measure", "due")}
        if faults or row == RectificationText():
            yield _unusable("rectifications", number, texts, faults)
            continue
        entry = next(usable)
        state: str
        mark: Mark
        if entry.done:
            late = (entry.done - entry.due).days
            state = f"✓ 已于 {entry.done} 完成" + (f"，晚 {late} 天" if late > 0 else "")
            mark = "good"
        elif view.assessment.form and entry.overdue(view.today):
            state, mark = f"× 已逾期 {(view.today - entry.due).days} 天", "error"
        else:
            state, mark = "未完成", ""
        yield RowLine("rectifications", number, texts, state, mark)


def _manual(draft: Draft, reading: Reading) -> Iterator[RowLine]:
    for number, row in enumerate(draft.manual):
        faults = _faults(reading, "manual", number)
        texts = {name: str(getattr(row, name)) for name in ManualText.__slots__}
        try:
            amount = parse_amount(row.amount)
        except AmountError:
            amount = None
        if faults or amount is None:
            yield _unusable("manual", number, texts, faults)
        else:
            yield RowLine("manual", number, texts, in_words(amount), "quiet", amount=amount)


def _unusable(part: RowsPart, number: int, texts: Mapping[str, str], faults: Mapping[str, str]) -> RowLine:
    """A row that is blank, or not usable yet: what is wrong with it stands as its state."""
    return RowLine(part, number, texts, "；".join(faults.values()), "error" if faults else "", faults)
