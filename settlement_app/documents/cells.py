"""A laid out page read back as rows of cells, as a spreadsheet takes them from the clipboard."""

from bisect import bisect_right
from collections import defaultdict

from settlement_app.documents.pages import Line, Page, Text

_TOUCHING = 0.5
"""Marks so close to each other (points) stand on one line."""


def cells_of(page: Page) -> list[list[str]]:
    """The page's rows from top to bottom: what upright lines stand around is a cell, other texts of a line one each.

    Lines of text that share a cell are joined; cells without a text are empty.
    """
    lines = [mark for mark in page.marks if isinstance(mark, Line)]
    uprights = [line for line in lines if line.x == line.to_x]
    levels = sorted({line.y for line in lines if line.y == line.to_y})
    rows: dict[float, dict[int, str]] = defaultdict(dict)
    for text in sorted((mark for mark in page.marks if isinstance(mark, Text)), key=lambda mark: mark.y):
        edges = sorted({line.x for line in uprights if line.y < text.y < line.to_y})
        if edges:
            row = rows[levels[bisect_right(levels, text.y) - 1]]
            column = bisect_right(edges, text.x + _TOUCHING) - 1
            row.update({empty: "" for empty in range(len(edges) - 1) if empty not in row})
            row[column] += text.text
        else:
            beside = next((y for y in rows if abs(y - text.y) < _TOUCHING), text.y)
            rows[beside][round(text.x)] = text.text
    return [[cells[place] for place in sorted(cells)] for _, cells in sorted(rows.items())]
