"""Looking at PDFs as a reader does: their text, their pages as pictures, the QR code on them."""

from pathlib import Path
from typing import Any

import pypdfium2
import zxingcpp


class Pdf:
    """An opened PDF; its file is read at once, since Windows replaces none that is held open."""

    def __init__(self, source: bytes | Path) -> None:
        content = source.read_bytes() if isinstance(source, Path) else source
        self._document = pypdfium2.PdfDocument(content)

    @property
    def pages(self) -> list[str]:
        """The text of each page, line by line as it stands."""
        return [
            page.get_textpage().get_text_bounded().replace("\r\n", "\n").replace("\ufffe", "")
            for page in self._document
        ]

    @property
    def text(self) -> str:
        """All text without line breaks and blanks: what wraps differently is still the same."""
        return bare("".join(self.pages))

    @property
    def metadata(self) -> dict[str, str]:
        """What the file says of itself."""
        found: dict[str, str] = self._document.get_metadata_dict()
        return found

    @property
    def bookmarks(self) -> list[str]:
        """The titles of the outline."""
        return [entry.get_title() for entry in self._document.get_toc()]

    def qr_code(self, page: int) -> str | None:
        """What the QR code on a page says, read from its picture."""
        codes = zxingcpp.read_barcodes(self.picture(page, scale=3))
        return codes[0].text if codes else None

    def picture(self, page: int, scale: float = 1) -> Any:
        """A page as a picture."""
        return self._document[page].render(scale=scale).to_pil()


def bare(text: str) -> str:
    """A text without blanks and line breaks."""
    return "".join(text.split())
