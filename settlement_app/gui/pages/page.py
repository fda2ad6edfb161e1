"""What every page has: its title, its notice, and one way to do something and to say how it ended."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from settlement_app.domain.findings import SettlementError
from settlement_app.domain.money import format_in
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import PATIENCE_SECONDS, Session
from settlement_app.gui.tasks import Job, Progress, Runner
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import label
from settlement_app.gui.widgets.notice import Link, Notice
from settlement_app.gui.wording import for_screen, told_of
from settlement_app.ledger.errors import LedgerError
from settlement_app.ledger.file import patience

if TYPE_CHECKING:  # loaded when somebody looks for something
    from settlement_app.gui.widgets.find_bar import FindBar

_LOCKED = "ledger_locked"
_AGAIN_MS = 1_000
_PRIMARY_KEYS = ("Ctrl+Return", "Ctrl+Enter")


class Page(QWidget):
    """A page of the window. ``refresh`` shows what stands in the ledger now; it runs when the page is seen."""

    NAME: ClassVar[str]
    TITLE: ClassVar[str]

    go_to = Signal(str)
    """Asks the window for another page, by its name."""
    crashed = Signal(object)
    """Tells the window of an error that nobody foresaw."""

    def __init__(self, session: Session, runner: Runner, preferences: Preferences) -> None:
        super().__init__()
        self.setObjectName(self.NAME)
        self.session, self.runner, self.preferences = session, runner, preferences
        self.title = label(self.TITLE, "title")
        self.heading = QHBoxLayout()
        self.heading.addWidget(self.title)
        self.heading.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID)
        self.buttons = QHBoxLayout()
        self.notice = Notice()
        self.standing: Sequence[str] = ()
        """Warnings that the page itself shows as long as they hold; the notice does not say them again."""
        frame = QVBoxLayout(self)
        frame.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        frame.setSpacing(GRID)
        frame.addLayout(self.heading)
        frame.addLayout(self.body, 1)
        frame.addWidget(self.notice)
        frame.addLayout(self.buttons)
        self._frame = frame
        for keys in _PRIMARY_KEYS:
            QShortcut(keys, self).activated.connect(self._press_primary)
        self._find_bar: FindBar | None = None
        self._is_stale = True
        self._cannot_read = False
        for signal in (session.opened, session.chosen):
            signal.connect(self.notice.clear)  # what was said belongs to the quarter that was looked at
        for signal in (session.opened, session.chosen, session.changed, session.unit_changed):
            signal.connect(self.refresh_anew)

    def refresh(self) -> None:
        """Show what stands in the ledger now; raises SettlementError or LedgerError where that cannot be read."""
        raise NotImplementedError

    def open_find(self) -> None:
        """Look for a text in the page's table."""
        from settlement_app.gui.widgets.find_bar import FindBar

        if self._find_bar is None:
            self._find_bar = FindBar(self)
            self._frame.insertWidget(self._frame.indexOf(self.notice), self._find_bar)
        self._find_bar.open_bar()

    def back_up(self) -> None:
        """Make a verified copy of the ledger now, and say where it lies."""
        from settlement_app.office import backups

        desk = self.session.desk

        def work(progress: Progress) -> Path:
            return backups.make_backup(desk, copying=progress, checking=progress)

        def said(path: Path) -> None:
            self.notice.say([f"已备份并核对无误：{path}"], "good")
            self.session.backed_up.emit()

        self.do(work, said, stores=False)

    def leave(self) -> None:
        """Store what is not stored yet: the window is about to close."""

    def unsaved(self) -> Sequence[str]:
        """What of the page cannot be stored as it stands, in sentences; asked for before the window closes."""
        return ()

    def amount(self, fen: int) -> str:
        """An amount (分) in the unit that the window shows."""
        return format_in(self.session.unit, fen)

    def add_action(
        self, text: str, act: Callable[[], object], *, shortcut: str = "", icon: str = ""
    ) -> QAction:
        """An action of the page, for its buttons and, while the page is shown, its keyboard."""
        from settlement_app.gui.icons import icon as icon_of

        action = QAction(text, self)
        action.triggered.connect(lambda *_: act())
        if shortcut:
            action.setShortcut(shortcut)  # wherever the focus is in the window: Qt leaves hidden pages out
        if icon:
            action.setIcon(icon_of(icon))
        self.addAction(action)
        return action

    def _press_primary(self) -> None:
        """Press the page's one primary button, if it can be pressed now."""
        for made in self.findChildren(QPushButton):
            if made.property("role") == "primary" and made.isVisible():
                made.click()

    def allow(self, action: QAction, reasons: Sequence[str]) -> None:
        """Let an action act, or say in its tooltip what keeps it from acting."""
        action.setEnabled(not reasons)
        action.setToolTip("\n".join(reasons) if reasons else action.text())

    def do(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object] | None = None,
        said: str = "",
        *,
        stores: bool = True,
        link: Link | None = None,
        failed: Callable[[Exception], object] | None = None,
        progressed: Callable[[int, int], object] | None = None,
    ) -> Job:
        """Do something off the window's thread; then all pages show what stands, and the notice what happened.

        ``link`` leads from what was ``said`` to where one goes on. ``failed`` hears of an error in place of the notice;
        ``progressed`` hears how far it is.
        """
        self.notice.clear()

        def finished(result: Any) -> None:
            if stores:
                self.session.tell_changed()
            found = [for_screen(warning) for warning in getattr(result, "warnings", ())]
            warnings = [warning for warning in found if warning not in self.standing]
            told = [*([said] if said else []), *warnings]
            self.notice.say(told, "warning" if warnings else "good", link)
            if done:
                done(result)

        def refused(error: Exception) -> None:
            if stores:
                self.session.tell_changed()  # a part may be stored, or another program's change be the reason
            (failed or self.tell)(error)

        return self.runner.start(work, done=finished, failed=refused, progressed=progressed)

    def tell(self, error: object) -> None:
        """Say in words what went wrong; what nobody foresaw is for the window to tell."""
        if told := told_of(error):
            self.notice.say(told, "error")
        else:
            self.crashed.emit(error)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was said is not news any more when the page is seen again."""
        super().hideEvent(event)
        if event.spontaneous():  # the window was minimised, not the page left
            return
        self.notice.clear()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is new since the page was last seen."""
        super().showEvent(event)
        self.refresh_if_stale()

    def refresh_if_stale(self) -> None:
        """Refresh, unless nothing has changed since the last time."""
        if not self._is_stale or not self.session.is_open:
            return
        try:
            with patience(PATIENCE_SECONDS):
                self.refresh()
        except (SettlementError, LedgerError) as error:
            self._cannot_read = True
            self.tell(error)
            if getattr(error, "code", "") == _LOCKED:
                QTimer.singleShot(_AGAIN_MS, self._try_again)
            return
        if self._cannot_read:
            self.notice.clear()
        self._is_stale = self._cannot_read = False

    def _try_again(self) -> None:
        """Read what another program held, if it is still looked at."""
        if self.isVisible():
            self.refresh_if_stale()

    def refresh_anew(self) -> None:
        """Show something else of what stands in the ledger, at once where the page is seen."""
        self._is_stale = True
        if self.isVisible():
            self.refresh_if_stale()
