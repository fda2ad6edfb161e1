"""A whole year through the window alone, from an empty folder to the printed clearance and the next year's contract.

The same year is then played on the command line: every figure is equal, and the window's ledger is in order.
"""

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from settlement_app.domain.periods import Quarter
from settlement_app.gui.dialogs.import_preview import ImportPreview
from settlement_app.gui.dialogs.payments import PaymentDialog
from settlement_app.gui.dialogs.reduction import ReductionDialog
from settlement_app.gui.dialogs.roll_over import RollOverDialog
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.window import Window
from tests.gui.accountant import FAILED, PASSED, Accountant, without_anchors
from tests.gui.driver import click, dialog_of, once, settled, shown, type_in
from tests.support.cli import REVIEWER, Settle
from tests.support.pdf import Pdf

NAMES = ("第一季度", "第二季度", "第三季度", "第四季度")
DAYS = (date(2019, 4, 12), date(2019, 7, 10), date(2019, 10, 11), date(2020, 1, 15))
"""The days on which each quarter is settled, assessed and paid."""
PAYABLES = ("17846800", "17796800", "17846800", "17846800")
REFUND = "-315201.00"
"""Advances of 52,315,200.00 less actual costs of 52,000,000.00, of which 1.00 is struck off."""
HEADS = "月份,工资,福利,单位缴社会保险费,住房公积金,其他"
MONTHS = [f"2019-{month:02d},3000000.00,100000.00,1000000.00,233333.33,0" for month in range(1, 12)]
DECEMBER = "2019-12,3000000.00,100000.00,1000000.00,233333.37,0"


def test_a_year(
    qtbot: QtBot, runner: Runner, preferences: Preferences, tmp_path: Path, settle: Settle
) -> None:
    costs = tmp_path / "人员经费.csv"
    costs.write_text("\n".join([HEADS, *MONTHS, DECEMBER]), encoding="utf-8")
    by_window = through_the_window(qtbot, runner, preferences, tmp_path, costs)
    by_commands = on_the_command_line(settle, tmp_path, costs)
    for command in (
        *(("quarter", "show", f"2019Q{number}") for number in range(1, 5)),
        *(("assessment", "show", f"2019Q{number}") for number in range(1, 5)),
        ("clearance", "show", "2019"),
        ("actuals", "show", "2019"),
        ("deduction", "list"),
        ("payment", "list"),
        ("invoice", "list"),
        ("contract", "show", "--year", "2019"),
        ("contract", "show", "--year", "2020"),
    ):
        assert without_anchors(by_window.ok(*command)) == without_anchors(by_commands.ok(*command)), command
    assert by_window.ok("ledger", "verify")["ok"]


def through_the_window(
    qtbot: QtBot, runner: Runner, preferences: Preferences, folder: Path, costs: Path
) -> Settle:
    ledger = folder / "窗口.settlement"
    session = Session(DAYS[0])
    window = Window(session, runner, preferences)
    qtbot.addWidget(window)
    window.show()
    window.welcome.make_ledger_at(ledger)
    once(qtbot, lambda: session.is_open)
    user = Accountant(qtbot, runner, window)
    for number, (name, day, payable) in enumerate(zip(NAMES, DAYS, PAYABLES, strict=True), start=1):
        session.turn_to(day)
        session.choose(Quarter(2019, number))
        user.post(name)
        if number == 1:
            user.assess_failed()
        else:
            user.assess_passed()
        user.pay(payable, f"100{number}")
    clear(qtbot, runner, user, folder, costs)
    return Settle(ledger, today=DAYS[-1].isoformat())


def clear(qtbot: QtBot, runner: Runner, user: Accountant, folder: Path, costs: Path) -> None:
    """Bring the actual costs in, reduce, post, print, take the refund, and make the next year's contract."""
    personnel: Any = user.at("personnel")
    click(qtbot, personnel, "导入…")
    choose(qtbot, costs)
    settled(qtbot, runner)
    click(qtbot, dialog_of(qtbot, ImportPreview), "导入")
    settled(qtbot, runner)
    page: Any = user.at("clearance")
    click(qtbot, page, "核减…")
    reduction = dialog_of(qtbot, ReductionDialog)
    reduction.items.setCurrentText("咨询员费用")
    type_in(reduction.money.line, "1")
    type_in(reduction.reason, "尾数")
    type_in(reduction.document, "沪咨〔2020〕1号")
    click(qtbot, reduction, "记入核减")
    settled(qtbot, runner)
    click(qtbot, page, "审定年终清算")
    user.confirm("审定2019年年终清算")
    paper = folder / "年终清算单.pdf"
    click(qtbot, page, "保存…")
    choose(qtbot, paper)
    settled(qtbot, runner)
    assert "QS-12333-2019" in Pdf(paper.read_bytes()).text
    payments: Any = user.at("payments")
    payments.payable_table.setCurrentIndex(payments.payable_table.model().index(4, 0))
    click(qtbot, payments, "登记退款…")
    refund = dialog_of(qtbot, PaymentDialog)
    type_in(refund.voucher, "1005")
    click(qtbot, refund, "登记退款")
    settled(qtbot, runner)
    assert "已退款" in payments.payable_table.model().index(4, 6).data()
    click(qtbot, user.at("clearance"), "转入下一年度…")
    click(qtbot, dialog_of(qtbot, RollOverDialog), "转入2020年度")
    settled(qtbot, runner)
    click(qtbot, user.at("clearance"), "去看2020年合同")
    once(qtbot, lambda: user.window.session.year == 2020)
    assert user.window.shown_page is user.window.pages["contract"]
    assert "2020-01-01" in shown(user.window.pages["contract"])
    assert user.window.session.quarter == Quarter(2020, 1)
    assert "待结算" in shown(user.at("overview"))


def choose(qtbot: QtBot, file: Path) -> None:
    """Choose a file in the system's dialog."""
    dialog = dialog_of(qtbot, QFileDialog)
    dialog.selectFile(str(file))
    dialog.accept()
    once(qtbot, lambda: not dialog.isVisible())


def on_the_command_line(line: Settle, folder: Path, costs: Path) -> Settle:
    for number, (day, payable) in enumerate(zip(DAYS, PAYABLES, strict=True), start=1):
        line.today, quarter = day.isoformat(), f"2019Q{number}"
        line.post(quarter)
        record = folder / f"{quarter}.toml"
        record.write_text(FAILED if number == 1 else PASSED, encoding="utf-8")
        line.ok("assessment", "record", quarter, record)
        line.ok("assessment", "confirm", quarter, "--reviewer", REVIEWER)
        billed = ("--number", f"100{number}", "--date", line.today, "--amount", payable, "--tax", "0")
        line.ok("invoice", "record", quarter, *billed)
        paid = ("--amount", payable, "--date", line.today, "--voucher", f"100{number}")
        line.ok("payment", "record", quarter, *paid)
    line.ok("actuals", "import", costs)
    struck = ("--amount", "1", "--reason", "尾数", "--document", "沪咨〔2020〕1号")
    line.ok("clearance", "reduce", "2019", "consultants", *struck)
    line.ok("clearance", "post", "2019", "--reviewer", REVIEWER)
    refunded = ("--amount", REFUND, "--date", line.today, "--voucher", "1005")
    line.ok("payment", "record", "clearance:2019", *refunded)
    line.ok("contract", "roll-over", "2020")
    return line
