"""What the window is looking at: which ledger, project, year and quarter, by whom; pages ask it for a desk."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:  # the window's frame is painted before the rules are loaded
    from datetime import date
    from pathlib import Path

    from settlement_app.domain.money import Unit
    from settlement_app.domain.periods import Quarter
    from settlement_app.office.desk import Desk
    from settlement_app.office.outline import Opened, Outline

PATIENCE_SECONDS = 0.1
"""So long the window waits for another program that writes; then it says so, and looks again by itself."""


@dataclass(frozen=True, slots=True)
class People:
    """The two names that prepare and review, chosen once; empty while nobody is chosen."""

    by: str = ""
    reviewer: str = ""


class Session(QObject):
    """The one place that knows what is chosen; it says so by signals and never touches a widget."""

    opened = Signal()
    chosen = Signal()
    changed = Signal()
    unit_changed = Signal()
    people_changed = Signal()
    backed_up = Signal()
    draft_waits = Signal(bool)

    def __init__(
        self, today: date, unit: Unit = "元", people: People = People(), backups: Path | None = None
    ) -> None:
        super().__init__()
        self.today = today
        self.unit: Unit = unit
        self.people = people
        self.backups = backups
        self._part = ""
        self._waiting: set[object] = set()
        self._desk: Desk | None = None
        self._outline: Outline | None = None
        self._quarter: Quarter | None = None
        self._mark = (0, 0)

    @property
    def is_open(self) -> bool:
        """Whether a ledger is open."""
        return self._desk is not None

    @property
    def desk(self) -> Desk:
        """The desk that pages work at."""
        assert self._desk, "pages are shown once a ledger is open"
        return self._desk

    @property
    def outline(self) -> Outline:
        """The projects, years and quarters of the ledger."""
        assert self._outline, "pages are shown once a ledger is open"
        return self._outline

    @property
    def quarter(self) -> Quarter:
        """The quarter that every page shows."""
        assert self._quarter, "pages are shown once a ledger is open"
        return self._quarter

    @property
    def year(self) -> int:
        """The contract year that every page shows."""
        return self.quarter.year

    def take(self, opened: Opened) -> None:
        """Look at a ledger that was opened, at the quarter where something is to be done."""
        self._desk = replace(opened.desk, by=self.people.by, today=self.today, backups=self.backups)
        self._outline, self._mark = opened.outline, opened.mark
        self._quarter = opened.outline.current
        self.opened.emit()

    def choose(self, quarter: Quarter) -> None:
        """Look at another quarter."""
        if quarter != self._quarter and quarter in self.outline.quarters:
            self._quarter = quarter
            self.chosen.emit()

    def choose_year(self, year: int) -> None:
        """Look at the same quarter of another contract year, or at its first where it has none."""
        quarters = [quarter for quarter in self.outline.quarters if quarter.year == year]
        same = [quarter for quarter in quarters if quarter.number == self.quarter.number]
        if quarters:
            self.choose((same or quarters)[0])

    def ask_for(self, part: str) -> None:
        """Let the page that is shown next begin at one of its parts, such as the rectifications, or a kind of paper."""
        self._part = part

    def take_part(self) -> str:
        """The part at which the page that is shown now is to begin, once; empty where it was left."""
        part, self._part = self._part, ""
        return part

    def say_waiting(self, who: object, waits: bool) -> None:
        """Something that was typed, on one of the pages, is not in the ledger yet, or is now."""
        (self._waiting.add if waits else self._waiting.discard)(who)
        self.draft_waits.emit(bool(self._waiting))

    def tell_changed(self) -> None:
        """Something was stored: the outline is read again, and pages show what stands now.

        A ledger that cannot be read just now keeps its outline; the pages, which read it too, say why.
        """
        from settlement_app.ledger.errors import LedgerError
        from settlement_app.ledger.file import patience
        from settlement_app.office.outline import file_mark, outline

        with suppress(LedgerError), patience(PATIENCE_SECONDS):
            self._mark, self._outline = file_mark(self.desk), outline(self.desk)
        if self._quarter not in self.outline.quarters:
            self._quarter = self.outline.current
        self.changed.emit()

    @property
    def may_be_stale(self) -> bool:
        """Whether the ledger's file was touched since it was last read."""
        if not self.is_open:
            return False
        from settlement_app.office.outline import file_mark

        return file_mark(self.desk) != self._mark

    def heard(self, head: str) -> bool:
        """Take in the journal's head as it is now; returns whether another window or a command had stored something."""
        from settlement_app.office.outline import file_mark

        self._mark = file_mark(self.desk)
        is_new = head != self.outline.head
        if is_new:
            self.tell_changed()
        return is_new

    def choose_backups(self, folder: Path | None) -> None:
        """Keep verified copies in this folder from here on; None for beside the ledger."""
        self.backups = folder
        if self._desk:
            self._desk = replace(self._desk, backups=folder)

    def turn_to(self, today: date) -> None:
        """A new day has come: what is due is looked at again, and what is done from here on is done on that day."""
        if today == self.today:
            return
        self.today = today
        if self._desk:
            self._desk = replace(self._desk, today=today)
            self.changed.emit()

    def choose_unit(self, unit: Unit) -> None:
        """Show amounts in 元 or 万元; what is stored never depends on it."""
        if unit != self.unit:
            self.unit = unit
            self.unit_changed.emit()

    def choose_people(self, people: People) -> None:
        """Say who prepares and who reviews from here on."""
        self.people = people
        if self._desk:
            self._desk = replace(self._desk, by=people.by)
        self.people_changed.emit()
