"""Tables: rows stay whole, headings are repeated, long texts wrap, long amounts shrink before they overflow."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from settlement_app.documents.columns import PADDING, Align, Column, column_widths, type_sizes
from settlement_app.documents.faces import BOLD, REGULAR
from settlement_app.documents.headings import heading, heading_height
from settlement_app.documents.pages import HAIRLINE, RULE, Flow
from settlement_app.documents.wrapping import wrap

SIZE = 8.5
_LEADING = 1.45
_ASCENT = 0.88


@dataclass(frozen=True, slots=True)
class _Cell:
    lines: tuple[str, ...]
    size: float
    align: Align


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[_Cell, ...]
    height: float
    bold: bool


def draw_table(
    flow: Flow,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    total: Sequence[str] = (),
    title: str = "",
    size: float = SIZE,
    headed: bool = True,
    whole: bool = False,
) -> None:
    """Draw a table across the page; ``total`` is a last row in bold that stays with the row before it.

    ``title`` stands above it, never without the first row. A ``whole`` table stands on one page if it fits on any.
    """
    cells = [*rows, total] if total else rows
    widths = column_widths(flow.room, columns, cells, size)
    head = None
    if headed:
        centred = [Column("", column.share, "centre") for column in columns]
        head = _laid(centred, widths, [size] * len(columns), [column.head for column in columns], bold=True)
    sizes = type_sizes(columns, widths, cells, size)
    laid = [_laid(columns, widths, sizes, row) for row in rows]
    if total:
        laid.append(_laid(columns, widths, sizes, total, bold=True))
    room = flow.full_height - (head.height if head else 0) - (heading_height(flow, title) if title else 0)
    parts = [part for row in laid for part in _parts(row, room, size)]
    _draw(flow, widths, head, _groups(parts, room, has_total=bool(total), whole=whole), title)


def _laid(
    columns: Sequence[Column],
    widths: Sequence[float],
    sizes: Sequence[float],
    cells: Sequence[str],
    *,
    bold: bool = False,
) -> _Row:
    face = BOLD if bold else REGULAR
    laid = []
    for column, width, size, text in zip(columns, widths, sizes, cells, strict=True):
        lines = (text,) if column.align == "right" else wrap(text, size, width - 2 * PADDING, face)
        laid.append(_Cell(tuple(lines), size, column.align))
    return _Row(tuple(laid), _height(max(len(cell.lines) for cell in laid), max(sizes)), bold)


def _height(lines: int, size: float) -> float:
    return lines * size * _LEADING + 2 * PADDING


def _parts(row: _Row, room: float, size: float) -> list[_Row]:
    """The row itself; one that is taller than a whole page is cut, for it can stand on none."""
    if row.height <= room:
        return [row]
    most = int((room - 2 * PADDING) / (size * _LEADING))
    count = max(len(cell.lines) for cell in row.cells)
    parts = []
    for start in range(0, count, most):
        cells = tuple(replace(cell, lines=cell.lines[start : start + most] or ("",)) for cell in row.cells)
        parts.append(replace(row, cells=cells, height=_height(max(len(cell.lines) for cell in cells), size)))
    return parts


def _groups(rows: list[_Row], room: float, *, has_total: bool, whole: bool) -> list[list[_Row]]:
    """Rows that stay on one page: all of a whole table, else each by itself, the total with the row above it."""
    if whole and sum(row.height for row in rows) <= room:
        return [rows]
    groups = [[row] for row in rows]
    if has_total and len(rows) > 1 and rows[-2].height + rows[-1].height <= room:
        groups[-2:] = [rows[-2:]]
    return groups


def _draw(
    flow: Flow, widths: Sequence[float], head: _Row | None, groups: Sequence[Sequence[_Row]], title: str
) -> None:
    """Draw the rows on as many pages as they need, each page's part framed and under its own head."""
    first = (sum(row.height for row in groups[0]) if groups else 0) + (head.height if head else 0)
    if title:
        heading(flow, title, following=first)
    flow.keep(first)
    top = _begin(flow, widths, head)
    for group in groups:
        if not flow.fits(sum(row.height for row in group)):
            _frame(flow, widths, top)
            flow.new_page()
            top = _begin(flow, widths, head)
        for row in group:
            _draw_row(flow, widths, row)
    _frame(flow, widths, top)


def _begin(flow: Flow, widths: Sequence[float], head: _Row | None) -> float:
    """Draw the heading; returns where the table's part begins."""
    top = flow.y
    if head:
        _draw_row(flow, widths, head)
    return top


def _draw_row(flow: Flow, widths: Sequence[float], row: _Row) -> None:
    x = flow.left
    for width, cell in zip(widths, row.cells, strict=True):
        leading = cell.size * _LEADING
        free = row.height - len(cell.lines) * leading
        baseline = flow.y + free / 2 + (leading - cell.size) / 2 + cell.size * _ASCENT
        for line in cell.lines:
            if cell.align == "right":
                flow.text_right(x + width - PADDING, baseline, line, cell.size, bold=row.bold)
            elif cell.align == "centre":
                flow.text_centred(x + width / 2, baseline, line, cell.size, bold=row.bold)
            else:
                flow.text(x + PADDING, baseline, line, cell.size, bold=row.bold)
            baseline += leading
        x += width
    flow.y += row.height
    flow.line(flow.left, flow.y, flow.left + flow.room, flow.y, HAIRLINE)


def _frame(flow: Flow, widths: Sequence[float], top: float) -> None:
    """The upright lines between the columns and the heavier ones around."""
    right = flow.left + flow.room
    x = flow.left
    for width in widths[:-1]:
        x += width
        flow.line(x, top, x, flow.y)
    for edge in (flow.left, right):
        flow.line(edge, top, edge, flow.y, RULE)
    for edge in (top, flow.y):
        flow.line(flow.left, edge, right, edge, RULE)
