"""Closing the window over something that could not be stored."""

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from settlement_app.gui.pages.assessment import AssessmentPage
from settlement_app.gui.window import Window
from settlement_app.office.assessment_draft import Place
from tests.gui.driver import click, dialog_of, settled
from tests.support.cli import Settle


@pytest.fixture
def page(qtbot: QtBot, window: Window) -> AssessmentPage:
    window.show_page("assessment")
    found = window.pages["assessment"]
    assert isinstance(found, AssessmentPage)
    return found


def test_what_cannot_be_used_is_asked_about_before_closing(
    qtbot: QtBot, window: Window, page: AssessmentPage
) -> None:
    page.indicators.type_at(Place("actuals", "overall_connect_rate"), "很高")
    window.close()
    box = dialog_of(qtbot, QMessageBox)
    assert window.isVisible()
    assert "2019年第一季度考核有填写不能用或没有存上。" in box.text()
    click(qtbot, box, "返回修改")
    assert window.isVisible()
    window.close()
    click(qtbot, dialog_of(qtbot, QMessageBox), "仍然关闭")
    qtbot.waitUntil(lambda: not window.isVisible())


def test_what_is_only_waiting_is_stored_without_asking(
    qtbot: QtBot, window: Window, page: AssessmentPage, settle: Settle
) -> None:
    page.indicators.type_at(Place("actuals", "overall_connect_rate"), "９７０２／１００００")
    window.close()
    settled(qtbot, window.runner)
    assert not window.isVisible()
    stored = settle.ok("assessment", "show", "2019Q1")
    assert "9702" in str(stored)
    assert "９" not in str(stored)
