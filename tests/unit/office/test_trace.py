"""追溯 on ledgers: what is read, which year is meant, and the file that it is saved to."""

from datetime import date
from pathlib import Path

import pytest

from settlement_app.domain.deduction import OPENING
from settlement_app.domain.findings import InputError, RuleRefusal
from settlement_app.domain.periods import Quarter
from settlement_app.domain.tracing.trace import SheetFigure, YearFigure
from settlement_app.office import trace
from settlement_app.office.desk import Desk
from tests.support.builders import row
from tests.support.cli import Settle
from tests.support.pdf import Pdf

TODAY = date(2020, 3, 2)
Q2 = SheetFigure(Quarter(2019, 2), "1/payable")


@pytest.fixture
def desk(demo_ledger: Path) -> Desk:
    return Desk(ledger=demo_ledger, by="", today=TODAY)


def test_the_demonstration_is_marked_and_a_file_name_can_be_stored(desk: Desk) -> None:
    shown = trace.traced(desk, Q2)
    assert shown.sample
    assert shown.trace.made_on == TODAY
    assert shown.file_name == "追溯单 季度结算单 JS-12333-2019Q2 人员管理费 · 本季应付.pdf"


def test_a_name_that_windows_cannot_store_is_changed(settle: Settle) -> None:
    settle.post("2019Q1")
    settle.ok("payment", "record", "2019Q1", "--amount", "100", "--voucher", "记/7", "--date", "2019-04-20")
    own = Desk(ledger=settle.ledger, by="", today=TODAY)
    shown = trace.traced(own, own.books().payments[0])
    assert (shown.file_name, shown.sample) == ("追溯单 付款记录 付款，凭证号 记_7.pdf", False)


def test_what_an_opening_deduction_is_traced_in_is_the_first_contract(desk: Desk) -> None:
    shown = trace.traced(desk, row(Quarter(2018, 4), cause=OPENING))
    assert shown.trace.heading.contract_year == 2019


@pytest.mark.parametrize("asked", [SheetFigure(Quarter(2031, 1), "1/payable"), YearFigure(2031, "net")])
def test_a_year_without_a_contract_is_refused(desk: Desk, asked: SheetFigure | YearFigure) -> None:
    with pytest.raises(RuleRefusal, match="没有 2031 年的合同"):
        trace.traced(desk, asked)


def test_it_is_saved_once_and_replaced_only_when_asked(desk: Desk, tmp_path: Path) -> None:
    shown, file = trace.traced(desk, Q2), tmp_path / "追溯.pdf"
    before = desk.ledger.read_bytes()
    assert trace.save(shown, file, force=False).path == file
    assert "追溯单" in Pdf(file).text
    with pytest.raises(RuleRefusal, match="已存在"):
        trace.save(shown, file, force=False)
    assert trace.save(shown, file, force=True).path == file
    with pytest.raises(InputError, match="没有文件夹"):
        trace.save(shown, tmp_path / "没有" / "追溯.pdf", force=False)
    assert desk.ledger.read_bytes() == before
