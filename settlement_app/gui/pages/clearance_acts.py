"""What may be done to a year's clearance: strike amounts off, take that back, post, reverse."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from settlement_app.gui.dialogs.clearing import ClearingDialog
from settlement_app.gui.dialogs.reduction import ReductionDialog
from settlement_app.gui.pages.clearance_treatment import NAMES, net_text
from settlement_app.gui.pages.confirming import confirm
from settlement_app.gui.widgets.labels import action_button
from settlement_app.gui.wording import for_screen
from settlement_app.office import clearances
from settlement_app.office.clearance_screen import ClearanceOnScreen, preview_reduction

if TYPE_CHECKING:  # the page makes its acts
    from settlement_app.gui.pages.clearance import ClearancePage
    from settlement_app.office.desk import Desk

_CLOSES = "审定后本年关闭：结算、考核、人员经费、预算和核减都不能再改，本单也不能改；如有错误只能冲销。"
_REOPENS = "冲销不能撤回；原单保留并标明已冲销。本年重新打开，改正后可以再次审定。"
_POSTED = "年终清算已审定，不能再改；如有错误请先冲销"
_NOT_POSTED = "年终清算还没有审定，无可冲销"


class ClearanceActs:
    """The acts of the page 年终清算; each asks in a dialog before it stores."""

    def __init__(self, page: ClearancePage) -> None:
        self._page = page
        self.reduce_action = page.add_action("核减…", self.reduce, icon="plus")
        self.clear_action = page.add_action("清除核减…", self.clear_reductions)
        self.reverse_action = page.add_action("冲销…", self.reverse, icon="undo-2")
        self.post_action = page.add_action("审定年终清算", self.post, icon="file-check")
        drafts = (self.reduce_action, self.clear_action, self.reverse_action)
        self.buttons = [action_button(action) for action in drafts]
        self.post_button = action_button(self.post_action, "primary")

    def allow(self, shown: ClearanceOnScreen) -> list[str]:
        """Let each act act or say why not; returns the reasons that do not stand on the page elsewhere."""
        view = shown.view
        posted = [_POSTED] if view.posted else []
        nothing = [] if view.clearance.reductions else ["本年没有核减"]
        standing = [for_screen(reason) for reason in shown.not_reversible]
        reversing = standing if view.posted else [_NOT_POSTED]
        self._page.allow(self.reduce_action, posted)
        self._page.allow(self.clear_action, posted or nothing)
        self._page.allow(self.reverse_action, reversing)
        self._page.allow(self.post_action, posted or [for_screen(text) for text in view.blocked_by])
        told = posted or [f"清除核减：{reason}" for reason in nothing]
        return [*told, *(f"冲销：{reason}" for reason in reversing)]

    def reduce(self) -> None:
        """Strike an amount off a sub-item, showing what it changes as it is typed."""
        page, shown = self._page, self._page.shown
        desk, year = page.session.desk, shown.view.contract.year
        dialog = ReductionDialog(page, shown.view.contract.sub_items, partial(preview_reduction, shown))

        def store() -> None:
            if typed := dialog.typed:
                page.do(
                    lambda _: clearances.reduce(
                        desk, year, typed.item, typed.amount, typed.reason, typed.document
                    ),
                    said="核减已记入。",
                )

        dialog.accepted.connect(store)
        dialog.open()

    def clear_reductions(self) -> None:
        """Take all reductions of one sub-item out."""
        page, view = self._page, self._page.shown.view
        desk, year = page.session.desk, view.contract.year
        dialog = ClearingDialog(page, "核减", view.contract.sub_items, view.clearance.reductions)

        def store() -> None:
            item = dialog.item
            page.do(lambda _: clearances.clear_reductions(desk, year, item), said="核减已清除。")

        dialog.accepted.connect(store)
        dialog.open()

    def post(self) -> None:
        """Ask once, with the figures that become final, then post; it closes the year."""
        page, view = self._page, self._page.shown.view
        year, clearance = view.contract.year, view.clearance

        def act(desk: Desk, reviewer: str, _: str) -> None:
            page.do(
                lambda _: clearances.post(desk, year, reviewer, clearance.mode, clearance),
                said=f"{year}年年终清算已审定，本年已关闭。",
                link=("去付款与发票", lambda: page.go_to.emit("payments")),
            )

        confirm(page, f"审定{year}年年终清算", self._facts(), _CLOSES, act)

    def reverse(self) -> None:
        """Ask once, then reverse the posted clearance; the year is open again."""
        page, view = self._page, self._page.shown.view
        year, net = view.contract.year, net_text(view.clearance.net, self._page.with_unit)
        facts = [("被冲销单号", view.number), ("清算净额", net)]

        def act(desk: Desk, reviewer: str, reason: str) -> None:
            page.do(
                lambda _: clearances.reverse(desk, year, reason, reviewer, view.number),
                said=f"{year}年年终清算已冲销，改正后可以重新审定。",
            )

        confirm(page, f"冲销{year}年年终清算", facts, _REOPENS, act, "冲销事由")

    def _facts(self) -> list[tuple[str, str]]:
        """The figures that become final."""
        view, shown = self._page.shown.view, self._page.with_unit
        clearance, total = view.clearance, view.clearance.total
        left = (("待扣余额", clearance.outstanding), ("待退扣款", clearance.to_return))
        return [
            ("单号", view.number),
            ("年度预算", shown(total.budget)),
            ("考核扣款", shown(total.deductions)),
            ("最终结算", shown(total.final or 0)),
            ("结余", shown(total.surplus or 0)),
            ("清算净额", net_text(clearance.net, shown)),
            *((name, f"{shown(fen)}，{NAMES[clearance.mode]}") for name, fen in left if fen),
        ]
