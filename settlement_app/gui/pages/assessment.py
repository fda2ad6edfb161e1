"""季度考核: indicators, faults, rectifications and deductions; at the foot what it takes of the next quarter's fee."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent, QUndoGroup, QUndoStack
from PySide6.QtWidgets import QTabWidget

from settlement_app.domain.periods import Quarter
from settlement_app.gui.models.history import Edit, seal
from settlement_app.gui.pages.assessment_acts import AssessmentActs
from settlement_app.gui.pages.assessment_incidents import IncidentsTab
from settlement_app.gui.pages.assessment_indicators import IndicatorsTab
from settlement_app.gui.pages.assessment_measures import MeasuresTab
from settlement_app.gui.pages.assessment_saving import Working
from settlement_app.gui.pages.assessment_tab import TextField
from settlement_app.gui.pages.assessment_trends import TrendsTab
from settlement_app.gui.pages.assessment_trial import TrialPanel
from settlement_app.gui.pages.assessment_ways import AssessmentWays
from settlement_app.gui.pages.assessment_words import (
    TRIAL,
    outcome,
    state_line,
    unsaved_sentences,
)
from settlement_app.gui.pages.page import Page
from settlement_app.gui.pages.saving import Saving
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.widgets.blockers import Blockers
from settlement_app.gui.widgets.entry_table import EntryTable
from settlement_app.gui.widgets.labels import action_button, label
from settlement_app.gui.widgets.scrolled import scrolled
from settlement_app.gui.widgets.steady import Steady
from settlement_app.office import assessment_screen, assessment_trial
from settlement_app.office.assessment_draft import Draft, Place


class AssessmentPage(Page):
    """The quarter's assessment as typed, and what-ifs; what is done to it as a whole stands in its acts."""

    NAME, TITLE = "assessment", "季度考核"

    def __init__(self, session: Session, runner: Runner, preferences: Preferences) -> None:
        super().__init__(session, runner, preferences)
        self.state, self.banner = label("", "quiet"), label(TRIAL, "warning")
        self.indicators, self.incidents = IndicatorsTab(preferences), IncidentsTab(preferences)
        self.measures = MeasuresTab(preferences)
        self.contents = (self.indicators, self.incidents, self.measures)
        self.tabs = QTabWidget()
        self.outcome, self.blockers = label(), Blockers()
        self.trial, self.trial_notes = TrialPanel(preferences), label("", "quiet")
        self.foot = Steady(self.tabs, self.outcome, self.banner, self.trial_notes, self.blockers)
        self.edits = QUndoGroup(self)
        self.history, self.trial_history = QUndoStack(self.edits), QUndoStack(self.edits)
        self.saving = Saving(session, runner)
        self.saving.stored.connect(self._stored)
        self.saving.failed.connect(self._not_stored)
        self.working: Working | None = None
        self._kept: dict[tuple[Path, str | None, Quarter], Working] = {}
        self.undo_action = self.add_action("撤销", self.edits.undo, shortcut="Ctrl+Z", icon="undo-2")
        self.redo_action = self.add_action("重做", self.edits.redo, shortcut="Ctrl+Y")
        self.trial_action = self.add_action("试算", self.toggle_trial, shortcut="Ctrl+T", icon="calculator")
        self.acts, self.ways = AssessmentActs(self), AssessmentWays(self)
        self._build()

    def _build(self) -> None:
        self.state.setWordWrap(False)
        self.banner.setAccessibleName("试算")
        for widget in (self.banner, self.trial_notes, self.trial):
            widget.hide()
        self.heading.addWidget(self.state)
        for tab, title in zip(self.contents, ("指标", "故障", "整改与扣款"), strict=True):
            scroll = scrolled(tab)
            self.tabs.addTab(scroll, title)
            tab.edited.connect(self.edit)
            seen = partial(scroll.ensureWidgetVisible, tab.pasted)
            tab.pasted.told.connect(seen, Qt.ConnectionType.QueuedConnection)  # once it has its place
        self.tabs.addTab(scrolled(TrendsTab(self.session)), "走势")
        self.tabs.setAccessibleName("考核内容")
        self.measures.done_asked.connect(self.acts.mark_done)
        self.outcome.setAccessibleName("考核结果和扣款")
        self.body.addWidget(self.tabs, 3)
        self.body.addWidget(self.foot)  # below the tabs: what one is about to click must not move
        self.body.addWidget(self.trial, 2)
        for action in (self.undo_action, self.redo_action, self.trial_action):
            self.buttons.addWidget(action_button(action))
        self.buttons.addWidget(self.acts.reopen_button)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.acts.confirm_button)
        self.edits.indexChanged.connect(self._allow_undo)
        for tab in self.contents:  # what a paste took is no news once it was undone
            self.edits.indexChanged.connect(tab.pasted.hide)
        for table in self.findChildren(EntryTable):
            table.left.connect(self._seal)
        for line in self.findChildren(TextField):
            line.editingFinished.connect(self._seal)

    def refresh(self) -> None:
        """Show the chosen quarter's assessment; a draft stays as it was typed, also where it cannot be stored."""
        desk, quarter = self.session.desk, self.session.quarter
        key = (desk.ledger, desk.project, quarter)
        before = self._kept.get(key)
        if before is not self.working:
            self.saving.before_leaving()
            self._end_trial()
            self._forget_edits()
        if before and self.saving.is_storing:
            self._show(before)
            return
        fresh = assessment_screen.stored(desk, quarter)
        if before and before.shown.stored == fresh.stored and before.shown.form == fresh.form:
            before.take(fresh)
            self._show(before)
            return
        self.saving.drop()
        self._forget_edits()
        self._kept[key] = Working(desk, fresh, fresh.reading.record)
        self._show(self._kept[key])
        if before and (before.trial or not (before.is_saved or fresh.form)):
            self.notice.say(["这个季度的考核已在别处改过；这里显示的是改过以后的内容，请核对。"], "warning")

    def edit(self, draft: Draft, place: Place | None) -> None:
        """Take an edit of the draft, which can be undone."""
        working = self.working
        if working is None or working.in_sight.form or draft == working.in_sight.draft:
            return
        if working.trial:
            self.trial_history.push(Edit(working.trial.seen.draft, draft, place, self._put_trial))
        else:
            self.history.push(Edit(working.draft, draft, place, self._put))

    def toggle_trial(self) -> None:
        """Begin a what-if on the assessment as it stands, or end it and show that again."""
        if working := self.working:
            self._leave_cells()
            self.trial_history.clear()
            working.trial = None if working.trial else assessment_trial.begun(working.shown, working.draft)
            self.foot.begin_anew()
            self._show(working)

    def _end_trial(self) -> None:
        """Drop what was only tried."""
        if self.working and self.working.trial:
            self.toggle_trial()

    def _forget_edits(self) -> None:
        """Nothing can be undone any more."""
        self.history.clear()
        self.trial_history.clear()
        self._leave_cells()

    def _leave_cells(self) -> None:
        for tab in self.contents:
            tab.leave_cells()

    def leave(self) -> None:
        """Store what is not stored yet."""
        self.saving.before_leaving()

    def unsaved(self) -> Sequence[str]:
        """The quarters of which something typed is not in the ledger and cannot be stored by leaving."""
        return unsaved_sentences(self._kept.values())

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the part that was asked for."""
        super().showEvent(event)
        if part := self.session.take_part():
            self.ways.show_part(part)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is looked at: nothing waits any longer."""
        super().hideEvent(event)
        self.leave()
        if not event.spontaneous():  # the window was minimised, not the page left
            self._end_trial()

    def _put(self, draft: Draft) -> None:
        """Show another draft, and store it soon."""
        working = self.working
        if working is None:
            return
        working.shown = assessment_screen.drafted(working.shown, draft)
        self._show(working)
        self.saving.soon(working)

    def _put_trial(self, draft: Draft) -> None:
        """Show what another draft would bring, and store nothing."""
        if (working := self.working) and working.trial:
            working.trial = assessment_trial.retried(working.trial, draft)
            self._show(working)

    def _show(self, working: Working) -> None:
        if working is not self.working:
            self.foot.begin_anew()
        self.working, shown = working, working.in_sight
        self.edits.setActiveStack(self.trial_history if working.trial else self.history)
        self.measures.is_trial = working.trial is not None
        quarter, unit = shown.view.quarter, self.session.unit
        self.title.setText(f"{self.TITLE} · {quarter.short_label}")
        for tab in self.contents:
            tab.show_assessment(shown)
        self.measures.show_terms([f"{self.amount(e.amount)} {unit}：{e.basis}" for e in shown.by_terms])
        self.outcome.setText(outcome(shown.view, self.amount, unit))
        self._show_trial(working)
        self._show_state()
        self.ways.show(working)
        self._allow(working)

    def _show_trial(self, working: Working) -> None:
        """Say that it is only tried, and what would change."""
        trial = working.trial
        if trial:
            self.trial.show_figures(trial.figures, self.amount, self.session.unit)
            self.trial_notes.setText("\n".join([*trial.about, *([trial.problem] if trial.problem else [])]))
        for widget in (self.banner, self.trial):
            widget.setVisible(trial is not None)
        self.trial_notes.setVisible(trial is not None and bool(self.trial_notes.text()))

    def _show_state(self) -> None:
        if working := self.working:
            self.state.setText(state_line(working))

    def _allow(self, working: Working) -> None:
        """Say of each act whether it can be done now, and why not."""
        self.acts.allow(working)
        self.trial_action.setText("结束试算" if working.trial else "试算")
        self.trial_action.setToolTip(self.trial_action.text())
        self._allow_undo()

    def _seal(self) -> None:
        seal(self.edits.activeStack())

    def _allow_undo(self, _: int = 0) -> None:
        self.allow(self.undo_action, [] if self.edits.canUndo() else ["没有可以撤销的填写"])
        self.allow(self.redo_action, [] if self.edits.canRedo() else ["没有可以重做的填写"])

    def _stored(self) -> None:
        self.session.tell_changed()
        self._show_state()

    def _not_stored(self, error: object) -> None:
        self.tell(error)
        self._show_state()
