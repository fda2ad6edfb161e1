"""The contract: its period, its parts, what is in force after amendments, and what a contract must not be."""

from dataclasses import replace
from datetime import date

import pytest

from settlement_app.domain.contract import Amendment, Contract, contract_findings
from settlement_app.domain.findings import Finding
from settlement_app.domain.money import AmountError, format_amount
from settlement_app.domain.periods import Month, Quarter
from settlement_app.domain.signatures import DEFAULTS, SignatureBlock
from tests.support.builders import Q1, Q2, Q3, Q4, SIX_ITEMS, YEAR, contract, small_contract, sub_item, yuan
from tests.support.tables import table

LARGEST = "9,999,999,999,999.99"


def amendment(number: int, item: str, quarter: Quarter, annual: str, against: str = "") -> Amendment:
    """An amendment in 元; ``against`` is written like ``tax=30``."""
    code, _, other = against.partition("=")
    return Amendment(
        number=number,
        item=item,
        quarter=quarter,
        annual=yuan(annual),
        document="沪财〔2019〕1号",
        reason="追加",
        against=code or None,
        against_annual=yuan(other) if other else None,
    )


def period(start: str, end: str, year: int = 2019) -> Contract:
    return replace(contract(), year=year, start=date.fromisoformat(start), end=date.fromisoformat(end))


def wrong_period(start: str, end: str, year: int = 2019) -> list[Finding]:
    return [
        Finding(
            "contract_period",
            f"合同期间 {start} 至 {end} 不是 {year} 年内的完整季度；"
            f"请改为季度首日至季度末日，例如 {year}-01-01 至 {year}-12-31",
        )
    ]


FIXED, BEARER, OTHER_BEARER = (
    sub_item("a", "1"),
    sub_item("b", "2", bears=True),
    sub_item("c", "3", bears=True),
)
ACTUAL_COST_BEARER = sub_item("d", "4", "actual_cost", bears=True)
SEVERAL = Finding("several_bearers", "承担扣款的子项目多于一个（b、c）；请只保留一个")
NOT_FIXED = Finding("bearer_not_fixed", "子项目“d”据实清算，不能承担扣款；请改由按季均付的子项目承担")
OUT_OF_RANGE = Finding(
    "amount_range",
    "合同总额：计算结果 10,000,000,000,000.99 元超出金额范围（不超过 ±9,999,999,999,999.99 元）；请核对金额",
)


def differs(total: str, stated: str) -> Finding:
    return Finding(
        "total_differs",
        f"子项目合计 {total} 元与写明的合同总额 {stated} 元不符；请核对各子项目的年度金额",
    )


OFF_BY_100 = differs("71,387,200.00", "71,387,300.00")
NO_SUB_ITEM = Finding("no_sub_item", "合同没有子项目；请至少写明一个子项目")

# fmt: off
IN_FORCE = table(
    # name, annual of management and of tax in each quarter, amendments
    ("none",                 "100 100 100 100", "40 40 40 40", []),
    ("from_the_second",      "100 120 120 120", "40 40 40 40", [amendment(1, "management", Q2, "120")]),
    ("from_the_last",        "100 100 100  90", "40 40 40 40", [amendment(1, "management", Q4, "90")]),
    ("moved",                "100 100 110 110", "40 40 30 30", [amendment(1, "management", Q3, "110", "tax=30")]),
    ("later_quarter_stands", "100 100 100 100", "40 50 60 60",
     [amendment(1, "tax", Q2, "50"), amendment(2, "tax", Q3, "60")]),
    ("last_one_decides",     "100 100 100 100", "40 50 50 50",
     [amendment(1, "tax", Q3, "60"), amendment(2, "tax", Q2, "50")]),
    ("same_quarter_twice",   "100 100 100 100", "40 70 70 70",
     [amendment(1, "tax", Q2, "60"), amendment(2, "tax", Q2, "70")]),
)

PERIODS = table(
    ("full_year",       period("2019-01-01", "2019-12-31"), []),
    ("half_a_year",     period("2019-04-01", "2019-09-30"), []),
    ("starts_late",     period("2019-01-02", "2019-12-31"), wrong_period("2019-01-02", "2019-12-31")),
    ("ends_early",      period("2019-01-01", "2019-11-30"), wrong_period("2019-01-01", "2019-11-30")),
    ("over_two_years",  period("2019-07-01", "2020-06-30"), wrong_period("2019-07-01", "2020-06-30")),
    ("backwards",       period("2019-10-01", "2019-03-31"), wrong_period("2019-10-01", "2019-03-31")),
    ("of_another_year", period("2018-01-01", "2018-12-31"), wrong_period("2018-01-01", "2018-12-31")),
)

