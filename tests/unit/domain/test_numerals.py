"""Numbers as people type them, and points counted up to whole ones."""

from fractions import Fraction

import pytest

from settlement_app.domain.numerals import NumeralError, half_width, parse_number, whole_up
from tests.support.tables import table

# fmt: off
HALF_WIDTH = table(
    ("digits",           "０１２３４５６７８９", "0123456789"),
    ("point_and_comma",  "１７，８４６．８０",   "17,846.80"),
    ("signs",            "＋－−",                "+--"),
    ("currency",         "￥５",                 "¥5"),
    ("blanks_around",    "  5\u3000\n",          "5"),
    ("blanks_within",    "1 2",                  "1 2"),
    ("other_marks",      "%％（",                "%％（"),
)

NUMBERS = table(
    ("whole",            "90",                        Fraction(90)),
    ("two_decimals",     "78.50",                     Fraction(157, 2)),
    ("leading_zeros",    "007.10",                    Fraction(71, 10)),
    ("full_width",       "７８．５０",                Fraction(157, 2)),
    ("minus",            "-3",                        Fraction(-3)),
    ("full_width_minus", "－３．５",                  Fraction(-7, 2)),
    ("plus",             "+0.01",                     Fraction(1, 100)),
    ("minus_zero",       "-0",                        Fraction(0)),
    ("blanks_around",    " 5 ",                       Fraction(5)),
    ("not_a_float",      "79.995",                    Fraction(15999, 200)),
    ("eighteen_digits",  "999999999999999999",        Fraction(999_999_999_999_999_999)),
    ("twelve_decimals",  "0.000000000001",            Fraction(1, 10**12)),
)

NOT_NUMBERS = table(
    ("empty",             ""),
    ("blank",             "  "),
    ("text",              "良好"),
    ("exponent",          "1e3"),
    ("nan",               "NaN"),
    ("infinite",          "inf"),
    ("comma",             "1,000"),
    ("percent_sign",      "78.50%"),
    ("two_signs",         "--3"),
    ("two_points",        "1.2.3"),
    ("point_at_the_end",  "5."),
    ("point_first",       ".5"),
    ("nineteen_digits",   "1234567890123456789"),
    ("thirteen_decimals", "0.1234567890123"),
    ("blank_within",      "1 2"),
    ("other_digits",      "٣"),
)

WHOLE_UP = table(
    ("zero",             Fraction(0),          0),
    ("part_of_one",      Fraction(1, 1000),    1),
    ("exactly_one",      Fraction(1),          1),
    ("one_and_a_bit",    Fraction(12, 10),     2),
    ("below_zero",       Fraction(-3, 2),     -1),
)
# fmt: on


@pytest.mark.parametrize(("text", "expected"), HALF_WIDTH)
def test_full_width_marks_are_read_as_half_width_ones(text: str, expected: str) -> None:
    assert half_width(text) == expected


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_a_plain_decimal_is_read_exactly(text: str, expected: Fraction) -> None:
    assert parse_number(text) == expected


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_anything_else_is_refused_and_quoted(text: str) -> None:
    with pytest.raises(NumeralError) as refusal:
        parse_number(text)
    assert str(refusal.value) == f"“{text}”不是数字；请填写如 78.50 的数字，不带单位和逗号"


@pytest.mark.parametrize(("value", "expected"), WHOLE_UP)
def test_a_part_of_a_point_counts_as_a_point(value: Fraction, expected: int) -> None:
    assert whole_up(value) == expected
