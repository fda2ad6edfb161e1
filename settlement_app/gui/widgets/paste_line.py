"""The line under a table that says what a paste took, or offers it first."""

from collections.abc import Callable, Container

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from settlement_app.gui.models.entries import Fitted
from settlement_app.gui.widgets.labels import button, label


class PasteLine(QWidget):
    """Says what a paste took; amounts are offered with their total first."""

    told = Signal()
    """Something stands here that is to be seen."""

    def __init__(self) -> None:
        super().__init__()
        self.text = label("", "quiet")
        self._take: Callable[[], object] = self.hide
        self._buttons = [button("采用", self._taken, "link"), button("不采用", self.hide, "link")]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text, 1)
        for made in self._buttons:
            row.addWidget(made)
        self.hide()

    def begin_anew(self) -> None:
        """Say nothing more, and need no room."""
        self._keep_room(keeps=False)
        self.hide()

    def say(self, said: str) -> None:
        """Say what happened; from then on the line keeps its room, for rows would move under the mouse."""
        self._keep_room(keeps=True)
        self.text.setText(said)
        for made in self._buttons:
            made.hide()
        self.show()
        self.told.emit()

    def offer(self, said: str, take: Callable[[], object]) -> None:
        """Say what would be taken, and take it when the user says so."""
        self.say(said)
        self._take = take
        for made in self._buttons:
            made.show()
        self._buttons[0].setFocus()

    def _keep_room(self, *, keeps: bool) -> None:
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(keeps)
        self.setSizePolicy(policy)

    def _taken(self) -> None:
        self.hide()
        self._take()


def taken(fitted: Fitted, faults: Container[object]) -> str:
    """How many cells a paste takes, leaves out, and marks as not usable; ``faults`` holds the places of those."""
    said = [f"{len(fitted.texts)} 格"]
    if fitted.skipped:
        said.append(f"{fitted.skipped} 格落在不能填写的地方，没有取用")
    if unusable := sum(place in faults for place, _ in fitted.texts):
        said.append(f"{unusable} 格不能用，在原处标明")
    return "；".join(said)
