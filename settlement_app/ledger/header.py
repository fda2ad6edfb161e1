"""What a ledger's first bytes say: read without SQLite, which must never touch what is no ledger."""

import stat
from pathlib import Path

from settlement_app.ledger import errors
from settlement_app.ledger.format import APPLICATION_ID, SCHEMA_VERSION
from settlement_app.surroundings import TOO_LONG, why

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_ROLLBACK_JOURNAL = 1
_LARGEST_PAGE = 65536


def check_kind(path: Path, *, older: bool = False) -> None:
    """Raise LedgerError where there is no file, it is something else, or of another version than the program's.

    One of an older version passes where ``older`` is given.
    """
    header = _read_header(path)
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC) or _number(header, 68) != APPLICATION_ID:
        raise errors.not_a_ledger(path)
    if _number(header, 60) > SCHEMA_VERSION:
        raise errors.newer(path)
    if _number(header, 60) < SCHEMA_VERSION and not older:
        raise errors.older(path)


def schema_version(path: Path) -> int | None:
    """The version of the ledger that stands there; None where none does, or where it cannot be read."""
    try:
        check_kind(path, older=True)
        return _number(_read_header(path), 60)
    except errors.LedgerError:
        return None


def check_size(path: Path) -> None:
    """Raise LedgerError where the file ends before its last page; asked for while SQLite holds off every writer."""
    header = _read_header(path)
    if header[18] != _ROLLBACK_JOURNAL:
        return  # another program chose WAL: the last pages may stand in its other file
    page_size = _number(header, 16, width=2)
    page_size = _LARGEST_PAGE if page_size == 1 else page_size
    if path.stat().st_size < page_size * _number(header, 28):
        raise errors.damaged(path, "文件不完整")


def _read_header(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a folder, or a pipe that would let us wait for ever
            raise errors.not_a_ledger(path)
        with path.open("rb") as file:
            return file.read(_HEADER_BYTES)
    except OSError as error:
        reason = why(error)
        if isinstance(error, FileNotFoundError) and reason != TOO_LONG:
            raise errors.missing(path) from None
        raise errors.unreadable(path, reason) from error


def _number(header: bytes, place: int, width: int = 4) -> int:
    return int.from_bytes(header[place : place + width], "big")
