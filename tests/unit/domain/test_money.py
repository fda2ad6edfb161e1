"""Amounts as typed and as printed, their range, and the two roundings (rules, sections 2 and 4)."""

from fractions import Fraction

import pytest

from settlement_app.domain.money import (
    LIMIT,
    AmountError,
    Unit,
    checked,
    format_amount,
    format_in,
    parse_amount,
    parse_positive,
    percent_of,
    percent_text,
    quarterly_share,
    total,
)
from tests.support.tables import table

# fmt: off
ACCEPTED = table(
    ("wan_yuan",              "1784.68万元",                    1_784_680_000),
    ("commas",                "17,846,800.00",                  1_784_680_000),
    ("full_width_currency",   "￥17846800",                     1_784_680_000),
    ("full_width",            "１７，８４６，８００",           1_784_680_000),
    ("yuan",                  "17846800元",                     1_784_680_000),
    ("half_width_currency",   "¥17,846,800.00",                 1_784_680_000),
    ("everything_at_once",    " ￥１，７８４．６８万元 ",       1_784_680_000),
    ("six_decimals_of_wan",   "0.000001万元",                               1),
    ("two_decimals",          "0.01",                                       1),
    ("one_decimal",           "0.5",                                       50),
    ("leading_zeros",         "007",                                       700),
    ("many_leading_zeros",    "000000000000000000000001",                  100),
    ("zero",                  "0",                                           0),
    ("minus_zero",            "-0.00",                                       0),
    ("plus",                  "+5",                                        500),
    ("minus",                 "-445,200.00",                      -44_520_000),
    ("full_width_minus",      "－１００",                            -10_000),
    ("minus_of_our_papers",   "−100",                                -10_000),
    ("sign_before_currency",  "-¥5",                                    -500),
    ("sign_after_currency",   "¥-5",                                    -500),
    ("no_commas_needed",      "1234567",                         123_456_700),
    ("largest",               "9,999,999,999,999.99",                  LIMIT),
    ("smallest",              "-9999999999999.99",                    -LIMIT),
    ("largest_in_wan",        "999999999.999999万元",         99_999_999_999_999 * 10 + 9),
)

NO_AMOUNTS = table(
    ("empty",               ""),
    ("blank",               " "),
    ("text",                "十元"),
    ("exponent",            "1e5"),
    ("nan",                 "NaN"),
    ("infinite",            "Infinity"),
    ("two_signs",           "--5"),
    ("plus_and_minus",      "+-5"),
    ("sign_on_both_sides",  "-¥-5"),
    ("sign_behind",         "5-"),
    ("brackets",            "(5.00)"),
    ("two_currencies",      "¥¥5"),
    ("dollar",              "$5"),
    ("other_unit",          "5亿"),
    ("wan_alone",           "万"),
    ("wan_within",          "3万5"),
    ("wan_and_yuan",        "3万5元"),
    ("two_wan",             "3万万"),
    ("wan_and_two_yuan",    "3万元元"),
    ("wan_twice",           "3万万元"),
    ("yuan_and_wan",        "3元万"),
    ("wan_of_words",        "三万"),
    ("thousand",            "3千"),
    ("blank_before_wan",    "3 万"),
    ("unit_alone",          "元"),
    ("two_units",           "5元元"),
    ("unit_before",         "元5"),
    ("commas_by_two",       "12,34"),
    ("commas_by_four",      "1,2345"),
    ("comma_first",         ",123"),
    ("comma_at_the_end",    "1,"),
    ("four_before_comma",   "1234,567"),
    ("some_commas",         "1,234567"),
    ("comma_in_decimals",   "1.234,5"),
    ("point_at_the_end",    "5."),
    ("point_first",         ".5"),
    ("two_points",          "1.2.3"),
    ("blank_within",        "1 000"),
    ("underscore",          "1_000"),
    ("other_digits",        "٣"),
)

TOO_FINE = table(
    ("three_decimals",        "1.005",          "元最多 2 位小数"),
    ("three_with_zero",       "1.000",          "元最多 2 位小数"),
    ("three_with_unit",       "1.005元",        "元最多 2 位小数"),
    ("seven_of_wan",          "0.0000001万元",  "万元最多 6 位小数"),
)

