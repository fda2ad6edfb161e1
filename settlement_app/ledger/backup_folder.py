"""Where the copies of a ledger are kept, and which there are; light, because the window asks before it is painted."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was verified when it was made; ``made`` is local time."""

    path: Path
    made: datetime


def copies_of(ledger: Path, parent: Path | None = None) -> Path:
    """The folder for the copies of a ledger: in the one that was chosen, or beside the ledger."""
    return (parent or ledger.parent) / f"{ledger.stem}-备份"


def backups_of(ledger: Path, parent: Path | None = None) -> tuple[Backup, ...]:
    """The copies of a ledger in that folder, the newest first."""
    found = []
    for path in copies_of(ledger, parent).glob(f"[!.]*{ledger.suffix}"):
        try:
            found.append(Backup(path, datetime.fromtimestamp(path.stat().st_mtime).astimezone()))
        except OSError:  # removed meanwhile
            continue
    return tuple(sorted(found, key=lambda backup: (backup.made, backup.path.name), reverse=True))
