"""人员经费 as the window shows it: the year's actual cost as typed, month by month, and what it foretells."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from settlement_app.domain import closing, money
from settlement_app.domain.actuals import CATEGORIES, ActualCost, Category
from settlement_app.domain.books import Books
from settlement_app.domain.contract import Contract, SubItem
from settlement_app.domain.findings import messages
from settlement_app.domain.forecast import YearAhead, year_ahead
from settlement_app.domain.money import AmountError
from settlement_app.domain.periods import Month
from settlement_app.office.desk import Desk
from settlement_app.office.personnel_draft import (
    CostChanges,
    CostDraft,
    CostPlace,
    CostReading,
    changes_of,
    draft_of,
    read_draft,
)
from settlement_app.office.years import contract_of_year

CellKind = Literal["known", "estimate", "foreseen", "fault", "empty"]
_ENTERED: tuple[CellKind, ...] = ("known", "estimate")
_ALL: tuple[CellKind, ...] = (*_ENTERED, "foreseen", "fault")


@dataclass(frozen=True, slots=True)
class CostCell:
    """One cell: the text as typed, and the amount (分) that it comes to; ``said`` is its fault or its note.

    One that cannot be used comes to what is foreseen for it.
    """

    text: str = ""
    kind: CellKind = "empty"
    amount: int | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class CostRow:
    """One month, or a row of sums where ``month`` is None; its total counts what is foreseen, as its kind says."""

    head: str
    month: Month | None
    cells: Mapping[Category, CostCell]
    total: CostCell

    def place(self, category: Category) -> CostPlace | None:
        """Where a cell's text stands in the draft; None in a row of sums."""
        return CostPlace(self.month, category) if self.month else None


@dataclass(frozen=True, slots=True)
class PersonnelOnScreen:
    """One sub-item's year with a draft in place of what is stored.

    ``closed`` says why nothing can be typed; ``problem`` why there are no sums: they leave the range.
    """

    books: Books
    contract: Contract
    item: SubItem
    stored: tuple[ActualCost, ...]
    draft: CostDraft
    reading: CostReading
    rows: tuple[CostRow, ...]
    ahead: YearAhead | None
    closed: tuple[str, ...]
    problem: str = ""

    @property
    def items(self) -> tuple[SubItem, ...]:
        """The sub-items that have a page of this kind."""
        return self.contract.actual_cost_items

    @property
    def changes(self) -> CostChanges:
        """What storing the draft would change."""
        return changes_of(self.draft, self.reading, self.stored)


def stored(desk: Desk, year: int, item: str | None) -> PersonnelOnScreen | None:
    """The sub-item's year as it is stored, of the first sub-item where none is named or it is another year's.

    None where the contract settles nothing on actual cost; raises RuleRefusal where the year has no contract.
    """
    books = desk.books()
    contract = contract_of_year(books, year)
    if not contract.actual_cost_items:
        return None
    named = [each for each in contract.actual_cost_items if each.code == item]
    chosen = (named or contract.actual_cost_items)[0]
    values = books.costs_of(contract, chosen.code).values
    return _on_screen(books, contract, chosen, values, draft_of(values))


def drafted(shown: PersonnelOnScreen, draft: CostDraft) -> PersonnelOnScreen:
    """The same with another draft; nothing is read or stored."""
    return _on_screen(shown.books, shown.contract, shown.item, shown.stored, draft)


def rebased(fresh: PersonnelOnScreen, before: PersonnelOnScreen) -> CostDraft:
    """What stands in the ledger now, with what was typed before and is not stored, or cannot be used, over it."""
    changes = before.changes
    unsaved = {
        *before.reading.faults,
        *(CostPlace(value.month, value.category) for value in changes.values),
        *(CostPlace(*place) for place in changes.emptied),
    }
    draft = draft_of(fresh.stored)
    for place in unsaved:
        draft = draft.typed(place, before.draft.text(place))
    return draft


