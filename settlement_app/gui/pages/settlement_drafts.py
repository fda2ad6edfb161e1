"""核定预付 and 调整: the dialogs of an open quarter, judged by the rules as one types."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from settlement_app.domain import posting
from settlement_app.domain.contract import SubItem
from settlement_app.domain.findings import Finding
from settlement_app.domain.forecast import year_ahead
from settlement_app.domain.money import AmountError, format_amount
from settlement_app.domain.quarter import Adjustment, SetAdvance
from settlement_app.gui.dialogs.drafts import DraftDialog, Judged, Typed
from settlement_app.gui.wording import for_screen
from settlement_app.office.quarters import QuarterView

_ADVANCE_HINT = (
    "把据实清算子项目的本季预付定得低于公式金额，以免年底退款。填写本季要付的金额，不是少付的金额。"
)
_ADJUST_HINT = "正数增加、负数减少；可以多次，逐次累加。据实清算的子项目不能调整，要少付请用“核定预付”。"


def advance_dialog(parent: QWidget, view: QuarterView) -> DraftDialog:
    """Asks for an advance lower than the formula's, which it shows."""
    items = view.contract.actual_cost_items
    judge = partial(_judged_advance, view, {item.code: _fitting(view, item) for item in items})
    dialog = DraftDialog(parent, "核定预付", _ADVANCE_HINT, items, judge, "预付金额", with_document=False)
    if entry := next(iter(view.advances), None):
        dialog.show_typed(Typed(entry.item, entry.amount, entry.reason, ""))
    return dialog


def adjustment_dialog(parent: QWidget, view: QuarterView) -> DraftDialog:
    """Asks for a manual adjustment of a line, showing what the line comes to."""
    items = [item for item in view.contract.sub_items if item.method == "fixed"]
    judge = partial(_judged_adjustment, view)
    return DraftDialog(parent, "调整", _ADJUST_HINT, items, judge, "调整金额", with_document=True)


def _fitting(view: QuarterView, item: SubItem) -> int | None:
    """The advance (分) that leaves nothing to refund by the forecast of 人员经费; None where there is no forecast."""
    try:
        ahead = year_ahead(view.books, view.contract, item)
    except AmountError:
        return None
    return next((entry.amount for entry in ahead.fitting if entry.quarter == view.sheet.quarter), None)


def _judged_advance(view: QuarterView, fitting: Mapping[str, int | None], typed: Typed) -> Judged:
    item = _item(view, typed)
    quarter, books = view.sheet.quarter, view.books
    formula = books.case(view.contract, quarter, books.outlook(quarter).settlements).formula(item)
    changes = f"按公式：{format_amount(formula)} 元"
    if (fits := fitting[item.code]) is not None:
        changes += f"\n按人员经费的预测，不用退款的预付：{format_amount(fits)} 元"
    if typed.amount is None:
        return Judged(changes, ())
    entry = SetAdvance(typed.item, typed.amount, typed.reason)
    if (left := posting.left_to_year_end(books, view.contract, quarter, entry)) >= 0:
        changes += f"\n本季预付：{format_amount(entry.amount)} 元，比公式少付 {format_amount(left)} 元"
    return Judged(changes, _told(posting.advance_findings(books, quarter, entry)))


def _judged_adjustment(view: QuarterView, typed: Typed) -> Judged:
    item = _item(view, typed)
    line = view.sheet.line(item.code)
    assert line, "a sheet has a line for every sub-item"
    before = f"{item.name}的本季应付：{format_amount(line.payable)}"
    if typed.amount is None:
        return Judged(f"{before} 元", ())
    entry = Adjustment(typed.item, typed.amount, typed.reason, typed.document)
    problems = _told(posting.adjustment_findings(view.books, view.sheet.quarter, entry))
    after = _payable_with(view, entry)
    return Judged(f"{before} → {format_amount(after)} 元" if after is not None else f"{before} 元", problems)


def _payable_with(view: QuarterView, entry: Adjustment) -> int | None:
    """What the line comes to with one more adjustment, in 分; None where that leaves the range of amounts."""
    quarter, books = view.sheet.quarter, view.books
    drafts = {**books.adjustments, quarter: (*books.adjustments.get(quarter, ()), entry)}
    try:
        line = replace(books, adjustments=drafts).outlook(quarter).settlements[quarter].line(entry.item)
    except AmountError:
        return None
    return line.payable if line else None


def _item(view: QuarterView, typed: Typed) -> SubItem:
    found = view.contract.sub_item(typed.item)
    assert found, "the dialog offers the contract's sub-items"
    return found


def _told(findings: Iterable[Finding]) -> list[str]:
    try:
        return [for_screen(finding.message) for finding in findings]
    except AmountError as error:
        return [str(error)]
