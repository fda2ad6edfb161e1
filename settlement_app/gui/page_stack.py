"""The pages one behind the other: made when first asked for, or ahead of that while the user reads the first one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from settlement_app.gui.pages.catalogue import NAMES, loading, make_page
from settlement_app.gui.preload import Preload

if TYPE_CHECKING:  # the frame is painted before the pages and the rules are loaded
    from collections.abc import Iterator

    from settlement_app.gui.pages.page import Page
    from settlement_app.gui.preferences import Preferences
    from settlement_app.gui.session import Session
    from settlement_app.gui.tasks import Runner

_STEP_MS = 100
"""A page is made, and filled, in a step of its own: between two of them the window answers."""


class PageStack(QStackedWidget):
    """Holds the pages that were made, each by its name, and shows one of them or the first page."""

    go_to = Signal(str)
    """A page asks for another one, by its name."""
    crashed = Signal(object)
    """A page tells of an error that nobody foresaw."""

    def __init__(self, session: Session, runner: Runner, preferences: Preferences) -> None:
        super().__init__()
        self._session, self._runner, self._preferences = session, runner, preferences
        self.made: dict[str, Page] = {}
        self._preload: Preload | None = None
        self._steps = self._making()
        self._clock = QTimer(self)
        self._clock.setInterval(_STEP_MS)
        self._clock.timeout.connect(self._step)

    @property
    def shown(self) -> Page | None:
        """The page that is shown; None on the first page and before a ledger is open."""
        return next((page for page in self.made.values() if page is self.currentWidget()), None)

    def show_page(self, name: str) -> None:
        """Show the page of that name."""
        self.setCurrentWidget(self._page(name))

    def focus_shown(self) -> None:
        """Put the keyboard into the page that is shown, where it was last or at what comes first in it."""
        page, here = self.shown, QApplication.focusWidget()
        if page is None or (isinstance(here, QWidget) and page.isAncestorOf(here)):
            return
        place: QWidget | None = page.focusWidget()
        if not isinstance(place, QWidget):
            place = page.nextInFocusChain()
        while place and place is not page and page.isAncestorOf(place):
            if place.isVisible() and place.isEnabled() and place.focusPolicy() & Qt.FocusPolicy.TabFocus:
                place.setFocus(Qt.FocusReason.TabFocusReason)
                return
            place = place.nextInFocusChain()

    def make_ahead(self) -> None:
        """Load what the other pages need off the window's thread, then make them one by one; done once."""
        if self._preload is None and self.isVisible():
            self._preload = Preload(loading())
            self._preload.start()
            self._clock.start()

    @property
    def is_making(self) -> bool:
        """Whether pages are still on their way that nobody has asked for."""
        return self._clock.isActive()

    def stop_making(self) -> None:
        """Make no more pages ahead: the window is about to close."""
        self._clock.stop()
        if self._preload:
            self._preload.stop()

    def _page(self, name: str) -> Page:
        if name not in self.made:
            page = make_page(name, self._session, self._runner, self._preferences)
            page.go_to.connect(self.go_to)
            page.crashed.connect(self.crashed)
            self.made[name] = page
            self.addWidget(page)
        return self.made[name]

    def _step(self) -> None:
        """Take the next step once all is loaded; what the user has asked for goes first."""
        if self._runner.is_busy or (self._preload and self._preload.is_alive()):
            return
        if next(self._steps, None) is None:
            self._clock.stop()

    def _making(self) -> Iterator[Page]:
        for name in NAMES:
            if name not in self.made:
                page = self._page(name)
                yield page
                page.refresh_if_stale()
                yield page
                page.resize(self.size())
                page.grab()  # what is drawn for the first time takes three times as long
                yield page
