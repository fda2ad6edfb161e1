"""Bringing an older ledger up to date: copied first, journaled, and whole or not at all."""

import json
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from settlement_app.domain.findings import RuleRefusal
from settlement_app.ledger import copies, file, journal, upgrade
from settlement_app.ledger.errors import LedgerError
from settlement_app.ledger.format import MIGRATIONS_TABLE, SCHEMA_VERSION
from settlement_app.ledger.header import schema_version
from settlement_app.ledger.schema import MIGRATIONS, build
from settlement_app.ledger.verify import Verification
from tests.support import crash
from tests.support.cli import Settle
from tests.support.full_disk import no_file_larger_than
from tests.support.tampering import unguarded, verified

SHOW = ("quarter", "show", "2019Q4")


def copies_beside(settle: Settle) -> list[Path]:
    """What stands in the folder of copies."""
    return sorted(settle.ledger.with_name(f"{settle.ledger.stem}-备份").glob("*"))


def rewrite_last(connection: sqlite3.Connection, change: Callable[[str], str]) -> None:
    """Rewrite the last entry, its hash too, as a forger who knows the program would."""
    query = "SELECT sequence, body, previous_hash FROM journal ORDER BY sequence DESC LIMIT 1"
    sequence, body, previous = connection.execute(query).fetchone()
    forged = change(body)
    assert forged != body
    connection.execute(
        "UPDATE journal SET body = ?, hash = ? WHERE sequence = ?",
        (forged, journal.entry_hash(sequence, previous, forged), sequence),
    )


def named(body: str, migrations: list[str]) -> str:
    """The entry of an upgrade, telling of these migrations."""
    content = json.loads(body)
    (removed, added) = content["changes"]
    rows = [{**added, "row": {**added["row"], "name": name}} for name in migrations]
    return journal.canonical({**content, "changes": [removed, *rows]})


