"""合同与预算: the sub-items with their amounts, amendments, optional texts."""

from settlement_app.domain.contract import METHOD_LABELS, TEXT_LABELS, SubItem
from settlement_app.exchange.workbook.cells import Sheet, amount, at, computed, summed, text
from settlement_app.exchange.workbook.year import Year

_HEADS = ("代码", "子项目", "用途", "结算方式", "承担扣款", "签订金额", "预算调整", "现行金额")
_AGREED, _CHANGE, _CURRENT = 5, 6, 7


def contract_sheet(year: Year) -> tuple[Sheet, dict[str, str]]:
    """The sheet, and the cell of every sub-item's amount in force."""
    sheet = year.sheet("合同与预算", "“现行金额”为末季执行的年度金额。", _HEADS, fixed_columns=2)
    contract = year.contract
    first = sheet.next_row
    budgets = {item.code: _sub_item(sheet, year, item) for item in contract.sub_items}
    last = sheet.next_row - 1
    columns = range(_AGREED, _CURRENT + 1)
    blanks = [text("", strong=True)] * (_AGREED - 1)
    sheet.add(text("合计", strong=True), *blanks, *(summed(column, first, last) for column in columns))
    _amendments(sheet, year)
    _texts(sheet, year)
    return sheet, budgets


def _sub_item(sheet: Sheet, year: Year, item: SubItem) -> str:
    row = sheet.next_row
    sheet.add(
        text(item.code),
        text(item.name),
        text(item.purpose),
        text(METHOD_LABELS[item.method]),
        text("是" if item.bears_deductions else ""),
        amount(item.annual),
        computed(f"{at(_CURRENT, row)}-{at(_AGREED, row)}"),
        amount(year.contract.annual(item, year.contract.last_quarter)),
    )
    return sheet.at(_CURRENT, row)


def _amendments(sheet: Sheet, year: Year) -> None:
    contract = year.contract
    if not contract.amendments:
        return
    heads = ("序号", "子项目", "自", "调剂子项目", "文号", "年度金额", "调剂后金额", "事由")
    sheet.add_table("预算调整", heads)
    for entry in contract.amendments:
        sheet.add(
            text(entry.number),
            text(contract.item_name(entry.item)),
            text(entry.quarter),
            text(contract.item_name(entry.against) if entry.against else ""),
            text(entry.document),
            amount(entry.annual),
            text("") if entry.against_annual is None else amount(entry.against_annual),
            text(entry.reason),
        )


def _texts(sheet: Sheet, year: Year) -> None:
    told = [(label, year.contract.texts.get(name, "")) for name, label in TEXT_LABELS.items()]
    if any(content for _, content in told):
        sheet.add_table("合同信息", ("项目", "内容"))
        for label, content in told:
            if content:
                sheet.add(text(label), text(content))