TOO_LARGE = table(
    ("one_fen_more",          "10000000000000.00"),
    ("one_fen_less",          "-10,000,000,000,000.00"),
    ("wan",                   "1000000000万元"),
    ("very_many_digits",      "1" + "0" * 5000),
)

POSITIVE = table(
    ("one_fen",               "0.01",       1),
    ("full_width",            "１２．５",   1_250),
)

NOT_POSITIVE = table(
    ("zero",                  "0"),
    ("minus_zero",            "-0"),
    ("negative",              "-0.01"),
)

PRINTED = table(
    ("zero",                  0,               "0.00"),
    ("one_fen",               1,               "0.01"),
    ("minus_one_fen",         -1,              "-0.01"),
    ("jiao",                  50,              "0.50"),
    ("thousands",             -5_000_000,      "-50,000.00"),
    ("millions",              1_784_680_000,   "17,846,800.00"),
    ("not_floor_division",    -7_727_021,      "-77,270.21"),
    ("largest",               LIMIT,           "9,999,999,999,999.99"),
)

SUMS_TOO_LARGE = table(
    ("above", (LIMIT, 1),   "10,000,000,000,000.00"),
    ("below", (-LIMIT, -1), "-10,000,000,000,000.00"),
)

PERCENTAGES = table(
    ("whole",                 125_550_000, "2",        2_511_000),
    ("nothing",               125_550_000, "0",                0),
    ("all",                   125_550_000, "100",    125_550_000),
    ("more_than_all",         125_550_000, "120",    150_660_000),
    ("below_the_tie",                 149, "1",                1),
    ("tie_goes_up",                   150, "1",                2),
    ("above_the_tie",                 151, "1",                2),
    ("even_tie_goes_up",              250, "1",                3),
    ("negative_tie_goes_away",       -150, "1",               -2),
    ("negative_below_the_tie",       -149, "1",               -1),
    ("one_fen_by_half",                 1, "50",               1),
    ("negative_percentage",           150, "-1",              -2),
    ("fine_percentage",       125_550_000, "0.333333",   418_500),
    ("largest",                     LIMIT, "100",          LIMIT),
)

PERCENTAGES_TO_READ = table(
    ("whole",             Fraction(100),                          "100.00%"),
    ("worked_example",    Fraction(6_963_650_000, 71_387_200),    "97.55%"),
    ("tie_goes_up",       Fraction("97.545"),                     "97.55%"),
    ("below_the_tie",     Fraction("97.5449"),                    "97.54%"),
    ("nothing",           Fraction(0),                            "0.00%"),
    ("more_than_all",     Fraction("1234.5"),                     "1,234.50%"),
    ("negative",          Fraction("-0.005"),                     "-0.01%"),
)

SHARES = table(
    ("first_of_four",         502_200_000,           0, 4, 125_550_000),
    ("last_takes_the_rest",           100,          75, 1,          25),
    ("rounded_down",                   10,           0, 3,           3),
    ("rounded_down_at_two",             7,           2, 2,           2),
    ("nothing_left",                  100,         100, 2,           0),
    ("settled_too_much",              100,         101, 2,          -1),
)
# fmt: on


@pytest.mark.parametrize(("text", "fen"), ACCEPTED)
def test_an_amount_is_read_to_the_fen(text: str, fen: int) -> None:
    assert parse_amount(text) == fen


@pytest.mark.parametrize("text", ["5万", "1,784.68万", "-0.5万", "￥３２０万"])
def test_a_unit_cut_short_is_written_out(text: str) -> None:
    with pytest.raises(AmountError) as refused:
        parse_amount(text)
    assert str(refused.value) == f"“{text}”的单位没有写全；请写成 {text}元"
    parse_amount(f"{text}元")


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_what_is_no_amount_is_quoted(text: str) -> None:
    with pytest.raises(AmountError) as refusal:
        parse_amount(text)
    assert str(refusal.value) == f"“{text}”不是金额；请填写如 17,846,800.00 或 1784.68万元 的数字"


