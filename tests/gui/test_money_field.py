"""The money field: the words under it as one types, an error in place."""

import pytest
from pytestqt.qtbot import QtBot

from settlement_app.gui.widgets.money_field import MoneyField
from tests.gui.driver import type_in


@pytest.mark.parametrize(
    ("typed", "amount", "said"),
    [
        ("107000.53", 10_700_053, "壹拾万柒仟元零伍角叁分"),
        ("1,234.5", 123_450, "壹仟贰佰叁拾肆元伍角整"),
        ("1784.68万元", 1_784_680_000, "壹仟柒佰捌拾肆万陆仟捌佰元整"),
        ("１７，８４６，８００", 1_784_680_000, "壹仟柒佰捌拾肆万陆仟捌佰元整"),
        ("-44500", -4_450_000, "负肆万肆仟伍佰元整"),
        ("0", 0, "零元整"),
        ("", None, ""),
        ("   ", None, ""),
    ],
)
def test_an_amount_is_read_as_the_rules_say_and_said_in_words(
    qtbot: QtBot, typed: str, amount: int | None, said: str
) -> None:
    field = MoneyField("金额")
    qtbot.addWidget(field)
    type_in(field.line, typed)
    assert (field.amount, field.said) == (amount, said)


@pytest.mark.parametrize("typed", ["1.234", "12,34", "3万5", "1e5", "十元", "--1", "99999999999999"])
def test_an_error_stands_under_the_field_and_quotes_what_was_typed(qtbot: QtBot, typed: str) -> None:
    field = MoneyField("金额")
    qtbot.addWidget(field)
    type_in(field.line, typed)
    assert field.amount is None
    assert typed in field.said or "元" in field.said
    assert field.said.isprintable()


def test_it_tells_of_every_keystroke_and_undoes_its_own_edits(qtbot: QtBot) -> None:
    field = MoneyField("金额")
    qtbot.addWidget(field)
    with qtbot.waitSignals([field.edited] * 3):
        type_in(field.line, "123")
    field.line.undo()
    assert field.line.text() == ""
    field.line.redo()
    assert field.amount == 12_300


def test_an_amount_can_be_put_in_and_taken_out(qtbot: QtBot) -> None:
    field = MoneyField("金额")
    qtbot.addWidget(field)
    field.set_amount(123_456_789)
    assert (field.line.text(), field.amount) == ("1,234,567.89", 123_456_789)
    field.set_amount(None)
    assert (field.line.text(), field.said) == ("", "")
    assert field.line.accessibleName() == "金额"
