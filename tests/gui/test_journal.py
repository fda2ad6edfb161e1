"""操作日志: searching, what a line tells, checking the ledger, looking a 校验码 up."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from settlement_app.gui.pages.journal import JournalPage
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.office import ledgers
from tests.gui.driver import button_of, click, look_at, settled, shown, type_in


@pytest.fixture
def page(
    qtbot: QtBot, qapp: object, runner: Runner, preferences: Preferences, demo_ledger: Path
) -> Iterator[JournalPage]:
    session = Session(date(2020, 3, 2))
    look_at(session, demo_ledger)
    made = JournalPage(session, runner, preferences)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    settled(qtbot, runner)
    yield made
    runner.cancel_all()


def first_cells(page: JournalPage, column: int) -> list[str]:
    model = page.table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def found(qtbot: QtBot, page: JournalPage, count: int) -> None:
    qtbot.waitUntil(lambda: page.table.model().rowCount() == count)


def test_the_newest_comes_first_and_a_line_tells_its_story(page: JournalPage) -> None:
    assert first_cells(page, 1)[:3] == ["保存单据", "登记退款", "审定年终清算"]
    assert "共 47 条" in shown(page)
    page.table.setCurrentIndex(page.table.model().index(2, 0))
    assert "第 45 条　审定年终清算　2019年" in shown(page)
    assert "单据：QS-12333-2019" in shown(page)
    page.table.setCurrentIndex(page.table.model().index(1, 0))
    assert "付款 -15,000.00 元，凭证号：示例-收-0302，日期：2020-03-02" in page.details.text()


def test_what_is_typed_narrows_it_down(qtbot: QtBot, page: JournalPage) -> None:
    type_in(page.text, "减免扣款")
    found(qtbot, page, 1)
    assert first_cells(page, 2) == ["KK-12333-2019Q1-01"]
    assert "找到 1 条，共 47 条" in shown(page)
    click(qtbot, page, "清除条件")
    found(qtbot, page, 47)
    page.person.setCurrentText("示例复核员")
    found(qtbot, page, 10)
    assert page.person.currentText() == "示例复核员"
    type_in(page.since, "2020-01-01")
    found(qtbot, page, 2)
    type_in(page.paper, "QS-")
    found(qtbot, page, 1)
    type_in(page.paper, "X")
    found(qtbot, page, 0)
    assert "没有符合条件的记录。" in shown(page)


def test_a_date_that_is_none_is_said_in_place(qtbot: QtBot, page: JournalPage) -> None:
    type_in(page.until, "2019-02-30")
    qtbot.waitUntil(lambda: "“2019-02-30”不是日期" in shown(page))
    assert page.table.model().rowCount() == 47
    page.until.clear()
    qtbot.waitUntil(lambda: "不是日期" not in shown(page))


def test_the_ledger_is_checked_and_a_mark_is_looked_up(
    qtbot: QtBot, page: JournalPage, runner: Runner
) -> None:
    click(qtbot, page, "核对台账")
    settled(qtbot, runner)
    assert "台账核对无误：操作日志 47 条" in page.notice.text
    assert button_of(page, "查校验码").toolTip() == "请先输入单据右下角的校验码"
    type_in(page.anchor, page.rows.rows[-2].anchor)
    click(qtbot, page, "查校验码")
    settled(qtbot, runner)
    assert "这个校验码属于操作日志第 2 条：审定结算单。" in page.notice.text
    chosen = page.chosen
    assert chosen
    assert chosen.sequence == 2
    page.anchor.clear()
    type_in(page.anchor, "0123456789abcdef")
    click(qtbot, page, "查校验码")
    settled(qtbot, runner)
    assert "操作日志里没有这个校验码：请与单据右下角的 16 位核对是否输错。" in page.notice.text
    assert "台账本身核对无误：操作日志 47 条" in page.notice.text
    assert "恢复" not in page.notice.text, "a slip in a code is no reason to go back to a backup"


def test_what_another_program_changed_is_named(qtbot: QtBot, page: JournalPage, runner: Runner) -> None:
    db = sqlite3.connect(page.session.desk.ledger)
    (guard,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'payment_update'").fetchone()
    db.execute("DROP TRIGGER payment_update")
    db.execute("UPDATE payment SET amount = amount + 1 WHERE id = 1")
    db.execute(guard)
    db.commit()
    db.close()
    click(qtbot, page, "核对台账")
    settled(qtbot, runner)
    assert "台账没有通过核对：有 1 处与操作日志不符" in page.notice.text
    assert "payment" in page.notice.text


def test_a_check_can_be_cancelled(
    qtbot: QtBot, page: JournalPage, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(desk: object, anchor: object, progress: object) -> object:
        while True:
            progress(1, 2)  # type: ignore[operator] # raises once it is cancelled

    monkeypatch.setattr(ledgers, "verify", slow)
    click(qtbot, page, "核对台账")
    qtbot.waitUntil(page.progress.isVisible)
    assert not page.verify_action.isEnabled()
    click(qtbot, page, "取消")
    settled(qtbot, runner)
    qtbot.waitUntil(page.verify_action.isEnabled)
    assert page.notice.text == ""
