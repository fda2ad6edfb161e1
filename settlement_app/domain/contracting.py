"""What may be done to a contract: make, amend, roll over, drop, change its scheme (rules, sections 3, 5 and 11)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from settlement_app.domain import money
from settlement_app.domain.assessment import record_findings
from settlement_app.domain.books import Books
from settlement_app.domain.contract import Amendment, Contract, SubItem
from settlement_app.domain.findings import Finding, refuse
from settlement_app.domain.money import format_amount
from settlement_app.domain.people import text_findings
from settlement_app.domain.periods import Quarter
from settlement_app.domain.posting import unknown_item
from settlement_app.domain.scheme import Scheme, scheme_findings

_RENEWED_YEARLY = ("number", "clause", "procurement_number")
_BELONG_TO_VENDOR = ("vendor_bank", "vendor_account", "vendor_tax_number")


def amended_from(books: Books, start: Quarter | None, year: int | None) -> Quarter:
    """The quarter from which an amendment counts: the named one, the year's first open one, or the next one.

    Where no quarter of the year (or, without one, of any contract) is open, it is the last quarter.
    Raises RuleRefusal where the quarter or the year is in no contract, or the quarter is posted.
    """
    if start is not None:
        if books.contract_of(start) is None:
            raise refuse("no_such_quarter", f"没有包含{start.label}的合同；请核对 --from")
        if books.posted(start):
            raise refuse("quarter_posted", f"{start.label}已审定，预算调整不能追溯；请改为之后的季度")
        return start
    if year is None:
        return books.next_open or books.newest.last_quarter
    contract = books.contract(year)
    if contract is None:
        raise refuse("no_such_year", f"没有 {year} 年的合同；请核对年度")
    return next(
        (quarter for quarter in contract.quarters if books.posted(quarter) is None), contract.last_quarter
    )


def amendment_of(
    contract: Contract,
    item: str,
    annual: int,
    against: str | None,
    quarter: Quarter,
    document: str,
    reason: str,
) -> Amendment:
    """The amendment, with what moves to or from the second sub-item (分) so that the total stays.

    Raises RuleRefusal where a sub-item is unknown.
    """
    moved_from, moved_to = _known(contract, item), None if against is None else _known(contract, against)
    against_annual = None
    if moved_to:
        difference = annual - contract.annual(moved_from, quarter)
        against_annual = contract.annual(moved_to, quarter) - difference
    return Amendment(
        len(contract.amendments) + 1, item, quarter, annual, document, reason, against, against_annual
    )


def amendment_findings(books: Books, contract: Contract, amendment: Amendment) -> Iterator[Finding]:
    """What forbids the amendment."""
    yield from text_findings("预算调整的文号", amendment.document)
    yield from text_findings("预算调整的事由", amendment.reason)
    if books.cleared(contract.year):
        yield Finding("year_cleared", f"{contract.year}年年终清算已审定，不能再调整预算；请先冲销清算")
    if amendment.item == amendment.against:
        yield Finding("against_itself", "调出与调入是同一个子项目；请核对 --against")
    for amount in (amendment.annual, amendment.against_annual):
        if amount is not None and amount < 0:
            yield Finding(
                "annual_negative", f"调整后的年度金额为 {format_amount(amount)} 元，不能为负；请核对金额"
            )
    if books.posted(amendment.quarter):
        yield from _late_findings(contract, amendment)
        return
    amended = replace(contract, amendments=(*contract.amendments, amendment))
    yield from _base_findings(with_contract(books, amended), amended, amendment)


def scheme_change_findings(books: Books, contract: Contract, scheme: Scheme) -> Iterator[Finding]:
    """What forbids replacing the contract's scheme."""
    yield from scheme_findings(scheme)
    for quarter in contract.quarters:
        assessment = books.assessments.get(quarter)
        if assessment is None:
            continue
        if assessment.form:
            yield Finding(
                "assessment_confirmed",
                f"{quarter.label}考核已按现行方案确认，不能更换考核方案；"
                f"确要更换，请先重开考核（assessment reopen {quarter}）",
            )
            continue
        for finding in record_findings(scheme, quarter, assessment.record):
            yield Finding("draft_misfit", f"{quarter.label}考核草稿不适用新方案：{finding.message}")


