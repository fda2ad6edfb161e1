"""The settlement sheet as a reader finds it: its text, its QR code, what it refuses to print."""

from pathlib import Path

import pytest

from tests.support.cli import REVIEWER, Settle
from tests.support.papers import assessed, printed
from tests.support.pdf import bare

FAILED = """
no_incidents = true
[actuals]
overall_connect_rate = "78.50"
[[rectification]]
subject = "overall_connect_rate"
measure = "增配座席"
due = 2019-05-15
[[manual_deduction]]
amount = "{amount}"
reason = "综合接通率低于 80.00%"
"""
PASSED = 'no_incidents = true\n[actuals]\noverall_connect_rate = "82.00"\n'


def test_a_plain_quarter(settle: Settle) -> None:
    settle.today = "2019-04-12"
    anchor = settle.post("2019Q1")["anchor"]
    sheet = printed(settle, "settlement", "2019Q1")
    assert sheet.pages[0].splitlines() == [
        "上海市人力资源和社会保障局咨询服务中心",
        "季度结算单",
        "单号：JS-12333-2019Q1 编制日期：2019-04-12 金额单位：元",
        "项目 12333热线全媒体智能咨询平台项目经费（12333） 合同年度 2019年",
        "合同编号 合同条款",
        "结算期间 2019年第一季度（2019-01-01 至 2019-03-31） 考核依据 项目首季，无上季考核",
        "采购人 上海市人力资源和社会保障局咨询服务中心 供应商 上海电信百事应信息有限公司",
        "子项目 年度金额 本季应结额 考核扣款 调整 本季应付 累计应付",
        "咨询员费用 52,315,200.00 13,078,800.00 0.00 0.00 13,078,800.00 13,078,800.00",
        "人员管理费 5,022,000.00 1,255,500.00 0.00 0.00 1,255,500.00 1,255,500.00",
        "税金 3,830,000.00 957,500.00 0.00 0.00 957,500.00 957,500.00",
        "基础语音平台租金 4,400,000.00 1,100,000.00 0.00 0.00 1,100,000.00 1,100,000.00",
        "全媒体智能化叠加功能",
        "租费 4,320,000.00 1,080,000.00 0.00 0.00 1,080,000.00 1,080,000.00",
        "后台六大板块运维费 1,500,000.00 375,000.00 0.00 0.00 375,000.00 375,000.00",
        "合计 71,387,200.00 17,846,800.00 0.00 0.00 17,846,800.00 17,846,800.00",
        "合计 人民币（大写）壹仟柒佰捌拾肆万陆仟捌佰元整 ￥17,846,800.00",
        "本季没有执行考核扣款。待扣余额（下季续扣）：0.00 元。",
        "备注：",
        "附件：考核表 ＿＿ 份 发票 ＿＿ 张 其他 ＿＿ 张 本单一式 ＿＿ 份",
        *("采购人", "经办人", "年 月 日", "业务部门负责人", "年 月 日", "财务复核", "年 月 日"),
        *("单位负责人（签章）", "年 月 日"),
        *("供应商", "经办人", "年 月 日", "负责人（签章）", "年 月 日"),
        f"编制 张经办 复核 李复核 第 1 页 共 2 页 校验码 {anchor[:16]}",
    ]
    assert "本季预付13,078,800.00=（年度金额52,315,200.00−本年前期已结0.00）÷剩余4个季度" in sheet.text
    assert sheet.qr_code(0) == anchor.upper()
    assert sheet.bookmarks == ["季度结算单", "计算说明"]
    assert sheet.metadata["Title"] == "季度结算单 JS-12333-2019Q1"
    assert sheet.metadata["Author"] == "上海市人力资源和社会保障局咨询服务中心"
    assert sheet.metadata["Subject"] == "12333热线全媒体智能咨询平台项目经费 2019年第一季度"


def test_the_language_is_named(settle: Settle) -> None:
    settle.post("2019Q1")
    file = settle.ledger.with_name("单.pdf")
    settle.ok("document", "render", "settlement", "2019Q1", "-o", file)
    assert b"/Lang (zh-CN)" in file.read_bytes()


def test_only_our_faces_are_in_the_file(settle: Settle) -> None:
    settle.post("2019Q1")
    file = settle.ledger.with_name("单.pdf")
    settle.ok("document", "render", "settlement", "2019Q1", "-o", file)
    content = file.read_bytes()
    assert b"NotoSansSC" in content
    assert b"Helvetica" not in content


