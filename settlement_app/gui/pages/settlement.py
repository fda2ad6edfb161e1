"""季度结算: the sheet as it will be printed, live; every figure can be clicked for its basis."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from settlement_app.domain.findings import Finding
from settlement_app.domain.papers.settlement import SHEET_LABELS
from settlement_app.domain.posting import NOT_YET_ENDED
from settlement_app.gui.dialogs.clearing import ClearingDialog
from settlement_app.gui.pages.confirming import confirm
from settlement_app.gui.pages.page import Page
from settlement_app.gui.pages.settlement_basis import basis_of
from settlement_app.gui.pages.settlement_drafts import adjustment_dialog, advance_dialog
from settlement_app.gui.paper_acts import PaperActs, Wanted
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.blockers import Blocker, Blockers
from settlement_app.gui.widgets.labels import action_button, button, label
from settlement_app.gui.widgets.progress_row import ProgressRow
from settlement_app.gui.widgets.scrolled import scrolled
from settlement_app.gui.widgets.sheet_view import COPIED, SheetView
from settlement_app.gui.wording import for_screen, in_yuan
from settlement_app.office import quarters
from settlement_app.office.desk import Desk
from settlement_app.office.previews import SheetOnScreen, settlement_on_screen
from settlement_app.office.saving import suggested_name

RESOLVED_ON = {
    "not_in_order": ("settlement", "去结算"),
    "assessment_open": ("assessment", "去考核"),
    "advance_above_formula": ("settlement", "重新核定预付"),
    "payment_stands": ("payments", "去撤销付款"),
    "assessment_confirmed": ("assessment", "去重开考核"),
    "year_cleared": ("clearance", "去冲销清算"),
}
"""The page where what blocks posting, or forbids reversing, is resolved, by the finding's code."""

_EARLY = f"{NOT_YET_ENDED}；可以审定，结算单上会注明"


