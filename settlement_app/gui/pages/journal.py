"""操作日志: who did what and when; a search in it, the check of the whole ledger, and whose 校验码 a paper bears."""

from datetime import date
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QLineEdit

from settlement_app.domain.periods import PeriodError, parse_typed_day
from settlement_app.gui.models.rows import Column, Rows
from settlement_app.gui.pages.page import Page
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Progress, Runner
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import action_button, button, label
from settlement_app.gui.widgets.progress_row import ProgressRow
from settlement_app.gui.widgets.table import Table
from settlement_app.office import ledgers
from settlement_app.office.journal_screen import Log, LogEntry, Query, search
from settlement_app.office.ledgers import Verification

_SEARCH_AFTER_MS = 250
_EVERYBODY = "所有人"
_MOST_PROBLEMS = 20


class JournalPage(Page):
    """The newest entry first; what is typed above narrows it down."""

    NAME, TITLE = "journal", "操作日志"

    def __init__(self, session: Session, runner: Runner, preferences: Preferences) -> None:
        super().__init__(session, runner, preferences)
        self.since, self.until = _line("从", "如 2019-01-01"), _line("到", "如 2019-12-31")
        self.person = QComboBox()
        self.person.setAccessibleName("人员")
        self.person.addItem(_EVERYBODY)
        self.paper, self.text = _line("单据", "编号或季度"), _line("文字", "事由、姓名、金额等")
        self.anchor = _line("校验码", "单据右下角的 16 位校验码")
        self.wrong, self.count = label("", "error"), label("", "quiet")
        self.rows = Rows(_columns())
        self.table = Table(self.rows, "操作日志", preferences)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.details = label("", "quiet")
        self.details.setAccessibleName("这一条的详情")
        self.progress = ProgressRow()
        self.look_up_action = self.add_action("查校验码", self.look_up)
        self.verify_action = self.add_action("核对台账", self.verify)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_SEARCH_AFTER_MS)
        self._typing.timeout.connect(self._search)
        self._build()

    def _build(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(GRID)
        for name, field, stretch in (
            ("从", self.since, 2),
            ("到", self.until, 2),
            ("人员", self.person, 2),
            ("单据", self.paper, 3),
            ("文字", self.text, 4),
        ):
            shown = label(name)
            shown.setWordWrap(False)
            shown.setBuddy(field)
            above.addWidget(shown)
            above.addWidget(field, stretch)
        above.addWidget(button("清除条件", self.clear, "link"))
        self.body.addLayout(above)
        for widget in (self.wrong, self.count, self.table, self.details, self.progress):
            self.body.addWidget(widget)
        self.body.setStretchFactor(self.table, 1)
        self.wrong.hide()
        for line in (self.since, self.until, self.paper, self.text):
            line.textChanged.connect(lambda _: self._typing.start())
        self.person.currentIndexChanged.connect(lambda _: self._typing.start())
        self.anchor.setFixedWidth(28 * GRID)
        self.anchor.returnPressed.connect(self.look_up)
        self.anchor.textChanged.connect(lambda _: self._allow())
        self.buttons.addWidget(self.anchor)
        self.buttons.addWidget(action_button(self.look_up_action))
        self.buttons.addStretch(1)
        self.buttons.addWidget(action_button(self.verify_action, "primary"))
        self._allow()

    @property
    def chosen(self) -> LogEntry | None:
        """The entry that the cursor stands on, or None."""
        return cast(LogEntry | None, self.table.current_row)

    def refresh(self) -> None:
        """Look again with what is typed above."""
        self._search()

    def clear(self) -> None:
        """Look for nothing in particular."""
        for line in (self.since, self.until, self.paper, self.text):
            line.clear()
        self.person.setCurrentIndex(0)

    def verify(self) -> None:
        """Check the whole ledger against its journal."""
        self._verify(None, "正在核对台账")

    def look_up(self) -> None:
        """Say which paper bears the 校验码, and whether the ledger it stands in is in order."""
        if self.look_up_action.isEnabled():
            self._verify(self.anchor.text().strip(), "正在查找校验码")

    def _verify(self, anchor: str | None, what: str) -> None:
        desk = self.session.desk

        def work(progress: Progress) -> Verification:
            return ledgers.verify(desk, anchor, progress)

        job = self.do(work, self._tell, stores=False, progressed=self.progress.show_progress)
        job.ended.connect(self._ended)
        self.progress.follow(job, what)
        self._allow()

    def _tell(self, done: Verification) -> None:
        if done.found:
            self._go_to(done.found.sequence)
        self.notice.say(_told(done), "good" if done.ok else "warning" if _is_only_unknown(done) else "error")

    def _ended(self) -> None:
        self.progress.end()
        self._allow()

    def _allow(self) -> None:
        busy = ["正在核对，请稍候或取消"] if self.progress.isVisibleTo(self) else []
        typed = [] if self.anchor.text().strip() else ["请先输入单据右下角的校验码"]
        self.allow(self.verify_action, busy)
        self.allow(self.look_up_action, busy or typed)

    def _search(self) -> None:
        self._typing.stop()
        query = self._query()
        if query is None:
            return
        desk = self.session.desk
        self.runner.start(lambda _: search(desk, query), done=self._show, failed=self.tell)

    def _query(self) -> Query | None:
        """What is looked for; None where a date is no date, which is then said."""
        try:
            since, until = _day(self.since), _day(self.until)
        except PeriodError as error:
            self.wrong.setText(str(error))
            self.wrong.show()
            return None
        self.wrong.hide()
        person = self.person.currentText() if self.person.currentIndex() > 0 else ""
        return Query(since, until, person, self.paper.text(), self.text.text())

    def _show(self, log: Log) -> None:
        # At the top it is the newest that is looked at, whichever that comes to be.
        is_at_top = self.table.currentIndex().row() <= 0
        was = None if is_at_top else self.chosen
        self.rows.show(log.entries)
        found = len(log.entries)
        self.count.setText(
            f"共 {log.count} 条" if found == log.count else f"找到 {found} 条，共 {log.count} 条"
        )
        self._offer(log.people)
        self.table.go_to_row(was)
        if self.chosen is None and log.entries:
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._show_chosen()

    def _offer(self, people: tuple[str, ...]) -> None:
        """Offer the names that stand in the log; the chosen one stays."""
        chosen = self.person.currentText()
        self.person.blockSignals(True)
        self.person.clear()
        self.person.addItems([_EVERYBODY, *people])
        self.person.setCurrentText(chosen)
        self.person.blockSignals(False)

    def _go_to(self, sequence: int) -> None:
        self.table.go_to_row(next((row for row in self.rows.rows if row.sequence == sequence), None))

    def _show_chosen(self) -> None:
        entry = self.chosen
        if entry is None:
            self.details.setText("没有符合条件的记录。" if not self.rows.rows else "")
            return
        parts = [
            f"第 {entry.sequence} 条　{entry.act}　{entry.about}",
            *([f"事由：{entry.reason}"] if entry.reason else []),
            *entry.details,
            *([f"单据：{'、'.join(entry.papers)}"] if entry.papers else []),
            f"电脑：{entry.computer}　校验码：{entry.anchor}",
        ]
        self.details.setText("\n".join(parts))


def _columns() -> list[Column[LogEntry]]:
    return [
        Column("时间", lambda entry: f"{entry.at:%Y-%m-%d %H:%M}", whole=True),
        Column("操作", lambda entry: entry.act, whole=True),
        Column("对象", lambda entry: entry.about),
        Column("编制", lambda entry: entry.prepared_by),
        Column("复核", lambda entry: entry.reviewed_by),
        Column("单据", lambda entry: "、".join(entry.papers)),
    ]


def _line(name: str, example: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(example)
    made.setClearButtonEnabled(True)
    return made


def _day(line: QLineEdit) -> date | None:
    """The day that is typed, None where nothing is; raises PeriodError for what is no day."""
    return parse_typed_day(line.text()) if line.text().strip() else None


def _is_only_unknown(done: Verification) -> bool:
    """Whether the ledger is in order, and only the 校验码 is none of its own: it may be mistyped."""
    return done.unknown and len(done.problems) == 1


def _told(done: Verification) -> list[str]:
    """What the check found, in sentences."""
    in_order = f"操作日志 {done.entries} 条，最新校验码 {done.head[:16]}。"
    if _is_only_unknown(done):
        return [
            "操作日志里没有这个校验码：请与单据右下角的 16 位核对是否输错。",
            "没有输错的，这张单据不出自本台账，或台账的历史已被改写。",
            f"台账本身核对无误：{in_order}",
        ]
    found = []
    if done.found:
        act = ledgers.act_of(done.found)
        found = [f"这个校验码属于操作日志第 {done.found.sequence} 条：{act}。"]
    if done.ok:
        return [*found, f"台账核对无误：{in_order}"]
    more = len(done.problems) - _MOST_PROBLEMS
    return [
        *found,
        (
            f"台账没有通过核对：有 {len(done.problems)} 处与操作日志不符。请先不要再用它，恢复最近的备份，"
            "并把下面的内容交给维护人员。"
        ),
        *done.problems[:_MOST_PROBLEMS],
        *([f"……还有 {more} 处问题。"] if more > 0 else []),
    ]
