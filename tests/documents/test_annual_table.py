"""The annual table as a reader finds it: quarters side by side, the identities, what was paid."""

from pathlib import Path

import pytest

from settlement_app.domain.papers.annual import annual_table
from settlement_app.domain.year_end import Clearance, ClearanceLine
from tests.support.builders import SOME_DAY, books, contract
from tests.support.cli import REVIEWER, Settle
from tests.support.papers import FEE, PASSED, assessed, cleared, costs, failed, played, printed, year_of


@pytest.fixture
def spent(tmp_path: Path) -> Settle:
    """A year with a deduction, a manual adjustment and one left over at its end."""
    line = year_of(tmp_path)
    line.post("2019Q1")
    assessed(line, "2019Q1", failed("3,000.00"))
    adjust = ("--amount", "-50.00", "--reason", "停机", "--document", "文1号")
    line.ok("quarter", "adjust", "2019Q2", "tax", *adjust)
    for quarter, record in (("2019Q2", PASSED), ("2019Q3", PASSED), ("2019Q4", failed("700.00"))):
        line.post(quarter)
        assessed(line, quarter, record)
    return line


def test_before_the_clearance_it_is_a_draft_with_undecided_figures(spent: Settle) -> None:
    table = printed(spent, "annual", "2019")
    assert table.text.startswith("草稿")
    assert (
        "子项目年度预算第一季度应付第二季度应付第三季度应付第四季度应付考核扣款调整据实清算扣款了结最终结算结余"
    ) in table.text
    assert (
        "管理费40,000.0010,000.007,000.0010,000.0010,000.00-3,000.000.000.000.0037,000.000.00" in table.text
    )
    assert "税金4,000.001,000.00950.001,000.001,000.000.00-50.000.000.003,950.000.00" in table.text
    assert "已付金额0.00未付金额未定" in table.text
    assert "实际费用尚不完整，据实清算、最终结算与未付金额未定。" in table.text
    assert "预算执行率" not in table.text
    assert "竖线为考核扣款" not in table.text, "there is nothing to be drawn before the year is known"


def test_the_identities_stand_in_figures(spent: Settle) -> None:
    costs(spent, "9,000.00")
    pay = ("--date", "2019-12-31", "--voucher", "付1")
    spent.ok("payment", "record", "2019Q1", "--amount", "41,000.00", *pay)
    cleared(spent, "--outstanding", "settle")
    table = printed(spent, "annual", "2019")
    assert not table.text.startswith("草稿")
    assert "截至：2019-12-31" in table.text
    for sentence in (
        "已付金额41,000.00未付金额107,250.00",
        "对账：年度预算164,000.00=最终结算148,250.00+考核扣款3,000.00+调整50.00+结余12,000.00+扣款了结700.00。",
        "对账：最终结算148,250.00=各季应付160,950.00-据实清算12,000.00-扣款了结700.00。",
        "对账：未付107,250.00=最终结算148,250.00-已付41,000.00。",
        "上列等式按各子项目逐行并按合计核对：相符。",
        "预算未支出合计15,750.00=考核扣款3,000.00+调整50.00+结余12,000.00+扣款了结700.00。",
        "预算执行率：按最终结算90.40%，按实际支付25.00%。",
        "预算执行（黑色为最终结算，竖线为考核扣款，留白为未支出）",
        "管理费90.75%",
        "税金98.75%",
    ):
        assert sentence in table.text, sentence
    assert "税金按预算固定结算" not in table.text, "the tax line fell too"
    assert table.qr_code(0) is None


def test_what_was_given_back_is_subtracted_and_tax_that_stood_is_told(tmp_path: Path) -> None:
    line = played(year_of(tmp_path), failed("3,000.00"), PASSED)
    waive = ("--amount", "1,000.00", "--reason", "申诉成立", "--reviewer", REVIEWER)
    line.ok("deduction", "waive", "KK-HP-2019Q1-01", *waive)
    for quarter in ("2019Q3", "2019Q4"):
        line.post(quarter)
        assessed(line, quarter)
    costs(line, "10,000.00")
    cleared(line)
    text = printed(line, "annual", "2019").text
    assert "对账：年度预算164,000.00=最终结算162,000.00+考核扣款3,000.00-调整1,000.00+结余0.00。" in text
    assert "对账：最终结算162,000.00=各季应付162,000.00。" in text
    assert "税金按预算固定结算，未随实际价款调整。" in text


def test_a_contract_of_one_quarter_has_one_column(tmp_path: Path) -> None:
    line = year_of(tmp_path, (FEE,), start="2019-10-01")
    text = printed(line, "annual", "2019").text
    assert "年度预算第四季度应付考核扣款" in text
    assert "第三季度应付" not in text
    assert "税金" not in text


def test_a_reversed_clearance_makes_it_a_draft_again(spent: Settle) -> None:
    costs(spent, "9,000.00")
    cleared(spent)
    assert not printed(spent, "annual", "2019").text.startswith("草稿")
    spent.ok("clearance", "reverse", "2019", "--reason", "误", "--reviewer", REVIEWER)
    assert printed(spent, "annual", "2019").text.startswith("草稿")


def test_without_a_budget_there_is_no_execution_rate(tmp_path: Path) -> None:
    line = year_of(tmp_path, (("fee", "管理费", "0.00", "bearer"),), start="2019-10-01")
    text = printed(line, "annual", "2019").text
    assert "对账：年度预算0.00=最终结算0.00" in text
    assert "预算执行率" not in text


@pytest.mark.parametrize(
    ("final", "budget", "verdict"),
    [(900, 1_000, "相符"), (901, 1_000, "不相符"), (900, 1_001, "不相符")],
)
def test_figures_that_do_not_agree_are_told(final: int, budget: int, verdict: str) -> None:
    """The rules never give such figures; the sentence is a check, not a decoration."""
    line = ClearanceLine(
        item="fee",
        name="管理费",
        budget=budget,
        payable=(950,),
        deductions=-50,
        adjustments=0,
        true_up=-40,
        offset=10,
        final=final,
        surplus=40,
    )
    year = Clearance(
        year=2019,
        mode="settle",
        true_ups=(),
        lines=(line,),
        outstanding=0,
        to_return=0,
        applied=(),
        returned=(),
        reductions=(),
    )
    table = annual_table(books(), contract(), year, SOME_DAY)
    assert f"上列等式按各子项目逐行并按合计核对：{verdict}。" in table.sentences
