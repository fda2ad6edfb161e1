"""Progress at a terminal; silence everywhere else."""

import subprocess
from pathlib import Path

import pytest

from tests.support.cli import Settle
from tests.support.terminal import watched

COMMANDS = [
    (("ledger", "verify"), ("核对台账",)),
    (("ledger", "backup", "备份.settlement"), ("复制台账", "核对副本")),
    (("ledger", "restore", "台账.settlement"), ("复制台账", "核对副本")),
    (("document", "render-all", "2019", "-o", "单据"), ("生成单据",)),
    (("demo", "-o", "演示"), ("演示全年", "生成单据")),
]


def line_for(arguments: tuple[str, ...], demo_ledger: Path) -> Settle:
    """At the demonstration's ledger; a restore makes another one."""
    ledger = demo_ledger.with_name("新.settlement") if "restore" in arguments else demo_ledger
    return Settle(ledger, today="2020-03-02")


@pytest.mark.parametrize(("arguments", "stages"), COMMANDS, ids=lambda value: "-".join(value[:2]))
def test_a_terminal_shows_how_far_it_is_and_is_left_clean(
    demo_ledger: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    stages: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    done = watched(line_for(arguments, demo_ledger), *arguments)
    assert (done.status, "\r" in done.out) == (0, False)
    *bars, covered, end = done.err.removeprefix("\r").split("\r")
    assert end == "", "the next line begins at the left"
    assert covered.strip() == ""
    assert {len(bar) + len(stages[0]) for bar in bars} == {len(covered)}, (
        "nothing of a bar is left to be seen"
    )
    assert list(dict.fromkeys(bar.split()[0] for bar in bars)) == list(stages)
    for stage in stages:
        *earlier, last = [bar.split() for bar in bars if bar.startswith(stage)]
        done_steps, of = last[-1].split("/")
        assert done_steps == of
        assert set(last[1]) == set("[#]")
        steps = [int(bar[-1].split("/")[0]) for bar in (*earlier, last)]
        assert steps == sorted(set(steps)), "each step is told once"


@pytest.mark.parametrize("arguments", [command for command, _ in COMMANDS[:4]], ids="-".join)
def test_nothing_is_said_where_nobody_watches(
    demo_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = line_for(arguments, demo_ledger)(*arguments)
    assert (done.status, done.err) == (0, "")


@pytest.mark.parametrize("kind", ["pipe", "file"])
def test_a_process_says_nothing_to_a_pipe_or_file(demo_ledger: Path, tmp_path: Path, kind: str) -> None:
    line, said = Settle(demo_ledger), tmp_path / "said"
    with said.open("wb") as file:
        done = subprocess.run(
            line.command("ledger", "verify"),
            env=line.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if kind == "pipe" else file,
            check=True,
        )
    assert (done.stderr or said.read_bytes()) == b""
    assert "核对无误" in done.stdout.decode()


def test_what_a_refusal_says_stands_on_a_clean_line(demo_ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "有了").write_bytes(b"")
    done = watched(Settle(demo_ledger), "ledger", "backup", tmp_path / "有了")
    assert done.status == 1
    assert done.err.split("\r")[-1].startswith("错误：文件")
