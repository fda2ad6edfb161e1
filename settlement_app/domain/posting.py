"""What may be done to a quarter: set an advance, adjust, post, reverse (rules, sections 4 and 7)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from settlement_app.domain.books import Books
from settlement_app.domain.contract import Contract
from settlement_app.domain.findings import Finding
from settlement_app.domain.money import format_amount
from settlement_app.domain.people import text_findings
from settlement_app.domain.periods import Quarter
from settlement_app.domain.quarter import Adjustment, Case, Line, SetAdvance

NOT_YET_ENDED = "本季尚未届满"


def settlement_number(books: Books, quarter: Quarter) -> str:
    """The number of the standing settlement, or of the one to be posted next: ``JS-12333-2019Q2-2``."""
    posted = books.posted(quarter)
    if posted:
        return posted.posting.number
    return issue_number(f"JS-{books.project.code}-{quarter}", len(books.issues(quarter)) + 1)


def issue_number(stem: str, issue: int) -> str:
    """A document's number with its issue, which is written from the second on; numbers are never used twice."""
    return stem if issue == 1 else f"{stem}-{issue}"


def posting_findings(books: Books, quarter: Quarter, today: date) -> Iterator[Finding]:
    """Everything that blocks posting the quarter, in the order in which it has to be resolved."""
    yield from _order_findings(books, quarter)
    if today < quarter.first_day:
        yield Finding("too_early", f"{quarter.label}自 {quarter.first_day} 起方可审定；请到期后再审定")
    yield from _assessment_findings(books, quarter)
    contract = books.contract_of(quarter)
    if contract is None:
        return
    outlook = books.outlook(quarter)
    case = books.case(contract, quarter, outlook.settlements)
    yield from _advance_findings(case)
    for line in outlook.settlements[quarter].lines:
        yield from line_findings(case, line)


def open_findings(books: Books, quarter: Quarter) -> Iterator[Finding]:
    """Findings where the quarter belongs to no contract or is posted, so that its drafts cannot be changed."""
    if books.contract_of(quarter) is None:
        yield Finding("no_such_quarter", f"没有包含{quarter.label}的合同；请核对季度")
    elif books.posted(quarter):
        yield Finding("quarter_posted", f"{quarter.label}结算单已审定，不能再改；如确有错误，请先冲销")


def advance_findings(books: Books, quarter: Quarter, entry: SetAdvance) -> Iterator[Finding]:
    """What is wrong with setting an advance lower."""
    yield from text_findings("核定预付的事由", entry.reason)
    contract = books.contract_of(quarter)
    if contract is None:
        return
    item = contract.sub_item(entry.item)
    if item is None:
        yield unknown_item(entry.item)
    elif item.method != "actual_cost":
        yield Finding("not_actual_cost", f"子项目“{item.name}”按季均付，没有预付可核定；请核对子项目")
    else:
        formula = books.case(contract, quarter, books.outlook(quarter).settlements).formula(item)
        if not 0 <= entry.amount <= formula:
            yield Finding(
                "advance_range",
                f"核定预付 {format_amount(entry.amount)} 元不在 0 到公式金额 {format_amount(formula)} 元之间；请改低",
            )


def left_to_year_end(books: Books, contract: Contract, quarter: Quarter, entry: SetAdvance) -> int:
    """By how much (分) a set advance stays below the formula's: what only the year's end settles (section 4)."""
    item = contract.sub_item(entry.item)
    assert item, "an advance is set on a sub-item of the contract"
    return books.case(contract, quarter, books.outlook(quarter).settlements).formula(item) - entry.amount


