"""The workbook's formulas, recalculated, come to the program's own figures, to the 分."""

from pathlib import Path

import pytest

from tests.support.spreadsheets import ENGINES, OWN, own_reading, readings
from tests.support.workbook_figures import check_workbook
from tests.unit.exchange.conftest import Ledger

YEARS = (("demonstration", 2019), ("full", 2019), ("full", 2020), ("open", 2019), ("settled", 2019))
"""A ledger and a contract year for each state that a year can be in."""


@pytest.mark.parametrize("engine", ENGINES)
def test_every_figure_is_the_programs(engine: str, ledger: Ledger, tmp_path: Path) -> None:
    contents = {}
    for name, year in YEARS:
        file = tmp_path / f"导出-{name}-{year}.xlsx"
        ledger(name).ok("export", "xlsx", file, "--year", year)
        contents[f"{name}-{year}"] = file.read_bytes()
    books = readings(engine, tmp_path, contents)
    for name, year in YEARS:
        check_workbook(books[f"{name}-{year}"], ledger(name), year)


def test_our_own_engine_is_always_among_them() -> None:
    assert ENGINES[0] == OWN


def test_the_sheets_of_several_years_read_from_their_own(ledger: Ledger, tmp_path: Path) -> None:
    line = ledger("full")
    file = tmp_path / "导出.xlsx"
    line.ok("export", "xlsx", file)
    book = own_reading(file.read_bytes())
    for year in (2019, 2020):
        check_workbook(book, line, year, prefix=str(year))


def test_the_worked_example_stands_in_the_summary(ledger: Ledger, tmp_path: Path) -> None:
    line = ledger("demonstration")
    line.ok("export", "xlsx", tmp_path / "导出.xlsx")
    book = own_reading((tmp_path / "导出.xlsx").read_bytes())
    summary = {row["项目"]: row["金额"] for row in book.table("年终清算", "汇总")}
    total = book.table("年终清算", "年度对账")[-1]
    spent = sum(summary[f"其中：{part}"] for part in ("考核扣款", "调整", "结余", "扣款了结"))
    assert spent == summary["预算未支出合计"] == total["年度预算"] - total["最终结算"]
    assert round(summary["预算执行率（按最终结算）"] * 100, 2) == round(
        total["最终结算"] / total["年度预算"] * 100, 2
    )