def test_a_deduction_is_taken_from_the_next_quarter(settle: Settle) -> None:
    settle.post("2019Q1")
    assessed(settle, "2019Q1", FAILED.format(amount="50,000.00"))
    settle.post("2019Q2")
    sheet = printed(settle, "settlement", "2019Q2")
    assert "考核依据KH-12333-2019Q1（2019年第一季度，不合格）" in sheet.text
    assert "人员管理费5,022,000.001,255,500.00-50,000.000.001,205,500.00" in sheet.text
    assert "KK-12333-2019Q1-012019年第一季度综合接通率低于80.00%-50,000.00合计-50,000.00" in sheet.text
    assert "人民币（大写）壹仟柒佰柒拾玖万陆仟捌佰元整￥17,796,800.00" in sheet.text
    assert "KK-12333-2019Q1-0150,000.00（2019年第一季度：综合接通率低于80.00%）" in sheet.text


def test_a_fee_reduced_to_zero_and_the_rest_standing_over(settle: Settle) -> None:
    settle.post("2019Q1")
    assessed(settle, "2019Q1", FAILED.format(amount="1,300,000.00"))
    settle.post("2019Q2")
    sheet = printed(settle, "settlement", "2019Q2")
    assert "人员管理费5,022,000.001,255,500.00-1,255,500.000.000.001,255,500.00" in sheet.text
    assert "待扣余额（下季续扣）：44,500.00元" in sheet.text
    assert "人民币（大写）壹仟陆佰伍拾玖万壹仟叁佰元整￥16,591,300.00" in sheet.text


def test_adjustments_a_lowered_advance_and_a_waiver_given_back(settle: Settle) -> None:
    settle.post("2019Q1")
    assessed(settle, "2019Q1", FAILED.format(amount="50,000.00"))
    settle.post("2019Q2")
    assessed(settle, "2019Q2", PASSED)
    waive = ("--amount", "20,000.00", "--reason", "申诉成立", "--reviewer", REVIEWER)
    settle.ok("deduction", "waive", "KK-12333-2019Q1-01", *waive)
    adjust = ("--amount", "-1,234.56", "--reason", "停机", "--document", "沪咨〔2019〕9号")
    settle.ok("quarter", "adjust", "2019Q3", "voice_platform", *adjust)
    settle.ok(
        *("quarter", "advance", "2019Q3", "consultants", "--amount", "12,000,000", "--reason", "按预计")
    )
    settle.post("2019Q3")
    sheet = printed(settle, "settlement", "2019Q3")
    assert "减免退回：综合接通率低于80.00%20,000.00合计20,000.00" in sheet.text
    assert "咨询员费用核定预付12,000,000.00元：按预计。" in sheet.text
    assert "基础语音平台租金调整-1,234.56元：停机（文号沪咨〔2019〕9号）。" in sheet.text


def test_before_its_last_day_the_sheet_says_so(settle: Settle) -> None:
    settle.today = "2019-03-30"
    assert (
        "本季尚未届满（编制于2019-03-30，本季末为2019-03-31）" in printed(settle, "settlement", "2019Q1").text
    )
    settle.today = "2019-03-31"
    assert "本季尚未届满" not in printed(settle, "settlement", "2019Q1").text


def test_an_open_one_is_a_draft_and_a_reversed_one_says_by_what(settle: Settle) -> None:
    draft = printed(settle, "settlement", "2019Q1")
    assert draft.text.startswith("草稿")
    assert draft.qr_code(0) is None
    settle.post("2019Q1")
    posted = printed(settle, "settlement", "2019Q1")
    assert not posted.text.startswith("草稿")
    settle.ok("quarter", "reverse", "2019Q1", "--reason", "调整有误", "--reviewer", REVIEWER)
    undone = printed(settle, "settlement", "JS-12333-2019Q1")
    assert undone.text.startswith("已冲销")
    assert "本单已由HC-JS-12333-2019Q1于2019-12-31冲销：调整有误" in undone.text
    settle.post("2019Q1")
    assert "JS-12333-2019Q1-2" in printed(settle, "settlement", "2019Q1").text


def test_the_demonstration_is_marked(demo_ledger: Path) -> None:
    sheet = printed(Settle(demo_ledger), "settlement", "2019Q4")
    assert all(page.startswith("示例") for page in sheet.pages)


