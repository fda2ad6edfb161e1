"""The window around the pages: opening, going from page to page, what stays chosen, what is said."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from settlement_app.domain.periods import Quarter
from settlement_app.gui.pages.catalogue import NAMES
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import People, Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.theme import GRID
from settlement_app.gui.window import Window
from tests.gui.driver import click, dialog_of, opened, settled, shown
from tests.support.cli import Settle


def test_every_page_opens_and_the_quarter_stays(window: Window, session: Session) -> None:
    session.choose(Quarter(2019, 3))
    for name in NAMES:
        window.show_page(name)
        assert window.stack.currentWidget() is window.pages[name]
        assert session.quarter == Quarter(2019, 3)
        assert not window.pages[name].notice.text


def test_pages_are_reached_by_alt_and_digit(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.stack.currentWidget() is window.pages[NAMES[1]]
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert window.stack.currentWidget() is window.pages[NAMES[0]]


def test_alt_and_digit_put_the_keyboard_into_the_page(qtbot: QtBot, window: Window, session: Session) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    for number, name in enumerate(NAMES, 1):
        for before in (window.topbar.quarter_box, window.sidebar):
            before.setFocus()
            keys = Qt.Key(ord(str(number % 10)))
            qtbot.keyClick(before, keys, Qt.KeyboardModifier.AltModifier)
            here = QApplication.focusWidget()
            assert isinstance(here, QWidget)
            assert window.pages[name].isAncestorOf(here), name
    assert session.quarter == Quarter(2019, 1)


def test_another_ledger_opened_from_the_first_page_shows_one_page_only(
    qtbot: QtBot, window: Window, demo_ledger: Path
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    window.show_page("contract")
    window.show_welcome()
    window.welcome.findChildren(QPushButton)[0].setFocus()
    opened(qtbot, window, demo_ledger)
    seen = [name for name, page in window.pages.items() if page.isVisible()]
    assert seen == ["contract"]
    assert window.sidebar.currentItem().text() == "合同"


def test_the_quarter_and_the_year_are_chosen_on_top(
    qtbot: QtBot, window: Window, session: Session, settle: Settle
) -> None:
    assert [window.topbar.quarter_box.itemText(n) for n in range(4)] == [
        "第一季度",
        "第二季度",
        "第三季度",
        "第四季度",
    ]
    qtbot.keyClick(window.topbar.quarter_box, Qt.Key.Key_Down)
    window.topbar.quarter_box.activated.emit(window.topbar.quarter_box.currentIndex())
    assert session.quarter == Quarter(2019, 2)
    settle.ok("contract", "roll-over", "2020")
    session.tell_changed()
    window.topbar.year_box.setCurrentIndex(1)
    window.topbar.year_box.activated.emit(1)
    assert session.quarter == Quarter(2020, 2)


def test_one_switch_shows_every_amount_in_wan(window: Window, session: Session) -> None:
    box = next(b for b in window.findChildren(QComboBox) if b.accessibleName() == "金额单位")
    box.setCurrentText("万元")
    assert session.unit == "万元"
    assert "502.20" in window.pages["overview"].execution.accessibleDescription()  # type: ignore[attr-defined] # the overview's


def test_what_cannot_be_opened_is_said_and_the_window_stays(
    qtbot: QtBot, runner: Runner, preferences: Preferences, tmp_path: Path
) -> None:
    other = tmp_path / "别的.settlement"
    other.write_text("不是台账", encoding="utf-8")
    window = Window(Session(date(2019, 4, 12)), runner, preferences)
    qtbot.addWidget(window)
    window.show()
    opened(qtbot, window, other)
    assert "不是结算台账；文件未作任何改动" in window.welcome.notice.text
    assert not window.sidebar.isEnabled()
    assert other.read_text(encoding="utf-8") == "不是台账"


def test_a_first_start_makes_a_ledger_from_the_bundled_contract(
    qtbot: QtBot, runner: Runner, preferences: Preferences, tmp_path: Path
) -> None:
    window = Window(Session(date(2019, 4, 12), people=People("张", "李")), runner, preferences)
    qtbot.addWidget(window)
    window.show()
    assert "打开示例台账" in [b.text() for b in window.welcome.findChildren(type(window.welcome.demo_button))]
    window.welcome.make_ledger_at(tmp_path / "新台账.settlement")
    settled(qtbot, runner)
    qtbot.waitUntil(lambda: window.session.is_open)
    assert "新台账.settlement" in shown(window)
    assert preferences.ledgers == [tmp_path / "新台账.settlement"]
    window.welcome.make_ledger_at(tmp_path / "新台账.settlement")
    settled(qtbot, runner)
    assert "已存在，没有改动" in window.welcome.notice.text


def test_who_prepares_stands_at_the_foot(window: Window, session: Session) -> None:
    def foot() -> str:
        return " ".join(label.text() for label in window.statusBar().findChildren(QLabel))

    assert "编制：张经办" in foot()
    assert "已保存" in foot()
    session.choose_people(People())
    assert "编制：未选择" in foot()


def test_an_error_that_nobody_foresaw_is_written_down_and_told(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    page = window.pages["overview"]
    page.tell(ZeroDivisionError("division by zero"))
    box = dialog_of(qtbot, QMessageBox)
    assert "已存入台账的数据不受影响" in box.text()
    assert "division by zero" not in box.text() + box.informativeText()
    (log,) = tmp_path.rglob("errors.log")
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    click(qtbot, box, "关闭")


def test_geometry_and_page_are_remembered(
    qtbot: QtBot, window: Window, session: Session, runner: Runner, preferences: Preferences
) -> None:
    window.resize(1100, 650)
    window.show_page("settlement")
    window.close()
    again = Window(session, runner, preferences)
    qtbot.addWidget(again)
    opened(qtbot, again, session.desk.ledger)
    assert again.height() == window.height()
    assert again.stack.currentWidget() is again.pages["settlement"]


def test_two_windows_see_what_the_other_stored(
    qtbot: QtBot, window: Window, session: Session, settle: Settle
) -> None:
    settle.post("2019Q1")
    session.tell_changed()
    assert "待考核" in shown(window.pages["overview"])


def test_the_foot_does_not_touch_the_windows_edge(window: Window) -> None:
    told = next(shown for shown in window.statusBar().findChildren(QLabel) if shown.text().startswith("编制"))
    texts_width = told.fontMetrics().horizontalAdvance(told.text())
    assert told.sizeHint().width() - texts_width >= 2 * GRID
