"""文档: everything that can be printed, with its state; preview, print, save, one by one or a whole year."""

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from settlement_app.domain.papers.kinds import STATE_LABELS, State, name_of
from settlement_app.gui.models.rows import Column, Rows
from settlement_app.gui.pages.page import Page
from settlement_app.gui.paper_acts import PaperActs, Wanted
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Job, Progress, Runner
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import action_button, label
from settlement_app.gui.widgets.pdf_view import Opened, PdfView, opened
from settlement_app.gui.widgets.progress_row import ProgressRow
from settlement_app.gui.widgets.table import Table
from settlement_app.office import documents
from settlement_app.office.printables import Printable, printables

_CHOOSE = "请先在表中选一份单据"
_SHAPES: Mapping[State, str] = {
    "draft": "○",
    "current": "◇",
    "posted": "●",
    "reversed": "⊗",
    "withdrawn": "⊗",
}


class DocumentsPage(Page):
    """The papers at the left, the chosen one at the right as it will be printed."""

    NAME, TITLE = "documents", "文档"

    def __init__(self, session: Session, runner: Runner, preferences: Preferences) -> None:
        super().__init__(session, runner, preferences)
        self.rows: Rows[Printable] = Rows(_COLUMNS)
        self.table = Table(self.rows, "单据", preferences)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view = PdfView(runner)
        self.about, self.why_not = label("", "quiet"), label("", "quiet")
        self.pages = label("", "quiet")
        self.progress = ProgressRow()
        self.acts = PaperActs(self, self.progress)
        self._opening: Job | None = None
        self._shown: Opened | None = None
        self.zoom_out_action = self.add_action("缩小", self.view.zoom_out, shortcut="Ctrl+-")
        self.fit_action = self.add_action("适合宽度", self.view.fit_width, shortcut="Ctrl+0")
        self.zoom_in_action = self.add_action("放大", self.view.zoom_in, shortcut="Ctrl+=")
        self.folder_action = self.add_action("打开文件夹", self.open_folder)
        self.quarter_action = self.add_action("全季批量保存…", self.save_quarter)
        self.year_action = self.add_action("全年批量保存…", self.save_year)
        self.save_action = self.add_action("保存…", self.save)
        self.save_action.setShortcut(QKeySequence.StandardKey.Save)
        self.print_action = self.add_action("打印…", self.print, shortcut="Ctrl+P")
        self._build()

    def _build(self) -> None:
        self.about.setWordWrap(False)
        self.pages.setIndent(GRID)  # level with the sheet below it
        self.heading.addWidget(self.about)
        paper = QWidget()
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, 0, 0)
        zoom = QHBoxLayout()
        zoom.addWidget(self.pages, 1)
        for action in (self.zoom_out_action, self.fit_action, self.zoom_in_action):
            zoom.addWidget(action_button(action, "link"))
        column.addLayout(zoom)
        column.addWidget(self.view, 1)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(self.table)
        halves.addWidget(paper)
        halves.setSizes([56 * GRID, 60 * GRID])
        halves.setStretchFactor(1, 1)
        halves.setChildrenCollapsible(False)
        self.body.addWidget(halves, 1)
        self.body.addWidget(self.why_not)
        self.body.addWidget(self.progress)
        for action in (self.folder_action, self.quarter_action, self.year_action, self.save_action):
            self.buttons.addWidget(action_button(action))
        self.buttons.addStretch(1)
        self.buttons.addWidget(action_button(self.print_action, "primary"))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())

    @property
    def chosen(self) -> Printable | None:
        """The paper that the cursor stands on, or None."""
        return cast(Printable | None, self.table.current_row)

    def refresh(self) -> None:
        """Show the chosen year's papers; the cursor stays on its paper, or begins on one of the chosen quarter.

        That is the last final one, or where there is none the first draft.
        """
        was = self.chosen
        found = printables(self.session.desk, self.session.quarter)
        self.title.setText(f"{self.TITLE} · {self.session.year}年")
        self.about.setText(f"草稿只列{self.session.quarter.short_label}和全年的")
        self.rows.show(found)
        if found:
            same = [row for row in found if was and _is_still(row, was)]
            of_quarter = [row for row in found if row.about == self.session.quarter]
            final = [row for row in of_quarter if row.state == "posted"]
            self.table.go_to_row((same or final[-1:] or of_quarter or found)[0])
        self._show_chosen()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the quarter's newest paper of the kind that was asked for."""
        super().showEvent(event)
        if kind := self.session.take_part():
            of_kind = [row for row in self.rows.rows if (row.kind, row.about) == (kind, self.session.quarter)]
            if of_kind:
                self.table.go_to_row(of_kind[-1])

    def print(self) -> None:
        """Print the chosen paper on a printer that the user chooses."""
        if chosen := self.chosen:
            self.acts.print(_wanted(chosen))

    def save(self) -> None:
        """Save the chosen paper under a name that the user chooses."""
        if chosen := self.chosen:
            self.acts.save(_wanted(chosen))

    def save_quarter(self) -> None:
        """Save every final paper of the chosen quarter."""
        self.acts.save_all(self.session.quarter)

    def save_year(self) -> None:
        """Save every final paper of the chosen year, and its lists."""
        self.acts.save_all(self.session.year)

    def open_folder(self) -> None:
        """Let the system show the folder where papers were saved last."""
        folder = self.acts.saved_to
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.notice.say([f"系统没有能打开文件夹的程序；单据在 {folder}"], "warning")

    def _show_chosen(self) -> None:
        """Preview the chosen paper, and say of each act whether it can be done now."""
        chosen, desk = self.chosen, self.session.desk
        if self._opening:
            self._opening.cancel()
        reasons = [] if chosen else [_CHOOSE]
        for action in (self.print_action, self.save_action):
            self.allow(action, reasons)
        final = any(row.about == self.session.quarter and row.state != "draft" for row in self.rows.rows)
        no_quarter = [] if final else [f"{self.session.quarter.short_label}还没有已定的单据"]
        self.allow(self.quarter_action, no_quarter)
        self.why_not.setText("　".join([*reasons, *(f"全季批量保存：{reason}" for reason in no_quarter)]))
        self.why_not.setVisible(bool(self.why_not.text()))
        if chosen is None:
            self._show_paper(None)
            return

        def open_paper(progress: Progress) -> Opened:
            progress(0, 1)
            return opened(documents.preview(desk, chosen.kind, chosen.target).content)

        def show(paper: Opened) -> None:
            if self.chosen == chosen:
                self._show_paper(paper)

        self._opening = self.runner.start(open_paper, done=show, failed=self._cannot_show)

    def _cannot_show(self, error: Exception) -> None:
        self._show_paper(None)
        self.tell(error)

    def _show_paper(self, paper: Opened | None) -> None:
        """Show a paper, unless it is the one that is shown: its page and zoom stay."""
        if self._shown != paper:
            self._shown = paper
            self.view.show_paper(paper)
        self.pages.setText(f"共 {self.view.page_count} 页" if paper else "")


