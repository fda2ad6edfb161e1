"""The assessment form as a reader finds it."""

from pathlib import Path

from tests.support.cli import REVIEWER, Settle
from tests.support.papers import assessed, printed
from tests.support.pdf import bare

RECORD = """
score = "79.5"
[actuals]
overall_connect_rate = { numerator = 79995, denominator = 100000 }
overall_satisfaction = { numerator = 2, denominator = 3 }
complaint_rate = { numerator = 100001, denominator = 1000000000 }
quality_pass_rate = "98.00"
turnover_rate = "6.1"
[sources]
overall_connect_rate = "CTI 月报"
[[incident]]
level = 1
reported = 2019-02-03T10:00:00
responded = 2019-02-03T10:01:00
restored = 2019-02-03T11:30:01
[[incident]]
level = 3
reported = 2019-03-03T10:00:00
responded = 2019-03-03T10:30:00
restored = 2019-03-04T10:00:00
[[rectification]]
subject = "fault_level_1"
measure = "双机改造"
due = 2019-05-15
[[rectification]]
subject = "投诉处理"
measure = "三日内回复"
due = 2019-06-30
[[manual_deduction]]
amount = "50000"
reason = "会议纪要"
[override]
passed = false
reason = "局长办公会决定"
document = "沪咨〔2019〕9号"
"""


def test_sixteen_indicators_incidents_ratios_and_an_override(settle: Settle) -> None:
    settle.today = "2019-04-25"
    settle.post("2019Q1")
    assessed(settle, "2019Q1", RECORD)
    form = printed(settle, "assessment", "2019Q1")
    text = form.text
    for row in (
        "综合接通率≥80.00%79995/100000=79.995%未达标CTI月报",
        "质量控制合格率≥98.00%98.00%达标",
        "服务人员流失率（年度指标）≤20.00%6.1%年末考核",
        "综合满意度≥97.00%2/3≈66.6666%未达标",
        "投诉率≤0.01%100001/1000000000=0.0100001%未达标",
        "一级故障立即响应，处理时间≤90分钟1起，1起超时未达标",
        "二级故障响应≤30分钟，处理时间≤180分钟无故障达标",
        "三级故障响应≤30分钟，处理时间≤24小时1起，均未超时达标",
        "招聘人员完成率=100%未考核",
    ):
        assert row in text, row
    assert "一级2019-02-0310:002019-02-0310:012019-02-0311:30191超时" in text
    assert "三级2019-03-0310:002019-03-0310:302019-03-0410:00301440未超时" in text
    assert "三、考核结果：不合格" in text
    assert "另行认定为不合格：局长办公会决定（文号沪咨〔2019〕9号）；如无另行认定，结果为不合格。" in text
    assert "未达标：综合接通率、一级故障、综合满意度、投诉率。" in text
    assert "未考核（没有实际值，不计达标或未达标）：招聘人员完成率、服务人员培训率。" in text
    assert "考核得分79.5分。" in text
    assert "1一级故障双机改造2019-05-15" in text
    assert "2投诉处理三日内回复2019-06-30" in text
    assert "KK-12333-2019Q1-01会议纪要50,000.0050,000.00合计50,000.00" in text
    assert "上列扣款在2019年第二季度“人员管理费”中扣减" in text
    assert bare("供应商 供应商确认（签章）") in text
    assert form.qr_code(0) == settle.ok("assessment", "show", "2019Q1")["anchor"].upper()


def test_what_was_confirmed_is_printed_whatever_came_after(settle: Settle) -> None:
    settle.post("2019Q1")
    assessed(settle, "2019Q1", RECORD)
    settle.ok("contract", "set", "number", "合同甲", "--reason", "补录")
    settle.ok("assessment", "rectified", "2019Q1", "1", "--date", "2019-05-10")
    before = printed(settle, "assessment", "KH-12333-2019Q1")
    assert "合同甲" not in before.text
    settle.ok("assessment", "reopen", "2019Q1", "--reason", "数据有误", "--reviewer", REVIEWER)
    undone = printed(settle, "assessment", "KH-12333-2019Q1")
    assert undone.text.startswith("已作废")
    assert "考核已重开，本单作废：数据有误" in undone.text
    draft = printed(settle, "assessment", "2019Q1")
    assert draft.text.startswith("草稿")
    assert "KH-12333-2019Q1-2" in draft.text
    assert "合同甲" in draft.text
    assert "KK-12333-2019Q1-02" in draft.text, "the withdrawn number is not used twice"


def test_a_passed_quarter_and_one_that_deducts_nothing(settle: Settle) -> None:
    settle.post("2019Q1")
    passed = 'no_incidents = true\n[actuals]\noverall_connect_rate = "80"\n'
    file = settle.ledger.with_name("考核.toml")
    file.write_text(passed, encoding="utf-8")
    settle.ok("assessment", "record", "2019Q1", file)
    text = printed(settle, "assessment", "2019Q1").text
    for sentence in ("本季无故障。", "三、考核结果：合格", "四、整改要求无。", "本次考核不扣款。"):
        assert sentence in text
    file.write_text(
        'no_deduction = "首次违约，约谈"\n[actuals]\noverall_connect_rate = "79"\n'
        '[[rectification]]\nsubject = "x"\nmeasure = "y"\ndue = 2019-05-01\n',
        encoding="utf-8",
    )
    settle.ok("assessment", "record", "2019Q1", file)
    text = printed(settle, "assessment", "2019Q1").text
    for sentence in ("未提供故障记录。", "三、考核结果：不合格", "不扣款：首次违约，约谈"):
        assert sentence in text


def test_without_a_record_there_is_no_form(settle: Settle, tmp_path: Path) -> None:
    error = settle.refused("document", "render", "assessment", "2019Q1", "-o", tmp_path / "a.pdf")
    assert error["message"] == "2019年第一季度还没有考核记录；请先录入（assessment record 2019Q1）"
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_last_quarter_judges_yearly_indicators(demo_ledger: Path) -> None:
    text = printed(Settle(demo_ledger), "assessment", "2019Q4").text
    assert "服务人员流失率（年度指标）≤20.00%14.60%达标" in text
    assert "长效管理情况（年度指标）对项目的长期发展应该有相应的管理措施符合达标" in text
