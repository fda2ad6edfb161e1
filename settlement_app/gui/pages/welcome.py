"""The first page: open the demonstration, or make a ledger from the bundled contract."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from settlement_app.gui.pages.page import Page
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Progress, Runner
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import button, label
from settlement_app.office.desk import Desk

_TEMPLATE = "12333-2019"
_SUFFIX = ".settlement"


class WelcomePage(Page):
    """Shown while no ledger is open."""

    NAME, TITLE = "welcome", "季度结算"

    chosen = Signal(Path)
    """A ledger that was made or chosen."""
    open_asked = Signal()
    """The user wants to choose a ledger's file."""

    def __init__(self, session: Session, runner: Runner, preferences: Preferences) -> None:
        super().__init__(session, runner, preferences)
        self.body.addWidget(
            label(
                "把年度合同、每季考核、扣款结转、季度结算和付款放在同一本结算台账里，并打印可以签字的单据。"
                "先看看示例，或者直接新建自己的台账。"
            )
        )
        self.demo_button = button("打开示例台账", self.open_demo)
        self.new_button = button("新建台账", self.make_ledger, "primary")
        for made, text in (
            (
                self.new_button,
                "用内置的 2019 年合同（12333 热线，7,138.72万元）新建。合同金额以后可用预算调整修改。",
            ),
            (
                self.demo_button,
                "2019 年全年的示例：两次考核不合格、扣款结转、付款、年终清算。处处标有“示例”。",
            ),
        ):
            self.body.addSpacing(2 * GRID)
            self.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            self.body.addWidget(label(text, "quiet"))
        self.body.addSpacing(2 * GRID)
        self.body.addWidget(button("打开已有的台账…", self.open_asked.emit), 0, Qt.AlignmentFlag.AlignLeft)
        self._recent = QVBoxLayout()
        self.body.addSpacing(3 * GRID)
        self.body.addLayout(self._recent)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """There is nothing that a ledger could change here."""

    def showEvent(self, event: QShowEvent) -> None:
        """Show the ledgers opened last that are still there."""
        super().showEvent(event)
        while item := self._recent.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        there = [path for path in self.preferences.ledgers if path.is_file()]
        if there:
            self._recent.addWidget(label("最近打开的台账", "heading"))
        for path in there:
            link = button(str(path), partial(self.chosen.emit, path), "link")
            self._recent.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def open_demo(self) -> None:
        """Play the demonstration into the user's documents, and open its ledger."""
        import platformdirs

        from settlement_app.office import demo

        folder = platformdirs.user_documents_path() / "结算台账" / "示例"

        def play(_: Progress) -> Any:
            return demo.play(folder)

        self.do(play, lambda done: self.chosen.emit(done.ledger), "示例已生成。", stores=False)

    def make_ledger(self) -> None:
        """Ask where the ledger is to lie, make it, and open it."""
        import platformdirs

        start = self.preferences.folder_or(platformdirs.user_documents_path()) / f"结算台账{_SUFFIX}"
        name, _ = QFileDialog.getSaveFileName(self, "新建台账", str(start), f"结算台账 (*{_SUFFIX})")
        if name:
            self.make_ledger_at(Path(name if name.endswith(_SUFFIX) else f"{name}{_SUFFIX}"))

    def make_ledger_at(self, path: Path) -> None:
        """Make a ledger of the bundled contract; one that exists is refused in words."""
        from settlement_app.office import contracts

        desk = Desk(ledger=path, by=self.session.people.by, today=self._day())

        def make(_: Progress) -> Path:
            contracts.start_bundled(desk, _TEMPLATE)
            return path

        self.do(make, self.chosen.emit, "台账已建立。", stores=False)

    def _day(self) -> date:
        return self.session.today
