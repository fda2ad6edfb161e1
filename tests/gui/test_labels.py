"""Buttons that follow their actions, bars that keep their figures readable."""

import pytest
from PySide6.QtGui import QAction, QColor, QIcon
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from settlement_app.gui import theme
from settlement_app.gui.icons import icon
from settlement_app.gui.theme import DARK, LIGHT
from settlement_app.gui.widgets.bars import Bar, Bars
from settlement_app.gui.widgets.labels import action_button

MIDDLE = 24


def colour_of(button: QPushButton, mode: QIcon.Mode) -> str:
    """The colour in which a button's plus sign is drawn."""
    drawn = button.icon().pixmap(2 * MIDDLE, mode).toImage()
    return QColor(drawn.pixelColor(MIDDLE, MIDDLE).rgb()).name()


@pytest.mark.parametrize(
    ("role", "enabled", "disabled"), [("", "text", "disabled"), ("primary", "on_accent", "quiet")]
)
def test_an_actions_icon_stands_on_its_button_in_the_colour_of_its_text(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, role: str, enabled: str, disabled: str
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    action = QAction("添加", holder)
    action.setIcon(icon("plus"))
    button = action_button(action, role)
    button.setParent(holder)
    for scheme in (LIGHT, DARK, LIGHT):
        monkeypatch.setattr(theme, "is_dark", lambda scheme=scheme: scheme is DARK)
        theme.apply(qapp)
        assert colour_of(button, QIcon.Mode.Normal) == getattr(scheme, enabled)
        assert colour_of(button, QIcon.Mode.Disabled) == getattr(scheme, disabled)


def test_a_button_follows_its_action(qtbot: QtBot) -> None:
    action = QAction("审定")
    button = action_button(action)
    qtbot.addWidget(button)
    assert button.icon().isNull()
    action.setEnabled(False)
    action.setText("审定第二季度")
    action.setToolTip("尚未到期")
    assert (button.text(), button.toolTip(), button.isEnabled()) == ("审定第二季度", "尚未到期", False)


def test_a_long_name_does_not_run_into_its_figure(qtbot: QtBot) -> None:
    bars = Bars("预算执行")
    qtbot.addWidget(bars)
    figure = "88,888,888,888.88 / 99,999,999,999.99"
    drawn = []
    for name in ("短", "很长的子项目名称" * 25):
        bars.show_bars([Bar(name, 1, 0, 2, figure)])
        bars.resize(400, bars.height())
        image = bars.grab().toImage()
        left = bars.width() - bars.fontMetrics().horizontalAdvance(figure)
        drawn.append(image.copy(left, 0, bars.width() - left, bars.height()))
    assert drawn[0] == drawn[1]
    assert "很长的子项目名称" * 25 in bars.accessibleDescription()


@pytest.mark.parametrize("points", [8, 18])
def test_bars_are_as_high_as_their_names_need(qtbot: QtBot, qapp: QApplication, points: int) -> None:
    bars = Bars("预算执行")
    qtbot.addWidget(bars)
    bars.show_bars([Bar("税金", 1, 0, 2, "1.00")] * 6)
    theme.apply(qapp, points)
    bars.ensurePolished()
    assert bars.height() >= 6 * bars.fontMetrics().height()
    theme.apply(qapp)
