"""Reading a file of actual cost by its kind (rules, section 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from settlement_app.domain.actuals import Category
from settlement_app.domain.findings import Finding, InputError, misread
from settlement_app.domain.periods import Month
from settlement_app.exchange.actuals_csv import read_csv_cells
from settlement_app.exchange.actuals_grid import Cell, Table, find_head, read_table
from settlement_app.exchange.actuals_xlsx import read_xlsx_cells
from settlement_app.exchange.files import read_content

_LARGEST = 20 * 1024**2
_READERS = {".csv": read_csv_cells, ".xlsx": read_xlsx_cells}


@dataclass(frozen=True, slots=True)
class ActualsFile:
    """The values (分) of a file in the order of its rows, and the unit that it is written in."""

    values: tuple[tuple[Month, Category, int], ...]
    unit: str


@dataclass(frozen=True, slots=True)
class InspectedFile:
    """A file with what was understood of it and what was not: its cells, all rows of one width, and the table.

    ``columns`` are called as the places of cells call them: by letters in a workbook, by numbers in a text.
    """

    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    table: Table


def read_actuals(path: Path, months: Sequence[Month]) -> ActualsFile:
    """Read a .csv or .xlsx whose months lie among ``months``.

    Raises InputError with every problem and its cell; then nothing of the file may be used.
    """
    table = inspect_actuals(path, months).table
    if table.problems:
        raise InputError(Finding(found.code, f"{path.name} {found.message}") for found in table.findings)
    return ActualsFile(tuple((*place, amount) for place, amount in table.values.items()), table.unit)


def inspect_actuals(path: Path, months: Sequence[Month]) -> InspectedFile:
    """Read a file as ``read_actuals`` does, and keep what is wrong with its cells beside them.

    Raises InputError where it holds no table at all.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise misread("wrong_kind", f"{path.name} 不是 .csv 或 .xlsx；请另存为其中一种")
    rows = reader(read_content(path, _LARGEST), path.name)
    head = find_head(rows)
    if head is None:
        raise misread("no_head", f"{path.name} 没有“月份”表头；请用 settle actuals template 生成空白表")
    columns = _columns(path, len(rows[head]))
    return InspectedFile(columns, tuple(map(tuple, rows)), read_table(rows, head, months))


def _columns(path: Path, count: int) -> tuple[str, ...]:
    numbers = range(1, count + 1)
    if path.suffix.lower() == ".csv":
        return tuple(map(str, numbers))
    from openpyxl.utils import get_column_letter  # loaded already: it has just read the workbook

    return tuple(map(get_column_letter, numbers))
