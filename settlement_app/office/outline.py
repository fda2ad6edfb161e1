"""What a ledger holds at a glance: its projects, and the quarters of the chosen one."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from settlement_app.domain.periods import Quarter
from settlement_app.ledger import file, journal
from settlement_app.ledger.load import Quarters, load_project, load_quarters, project_codes
from settlement_app.office.desk import Desk
from settlement_app.office.upgrading import bring_up_to_date


@dataclass(frozen=True, slots=True)
class Outline:
    """The projects of a ledger; of the chosen one its name, its quarters, and the one to look at first."""

    projects: tuple[str, ...]
    project: str
    name: str
    is_sample: bool
    quarters: tuple[Quarter, ...]
    current: Quarter
    head: str
    """The hash of the newest entry in the journal: another one means that something was stored since."""

    @property
    def years(self) -> tuple[int, ...]:
        """The contract years, oldest first."""
        return tuple(dict.fromkeys(quarter.year for quarter in self.quarters))


@dataclass(frozen=True, slots=True)
class Opened:
    """A ledger that was found in order: the desk to work at it, what it holds, and its file as it was then."""

    desk: Desk
    outline: Outline
    mark: tuple[int, int]
    upgraded: Path | None
    """The copy of what the ledger was before it was upgraded, where an older program had written it."""


def open_ledger(
    ledger: Path, by: str, today: date, project: str | None = None, backups: Path | None = None
) -> Opened:
    """Open a ledger, which may lie on a slow share, and bring it up to date; raises LedgerError where it cannot be.

    ``backups`` is the folder for verified copies, as of a Desk.
    """
    desk = Desk(ledger=ledger, by=by, today=today, project=project, backups=backups)
    upgraded = bring_up_to_date(desk)
    mark, found = file_mark(desk), outline(desk)
    return Opened(replace(desk, project=found.project), found, mark, upgraded)


def outline(desk: Desk) -> Outline:
    """The ledger's outline; without a named project the first one is chosen."""
    with file.opened(desk.ledger) as db, file.reading(db):
        codes = project_codes(db)
        code = desk.project if desk.project in codes else codes[0]
        project, quarters = load_project(db, code), load_quarters(db, code)
        head = journal.head(db)[1]
    return Outline(
        projects=codes,
        project=code,
        name=project.name,
        is_sample=project.sample,
        quarters=quarters.all,
        current=_where_to_begin(quarters, desk.today),
        head=head,
    )


def _where_to_begin(quarters: Quarters, today: date) -> Quarter:
    """The quarter where something is to be done: one to be assessed, or to be settled, or else the last one settled."""
    for quarter in quarters.all:
        if quarter in quarters.posted and quarter not in quarters.assessed and quarter.last_day <= today:
            return quarter
        if quarter not in quarters.posted and quarter.first_day <= today:
            return quarter
    settled = [quarter for quarter in quarters.all if quarter in quarters.posted]
    return settled[-1] if settled else quarters.all[0]


def journal_head(desk: Desk) -> str:
    """The hash of the newest entry in the journal, to be compared with an outline's; reads nothing else."""
    with file.opened(desk.ledger) as db, file.reading(db):
        return journal.head(db)[1]


def file_mark(desk: Desk) -> tuple[int, int]:
    """The ledger file's time and size, zeros where it is gone: while they stay, nothing was stored in it."""
    try:
        status = desk.ledger.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
