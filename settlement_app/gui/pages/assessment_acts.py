"""What may be done to a quarter's assessment as a whole: confirm it, reopen it, mark a rectification done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from settlement_app.gui.dialogs.day import DayDialog
from settlement_app.gui.pages.assessment_words import ENDS_FIRST, facts_to_confirm, fee_sentence
from settlement_app.gui.pages.confirming import confirm
from settlement_app.gui.widgets.labels import action_button
from settlement_app.gui.wording import for_screen
from settlement_app.office import assessments

if TYPE_CHECKING:  # the page makes its acts
    from settlement_app.gui.pages.assessment import AssessmentPage
    from settlement_app.gui.pages.assessment_saving import Working
    from settlement_app.office.desk import Desk

_CONFIRMS = "确认后不能再改；{until}以前，可以写明事由重开。"
_REOPENS = "原单作废并保留，其扣款注明撤销；再次确认时另编新号。重开不能撤回。"


class AssessmentActs:
    """The acts of the page 季度考核; each asks in a dialog before it stores."""

    def __init__(self, page: AssessmentPage) -> None:
        self._page = page
        self.reopen_action = page.add_action("重开…", self.reopen)
        self.confirm_action = page.add_action("确认考核", self.confirm)
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
        view, quarter = working.shown.view, working.shown.view.quarter
        notice = "和通知书" if working.record.rectifications or view.caused else ""
        said = f"{quarter.label}考核已确认；可以到“文档”打印考核表{notice}。"

        def act(desk: Desk, reviewer: str, _: str) -> None:
            # What was typed last is stored first; where that cannot be, nothing is confirmed.
            page.saving.then(
                working,
                lambda: page.do(
                    lambda _: assessments.confirm(desk, quarter, reviewer, view),
                    said=said,
                    link=("去文档打印", self._go_to_paper),
                ),
            )

        facts = facts_to_confirm(view, page.amount, page.session.unit)
        is_last = quarter == view.contract.last_quarter
        until = "年终清算和下一年度第一季度审定" if is_last else "下一季度审定"
        confirm(page, "确认考核", facts, _CONFIRMS.format(until=until), act)

    def reopen(self) -> None:
        """Ask once, then make the confirmed assessment a draft again."""
        page, working = self._page, self._page.working
        if working is None:
            return
        view = working.shown.view
        facts = [("单号", view.number), ("扣款", fee_sentence(view, page.amount, page.session.unit))]

        def act(desk: Desk, reviewer: str, reason: str) -> None:
            page.do(
                lambda _: assessments.reopen(desk, view.quarter, reason, reviewer, view.number),
                said=f"{view.quarter.label}考核已重开，可以修改后重新确认。",
            )

        confirm(page, "重开考核", facts, _REOPENS, act, "重开事由")

    def mark_done(self, number: int) -> None:
        """Ask for the day on which a rectification (counted from 1) was done, and mark it."""
        page, working = self._page, self._page.working
        if working is None:
            return
        quarter, row = working.shown.view.quarter, working.shown.rectifications[number - 1]
        about = f"{row.texts['subject']}：{row.texts['measure']}（期限 {row.texts['due']}）"
        desk = page.session.desk
        dialog = DayDialog(page, "登记完成", about, "完成日期", page.session.today)

        def store() -> None:
            day = dialog.day
            page.do(
                lambda _: assessments.rectified(desk, quarter, number, day),
                said=f"整改“{row.texts['subject']}”已登记完成。",
            )

        dialog.accepted.connect(store)
        dialog.open()

    def _go_to_paper(self) -> None:
        """Go to where the assessment's paper is printed."""
        self._page.session.ask_for("assessment")
        self._page.go_to.emit("documents")
