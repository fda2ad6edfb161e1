"""Headings within a paper: never left alone at the foot of a page."""

from settlement_app.documents.faces import BOLD
from settlement_app.documents.pages import MILLIMETRE, Flow
from settlement_app.documents.wrapping import wrap

_SIZE = 10.5
_LEADING = 1.5
_ABOVE, _BELOW = 3 * MILLIMETRE, 0.8 * MILLIMETRE


def heading_height(flow: Flow, text: str) -> float:
    """What a heading takes, with the room above and below it."""
    return _ABOVE + len(wrap(text, _SIZE, flow.room, BOLD)) * _SIZE * _LEADING + _BELOW


def heading(flow: Flow, text: str, *, following: float = 12 * MILLIMETRE) -> None:
    """A heading in bold, on one page with so much of what follows it."""
    flow.keep(heading_height(flow, text) + following)
    flow.skip(_ABOVE)
    for line in wrap(text, _SIZE, flow.room, BOLD):
        flow.y += _SIZE * _LEADING
        flow.text(flow.left, flow.y - _SIZE * 0.3, line, _SIZE, bold=True)
    flow.y += _BELOW
