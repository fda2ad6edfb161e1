"""The application: its command line, its face, the window, the first page."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from settlement_app.domain.periods import PeriodError, parse_date, parse_quarter
from settlement_app.gui import theme
from settlement_app.gui.pages.catalogue import NAMES
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.translation import install_chinese
from settlement_app.gui.window import Window


def start(arguments: Sequence[str]) -> int:
    """Open the window at the place that the arguments name; returns the status to exit with."""
    asked = _parser().parse_args(arguments)
    application = QApplication([sys.argv[0]])
    application.setApplicationDisplayName("季度结算")
    preferences = Preferences()
    translators = install_chinese(application)
    theme.apply(application, preferences.font_points)
    application.styleHints().colorSchemeChanged.connect(
        lambda: theme.apply(application, preferences.font_points)
    )
    session = Session(_today(), preferences.unit, preferences.people)
    window = Window(session, Runner(), preferences)
    _open(window, asked)
    window.show()
    if asked.screenshot or asked.exit_after_first_paint:
        _when_painted(lambda: _finish(window, asked.screenshot))
    status = application.exec()
    del translators
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="settlement-app", description="季度结算窗口。")
    parser.add_argument("file", nargs="?", help="要打开的台账")
    parser.add_argument("--ledger", metavar="FILE", help="要打开的台账")
    parser.add_argument("--page", choices=NAMES, metavar="PAGE", help=f"页面：{'、'.join(NAMES)}")
    parser.add_argument("--quarter", type=_quarter, metavar="Q", help="季度，如 2019Q2")
    parser.add_argument("--screenshot", metavar="FILE", help="画好以后存一张图片并退出")
    parser.add_argument("--exit-after-first-paint", action="store_true", help="画好以后退出")
    return parser


def _quarter(text: str) -> object:
    try:
        return parse_quarter(text)
    except PeriodError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _today() -> date:
    """The day that the rules count with: the system's, or that of the environment (for tests and pictures)."""
    stated = os.environ.get("SETTLEMENT_TODAY")
    return parse_date(stated) if stated else date.today()  # noqa: DTZ011 - the local calendar day is meant


def _open(window: Window, asked: argparse.Namespace) -> None:
    """Open the ledger that was named, or the one opened last that is still there, or welcome the user."""
    named = asked.ledger or asked.file or os.environ.get("SETTLEMENT_LEDGER")
    recent = next((path for path in window.preferences.ledgers if path.is_file()), None)
    ledger = Path(named) if named else recent
    if ledger is None or not window.open_ledger(ledger):
        return
    if asked.quarter:
        window.session.choose(asked.quarter)
    if asked.page:
        window.show_page(asked.page)


def _when_painted(act: Callable[[], None]) -> None:
    """Act once the window was painted and nothing is waiting to be done."""
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, act))


def _finish(window: Window, screenshot: str | None) -> None:
    if window.runner.is_busy:
        QTimer.singleShot(20, lambda: _finish(window, screenshot))
        return
    if screenshot:
        window.draw_icons()
        window.grab().save(screenshot)
    window.close()
    QApplication.quit()
