"""What is no ledger, or no whole one, is refused in words and left byte for byte as it was."""

import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from settlement_app.ledger.format import APPLICATION_ID, SCHEMA_VERSION
from tests.support.cli import Settle
from tests.support.tampering import tables, verified

SHOW = ("quarter", "show", "2019Q4")
DAMAGED, NEWER, NO_LEDGER = "ledger_damaged", "ledger_newer", "not_a_ledger"


def other_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (text TEXT)")
    connection.close()


def newer_ledger(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (text TEXT)")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(lambda path: path.write_bytes(b""), NO_LEDGER, id="empty"),
        pytest.param(
            lambda path: path.write_bytes(b"SQLite format 3\0"), NO_LEDGER, id="the first bytes only"
        ),
        pytest.param(lambda path: path.write_text("结算台账" * 99, encoding="utf-8"), NO_LEDGER, id="a text"),
        pytest.param(other_database, NO_LEDGER, id="another database"),
        pytest.param(newer_ledger, NEWER, id="a newer ledger"),
    ],
)
@pytest.mark.parametrize(
    "command",
    [
        SHOW,
        ("quarter", "post", "2019Q4", "--reviewer", "李复核"),
        ("ledger", "verify"),
        ("ledger", "backup", "备份.settlement"),
    ],
)
def test_another_file_is_refused(
    tmp_path: Path, make: Callable[[Path], None], code: str, command: tuple[str, ...]
) -> None:
    line = Settle(tmp_path / "别的.settlement")
    make(line.ledger)
    before = line.ledger.read_bytes()
    done = line("--json", *command)
    assert (done.status, done.json["error"]["code"]) == (3, code)
    assert line.ledger.read_bytes() == before
    assert list(tmp_path.iterdir()) == [line.ledger]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("没有.settlement", "没有台账文件"),
        ("没有这个文件夹/台账.settlement", "没有台账文件"),
        ("文件夹", "不是结算台账"),
        ("管道", "不是结算台账"),
        ("文本.txt/台账.settlement", "无法读取（上级不是文件夹）"),
        ("圈", "无法读取（链接循环）"),
        ("断链", "没有台账文件"),
        ("名" * 100, "无法读取（文件名过长）"),
    ],
)
def test_a_place_without_a_ledger_is_told(tmp_path: Path, place: str, said: str) -> None:
    """A read makes no file, and does not wait for a pipe."""
    (tmp_path / "文件夹").mkdir()
    os.mkfifo(tmp_path / "管道")
    (tmp_path / "文本.txt").write_text("文本", encoding="utf-8")
    (tmp_path / "圈").symlink_to("圈")
    (tmp_path / "断链").symlink_to("没有.settlement")
    before = sorted(tmp_path.rglob("*"))
    done = Settle(tmp_path / place)(*SHOW)
    assert (done.status, done.out) == (3, "")
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "name",
    ["带 空格", "百分%20号", "问号?mode=memory", "井#号", "引'号\"", "冒号:memory:", "file:x", "名" * 60],
)
def test_any_name_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    line = Settle(Path(f"{name}.settlement"))
    line.ok("init", "--template", "12333-2019")
    line.post("2019Q1")
    line.ok("ledger", "backup", f"{name}.备份")
    assert line.ok("ledger", "verify")["ok"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [f"{name}.settlement", f"{name}-备份", f"{name}.备份"]
    )
    assert len(list((tmp_path / f"{name}-备份").iterdir())) == 1


def test_a_ledger_behind_a_symbolic_link(demo_ledger: Path, tmp_path: Path) -> None:
    link = tmp_path / "链接.settlement"
    link.symlink_to(demo_ledger)
    line = Settle(link)
    assert line.ok(*SHOW)["status"] == "posted"
    line.ok("ledger", "backup", tmp_path / "备份.settlement")
    line.ok("ledger", "restore", tmp_path / "备份.settlement", "--force")
    assert link.is_symlink()
    assert verified(demo_ledger).ok


@pytest.mark.parametrize("part", range(4))
def test_a_ledger_cut_short_is_refused(full: Path, part: int) -> None:
    """At every page's end, within pages, and within the header."""
    whole = full.read_bytes()
    lengths = [*range(0, 200, 20), *range(512, len(whole), 3584), len(whole) - 4096, len(whole) - 1]
    line = Settle(full, project="PX")
    for length in lengths[part::4]:
        full.write_bytes(whole[:length])
        done = line("--json", *SHOW)
        assert (done.status, done.json["error"]["code"]) in {(3, NO_LEDGER), (3, DAMAGED)}, length
        assert full.read_bytes() == whole[:length]
        assert list(full.parent.iterdir()) == [full]


def content_of(ledger: Path) -> list[object]:
    """Everything that the file says, by SQLite alone."""
    connection = sqlite3.connect(f"{ledger.as_uri()}?mode=ro", uri=True)
    connection.text_factory = bytes
    queries = [
        "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2",
        "PRAGMA user_version",
        "PRAGMA application_id",
        *(f"SELECT * FROM {table} ORDER BY 1, 2" for table in tables()),
    ]
    found: list[object] = [connection.execute(query).fetchall() for query in queries]
    connection.close()
    return found


@pytest.mark.parametrize("part", range(4))
def test_a_flipped_bit_is_found_or_lies_in_unused_space(full: Path, part: int) -> None:
    """A hundred bits, a third of them in the first page, where a bit weighs most."""
    whole = full.read_bytes()
    intact = content_of(full)
    places = [(seed, len(whole) if seed % 3 else 4096) for seed in range(100)]
    line, found = Settle(full, project="PX"), 0
    for seed, size in places[part::4]:
        chance = random.Random(seed)
        place, bit = chance.randrange(size), chance.randrange(8)
        spoiled = bytearray(whole)
        spoiled[place] ^= 1 << bit
        full.write_bytes(spoiled)
        shown, checked = line("--json", *SHOW), line("--json", "ledger", "verify")
        assert shown.status in (0, 3), (place, bit, shown.out)
        assert checked.status in (0, 3), (place, bit, checked.out)
        assert full.read_bytes() == spoiled, (place, bit)
        assert "internal" not in checked.out, (place, bit, checked.out)
        if checked.status == 0:
            assert content_of(full) == intact, (place, bit)
        found += checked.status == 3
    assert found > 2


def test_a_row_that_no_program_of_ours_writes_is_told(full: Path) -> None:
    """Reading what another program has written into the tables ends in words, not in a bug report."""
    connection = sqlite3.connect(full, isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("DROP TRIGGER settlement_update")
    connection.execute("UPDATE settlement SET quarter = '第四季'")
    connection.close()
    done = Settle(full, project="PX")("--json", *SHOW)
    assert (done.status, done.json["error"]["code"]) == (3, DAMAGED)
    assert "第四季" in done.json["error"]["message"]
