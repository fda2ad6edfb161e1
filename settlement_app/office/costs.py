"""Actual consultant cost: show, set one value, record what was typed, import a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from settlement_app.domain import closing, money
from settlement_app.domain.actuals import ActualCost, Category, YearOfCosts
from settlement_app.domain.books import Books
from settlement_app.domain.contract import Contract
from settlement_app.domain.findings import Finding, misread, refuse, refuse_if
from settlement_app.domain.periods import Month
from settlement_app.office.desk import Change, Desk
from settlement_app.office.years import contract_of_year


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
        chosen_item(_contract_of(change.books, value.month), value.item)
        _store(change, [value], replaces=replaces)
    return show(desk, value.month.year, value.item)


def record(
    desk: Desk,
    year: int,
    item: str,
    values: Sequence[ActualCost],
    emptied: Sequence[tuple[Month, Category]],
) -> CostView:
    """Store what was typed for a sub-item's year, all or none: values in the place of earlier ones, and none at the
    places that were emptied.
    """
    with desk.changing("actuals.set", f"{year} {item}") as change:
        chosen_item(contract_of_year(change.books, year), item)
        refuse_if(closing.year_findings(change.books, year))
        gone = {(item, month, category) for month, category in emptied}
        kept = tuple(value for value in change.books.costs if _place(value) not in gone)
        _store(replace(change, books=replace(change.books, costs=kept)), values, replaces=True)
        for month, category in emptied:
            change.store.clear_cost(item, month, category)
    return show(desk, year, item)


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
        known = {_place(value) for value in change.books.costs}
        stored = [
            ActualCost(chosen_item(_contract_of(change.books, month), item), month, category, amount)
            for month, category, amount in values
        ]
        _store(change, stored, replaces=replace)
    return len(stored), sum(_place(value) in known for value in stored)


def chosen_item(contract: Contract, item: str | None) -> str:
    """The code of the sub-item that costs belong to: the named one, or the only one settled on actual cost."""
    codes = [entry.code for entry in contract.actual_cost_items]
    if item is None and len(codes) == 1:
        return codes[0]
    if not codes:
        raise refuse(
            "no_actual_cost",
            f"{contract.year}年合同没有据实清算的子项目，不需要实际费用；请核对年度或月份",
        )
    if item is None:
        raise misread("item_unclear", f"合同有几个据实清算的子项目（{'、'.join(codes)}）；请用 --item 指明")
    if item not in codes:
        raise refuse("not_actual_cost", f"“{item}”不是据实清算的子项目；可选：{'、'.join(codes)}")
    return item


def _store(change: Change, values: Sequence[ActualCost], *, replaces: bool) -> None:
    """Store values, all or none; raises AmountError where a year's costs together leave the range."""
    books, findings = change.books, list[Finding]()
    for value in values:
        contract = _contract_of(books, value.month)
        findings += closing.cost_findings(books, contract, value, replaces=replaces)
    refuse_if(findings)
    costs = {_place(value): value for value in (*books.costs, *values)}.values()
    for item, year in {(value.item, value.month.year) for value in values}:
        money.total(cost.amount for cost in costs if (cost.item, cost.month.year) == (item, year))
    for value in values:
        change.store.set_cost(value.month.year, value)


def _place(value: ActualCost) -> tuple[str, Month, Category]:
    return (value.item, value.month, value.category)


def _contract_of(books: Books, month: Month) -> Contract:
    contract = books.contract(month.year)
    if contract is None or month not in contract.months:
        raise refuse("month_outside", f"{month} 不在任何合同期间内；请核对月份")
    return contract


def _view(books: Books, contract: Contract, item: str | None) -> CostView:
    return CostView(contract, books.costs_of(contract, chosen_item(contract, item)))
