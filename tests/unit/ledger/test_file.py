"""Opening a ledger, and transactions."""

import errno
import sqlite3
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from settlement_app.ledger import file
from settlement_app.ledger.errors import LedgerError
from tests.support.cli import Settle


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/tmp/a.settlement"), "file:///tmp/a.settlement"),
        (PurePosixPath("/a b/100%?#&.x"), "file:///a%20b/100%25%3F%23%26.x"),
        (PurePosixPath("/台账"), "file:///%E5%8F%B0%E8%B4%A6"),
        (PureWindowsPath(r"D:\台账\a.x"), "file:///D%3A/%E5%8F%B0%E8%B4%A6/a.x"),
        (PureWindowsPath(r"\\server\share\a.x"), "file:////server/share/a.x"),
    ],
)
def test_a_path_as_sqlite_reads_it(path: PurePath, uri: str) -> None:
    assert file.uri_of(path) == uri


def test_a_path_that_windows_finds_too_long_is_not_told_as_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        error = FileNotFoundError(errno.ENOENT, "The filename or extension is too long", str(path))
        error.winerror = 206  # type: ignore[attr-defined] # Windows alone sets it
        raise error

    monkeypatch.setattr(Path, "stat", refuse)
    with (
        pytest.raises(LedgerError, match="无法读取（路径太长）"),
        file.opened(tmp_path / ("夹" * 260)),
    ):
        pass


def test_a_ledger_that_cannot_be_opened_is_let_go(settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the error is still at hand: Windows lets nobody put a backup in the place of a file that is open."""
    made = []
    usual = file.connect

    def noted(path: Path) -> sqlite3.Connection:
        made.append(usual(path))
        return made[-1]

    content = settle.ledger.read_bytes()
    settle.ledger.write_bytes(content[:4096].ljust(len(content), b"\xff"))
    monkeypatch.setattr(file, "connect", noted)
    with pytest.raises(LedgerError, match="已损坏"), file.opened(settle.ledger):
        pass
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        made[0].execute("SELECT 1")


class Failure(Exception):
    """Something that goes wrong after the first row was written."""


def write_and_fail(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO project VALUES ('1', '项目', '', 0)")
    raise Failure


def test_a_transaction_is_taken_back_whole(settle: Settle) -> None:
    before = settle.ledger.read_bytes()
    with pytest.raises(Failure), file.opened(settle.ledger) as db, file.writing(db):
        write_and_fail(db)
    assert settle.ledger.read_bytes() == before


def test_a_view_does_not_change_midway(settle: Settle) -> None:
    query = "SELECT count(*) FROM journal"
    with file.opened(settle.ledger) as db:
        with file.reading(db):
            before = db.execute(query).fetchone()
            other = sqlite3.connect(settle.ledger, timeout=0)
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("INSERT INTO journal VALUES (9, '', '', '')").connection.commit()
            assert db.execute(query).fetchone() == before
            other.close()
        assert not db.in_transaction


def test_wal_that_another_program_chose_ends_with_the_next_write(settle: Settle) -> None:
    """A ledger is one file that people copy; what stands in the other program's files is kept."""
    other = sqlite3.connect(settle.ledger, isolation_level=None)
    assert other.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    other.close()
    assert settle.ok("quarter", "show", "2019Q1")["status"] == "draft"
    settle.post("2019Q1")
    assert settle.ledger.read_bytes()[18:20] == b"\1\1"
    assert file.leftovers(settle.ledger) == ()


def test_a_new_ledger_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Failure), file.created(tmp_path / "新.settlement") as db:
        write_and_fail(db)
    assert list(tmp_path.iterdir()) == []


def test_a_new_ledger_where_hard_links_are_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A memory stick's file system, for one."""

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    with file.created(tmp_path / "新.settlement"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["新.settlement"]
    with file.opened(tmp_path / "新.settlement") as db:
        assert db.execute("SELECT count(*) FROM project").fetchone() == (0,)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PermissionError(13, "Permission denied"), "ledger_not_writable"),
        (sqlite3.DatabaseError("no code at all"), "ledger_damaged"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid"), "ledger_damaged"),
    ],
)
def test_what_the_surroundings_say_is_told_in_words(error: Exception, code: str) -> None:
    with pytest.raises(LedgerError) as told, file.translated(Path("台账")):
        raise error
    assert told.value.code == code
    assert "台账" in told.value.message


def test_a_broken_rule_of_the_tables_is_a_bug(settle: Settle) -> None:
    with pytest.raises(sqlite3.IntegrityError), file.opened(settle.ledger) as db, file.writing(db):
        db.execute("INSERT INTO contract_text VALUES ('没有', 2019, 'number', '')")