def pasted_amount(shown: PersonnelOnScreen, places: Iterable[CostPlace]) -> int:
    """What these cells come to, in 分; those that cannot be read count nothing."""
    values = shown.reading.values
    return sum(values[place].amount for place in places if place in values)


def _on_screen(
    books: Books, contract: Contract, item: SubItem, values: tuple[ActualCost, ...], draft: CostDraft
) -> PersonnelOnScreen:
    reading = read_draft(item.code, draft, values)
    others = tuple(v for v in books.costs if v.item != item.code or v.month not in contract.months)
    changed = replace(books, costs=(*others, *reading.values.values()))
    ahead, problem = None, ""
    try:
        ahead = year_ahead(changed, contract, item)
        rows = tuple(_rows(contract, draft, reading, ahead))
    except AmountError as error:
        problem = str(error)
        rows = tuple(_rows(contract, draft, reading, None))
    return PersonnelOnScreen(
        books=books,
        contract=contract,
        item=item,
        stored=values,
        draft=draft,
        reading=reading,
        rows=rows,
        ahead=ahead,
        closed=messages(closing.year_findings(books, contract.year)),
        problem=problem,
    )


def _rows(
    contract: Contract, draft: CostDraft, reading: CostReading, ahead: YearAhead | None
) -> Iterator[CostRow]:
    """The months, what was entered in each category, and what the year is foreseen to come to in each.

    Raises AmountError where a sum leaves the range; without ``ahead`` all sums are empty.
    """
    foreseen = ahead.forecast.foreseen if ahead else ()
    expected = {CostPlace(value.month, value.category): value for value in foreseen}
    months = [_month(month, draft, reading, expected, _ALL if ahead else ()) for month in contract.months]
    yield from months
    yield _sums("已填合计", months, _ENTERED if ahead else ())
    yield _sums("全年预测", months, _ALL if ahead else (), ahead)


def _month(
    month: Month,
    draft: CostDraft,
    reading: CostReading,
    expected: Mapping[CostPlace, ActualCost],
    counted: Collection[CellKind],
) -> CostRow:
    cells = {category: _cell(CostPlace(month, category), draft, reading, expected) for category in CATEGORIES}
    return CostRow(
        head=str(month),
        month=month,
        cells=cells,
        total=_sum(cells.values(), counted),
    )


def _cell(
    place: CostPlace, draft: CostDraft, reading: CostReading, expected: Mapping[CostPlace, ActualCost]
) -> CostCell:
    text = draft.text(place)
    if value := reading.values.get(place):
        return CostCell(text, "estimate" if value.estimate else "known", value.amount, value.note)
    amount = expected[place].amount if place in expected else None
    if place in reading.faults:
        return CostCell(text, "fault", amount, reading.faults[place])
    return CostCell() if amount is None else CostCell("", "foreseen", amount)


def _sums(
    head: str, rows: Sequence[CostRow], kinds: Collection[CellKind], ahead: YearAhead | None = None
) -> CostRow:
    """A row of sums over the months; with ``ahead`` a category that cannot be foreseen has none."""
    without = {category for _, category in ahead.forecast.unforeseeable} if ahead else set()
    cells = {
        category: CostCell() if category in without else _sum((row.cells[category] for row in rows), kinds)
        for category in CATEGORIES
    }
    total = CostCell() if without else _sum((cell for row in rows for cell in row.cells.values()), kinds)
    return CostRow(head=head, month=None, cells=cells, total=total)


def _sum(cells: Iterable[CostCell], kinds: Collection[CellKind]) -> CostCell:
    """The sum of the cells of these kinds, and of which kind it is; empty where there are none."""
    counted = [cell for cell in cells if cell.kind in kinds and cell.amount is not None]
    if not counted:
        return CostCell()
    found = {cell.kind for cell in counted}
    kind: CellKind = "foreseen" if found - set(_ENTERED) else "estimate" if "estimate" in found else "known"
    return CostCell("", kind, money.total(cell.amount or 0 for cell in counted))
