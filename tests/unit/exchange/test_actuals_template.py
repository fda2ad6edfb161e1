"""The blank workbook is filled in by a person and read back as it was meant."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from settlement_app.domain.findings import InputError
from settlement_app.domain.periods import Quarter, months_of
from settlement_app.exchange.actuals_file import read_actuals
from settlement_app.exchange.actuals_template import write_actuals_template

MONTHS = months_of((Quarter(2019, 3), Quarter(2019, 4)))


def test_the_blank_sheet() -> None:
    book = load_workbook(io.BytesIO(write_actuals_template(2019, MONTHS, "咨询员费用")))
    sheet = book["2019年"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "2019年咨询员费用实际费用"
    assert rows[1][0] == "金额单位：元"
    assert rows[2] == ["月份", "工资", "福利", "单位缴社会保险费", "住房公积金", "其他"]
    assert [row[0] for row in rows[3:]] == [
        "2019-07",
        "2019-08",
        "2019-09",
        "2019-10",
        "2019-11",
        "2019-12",
        "合计",
    ]
    assert rows[9][1:] == [f"=SUM({letter}4:{letter}9)" for letter in "BCDEF"]
    assert not any(value for row in rows[3:9] for value in row[1:])
    assert "没有发生的填 0" in book["填表说明"]["A2"].value


def test_filled_in_it_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "费用.xlsx"
    book = load_workbook(io.BytesIO(write_actuals_template(2019, MONTHS, "咨询员费用")))
    sheet = book["2019年"]
    for row in range(4, 10):
        for column in range(2, 7):
            sheet.cell(row, column, row * 1000 + column + 0.25)
    book.save(path)
    found = read_actuals(path, MONTHS)
    assert found.unit == "元"
    assert [amount for *_, amount in found.values] == [
        (row * 1000 + column) * 100 + 25 for row in range(4, 10) for column in range(2, 7)
    ]


def test_left_blank_every_month_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "费用.xlsx"
    path.write_bytes(write_actuals_template(2019, MONTHS, "咨询员费用"))
    with pytest.raises(InputError) as refused:
        read_actuals(path, MONTHS)
    found = [finding.message for finding in refused.value.findings]
    assert found == [
        f"费用.xlsx 工作表“2019年”单元格 B{row}：{month} 整月没有填数；没有发生的请各填 0，还没有数的月份请删去整行"
        for row, month in enumerate(MONTHS, start=4)
    ]
