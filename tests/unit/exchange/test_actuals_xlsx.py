"""Actual cost as .xlsx: what a person sees in the sheet is what is read; what is hidden or spoiled is refused."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from settlement_app.domain.findings import InputError
from settlement_app.domain.periods import Month, Quarter, months_of
from settlement_app.exchange.actuals_file import ActualsFile, read_actuals

YEAR = months_of(tuple(Quarter(2019, number) for number in range(1, 5)))
HEAD = ["月份", "工资", "福利", "单位缴社会保险费", "住房公积金"]
AT = "工作表“2019”单元格"
Fill = Callable[[Workbook, Worksheet], Any]


def book_of(*rows: list[Any]) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "2019"
    for row in (HEAD, *rows):
        sheet.append(row)
    return book, sheet


def bytes_of(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(folder: Path, content: bytes) -> ActualsFile:
    path = folder / "费用.xlsx"
    path.write_bytes(content)
    return read_actuals(path, YEAR)


def problems(folder: Path, content: bytes) -> list[str]:
    with pytest.raises(InputError) as refused:
        read(folder, content)
    return [finding.message.removeprefix("费用.xlsx") for finding in refused.value.findings]


def changed(content: bytes, changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """The workbook with the content of some of its parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            change, part = changes.get(name), old.read(name)
            new.writestr(name, change(part) if change else part)
    return buffer.getvalue()


def hide_sheet(book: Workbook, sheet: Worksheet) -> None:
    book.create_sheet("空")
    sheet.sheet_state = "hidden"


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("2019-03", Month(2019, 3)),
        (201903, Month(2019, 3)),
        (date(2019, 3, 31), Month(2019, 3)),
        (datetime(2019, 3, 1, 8, 30), Month(2019, 3)),  # noqa: DTZ001 - a cell has no zone
        ("2019年3月", Month(2019, 3)),
        ("3月", Month(2019, 3)),
        (3, Month(2019, 3)),
        (3.0, Month(2019, 3)),
    ],
)
def test_a_month_in_a_cell(tmp_path: Path, month: Any, expected: Month) -> None:
    book, _ = book_of([month, 7000, 1000, 1000, 500])
    assert read(tmp_path, bytes_of(book)).values[0][0] == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (7000, 700_000),
        (0, 0),
        (-1234.56, -123_456),
        (3055590.1, 305_559_010),
        (0.1 + 0.2, 30),
        (1.005 * 100, 10_050),
        (9999999999999.99, 999_999_999_999_999),
        ("7,000.00", 700_000),
        ("　￥７０００ ", 700_000),
        ("0.7万元", 700_000),
    ],
)
def test_an_amount_in_a_cell(tmp_path: Path, cell: Any, expected: int) -> None:
    book, _ = book_of(["2019-01", cell, 1000, 1000, 500])
    assert read(tmp_path, bytes_of(book)).values[0][2] == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, "没有填数；没有发生的请填 0，还没有数的月份请删去整行"),
        ("-", "没有填数；没有发生的请填 0，还没有数的月份请删去整行"),
        (True, "是“真”或“假”，不是金额；请改填数字"),
        (0.001, "“0.001”的小数超过一分（元最多 2 位小数）；请改为整分"),
        (1e15, "数字 1000000000000000 过大，表格软件已不能精确保存到分；请改为文本格式填写"),
        (date(2019, 1, 1), "“2019-01-01”是日期，不是金额；请核对"),
        (time(8, 30), "“08:30:00”不是金额；请填写如 17,846,800.00 或 1784.68万元 的数字"),
        ("#REF!", "是错误值 #REF!；请改正公式或改填数字"),
        ("=B3+1", "公式没有计算结果；请在表格软件中打开、重算并保存，或改填数字"),
    ],
)
def test_what_is_no_amount(tmp_path: Path, cell: Any, expected: str) -> None:
    book, sheet = book_of(["2019-01", 7000, cell, 1000, 500])
    if isinstance(cell, float):
        sheet["C2"].number_format = "General"
    assert problems(tmp_path, bytes_of(book)) == [f" {AT} C2：{expected}"]


def test_the_result_of_a_formula_counts(tmp_path: Path) -> None:
    book, _ = book_of(["2019-01", "=7000*0.16", 1000, 1000, 500])
    with_result = changed(
        bytes_of(book),
        {
            SHEET: lambda part: part.replace(b"<v></v>", b"<v>1120.0000000000002</v>").replace(
                b"<v />", b"<v>1120.0000000000002</v>"
            )
        },
    )
    assert read(tmp_path, with_result).values[0][2] == 112_000


def test_a_total_that_was_never_calculated_is_no_problem(tmp_path: Path) -> None:
    book, sheet = book_of(["2019-01", 7000, 1000, 1000, 500])
    sheet.append(["合计", *(f"=SUM({letter}2:{letter}2)" for letter in "BCDE")])
    assert len(read(tmp_path, bytes_of(book)).values) == 4


def test_totals_are_checked(tmp_path: Path) -> None:
    book, sheet = book_of(["2019-01", 7000, 1000, 1000, 500])
    sheet.append(["合计", 7000, 1000, 1000, 501])
    assert problems(tmp_path, bytes_of(book)) == [f" {AT} E3：合计 501.00 元与各月之和 500.00 元不符；请核对"]


