"""The one window: pages at the left, what is looked at on top, who works at the foot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from settlement_app.gui import menus
from settlement_app.gui.page_stack import PageStack
from settlement_app.gui.pages.catalogue import NAMES
from settlement_app.gui.sidebar import Sidebar
from settlement_app.gui.theme import GRID
from settlement_app.gui.topbar import TopBar
from settlement_app.gui.window_acts import WindowActs

if TYPE_CHECKING:  # the frame is painted before the pages and the rules are loaded
    from collections.abc import Sequence

    from settlement_app.domain.periods import Quarter
    from settlement_app.gui.pages.page import Page
    from settlement_app.gui.pages.welcome import WelcomePage
    from settlement_app.gui.preferences import Preferences
    from settlement_app.gui.session import Session
    from settlement_app.gui.tasks import Progress, Runner
    from settlement_app.office.outline import Opened

_SMALLEST = QSize(800, 440)
"""What a screen of 1920×1080 leaves at 200 %, less its task bar."""
_NARROW = 1000
"""Below this width (pixels) two tables side by side need some of the sidebar's room."""
_ICONS_AFTER_MS = 50
_MAKE_AFTER_MS = 300
_DAMAGED = "ledger_damaged"
_BUSY = "正在处理…"
_TOLD_MILLISECONDS = 8_000
LEDGER_SUFFIX = ".settlement"


