"""A file of actual cost looked at before anything of it is stored: every problem at its cell, and what it comes to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from settlement_app.domain import money
from settlement_app.domain.actuals import CATEGORIES, ActualCost, Category
from settlement_app.domain.contract import Contract
from settlement_app.domain.money import AmountError, format_amount
from settlement_app.domain.periods import Month
from settlement_app.exchange.actuals_file import inspect_actuals
from settlement_app.exchange.actuals_grid import Cell
from settlement_app.ledger.progress import Progress, untold
from settlement_app.office import costs
from settlement_app.office.desk import Desk
from settlement_app.office.years import contract_of_year


@dataclass(frozen=True, slots=True)
class FileCell:
    """One cell of the file as written, its place in words, and what is wrong with it."""

    text: str
    place: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and with which cell; with none where it is wrong with all of them together."""

    place: str
    what: str


@dataclass(frozen=True, slots=True)
class FoundRow:
    """What was understood of one month, or of all where ``month`` is None; amounts in 分, None where there is none.

    ``replaced`` says for each category which value that is stored would be replaced; in those of ``same`` the ledger
    holds the same already.
    """

    month: Month | None
    amounts: Mapping[Category, int]
    total: int
    replaced: Mapping[Category, str]
    same: frozenset[Category] = frozenset()


@dataclass(frozen=True, slots=True)
class FilePreview:
    """A file before it is stored: its cells under the names of its columns, what was understood, and what is wrong.

    ``values`` are all that it holds, ``fresh`` those of them that the ledger does not hold already. ``replaces`` counts
    the stored values that are no estimates and would be replaced by others, which has to be asked for.
    """

    name: str
    item: str
    unit: str
    columns: tuple[str, ...]
    cells: tuple[tuple[FileCell, ...], ...]
    found: tuple[FoundRow, ...]
    values: tuple[tuple[Month, Category, int], ...]
    fresh: tuple[tuple[Month, Category, int], ...]
    problems: tuple[Problem, ...]
    replaces: int

    @property
    def total(self) -> int | None:
        """What all values come to, in 分; None where there are none."""
        return next((row.total for row in self.found if row.month is None), None)


def look_at_file(desk: Desk, path: Path, year: int, item: str, progress: Progress = untold) -> FilePreview:
    """Read a file for a sub-item's year; nothing is stored.

    Raises InputError where it holds no table at all, and what ``progress`` raises.
    """
    progress(0, 2)
    books = desk.books()
    contract = contract_of_year(books, year)
    inspected = inspect_actuals(path, contract.months)
    progress(1, 2)
    table = inspected.table
    wrong: dict[str, list[str]] = {}
    for cell, what in table.problems:
        wrong.setdefault(cell.place, []).append(what)
    known = {(value.month, value.category): value for value in books.costs_of(contract, item).values}
    problems = [Problem(cell.place, what) for cell, what in table.problems]
    try:
        found = tuple(_found(contract, table.values, known))
    except AmountError as error:
        found = ()
        problems.append(Problem("", str(error)))
    progress(2, 2)
    fresh = tuple(
        (*place, amount) for place, amount in table.values.items() if not _is_same(known.get(place), amount)
    )
    final = {place for place, value in known.items() if not value.estimate}
    return FilePreview(
        name=path.name,
        item=item,
        unit=table.unit,
        columns=inspected.columns,
        cells=tuple(tuple(_cell(cell, wrong.get(cell.place, ())) for cell in row) for row in inspected.cells),
        found=found,
        values=tuple((*place, amount) for place, amount in table.values.items()),
        fresh=fresh,
        problems=tuple(problems),
        replaces=sum((month, category) in final for month, category, _ in fresh),
    )


def take_file(desk: Desk, preview: FilePreview, *, replaces: bool) -> int:
    """Store what the ledger does not hold already, all or none; returns how many values were stored."""
    assert not preview.problems, "a file with problems cannot be taken"
    imported, _ = costs.import_values(desk, preview.fresh, preview.item, replaces)
    return imported


def _cell(cell: Cell, wrong: Iterable[str]) -> FileCell:
    return FileCell(str(cell.day) if cell.day else cell.text, cell.place, "；".join(wrong))


def _found(
    contract: Contract,
    values: Mapping[tuple[Month, Category], int],
    known: Mapping[tuple[Month, Category], ActualCost],
) -> Iterator[FoundRow]:
    """The months of the file with their sums, then the sums of the categories; AmountError beyond the range."""
    rows = []
    for month in contract.months:
        amounts = {name: values[month, name] for name in CATEGORIES if (month, name) in values}
        if amounts:
            before = {name: known[month, name] for name in amounts if (month, name) in known}
            same = frozenset(name for name, value in before.items() if _is_same(value, amounts[name]))
            replaced = {name: _replaced(value) for name, value in before.items() if name not in same}
            rows.append(FoundRow(month, amounts, money.total(amounts.values()), replaced, same))
    sums = {
        name: money.total(row.amounts.get(name, 0) for row in rows)
        for name in CATEGORIES
        if any(name in row.amounts for row in rows)
    }
    yield from rows
    if rows:
        yield FoundRow(None, sums, money.total(sums.values()), {})


def _is_same(stored: ActualCost | None, amount: int) -> bool:
    """Whether storing the amount (分) would change nothing; an estimate becomes an actual value, which does."""
    return stored is not None and not stored.estimate and stored.amount == amount


def _replaced(value: ActualCost) -> str:
    kind = "暂估" if value.estimate else "实际数"
    return f"替换已有的{kind} {format_amount(value.amount)} 元"
