"""The bar on top: which ledger, project, year and quarter is looked at, and the unit of every amount."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from settlement_app.gui.session import Session
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.elided_label import ElidedLabel


class TopBar(QWidget):
    """Shows what the session looks at, and lets the user choose something else."""

    project_chosen = Signal(str)
    unit_chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.session = session
        self.ledger_label = ElidedLabel()
        self.project_box, self.year_box, self.quarter_box, self.unit_box = (
            _box(name) for name in ("项目", "年度", "季度", "金额单位")
        )
        self.unit_box.addItems(["元", "万元"])
        self._show_unit()
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        row.addWidget(self.ledger_label, 1)
        for box in (self.project_box, self.year_box, self.quarter_box, self.unit_box):
            row.addWidget(box)
        self.project_box.activated.connect(lambda: self.project_chosen.emit(self.project_box.currentData()))
        self.year_box.activated.connect(lambda: session.choose_year(self.year_box.currentData()))
        self.quarter_box.activated.connect(lambda: session.choose(self.quarter_box.currentData()))
        self.unit_box.currentTextChanged.connect(self.unit_chosen)
        session.unit_changed.connect(self._show_unit)
        for told in (session.opened, session.changed, session.chosen):
            told.connect(self.show_outline)
        self._show_choices(False)

    def show_opening(self, ledger: Path) -> None:
        """Say which ledger is being opened, until its outline is known."""
        self.ledger_label.setText(f"{ledger.name} · 正在打开…")
        self.ledger_label.setToolTip(str(ledger))

    def show_outline(self) -> None:
        """Show which ledger, project, year and quarter is looked at; nothing before one is open."""
        self._show_choices(self.session.is_open)
        if not self.session.is_open:
            self.ledger_label.clear()
            return
        outline, quarter = self.session.outline, self.session.quarter
        sample = "示例 · " if outline.is_sample else ""
        self.ledger_label.setText(f"{sample}{self.session.desk.ledger.name} · {outline.name}")
        self.ledger_label.setToolTip(f"{outline.name}\n{self.session.desk.ledger}")
        _fill(self.project_box, [(code, code) for code in outline.projects], outline.project)
        self.project_box.setVisible(len(outline.projects) > 1)
        _fill(self.year_box, [(f"{year}年", year) for year in outline.years], quarter.year)
        quarters = [q for q in outline.quarters if q.year == quarter.year]
        _fill(self.quarter_box, [(q.short_label, q) for q in quarters], quarter)

    def _show_choices(self, is_open: bool) -> None:
        for box in (self.project_box, self.year_box, self.quarter_box):
            box.setVisible(is_open)

    def _show_unit(self) -> None:
        self.unit_box.setCurrentText(self.session.unit)


def _box(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made


def _fill(box: QComboBox, entries: list[tuple[str, object]], chosen: object) -> None:
    """Show entries in a box without telling anybody that something was chosen."""
    box.blockSignals(True)
    box.clear()
    for text, value in entries:
        box.addItem(text, value)
    box.setCurrentIndex(next((n for n, (_, value) in enumerate(entries) if value == chosen), -1))
    box.blockSignals(False)
