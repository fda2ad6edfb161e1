"""总览: where the year stands, what to do next, what is overdue."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from settlement_app.domain.agenda import ACT_LABELS, Act, Step
from settlement_app.gui.pages.page import Page
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.bars import Bar, Bars
from settlement_app.gui.widgets.blockers import Blocker, Blockers
from settlement_app.gui.widgets.labels import button, label
from settlement_app.gui.widgets.scrolled import scrolled
from settlement_app.gui.widgets.steps import StepLine
from settlement_app.office.overview import Lack, Overview, Reminder, last_backup, overview

PAGES: dict[Act, str] = {
    "assess_before": "assessment",
    "settle": "settlement",
    "assess": "assessment",
    "pay": "payments",
    "clear": "clearance",
}
"""The page where each act is done."""

RESOLVED_ON: dict[Lack, tuple[str, str]] = {
    "rectification": ("assessment", "去登记整改"),
    "payment": ("payments", "去登记付款"),
    "invoice": ("payments", "去登记发票"),
}
"""The page where what a reminder tells is put right, and what its link is called."""


class OverviewPage(Page):
    """What do I do next?"""

    NAME, TITLE = "overview", "总览"

    def __init__(self, session: Session, runner: Runner, preferences: Preferences) -> None:
        super().__init__(session, runner, preferences)
        self.steps = StepLine()
        self.steps.step_clicked.connect(self._look_at)
        self.next_text = label()
        self.next_button = button("", self._do_next, "primary")
        self.reminders = Blockers(lines=None)
        self.backup = label("", "quiet")
        self.backup_button = button("立即备份", self.back_up, "link")
        self.execution, self.quarters = Bars("预算执行"), Bars("各季应付与扣款")
        self.headings = label("", "heading"), label("", "heading")
        self.next_button.hide()
        self._next: Step | None = None
        self._build()

    def _build(self) -> None:
        column = self._scrolled()
        column.addWidget(self.steps)
        row = QHBoxLayout()
        row.addWidget(label("下一步", "heading"))
        row.addWidget(self.next_text, 1)
        column.addLayout(row)
        column.addWidget(self.reminders)
        column.addSpacing(GRID)
        pictures = QGridLayout()
        pictures.setHorizontalSpacing(4 * GRID)
        for place, bars in enumerate((self.execution, self.quarters)):
            pictures.addWidget(self.headings[place], 0, place)
            pictures.addWidget(bars, 1, place, Qt.AlignmentFlag.AlignTop)
            pictures.setColumnStretch(place, 1)
        column.addLayout(pictures)
        column.addStretch(1)
        self.buttons.addWidget(self.backup)
        self.buttons.addWidget(self.backup_button)
        self.backup.setWordWrap(False)
        self.session.backed_up.connect(self._show_backup)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.next_button)

    def _scrolled(self) -> QVBoxLayout:
        """The column of what is shown, which scrolls where the screen is too low for all reminders."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self.body.addWidget(scrolled(content), 1)
        return column

    def refresh(self) -> None:
        """Show the chosen year as it stands."""
        view = overview(self.session.desk, self.session.year)
        self.steps.show_steps(view.steps, self.session.quarter, is_refund=view.is_refund)
        self._show_next(view)
        found = [
            Blocker(reminder.text, RESOLVED_ON[reminder.lack][1], partial(self._resolve, reminder))
            for reminder in view.reminders
        ]
        self.reminders.show_blockers("提醒", found)
        self._show_pictures(view)
        self._show_backup()

    def _show_backup(self) -> None:
        made = last_backup(self.session.desk)
        day = "" if made is None else "今天" if made.date() == self.session.today else f"{made:%Y-%m-%d}"
        self.backup.setText(f"最近备份　{day} {made:%H:%M} 已校验" if made else "还没有备份")

    def _show_next(self, view: Overview) -> None:
        step = self._next = view.next_step
        if step is None or step.act is None:
            nothing = "现在没有要做的事" + ("，只有下面的提醒" if view.reminders else "")
            self.next_text.setText(f"{nothing}；{view.upcoming}。" if view.upcoming else f"{nothing}。")
            self.next_button.hide()
            return
        is_refund = step.act == "pay" and step.quarter is None and view.is_refund
        is_last = step.act == "assess" and step.quarter == view.contract.last_quarter
        sentence = "登记供应商的退款" if is_refund else _ASSESS_LAST if is_last else _SENTENCES[step.act]
        self.next_text.setText(f"{step.about}，{step.state}：{sentence}。")
        self.next_button.setText("去登记退款" if is_refund else ACT_LABELS[step.act])
        self.next_button.show()

    def _show_pictures(self, view: Overview) -> None:
        unit = self.session.unit
        for heading, text in zip(
            self.headings, (f"预算执行（已审定，{unit}）", f"各季应付与扣款（{unit}）"), strict=True
        ):
            heading.setText(text)
        self.execution.show_bars(
            [
                Bar(
                    item.name,
                    item.payable,
                    item.withheld,
                    item.annual,
                    f"{self.amount(item.payable)} / {self.amount(item.annual)}",
                )
                for item in view.execution
            ]
        )
        most = max((entry.payable - entry.deductions for entry in view.quarters), default=0)
        self.quarters.show_bars(
            [
                Bar(
                    entry.quarter.short_label + ("" if entry.is_posted else "（试算）"),
                    entry.payable,
                    -entry.deductions,
                    most,
                    self.amount(entry.payable),
                )
                for entry in view.quarters
            ]
        )

    def _look_at(self, step: Step) -> None:
        if step.quarter:
            self.session.choose(step.quarter)

    def _resolve(self, reminder: Reminder) -> None:
        """Go to where what a reminder tells is put right, at its quarter."""
        self.session.choose(reminder.quarter)
        page, _ = RESOLVED_ON[reminder.lack]
        if reminder.lack == "rectification":
            self.session.ask_for(f"rectifications {reminder.row}")
        self.go_to.emit(page)

    def _do_next(self) -> None:
        """Go to where the next act is done, at its quarter."""
        step = self._next
        if step is None or step.act is None:
            return
        if step.quarter:
            quarters = self.session.outline.quarters
            place = quarters.index(step.quarter)
            self.session.choose(quarters[place - 1] if step.act == "assess_before" else step.quarter)
        self.go_to.emit(PAGES[step.act])


_ASSESS_LAST = "录入并确认考核，其扣款在年终清算中了结，或在下一年度第一季度管理费中扣减"
_SENTENCES: dict[Act, str] = {
    "assess_before": "先确认上一季度的考核，其扣款将在本季度管理费中扣减",
    "settle": "核对并审定结算单",
    "assess": "录入并确认考核，其扣款将在下一季度管理费中扣减",
    "pay": "登记付款和发票",
    "clear": "编制年终清算",
}
