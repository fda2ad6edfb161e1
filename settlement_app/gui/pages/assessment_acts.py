"""What may be done to a quarter's assessment as a whole: confirm it, reopen it, mark a rectification done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from settlement_app.gui.dialogs.confirm import ConfirmDialog
from settlement_app.gui.dialogs.day import DayDialog
from settlement_app.gui.pages.assessment_words import ENDS_FIRST, facts_to_confirm, fee_sentence
from settlement_app.gui.widgets.labels import action_button
from settlement_app.gui.wording import for_screen
from settlement_app.office import assessments

if TYPE_CHECKING:  # the page makes its acts
    from settlement_app.gui.pages.assessment import AssessmentPage
    from settlement_app.gui.pages.assessment_saving import Working
    from settlement_app.gui.tasks import Progress
    from settlement_app.office.assessments import AssessmentView

_CONFIRMS = "确认后不能再改；下一季度审定以前，可以写明事由重开。"
_REOPENS = "原单作废并保留，其扣款注明撤销；再次确认时另编新号。重开不能撤回。"


class AssessmentActs:
    """The acts of the page 季度考核; each asks in a dialog before it stores."""

    def __init__(self, page: AssessmentPage) -> None:
        self._page = page
        self.reopen_action = page.add_action("重开…", self.reopen)
        self.confirm_action = page.add_action("确认考核", self.confirm, shortcut="Ctrl+Return")
        self.reopen_button = action_button(self.reopen_action)
        self.confirm_button = action_button(self.confirm_action, "primary")

    def allow(self, working: Working) -> None:
        """Let each act act, or say why not."""
        shown = working.shown
        reasons = [for_screen(finding.message) for finding in shown.view.blocked]
        unusable = ["有填写不能用的地方，已在原处标明"] if shown.reading.faults else []
        confirming = ["考核已确认，不用再确认"] if shown.form else [*unusable, *reasons]
        reopening = reasons if shown.form else ["考核尚未确认，可以直接修改"]
        trying = [ENDS_FIRST] if working.trial else []
        self._page.allow(self.confirm_action, trying or confirming)
        self._page.allow(self.reopen_action, trying or reopening)

    def confirm(self) -> None:
        """Ask once, then confirm the assessment as it stands on the page."""
        page, working = self._page, self._page.working
        if working is None or not self.confirm_action.isEnabled():
            return
        facts = facts_to_confirm(working.shown.view, page.amount, page.session.unit)
        dialog = self._asking("确认考核", facts, _CONFIRMS)
        dialog.accepted.connect(lambda: self._confirm(working, dialog.people.reviewer))
        dialog.open()

    def reopen(self) -> None:
        """Ask once, then make the confirmed assessment a draft again."""
        page, working = self._page, self._page.working
        if working is None:
            return
        view = working.shown.view
        facts = [("单号", view.number), ("扣款", fee_sentence(view, page.amount, page.session.unit))]
        dialog = self._asking("重开考核", facts, _REOPENS, "重开事由")
        dialog.accepted.connect(
            lambda: page.do(
                lambda _: assessments.reopen(
                    page.session.desk, view.quarter, dialog.reason.text(), dialog.people.reviewer
                ),
                said=f"{view.quarter.label}考核已重开，可以修改后重新确认。",
            )
        )
        dialog.open()

    def mark_done(self, number: int) -> None:
        """Ask for the day on which a rectification (counted from 1) was done, and mark it."""
        page, working = self._page, self._page.working
        if working is None:
            return
        quarter, row = working.shown.view.quarter, working.shown.rectifications[number - 1]
        about = f"{row.texts['subject']}：{row.texts['measure']}（期限 {row.texts['due']}）"
        dialog = DayDialog(page, "登记完成", about, "完成日期", page.session.today)
        dialog.accepted.connect(
            lambda: page.do(
                lambda _: assessments.rectified(page.session.desk, quarter, number, dialog.day),
                said=f"整改“{row.texts['subject']}”已登记完成。",
            )
        )
        dialog.open()

    def _confirm(self, working: Working, reviewer: str) -> None:
        """Confirm what the page shows: a draft that is not stored yet is stored first, or nothing is confirmed."""
        page = self._page
        desk, quarter = page.session.desk, working.shown.view.quarter
        record = None if working.is_saved else working.record
        page.saving.drop()

        def work(_: Progress) -> AssessmentView:
            if record is not None:
                assessments.record(desk, quarter, record)
            return assessments.confirm(desk, quarter, reviewer)

        has_notice = working.record.rectifications or working.shown.view.caused
        page.do(
            work,
            said=f"{quarter.label}考核已确认；可以到“文档”打印考核表{'和通知书' if has_notice else ''}。",
            link=("去文档打印", self._go_to_paper),
        )

    def _go_to_paper(self) -> None:
        """Go to where the assessment's paper is printed."""
        self._page.session.ask_for("assessment")
        self._page.go_to.emit("documents")

    def _asking(
        self, title: str, facts: list[tuple[str, str]], warning: str, reason_label: str = ""
    ) -> ConfirmDialog:
        page = self._page
        people, names = page.session.people, page.preferences.names
        dialog = ConfirmDialog(page, title, facts, warning, people, names, reason_label)
        dialog.accepted.connect(lambda: page.session.choose_people(dialog.people))
        return dialog
