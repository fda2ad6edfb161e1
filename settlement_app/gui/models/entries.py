"""A table that is typed into: each cell knows its place in the draft, what may be chosen and what is wrong with it."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from settlement_app.gui.models.rows import Column, Rows
from settlement_app.gui.theme import colours

_Row = TypeVar("_Row")
_Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

CHOICES_ROLE = int(Role.UserRole) + 2
EXAMPLE_ROLE = int(Role.UserRole) + 3

_EDIT, _COLOUR = int(Role.EditRole), int(Role.ForegroundRole)
_TELLING = frozenset((int(Role.ToolTipRole), int(Role.AccessibleDescriptionRole)))


@dataclass(frozen=True, slots=True)
class EntryColumn(Column[_Row]):
    """One column of a table that is typed into; without ``place`` it only shows.

    ``place`` says where a row's text stands in the draft (None: nothing to type there), ``choices`` what can be
    chosen besides typing, ``wrong`` what is wrong with the text, ``mark`` the theme's role. ``typed`` is the text as it
    was typed, where another one is shown once it is understood. There is always room for ``room``.
    """

    place: Callable[[_Row], Hashable | None] | None = None
    choices: Callable[[_Row], Sequence[str]] | None = None
    wrong: Callable[[_Row], str] | None = None
    mark: Callable[[_Row], str] | None = None
    typed: Callable[[_Row], str] | None = None
    example: str = ""
    room: str = ""

    def edited(self, row: _Row) -> str:
        """What stands in a cell when it is opened to be typed into."""
        return (self.typed or self.text)(row)


@dataclass(slots=True)
class Fitted:
    """Pasted cells at their places, and how many of them stand where nothing can be typed."""

    texts: list[tuple[Any, str]] = field(default_factory=list)
    skipped: int = 0


class EntryRows(Rows[_Row], Generic[_Row]):
    """Rows that are typed into; nothing is kept here: what was typed is told, and the rows are shown anew."""

    typed = Signal(object, str)
    """A place in the draft, and the text that was typed there."""

    def __init__(self, columns: Sequence[EntryColumn[_Row]]) -> None:
        super().__init__(columns)
        self._entry_columns = list(columns)
        self.is_open = True
        """Whether anything can be typed now."""

    def update_rows(self, rows: Sequence[_Row]) -> None:
        """Show rows anew, and tell only of those that differ: a keystroke must not paint the whole table.

        A cell that is being typed into stays open where the number of rows is the same.
        """
        if len(rows) != len(self._rows):
            self.show(rows)
            return
        before, self._rows = self._rows, list(rows)
        for number, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(self._entry_columns) - 1))

    def place(self, index: _Index) -> Hashable | None:
        """Where a cell's text stands in the draft; None where nothing can be typed."""
        place = self._entry_columns[index.column()].place
        return place(self._rows[index.row()]) if self.is_open and place else None

    def index_of(self, place: Hashable) -> QModelIndex:
        """Where a text of the draft is shown; no index where it stands in no cell."""
        cells = ((row, column) for row in range(self.rowCount()) for column in range(self.columnCount()))
        found = next((cell for cell in cells if self.place(self.index(*cell)) == place), None)
        return self.index(*found) if found else QModelIndex()

    def example(self, column: int) -> str:
        """What is typically typed into a column; empty where nothing is."""
        return self._entry_columns[column].example

    def room(self, column: int) -> str:
        """The longest text that a column has room for even while none of that length stands in it."""
        return self._entry_columns[column].room or self.example(column)

    def fit(self, lines: Sequence[Sequence[str]], at: _Index, beyond: Callable[[int], _Row] | None) -> Fitted:
        """Lay pasted cells over the table from a cell on; ``beyond`` gives the rows that it has not got yet."""
        found = Fitted()
        for down, line in enumerate(lines):
            number = at.row() + down
            row = self._rows[number] if number < len(self._rows) else beyond(number) if beyond else None
            for across, text in enumerate(line):
                column = at.column() + across
                known = self._entry_columns[column] if column < len(self._entry_columns) else None
                place = known.place(row) if row is not None and known and known.place else None
                if place is not None and (text.strip() or (known and row and known.edited(row))):
                    found.texts.append((place, text.strip()))
                elif text.strip():
                    found.skipped += 1
        return found

    def data(self, index: _Index, role: int = int(Role.DisplayRole)) -> Any:
        """As in every table; besides what can be chosen, an example, and what is wrong in words and colour."""
        row, column = self._rows[index.row()], self._entry_columns[index.column()]
        if role == _EDIT:
            return column.edited(row)
        if role == _COLOUR and (column.wrong or column.mark):
            wrong = column.wrong and column.wrong(row)
            mark = "error" if wrong else column.mark(row) if column.mark else ""
            scheme = colours()
            shades = {"error": scheme.negative, "good": scheme.good, "quiet": scheme.quiet}
            if mark in shades:
                return QColor(shades[mark])
        if role in _TELLING and column.wrong and (told := column.wrong(row)):
            return told
        if role == CHOICES_ROLE:
            return list(column.choices(row)) if column.choices else []
        if role == EXAMPLE_ROLE:
            return self.example(index.column())
        return super().data(index, role)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A cell can be typed into where it has a place in the draft."""
        flags = super().flags(index)
        return flags if self.place(index) is None else flags | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: _Index, value: Any, role: int = int(Role.EditRole)) -> bool:
        """Tell what was typed."""
        place = self.place(index)
        if place is None or role != Role.EditRole:
            return False
        if str(value) != self._entry_columns[index.column()].edited(self._rows[index.row()]):
            self.typed.emit(place, str(value))
        return True