def _is_still(row: Printable, was: Printable) -> bool:
    """Whether it is the paper that was looked at, and was not undone meanwhile: then its successor is wanted."""
    is_undone = was.state == "posted" and row.state in ("reversed", "withdrawn")
    return (row.kind, row.number) == (was.kind, was.number) and not is_undone


def _wanted(row: Printable) -> Wanted:
    return Wanted(row.kind, row.target, row.number, row.file_name)


def _prints(row: Printable) -> int | None:
    return None if row.state in ("draft", "current") else row.prints


def _put_out(row: Printable) -> str:
    return "–" if _prints(row) is None else f"{row.prints - row.saves}／{row.saves}"


def _put_out_in_words(row: Printable) -> str:
    if _prints(row) is None:
        return "草稿和截至当天的表不计次数"
    return f"打印 {row.prints - row.saves} 次，保存 {row.saves} 次"


_COLUMNS: tuple[Column[Printable], ...] = (
    Column("单据", lambda row: name_of(row.kind, row.state)),
    Column("编号", lambda row: row.number, hint=lambda row: row.number, whole=True),
    Column("状态", lambda row: f"{_SHAPES[row.state]} {STATE_LABELS[row.state]}"),
    Column("打印／保存", _put_out, _prints, hint=_put_out_in_words),
)
