"""The papers: render one, stored when it is first made and printed from the store ever after; list them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from settlement_app.domain.books import Books
from settlement_app.domain.findings import misread, refuse
from settlement_app.domain.periods import PeriodError, Quarter, parse_quarter
from settlement_app.ledger import file, paper_store
from settlement_app.office import papers
from settlement_app.office.desk import Desk
from settlement_app.office.papers import Kind

State = Literal["draft", "posted", "reversed"]
KIND_LABELS: dict[Kind, str] = {"settlement": "季度结算单", "assessment": "季度考核表"}


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper's bytes, and whether it is a draft, stands, or was undone."""

    number: str
    kind: Kind
    state: State
    content: bytes


@dataclass(frozen=True, slots=True)
class Listed:
    """One final document: whether its paper was made, and how often it was printed."""

    number: str
    kind: Kind
    quarter: Quarter
    state: State
    sha256: str | None
    prints: int


def render(desk: Desk, kind: Kind, target: str) -> Printed:
    """The paper of a quarter (the standing issue, or a draft) or of a document's number.

    A final one is stored when it is first made; every later print is that file and is counted.
    Raises RuleRefusal, naming the field, where no face holds a character.
    """
    books = desk.books()
    number, quarter = _found(books, kind, target)
    state: State = next((entry.state for entry in _final(books) if entry.number == number), "draft")
    if state == "draft":
        return Printed(number, kind, state, papers.draft(books, kind, quarter, desk.today))
    with desk.changing("document.print", number) as change:
        content = paper_store.stored(change.work, number, state)
        if content is None:
            content = papers.final(change.books, kind, number)
            paper_store.keep(change.work, books.project.code, kind, number, state, content)
    return Printed(number, kind, state, content)


def listed(desk: Desk, year: int | None = None) -> tuple[Listed, ...]:
    """All final documents of the project, or those of one year."""
    books = desk.books()
    with file.opened(desk.ledger) as db:
        hashes, prints = paper_store.hashes(db), paper_store.prints(db, books.project.code)
    return tuple(
        Listed(
            entry.number,
            entry.kind,
            entry.quarter,
            entry.state,
            hashes.get((entry.number, entry.state)),
            prints[entry.number],
        )
        for entry in _final(books)
        if year is None or entry.quarter.year == year
    )


@dataclass(frozen=True, slots=True)
class _Final:
    number: str
    kind: Kind
    quarter: Quarter
    state: State


def _final(books: Books) -> Iterator[_Final]:
    for issue in books.settlements:
        state: State = "posted" if issue.posting.stands else "reversed"
        yield _Final(issue.posting.number, "settlement", issue.settlement.quarter, state)
    for quarter, assessment in books.assessments.items():
        for form in assessment.forms:
            withdrawn = form.withdrawn_because is not None
            yield _Final(form.number, "assessment", quarter, "reversed" if withdrawn else "posted")


def _found(books: Books, kind: Kind, target: str) -> tuple[str, Quarter]:
    """The number and quarter that a target means: a document's number, or a quarter."""
    for entry in _final(books):
        if entry.number == target.strip():
            if entry.kind != kind:
                raise misread(
                    "wrong_kind", f"{target} 是{KIND_LABELS[entry.kind]}，不是{KIND_LABELS[kind]}；请核对类别"
                )
            return entry.number, entry.quarter
    try:
        quarter = parse_quarter(target)
    except PeriodError:
        raise refuse(
            "no_such_document", f"没有单据 {target}；请用 document list 核对单号，或写季度如 2019Q1"
        ) from None
    return papers.number_of(books, kind, quarter), quarter
