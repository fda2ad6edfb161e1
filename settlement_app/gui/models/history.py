"""Undoing edits of a draft: each edit knows the draft before and after it."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtGui import QUndoCommand, QUndoStack

_Draft = TypeVar("_Draft")
_EDIT = 1
"""Edits of one kind may be merged."""


class Edit(QUndoCommand, Generic[_Draft]):
    """One edit; keystrokes in the same place, one after the other, are one edit, and none if they end as before.

    ``place`` is None for an edit that stands for itself: a paste, a row added or deleted.
    """

    def __init__(
        self, before: _Draft, after: _Draft, place: object | None, put: Callable[[_Draft], object]
    ) -> None:
        super().__init__()
        self.before, self.after, self.place, self._put = before, after, place, put

    def id(self) -> int:
        """Qt asks whether two edits are of one kind."""
        return _EDIT

    def undo(self) -> None:
        """Put the draft back as it was."""
        self._put(self.before)

    def redo(self) -> None:
        """Put the draft as it is after the edit."""
        self._put(self.after)

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take the next keystroke in the same place into this edit."""
        if not isinstance(other, Edit) or self.place is None or other.place != self.place:
            return False
        self.after = other.after
        self.setObsolete(self.after == self.before)
        return True


def seal(stack: QUndoStack | None) -> None:
    """A cell or field was left: what is typed next, in the same place too, is an edit of its own."""
    last = stack.command(stack.index() - 1) if stack and stack.index() else None
    if isinstance(last, Edit):
        last.place = None
