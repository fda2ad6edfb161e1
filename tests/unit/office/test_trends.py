"""The indicators of the demonstration's year beside their targets."""

from datetime import date
from fractions import Fraction
from pathlib import Path

from settlement_app.office.desk import Desk
from settlement_app.office.trends import trends
from tests.support.cli import Settle


def test_each_measured_indicator_has_a_point_for_each_quarter(demo_ledger: Path) -> None:
    found = {trend.name: trend for trend in trends(Desk(demo_ledger, "", date(2020, 3, 2)), 2019)}
    rate = found["综合接通率"]
    assert (rate.target, rate.target_label, rate.is_yearly) == (Fraction(80), "≥80.00%", False)
    assert [(point.quarter.number, point.value, point.text, point.met) for point in rate.points] == [
        (1, Fraction("78.5"), "78.5%", False),
        (2, Fraction("82.35"), "82.35%", True),
        (3, Fraction("81.02"), "81.02%", True),
        (4, Fraction("83.10"), "83.10%", True),
    ]
    yearly = next(trend for trend in found.values() if trend.is_yearly)
    assert yearly.points[0].met is None


def test_a_ratio_is_read_as_a_decimal_and_an_empty_quarter_has_no_value(
    settle: Settle, tmp_path: Path
) -> None:
    settle.post("2019Q1")
    record = tmp_path / "考核.toml"
    record.write_text(
        "[actuals]\noverall_connect_rate = { numerator = 9702, denominator = 10000 }\n", "utf-8"
    )
    settle.ok("assessment", "record", "2019Q1", record)
    rate = trends(Desk(settle.ledger, "", date(2019, 4, 12)), 2019)[0]
    assert [(point.value, point.text, point.met) for point in rate.points[:2]] == [
        (Fraction("97.02"), "97.02%", True),
        (None, "", None),
    ]
