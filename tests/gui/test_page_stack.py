"""The pages made ahead: each comes at once when it is asked for, and nothing that is shown changes meanwhile."""

from pathlib import Path
from threading import enumerate as enumerate_threads

import pytest
from pytestqt.qtbot import QtBot

from settlement_app.gui.pages.catalogue import NAMES
from settlement_app.gui.pages.page import Page
from settlement_app.gui.window import Window
from tests.gui.driver import once, opened


@pytest.fixture
def refreshed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the pages that were filled, in that order."""
    found: list[str] = []
    fill = Page.refresh_if_stale

    def filled(page: Page) -> None:
        found.append(page.NAME)
        fill(page)

    monkeypatch.setattr(Page, "refresh_if_stale", filled)
    return found


def loading_threads() -> list[str]:
    return [thread.name for thread in enumerate_threads() if thread.name == "preload"]


def test_all_pages_are_made_and_filled_while_one_is_read(
    qtbot: QtBot, window: Window, demo_ledger: Path, refreshed: list[str]
) -> None:
    opened(qtbot, window, demo_ledger)
    assert list(window.pages) == ["overview"]
    window.stack.make_ahead()
    once(qtbot, lambda: not window.stack.is_making)
    assert set(window.pages) == set(NAMES)
    assert set(refreshed) == set(NAMES)
    assert window.shown_page is window.pages["overview"]
    assert window.pages["settlement"].title.text() == "季度结算 · 第四季度"
    refreshed.clear()
    window.show_page("settlement")
    assert refreshed == ["settlement"], "it is only asked whether something has changed"


def test_a_page_that_is_asked_for_meanwhile_is_made_once(
    qtbot: QtBot, window: Window, demo_ledger: Path
) -> None:
    opened(qtbot, window, demo_ledger)
    window.stack.make_ahead()
    window.show_page("journal")
    journal = window.pages["journal"]
    once(qtbot, lambda: not window.stack.is_making)
    assert window.pages["journal"] is journal
    assert window.shown_page is journal


def test_the_window_loads_once_and_can_be_closed_meanwhile(
    qtbot: QtBot, window: Window, demo_ledger: Path
) -> None:
    opened(qtbot, window, demo_ledger)
    window.stack.make_ahead()
    window.stack.make_ahead()
    assert len(loading_threads()) <= 1
    window.close()
    assert loading_threads() == []
    assert not window.stack.is_making
