"""The payment request as a reader finds it: whom to pay, on what, how much, what is left; and how it is numbered."""

from pathlib import Path

import pytest

from tests.support.cli import REVIEWER, Settle
from tests.support.papers import FEE, assessed, cleared, costs, printed, year_of

TEXTS = """number = "沪咨合〔2019〕第12号"
clause = "第五条"
procurement_number = "0811-184"
budget_project_code = "310000000001"
function_code = "2080109"
economic_code = "30227"
fund_source = "一般公共预算拨款"
vendor_bank = "中国工商银行上海市分行"
vendor_account = "1001-2345"
vendor_tax_number = "91310000132207"
"""


@pytest.fixture
def quarter(tmp_path: Path) -> Settle:
    """A contract with all its texts, whose first quarter is posted: 41,000.00 of 164,000.00."""
    line = year_of(tmp_path, texts=TEXTS)
    line.post("2019Q1")
    return line


def test_all_that_is_unpaid(quarter: Settle) -> None:
    request = printed(quarter, "payment-request", "2019Q1")
    for row in (
        "付款申请单单号：FK-HP-2019Q1申请日期：2019-12-31金额单位：元",
        "项目热线平台（HP）付款依据JS-HP-2019Q1（2019年第一季度）",
        "合同编号沪咨合〔2019〕第12号合同条款第五条",
        "采购编号0811-184资金来源一般公共预算拨款",
        "预算项目编码310000000001功能分类科目2080109",
        "经济分类科目30227合同年度2019年",
        "收款单位供应商甲收款单位税号91310000132207",
        "开户行中国工商银行上海市分行账号1001-2345",
        "本次申请人民币（大写）肆万壹仟元整￥41,000.00",
        "合同金额164,000.00此前累计已付0.00",
        "本单据应付41,000.00本单据已付0.00",
        "本次申请41,000.00付款后合同余额123,000.00",
        "发票：尚未登记。",
        "附件张数：＿＿＿＿张",
        "采购人经办人年月日部门负责人年月日财务审核年月日分管领导年月日单位负责人年月日",
        "编制张经办第1页共1页",
    ):
        assert row in request.text, row
    assert len(request.qr_code(0) or "") == 64


def test_a_part_and_then_the_rest_with_its_invoices(quarter: Settle) -> None:
    bill = ("invoice", "record", "2019Q1", "--date", "2019-04-12")
    quarter.ok(*bill, "--number", "0001", "--code", "31", "--amount", "42,000.00", "--tax", "2,377.36")
    quarter.ok(*bill, "--number", "0002", "--amount", "-1,000.00", "--tax", "-56.60")
    quarter.ok(*bill, "--number", "0003", "--amount", "9.00", "--tax", "0.51")
    quarter.ok("invoice", "void", "3", "--reason", "误开")
    part = printed(quarter, "payment-request", "2019Q1", "--amount", "3万元")
    assert "单号：FK-HP-2019Q1申请" in part.text
    assert "本次申请人民币（大写）叁万元整￥30,000.00" in part.text
    assert "310001" in part.text
    assert "0003" not in part.text, "a voided invoice is no ground to pay"
    assert "00022019-04-12-1,000.00-56.60合计41,000.002,320.76" in part.text
    quarter.ok(
        *("payment", "record", "2019Q1", "--amount", "30,000.00", "--date", "2019-04-15", "--voucher", "付1")
    )
    rest = printed(quarter, "payment-request", "2019Q1")
    assert "单号：FK-HP-2019Q1-2申请" in rest.text
    assert "合同金额164,000.00此前累计已付30,000.00" in rest.text
    assert "本单据应付41,000.00本单据已付30,000.00" in rest.text
    assert "本次申请11,000.00付款后合同余额123,000.00" in rest.text


def test_the_same_request_is_printed_again_whoever_asks_on_whatever_day(quarter: Settle) -> None:
    file = quarter.ledger.with_name("payment-request.pdf")
    printed(quarter, "payment-request", "2019Q1")
    first = file.read_bytes()
    quarter.today, quarter.by = "2020-01-05", "王会计"
    printed(quarter, "payment-request", "2019Q1")
    assert file.read_bytes() == first
    printed(quarter, "payment-request", "2019Q1", "--amount", "41,000.00")
    assert file.read_bytes() == first
    printed(quarter, "payment-request", "FK-HP-2019Q1")
    assert file.read_bytes() == first
    (listed,) = (entry for entry in quarter.ok("document", "list") if entry["kind"] == "payment-request")
    assert (listed["document"], listed["target"], listed["prints"]) == ("FK-HP-2019Q1", "2019Q1", 4)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("contract set vendor_bank 另一银行 --reason 来函", "开户行另一银行"),
        (
            "invoice record 2019Q1 --number 77 --date 2019-04-12 --amount 41,000 --tax 0",
            "772019-04-1241,000.000.00",
        ),
    ],
)
def test_what_says_something_else_has_another_number(quarter: Settle, change: str, says: str) -> None:
    printed(quarter, "payment-request", "2019Q1")
    quarter.ok(*change.split())
    second = printed(quarter, "payment-request", "2019Q1")
    assert "FK-HP-2019Q1-2" in second.text
    assert says in second.text
    assert says not in printed(quarter, "payment-request", "FK-HP-2019Q1").text


def test_on_a_reversed_settlement_it_is_void(quarter: Settle) -> None:
    printed(quarter, "payment-request", "2019Q1")
    quarter.ok("quarter", "reverse", "2019Q1", "--reason", "误", "--reviewer", REVIEWER)
    void = printed(quarter, "payment-request", "FK-HP-2019Q1")
    assert void.text.startswith("已作废")
    assert "备注：所依据的JS-HP-2019Q1已冲销，本申请作废" in void.text
    quarter.post("2019Q1")
    again = printed(quarter, "payment-request", "2019Q1")
    assert not again.text.startswith("已作废")
    assert "FK-HP-2019Q1-2" in again.text
    assert "付款依据JS-HP-2019Q1-2" in again.text
    states = {
        entry["document"]: entry["state"]
        for entry in quarter.ok("document", "list")
        if entry["kind"] == "payment-request"
    }
    assert states == {"FK-HP-2019Q1": "withdrawn", "FK-HP-2019Q1-2": "posted"}
    assert quarter.ok("ledger", "verify")["checked"]["requests"] == 2


@pytest.mark.parametrize("target", ["clearance:2019", "2019"])
def test_on_a_clearance_with_what_is_due_to_the_vendor(tmp_path: Path, target: str) -> None:
    line = year_of(tmp_path, (("people", "人员经费", "1,200.00", "actual_cost"), FEE), start="2019-10-01")
    line.ok("quarter", "advance", "2019Q4", "people", "--amount", "1,000.00", "--reason", "按预计")
    line.post("2019Q4")
    assessed(line, "2019Q4")
    costs(line, "350.00", months=range(10, 13))
    cleared(line)
    request = printed(line, "payment-request", target)
    assert "单号：FK-HP-2019申请" in request.text
    assert "付款依据QS-HP-2019（2019年度）" in request.text
    assert "本次申请人民币（大写）伍拾元整￥50.00" in request.text
