"""What the small dialogs have in common: as high as they need to be, scrolled where the screen is low."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from settlement_app.gui import theme
from settlement_app.gui.dialogs.confirm import ConfirmDialog
from settlement_app.gui.dialogs.day import DayDialog
from settlement_app.gui.dialogs.form import FormDialog
from settlement_app.gui.session import People
from settlement_app.gui.widgets.date_field import DateField
from settlement_app.gui.widgets.labels import label
from settlement_app.gui.widgets.money_field import MoneyField
from tests.gui.conftest import dress
from tests.gui.driver import button_of, once

FACTS = [("单号", "JS-12333-2019Q2"), ("考核扣款", "-50,000.00 元"), ("本季应付", "17,796,800.00 元")]


@pytest.fixture
def parent(qtbot: QtBot, qapp: QApplication) -> QWidget:
    """A window that dialogs are opened from, in the program's own look."""
    dress(qapp)
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def confirming(parent: QWidget, reason_label: str = "") -> ConfirmDialog:
    """A dialog that asks before something becomes final."""
    made = ConfirmDialog(
        parent, "审定第二季度", FACTS, "审定后不能再改。", People("甲", "乙"), [], reason_label
    )
    made.open()
    return made


def test_nothing_stands_empty_above_the_buttons(parent: QWidget) -> None:
    dialog = confirming(parent)
    button = button_of(dialog, "审定第二季度")
    texts = [text for text in dialog.findChildren(QLabel) if text.isVisibleTo(dialog)]
    lowest = max(text.mapTo(dialog, text.rect().bottomLeft()).y() for text in texts)
    assert button.mapTo(dialog, button.rect().topLeft()).y() - lowest <= 4 * theme.GRID


def test_the_field_below_a_long_text_is_in_sight(qtbot: QtBot, parent: QWidget) -> None:
    about = f"{'综合接通率' * 40}：{'增配早高峰座席' * 28}（期限 2019-08-15）"
    dialog = DayDialog(parent, "登记完成", about, "完成日期", date(2019, 8, 1))
    dialog.open()
    (area,) = dialog.findChildren(QScrollArea)
    once(qtbot, lambda: area.verticalScrollBar().maximum() == 0)
    assert dialog.field.visibleRegion().boundingRect() == dialog.field.rect()


@pytest.mark.parametrize(
    "make",
    [QLineEdit, lambda: MoneyField("金额"), lambda: DateField(date(2019, 8, 1))],
    ids=["line", "money", "date"],
)
def test_a_name_stands_level_with_the_line_that_is_typed_into(
    qtbot: QtBot, parent: QWidget, make: Callable[[], QWidget]
) -> None:
    field = make()
    dialog = FormDialog(parent, "登记", "")
    dialog.add("金额", field)
    dialog.open()
    qtbot.wait(50)
    line = field.focusProxy() or field
    (name,) = [text for text in dialog.findChildren(QLabel) if text.text() == "金额"]
    top = name.mapTo(dialog, QPoint(0, name.contentsMargins().top())).y()
    middle = line.mapTo(dialog, line.rect().center()).y()
    assert abs(top + name.fontMetrics().height() / 2 - middle) <= 1


def test_what_is_still_to_be_filled_in_is_no_fault_until_one_types(parent: QWidget) -> None:
    dialog = ConfirmDialog(parent, "审定第二季度", FACTS, "审定后不能再改。", People(), [], "事由")
    error = next(text for text in dialog.findChildren(QLabel) if text.text() == dialog.error)
    dialog.open()
    assert (dialog.error != "", error.property("role")) == (True, "quiet")
    dialog.reason.setText("误")
    assert (dialog.error != "", error.property("role")) == (True, "error")


def test_a_negative_fact_is_red(parent: QWidget) -> None:
    dialog = confirming(parent)
    roles = {text.text(): text.property("role") for text in dialog.findChildren(QLabel)}
    assert roles["-50,000.00 元"] == "negative"
    assert roles["17,796,800.00 元"] == ""


