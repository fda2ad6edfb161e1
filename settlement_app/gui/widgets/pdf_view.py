"""A PDF's pages on the screen as paper, sharp at every zoom and scaling; drawn off the window's thread."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from settlement_app.gui.pdf_pages import page_sizes, picture, text
from settlement_app.gui.tasks import Job, Progress, Runner
from settlement_app.gui.theme import GRID, colours

_SHADOW = 3
_ZOOM_STEP = 1.25
_SMALLEST, _LARGEST = 0.4, 5.0
_PAUSE = 120
"""Milliseconds for which the width must stay the same before pages are drawn anew for it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF with the sizes of its pages in points, and its text."""

    content: bytes
    sizes: tuple[tuple[float, float], ...]
    text: str


def opened(content: bytes) -> Opened:
    """Read what the view has to know before a page is drawn; takes some milliseconds."""
    return Opened(content, page_sizes(content), text(content))


@dataclass(slots=True)
class _Drawn:
    """The pages' pictures at one scale; ``scale`` is pixels of the window for each point."""

    scale: float = 1.0
    pictures: list[QImage] = field(default_factory=list)


class PdfView(QScrollArea):
    """Shows one paper, fitted to the width until it is zoomed."""

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._job: Job | None = None
        self._zoom: float | None = None
        self._sheet = _Sheet()
        self._sheet.setAccessibleName("单据预览")
        self.setAccessibleName("单据预览")
        self.setWidget(self._sheet)
        self.setWidgetResizable(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE)
        self._later.timeout.connect(self._draw)

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._sheet.sizes)

    @property
    def shown_text(self) -> str:
        """The text of what is shown, as a screen reader says it."""
        return self._sheet.accessibleDescription()

    @property
    def pictures(self) -> list[QImage]:
        """The pages as they were drawn last; none before they are."""
        return self._sheet.drawn.pictures

    def show_paper(self, paper: Opened | None) -> None:
        """Show a paper from its first page, or nothing."""
        self._cancel()
        self._sheet.show_paper(paper)
        self.verticalScrollBar().setValue(0)
        self._scale()
        if paper:
            self._draw()

    def zoom_in(self) -> None:
        """Show the pages larger."""
        self._zoom_to(self._sheet.scale * _ZOOM_STEP)

    def zoom_out(self) -> None:
        """Show the pages smaller."""
        self._zoom_to(self._sheet.scale / _ZOOM_STEP)

    def fit_width(self) -> None:
        """Let the pages be as wide as the view."""
        self._zoom = None
        self._scale()
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pages as wide as the view, unless they are zoomed."""
        super().resizeEvent(event)
        self._scale()
        self._later.start()

    def _zoom_to(self, scale: float) -> None:
        self._zoom = min(max(scale, _SMALLEST), _LARGEST)
        self._scale()
        self._draw()

    def _scale(self) -> None:
        """Give the sheet its scale: the pictures that are there are stretched until new ones are drawn."""
        widest = max((wide for wide, _ in self._sheet.sizes), default=0)
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * self.frameWidth() - 2 * GRID
        fitting = max(room, GRID) / widest if widest else 1.0
        self._sheet.set_scale(self._zoom or fitting)

    def _draw(self) -> None:
        """Draw the pages for the scale that they are shown at, unless they are."""
        paper, scale = self._sheet.paper, self._sheet.scale
        if paper is None or (self.pictures and self._sheet.drawn.scale == scale):
            return
        self._cancel()
        ratio = self.devicePixelRatioF()

        def draw(progress: Progress) -> list[QImage]:
            made = []
            for number in range(len(paper.sizes)):
                progress(number, len(paper.sizes))
                image = picture(paper.content, number, scale * ratio)
                image.setDevicePixelRatio(ratio)
                made.append(image)
            return made

        def drawn(pictures: list[QImage]) -> None:
            if self._sheet.paper is paper:
                self._sheet.show_drawn(_Drawn(scale, pictures))

        self._job = self._runner.start(draw, done=drawn)

    def _cancel(self) -> None:
        """What is still being drawn would not be looked at."""
        self._later.stop()
        if self._job:
            self._job.cancel()
            self._job = None


class _Sheet(QWidget):
    """The pages one under another; black on white in either scheme."""

    def __init__(self) -> None:
        super().__init__()
        self.paper: Opened | None = None
        self.scale = 1.0
        self.drawn = _Drawn()

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        return self.paper.sizes if self.paper else ()

    def show_paper(self, paper: Opened | None) -> None:
        self.paper, self.drawn = paper, _Drawn()
        self.setAccessibleDescription(paper.text if paper else "")
        self.update()

    def show_drawn(self, drawn: _Drawn) -> None:
        self.drawn = drawn
        self.update()

    def set_scale(self, scale: float) -> None:
        self.scale = scale
        widest = max((wide for wide, _ in self.sizes), default=0) * scale
        self.setFixedSize(QSize(int(widest) + 2 * GRID, sum(map(self._room, self.sizes)) + GRID))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        top = GRID
        for number, (wide, high) in enumerate(self.sizes):
            page = QRectF(GRID, top, wide * self.scale, high * self.scale)
            top += self._room((wide, high))
            painter.fillRect(page.translated(QPointF(_SHADOW, _SHADOW)), QColor(colours().hairline))
            painter.fillRect(page, QColor("white"))
            if number >= len(self.drawn.pictures):
                continue
            if self.drawn.scale == self.scale:
                painter.drawImage(page.topLeft(), self.drawn.pictures[number])  # dot for dot
            else:
                painter.drawImage(page, self.drawn.pictures[number])

    def _room(self, size: tuple[float, float]) -> int:
        """A page's height with the gap under it: whole grids, which are whole dots at every usual scaling."""
        return (int(size[1] * self.scale) // GRID + 3) * GRID
