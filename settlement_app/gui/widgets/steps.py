"""The year as a line of steps: a shape and a word for each state."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from settlement_app.domain.agenda import Step, StepState
from settlement_app.domain.periods import Quarter
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import button, label

_SHAPES: dict[StepState, str] = {
    "未开始": "◌",
    "待结算": "○",
    "已审定": "◒",
    "待考核": "◒",
    "已考核": "◒",
    "部分付款": "◐",
    "已付款": "●",
    "已冲销": "⊗",
}
_OF_REFUND: dict[StepState, str] = {"部分付款": "部分退款", "已付款": "已退款"}
"""How the states are called where the vendor pays back."""


class StepLine(QWidget):
    """One column a step; a click chooses its quarter."""

    step_clicked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, GRID, 0, GRID)
        self.setAccessibleName("全年步骤")

    def show_steps(self, steps: Sequence[Step], chosen: Quarter, *, is_refund: bool) -> None:
        """Show the steps, the chosen quarter's name set off; what is paid on a clearance may be a refund."""
        while item := self._row.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for step in steps:
            word = (
                _OF_REFUND.get(step.state, step.state) if is_refund and step.quarter is None else step.state
            )
            self._row.addWidget(self._column(step, word, step.quarter == chosen), 1)

    def _column(self, step: Step, word: str, is_chosen: bool) -> QWidget:
        name = step.quarter.short_label if step.quarter else "年终清算"
        made = QWidget()
        made.setToolTip(step.about)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        shape = button(f"{_SHAPES[step.state]} {name}", lambda: self.step_clicked.emit(step), "link")
        shape.setAccessibleName(f"{step.about}：{word}")
        font = shape.font()
        font.setBold(is_chosen)
        shape.setFont(font)
        column.addWidget(shape)
        column.addWidget(label(word, "good" if step.state == "已付款" else "quiet"))
        return made
