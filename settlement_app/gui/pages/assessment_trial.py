"""The foot of 季度考核 in a what-if (试算): the next quarter's sheet and the year's end, now and tried."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from settlement_app.domain.money import Unit
from settlement_app.gui.models.rows import Column, Rows
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.table import Table
from settlement_app.office.assessment_trial import TrialFigure

Amount = Callable[[int], str]
"""An amount (分) in the unit that the window shows."""

_ROW_HEIGHT = 3 * GRID
_LOWEST = 11 * GRID
"""On a low page the table scrolls, its head and two figures in sight."""
_AMOUNT_WIDTH = 18 * GRID
_WIDEST = 88 * GRID
"""An amount stands not far from its name."""
_UNDECIDED = "未定"


class TrialPanel(QWidget):
    """The figures that a what-if changes, as they are, as they would be, and by how much they differ."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.rows = Rows(_columns("元", str))
        self.table = _TrialTable(self.rows, preferences)
        self._shown: tuple[tuple[TrialFigure, ...], Unit] = (), "元"
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.table, 1)
        row.addStretch()

    def show_figures(self, figures: tuple[TrialFigure, ...], amount: Amount, unit: Unit) -> None:
        """Show figures in the window's unit; what it is scrolled to stays in sight."""
        if (figures, unit) == self._shown:
            return
        self._shown = figures, unit
        bar = self.table.verticalScrollBar()
        at = bar.value()
        self.rows.use(_columns(unit, amount))
        self.rows.show(figures)
        self.table.updateGeometry()
        bar.setValue(at)


class _TrialTable(Table):
    """As high as its rows where there is room for them; each is one line high."""

    def __init__(self, model: Rows[TrialFigure], preferences: Preferences) -> None:
        super().__init__(model, "现在和试算的对比", preferences)
        self.setSortingEnabled(False)  # the figures follow from one another
        self.setMinimumHeight(_LOWEST)
        self.setMaximumWidth(_WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(_ROW_HEIGHT)
        rows.setDefaultSectionSize(_ROW_HEIGHT)

    def sizeHint(self) -> QSize:
        """What its head and all its rows need."""
        high = self.horizontalHeader().sizeHint().height() + self.verticalHeader().length()
        return QSize(_WIDEST, high + 2 * self.frameWidth())

    def sizeHintForColumn(self, column: int) -> int:
        """What the texts of a column need, all of one line; amounts have room to become larger."""
        model, metrics = self.model(), self.fontMetrics()
        texts = (str(model.index(row, column).data()) for row in range(model.rowCount()))
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        return max(widest + GRID, _AMOUNT_WIDTH if column else 0)

    def resizeRowsToContents(self) -> None:
        """Nothing in it is higher than a line."""


def _columns(unit: Unit, amount: Amount) -> list[Column[TrialFigure]]:
    return [
        Column("项目", lambda figure: figure.name),
        Column(f"现在（{unit}）", lambda figure: _text(figure.now, amount), lambda figure: figure.now),
        Column(f"试算（{unit}）", lambda figure: _text(figure.trial, amount), lambda figure: figure.trial),
        Column(
            f"差额（{unit}）",
            lambda figure: _more(figure.difference, amount),
            lambda figure: figure.difference,
        ),
    ]


def _text(fen: int | None, amount: Amount) -> str:
    return _UNDECIDED if fen is None else amount(fen)


def _more(fen: int | None, amount: Amount) -> str:
    """A difference with its sign."""
    return f"+{amount(fen)}" if fen is not None and fen > 0 else _text(fen, amount)
