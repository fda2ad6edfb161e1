"""季度考核: indicators, faults, rectifications and deductions; at the foot what it takes of the next quarter's fee."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QUndoStack
from PySide6.QtWidgets import QTabWidget

from settlement_app.domain.findings import Finding
from settlement_app.domain.periods import Quarter
from settlement_app.gui.dialogs.confirm import ConfirmDialog
from settlement_app.gui.dialogs.day import DayDialog
from settlement_app.gui.models.history import Edit
from settlement_app.gui.pages import catalogue
from settlement_app.gui.pages.assessment_incidents import IncidentsTab
from settlement_app.gui.pages.assessment_indicators import IndicatorsTab
from settlement_app.gui.pages.assessment_measures import MeasuresTab
from settlement_app.gui.pages.assessment_saving import Working
from settlement_app.gui.pages.assessment_trends import TrendsTab
from settlement_app.gui.pages.assessment_words import (
    facts_to_confirm,
    fee_sentence,
    outcome,
    state_line,
    unsaved_sentences,
)
from settlement_app.gui.pages.page import Page
from settlement_app.gui.pages.saving import Saving
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Progress, Runner
from settlement_app.gui.widgets.blockers import Blocker, Blockers
from settlement_app.gui.widgets.labels import action_button, label
from settlement_app.gui.widgets.scrolled import scrolled
from settlement_app.gui.wording import for_screen
from settlement_app.office import assessment_screen, assessments
from settlement_app.office.assessment_draft import Draft, Place
from settlement_app.office.assessment_screen import AssessmentOnScreen
from settlement_app.office.assessments import AssessmentView

RESOLVED_ON = {
    "quarter_open": ("settlement", "去结算"),
    "next_posted": ("settlement", "去冲销"),
    "year_cleared": ("clearance", "去清算"),
    "waived": ("deductions", "去扣款台账"),
}
"""The page where what blocks confirming or reopening is resolved, by the finding's code."""
RESOLVED_IN = {
    "nothing_judged": 0,
    "text_missing": 0,
    "no_rectification": 2,
    "no_consequence": 2,
    "passed_deducts": 2,
    "both": 2,
}
"""The tab where it is resolved."""
_PARTS = {"incidents": 1, "rectifications": 2, "manual": 2, "no_deduction": 2}
"""The tab where a part of the draft is typed; the first one where it is not named."""