class SettlementPage(Page):
    """The quarter's settlement: look, lower an advance, adjust, post, reverse."""

    NAME, TITLE = "settlement", "季度结算"

    def __init__(self, session: Session, runner: Runner, preferences: Preferences) -> None:
        super().__init__(session, runner, preferences)
        self.standing = (NOT_YET_ENDED,)
        self.sheet = SheetView()
        self.sheet.figure_clicked.connect(self.show_basis)
        self.state = label("", "quiet")
        self.basis_title, self.basis = label("", "heading"), label()
        self.trace_link, self._link = button("追溯 →", self.trace, "link"), ""
        self.blockers = Blockers(lines=None)
        self.progress = ProgressRow()
        self.acts = PaperActs(self, self.progress)
        self._shown: SheetOnScreen | None = None
        self.advance_action = self.add_action("核定预付…", self.set_advance, icon="list-minus")
        self.clear_advance_action = self.add_action("清除核定…", self.clear_advance)
        self.adjust_action = self.add_action("调整…", self.adjust, icon="plus")
        self.clear_adjust_action = self.add_action("清除调整…", self.clear_adjustments)
        self.reverse_action = self.add_action("冲销…", self.reverse, icon="undo-2")
        self.print_action = self.add_action("打印…", self.print, shortcut="Ctrl+P")
        self.post_action = self.add_action("审定", self.post, icon="file-check")
        self._build()

    def _build(self) -> None:
        self.state.setWordWrap(False)
        self.heading.addWidget(self.state)
        paper = QScrollArea()
        paper.setWidgetResizable(True)
        paper.setWidget(self.sheet)
        basis = QWidget()
        side = QVBoxLayout(basis)
        side.addWidget(label("计算说明", "heading"))
        side.addWidget(self.basis_title)
        side.addWidget(self.basis)
        side.addWidget(self.trace_link)
        side.addStretch(1)
        panel = scrolled(basis)  # forty deductions are longer than the page is high
        panel.setFixedWidth(36 * GRID)
        panel.setAccessibleName("计算说明")
        row = QHBoxLayout()
        row.addWidget(paper, 1)
        row.addWidget(panel)
        self.body.addLayout(row, 1)
        self.body.addWidget(self.blockers)
        self.body.addWidget(self.progress)
        for action in (
            self.advance_action,
            self.clear_advance_action,
            self.adjust_action,
            self.clear_adjust_action,
            self.reverse_action,
            self.print_action,
        ):
            self.buttons.addWidget(action_button(action))
        self.buttons.addStretch(1)
        self.sheet.copied.connect(lambda: self.notice.say([COPIED], "good"))
        self.post_button = action_button(self.post_action, "primary")
        self.buttons.addWidget(self.post_button)

    def refresh(self) -> None:
        """Show the chosen quarter's sheet as it stands."""
        before = self._shown
        shown = self._shown = settlement_on_screen(self.session.desk, self.session.quarter)
        view = shown.view
        is_same = before is not None and before.view.number == view.number
        self.title.setText(f"{self.TITLE} · {self.session.quarter.short_label}")
        self.state.setText(f"{view.number} {shown.state}{in_yuan(self.session.unit)}")
        self.sheet.show_pages(shown.pages, shown.size, shown.across)
        self.show_basis(self._link if is_same and self.sheet.place_of(self._link) else "")
        if view.posted:  # what forbids reversing is resolved one after the other, and rarely looked at
            forbidding = view.not_reversible[:1]
            self.blockers.show_blockers("不能冲销", [self._blocker(f) for f in forbidding], "quiet")
        else:
            self.blockers.show_blockers("不能审定", [self._blocker(f) for f in view.blocked])
        self._allow()
        if view.warnings and not view.posted:  # a posted sheet says itself what was true on its day
            told = [for_screen(warning) for warning in view.warnings]
            self.notice.say([_EARLY if text == NOT_YET_ENDED else text for text in told], "warning")

    def show_basis(self, link: str) -> None:
        """Show where a figure comes from, by its link on the sheet; without one, say how to ask."""
        self.sheet.mark(link)
        self._link = link
        self.trace_link.setVisible(bool(link))
        if not link or self._shown is None:
            self.basis_title.hide()
            self.basis.setText("点结算单上的任何一个数，这里说明它怎样算出来。")
            return
        title, text = basis_of(self._shown.view.sheet, link, self.amount)
        self.basis_title.setText(title)
        self.basis_title.show()
        self.basis.setText(text)

    def trace(self) -> None:
        """Show the whole way back from the figure whose basis is shown."""
        from settlement_app.domain.tracing.trace import SheetFigure
        from settlement_app.gui.dialogs.trace import open_trace

        open_trace(self, SheetFigure(self.session.quarter, self._link))

    def post(self) -> None:
        """Ask once, then post the quarter."""
        shown = self._shown
        if shown is None or not self.post_action.isEnabled():
            return
        sheet, quarter = shown.view.sheet, self.session.quarter
        figures = ("base", "deduction", "adjustment", "payable")
        facts = [
            ("单号", shown.view.number),
            *(
                (SHEET_LABELS[name], f"{self.amount(getattr(sheet, name))} {self.session.unit}")
                for name in figures
            ),
        ]
        title = f"审定{quarter.short_label}"

        def act(desk: Desk, reviewer: str, _: str) -> None:
            self.do(
                lambda _: quarters.post(desk, quarter, reviewer, sheet),
                said=f"{quarter.label}结算单已审定；可以打印，再到“付款与发票”登记。",
                link=("去付款与发票", lambda: self.go_to.emit("payments")),
            )

        confirm(self, title, facts, "审定后不能再改；如有错误只能冲销。", act)

    def reverse(self) -> None:
        """Ask once, then reverse the posted settlement."""
        shown = self._shown
        if shown is None:
            return
        quarter = self.session.quarter
        payable = f"{self.amount(shown.view.sheet.payable)} {self.session.unit}"
        number = shown.view.number
        facts = [("被冲销单号", number), ("本季应付", payable)]

        def act(desk: Desk, reviewer: str, reason: str) -> None:
            self.do(
                lambda _: quarters.reverse(desk, quarter, reason, reviewer, number),
                said=f"{quarter.label}结算单已冲销，可以修改后重新审定。",
            )

        title = f"冲销{quarter.short_label}"
        confirm(self, title, facts, "冲销不能撤回；原单保留并标明已冲销。", act, "冲销事由")

    def set_advance(self) -> None:
        """Set an advance lower than the formula's."""
        shown = self._shown
        if shown is None:
            return
        dialog = advance_dialog(self, shown.view)
        desk, quarter = self.session.desk, self.session.quarter

        def store() -> None:
            item, amount, reason = dialog.item, dialog.money.amount or 0, dialog.reason.text()
            self.do(lambda _: quarters.set_advance(desk, quarter, item, amount, reason), said="预付已核定。")

        dialog.accepted.connect(store)
        dialog.open()

    def adjust(self) -> None:
        """Add a manual adjustment to a line."""
        shown = self._shown
        if shown is None:
            return
        dialog = adjustment_dialog(self, shown.view)
        desk, quarter = self.session.desk, self.session.quarter

        def store() -> None:
            item, amount = dialog.item, dialog.money.amount or 0
            reason, document = dialog.reason.text(), dialog.document.text()
            self.do(
                lambda _: quarters.adjust(desk, quarter, item, amount, reason, document),
                said="调整已记入草稿。",
            )

        dialog.accepted.connect(store)
        dialog.open()

    def clear_advance(self) -> None:
        """Ask once, then let one sub-item's advance follow the formula again."""
        if (shown := self._shown) is None:
            return
        desk, quarter, view = self.session.desk, self.session.quarter, shown.view
        dialog = ClearingDialog(self, "核定", view.contract.sub_items, view.advances)

        def store() -> None:
            item = dialog.item
            self.do(lambda _: quarters.clear_advance(desk, quarter, item), said="预付恢复按公式计算。")

        dialog.accepted.connect(store)
        dialog.open()

    def clear_adjustments(self) -> None:
        """Ask once, then take every manual adjustment of one sub-item out."""
        if (shown := self._shown) is None:
            return
        desk, quarter, view = self.session.desk, self.session.quarter, shown.view
        dialog = ClearingDialog(self, "调整", view.contract.sub_items, view.sheet.adjustments)

        def store() -> None:
            item = dialog.item
            self.do(lambda _: quarters.clear_adjustments(desk, quarter, item), said="调整已清除。")

        dialog.accepted.connect(store)
        dialog.open()

    def print(self) -> None:
        """Print the sheet as it stands on a printer that the user chooses."""
        if shown := self._shown:
            number, is_posted = shown.view.number, shown.view.posted is not None
            name = suggested_name("settlement", number, "posted" if is_posted else "draft")
            target = number if is_posted else str(self.session.quarter)
            self.acts.print(Wanted("settlement", target, number, name))

    def _blocker(self, finding: Finding) -> Blocker:
        """What blocks posting or forbids reversing, with the way to where it is resolved."""
        text = for_screen(finding.message)
        if finding.code not in RESOLVED_ON:
            return Blocker(text)
        page, link = RESOLVED_ON[finding.code]
        ways: dict[str, Callable[[], object]] = {
            "not_in_order": self._go_to_first_open,
            "assessment_open": partial(self._go_before, page),
            "advance_above_formula": self.set_advance,
        }
        return Blocker(text, link, ways.get(finding.code, partial(self.go_to.emit, page)))

    def _go_to_first_open(self) -> None:
        """Look at the quarter that is to be posted first."""
        assert self._shown, "what blocks was shown"
        self.session.choose(self._shown.view.books.next_open or self.session.quarter)

    def _go_before(self, page: str) -> None:
        """Go to a page at the quarter before, whose assessment a sheet waits for."""
        quarters_known = self.session.outline.quarters
        place = quarters_known.index(self.session.quarter)
        if place:
            self.session.choose(quarters_known[place - 1])
        self.go_to.emit(page)

    def _allow(self) -> None:
        """Say of each act whether it can be done now, and why not."""
        shown = self._shown
        assert shown, "a page allows what it has shown"
        view = shown.view
        posted = ["本季结算单已审定，草稿不能再改"] if view.posted else []
        has_actual = [] if view.contract.actual_cost_items else ["合同没有据实清算的子项目"]
        self.allow(self.advance_action, [*posted, *has_actual])
        self.allow(self.clear_advance_action, posted or ([] if view.advances else ["本季没有核定预付"]))
        self.allow(self.adjust_action, posted)
        self.allow(
            self.clear_adjust_action, posted or ([] if view.sheet.adjustments else ["本季没有手工调整"])
        )
        forbidden = view.not_reversible if view.posted else ()
        not_posted = [] if view.posted else ["本季还没有审定的结算单"]
        self.allow(self.reverse_action, not_posted or [for_screen(finding.message) for finding in forbidden])
        self.post_action.setText(f"审定{self.session.quarter.short_label}")
        self.allow(self.post_action, posted or [for_screen(finding.message) for finding in view.blocked])
