"""The steps of a 追溯 as a tree: what each is, its amount, what it is known from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from settlement_app.domain.tracing.step import TraceStep
from settlement_app.gui.theme import colours

_Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
STEP, AMOUNT, FACTS = range(3)
"""The columns."""


@dataclass(slots=True, eq=False)
class _Node:
    """A step at its place: which one it is behind the step before it."""

    step: TraceStep
    row: int = 0
    parent: _Node | None = None
    children: list[_Node] = field(default_factory=list)


class TraceSteps(QAbstractItemModel):
    """One step at the root and all behind it; amounts are flush right, negative ones red."""

    def __init__(self) -> None:
        super().__init__()
        self._root: _Node | None = None
        self._unit = ""
        self._amount: Callable[[int], str] = str

    def show(self, step: TraceStep, unit: str, amount: Callable[[int], str]) -> None:
        """Show another step; ``amount`` writes one (分) in the unit."""
        self.beginResetModel()
        self._root, self._unit, self._amount = _node(step), unit, amount
        self.endResetModel()

    @property
    def heads(self) -> tuple[str, str, str]:
        """The heads of the columns."""
        return "事项", f"金额（{self._unit}）", "依据"

    def lines(self) -> Iterator[tuple[QModelIndex, int]]:
        """The first cell of each row from top to bottom, each with how deep it lies."""
        if self._root:
            yield from self._lines(self._root, 0)

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:
        """The cell of a row behind the parent."""
        siblings = self._behind(parent)
        if 0 <= row < len(siblings) and 0 <= column < len(self.heads):
            return self.createIndex(row, column, siblings[row])
        return QModelIndex()

    def parent(self, child: _Index = QModelIndex()) -> QModelIndex:  # type: ignore[override] # Qt's other one takes nothing
        """The step that this one is behind."""
        before = _of(child).parent if child.isValid() else None
        return self.createIndex(before.row, STEP, before) if before else QModelIndex()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """How many steps are right behind the parent."""
        return len(self._behind(parent))

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        """How many columns there are."""
        return len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = int(Role.DisplayRole)) -> Any:
        """The heads of the columns."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Role.DisplayRole:
                return self.heads[section]
            if role == Role.TextAlignmentRole:
                return _alignment(section)
        return None

    def data(self, index: _Index, role: int = int(Role.DisplayRole)) -> Any:
        """What a cell shows."""
        step = _of(index).step
        if role == Role.DisplayRole:
            amount = "" if step.amount is None else self._amount(step.amount)
            return (step.name, amount, "\n".join(step.facts))[index.column()]
        if role == Role.TextAlignmentRole:
            return _alignment(index.column())
        if role == Role.ForegroundRole and index.column() == AMOUNT and (step.amount or 0) < 0:
            return QColor(colours().negative)
        return None

    def _behind(self, parent: _Index) -> list[_Node]:
        if parent.isValid():
            return _of(parent).children
        return [self._root] if self._root else []

    def _lines(self, node: _Node, level: int) -> Iterator[tuple[QModelIndex, int]]:
        yield self.createIndex(node.row, STEP, node), level
        for child in node.children:
            yield from self._lines(child, level + 1)


def _node(step: TraceStep, row: int = 0, parent: _Node | None = None) -> _Node:
    made = _Node(step, row, parent)
    made.children = [_node(each, place, made) for place, each in enumerate(step.behind)]
    return made


def _of(index: _Index) -> _Node:
    node: _Node = index.internalPointer()
    return node


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column == AMOUNT else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignTop)
