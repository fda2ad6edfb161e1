"""扣款台账: every deduction up to the contract's year, what became of it, and when."""

from collections.abc import Iterator

from settlement_app.domain.deduction import Deduction
from settlement_app.exchange.workbook.cells import Cell, Sheet, amount, at, computed, day, summed, text
from settlement_app.exchange.workbook.year import Year

_HEADS = ("扣款编号", "来源季度", "事由", "金额", "减免", "已扣", "已退", "待扣余额", "待退")
AMOUNT, WAIVED, APPLIED, RETURNED, OUTSTANDING, TO_RETURN = range(3, 9)


def register_sheet(year: Year) -> Sheet:
    """The register as it stands, not as previewed; withdrawn rows are told and not summed."""
    remark = "截至导出时；不含试算季度将扣的金额。"
    sheet = year.sheet("扣款台账", remark, _HEADS, fixed_columns=1)
    rows = sorted(
        (row for row in year.books.register if row.source <= year.contract.last_quarter),
        key=lambda row: row.order,
    )
    counted = [row for row in rows if not row.withdrawn]
    first = sheet.next_row
    for row in counted:
        _row(sheet, row)
    last = sheet.next_row - 1
    labels = [text(label, strong=True) for label in ("合计", "", "")]
    columns = range(AMOUNT, TO_RETURN + 1)
    if counted:
        sheet.add(*labels, *(summed(column, first, last) for column in columns))
    else:
        sheet.add(*labels, *(amount(0, strong=True) for _ in columns))
    _story(sheet, counted)
    _withdrawn(sheet, [row for row in rows if row.withdrawn])
    return sheet


def _row(sheet: Sheet, row: Deduction) -> None:
    applied = sum(move.amount for move in row.movements if move.kind == "applied")
    place = sheet.next_row
    due = f"{at(AMOUNT, place)}-{at(WAIVED, place)}"
    withheld = f"{at(APPLIED, place)}-{at(RETURNED, place)}"
    sheet.add(
        *(text(label) for label in (row.id, row.source, row.basis)),
        *(amount(fen) for fen in (row.amount, row.waived, applied, applied - row.withheld)),
        computed(f"MAX(0,({due})-({withheld}))"),
        computed(f"MAX(0,({withheld})-({due}))"),
    )


def _story(sheet: Sheet, rows: list[Deduction]) -> None:
    """When each deduction was waived, applied, returned."""
    told = [cells for row in rows for cells in _steps(row)]
    if told:
        sheet.add_table("经过", ("扣款编号", "对象", "事由", "减免", "扣减", "退回", "日期"))
        for cells in told:
            sheet.add(*cells)


def _steps(row: Deduction) -> Iterator[list[Cell]]:
    none = text("")
    for waiver in row.waivers:
        label = "减免" if waiver.amount > 0 else "撤回减免"
        told = [text(row.id), text(label), text(waiver.reason)]
        yield [*told, amount(waiver.amount), none, none, day(waiver.on)]
    for move in row.movements:
        is_applied = move.kind == "applied"
        figures = [amount(move.amount), none] if is_applied else [none, amount(move.amount)]
        yield [text(row.id), text(move.target), none, none, *figures, none]


def _withdrawn(sheet: Sheet, rows: list[Deduction]) -> None:
    if rows:
        sheet.add_table("已撤销（考核重开或期初更正），不计入合计", ("扣款编号", "来源季度", "事由", "金额"))
        for row in rows:
            sheet.add(*(text(label) for label in (row.id, row.source, row.basis)), amount(row.amount))
