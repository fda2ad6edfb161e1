"""Two quarters through the window alone, from an empty folder on; the command line agrees with all of it."""

from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from settlement_app.domain.periods import Quarter
from settlement_app.gui.dialogs.drafts import DraftDialog
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.window import Window
from tests.gui.accountant import FAILED, Accountant, without_anchors
from tests.gui.driver import click, dialog_of, once, settled, type_in
from tests.support.cli import REVIEWER, Settle


def test_two_quarters(
    qtbot: QtBot, runner: Runner, preferences: Preferences, tmp_path: Path, settle: Settle
) -> None:
    ledger = tmp_path / "窗口.settlement"
    window = Window(Session(date(2019, 7, 10)), runner, preferences)
    qtbot.addWidget(window)
    window.show()
    window.welcome.make_ledger_at(ledger)
    once(qtbot, lambda: window.session.is_open)
    user = Accountant(qtbot, runner, window)

    user.post("第一季度")
    user.assess_failed()
    user.pay("17846800", "1001")
    window.session.choose(Quarter(2019, 2))
    sheet = user.at("settlement")
    assert "-50,000.00" in sheet.sheet.accessibleDescription()
    click(qtbot, sheet, "核定预付…")
    advance = dialog_of(qtbot, DraftDialog)
    type_in(advance.money.line, "13000000")
    type_in(advance.reason, "按预计")
    click(qtbot, advance, "确定")
    settled(qtbot, runner)
    user.post("第二季度")

    by_window, by_commands = Settle(ledger, today="2019-07-10"), settle
    by_commands.today = "2019-07-10"
    file = tmp_path / "考核.toml"
    file.write_text(FAILED, encoding="utf-8")
    by_commands.post("2019Q1")
    by_commands.ok("assessment", "record", "2019Q1", file)
    by_commands.ok("assessment", "confirm", "2019Q1", "--reviewer", REVIEWER)
    billed = ("--number", "1001", "--date", "2019-07-10", "--amount", "17846800", "--tax", "0")
    by_commands.ok("invoice", "record", "2019Q1", *billed)
    paid = ("--amount", "17846800", "--date", "2019-07-10", "--voucher", "1001")
    by_commands.ok("payment", "record", "2019Q1", *paid)
    lowered = ("--amount", "13000000", "--reason", "按预计")
    by_commands.ok("quarter", "advance", "2019Q2", "consultants", *lowered)
    by_commands.post("2019Q2")
    for command in (
        ("quarter", "show", "2019Q1"),
        ("quarter", "show", "2019Q2"),
        ("assessment", "show", "2019Q1"),
        ("deduction", "list"),
        ("payment", "list"),
        ("invoice", "list"),
        ("contract", "show"),
    ):
        assert without_anchors(by_window.ok(*command)) == without_anchors(by_commands.ok(*command)), command
    assert by_window.ok("ledger", "verify")["ok"]
