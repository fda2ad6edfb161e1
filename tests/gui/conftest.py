"""What every test of the window can ask for: a session at a real ledger, a runner, preferences of its own."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from settlement_app.gui import theme
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import People, Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.window import Window
from tests.gui.driver import look_at, opened
from tests.support.cli import PREPARER, REVIEWER, Settle


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """pytest-qt's application is a plain one."""
    return QApplication


@pytest.fixture(autouse=True)
def no_dialog_stays() -> Iterator[None]:
    """What a test leaves open is closed, so that the next one finds its own dialogs only."""
    yield
    for top in QApplication.topLevelWidgets():
        if isinstance(top, QDialog) and top.isVisible():
            top.close()
            top.hide()


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Settings in a file of the test's own."""
    return Preferences(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def today() -> date:
    """The day on which the window works; a test module may say another."""
    return date(2019, 4, 12)


def dress(qapp: QApplication) -> None:
    """Give the application its theme, unless it has it: styling every widget anew takes longer than most tests."""
    if qapp.property("dressed") != qapp.styleSheet():
        theme.apply(qapp)
        qapp.setProperty("dressed", qapp.styleSheet())


@pytest.fixture
def session(qapp: QApplication, settle: Settle, today: date) -> Session:
    """A session at a new ledger with the bundled contract; both people are chosen."""
    dress(qapp)
    made = Session(today, people=People(PREPARER, REVIEWER))
    look_at(made, settle.ledger)
    return made


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[Runner]:
    """A runner whose jobs have all ended when the test ends."""
    made = Runner()
    yield made
    made.cancel_all()


@pytest.fixture
def window(qtbot: QtBot, session: Session, runner: Runner, preferences: Preferences) -> Iterator[Window]:
    """The whole window, open at the ledger."""
    made = Window(session, runner, preferences)
    made.show()
    opened(qtbot, made, session.desk.ledger)
    yield made
    made.close()
