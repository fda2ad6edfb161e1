"""Reading a .csv of actual cost as Excel and WPS write it: UTF-8 with or without BOM, or GB18030."""

import csv
import io

from settlement_app.domain.findings import misread
from settlement_app.exchange.actuals_grid import MONTH_HEAD, Cell

_DELIMITERS = ",\t;，"


def read_csv_cells(content: bytes, name: str) -> list[list[Cell]]:
    """The cells with their places (第 5 行第 3 列), all rows of one width.

    Raises InputError where the text cannot be decoded or split.
    """
    text = _decoded(content, name)
    if "\0" in text:
        raise misread("not_csv", f"{name} 不是文本表格；请另存为 CSV 或 XLSX")
    lines = text.splitlines() or [""]
    head = next((line for line in lines if MONTH_HEAD in line), lines[0])
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=head.count), strict=True
    )
    try:
        rows = list(reader)
    except csv.Error as error:
        raise misread(
            "not_csv", f"{name} 第 {reader.line_num} 行的引号或分隔符有误；请用表格软件另存为 CSV"
        ) from error
    width = max((len(row) for row in rows), default=0)
    return [
        [
            Cell(value, f"第 {row_number} 行第 {number} 列")
            for number, value in enumerate([*row, *[""] * (width - len(row))], start=1)
        ]
        for row_number, row in enumerate(rows, start=1)
    ]


def _decoded(content: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise misread(
        "not_text", f"{name} 既不是 UTF-8 也不是 GB18030 编码；请用表格软件另存为 CSV UTF-8 或 XLSX"
    )
