"""Exports: the books as a workbook, and as plain text for programs that check them independently."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from settlement_app.domain.books import Books
from settlement_app.domain.contract import Contract
from settlement_app.exchange.files import new_file, renaming_warnings, write_whole
from settlement_app.office.desk import Desk
from settlement_app.office.years import contract_of_year

Format = Literal["xlsx", "beancount", "hledger"]


@dataclass(frozen=True, slots=True)
class Exported:
    """The file that was written, and the contract years that it holds."""

    file: Path
    years: tuple[int, ...]
    warnings: tuple[str, ...]


def export(desk: Desk, form: Format, asked: Path, year: int | None, *, force: bool) -> Exported:
    """Write the project's books, all contract years or one, whole or not at all; the ledger does not change.

    Raises RuleRefusal where the year has no contract, or where the file exists and ``force`` is not asked for.
    """
    target = new_file(asked, force=force)
    with desk.reading() as books:
        contracts = books.contracts if year is None else (contract_of_year(books, year),)
        content = _WRITERS[form](books, contracts)
    write_whole(target, content)
    years = tuple(contract.year for contract in contracts)
    return Exported(target, years, renaming_warnings(asked, target))


def _workbook(books: Books, contracts: Sequence[Contract]) -> bytes:
    from settlement_app.exchange.workbook.book import write_workbook

    return write_workbook(books, contracts)


def _beancount(books: Books, contracts: Sequence[Contract]) -> bytes:
    from settlement_app.exchange.plain_text.beancount import write_beancount
    from settlement_app.exchange.plain_text.books import plain_text_books

    return write_beancount(plain_text_books(books, contracts))


def _hledger(books: Books, contracts: Sequence[Contract]) -> bytes:
    from settlement_app.exchange.plain_text.books import plain_text_books
    from settlement_app.exchange.plain_text.hledger import write_hledger

    return write_hledger(plain_text_books(books, contracts))


_WRITERS: Mapping[Format, Callable[[Books, Sequence[Contract]], bytes]] = {
    "xlsx": _workbook,
    "beancount": _beancount,
    "hledger": _hledger,
}
