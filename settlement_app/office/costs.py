"""Actual consultant cost: show, set one value, import a file."""

from collections.abc import Iterable
from dataclasses import dataclass

from settlement_app.domain import closing
from settlement_app.domain.actuals import ActualCost, Category, YearOfCosts
from settlement_app.domain.books import Books
from settlement_app.domain.contract import Contract
from settlement_app.domain.findings import Finding, misread, refuse, refuse_if
from settlement_app.domain.periods import Month
from settlement_app.office.contracts import contract_of_year
from settlement_app.office.desk import Desk


@dataclass(frozen=True, slots=True)
class CostView:
    """The actual cost of one sub-item over a year."""

    contract: Contract
    costs: YearOfCosts

    @property
    def item_name(self) -> str:
        """The sub-item's name as the contract has it."""
        item = self.contract.sub_item(self.costs.item)
        assert item, "costs_of is asked for the contract's own sub-items only"
        return item.name


def show(desk: Desk, year: int, item: str | None = None) -> CostView:
    """What is known of the year's actual cost."""
    books = desk.books()
    return _view(books, contract_of_year(books, year), item)


def set_value(desk: Desk, value: ActualCost, *, replaces: bool) -> CostView:
    """Store one month's value in one category; one that is no estimate is replaced only when asked."""
    with desk.changing("actuals.set", f"{value.month} {value.category}") as change:
        contract = _contract_of(change.books, value.month)
        chosen_item(contract, value.item)
        refuse_if(closing.cost_findings(change.books, contract, value, replaces=replaces))
        change.store.set_cost(contract.year, value)
    return show(desk, contract.year, value.item)


def item_for(desk: Desk, month: Month, item: str | None) -> str:
    """The sub-item that a month's value belongs to: the named one, or the only one settled on actual cost."""
    return chosen_item(_contract_of(desk.books(), month), item)


def months_for_file(desk: Desk) -> tuple[Month, ...]:
    """The months that a file of costs can hold: those of all contracts."""
    return tuple(month for contract in desk.books().contracts for month in contract.months)


def import_values(
    desk: Desk, values: Iterable[tuple[Month, Category, int]], item: str | None, replace: bool
) -> tuple[int, int]:
    """Store the values (分) of a file, all or none; returns how many were stored and how many of them replaced."""
    with desk.changing("actuals.import", "") as change:
        books, known = change.books, {(v.item, v.month, v.category) for v in change.books.costs}
        stored: list[tuple[int, ActualCost]] = []
        findings: list[Finding] = []
        for month, category, amount in values:
            contract = _contract_of(books, month)
            value = ActualCost(chosen_item(contract, item), month, category, amount)
            findings += closing.cost_findings(books, contract, value, replaces=replace)
            stored.append((contract.year, value))
        refuse_if(findings)
        for year, value in stored:
            change.store.set_cost(year, value)
    return len(stored), sum((value.item, value.month, value.category) in known for _, value in stored)


def chosen_item(contract: Contract, item: str | None) -> str:
    """The code of the sub-item that costs belong to: the named one, or the only one settled on actual cost."""
    codes = [entry.code for entry in contract.actual_cost_items]
    if item is None and len(codes) == 1:
        return codes[0]
    if not codes:
        raise refuse("no_actual_cost", f"{contract.year}年合同没有据实清算的子项目，不需要实际费用；请核对年度或月份")
    if item is None:
        raise misread("item_unclear", f"合同有几个据实清算的子项目（{'、'.join(codes)}）；请用 --item 指明")
    if item not in codes:
        raise refuse("not_actual_cost", f"“{item}”不是据实清算的子项目；可选：{'、'.join(codes)}")
    return item


def _contract_of(books: Books, month: Month) -> Contract:
    contract = books.contract(month.year)
    if contract is None or month not in contract.months:
        raise refuse("month_outside", f"{month} 不在任何合同期间内；请核对月份")
    return contract


def _view(books: Books, contract: Contract, item: str | None) -> CostView:
    return CostView(contract, books.costs_of(contract, chosen_item(contract, item)))
