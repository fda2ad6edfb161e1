"""What keeps an assessment from being confirmed or reopened, in words, with the way to where that is put right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from settlement_app.gui.pages import catalogue
from settlement_app.gui.pages.assessment_words import unassessed
from settlement_app.gui.widgets.blockers import Blocker
from settlement_app.gui.wording import for_screen
from settlement_app.office.assessment_draft import Place

if TYPE_CHECKING:  # the page makes its ways
    from settlement_app.domain.assessment import Judgement
    from settlement_app.domain.findings import Finding
    from settlement_app.gui.pages.assessment import AssessmentPage
    from settlement_app.gui.pages.assessment_saving import Working

RESOLVED_ON = {
    "quarter_open": ("settlement", "去结算"),
    "next_posted": ("settlement", "去冲销"),
    "year_cleared": ("clearance", "去清算"),
    "waived": ("deductions", "去扣款台账"),
}
"""The page where what blocks confirming or reopening is resolved, by the finding's code."""
RESOLVED_IN = {
    "nothing_judged": 0,
    "text_missing": 0,
    "no_rectification": 2,
    "no_consequence": 2,
    "passed_deducts": 2,
    "both": 2,
}
"""The tab where it is resolved."""
_PARTS = {"incidents": 1, "rectifications": 2, "manual": 2, "no_deduction": 2}
"""The tab where a part of the draft stands; the first one where it is not named."""


class AssessmentWays:
    """Shows the page's blockers; each link leads to another page, or to the tab and the cell that is meant."""

    def __init__(self, page: AssessmentPage) -> None:
        self._page = page

    def show(self, working: Working) -> None:
        """Say what blocks now, or what can be confirmed as it is but was perhaps forgotten."""
        shown, blockers = working.in_sight, self._page.blockers
        # What forbids reopening is resolved one after the other, and rarely looked at: the first is enough here.
        findings = shown.view.blocked[:1] if shown.form else shown.view.blocked
        if working.trial:  # nothing can be confirmed in a what-if, as its banner says
            findings = ()
        found = [Blocker(for_screen(finding.message), *self._way_out(finding)) for finding in findings]
        if faults := len(shown.reading.faults):
            text = f"有 {faults} 处填写不能用，已在原处标明；请改正或清空"
            found.insert(
                0, Blocker(text, "去改正", partial(self._go_to_place, next(iter(shown.reading.faults))))
            )
        if shown.form:
            blockers.show_blockers("不能重开", found, "quiet")
        elif not found and not working.trial and (left_open := self._left_open(shown.view.judgement)):
            blockers.show_blockers("未考核", [left_open])
        else:
            blockers.show_blockers("填写不能用" if working.trial else "不能确认", found)

    def show_part(self, part: str) -> None:
        """Show the tab in which a part of the draft stands, the cursor in its row or where one fills something in."""
        name, _, row = part.partition(" ")
        self._show_tab(_PARTS[name])
        if row:
            self._page.measures.rectifications.table.selectRow(int(row))

    def _left_open(self, judgement: Judgement | None) -> Blocker | None:
        if judgement is None or not (text := unassessed(judgement)):
            return None
        first = next(result.indicator for result in judgement.results if result.unassessed)
        go = (
            partial(self.show_part, "incidents")
            if first.comparator == "fault"
            else partial(self._go_to_place, Place("actuals", first.code))
        )
        return Blocker(f"{text}；不妨碍确认，请核对是否漏填", "去填写", go)

    def _way_out(self, finding: Finding) -> tuple[str, Callable[[], object] | None]:
        """Where what blocks is resolved: another page, or a tab of this one."""
        page, text = RESOLVED_ON.get(finding.code, ("", ""))
        if page in catalogue.NAMES:
            return text, partial(self._go, page, is_next=finding.code == "next_posted")
        tab = RESOLVED_IN.get(finding.code)
        return ("", None) if tab is None else ("去填写", partial(self._show_tab, tab))

    def _go(self, page: str, *, is_next: bool) -> None:
        session, working = self._page.session, self._page.working
        if is_next and working:
            following = working.shown.view.books.following(session.quarter)
            session.choose(following or session.quarter)
        self._page.go_to.emit(page)

    def _go_to_place(self, place: Place) -> None:
        tab = _PARTS.get(place.part, 0)
        self._page.tabs.setCurrentIndex(tab)
        self._page.contents[tab].go_to(place)

    def _show_tab(self, tab: int) -> None:
        self._page.tabs.setCurrentIndex(tab)
        self._page.contents[tab].begin()
