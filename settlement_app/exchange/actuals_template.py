"""The blank workbook for a year's actual cost, as ``read_actuals`` reads it back."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from settlement_app.domain.actuals import CATEGORY_LABELS
from settlement_app.domain.periods import Month

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_AMOUNT_FORMAT = "#,##0.00"
_HEAD_ROW, _FIRST_ROW = 3, 4
_NOTES = (
    "每月一行，每格填写当月应由该月负担的金额（元，最多两位小数）。",
    "没有发生的填 0，不要留空，也不要填“-”。更正以前月份的，填负数。",
    "“其他”列没有内容时可整列删去。合计行由公式计算，导入时只核对，不入账。",
    "还没有数的月份，请把整行删去再导入；以后再补，可以再导入一次。",
    "填好后在“人员经费”页导入；有一处不明，全部不导入，并逐格说明原因。",
)


def write_actuals_template(year: int, months: Sequence[Month], item_name: str) -> bytes:
    """A workbook with a row a month and empty cells for the amounts in 元."""
    from openpyxl import Workbook

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    _fill(sheet, year, months, item_name)
    notes = workbook.create_sheet("填表说明")
    notes.column_dimensions["A"].width = 90
    for note in _NOTES:
        notes.append([note])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _fill(sheet: "Worksheet", year: int, months: Sequence[Month], item_name: str) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet.title = f"{year}年"
    sheet["A1"] = f"{year}年{item_name}实际费用"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"] = "金额单位：元"
    last_row = _FIRST_ROW + len(months) - 1
    for column, head in enumerate(("月份", *CATEGORY_LABELS.values()), start=1):
        cell = sheet.cell(_HEAD_ROW, column, head)
        cell.font, cell.alignment = Font(bold=True), Alignment(horizontal="center")
        sheet.column_dimensions[cell.column_letter].width = 12 if column == 1 else 20
        for row in range(_FIRST_ROW, last_row + 2):
            if column > 1:
                sheet.cell(row, column).number_format = _AMOUNT_FORMAT
        if column > 1:
            letter = cell.column_letter
            sheet.cell(last_row + 1, column, f"=SUM({letter}{_FIRST_ROW}:{letter}{last_row})")
    for row, month in enumerate(months, start=_FIRST_ROW):
        sheet.cell(row, 1, str(month))
    sheet.cell(last_row + 1, 1, "合计")
    check = DataValidation(
        type="decimal", operator="between", formula1="-9999999999999.99", formula2="9999999999999.99"
    )
    check.error, check.errorTitle = "请填写金额（元），没有发生的填 0", "金额"
    check.add(f"B{_FIRST_ROW}:F{last_row}")
    sheet.add_data_validation(check)
    sheet.freeze_panes = "B4"
