"""The verified copies of a ledger: which there are, what is inside one, making one, going back to one."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from settlement_app.domain.contract import Project
from settlement_app.ledger import copies, file, journal
from settlement_app.ledger.backup_folder import Backup, backups_of, copies_of
from settlement_app.ledger.errors import LedgerError
from settlement_app.ledger.load import Quarters, load_project, load_quarters, project_codes
from settlement_app.ledger.progress import Progress, untold
from settlement_app.ledger.verify import verify
from settlement_app.office.desk import Desk
from settlement_app.office.journal_screen import LogEntry, Names, in_words


@dataclass(frozen=True, slots=True)
class Inside:
    """What a ledger file holds: projects with years, the log's length and last entry, what is wrong."""

    projects: tuple[str, ...]
    entries: int
    last: LogEntry | None
    problems: tuple[str, ...]


def make_backup(desk: Desk, *, copying: Progress = untold, checking: Progress = untold) -> Path:
    """Make a verified copy among the others, named after the time; raises LedgerError where it cannot be."""
    moment = datetime.fromisoformat(desk.now()).astimezone()
    folder = copies_of(desk.ledger, desk.backups)
    target = folder / f"{moment:%Y-%m-%d-%H%M%S}{desk.ledger.suffix}"
    copies.back_up(desk.ledger, target, force=True, copying=copying, checking=checking)
    return target


def look_inside(path: Path, progress: Progress = untold) -> Inside:
    """What a file holds, and whether it is in order; raises LedgerError where it cannot be read at all."""
    with file.opened(path, older=True) as db:
        checked = verify(db, progress=progress)
        with file.reading(db):
            codes = project_codes(db)
            projects = tuple(_told(load_project(db, code), load_quarters(db, code)) for code in codes)
            last = _last_in_words(db)
    return Inside(projects, checked.entries, last, checked.problems)


def _last_in_words(db: file.Connection) -> LogEntry | None:
    """The log's last entry; None where there is none, or where another program has spoiled the log."""
    names: Names = {}
    try:
        entries = [in_words(entry, names) for entry in journal.entries(db)]
    except LedgerError:
        return None
    return entries[-1] if entries else None


def lost_by_restoring(ledger: Path, inside: Inside) -> int | None:
    """How many entries the ledger holds more than a backup, fewer as a negative number.

    None where the ledger cannot be read any more.
    """
    try:
        with file.opened(ledger, older=True) as db, file.reading(db):
            return journal.head(db)[0] - inside.entries
    except LedgerError:
        return None


def go_back_to(
    backup: Path, ledger: Path, *, copying: Progress = untold, checking: Progress = untold
) -> Path | None:
    """Put a verified copy of the backup in the ledger's place; returns where the former ledger is kept."""
    return copies.restore(backup, ledger, force=True, copying=copying, checking=checking)[1]


def _told(project: Project, quarters: Quarters) -> str:
    """The project's name with the years of its contracts."""
    first, last = quarters.all[0].year, quarters.all[-1].year
    return f"{project.name}（{first}年）" if first == last else f"{project.name}（{first}—{last}年）"


__all__ = ["Backup", "Inside", "backups_of", "go_back_to", "look_inside", "lost_by_restoring", "make_backup"]
