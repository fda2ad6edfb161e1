"""Bringing a ledger of an older program up to date: a verified copy first, then its migrations as a journal entry."""

from pathlib import Path

from settlement_app.domain.findings import RuleRefusal
from settlement_app.ledger import errors, journal
from settlement_app.ledger.backup_folder import BEFORE_UPGRADE
from settlement_app.ledger.copies import back_up
from settlement_app.ledger.errors import LedgerError
from settlement_app.ledger.file import opened, translated
from settlement_app.ledger.format import MIGRATIONS_TABLE, SCHEMA_VERSION
from settlement_app.ledger.schema import build
from settlement_app.ledger.work import Signature, working

ACT = "ledger.upgrade"
"""The act that the journal names; its subject is the version that the ledger then has."""


def upgrade(ledger: Path, signature: Signature, folder: Path) -> Path | None:
    """Bring an older ledger to this program's version; returns the copy, in that folder, of what it was before.

    Returns None where another program has done it meanwhile. Raises LedgerError, nothing changed, where the ledger is
    not in order, cannot be copied or cannot be written.
    """
    try:
        before = _writable_version(ledger)
        if before >= SCHEMA_VERSION:
            return None
        copy = _free_name(folder, BEFORE_UPGRADE.format(version=before), ledger.suffix)
        head = back_up(ledger, copy, force=False).head
        with opened(ledger, older=True) as db, translated(ledger), working(db) as work:
            ((now,),) = db.execute("PRAGMA user_version")
            if now >= SCHEMA_VERSION:
                return None
            if (now, journal.head(db)[1]) != (before, head):  # another program wrote meanwhile
                raise errors.locked(ledger)
            build(db)
            work.adopt(MIGRATIONS_TABLE, now, signature.at)
            work.journal(signature, ACT, str(SCHEMA_VERSION), None, "")
    except (LedgerError, RuleRefusal) as error:
        # The name of the copy was free a moment ago: where it is taken, another program is at work here.
        told = error if isinstance(error, LedgerError) else errors.locked(ledger)
        raise LedgerError(told.code, f"{_NOT_DONE}：{told.message}", told.details) from error
    return copy


_NOT_DONE = "台账由较旧版本的程序写成，打开前须先备份再升级，这一步没有完成"


def _writable_version(ledger: Path) -> int:
    """The ledger's version, once it is known that it can be written: else each trial would leave one more copy.

    A number is written as it stands, and taken back: SQLite begins to write in what is read-only without a word.
    """
    with opened(ledger, older=True) as db, translated(ledger):
        db.execute("BEGIN IMMEDIATE")
        version: int = db.execute("PRAGMA user_version").fetchone()[0]
        db.execute(f"PRAGMA user_version = {version}")
        db.execute("ROLLBACK")
    return version


def _free_name(folder: Path, stem: str, suffix: str) -> Path:
    """A name that no copy bears yet: an older ledger may have been restored and upgraded before."""
    number, path = 1, folder / f"{stem}{suffix}"
    with translated(folder):
        while path.exists():
            number += 1
            path = folder / f"{stem}-{number}{suffix}"
    return path
