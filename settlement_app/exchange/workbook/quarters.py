"""季度结算: a row for each quarter and sub-item, adjustments and advances with their reasons, every document issued."""

from dataclasses import dataclass, field

from settlement_app.domain.books import PostedSettlement
from settlement_app.domain.periods import Quarter
from settlement_app.domain.posting import settlement_number
from settlement_app.domain.quarter import Line, Settlement
from settlement_app.exchange.workbook.cells import (
    Cell,
    Sheet,
    amount,
    at,
    computed,
    day,
    plus,
    summed,
    text,
)
from settlement_app.exchange.workbook.year import POSTED, PREVIEW, Year

_HEADS = (
    *("季度", "单号", "状态", "代码", "子项目", "年度金额", "本季应结额", "考核扣款", "调整"),
    *("本季应付", "累计应付", "年度剩余"),
)
ANNUAL, BASE, DEDUCTION, ADJUSTMENT, PAYABLE, CUMULATIVE, REMAINING = range(5, 12)

_ANCHOR_ON_PAPER = 16
"""So many digits of the 校验码 stand on a paper, and find the document again."""


@dataclass
class Quarters:
    """The sheet, and the rows where its lines and the sums of quarters stand."""

    sheet: Sheet
    lines: dict[tuple[Quarter, str], int] = field(default_factory=dict)
    sums: dict[Quarter, int] = field(default_factory=dict)

    def cell(self, quarter: Quarter, item: str, column: int) -> str:
        """One figure of a line as other sheets name it."""
        return self.sheet.at(column, self.lines[quarter, item])

    def item_cells(self, item: str, column: int) -> list[str]:
        """One figure of a sub-item in every quarter."""
        return [self.sheet.at(column, row) for (_, code), row in self.lines.items() if code == item]


def quarters_sheet(year: Year) -> Quarters:
    """The quarters of the year, open ones as previewed."""
    remark = "“试算”为尚未审定的季度，数字随录入变动。"
    found = Quarters(year.sheet("季度结算", remark, _HEADS, fixed_columns=5))
    for quarter in year.contract.quarters:
        _quarter(found, year, year.settlements[quarter])
    sums = found.sums.values()
    cells = [plus((at(column, row) for row in sums), strong=True) for column in range(BASE, PAYABLE + 1)]
    found.sheet.add(*_labels("全年", "", "", "", "合计"), text("", strong=True), *cells)
    _reasons(found.sheet, year)
    _issues(found.sheet, year)
    return found


def _quarter(found: Quarters, year: Year, settlement: Settlement) -> None:
    sheet, quarter = found.sheet, settlement.quarter
    first = sheet.next_row
    state = POSTED if year.books.posted(quarter) else PREVIEW
    number = settlement_number(year.books, quarter)
    for line in settlement.lines:
        found.lines[quarter, line.item] = _line(found, quarter, line, (number, state))
    last = sheet.next_row - 1
    found.sums[quarter] = sheet.add(
        *_labels(str(quarter), number, state, "", "小计"),
        *(summed(column, first, last) for column in range(ANNUAL, REMAINING + 1)),
    )


def _line(found: Quarters, quarter: Quarter, line: Line, document: tuple[str, str]) -> int:
    """Inputs as numbers; what follows from them as formulas over this and the year's earlier rows."""
    row = found.sheet.next_row
    earlier = [at_row for (_, item), at_row in found.lines.items() if item == line.item]
    bases = [at(BASE, each) for each in (*earlier, row)]
    payables = [at(CUMULATIVE, each) for each in earlier[-1:]]
    return found.sheet.add(
        *(text(label) for label in (quarter, *document, line.item, line.name)),
        *(amount(fen) for fen in (line.annual, line.base, line.deduction, line.adjustment)),
        computed(f"SUM({at(BASE, row)}:{at(ADJUSTMENT, row)})"),
        plus([*payables, at(PAYABLE, row)]),
        computed("-".join([at(ANNUAL, row), *bases])),
    )


def _labels(*labels: str) -> list[Cell]:
    return [text(label, strong=True) for label in labels]


def _reasons(sheet: Sheet, year: Year) -> None:
    """Why lines were adjusted, and advances set lower, with the amounts."""
    rows = []
    for quarter, settlement in year.settlements.items():
        if quarter.year != year.contract.year:
            continue
        rows += [
            (quarter, "手工调整", e.item, e.amount, e.reason, e.document) for e in settlement.adjustments
        ]
        rows += [(quarter, "核定预付", e.item, e.amount, e.reason, "") for e in settlement.advances]
        rows += [(quarter, "扣减", s.deduction, -s.amount, s.basis, "") for s in settlement.applied]
        rows += [(quarter, "退回减免", s.deduction, s.amount, s.basis, "") for s in settlement.returned]
    if not rows:
        return
    sheet.add_table("依据", ("季度", "文号", "事项", "", "子项目或扣款", "金额", "事由"))
    for quarter, what, about, fen, reason, document in rows:
        subject = text(year.contract.item_name(about))
        sheet.add(text(quarter), text(document), text(what), text(""), subject, amount(fen), text(reason))


def _issues(sheet: Sheet, year: Year) -> None:
    """Every document that was posted, reversed ones included."""
    issues = [issue for quarter in year.contract.quarters for issue in year.books.issues(quarter)]
    if not issues:
        return
    heads = ("季度", "单号", "状态", "编制", "复核", "应付合计", "审定日期", "冲销单", "冲销日期", "冲销事由")
    sheet.add_table("单据", (*heads, "校验码"))
    for issue in issues:
        sheet.add(*_issue(issue))


def _issue(issue: PostedSettlement) -> list[Cell]:
    head, reversal = issue.posting, issue.posting.reversal
    return [
        text(issue.settlement.quarter),
        text(head.number),
        text("已冲销" if reversal else POSTED),
        text(head.prepared_by),
        text(head.reviewed_by),
        amount(issue.settlement.payable),
        day(head.on),
        text(reversal.number if reversal else ""),
        day(reversal.on if reversal else None),
        text(reversal.reason if reversal else ""),
        text(head.anchor[:_ANCHOR_ON_PAPER]),
    ]
