"""Reading the rows of one project, and putting them together by what they belong to."""

from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import groupby
from sqlite3 import Connection
from typing import Any, TypeVar

from settlement_app.domain.periods import Quarter, parse_quarter

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_ANCHORED = ("form", "settlement", "clearance", "reversal", "request")
_OF_YEAR = "year >= {since}"
_OF_QUARTER = "quarter >= '{since}'"  # as text, which an index serves: '2019Q1' comes after '2019'
_OF_TARGET = "coalesce(CAST(clearance_year AS TEXT), quarter) >= '{since}'"
_CHOSEN = {
    "deduction": "true",  # the register is one for all years: what is outstanding has no end
    "payment": _OF_TARGET,
    "invoice": _OF_TARGET,
    "request": _OF_TARGET,
    "form": _OF_QUARTER,
    "assessment_actual": _OF_QUARTER,
    "assessment_points": _OF_QUARTER,
    "assessment_source": _OF_QUARTER,
    "incident": _OF_QUARTER,
    "rectification": _OF_QUARTER,
    "manual_deduction": _OF_QUARTER,
}
"""What tells the rows of contract years from ``since`` on, in tables without a column ``year``."""


class Row(dict[str, Any]):
    """One row by column name."""


class Tables:
    """Rows of one project, those of contract years before ``since`` left out."""

    def __init__(self, db: Connection, code: str, since: int = 0) -> None:
        self._db = db
        self._code = code
        self._since = since

    def rows(self, rest: str) -> list[Row]:
        """The rows of ``SELECT * FROM rest``, whose one parameter is the project's code."""
        cursor = self._db.execute(f"SELECT * FROM {rest}", (self._code,))
        names = [column[0] for column in cursor.description]
        return [Row(zip(names, row, strict=True)) for row in cursor]

    def of(self, table: str, order: str) -> list[Row]:
        """The project's rows of a table that has a column for it."""
        return self.rows(f"{table} WHERE {self._mine(table)} ORDER BY {order}")

    def below(self, table: str, owner: str, key: str, order: str) -> list[Row]:
        """The rows of a table whose column ``key`` names a row of the project's table ``owner``."""
        owner_key = "id" if owner == "deduction" else "number"
        mine = f"SELECT {owner_key} FROM {owner} WHERE {self._mine(owner)}"
        return self.rows(f"{table} WHERE {key} IN ({mine}) ORDER BY {order}")

    @cached_property
    def anchors(self) -> dict[int, str]:
        """The hash of each journal entry that posted, confirmed or reversed something."""
        entries = " UNION ".join(f"SELECT entry FROM {table}" for table in _ANCHORED)
        return dict(self._db.execute(f"SELECT sequence, hash FROM journal WHERE sequence IN ({entries})"))

    def _mine(self, table: str) -> str:
        return f"project = ? AND {_CHOSEN.get(table, _OF_YEAR).format(since=self._since)}"


def grouped(
    rows: Iterable[Row], key: Callable[[Row], _Key], read: Callable[[Row], _Value]
) -> dict[_Key, tuple[_Value, ...]]:
    """Rows that stand sorted by their key, read and put together by it."""
    return {owner: tuple(read(row) for row in group) for owner, group in groupby(rows, key)}


def by(column: str) -> Callable[[Row], str]:
    """A key that takes the column's text."""
    return lambda row: str(row[column])


def quarter_of(row: Row) -> Quarter:
    """The quarter of a row."""
    return parse_quarter(row["quarter"])
