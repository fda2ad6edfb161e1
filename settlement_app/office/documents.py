"""Printing papers: a final one is stored when it is first made and printed from the store ever after."""

from dataclasses import dataclass

from settlement_app.domain.books import Books, Request, Target
from settlement_app.domain.findings import RuleRefusal, misread, refuse
from settlement_app.domain.papers import Paper
from settlement_app.domain.papers.kinds import KIND_LABELS, STATE_LABELS, Kind, Manner, State, name_of
from settlement_app.domain.papers.payment import PaymentRequest
from settlement_app.domain.paying import parse_target
from settlement_app.domain.periods import PeriodError, Quarter, parse_quarter, parse_year
from settlement_app.domain.year_end import Outstanding
from settlement_app.ledger import file
from settlement_app.ledger.progress import Progress, untold
from settlement_app.office import papers
from settlement_app.office.desk import Change, Desk, sums_in_range
from settlement_app.office.finals import Final, finals

OF_QUARTERS: tuple[Kind, ...] = ("settlement", "assessment", "rectification")
_OF_YEARS: tuple[Kind, ...] = ("deductions", "clearance", "refund", "annual")
LISTS: tuple[Kind, ...] = ("deductions", "annual")
"""Papers that are made anew each day, never final."""


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
        return file_name(self.kind, self.number, self.state)


@dataclass(frozen=True, slots=True)
class Listed:
    """One final document: whether its paper was made, and how often it was put out; of that, so often as a file."""

    number: str
    kind: Kind
    about: Quarter | int
    state: State
    sha256: str | None
    prints: int
    saves: int


@sums_in_range()
def render(
    desk: Desk,
    kind: Kind,
    target: str,
    amount: int | None = None,
    outstanding: Outstanding = "carry",
    manner: Manner = "file",
) -> Printed:
    """The paper of a quarter, a year, ``clearance:Y`` or a document's number.

    A final one is stored when it is first made; every later print is that file and is counted. What is not final
    is made anew. ``amount`` (分) is what a payment request asks for, all that is unpaid where it is None;
    ``outstanding`` says what a year's draft does with what deductions leave, ``manner`` where the paper goes.
    Raises RuleRefusal where there is no such paper, or, naming the field, where no face holds a character of it.
    """
    books = desk.books()
    final = _by_number(books, kind, target)
    if final is None and kind == "payment-request":
        return _issue_request(desk, _target_of(target), amount, manner)
    sought = _sought(books, final, kind, target, amount)
    if isinstance(sought, Final):
        with desk.changing("document.print", sought.number) as change:
            return _print(change, _numbered(change.books, sought.number), manner)
    return _draft(books, kind, sought, desk, outstanding)


@sums_in_range()
def preview(desk: Desk, kind: Kind, target: str, amount: int | None = None) -> Printed:
    """The paper that ``render`` would give, where it was made before as it was stored; nothing is stored or counted.

    A payment request that printing would issue is shown as a draft. Raises what ``render`` raises.
    """
    books = desk.books()
    final = _by_number(books, kind, target)
    if final is None and kind == "payment-request":
        request = papers.next_request(books, _target_of(target), amount, desk.by, desk.today)
        if _is_new(books, request):
            return _open(books, kind, "draft", request)
        return _shown(desk, books, _numbered(books, request.number))
    sought = _sought(books, final, kind, target, amount)
    return _shown(desk, books, sought) if isinstance(sought, Final) else _draft(books, kind, sought, desk)


@sums_in_range()
def file_names(desk: Desk, about: Quarter | int) -> tuple[str, ...]:
    """The names of the files that ``render_all`` makes; raises RuleRefusal where the year has no contract."""
    books = desk.books()
    lists = [
        (kind, papers.draft_of_year(books, kind, about, desk.today).number, state_of_list(books, kind, about))
        for kind in LISTS
        if isinstance(about, int)
    ]
    kept = [(final.kind, final.number, final.state) for final in _finals_about(books, about)]
    return tuple(file_name(*paper) for paper in (*lists, *kept))


@sums_in_range()
def render_all(desk: Desk, about: Quarter | int, progress: Progress = untold) -> tuple[Printed, ...]:
    """Every final paper of a quarter or a year, undone ones included, and a year's two lists as of today.

    What ``progress`` raises breaks it off: nothing is stored or counted then.
    """
    books = desk.books()
    wanted = _finals_about(books, about)
    lists = () if isinstance(about, Quarter) else LISTS
    count = len(wanted) + len(lists)
    made = []
    for kind in lists:
        made.append(_draft(books, kind, about, desk))
        progress(len(made), count)
    if wanted:
        with desk.changing("document.print", str(about)) as change:
            for final in _finals_about(change.books, about):
                made.append(_print(change, final, "file"))
                progress(len(made), count)
    return tuple(made)


def listed(desk: Desk, year: int | None = None) -> tuple[Listed, ...]:
    """All final documents of the project, or those of one year."""
    return listed_of(desk, desk.books(), year)


