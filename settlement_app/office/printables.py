"""Everything that can be printed of a quarter's year: drafts, lists of today, final papers and undone ones."""

from collections.abc import Iterator
from dataclasses import dataclass

from settlement_app.domain.books import Books, Target
from settlement_app.domain.findings import RuleRefusal
from settlement_app.domain.papers.kinds import Kind, State
from settlement_app.domain.periods import Quarter
from settlement_app.office import documents, papers
from settlement_app.office.desk import Desk, sums_in_range
from settlement_app.office.saving import suggested_name

_OF_YEAR: tuple[Kind, ...] = ("clearance", "refund")


@dataclass(frozen=True, slots=True)
class Printable:
    """One paper: ``target`` is what ``documents.preview`` and ``documents.render`` take for it."""

    kind: Kind
    number: str
    target: str
    about: Quarter | int
    state: State
    prints: int = 0
    saves: int = 0
    """So many of the prints were files that were saved."""

    @property
    def file_name(self) -> str:
        """The usual name of its file; a payment request is final once it is saved."""
        state = "posted" if self.kind == "payment-request" and self.state == "draft" else self.state
        return suggested_name(self.kind, self.number, state)


@sums_in_range()
def printables(desk: Desk, quarter: Quarter) -> tuple[Printable, ...]:
    """What can be printed now: the drafts of the quarter and of its year, the year's lists, its final papers."""
    books = desk.books()
    kept = documents.listed_of(desk, books, quarter.year)
    standing = {(entry.kind, entry.about) for entry in kept if entry.state == "posted"}
    drafts = [draft for draft in _drafts(books, desk, quarter) if (draft.kind, draft.about) not in standing]
    requests = _requests(books, desk, quarter)
    final = [
        Printable(entry.kind, entry.number, entry.number, entry.about, entry.state, entry.prints, entry.saves)
        for entry in kept
    ]
    return (*drafts, *requests, *final)


def _drafts(books: Books, desk: Desk, quarter: Quarter) -> Iterator[Printable]:
    """Each paper of the quarter or its year that the rules let be printed before it is final."""
    year = quarter.year
    for kind in documents.OF_QUARTERS:
        try:
            number = papers.draft_of_quarter(books, kind, quarter, desk.today).number
        except RuleRefusal:
            continue
        yield Printable(kind, number, str(quarter), quarter, "draft")
    for kind in (*_OF_YEAR, *documents.LISTS):
        try:
            number = papers.draft_of_year(books, kind, year, desk.today).number
        except RuleRefusal:
            continue
        state = documents.state_of_list(books, kind, year)
        yield Printable(kind, number, str(year), year, state)


def _requests(books: Books, desk: Desk, quarter: Quarter) -> Iterator[Printable]:
    """The payment requests that printing would issue, on the quarter's settlement and the year's clearance."""
    issued = {request.number for request in books.requests}
    for target in (Target(quarter=quarter), Target(clearance=quarter.year)):
        try:
            request = papers.next_request(books, target, None, desk.by, desk.today)
        except RuleRefusal:
            continue
        if request.number not in issued:
            about = target.quarter or target.year
            yield Printable("payment-request", request.number, str(target), about, "draft")
