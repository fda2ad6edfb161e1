"""A ledger of many years, each played like the demonstration's year."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest.mock import patch

from settlement_app.assets import asset
from settlement_app.domain.books import Target
from settlement_app.domain.periods import Quarter
from settlement_app.exchange.actuals_file import read_actuals
from settlement_app.exchange.assessment_file import read_assessment
from settlement_app.exchange.template_file import bundled_template, read_template
from settlement_app.office import assessments, clearances, contracts, copying, costs, payments, quarters
from settlement_app.office.desk import Desk
from tests.support.cli import PREPARER, REVIEWER

FIRST_YEAR = 2019


def play_years(folder: Path, count: int) -> Path:
    """Play so many years into a new ledger in the folder, rolling over from one to the next; returns the ledger.

    Without the verified copy after each posting: the longer the ledger, the longer that would take.
    """
    desk = Desk(folder / "多年.settlement", PREPARER, date(FIRST_YEAR, 1, 1), account="测试", computer="测试")
    contracts.start(desk, read_template(bundled_template("12333-2019")))
    with patch.object(copying, "after_posting", return_value=()):
        for year in range(FIRST_YEAR, FIRST_YEAR + count):
            if year > FIRST_YEAR:
                contracts.roll_over(desk, year, {})
            _play_year(replace(desk, today=date(year + 1, 2, 1)), year)
    return desk.ledger


def _play_year(desk: Desk, year: int) -> None:
    for number in range(1, 5):
        quarter = Quarter(year, number)
        payable = quarters.post(desk, quarter, REVIEWER).sheet.payable
        payments.bill(
            desk, Target(quarter=quarter), f"票{quarter}", "", desk.today, payable, payable * 6 // 106
        )
        payments.pay(desk, Target(quarter=quarter), payable, desk.today, f"付{quarter}")
        record = read_assessment(_in_year(desk, f"{FIRST_YEAR}Q{number}.toml", year))
        assessments.record(desk, quarter, record, "考核.toml")
        assessments.confirm(desk, quarter, REVIEWER)
    known = read_actuals(_in_year(desk, f"{FIRST_YEAR}年实际费用.csv", year), costs.months_for_file(desk))
    costs.import_values(desk, known.values, None, replace=False)
    clearances.post(desk, year, REVIEWER)


def _in_year(desk: Desk, name: str, year: int) -> Path:
    """The demonstration's file with its dates moved to the year."""
    text = asset("demo", name).read_text(encoding="utf-8")
    for back in (1, 0):
        text = text.replace(f"{FIRST_YEAR + back}-", f"{year + back}-")
    moved = desk.ledger.with_name(f"{year}-{name}")
    moved.write_text(text, encoding="utf-8")
    return moved
