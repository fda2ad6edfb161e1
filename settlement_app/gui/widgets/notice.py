"""The line at a page's foot that says what happened: done, an error in words, what keeps a button from acting."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import button, label, set_role

Link = tuple[str, Callable[[], object]]
"""Where to go on, in words, and what goes there."""


class Notice(QWidget):
    """Sentences in one place; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._text = label()
        self._text.setAccessibleName("提示")
        self._link = button("", self._follow, "link")
        self._go: Callable[[], object] | None = None
        self._close = button("知道了", self.clear, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GRID, 0, 0)
        texts = QVBoxLayout()
        texts.addWidget(self._text)
        row.addLayout(texts, 1)
        row.addWidget(self._link)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """What stands there now."""
        return self._text.text() if not self.isHidden() else ""

    def say(self, sentences: Sequence[str], role: str = "", link: Link | None = None) -> None:
        """Show sentences, each on its line, and where to go on; ``role`` is error, warning or good."""
        text, self._go = link or ("", None)
        self._link.setText(text)
        self._link.setVisible(link is not None)
        self._text.setText("\n".join(sentences))
        set_role(self._text, role)
        self.setVisible(bool(sentences))

    def clear(self) -> None:
        """Say nothing."""
        self.say(())

    def _follow(self) -> None:
        if self._go:
            self._go()