def listed_of(desk: Desk, books: Books, year: int | None) -> tuple[Listed, ...]:
    """The same of books that were read already."""
    from settlement_app.ledger import paper_store

    with file.opened(desk.ledger) as db:
        hashes, prints = paper_store.hashes(db), paper_store.prints(db, books.project.code)
        saves = paper_store.prints(db, books.project.code, saved=True)
    return tuple(
        Listed(
            number=final.number,
            kind=final.kind,
            about=final.about,
            state=final.state,
            sha256=hashes.get((final.number, final.state)),
            prints=prints[final.number],
            saves=saves[final.number],
        )
        for final in finals(books)
        if year is None or final.year == year
    )


def _print(change: Change, final: Final, manner: Manner) -> Printed:
    """The stored paper, made and stored now where this is its first print; the print is counted."""
    from settlement_app.ledger import paper_store

    project = change.books.project
    content = paper_store.stored(change.work.db, final.number, final.state)
    if content is None:
        content = _made(change.books, final)
        paper_store.keep(change.work, project.code, final.kind, final.number, final.state, content)
    paper_store.count_print(change.work, project.code, final.number, final.state, manner)
    return Printed(final.number, final.kind, final.state, content)


def _shown(desk: Desk, books: Books, final: Final) -> Printed:
    """The stored paper, or what its first print would store."""
    from settlement_app.ledger import paper_store

    with file.opened(desk.ledger) as db:
        content = paper_store.stored(db, final.number, final.state)
    return Printed(final.number, final.kind, final.state, content or _made(books, final))


def _made(books: Books, final: Final) -> bytes:
    return _pdf(final.paper(), final.state, books.project.sample, final.anchor, final.undone)


def _issue_request(desk: Desk, target: Target, amount: int | None, manner: Manner) -> Printed:
    """The payment request for what is unpaid now: the newest one issued, or another that is issued by this print."""
    books = desk.books()
    request = papers.next_request(books, target, amount, desk.by, desk.today)
    if _is_new(books, request):
        with desk.changing("document.request", str(target)) as change:
            request = papers.next_request(change.books, target, amount, desk.by, desk.today)
            # Another program may have issued the same one since the look above.
            if _is_new(change.books, request):
                _add_request(change, target, request)
    return render(desk, "payment-request", request.number, manner=manner)


def _is_new(books: Books, request: PaymentRequest) -> bool:
    return all(entry.number != request.number for entry in books.requests)


def _add_request(change: Change, target: Target, request: PaymentRequest) -> None:
    issue = sum(entry.target == target for entry in change.books.requests) + 1
    particulars = papers.request_particulars(request)
    change.store.add_request(Request(request.number, target, issue, request.made_on, "", particulars))


def _sought(
    books: Books, final: Final | None, kind: Kind, target: str, amount: int | None
) -> Final | Quarter | int:
    """The final paper that is meant, or the quarter or year of which there is only a draft or a list of today."""
    if amount is not None:
        raise misread("amount_unfit", "只有按季度或清算编制付款申请单时才能写 --amount；请删去")
    if final:
        return final
    about = _period_of(kind, target)
    standing = _standing(books, kind, about)
    if standing is None and kind == "reversal":
        raise refuse("not_reversed", f"{target} 没有冲销单；请用 document list 核对单号")
    return standing or about


def _draft(
    books: Books, kind: Kind, about: Quarter | int, desk: Desk, outstanding: Outstanding = "carry"
) -> Printed:
    if isinstance(about, Quarter):
        return _open(books, kind, "draft", papers.draft_of_quarter(books, kind, about, desk.today))
    paper = papers.draft_of_year(books, kind, about, desk.today, outstanding)
    return _open(books, kind, state_of_list(books, kind, about), paper)


def _finals_about(books: Books, about: Quarter | int) -> list[Final]:
    return [final for final in finals(books) if about in (final.about, final.year)]


def _numbered(books: Books, number: str) -> Final:
    return next(final for final in finals(books) if final.number == number)


def file_name(kind: Kind, number: str, state: State) -> str:
    """The usual name of a paper's file, before what Windows cannot store is replaced."""
    told = "" if state in ("current", "posted") else f"（{STATE_LABELS[state]}）"
    return f"{name_of(kind, state)} {number}{told}.pdf"


def _open(books: Books, kind: Kind, state: State, paper: Paper) -> Printed:
    return Printed(paper.number, kind, state, _pdf(paper, state, books.project.sample))


def _pdf(paper: Paper, state: State, sample: bool, anchor: str = "", undone: str = "") -> bytes:
    from settlement_app.documents.render import render as pdf_of
    from settlement_app.documents.stamp import Stamp

    return pdf_of(paper, Stamp(state, sample, anchor, undone))


def state_of_list(books: Books, kind: Kind, year: int) -> State:
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
    if kind in LISTS:
        return None
    found = [f for f in finals(books) if (f.kind, f.about) == (kind, about) and f.state == "posted"]
    return found[-1] if found else None


def _period_of(kind: Kind, target: str) -> Quarter | int:
    """The quarter or year that a target means for a kind of paper; raises RuleRefusal for anything else."""
    try:
        if kind in OF_QUARTERS:
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
