"""Who signs a paper, its attachments and copies: as usual, set by a template, or set later."""

from pathlib import Path

from tests.support.papers import assessed, printed, year_of

USUAL = "采购人经办人年月日业务部门负责人年月日财务复核年月日单位负责人（签章）年月日供应商经办人年月日"


def test_a_template_can_set_them(tmp_path: Path) -> None:
    line = year_of(
        tmp_path,
        texts='settlement_signatures = "甲方：制单、主任；乙方：项目经理；监理：总监"\n'
        'payment_signatures = "中心: 申请人, 会计"\nassessment_signatures = "考核组：组长"\n'
        'attachments = "考核表 1 份、发票 2 张"\ncopies = "四"\n',
    )
    line.post("2019Q1")
    sheet = printed(line, "settlement", "2019Q1").text
    assert "甲方制单年月日主任年月日乙方项目经理年月日监理总监年月日" in sheet
    assert "附件：考核表1份、发票2张本单一式四份" in sheet
    assert "甲方制单年月日主任年月日" in printed(line, "clearance", "2019").text
    assert "中心申请人年月日会计年月日" in printed(line, "payment-request", "2019Q1").text
    assessed(line, "2019Q1")
    form = printed(line, "assessment", "2019Q1").text
    assert "考核组组长年月日" in form
    assert "供应商确认" not in form


def test_they_can_be_set_and_emptied_and_a_posted_paper_keeps_its_own(tmp_path: Path) -> None:
    line = year_of(tmp_path)
    line.post("2019Q1")
    because = ("--reason", "按本单位习惯")
    line.ok("contract", "set", "settlement_signatures", "采购人：经办；供应商：经办", *because)
    line.ok("contract", "set", "copies", "三", *because)
    assert USUAL in printed(line, "settlement", "2019Q1").text
    draft = printed(line, "settlement", "2019Q2").text
    assert "采购人经办年月日供应商经办年月日" in draft
    assert "附件：考核表＿＿份发票＿＿张其他＿＿张本单一式三份" in draft
    line.ok("contract", "set", "settlement_signatures", "", *because)
    assert USUAL in printed(line, "settlement", "2019Q2").text


def test_a_reversal_is_signed_by_those_who_signed_what_it_undoes(tmp_path: Path) -> None:
    line = year_of(tmp_path, texts='settlement_signatures = "甲方：制单、主任"\n')
    line.post("2019Q1")
    line.ok("contract", "set", "settlement_signatures", "采购人：经办", "--reason", "改")
    line.ok("quarter", "reverse", "2019Q1", "--reason", "误", "--reviewer", "李复核")
    assert "甲方制单年月日主任年月日" in printed(line, "reversal", "2019Q1").text


def test_blocks_pass_to_the_next_contract(tmp_path: Path) -> None:
    line = year_of(tmp_path, texts='payment_signatures = "中心：申请人"\ncopies = "四"\n')
    shown = line.ok("contract", "roll-over", "2020")
    assert shown["texts"] == {"payment_signatures": "中心：申请人", "copies": "四"}
