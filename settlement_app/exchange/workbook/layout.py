"""How wide the columns of a sheet are, and how high its rows; a Chinese character is as wide as two figures."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from settlement_app.exchange.workbook.cells import Cell, Formula, Sheet

_NARROWEST, _WIDEST, _MARGIN = 8, 36, 2
_DATE, _FORMULA = 10, 14
_LINE_POINTS = 15
_SUM_GROWS_BY = 2
"""A sum may need a figure and a comma more than what it adds up."""


def column_widths(sheet: Sheet) -> list[int]:
    """The width of each column in characters; titles run on to the right and do not count."""
    widths: list[int] = []
    for row in sheet.rows:
        for column, cell in enumerate(row):
            if column == len(widths):
                widths.append(_NARROWEST)
            widths[column] = max(widths[column], min(_width(cell), _WIDEST) + _MARGIN)
    return widths


def row_heights(sheet: Sheet, widths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The rows that need more than one line, with their height in points: not every program finds it by itself."""
    for number, row in enumerate(sheet.rows, start=1):
        lines = max((_lines(cell, width) for cell, width in zip(row, widths, strict=False)), default=1)
        if lines > 1:
            yield number, lines * _LINE_POINTS


def _lines(cell: Cell, width: int) -> int:
    if cell.style not in ("text", "head") or not isinstance(cell.value, str):
        return 1
    room = width - _MARGIN
    return sum(max(1, -(-_text_width(line) // room)) for line in cell.value.split("\n"))


def _width(cell: Cell) -> int:
    value = cell.value
    if cell.style in ("title", "note") or value is None:
        return 0
    if isinstance(value, Formula):
        return _FORMULA
    if isinstance(value, Decimal):
        mark = 2 * len("（暂估）") if cell.style == "estimate" else 0
        return len(f"{value:,.2f}") + _SUM_GROWS_BY + mark
    return _DATE if isinstance(value, date) else _text_width(value)


def _text_width(text: str) -> int:
    from wcwidth import wcswidth

    # -1 where a control character has no width of its own
    return max(max(wcswidth(line), len(line)) for line in text.split("\n"))
