"""走势: the indicators over the quarters, read when the tab is looked at."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from settlement_app.domain.periods import Quarter
from settlement_app.gui.pages.assessment_trends import TrendsTab
from settlement_app.gui.session import Session
from settlement_app.gui.theme import LIGHT
from settlement_app.gui.widgets.trend_chart import TrendChart
from settlement_app.ledger.errors import LedgerError
from settlement_app.office.trends import Trend, TrendPoint
from tests.gui.conftest import dress
from tests.gui.driver import look_at, shown


@pytest.fixture
def tab(qtbot: QtBot, qapp: object, demo_ledger: Path) -> TrendsTab:
    session = Session(date(2020, 3, 2))
    look_at(session, demo_ledger)
    made = TrendsTab(session)
    qtbot.addWidget(made)
    made.resize(900, 600)
    return made


def colours_of(chart: TrendChart) -> set[str]:
    picture = chart.grab().toImage()
    return {
        QColor(picture.pixel(x, y)).name() for x in range(picture.width()) for y in range(picture.height())
    }


def test_nothing_is_drawn_before_it_is_looked_at(tab: TrendsTab) -> None:
    assert tab.findChildren(TrendChart) == []
    tab.show()
    assert tab.findChildren(TrendChart)


def test_each_indicator_says_its_target_and_values_in_words_too(tab: TrendsTab) -> None:
    tab.show()
    charts = {chart.accessibleName(): chart for chart in tab.findChildren(TrendChart)}
    rate = charts["综合接通率（目标 ≥80.00%）"]
    assert rate.accessibleDescription().startswith("第一季度 78.5% 未达标；第二季度 82.35% 达标；")
    steady = charts["招聘人员完成率（目标 =100%）"]
    assert LIGHT.negative in colours_of(rate)
    assert LIGHT.negative not in colours_of(steady)
    assert LIGHT.accent in colours_of(steady)


def test_a_long_name_does_not_run_into_its_target(qtbot: QtBot, qapp: QApplication) -> None:
    dress(qapp)
    drawn = []
    for name in ("短", "很长的指标名称" * 25):
        chart = TrendChart(Trend(name, Fraction(80), "≥80.00%", is_yearly=False, points=()))
        qtbot.addWidget(chart)
        chart.resize(400, chart.sizeHint().height())
        target = chart.fontMetrics().horizontalAdvance("目标 ≥80.00%")
        drawn.append(chart.grab().toImage().copy(400 - target, 0, target, chart.height()))
    assert drawn[0] == drawn[1]


def test_no_line_strikes_a_value_out(qtbot: QtBot, qapp: QApplication) -> None:
    """The target's line would run through what stands over a value that misses it narrowly."""
    dress(qapp)
    points = tuple(
        TrendPoint(Quarter(2019, number), Fraction(value), f"{value}%", met=value >= 80)
        for number, value in enumerate((78, 82, 84, 84), 1)
    )
    chart = TrendChart(Trend("综合接通率", Fraction(80), "≥80.00%", is_yearly=False, points=points))
    qtbot.addWidget(chart)
    chart.resize(400, chart.sizeHint().height())
    picture = chart.grab().toImage()
    dashes = [
        sum(picture.pixelColor(x, y).name() == LIGHT.accent for x in range(picture.width()))
        for y in range(picture.height())
    ]
    line = dashes.index(max(dashes))
    around = range(40, 60)  # the first of four values stands over x = 50
    assert LIGHT.accent not in {picture.pixelColor(x, line).name() for x in around}


def test_what_is_stored_later_is_drawn_when_it_is_seen(
    tab: TrendsTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab.show()
    session = tab._session
    monkeypatch.setattr(
        "settlement_app.gui.pages.assessment_trends.trends",
        lambda desk, year: (_ for _ in ()).throw(LedgerError("ledger_locked", "台账正被占用")),
    )
    session.changed.emit()
    assert "台账正被占用" in shown(tab)
    monkeypatch.setattr("settlement_app.gui.pages.assessment_trends.trends", lambda desk, year: ())
    session.changed.emit()
    assert "考核方案里没有用数字衡量的指标。" in shown(tab)
