"""Where the copies of a ledger are kept, and which there are; light, because the window asks before it is painted."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_PLACE_DIGITS = 6
_AFTER_POSTING = re.compile(r"\d{6}-(.+)")
_REVERSAL = "HC-"
BEFORE_UPGRADE = "升级前-第{version}版"
"""What the copy is called that is made before a ledger is upgraded from that version."""
_BEFORE_UPGRADE = re.compile(BEFORE_UPGRADE.format(version=r"\d+") + ".*")


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was verified when it was made; ``made`` is local time."""

    path: Path
    made: datetime

    @property
    def occasion(self) -> str:
        """What it was made after, the posting whose number its name bears, or before; or a wish of the user's."""
        if _BEFORE_UPGRADE.fullmatch(self.path.stem):
            return "升级以前"
        found = _AFTER_POSTING.fullmatch(self.path.stem)
        if found is None:
            return "手工备份"
        number = found[1]
        return (
            f"冲销 {number.removeprefix(_REVERSAL)} 之后"
            if number.startswith(_REVERSAL)
            else f"审定 {number} 之后"
        )


def copies_of(ledger: Path, parent: Path | None = None) -> Path:
    """The folder for the copies of a ledger: beside it, or in the one that was chosen.

    There it is told apart from those of other ledgers of the same name: each year may have its 台账.
    """
    if parent is None:
        return ledger.parent / f"{ledger.stem}-备份"
    place = hashlib.sha256(str(ledger.absolute()).encode(errors="surrogateescape")).hexdigest()
    return parent / f"{ledger.stem}-{place[:_PLACE_DIGITS]}-备份"


def backups_of(ledger: Path, parent: Path | None = None) -> tuple[Backup, ...]:
    """The copies of a ledger in that folder, the newest first."""
    found = []
    for path in copies_of(ledger, parent).glob(f"[!.]*{ledger.suffix}"):
        try:
            found.append(Backup(path, datetime.fromtimestamp(path.stat().st_mtime).astimezone()))
        except OSError:  # removed meanwhile
            continue
    return tuple(sorted(found, key=lambda backup: (backup.made, backup.path.name), reverse=True))
