"""Storing a draft as it is typed: a moment after the last keystroke, one job at a time, nothing lost on leaving."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from settlement_app.domain.assessment import Record
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.office import assessments
from settlement_app.office.assessment_draft import Draft
from settlement_app.office.assessment_screen import AssessmentOnScreen
from settlement_app.office.assessments import AssessmentView
from settlement_app.office.desk import Desk

PAUSE = 700
"""Milliseconds after the last keystroke."""


@dataclass(slots=True)
class Working:
    """A draft that is worked on: where it belongs, how it reads, what of it is in the ledger."""

    desk: Desk
    shown: AssessmentOnScreen
    saved: Record
    """How the draft read when it was stored last."""
    failed: bool = False

    @property
    def draft(self) -> Draft:
        """The draft as typed."""
        return self.shown.draft

    @property
    def record(self) -> Record:
        """What of the draft can be stored."""
        return self.shown.reading.record

    @property
    def is_saved(self) -> bool:
        """Whether all that can be stored of it is in the ledger."""
        return self.record == self.saved


class Saving(QObject):
    """Stores the draft that it is given; ``stored`` and ``failed`` say how it went."""

    stored = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__()
        self._session, self._runner = session, runner
        self._working: Working | None = None
        self._is_storing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.now)

    @property
    def is_storing(self) -> bool:
        """Whether a draft is on its way into the ledger."""
        return self._is_storing

    def soon(self, working: Working) -> None:
        """Store a draft a moment from now, unless it is typed on."""
        self._working = working
        self._timer.start()

    def drop(self) -> None:
        """Store nothing that is still waiting."""
        self._timer.stop()
        self._working = None

    def now(self) -> None:
        """Store what is waiting at once; what is typed while that goes on is stored after it."""
        self._timer.stop()
        if self._working and not self._working.is_saved and not self._is_storing:
            self._store(self._working)

    def before_leaving(self) -> None:
        """Store what is waiting even while an earlier state is being stored: there may be no later."""
        self._timer.stop()
        if self._working and not self._working.is_saved:
            self._store(self._working)

    def _store(self, working: Working) -> None:
        record = working.record
        desk = replace(working.desk, by=self._session.people.by)
        quarter = working.shown.view.quarter
        self._is_storing = True
        self._runner.start(
            lambda _: assessments.record(desk, quarter, record),
            done=lambda view: self._done(working, record, view),
            failed=lambda error: self._failed(working, error),
        )

    def _done(self, working: Working, record: Record, view: AssessmentView) -> None:
        assert view.assessment, "what was just stored is there"
        working.saved, working.failed = record, False
        working.shown = replace(working.shown, stored=view.assessment.record)
        self._is_storing = False
        self.stored.emit()
        self._go_on()

    def _failed(self, working: Working, error: object) -> None:
        working.failed = True
        self._is_storing = False
        self.failed.emit(error)

    def _go_on(self) -> None:
        """Store on what was typed in the meantime."""
        if self._working and not self._working.is_saved and not self._timer.isActive():
            self._timer.start()
