"""The quarterly assessment: record, show, confirm, reopen, mark a rectification done."""

from dataclasses import dataclass, replace
from datetime import date

from settlement_app.domain import assessing
from settlement_app.domain.assessment import Judgement, Record, plain, record_findings
from settlement_app.domain.books import Assessment, Books, Form
from settlement_app.domain.contract import Contract
from settlement_app.domain.deduction import OPENING, Caused
from settlement_app.domain.findings import Finding, InputError, refuse, refuse_if
from settlement_app.domain.money import AmountError
from settlement_app.domain.people import people_findings, text_findings
from settlement_app.domain.periods import Quarter
from settlement_app.office import papers
from settlement_app.office.desk import Desk
from settlement_app.office.seen import refuse_unseen


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """A quarter's assessment as it stands; ``assessment`` is None where nothing is recorded."""

    books: Books
    contract: Contract
    quarter: Quarter
    today: date
    assessment: Assessment | None
    judgement: Judgement | None
    caused: tuple[Caused, ...]
    warnings: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        """The number of the form that stands confirmed, or of the next one."""
        return assessing.form_number(self.books, self.quarter)

    @property
    def score(self) -> str | None:
        """The score as typed, or the sum of the points given, or None."""
        typed = self.assessment.record.score if self.assessment else None
        summed = self.judgement.score if self.judgement else None
        return typed if typed is not None or summed is None else plain(summed)

    @property
    def consequence(self) -> assessing.Consequence:
        """What it takes from the management fee of the quarter that follows."""
        return assessing.consequence(self.books, self.quarter)

    @property
    def told(self) -> tuple[object, ...]:
        """What one reads before it is confirmed: its number, the record, what it deducts, what that takes."""
        try:
            effect = self.consequence
        except AmountError:  # with what is outstanding of others the sum leaves the range
            effect = None
        return self.number, self.assessment and self.assessment.record, self.caused, effect

    @property
    def blocked(self) -> tuple[Finding, ...]:
        """What forbids confirming it, or reopening it where it is confirmed."""
        is_confirmed = self.assessment is not None and self.assessment.form is not None
        check = assessing.reopening_findings if is_confirmed else assessing.confirming_findings
        return tuple(check(self.books, self.quarter))


def show(desk: Desk, quarter: Quarter) -> AssessmentView:
    """The quarter's assessment, judged as its record stands."""
    with desk.reading() as books:
        return _view(books, quarter, desk.today)


def preview(books: Books, quarter: Quarter, entry: Record, today: date) -> AssessmentView:
    """The quarter's assessment as if its draft were this record; nothing is read or stored."""
    return _view(assessing.with_record(books, quarter, entry), quarter, today)


def record(desk: Desk, quarter: Quarter, entry: Record, file_name: str = "") -> AssessmentView:
    """Replace the quarter's draft by what was typed, or read from the file of that name."""
    with desk.changing("assessment.record", str(quarter)) as change:
        books = change.books
        contract = books.contract_of(quarter)
        refuse_if(assessing.recording_findings(books, quarter, entry))
        assert contract, "recording_findings refuses a quarter without a contract"
        misread = tuple(record_findings(contract.scheme, quarter, entry))
        if misread:
            source = f"{file_name}：" if file_name else ""
            raise InputError(Finding(found.code, f"{source}{found.message}") for found in misread)
        change.store.replace_record(quarter, entry, is_new=quarter not in books.assessments)
    return show(desk, quarter)


def confirm(
    desk: Desk, quarter: Quarter, reviewer: str, seen: AssessmentView | None = None
) -> AssessmentView:
    """Confirm the assessment; its deductions enter the register.

    What was recorded, what it deducts and what that takes have to be those that were ``seen``, if any were.
    """
    with desk.changing("assessment.confirm", str(quarter), reviewer) as change:
        books = change.books
        refuse_if((*assessing.confirming_findings(books, quarter), *people_findings(desk.by, reviewer)))
        contract, judgement = books.contract_of(quarter), books.judgement(quarter)
        assert contract, "confirming_findings refuses a quarter without a contract"
        assert judgement, "confirming_findings refuses a quarter without a record"
        if seen:
            refuse_unseen(seen.told, _view(books, quarter, desk.today).told)
        form = Form(
            number=assessing.form_number(books, quarter),
            issue=len(books.assessments[quarter].forms) + 1,
            on=desk.today,
            prepared_by=desk.by.strip(),
            reviewed_by=reviewer.strip(),
            passed=bool(judgement.passed),
            anchor="",
            particulars="",
        )
        sheet = books.outlook(quarter).settlements[quarter]
        particulars = papers.form_particulars(books, quarter, form)
        change.store.add_form(quarter, replace(form, particulars=particulars))
        for row in books.expected(contract, sheet, books.register):
            change.store.add_deduction(row)
    return show(desk, quarter)


def reopen(
    desk: Desk, quarter: Quarter, reason: str, reviewer: str, seen: str | None = None
) -> AssessmentView:
    """Make a confirmed assessment a draft again; its deductions stay in the register as withdrawn.

    Its number has to be the one that was ``seen``, if any was.
    """
    with desk.changing("assessment.reopen", str(quarter), reviewer) as change:
        books = change.books
        refuse_if(assessing.reopening_findings(books, quarter))
        refuse_if((*text_findings("重开事由", reason), *people_findings(desk.by, reviewer)))
        papers.refuse_unprintable("重开事由", reason)
        form = books.form(quarter)
        assert form, "reopening_findings refuses where there is none"
        refuse_unseen(seen, form.number)
        caused = [r for r in books.register if r.source == quarter and r.cause != OPENING and not r.withdrawn]
        change.store.withdraw_form(form, reason.strip(), caused)
    return show(desk, quarter)


def rectified(desk: Desk, quarter: Quarter, number: int, day: date) -> AssessmentView:
    """Mark a rectification (counted from 1) done on a day."""
    with desk.changing("assessment.rectified", str(quarter)) as change:
        refuse_if(assessing.rectified_findings(change.books, quarter, number))
        change.store.mark_rectified(quarter, number, day.isoformat())
    view = show(desk, quarter)
    return replace(view, warnings=assessing.rectified_warnings(day, desk.today))


def _view(books: Books, quarter: Quarter, today: date) -> AssessmentView:
    contract = books.contract_of(quarter)
    if contract is None:
        raise refuse("no_such_quarter", f"没有包含{quarter.label}的合同；请核对季度")
    return AssessmentView(
        books=books,
        contract=contract,
        quarter=quarter,
        today=today,
        assessment=books.assessments.get(quarter),
        judgement=books.judgement(quarter),
        caused=books.caused(contract, books.outlook(quarter).settlements[quarter]),
    )
