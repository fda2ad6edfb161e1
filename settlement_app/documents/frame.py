"""What every page of every paper has around its text: names, page number, 校验码, the QR code on the first."""

from settlement_app.documents.blocks import QR_SIDE, SMALL, three_texts
from settlement_app.documents.faces import width
from settlement_app.documents.pages import MARGIN, Code, Flow
from settlement_app.documents.stamp import Stamp

_PRINTED_DIGITS = 16
_MASK = 2


def finish(flow: Flow, stamp: Stamp, prepared_by: str, reviewed_by: str) -> None:
    """Add the foot to each page, and the 校验码 as a QR code to the first; a missing name is left out."""
    names = [f"{label} {name}" for label, name in (("编制", prepared_by), ("复核", reviewed_by)) if name]
    one_line = "    ".join(names)
    above = []
    if width(one_line, SMALL) > flow.room / 3:
        *above, one_line = names
    code = f"校验码 {stamp.anchor[:_PRINTED_DIGITS]}" if stamp.anchor else ""
    foot = flow.size[1] - MARGIN
    for number, page in enumerate(flow.pages, start=1):
        page.marks += three_texts(flow, foot, one_line, f"第 {number} 页 共 {len(flow.pages)} 页", code)
        for name in above:
            page.marks += three_texts(flow, foot - SMALL * 1.4, name, "", "")
    if stamp.anchor:
        flow.pages[0].marks.append(qr_code(stamp.anchor, flow.left + flow.room - QR_SIDE, MARGIN))


def qr_code(anchor: str, x: float, y: float) -> Code:
    """All of the anchor, in capitals: QR codes hold those in little more than half the room."""
    import segno

    # Any mask can be read; trying all eight for the prettiest takes longer than laying the page out.
    matrix = segno.make_qr(anchor.upper(), error="m", mask=_MASK).matrix
    return Code(x, y, QR_SIDE, tuple(bytes(row) for row in matrix))
