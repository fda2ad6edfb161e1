"""What may be done at the year's end: actual cost, reductions, posting and reversing the clearance (sections 8, 9)."""

from collections.abc import Iterator
from dataclasses import replace

from settlement_app.domain.actuals import CATEGORY_LABELS, ActualCost
from settlement_app.domain.books import Books
from settlement_app.domain.contract import Contract, SubItem
from settlement_app.domain.findings import Finding
from settlement_app.domain.money import format_amount
from settlement_app.domain.people import text_findings
from settlement_app.domain.posting import issue_number, unknown_item
from settlement_app.domain.year_end import Clearance, Outstanding, Reduction, reduced


def clearance_number(books: Books, year: int) -> str:
    """The number of the standing clearance, or of the one to be posted next: ``QS-12333-2019-2``."""
    cleared = books.cleared(year)
    if cleared:
        return cleared.posting.number
    return issue_number(f"QS-{books.project.code}-{year}", len(books.clearance_issues(year)) + 1)


def year_findings(books: Books, year: int) -> Iterator[Finding]:
    """Findings where the year has no contract, or is closed by a posted clearance."""
    if books.contract(year) is None:
        yield Finding("no_such_year", f"没有 {year} 年的合同；请核对年度")
    elif books.cleared(year):
        yield Finding("year_cleared", f"{year}年年终清算已审定，本年数据已冻结；如确有错误，请先冲销清算")


def cost_findings(
    books: Books, contract: Contract, value: ActualCost, *, replaces: bool
) -> Iterator[Finding]:
    """What forbids storing one value of actual cost."""
    yield from year_findings(books, contract.year)
    place = f"{value.month} {CATEGORY_LABELS[value.category]}"
    if value.month not in contract.months:
        yield Finding("month_outside", f"{value.month} 不在 {contract.year} 年合同期间内；请核对月份")
    old = next(
        (
            v
            for v in books.costs
            if (v.item, v.month, v.category) == (value.item, value.month, value.category)
        ),
        None,
    )
    if old and not old.estimate and not replaces:
        yield Finding(
            "value_exists",
            f"{place} 已有实际数 {format_amount(old.amount)} 元；如确要替换，请加 --replace",
        )


def reduction_findings(books: Books, contract: Contract, entry: Reduction) -> Iterator[Finding]:
    """What forbids one more reduction of a sub-item."""
    yield from text_findings("核减事由", entry.reason)
    yield from text_findings("核减文号", entry.document)
    yield from year_findings(books, contract.year)
    item = contract.sub_item(entry.item)
    if item is None:
        yield unknown_item(entry.item)
        return
    more = (*books.reductions.get(contract.year, ()), entry)
    changed = replace(books, reductions={**books.reductions, contract.year: more})
    yield from _reduced_too_much(changed, contract, item)


def clearance_findings(books: Books, contract: Contract, clearance: Clearance) -> Iterator[Finding]:
    """Everything that blocks posting the clearance, in the order in which it has to be resolved."""
    year = contract.year
    yield from year_findings(books, year)
    still_open = [quarter.label for quarter in contract.quarters if books.posted(quarter) is None]
    if still_open:
        yield Finding("quarters_open", f"{'、'.join(still_open)}结算单尚未审定；请先审定")
    last = contract.last_quarter
    if books.form(last) is None:
        yield Finding("assessment_open", f"{last.label}考核尚未确认；请先确认（assessment confirm {last}）")
    for item in contract.actual_cost_items:
        yield from _cost_gaps(books, contract, item.code, item.name)
    for item in contract.sub_items:
        yield from _reduced_too_much(books, contract, item)
    yield from settle_findings(books, contract, clearance.mode)


def settle_findings(books: Books, contract: Contract, mode: Outstanding) -> Iterator[Finding]:
    """What forbids settling in the clearance what is outstanding or to return."""
    if mode != "settle":
        return
    following = books.next_contract(contract.year)
    if following:
        yield Finding(
            "next_contract",
            f"已有 {following.year} 年合同，待扣余额随项目结转下年，不能在清算中了结；请改用 carry",
        )
    if contract.bearer is None:
        yield Finding("no_bearer", "合同没有承担扣款的子项目，不能在清算中了结扣款；请改用 carry")


def clearance_reversal_findings(books: Books, year: int) -> Iterator[Finding]:
    """Everything that forbids reversing the year's posted clearance."""
    issue, contract = books.cleared(year), books.contract(year)
    if issue is None or contract is None:
        yield Finding("not_posted", f"{year}年没有已审定的年终清算，无可冲销；请核对年度")
        return
    if any(p.target.clearance == year and p.reversed_because is None for p in books.payments):
        yield Finding("payment_stands", f"{year}年年终清算已有付款或退款；请先撤销（payment reverse）")
    following = books.next_contract(year)
    if issue.clearance.mode == "settle" and following and following.vendor != contract.vendor:
        yield Finding(
            "vendor_changed",
            f"{year}年扣款已在清算中了结，且 {following.year} 年合同已换供应商，清算不能冲销；"
            f"如 {following.year} 年合同有误，请先撤下该合同（contract drop）",
        )


def _cost_gaps(books: Books, contract: Contract, item: str, name: str) -> Iterator[Finding]:
    costs = books.costs_of(contract, item)
    if costs.missing:
        month, category = costs.missing[0]
        yield Finding(
            "costs_missing",
            f"“{name}”实际费用缺 {len(costs.missing)} 项（首项：{month} {CATEGORY_LABELS[category]}）；"
            "请补录，没有发生的也要填 0",
        )
    if costs.estimates:
        month, category = costs.estimates[0]
        yield Finding(
            "costs_estimated",
            f"“{name}”还有 {len(costs.estimates)} 项暂估（首项：{month} {CATEGORY_LABELS[category]}）；请换成实际数",
        )


def _reduced_too_much(books: Books, contract: Contract, item: SubItem) -> Iterator[Finding]:
    struck = reduced(item.code, books.reductions.get(contract.year, ()))
    if item.method == "fixed":
        sheets = books.outlook(contract.last_quarter).settlements
        line = sheets[contract.last_quarter].line(item.code)
        limit, what = (line.cumulative if line else 0), "累计应付"
    else:
        costs = books.costs_of(contract, item.code)
        if costs.missing:
            return
        limit, what = costs.total, "实际费用"
    if limit < 0:
        yield Finding(
            "costs_negative",
            f"“{item.name}”全年实际费用合计 {format_amount(limit)} 元，不能为负；请核对更正数（actuals set）",
        )
    elif struck > limit:
        yield Finding(
            "reduced_too_much",
            f"“{item.name}”核减合计 {format_amount(struck)} 元超过{what} {format_amount(limit)} 元；请减少核减",
        )
