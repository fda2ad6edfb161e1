"""Opening a ledger file, and how transactions begin and end."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path, PurePath
from sqlite3 import Connection
from urllib.parse import quote

from settlement_app.domain.findings import refuse
from settlement_app.ledger import errors
from settlement_app.ledger.errors import LedgerError
from settlement_app.ledger.format import SCHEMA_VERSION
from settlement_app.ledger.header import check_kind, check_size
from settlement_app.surroundings import part_of, why

__all__ = [
    "Connection",
    "connect",
    "created",
    "exists",
    "in_memory",
    "leftovers",
    "opened",
    "patience",
    "reading",
    "translated",
    "uri_of",
    "writing",
]

_BUSY_SECONDS = 5.0
_patience: ContextVar[float | None] = ContextVar("patience", default=None)
_SIDE_FILES = ("-journal", "-wal", "-shm")
_GARBLED = "文件内容混乱"


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Wait no longer than this for another program, in what is opened inside: a window must not stop answering."""
    token = _patience.set(seconds)
    try:
        yield
    finally:
        _patience.reset(token)


@contextmanager
def opened(path: Path, *, older: bool = False) -> Iterator[Connection]:
    """An existing ledger, opened; raises LedgerError for anything that is no whole ledger of this version.

    With ``older``, one of an older version is opened as it is, to be looked at or copied.
    """
    check_kind(path, older=older)
    with translated(path):
        db = _strict(connect(path))
    try:
        with translated(path):
            _check_whole(db, path, older=older)
            yield db
    finally:
        db.close()


@contextmanager
def writing(db: Connection) -> Iterator[None]:
    """One transaction that takes the write lock at once; everything or nothing is stored.

    The rollback journal is used, not WAL: a ledger is one file that people copy and keep on shares.
    """
    db.execute("PRAGMA journal_mode = DELETE")  # another program may have chosen WAL
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


@contextmanager
def reading(db: Connection) -> Iterator[None]:
    """One view of the ledger that other writers do not change midway."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


@contextmanager
def created(path: Path) -> Iterator[Connection]:
    """A new ledger, filled by the caller under another name; it appears whole under its own, or not at all.

    Raises LedgerError where it cannot be made, RuleRefusal where something else appeared there meanwhile.
    """
    from settlement_app.ledger.schema import build

    part = part_of(path)
    try:
        with translated(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            part.open("xb").close()
            db = _strict(connect(part))
        try:
            with translated(path):
                build(db)
                yield db
        finally:
            db.close()
        with translated(path):
            _publish(part, path)
    finally:
        with suppress(OSError):  # nothing there, or no folder: the error that led here is the one to tell
            part.unlink()


def exists(path: Path) -> bool:
    """Whether anything stands there; raises LedgerError where the system cannot even look."""
    with translated(path):
        return path.exists()


def connect(path: Path, mode: str = "rw") -> Connection:
    """A connection to the file, whatever marks its name holds; ``rwc`` makes it where there is none."""
    uri = f"{uri_of(path.absolute())}?mode={mode}"
    patience_now = _patience.get()
    timeout = _BUSY_SECONDS if patience_now is None else patience_now
    return sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None)


def uri_of(path: PurePath) -> str:
    """The absolute path as SQLite reads it, which wants a Windows share after an empty host: ``file:////server/…``."""
    name = path.as_posix()
    return f"file://{'' if name.startswith('/') else '/'}{quote(os.fsencode(name))}"


def leftovers(path: Path) -> tuple[Path, ...]:
    """SQLite's own files beside the ledger: after a crash they hold what opening it will undo or complete."""
    file = path.resolve()
    beside = (file.with_name(f"{file.name}{suffix}") for suffix in _SIDE_FILES)
    return tuple(path for path in beside if path.exists())


def in_memory(version: int = SCHEMA_VERSION) -> Connection:
    """A ledger without a file; of version 0, for replaying a journal, it has no tables yet."""
    from settlement_app.ledger.schema import build

    db = _strict(sqlite3.connect(":memory:", isolation_level=None))
    build(db, version)
    return db


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite or the system says into a LedgerError in words; a broken rule of the tables stays a bug."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise _in_words(path, error) from error
    except UnicodeDecodeError as error:  # SQLite quotes a damaged name in its message
        raise errors.damaged(path, _GARBLED) from error
    except OSError as error:
        raise errors.not_writable(path, why(error)) from error


def _publish(part: Path, path: Path) -> None:
    """Give the file its name without replacing another; not every file system knows hard links.

    What SQLite left of a ledger that is gone would be undone in the new one, and spoil it.
    """
    if not path.exists():
        for leftover in leftovers(path):
            leftover.unlink()
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise refuse("ledger_exists", f"{path} 刚由另一程序建立；没有改动，请核对后再执行一次") from None
    except OSError:
        part.rename(path)


def _strict(db: Connection) -> Connection:
    try:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA synchronous = FULL")
    except sqlite3.DatabaseError:
        db.close()  # else the error holds the file open, and Windows lets nobody replace it by a backup
        raise
    return db


def _check_whole(db: Connection, path: Path, *, older: bool) -> None:
    """Let SQLite undo what a crash left half written, then see that the file does not end too early.

    What was undone may have been an upgrade: the header that was read before told of a version that is gone.
    """
    with reading(db):
        ((version,),) = db.execute("PRAGMA user_version")
        check_size(path)
    if version < SCHEMA_VERSION and not older:
        raise errors.older(path)


def _in_words(path: Path, error: sqlite3.DatabaseError) -> LedgerError:
    code = getattr(error, "sqlite_errorcode", 0)
    if code in (sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY):
        return errors.unfinished(path)
    if code in (sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ):
        return errors.unreadable(path, "读取出错")
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return errors.locked(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return errors.not_writable(path, "只读或无权限")
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return errors.not_writable(path, "磁盘已满或读写出错")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return errors.damaged(path, _GARBLED)
    return errors.damaged(path, str(error))
