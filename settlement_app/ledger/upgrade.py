"""Bringing a ledger of an older program up to date: a verified copy first, then its migrations as a journal entry."""

from pathlib import Path

from settlement_app.ledger import errors, journal
from settlement_app.ledger.copies import back_up
from settlement_app.ledger.errors import LedgerError
from settlement_app.ledger.file import opened, translated
from settlement_app.ledger.format import MIGRATIONS_TABLE, SCHEMA_VERSION
from settlement_app.ledger.header import schema_version
from settlement_app.ledger.schema import build
from settlement_app.ledger.work import Signature, working

ACT = "ledger.upgrade"
"""The act that the journal names; its subject is the version that the ledger then has."""


def upgrade(ledger: Path, signature: Signature, folder: Path) -> Path:
    """Bring an older ledger to this program's version; returns the copy, in that folder, of what it was before.

    Raises LedgerError, nothing changed, where the ledger is not in order, cannot be copied or cannot be written.
    """
    before = schema_version(ledger)
    try:
        copy = _free_name(folder, f"升级前-第{before}版", ledger.suffix)
        head = back_up(ledger, copy, force=False).head
        with opened(ledger, older=True) as db, translated(ledger), working(db) as work:
            ((now,),) = db.execute("PRAGMA user_version")
            if (now, journal.head(db)[1]) != (
                before,
                head,
            ):  # another program was quicker, or wrote meanwhile
                raise errors.locked(ledger)
            build(db)
            work.adopt(MIGRATIONS_TABLE, now, signature.at)
            work.journal(signature, ACT, str(SCHEMA_VERSION), None, "")
    except LedgerError as error:
        raise LedgerError(error.code, f"{_NOT_DONE}：{error.message}", error.details) from error
    return copy


_NOT_DONE = "台账由较旧版本的程序写成，打开前须先备份再升级，这一步没有完成"


def _free_name(folder: Path, stem: str, suffix: str) -> Path:
    """A name that no copy bears yet: an older ledger may have been restored and upgraded before."""
    number, path = 1, folder / f"{stem}{suffix}"
    with translated(folder):
        while path.exists():
            number += 1
            path = folder / f"{stem}-{number}{suffix}"
    return path