class Window(QMainWindow):
    """Holds the pages, and passes to them what is chosen on top."""

    def __init__(self, session: Session, runner: Runner, preferences: Preferences) -> None:
        super().__init__()
        self.session, self.runner, self.preferences = session, runner, preferences
        self.setMinimumSize(_SMALLEST)
        self.sidebar, self.topbar = Sidebar(), TopBar(session)
        self.stack = PageStack(session, runner, preferences)
        self.pages = self.stack.made
        self._welcome: WelcomePage | None = None
        self.acts = WindowActs(self)
        self._crash: QMessageBox | None = None
        self._draft_waits = self._is_leaving_them = False
        self._people_label, self._state_label = QLabel(), QLabel()
        self._build()
        self.setAcceptDrops(True)
        self.sidebar.page_chosen.connect(self.show_page)
        self.stack.go_to.connect(self.show_page)
        self.stack.crashed.connect(self.tell_crash)
        self.topbar.project_chosen.connect(lambda code: self.open_ledger(session.desk.ledger, project=code))
        self.topbar.unit_chosen.connect(self._unit_chosen)
        session.opened.connect(self._show_open)
        session.people_changed.connect(self._show_people)
        session.draft_waits.connect(self._show_waiting)
        runner.busy_changed.connect(self._show_busy)
        self._show_people()
        self.sidebar.setEnabled(False)  # without a ledger there are no pages to go to
        if geometry := preferences.bytes_of("geometry"):
            self.restoreGeometry(geometry)
        else:
            self.resize(1240, 720)

    @property
    def welcome(self) -> WelcomePage:
        """The first page; made when it is first shown."""
        if self._welcome is None:
            from settlement_app.gui.pages.welcome import WelcomePage

            self._welcome = WelcomePage(self.session, self.runner, self.preferences)
            self._welcome.chosen.connect(self.open_ledger)
            self._welcome.open_asked.connect(self.acts.choose_ledger)
            self._welcome.crashed.connect(self.tell_crash)
            self.stack.addWidget(self._welcome)
        return self._welcome

    def open_ledger(
        self,
        ledger: Path,
        page: str = "",
        quarter: Quarter | None = None,
        project: str | None = None,
        said: str = "",
    ) -> None:
        """Open a ledger off the window's thread, and show where its year stands or the page and quarter asked for.

        ``said`` is told once it is open. Where it cannot be opened, what is looked at stays, and says why.
        """
        people, today, backups = self.session.people, self.session.today, self.session.backups
        self.topbar.show_opening(ledger)

        def read(_: Progress) -> Opened:
            from settlement_app.office.outline import open_ledger

            return open_ledger(ledger, people.by, today, project, backups)

        def opened(found: Opened) -> None:
            self.session.take(found)
            self.preferences.remember_ledger(ledger)
            if quarter:
                self.session.choose(quarter)
            remembered = self.preferences.page
            self.show_page(page or (remembered if remembered in NAMES else NAMES[0]))
            told = [said] if said else []
            if found.upgraded:
                from settlement_app.office.upgrading import in_words

                told.append(in_words(found.upgraded))
            if self.shown_page:
                self.shown_page.notice.say(told, "good")

        def failed(error: Exception) -> None:
            self.topbar.show_outline()
            if self.shown_page is None:
                self.show_welcome()
            (self.shown_page or self.welcome).tell(error)
            if getattr(error, "code", "") == _DAMAGED:
                self.acts.restore(ledger, "这本台账不能打开；请从备份恢复。")

        self.runner.start(read, done=opened, failed=failed)

    def come_forward(self, ledger: str) -> None:
        """Stand in front of the other windows, at the ledger that a second start was to open.

        While a dialog is open the ledger stays: what the dialog asks belongs to it.
        """
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        if ledger and QApplication.activeModalWidget() is None:
            self.open_ledger(Path(ledger))

    def show_page(self, name: str) -> None:
        """Show the page of that name; the quarter stays as it is."""
        if not self.session.is_open:
            return
        self.stack.show_page(name)
        self.preferences.page = name
        self.sidebar.show_page(name)

    @property
    def shown_page(self) -> Page | None:
        """The page that is shown; None on the first page and before a ledger is open."""
        return self.stack.shown

    def show_welcome(self) -> None:
        """Show the first page, from which another ledger is opened or made; any page leads back."""
        self.stack.setCurrentWidget(self.welcome)
        self.sidebar.show_page("")

    def open_find(self) -> None:
        """Look for a text in the table of the page that is shown."""
        if page := self.shown_page:
            page.open_find()

    def tell_crash(self, error: object) -> None:
        """Write down an error that nobody foresaw, and say where; once while that is being read."""
        from settlement_app.gui.dialogs.crash import tell_crash
        from settlement_app.office.bug_report import write_report

        if isinstance(error, Exception):
            report = write_report(error)
            if self._crash is None or not self._crash.isVisible():
                self._crash = tell_crash(self, report)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what was typed last, cancel what is on its way, and remember where the window stood."""
        unsaved = [sentence for page in self.pages.values() for sentence in page.unsaved()]
        if unsaved and not self._is_leaving_them:
            self._ask_to_leave(unsaved)
            event.ignore()
            return
        for page in self.pages.values():
            page.leave()
        self.runner.cancel_all()
        self.stack.stop_making()
        self.preferences.keep_bytes("geometry", self.saveGeometry())
        super().closeEvent(event)

    def _ask_to_leave(self, unsaved: Sequence[str]) -> None:
        """Say what would be lost, and close only when the user says so."""
        from settlement_app.gui.dialogs.leaving import ask_to_leave

        def leave() -> None:
            self._is_leaving_them = True
            self.close()

        ask_to_leave(self, unsaved, leave)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the pages the room that they need."""
        super().resizeEvent(event)
        self.sidebar.be_narrow(self.width() < _NARROW)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the icons once the window stands: they take longer than all its texts."""
        super().showEvent(event)
        QTimer.singleShot(_ICONS_AFTER_MS, self.draw_icons)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the scheme with the icons; look whether others stored something when the user comes back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self.draw_icons()
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.look_for_others()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one ledger that is dragged onto the window; what a page takes never comes here."""
        if _ledger_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the ledger that was dropped."""
        if ledger := _ledger_in(event.mimeData()):
            event.acceptProposedAction()
            self.open_ledger(ledger)

    def look_for_others(self) -> None:
        """Show what another window or a command has stored in the ledger meanwhile, and say so."""
        if self.runner.is_busy or not self.session.may_be_stale:
            return
        from settlement_app.office.outline import journal_head

        desk = self.session.desk

        def heard(head: str) -> None:
            if self.session.desk.ledger == desk.ledger and self.session.heard(head):
                self.statusBar().showMessage("台账刚被另一程序更改，已重新读取。", _TOLD_MILLISECONDS)

        def failed(error: Exception) -> None:
            if page := self.shown_page:
                page.tell(error)

        self.runner.start(lambda _: journal_head(desk), done=heard, failed=failed)

    def draw_icons(self) -> None:
        """Draw the window's icon and those of its pages in the colours of the scheme."""
        from settlement_app.gui.icons import icon

        self.setWindowIcon(icon("app"))
        self.sidebar.draw_icons()

    def _build(self) -> None:
        self.page_actions = menus.page_actions(self)
        for name, action in self.page_actions.items():
            self.sidebar.tell_keys(name, action.toolTip())
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.topbar)
        right.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        centre = QWidget()
        centre.setLayout(row)
        self.setCentralWidget(centre)
        menus.fill(self)
        self._state_label.setMinimumWidth(self.fontMetrics().horizontalAdvance(_BUSY) + 2 * GRID)
        self._state_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.statusBar().addWidget(self._people_label)
        self.statusBar().addPermanentWidget(self._state_label)

    def _unit_chosen(self, text: str) -> None:
        self.session.choose_unit("万元" if text == "万元" else "元")
        self.preferences.unit = self.session.unit

    def _show_open(self) -> None:
        sample = "示例 · " if self.session.outline.is_sample else ""
        self.setWindowTitle(f"{sample}{self.session.desk.ledger.name} - 季度结算")
        self.sidebar.setEnabled(True)
        QTimer.singleShot(_MAKE_AFTER_MS, self.stack.make_ahead)
        self._show_busy(self.runner.is_busy)

    def _show_people(self) -> None:
        by = self.session.people.by
        self._people_label.setText(f"编制：{by}" if by else "编制：未选择（审定或确认时选择）")
        self.preferences.people = self.session.people

    def _show_waiting(self, waits: bool) -> None:
        """Say whether something that was typed is not in the ledger yet."""
        self._draft_waits = waits
        self._show_busy(self.runner.is_busy)

    def _show_busy(self, is_busy: bool) -> None:
        idle = "" if not self.session.is_open else "待保存" if self._draft_waits else "已保存"
        self._state_label.setText(_BUSY if is_busy else idle)


def _ledger_in(dragged: QMimeData) -> Path | None:
    """The one ledger file that is dragged, or None."""
    paths = [Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() == LEDGER_SUFFIX else None
