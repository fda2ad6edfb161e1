"""The register of deductions as a reader finds it: each deduction from its source to what became of it."""

from datetime import date
from pathlib import Path

import pytest

from settlement_app.office.desk import Desk
from settlement_app.office.register_screen import register_on_screen
from tests.support.cli import PREPARER, REVIEWER, Settle
from tests.support.papers import PASSED, assessed, cleared, costs, failed, printed, year_of
from tests.support.pdf import bare

OPENING = """
[[opening_deduction]]
source = "2018Q4"
amount = "500.00"
document = "文〔2018〕2号"
"""


def waive(line: Settle, verb: str, amount: str, reason: str) -> None:
    line.ok(
        *("deduction", verb, "KK-HP-2019Q2-01", "--amount", amount, "--reason", reason),
        *("--reviewer", REVIEWER),
    )


def test_all_that_can_become_of_a_deduction(tmp_path: Path) -> None:
    line = year_of(tmp_path, more=OPENING)
    line.post("2019Q1")
    assessed(line, "2019Q1", failed("9.00"))
    line.ok("assessment", "reopen", "2019Q1", "--reason", "误", "--reviewer", REVIEWER)
    assessed(line, "2019Q1", PASSED)
    line.post("2019Q2")
    assessed(line, "2019Q2", failed("12,000.00"))
    line.post("2019Q3")
    line.today = "2019-10-08"
    waive(line, "waive", "4,000.00", "申诉成立")
    waive(line, "unwaive", "1,000.00", "复议")
    assessed(line, "2019Q3", PASSED)
    line.today = "2019-12-31"
    assert "待退1,000.00（下季退回）" in printed(line, "deductions", "2019").text
    line.post("2019Q4")
    assessed(line, "2019Q4", failed("700.00"))
    register = printed(line, "deductions", "2019")
    for row in (
        "考核扣款台账编号：HP-2019截至：2019-12-31",
        "扣款编号来源季度事由扣款金额减免已扣（净额）待扣余额待退经过",
        "KK-HP-2018Q4-012018年第四季度",
        "500.000.00500.000.000.002019年第一季度结算扣500.00",
        "9.000.000.000.000.00考核重开，已撤销，不计入合计",
        "2019-10-08减免4,000.00：申诉成立",
        "2019-10-08撤回减免1,000.00：复议",
        "2019年第三季度结算扣10,000.00",
        "2019年第四季度结算退1,000.00",
        "12,000.003,000.009,000.000.000.00",
        "700.000.000.00700.000.00待扣700.00（下季续扣）",
        "合计13,200.003,000.009,500.00700.000.00",
    ):
        assert row in register.text, row
    costs(line, "10,000.00")
    cleared(line, "--outstanding", "settle")
    assert "2019年年终清算扣700.00" in printed(line, "deductions", "2019").text
    assert "合计13,200.003,000.0010,200.000.000.00" in printed(line, "deductions", "2019").text


def test_an_opening_deduction_that_was_removed_was_no_reopened_assessment(tmp_path: Path) -> None:
    line = year_of(tmp_path, more=OPENING)
    line.post("2019Q1")
    line.ok("quarter", "reverse", "2019Q1", "--reason", "误", "--reviewer", REVIEWER)
    opened = ("deduction", "open", "--source", "2018Q4", "--amount", "500.00")
    line.ok(*opened, "--document", "文〔2018〕2号", "--remove")
    text = printed(line, "deductions", "2019").text
    assert "期初扣款已删去，不计入合计" in text
    assert "考核重开" not in text
    (entry,) = register_on_screen(Desk(line.ledger, PREPARER, date(2019, 12, 31))).entries
    assert entry.no_removal == ("这笔期初扣款已经删去",)


def test_it_is_a_list_of_the_day_neither_a_draft_nor_kept(year: Settle) -> None:
    register = printed(year, "deductions", "2019")
    assert "2019年度及以前没有考核扣款。" in register.text
    for mark in ("草稿", "校验码", "编制", "签字"):
        assert mark not in register.text.replace("编制张经办", "")
    assert register.qr_code(0) is None
    before = year.ledger.read_bytes()
    assert year.ok("document", "render", "deductions", "2019", "-o", year.ledger.with_name("台.pdf"))[
        "state"
    ] == ("current")
    assert year.ledger.read_bytes() == before


def test_it_holds_what_stood_at_the_end_of_its_year(year: Settle) -> None:
    year.ok("contract", "roll-over", "2020")
    year.today = "2020-04-01"
    year.post("2020Q1")
    assessed(year, "2020Q1", failed("5.00"))
    assert "KK-" not in printed(year, "deductions", "2019").text
    assert "KK-HP-2020Q1-015" not in printed(year, "deductions", "2020").text
    assert "KK-HP-2020Q1-01" in printed(year, "deductions", "2020").text


@pytest.mark.parametrize("count", [40])
def test_forty_deductions_repeat_the_head_and_lose_none(tmp_path: Path, count: int) -> None:
    line = year_of(tmp_path)
    line.post("2019Q1")
    assessed(line, "2019Q1", failed(*(f"{100 + number}.25" for number in range(count))))
    register = printed(line, "deductions", "2019")
    assert len(register.pages) > 1
    assert all("扣款金额减免已扣（净额）" in bare(page) for page in register.pages)
    assert all(f"KK-HP-2019Q1-{number:02d}" in register.text for number in range(1, count + 1))
    assert "合计4,790.000.000.004,790.000.00" in register.text
