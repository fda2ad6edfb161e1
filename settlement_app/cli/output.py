"""What a command prints: one JSON value, or Chinese text; messages go to standard error."""

import io
import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

_AMOUNT = re.compile(r"(-?[0-9,]+(\.[0-9]+)?(（暂估）)?|未定)?")


def use_utf8() -> None:
    """Print UTF-8 whatever the system's code page is; what cannot be printed never stops a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def give_up() -> None:
    """Write no more to standard output, or Python would complain once more as it shuts down."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def value(shape: Any) -> None:
    """Print one JSON value."""
    click.echo(json.dumps(shape, ensure_ascii=False, indent=2))


def text(*lines: str) -> None:
    """Print lines of text."""
    for line in lines:
        click.echo(line)


def messages(warnings: Iterable[str]) -> None:
    """Print warnings to standard error."""
    for warning in warnings:
        click.echo(f"注意：{warning}", err=True)


def failure(code: str, message: str, details: Sequence[str], as_json: bool) -> None:
    """Print why a command failed: in words on standard error, and as JSON on standard output where asked for."""
    if as_json:
        value({"error": {"code": code, "message": message, "details": list(details)}})
    for line in (*(() if message in details else (message,)), *details):
        click.echo(line if code == "usage" else f"错误：{line}", err=True)


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table whose columns line up, a Chinese character counting as two; amounts stand flush right."""
    from tabulate import tabulate

    filled = [[_cell(cell) for cell in row] for row in rows]
    columns = [[row[number] for row in filled] for number in range(len(heads))]
    right = [any(column) and all(_is_amount(cell) for cell in column) for column in columns]
    align = ["right" if flush else "left" for flush in right]
    drawn = tabulate(
        filled, heads, tablefmt="simple", disable_numparse=True, colalign=align if filled else None
    )
    text(*(line.rstrip() for line in drawn.splitlines()))


def _cell(cell: object) -> str:
    return "" if cell is None else str(cell).replace("\n", " ")


def _is_amount(cell: str) -> bool:
    return _AMOUNT.fullmatch(cell) is not None
