"""What must hold of any laid out page: nothing outside the margins, no text on another, none across a line."""

from collections.abc import Iterator

from settlement_app.documents.faces import width
from settlement_app.documents.pages import MARGIN, Flow, Line, Page, Text

_ABOVE, _BELOW = 0.72, 0.12
_SLACK = 0.3
_SMALLEST = 5

Box = tuple[float, float, float, float]


def box_of(text: Text) -> Box:
    """The left, upper, right and lower edge of a text's ink, near enough."""
    right = text.x + width(text.text, text.size, text.face)
    return text.x, text.y - text.size * _ABOVE, right, text.y + text.size * _BELOW


def faults(flow: Flow) -> list[str]:
    """Everything on the pages that a reader would call a fault."""
    found = []
    for number, page in enumerate(flow.pages, start=1):
        found += [f"page {number}: {fault}" for fault in _faults(flow, page)]
    return found


def _faults(flow: Flow, page: Page) -> Iterator[str]:
    texts = [mark for mark in page.marks if isinstance(mark, Text)]
    boxes = [(mark.text, box_of(mark)) for mark in texts]
    yield from (f"too small to read: {mark.text}" for mark in texts if mark.size < _SMALLEST)
    for text, (left, top, right, bottom) in boxes:
        if left < MARGIN - _SLACK or right > flow.size[0] - MARGIN + _SLACK:
            yield f"beside the margin: {text}"
        if top < MARGIN - _SLACK or bottom > flow.size[1] - MARGIN + 2:
            yield f"above or below the margin: {text}"
    boxes.sort(key=lambda entry: entry[1][1])
    for place, (one, first) in enumerate(boxes):
        for other, second in boxes[place + 1 :]:
            if second[1] > first[3]:
                break
            if _overlap(first, second):
                yield f"on each other: {one} / {other}"
    lines = [mark for mark in page.marks if isinstance(mark, Line)]
    for text, box in boxes:
        if any(_crosses(line, box) for line in lines):
            yield f"a line through: {text}"


def _overlap(first: Box, second: Box) -> bool:
    return (
        min(first[2], second[2]) - max(first[0], second[0]) > _SLACK
        and min(first[3], second[3]) - max(first[1], second[1]) > _SLACK
    )


def _crosses(line: Line, box: Box) -> bool:
    left, top, right, bottom = box
    if line.x == line.to_x:
        across = left + _SLACK < line.x < right - _SLACK
        return across and line.y < bottom - _SLACK and line.to_y > top + _SLACK
    return top + _SLACK < line.y < bottom - _SLACK and line.x < right and line.to_x > left
