"""A picture for paper: for each name how much of a whole was used and how much was taken off, black and white."""

from collections.abc import Sequence
from dataclasses import dataclass

from settlement_app.documents.pages import HAIRLINE, Flow
from settlement_app.documents.wrapping import fitting_size

_SIZE = 7.0
_ROW, _HEIGHT = 9.0, 5.0
_GAP = 5.0
_COLUMNS = 2
_NAME, _VALUE = 0.28, 0.13
"""The room for the names and for the values, as parts of a column's width."""
_HATCH = 2.0
"""The distance of the strokes that stand for what was taken off."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: so much (分) of ``whole`` was used, ``taken`` more was taken off; ``value`` stands at its end."""

    name: str
    used: int
    taken: int
    whole: int
    value: str


def draw_bars(flow: Flow, title: str, bars: Sequence[Bar]) -> None:
    """Draw the bars in two columns under their title, where the page has room left: nobody turns a page for them."""
    rows = -(-len(bars) // _COLUMNS)
    if not flow.fits(_ROW * (rows + 1.5)):
        return
    flow.y += _ROW
    flow.text(flow.left, flow.y, title, _SIZE)
    flow.y += _ROW / 2
    for number, bar in enumerate(bars):
        column, row = divmod(number, rows)
        _draw(flow, bar, flow.left + column * flow.room / _COLUMNS, flow.y + row * _ROW)
    flow.y += rows * _ROW


def _draw(flow: Flow, bar: Bar, left: float, top: float) -> None:
    room = flow.room / _COLUMNS
    start, length, foot = left + room * _NAME, room * (1 - _NAME - _VALUE), top + _HEIGHT
    name_size = fitting_size(bar.name, _SIZE, room * _NAME - _GAP)
    flow.text(left, foot, bar.name, name_size)
    for y in (top, foot):
        flow.line(start, y, start + length, y)
    for x in (start, start + length):
        flow.line(x, top, x, foot)
    used, taken = _lengths(bar, length)
    if used:
        flow.line(start, top + _HEIGHT / 2, start + used, top + _HEIGHT / 2, _HEIGHT)
    for stroke in range(1, int(taken / _HATCH) + 1):
        x = start + used + stroke * _HATCH
        flow.line(x, top, x, foot, HAIRLINE)
    flow.text(start + length + _GAP, foot, bar.value, _SIZE)


def _lengths(bar: Bar, length: float) -> tuple[float, float]:
    """How long the two parts are drawn, never beyond the bar's end."""
    whole = max(bar.whole, 1)
    used = min(max(bar.used, 0), whole) * length / whole
    return used, min(max(bar.taken, 0) * length / whole, length - used)
