"""What papers are put together from: title, fields, paragraphs, the amount in words and figures, signatures."""

from collections.abc import Iterable, Sequence

from settlement_app.documents.columns import PADDING, Column
from settlement_app.documents.faces import BOLD, width
from settlement_app.documents.pages import MILLIMETRE, RULE, Figure, Flow, Text
from settlement_app.documents.table import SIZE, draw_table
from settlement_app.documents.wrapping import fitting_size, wrap
from settlement_app.domain.money import format_amount
from settlement_app.domain.signatures import SignatureBlock

BODY, SMALL = 9.0, 8.0
_TITLE, _SUBTITLE = 18.0, 10.5
_LEADING = 1.5
_SIGNATURE_HEIGHT = 16 * MILLIMETRE
_PARTY_WIDTH = 16 * MILLIMETRE
QR_SIDE = 20 * MILLIMETRE
BLANK = "＿＿"
_DATE = "        年      月      日"
_SEAL = "\n" * 4
"""Room to sign and to set a seal in."""

_FIGURES = (Column("", 32), Column("", 18, "right"), Column("", 32), Column("", 18, "right"))
_RECEIPT = (Column("", 10), Column("", 40), Column("", 10), Column("", 40))


def title(flow: Flow, above: str, name: str) -> None:
    """The paper's name in large type, with whose paper it is above it; the right edge is kept for the QR code."""
    room = flow.room - 2 * QR_SIDE - 4 * MILLIMETRE
    middle = flow.left + flow.room / 2
    for line in wrap(above, _SUBTITLE, room):
        flow.y += _SUBTITLE * _LEADING
        flow.text_centred(middle, flow.y, line, _SUBTITLE)
    flow.y += _TITLE * 1.6
    flow.text_centred(middle, flow.y, name, fitting_size(name, _TITLE, room, BOLD), bold=True)
    flow.y += 5 * MILLIMETRE


def line_of(flow: Flow, left: str, middle: str, right: str) -> None:
    """Three short texts on one line: left, middle, right; one below the other where they are long."""
    if any(width(text, SMALL) > flow.room / 3 for text in (left, middle, right)):
        paragraphs(flow, (left, middle, right), size=SMALL)
    else:
        flow.y += SMALL * _LEADING
        flow.page.marks += three_texts(flow, flow.y, left, middle, right)
    flow.y += 1.6 * MILLIMETRE


def three_texts(flow: Flow, baseline: float, *texts: str) -> list[Text]:
    """Three texts that share one line, each shrunk to two fifths of it where it is long."""
    marks = []
    for place, text in enumerate(texts):
        size = fitting_size(text, SMALL, flow.room * 0.4)
        free = flow.room - width(text, size)
        marks.append(Text(flow.left + free * place / 2, baseline, text, size))
    return [mark for mark in marks if mark.text]


def fields(flow: Flow, pairs: Sequence[tuple[str, str]], *, columns: int = 2) -> None:
    """Labels with their values, so many pairs side by side; an empty value is a place to write on."""
    label = max(width(name, SIZE) for name, _ in pairs) + 2 * PADDING + 1
    shape = [Column("", label), Column("", flow.room / columns - label)] * columns
    filled = [*pairs, *[("", "")] * (-len(pairs) % columns)]
    rows = [
        [text for pair in filled[start : start + columns] for text in pair]
        for start in range(0, len(filled), columns)
    ]
    draw_table(flow, shape, rows, headed=False)


def figures(flow: Flow, pairs: Sequence[tuple[str, str]], *, title: str = "") -> None:
    """Labels with their amounts, two a line, kept on one page."""
    filled = [*pairs, *[("", "")] * (len(pairs) % 2)]
    rows = [(*filled[start], *filled[start + 1]) for start in range(0, len(filled), 2)]
    draw_table(flow, _FIGURES, rows, title=title, headed=False, whole=True)


def receipt(flow: Flow, client: str, vendor: str) -> None:
    """The foot of a notice to the vendor: who sends it, who received it, and when."""
    flow.skip(3 * MILLIMETRE)
    rows = [
        ("通知单位", f"{client}\n（盖章）{_SEAL}", "签收单位", f"{vendor}\n（签收人签字、盖章）{_SEAL}"),
        ("送达日期", _DATE, "签收日期", _DATE),
    ]
    draw_table(flow, _RECEIPT, rows, headed=False, whole=True)


