"""The clearance as a reader finds it: as 预清算, posted, reversed, and what it says of the year."""

from pathlib import Path

from tests.support.cli import REVIEWER, Settle
from tests.support.papers import (
    FEE,
    PASSED,
    PEOPLE,
    TAX,
    assessed,
    cleared,
    costs,
    failed,
    played,
    printed,
    year_of,
)

NIGHTS = ("nights", "夜班经费", "60,000.00", "actual_cost")


def test_while_months_are_missing_all_that_rests_on_them_is_undecided(year: Settle) -> None:
    costs(year, "9,000.00", months=range(1, 11))
    year.ok("actuals", "set", "2019-11", "wages", "8,000.00", "--estimate")
    sheet = printed(year, "clearance", "2019")
    assert sheet.text.startswith("草稿")
    assert "年终预清算单" in sheet.text
    assert "单号：QS-HP-2019编制日期：2019-12-31" in sheet.text
    assert "人员经费120,000.00120,000.00未定0.00未定未定" in sheet.text
    assert "管理费40,000.0040,000.000.000.0040,000.000.00" in sheet.text
    assert "合计164,000.00164,000.00未定0.00未定未定" in sheet.text
    assert "实际费用尚不完整，应补应退金额未定。" in sheet.text
    assert "人民币（大写）" not in sheet.text
    assert "清算差额=己-乙未定" in sheet.text
    assert "2019-11（暂估）8,000.00————8,000.00" in sheet.text
    assert "2019-12—————0.00" in sheet.text
    assert "标有（暂估）的为暂估数" in sheet.text
    assert "“—”为尚无数据。" in sheet.text
    assert "编制张经办" not in sheet.text
    assert sheet.qr_code(0) is None


def test_with_estimates_the_preview_has_its_net(year: Settle) -> None:
    costs(year, "9,000.00", months=range(1, 12))
    for category in ("wages", "welfare", "social_insurance", "housing_fund"):
        year.ok("actuals", "set", "2019-12", category, "2,000.00", "--estimate")
    sheet = printed(year, "clearance", "2019")
    assert "年终预清算单" in sheet.text
    assert "应退人民币（大写）壹万叁仟元整￥13,000.00" in sheet.text
    assert sheet.text.count("（暂估）2,000.00") == 4


def test_a_refund_is_worked_out_step_by_step(year: Settle) -> None:
    costs(year, "9,000.00")
    cleared(year)
    anchor = year.ok("clearance", "show", "2019")["anchor"]
    sheet = printed(year, "clearance", "2019")
    assert "预清算" not in sheet.text
    assert "人员经费120,000.00120,000.00-12,000.000.00108,000.0012,000.00" in sheet.text
    assert "合计164,000.00164,000.00-12,000.000.00152,000.0012,000.00" in sheet.text
    assert "应退人民币（大写）壹万贰仟元整￥12,000.00" in sheet.text
    for step in (
        "二、据实清算：人员经费",
        "年度预算（甲）120,000.00各季预付合计（乙）120,000.00",
        "实际费用（丙）108,000.00核减（丁）0.00",
        "核定费用（戊）=丙-丁108,000.00据实应付（己）=戊与甲取小108,000.00",
        "清算差额=己-乙（供应商应退）-12,000.00超预算=戊超过甲的部分（不予支付）0.00",
        "结余=甲-己12,000.00",
    ):
        assert step in sheet.text, step
    assert "合计108,000.000.000.000.000.00108,000.00" in sheet.text
    assert "税金按预算固定结算，未随实际价款调整。" in sheet.text
    assert "编制张经办复核李复核第1页共2页" in sheet.text
    assert sheet.qr_code(0) == anchor.upper()
    assert sheet.bookmarks == ["年终清算单", "实际费用明细"]
    assert "负责人（签章）" in sheet.pages[0]


def test_what_is_due_to_the_vendor(tmp_path: Path) -> None:
    line = played(year_of(tmp_path), PASSED, PASSED, PASSED)
    line.ok("quarter", "advance", "2019Q4", "people", "--amount", "20,000.00", "--reason", "按预计")
    line.post("2019Q4")
    assessed(line, "2019Q4")
    costs(line, "9,500.00")
    cleared(line)
    sheet = printed(line, "clearance", "2019")
    assert "应补人民币（大写）肆仟元整￥4,000.00" in sheet.text
    assert "清算差额=己-乙（应补供应商）4,000.00" in sheet.text


def test_cost_above_the_budget_is_shown_and_not_paid(year: Settle) -> None:
    costs(year, "11,000.00")
    cleared(year)
    sheet = printed(year, "clearance", "2019")
    assert "应补应退人民币（大写）零元整￥0.00" in sheet.text
    assert "清算差额=己-乙0.00超预算=戊超过甲的部分（不予支付）12,000.00" in sheet.text
    assert "“人员经费”核定费用超出预算12,000.00元，未追加预算前不予支付。" in sheet.text


