"""Asking once before something becomes final: the figures, both names, and that it cannot be undone."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from settlement_app.domain.people import people_findings
from settlement_app.gui.dialogs.form import FormDialog
from settlement_app.gui.session import People
from settlement_app.gui.widgets.labels import label
from settlement_app.gui.widgets.names_box import names_box

_WANTING = {
    "no_preparer": "请选择或填写编制人。",
    "no_reviewer": "请选择或填写复核人。",
    "same_person": "编制人与复核人须为两个人。",
}


class ConfirmDialog(FormDialog):
    """Shows what becomes final, and takes both names; with a ``reason_label`` something is taken back for a reason."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        facts: Sequence[tuple[str, str]],
        warning: str,
        people: People,
        names: Sequence[str],
        reason_label: str = "",
    ) -> None:
        super().__init__(parent, title, "", title, destroys=bool(reason_label))
        self.by, self.reviewer = (names_box(name, names) for name in (people.by, people.reviewer))
        self.reason = QLineEdit()
        self._needs_reason = bool(reason_label)
        self.add_facts(facts)
        self.add("编制人", self.by)
        self.add("复核人", self.reviewer)
        if reason_label:
            self.add(reason_label, self.reason)
        self.told.addWidget(label(warning, "warning"))
        for box in (self.by, self.reviewer):
            box.currentTextChanged.connect(self._check)
        self.reason.textChanged.connect(self._check)
        self._check()
        if reason_label and people.by and people.reviewer:
            self.reason.setFocus()

    @property
    def people(self) -> People:
        """The two names as chosen."""
        return People(self.by.currentText().strip(), self.reviewer.currentText().strip())

    def _check(self) -> None:
        chosen = self.people
        wrong = [_WANTING[finding.code] for finding in people_findings(chosen.by, chosen.reviewer)]
        if self._needs_reason and not self.reason.text().strip():
            wrong.append("请写明事由。")
        self.show_wrong(wrong)
