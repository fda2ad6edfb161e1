"""Breaking a text into lines: between any two Chinese characters, never inside a number or a word that fits a line."""

import re
from collections.abc import Iterator

from settlement_app.documents.faces import REGULAR, width

_PIECES = re.compile(r"[0-9A-Za-z.,:%/+\-]+|.", re.DOTALL)
_NOT_FIRST = "，。、；：？！）》」』”’…％%,.;:?!)]}"
_NOT_LAST = "（《「『“‘([{￥≤≥<>=≈"


def wrap(text: str, size: float, room: float, face: str = REGULAR) -> list[str]:
    """The lines of a text, at least one; a piece that is wider than the room is broken where the room ends."""
    return [line for part in text.split("\n") for line in _wrap_part(part, size, room, face)]


def fitting_size(text: str, size: float, room: float, face: str = REGULAR) -> float:
    """The size at which the text fits into one line: the given one, or a smaller one."""
    needed = width(text, size, face)
    return size if needed <= room else size * room / needed


def _wrap_part(text: str, size: float, room: float, face: str) -> Iterator[str]:
    if width(text, size, face) <= room:
        yield text
        return
    line, length = "", 0.0
    for piece in _pieces(text, size, room, face):
        advance = width(piece, size, face)
        if line and length + advance > room:
            yield line.rstrip()
            line, length = "", 0.0
            piece = piece.lstrip()
            advance = width(piece, size, face)
        line += piece
        length += advance
    yield line


def _pieces(text: str, size: float, room: float, face: str) -> Iterator[str]:
    """What must stay on one line: a word, or a character with the marks that cling to it."""
    held = ""
    for piece in _PIECES.findall(text):
        clings = bool(held) and (held[-1] in _NOT_LAST or piece[0] in _NOT_FIRST)
        if not clings or width(held + piece, size, face) > room:
            yield held
            held = ""
        if width(piece, size, face) > room:
            yield from piece
        else:
            held += piece
    yield held