def adjustment_findings(books: Books, quarter: Quarter, entry: Adjustment) -> Iterator[Finding]:
    """What is wrong with one more manual adjustment of a line."""
    yield from text_findings("调整事由", entry.reason)
    yield from text_findings("调整文号", entry.document)
    if entry.amount == 0:
        yield Finding("adjustment_zero", "调整金额不能为零；请填写正数（增加）或负数（减少）")
    contract = books.contract_of(quarter)
    if contract is None:
        return
    item = contract.sub_item(entry.item)
    if item is None:
        yield unknown_item(entry.item)
    elif item.method != "fixed":
        yield Finding(
            "not_fixed", f"子项目“{item.name}”据实清算，不能手工调整；预付请用 quarter advance 核定"
        )
    else:
        drafts = (*books.adjustments.get(quarter, ()), entry)
        changed = replace(books, adjustments={**books.adjustments, quarter: drafts})
        known = changed.outlook(quarter).settlements
        case = changed.case(contract, quarter, known)
        for line in known[quarter].lines:
            if line.item == entry.item:
                yield from line_findings(case, line)


def reversal_findings(books: Books, quarter: Quarter) -> Iterator[Finding]:
    """Everything that forbids reversing the quarter's posted settlement."""
    if books.posted(quarter) is None:
        yield Finding("not_posted", f"{quarter.label}没有已审定的结算单，无可冲销；请核对季度")
        return
    # In the order in which they can be taken back.
    if books.cleared(quarter.year):
        yield Finding("year_cleared", f"{quarter.year}年年终清算已审定；请先冲销清算（clearance reverse）")
    later = [other for other in books.quarters if other > quarter and books.posted(other)]
    if later:
        yield Finding(
            "not_newest", f"{later[-1].label}已审定，只能冲销最新的结算单；请先冲销{later[-1].label}"
        )
    if books.form(quarter):
        yield Finding("assessment_confirmed", f"{quarter.label}考核已确认；请先重开考核（assessment reopen）")
    if any(p.target.quarter == quarter and p.reversed_because is None for p in books.payments):
        yield Finding("payment_stands", f"{quarter.label}结算单已有付款；请先撤销付款（payment reverse）")


def line_findings(case: Case, line: Line) -> Iterator[Finding]:
    """Findings where the line would be negative, or a manual adjustment lifts it above its annual amount."""
    if line.payable < 0:
        yield Finding(
            "payable_negative",
            f"“{line.name}”本季应付为 {format_amount(line.payable)} 元，不能为负；请减少调整，或核对年度金额",
        )
    manual = sum(entry.amount for entry in case.adjustments if entry.item == line.item)
    if manual > 0 and _lifted(line) > 0:
        yield Finding(
            "above_annual",
            f"手工调整使“{line.name}”全年应付（累计应付加年度剩余）超出年度金额 {format_amount(_lifted(line))} 元；"
            "请减少调整，或先做预算调整",
        )


def _lifted(line: Line) -> int:
    return line.cumulative + line.remaining - line.annual


def unknown_item(code: str) -> Finding:
    """The finding for a sub-item that the contract does not have."""
    return Finding("unknown_item", f"合同中没有子项目“{code}”；请用 contract show 查看子项目代码")


def _order_findings(books: Books, quarter: Quarter) -> Iterator[Finding]:
    yield from open_findings(books, quarter)
    first = books.next_open
    if first is not None and first < quarter:
        yield Finding("not_in_order", f"{first.label}尚未审定；结算单须按季度顺序审定，请先审定{first.label}")


def _assessment_findings(books: Books, quarter: Quarter) -> Iterator[Finding]:
    previous = books.before(quarter)
    if previous is not None and books.form(previous) is None:
        yield Finding(
            "assessment_open", f"{previous.label}考核尚未确认；请先确认（assessment confirm {previous}）"
        )


def _advance_findings(case: Case) -> Iterator[Finding]:
    for entry in case.advances:
        item = case.contract.sub_item(entry.item)
        if item and not case.advance_stands(item):
            yield Finding(
                "advance_above_formula",
                f"“{item.name}”的核定预付 {format_amount(entry.amount)} 元高于公式金额 "
                f"{format_amount(case.formula(item))} 元；请重新核定或取消（quarter advance）",
            )
