"""One quarter: bases, set advances, what is withheld and given back, what is payable, and what is said of it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from settlement_app.domain.contract import Amendment, Contract
from settlement_app.domain.deduction import Deduction, after
from settlement_app.domain.money import AmountError, format_amount
from settlement_app.domain.periods import Quarter
from settlement_app.domain.quarter import Adjustment, Case, SetAdvance, Settlement, settle
from tests.support.builders import Q1, Q2, Q3, Q4, contract, row, small_contract, sub_item, yuan
from tests.support.tables import table

LAST_YEAR = Quarter(2018, 4)
LARGEST = "9,999,999,999,999.99"


def amendment(quarter: Quarter, annual: str, item: str = "a") -> Amendment:
    return Amendment(1, item, quarter, yuan(annual), "沪财〔2019〕1号", "追加")


def adjustment(amount: str, item: str = "management", reason: str = "多退少补") -> Adjustment:
    return Adjustment(item, yuan(amount), reason, "调1号")


def set_advance(amount: str, item: str = "consultants") -> SetAdvance:
    return SetAdvance(item, yuan(amount), "年底人员减少")


def year(
    found: Contract,
    register: tuple[Deduction, ...] = (),
    adjustments: Mapping[Quarter, tuple[Adjustment, ...]] | None = None,
    advances: Mapping[Quarter, tuple[SetAdvance, ...]] | None = None,
) -> dict[Quarter, Settlement]:
    """The settlements of all quarters of a contract, one after the other."""
    sheets: dict[Quarter, Settlement] = {}
    for quarter in found.quarters:
        case = Case(
            found,
            quarter,
            tuple(sheets.values()),
            (adjustments or {}).get(quarter, ()),
            (advances or {}).get(quarter, ()),
        )
        sheets[quarter] = settle(case, register)
        register = after(register, str(quarter), sheets[quarter].applied, sheets[quarter].returned)
    return sheets


def bases(sheets: Mapping[Quarter, Settlement], item: str) -> str:
    """The bases of one sub-item in each quarter, as text."""
    return " ".join(format_amount(line.base) for sheet in sheets.values() if (line := sheet.line(item)))


# fmt: off
BASES = table(
    ("even",                  "100",     [],                     "25.00 25.00 25.00 25.00"),
    ("management_fee_2019",   "5022000", [],                     "1,255,500.00 1,255,500.00 1,255,500.00 1,255,500.00"),
    ("rest_to_the_last",      "0.10",    [],                     "0.02 0.02 0.03 0.03"),
    ("one_fen",               "0.01",    [],                     "0.00 0.00 0.00 0.01"),
    ("three_fen",             "0.03",    [],                     "0.00 0.01 0.01 0.01"),
    ("nothing",               "0",       [],                     "0.00 0.00 0.00 0.00"),
    ("raised_at_once",        "100",     [amendment(Q1, "120")], "30.00 30.00 30.00 30.00"),
    ("raised_from_the_second", "100",    [amendment(Q2, "130")], "25.00 35.00 35.00 35.00"),
    ("raised_from_the_last",  "100",     [amendment(Q4, "101")], "25.00 25.00 25.00 26.00"),
    ("odd_from_the_second",   "100",     [amendment(Q2, "100.01")], "25.00 25.00 25.00 25.01"),
    ("lowered_to_the_limit",  "100",     [amendment(Q4, "75")],  "25.00 25.00 25.00 0.00"),
    ("lowered_too_far",       "100",     [amendment(Q4, "74")],  "25.00 25.00 25.00 -1.00"),
)

ADVANCES = table(
    # name, set advances, bases of consultants, what stands in each quarter
    ("none",                  {},                        "100.00 100.00 100.00 100.00", "0 0 0 0"),
    ("lower_in_the_last",     {Q4: (set_advance("55.5"),)}, "100.00 100.00 100.00 55.50", "0 0 0 1"),
    ("later_ones_follow",     {Q2: (set_advance("40"),)}, "100.00 40.00 130.00 130.00", "0 1 0 0"),
    ("nothing_at_all",        {Q1: (set_advance("0"),)}, "0.00 133.33 133.33 133.34",   "1 0 0 0"),
    ("as_the_formula",        {Q3: (set_advance("100"),)}, "100.00 100.00 100.00 100.00", "0 0 1 0"),
    ("above_the_formula",     {Q3: (set_advance("100.01"),)}, "100.00 100.00 100.00 100.00", "0 0 0 0"),
    ("of_another_item",       {Q3: (set_advance("1", "tax"),)}, "100.00 100.00 100.00 100.00", "0 0 1 0"),
)

ONE, TWO = row(Q1, 1, "20"), row(Q1, 2, "20")
MANAGEMENT_FEES = table(
    # name, register, adjustments, base deduction adjustment payable, outstanding before and after, applied, returned
    ("nothing",               (),                         "",        "25 0 0 25",     "0 0",   "",        ""),
    ("one_deduction",         (ONE,),                     "",        "25 -20 0 5",    "20 0",  "20",      ""),
    ("never_below_zero",      (ONE, TWO),                 "",        "25 -25 0 0",    "40 15", "20 5",    ""),
    ("adjustment_makes_room", (ONE, TWO),                 "10",      "25 -35 10 0",   "40 5",  "20 15",   ""),
    ("adjustment_takes_room", (ONE, TWO),                 "-10",     "25 -15 -10 0",  "40 25", "15",      ""),
    ("two_adjustments",       (ONE,),                     "5 -10",   "25 -20 -5 0",   "20 0",  "20",      ""),
    ("no_room_at_all",        (ONE,),                     "-30",     "25 0 -30 -5",   "20 20", "",        ""),
    ("given_back",            (row(Q1, 1, "20", applied="20", waived="8"),), "", "25 0 8 33", "0 0", "",    "8"),
    ("given_back_whole",      (row(Q1, 1, "90", applied="90", waived="90"),), "", "25 0 90 115", "0 0", "", "90"),
    ("given_back_and_taken",  (row(Q1, 1, "50", applied="50", waived="10"), row(Q1, 2, "60")), "",
     "25 -35 10 0", "60 25", "35", "10"),
    ("over_the_years_end",    (row(LAST_YEAR, 1, "5"), ONE), "",     "25 -25 0 0",    "25 0",  "5 20",    ""),
    ("withdrawn",             (row(Q1, 1, "20", withdrawn=True),), "", "25 0 0 25",   "0 0",   "",        ""),
    ("of_the_quarter_itself", (row(Q3, 1, "20"), row(Q4, 1, "20")), "", "25 0 0 25",  "0 0",   "",        ""),
)
# fmt: on


@pytest.mark.parametrize(("annual", "amendments", "expected"), BASES)
def test_the_bases_of_a_year(annual: str, amendments: list[Amendment], expected: str) -> None:
    found = replace(contract(sub_item("a", annual)), amendments=tuple(amendments))
    sheets = year(found)
    assert bases(sheets, "a") == expected
    assert sum(sheet.base for sheet in sheets.values()) == found.total(Q4)


def test_a_contract_of_two_quarters_splits_in_two() -> None:
    whole = contract(sub_item("a", "100.01"))
    half = replace(whole, start=Q3.first_day)
    assert bases(year(half), "a") == "50.00 50.01"


@pytest.mark.parametrize(("advances", "expected", "standing"), ADVANCES)
def test_an_advance_may_be_set_lower(
    advances: Mapping[Quarter, tuple[SetAdvance, ...]], expected: str, standing: str
) -> None:
    sheets = year(small_contract(), advances=advances)
    assert bases(sheets, "consultants") == expected
    assert " ".join(str(len(sheet.advances)) for sheet in sheets.values()) == standing


def test_a_lower_formula_leaves_a_set_advance_unused() -> None:
    found = replace(small_contract(), amendments=(amendment(Q4, "340", "consultants"),))
    sheets = year(found, advances={Q4: (set_advance("55.5"),)})
    assert bases(sheets, "consultants") == "100.00 100.00 100.00 40.00"


@pytest.mark.parametrize(
    ("register", "adjusted", "figures", "outstanding", "applied", "returned"), MANAGEMENT_FEES
)
def test_what_the_management_fee_comes_to(
    register: tuple[Deduction, ...],
    adjusted: str,
    figures: str,
    outstanding: str,
    applied: str,
    returned: str,
) -> None:
    adjustments = tuple(adjustment(amount) for amount in adjusted.split())
    sheet = settle(Case(small_contract(), Q2, (year(small_contract())[Q1],), adjustments), register)
    line = sheet.line("management")
    assert line is not None
    assert [line.base, line.deduction, line.adjustment, line.payable] == [yuan(f) for f in figures.split()]
    assert [sheet.outstanding_before, sheet.outstanding_after] == [yuan(f) for f in outstanding.split()]
    assert [share.amount for share in sheet.applied] == [yuan(amount) for amount in applied.split()]
    assert [share.amount for share in sheet.returned] == [yuan(amount) for amount in returned.split()]
    assert sheet.adjustments == adjustments


def test_without_a_bearer_nothing_is_withheld_or_given_back() -> None:
    plain = contract(sub_item("a", "100"))
    sheet = settle(
        Case(plain, Q1), (row(LAST_YEAR, 1, "20"), row(LAST_YEAR, 2, "9", applied="9", waived="9"))
    )
    assert (sheet.applied, sheet.returned, sheet.payable) == ((), (), yuan("25"))
    assert (sheet.outstanding_before, sheet.outstanding_after) == (yuan("20"), yuan("20"))


# fmt: off
CUMULATED = table(
    # name, quarter, item, payable, cumulative, remaining
    ("first",               Q1, "management", "25", "25", "75"),
    ("second_withheld",     Q2, "management", "5",  "30", "50"),
    ("third_adjusted",      Q3, "management", "32", "62", "25"),
    ("fourth",              Q4, "management", "25", "87", "0"),
    ("advance_set_lower",   Q2, "consultants", "40", "140", "260"),
    ("advance_of_the_rest", Q4, "consultants", "130", "400", "0"),
    ("fixed",               Q3, "tax",        "10", "30", "10"),
)
# fmt: on


@pytest.mark.parametrize(("quarter", "item", "payable", "cumulative", "remaining"), CUMULATED)
def test_what_a_line_has_come_to_this_year_and_what_is_left(
    quarter: Quarter, item: str, payable: str, cumulative: str, remaining: str
) -> None:
    sheets = year(
        small_contract(),
        (row(Q1, 1, "20"),),
        adjustments={Q3: (adjustment("7"),)},
        advances={Q2: (set_advance("40"),)},
    )
    line = sheets[quarter].line(item)
    assert line is not None
    assert [line.payable, line.cumulative, line.remaining] == [
        yuan(payable),
        yuan(cumulative),
        yuan(remaining),
    ]


def test_the_sums_of_a_settlement() -> None:
    sheet = year(small_contract(), (row(Q1, 1, "20"),), {Q2: (adjustment("7"), adjustment("-1", "tax"))})[Q2]
    assert [sheet.annual, sheet.base, sheet.cumulative] == [yuan("540"), yuan("135"), yuan("256")]
    assert [sheet.deduction, sheet.adjustment, sheet.payable] == [yuan("-20"), yuan("6"), yuan("121")]
    assert sheet.line("nobody") is None


def test_a_sum_beyond_the_range_is_an_error() -> None:
    sheets = year(contract(sub_item("a", LARGEST), sub_item("b", LARGEST)))
    assert sheets[Q1].payable == yuan("4,999,999,999,999.98")
    found = contract(*(sub_item(code, LARGEST) for code in "abcde"))
    with pytest.raises(AmountError, match="超出金额范围"):
        _ = year(found)[Q4].payable


def test_an_adjustment_beyond_the_range_is_an_error() -> None:
    case = Case(small_contract(), Q1, adjustments=(adjustment(LARGEST), adjustment("0.01")))
    with pytest.raises(AmountError, match="超出金额范围"):
        settle(case, ())


WITHHELD = replace(row(Q1, 1, "20"), basis="综合接通率未达标，按条款定额")
GIVEN_BACK = row(Q1, 2, "9", applied="9", waived="4")
ADVANCE = "本季预付 100.00 = （年度金额 400.00 − 本年前期已结 100.00）÷ 剩余 3 个季度，舍去不足一分的尾数"
MANAGEMENT_FEE = (
    "本季应结额 25.00 = （年度金额 100.00 − 本年前期已结 25.00）÷ 剩余 3 个季度，舍去不足一分的尾数"
)

# fmt: off
NOTES = table(
    ("fixed_line", "tax", (), {}, (), [
        "本季应结额 10.00 = （年度金额 40.00 − 本年前期已结 10.00）÷ 剩余 3 个季度，舍去不足一分的尾数",
        "本季应付 10.00 = 本季应结额 10.00",
        "累计应付 20.00 = 本年前期 10.00 + 本季 10.00",
        "年度剩余 20.00 = 40.00 − 10.00 − 10.00",
    ]),
    ("advance", "consultants", (), {}, (), [
        ADVANCE,
        "本季应付 100.00 = 本季预付 100.00",
        "累计应付 200.00 = 本年前期 100.00 + 本季 100.00",
        "年度剩余 200.00 = 400.00 − 100.00 − 100.00",
    ]),
    ("set_advance", "consultants", (), {Q2: (set_advance("40"),)}, (), [
        f"{ADVANCE.replace('本季预付', '按公式的预付', 1)}；核定预付 40.00（年底人员减少），本季预付 40.00",
        "本季应付 40.00 = 本季预付 40.00",
        "累计应付 140.00 = 本年前期 100.00 + 本季 40.00",
        "年度剩余 260.00 = 400.00 − 100.00 − 40.00",
    ]),
    ("unused_advance", "consultants", (), {Q2: (set_advance("140"),)}, (), [
        f"{ADVANCE}；核定预付 140.00 高于公式金额，未采用",
        "本季应付 100.00 = 本季预付 100.00",
        "累计应付 200.00 = 本年前期 100.00 + 本季 100.00",
        "年度剩余 200.00 = 400.00 − 100.00 − 100.00",
    ]),
    ("withheld_adjusted_given_back", "management", (adjustment("-2"),), {}, (WITHHELD, GIVEN_BACK), [
        MANAGEMENT_FEE,
        "考核扣款 -20.00：KK-12333-2019Q1-01 20.00（2019年第一季度：综合接通率未达标，按条款定额）",
        "调整 2.00：-2.00（多退少补，文号 调1号）、退回减免 4.00（KK-12333-2019Q1-02）",
        "本季应付 7.00 = 本季应结额 25.00 − 考核扣款 20.00 + 调整 2.00",
        "累计应付 32.00 = 本年前期 25.00 + 本季 7.00",
        "年度剩余 50.00 = 100.00 − 25.00 − 25.00",
    ]),
    ("adjustments_that_cancel_out", "management", (adjustment("-2"), adjustment("2", reason="更正")), {}, (), [
        MANAGEMENT_FEE,
        "调整 0.00：-2.00（多退少补，文号 调1号）、2.00（更正，文号 调1号）",
        "本季应付 25.00 = 本季应结额 25.00",
        "累计应付 50.00 = 本年前期 25.00 + 本季 25.00",
        "年度剩余 50.00 = 100.00 − 25.00 − 25.00",
    ]),
)
# fmt: on


@pytest.mark.parametrize(("item", "adjustments", "advances", "register", "notes"), NOTES)
def test_every_figure_says_where_it_came_from(
    item: str,
    adjustments: tuple[Adjustment, ...],
    advances: Mapping[Quarter, tuple[SetAdvance, ...]],
    register: tuple[Deduction, ...],
    notes: list[str],
) -> None:
    line = year(small_contract(), register, {Q2: adjustments}, advances)[Q2].line(item)
    assert line is not None
    assert [note.text for note in line.notes] == notes
    assert line.basis == "；".join(notes)


def test_notes_are_named_for_their_figures() -> None:
    line = year(small_contract(), (WITHHELD,), {Q2: (adjustment("1"),)})[Q2].line("management")
    assert line is not None
    assert [note.figure for note in line.notes] == [
        "base",
        "deduction",
        "adjustment",
        "payable",
        "cumulative",
        "remaining",
    ]


def test_the_last_quarter_takes_all_that_is_left_and_says_so() -> None:
    line = year(contract(sub_item("a", "0.10")))[Q4].line("a")
    assert line is not None
    assert line.notes[0].text == "本季应结额 0.03 = （年度金额 0.10 − 本年前期已结 0.07），末季取全部余额"
