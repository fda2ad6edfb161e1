"""What stands beside the year's papers: where a figure comes from, the equations, how the clearance came about."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from settlement_app.domain.papers.figure_notes import FigureNote
from settlement_app.domain.reconciliation import Identity, Part
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import button, label, set_role

_ASK = "点单据上的任何一个数，这里说明它怎样算出来。"
_OPEN = "实际费用尚不完整，最终结算和结余未定；补全以后在这里核对。"
_NARROWEST, _LOWEST = 36 * GRID, 9 * GRID
_WITHOUT_BREAK = "\N{NO-BREAK SPACE}"
"""Between a sign and its amount, so that they stay in one line."""

Shown = Callable[[int], str]
"""An amount (分) in the unit that the window shows."""


class ClearanceSide(QScrollArea):
    """The choice and three parts below each other; of a page that lies, which prints its equations, the basis only."""

    trace_asked = Signal()
    """The way back from the figure whose basis is shown is wanted."""

    def __init__(self, choice: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(_NARROWEST, _LOWEST)
        self.setAccessibleName("待扣余额、计算说明与对账")
        self.basis_title, self.basis = label("", "heading"), label()
        self.trace_link = button("追溯 →", self.trace_asked.emit, "link")
        self.lines, self.history = label(), label()
        self.equations, self._history_part = QVBoxLayout(), QWidget()
        self._above, self._below = QWidget(), QWidget()
        history = _column(self._history_part)
        history.setContentsMargins(0, GRID, 0, 0)
        history.addWidget(label("历次审定", "heading"))
        history.addWidget(self.history)
        above, below = _column(self._above), _column(self._below)
        above.setContentsMargins(0, 0, 0, GRID)
        above.addWidget(choice)
        below.setContentsMargins(0, GRID, 0, 0)
        below.addWidget(label("对账", "heading"))
        below.addLayout(self.equations)
        below.addWidget(self.lines)
        below.addWidget(self._history_part)
        parts = QWidget()
        column = _column(parts)
        column.setContentsMargins(GRID, 0, GRID, 0)
        for widget in (
            self._above,
            label("计算说明", "heading"),
            self.basis_title,
            self.basis,
            self.trace_link,
            self._below,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(parts)

    def show_basis_only(self, *, only: bool) -> None:
        """Show but where a figure comes from, or all parts."""
        self._above.setVisible(not only)
        self._below.setVisible(not only)

    def show_note(self, note: FigureNote | None) -> None:
        """Show where a figure comes from, or how to ask for it."""
        self.basis_title.setText(note.title if note else "")
        self.basis_title.setVisible(note is not None)
        self.basis.setText("\n".join(note.texts) if note else _ASK)
        self.trace_link.setVisible(note is not None)

    def show_equations(self, identities: Sequence[Identity], total: str, shown: Shown) -> None:
        """Show the equations of the totals, each with both sides, and whether those of every line hold."""
        while item := self.equations.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        of_total = [identity for identity in identities if identity.line == total]
        for identity in of_total:
            mark = "✓" if identity.holds else "× 不相符："
            self.equations.addWidget(label(f"{mark} {identity.words}", "good" if identity.holds else "error"))
            self.equations.addWidget(label(_figures(identity, shown), "quiet"))
        broken = [entry for entry in identities if entry.line != total and not entry.holds]
        if not of_total:
            self.lines.setText(_OPEN)
        elif broken:
            texts = (f"× {entry.line}：{entry.words}\n{_figures(entry, shown)}" for entry in broken)
            self.lines.setText("\n".join(texts))
        else:
            count = len({entry.line for entry in identities}) - 1
            self.lines.setText(f"✓ 逐行核对 {count} 个子项目，都相符。")
        set_role(self.lines, "quiet" if not of_total else "error" if broken else "good")

    def show_history(self, issues: Sequence[str]) -> None:
        """Show when the clearance was posted and reversed, and by whom."""
        self.history.setText("\n".join(issues))
        self._history_part.setVisible(bool(issues))


def _column(widget: QWidget) -> QVBoxLayout:
    """A column of texts within a widget."""
    made = QVBoxLayout(widget)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(GRID)
    return made


def _figures(identity: Identity, shown: Shown) -> str:
    """Both sides in figures; what comes to nothing keeps the sign that it has in the words."""
    first, *others = identity.parts
    parts = (f"{_sign(part)}{_WITHOUT_BREAK}{shown(abs(part.value))}" for part in others)
    return " ".join([f"{shown(identity.amount)} = {shown(first.value)}", *parts])


def _sign(part: Part) -> str:
    return ("−" if part.value < 0 else "+") if part.value else part.sign
