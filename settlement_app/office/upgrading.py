"""A ledger that an older program wrote, brought up to date before anything else is done with it."""

from contextlib import suppress
from pathlib import Path

from settlement_app.ledger.backup_folder import copies_of
from settlement_app.ledger.errors import LedgerError
from settlement_app.ledger.file import leftovers, opened
from settlement_app.ledger.format import SCHEMA_VERSION
from settlement_app.ledger.header import schema_version
from settlement_app.office.desk import Desk


def bring_up_to_date(desk: Desk) -> Path | None:
    """Upgrade the desk's ledger where it is older; returns the copy of what it was, or None where it was up to date.

    Raises LedgerError, nothing changed, where it cannot be upgraded. What is no ledger, or is not there, is left for
    whoever opens it.
    """
    version = _version(desk.ledger)
    if version is None or version >= SCHEMA_VERSION:
        return None
    from settlement_app.ledger.upgrade import upgrade

    return upgrade(desk.ledger, desk.signature(), copies_of(desk.ledger, desk.backups))


def _version(ledger: Path) -> int | None:
    """The version that the header tells, or None, once SQLite has taken back what a crash left half written.

    That may have been an upgrade. Where it cannot be taken back now, whoever opens the ledger says so.
    """
    version = schema_version(ledger)
    if version is None:
        return None
    with suppress(LedgerError, OSError):
        if leftovers(ledger):
            with opened(ledger, older=True):
                return schema_version(ledger)
    return version


def in_words(copy: Path) -> str:
    """What to tell the user once that copy was made."""
    return f"台账已升级到本程序的版本，账目不变；升级前的备份：{copy}"
