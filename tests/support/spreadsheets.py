"""Reading a workbook as its user sees it: recalculated by our own small engine, and by LibreOffice where it is."""

import io
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests.support.formulas import Computed, exact

OWN, OFFICE = "own", "LibreOffice"
ENGINES = (OWN, *((OFFICE,) if shutil.which("soffice") else ()))
"""Who can recalculate a workbook here."""

Rows = list[list[Any]]
Row = dict[str, Any]


class Book:
    """The values of a workbook's sheets, recalculated: numbers as Decimal."""

    def __init__(self, sheets: Mapping[str, Rows]) -> None:
        self.sheets = sheets

    def table(self, sheet: str, title: str | None = None) -> list[Row]:
        """The rows of a sheet's first table, or of the one below a title, by their heads, up to a blank row."""
        rows = self.sheets[sheet]
        start = 3 if title is None else next(n for n, row in enumerate(rows) if row[0] == title) + 1
        heads = [head for head in rows[start] if head is not None]
        return list(_until_blank(heads, rows[start + 1 :]))


def _until_blank(heads: list[str], rows: Rows) -> Iterator[Row]:
    for row in rows:
        if all(value is None for value in row):
            return
        yield dict(zip(heads, row, strict=False))


def own_reading(content: bytes) -> Book:
    """The workbook recalculated by our own engine."""
    workbook = load_workbook(io.BytesIO(content))
    computed = Computed(workbook)
    return Book(
        {
            sheet.title: [[computed.value(sheet.title, cell.coordinate) for cell in row] for row in sheet]
            for sheet in workbook.worksheets
        }
    )


def office_readings(folder: Path, contents: Mapping[str, bytes]) -> dict[str, Book]:
    """The workbooks as LibreOffice recalculates and saves them, all in one run of it."""
    for name, content in contents.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    done = folder / "recalculated"
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", "xlsx", "--outdir", str(done)]
    files = [str(folder / f"{name}.xlsx") for name in contents]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=180)
    return {name: _saved(done / f"{name}.xlsx") for name in contents}


def readings(engine: str, folder: Path, contents: Mapping[str, bytes]) -> dict[str, Book]:
    """The workbooks recalculated by one of ENGINES."""
    if engine == OFFICE:
        return office_readings(folder, contents)
    return {name: own_reading(content) for name, content in contents.items()}


def fen(value: Any) -> Any:
    """An amount in 元 as whole 分; 未定 as None; it must be exact."""
    if value == "未定":
        return None
    amount = (value if isinstance(value, Decimal) else Decimal(0)) * 100
    assert amount == amount.to_integral_value(), value
    return int(amount)


def _saved(path: Path) -> Book:
    workbook = load_workbook(path, data_only=True)
    return Book(
        {
            sheet.title: [[exact(value) for value in row] for row in sheet.iter_rows(values_only=True)]
            for sheet in workbook.worksheets
        }
    )
