"""Breaking a command off at many moments; POSIX only, for it forks.

``python -m tests.support.crash LEDGER FOLDER COMMAND…`` runs the command once, so that everything is loaded; then for
each moment it copies the ledger into the folder, lets a process of its own run the command there and kills it with
SIGKILL. One line a copy tells its name and how the process ended.
"""

import io
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path
from unittest.mock import patch

from settlement_app.cli.run import run
from settlement_app.ledger import file
from tests.support.cli import Settle

DELAYS = 20
"""So many moments, spread evenly over the time that the command takes once."""

STEP = 4
"""Every fourth statement that the command runs is a moment too."""

BROKEN_OFF = "killed"


def ends_of(settle: Settle, folder: Path, *command: str) -> dict[str, str]:
    """Break the command off in a process of its own; returns how it ended by the name of each copy in the folder."""
    folder.mkdir()
    whole = [sys.executable, "-m", "tests.support.crash", str(settle.ledger), str(folder), *command]
    done = subprocess.run(
        whole,
        cwd=Path(__file__).parents[2],
        env=settle.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(line.split() for line in done.stdout.splitlines())


def main(ledger: Path, folder: Path, command: Sequence[str]) -> None:
    """Run the command once undisturbed, then once for each moment."""
    run_it = partial(_run, command=command)
    warm = Path(shutil.copyfile(ledger, folder / "warm.settlement"))
    with redirect_stdout(io.StringIO()):
        assert run_it(warm) == 0
    started = time.monotonic()
    _tell(ledger, folder / "whole.settlement", run_it)
    duration = time.monotonic() - started
    for number in range(DELAYS):
        _tell(ledger, folder / f"delay-{number}.settlement", run_it, duration * number / DELAYS)
    _kill_at_statements(ledger, folder, command)


def _kill_at_statements(ledger: Path, folder: Path, command: Sequence[str]) -> None:
    """Kill before the second statement that the command runs, then before a later one … until none is left."""
    number, ended = 1, BROKEN_OFF
    while ended == BROKEN_OFF:
        copy = folder / f"statement-{number}.settlement"
        ended = _tell(ledger, copy, partial(_run_until, command=command, last=number))
        number += STEP


def _tell(ledger: Path, copy: Path, act: Callable[[Path], int], delay: float | None = None) -> str:
    shutil.copyfile(ledger, copy)
    child = os.fork()
    if child == 0:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - the child ends with it open
        os._exit(act(copy))
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    ended = BROKEN_OFF if os.WIFSIGNALED(status) else str(os.WEXITSTATUS(status))
    sys.stdout.write(f"{copy.name} {ended}\n")
    sys.stdout.flush()
    return ended


def _run(ledger: Path, command: Sequence[str]) -> int:
    return run(["--ledger", str(ledger), "--by", "张经办", *command])


def _run_until(ledger: Path, command: Sequence[str], last: int) -> int:
    """Run the command, and kill this process before its statement of that number on the ledger itself."""
    left = last

    def count(_: str) -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    usual = file.connect

    def counting(path: Path, mode: str = "rw") -> sqlite3.Connection:
        connection = usual(path, mode)
        if path == ledger:
            connection.set_trace_callback(count)
        return connection

    with patch.object(file, "connect", counting):
        return _run(ledger, command)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