class AssessmentPage(Page):
    """The quarter's assessment: record, confirm, reopen, mark a rectification done."""

    NAME, TITLE = "assessment", "季度考核"

    def __init__(self, session: Session, runner: Runner, preferences: Preferences) -> None:
        super().__init__(session, runner, preferences)
        self.state = label("", "quiet")
        self.indicators, self.incidents = IndicatorsTab(preferences), IncidentsTab(preferences)
        self.measures = MeasuresTab(preferences)
        self._tabs = (self.indicators, self.incidents, self.measures)
        self.tabs = QTabWidget()
        self.outcome = label()
        self.blockers = Blockers()
        self.history = QUndoStack(self)
        self.saving = Saving(session, runner)
        self.saving.stored.connect(self._stored)
        self.saving.failed.connect(self._not_stored)
        self._working: Working | None = None
        self._kept: dict[tuple[Path, str | None, Quarter], Working] = {}
        self.undo_action = self.add_action("撤销", self.history.undo, shortcut="Ctrl+Z", icon="undo-2")
        self.redo_action = self.add_action("重做", self.history.redo, shortcut="Ctrl+Y")
        self.reopen_action = self.add_action("重开…", self.reopen)
        self.confirm_action = self.add_action("确认考核", self.confirm, shortcut="Ctrl+Return")
        self._build()

    def _build(self) -> None:
        self.state.setWordWrap(False)
        self.heading.addWidget(self.state)
        for tab, title in zip(self._tabs, ("指标", "故障", "整改与扣款"), strict=True):
            scroll = scrolled(tab)
            self.tabs.addTab(scroll, title)
            tab.edited.connect(self.edit)
            seen = partial(scroll.ensureWidgetVisible, tab.pasted)
            tab.pasted.told.connect(seen, Qt.ConnectionType.QueuedConnection)  # once it has its place
        self.tabs.addTab(scrolled(TrendsTab(self.session)), "走势")
        self.tabs.setAccessibleName("考核内容")
        self.measures.done_asked.connect(self.mark_done)
        self.outcome.setAccessibleName("考核结果和扣款")
        self.body.addWidget(self.tabs, 1)
        self.body.addWidget(self.outcome)
        self.body.addWidget(self.blockers)
        for action in (self.undo_action, self.redo_action, self.reopen_action):
            self.buttons.addWidget(action_button(action))
        self.buttons.addStretch(1)
        self.buttons.addWidget(action_button(self.confirm_action, "primary"))
        self.history.indexChanged.connect(self._allow_undo)

    def refresh(self) -> None:
        """Show the chosen quarter's assessment; a draft stays as it was typed, also where it cannot be stored."""
        desk, quarter = self.session.desk, self.session.quarter
        key = (desk.ledger, desk.project, quarter)
        before = self._kept.get(key)
        if before is not self._working:
            self.saving.before_leaving()
            self._forget_edits()
        if before and self.saving.is_storing:
            self._show(before)
            return
        fresh = assessment_screen.stored(desk, quarter)
        if before and before.shown.stored == fresh.stored and not fresh.form:
            before.shown = assessment_screen.drafted(fresh, before.draft)
            self._show(before)
            return
        self.saving.drop()
        self._forget_edits()
        self._kept[key] = Working(desk, fresh, fresh.reading.record)
        self._show(self._kept[key])
        if before and not before.is_saved and not fresh.form:
            self.notice.say(["这个季度的考核已在别处改过；这里显示的是改过以后的内容，请核对。"], "warning")

    def edit(self, draft: Draft, place: Place | None) -> None:
        """Take an edit of the draft, which can be undone."""
        working = self._working
        if working and not working.shown.form and draft != working.draft:
            self.history.push(Edit(working.draft, draft, place, self._put))

    def _forget_edits(self) -> None:
        """Nothing can be undone any more, and no paste says that it can."""
        self.history.clear()
        for tab in self._tabs:
            tab.pasted.hide()

    def confirm(self) -> None:
        """Ask once, then confirm the assessment as it stands on the page."""
        working = self._working
        if working is None or not self.confirm_action.isEnabled():
            return
        facts = facts_to_confirm(working.shown.view, self.amount, self.session.unit)
        dialog = self._asking("确认考核", facts, "确认后不能再改；下一季度审定以前，可以写明事由重开。")
        dialog.accepted.connect(lambda: self._confirm(working, dialog.people.reviewer))
        dialog.open()

    def reopen(self) -> None:
        """Ask once, then make the confirmed assessment a draft again."""
        working = self._working
        if working is None:
            return
        view = working.shown.view
        facts = [("单号", view.number), ("扣款", fee_sentence(view, self.amount, self.session.unit))]
        dialog = self._asking(
            "重开考核",
            facts,
            "原单作废并保留，其扣款注明撤销；再次确认时另编新号。重开不能撤回。",
            "重开事由",
        )
        dialog.accepted.connect(
            lambda: self.do(
                lambda _: assessments.reopen(
                    self.session.desk, view.quarter, dialog.reason.text(), dialog.people.reviewer
                ),
                said=f"{view.quarter.label}考核已重开，可以修改后重新确认。",
            )
        )
        dialog.open()

    def mark_done(self, number: int) -> None:
        """Ask for the day on which a rectification (counted from 1) was done, and mark it."""
        working = self._working
        if working is None:
            return
        quarter, row = working.shown.view.quarter, working.shown.rectifications[number - 1]
        about = f"{row.texts['subject']}：{row.texts['measure']}（期限 {row.texts['due']}）"
        dialog = DayDialog(self, "登记完成", about, "完成日期", self.session.today)
        dialog.accepted.connect(
            lambda: self.do(
                lambda _: assessments.rectified(self.session.desk, quarter, number, dialog.day),
                said=f"整改“{row.texts['subject']}”已登记完成。",
            )
        )
        dialog.open()

    def leave(self) -> None:
        """Store what is not stored yet."""
        self.saving.before_leaving()

    def unsaved(self) -> Sequence[str]:
        """The quarters of which something typed is not in the ledger and cannot be stored by leaving."""
        return unsaved_sentences(self._kept.values())

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is looked at: nothing waits any longer."""
        super().hideEvent(event)
        self.leave()

    def _confirm(self, working: Working, reviewer: str) -> None:
        """Confirm what the page shows: a draft that is not stored yet is stored first, or nothing is confirmed."""
        desk, quarter = self.session.desk, working.shown.view.quarter
        record = None if working.is_saved else working.record
        self.saving.drop()

        def work(_: Progress) -> AssessmentView:
            if record is not None:
                assessments.record(desk, quarter, record)
            return assessments.confirm(desk, quarter, reviewer)

        self.do(work, said=f"{quarter.label}考核已确认。")

    def _put(self, draft: Draft) -> None:
        """Show another draft, and store it soon."""
        working = self._working
        if working is None:
            return
        working.shown = assessment_screen.drafted(working.shown, draft)
        self._show(working)
        self.saving.soon(working)

    def _show(self, working: Working) -> None:
        self._working = working
        shown = working.shown
        quarter, unit = shown.view.quarter, self.session.unit
        self.title.setText(f"{self.TITLE} · {quarter.short_label}")
        for tab in self._tabs:
            tab.show_assessment(shown)
        self.measures.show_terms([f"{self.amount(e.amount)} {unit}：{e.basis}" for e in shown.by_terms])
        self.outcome.setText(outcome(shown.view, self.amount, unit))
        self._show_state()
        self._show_blocked(shown)
        self._allow(shown)

    def _show_state(self) -> None:
        if working := self._working:
            saved = "没有存上" if working.failed else "已保存" if working.is_saved else "待保存"
            self.state.setText(state_line(working.shown, saved))

    def _show_blocked(self, shown: AssessmentOnScreen) -> None:
        # What forbids reopening is resolved one after the other, and rarely looked at: the first is enough here.
        findings = shown.view.blocked[:1] if shown.form else shown.view.blocked
        found = [Blocker(for_screen(finding.message), *self._way_out(finding)) for finding in findings]
        if faults := len(shown.reading.faults):
            text = f"有 {faults} 处填写不能用，已在原处标明；请改正或清空"
            found.insert(0, Blocker(text, "去改正", self._show_first_fault))
        if shown.form:
            self.blockers.show_blockers("不能重开", found, "quiet")
        else:
            self.blockers.show_blockers("不能确认", found)

    def _way_out(self, finding: Finding) -> tuple[str, Callable[[], object] | None]:
        """Where what blocks is resolved: another page, or a tab of this one."""
        page, text = RESOLVED_ON.get(finding.code, ("", ""))
        if page in catalogue.NAMES:
            return text, partial(self._go, page, is_next=finding.code == "next_posted")
        tab = RESOLVED_IN.get(finding.code)
        return ("", None) if tab is None else ("去填写", partial(self._show_tab, tab))

    def _go(self, page: str, *, is_next: bool) -> None:
        if is_next and self._working:
            following = self._working.shown.view.books.following(self.session.quarter)
            self.session.choose(following or self.session.quarter)
        self.go_to.emit(page)

    def _show_first_fault(self) -> None:
        if self._working and self._working.shown.reading.faults:
            first = next(iter(self._working.shown.reading.faults))
            self._show_tab(_PARTS.get(first.part, 0))

    def _show_tab(self, tab: int) -> None:
        self.tabs.setCurrentIndex(tab)
        self._tabs[tab].setFocus()

    def _allow(self, shown: AssessmentOnScreen) -> None:
        """Say of each act whether it can be done now, and why not."""
        reasons = [for_screen(finding.message) for finding in shown.view.blocked]
        unusable = ["有填写不能用的地方，已在原处标明"] if shown.reading.faults else []
        self.allow(self.confirm_action, ["考核已确认，不用再确认"] if shown.form else [*unusable, *reasons])
        self.allow(self.reopen_action, reasons if shown.form else ["考核尚未确认，可以直接修改"])
        self._allow_undo()

    def _allow_undo(self, _: int = 0) -> None:
        self.allow(self.undo_action, [] if self.history.canUndo() else ["没有可以撤销的填写"])
        self.allow(self.redo_action, [] if self.history.canRedo() else ["没有可以重做的填写"])

    def _asking(
        self, title: str, facts: list[tuple[str, str]], warning: str, reason_label: str = ""
    ) -> ConfirmDialog:
        dialog = ConfirmDialog(
            self, title, facts, warning, self.session.people, self.preferences.names, reason_label
        )
        dialog.accepted.connect(lambda: self.session.choose_people(dialog.people))
        return dialog

    def _stored(self) -> None:
        self.session.tell_changed()
        self._show_state()

    def _not_stored(self, error: object) -> None:
        self.tell(error)
        self._show_state()
