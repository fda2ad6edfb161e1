"""Reading an .xlsx of actual cost; what a person cannot see in it is refused."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from settlement_app.domain.findings import Finding, InputError, misread
from settlement_app.exchange.actuals_grid import NOT_CALCULATED, Cell, find_head

if TYPE_CHECKING:  # openpyxl is imported when a workbook is read, and only then
    from openpyxl.worksheet.worksheet import Worksheet

_LARGEST_UNPACKED = 64 * 1024**2
_LARGEST_MARK = 1024**2
"""The XML parser begins anew with each piece of a mark that has not ended, and would take hours over a large one."""
_MOST_MARKS = 2_000_000
"""Begins and ends in one part: ten for each of the cells that a sheet may have."""
_MOST_ROWS, _MOST_COLUMNS = 2000, 100
_MOST_MERGED = _MOST_ROWS * _MOST_COLUMNS
_EXACT = 2**53
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


def read_xlsx_cells(content: bytes, name: str) -> list[list[Cell]]:
    """The cells of the one sheet that has a head row, with their places (工作表“2019”单元格 C5).

    Raises InputError where the file is no workbook, several sheets hold data, or data is hidden or merged.
    """
    shown, formulas = _sheets(content, name, values=True), _sheets(content, name, values=False)
    tables = {title: _cells(sheet, formulas[title]) for title, sheet in shown.items()}
    with_head = [title for title, rows in tables.items() if find_head(rows) is not None]
    if not with_head:
        raise misread(
            "no_head", f"{name} 没有一张工作表有“月份”表头；请用 settle actuals template 生成空白表"
        )
    if len(with_head) > 1:
        titles = "、".join(f"“{title}”" for title in with_head)
        raise misread("several_sheets", f"{name} 有几张工作表都有数据（{titles}）；请只保留一张")
    (title,) = with_head
    hidden = tuple(_hidden(shown[title], tables[title]))
    if hidden:
        raise InputError(Finding("hidden", f"{name}：{what}") for what in hidden)
    return tables[title]


def _sheets(content: bytes, name: str, *, values: bool) -> dict[str, "Worksheet"]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_sizes(archive, name)
        with warnings.catch_warnings():
            # openpyxl warns of what it does not keep (drawings, validation); nothing is written back here.
            warnings.simplefilter("ignore")
            workbook = load_workbook(io.BytesIO(content), data_only=values)
    except InputError:
        raise
    except Exception as error:
        # A damaged archive or a hostile one fails anywhere inside zipfile, the XML parser or openpyxl.
        raise misread(
            "not_xlsx", f"{name} 不是能读的 XLSX 工作簿（可能加密、损坏或为旧版 .xls）；请另存为 XLSX"
        ) from error
    return {sheet.title: sheet for sheet in workbook.worksheets}


def _check_sizes(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse what would fill the memory: openpyxl unpacks everything, and makes a cell for each one merged."""
    from openpyxl.utils import range_boundaries

    if sum(entry.file_size for entry in archive.infolist()) > _LARGEST_UNPACKED:
        raise misread("file_too_large", f"{name} 解压后过大；请只保留要导入的工作表")
    merged = 0
    for entry in archive.namelist():
        if not entry.endswith(".xml"):
            continue
        for element in _elements(archive, entry, name):
            if element.tag.endswith("}mergeCell"):
                left, top, right, bottom = range_boundaries(element.get("ref", ""))
                merged += ((right or 0) - (left or 0) + 1) * ((bottom or 0) - (top or 0) + 1)
            element.clear()
    if merged > _MOST_MERGED:
        raise misread("sheet_too_large", f"{name} 的合并单元格过多；请取消合并，逐格填写")


def _elements(archive: zipfile.ZipFile, entry: str, name: str) -> Iterator[ElementTree.Element]:
    """The elements of one part, each once it has ended; raises InputError where it has too many or too long ones."""
    parser: ElementTree.XMLPullParser[Any] = ElementTree.XMLPullParser(("start", "end"))
    marks = 0
    with archive.open(entry) as file:
        while piece := file.read(_LARGEST_MARK):
            before = marks
            parser.feed(piece)
            for event, *of in parser.read_events():
                marks += 1
                if event == "end" and isinstance(of[0], ElementTree.Element):
                    yield of[0]
            if marks > _MOST_MARKS or (marks == before and len(piece) == _LARGEST_MARK):
                raise misread("file_too_large", f"{name} 的内容过多或过长；请只保留要导入的工作表")
    parser.close()


def _cells(sheet: "Worksheet", formulas: "Worksheet") -> list[list[Cell]]:
    if sheet.max_row > _MOST_ROWS or sheet.max_column > _MOST_COLUMNS:
        raise misread(
            "sheet_too_large",
            f"工作表“{sheet.title}”超过 {_MOST_ROWS} 行或 {_MOST_COLUMNS} 列；请只保留要导入的数据",
        )
    # With its size stated, an empty sheet has one empty cell in both.
    rows, columns = sheet.max_row, sheet.max_column
    return [
        [
            _cell(shown.value, written.value, f"工作表“{sheet.title}”单元格 {shown.coordinate}")
            for shown, written in zip(row, written_row, strict=True)
        ]
        for row, written_row in zip(
            sheet.iter_rows(max_row=rows, max_col=columns),
            formulas.iter_rows(max_row=rows, max_col=columns),
            strict=True,
        )
    ]


def _cell(value: Any, written: Any, place: str) -> Cell:
    if value is None:
        return Cell("", place, fault="" if written is None else NOT_CALCULATED)
    if isinstance(value, bool):
        return Cell(str(value), place, fault="是“真”或“假”，不是金额；请改填数字")
    if isinstance(value, datetime | date):
        return Cell("", place, day=value.date() if isinstance(value, datetime) else value)
    if isinstance(value, int | float):
        return _number(value, place)
    text = str(value)
    if text in _ERRORS:
        return Cell(text, place, fault=f"是错误值 {text}；请改正公式或改填数字")
    return Cell(text, place)


def _number(value: int | float, place: str) -> Cell:
    """A number with the 15 digits that a spreadsheet keeps and shows; what lies beyond them is the binary's noise."""
    if abs(value) * 100 > _EXACT:
        return Cell(
            repr(value), place, fault=f"数字 {value} 过大，表格软件已不能精确保存到分；请改为文本格式填写"
        )
    return Cell(format(Decimal(f"{value:.15g}"), "f"), place)


def _hidden(sheet: "Worksheet", rows: list[list[Cell]]) -> Iterator[str]:
    title = f"工作表“{sheet.title}”"
    if sheet.sheet_state != "visible":
        yield f"{title}是隐藏的；请取消隐藏后再导入"
    for number, row in enumerate(rows, start=1):
        if sheet.row_dimensions[number].hidden and any(not cell.is_blank for cell in row):
            yield f"{title}第 {number} 行是隐藏的；请取消隐藏或筛选，核对后再导入"
    for letter, dimension in sheet.column_dimensions.items():
        if dimension.hidden and any(
            not row[n].is_blank for row in rows for n in _columns(dimension, len(row))
        ):
            yield f"{title} {letter} 列是隐藏的；请取消隐藏，核对后再导入"
    head = find_head(rows)
    for area in sheet.merged_cells.ranges:
        if head is not None and area.max_row > head:
            yield f"{title}的 {area.coord} 是合并单元格；请取消合并，逐格填写"


def _columns(dimension: Any, width: int) -> range:
    return range((dimension.min or 1) - 1, min(dimension.max or width, width))