@pytest.mark.parametrize(("reason_label", "role"), [("", "primary"), ("冲销事由", "")])
def test_what_takes_something_back_is_never_primary_nor_done_by_enter(
    qtbot: QtBot, parent: QWidget, reason_label: str, role: str
) -> None:
    dialog = confirming(parent, reason_label)
    dialog.reason.setText("误")
    assert dialog.accept_button.isEnabled()
    assert dialog.accept_button.property("role") == role
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible() == bool(reason_label)


def test_it_grows_with_an_error_that_takes_several_lines(qtbot: QtBot, parent: QWidget) -> None:
    dialog = FormDialog(parent, "登记付款", "可以分次付款。")
    field = MoneyField("金额")
    dialog.add("金额", field)
    field.edited.connect(lambda: dialog.show_wrong(["凭证号不能为空；请写明凭证号"]))
    dialog.open()
    field.line.setText("五万九千元钱" * 10)
    told = next(text for text in dialog.findChildren(QLabel) if text.text() == dialog.error)
    qtbot.waitUntil(lambda: told.visibleRegion().contains(told.rect()))
    assert not dialog.findChildren(QScrollArea)[0].verticalScrollBar().isVisible()


def test_the_buttons_stay_where_they_are_while_it_tells_what_follows(parent: QWidget) -> None:
    dialog, changes = FormDialog(parent, "核定预付", "只能调低。"), label()
    dialog.add_changing(changes, lines=2)
    dialog.show_wrong(["请填写预付金额。"])
    dialog.open()
    button = button_of(dialog, "确定")
    before = button.mapTo(dialog, QPoint())
    changes.setText("本季应付：1,780,000.00 → 1,700,000.00 元\n比公式少付 80,000.00 元")
    dialog.show_wrong(["请写明事由。"])
    assert button.mapTo(dialog, QPoint()) == before
    dialog.show_wrong([])
    assert button.mapTo(dialog, QPoint()) == before


def test_on_a_low_screen_the_fields_scroll_and_the_buttons_stay_in_sight(
    qtbot: QtBot, parent: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    low = SimpleNamespace(availableGeometry=lambda: QRect(0, 0, 960, 400))
    monkeypatch.setattr(FormDialog, "screen", lambda _: low)
    dialog = FormDialog(parent, "试", "说明" * 60)
    lines = [QLineEdit() for _ in range(20)]
    for number, line in enumerate(lines):
        dialog.add(f"第 {number} 项", line)
    with qtbot.waitActive(dialog):
        dialog.open()
        dialog.activateWindow()
    button = button_of(dialog, "确定")
    assert dialog.height() < 400
    assert button.visibleRegion().contains(button.rect())
    assert lines[-1].visibleRegion().isEmpty()
    lines[-2].setFocus()
    qtbot.keyClick(lines[-2], Qt.Key.Key_Tab)
    assert lines[-1].hasFocus()
    assert not lines[-1].visibleRegion().isEmpty()


@pytest.mark.parametrize("destroys", [False, True])
def test_enter_presses_the_button_that_has_the_focus(
    qtbot: QtBot, parent: QWidget, *, destroys: bool
) -> None:
    dialog = FormDialog(parent, "登记完成", "", destroys=destroys)
    dialog.open()
    cancel = button_of(dialog, "取消")
    cancel.setFocus()
    qtbot.waitUntil(cancel.hasFocus)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(cancel, Qt.Key.Key_Return)
    assert dialog.result() == FormDialog.DialogCode.Rejected


@pytest.mark.parametrize("reason_label", ["", "重开事由"])
def test_a_dialog_does_not_scroll_while_the_screen_has_room(
    qtbot: QtBot, parent: QWidget, reason_label: str
) -> None:
    warning = "重开后，考核表和通知书作废，登记的扣款撤销；改正后要重新确认，编号加一。" * 3
    dialog = ConfirmDialog(parent, "重开考核", FACTS, warning, People("甲", ""), ["甲", "乙"], reason_label)
    dialog.open()
    (area,) = dialog.findChildren(QScrollArea)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)


def test_enter_does_not_take_back_and_says_so(qtbot: QtBot, parent: QWidget) -> None:
    dialog, line = FormDialog(parent, "撤销付款", "", "撤销付款", destroys=True), QLineEdit()
    dialog.add("撤销事由", line)
    dialog.open()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.error == "为免误按，回车在这里不起作用；请点“撤销付款”。"
    assert dialog.accept_button.isEnabled()