def test_the_unit_is_read_from_a_title_above_the_head(tmp_path: Path) -> None:
    book, sheet = book_of(["2019-01", 0.7, 0.1, 0.1, 0.050001])
    sheet.insert_rows(1, 2)
    sheet["A1"], sheet["E2"] = "2019年人员经费", "单位：万元"
    sheet.merge_cells("A1:E1")
    found = read(tmp_path, bytes_of(book))
    assert (found.unit, [amount for *_, amount in found.values]) == (
        "万元",
        [700_000, 100_000, 100_000, 50_001],
    )


def test_other_sheets_without_a_head_are_passed_over(tmp_path: Path) -> None:
    book, _ = book_of(["2019-01", 7000, 1000, 1000, 500])
    book.create_sheet("空")
    book.create_sheet("说明")["A1"] = "月份写成 2019-03"
    assert len(read(tmp_path, bytes_of(book)).values) == 4


@pytest.mark.parametrize(
    ("fill", "expected"),
    [
        (lambda book, sheet: setattr(sheet.column_dimensions["C"], "hidden", True), [
            "：工作表“2019” C 列是隐藏的；请取消隐藏，核对后再导入",
        ]),
        (lambda book, sheet: sheet.column_dimensions.group("C", "E", hidden=True), [
            "：工作表“2019” C 列是隐藏的；请取消隐藏，核对后再导入",
        ]),
        (lambda book, sheet: setattr(sheet.row_dimensions[2], "hidden", True), [
            "：工作表“2019”第 2 行是隐藏的；请取消隐藏或筛选，核对后再导入",
        ]),
        (hide_sheet, [
            "：工作表“2019”是隐藏的；请取消隐藏后再导入",
        ]),
        (lambda book, sheet: sheet.merge_cells("B2:C2"), [
            "：工作表“2019”的 B2:C2 是合并单元格；请取消合并，逐格填写",
        ]),
        (lambda book, sheet: setattr(book.copy_worksheet(sheet), "title", "旧"), [
            " 有几张工作表都有数据（“2019”、“旧”）；请只保留一张",
        ]),
        (lambda book, sheet: sheet.cell(2001, 1, "备注"), [
            "工作表“2019”超过 2000 行或 100 列；请只保留要导入的数据",
        ]),
        (lambda book, sheet: sheet.cell(1, 101, "备注"), [
            "工作表“2019”超过 2000 行或 100 列；请只保留要导入的数据",
        ]),
        (lambda book, sheet: sheet.cell(1, 1, "日期"), [
            " 没有一张工作表有“月份”表头；请用 settle actuals template 生成空白表",
        ]),
        (lambda book, sheet: sheet.merged_cells.add("A3:XFD1048576"), [
            " 的合并单元格过多；请取消合并，逐格填写",
        ]),
    ],
)  # fmt: skip
def test_what_a_person_cannot_see_is_refused(tmp_path: Path, fill: Fill, expected: list[str]) -> None:
    book, sheet = book_of(["2019-01", 7000, 1000, 1000, 500])
    fill(book, sheet)
    assert problems(tmp_path, bytes_of(book)) == expected


def test_hidden_but_empty_is_no_problem(tmp_path: Path) -> None:
    book, sheet = book_of(["2019-01", 7000, 1000, 1000, 500])
    sheet.column_dimensions["G"].hidden = True
    sheet.row_dimensions[9].hidden = True
    assert len(read(tmp_path, bytes_of(book)).values) == 4


BILLION_LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "0123456789">%s]><a>&j;</a>""" % b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("k"))
)
GOOD = bytes_of(book_of(["2019-01", 7000, 1000, 1000, 500])[0])
TOO_MUCH = " 的内容过多或过长；请只保留要导入的工作表"
NOT_READABLE = " 不是能读的 XLSX 工作簿（可能加密、损坏或为旧版 .xls）；请另存为 XLSX"


def zipped(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", NOT_READABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, NOT_READABLE),
        (GOOD[: len(GOOD) // 2], NOT_READABLE),
        (GOOD.replace(b"PK\x01\x02", b"PK\x01\x03", 1), NOT_READABLE),
        (zipped("文件.txt", "不是工作簿".encode()), NOT_READABLE),
        (changed(GOOD, {SHEET: lambda part: part[:-20]}), NOT_READABLE),
        (changed(GOOD, {SHEET: lambda part: part.replace(b"<v>7000</v>", b"<v>NaN</v>")}), NOT_READABLE),
        (changed(GOOD, {"xl/workbook.xml": lambda part: BILLION_LAUGHS}), NOT_READABLE),
        (zipped(SHEET, b"0" * 65 * 1024**2), " 解压后过大；请只保留要导入的工作表"),
        (zipped(SHEET, b"0" * 60 * 1024**2), TOO_MUCH),
        (zipped(SHEET, b"<a b='" + b"0" * 60 * 1024**2 + b"'/>"), TOO_MUCH),
        (zipped(SHEET, b"<a><!--" + b"0" * 60 * 1024**2 + b"--></a>"), TOO_MUCH),
    ],
    ids=["empty", "old xls", "cut off", "no directory", "no workbook", "broken xml", "nan",
         "billion laughs", "bomb", "long word", "long attribute", "long comment"],
)  # fmt: skip
def test_a_damaged_or_hostile_workbook(tmp_path: Path, content: bytes, expected: str) -> None:
    assert problems(tmp_path, content) == [expected]


def test_more_marks_than_a_sheet_may_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("settlement_app.exchange.actuals_xlsx._MOST_MARKS", 100)
    assert problems(tmp_path, zipped(SHEET, b"<a>" + b"<b/>" * 48 + b"</a>")) == [NOT_READABLE]
    assert problems(tmp_path, zipped(SHEET, b"<a>" + b"<b/>" * 50 + b"</a>")) == [TOO_MUCH]
