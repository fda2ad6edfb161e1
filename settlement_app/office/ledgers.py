"""The ledger file as a whole: verify, back up, restore, read the journal."""

from pathlib import Path

from settlement_app.ledger import copies, file, journal
from settlement_app.ledger import verify as checks
from settlement_app.ledger.journal import Entry
from settlement_app.ledger.verify import Verification
from settlement_app.office.desk import Desk


def verify(desk: Desk, anchor: str | None = None) -> Verification:
    """Check the ledger against its journal; ``anchor`` is looked up in it."""
    with file.opened(desk.ledger) as db:
        return checks.verify(db, anchor)


def back_up(desk: Desk, target: Path, *, force: bool) -> Verification:
    """Make a verified copy of the ledger."""
    return copies.back_up(desk.ledger, target, force=force)


def restore(desk: Desk, backup: Path, *, force: bool) -> tuple[Verification, Path | None]:
    """Put a verified backup in the ledger's place; returns where the former ledger is kept."""
    return copies.restore(backup, desk.ledger, force=force)


def journal_entries(desk: Desk) -> tuple[Entry, ...]:
    """All journal entries, oldest first."""
    with file.opened(desk.ledger) as db, file.reading(db):
        return tuple(journal.entries(db))


__all__ = ["Verification", "back_up", "journal_entries", "restore", "verify"]
