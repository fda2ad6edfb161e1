"""Pages as lists of marks: laid out from top to bottom first, drawn once their number is known."""

from collections.abc import Callable
from dataclasses import dataclass, field

from settlement_app.documents.faces import BOLD, REGULAR, width

MILLIMETRE = 72 / 25.4
A4 = (210 * MILLIMETRE, 297 * MILLIMETRE)
MARGIN = 20 * MILLIMETRE
FOOT = 14 * MILLIMETRE
"""What is kept free above the bottom margin for the names, the page number and the 校验码."""

HAIRLINE, RULE = 0.4, 0.9


class Figure(str):
    """A text that stands for a figure; ``link`` tells the screen which one, paper does not show it."""

    def __new__(cls, text: str, link: str) -> "Figure":
        """The text with its link."""
        figure = super().__new__(cls, text)
        figure.link = link
        return figure

    link: str


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; ``y`` is its baseline, down from the page's top."""

    x: float
    y: float
    text: str
    size: float
    face: str = REGULAR

    def moved(self, down: float) -> "Text":
        """The same text further down."""
        return Text(self.x, self.y + down, self.text, self.size, self.face)

    @property
    def link(self) -> str:
        """Which figure it stands for; empty where it is no figure."""
        return self.text.link if isinstance(self.text, Figure) else ""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    thickness: float = HAIRLINE

    def moved(self, down: float) -> "Line":
        """The same line further down."""
        return Line(self.x, self.y + down, self.to_x, self.to_y + down, self.thickness)


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: its upper left corner, its side, and its modules row by row (1 is dark)."""

    x: float
    y: float
    side: float
    modules: tuple[bytes, ...]

    def moved(self, down: float) -> "Code":
        """The same code further down."""
        return Code(self.x, self.y + down, self.side, self.modules)


@dataclass(slots=True)
class Page:
    """One page's marks, and the bookmarks that lead to it."""

    marks: list[Text | Line | Code] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Flow:
    """Where the next block goes: ``y`` below everything that stands on the newest page."""

    size: tuple[float, float] = A4
    pages: list[Page] = field(default_factory=lambda: [Page()])
    y: float = MARGIN

    @property
    def left(self) -> float:
        """The left margin."""
        return MARGIN

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.size[0] - 2 * MARGIN

    @property
    def bottom(self) -> float:
        """The lowest ``y`` that a block may reach."""
        return self.size[1] - MARGIN - FOOT

    @property
    def full_height(self) -> float:
        """What an empty page takes."""
        return self.bottom - MARGIN

    @property
    def page(self) -> Page:
        """The newest page."""
        return self.pages[-1]

    def fits(self, height: float) -> bool:
        """Whether a block of that height still goes on the newest page."""
        return self.y + height <= self.bottom + 0.01

    def new_page(self) -> None:
        """Go on at the top of another page."""
        self.pages.append(Page())
        self.y = MARGIN

    def keep(self, height: float) -> None:
        """Begin another page where a block of that height does not go on this one."""
        if not self.fits(height) and self.y > MARGIN:
            self.new_page()

    def together(self, draw: Callable[["Flow"], None]) -> None:
        """Draw what belongs on one page: on the next one where this one has no room for all of it."""
        trial = Flow(self.size)
        trial.y += 1  # the room above a block counts too, which a page that is still empty leaves out
        draw(trial)
        height, down = trial.y - MARGIN - 1, self.y - MARGIN - 1
        if len(trial.pages) == 1 and self.fits(height):
            self.page.marks += [mark.moved(down) for mark in trial.page.marks]
            self.y += height
            return
        if len(trial.pages) == 1:
            self.keep(height)
        draw(self)

    def skip(self, height: float) -> None:
        """Leave room, which a new page does not begin with."""
        if self.y > MARGIN:
            self.y += height

    def text(self, x: float, baseline: float, text: str, size: float, *, bold: bool = False) -> None:
        """Put one line of text on the newest page."""
        if text:
            self.page.marks.append(Text(x, baseline, text, size, BOLD if bold else REGULAR))

    def text_right(self, x: float, baseline: float, text: str, size: float, *, bold: bool = False) -> None:
        """Put one line of text that ends at ``x``."""
        self.text(x - width(text, size, BOLD if bold else REGULAR), baseline, text, size, bold=bold)

    def text_centred(self, x: float, baseline: float, text: str, size: float, *, bold: bool = False) -> None:
        """Put one line of text whose middle is ``x``."""
        self.text(x - width(text, size, BOLD if bold else REGULAR) / 2, baseline, text, size, bold=bold)

    def line(self, x: float, y: float, to_x: float, to_y: float, thickness: float = HAIRLINE) -> None:
        """Put a line on the newest page."""
        self.page.marks.append(Line(x, y, to_x, to_y, thickness))
