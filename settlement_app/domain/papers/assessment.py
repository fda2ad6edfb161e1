"""The assessment form (季度考核表): what its pages say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Annotated

from settlement_app.domain.assessing import form_number
from settlement_app.domain.assessment import (
    Incident,
    Judgement,
    Record,
    Result,
    incident_in_time,
    plain,
)
from settlement_app.domain.books import Books, Form
from settlement_app.domain.contract import Contract
from settlement_app.domain.deduction import OPENING
from settlement_app.domain.numerals import parse_number
from settlement_app.domain.papers.parts import (
    Heading,
    quarter_heading,
)
from settlement_app.domain.periods import Quarter, minutes_between
from settlement_app.domain.scheme import Indicator, Scheme
from settlement_app.domain.signatures import SignatureBlock

_DECIMALS = range(4, 13)
"""So many decimals a ratio is printed with where it does not end: the fewest that tell it from its target."""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator: what it asks for, what was reached, how it came out."""

    group: Annotated[str, "指标类别"]
    name: Annotated[str, "指标名称"]
    target: Annotated[str, "目标值"]
    actual: Annotated[str, "实际值"]
    result: Annotated[str, "结果"]
    missed: bool
    source: Annotated[str, "数据来源"]
    clause: Annotated[str, "依据条款"]


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One fault with the minutes that it took from its report; ``result`` is empty where no indicator asks."""

    level: int
    reported: datetime
    responded: datetime
    restored: datetime
    response_minutes: int
    restoration_minutes: int
    result: Annotated[str, "判定"]


@dataclass(frozen=True, slots=True)
class RectificationRow:
    """What the vendor must mend, by when."""

    subject: Annotated[str, "整改事项"]
    measure: Annotated[str, "整改措施"]
    due: date


@dataclass(frozen=True, slots=True)
class DeductionRow:
    """What the assessment takes, in 分, before and after the cap; with its number in the register."""

    deduction: Annotated[str, "扣款编号"]
    basis: Annotated[str, "扣款事由"]
    before_cap: int
    amount: int


@dataclass(frozen=True, slots=True)
class AssessmentForm:
    """An assessment form; ``prepared_by`` and ``reviewed_by`` are empty on a draft, amounts are 分."""

    number: Annotated[str, "单号"]
    heading: Heading
    made_on: date
    result: Annotated[str, "考核结果"]
    how: Annotated[tuple[str, ...], "结果说明"]
    indicators: Annotated[tuple[IndicatorRow, ...], "考核指标"]
    incidents: Annotated[tuple[IncidentRow, ...], "故障记录"]
    incident_note: Annotated[str, "故障说明"]
    rectifications: Annotated[tuple[RectificationRow, ...], "整改"]
    deductions: Annotated[tuple[DeductionRow, ...], "考核扣款"]
    deduction_total: int
    deduction_note: Annotated[str, "扣款说明"]
    signatures: Annotated[tuple[SignatureBlock, ...], "签字栏"]
    prepared_by: Annotated[str, "编制人"]
    reviewed_by: Annotated[str, "复核人"]


def assessment_form(books: Books, quarter: Quarter, form: Form | None, today: date) -> AssessmentForm:
    """The form of a quarter's assessment: as it is confirmed with ``form``, or a draft of today without one."""
    contract, assessment, judgement = (
        books.contract_of(quarter),
        books.assessments.get(quarter),
        books.judgement(quarter),
    )
    assert contract, "a quarter without a contract is refused before a paper is made"
    assert assessment, "a quarter without a record is refused before a paper is made"
    assert judgement, "a record of a contract's quarter can always be judged"
    deductions = tuple(_deductions(books, contract, quarter))
    record = assessment.record
    return AssessmentForm(
        number=form.number if form else form_number(books, quarter),
        heading=quarter_heading(books, contract, quarter),
        made_on=form.on if form else today,
        result={True: "合格", False: "不合格", None: "尚未考核"}[judgement.passed],
        how=tuple(_how(contract.scheme, judgement)),
        indicators=tuple(_indicator(record, result) for result in judgement.results),
        incidents=tuple(_incident(contract.scheme, incident) for incident in record.incidents),
        incident_note="" if record.incidents else _incident_note(record),
        rectifications=tuple(
            RectificationRow(_subject(contract.scheme, r.subject), r.measure, r.due)
            for r in record.rectifications
        ),
        deductions=deductions,
        deduction_total=sum(row.amount for row in deductions),
        deduction_note=_deduction_note(books, contract, record, quarter, bool(deductions)),
        signatures=contract.signatures("assessment"),
        prepared_by=form.prepared_by if form else "",
        reviewed_by=form.reviewed_by if form else "",
    )


