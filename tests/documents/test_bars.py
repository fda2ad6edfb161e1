"""The picture of the budget's execution: its lengths, and that nobody turns a page for it."""

import pytest

from settlement_app.documents.bars import Bar, draw_bars
from settlement_app.documents.pages import A4, Flow, Line, Text
from tests.support.tables import table

# fmt: off
BARS = table(
    # used  taken  whole   used of 1000   strokes
    ("half",       50,    0,   100,  500,  False),
    ("all",       100,    0,   100, 1000,  False),
    ("none",        0,    0,   100,    0,  False),
    ("beyond",    150,   20,   100, 1000,  False),
    ("negative",  -50,    0,   100,    0,  False),
    ("taken",      50,   30,   100,  500,  True),
    ("no_budget",   0,    0,     0,    0,  False),
)
# fmt: on


@pytest.mark.parametrize(("used", "taken", "whole", "length", "strokes"), BARS)
def test_a_bar_is_as_long_as_what_was_used(
    used: int, taken: int, whole: int, length: int, strokes: bool
) -> None:
    flow = Flow(A4)
    draw_bars(flow, "预算执行", [Bar("税金", used, taken, whole, "1%")])
    lines = [mark for mark in flow.page.marks if isinstance(mark, Line)]
    frame = max(line.to_x - line.x for line in lines if line.y == line.to_y)
    thick = [line for line in lines if line.thickness > 1]
    assert [round((line.to_x - line.x) * 1000 / frame) for line in thick] == ([length] if length else [])
    upright = [line for line in lines if line.x == line.to_x]
    assert (len(upright) > 2) == strokes, "two stand for the frame"
    assert [mark.text for mark in flow.page.marks if isinstance(mark, Text)] == ["预算执行", "税金", "1%"]


def test_without_room_it_is_left_out() -> None:
    flow = Flow(A4)
    flow.y = flow.bottom - 10
    draw_bars(flow, "预算执行", [Bar("税金", 1, 0, 1, "100%")])
    assert len(flow.pages) == 1
    assert flow.page.marks == []
