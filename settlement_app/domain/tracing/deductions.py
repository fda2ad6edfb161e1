"""From a deduction back to the assessment that caused it, its missed indicators, their actuals and clauses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from settlement_app.domain.assessment import Incident, Record, Result, incident_in_time
from settlement_app.domain.books import Books, Outlook
from settlement_app.domain.deduction import OPENING, Deduction, Share
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.assessment import IndicatorRow, assessment_form
from settlement_app.domain.papers.register import deduction_story
from settlement_app.domain.paying import parse_target
from settlement_app.domain.periods import minutes_between, moment_text
from settlement_app.domain.tracing.step import TraceStep

ASSESSMENT = "季度考核表"
_UNCONFIRMED = "尚未确认，按目前的记录试算"


@dataclass(frozen=True, slots=True)
class Known:
    """What an amount is traced in: the books, the settlements and the register as far as it asks, what day it is."""

    books: Books
    outlook: Outlook
    today: date

    def deduction(self, number: str) -> Deduction:
        """The row of the register of that number."""
        return next(row for row in self.outlook.register if row.id == number)


def share_step(known: Known, share: Share, title: str) -> TraceStep:
    """What a document withholds of a deduction, or gives back: positive 分, as the deduction counts it."""
    row = known.deduction(share.deduction)
    return TraceStep(
        title=title,
        amount=share.amount,
        facts=(*_origin(row), *deduction_story(row)),
        number=row.id,
        rests_on=tuple(_assessments(known, row)),
    )


def deduction_step(known: Known, row: Deduction) -> TraceStep:
    """A whole deduction: its parts are what became of it."""
    return TraceStep(
        title="考核扣款",
        amount=row.amount,
        facts=_origin(row)[:1],
        number=row.id,
        parts=tuple(_fate(row)),
        rests_on=tuple(_assessments(known, row)),
    )


def _origin(row: Deduction) -> tuple[str, str]:
    return f"来源 {row.source.label}：{row.basis}", f"扣款金额 {format_amount(row.amount)}"


def _fate(row: Deduction) -> Iterator[TraceStep]:
    """Waived, withheld, still to be withheld, still to be returned: together the deduction's amount."""
    if row.withdrawn:
        yield TraceStep("已撤销", row.amount, (f"{row.withdrawal}，不再扣减",))
        return
    for waiver in row.waivers:
        people = f"编制 {waiver.prepared_by}，复核 {waiver.reviewed_by}"
        title = "减免" if waiver.amount > 0 else "撤回减免"
        yield TraceStep(title, waiver.amount, (f"{waiver.on} {waiver.reason}（{people}）",))
    for move in row.movements:
        label = parse_target(move.target).label
        if move.kind == "applied":
            yield TraceStep(f"{label}扣减", move.amount)
        else:
            yield TraceStep(f"{label}退回", -move.amount)
    if row.outstanding:
        yield TraceStep("待扣余额", row.outstanding, ("下季续扣",))
    if row.to_return:
        yield TraceStep("待退", -row.to_return, ("下季退回",))


def _assessments(known: Known, row: Deduction) -> Iterator[TraceStep]:
    """The assessment that caused it; every reopened form of its quarter where it was withdrawn."""
    books, quarter = known.books, row.source
    if row.cause == OPENING:
        return
    if row.withdrawn:
        for undone in books.assessments[quarter].forms:
            if undone.withdrawn_because is not None:
                yield TraceStep(ASSESSMENT, None, (f"已重开：{undone.withdrawn_because}",), undone.number)
        return
    assessment, judgement, form = books.assessments[quarter], books.judgement(quarter), books.form(quarter)
    assert judgement, "what has caused a deduction can be judged"
    sheet = assessment_form(books, quarter, form, known.today)
    yield TraceStep(
        title=ASSESSMENT,
        amount=None,
        facts=(
            f"{quarter.label}考核{sheet.result}：{''.join(sheet.how)}",
            f"{form.on} 确认，编制 {form.prepared_by}，复核 {form.reviewed_by}" if form else _UNCONFIRMED,
        ),
        number=sheet.number,
        rests_on=tuple(
            _indicator(assessment.record, line, result)
            for line, result in zip(sheet.indicators, judgement.results, strict=True)
            if line.missed
        ),
    )


def _indicator(record: Record, line: IndicatorRow, result: Result) -> TraceStep:
    """A missed indicator; of a fault, the incidents that took too long."""
    indicator, actual = result.indicator, line.actual.replace("\n", " ")
    texts = (("数据来源", line.source), ("依据条款", line.clause))
    return TraceStep(
        title=line.name,
        amount=None,
        facts=(
            f"目标值 {line.target}，实际值 {actual}，{line.result}",
            *(f"{name}：{text}" for name, text in texts if text),
        ),
        rests_on=tuple(
            _late(incident)
            for incident in record.incidents
            if incident.level == indicator.level and not incident_in_time(indicator, incident)
        ),
    )


def _late(incident: Incident) -> TraceStep:
    since = incident.reported
    times = (("响应", incident.responded), ("恢复", incident.restored))
    told = (f"{name} {moment_text(at)}（第 {minutes_between(since, at)} 分钟）" for name, at in times)
    return TraceStep("超时的故障", None, (f"报告 {moment_text(since)}，{'，'.join(told)}",))