def test_reductions_stand_with_reason_and_document(year: Settle) -> None:
    costs(year, "9,000.00")
    reduce = ("clearance", "reduce", "2019")
    year.ok(
        *reduce, "people", "--amount", "1,000.00", "--reason", "多列加班费", "--document", "沪审〔2020〕5号"
    )
    year.ok(*reduce, "fee", "--amount", "200.00", "--reason", "迟交月报", "--document", "沪审〔2020〕6号")
    cleared(year)
    sheet = printed(year, "clearance", "2019")
    assert "三、核减" in sheet.text
    assert "人员经费1,000.00多列加班费沪审〔2020〕5号" in sheet.text
    assert "管理费200.00迟交月报沪审〔2020〕6号" in sheet.text
    assert "管理费40,000.0040,000.00-200.000.0039,800.00200.00" in sheet.text
    assert "应退人民币（大写）壹万叁仟贰佰元整￥13,200.00" in sheet.text


def test_outstanding_deductions_are_carried_or_settled(tmp_path: Path) -> None:
    line = played(year_of(tmp_path), PASSED, PASSED, PASSED, failed("700.00", "300.00"))
    costs(line, "9,000.00")
    carried = printed(line, "clearance", "2019")
    assert "考核扣款待扣余额1,000.00元，结转下一年度继续扣减或退回。" in carried.text
    cleared(line, "--outstanding", "settle")
    settled = printed(line, "clearance", "2019")
    assert "考核扣款待扣余额1,000.00元，在本清算中了结。" in settled.text
    assert "管理费40,000.0040,000.000.001,000.0039,000.000.00" in settled.text
    assert "应退人民币（大写）壹万叁仟元整￥13,000.00" in settled.text


def test_what_is_to_be_returned_after_a_waiver(tmp_path: Path) -> None:
    line = played(year_of(tmp_path), PASSED, PASSED, failed("700.00"), PASSED)
    waive = ("--amount", "100.00", "--reason", "申诉成立", "--reviewer", REVIEWER)
    line.ok("deduction", "waive", "KK-HP-2019Q3-01", *waive)
    costs(line, "10,000.00")
    sheet = printed(line, "clearance", "2019")
    assert "减免后待退扣款100.00元，结转下一年度继续扣减或退回。" in sheet.text


def test_what_does_not_fit_beside_the_signatures_stands_in_the_annex(tmp_path: Path) -> None:
    line = played(year_of(tmp_path, (PEOPLE, NIGHTS, FEE, TAX)), PASSED, PASSED, PASSED, PASSED)
    costs(line, "9,000.00")
    costs(line, "5,200.00", item="nights")
    reduce = ("--amount", "1.00", "--reason", "审计", "--document", "文1号")
    line.ok("clearance", "reduce", "2019", "nights", *reduce)
    cleared(line)
    sheet = printed(line, "clearance", "2019")
    assert sheet.bookmarks == ["年终清算单", "清算计算", "实际费用明细"]
    assert "负责人（签章）" in sheet.pages[0]
    assert "据实清算：" not in sheet.pages[0]
    assert "二、据实清算：人员经费" in sheet.text
    assert "据实清算：夜班经费" in sheet.text
    assert "“夜班经费”核定费用超出预算2,399.00元" in sheet.text
    assert "合计62,400.000.000.000.000.0062,400.00" in sheet.text


def test_a_contract_of_one_quarter_without_actual_cost(tmp_path: Path) -> None:
    line = year_of(tmp_path, (FEE,), start="2019-10-01")
    line.post("2019Q4")
    assessed(line, "2019Q4")
    line.ok(
        *("clearance", "reduce", "2019", "fee", "--amount", "0.01", "--reason", "审计", "--document", "文1号")
    )
    cleared(line)
    sheet = printed(line, "clearance", "2019")
    assert len(sheet.pages) == 1
    assert "清算期间2019年度（2019-10-01至2019-12-31）" in sheet.text
    assert "管理费40,000.0040,000.00-0.010.0039,999.990.01" in sheet.text
    assert "二、核减" in sheet.text
    assert "应退人民币（大写）壹分￥0.01" in sheet.text


def test_three_clearances_of_one_year(year: Settle) -> None:
    costs(year, "9,000.00")
    for reason in ("漏列核减", "汇总有误"):
        cleared(year)
        year.ok("clearance", "reverse", "2019", "--reason", reason, "--reviewer", REVIEWER)
    again = printed(year, "clearance", "2019")
    assert "年终预清算单单号：QS-HP-2019-3" in again.text
    cleared(year)
    first = printed(year, "clearance", "QS-HP-2019")
    assert first.text.startswith("已冲销")
    assert "本单已由HC-QS-HP-2019于2019-12-31冲销：漏列核减" in first.text
    assert "HC-QS-HP-2019-2于2019-12-31冲销：汇总有误" in printed(year, "clearance", "QS-HP-2019-2").text
    assert "单号：QS-HP-2019-3" in printed(year, "clearance", "clearance:2019").text


def test_the_demonstration_is_signed_on_page_one(demo_ledger: Path) -> None:
    sheet = printed(Settle(demo_ledger), "clearance", "2019")
    assert all(page.startswith("示例") for page in sheet.pages)
    assert "单位负责人（签章）" in sheet.pages[0]
    assert "二、据实清算：咨询员费用" in sheet.pages[0]
    assert "应退人民币（大写）壹万伍仟元整￥15,000.00" in sheet.text
