"""What may be done to an assessment: record, confirm, reopen, mark a rectification done (rules, section 5)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from settlement_app.domain import money
from settlement_app.domain.assessment import Judgement, Record
from settlement_app.domain.books import Assessment, Books
from settlement_app.domain.deduction import OPENING, Caused
from settlement_app.domain.findings import Finding
from settlement_app.domain.people import text_findings
from settlement_app.domain.periods import Quarter
from settlement_app.domain.posting import issue_number
from settlement_app.domain.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Consequence:
    """What an assessment takes from the management fee of the quarter that follows it; amounts in 分.

    ``following`` is None while no contract covers it; ``before`` is what the fee comes to before deductions,
    ``taken`` what this assessment takes of it, ``taken_earlier`` what earlier ones take, ``left`` what stays
    outstanding of this one, ``cleared`` what the year's clearance has withheld of it.
    """

    following: Quarter | None
    is_posted: bool
    before: int
    taken: int
    taken_earlier: int
    left: int
    cleared: int = 0

    @property
    def after(self) -> int:
        """What is left of the fee, in 分."""
        return self.before - self.taken - self.taken_earlier


def with_record(books: Books, quarter: Quarter, record: Record) -> Books:
    """The books as if the quarter's draft were this record."""
    known = books.assessments.get(quarter)
    assessment = Assessment(quarter, record, known.forms if known else ())
    return replace(books, assessments={**books.assessments, quarter: assessment})


def consequence(books: Books, quarter: Quarter) -> Consequence:
    """What the quarter's assessment takes by its record, confirmed or not; raises AmountError beyond the range."""
    following = books.following(quarter)
    outlook = books.outlook(following or quarter)
    own = [row for row in outlook.register if row.source == quarter and row.cause != OPENING]
    left = money.total(row.outstanding for row in own)
    cleared = money.total(row.cleared for row in own)
    contract = books.contract_of(following) if following else None
    line = (
        outlook.settlements[following].line(contract.bearer.code)
        if following and contract and contract.bearer
        else None
    )
    if line is None or following is None:
        return Consequence(following, False, 0, 0, 0, left, cleared)
    ids = {row.id for row in own}
    taken = sum(share.amount for share in outlook.settlements[following].applied if share.deduction in ids)
    return Consequence(
        following=following,
        is_posted=books.posted(following) is not None,
        before=line.base + line.adjustment,
        taken=taken,
        taken_earlier=-line.deduction - taken,
        left=left,
        cleared=cleared,
    )


def form_number(books: Books, quarter: Quarter) -> str:
    """The number of the confirmed form, or of the one to be confirmed next: ``KH-12333-2019Q1-2``."""
    assessment = books.assessments.get(quarter)
    if assessment and assessment.form:
        return assessment.form.number
    return issue_number(f"KH-{books.project.code}-{quarter}", len(assessment.forms) + 1 if assessment else 1)


def recording_findings(books: Books, quarter: Quarter, record: Record) -> Iterator[Finding]:
    """What forbids replacing the quarter's draft by this record; raises AmountError beyond the range."""
    contract = books.contract_of(quarter)
    if contract is None:
        yield Finding("no_such_quarter", f"没有包含{quarter.label}的合同；请核对季度")
        return
    if books.form(quarter):
        yield Finding(
            "assessment_confirmed", f"{quarter.label}考核已确认，不能再改；请先重开（assessment reopen）"
        )
    money.total(entry.amount for entry in record.manual_deductions)
    if record.manual_deductions and contract.bearer is None:
        yield Finding("no_bearer", "合同没有承担扣款的子项目，不能手工扣款；请删去 [[manual_deduction]]")


def confirming_findings(books: Books, quarter: Quarter) -> Iterator[Finding]:
    """Everything that forbids confirming the quarter's assessment."""
    contract, assessment = books.contract_of(quarter), books.assessments.get(quarter)
    judgement = books.judgement(quarter)
    if contract is None or assessment is None or judgement is None:
        yield Finding("no_record", f"{quarter.label}还没有考核记录；请先录入（assessment record {quarter}）")
        return
    if assessment.form:
        yield Finding("assessment_confirmed", f"{quarter.label}考核已确认；无需再次确认")
        return
    if books.posted(quarter) is None:
        yield Finding("quarter_open", f"{quarter.label}结算单尚未审定；请先审定（quarter post {quarter}）")
    if not judgement.is_judged:
        yield Finding("nothing_judged", "没有任何已考核的指标、得分或另行认定的结果；请补充考核内容")
        return
    causes = books.caused(contract, books.outlook(quarter).settlements[quarter])
    yield from _consequence_findings(contract.scheme, assessment.record, judgement, causes)


def reopening_findings(books: Books, quarter: Quarter) -> Iterator[Finding]:
    """Everything that forbids reopening the quarter's confirmed assessment."""
    if books.form(quarter) is None:
        yield Finding(
            "not_confirmed",
            f"{quarter.label}考核尚未确认，不用重开；可直接重新录入（assessment record {quarter}）",
        )
        return
    following = books.following(quarter)
    if following and books.posted(following):
        yield Finding(
            "next_posted", f"{following.label}结算单已审定，其中已计入本次考核；请先冲销{following.label}"
        )
    if books.cleared(quarter.year):
        yield Finding("year_cleared", f"{quarter.year}年年终清算已审定；请先冲销清算（clearance reverse）")
    for row in books.register:
        if row.source == quarter and not row.withdrawn and row.waived:
            yield Finding("waived", f"扣款 {row.id} 已有减免；请先撤回减免（deduction unwaive）再重开考核")


def rectified_findings(books: Books, quarter: Quarter, number: int) -> Iterator[Finding]:
    """What forbids marking the rectification of that number done."""
    assessment = books.assessments.get(quarter)
    if assessment is None or assessment.form is None:
        yield Finding(
            "not_confirmed",
            f"{quarter.label}考核尚未确认，不能登记整改完成；请先确认（assessment confirm {quarter}）",
        )
    elif not 1 <= number <= len(assessment.record.rectifications):
        yield Finding(
            "no_rectification",
            f"{quarter.label}考核只有 {len(assessment.record.rectifications)} 项整改，没有第 {number} 项；请核对序号",
        )


def rectified_warnings(day: date, today: date) -> tuple[str, ...]:
    """What should be looked at after a rectification was marked done on a day."""
    return (f"完成日期 {day} 晚于今天；请核对日期",) if day > today else ()


def _consequence_findings(
    scheme: Scheme, record: Record, judgement: Judgement, causes: Sequence[Caused]
) -> Iterator[Finding]:
    if record.override:
        yield from text_findings("另行认定的理由", record.override.reason)
        yield from text_findings("另行认定的文号", record.override.document)
    if judgement.passed and record.manual_deductions and not scheme.deduct_when_passed:
        yield Finding(
            "passed_deducts", "考核合格，不应有手工扣款；请删去 [[manual_deduction]]，或核对考核结果"
        )
    if causes and record.no_deduction.strip():
        yield Finding("both", "既有扣款，又写明不扣款（no_deduction）；请二者留一")
    if judgement.passed:
        return
    if not record.rectifications:
        yield Finding("no_rectification", "考核不合格，至少要有一项整改措施；请补上 [[rectification]]")
    if not causes and not record.no_deduction.strip():
        yield Finding(
            "no_consequence", "考核不合格，须有扣款，或写明不扣款的理由（no_deduction）；请补上其中一项"
        )
