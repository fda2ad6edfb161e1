"""指标: what was reached, judged as one types; the score, and a result that a document decides."""

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QWidget

from settlement_app.gui.models.entries import EntryColumn, EntryRows
from settlement_app.gui.pages.assessment_tab import AssessmentTab, TextField
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.entry_table import EntryTable
from settlement_app.gui.widgets.labels import label
from settlement_app.office.assessment_draft import FAILED, MET, MISSED, PASSED, Place
from settlement_app.office.assessment_screen import AssessmentOnScreen, IndicatorLine

_BY_INDICATORS = "按指标与得分"
_POINTS = 4


class IndicatorsTab(AssessmentTab):
    """The scheme's indicators with their actuals, and what stands beside them."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.model = EntryRows[IndicatorLine](_columns())
        self.table = EntryTable(self.model, "考核指标", preferences)
        self.model.typed.connect(self.type_at)
        self.table.pasted.connect(lambda lines: self.paste_into(self.table, self.model, lines, None))
        self.score = TextField(self, Place("score"), "考核得分", "0 到 100")
        self.score.setFixedWidth(12 * GRID)
        self.score_row = QWidget()
        self.verdict = QComboBox()
        self.verdict.setAccessibleName("考核结果的认定")
        self.verdict.addItems([_BY_INDICATORS, f"另行认定：{PASSED}", f"另行认定：{FAILED}"])
        self.verdict.activated.connect(self._verdict_chosen)
        self.reason = TextField(self, Place("override_reason"), "另行认定的事由", "事由")
        self.document = TextField(self, Place("override_document"), "另行认定的文号", "文号")
        self.wrong = label("", "error")
        self._build()

    def _build(self) -> None:
        self.column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self.column.addWidget(self.pasted)
        row = QHBoxLayout(self.score_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label("考核得分"))
        row.addWidget(self.score)
        below = QGridLayout()
        below.setHorizontalSpacing(2 * GRID)
        below.addWidget(self.score_row, 0, 0)
        below.addWidget(self.verdict, 0, 1)
        below.addWidget(self.reason, 0, 2)
        below.addWidget(self.document, 0, 3)
        below.setColumnStretch(2, 2)
        below.setColumnStretch(3, 1)
        self.column.addLayout(below)
        self.column.addWidget(self.wrong)

    def show_assessment(self, shown: AssessmentOnScreen) -> None:
        """Show the indicators, the score and the override as they stand."""
        self.shown = shown
        is_open = shown.form is None
        self.model.is_open = is_open
        self.table.setColumnHidden(_POINTS, not shown.has_points)  # before the rows are measured
        self.model.update_rows(shown.indicators)
        self.score_row.setVisible(shown.has_score)
        for line in (self.score, self.reason, self.document):
            line.show_draft(shown.draft, is_open=is_open)
        self.verdict.setCurrentIndex(["", PASSED, FAILED].index(shown.draft.verdict))
        self.verdict.setEnabled(is_open)
        has_override = bool(
            shown.draft.verdict or shown.draft.override_reason or shown.draft.override_document
        )
        self.reason.setVisible(has_override)
        self.document.setVisible(has_override)
        faults = [shown.reading.faults.get(Place(part)) for part in ("score", "verdict")]
        self.wrong.setText("\n".join(fault for fault in faults if fault))
        self.wrong.setVisible(any(faults))

    def begin(self) -> None:
        """Open the first actual that is still to be typed."""
        lines = self.shown.indicators if self.shown and self.shown.form is None else ()
        places = (line.place("actuals") for line in lines if not line.typed)
        if empty := next(filter(None, places), None):
            self.go_to(empty)
        else:
            super().begin()

    def _verdict_chosen(self, index: int) -> None:
        self.type_at(Place("verdict"), ["", PASSED, FAILED][index])


def _columns() -> list[EntryColumn[IndicatorLine]]:
    return [
        EntryColumn("指标", lambda line: line.name),
        EntryColumn("目标", lambda line: line.target),
        EntryColumn(
            "实际",
            lambda line: line.actual,
            place=lambda line: line.place("actuals"),
            choices=lambda line: (MET, MISSED) if line.takes == "judgement" else (),
            wrong=lambda line: line.faults.get("actuals", ""),
            typed=lambda line: line.typed,
            example="78.5 或 9702/10000",
            whole=True,
        ),
        EntryColumn(
            "结果", lambda line: line.result, mark=lambda line: line.mark, room="× 未达标（= 78.5%）"
        ),
        EntryColumn(
            "得分",
            lambda line: line.points,
            place=lambda line: line.place("points"),
            wrong=lambda line: line.faults.get("points", ""),
            hint=lambda line: f"分值 {line.full_points}" if line.full_points else "",
        ),
        EntryColumn(
            "来源",
            lambda line: line.source,
            place=lambda line: line.place("sources"),
            wrong=lambda line: line.faults.get("sources", ""),
            example="如 CTI 月报",
        ),
    ]
