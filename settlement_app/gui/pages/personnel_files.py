"""Files of 人员经费: a blank one to be filled in; one chosen or dropped, looked at, and stored when it is accepted."""

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFileDialog

from settlement_app.gui.dialogs.import_preview import ImportPreview
from settlement_app.gui.pages.page import Page
from settlement_app.gui.paper_acts import WORKBOOK, PaperActs
from settlement_app.gui.tasks import Cancelled, Progress
from settlement_app.gui.widgets.progress_row import ProgressRow
from settlement_app.office import personnel_import
from settlement_app.office.blank_costs import BlankCosts
from settlement_app.office.personnel_import import FilePreview

_KINDS = "表格文件 (*.xlsx *.csv)"
_DROPPED = {".xlsx", ".csv", ".xls", ".et"}
"""What is taken when it is dropped; of those that cannot be read it is said what to do."""


class PersonnelFiles:
    """Imports files for one page; nothing is stored until the preview is accepted."""

    def __init__(self, page: Page, row: ProgressRow) -> None:
        self._page, self._row = page, row
        self._saving = PaperActs(page, row)
        self._folder: Path | None = None
        """Where a file was taken from last."""

    def save_blank(self, year: int, item: str) -> None:
        """Ask for a file name, and save a blank table there."""
        self._saving.save(BlankCosts(year, item), WORKBOOK)

    def choose(self, year: int, item: str) -> None:
        """Ask for a file, and look at it."""
        beside = self._page.session.desk.ledger.parent
        dialog = QFileDialog(self._page, "选择要导入的表格", str(self._folder or beside), _KINDS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.look_at(Path(name), year, item))
        dialog.open()

    def look_at(self, path: Path, year: int, item: str) -> None:
        """Read a file off the window's thread, and show what is in it."""
        page, self._folder = self._page, path.parent
        desk = page.session.desk

        def work(progress: Progress) -> FilePreview | None:
            try:
                return personnel_import.look_at_file(desk, path, year, item, progress)
            except Cancelled:
                return None

        def done(preview: FilePreview | None) -> None:
            self._row.end()
            if preview is None:
                page.notice.say(["导入已取消，什么也没有存入。"], "warning")
            else:
                self._show(preview)

        def failed(error: Exception) -> None:
            self._row.end()
            page.tell(error)

        job = page.do(work, done, stores=False, failed=failed, progressed=self._row.show_progress)
        self._row.follow(job, f"正在读取 {path.name}…")

    def _show(self, preview: FilePreview) -> None:
        page = self._page
        dialog = ImportPreview(page, preview, page.preferences, page.amount, page.session.unit)
        dialog.accepted.connect(lambda: self._take(preview, replaces=dialog.replaces))
        dialog.open()

    def _take(self, preview: FilePreview, *, replaces: bool) -> None:
        desk = self._page.session.desk
        self._page.do(
            lambda _: personnel_import.take_file(desk, preview, replaces=replaces),
            said=f"{preview.name} 已导入，共存入 {len(preview.fresh)} 个数。",
        )


def table_in(dragged: QMimeData) -> Path | None:
    """The one spreadsheet that is dragged, or None."""
    paths = [Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile()]
    fits = len(paths) == 1 and paths[0].suffix.lower() in _DROPPED
    return paths[0] if fits else None