def test_forty_deductions_are_summed_on_page_one_and_listed_in_the_annex(settle: Settle) -> None:
    settle.post("2019Q1")
    more = "\n".join(
        f'[[manual_deduction]]\namount = "{100 + number}"\nreason = "第{number}项"' for number in range(39)
    )
    assessed(settle, "2019Q1", FAILED.format(amount="50,000.00") + more)
    sheet = printed(settle, "settlement", "2019Q2")
    total = "-54,641.00"
    assert "KK-12333-2019Q1-01 至" in sheet.pages[0]
    assert bare(f"共 40 项，逐项见附件“扣款明细”{total}合计{total}") in bare(sheet.pages[0])
    assert "负责人（签章）" in sheet.pages[0], "page one is the one to be signed"
    annex = bare("".join(sheet.pages[1:]))
    assert all(f"KK-12333-2019Q1-{number:02d}2019年第一季度" in annex for number in range(1, 41))
    assert annex.count(f"合计{total}") == 1


TEMPLATE = """
[project]
code = "P1"
name = "{name}"
[contract]
year = 2019
start = 2019-01-01
end = 2019-12-31
client = "{client}"
vendor = "{vendor}"
[[sub_item]]
code = "fee"
name = "{item}"
annual = "{annual}"
method = "fixed"
bears_deductions = true
"""
PLAIN = {"name": "项目", "client": "中心", "vendor": "公司", "item": "费用", "annual": "400"}


def made_from(folder: Path, **changes: str) -> Settle:
    """A ledger of one small contract."""
    file = folder / "模板.toml"
    file.write_text(TEMPLATE.format(**{**PLAIN, **changes}), encoding="utf-8")
    line = Settle(folder / "台账.settlement")
    line.ok("init", "--template", file)
    return line


def test_the_largest_amount_stands_whole_in_figures_and_words(tmp_path: Path) -> None:
    line = made_from(tmp_path, annual="9,999,999,999,999.99")
    line.post("2019Q1")
    sheet = printed(line, "settlement", "2019Q1")
    assert "9,999,999,999,999.992,499,999,999,999.990.000.00" in sheet.text
    words = "贰万肆仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"
    assert f"人民币（大写）{words}￥2,499,999,999,999.99" in sheet.text


def test_names_of_two_hundred_characters_stand_whole(tmp_path: Path) -> None:
    long = "很长的名称" * 40
    sheet = printed(
        made_from(tmp_path, name=long, client=long, vendor=long, item=long), "settlement", "2019Q1"
    )
    assert sheet.text.count(long) >= 4


@pytest.mark.parametrize("text", ["A&B", "<b>粗</b>", "<img src=x>", "&amp;lt;", "{name}", "100%"])
def test_markup_is_text(tmp_path: Path, text: str) -> None:
    line = made_from(tmp_path, vendor=text, item=text)
    line.post("2019Q1")
    sheet = printed(line, "settlement", "2019Q1")
    assert sheet.text.count(bare(text)) >= 2


def test_rare_characters_have_glyphs(tmp_path: Path) -> None:
    sheet = printed(made_from(tmp_path, vendor="䶮㛃堃𬱖喆〇㎡公司"), "settlement", "2019Q1")
    assert "䶮㛃堃𬱖喆〇㎡公司" in sheet.text


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("vendor", "公司😀", "供应商“公司😀”中的字符 “😀”（U+1F600） 打印不出来；请改写这段文字"),
        ("item", "费用\u200b", "子项目第 1 项 名称“费用\u200b”中的字符 U+200B 打印不出来；请改写这段文字"),
        ("client", "𠀀中心", "采购人“𠀀中心”中的字符 “𠀀”（U+20000） 打印不出来；请改写这段文字"),
    ],
)
def test_what_no_face_holds_is_refused_before_anything_is_final_or_written(
    tmp_path: Path, field: str, text: str, sentence: str
) -> None:
    line = made_from(tmp_path, **{field: text})
    assert line.refused("quarter", "post", "2019Q1", "--reviewer", REVIEWER)["message"] == sentence
    assert line.ok("quarter", "show", "2019Q1")["status"] == "draft"
    file = tmp_path / "草稿.pdf"
    assert line.refused("document", "render", "settlement", "2019Q1", "-o", file)["code"] == "unprintable"
    assert not file.exists()
