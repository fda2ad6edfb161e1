"""What may be done to a contract: every refusal of an amendment, a new scheme, a roll-over, a drop."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from settlement_app.domain.assessment import Actual, Record
from settlement_app.domain.books import Books
from settlement_app.domain.contract import Amendment, Contract
from settlement_app.domain.contracting import (
    amended_from,
    amendment_findings,
    amendment_of,
    drop_findings,
    roll_over_findings,
    rolled_over,
    scheme_change_findings,
    total_change,
    with_contract,
)
from settlement_app.domain.findings import Finding, RuleRefusal
from settlement_app.domain.periods import Quarter
from settlement_app.domain.scheme import Indicator, Scheme, Tier
from tests.support.builders import (
    NEXT_Q1,
    PASSED,
    Q1,
    Q2,
    Q3,
    Q4,
    YEAR,
    books,
    cleared,
    contract,
    full_year,
    played,
    posted,
    recorded,
    row,
    small_contract,
    sub_item,
    undone,
    yuan,
)
from tests.support.tables import table

START = books(small_contract())
NEXT_YEAR = replace(small_contract(), year=2020, start=date(2020, 1, 1), end=date(2020, 12, 31))
TWO_YEARS = books(small_contract(), NEXT_YEAR)
ALL_POSTED = posted(START, *YEAR)
CLEARED = cleared(full_year())
LARGEST = "9,999,999,999,999.99"


def amendment(
    item: str, annual: str, quarter: Quarter = Q2, against: str = "", document: str = "1号"
) -> Amendment:
    """An amendment in 元; ``against`` is written like ``tax=30``."""
    code, _, other = against.partition("=")
    return Amendment(
        1, item, quarter, yuan(annual), document, "追加", code or None, yuan(other) if other else None
    )


def text_missing(label: str) -> Finding:
    return Finding("text_missing", f"{label}不能为空；请写明{label}")


def base_negative(name: str, quarters: str, base: str) -> list[Finding]:
    return [
        Finding(
            "base_negative",
            f"调整后“{name}”2019年第{quarter}季度应结额为 {base} 元；已结的应结额超过了新的年度金额，请提高年度金额",
        )
        for quarter in quarters
    ]


def annual_negative(amount: str) -> Finding:
    return Finding("annual_negative", f"调整后的年度金额为 {amount} 元，不能为负；请核对金额")


def year_settled(name: str) -> Finding:
    return Finding(
        "year_settled",
        f"2019年各季均已审定，只有据实清算的子项目还能调整预算；“{name}”不能调整，请核对子项目",
    )


NO_SUCH_QUARTER = Finding("no_such_quarter", "没有包含2020年第一季度的合同；请核对 --from")
QUARTER_POSTED = Finding("quarter_posted", "2019年第一季度已审定，预算调整不能追溯；请改为之后的季度")
NO_YEAR_2018 = Finding("no_such_year", "没有 2018 年的合同；请核对年度")

# fmt: off
STARTS = table(
    # name, books, named quarter, named year, quarter from which the amendment counts
    ("the_first_open_one",     START,                  None, None, Q1),
    ("the_next_open_one",      posted(START, Q1),      None, None, Q2),
    ("a_later_one",            posted(START, Q1),      Q4,   None, Q4),
    ("open_in_the_next_year",  posted(TWO_YEARS, *YEAR), None, None, NEXT_Q1),
    ("none_open",              ALL_POSTED,             None, None, Q4),
    ("by_year",                posted(TWO_YEARS, Q1),  None, 2019, Q2),
    ("by_year_all_posted",     posted(TWO_YEARS, *YEAR), None, 2019, Q4),
    ("by_year_the_next",       TWO_YEARS,              None, 2020, NEXT_Q1),
    ("reversed_one",           undone(ALL_POSTED, Q4), Q4,   None, Q4),
)

NO_STARTS = table(
    ("no_contract",  START,             NEXT_Q1, None, NO_SUCH_QUARTER),
    ("posted",       posted(START, Q1), Q1,      None, QUARTER_POSTED),
    ("no_such_year", START,             None,    2018, NO_YEAR_2018),
)

YEAR_CLEARED = Finding("year_cleared", "2019年年终清算已审定，不能再调整预算；请先冲销清算")
AGAINST_ITSELF = Finding("against_itself", "调出与调入是同一个子项目；请核对 --against")
RANGE = "计算结果 10,000,000,000,439.99 元超出金额范围（不超过 ±9,999,999,999,999.99 元）；请核对金额"
OUT_OF_RANGE = Finding("amount_range", f"调整后{RANGE}")
NO_DOCUMENT = text_missing("预算调整的文号")
NO_REASON = text_missing("预算调整的事由")
FEN_BELOW = base_negative("税金", "二", "-0.01")
FIVE_BELOW = base_negative("税金", "四", "-5.00")
Q1_POSTED = posted(START, Q1)
AMENDMENTS = table(
    ("raised",               Q1_POSTED,  amendment("tax", "50"),                           []),
    ("lowered_to_the_limit", Q1_POSTED,  amendment("tax", "10"),                           []),
    ("lowered_below_it",     Q1_POSTED,  amendment("tax", "9.99"),                         FEN_BELOW),
    ("later_one_below",      Q1_POSTED,  amendment("tax", "25", Q4),                       FIVE_BELOW),
    ("to_nothing_at_once",   START,      amendment("tax", "0", Q1),                        []),
    ("moved",                Q1_POSTED,  amendment("tax", "50", against="management=90"),  []),
    ("other_one_below",      Q1_POSTED,  amendment("tax", "118", against="management=22"),
     base_negative("人员管理费", "二三四", "-1.00")),
    ("negative",             Q1_POSTED,  amendment("tax", "-2"),
     [annual_negative("-2.00"), *base_negative("税金", "二三四", "-4.00")]),
    ("other_one_negative",   START,      amendment("tax", "141", Q1, "management=-1"),
     [annual_negative("-1.00"), *base_negative("人员管理费", "一二三四", "-0.25")]),
    ("against_itself",       Q1_POSTED,  amendment("tax", "50", against="tax=30"),         [AGAINST_ITSELF]),
    ("no_document",          Q1_POSTED,  amendment("tax", "50", document=" "),             [NO_DOCUMENT]),
    ("no_reason",            Q1_POSTED,  replace(amendment("tax", "50"), reason=""),       [NO_REASON]),
    ("out_of_range",         Q1_POSTED,  amendment("management", LARGEST),                 [OUT_OF_RANGE]),
    ("late_actual_cost",     ALL_POSTED, amendment("consultants", "410", Q4),              []),
    ("late_below_advances",  ALL_POSTED, amendment("consultants", "390", Q4),              []),
    ("late_fixed",           ALL_POSTED, amendment("tax", "50", Q4),                       [year_settled("税金")]),
    ("late_against_fixed",   ALL_POSTED, amendment("consultants", "410", Q4, "tax=30"),    [year_settled("税金")]),
    ("late_both_fixed",      ALL_POSTED, amendment("tax", "50", Q4, "management=90"),
     [year_settled("税金"), year_settled("人员管理费")]),
    ("late_negative",        ALL_POSTED, amendment("consultants", "-1", Q4),               [annual_negative("-1.00")]),
    ("cleared",              CLEARED,    amendment("consultants", "410", Q4),              [YEAR_CLEARED]),
)

CHANGES = table(
    ("added",                amendment("tax", "50"),                                 "10"),
    ("taken_off",            amendment("tax", "30.5", Q4),                           "-9.5"),
    ("moved",                amendment("tax", "50", against="management=90"),        "0"),
)
# fmt: on


@pytest.mark.parametrize(("now", "start", "year", "quarter"), STARTS)
def test_the_quarter_from_which_an_amendment_counts(
    now: Books, start: Quarter | None, year: int | None, quarter: Quarter
) -> None:
    assert amended_from(now, start, year) == quarter


@pytest.mark.parametrize(("now", "start", "year", "finding"), NO_STARTS)
def test_a_quarter_from_which_no_amendment_counts(
    now: Books, start: Quarter | None, year: int | None, finding: Finding
) -> None:
    with pytest.raises(RuleRefusal) as refusal:
        amended_from(now, start, year)
    assert refusal.value.findings == (finding,)


def test_an_amendment_of_one_sub_item_is_numbered_on() -> None:
    first = amendment_of(small_contract(), "tax", yuan("50"), None, Q2, "1号", "追加")
    assert first == Amendment(1, "tax", Q2, yuan("50"), "1号", "追加")
    amended = replace(small_contract(), amendments=(first,))
    assert amendment_of(amended, "tax", yuan("60"), None, Q3, "2号", "追加").number == 2


# fmt: off
MOVED = table(
    # name, earlier amendments, item, annual, against, annual of that one
    ("more",                 (), "tax",        "50",   "management", "90"),
    ("less",                 (), "tax",        "30.5", "management", "109.5"),
    ("of_what_is_in_force",  (amendment("tax", "60"), amendment("management", "80")), "tax", "50", "management", "90"),
    ("not_of_later_ones",    (amendment("tax", "60", Q4),), "tax", "50", "management", "90"),
)
# fmt: on


@pytest.mark.parametrize(("earlier", "item", "annual", "against", "other"), MOVED)
def test_with_a_second_sub_item_the_difference_moves_and_the_total_stays(
    earlier: tuple[Amendment, ...], item: str, annual: str, against: str, other: str
) -> None:
    amended = replace(small_contract(), amendments=earlier)
    made = amendment_of(amended, item, yuan(annual), against, Q2, "3号", "调剂")
    assert (made.against, made.against_annual) == (against, yuan(other))
    after = replace(amended, amendments=(*earlier, made))
    assert after.total(Q2) == amended.total(Q2)


@pytest.mark.parametrize(("item", "against"), [("nobody", None), ("tax", "nobody")], ids=["item", "against"])
def test_an_amendment_of_an_unknown_sub_item_is_refused(item: str, against: str | None) -> None:
    with pytest.raises(RuleRefusal) as refusal:
        amendment_of(small_contract(), item, yuan("1"), against, Q1, "1号", "追加")
    assert refusal.value.findings == (
        Finding("unknown_item", "合同中没有子项目“nobody”；请用 contract show 查看子项目代码"),
    )


@pytest.mark.parametrize(("now", "made", "findings"), AMENDMENTS)
def test_what_forbids_an_amendment(now: Books, made: Amendment, findings: list[Finding]) -> None:
    assert list(amendment_findings(now, small_contract(), made)) == findings


@pytest.mark.parametrize(("made", "change"), CHANGES)
def test_by_how_much_the_total_changes(made: Amendment, change: str) -> None:
    assert total_change(small_contract(), made) == yuan(change)


# --- scheme ---

RATE = Indicator("rate", "综合接通率", "", ">=", "80.00", "%")
OLD, NEW = Scheme((RATE,)), Scheme((replace(RATE, code="other"),))
DRAFT = Record(actuals=(Actual("rate", "79"),))
MISFIT = Finding(
    "draft_misfit",
    "2019年第一季度考核草稿不适用新方案：[actuals] 的 rate：考核方案中没有这个指标；请核对指标代码",
)
FORM_STANDS = Finding(
    "assessment_confirmed",
    "2019年第一季度考核已按现行方案确认，不能更换考核方案；确要更换，请先重开考核（assessment reopen 2019Q1）",
)
FROM_ZERO = Finding("tier_from_zero", "分档扣款没有从 0 分开始的一档；请补上 min_score = 0 的一档")
BANDS = Scheme(tiers=(Tier("80", percent="1"),), pass_score="90")
JUDGED = books(small_contract(OLD))

# fmt: off
SCHEMES = table(
    ("no_assessment",       JUDGED,                                 NEW,   []),
    ("a_draft_that_fits",   recorded(JUDGED, Q1, PASSED),           NEW,   []),
    ("a_draft_that_does_not", recorded(JUDGED, Q1, DRAFT),          NEW,   [MISFIT]),
    ("confirmed",           played(JUDGED, {Q1: PASSED}, upto=Q1),  NEW,   [FORM_STANDS]),
    ("confirmed_one_is_no_draft", played(JUDGED, {Q1: DRAFT}, upto=Q1), NEW, [FORM_STANDS]),
    ("the_scheme_is_wrong", JUDGED,                                 BANDS, [FROM_ZERO]),
)
# fmt: on


@pytest.mark.parametrize(("now", "scheme", "findings"), SCHEMES)
def test_what_forbids_a_new_scheme(now: Books, scheme: Scheme, findings: list[Finding]) -> None:
    assert list(scheme_change_findings(now, now.newest, scheme)) == findings


# --- the next year ---

NOT_NEXT_YEAR = Finding("not_next_year", "最新合同是 2019 年，只能转入 2020 年；请核对年度")
UNKNOWN = Finding("unknown_item", "合同中没有子项目“nobody”；请用 contract show 查看子项目代码")
NEGATIVE = Finding("annual_negative", "子项目“tax”的年度金额不能为负；请核对 --annual")
NOT_CLEARED = Finding("year_not_cleared", "更换供应商前，须先审定 2019 年年终清算（clearance post）")


def not_settled(outstanding: str, to_return: str) -> Finding:
    return Finding(
        "not_settled",
        f"扣款 KK-12333-2019Q4-01 尚有待扣 {outstanding} 元、待退 {to_return} 元，"
        "更换供应商前须在年终清算中了结（--outstanding settle）",
    )


LEFT = replace(CLEARED, register=(row(Q1, 1, "5", applied="5"), row(Q4, 1, "5")))
OVERPAID = replace(CLEARED, register=(row(Q4, 1, "5", applied="5", waived="2"),))

# fmt: off
ROLL_OVERS = table(
    # name, books, year, annual amounts, vendor, findings
    ("the_next_year",         START,   2020, {},                None,       []),
    ("with_amounts",          START,   2020, {"tax": "50"},     None,       []),
    ("amount_of_nothing",     START,   2020, {"tax": "0"},      None,       []),
    ("the_same_year",         START,   2019, {},                None,       [NOT_NEXT_YEAR]),
    ("a_year_too_far",        START,   2021, {},                None,       [NOT_NEXT_YEAR]),
    ("unknown_item",          START,   2020, {"nobody": "-1"},  None,       [UNKNOWN]),
    ("negative_amount",       START,   2020, {"tax": "-1"},     None,       [NEGATIVE]),
    ("the_same_vendor",       START,   2020, {},                "甲供应商", []),
    ("another_vendor",        CLEARED, 2020, {},                "乙供应商", []),
    ("vendor_without_name",   CLEARED, 2020, {},                " ",        [text_missing("供应商")]),
    ("not_cleared",           START,   2020, {},                "乙供应商", [NOT_CLEARED]),
    ("something_outstanding", LEFT,    2020, {},                "乙供应商", [not_settled("5.00", "0.00")]),
    ("something_to_return",   OVERPAID, 2020, {},               "乙供应商", [not_settled("0.00", "2.00")]),
    ("outstanding_same_vendor", LEFT,  2020, {},                None,       []),
)
# fmt: on


@pytest.mark.parametrize(("now", "year", "annual", "vendor", "findings"), ROLL_OVERS)
def test_what_forbids_the_next_years_contract(
    now: Books, year: int, annual: Mapping[str, str], vendor: str | None, findings: list[Finding]
) -> None:
    amounts = {code: yuan(amount) for code, amount in annual.items()}
    assert list(roll_over_findings(now, year, amounts, vendor)) == findings


TEXTS = {
    "number": "合同1",
    "clause": "第3条",
    "procurement_number": "采1",
    "fund_source": "财政",
    "vendor_bank": "工行",
    "vendor_account": "1001",
    "vendor_tax_number": "9131",
}


def full_contract() -> Contract:
    """The small contract with texts, a scheme and an amendment, of a half year."""
    change = amendment("tax", "60", Q4)
    return replace(small_contract(OLD), start=date(2019, 7, 1), texts=TEXTS, amendments=(change,))


def test_the_next_contract_covers_the_whole_next_year_with_the_amounts_in_force() -> None:
    made = rolled_over(full_contract(), {"management": yuan("110")}, None)
    assert (made.year, made.start, made.end) == (2020, date(2020, 1, 1), date(2020, 12, 31))
    assert (made.client, made.vendor, made.scheme) == ("采购人", "甲供应商", OLD)
    assert [item.annual for item in made.sub_items] == [yuan("400"), yuan("110"), yuan("60")]
    assert [replace(item, annual=0) for item in made.sub_items] == [
        replace(item, annual=0) for item in small_contract().sub_items
    ]
    assert made.amendments == ()


# fmt: off
KEPT = table(
    ("same_vendor",    None,       "甲供应商", {"fund_source", "vendor_bank", "vendor_account", "vendor_tax_number"}),
    ("named_again",    "甲供应商", "甲供应商", {"fund_source", "vendor_bank", "vendor_account", "vendor_tax_number"}),
    ("another_vendor", "乙供应商", "乙供应商", {"fund_source"}),
)
# fmt: on


@pytest.mark.parametrize(("vendor", "named", "kept"), KEPT)
def test_texts_that_are_agreed_anew_are_left_empty(vendor: str | None, named: str, kept: set[str]) -> None:
    made = rolled_over(full_contract(), {}, vendor)
    assert made.vendor == named
    assert made.texts == {field: TEXTS[field] for field in kept}


NO_SUCH_YEAR = Finding("no_such_year", "没有 2021 年的合同；请核对年度")
ONLY_ONE = Finding("only_contract", "项目只有这一份合同，不能撤下；合同有误请新建台账")
NOT_NEWEST = Finding("not_newest", "只能撤下最新的合同（2020 年）；请核对年度")
DOCUMENTS = Finding(
    "documents_exist",
    "2020 年已有审定过的结算单（含已冲销的），合同不能撤下；金额有误请作预算调整（contract amend）",
)
INTO_2020 = posted(TWO_YEARS, *YEAR, NEXT_Q1)

# fmt: off
DROPS = table(
    ("the_newest",        TWO_YEARS,                  2020, []),
    ("with_drafts",       recorded(TWO_YEARS, NEXT_Q1, PASSED), 2020, []),
    ("only_one",          START,                      2019, [ONLY_ONE]),
    ("not_the_newest",    TWO_YEARS,                  2019, [NOT_NEWEST]),
    ("no_contract",       TWO_YEARS,                  2021, [NO_SUCH_YEAR]),
    ("posted",            INTO_2020,                  2020, [DOCUMENTS]),
    ("reversed",          undone(INTO_2020, NEXT_Q1), 2020, [DOCUMENTS]),
)
# fmt: on


@pytest.mark.parametrize(("now", "year", "findings"), DROPS)
def test_what_forbids_taking_a_contract_back(now: Books, year: int, findings: list[Finding]) -> None:
    assert list(drop_findings(now, year)) == findings


def test_a_contract_takes_the_place_of_its_years() -> None:
    changed = replace(NEXT_YEAR, vendor="乙供应商")
    assert with_contract(TWO_YEARS, changed).contracts == (small_contract(), changed)
    assert with_contract(START, contract(sub_item("a", "1"), year=2030)) == START
