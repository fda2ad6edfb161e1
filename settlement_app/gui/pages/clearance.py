"""年终清算: the year's papers as they will be printed, live, with the basis of each figure and the equations."""

from typing import get_args

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabBar

from settlement_app.domain.contract import TEXT_LABELS
from settlement_app.domain.findings import Finding
from settlement_app.domain.papers.kinds import name_of
from settlement_app.domain.periods import Quarter
from settlement_app.domain.year_end import Outstanding
from settlement_app.gui.pages.clearance_acts import ClearanceActs
from settlement_app.gui.pages.clearance_rolling import Rolling
from settlement_app.gui.pages.clearance_side import ClearanceSide
from settlement_app.gui.pages.clearance_treatment import TreatmentChoice
from settlement_app.gui.pages.page import Page
from settlement_app.gui.paper_acts import PaperActs, Wanted
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.widgets.blockers import Blocker, Blockers
from settlement_app.gui.widgets.labels import action_button, label
from settlement_app.gui.widgets.progress_row import ProgressRow
from settlement_app.gui.widgets.scrolled import scrolled
from settlement_app.gui.widgets.sheet_view import COPIED, SheetView
from settlement_app.gui.wording import for_screen, in_yuan
from settlement_app.office.clearance_screen import (
    ClearanceOnScreen,
    LaidOut,
    YearPaper,
    clearance_on_screen,
    laid_out,
    note_on,
)
from settlement_app.office.saving import suggested_name

PAPERS: tuple[YearPaper, ...] = get_args(YearPaper)
"""The year's papers in the order of their tabs."""

RESOLVED_ON = {
    "quarters_open": ("settlement", "去结算"),
    "assessment_open": ("assessment", "去考核"),
    "costs_missing": ("personnel", "去补录"),
    "costs_estimated": ("personnel", "去补录"),
    "costs_negative": ("personnel", "去核对"),
    "reduced_too_much": ("", "清除核减"),
    "next_contract": ("", "改为结转"),
    "no_bearer": ("", "改为结转"),
}
"""Where what blocks posting is resolved, by the finding's code: a page, or (empty) an act of this one."""


_BLOCKER_LINES = 4
"""Quarters, assessment, missing cost and estimates each have their own way to be resolved."""


