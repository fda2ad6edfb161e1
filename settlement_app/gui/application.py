"""The application: its command line, its face, the window, the first page."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication

from settlement_app.gui import theme
from settlement_app.gui.instance import Instance
from settlement_app.gui.pages.catalogue import NAMES
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.translation import install_chinese
from settlement_app.gui.window import Window

_LOOK_AGAIN_MS = 5
_LISTEN_AFTER_MS = 100
_MINUTE_MS = 60_000


def start(arguments: Sequence[str]) -> int:
    """Open the window at the place that the arguments name; returns the status to exit with."""
    asked = _parser().parse_args(arguments)
    application = QApplication([sys.argv[0]])
    application.setApplicationDisplayName("季度结算")
    ledger = asked.ledger or asked.file or os.environ.get("SETTLEMENT_LEDGER") or ""
    is_picture = bool(asked.screenshot or asked.exit_after_first_paint)
    instance = None if is_picture else Instance(_state_folder())
    if instance and not instance.is_first and instance.hand_over(ledger and str(Path(ledger).resolve())):
        return 0
    preferences = Preferences()
    translators = install_chinese(application)
    theme.apply(application, preferences.font_points)
    application.styleHints().colorSchemeChanged.connect(
        lambda: theme.apply(application, preferences.font_points)
    )
    session = Session(_today(), preferences.unit, preferences.people, preferences.backup_folder)
    window = Window(session, Runner(), preferences)
    tell_crashes(window)
    window.show()
    _open(window, ledger, asked)
    if is_picture:
        _when_painted(window, lambda: _finish(window, asked.screenshot))
    if instance:
        instance.called.connect(window.come_forward)
        QTimer.singleShot(_LISTEN_AFTER_MS, instance.listen)
    days = QTimer(window)
    days.timeout.connect(lambda: session.turn_to(_today()))  # the window may stand open overnight
    days.start(_MINUTE_MS)
    status = application.exec()
    if instance:
        instance.give_up()
    window.runner.cancel_all()  # what closing has begun must not outlive the application
    del translators
    return status


def tell_crashes(window: Window) -> None:
    """From here on what fails unforeseen on the window's thread is written down and told; Qt itself drops it."""

    def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            window.tell_crash(error)
        else:
            sys.__excepthook__(kind, error, trace)

    sys.excepthook = told


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
    from settlement_app.domain.periods import PeriodError, parse_quarter

    try:
        return parse_quarter(text)
    except PeriodError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _today() -> date:
    """The day that the rules count with: the system's, or that of the environment (for tests and pictures)."""
    from settlement_app.domain.periods import parse_date

    stated = os.environ.get("SETTLEMENT_TODAY")
    return parse_date(stated) if stated else date.today()  # noqa: DTZ011 - the local calendar day is meant


def _state_folder() -> Path:
    """Where the mark of a running program lies."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericStateLocation)
    return Path(place, "settlement")


def _open(window: Window, named: str, asked: argparse.Namespace) -> None:
    """Open the ledger that was named, or the one opened last that is still there, or welcome the user."""
    recent = next((path for path in window.preferences.ledgers if path.is_file()), None)
    ledger = Path(named) if named else recent
    if ledger is None:
        window.show_welcome()
    else:
        window.open_ledger(ledger, asked.page or "", asked.quarter)


def _when_painted(window: Window, act: Callable[[], None]) -> None:
    """Act once nothing is on its way any more and what it brought was painted."""
    if window.runner.is_busy:
        QTimer.singleShot(_LOOK_AGAIN_MS, lambda: _when_painted(window, act))
    else:
        QTimer.singleShot(0, lambda: QTimer.singleShot(0, act))


def _finish(window: Window, screenshot: str | None) -> None:
    if screenshot:
        window.draw_icons()
        window.grab().save(screenshot)
    window.close()
    QApplication.quit()