def roll_over_findings(
    books: Books, year: int, annual: Mapping[str, int], vendor: str | None
) -> Iterator[Finding]:
    """What forbids making the contract of the next year from the newest one."""
    newest = books.newest
    if year != newest.year + 1:
        yield Finding(
            "not_next_year", f"最新合同是 {newest.year} 年，只能转入 {newest.year + 1} 年；请核对年度"
        )
    for code, amount in annual.items():
        if newest.sub_item(code) is None:
            yield unknown_item(code)
        elif amount < 0:
            yield Finding("annual_negative", f"子项目“{code}”的年度金额不能为负；请核对 --annual")
    if vendor is None:
        return
    yield from text_findings("供应商", vendor)
    if vendor == newest.vendor:
        return
    if books.cleared(newest.year) is None:
        yield Finding(
            "year_not_cleared", f"更换供应商前，须先审定 {newest.year} 年年终清算（clearance post）"
        )
    for row in books.register:
        if row.outstanding or row.to_return:
            yield Finding(
                "not_settled",
                f"扣款 {row.id} 尚有待扣 {format_amount(row.outstanding)} 元、待退 {format_amount(row.to_return)} 元，"
                "更换供应商前须在年终清算中了结（--outstanding settle）",
            )


def rolled_over(contract: Contract, annual: Mapping[str, int], vendor: str | None) -> Contract:
    """The next year's contract: the amounts now in force (分) unless named, the same scheme, no amendments.

    Texts that are agreed anew each year are left empty, and with another vendor its bank data too.
    """
    year, vendor = contract.year + 1, vendor or contract.vendor
    left_out = _RENEWED_YEARLY + (() if vendor == contract.vendor else _BELONG_TO_VENDOR)
    return Contract(
        year=year,
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        client=contract.client,
        vendor=vendor,
        sub_items=tuple(
            replace(item, annual=annual.get(item.code, contract.annual(item, contract.last_quarter)))
            for item in contract.sub_items
        ),
        scheme=contract.scheme,
        texts={field: text for field, text in contract.texts.items() if field not in left_out},
    )


def drop_findings(books: Books, year: int) -> Iterator[Finding]:
    """What forbids taking a mistaken contract back."""
    if books.contract(year) is None:
        yield Finding("no_such_year", f"没有 {year} 年的合同；请核对年度")
    elif len(books.contracts) == 1:
        yield Finding("only_contract", "项目只有这一份合同，不能撤下；合同有误请新建台账")
    elif year != books.newest.year:
        yield Finding("not_newest", f"只能撤下最新的合同（{books.newest.year} 年）；请核对年度")
    elif any(issue.settlement.quarter.year == year for issue in books.settlements):
        yield Finding(
            "documents_exist",
            f"{year} 年已有审定过的结算单（含已冲销的），合同不能撤下；金额有误请作预算调整（contract amend）",
        )


def with_contract(books: Books, contract: Contract) -> Books:
    """The books with this contract in the place of the one of its year."""
    return replace(
        books, contracts=tuple(contract if c.year == contract.year else c for c in books.contracts)
    )


def total_change(contract: Contract, amendment: Amendment) -> int:
    """By how much (分) the amendment changes the year's total: 追加 above zero, 追减 below."""
    amended = replace(contract, amendments=(*contract.amendments, amendment))
    return amended.total(contract.last_quarter) - contract.total(contract.last_quarter)


def _late_findings(contract: Contract, amendment: Amendment) -> Iterator[Finding]:
    """After the last quarter is posted only sub-items settled on actual cost can still be amended."""
    for code in (amendment.item, amendment.against):
        item = contract.sub_item(code) if code else None
        if item and item.method != "actual_cost":
            yield Finding(
                "year_settled",
                f"{contract.year}年各季均已审定，只有据实清算的子项目还能调整预算；“{item.name}”不能调整，请核对子项目",
            )


def _base_findings(books: Books, contract: Contract, amendment: Amendment) -> Iterator[Finding]:
    try:
        contract.total(contract.last_quarter)
        sheets = books.outlook(contract.last_quarter).settlements
    except money.AmountError as error:
        yield Finding("amount_range", f"调整后{error}")
        return
    for quarter in contract.quarters:
        for line in () if books.posted(quarter) else sheets[quarter].lines:
            # A base that another amendment left negative must not keep this one from being made.
            if line.base < 0 and amendment.amount_for(line.item) is not None:
                yield Finding(
                    "base_negative",
                    f"调整后“{line.name}”{quarter.label}应结额为 {format_amount(line.base)} 元；"
                    "已结的应结额超过了新的年度金额，请提高年度金额",
                )


def _known(contract: Contract, code: str) -> SubItem:
    item = contract.sub_item(code)
    if item is None:
        found = unknown_item(code)
        raise refuse(found.code, found.message)
    return item
