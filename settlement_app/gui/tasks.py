"""Work off the window's thread: one runner that tells progress, the result or the failure by signals."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

Progress = Callable[[int, int], None]
Work = Callable[[Progress], Any]


class Cancelled(Exception):
    """The user has cancelled the job; nothing more is done."""


class Job(QObject):
    """One piece of work on its way; each signal is delivered on the window's thread."""

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._is_cancelled = False

    def cancel(self) -> None:
        """Let the work end at its next step."""
        self._is_cancelled = True

    def run(self) -> None:
        """Do the work; called on a thread of the pool."""
        try:
            result = self._work(self._told)
        except Cancelled:
            pass
        except Exception as error:  # noqa: BLE001 - whatever failed is told on the window's thread
            self.failed.emit(error)
        else:
            self.done.emit(result)
        self.ended.emit()

    def _told(self, done: int, of: int) -> None:
        if self._is_cancelled:
            raise Cancelled
        self.progressed.emit(done, of)


class _Runnable(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


class Runner(QObject):
    """Starts jobs; keeps each alive until it has ended."""

    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        # One at a time: the ledger has one writer, and what was asked first is done first.
        self._pool.setMaxThreadCount(1)
        self._jobs: set[Job] = set()

    @property
    def is_busy(self) -> bool:
        """Whether a job is on its way."""
        return bool(self._jobs)

    def start(
        self,
        work: Work,
        *,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        progressed: Callable[[int, int], object] | None = None,
    ) -> Job:
        """Start a piece of work, which is given what to tell its progress to.

        Whoever wants to hear of it says so here: a job may have ended before ``start`` returns.
        """
        job = Job(work)
        self._jobs.add(job)
        for signal, heard in ((job.done, done), (job.failed, failed), (job.progressed, progressed)):
            if heard:
                signal.connect(heard)
        job.ended.connect(lambda: self._ended(job))
        self.busy_changed.emit(True)
        self._pool.start(_Runnable(job))
        return job

    def cancel_all(self) -> None:
        """Cancel what is on its way and wait until it has ended."""
        for job in self._jobs:
            job.cancel()
        self._pool.waitForDone()

    @Slot()
    def _ended(self, job: Job) -> None:
        self._jobs.discard(job)
        self.busy_changed.emit(self.is_busy)
