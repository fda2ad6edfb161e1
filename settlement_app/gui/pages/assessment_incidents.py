"""故障: the quarter's incidents, each judged by the limits of its level, or that there were none."""

from PySide6.QtWidgets import QCheckBox

from settlement_app.gui.models.entries import EntryRows
from settlement_app.gui.pages.assessment_tab import AssessmentTab, RowsEntry, row_column, state_column
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.widgets.entry_table import EntryTable
from settlement_app.gui.widgets.labels import label
from settlement_app.office.assessment_screen import AssessmentOnScreen, RowLine

_EXAMPLE = "2019-02-03 10:00"
_WHERE = "。故障的经过写在“指标”页该级故障的“来源”里。"


class IncidentsTab(AssessmentTab):
    """The log of incidents."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.limits = label("", "quiet")
        self.none = QCheckBox("本季无故障")
        self.none.clicked.connect(self._none_clicked)
        self.why_not = label("", "quiet")
        model = EntryRows[RowLine](
            [
                row_column("级别", "level", choices=lambda _: self.shown.levels if self.shown else ()),
                row_column("报告时间", "reported", example=_EXAMPLE, whole=True),
                row_column("响应时间", "responded", example=_EXAMPLE, whole=True),
                row_column("恢复时间", "restored", example=_EXAMPLE, whole=True),
                state_column("判定"),
            ]
        )
        self.entry = RowsEntry(
            self, "incidents", EntryTable(model, "故障记录", preferences), model, "故障记录", "故障"
        )
        for widget in (self.limits, self.none, self.why_not):
            self.column.addWidget(widget)
        self.column.addWidget(self.entry, 1)
        self.column.addWidget(self.pasted)

    def show_assessment(self, shown: AssessmentOnScreen) -> None:
        """Show the incidents as they stand."""
        self.shown = shown
        self.limits.setText("时限自报告起算。" + "；".join(shown.limits) + _WHERE)
        self.none.setChecked(shown.draft.no_incidents)
        reason = (
            "考核已确认，不能再改"
            if shown.form
            else "已列有故障；本季无故障时请先删去"
            if shown.incidents
            else ""
        )
        self.setFocusProxy(self.entry.table if shown.incidents else self.none)
        self.none.setEnabled(not reason)
        self.none.setToolTip(reason)
        self.why_not.setText(reason)
        self.why_not.setVisible(bool(reason) and shown.form is None)
        self.entry.show_rows(shown.incidents, is_open=shown.form is None)

    def _none_clicked(self, checked: bool) -> None:
        self.act(lambda draft: draft.with_no_incidents(checked))
