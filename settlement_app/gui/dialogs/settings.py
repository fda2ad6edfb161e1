"""设置: the unit and size in which things are shown, the names that prepare and review, the folders."""

from pathlib import Path

from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from settlement_app.domain.findings import messages
from settlement_app.domain.money import Unit
from settlement_app.domain.people import people_findings
from settlement_app.gui import theme
from settlement_app.gui.dialogs.form import FormDialog
from settlement_app.gui.preferences import LARGEST_POINTS, SMALLEST_POINTS, Preferences
from settlement_app.gui.session import People, Session
from settlement_app.gui.widgets.labels import button
from settlement_app.gui.widgets.names_box import names_box

_HINT = "姓名印在单据上。单据文件夹不填则存到“文档”；备份文件夹不填则存在台账旁边。"


class SettingsDialog(FormDialog):
    """Takes effect when it is accepted; what it says is kept for the next start."""

    def __init__(self, parent: QWidget, session: Session, preferences: Preferences) -> None:
        super().__init__(parent, "设置", _HINT, "保存设置")
        self._session, self._preferences = session, preferences
        self.unit = QComboBox()
        self.unit.addItems(["元", "万元"])
        self.unit.setCurrentText(session.unit)
        self.points = QSpinBox()
        self.points.setRange(SMALLEST_POINTS, LARGEST_POINTS)
        self.points.setSuffix(" 磅")
        self.points.setValue(preferences.font_points)
        people = session.people
        self.by, self.reviewer = (names_box(name, preferences.names) for name in (people.by, people.reviewer))
        self.folder = QLineEdit(str(preferences.folder or ""))
        self.backup_folder = QLineEdit(str(preferences.backup_folder or ""))
        self.add("金额单位", self.unit)
        self.add("文字大小", self.points)
        self.add("编制人", self.by)
        self.add("复核人", self.reviewer)
        self._add_folder("单据文件夹", self.folder)
        self._add_folder("备份文件夹", self.backup_folder)
        for box in (self.by, self.reviewer):
            box.currentTextChanged.connect(self._check)
        self._check()

    def accept(self) -> None:
        """Keep what is said, and let it take effect."""
        self._preferences.font_points = self.points.value()
        self._preferences.folder = _path(self.folder)
        self._preferences.backup_folder = _path(self.backup_folder)
        self._session.choose_backups(_path(self.backup_folder))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, self.points.value())
        unit: Unit = "万元" if self.unit.currentText() == "万元" else "元"
        self._preferences.unit = unit
        self._session.choose_unit(unit)
        self._session.choose_people(
            People(self.by.currentText().strip(), self.reviewer.currentText().strip())
        )
        super().accept()

    def _add_folder(self, name: str, line: QLineEdit) -> None:
        def browse() -> None:
            if folder := QFileDialog.getExistingDirectory(self, name, line.text()):
                line.setText(folder)

        line.setAccessibleName(name)
        line.textChanged.connect(self._check)
        choose = button("浏览…", browse)
        choose.setAutoDefault(False)
        choose.setAccessibleName(f"选择{name}")
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(line, 1)
        row.addWidget(choose)
        made.setFocusProxy(line)
        self.add(name, made)

    def _check(self) -> None:
        """The two names must be two people's, and a folder be there; none needs to be named."""
        folders = (("单据文件夹", self.folder), ("备份文件夹", self.backup_folder))
        by, reviewer = self.by.currentText(), self.reviewer.currentText()
        people = people_findings(by, reviewer) if by.strip() and reviewer.strip() else ()
        missing = (
            f"{name} {path} 不存在；请先建立，或换一个文件夹。"
            for name, line in folders
            if (path := _path(line)) and not path.is_dir()
        )
        self.show_wrong([*messages(people), *missing])


def _path(line: QLineEdit) -> Path | None:
    text = line.text().strip()
    return Path(text) if text else None
