"""扣款台账: every deduction from its source to what became of it; waivers and opening deductions."""

from collections.abc import Callable
from typing import cast

from PySide6.QtWidgets import QAbstractItemView

from settlement_app.gui.dialogs.form import FormDialog
from settlement_app.gui.dialogs.opening import OpeningDialog
from settlement_app.gui.dialogs.waiver import WaiverDialog
from settlement_app.gui.models.rows import ROW_ROLE, Column, Rows
from settlement_app.gui.pages.page import Page
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.widgets.labels import action_button, label
from settlement_app.gui.widgets.table import Table
from settlement_app.gui.wording import for_screen
from settlement_app.office import deductions
from settlement_app.office.desk import Desk
from settlement_app.office.register_screen import RegisterEntry, RegisterOnScreen, register_on_screen

_CHOOSE = ("请先在表中选一笔扣款",)
_WITHOUT_BREAK = "\N{NO-BREAK SPACE}"
"""Between a name and its amount, so that they stay in one line."""


class DeductionsPage(Page):
    """The register, the story of the chosen row, and what may be done to it."""

    NAME, TITLE = "deductions", "扣款台账"

    def __init__(self, session: Session, runner: Runner, preferences: Preferences) -> None:
        super().__init__(session, runner, preferences)
        self.rows = Rows(self._columns())
        self.table = Table(self.rows, "扣款台账", preferences)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        self.empty, self.totals = (
            label("还没有扣款。考核不合格并确认后，扣款记在这里。", "quiet"),
            label("", "heading"),
        )
        self.story_title, self.story = label("", "heading"), label()
        self.story.setAccessibleName("扣款经过")
        self.why_not = label("", "quiet")
        self._shown: RegisterOnScreen | None = None
        self.trace_action = self.add_action("追溯…", self.trace)
        self.open_action = self.add_action("期初扣款…", self.open_with)
        self.remove_action = self.add_action("删去期初扣款…", self.remove_opening)
        self.unwaive_action = self.add_action("撤回减免…", self.unwaive)
        self.waive_action = self.add_action("减免…", self.waive)
        for widget in (self.empty, self.table, self.totals, self.story_title, self.story, self.why_not):
            self.body.addWidget(widget)
        self.body.setStretchFactor(self.table, 1)
        for action in (self.trace_action, self.open_action, self.remove_action, self.unwaive_action):
            self.buttons.addWidget(action_button(action))
        self.buttons.addStretch(1)
        self.buttons.addWidget(action_button(self.waive_action, "primary"))

    @property
    def chosen(self) -> RegisterEntry | None:
        """The row that the cursor stands in, or None."""
        return cast(RegisterEntry | None, self.table.current_row)

    def refresh(self) -> None:
        """Show the register as it stands, the cursor staying on its row."""
        was = self.chosen
        shown = self._shown = register_on_screen(self.session.desk)
        self.rows.use(self._columns())
        self.rows.show(shown.entries)
        self.empty.setVisible(not shown.entries)
        self.totals.setVisible(bool(shown.entries))
        sums = shown.register
        parts = (
            ("金额", sums.amount),
            ("减免", sums.waived),
            ("已扣", sums.withheld),
            ("待扣余额", sums.outstanding),
            ("待退", sums.to_return),
        )
        texts = "　".join(f"{name}{_WITHOUT_BREAK}{self.amount(fen)}" for name, fen in parts)
        self.totals.setText(f"合计（{self.session.unit}）　{texts}")
        self._choose(was.deduction.id if was else "")
        if self.chosen is None:
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._show_chosen()

    def trace(self) -> None:
        """Show what the chosen deduction comes from, and what became of it."""
        from settlement_app.gui.dialogs.trace import open_trace

        if entry := self.chosen:
            open_trace(self, entry.deduction)

    def waive(self) -> None:
        """Take an amount off the chosen deduction."""
        if entry := self.chosen:
            self._ask(
                "减免",
                "申诉成立时减免一笔扣款；已经扣了的部分在下一季度退回。",
                entry,
                entry.waivable,
                deductions.waive,
            )

    def unwaive(self) -> None:
        """Take part of the chosen deduction's waivers back."""
        if entry := self.chosen:
            self._ask(
                "撤回减免", "撤回后，这部分重新待扣。", entry, entry.deduction.waived, deductions.unwaive
            )

    def open_with(self) -> None:
        """State a deduction that stood before the first contract."""
        if self._shown is None:
            return
        desk = self.session.desk
        dialog = OpeningDialog(self, self._shown.first_quarter)

        def store() -> None:
            source, amount = dialog.quarter, dialog.money.amount
            if source and amount:
                document = dialog.document.text()
                self.do(
                    lambda _: deductions.open_with(desk, source, amount, document), said="期初扣款已登记。"
                )

        dialog.accepted.connect(store)
        dialog.open()

    def remove_opening(self) -> None:
        """Ask once, then take the chosen opening deduction back."""
        entry = self.chosen
        if entry is None:
            return
        row, desk = entry.deduction, self.session.desk
        what = f"{row.id}，{self.amount(row.amount)} {self.session.unit}，文号 {row.document}"
        dialog = FormDialog(
            self, "删去期初扣款", f"将删去 {what}。删去后可以重新登记。", "删去", destroys=True
        )
        dialog.accepted.connect(
            lambda: self.do(
                lambda _: deductions.remove_opening(desk, row.source, row.amount, row.document),
                said=f"期初扣款 {row.id} 已删去。",
            )
        )
        dialog.open()

    def _ask(
        self,
        title: str,
        hint: str,
        entry: RegisterEntry,
        most: int,
        act: Callable[[Desk, str, int, str, str], object],
    ) -> None:
        number = entry.deduction.id
        dialog = WaiverDialog(self, title, hint, number, most, self.session.people, self.preferences.names)

        def store() -> None:
            self.session.choose_people(dialog.people)
            desk, amount, reason = self.session.desk, dialog.money.amount or 0, dialog.reason.text()
            reviewer = dialog.people.reviewer
            self.do(lambda _: act(desk, number, amount, reason, reviewer), said=f"{number} 已{title}。")

        dialog.accepted.connect(store)
        dialog.open()

    def _columns(self) -> list[Column[RegisterEntry]]:
        unit = self.session.unit
        return [
            Column("编号", lambda entry: entry.row.deduction, whole=True),
            Column("来源季度", lambda entry: entry.row.source),
            Column("事由", lambda entry: entry.row.basis, hint=lambda entry: entry.row.basis),
            Column(f"金额（{unit}）", lambda e: self.amount(e.row.amount), lambda e: e.row.amount),
            Column("减免", lambda e: self.amount(e.row.waived), lambda e: e.row.waived),
            Column("已扣", lambda e: self.amount(e.row.withheld), lambda e: e.row.withheld),
            Column("待扣余额", lambda e: self.amount(e.row.outstanding), lambda e: e.row.outstanding),
            Column("待退", lambda e: self.amount(e.row.to_return), lambda e: e.row.to_return),
            Column("去向", lambda entry: entry.fate, whole=True),
        ]

    def _choose(self, number: str) -> None:
        model = self.table.model()
        indexes = (model.index(row, 0) for row in range(model.rowCount()))
        for index in indexes:
            if index.data(ROW_ROLE).deduction.id == number:
                self.table.setCurrentIndex(index)

    def _show_chosen(self) -> None:
        """Tell the chosen row's story, and say of each act whether it can be done now."""
        shown, entry = self._shown, self.chosen
        if shown is None:
            return
        self.story_title.setText(f"{entry.deduction.id} 的经过（元）" if entry else "")
        self.story.setText("\n".join([entry.row.basis, *entry.row.story]) if entry else "")
        self.story_title.setVisible(entry is not None)
        self.story.setVisible(entry is not None)
        wanted = (
            (self.trace_action, () if entry else _CHOOSE),
            (self.waive_action, entry.no_waiver if entry else _CHOOSE),
            (self.unwaive_action, entry.no_unwaiver if entry else _CHOOSE),
            (self.remove_action, entry.no_removal if entry else _CHOOSE),
            (self.open_action, shown.no_opening),
        )
        for action, reasons in wanted:
            self.allow(action, [for_screen(reason) for reason in reasons])
        about_row = (entry.no_waiver if entry else _CHOOSE) if shown.entries else ()
        opening = (f"期初扣款：{reason}" for reason in shown.no_opening)
        told = [for_screen(reason) for reason in dict.fromkeys((*about_row, *opening))]
        self.why_not.setText("\n".join(told))
        self.why_not.setVisible(bool(told))
