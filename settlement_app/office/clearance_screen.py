"""The clearance as the window shows it: its papers, the basis of their figures, the equations, what may be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from settlement_app.documents.annual import annual_pages
from settlement_app.documents.clearance import clearance_pages
from settlement_app.documents.pages import Page
from settlement_app.documents.refund import refund_pages
from settlement_app.documents.stamp import Stamp
from settlement_app.domain import closing
from settlement_app.domain.books import Posting
from settlement_app.domain.findings import messages
from settlement_app.domain.money import AmountError
from settlement_app.domain.papers.annual import annual_table
from settlement_app.domain.papers.clearance import ClearanceSheet, clearance_sheet
from settlement_app.domain.papers.clearance_notes import clearance_notes
from settlement_app.domain.papers.figure_notes import FigureNote
from settlement_app.domain.papers.kinds import State
from settlement_app.domain.papers.refund import refund_findings, refund_notice
from settlement_app.domain.reconciliation import Identity, identities
from settlement_app.domain.year_end import Clearance, Outstanding, Reduction
from settlement_app.office import clearances
from settlement_app.office.clearances import ClearanceView
from settlement_app.office.desk import Desk
from settlement_app.office.documents import state_of_list
from settlement_app.office.snapshots import from_json

YearPaper = Literal["clearance", "annual", "refund"]
"""The papers of a year's end."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """One way with what deductions leave at the year's end, in 分: what it settles, and the net that follows.

    ``net`` is None while it is 未定; ``problems`` say why this way cannot be gone.
    """

    mode: Outstanding
    offset: int
    net: int | None
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A paper as pages; ``size`` in points, ``across`` the large pale word on each."""

    number: str
    state: State
    pages: Sequence[Page]
    size: tuple[float, float]
    across: str


@dataclass(frozen=True, slots=True)
class ClearanceOnScreen:
    """All that the page 年终清算 shows of one year.

    ``treatments`` are empty once it is posted, ``history`` while it never was; the last three fields say in words
    what forbids to reverse it and to print a refund notice.
    """

    view: ClearanceView
    desk: Desk
    sheet: ClearanceSheet
    stamp: Stamp
    state: str
    treatments: tuple[Treatment, ...]
    identities: tuple[Identity, ...]
    history: tuple[str, ...]
    not_reversible: tuple[str, ...]
    no_refund: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReductionPreview:
    """What a reduction would do to its sub-item and to the net (分, None is 未定), and what forbids it."""

    final: tuple[int | None, int | None]
    net: tuple[int | None, int | None]
    problems: tuple[str, ...]


def clearance_on_screen(desk: Desk, year: int, mode: Outstanding = "carry") -> ClearanceOnScreen:
    """The year's clearance as it was posted, or as it would be; raises RuleRefusal where the year has no contract."""
    with desk.reading() as books:
        return _on_screen(clearances.view_of(books, year, mode), desk)


def _on_screen(view: ClearanceView, desk: Desk) -> ClearanceOnScreen:
    books, contract, sample = view.books, view.contract, view.books.project.sample
    if view.posted:
        posting = view.posted.posting
        sheet, stamp = from_json(ClearanceSheet, posting.particulars), Stamp("posted", sample, posting.anchor)
    else:
        sheet = clearance_sheet(books, contract, view.clearance, None, desk.today)
        stamp = Stamp("draft", sample)
    issues = books.clearance_issues(contract.year)
    open_state = f"待重新审定（{issues[-1].posting.number} 已冲销）" if issues else "预清算"
    return ClearanceOnScreen(
        view=view,
        desk=desk,
        sheet=sheet,
        stamp=stamp,
        state="已审定" if view.posted else open_state,
        treatments=() if view.posted else tuple(_treatments(view)),
        identities=tuple(identities(view.clearance, view.paid)),
        history=tuple(_issue(issue.posting) for issue in issues),
        not_reversible=messages(closing.clearance_reversal_findings(books, contract.year)),
        no_refund=messages(refund_findings(sheet)),
    )


def laid_out(shown: ClearanceOnScreen, paper: YearPaper) -> LaidOut:
    """One of the year's papers as it will be printed; a refund notice only where ``no_refund`` is empty."""
    view, stamp = shown.view, shown.stamp
    if paper == "annual":
        books, year = view.books, view.contract.year
        table = annual_table(books, view.contract, view.clearance, shown.desk.today)
        stamp = Stamp(state_of_list(books, "annual", year), stamp.sample)
        number, flow = table.number, annual_pages(table, stamp)
    elif paper == "refund":
        notice = refund_notice(shown.sheet)
        number, flow = notice.number, refund_pages(notice, stamp)
    else:
        number, flow = shown.sheet.number, clearance_pages(shown.sheet, stamp)
    return LaidOut(number, stamp.state, flow.pages, flow.size, stamp.across)


def note_on(shown: ClearanceOnScreen, link: str) -> FigureNote:
    """Where a figure of the papers comes from, by the link that it has there."""
    return clearance_notes(shown.view.books, shown.view.contract, shown.view.clearance)[link]


def preview_reduction(shown: ClearanceOnScreen, entry: Reduction) -> ReductionPreview:
    """What one more reduction would change, and what forbids it; nothing is stored."""
    books, contract, before = shown.view.books, shown.view.contract, shown.view.clearance
    problems = [] if entry.amount > 0 else ["核减金额应大于零；请填写要核减的金额"]
    struck = (*books.reductions.get(contract.year, ()), entry)
    changed = replace(books, reductions={**books.reductions, contract.year: struck})
    try:
        problems += messages(closing.reduction_findings(books, contract, entry))
        after = changed.clearance(contract, before.mode)
        finals, nets = (_final(before, entry.item), _final(after, entry.item)), (before.net, after.net)
    except AmountError as error:
        return ReductionPreview((None, None), (None, None), (*problems, str(error)))
    return ReductionPreview(finals, nets, tuple(problems))


def _treatments(view: ClearanceView) -> Iterator[Treatment]:
    """What each way with what is outstanding would come to."""
    for mode in get_args(Outstanding):
        same = mode == view.clearance.mode
        found = view.clearance if same else view.books.clearance(view.contract, mode)
        problems = messages(closing.settle_findings(view.books, view.contract, mode))
        yield Treatment(mode, found.total.offset, found.net, problems)


def _final(clearance: Clearance, item: str) -> int | None:
    return next((line.final for line in clearance.lines if line.item == item), None)


def _issue(posting: Posting) -> str:
    """One issue of the clearance: when it was posted and by whom, and how it was reversed."""
    text = f"{posting.number}：{posting.on} 审定（编制 {posting.prepared_by}，复核 {posting.reviewed_by}）"
    if reversal := posting.reversal:
        people = f"编制 {reversal.prepared_by}，复核 {reversal.reviewed_by}"
        text += f"；{reversal.on} 由 {reversal.number} 冲销（{people}）：{reversal.reason}"
    return f"{text}。"
