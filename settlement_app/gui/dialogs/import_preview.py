"""Looking at a file before it is imported: problems at their cells, sums by month and category; then take it or not."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from settlement_app.gui.dialogs.room import resize_within
from settlement_app.gui.models.preview_rows import REPLACED_MARK, SAME_MARK, FileRows, found_rows
from settlement_app.gui.models.rows import Column, Rows
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import button, label
from settlement_app.gui.widgets.table import Table
from settlement_app.gui.wording import for_screen
from settlement_app.office.personnel_import import FilePreview, Problem

_SIZE = (104 * GRID, 62 * GRID)
_PROBLEMS_HEIGHT = 15 * GRID


class ImportPreview(QDialog):
    """Shows a file and what would be stored of it; it can be accepted only where nothing is wrong."""

    def __init__(
        self,
        parent: QWidget,
        preview: FilePreview,
        preferences: Preferences,
        amount: Callable[[int], str],
        unit: str,
    ) -> None:
        super().__init__(parent)
        self._preview = preview
        self.setWindowTitle(f"导入 {preview.name}")
        self.file_rows = FileRows(preview)
        # Files differ in their columns: widths are remembered for those that have as many.
        self.file = Table(self.file_rows, f"文件内容（{len(preview.columns)} 列）", preferences)
        self.file.setSortingEnabled(False)  # its rows stand as in the file
        self.found = Table(found_rows(preview, amount), "将存入的数", preferences)
        problems: Rows[Problem] = Rows(
            [
                Column("位置", lambda problem: problem.place, whole=True),
                Column("问题", lambda problem: for_screen(problem.what)),
            ]
        )
        self.problems = Table(problems, "问题", preferences)
        problems.show(preview.problems)
        self.tabs = QTabWidget()
        self.replace = QCheckBox(
            f"替换已有的 {preview.replaces} 个实际数（在“将存入的数”中标明“{REPLACED_MARK}”）"
        )
        self.summary, self.why_not = label(_summary(preview, amount, unit)), label("", "error")
        self.accept_button = button("导入", self.accept, "primary")
        self._build(unit)
        self._allow()

    @property
    def replaces(self) -> bool:
        """Whether values that are stored are to be replaced."""
        return self.replace.isChecked()

    def _build(self, unit: str) -> None:
        resize_within(self, *_SIZE)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        self.tabs.addTab(self.file, "文件内容")
        self.tabs.addTab(self.found, f"将存入的数（{unit}）")
        self.tabs.setAccessibleName("文件和将存入的数")
        self.problems.setMaximumHeight(_PROBLEMS_HEIGHT)
        self.problems.setVisible(bool(self._preview.problems))
        self.problems.selectionModel().currentRowChanged.connect(lambda *_: self._show_problem())
        self.replace.setVisible(bool(self._preview.replaces) and not self._preview.problems)
        self.replace.toggled.connect(self._allow)
        if not self._preview.problems:
            self.tabs.setCurrentWidget(self.found)
        column.addWidget(self.summary)
        column.addWidget(self.problems)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.replace)
        column.addWidget(self.why_not)
        cancel = button("取消", self.reject)
        cancel.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.accept_button)
        column.addLayout(buttons)

    def _show_problem(self) -> None:
        """Go to the cell of the problem that was chosen."""
        chosen = self.problems.current_row
        if isinstance(chosen, Problem):
            self.tabs.setCurrentWidget(self.file)
            row, column = self.file_rows.where(chosen.place)
            self.file.setCurrentIndex(self.file.model().index(row, column))

    def _allow(self) -> None:
        """Say whether the file can be taken, and why not."""
        wrong = ""
        if count := len(self._preview.problems):
            wrong = f"有 {count} 处问题，什么也没有存入；请在文件中改正、保存后重新导入。"
        elif not self._preview.fresh:
            wrong = "文件中的数与已填的全部相同，没有要存入的。"
        elif self._preview.replaces and not self.replaces:
            wrong = "台账中已有与文件不同的实际数；如确要替换，请勾选上面的“替换”。"
        self.why_not.setText(wrong)
        self.why_not.setVisible(bool(wrong))
        self.accept_button.setEnabled(not wrong)
        self.accept_button.setToolTip(wrong or "导入")


def _summary(preview: FilePreview, amount: Callable[[int], str], unit: str) -> str:
    """What the file holds, in words: its unit, how many values, their sum, how many are stored already."""
    total = f"，合计 {amount(preview.total)} {unit}" if preview.total is not None else ""
    same = len(preview.values) - len(preview.fresh)
    stored = f"其中 {same} 个与已填的相同（标“{SAME_MARK}”），不再存入。" if same else ""
    if any(row.replaced for row in preview.found):
        stored += f"标“{REPLACED_MARK}”的将替换已填的数；替换暂估不用另外勾选。"
    return (
        f"文件的金额单位：{preview.unit}。读出 {len(preview.values)} 个数{total}。{stored}"
        "导入以前什么也不会存入。"
    )
