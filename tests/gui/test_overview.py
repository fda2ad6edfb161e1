"""总览 answers what to do next."""

from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from pytestqt.qtbot import QtBot

from settlement_app.domain.agenda import Act
from settlement_app.domain.periods import Quarter
from settlement_app.gui.pages.catalogue import NAMES
from settlement_app.gui.pages.overview import PAGES, OverviewPage
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.widgets.bars import Bars
from settlement_app.office.demo import Demonstration
from tests.gui.driver import click, look_at, shown
from tests.support.cli import Settle
from tests.support.year_end import TODAY, opened_again


@pytest.fixture
def page(qtbot: QtBot, session: Session, runner: Runner, preferences: Preferences) -> OverviewPage:
    made = OverviewPage(session, runner, preferences)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_new_year_begins_with_its_first_settlement(
    qtbot: QtBot, page: OverviewPage, session: Session
) -> None:
    assert "第一季度结算，待结算：核对并审定结算单" in shown(page)
    session.choose(Quarter(2019, 3))
    with qtbot.waitSignal(page.go_to) as asked:
        click(qtbot, page, "去结算")
    assert asked.args == ["settlement"]
    assert session.quarter == Quarter(2019, 1), "the act's quarter is chosen"


def test_what_follows_posting(page: OverviewPage, session: Session, settle: Settle) -> None:
    settle.post("2019Q1")
    session.tell_changed()
    assert "第一季度结算，待考核：录入并确认考核，其扣款将在下一季度管理费中扣减" in shown(page)
    assert "第一季度结算单还有 17,846,800.00 元未付" in shown(page)


def test_the_pictures_say_their_figures_to_a_screen_reader(
    page: OverviewPage, session: Session, settle: Settle
) -> None:
    settle.post("2019Q1")
    session.tell_changed()
    execution, quarters = page.findChildren(Bars)
    assert "人员管理费 1,255,500.00 / 5,022,000.00" in execution.accessibleDescription()
    assert "第二季度 17,846,800.00（试算）" in quarters.accessibleDescription()
    session.choose_unit("万元")
    assert "人员管理费 125.55 / 502.20" in execution.accessibleDescription()


def test_a_year_whose_last_quarter_is_assessed_is_cleared_next(
    qtbot: QtBot, runner: Runner, preferences: Preferences, demonstration: Demonstration, tmp_path: Path
) -> None:
    session = Session(date.fromisoformat(TODAY))
    look_at(session, opened_again(demonstration.ledger, tmp_path))
    page = OverviewPage(session, runner, preferences)
    qtbot.addWidget(page)
    page.show()
    assert "2019年年终清算，已冲销：编制年终清算" in shown(page)
    with qtbot.waitSignal(page.go_to) as asked:
        click(qtbot, page, "去清算")
    assert asked.args == ["clearance"]


def test_every_act_has_its_page() -> None:
    assert set(PAGES) == set(get_args(Act))
    assert set(PAGES.values()) <= set(NAMES)


def test_a_finished_year_asks_for_nothing(
    qtbot: QtBot, demo_session: Session, runner: Runner, preferences: Preferences
) -> None:
    page = OverviewPage(demo_session, runner, preferences)
    qtbot.addWidget(page)
    page.show()
    assert "现在没有要做的事。" in shown(page)
    assert not page.next_button.isVisible()
    assert "第一季度整改“综合接通率”已逾期 292 天（期限 2019-05-15）" in shown(page)
    assert shown(page).count("已付款") == 5


def test_what_was_never_rectified_is_told_in_the_next_year_too(
    qtbot: QtBot, demo_ledger: Path, demo_session: Session, runner: Runner, preferences: Preferences
) -> None:
    Settle(demo_ledger, today="2020-03-02").ok("contract", "roll-over", "2020")
    demo_session.tell_changed()
    demo_session.choose_year(2020)
    page = OverviewPage(demo_session, runner, preferences)
    qtbot.addWidget(page)
    page.show()
    assert "2019年第一季度整改“综合接通率”已逾期 292 天（期限 2019-05-15）" in shown(page)


@pytest.fixture
def demo_session(qapp: object, demo_ledger: Path) -> Session:
    made = Session(date(2020, 3, 2))
    look_at(made, demo_ledger)
    return made
