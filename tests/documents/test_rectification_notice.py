"""The notice to the vendor as a reader finds it: what failed, what to mend, what is withheld."""

from pathlib import Path

from tests.support.cli import REVIEWER, Settle
from tests.support.papers import assessed, failed, printed, year_of

SCHEME = """
[scheme]
pass_score = 90
[[scheme.indicator]]
code = "rate"
name = "接通率"
comparator = ">="
target = "80.00"
unit = "%"
clause = "细则第三条"
term = { kind = "fixed", amount = "2000" }
[[scheme.tier]]
min_score = 0
percent = "2"
"""
MISSED = """score = "84"
[actuals]
rate = "79.995"
[[rectification]]
subject = "rate"
measure = "增配座席"
due = 2019-05-15
[[rectification]]
subject = "投诉处理"
measure = "三日内回复"
due = 2019-06-30
"""


def test_what_the_vendor_is_told(tmp_path: Path) -> None:
    line = year_of(tmp_path, more=SCHEME, texts='number = "合同1号"')
    line.today = "2019-04-25"
    line.post("2019Q1")
    assessed(line, "2019Q1", MISSED)
    notice = printed(line, "rectification", "2019Q1")
    for row in (
        "整改及扣款通知书编号：ZG-HP-2019Q1编制日期：2019-04-25",
        "供应商甲：依据2019年度“热线平台”合同（合同编号合同1号），",
        "我方对贵方2019年第一季度（2019-01-01至2019-03-31）的服务进行了考核（KH-HP-2019Q1），结果为不合格。",
        "一、未达标的指标",
        "接通率≥80.00%79.995%细则第三条",
        "考核得分84分，低于合格分数90分。",
        "1接通率增配座席2019-05-15",
        "2投诉处理三日内回复2019-06-30",
        "KK-HP-2019Q1-01接通率未达标，按条款定额2,000.00",
        "KK-HP-2019Q1-02考核得分在0分档，管理费本季应结额10,000.00的2%200.00",
        "扣款合计人民币（大写）贰仟贰佰元整￥2,200.00",
        "上列扣款在2019年第二季度“管理费”中扣减，不足部分结转下季续扣。",
        "通知单位咨询服务中心（盖章）签收单位供应商甲（签收人签字、盖章）",
        "送达日期年月日签收日期年月日",
        "编制张经办复核李复核第1页共1页",
    ):
        assert row in notice.text, row
    assert notice.text.count("84分") == 1, "the score is not said twice"
    assert notice.qr_code(0) == line.ok("assessment", "show", "2019Q1")["anchor"].upper()


def test_a_failed_quarter_that_costs_nothing(tmp_path: Path) -> None:
    line = year_of(tmp_path)
    line.post("2019Q1")
    assessed(line, "2019Q1", 'no_deduction = "首次违约，约谈"\n' + failed())
    notice = printed(line, "rectification", "2019Q1")
    assert "无单项指标未达标，考核结果的由来如下。" in notice.text
    assert "另行认定为不合格：会议认定（文号纪要1号）" in notice.text
    assert "三、考核扣款不扣款：首次违约，约谈" in notice.text
    assert "人民币（大写）" not in notice.text


def test_a_deduction_without_anything_to_mend(tmp_path: Path) -> None:
    line = year_of(tmp_path, more=SCHEME.replace("pass_score = 90", "deduct_when_passed = true"))
    line.post("2019Q1")
    assessed(line, "2019Q1", 'score = "84"\n[actuals]\nrate = "80.00"\n')
    notice = printed(line, "rectification", "2019Q1")
    assert "结果为合格" in notice.text
    assert "二、整改要求无。" in notice.text
    assert "扣款合计人民币（大写）贰佰元整￥200.00" in notice.text


def test_before_it_is_confirmed_it_is_a_draft_and_after_a_reopening_it_is_void(tmp_path: Path) -> None:
    line = year_of(tmp_path)
    line.post("2019Q1")
    file = line.ledger.with_name("考核.toml")
    file.write_text(failed("100.00"), encoding="utf-8")
    line.ok("assessment", "record", "2019Q1", file)
    draft = printed(line, "rectification", "2019Q1")
    assert draft.text.startswith("草稿")
    assert "KK-HP-2019Q1-01服务不达标1100.00" in draft.text
    line.ok("assessment", "confirm", "2019Q1", "--reviewer", REVIEWER)
    line.ok("assessment", "reopen", "2019Q1", "--reason", "数据有误", "--reviewer", REVIEWER)
    line.ok("assessment", "confirm", "2019Q1", "--reviewer", REVIEWER)
    void = printed(line, "rectification", "ZG-HP-2019Q1")
    assert void.text.startswith("已作废")
    assert "备注：考核已重开，本单作废：数据有误" in void.text
    assert "编号：ZG-HP-2019Q1-2" in printed(line, "rectification", "2019Q1").text


def test_a_last_quarters_deductions_wait_for_the_next_year(demo_ledger: Path, tmp_path: Path) -> None:
    line = year_of(tmp_path, start="2019-10-01")
    line.post("2019Q4")
    assessed(line, "2019Q4", failed("100.00"))
    assert "上列扣款在下一季度“管理费”中扣减" in printed(line, "rectification", "2019Q4").text
    assert printed(Settle(demo_ledger), "rectification", "2019Q3").text.startswith("示例")
