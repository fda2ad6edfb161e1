"""The foot of 季度考核 in a what-if (试算): the next quarter's sheet and the year's end, now and tried."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from settlement_app.domain.money import Unit
from settlement_app.gui.models.rows import Column, Rows
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import label
from settlement_app.gui.widgets.table import Table
from settlement_app.office.assessment_trial import Comparison, TrialFigure

Amount = Callable[[int], str]
"""An amount (分) in the unit that the window shows."""

_LOWEST = 12 * GRID
"""On a low page the table scrolls, the head and two figures in sight."""
_UNDECIDED = "未定"


class TrialPanel(QWidget):
    """The figures that a what-if changes, and sentences on what they mean; hidden while nothing is tried."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.rows = Rows(_columns("元", str))
        self.table = _TrialTable(self.rows, "现在和试算的对比", preferences)
        self.notes = label("", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.notes)
        column.addWidget(self.table, 1)
        self.hide()

    def show_comparison(self, found: Comparison, amount: Amount, unit: Unit) -> None:
        """Show what changes, in the window's unit; where it is scrolled to stays in sight."""
        bar = self.table.verticalScrollBar()
        at = bar.value()
        self.rows.use(_columns(unit, amount))
        self.rows.show(found.figures)
        bar.setValue(at)
        self.table.updateGeometry()
        self.notes.setText("\n".join(found.notes))
        self.notes.setVisible(bool(found.notes))
        self.show()


class _TrialTable(Table):
    """As high as its rows where there is room for them, and it then scrolls neither way."""

    def __init__(self, model: Rows[TrialFigure], name: str, preferences: Preferences) -> None:
        super().__init__(model, name, preferences)
        self.setSortingEnabled(False)  # the figures follow from one another
        self.setMinimumHeight(_LOWEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        """What its head and all its rows need."""
        high = self.horizontalHeader().sizeHint().height() + self.verticalHeader().length()
        return QSize(super().sizeHint().width(), high + 2 * self.frameWidth())


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