CONTRACTS = table(
    ("the_2019_contract",     contract(),                             "7,138.72万元", []),
    ("no_total_stated",       contract(),                             None,           []),
    ("parts_do_not_add_up",   contract(),                             "7,138.73万元", [OFF_BY_100]),
    ("one_fen_off",           contract(FIXED),                        "1.01",         [differs("1.00", "1.01")]),
    ("no_sub_item",           replace(contract(), sub_items=()),      None,           [NO_SUB_ITEM]),
    ("nothing_bears",         contract(FIXED),                        None,           []),
    ("one_bears",             contract(FIXED, BEARER),                "3",            []),
    ("two_bear",              contract(FIXED, BEARER, OTHER_BEARER),  None,           [SEVERAL]),
    ("bearer_on_actual_cost", contract(ACTUAL_COST_BEARER),           None,           [NOT_FIXED]),
    ("largest_total",         contract(sub_item("a", LARGEST)),       LARGEST,        []),
    ("total_out_of_range",    contract(sub_item("a", LARGEST), FIXED), None,          [OUT_OF_RANGE]),
    ("everything_wrong",
     replace(period("2019-01-02", "2019-12-31"), sub_items=(BEARER, ACTUAL_COST_BEARER)), "5",
     [*wrong_period("2019-01-02", "2019-12-31"),
      Finding("several_bearers", "承担扣款的子项目多于一个（b、d）；请只保留一个"),
      NOT_FIXED,
      differs("6.00", "5.00")]),
)
# fmt: on


@pytest.mark.parametrize(("management", "tax", "amendments"), IN_FORCE)
def test_the_amendment_recorded_last_decides_its_quarter_and_every_later_one(
    management: str, tax: str, amendments: list[Amendment]
) -> None:
    amended = replace(small_contract(), amendments=tuple(amendments))
    for code, expected in (("management", management), ("tax", tax)):
        item = amended.sub_item(code)
        assert item is not None
        assert [amended.annual(item, quarter) for quarter in YEAR] == [
            yuan(text) for text in expected.split()
        ]


def test_the_total_of_each_quarter_follows_the_amendments() -> None:
    amended = replace(small_contract(), amendments=(amendment(1, "tax", Q3, "60"),))
    assert [format_amount(amended.total(quarter)) for quarter in YEAR] == [
        "540.00",
        "540.00",
        "560.00",
        "560.00",
    ]


def test_a_total_beyond_the_range_is_an_error() -> None:
    with pytest.raises(AmountError, match="超出金额范围"):
        contract(sub_item("a", LARGEST), sub_item("b", "1")).total(Q1)


def test_the_2019_contract_in_parts() -> None:
    whole = contract()
    assert (whole.quarters, whole.last_quarter) == ((Q1, Q2, Q3, Q4), Q4)
    assert (whole.months[0], whole.months[-1], len(whole.months)) == (Month(2019, 1), Month(2019, 12), 12)
    assert [item.code for item in whole.actual_cost_items] == ["consultants"]
    assert whole.bearer == SIX_ITEMS[1]
    assert format_amount(whole.total(Q1)) == "71,387,200.00"


def test_a_sub_item_is_found_by_its_code_and_none_need_bear_deductions() -> None:
    plain = contract(FIXED)
    assert plain.sub_item("a") == FIXED
    assert plain.sub_item("b") is None
    assert plain.bearer is None


@pytest.mark.parametrize(("made", "findings"), PERIODS)
def test_a_contract_covers_whole_quarters_of_its_year(made: Contract, findings: list[Finding]) -> None:
    assert list(contract_findings(made, None)) == findings


@pytest.mark.parametrize(("made", "stated_total", "findings"), CONTRACTS)
def test_what_a_contract_must_not_be(
    made: Contract, stated_total: str | None, findings: list[Finding]
) -> None:
    assert list(contract_findings(made, None if stated_total is None else yuan(stated_total))) == findings


@pytest.mark.parametrize(
    ("texts", "findings"),
    [
        ({}, []),
        ({"payment_signatures": ""}, []),
        ({"payment_signatures": "中心：申请人"}, []),
        ({"number": "经办人"}, []),
        (
            {"payment_signatures": "经办人", "assessment_signatures": "甲："},
            [("付款申请单签字栏", "经办人"), ("考核表签字栏", "甲：")],
        ),
    ],
)
def test_signatures_are_read_as_blocks(texts: dict[str, str], findings: list[tuple[str, str]]) -> None:
    found = contract_findings(replace(contract(), texts=texts), None)
    like = "采购人：经办人、财务复核；供应商：经办人、负责人（签章）"
    assert list(found) == [
        Finding("signatures", f"{label}：“{text}”不是签字栏；请写成“{like}”的样子")
        for label, text in findings
    ]


def test_who_signs_where_the_contract_sets_it_and_where_not() -> None:
    made = replace(
        contract(), texts={"payment_signatures": "中心：申请人、会计", "settlement_signatures": ""}
    )
    assert made.signatures("payment") == (SignatureBlock("中心", ("申请人", "会计")),)
    assert made.signatures("settlement") == DEFAULTS["settlement"]
    assert made.signatures("assessment") == DEFAULTS["assessment"]
