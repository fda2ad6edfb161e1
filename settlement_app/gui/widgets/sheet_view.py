"""Pages drawn on the screen as they will be printed; a click on a figure tells which one it was, as do arrow keys."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFocusEvent,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from settlement_app.assets import asset
from settlement_app.documents.cells import cells_of
from settlement_app.documents.faces import BOLD, FILES, REGULAR, width
from settlement_app.documents.pages import Line, Page, Text
from settlement_app.gui.theme import GRID, colours
from settlement_app.gui.widgets.scrolled import area_of

COPIED = "整张单据已复制，可以粘贴到 Excel、WPS。"
"""What a page says of ``SheetView.copied``."""
_SHADOW = 3
_ACROSS_POINTS = 96
_CELL_POINTS = 50
"""A click so far left of a figure (points), with nothing between, is still in its cell."""
_ABOVE, _BELOW = 1.2, 0.6
"""How far a line reaches above and below its baseline, in sizes of its type."""
_AROUND = 8 * GRID
"""What is kept in sight above and below the chosen figure (pixels)."""
_STEPS: dict[int, int] = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}


class SheetView(QWidget):
    """Paper on the screen, scaled to the width that there is; black on white in either scheme."""

    figure_clicked = Signal(str)
    copied = Signal()
    """All of it is on the clipboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("结算单")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        copy = QAction("复制整张单据", self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)  # wherever the focus is on its page
        copy.triggered.connect(self.copy)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._pages: list[Page] = []
        self._size = (1.0, 1.0)
        self._across = ""
        self._marked = ""
        self._fonts: dict[str, QFont] = {}

    def show_pages(self, pages: Sequence[Page], size: tuple[float, float], across: str) -> None:
        """Show pages of one size in points; ``across`` is the large pale word under their text."""
        self._pages, self._size, self._across = list(pages), size, across
        words = (mark.text for page in self._pages for mark in page.marks if isinstance(mark, Text))
        self.setAccessibleDescription(" ".join(words))
        self._set_height()
        self.update()

    def copy(self) -> None:
        """Put all that stands on the paper on the clipboard, row by row as spreadsheets take it."""
        rows = (row for page in self._pages for row in cells_of(page))
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
        self.copied.emit()

    def mark(self, link: str) -> None:
        """Underline the figures of a link: the one whose basis is shown."""
        self._marked = link
        self.update()

    def place_of(self, link: str) -> QPointF | None:
        """Where the first figure of a link stands in the widget, or None."""
        if (found := self._first(link)) is None:
            return None
        number, mark = found
        return self._placed(number, mark.x + 2, mark.y - 2)

    def sizeHint(self) -> QSize:
        """A page at a width that can be read."""
        return QSize(70 * GRID, self.minimumHeight())

    def resizeEvent(self, event: object) -> None:
        """Keep the paper's proportions."""
        self._set_height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages one under another."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, page in enumerate(self._pages):
            painter.save()
            painter.translate(self._placed(number, 0, 0))
            painter.scale(self._scale, self._scale)
            self._draw(painter, page)
            if self.hasFocus():
                painter.setPen(QPen(QColor(colours().accent), 2 / self._scale))
                painter.drawRect(QRectF(0, 0, *self._size))
            painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which figure was clicked."""
        if link := self._link_at(event.position()):
            self.figure_clicked.emit(link)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the pointer that a figure can be clicked."""
        over = self._link_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from figure to figure: → to the next one, ← back."""
        step = _STEPS.get(event.key())
        texts = (mark for page in self._pages for mark in page.marks if isinstance(mark, Text))
        links = list(dict.fromkeys(mark.link for mark in texts if mark.link))
        if step is None or not links:
            super().keyPressEvent(event)
            return
        here = links.index(self._marked) if self._marked in links else -1 if step > 0 else 0
        self.figure_clicked.emit(links[(here + step) % len(links)])
        if area := area_of(self):
            area.ensureVisible(*self._marked_rectangle().center().toTuple(), 0, _AROUND)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """Where the eye is: an area scrolls to it, not to the middle of the paper, when the focus comes and goes."""
        if query == Qt.InputMethodQuery.ImCursorRectangle:
            return self._marked_rectangle() if self._marked else self.visibleRegion().boundingRect()
        return super().inputMethodQuery(query)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the arrow keys go from figure to figure now."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And that they do not any more."""
        super().focusOutEvent(event)
        self.update()

    def _marked_rectangle(self) -> QRect:
        """Where the first figure of the chosen link stands in the widget."""
        found = self._first(self._marked)
        return self._box(*found).toRect() if found else QRect()

    def _first(self, link: str) -> tuple[int, Text] | None:
        """The first figure of a link, with the number of its page."""
        texts = ((n, mark) for n, page in enumerate(self._pages) for mark in page.marks)
        return next(((n, mark) for n, mark in texts if isinstance(mark, Text) and mark.link == link), None)

    @property
    def _scale(self) -> float:
        return max(self.width() - 2 * GRID, 1) / self._size[0]

    def _set_height(self) -> None:
        height = len(self._pages) * (self._size[1] * self._scale + 2 * GRID) + GRID
        self.setFixedHeight(int(height) if self._pages else 0)

    def _placed(self, page: int, x: float, y: float) -> QPointF:
        top = GRID + page * (self._size[1] * self._scale + 2 * GRID)
        return QPointF(GRID + x * self._scale, top + y * self._scale)

    def _link_at(self, point: QPointF) -> str:
        """The link of the figure at a point, or of the one flush right in the cell that the point is in."""
        nearest, found = _CELL_POINTS * self._scale, ""
        for number, page in enumerate(self._pages):
            for mark in page.marks:
                if isinstance(mark, Text) and (box := self._box(number, mark)).left() - nearest < point.x():
                    before = max(box.left() - point.x(), 0)
                    if box.top() <= point.y() <= box.bottom() and point.x() <= box.right():
                        nearest, found = before, mark.link
        return found

    def _box(self, page: int, mark: Text) -> QRectF:
        """Where a text stands in the widget, with the room that its line leaves above and below."""
        corner = self._placed(page, mark.x, mark.y - _ABOVE * mark.size)
        wide, high = width(mark.text, mark.size, mark.face), (_ABOVE + _BELOW) * mark.size
        return QRectF(corner.x(), corner.y(), wide * self._scale, high * self._scale)

    def _draw(self, painter: QPainter, page: Page) -> None:
        wide, high = self._size
        painter.fillRect(QRectF(_SHADOW, _SHADOW, wide, high), QColor(colours().hairline))
        painter.fillRect(QRectF(0, 0, wide, high), QColor("white"))
        if self._across:
            self._draw_across(painter)
        painter.setPen(QColor("black"))
        for mark in page.marks:
            if isinstance(mark, Text):
                self._draw_text(painter, mark)
            elif isinstance(mark, Line):
                painter.setPen(QPen(QColor("black"), mark.thickness))
                painter.drawLine(QPointF(mark.x, mark.y), QPointF(mark.to_x, mark.to_y))
            else:
                side = mark.side / len(mark.modules)
                for row, modules in enumerate(mark.modules):
                    for column, dark in enumerate(modules):
                        if dark:
                            corner = QRectF(mark.x + column * side, mark.y + row * side, side, side)
                            painter.fillRect(corner, QColor("black"))

    def _draw_text(self, painter: QPainter, mark: Text) -> None:
        font = QFont(self._font(mark.face))
        font.setPixelSize(100)
        painter.save()
        painter.translate(mark.x, mark.y)
        painter.scale(mark.size / 100, mark.size / 100)
        painter.setFont(font)
        is_marked = bool(mark.link) and mark.link == self._marked
        painter.setPen(QColor("#1f5f8b") if is_marked else QColor("black"))
        painter.drawText(QPointF(0, 0), mark.text)
        painter.restore()
        if is_marked:
            painter.setPen(QPen(QColor("#1f5f8b"), 0.8))
            end = mark.x + width(mark.text, mark.size, mark.face)
            painter.drawLine(QPointF(mark.x, mark.y + 1.5), QPointF(end, mark.y + 1.5))

    def _draw_across(self, painter: QPainter) -> None:
        painter.save()
        font = QFont(self._font(BOLD))
        font.setPixelSize(_ACROSS_POINTS)
        painter.setFont(font)
        painter.setPen(QColor("#e6e6e6"))
        painter.translate(self._size[0] / 2, self._size[1] / 2)
        painter.rotate(-45)
        painter.drawText(QRectF(-400, -100, 800, 200), Qt.AlignmentFlag.AlignCenter, self._across)
        painter.restore()

    def _font(self, face: str) -> QFont:
        """The face that is printed with, loaded when the first sheet is shown."""
        if not self._fonts:
            for name in (REGULAR, BOLD):
                loaded = QFontDatabase.addApplicationFont(str(asset("fonts", FILES[name])))
                font = QFont(QFontDatabase.applicationFontFamilies(loaded)[0])
                font.setBold(name == BOLD)
                self._fonts[name] = font
        return self._fonts[face]
