"""Scripts of command lines with what they must do, as plain text that an accountant can read along.

# a remark
@ 2019-04-20                     the day from here on
> 一季度.toml                     a file beside the ledger; its lines follow, up to a line with < alone
<
$ settle quarter show 2019Q1     a command line; blank lines end what is expected of it:
! exit 1                         its exit status, 0 where nothing is said
| 错误：……                       exactly what it prints: on standard output, or on standard error where it fails
{"status": "draft"}              what its --json output must hold at least (lists whole, objects in part)

A command that fails must leave the ledger as it was, byte for byte.
"""

import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

from tests.support.cli import Done, Settle


@dataclass(frozen=True)
class Command:
    """One command line and what is expected of it; ``shape`` is JSON, None where none is expected."""

    number: int
    line: str
    status: int
    printed: str | None
    shape: Any

    @property
    def words(self) -> list[str]:
        """The line as the shell divides it, ``settle`` first."""
        return shlex.split(self.line)


@dataclass(frozen=True)
class File:
    """A file that the following commands read."""

    name: str
    content: str


@dataclass(frozen=True)
class Day:
    """The day on which the following commands run."""

    day: str


Step = Command | File | Day


def steps_of(text: str) -> Iterator[Step]:
    """What a script does, in its order; raises ValueError for a line that means nothing."""
    lines = iter(enumerate(text.splitlines(), start=1))
    for number, line in lines:
        mark, _, rest = line.partition(" ")
        if mark == "@":
            yield Day(rest.split()[0])
        elif mark == ">":
            content = [row for _, row in takewhile(lambda numbered: numbered[1] != "<", lines)]
            yield File(rest, "".join(f"{row}\n" for row in content))
        elif mark == "$":
            yield _command(number, rest, [row for _, row in takewhile(lambda numbered: numbered[1], lines)])
        elif line and not line.startswith("#"):
            raise ValueError(f"line {number}: {line}")


def play(text: str, settle: Settle, folder: Path) -> None:
    """Run a script; the first thing that is not as expected fails the test with its line."""
    for step in steps_of(text):
        perform(step, settle, folder)


def perform(step: Step, settle: Settle, folder: Path) -> None:
    """Do one step of a script."""
    if isinstance(step, Day):
        settle.today = step.day
    elif isinstance(step, File):
        (folder / step.name).write_text(step.content, encoding="utf-8")
    else:
        _run(step, settle)


def difference(expected: Any, actual: Any, place: str = "$") -> str | None:
    """Where the actual value does not hold the expected one, or None: objects in part, lists whole."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        missing = [key for key in expected if key not in actual]
        if missing:
            return f"{place} has no {missing}"
        pairs = [(f"{place}.{key}", value, actual[key]) for key, value in expected.items()]
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        pairs = [(f"{place}[{n}]", *both) for n, both in enumerate(zip(expected, actual, strict=True))]
    else:
        same = expected == actual and type(expected) is type(actual)
        return None if same else f"{place} is {actual!r}, not {expected!r}"
    return next((found for at, a, b in pairs if (found := difference(a, b, at))), None)


def _command(number: int, line: str, rows: list[str]) -> Command:
    status, printed, shape = 0, [], []
    for row in rows:
        if row.startswith("! exit "):
            status = int(row.removeprefix("! exit "))
        elif row.startswith("|"):
            printed.append(row[2:] + "\n")
        elif not row.startswith("#"):
            shape.append(row)
    return Command(
        number=number,
        line=line,
        status=status,
        printed="".join(printed) if printed else None,
        shape=json.loads("\n".join(shape)) if shape else None,
    )


def _run(command: Command, settle: Settle) -> None:
    program, *arguments = command.words
    assert program == "settle"
    before = settle.ledger.read_bytes() if settle.ledger.exists() else b""
    where = f"line {command.number}: $ {command.line}"
    done = settle(*(["--json"] if command.shape is not None else []), *arguments)
    assert done.status == command.status, f"{where}\n{done.out}{done.err}"
    if command.shape is not None:
        found = difference(command.shape, done.json)
        assert found is None, f"{where}\n{found}\n{done.out}"
    if command.printed is not None:
        assert _printed(done) == command.printed, f"{where}\n{_printed(done)}"
    if done.status:
        assert (settle.ledger.read_bytes() if settle.ledger.exists() else b"") == before, where


def _printed(done: Done) -> str:
    return done.err if done.status else done.out
