"""人员经费: the year's actual cost typed, pasted or dropped in as a file; beside it the forecast, and what-ifs."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QUndoGroup, QUndoStack
from PySide6.QtWidgets import QComboBox, QHBoxLayout

from settlement_app.gui.models.cost_rows import CostRows
from settlement_app.gui.models.entries import Fitted
from settlement_app.gui.models.history import Edit, seal
from settlement_app.gui.pages.page import Page
from settlement_app.gui.pages.personnel_files import PersonnelFiles, table_in
from settlement_app.gui.pages.personnel_panel import FiguresPanel
from settlement_app.gui.pages.personnel_saving import Working
from settlement_app.gui.pages.personnel_table import MonthsTable
from settlement_app.gui.pages.personnel_words import (
    CHANGED_ELSEWHERE,
    HEADS_COPIED,
    HINT,
    NOTHING_HERE,
    TRIAL,
    TYPED_IN_YUAN,
    blocked,
    has_heads,
    not_importable,
    paste_sentence,
    state_line,
    unsaved_sentences,
)
from settlement_app.gui.pages.saving import Saving
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.widgets.blockers import Blockers
from settlement_app.gui.widgets.labels import action_button, label
from settlement_app.gui.widgets.paste_line import PasteLine
from settlement_app.gui.widgets.progress_row import ProgressRow
from settlement_app.gui.widgets.steady import Steady
from settlement_app.gui.wording import for_screen
from settlement_app.office import personnel_screen
from settlement_app.office.personnel_draft import CostDraft, CostPlace
from settlement_app.office.personnel_screen import PersonnelOnScreen

_Key = tuple[Path, str | None, int, str]


class PersonnelPage(Page):
    """The year's actual cost of one sub-item: type, paste, import, mark estimates, try."""

    NAME, TITLE = "personnel", "人员经费"

    def __init__(self, session: Session, runner: Runner, preferences: Preferences) -> None:
        super().__init__(session, runner, preferences)
        self.state, self.banner, self.hint = label("", "quiet"), label(TRIAL, "warning"), label("", "quiet")
        self.items = QComboBox()
        self.rows = CostRows(self.amount)
        self.table = MonthsTable(self.rows, preferences)
        self.panel, self.pasted, self.progress = FiguresPanel(), PasteLine(), ProgressRow()
        self.blockers = Blockers()
        self.foot = Steady(self.table, self.banner, self.blockers, self.hint)
        self.edits = QUndoGroup(self)
        self.history, self.trial_history = QUndoStack(self.edits), QUndoStack(self.edits)
        self.saving = Saving(session, runner)
        self.files = PersonnelFiles(self, self.progress)
        self._working: Working | None = None
        self._kept: dict[_Key, Working] = {}
        self._item: str | None = None
        self._unit = session.unit
        self.undo_action = self.add_action("撤销", self.edits.undo, shortcut="Ctrl+Z", icon="undo-2")
        self.redo_action = self.add_action("重做", self.edits.redo, shortcut="Ctrl+Y")
        self.estimate_action = self.add_action("标为暂估", self.mark_estimates, shortcut="Ctrl+E")
        self.trial_action = self.add_action("试算", self.toggle_trial, shortcut="Ctrl+T")
        self.blank_action = self.add_action("空白表…", self.save_blank_table)
        self.import_action = self.add_action("导入…", self.import_file, shortcut="Ctrl+I")
        self._build()

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self.state.setWordWrap(False)
        self.items.setAccessibleName("子项目")
        self.banner.setAccessibleName("试算")
        self.banner.hide()
        self.heading.addWidget(self.items)
        self.heading.addWidget(self.state)
        halves = QHBoxLayout()
        halves.addWidget(self.table, 1)
        halves.addWidget(self.panel)
        self.body.addLayout(halves, 1)
        for widget in (self.pasted, self.foot, self.progress):  # what one is about to click must not move
            self.body.addWidget(widget)
        for action in (self.undo_action, self.redo_action, self.estimate_action, self.trial_action):
            self.buttons.addWidget(action_button(action))
        self.buttons.addStretch(1)
        self.buttons.addWidget(action_button(self.blank_action))
        self.buttons.addWidget(action_button(self.import_action, "primary"))
        self.rows.typed.connect(self._typed)
        self.table.pasted.connect(self.paste)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.items.activated.connect(self._choose_item)
        self.saving.stored.connect(self._stored)
        self.saving.failed.connect(self._not_stored)
        self.edits.indexChanged.connect(self._allow)
        self.table.left.connect(lambda: seal(self.edits.activeStack()))

    def refresh(self) -> None:
        """Show the chosen year; a draft stays as it was typed, also where it cannot be stored."""
        desk, year = self.session.desk, self.session.year
        fresh = personnel_screen.stored(desk, year, self._item)
        self.title.setText(f"{self.TITLE} · {year}年")
        if fresh is None:
            self._leave_draft()
            self._show_nothing()
            return
        key = (desk.ledger, desk.project, year, fresh.item.code)
        working = self._kept.setdefault(key, Working(desk, fresh))
        if working is not self._working:
            self._leave_draft()
        if not self.saving.is_storing and working.take(fresh):
            self._forget_edits()
            if not working.is_saved:
                self.notice.say([CHANGED_ELSEWHERE], "warning")
                self.saving.soon(working)
        self._show(working)

    def edit(self, draft: CostDraft, place: CostPlace | None) -> None:
        """Take an edit of what the table shows, which can be undone."""
        working = self._working
        if working is None or working.shown.closed or draft == working.in_sight.draft:
            return
        if working.trial:
            self.trial_history.push(Edit(working.trial.draft, draft, place, self._put_trial))
        else:
            self.history.push(Edit(working.draft, draft, place, self._put))

    def paste(self, lines: Sequence[Sequence[str]]) -> None:
        """Offer to lay cells from the clipboard over the table from the cursor on, with their unit and total."""
        working, at = self._working, self.table.currentIndex()
        if has_heads(lines):
            self.pasted.say(HEADS_COPIED)
            return
        is_open = working is not None and not working.shown.closed and at.isValid()
        fitted = self.rows.fit(lines, at, None) if is_open else Fitted()
        if working is None or not fitted.texts:
            self.pasted.say("没有粘贴：先点一下要从哪一格贴起。")
            return
        draft = working.in_sight.draft
        for place, text in fitted.texts:
            draft = draft.typed(place, text)
        seen = personnel_screen.drafted(working.in_sight, draft)
        self.pasted.offer(paste_sentence(fitted, seen), lambda: self.edit(draft, None))

    def mark_estimates(self) -> None:
        """Mark the selected cells, or whole months, as estimates; where all are so already, no longer."""
        if working := self._working:
            draft, places = working.in_sight.draft, self.table.chosen_places
            self.edit(draft.marked(places, estimate=not draft.are_estimates(places)), None)

    def toggle_trial(self) -> None:
        """Begin a what-if on the numbers as they stand, or end it and show them again."""
        if (working := self._working) and (working.trial or not working.shown.closed):
            working.trial = None if working.trial else working.shown
            self.trial_history.clear()
            self.pasted.hide()
            self.foot.begin_anew()
            self._show(working)

    def import_file(self) -> None:
        """Ask for a file to import."""
        if working := self._working:
            self._look_at(working, None)

    def save_blank_table(self) -> None:
        """Ask for a file name, and save a blank table there to be filled in and imported."""
        if working := self._working:
            self.files.save_blank(working.shown.contract.year, working.shown.item.code)

    def leave(self) -> None:
        """Store what is not stored yet."""
        self.saving.before_leaving()

    def unsaved(self) -> Sequence[str]:
        """The years of which something typed is not in the ledger and cannot be stored by leaving."""
        return unsaved_sentences(self._kept.values())

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is looked at: nothing waits any longer."""
        super().hideEvent(event)
        self.leave()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one spreadsheet that is dragged onto the page, while one can be imported."""
        if self.import_action.isEnabled() and table_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the spreadsheet that was dropped."""
        if (path := table_in(event.mimeData())) and (working := self._working):
            event.acceptProposedAction()
            self._look_at(working, path)

    def _leave_draft(self) -> None:
        """Store what waits of the draft that was shown."""
        self.saving.before_leaving()
        self._forget_edits()

    def _forget_edits(self) -> None:
        """What was typed before can no longer be undone: it belongs to a draft that is not shown any more."""
        self.history.clear()
        self.trial_history.clear()

    def _typed(self, place: CostPlace, text: str) -> None:
        if working := self._working:
            self.edit(working.in_sight.draft.typed(place, text), place)

    def _look_at(self, working: Working, path: Path | None) -> None:
        """Look at a file, or ask for one; what was typed is stored first, for a file comes on top of it."""
        self.pasted.hide()
        self.saving.before_leaving()
        year, item = working.shown.contract.year, working.shown.item.code
        if path:
            self.files.look_at(path, year, item)
        else:
            self.files.choose(year, item)

    def _put(self, draft: CostDraft) -> None:
        """Show another draft, and store it soon."""
        if working := self._working:
            working.shown = personnel_screen.drafted(working.shown, draft)
            self._show(working)
            self.saving.soon(working)

    def _put_trial(self, draft: CostDraft) -> None:
        """Show what another draft would bring, and store nothing."""
        if working := self._working:
            working.trial = personnel_screen.drafted(working.shown, draft)
            self._show(working)

    def _choose_item(self, number: int) -> None:
        self._item = str(self.items.itemData(number))
        self.refresh_anew()

    def _show_nothing(self) -> None:
        """The year's contract settles nothing on actual cost."""
        self._working = None
        self.rows.show(())
        self.panel.show_year(None, None, self.amount)
        self.items.hide()
        self.banner.hide()
        self.state.setText("")
        self.hint.setText(NOTHING_HERE)
        self.hint.show()
        self.blockers.show_blockers("", ())
        self._allow()

    def _show(self, working: Working) -> None:
        is_other = working is not self._working or self.session.unit != self._unit
        if is_other:
            self.foot.begin_anew()
        self._working, self._unit = working, self.session.unit
        seen = working.in_sight
        self.rows.is_open = not seen.closed
        self.edits.setActiveStack(self.trial_history if working.trial else self.history)
        self.table.show_rows(seen.rows, anew=is_other)
        self._show_items(seen)
        self.panel.show_year(working.shown.ahead, working.trial.ahead if working.trial else None, self.amount)
        head, found = blocked(seen, self.table.go_to)
        self.blockers.show_blockers(head, found, "quiet" if seen.closed else "warning")
        self.banner.setVisible(working.trial is not None)
        hints = [HINT] if not seen.draft.texts else []
        if self.session.unit != "元":
            hints.append(TYPED_IN_YUAN)
        self.hint.setText("\n".join(hints))
        self.hint.setVisible(bool(hints) and not seen.closed)
        self._show_state()
        self._allow()

    def _show_items(self, seen: PersonnelOnScreen) -> None:
        """Let a sub-item be chosen where there are several."""
        known = [self.items.itemData(number) for number in range(self.items.count())]
        if known != [item.code for item in seen.items]:
            self.items.clear()
            for item in seen.items:
                self.items.addItem(item.name, item.code)
        self.items.setCurrentIndex(self.items.findData(seen.item.code))
        self.items.setVisible(len(seen.items) > 1)

    def _show_state(self) -> None:
        if working := self._working:
            self.state.setText(state_line(working, self.session.unit))

    def _allow(self, _: int = 0) -> None:
        """Say of each act whether it can be done now, and why not."""
        working = self._working
        seen = working.in_sight if working else None
        closed = [for_screen(text) for text in seen.closed] if seen else [NOTHING_HERE]
        is_trial = working is not None and working.trial is not None
        chosen = self.table.chosen_places if seen else []
        marks = seen.draft.are_estimates(chosen) if seen else False
        has_amount = any(seen.draft.text(place) for place in chosen) if seen else False
        self.estimate_action.setText("取消暂估" if marks else "标为暂估")
        unmarked = [] if has_amount else ["先选中填有金额的格；点月份就选中全月"]
        self.allow(self.estimate_action, closed or unmarked)
        self.trial_action.setText("结束试算" if is_trial else "试算")
        self.allow(self.trial_action, closed)
        self.allow(self.blank_action, [] if seen else closed)
        self.allow(self.import_action, closed or not_importable(working))
        self.allow(self.undo_action, closed or ([] if self.edits.canUndo() else ["没有可以撤销的填写"]))
        self.allow(self.redo_action, closed or ([] if self.edits.canRedo() else ["没有可以重做的填写"]))

    def _stored(self) -> None:
        self.session.tell_changed()
        self._show_state()

    def _not_stored(self, error: object) -> None:
        self.tell(error)
        self._show_state()
