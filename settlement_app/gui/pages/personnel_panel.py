"""Beside the costs: budget, advances, forecast, the year's end; in a what-if what moves, now and tried."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from settlement_app.domain.forecast import YearAhead
from settlement_app.gui.models.cost_rows import Amount
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import label, set_role
from settlement_app.office.personnel_figures import Figure, FigureGroup, explanations, figures

_WIDTH = 26 * GRID
_UNDECIDED = "未定"


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the panel: a name and a value; without a value a heading or a note, which stand alone."""

    name: str
    value: str = ""
    role: str = ""


class FiguresPanel(QScrollArea):
    """The figures under their headings, then sentences; a label is made anew only where the lines change in kind."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("预算、预付和预测")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(_WIDTH)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(GRID, 0, GRID, 0)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(GRID // 4)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        self.said = label("", "quiet")
        column.addWidget(self.said)
        column.addStretch(1)
        self.setWidget(inner)
        self._shape: list[tuple[str, bool]] = []
        self._values: list[QLabel] = []

    def show_year(self, now: YearAhead | None, trial: YearAhead | None, amount: Amount) -> None:
        """Show a year, in a what-if what it would be beside what it is; nothing where its sums leave the range."""
        groups = figures(now, trial) if now else ()
        lines = [line for group in groups for line in _lines(group, amount, compares=trial is not None)]
        shape = [(line.name, bool(line.value)) for line in lines]
        if shape != self._shape:
            self._make(lines)
            self._shape = shape
        for made, line in zip(self._values, (line for line in lines if line.value), strict=True):
            made.setText(line.value)
            set_role(made, line.role)
        self.said.setText("\n".join(explanations(trial or now)) if now else "")

    def _make(self, lines: Sequence[_Line]) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._values = []
        for number, line in enumerate(lines):
            name = label(line.name, "" if line.value else line.role)
            if not line.value:
                self._grid.addWidget(name, number, 0, 1, 2)
                continue
            value = label()
            value.setWordWrap(False)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            value.setAccessibleName(line.name)
            name.setBuddy(value)
            self._grid.addWidget(name, number, 0)
            self._grid.addWidget(value, number, 1)
            self._values.append(value)


def _lines(group: FigureGroup, amount: Amount, *, compares: bool) -> Iterator[_Line]:
    yield _Line(group.head, role="heading")
    for figure in group.figures:
        moves = figure.difference != 0  # what stays as it is takes one line, so that the rest is in sight
        if compares and moves:
            yield _Line(figure.name, role="quiet")
            yield _value("　现在", figure.now, amount)
            yield _value("　试算", figure.trial, amount)
            yield _difference(figure, amount)
        else:
            yield _value(figure.name, figure.now, amount)
        if figure.formula is not None:
            yield _Line(f"　低于公式 {amount(figure.formula)}", role="quiet")


def _value(name: str, fen: int | None, amount: Amount) -> _Line:
    if fen is None:
        return _Line(name, _UNDECIDED, "quiet")
    return _Line(name, amount(fen), "negative" if fen < 0 else "")


def _difference(figure: Figure, amount: Amount) -> _Line:
    line = _value("　差额", figure.difference, amount)
    return _Line(line.name, f"+{line.value}", line.role) if (figure.difference or 0) > 0 else line
