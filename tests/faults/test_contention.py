"""Several programs at one ledger at once."""

import sqlite3
import subprocess
from pathlib import Path

import pytest

from settlement_app.ledger import file
from tests.support.cli import REVIEWER, Settle
from tests.support.tampering import verified

POST = ("--json", "quarter", "post", "2019Q1", "--reviewer", REVIEWER)


def test_of_two_who_post_the_same_quarter_one_wins(settle: Settle) -> None:
    """The other is told by the rules; both were started before either could finish."""
    other = sqlite3.connect(settle.ledger, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")  # holds both at the gate until both are there
    racers = [
        subprocess.Popen(
            settle.command(*POST),
            env=settle.environment(),
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for _ in range(2)
    ]
    with pytest.raises(subprocess.TimeoutExpired):
        racers[0].wait(timeout=1.5)
    other.execute("ROLLBACK")
    other.close()
    outs = {racer.communicate()[0]: racer.returncode for racer in racers}
    assert sorted(outs.values()) == [0, 1]
    (refused,) = (out for out, status in outs.items() if status)
    assert '"quarter_posted"' in refused
    assert verified(settle.ledger).ok
    assert [entry["act"] for entry in settle.ok("ledger", "journal")].count("quarter.post") == 1


def test_readers_and_a_writer_do_not_stop_each_other(settle: Settle) -> None:
    """Shows that start while a quarter is posted: each sees it whole, or not at all."""
    shows = [
        subprocess.Popen(
            settle.command("--json", "quarter", "show", "2019Q1"),
            env=settle.environment(),
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for _ in range(4)
    ]
    settle.post("2019Q1")
    for show in shows:
        out, _ = show.communicate()
        assert show.returncode == 0, out
        assert ('"status": "posted"' in out) == ('"prepared_by": "张经办"' in out)
    assert verified(settle.ledger).ok


@pytest.mark.parametrize(
    ("lock", "command"),
    [
        ("BEGIN IMMEDIATE", ("quarter", "post", "2019Q1", "--reviewer", REVIEWER)),
        ("BEGIN EXCLUSIVE", ("quarter", "show", "2019Q1")),
        ("BEGIN EXCLUSIVE", ("ledger", "verify")),
        ("BEGIN EXCLUSIVE", ("ledger", "backup", "备份.settlement")),
    ],
)
def test_a_lock_held_longer_than_the_wait_is_told(
    settle: Settle, monkeypatch: pytest.MonkeyPatch, lock: str, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr(file, "_BUSY_SECONDS", 0.05)
    monkeypatch.chdir(settle.ledger.parent)
    before = settle.ledger.read_bytes()
    other = sqlite3.connect(settle.ledger, isolation_level=None)
    other.execute(lock)
    done = settle(*command)
    other.execute("ROLLBACK")
    other.close()
    assert (done.status, done.out) == (3, "")
    assert done.err == f"错误：台账 {settle.ledger} 正被另一程序占用；本次操作没有执行，请稍后再试\n"
    assert settle.ledger.read_bytes() == before
    assert list(settle.ledger.parent.iterdir()) == [settle.ledger]


def test_a_reader_that_stays_is_told_to_the_writer(settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    """The write waits at its commit, then is taken back whole."""
    monkeypatch.setattr(file, "_BUSY_SECONDS", 0.05)
    before = settle.ledger.read_bytes()
    other = sqlite3.connect(settle.ledger, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM project").fetchone()
    done = settle(*POST)
    other.close()
    assert (done.status, done.json["error"]["code"]) == (3, "ledger_locked")
    assert settle.ledger.read_bytes() == before


def test_a_ledger_is_not_replaced_under_a_writer(
    settle: Settle, demo_ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "_BUSY_SECONDS", 0.05)
    before = settle.ledger.read_bytes()
    other = sqlite3.connect(settle.ledger, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    done = settle("--json", "ledger", "restore", demo_ledger, "--force")
    other.execute("ROLLBACK")
    other.close()
    assert (done.status, done.json["error"]["code"]) == (3, "ledger_locked")
    assert settle.ledger.read_bytes() == before
    assert not list(settle.ledger.parent.glob("*恢复前*"))


def test_two_who_make_the_same_ledger(settle: Settle, tmp_path: Path) -> None:
    """One wins; what the other would have replaced is left alone."""
    line = Settle(tmp_path / "同名.settlement")
    racers = [
        subprocess.Popen(
            line.command("--json", "init", "--template", "12333-2019"),
            env=line.environment(),
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for _ in range(3)
    ]
    outs = [racer.communicate()[0] for racer in racers]
    assert sorted(racer.returncode for racer in racers) == [0, 1, 1], outs
    assert line.ok("ledger", "verify")["entries"] == 1
