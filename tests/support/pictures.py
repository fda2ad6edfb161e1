"""The pictures of papers: ``python -m tests.support.pictures`` writes them into ``docs/pictures``.

Each is the first page of one paper of the demonstration, as far down as it is written on. The demonstration undoes
nothing, so its clearance is reversed for the picture of a reversal.
"""

import os
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from PIL import Image, ImageOps

from settlement_app.domain.papers.kinds import Kind
from settlement_app.office import clearances, demo, documents, payments
from settlement_app.office.desk import Desk
from tests.support.cli import REVIEWER
from tests.support.pdf import Pdf

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
SHOWN: tuple[tuple[Kind, str], ...] = (
    ("settlement", "2019Q4"),
    ("assessment", "2019Q3"),
    ("rectification", "2019Q3"),
    ("deductions", "2019"),
    ("payment-request", "FK-12333-2019Q2"),
    ("clearance", "QS-12333-2019"),
    ("refund", "TK-12333-2019"),
    ("annual", "2019"),
    ("reversal", "2019"),
)
_SCALE, _SHADES, _EDGE, _FRAME = 1.15, 16, 24, 190
_FOOT = 0.88
"""Where the names, the page number and the 校验码 begin, as a part of the page's height."""


def write(folder: Path) -> None:
    """Play the demonstration and write one picture of each kind of paper."""
    with tempfile.TemporaryDirectory() as place:
        ledger = demo.play(Path(place)).ledger
        desk = Desk(ledger, "示例经办员", date(2020, 3, 2), now=lambda: "2020-03-02T02:00:00Z")
        for kind, target in SHOWN:
            if kind == "reversal":
                _reverse_the_clearance(desk)
            picture = picture_of(documents.render(desk, kind, target).content)
            picture.save(folder / f"{kind}.png", optimize=True)


def picture_of(pdf: bytes) -> Image.Image:
    """The first page in a few shades of grey, without the empty part at its foot."""
    page: Image.Image = Pdf(pdf).picture(0, _SCALE).convert("L")
    above_the_foot = page.crop((0, 0, page.width, int(page.height * _FOOT)))
    written = ImageOps.invert(above_the_foot).getbbox()
    assert written, "a paper is not empty"
    cut = page.crop((0, 0, page.width, written[3] + _EDGE))
    return ImageOps.expand(cut, border=1, fill=_FRAME).quantize(_SHADES)


def _reverse_the_clearance(desk: Desk) -> None:
    refund = desk.books().payments[-1]
    payments.reverse_payment(desk, refund.id, "示例：退款登记有误")
    clearances.reverse(replace(desk, today=date(2020, 3, 5)), demo.YEAR, "示例：核减漏列", REVIEWER)


if __name__ == "__main__":
    os.environ.pop("SETTLEMENT_TODAY", None)
    FOLDER.mkdir(exist_ok=True)
    write(FOLDER)
