"""Papers as pages for the screen: the same layout that is printed, before any PDF is made."""

from collections.abc import Sequence
from dataclasses import dataclass

from settlement_app.documents.faces import BOLD, REGULAR, width
from settlement_app.documents.frame import qr_code
from settlement_app.documents.pages import Page
from settlement_app.documents.settlement import settlement_pages
from settlement_app.documents.stamp import Stamp
from settlement_app.domain.papers.kinds import STATE_LABELS
from settlement_app.domain.papers.settlement import SettlementSheet, settlement_sheet
from settlement_app.domain.periods import Quarter
from settlement_app.office import quarters
from settlement_app.office.desk import Desk
from settlement_app.office.quarters import QuarterView
from settlement_app.office.snapshots import from_json


@dataclass(frozen=True, slots=True)
class SheetOnScreen:
    """A quarter's settlement with the pages of its sheet; ``size`` in points, ``across`` as on paper."""

    view: QuarterView
    state: str
    pages: Sequence[Page]
    size: tuple[float, float]
    across: str


def warm_up() -> None:
    """Read the faces and load what draws the code of a 校验码: a first paper waits for both."""
    for face in (REGULAR, BOLD):
        width("", 1, face)
    qr_code("0", 0, 0)


def settlement_on_screen(desk: Desk, quarter: Quarter) -> SheetOnScreen:
    """The sheet of a quarter as it was posted, or as it would be printed now."""
    view = quarters.show(desk, quarter)
    sample = view.books.project.sample
    if view.posted:
        posting = view.posted.posting
        stamp = Stamp("posted", sample, posting.anchor)
        sheet = from_json(SettlementSheet, posting.particulars)
    else:
        stamp = Stamp("draft", sample)
        sheet = settlement_sheet(view.books, quarter, None, desk.today)
    flow = settlement_pages(sheet, stamp)
    state = "已审定" if view.posted else STATE_LABELS["draft"]
    return SheetOnScreen(view, state, flow.pages, flow.size, stamp.across)
