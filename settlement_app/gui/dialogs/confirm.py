"""Asking once before something becomes final: the figures, both names, and that it cannot be undone."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from settlement_app.domain.people import people_findings
from settlement_app.gui.session import People
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import button, label


class ConfirmDialog(QDialog):
    """Shows what becomes final, takes both names and, where one is needed, a reason."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        facts: Sequence[tuple[str, str]],
        warning: str,
        people: People,
        names: Sequence[str],
        reason_label: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(56 * GRID)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        for name, value in facts:
            form.addRow(name, label(value))
        self.by = _names_box("编制人", people.by, names)
        self.reviewer = _names_box("复核人", people.reviewer, names)
        form.addRow("编制人", self.by)
        form.addRow("复核人", self.reviewer)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(reason_label)
        if reason_label:
            form.addRow(reason_label, self.reason)
        self._needs_reason = bool(reason_label)
        self._error = label("", "error")
        self.accept_button = button(title, self.accept, "primary")
        self.accept_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button("取消", self.reject))
        buttons.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(form)
        column.addWidget(label(warning, "warning"))
        column.addWidget(self._error)
        column.addLayout(buttons)
        for box in (self.by, self.reviewer):
            box.currentTextChanged.connect(self._check)
        self.reason.textChanged.connect(self._check)
        self._check()

    @property
    def people(self) -> People:
        """The two names as chosen."""
        return People(self.by.currentText().strip(), self.reviewer.currentText().strip())

    def _check(self) -> None:
        """Say what is still wanting, and let the button act once nothing is."""
        chosen = self.people
        wanting = [finding.code for finding in people_findings(chosen.by, chosen.reviewer)]
        sentences = {
            "no_preparer": "请选择或填写编制人。",
            "no_reviewer": "请选择或填写复核人。",
            "same_person": "编制人与复核人须为两个人。",
        }
        found = [sentences[code] for code in wanting]
        if self._needs_reason and not self.reason.text().strip():
            found.append("请写明事由。")
        self._error.setText("\n".join(found))
        self.accept_button.setEnabled(not found)


def _names_box(name: str, chosen: str, names: Sequence[str]) -> QComboBox:
    box = QComboBox()
    box.setEditable(True)
    box.setAccessibleName(name)
    box.addItems(list(names))
    box.setCurrentText(chosen)
    return box
