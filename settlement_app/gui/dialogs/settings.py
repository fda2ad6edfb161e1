"""设置: the size of text, the names that prepare and review, the folders."""

from pathlib import Path

from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from settlement_app.gui import theme
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import People, Session
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import button, label


class SettingsDialog(QDialog):
    """Takes effect when it is accepted; what it says is kept for the next start."""

    def __init__(self, parent: QWidget, session: Session, preferences: Preferences) -> None:
        super().__init__(parent)
        self.setWindowTitle("设置")
        self.setMinimumWidth(60 * GRID)
        self._session, self._preferences = session, preferences
        self.points = QSpinBox()
        self.points.setRange(8, 18)
        self.points.setSuffix(" 磅")
        self.points.setValue(preferences.font_points)
        self.by, self.reviewer = (self._names(name) for name in (session.people.by, session.people.reviewer))
        self.folder = QLineEdit(str(preferences.folder or ""))
        self.backup_folder = QLineEdit(str(preferences.backup_folder or ""))
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        for name, widget in (("文字大小", self.points), ("编制人", self.by), ("复核人", self.reviewer)):
            widget.setAccessibleName(name)
            form.addRow(name, widget)
        for name, line in (("单据文件夹", self.folder), ("备份文件夹", self.backup_folder)):
            line.setAccessibleName(name)
            form.addRow(name, self._with_browse(line, name))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button("取消", self.reject))
        accept = button("保存设置", self.accept, "primary")
        accept.setDefault(True)
        buttons.addWidget(accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.addLayout(form)
        column.addWidget(
            label("单据文件夹不填则存到“文档”；备份文件夹不填则存在台账旁边。姓名印在单据上。", "quiet")
        )
        column.addLayout(buttons)

    def accept(self) -> None:
        """Keep what is said, and let it take effect."""
        self._preferences.font_points = self.points.value()
        for name, line in (("folder", self.folder), ("backup_folder", self.backup_folder)):
            if line.text().strip():
                setattr(self._preferences, name, Path(line.text().strip()))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, self.points.value())
        self._session.choose_people(
            People(self.by.currentText().strip(), self.reviewer.currentText().strip())
        )
        super().accept()

    def _names(self, chosen: str) -> QComboBox:
        box = QComboBox()
        box.setEditable(True)
        box.addItems(self._preferences.names)
        box.setCurrentText(chosen)
        return box

    def _with_browse(self, line: QLineEdit, name: str) -> QWidget:
        def browse() -> None:
            if folder := QFileDialog.getExistingDirectory(self, name, line.text()):
                line.setText(folder)

        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(line, 1)
        row.addWidget(button("浏览…", browse))
        return made
