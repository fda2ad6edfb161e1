"""Printing papers: a final one is stored when it is first made and printed from the store ever after."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from settlement_app.domain.books import Books, Request, Target
from settlement_app.domain.findings import RuleRefusal, misread, refuse
from settlement_app.domain.papers import Paper
from settlement_app.domain.papers.kinds import KIND_LABELS, STATE_LABELS, Kind, State
from settlement_app.domain.papers.payment import PaymentRequest
from settlement_app.domain.paying import parse_target
from settlement_app.domain.periods import PeriodError, Quarter, parse_quarter, parse_year
from settlement_app.ledger import file
from settlement_app.office import papers
from settlement_app.office.desk import Change, Desk
from settlement_app.office.finals import Final, finals

KINDS: tuple[Kind, ...] = get_args(Kind)
_OF_QUARTERS: tuple[Kind, ...] = ("settlement", "assessment", "rectification")
_OF_YEARS: tuple[Kind, ...] = ("deductions", "clearance", "refund", "annual")
_LISTS: tuple[Kind, ...] = ("deductions", "annual")

Progress = Callable[[int, int], None]
"""Told after each step how many are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper's bytes, and whether it is a draft, a list of today, stands, or was undone."""

    number: str
    kind: Kind
    state: State
    content: bytes

    @property
    def file_name(self) -> str:
        """The usual name of its file, before what Windows cannot store is replaced."""
        return _file_name(self.kind, self.number, self.state)


@dataclass(frozen=True, slots=True)
class Listed:
    """One final document: whether its paper was made, and how often it was printed."""

    number: str
    kind: Kind
    about: Quarter | int
    state: State
    sha256: str | None
    prints: int


def render(desk: Desk, kind: Kind, target: str, amount: int | None = None) -> Printed:
    """The paper of a quarter, a year, ``clearance:Y`` or a document's number.

    A final one is stored when it is first made; every later print is that file and is counted. What is not final
    is made anew. ``amount`` (分) is what a payment request asks for, all that is unpaid where it is None.
    Raises RuleRefusal where there is no such paper, or, naming the field, where no face holds a character of it.
    """
    books = desk.books()
    final = _by_number(books, kind, target)
    if final is None and kind == "payment-request":
        return _issue_request(desk, _target_of(target), amount)
    if amount is not None:
        raise misread("amount_unfit", "只有按季度或清算编制付款申请单时才能写 --amount；请删去")
    about = None if final else _period_of(kind, target)
    if about is not None:
        final = _standing(books, kind, about)
    if final:
        with desk.changing("document.print", final.number) as change:
            return _print(change, _numbered(change.books, final.number))
    if kind == "reversal":
        raise refuse("not_reversed", f"{target} 没有冲销单；请用 document list 核对单号")
    if isinstance(about, Quarter):
        return _open(books, kind, "draft", papers.draft_of_quarter(books, kind, about, desk.today))
    assert about is not None, "without a number there is a period"
    paper = papers.draft_of_year(books, kind, about, desk.today)
    return _open(books, kind, _state_of_list(books, kind, about), paper)


def file_names(desk: Desk, year: int) -> tuple[str, ...]:
    """The names of the files that ``render_all`` makes; raises RuleRefusal where the year has no contract."""
    books = desk.books()
    lists = [
        (kind, papers.draft_of_year(books, kind, year, desk.today).number, _state_of_list(books, kind, year))
        for kind in _LISTS
    ]
    kept = [(final.kind, final.number, final.state) for final in finals(books) if final.year == year]
    return tuple(_file_name(*paper) for paper in (*lists, *kept))


def render_all(desk: Desk, year: int, progress: Progress = lambda *_: None) -> tuple[Printed, ...]:
    """Every final paper of a year, undone ones included, and its two lists as of today."""
    books = desk.books()
    wanted = [final for final in finals(books) if final.year == year]
    count = len(wanted) + len(_LISTS)
    made = []
    for kind in _LISTS:
        paper = papers.draft_of_year(books, kind, year, desk.today)
        made.append(_open(books, kind, _state_of_list(books, kind, year), paper))
        progress(len(made), count)
    if wanted:
        with desk.changing("document.print", str(year)) as change:
            for final in (final for final in finals(change.books) if final.year == year):
                made.append(_print(change, final))
                progress(len(made), count)
    return tuple(made)


def listed(desk: Desk, year: int | None = None) -> tuple[Listed, ...]:
    """All final documents of the project, or those of one year."""
    from settlement_app.ledger import paper_store

    books = desk.books()
    with file.opened(desk.ledger) as db:
        hashes, prints = paper_store.hashes(db), paper_store.prints(db, books.project.code)
    return tuple(
        Listed(
            number=final.number,
            kind=final.kind,
            about=final.about,
            state=final.state,
            sha256=hashes.get((final.number, final.state)),
            prints=prints[final.number],
        )
        for final in finals(books)
        if year is None or final.year == year
    )


