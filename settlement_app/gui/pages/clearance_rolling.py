"""转入下一年度 and its undoing: make the next year's contract of this one, take a mistaken one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from settlement_app.domain.books import Books
from settlement_app.domain.contract import Contract
from settlement_app.gui.dialogs.roll_over import DropDialog, RollOverDialog
from settlement_app.gui.widgets.labels import action_button
from settlement_app.gui.wording import for_screen
from settlement_app.office import contracts
from settlement_app.office.roll_over_screen import not_droppable, roll_over_on_screen

if TYPE_CHECKING:  # the page makes its acts
    from settlement_app.gui.pages.clearance import ClearancePage


class Rolling:
    """Two acts, of which only the one that fits is shown."""

    def __init__(self, page: ClearancePage) -> None:
        self._page = page
        self.roll_action = page.add_action("转入下一年度…", self.roll_over)
        self.drop_action = page.add_action("撤下合同…", self.drop, icon="trash-2")
        self.buttons = [action_button(action) for action in (self.roll_action, self.drop_action)]

    def allow(self, books: Books, contract: Contract) -> list[str]:
        """Show the act that fits the year, and say why it cannot be done where it cannot."""
        roll, drop = self.buttons
        following = books.next_contract(contract.year)
        roll.setVisible(following is None)
        drop.setVisible(following is not None)
        if following is None:
            return []
        reasons = [for_screen(reason) for reason in not_droppable(books, following)]
        self.drop_action.setText(f"撤下{following.year}年合同…")
        self._page.allow(self.drop_action, reasons)
        return [f"撤下{following.year}年合同：{reason}" for reason in reasons]

    def roll_over(self) -> None:
        """Show the next year's contract with amounts to change, make it, and say where it is to be found."""
        page, shown = self._page, roll_over_on_screen(self._page.shown.view.books)
        desk, year = page.session.desk, shown.year
        dialog = RollOverDialog(page, shown)

        def look() -> None:
            page.session.choose(next(q for q in page.session.outline.quarters if q.year == year))
            page.go_to.emit("contract")

        def store() -> None:
            annual, vendor = dialog.annual, dialog.vendor.text()
            page.do(
                lambda _: contracts.roll_over(desk, year, annual, vendor),
                said=f"已转入{year}年度：{year}年合同已建立，在“合同”页核对、补填；"
                f"在右上角选“{year}年”，就从总览开始新的一年。",
                link=(f"去看{year}年合同", look),
            )

        dialog.accepted.connect(store)
        dialog.open()

    def drop(self) -> None:
        """Ask once, then take the mistaken next contract back."""
        page, view = self._page, self._page.shown.view
        following = view.books.next_contract(view.contract.year)
        if following is None:
            return
        desk, year = page.session.desk, following.year
        facts = [
            ("合同期间", f"{following.start} 至 {following.end}"),
            ("供应商", following.vendor),
            ("合同总额", page.with_unit(following.total(following.last_quarter))),
        ]
        dialog = DropDialog(page, year, facts)
        dialog.accepted.connect(
            lambda: page.do(lambda _: contracts.drop(desk, year), said=f"{year}年合同已撤下。")
        )
        dialog.open()
