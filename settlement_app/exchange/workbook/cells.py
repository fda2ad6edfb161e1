"""What a sheet says, as values: rows of cells, each a text, an amount, a date or a live formula."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from string import ascii_uppercase
from typing import Literal

UNDECIDED = "未定"

Style = Literal["title", "note", "head", "text", "amount", "date", "percent", "estimate", "missing"]


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula, written with its ``=``."""

    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``strong`` is how totals stand out."""

    value: str | Decimal | date | Formula | None
    style: Style
    strong: bool = False


@dataclass(slots=True)
class Sheet:
    """A sheet as it is built up: rows are added at its end, and formulas name the rows that are there."""

    name: str
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    head_row: int = 0
    """The last row that stays in sight and is repeated on every printed page."""
    fixed_columns: int = 0

    def add(self, *cells: Cell) -> int:
        """Add a row; returns its number, counted from 1."""
        self.rows.append(cells)
        return len(self.rows)

    def add_table(self, title: str, heads: Iterable[str]) -> None:
        """Begin another table below what is there."""
        self.add()
        self.add(Cell(title, "title"))
        self.add(*(Cell(text, "head") for text in heads))

    @property
    def next_row(self) -> int:
        """The number of the row that is added next."""
        return len(self.rows) + 1

    def at(self, column: int, row: int) -> str:
        """A cell of this sheet as other sheets name it."""
        return f"'{self.name}'!{at(column, row)}"


def at(column: int, row: int) -> str:
    """A cell of the same sheet, columns counted from 0."""
    return f"{ascii_uppercase[column]}{row}"


def yuan(fen: int) -> Decimal:
    """The amount in 元, exactly; a spreadsheet keeps fifteen digits, which is as many as an amount can have."""
    return Decimal(fen).scaleb(-2)


def text(value: object, *, strong: bool = False) -> Cell:
    """A text, whatever it begins with."""
    return Cell(str(value), "text", strong)


def amount(fen: int | None, *, strong: bool = False) -> Cell:
    """An amount given in 分; None is 未定."""
    return undecided(strong=strong) if fen is None else Cell(yuan(fen), "amount", strong)


def undecided(*, strong: bool = False) -> Cell:
    """In the place of an amount that is 未定."""
    return Cell(UNDECIDED, "missing", strong)


def day(value: date | None) -> Cell:
    """A date, or nothing."""
    return Cell(value, "date")


def computed(expression: str, *, strong: bool = False) -> Cell:
    """An amount that the spreadsheet computes; binary fractions are rounded away to the 分."""
    return Cell(Formula(f"=ROUND({expression},2)"), "amount", strong)


def summed(column: int, first_row: int, last_row: int, *, strong: bool = True) -> Cell:
    """The sum of a column from one row to another."""
    return computed(f"SUM({at(column, first_row)}:{at(column, last_row)})", strong=strong)


def plus(places: Iterable[str], *, strong: bool = False) -> Cell:
    """The sum of single cells; zero where there is none."""
    return computed("+".join(places) or "0", strong=strong)


def share(part: str, whole: str) -> Cell:
    """One cell as a percentage of another."""
    return Cell(Formula(f"=ROUND({part}/{whole},4)"), "percent")
