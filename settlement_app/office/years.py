"""The contract that a verb means."""

from settlement_app.domain.books import Books
from settlement_app.domain.contract import Contract
from settlement_app.domain.findings import refuse


def contract_of_year(books: Books, year: int | None) -> Contract:
    """The contract of a year, the newest where none is named; raises RuleRefusal where there is none."""
    contract = books.newest if year is None else books.contract(year)
    if contract is None:
        raise refuse("no_such_year", f"没有 {year} 年的合同；请核对年度")
    return contract
