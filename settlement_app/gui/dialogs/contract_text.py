"""One optional text of the contract, changed with a reason."""

from PySide6.QtWidgets import QLineEdit, QWidget

from settlement_app.domain.contract import contract_text_findings
from settlement_app.gui.dialogs.form import FormDialog
from settlement_app.gui.wording import for_screen
from settlement_app.office.contract_screen import TextRow

_HINT = "以后的单据用新的内容；已审定的单据保留当时的内容。"
_FIRST_TIME = "补填"
"""The reason for a text that was empty so far; another one can be written."""


class ContractTextDialog(FormDialog):
    """Takes the new text, which may be empty, and the reason."""

    def __init__(self, parent: QWidget, row: TextRow) -> None:
        usual = f"不填则按惯例：{row.usual}。" if row.usual else "不填则单据上留空，供手写。"
        super().__init__(parent, f"修改{row.label}", _HINT + usual, "保存")
        self._row = row
        self.text, self.reason = QLineEdit(row.text), QLineEdit("" if row.text else _FIRST_TIME)
        if row.usual:
            self.text.setPlaceholderText(row.usual)
        self.add(row.label, self.text)
        self.add("修改事由", self.reason)
        self.text.textChanged.connect(self._check)
        self.reason.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        text = self.text.text().strip()
        wrong = [for_screen(finding.message) for finding in contract_text_findings(self._row.field, text)]
        if text == self._row.text:
            wrong.append("内容没有改变。" if text else "还没有填写内容。")
        elif not self.reason.text().strip():
            wrong.append("请写明修改事由。")
        self.show_wrong(wrong)
