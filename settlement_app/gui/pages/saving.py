"""Storing a draft as it is typed: a moment after the last keystroke, one job at a time, nothing lost on leaving."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.office.desk import Desk

PAUSE = 700
"""Milliseconds after the last keystroke."""

Storing = tuple[Callable[[], Any], Callable[[Any], object]]
"""What stores a draft as it stands now, off the window's thread; and what takes its answer, on it."""


class Unsaved(Protocol):
    """A draft that is worked on; ``failed`` says that it could not be stored when that was tried last."""

    desk: Desk
    failed: bool

    @property
    def is_saved(self) -> bool:
        """Whether all that can be stored of it is in the ledger."""

    def storing(self, desk: Desk) -> Storing:
        """What stores it at that desk as it stands now."""


class Saving(QObject):
    """Stores the draft that it is given; ``stored`` and ``failed`` say how it went."""

    stored = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__()
        self._session, self._runner = session, runner
        self._working: Unsaved | None = None
        self._is_storing = False
        self._after: tuple[Unsaved, Callable[[], object]] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.now)

    @property
    def is_storing(self) -> bool:
        """Whether a draft is on its way into the ledger."""
        return self._is_storing

    def soon(self, working: Unsaved) -> None:
        """Store a draft a moment from now, unless it is typed on."""
        self._working = working
        self._timer.start()
        self._session.say_waiting(self, not working.is_saved)

    def drop(self) -> None:
        """Store nothing that is still waiting."""
        self._timer.stop()
        self._working = None
        self._session.say_waiting(self, False)

    def now(self) -> None:
        """Store what is waiting at once; what is typed while that goes on is stored after it."""
        self._timer.stop()
        if self._working and not self._working.is_saved and not self._is_storing:
            self._store(self._working)

    def then(self, working: Unsaved, act: Callable[[], object]) -> None:
        """Store a draft, and act once all of it is stored; where that cannot be, only the failure is told."""
        if working.is_saved:
            act()
            return
        self._working, self._after = working, (working, act)
        self.now()

    def before_leaving(self) -> None:
        """Store what is waiting even while an earlier state is being stored: there may be no later."""
        self._timer.stop()
        if self._working and not self._working.is_saved:
            self._store(self._working)

    def _store(self, working: Unsaved) -> None:
        store, take = working.storing(replace(working.desk, by=self._session.people.by))
        self._is_storing = True
        self._runner.start(
            lambda _: store(),
            done=lambda answer: self._done(working, take, answer),
            failed=lambda error: self._failed(working, error),
        )

    def _done(self, working: Unsaved, take: Callable[[Any], object], answer: Any) -> None:
        working.failed = False
        take(answer)
        self._is_storing = False
        self._session.say_waiting(self, not working.is_saved)
        self.stored.emit()
        if self._after and self._after[0] is working and working.is_saved:
            (_, act), self._after = self._after, None
            act()
        else:
            self._go_on()

    def _failed(self, working: Unsaved, error: object) -> None:
        working.failed = True
        self._is_storing, self._after = False, None
        self.failed.emit(error)

    def _go_on(self) -> None:
        """Store on what was typed in the meantime."""
        if self._working and not self._working.is_saved and not self._timer.isActive():
            self._timer.start()
