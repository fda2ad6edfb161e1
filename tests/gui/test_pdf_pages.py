"""Pages of a PDF as pictures: as large as they are asked for, each letter at its place."""

import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from settlement_app.gui.pdf_pages import page_sizes, picture
from settlement_app.office.demo import Demonstration

SMALL = 2.5
"""The mean difference in shades of grey (of 256) that shrinking twice may make; letters beside their places make 8."""


def shades(image: QImage) -> Image.Image:
    size = (image.width(), image.height())
    return Image.frombytes("L", size, bytes(image.constBits()), "raw", "L", image.bytesPerLine())


@pytest.fixture(scope="module")
def paper(demonstration: Demonstration) -> bytes:
    """A paper with much small print."""
    return next(path for path in demonstration.papers if "对账表" in path.name).read_bytes()


@pytest.mark.parametrize("scale", [0.87, 1.0, 1.74, 3.0])
def test_a_picture_has_the_pages_size(paper: bytes, scale: float) -> None:
    image = picture(paper, 0, scale)
    assert image.format() == QImage.Format.Format_Grayscale8
    for pixels, points in zip((image.width(), image.height()), page_sizes(paper)[0], strict=True):
        assert abs(pixels - points * scale) <= 1


@pytest.mark.parametrize("scale", [0.87, 1.0, 1.74])
def test_no_letter_is_drawn_over_the_next_one(paper: bytes, scale: float) -> None:
    image = picture(paper, 0, scale)
    exact = picture(paper, 0, scale * 8).scaled(
        image.size(), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    beside = ImageChops.difference(
        shades(image), shades(exact.convertToFormat(QImage.Format.Format_Grayscale8))
    )
    assert ImageStat.Stat(beside).mean[0] < SMALL
