"""The program broken off: killed, interrupted, its reader gone. What is stored is stored whole, or not at all."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from settlement_app.ledger import file
from settlement_app.office.demo import Demonstration
from tests.support import crash
from tests.support.cli import REVIEWER, Settle
from tests.support.tampering import verified

_HALF_WRITTEN = """
import os, signal, sqlite3, sys
ledger = sqlite3.connect(sys.argv[1], isolation_level=None)
ledger.execute("PRAGMA cache_size = 1")
ledger.execute("BEGIN IMMEDIATE")
for number in range(1000, 1400):
    row = (number, "{}" * 500, "0", str(number))
    ledger.execute("INSERT INTO journal VALUES (?, ?, ?, ?)", row)
ledger.execute("UPDATE project SET name = '半写'")
for (table,) in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
    ledger.execute(f"SELECT count(*) FROM {table}").fetchone()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def half_written(full: Path) -> tuple[Path, bytes]:
    """A ledger whose writer was killed while its pages stood half in the file, and what it was before."""
    before = full.read_bytes()
    done = subprocess.run([sys.executable, "-c", _HALF_WRITTEN, full], check=False)
    assert done.returncode == -signal.SIGKILL
    assert full.read_bytes() != before
    assert full.with_name(f"{full.name}-journal").stat().st_size
    return full, before


def test_a_killed_posting_is_whole_or_not_there(settle: Settle, tmp_path: Path) -> None:
    """Killed at moments spread over the posting, and before every fourth statement that it runs."""
    folder = tmp_path / "copies"
    ends = crash.ends_of(settle, folder, "quarter", "post", "2019Q1", "--reviewer", REVIEWER)
    states: dict[str, set[str]] = {}
    for name, end in ends.items():
        line = Settle(folder / name)
        assert verified(line.ledger).problems == (), name
        shown = line.ok("quarter", "show", "2019Q1")
        states.setdefault(end, set()).add(shown["status"])
        assert (shown["status"] == "posted") == (shown["anchor"] is not None), name
    assert states == {"0": {"posted"}, crash.BROKEN_OFF: {"draft", "posted"}}
    assert len(ends) > crash.DELAYS + 20
    assert Settle(folder / "delay-1.settlement").post("2019Q1")["status"] == "posted", (
        "nothing stands in the way"
    )


@pytest.mark.parametrize(
    "command", [("quarter", "show", "2019Q4"), ("ledger", "verify"), ("deduction", "list")]
)
def test_what_a_crash_left_half_written_is_undone(
    half_written: tuple[Path, bytes], command: tuple[str, ...]
) -> None:
    ledger, before = half_written
    line = Settle(ledger, project="PX")
    assert line(*command).status == 0
    assert ledger.read_bytes() == before
    assert file.leftovers(ledger) == ()


def test_a_ledger_whose_pages_were_never_added_is_recovered(half_written: tuple[Path, bytes]) -> None:
    """The first page names more pages than there are: the crash came before the file grew."""
    ledger, before = half_written
    with ledger.open("rb+") as content:
        content.truncate(len(before))
        content.seek(28)
        content.write((len(before) // 4096 + 100).to_bytes(4, "big"))
    assert Settle(ledger, project="PX")("quarter", "show", "2019Q4").status == 0
    assert ledger.read_bytes() == before


def test_half_written_where_nothing_may_be_written_is_told(
    half_written: tuple[Path, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, _ = half_written
    found = ledger.read_bytes()
    usual = file.connect
    monkeypatch.setattr(file, "connect", lambda path, mode="rw": usual(path, "ro"))
    done = Settle(ledger, project="PX")("quarter", "show", "2019Q4")
    assert (done.status, done.out) == (3, "")
    assert done.err == (
        f"错误：台账 {ledger} 上次写入中断，须先还原，但现在无法写入；请取得写入权限后再打开一次\n"
    )
    assert ledger.read_bytes() == found


def test_a_journal_without_its_ledger_does_not_spoil_a_new_one(half_written: tuple[Path, bytes]) -> None:
    ledger, _ = half_written
    ledger.unlink()
    line = Settle(ledger)
    line.ok("init", "--template", "12333-2019")
    assert line.ok("ledger", "verify")["ok"]
    assert line.ok("contract", "show")["project"] == "12333"


def test_a_restored_ledger_is_not_spoilt_by_what_the_former_one_left(
    half_written: tuple[Path, bytes], demonstration: Demonstration
) -> None:
    ledger, _ = half_written
    ledger.unlink()  # its journal is the only thing left
    line = Settle(ledger)
    line.ok("ledger", "restore", demonstration.ledger)
    assert line.ok("ledger", "verify")["ok"]
    assert line.ok("contract", "show")["project"] == "12333"


def interrupted_after(line: Settle, seconds: float) -> tuple[int, str]:
    """Post 2019Q1 in a process that gets Ctrl+C after so many seconds; returns its status and standard error."""
    process = subprocess.Popen(
        line.command("quarter", "post", "2019Q1", "--reviewer", REVIEWER),
        env=line.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    return process.returncode, err


def test_interrupted_while_it_waits_for_the_lock(settle: Settle) -> None:
    """Nothing is stored, and the user is told."""
    other = sqlite3.connect(settle.ledger, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    status, err = interrupted_after(settle, 1.5)
    other.close()
    assert (status, err) == (130, "错误：已中断；没有留下做到一半的内容\n")
    assert settle.ok("quarter", "show", "2019Q1")["status"] == "draft"
    assert [path.name for path in settle.ledger.parent.iterdir()] == [settle.ledger.name]


def test_interrupted_within_the_transaction(settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C at the last moment: everything is written, but not committed."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = settle.ledger.read_bytes()
    monkeypatch.setattr("settlement_app.ledger.journal.append", interrupt)
    done = settle("quarter", "post", "2019Q1", "--reviewer", REVIEWER)
    assert (done.status, done.out, done.err) == (130, "", "错误：已中断；没有留下做到一半的内容\n")
    assert settle.ledger.read_bytes() == before


@pytest.mark.parametrize("arguments", [("ledger", "journal"), ("--json", "ledger", "journal")])
def test_a_reader_that_has_gone_is_no_error(demo_ledger: Path, arguments: tuple[str, ...]) -> None:
    line = Settle(demo_ledger)
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        line.command(*arguments), env=line.environment(), stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("arguments", [("quarter", "show", "2019Q1"), ("--json", "ledger", "journal")])
def test_output_that_cannot_be_written_is_told(demo_ledger: Path, arguments: tuple[str, ...]) -> None:
    line = Settle(demo_ledger)
    with Path("/dev/full").open("wb") as full_disk:
        done = subprocess.run(
            line.command(*arguments),
            env=line.environment(),
            stdout=full_disk,
            stderr=subprocess.PIPE,
            check=False,
        )
    said = done.stderr.decode()
    assert done.returncode == 2, said
    assert "磁盘已满" in said
    assert len(said.splitlines()) == 1, said
