"""The columns of a table: how wide each is, and how large the type of the amounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from settlement_app.documents.faces import BOLD, width
from settlement_app.documents.wrapping import fitting_size

PADDING = 3.0
_LEAST_TEXT = 0.8
"""So much of its share a column of texts keeps where amounts need more room: texts wrap, amounts do not."""
_LEAST_HEAD = 2
"""So many characters of its head a column of amounts always has room for."""
_SHORT = 1.5
"""Amounts of no more than so many times that width stay whole where longer ones have to shrink."""
_LINES = 4
"""A text that takes more lines than these is given what amounts can spare."""

Align = Literal["left", "right", "centre"]
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its share of the width, and where its cells stand; ``right`` is for amounts."""

    head: str
    share: float
    align: Align = "left"


def column_widths(room: float, columns: Sequence[Column], rows: Rows, size: float) -> list[float]:
    """The columns' widths: by their shares, but where one needs more it is taken where it can be spared."""
    shares = sum(column.share for column in columns)
    own = [room * column.share / shares for column in columns]
    amounts = [number for number, column in enumerate(columns) if column.align == "right"]
    needs = {n: _longest([row[n] for row in rows], size) for n in amounts}
    heads = {n: _longest([columns[n].head[:_LEAST_HEAD]], size) for n in amounts}
    least = {n: max(needs[n], heads[n]) for n in amounts}
    lack = sum(max(least[n] - own[n], 0) for n in amounts)
    if not lack:
        return _with_room_for_texts(own, columns, rows, size, least)
    kept = [least.get(n, width * _LEAST_TEXT) for n, width in enumerate(own)]
    spare = sum(max(has - keeps, 0) for has, keeps in zip(own, kept, strict=True))
    if lack > spare:
        return _sharing(room, kept, needs, heads)
    return [keeps + max(has - keeps, 0) * (1 - lack / spare) for has, keeps in zip(own, kept, strict=True)]


def type_sizes(columns: Sequence[Column], widths: Sequence[float], rows: Rows, size: float) -> list[float]:
    """The size of each column's type: smaller for all amounts of the table where one of them would not fit."""
    amounts = [number for number, column in enumerate(columns) if column.align == "right"]
    fitting = [fitting_size(row[n], size, widths[n] - 2 * PADDING, BOLD) for row in rows for n in amounts]
    smallest = min(fitting, default=size)
    return [smallest if number in amounts else size for number in range(len(columns))]


def _longest(cells: Sequence[str], size: float) -> float:
    """The width that the longest of these takes on one line, in bold as a total is."""
    return max((width(text, size, BOLD) for text in cells), default=0) + 2 * PADDING


def _sharing(
    room: float, kept: Sequence[float], needs: dict[int, float], heads: dict[int, float]
) -> list[float]:
    """Amounts that do not fit: each falls short by the same part of what it needs, but short ones stay whole."""
    long = {number for number in needs if needs[number] > _SHORT * heads[number]}
    left = room - sum(width for number, width in enumerate(kept) if number not in long)
    scale = left / sum(needs[number] for number in long)
    return [needs[number] * scale if number in long else width for number, width in enumerate(kept)]


def _with_room_for_texts(
    own: list[float], columns: Sequence[Column], rows: Rows, size: float, least: dict[int, float]
) -> list[float]:
    """Widths that fit the amounts; long texts get what amounts and their heads do not need."""
    long = [
        number
        for number, column in enumerate(columns)
        if column.align == "left"
        and any(width(part, size) > _LINES * own[number] for row in rows for part in row[number].split("\n"))
    ]
    if not long or not least:
        return own
    widths = list(own)
    for number, needed in least.items():
        widths[number] = min(own[number], max(needed, _longest([columns[number].head], size)))
    freed = sum(own) - sum(widths)
    for number in long:
        widths[number] += freed * own[number] / sum(own[n] for n in long)
    return widths