def leave_half_stored(ledger: Path) -> None:
    """Leave a ledger as an upgrade does that is killed within COMMIT: written, and SQLite's journal takes it back."""
    journal_file = ledger.with_name(f"{ledger.name}-journal")
    with closing(sqlite3.connect(ledger, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = OFF")  # else the journal is whole only once it has been synchronised
        db.execute("BEGIN IMMEDIATE")
        build(db)
        takes_back = journal_file.read_bytes()
        db.execute("COMMIT")
    journal_file.write_bytes(takes_back)


def test_the_version_counts_the_migrations() -> None:
    names = [step.name for step in MIGRATIONS.pending(Database(memory=True))]
    assert [int(name[:4]) for name in names] == list(range(1, SCHEMA_VERSION + 1))
    assert Migrations.migrations_table == MIGRATIONS_TABLE


def test_the_first_use_upgrades_after_a_verified_copy(oldest: Settle) -> None:
    before = oldest.ok("ledger", "verify")
    done = oldest(*SHOW)
    (copy,) = copies_beside(oldest)
    assert done.status == 0
    assert done.err == f"注意：台账已升级到本程序的版本，账目不变；升级前的备份：{copy}\n"
    assert (copy.name, schema_version(copy)) == ("升级前-第1版.settlement", 1)
    assert verified(copy).head == before["head"]
    assert schema_version(oldest.ledger) == SCHEMA_VERSION
    now = oldest.ok("ledger", "verify")
    assert (now["ok"], now["entries"]) == (True, before["entries"] + 1)
    last = oldest.ok("ledger", "journal")[-1]
    assert (last["act"], last["subject"]) == ("ledger.upgrade", str(SCHEMA_VERSION))
    assert oldest(*SHOW).err == "", "upgraded once"


@pytest.mark.parametrize(
    "command", [("ledger", "verify"), ("ledger", "backup", "备份.settlement")], ids=lambda words: words[1]
)
def test_looking_and_copying_leave_an_old_ledger_as_it_is(
    oldest: Settle, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(oldest.ledger.parent)
    before = oldest.ledger.read_bytes()
    assert oldest(*command).status == 0
    assert oldest.ledger.read_bytes() == before
    assert copies_beside(oldest) == []


def test_an_old_backup_is_restored_and_upgraded_again(oldest: Settle) -> None:
    assert oldest(*SHOW).status == 0
    (first,) = copies_beside(oldest)
    oldest.ok("ledger", "restore", str(first), "--force")
    assert schema_version(oldest.ledger) == 1
    assert oldest(*SHOW).status == 0
    assert [path.name for path in copies_beside(oldest)] == [
        "升级前-第1版-2.settlement",
        "升级前-第1版.settlement",
    ]


def test_a_ledger_that_is_not_in_order_is_not_upgraded(oldest: Settle) -> None:
    with unguarded(oldest.ledger) as other:
        other.execute("UPDATE settlement_line SET base = base + 1")
    before = oldest.ledger.read_bytes()
    done = oldest(*SHOW)
    assert done.status == 3
    assert done.err.startswith(
        "错误：台账由较旧版本的程序写成，打开前须先备份再升级，这一步没有完成："
        f"{oldest.ledger} 未通过核对，没有复制；原有文件都未改动\n错误："
    )
    assert "的 base 被改动" in done.err
    assert (oldest.ledger.read_bytes(), copies_beside(oldest)) == (before, [])
    assert oldest("ledger", "verify").status == 3


def test_a_disk_that_is_full_leaves_the_old_ledger(oldest: Settle) -> None:
    before = oldest.ledger.read_bytes()
    done = oldest.process(*SHOW, preexec_fn=no_file_larger_than(8192))
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(
        "错误：台账由较旧版本的程序写成，打开前须先备份再升级，这一步没有完成：台账 "
    )
    assert "磁盘已满或读写出错" in done.stderr
    assert (oldest.ledger.read_bytes(), copies_beside(oldest)) == (before, [])


def test_another_program_at_work_is_waited_for_in_vain(
    oldest: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "_BUSY_SECONDS", 0.0)
    with closing(sqlite3.connect(oldest.ledger, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = oldest(*SHOW)
    assert (done.status, done.out) == (3, "")
    assert "正被另一程序占用；本次操作没有执行，请稍后再试" in done.err
    assert (schema_version(oldest.ledger), copies_beside(oldest)) == (1, []), "no copy for each vain trial"
    assert oldest(*SHOW).status == 0


def test_two_at_once_upgrade_once(oldest: Settle) -> None:
    racers = [
        subprocess.Popen(
            oldest.command(*SHOW),
            env=oldest.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(3)
    ]
    assert {racer.wait() for racer in racers} <= {0, 3}
    assert [entry["act"] for entry in oldest.ok("ledger", "journal")].count("ledger.upgrade") == 1
    assert verified(oldest.ledger).ok


def test_one_that_another_program_upgrades_meanwhile_is_just_opened(
    oldest: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy_while_another_upgrades(*arguments: Any, **more: Any) -> Verification:
        made = copies.back_up(*arguments, **more)
        monkeypatch.setattr(upgrade, "back_up", copies.back_up)
        assert oldest.process(*SHOW).returncode == 0
        return made

    monkeypatch.setattr(upgrade, "back_up", copy_while_another_upgrades)
    done = oldest(*SHOW)
    assert (done.status, done.err) == (0, "")
    assert [entry["act"] for entry in oldest.ok("ledger", "journal")].count("ledger.upgrade") == 1
    assert [schema_version(copy) for copy in copies_beside(oldest)] == [1, 1]


def test_a_copy_that_another_program_made_meanwhile_is_not_replaced(oldest: Settle) -> None:
    folder = oldest.ledger.with_name("旧-备份")
    place = folder / "升级前-第1版.settlement"

    def appear(_done: int, _of: int) -> None:
        place.write_text("另一程序的备份", encoding="utf-8")

    with pytest.raises(RuleRefusal, match="已存在，没有覆盖"):
        copies.back_up(oldest.ledger, place, force=False, checking=appear)
    assert [path.read_text(encoding="utf-8") for path in folder.iterdir()] == ["另一程序的备份"]


@pytest.mark.parametrize("command", [SHOW, ("ledger", "journal")], ids=lambda words: words[1])
def test_an_upgrade_that_was_killed_while_stored_is_done_anew(
    oldest: Settle, command: tuple[str, ...]
) -> None:
    leave_half_stored(oldest.ledger)
    assert schema_version(oldest.ledger) == SCHEMA_VERSION
    done = oldest(*command)
    assert done.status == 0
    assert done.err.startswith("注意：台账已升级到本程序的版本")
    assert verified(oldest.ledger).ok


def test_one_that_turns_out_older_is_refused_by_what_does_not_upgrade(oldest: Settle) -> None:
    leave_half_stored(oldest.ledger)
    with pytest.raises(LedgerError, match="由较旧版本的程序写成，须先升级"), file.opened(oldest.ledger):
        pass
    assert oldest(*SHOW).status == 0


def test_a_killed_upgrade_is_whole_or_not_there(oldest: Settle, tmp_path: Path) -> None:
    ends = crash.ends_of(oldest, tmp_path / "copies", "--project", "PX", *SHOW)
    versions: dict[str, set[int | None]] = {}
    for name, end in ends.items():
        line = Settle(tmp_path / "copies" / name, project="PX")
        version = schema_version(line.ledger)
        versions.setdefault(end, set()).add(version)
        assert verified(line.ledger).problems == (), name
        assert version == 1 or copies_beside(line), name
        assert line(*SHOW).status == 0, name
        assert verified(line.ledger).ok, name
    assert versions == {"0": {SCHEMA_VERSION}, crash.BROKEN_OFF: {1, SCHEMA_VERSION}}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda body: body.replace("0002_manner_of_printing", "0009_other"), "操作日志"),
        (lambda body: body.replace('"name":"0002_manner_of_printing"', '"name":"新"'), "无法重演"),
    ],
)
def test_an_upgrade_that_this_program_never_made_is_found(
    oldest: Settle, change: Callable[[str], str], said: str
) -> None:
    assert oldest(*SHOW).status == 0
    with unguarded(oldest.ledger) as other:
        rewrite_last(other, change)
    assert any(said in text for text in verified(oldest.ledger).problems)


@pytest.mark.parametrize(
    ("migrations", "table"),
    [
        ([], "DELETE FROM _sqlite_migrations WHERE id = 2"),
        (["0009_other"], "UPDATE _sqlite_migrations SET name = '0009_other' WHERE id = 2"),
        (["0002_other"], "UPDATE _sqlite_migrations SET name = '0002_other' WHERE id = 2"),
    ],
)
def test_a_journal_and_a_table_that_agree_on_other_migrations_are_found(
    oldest: Settle, migrations: list[str], table: str
) -> None:
    """A later program would trust the table, and run what has run already."""
    assert oldest(*SHOW).status == 0
    with unguarded(oldest.ledger) as other:
        other.execute(table)
        rewrite_last(other, lambda body: named(body, migrations))
    said = "表 _sqlite_migrations 所记的升级步骤与台账文件的版本号不符"
    assert said in verified(oldest.ledger).problems


def test_prints_of_the_older_program_stay_counted(oldest: Settle, tmp_path: Path) -> None:
    before = {entry["document"]: entry["prints"] for entry in oldest.ok("document", "list")}
    oldest.ok("document", "render", "refund", "TK-PX-2019", "-o", str(tmp_path / "退款.pdf"))
    after = {entry["document"]: entry["prints"] for entry in oldest.ok("document", "list")}
    assert before["TK-PX-2019"] == 1
    assert after == {**before, "TK-PX-2019": 2}
