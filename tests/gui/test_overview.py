"""总览 answers what to do next."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from settlement_app.domain.agenda import Act
from settlement_app.domain.periods import Quarter
from settlement_app.gui.pages.assessment import AssessmentPage
from settlement_app.gui.pages.catalogue import NAMES
from settlement_app.gui.pages.overview import PAGES, RESOLVED_ON, OverviewPage
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.widgets.bars import Bars
from settlement_app.gui.widgets.blockers import Blocker, Blockers
from settlement_app.gui.window import Window
from settlement_app.office.demo import Demonstration
from settlement_app.office.overview import Lack
from tests.gui.driver import button_of, click, look_at, shown
from tests.gui.test_assessment import FAILED_RECORD
from tests.support.cli import REVIEWER, Settle
from tests.support.year_end import TODAY, opened_again


@pytest.fixture
def page(qtbot: QtBot, session: Session, runner: Runner, preferences: Preferences) -> OverviewPage:
    made = OverviewPage(session, runner, preferences)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def unsettled(session: Session, settle: Settle) -> Session:
    """The second quarter is looked at; of the first a rectification, a payment and an invoice are lacking."""
    session.turn_to(date(2019, 7, 1))
    line = Settle(settle.ledger, today="2019-04-12")
    line.post("2019Q1")
    line.ok("payment", "record", "2019Q1", "--amount", "1", "--date", "2019-04-12", "--voucher", "记-1")
    file = settle.ledger.with_name("考核.toml")
    file.write_text(FAILED_RECORD, encoding="utf-8")
    line.ok("assessment", "record", "2019Q1", file)
    line.ok("assessment", "confirm", "2019Q1", "--reviewer", REVIEWER)
    session.tell_changed()
    session.choose(Quarter(2019, 2))
    return session


# fmt: off
REMINDERS = [
    ("提醒：第一季度整改“综合接通率”已逾期 47 天（期限 2019-05-15），完成后请登记", "去登记整改", "assessment"),
    ("提醒：第一季度结算单还有 17,846,799.00 元未付",                               "去登记付款", "payments"),
    ("提醒：第一季度发票比付款少 1.00 元",                                          "去登记发票", "payments"),
]
# fmt: on


@pytest.mark.parametrize(("text", "link", "leads_to"), REMINDERS)
def test_a_reminder_leads_to_where_it_is_put_right(
    qtbot: QtBot, window: Window, unsettled: Session, text: str, link: str, leads_to: str
) -> None:
    window.show_page("overview")
    assert text in shown(window.pages["overview"])
    made = button_of(window.pages["overview"], link)
    made.setFocus()
    qtbot.keyClick(made, Qt.Key.Key_Return)
    assert window.shown_page is window.pages[leads_to]
    assert unsettled.quarter == Quarter(2019, 1), "the quarter that it is about is chosen"


def test_a_reminder_of_a_rectification_leads_to_its_tab_once(
    qtbot: QtBot, window: Window, unsettled: Session
) -> None:
    window.show_page("assessment")
    page = window.pages["assessment"]
    assert isinstance(page, AssessmentPage)
    assert page.tabs.currentIndex() == 0
    window.show_page("overview")
    click(qtbot, window.pages["overview"], "去登记整改")
    assert page.measures.rectifications.model.index(0, 3).data() == "× 已逾期 47 天"
    assert page.tabs.currentIndex() == 2
    assert page.measures.rectifications.table.chosen_rows == [0]
    assert page.measures.done_action.isEnabled()
    page.tabs.setCurrentIndex(0)
    window.show_page("overview")
    window.show_page("assessment")
    assert page.tabs.currentIndex() == 0, "later it begins where it was left"


def test_every_reminder_has_its_page() -> None:
    assert set(RESOLVED_ON) == set(get_args(Lack))
    assert {page for page, _ in RESOLVED_ON.values()} <= set(NAMES)


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
    assert "第二季度（试算） 17,846,800.00" in quarters.accessibleDescription()
    session.choose_unit("万元")
    assert "人员管理费 125.55 / 502.20" in execution.accessibleDescription()
    assert [heading.text() for heading in page.headings] == [
        "预算执行（已审定，万元）",
        "各季应付与扣款（万元）",
    ]


def test_a_cleared_years_execution_is_its_final_amounts(
    qtbot: QtBot, demo_ledger: Path, demo_session: Session, runner: Runner, preferences: Preferences
) -> None:
    page = OverviewPage(demo_session, runner, preferences)
    qtbot.addWidget(page)
    page.show()
    lines = Settle(demo_ledger).ok("clearance", "show", "2019")["items"]
    told = page.execution.accessibleDescription()
    assert [f"{line['name']} {page.amount(line['final'])} / " in told for line in lines] == [True] * 6


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
    Settle(session.desk.ledger, today=TODAY).ok("clearance", "post", "2019", "--reviewer", REVIEWER)
    session.tell_changed()
    assert "2019年年终清算，已审定：登记供应商的退款" in shown(page)
    with qtbot.waitSignal(page.go_to) as asked:
        click(qtbot, page, "去登记退款")
    assert asked.args == ["payments"]


def test_every_act_has_its_page() -> None:
    assert set(PAGES) == set(get_args(Act))
    assert set(PAGES.values()) <= set(NAMES)


def test_what_comes_next_is_told_with_its_day_while_there_is_nothing_to_do(
    page: OverviewPage, session: Session, settle: Settle
) -> None:
    line = Settle(settle.ledger, today="2019-01-20")
    due = line.post("2019Q1")["total"]["payable"]
    line.ok(
        "payment",
        "record",
        "2019Q1",
        "--amount",
        f"{due // 100}",
        "--date",
        "2019-01-20",
        "--voucher",
        "记-1",
    )
    session.turn_to(date(2019, 1, 20))
    session.tell_changed()
    assert page.next_text.text() == "现在没有要做的事，只有下面的提醒；2019-03-31 起考核第一季度。"
    billed = ("--number", "2" * 20, "--date", "2019-01-20", "--amount", f"{due // 100}", "--tax", "0")
    line.ok("invoice", "record", "2019Q1", *billed)
    session.tell_changed()
    assert page.next_text.text() == "现在没有要做的事；2019-03-31 起考核第一季度。"
    assert not page.next_button.isVisible()
    session.turn_to(date(2019, 3, 31))
    session.tell_changed()
    assert page.next_text.text().startswith("第一季度结算，待考核")


def test_a_finished_year_asks_for_nothing(
    qtbot: QtBot, demo_session: Session, runner: Runner, preferences: Preferences
) -> None:
    page = OverviewPage(demo_session, runner, preferences)
    qtbot.addWidget(page)
    page.show()
    nothing = "现在没有要做的事，只有下面的提醒"
    assert f"{nothing}；要续签的，在“年终清算”页转入2020年度。" in shown(page)
    Settle(demo_session.desk.ledger).ok("contract", "roll-over", "2020")
    demo_session.tell_changed()
    assert page.next_text.text() == f"{nothing}；2020年的事请在右上角选2020年。"
    assert not page.next_button.isVisible()
    assert "第一季度整改“综合接通率”已逾期 292 天（期限 2019-05-15）" in shown(page)
    assert shown(page).count("已付款") == 4
    assert "已退款" in shown(page), "of the clearance"


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


def test_a_reminder_in_the_same_words_leads_to_its_own_year(qtbot: QtBot) -> None:
    gone: list[str] = []
    made = Blockers(lines=None)
    qtbot.addWidget(made)
    made.show()
    for year in ("2019", "2020"):
        made.show_blockers("提醒", [Blocker("第一季度未付", "去登记付款", partial(gone.append, year))])
        click(qtbot, made, "去登记付款")
    assert gone == ["2019", "2020"]
