"""Saving and printing papers from a page: where to, what stands in the way, how far it is, how it ended."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QStandardPaths
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog

from settlement_app.domain.findings import SettlementError
from settlement_app.domain.papers.kinds import Kind
from settlement_app.domain.periods import Quarter
from settlement_app.domain.year_end import Outstanding
from settlement_app.gui.dialogs.ask import Answer, ask
from settlement_app.gui.pages.page import Page
from settlement_app.gui.printing import a_printer, print_paper
from settlement_app.gui.tasks import Cancelled, Progress
from settlement_app.gui.widgets.progress_row import ProgressRow
from settlement_app.gui.wording import for_screen
from settlement_app.office import documents, saving
from settlement_app.office.desk import Desk
from settlement_app.office.saving import Saved

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is saved: the dialog's title, what it offers to be shown, the name's ending."""

    asks: str
    shows: str
    suffix: str


PDF = FileKind("保存单据", "PDF 文件 (*.pdf)", "pdf")
WORKBOOK = FileKind("保存空白表", "Excel 工作簿 (*.xlsx)", "xlsx")


class Savable(Protocol):
    """What can be saved as a file."""

    @property
    def title(self) -> str:
        """What it is called, with its number."""

    @property
    def file_name(self) -> str:
        """The usual name of its file."""

    def save(self, desk: Desk, path: Path, *, force: bool) -> Saved:
        """Save it under a name; raises SettlementError where that cannot be done."""


class Paper(Savable, Protocol):
    """What can be saved and printed."""

    def content(self, desk: Desk) -> bytes:
        """Its PDF."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper as the office is asked for it.

    ``amount`` (分) is what a payment request asks for, ``outstanding`` what a 预清算 does with what deductions leave.
    """

    kind: Kind
    target: str
    number: str
    file_name: str
    amount: int | None = None
    outstanding: Outstanding = "carry"

    @property
    def title(self) -> str:
        """What it is called, as in 季度结算单 JS-12333-2019Q1 or 年终预清算单 QS-12333-2019（草稿）."""
        return Path(self.file_name).stem

    def content(self, desk: Desk) -> bytes:
        """Its PDF for a printer, which counts as a print where it is final."""
        return documents.render(
            desk, self.kind, self.target, self.amount, self.outstanding, manner="paper"
        ).content

    def save(self, desk: Desk, path: Path, *, force: bool) -> Saved:
        """Save it; raises as ``saving.save`` does."""
        return saving.save(
            desk,
            self.kind,
            self.target,
            path,
            force=force,
            amount=self.amount,
            outstanding=self.outstanding,
        )


