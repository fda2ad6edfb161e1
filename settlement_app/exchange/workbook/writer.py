"""Sheets of values as the bytes of an .xlsx file: the one module of the workbook that knows openpyxl."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from settlement_app.exchange.workbook.cells import Cell, Formula, Sheet, at
from settlement_app.exchange.workbook.layout import column_widths, row_heights
from settlement_app.exchange.workbook.styles import Look, named_styles

if TYPE_CHECKING:
    from openpyxl.cell import Cell as Written
    from openpyxl.styles import NamedStyle
    from openpyxl.worksheet.worksheet import Worksheet

_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@")
_A4 = 9
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ANY = 1
"""The row and the column of a cell that is not in its place yet."""
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself."""

    title: str
    author: str
    subject: str
    day: date


class _TimelessZip(ZipFile):
    """An archive whose bytes do not tell when and on which system it was written."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any) -> None:
        """Add an entry with the earliest time that the format knows."""
        entry = ZipInfo(str(zinfo_or_arcname), _ZIP_EPOCH)
        entry.compress_type, entry.create_system = ZIP_DEFLATED, _UNIX
        super().writestr(entry, data)

    def write(self, filename: Any, arcname: Any = None, *_: Any) -> None:
        """Add a file in the same way."""
        self.writestr(arcname, Path(filename).read_bytes())


def write(sheets: Sequence[Sheet], properties: Properties) -> bytes:
    """The workbook; the same sheets and properties give the same bytes."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    styles = named_styles()
    for style in styles.values():
        workbook.add_named_style(style)
    for sheet in sheets:
        _write_sheet(workbook.create_sheet(sheet.name), sheet, styles)
    about = workbook.properties
    about.title, about.creator, about.subject = properties.title, properties.author, properties.subject
    about.language = "zh-CN"
    about.created = about.modified = datetime.combine(properties.day, time())
    buffer = io.BytesIO()
    ExcelWriter(workbook, _TimelessZip(buffer, "w", ZIP_DEFLATED)).save()
    return buffer.getvalue()


def _write_sheet(page: "Worksheet", sheet: Sheet, styles: Mapping[Look, "NamedStyle"]) -> None:
    widths = column_widths(sheet)
    for row in sheet.rows:
        page.append([_written(page, cell, styles[cell.style, cell.strong]) for cell in row])
    for column, width in enumerate(widths):
        page.column_dimensions[ascii_uppercase[column]].width = width
    for number, height in row_heights(sheet, widths):
        page.row_dimensions[number].height = height
    page.freeze_panes = at(sheet.fixed_columns, sheet.head_row + 1)
    _set_up_printing(page, sheet, at(len(widths) - 1, len(sheet.rows)))


def _set_up_printing(page: "Worksheet", sheet: Sheet, last_cell: str) -> None:
    """Landscape A4, as many pages down as it takes and one across, the head on each of them."""
    from openpyxl.worksheet.properties import PageSetupProperties

    page.print_area = f"A1:{last_cell}"
    page.print_title_rows = f"1:{sheet.head_row}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer = page.oddFooter
    assert footer is not None, "every sheet has one from the start"
    footer.left.text, footer.right.text = "&A", "第 &P 页 共 &N 页"


def _written(page: "Worksheet", cell: Cell, style: "NamedStyle") -> "Written":
    """The cell in its style; a text stays text, whatever it begins with, even after it is edited.

    The style is given as the numbers that it has in the workbook: to look it up by its name for every cell would
    take as long as all the rest.
    """
    from openpyxl.cell import Cell as Written

    value = cell.value
    if isinstance(value, Formula):
        value = value.text
    if not isinstance(cell.value, str):
        return Written(page, _ANY, _ANY, value, style.as_tuple())
    written = Written(page, _ANY, _ANY, _NOT_IN_XML.sub("�", cell.value), style.as_tuple())
    written.data_type = "s"
    if cell.value.startswith(_LOOKS_LIKE_FORMULA):
        written.quotePrefix = True
    return written
