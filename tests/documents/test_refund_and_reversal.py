"""The refund notice and the reversal as a reader finds them."""

from pathlib import Path

import pytest

from tests.support.cli import REVIEWER, Settle
from tests.support.papers import FEE, assessed, cleared, costs, failed, played, printed, year_of

UNDO = ("--reviewer", REVIEWER, "--reason")


def test_a_refund_notice(year: Settle) -> None:
    year.ok("contract", "set", "client_bank", "上海银行", "--reason", "补录")
    year.ok("contract", "set", "client_account", "3160-0000", "--reason", "补录")
    costs(year, "9,000.00")
    draft = printed(year, "refund", "2019")
    assert draft.text.startswith("草稿")
    assert draft.qr_code(0) is None
    cleared(year)
    year.ok("contract", "set", "client_bank", "另一银行", "--reason", "换户")
    notice = printed(year, "refund", "2019")
    for row in (
        "退款通知书编号：TK-HP-2019编制日期：2019-12-31",
        "供应商甲：依据2019年度“热线平台”合同，2019年度（2019-01-01至2019-12-31）的款项",
        "已按年终清算单QS-HP-2019清算，贵方应退回下列款项。",
        "应退人民币（大写）壹万贰仟元整￥12,000.00",
        "请于年月日前退至下列账户，并在汇款附言中写明本通知书编号。",
        "收款单位咨询服务中心开户行上海银行账号3160-0000",
        "签收单位供应商甲（签收人签字、盖章）",
        "编制张经办复核李复核",
    ):
        assert row in notice.text, row
    assert notice.qr_code(0) == year.ok("clearance", "show", "2019")["anchor"].upper()
    year.ok("clearance", "reverse", "2019", *UNDO, "误")
    undone = printed(year, "refund", "TK-HP-2019")
    assert undone.text.startswith("已冲销")
    assert "备注：本单已由HC-QS-HP-2019于2019-12-31冲销：误" in undone.text


@pytest.mark.parametrize(
    ("monthly", "code"),
    [("10,000.00", "no_refund_due"), ("11,000.00", "no_refund_due"), ("", "net_undecided")],
)
def test_without_a_refund_there_is_no_notice(year: Settle, tmp_path: Path, monthly: str, code: str) -> None:
    if monthly:
        costs(year, monthly)
        cleared(year)
    error = year.refused("document", "render", "refund", "2019", "-o", tmp_path / "x.pdf")
    assert error["code"] == code
    assert [entry["kind"] for entry in year.ok("document", "list") if entry["kind"] == "refund"] == []


def test_a_settlements_reversal_turns_every_sign(tmp_path: Path) -> None:
    line = played(year_of(tmp_path), failed("3,000.00"))
    adjust = ("--amount", "-50.00", "--reason", "停机", "--document", "文1号")
    line.ok("quarter", "adjust", "2019Q2", "tax", *adjust)
    line.post("2019Q2")
    line.today = "2020-01-05"
    anchor_before = line.ok("quarter", "show", "2019Q2")["anchor"]
    line.ok("quarter", "reverse", "2019Q2", *UNDO, "停机时间有误")
    sheet = printed(line, "reversal", "2019Q2")
    for row in (
        "冲销单单号：HC-JS-HP-2019Q2冲销日期：2020-01-05",
        "被冲销单据季度结算单JS-HP-2019Q2原编制日期2019-12-31",
        "冲销事由：停机时间有误",
        "人员经费-30,000.000.000.00-30,000.00",
        "管理费-10,000.003,000.000.00-7,000.00",
        "税金-1,000.000.0050.00-950.00",
        "合计-41,000.003,000.0050.00-37,950.00",
        "冲销应付金额人民币（大写）负叁万柒仟玖佰伍拾元整￥-37,950.00",
        "编制张经办复核李复核",
    ):
        assert row in sheet.text, row
    code = sheet.qr_code(0) or ""
    assert len(code) == 64
    assert code != anchor_before.upper(), "the reversal has an anchor of its own"
    line.post("2019Q2")
    assert "HC-JS-HP-2019Q2" in printed(line, "reversal", "HC-JS-HP-2019Q2").text


def test_a_clearances_reversal_turns_every_sign(tmp_path: Path) -> None:
    line = played(year_of(tmp_path), *['score = "95"\n'] * 3, failed("700.00"))
    costs(line, "9,000.00")
    cleared(line, "--outstanding", "settle")
    line.ok("clearance", "reverse", "2019", *UNDO, "漏列核减")
    sheet = printed(line, "reversal", "2019")
    for row in (
        "单号：HC-QS-HP-2019",
        "被冲销单据年终清算单QS-HP-2019",
        "子项目据实清算扣款了结最终结算结余",
        "人员经费12,000.000.00-108,000.00-12,000.00",
        "管理费0.00-700.00-39,300.000.00",
        "合计12,000.00-700.00-151,300.00-12,000.00",
        "冲销清算净额人民币（大写）壹万贰仟柒佰元整￥12,700.00",
        "供应商经办人年月日负责人（签章）年月日",
    ):
        assert row in sheet.text, row


def test_each_reversal_has_its_paper_and_the_newest_is_meant(tmp_path: Path) -> None:
    line = year_of(tmp_path, (FEE,), start="2019-10-01")
    for reason in ("其一", "其二"):
        line.post("2019Q4")
        line.ok("quarter", "reverse", "2019Q4", *UNDO, reason)
    assert "其二" in printed(line, "reversal", "2019Q4").text
    assert "其一" in printed(line, "reversal", "HC-JS-HP-2019Q4").text
    line.post("2019Q4")
    assessed(line, "2019Q4")
    cleared(line)
    error = line.refused("document", "render", "reversal", "2019", "-o", tmp_path / "x.pdf")
    assert error["message"] == "2019 没有冲销单；请用 document list 核对单号"
