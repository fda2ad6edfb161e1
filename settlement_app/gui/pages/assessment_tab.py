"""What the three tabs of 季度考核 share: they show an assessment, and tell which draft comes of what is done."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from settlement_app.domain.money import format_amount
from settlement_app.gui.models.entries import EntryColumn, EntryRows
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.entry_table import EntryTable
from settlement_app.gui.widgets.labels import action_button, label
from settlement_app.gui.widgets.paste_line import PasteLine, taken
from settlement_app.office.assessment_draft import Draft, Place, RowsPart
from settlement_app.office.assessment_screen import AssessmentOnScreen, RowLine, drafted, pasted_amount


class AssessmentTab(QWidget):
    """One tab; what it shows is whole in the assessment that the page gives it."""

    edited = Signal(object, object)
    """The draft after an edit, and the place that was typed in (None: the edit stands for itself)."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: AssessmentOnScreen | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, GRID, 0, 0)
        self.column.setSpacing(GRID)
        self.pasted = PasteLine()

    def show_assessment(self, shown: AssessmentOnScreen) -> None:
        """Show an assessment as it stands."""
        raise NotImplementedError

    def leave_cells(self) -> None:
        """Close the cell that is open, and say no more what was pasted: another draft is about to be shown."""
        self.pasted.begin_anew()
        for table in self.findChildren(EntryTable):
            table.closePersistentEditor(table.currentIndex())
            table.forget_sizes()

    def begin(self) -> None:
        """Put the cursor where something is to be filled in next."""
        self.setFocus()

    def go_to(self, place: Place) -> None:
        """Put the cursor where a text of the draft stands, with all of it selected."""
        if any(table.go_to(place) for table in self.findChildren(EntryTable)):
            return
        for line in self.findChildren(TextField):
            if line.place == place:
                line.setFocus()
                line.selectAll()
                return
        self.setFocus()

    def type_at(self, place: Place, text: str) -> None:
        """Tell the draft with a text at a place."""
        if self.shown:
            self.pasted.hide()  # what can be undone next is no longer the paste
            self.edited.emit(self.shown.draft.typed(place, text), place)

    def act(self, change: Callable[[Draft], Draft]) -> None:
        """Tell the draft after a change that stands for itself."""
        if self.shown:
            self.edited.emit(change(self.shown.draft), None)

    def paste_into(
        self, table: EntryTable, model: EntryRows[Any], lines: Sequence[Sequence[str]], part: RowsPart | None
    ) -> None:
        """Lay pasted cells over a table from its cursor on, and say what was taken; ``part`` may get more rows."""
        at = table.currentIndex()
        if self.shown is None or self.shown.form or not at.isValid():
            self.pasted.say("没有粘贴：先点一下要从哪一格贴起。")
            return
        fitted = model.fit(lines, at, (lambda number: RowLine(part, number)) if part else None)
        if not fitted.texts:
            self.pasted.say("没有粘贴：从这一格起没有可以填写的格子。")
            return
        draft = self.shown.draft
        for place, text in fitted.texts:
            draft = draft.typed(place, text)
        seen = drafted(self.shown, draft)
        said = taken(fitted, seen.reading.faults)
        total = pasted_amount(seen, [place for place, _ in fitted.texts])
        if total is None:
            self.edited.emit(draft, None)
            self.pasted.say(f"已粘贴 {said}。可用 Ctrl+Z 撤销。")
            return

        def take() -> None:
            self.edited.emit(draft, None)
            table.setFocus()

        self.pasted.offer(f"将粘贴 {said}；金额合计 {format_amount(total)} 元（没写单位的按元）。", take)


class RowsEntry(QWidget):
    """A table of rows of one part of the draft; above it its name and what adds and deletes rows."""

    def __init__(
        self,
        tab: AssessmentTab,
        part: RowsPart,
        table: EntryTable,
        model: EntryRows[RowLine],
        heading: str,
        noun: str,
    ) -> None:
        super().__init__()
        self._tab, self._part, self._noun = tab, part, noun
        self.table, self.model = table, model
        self.add_action = QAction(f"添加{noun}", self)
        self.add_action.triggered.connect(self.add)
        self.delete_action = QAction("删除所选", self)
        self.delete_action.triggered.connect(self.delete)
        self.buttons = QHBoxLayout()
        self.buttons.addWidget(label(heading, "heading"), 1)
        for action in (self.add_action, self.delete_action):
            self.buttons.addWidget(action_button(action))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(self.buttons)
        column.addWidget(table, 1)
        model.typed.connect(tab.type_at)
        table.pasted.connect(lambda lines: tab.paste_into(table, model, lines, part))
        table.selectionModel().selectionChanged.connect(lambda *_: self._allow())

    def show_rows(self, rows: Sequence[RowLine], *, is_open: bool) -> None:
        """Show the rows; a confirmed assessment's cannot be typed into."""
        self.model.is_open = is_open
        self.model.update_rows(rows)
        self._allow()

    def add(self) -> None:
        """Add a blank row and put the cursor into it."""
        self._tab.act(lambda draft: draft.with_row(self._part))
        self.table.edit_cell(self.model.rowCount() - 1, 0)

    def delete(self) -> None:
        """Delete the rows in which a cell is selected."""
        chosen = self.table.chosen_rows
        self._tab.act(lambda draft: draft.without_rows(self._part, chosen))

    def _allow(self) -> None:
        is_open = self.model.is_open
        confirmed = "考核已确认，不能再改"
        self.add_action.setEnabled(is_open)
        self.add_action.setToolTip(self.add_action.text() if is_open else confirmed)
        has_chosen = bool(self.table.chosen_rows)
        self.delete_action.setEnabled(is_open and has_chosen)
        wanting = f"先选中要删除的{self._noun}"
        self.delete_action.setToolTip(
            confirmed if not is_open else self.delete_action.text() if has_chosen else wanting
        )


def row_column(
    head: str,
    name: str,
    *,
    example: str = "",
    choices: Callable[[RowLine], Sequence[str]] | None = None,
    is_amount: bool = False,
    whole: bool = False,
) -> EntryColumn[RowLine]:
    """A column of a row's field that is typed into; an amount stands flush right."""
    return EntryColumn(
        head,
        lambda row: row.texts.get(name, ""),
        place=lambda row: Place(row.part, row.number, name),
        wrong=lambda row: row.faults.get(name, ""),
        choices=choices,
        example=example,
        amount=(lambda row: row.amount) if is_amount else None,
        whole=whole,
    )


def state_column(head: str) -> EntryColumn[RowLine]:
    """The column that says how a row stands, or what is wrong with it."""
    return EntryColumn(head, lambda row: row.state, mark=lambda row: row.mark)


class TextField(QLineEdit):
    """A field of the draft outside the tables."""

    def __init__(self, tab: AssessmentTab, place: Place, name: str, example: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(example)
        self.place = place
        self.textEdited.connect(lambda text: tab.type_at(place, text))

    def show_draft(self, draft: Draft, *, is_open: bool) -> None:
        """Show what stands in the draft."""
        text = draft.text(self.place)
        if text != self.text():
            self.setText(text)
        self.setReadOnly(not is_open)