def paragraph(flow: Flow, text: str, *, size: float = BODY, indent: float = 0) -> None:
    """A text over as many lines and pages as it needs."""
    for line in wrap(text, size, flow.room - indent):
        flow.keep(size * _LEADING)
        flow.y += size * _LEADING
        flow.text(flow.left + indent, flow.y - size * 0.3, line, size)


def letter_paragraph(flow: Flow, text: str) -> None:
    """A paragraph of a letter, its first line two characters in."""
    paragraph(flow, f"　　{text}")


def paragraphs(flow: Flow, texts: Iterable[str], *, size: float = BODY, indent: float = 0) -> None:
    """Several texts, each beginning a line."""
    for text in texts:
        paragraph(flow, text, size=size, indent=indent)


def remarks(flow: Flow, texts: Sequence[str]) -> None:
    """备注: one text on its line, several numbered below it; without any, room to write one."""
    if len(texts) == 1:
        paragraph(flow, f"备注：{texts[0]}")
        return
    paragraph(flow, "备注：")
    paragraphs(flow, (f"{number}. {text}" for number, text in enumerate(texts, start=1)), indent=9)


def undone(flow: Flow, text: str) -> None:
    """备注 of a paper that has no other: how it was undone, if it was."""
    if text:
        flow.skip(4)
        paragraph(flow, f"备注：{text}")


def amount_line(flow: Flow, label: str, words: str, fen: int, *, link: str = "") -> None:
    """An amount in words and in figures (分), with no gap after their marks that could be filled in.

    ``link`` tells the figure apart on the screen.
    """
    in_words, figures = f"{label}人民币（大写）{words}", Figure(f"￥{format_amount(fen)}", link)
    size, padding, height = 10.5, 4.0, 9 * MILLIMETRE
    flow.keep(height)
    left, right, split = flow.left, flow.left + flow.room, flow.left + flow.room * 0.7
    baseline = flow.y + height / 2 + size * 0.36
    room = split - left - 2 * padding
    flow.text(left + padding, baseline, in_words, fitting_size(in_words, size, room, BOLD), bold=True)
    room = right - split - 2 * padding
    flow.text_right(right - padding, baseline, figures, fitting_size(figures, size, room, BOLD), bold=True)
    for y in (flow.y, flow.y + height):
        flow.line(left, y, right, y, RULE)
    for x, thickness in ((left, RULE), (right, RULE), (split, 0.4)):
        flow.line(x, flow.y, x, flow.y + height, thickness)
    flow.y += height


def signatures(flow: Flow, blocks: Sequence[SignatureBlock]) -> None:
    """A row of places to sign for each party, kept together on one page."""
    flow.skip(3 * MILLIMETRE)
    flow.keep(len(blocks) * _SIGNATURE_HEIGHT)
    for block in blocks:
        _signature_row(flow, block)


def _signature_row(flow: Flow, block: SignatureBlock) -> None:
    left, right, top = flow.left, flow.left + flow.room, flow.y
    bottom = top + _SIGNATURE_HEIGHT
    lines = wrap(block.party, BODY, _PARTY_WIDTH - 4)
    baseline = top + (_SIGNATURE_HEIGHT - len(lines) * BODY * 1.3) / 2 + BODY
    for line in lines:
        flow.text_centred(left + _PARTY_WIDTH / 2, baseline, line, BODY)
        baseline += BODY * 1.3
    each = (flow.room - _PARTY_WIDTH) / max(len(block.labels), 1)
    for number, label in enumerate(block.labels):
        x = left + _PARTY_WIDTH + number * each
        flow.line(x, top, x, bottom)
        flow.text(x + 3, top + SMALL * 1.4, label, fitting_size(label, SMALL, each - 6))
        date = "年    月    日"
        flow.text_right(x + each - 4, bottom - 4, date, fitting_size(date, SMALL, each - 8))
    for y in (top, bottom):
        flow.line(left, y, right, y, RULE)
    for x in (left, right):
        flow.line(x, top, x, bottom, RULE)
    flow.y = bottom