class PaperActs:
    """Saves and prints for one page; both are counted."""

    def __init__(self, page: Page, row: ProgressRow) -> None:
        self._page, self._row = page, row
        self.folder = _folder(page.preferences.folder, page.session.desk.ledger)
        """Where papers are saved unless another folder is chosen."""
        self.saved_to = self.folder
        """Where papers were saved last; a quarter's or a year's have a folder of their own."""

    def save(self, wanted: Savable, kind: FileKind = PDF) -> None:
        """Ask for a file name, and save the paper there."""
        dialog = QFileDialog(self._page, kind.asks, str(self.folder), kind.shows)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # What is there already is asked about here: the name may be changed to one that Windows can store.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setDefaultSuffix(kind.suffix)
        dialog.selectFile(wanted.file_name)
        dialog.fileSelected.connect(lambda name: self._save(wanted, Path(name), kind, force=False))
        dialog.open()

    def save_all(self, about: Quarter | int) -> None:
        """Ask for a folder, and save every paper of a quarter or a year into one of its own within it."""
        dialog = QFileDialog(self._page, "选择保存到哪个文件夹", str(self.folder))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(
            lambda name: self._save_all(about, saving.folder_for(Path(name), about), force=False)
        )
        dialog.open()

    def print(self, wanted: Paper) -> None:
        """Show the system's print dialog, and print."""
        printer = a_printer(wanted.title)
        dialog = QPrintDialog(printer, self._page)
        dialog.setWindowTitle(f"打印 {wanted.title}")
        dialog.accepted.connect(lambda: self.print_to(wanted, printer))
        QDialog.open(dialog)  # QPrintDialog's own ``open`` wants a slot by its name in C++

    def print_to(self, wanted: Paper, printer: QPrinter) -> None:
        """Print on a printer that was chosen and set up."""
        desk = self._page.session.desk

        def work(progress: Progress) -> int:
            return print_paper(wanted.content(desk), printer, progress)

        self._do(
            work,
            f"正在打印 {wanted.title}…",
            lambda sheets: [f"{wanted.title} {_printed(printer)}，共 {sheets} 页。"],
            "打印已取消；已经送出的页可能仍会印出。",
        )

    def _save(self, wanted: Savable, path: Path, kind: FileKind, *, force: bool) -> None:
        desk = self._page.session.desk
        again, other = partial(self._save, wanted, path, kind), partial(self.save, wanted, kind)

        def work(_: Progress) -> Saved:
            return wanted.save(desk, path, force=force)

        self._do(
            work,
            f"正在保存 {wanted.title}…",
            lambda saved: [f"{wanted.title} 已保存到 {saved.path}", *saved.warnings],
            "保存已取消。",
            partial(self._failed, again, other, "换一个名字…"),
        )

    def _save_all(self, about: Quarter | int, folder: Path, *, force: bool) -> None:
        desk = self._page.session.desk
        again, other = partial(self._save_all, about, folder), partial(self.save_all, about)

        def work(progress: Progress) -> Saved:
            return saving.save_all(desk, about, folder, force=force, progress=progress)

        self._do(
            work,
            "正在生成单据…",
            lambda saved: [f"{len(saved.papers)} 份单据已保存到 {saved.path}（草稿不在内）", *saved.warnings],
            "已取消，没有保存任何单据，也没有计入次数。",
            partial(self._failed, again, other, "换一个文件夹…"),
        )

    def _do(
        self,
        work: Callable[[Progress], _Result],
        doing: str,
        said: Callable[[_Result], list[str]],
        cancelled: str,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Do the work with its progress shown; a cancelled one is told too."""
        notice = self._page.notice

        def cancellable(progress: Progress) -> _Result | None:
            try:
                return work(progress)
            except Cancelled:
                return None

        def done(result: _Result | None) -> None:
            self._row.end()
            if result is None:
                notice.say([cancelled], "warning")
                return
            if isinstance(result, Saved):
                self.folder = result.path.parent
                self.saved_to = result.path if result.path.is_dir() else self.folder
            first, *warnings = said(result)
            notice.say([first, *map(for_screen, warnings)], "warning" if warnings else "good")

        def told(error: Exception) -> None:
            self._row.end()
            (failed or self._page.tell)(error)

        job = self._page.do(cancellable, done, failed=told, progressed=self._row.show_progress)
        self._row.follow(job, doing)

    def _failed(
        self, again: Callable[..., object], other: Callable[[], object], other_text: str, error: Exception
    ) -> None:
        """Tell what kept the files from being written; where another name or folder helps, offer it."""
        self._page.tell(error)
        code = error.findings[0].code if isinstance(error, SettlementError) else ""
        answers: list[Answer]
        if code == "file_exists":
            question = f"{self._page.notice.text}\n\n替换后，原来的文件不能恢复。"
            answers = [("替换", partial(again, force=True)), (other_text, other)]
        elif code == saving.IN_USE:
            question = self._page.notice.text
            answers = [("再试一次", partial(again, force=True)), (other_text, other)]
        else:
            return
        ask(self._page, "没有保存", question, answers)


def _printed(printer: QPrinter) -> str:
    """Where what was printed went; of a file, which one."""
    file = printer.outputFileName()
    return f"已打印到 {file}" if file else "已送去打印"


def _folder(chosen: Path | None, ledger: Path) -> Path:
    """The folder of the settings, or the user's documents; beside the ledger where neither is there."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return next((folder for folder in (chosen, documents) if folder and folder.is_dir()), ledger.parent)
