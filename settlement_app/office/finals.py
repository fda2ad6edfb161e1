"""Every final paper of a project: its number, its state, and how it is read from what was taken down."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from settlement_app.domain.books import Books, Form, PostedClearance, PostedSettlement, Posting, Target
from settlement_app.domain.papers import Paper
from settlement_app.domain.papers.assessment import AssessmentForm
from settlement_app.domain.papers.clearance import ClearanceSheet
from settlement_app.domain.papers.kinds import Kind, State
from settlement_app.domain.papers.parts import renumbered
from settlement_app.domain.papers.payment import PaymentRequest
from settlement_app.domain.papers.rectification import notice_findings, rectification_notice
from settlement_app.domain.papers.refund import refund_notice
from settlement_app.domain.papers.reversal import clearance_reversal, settlement_reversal
from settlement_app.domain.papers.settlement import SettlementSheet
from settlement_app.domain.periods import Quarter
from settlement_app.office.snapshots import from_json


@dataclass(frozen=True, slots=True)
class Final:
    """One final paper; ``paper`` reads what was taken down, ``undone`` says how it was undone, if it was."""

    number: str
    kind: Kind
    about: Quarter | int
    state: State
    anchor: str
    undone: str
    paper: Callable[[], Paper]

    @property
    def year(self) -> int:
        """The contract year that it belongs to."""
        return self.about if isinstance(self.about, int) else self.about.year


def finals(books: Books) -> Iterator[Final]:
    """All final papers, those of reversed documents and reopened assessments included."""
    for issue in books.settlements:
        yield from _of_settlement(issue)
    for quarter, assessment in books.assessments.items():
        for form in assessment.forms:
            yield from _of_form(quarter, form)
    for cleared in books.clearances:
        yield from _of_clearance(cleared)
    yield from _requests(books)


def _of_settlement(issue: PostedSettlement) -> Iterator[Final]:
    posting, quarter = issue.posting, issue.settlement.quarter
    state, undone = _state(posting)

    def sheet() -> SettlementSheet:
        return from_json(SettlementSheet, posting.particulars)

    yield Final(posting.number, "settlement", quarter, state, posting.anchor, undone, sheet)
    if reversal := posting.reversal:
        yield Final(
            reversal.number,
            "reversal",
            quarter,
            "posted",
            reversal.anchor,
            "",
            lambda: settlement_reversal(sheet(), reversal),
        )


def _of_form(quarter: Quarter, form: Form) -> Iterator[Final]:
    reason = form.withdrawn_because
    state: State = "posted" if reason is None else "withdrawn"
    undone = "" if reason is None else f"考核已重开，本单作废：{reason}"
    paper = from_json(AssessmentForm, form.particulars)
    yield Final(form.number, "assessment", quarter, state, form.anchor, undone, lambda: paper)
    if not any(notice_findings(paper)):
        notice = renumbered("ZG", form.number)
        yield Final(
            notice, "rectification", quarter, state, form.anchor, undone, lambda: rectification_notice(paper)
        )


def _of_clearance(issue: PostedClearance) -> Iterator[Final]:
    posting, year = issue.posting, issue.clearance.year
    state, undone = _state(posting)

    def sheet() -> ClearanceSheet:
        return from_json(ClearanceSheet, posting.particulars)

    yield Final(posting.number, "clearance", year, state, posting.anchor, undone, sheet)
    if (issue.clearance.net or 0) < 0:
        refund = renumbered("TK", posting.number)
        yield Final(refund, "refund", year, state, posting.anchor, undone, lambda: refund_notice(sheet()))
    if reversal := posting.reversal:
        yield Final(
            reversal.number,
            "reversal",
            year,
            "posted",
            reversal.anchor,
            "",
            lambda: clearance_reversal(sheet(), reversal),
        )


def _requests(books: Books) -> Iterator[Final]:
    for request in books.requests:
        paper = from_json(PaymentRequest, request.particulars)
        stands = paper.basis == basis_of(books, request.target)
        undone = "" if stands else f"所依据的 {paper.basis} 已冲销，本申请作废"
        about = request.target.quarter or request.target.year
        state: State = "posted" if stands else "withdrawn"
        yield Final(
            request.number,
            "payment-request",
            about,
            state,
            request.anchor,
            undone,
            _given(paper),
        )


def basis_of(books: Books, target: Target) -> str | None:
    """The number of the standing document that a payment is made on, or None while it is not posted."""
    if target.quarter:
        posted = books.posted(target.quarter)
        return posted.posting.number if posted else None
    cleared = books.cleared(target.year)
    return cleared.posting.number if cleared else None


def _state(posting: Posting) -> tuple[State, str]:
    reversal = posting.reversal
    if reversal is None:
        return "posted", ""
    return "reversed", f"本单已由 {reversal.number} 于 {reversal.on} 冲销：{reversal.reason}"


def _given(paper: Paper) -> Callable[[], Paper]:
    return lambda: paper