@pytest.mark.parametrize(("text", "limit"), TOO_FINE)
def test_nothing_is_rounded_at_input(text: str, limit: str) -> None:
    with pytest.raises(AmountError) as refusal:
        parse_amount(text)
    assert str(refusal.value) == f"“{text}”的小数超过一分（{limit}）；请改为整分"


@pytest.mark.parametrize("text", TOO_LARGE)
def test_an_amount_beyond_the_range_is_quoted(text: str) -> None:
    with pytest.raises(AmountError) as refusal:
        parse_amount(text)
    assert str(refusal.value) == f"“{text}”超出金额范围（不超过 ±9,999,999,999,999.99 元）；请核对金额"


@pytest.mark.parametrize(("text", "fen"), POSITIVE)
def test_a_positive_amount_is_read(text: str, fen: int) -> None:
    assert parse_positive(text) == fen


@pytest.mark.parametrize("text", NOT_POSITIVE)
def test_where_a_positive_amount_is_asked_for_others_are_quoted(text: str) -> None:
    with pytest.raises(AmountError) as refusal:
        parse_positive(text)
    assert str(refusal.value) == f"“{text}”应大于零；请填写一个大于零的金额"


@pytest.mark.parametrize(("fen", "text"), PRINTED)
def test_an_amount_is_printed_in_yuan(fen: int, text: str) -> None:
    assert format_amount(fen) == text


@pytest.mark.parametrize(("fen", "text"), PRINTED)
def test_what_is_printed_can_be_read_again(fen: int, text: str) -> None:
    assert parse_amount(text) == fen


@pytest.mark.parametrize("fen", [LIMIT, -LIMIT, 0])
def test_a_figure_within_the_range_stays(fen: int) -> None:
    assert checked(fen) == fen


@pytest.mark.parametrize(("amounts", "result"), SUMS_TOO_LARGE)
def test_a_sum_beyond_the_range_is_an_error(amounts: tuple[int, ...], result: str) -> None:
    with pytest.raises(AmountError) as refusal:
        total(amounts)
    assert str(refusal.value) == (
        f"计算结果 {result} 元超出金额范围（不超过 ±9,999,999,999,999.99 元）；请核对金额"
    )


def test_only_the_sum_counts_and_not_the_way_to_it() -> None:
    assert total((LIMIT, LIMIT, -LIMIT)) == LIMIT


@pytest.mark.parametrize(("fen", "percent", "expected"), PERCENTAGES)
def test_a_percentage_is_rounded_half_up_away_from_zero(fen: int, percent: str, expected: int) -> None:
    assert percent_of(fen, Fraction(percent)) == expected


@pytest.mark.parametrize(("percent", "text"), PERCENTAGES_TO_READ)
def test_a_percentage_is_read_with_two_decimals(percent: Fraction, text: str) -> None:
    assert percent_text(percent) == text


def test_a_percentage_beyond_the_range_is_an_error() -> None:
    with pytest.raises(AmountError, match="超出金额范围"):
        percent_of(LIMIT, Fraction(200))


@pytest.mark.parametrize(("annual", "settled", "left", "share"), SHARES)
def test_what_is_left_of_the_year_is_split_and_rounded_down(
    annual: int, settled: int, left: int, share: int
) -> None:
    assert quarterly_share(annual, settled, left) == share


@pytest.mark.parametrize(
    ("unit", "fen", "text"),
    [
        ("元", 1_784_680_012, "17,846,800.12"),
        ("万元", 1_784_680_000, "1,784.68"),
        ("万元", 1_784_680_012, "1,784.680012"),
        ("万元", -4_500_000, "-4.50"),
        ("万元", 1, "0.000001"),
        ("万元", 0, "0.00"),
        ("万元", LIMIT, "999,999,999.999999"),
    ],
)
def test_an_amount_is_shown_in_either_unit_and_never_rounded(unit: Unit, fen: int, text: str) -> None:
    assert format_in(unit, fen) == text
    assert parse_amount(f"{text}{unit}") == fen
