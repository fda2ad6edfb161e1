"""Reading a file of actual cost by its kind (rules, section 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from settlement_app.domain.actuals import Category
from settlement_app.domain.findings import Finding, InputError, misread
from settlement_app.domain.periods import Month
from settlement_app.exchange.actuals_csv import read_csv_cells
from settlement_app.exchange.actuals_grid import find_head, read_table
from settlement_app.exchange.actuals_xlsx import read_xlsx_cells
from settlement_app.exchange.files import read_content

_LARGEST = 20 * 1024**2
_READERS = {".csv": read_csv_cells, ".xlsx": read_xlsx_cells}


@dataclass(frozen=True, slots=True)
class ActualsFile:
    """The values (分) of a file in the order of its rows, and the unit that it is written in."""

    values: tuple[tuple[Month, Category, int], ...]
    unit: str


def read_actuals(path: Path, months: Sequence[Month]) -> ActualsFile:
    """Read a .csv or .xlsx whose months lie among ``months``.

    Raises InputError with every problem and its cell; then nothing of the file may be used.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise misread("wrong_kind", f"{path.name} 不是 .csv 或 .xlsx；请另存为其中一种")
    rows = reader(read_content(path, _LARGEST), path.name)
    head = find_head(rows)
    if head is None:
        raise misread("no_head", f"{path.name} 没有“月份”表头；请用 settle actuals template 生成空白表")
    table = read_table(rows, head, months)
    if table.findings:
        raise InputError(Finding(found.code, f"{path.name} {found.message}") for found in table.findings)
    return ActualsFile(tuple((*place, amount) for place, amount in table.values.items()), table.unit)