class ClearancePage(Page):
    """The chosen year's clearance: look, choose, print; what may be done to it stands in its acts."""

    NAME, TITLE = "clearance", "年终清算"

    def __init__(self, session: Session, runner: Runner, preferences: Preferences) -> None:
        super().__init__(session, runner, preferences)
        self.state, self.why_not = label("", "quiet"), label("", "quiet")
        self.papers, self.sheet, self.treatment = QTabBar(), SheetView(), TreatmentChoice()
        self.side = ClearanceSide(self.treatment)
        self.side.trace_asked.connect(self.trace)
        self.blockers, self.progress = Blockers(_BLOCKER_LINES), ProgressRow()
        self._halves, self._paper_area = QSplitter(Qt.Orientation.Horizontal), scrolled(self.sheet)
        self._shown: ClearanceOnScreen | None = None
        self._laid_out: LaidOut | None = None
        self._year, self._link = 0, ""
        self._mode: Outstanding = "carry"
        self.printing = PaperActs(self, self.progress)
        self.print_action = self.add_action("打印…", self.print, shortcut="Ctrl+P", icon="printer")
        self.save_action = self.add_action("保存…", self.save, shortcut="Ctrl+S", icon="save")
        self.acts, self.rolling = ClearanceActs(self), Rolling(self)
        self._build()

    def _build(self) -> None:
        self.state.setWordWrap(False)
        self.heading.addWidget(self.state)
        self.papers.setAccessibleName("单据")
        self.papers.setDrawBase(False)
        self.papers.setExpanding(False)
        self.papers.setUsesScrollButtons(False)  # all three are in sight, whatever their names become
        self.sheet.setAccessibleName("年终清算的单据")
        for _ in PAPERS:
            self.papers.addTab("")
        above = QHBoxLayout()
        above.addWidget(self.papers)
        above.addStretch(1)
        for action in (self.print_action, self.save_action):
            above.addWidget(action_button(action))
        self._halves.addWidget(self._paper_area)
        self._halves.addWidget(self.side)
        self._halves.setStretchFactor(0, 1)  # the side keeps its width: what is chosen in it must not move
        self._halves.setStretchFactor(1, 0)
        self._halves.setChildrenCollapsible(False)
        self.body.addLayout(above)
        self.body.addWidget(self._halves, 1)
        for widget in (self.blockers, self.why_not, self.progress):
            self.body.addWidget(widget)
        for button in (*self.acts.buttons, *self.rolling.buttons):
            self.buttons.addWidget(button)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.acts.post_button)
        self.papers.currentChanged.connect(lambda _: self._turn_to_paper())
        self.sheet.copied.connect(lambda: self.notice.say([COPIED], "good"))
        self.sheet.figure_clicked.connect(self.show_basis)
        self.treatment.chosen.connect(self.choose_treatment)

    @property
    def shown(self) -> ClearanceOnScreen:
        """What the page shows now."""
        assert self._shown, "a page acts on what it has shown"
        return self._shown

    @property
    def paper(self) -> YearPaper:
        """The paper whose tab is chosen."""
        return PAPERS[self.papers.currentIndex()]

    def refresh(self) -> None:
        """Show the chosen year as it stands; another year begins with carrying over what deductions leave."""
        year = self.session.year
        if year != self._year:
            self._year, self._mode = year, "carry"
        self._show(clearance_on_screen(self.session.desk, year, self._mode))

    def show_basis(self, link: str) -> None:
        """Show where a figure comes from, and the figure, if it is out of sight."""
        self.sheet.mark(link)
        self._link = link
        if place := self.sheet.place_of(link):
            self._paper_area.ensureVisible(int(place.x()), int(place.y()))
        self.side.show_note(note_on(self.shown, link))

    def trace(self) -> None:
        """Show the way back from the figure whose basis is shown."""
        from settlement_app.domain.tracing.trace import YearFigure
        from settlement_app.gui.dialogs.trace import open_trace

        open_trace(self, YearFigure(self._year, self._link, self._mode))

    def choose_treatment(self, mode: Outstanding) -> None:
        """Carry over what deductions leave, or settle it in this clearance; nothing is stored before posting."""
        self._mode = mode
        self.refresh_anew()

    def print(self) -> None:
        """Print the paper that is shown on a printer that the user chooses."""
        self.printing.print(self._wanted())

    def save(self) -> None:
        """Save the paper that is shown under a name that the user chooses."""
        self.printing.save(self._wanted())

    def with_unit(self, fen: int) -> str:
        """An amount (分) with the unit that the window shows."""
        return f"{self.amount(fen)} {self.session.unit}"

    def _show(self, shown: ClearanceOnScreen) -> None:
        self._shown, view = shown, shown.view
        self.title.setText(f"{self.TITLE} · {self._year}年")
        self.state.setText(f"{view.number} {shown.state}{in_yuan(self.session.unit)}")
        self._show_tabs(shown)
        self._show_paper()
        self.side.show_equations(shown.identities, view.clearance.total.name, self.amount)
        self.side.show_history(shown.history)
        self.treatment.show_treatments(shown, self.with_unit)
        self.blockers.show_blockers("不能审定", [self._blocker(finding) for finding in view.blocked])
        told = [*self.acts.allow(shown), *self.rolling.allow(view.books, view.contract)]
        self.why_not.setText(
            "　".join(
                [
                    *told,
                    *(f"退款通知书：{for_screen(why)}" for why in (*shown.no_refund, *_no_account(shown))),
                ]
            )
        )
        self.why_not.setVisible(bool(self.why_not.text()))

    def _show_tabs(self, shown: ClearanceOnScreen) -> None:
        """Name the papers; the refund notice can be chosen where there is something to refund."""
        clearance = name_of("clearance", "posted" if shown.view.posted else "draft")
        names = (clearance, "年度对账表", "退款通知书")
        for place, name in enumerate(names):
            self.papers.setTabText(place, name)
        place = PAPERS.index("refund")
        self.papers.setTabEnabled(place, not shown.no_refund)
        self.papers.setTabToolTip(place, "\n".join(map(for_screen, shown.no_refund)))
        self.papers.updateGeometry()  # which a bar that nobody sees yet does not do by itself

    def _turn_to_paper(self) -> None:
        """Show another paper, from its head."""
        self._show_paper()
        self._paper_area.verticalScrollBar().setValue(0)

    def _show_paper(self) -> None:
        """Lay out the chosen paper; what stands beside a page that stands lies below one that lies."""
        if self._shown is None:
            return
        if not self.papers.isTabEnabled(self.papers.currentIndex()):
            self.papers.setCurrentIndex(0)  # which shows that one
            return
        found = self._laid_out = laid_out(self._shown, self.paper)
        self._lay_side(below=found.size[0] > found.size[1])
        self.sheet.show_pages(found.pages, found.size, found.across)
        self.sheet.mark("")
        self.side.show_note(None)

    def _lay_side(self, *, below: bool) -> None:
        """Put the side beside the paper, as narrow as it may be, or below it as low as it may be."""
        self.side.show_basis_only(only=below)
        self._halves.setOrientation(Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal)
        least = self.side.minimumHeight() if below else self.side.minimumWidth()
        self._halves.setSizes([self.width(), least])

    def _wanted(self) -> Wanted:
        found = self._laid_out
        assert found, "a page prints what it has shown"
        name = suggested_name(self.paper, found.number, found.state)
        return Wanted(self.paper, str(self._year), found.number, name, outstanding=self._mode)

    def _blocker(self, finding: Finding) -> Blocker:
        """What blocks posting, with the way to where it is resolved."""
        _, text = RESOLVED_ON[finding.code]
        return Blocker(for_screen(finding.message), text, lambda: self._resolve(finding.code))

    def _resolve(self, code: str) -> None:
        """Go to where it is resolved, at the quarter that it is about, or do here what resolves it."""
        page, _ = RESOLVED_ON[code]
        if code == "reduced_too_much":
            self.acts.clear_reductions()
        elif not page:
            self.choose_treatment("carry")
        else:
            if code in ("quarters_open", "assessment_open"):
                self.session.choose(self._quarter_of(code))
            self.go_to.emit(page)

    def _quarter_of(self, code: str) -> Quarter:
        """The first open quarter of the year, or the last one for its assessment."""
        contract, books = self.shown.view.contract, self.shown.view.books
        still_open = (quarter for quarter in contract.quarters if books.posted(quarter) is None)
        return next(still_open) if code == "quarters_open" else contract.last_quarter


def _no_account(shown: ClearanceOnScreen) -> list[str]:
    """That the refund has no account to go to, while that can still be put right: posting keeps what stands then."""
    if shown.no_refund or shown.view.posted:
        return []
    texts = shown.view.contract.texts
    missing = [TEXT_LABELS[name] for name in ("client_bank", "client_account") if not texts.get(name)]
    return [f"{'、'.join(missing)}没有填，单据上将留空；请在审定以前到“合同”页补填"] if missing else []