def _how(scheme: Scheme, judgement: Judgement) -> Iterator[str]:
    """How the result came about, and what it would have been without an override."""
    yield f"{judgement.basis}。"
    if judgement.score is not None and not scheme.pass_score:  # with one, the basis has said so
        yield f"考核得分 {plain(judgement.score)} 分。"
    if judgement.override:
        otherwise = {True: "合格", False: "不合格", None: "尚无结果"}[judgement.passed_without_override]
        decided = "合格" if judgement.override.passed else "不合格"
        yield (
            f"另行认定为{decided}：{judgement.override.reason}（文号 {judgement.override.document}）；"
            f"如无另行认定，结果为{otherwise}。"
        )
    unassessed = "、".join(result.indicator.name for result in judgement.results if result.unassessed)
    if unassessed:
        yield f"未考核（没有实际值，不计达标或未达标）：{unassessed}。"


def _indicator(record: Record, result: Result) -> IndicatorRow:
    indicator = result.indicator
    yearly = "（年度指标）" if indicator.cycle == "year" else ""
    unjudged = "年末考核" if result.waits_for_year_end else "未考核"
    return IndicatorRow(
        group=indicator.group.replace("/", "\n"),
        name=f"{indicator.name}{yearly}",
        target=indicator.target_label,
        actual=actual_label(record, result),
        result={True: "达标", False: "未达标", None: unjudged}[result.met],
        missed=result.met is False,
        source=dict(record.sources).get(indicator.code, ""),
        clause=indicator.clause,
    )


def actual_label(record: Record, result: Result) -> str:
    """What came out as it is read: ``98.6%``, 符合, or a ratio as typed and, in a line of its own, as a decimal."""
    indicator, actual = result.indicator, result.actual
    if indicator.comparator == "fault":
        return _faults(indicator, record)
    if actual is None:
        return ""
    if actual.judged is not None:
        return "符合" if actual.judged else "不符合"
    if actual.number is not None:
        return f"{actual.number}{indicator.unit}"
    return f"{actual.text}\n{_decimal(actual.value(indicator.unit), parse_number(indicator.target))}{indicator.unit}"


def _faults(indicator: Indicator, record: Record) -> str:
    of_level = [incident for incident in record.incidents if incident.level == indicator.level]
    late = sum(not incident_in_time(indicator, incident) for incident in of_level)
    if not record.incidents and not record.no_incidents:
        return ""
    if not of_level:
        return "无故障"
    return f"{len(of_level)} 起，{f'{late} 起超时' if late else '均未超时'}"


def _decimal(value: Fraction, target: Fraction) -> str:
    """A ratio as a decimal; where it has to be cut, never so short that it looks like the target itself."""
    cuts = [Fraction(value * 10**decimals // 1, 10**decimals) for decimals in _DECIMALS]
    if value in cuts:
        return f"= {plain(value)}"
    return f"≈ {plain(next((cut for cut in cuts if cut != target), cuts[-1]))}"


def _incident(scheme: Scheme, incident: Incident) -> IncidentRow:
    asked = [i for i in scheme.indicators if i.comparator == "fault" and i.level == incident.level]
    in_time = all(incident_in_time(indicator, incident) for indicator in asked)
    return IncidentRow(
        level=incident.level,
        reported=incident.reported,
        responded=incident.responded,
        restored=incident.restored,
        response_minutes=minutes_between(incident.reported, incident.responded),
        restoration_minutes=minutes_between(incident.reported, incident.restored),
        result="未超时" if in_time else "超时",
    )


def _incident_note(record: Record) -> str:
    return "本季无故障。" if record.no_incidents else "未提供故障记录。"


def _subject(scheme: Scheme, subject: str) -> str:
    indicator = scheme.indicator(subject)
    return indicator.name if indicator else subject


def _deductions(books: Books, contract: Contract, quarter: Quarter) -> Iterator[DeductionRow]:
    """The rows of the register that the form causes: registered ones, or those that confirming would add."""
    if books.form(quarter):
        rows = tuple(
            row
            for row in books.register
            if row.source == quarter and row.cause != OPENING and not row.withdrawn
        )
    else:
        rows = books.expected(contract, books.outlook(quarter).settlements[quarter], books.register)
    for row in rows:
        yield DeductionRow(row.id, row.basis, row.before_cap, row.amount)


def _deduction_note(
    books: Books, contract: Contract, record: Record, quarter: Quarter, has_deductions: bool
) -> str:
    if has_deductions and contract.bearer:
        following = books.following(quarter)
        when = following.label if following else "下一季度"
        cleared = "；年终清算一并了结的，在清算中扣减" if quarter == contract.last_quarter else ""
        return f"上列扣款在{when}“{contract.bearer.name}”中扣减，不足部分结转下季续扣{cleared}。"
    if record.no_deduction.strip():
        return f"不扣款：{record.no_deduction}"
    return "本次考核不扣款。"