def _print(change: Change, final: Final) -> Printed:
    """The stored paper, made and stored now where this is its first print; the print is counted."""
    from settlement_app.ledger import paper_store

    project = change.books.project
    content = paper_store.stored(change.work, final.number, final.state)
    if content is None:
        content = _pdf(final.paper(), final.state, project.sample, final.anchor, final.undone)
        paper_store.keep(change.work, project.code, final.kind, final.number, final.state, content)
    paper_store.count_print(change.work, project.code, final.number, final.state)
    return Printed(final.number, final.kind, final.state, content)


def _issue_request(desk: Desk, target: Target, amount: int | None) -> Printed:
    """The payment request for what is unpaid now: the newest one issued, or another that is issued by this print."""
    books = desk.books()
    request = papers.next_request(books, target, amount, desk.by, desk.today)
    if _is_new(books, request):
        with desk.changing("document.request", str(target)) as change:
            request = papers.next_request(change.books, target, amount, desk.by, desk.today)
            # Another program may have issued the same one since the look above.
            if _is_new(change.books, request):
                _add_request(change, target, request)
    return render(desk, "payment-request", request.number)


def _is_new(books: Books, request: PaymentRequest) -> bool:
    return all(entry.number != request.number for entry in books.requests)


def _add_request(change: Change, target: Target, request: PaymentRequest) -> None:
    issue = sum(entry.target == target for entry in change.books.requests) + 1
    particulars = papers.request_particulars(request)
    change.store.add_request(Request(request.number, target, issue, request.made_on, "", particulars))


def _numbered(books: Books, number: str) -> Final:
    return next(final for final in finals(books) if final.number == number)


def _file_name(kind: Kind, number: str, state: State) -> str:
    told = "" if state in ("current", "posted") else f"（{STATE_LABELS[state]}）"
    return f"{KIND_LABELS[kind]} {number}{told}.pdf"


def _open(books: Books, kind: Kind, state: State, paper: Paper) -> Printed:
    return Printed(paper.number, kind, state, _pdf(paper, state, books.project.sample))


def _pdf(paper: Paper, state: State, sample: bool, anchor: str = "", undone: str = "") -> bytes:
    from settlement_app.documents.render import render as pdf_of
    from settlement_app.documents.stamp import Stamp

    return pdf_of(paper, Stamp(state, sample, anchor, undone))


def _state_of_list(books: Books, kind: Kind, year: int) -> State:
    """The register is what it is today; the annual table is a draft until the year is cleared."""
    is_current = kind == "deductions" or (kind == "annual" and books.cleared(year))
    return "current" if is_current else "draft"


def _by_number(books: Books, kind: Kind, target: str) -> Final | None:
    """The final paper of that number, if the target is one; raises InputError where it is of another kind."""
    final = next((entry for entry in finals(books) if entry.number == target.strip()), None)
    if final and final.kind != kind:
        raise misread(
            "wrong_kind", f"{target} 是{KIND_LABELS[final.kind]}，不是{KIND_LABELS[kind]}；请核对类别"
        )
    return final


def _standing(books: Books, kind: Kind, about: Quarter | int) -> Final | None:
    """The newest paper of that kind that stands for a quarter or a year; None where it is not final."""
    if kind in _LISTS:
        return None
    found = [f for f in finals(books) if (f.kind, f.about) == (kind, about) and f.state == "posted"]
    return found[-1] if found else None


def _period_of(kind: Kind, target: str) -> Quarter | int:
    """The quarter or year that a target means for a kind of paper; raises RuleRefusal for anything else."""
    try:
        if kind in _OF_QUARTERS:
            return parse_quarter(target)
        if kind in _OF_YEARS:
            return parse_year(target.strip().removeprefix("clearance:"))
    except PeriodError:
        raise _no_such_document(target) from None
    meant = _target_of(target)
    return meant.quarter or meant.year


def _target_of(target: str) -> Target:
    """A quarter's settlement, or a year's clearance; raises RuleRefusal for anything else."""
    try:
        return Target(clearance=parse_year(target)) if target.strip().isdecimal() else parse_target(target)
    except PeriodError:
        raise _no_such_document(target) from None


def _no_such_document(target: str) -> RuleRefusal:
    return refuse(
        "no_such_document",
        f"没有单据 {target}；请用 document list 核对单号，或写季度（如 2019Q1）、年度（如 2019）",
    )
