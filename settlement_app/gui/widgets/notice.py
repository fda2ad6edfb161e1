"""The line at a page's foot that says what happened: done, an error in words, what keeps a button from acting."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import button, label, set_role


class Notice(QWidget):
    """Sentences in one place; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._text = label()
        self._text.setAccessibleName("提示")
        self._close = button("知道了", self.clear, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GRID, 0, 0)
        texts = QVBoxLayout()
        texts.addWidget(self._text)
        row.addLayout(texts, 1)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """What stands there now."""
        return self._text.text() if not self.isHidden() else ""

    def say(self, sentences: Sequence[str], role: str = "") -> None:
        """Show sentences, each on its line; ``role`` is error, warning or good."""
        self._text.setText("\n".join(sentences))
        set_role(self._text, role)
        self.setVisible(bool(sentences))

    def clear(self) -> None:
        """Say nothing."""
        self.say(())
