"""The exported workbook: what its cells are, how it prints, and that its bytes depend on the ledger alone."""

import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from settlement_app.domain.money import LIMIT
from settlement_app.domain.quarter import Adjustment
from settlement_app.exchange.workbook.book import write_workbook
from settlement_app.exchange.workbook.cells import yuan
from tests.support import builders
from tests.support.cli import Settle
from tests.support.formulas import exact
from tests.unit.exchange.conftest import Ledger

SHEETS = ["合同与预算", "季度结算", "考核", "扣款台账", "实际费用", "年终清算", "付款与发票"]


def exported(line: Settle, folder: Path, *options: object) -> bytes:
    file = folder / "导出.xlsx"
    line.ok("export", "xlsx", file, "--force", *options)
    return file.read_bytes()


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def demo_workbook(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return opened(exported(ledger("demonstration"), tmp_path_factory.mktemp("xlsx")))


def test_one_sheet_a_subject(demo_workbook: Workbook) -> None:
    assert demo_workbook.sheetnames == SHEETS


def test_with_several_years_a_sheets_name_begins_with_its_year(ledger: Ledger, tmp_path: Path) -> None:
    workbook = opened(exported(ledger("full"), tmp_path))
    assert workbook.sheetnames == [f"{year}{name}" for year in (2019, 2020) for name in SHEETS]


def test_one_year_of_several(ledger: Ledger, tmp_path: Path) -> None:
    line = ledger("full")
    workbook = opened(exported(line, tmp_path, "--year", 2020))
    assert workbook.sheetnames == SHEETS
    assert workbook["季度结算"]["C5"].value == "试算"


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_is_ready_to_print(demo_workbook: Workbook, name: str) -> None:
    sheet = demo_workbook[name]
    head_row = 3 if name == "年终清算" else 4
    assert sheet["A1"].value == f"2019年{name}（示例）"
    assert str(sheet.freeze_panes)[1:] == str(head_row + 1)
    assert sheet.print_title_rows == f"$1:${head_row}"
    assert sheet.print_area == f"'{name}'!$A$1:${sheet.dimensions.split(':')[1][:1]}${sheet.max_row}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    fitting = sheet.sheet_properties.pageSetUpPr
    assert fitting is not None
    assert fitting.fitToPage


def test_columns_are_as_wide_as_chinese_text_needs(demo_workbook: Workbook) -> None:
    sheet = demo_workbook["季度结算"]
    assert sheet["E10"].value == "后台六大板块运维费"
    assert sheet.column_dimensions["E"].width >= 2 * len("全媒体智能化叠加功能租费")
    assert sheet.column_dimensions["C"].width < 12


def test_long_text_gets_the_height_that_it_needs(demo_workbook: Workbook) -> None:
    sheet = demo_workbook["合同与预算"]
    assert len(sheet["C5"].value) > 18
    assert sheet.row_dimensions[5].height >= 30


def test_amounts_are_numbers_with_a_format(demo_workbook: Workbook) -> None:
    cell = demo_workbook["季度结算"]["G5"]
    assert (cell.value, cell.data_type) == (13078800, "n")
    assert cell.number_format == "#,##0.00;[Red]-#,##0.00"


def test_dates_are_dates(demo_workbook: Workbook) -> None:
    dates = [cell for row in demo_workbook["付款与发票"] for cell in row if isinstance(cell.value, datetime)]
    assert dates
    assert {cell.number_format for cell in dates} == {"yyyy-mm-dd"}


@pytest.mark.parametrize(
    "fen", [LIMIT, -LIMIT, LIMIT - 1, 1, -1, 10, 0, 99_999_999_999_999, 123_456_789_012_345]
)
def test_a_spreadsheet_keeps_every_amount_to_the_fen(fen: int) -> None:
    workbook = Workbook()
    workbook.worksheets[0]["A1"] = yuan(fen)
    buffer = io.BytesIO()
    workbook.save(buffer)
    kept = opened(buffer.getvalue()).worksheets[0]["A1"].value
    assert exact(kept) * 100 == fen


def test_estimates_and_missing_months_are_marked(ledger: Ledger, tmp_path: Path) -> None:
    sheet = opened(exported(ledger("open"), tmp_path))["实际费用"]
    assert (sheet["C5"].value, sheet["H5"].number_format) == (-0.01, "#,##0.00;[Red]-#,##0.00")
    assert "（暂估）" in sheet["C5"].number_format
    assert sheet["I5"].value == "工资：冲回上年多计"
    assert (sheet["D5"].value, sheet["D5"].fill.fgColor.rgb) == (None, "00F2F2F2")
    assert (sheet["G6"].value, sheet["G6"].data_type) == (0, "n")


def test_what_is_not_decided_yet_is_no_number(ledger: Ledger, tmp_path: Path) -> None:
    sheet = opened(exported(ledger("open"), tmp_path))["年终清算"]
    values = [cell.value for row in sheet for cell in row]
    assert "预清算（试算）" in sheet["A3"].value
    assert values.count("未定") > 10


def test_text_is_never_a_formula(ledger: Ledger, tmp_path: Path) -> None:
    """Names, reasons and codes that begin with = + - @ stand as typed, and stay text when they are edited."""
    workbook = opened(exported(ledger("settled"), tmp_path))
    dangerous = [
        cell
        for sheet in workbook.worksheets
        for row in sheet
        for cell in row
        if cell.data_type == "s" and str(cell.value).startswith(("=", "+", "-", "@"))
    ]
    assert {cell.value for cell in dangerous} >= {
        "=1+1",
        '=HYPERLINK("x"); "引号" \\ date:2019-13-45, [2019-13-45]',
    }
    assert all(cell.quotePrefix for cell in dangerous)
    formulas = {
        cell.value for sheet in workbook.worksheets for row in sheet for cell in row if cell.data_type == "f"
    }
    assert formulas
    assert all(str(formula).startswith("=ROUND(") for formula in formulas)


def test_characters_that_a_workbook_cannot_hold_are_shown_as_such() -> None:
    """The command line refuses them, but a ledger may hold them."""
    reason = Adjustment("tax", -100, "甲\x01乙\ud800\uffff丙", "文1号")
    known = replace(builders.books(), adjustments={builders.Q1: (reason,)})
    sheet = opened(write_workbook(known, known.contracts))["季度结算"]
    assert "甲�乙��丙" in {cell.value for row in sheet for cell in row}


def test_the_same_ledger_gives_the_same_bytes(demo_ledger: Path, tmp_path: Path) -> None:
    before = exported(Settle(demo_ledger, today="2020-03-02"), tmp_path)
    after = exported(Settle(demo_ledger, today="2031-01-01"), tmp_path)
    assert before == after


def test_the_file_says_what_it_is(demo_workbook: Workbook) -> None:
    about = demo_workbook.properties
    assert about.title == "12333热线全媒体智能咨询平台项目经费 2019年结算数据（示例）"
    assert (about.creator, about.language) == ("上海市人力资源和社会保障局", "zh-CN")
    assert about.created == about.modified
    assert str(about.created) == "2020-02-10 00:00:00"


def test_a_workbook_for_every_state_has_every_document(ledger: Ledger, tmp_path: Path) -> None:
    """Reversed documents, withdrawn deductions and void invoices are told, below what counts."""
    workbook = opened(exported(ledger("full"), tmp_path, "--year", 2019))
    told = {str(cell.value) for sheet in workbook.worksheets for row in sheet for cell in row}
    assert told >= {
        *("JS-PX-2019Q4", "HC-JS-PX-2019Q4", "JS-PX-2019Q4-2", "KK-PX-2019Q4-01", "QS-PX-2019"),
        *("已冲销", "金额有误", "抬头有误", "重复", "申诉成立", "核定预付", "手工调整", "已确认"),
    }
