"""Playing the console examples of a document, so that what it shows is what the program prints.

A document is played from top to bottom in an empty folder:

    ```toml NAME, ```csv NAME      a file of the folder; all of them are written before the first command
    ```console                     commands behind ``$ ``, each with what it prints; ``……`` stands for lines left out
    <!-- 演示：settle … -->        a command between the examples, which the reader does not see
    <!-- 演示：日期 2019-04-12 --> the day from there on

``python -m tests.support.transcripts FILE`` writes what the program prints now into the document.
"""

import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import chdir
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.support.cli import PREPARER, Done, Settle

LEFT_OUT = "……"
# What differs from run to run, and what stands for it in a document.
_CHANGING = (
    (re.compile(r"\b[0-9a-f]{16}\b"), "0123456789abcdef"),
    (re.compile(r"\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ"), "2019-01-02T03:04:05Z"),
)
_FILE = re.compile(r"```(?:toml|csv) (?P<name>\S+)")
_HIDDEN = re.compile(r"<!-- 演示：(?P<what>.*) -->")
_PROMPT = "$ settle "


@dataclass
class Step:
    """One command of a document: where it stands, what is shown as its output (None where it is hidden)."""

    arguments: Sequence[str]
    day: str
    line: int
    shown: list[str] | None = None


@dataclass
class Transcript:
    """A document's files and commands."""

    files: dict[str, str] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)


def transcript_of(text: str, day: str = "2019-01-02") -> Transcript:
    """Read a document; ``day`` is today until the document names another."""
    found = Transcript()
    lines = iter(enumerate(text.splitlines()))
    for number, line in lines:
        if file := _FILE.fullmatch(line):
            found.files[file["name"]] = "\n".join([*(body for _, body in _until_fence(lines)), ""])
        elif hidden := _HIDDEN.fullmatch(line):
            kind, _, rest = hidden["what"].partition(" ")
            if kind == "日期":
                day = rest
            else:
                found.steps.append(Step(shlex.split(rest), day, number))
        elif line == "```console":
            for place, body in _until_fence(lines):
                if body.startswith(_PROMPT):
                    found.steps.append(Step(shlex.split(body.removeprefix(_PROMPT)), day, place, []))
                else:
                    shown = found.steps[-1].shown
                    assert shown is not None, f"line {place + 1}: output without a command"
                    shown.append(body)
    return found


def play(transcript: Transcript, folder: Path, *options: str) -> Iterator[tuple[Step, Done]]:
    """Run every command in the folder, with these options before each; yields what each did.

    Where the program prints a whole path, the folder is left out, as it is in the document.
    """
    for name, text in transcript.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    with chdir(folder):
        for step in transcript.steps:
            settle = Settle(Path("12333.settlement"), today=step.day, by=PREPARER)
            done = settle(*options, *step.arguments)
            yield step, replace(done, out=done.out.replace(f"{folder}{os.sep}", ""))


def printed(step: Step, done: Done) -> list[str]:
    """The lines of both outputs, cut where the document cuts them."""
    text = done.out + done.err
    for pattern, stand_in in _CHANGING:
        text = pattern.sub(stand_in, text)
    lines = [line.rstrip() for line in text.splitlines()]
    if step.shown is None or LEFT_OUT not in step.shown:
        return lines
    head = step.shown.index(LEFT_OUT)
    tail = len(step.shown) - head - 1
    return [*lines[:head], LEFT_OUT, *lines[len(lines) - tail :]]


def _until_fence(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for number, line in lines:
        if line == "```":
            return
        yield number, line


def _rewritten(text: str) -> str:
    """The document with what the program prints now."""
    lines: list[str | None] = list(text.splitlines())
    with tempfile.TemporaryDirectory() as folder:
        for step, done in play(transcript_of(text), Path(folder)):
            if step.shown is None:
                continue
            command, start = lines[step.line], step.line + 1
            lines[start : start + len(step.shown)] = [None] * len(step.shown)
            lines[step.line] = "\n".join([command or "", *printed(step, done)])
    return "\n".join(line for line in lines if line is not None) + "\n"


if __name__ == "__main__":
    os.environ.pop("SETTLEMENT_LEDGER", None)
    document = Path(sys.argv[1])
    document.write_text(_rewritten(document.read_text(encoding="utf-8")), encoding="utf-8")
