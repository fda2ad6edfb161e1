"""付款与发票: what each posted document comes to, what was billed and paid on it."""

from dataclasses import dataclass

from settlement_app.domain.books import Target
from settlement_app.domain.closing import clearance_number
from settlement_app.domain.paying import amount_due
from settlement_app.domain.posting import settlement_number
from settlement_app.exchange.workbook.cells import Sheet, amount, at, computed, day, summed, text
from settlement_app.exchange.workbook.year import Year

_HEADS = ("对象", "单号", "应付", "已开发票", "已付", "未付")
_DUE, _BILLED, _PAID, _UNPAID = range(2, 6)
_AMOUNT = 2


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a list of payments or invoices; none where ``last`` is before ``first``."""

    first: int
    last: int

    def of_target(self, key: str) -> str:
        """The sum of the amounts whose target is the one in the cell ``key``."""
        if self.last < self.first:
            return "0"
        keys, amounts = (f"{at(column, self.first)}:{at(column, self.last)}" for column in (0, _AMOUNT))
        return f"SUMIF({keys},{key},{amounts})"


def payments_sheet(year: Year) -> tuple[Sheet, str]:
    """The sheet, and the cell of what was paid in all."""
    remark = "只列已审定的单据。退款为负数；红字发票为负数。"
    sheet = year.sheet("付款与发票", remark, _HEADS, fixed_columns=1)
    books, contract = year.books, year.contract
    everything = [
        *(Target(quarter=quarter) for quarter in contract.quarters),
        Target(clearance=contract.year),
    ]
    targets = [target for target in everything if amount_due(books, target) is not None]
    first = sheet.next_row
    below = (
        first + len(targets) + 1
    )  # the sum's row; then a blank row, the title and the head of the next table
    payments = [p for p in books.payments if p.target.year == contract.year and p.reversed_because is None]
    invoices = [i for i in books.invoices if i.target.year == contract.year and i.void_because is None]
    paid = _Rows(below + 3, below + 2 + len(payments))
    billed = _Rows(paid.last + 4, paid.last + 3 + len(invoices))
    for target in targets:
        _target(sheet, year, target, billed, paid)
    total = sheet.next_row
    labels = [text("合计", strong=True), text("", strong=True)]
    if targets:
        sheet.add(*labels, *(summed(column, first, total - 1) for column in range(_DUE, _UNPAID + 1)))
    else:
        sheet.add(*labels, *(amount(0, strong=True) for _ in range(_DUE, _UNPAID + 1)))
    sheet.add_table("付款", ("对象", "凭证号", "金额", "日期", "序号"))
    for payment in payments:
        labels = [text(payment.target), text(payment.voucher)]
        sheet.add(*labels, amount(payment.amount), day(payment.on), text(payment.id))
    sheet.add_table("发票", ("对象", "发票号码", "金额", "税额", "日期", "发票代码", "序号"))
    for invoice in invoices:
        labels = [text(invoice.target), text(invoice.number)]
        figures = [amount(invoice.amount), amount(invoice.tax), day(invoice.on)]
        sheet.add(*labels, *figures, text(invoice.code), text(invoice.id))
    _undone(sheet, year)
    return sheet, sheet.at(_PAID, total)


def _target(sheet: Sheet, year: Year, target: Target, billed: _Rows, paid: _Rows) -> None:
    row = sheet.next_row
    number = (
        settlement_number(year.books, target.quarter)
        if target.quarter
        else clearance_number(year.books, target.year)
    )
    sheet.add(
        text(target),
        text(number),
        amount(amount_due(year.books, target)),
        computed(billed.of_target(at(0, row))),
        computed(paid.of_target(at(0, row))),
        computed(f"{at(_DUE, row)}-{at(_PAID, row)}"),
    )


def _undone(sheet: Sheet, year: Year) -> None:
    """Reversed payments and void invoices, which count no more."""
    books, own = year.books, year.contract.year
    rows = [
        ("付款", p.target, p.voucher, p.amount, p.on, p.reversed_because)
        for p in books.payments
        if p.target.year == own and p.reversed_because is not None
    ]
    rows += [
        ("发票", i.target, i.number, i.amount, i.on, i.void_because)
        for i in books.invoices
        if i.target.year == own and i.void_because is not None
    ]
    if rows:
        sheet.add_table(
            "已撤销的付款、已作废的发票，不计入合计", ("对象", "号码", "金额", "日期", "类别", "事由")
        )
        for what, target, number, fen, on, reason in rows:
            told = [text(what), text(reason or "")]
            sheet.add(text(target), text(number), amount(fen), day(on), *told)
