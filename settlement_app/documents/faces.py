"""The two embedded faces: loaded once, when the first paper is made, and what they cannot print."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from settlement_app.assets import asset
from settlement_app.domain.findings import Finding
from settlement_app.domain.papers.parts import labelled_texts

REGULAR, BOLD = "NotoSansSC", "NotoSansSC-Bold"
FILES = {REGULAR: "NotoSansSC-Regular.ttf", BOLD: "NotoSansSC-Bold.ttf"}
_EM = 1000
_MOST_TEXTS = 8192
_BEYOND_BMP = re.compile(r"<([0-9A-F]{5,6})>")


@cache
def widths(face: str) -> Mapping[int, int]:
    """The advance of each character of a face by its code point, in thousandths of the size; registers the face."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    _let_rare_characters_be_searched()
    font = TTFont(face, str(asset("fonts", FILES[face])))
    registerFont(font)
    outlines: Any = font.face
    outlines.get_table = cache(outlines.get_table)  # each file would copy all 8 MB of them to take a hundred
    advances: Mapping[int, int] = font.face.charWidths
    return advances


@cache
def _let_rare_characters_be_searched() -> None:
    """Mend how reportlab 5.1 maps characters beyond U+FFFF (𬱖) back to text: as UTF-16, not as five digits."""
    from reportlab.pdfbase import ttfonts

    plain = ttfonts.makeToUnicodeCMap

    def as_utf16(fontname: str, subset: Any) -> str:
        return _BEYOND_BMP.sub(lambda found: f"<{_utf16(int(found[1], 16))}>", plain(fontname, subset))

    ttfonts.makeToUnicodeCMap = as_utf16


def _utf16(code: int) -> str:
    return chr(code).encode("utf-16-be").hex().upper()


def width(text: str, size: float, face: str = REGULAR) -> float:
    """The length of a text in one line; every character must be one that the face holds."""
    return _advance(text, face) * size / _EM


@lru_cache(maxsize=_MOST_TEXTS)
def _advance(text: str, face: str) -> int:
    """The advance of a text; labels, names and pieces of words stand on every paper again."""
    advances = widths(face)
    return sum(map(advances.__getitem__, map(ord, text)))


@cache
def _printable() -> frozenset[str]:
    """Every character that both faces hold, and the line break, at which texts are divided."""
    return frozenset(map(chr, widths(REGULAR).keys() & widths(BOLD).keys())) | {"\n"}


def unprintable_findings(paper: Any) -> Iterator[Finding]:
    """A finding for each text of a paper that holds a character which the faces do not."""
    for label, text in labelled_texts(paper):
        yield from unprintable_text_findings(label, text)


def unprintable_text_findings(label: str, text: str) -> Iterator[Finding]:
    """A finding where a text holds a character which the faces do not."""
    printable = _printable()
    if not printable.issuperset(text):
        missing = next(mark for mark in text if mark not in printable)
        yield Finding(
            "unprintable",
            f"{label}“{_shown(text)}”中的字符 {_name(missing)} 打印不出来；请改写这段文字",
        )


def _shown(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"


def _name(mark: str) -> str:
    code = f"U+{ord(mark):04X}"
    return f"“{mark}”（{code}）" if mark.isprintable() else code
