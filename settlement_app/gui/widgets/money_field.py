"""A field for an amount: the words under it as one types, an error in place, in words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from settlement_app.domain.money import AmountError, format_amount, parse_amount
from settlement_app.domain.words import in_words
from settlement_app.gui.widgets.labels import label, set_role


class MoneyField(QWidget):
    """Takes what the rules' section 2 takes, in 元 unless 万元 is typed; ``amount`` is in 分, None while unusable."""

    edited = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText("元，如 1,234.56 或 12.5万元")
        self._words = label("", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addWidget(self._words)
        self.setFocusProxy(self.line)
        self.amount: int | None = None
        self.line.textChanged.connect(self._read)

    @property
    def said(self) -> str:
        """The words or the error that stand under the field."""
        return self._words.text()

    @property
    def missing(self) -> str:
        """What to do while there is no amount: fill the field in, or mend what stands there."""
        if self.amount is not None:
            return ""
        return f"请{'改正' if self.line.text().strip() else '填写'}{self.line.accessibleName()}。"

    def set_amount(self, fen: int | None) -> None:
        """Put an amount (分) into the field, or empty it."""
        self.line.setText("" if fen is None else format_amount(fen))

    def _read(self, text: str) -> None:
        self.amount = None
        if not text.strip():
            self._words.setText("")
        else:
            try:
                self.amount = parse_amount(text)
            except AmountError as error:
                self._words.setText(str(error))
                set_role(self._words, "error")
            else:
                self._words.setText(in_words(self.amount))
                set_role(self._words, "quiet")
        self.edited.emit()
