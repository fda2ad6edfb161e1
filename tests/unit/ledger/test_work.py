"""Changes are recorded as they are made, and made once more from the record."""

from sqlite3 import Connection

import pytest

from settlement_app.ledger import file, journal
from settlement_app.ledger.work import Signature, Work, apply_change, select, working

PROJECT = {"code": "P", "name": "项目", "authority": "", "sample": 0}
SIGNED = Signature("张三", "2019-01-02T03:04:05Z", "账户", "电脑", "0.1.0")


@pytest.fixture
def db() -> Connection:
    return file.in_memory()


def test_what_was_recorded_makes_the_same_rows(db: Connection) -> None:
    with working(db) as work:
        work.insert("project", PROJECT)
        work.insert("project", {**PROJECT, "code": "Q"})
        work.update("project", {"code": "P"}, {"name": "改名", "sample": 1})
        assert work.delete("project", {"code": "Q"}) == 1
        assert work.delete("project", {"code": "没有"}) == 0
        work.note("事由")
        work.journal(SIGNED, "试", "对象", "李四", "P")
    (entry,) = journal.entries(db)
    again = file.in_memory()
    for change in entry.content["changes"]:
        apply_change(again, change)
    assert (
        select(again, "project", {})
        == select(db, "project", {})
        == [{**PROJECT, "name": "改名", "sample": 1}]
    )
    assert len(entry.content["changes"]) == 4, "what deletes nothing is not recorded"


def test_an_entry_says_who_did_what_and_what_stood_there_before(db: Connection) -> None:
    with working(db) as work:
        work.insert("project", PROJECT)
        work.update("project", {"code": "P"}, {"name": "改名"})
        anchor = work.journal(SIGNED, "试", "对象", "李四", "P")
    (entry,) = journal.entries(db)
    content = entry.content
    changes = content.pop("changes")
    assert content == {
        "act": "试",
        "subject": "对象",
        "project": "P",
        "prepared_by": "张三",
        "reviewed_by": "李四",
        "reason": None,
        "at": "2019-01-02T03:04:05Z",
        "account": "账户",
        "computer": "电脑",
        "program": "0.1.0",
    }
    assert changes[1] == {
        "update": "project",
        "key": {"code": "P"},
        "row": {"name": "改名"},
        "was": {"name": "项目"},
    }
    assert entry.hash == anchor == journal.entry_hash(1, journal.GENESIS, entry.body)


def test_an_update_means_one_row(db: Connection) -> None:
    with pytest.raises(AssertionError, match="holds 0 rows"), working(db) as work:
        work.update("project", {"code": "没有"}, {"name": "改名"})


def test_the_next_number_follows_the_highest(db: Connection) -> None:
    work = Work(db)
    assert work.next("invoice", "id", {}) == 1
    assert work.entry == 1


def test_the_same_file_is_kept_once(db: Connection) -> None:
    work = Work(db)
    assert work.store_file(b"%PDF") == work.store_file(b"%PDF")
    assert db.execute("SELECT count(*) FROM stored_file").fetchone() == (1,)


def test_canonical_json_is_the_same_for_the_same_value() -> None:
    assert (
        journal.canonical({"b": 1, "a": "项目"})
        == journal.canonical({"a": "项目", "b": 1})
        == '{"a":"项目","b":1}'
    )
