"""恢复备份: which copies of the ledger there are, what is inside the chosen one, and going back to it."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from settlement_app.gui.dialogs.room import resize_within
from settlement_app.gui.models.rows import Column, Rows
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.tasks import Progress, Runner
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import button, label
from settlement_app.gui.widgets.notice import Notice
from settlement_app.gui.widgets.progress_row import ProgressRow
from settlement_app.gui.widgets.table import Table
from settlement_app.gui.wording import told_of
from settlement_app.office import backups
from settlement_app.office.backups import Backup, Inside

_HINT = (
    "选一份备份，先看里面是什么，再恢复。现在的台账不会删除，改名保存在同一个文件夹里；"
    "备份以后做的事不在备份里，要重新做。"
)
_MOST_PROBLEMS = 5
_SIZE = (90 * GRID, 64 * GRID)


class RestoreDialog(QDialog):
    """Restores only what was looked into and found in order."""

    restored = Signal(Path, str)
    """The ledger that a backup was put in the place of, and a sentence that says so."""
    crashed = Signal(object)

    def __init__(
        self, parent: QWidget, ledger: Path, runner: Runner, preferences: Preferences, why: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("恢复备份")
        resize_within(self, *_SIZE)
        self._ledger, self._runner = ledger, runner
        self._looked_into: Path | None = None
        self.rows: Rows[Backup] = Rows(
            [
                Column("备份时间", lambda backup: f"{backup.made:%Y-%m-%d %H:%M:%S}", whole=True),
                Column("何时做的", lambda backup: backup.occasion, whole=True),
                Column("文件", lambda backup: backup.path.name),
            ]
        )
        self.table = Table(self.rows, "备份", preferences)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.inside = label("")
        self.inside.setAccessibleName("备份里的内容")
        self.progress, self.notice = ProgressRow(), Notice()
        self.restore_button = button("恢复到这一份", self.restore)
        self.restore_button.setAutoDefault(False)
        self._build(why)
        self.rows.show(backups.backups_of(ledger, preferences.backup_folder))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._look_at_chosen())
        if self.rows.rows:
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        else:
            self.inside.setText("台账旁边没有备份；备份存在别处的，点“从文件选择…”。")
        self._allow()

    def _build(self, why: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        if why:
            column.addWidget(label(why, "error"))
        column.addWidget(label(_HINT, "quiet"))
        column.addWidget(self.table, 1)
        column.addWidget(self.inside)
        column.addWidget(self.progress)
        column.addWidget(self.notice)
        row = QHBoxLayout()
        choose = button("从文件选择…", self.choose_file)
        cancel = button("关闭", self.reject)
        for made in (choose, cancel):
            made.setAutoDefault(False)
        row.addWidget(choose)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.restore_button)
        column.addLayout(row)

    def choose_file(self) -> None:
        """Look into a backup that lies elsewhere."""
        name, _ = QFileDialog.getOpenFileName(
            self, "选择备份", str(self._ledger.parent), f"结算台账 (*{self._ledger.suffix});;所有文件 (*)"
        )
        if name:
            self.table.setCurrentIndex(self.table.rootIndex())
            self.look_into(Path(name))

    def look_into(self, path: Path) -> None:
        """Say what a backup holds, once it is read and checked."""
        self._looked_into = None
        self.inside.setText("")

        def look(progress: Progress) -> tuple[Inside, int | None]:
            inside = backups.look_inside(path, progress)
            return inside, backups.lost_by_restoring(self._ledger, inside)

        def shown(found: tuple[Inside, int | None]) -> None:
            inside, lost = found
            self.inside.setText(_told(path, inside, lost))
            self._looked_into = None if inside.problems else path

        self._start(look, shown, "正在查看并核对备份")

    def restore(self) -> None:
        """Put the backup that was looked into in the ledger's place."""
        path = self._looked_into
        if path is None:
            return

        def go_back(progress: Progress) -> Path | None:
            return backups.go_back_to(path, self._ledger, copying=progress, checking=progress)

        def done(aside: Path | None) -> None:
            kept = f"；原来的台账另存为 {aside}" if aside else ""
            self.restored.emit(self._ledger, f"已恢复到 {path.name}{kept}")
            self.accept()

        self._start(go_back, done, "正在恢复")

    def reject(self) -> None:
        """Close; what is on its way is cancelled and leaves nothing behind."""
        self.progress.cancel()
        super().reject()

    def _start(self, work: Callable[[Progress], object], done: Callable[..., object], what: str) -> None:
        self.notice.clear()
        job = self._runner.start(work, done=done, failed=self._tell, progressed=self.progress.show_progress)
        job.ended.connect(self._ended)
        self.progress.follow(job, what)
        self._allow()

    def _ended(self) -> None:
        self.progress.end()
        self._allow()

    def _allow(self) -> None:
        self.restore_button.setEnabled(self._looked_into is not None and self.progress.isHidden())
        self.restore_button.setToolTip("" if self._looked_into else "请先选一份核对无误的备份")

    def _look_at_chosen(self) -> None:
        if backup := cast(Backup | None, self.table.current_row):
            self.look_into(backup.path)

    def _tell(self, error: Exception) -> None:
        if told := told_of(error, _MOST_PROBLEMS):
            self.notice.say(told, "error")
        else:
            self.crashed.emit(error)


def _told(path: Path, inside: Inside, lost: int | None) -> str:
    """What is inside a backup, and what would be lost by going back to it."""
    last = inside.last
    lines = [path.name, *inside.projects]
    if last:
        by = f"，{last.prepared_by}" if last.prepared_by else ""
        lines.append(
            f"操作日志 {inside.entries} 条，最后一条：{last.at:%Y-%m-%d %H:%M} {last.act} {last.about}{by}"
        )
    if inside.problems:
        more = "" if len(inside.problems) <= _MOST_PROBLEMS else f"\n……共 {len(inside.problems)} 处"
        return "\n".join([*lines, "没有通过核对，不能恢复：", *inside.problems[:_MOST_PROBLEMS]]) + more
    if lost and lost > 0:
        lines.append(f"恢复以后，现在台账里最后的 {lost} 条操作不在里面，要重新做。")
    elif lost == 0:
        lines.append("与现在的台账一样新，恢复不会少掉任何操作。")
    elif lost:
        lines.append(f"比现在的台账多 {-lost} 条操作。")
    return "\n".join([*lines, "核对无误，可以恢复。"])
