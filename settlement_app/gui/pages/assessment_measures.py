"""整改与扣款: what the vendor must mend by when, and what is taken or why nothing is."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from settlement_app.gui.models.entries import EntryRows
from settlement_app.gui.pages.assessment_tab import (
    AssessmentTab,
    RowsEntry,
    TextField,
    row_column,
    state_column,
)
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.widgets.entry_table import EntryTable
from settlement_app.gui.widgets.labels import action_button, label
from settlement_app.office.assessment_draft import Place
from settlement_app.office.assessment_screen import AssessmentOnScreen, RowLine


class MeasuresTab(AssessmentTab):
    """Rectifications and deductions."""

    done_asked = Signal(int)
    """Asks for a rectification (counted from 1) to be marked done."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        model = EntryRows[RowLine](
            [
                row_column(
                    "整改事项",
                    "subject",
                    example="指标或其他事项",
                    choices=lambda _: self.shown.subjects if self.shown else (),
                ),
                row_column("整改措施", "measure", example="做什么、做到什么程度"),
                row_column("期限", "due", example="2019-05-15", whole=True),
                state_column("状态"),
            ]
        )
        self.rectifications = RowsEntry(
            self, "rectifications", EntryTable(model, "整改", preferences), model, "整改", "整改"
        )
        self.done_action = QAction("登记完成…", self)
        self.done_action.triggered.connect(self._ask_done)
        self.rectifications.buttons.addWidget(action_button(self.done_action))
        self.rectifications.table.selectionModel().selectionChanged.connect(lambda *_: self._allow_done())
        manual = EntryRows[RowLine](
            [
                row_column("金额（元）", "amount", example="50,000 或 5万元", is_amount=True),
                row_column("事由", "reason", example="按哪一条、为什么扣"),
                state_column("大写"),
            ]
        )
        self.manual = RowsEntry(
            self, "manual", EntryTable(manual, "手工扣款", preferences), manual, "扣款", "手工扣款"
        )
        self.why_not_done, self.terms = label("", "quiet"), label("", "quiet")
        self.no_deduction = TextField(self, Place("no_deduction"), "不扣款理由", "不合格而不扣款时填写")
        self.no_deduction_row = QWidget()
        self.is_trial = False
        """Whether what is shown is only tried."""
        self._build()

    def _build(self) -> None:
        self.column.addWidget(self.rectifications, 1)
        self.setFocusProxy(self.rectifications.table)
        self.column.addWidget(self.why_not_done)
        self.column.addWidget(self.manual, 1)
        self.column.addWidget(self.terms)
        row = QHBoxLayout(self.no_deduction_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label("不扣款理由"))
        row.addWidget(self.no_deduction, 1)
        self.column.addWidget(self.no_deduction_row)
        self.column.addWidget(self.pasted)

    def show_assessment(self, shown: AssessmentOnScreen) -> None:
        """Show rectifications and deductions as they stand."""
        self.shown = shown
        is_open = shown.form is None
        self.rectifications.show_rows(shown.rectifications, is_open=is_open)
        self.rectifications.setVisible(not self.is_trial)  # they cost nothing: what is tried has the room
        undone = [line.number for line in shown.rectifications if line.mark != "good"]
        if shown.form and len(undone) == 1 and not self.rectifications.table.chosen_rows:
            self.rectifications.table.selectRow(undone[0])  # there is but one that can be meant
        self.manual.show_rows(shown.manual, is_open=is_open)
        self.no_deduction.show_draft(shown.draft, is_open=is_open)
        self.no_deduction_row.setVisible(is_open or bool(shown.draft.no_deduction))
        self._allow_done()

    def show_terms(self, texts: Sequence[str]) -> None:
        """Say what the scheme's terms take, in words."""
        self.terms.setText("按条款扣款：" + "；".join(texts))
        self.terms.setVisible(bool(texts))

    def _ask_done(self) -> None:
        self.done_asked.emit(self.rectifications.table.chosen_rows[0] + 1)

    def _allow_done(self) -> None:
        """A confirmed assessment's rectification can be marked done, one at a time; else say why not."""
        reason = ""
        if self.shown is None or self.shown.form is None:
            reason = "考核确认以后才能登记整改完成"
        elif not self.shown.rectifications:
            reason = "本次考核没有整改"
        elif len(self.rectifications.table.chosen_rows) != 1:
            reason = "先选中已完成的一项整改"
        self.done_action.setEnabled(not reason)
        self.done_action.setToolTip(reason or self.done_action.text())
        self.why_not_done.setText(f"登记完成：{reason}")
        self.why_not_done.setVisible(bool(reason) and not self.is_trial)
