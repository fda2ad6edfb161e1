"""Amounts in words: every example of the rules (sections 2 and 13) and of the two rule books."""

import pytest

from settlement_app.domain.money import LIMIT, AmountError, parse_amount
from settlement_app.domain.words import in_words
from tests.support.tables import table

# fmt: off
RULE_BOOKS = table(
    # 支付结算办法 附一
    ("1,409.50",               "1,409.50",              "壹仟肆佰零玖元伍角整"),
    ("6,007.14",               "6,007.14",              "陆仟零柒元壹角肆分"),
    ("1,680.32",               "1,680.32",              "壹仟陆佰捌拾元零叁角贰分"),
    ("107,000.53",             "107,000.53",            "壹拾万柒仟元零伍角叁分"),
    ("16,409.02",              "16,409.02",             "壹万陆仟肆佰零玖元零贰分"),
    ("325.04",                 "325.04",                "叁佰贰拾伍元零肆分"),
    # 会计基础工作规范 第五十二条 and its commentary
    ("101.50",                 "101.50",                "壹佰零壹元伍角整"),
    ("1,004.56",               "1,004.56",              "壹仟零肆元伍角陆分"),
    ("1,320.56",               "1,320.56",              "壹仟叁佰贰拾元零伍角陆分"),
    ("1,000.56",               "1,000.56",              "壹仟元零伍角陆分"),
)

RULES = table(
    ("whole_groups_of_zeros",  "100,008,000.00",        "壹亿零捌仟元整"),
    ("no_yuan_jiao_and_fen",   "0.35",                  "叁角伍分"),
    ("no_yuan_whole_jiao",     "0.50",                  "伍角整"),
    ("no_yuan_fen_alone",      "0.04",                  "肆分"),
    ("zero",                   "0",                     "零元整"),
    ("minus_zero",             "-0.00",                 "零元整"),
    ("negative",               "-445,200.00",           "负肆拾肆万伍仟贰佰元整"),
    ("negative_fen",           "-0.01",                 "负壹分"),
    ("ten_to_the_twelfth",     "1,000,000,000,000.00",  "壹万亿元整"),
)

WORKED_EXAMPLE = table(
    ("2019Q1",                 "17,846,800.00",         "壹仟柒佰捌拾肆万陆仟捌佰元整"),
    ("2019Q2",                 "17,796,800.00",         "壹仟柒佰柒拾玖万陆仟捌佰元整"),
    ("2019Q4",                 "16,591,300.00",         "壹仟陆佰伍拾玖万壹仟叁佰元整"),
    ("clearance",              "-445,200.00",           "负肆拾肆万伍仟贰佰元整"),
    ("clearance_as_printed",   "445,200.00",            "肆拾肆万伍仟贰佰元整"),
)

PLACES = table(
    ("ten",                    "10",                    "壹拾元整"),
    ("fifteen",                "15",                    "壹拾伍元整"),
    ("hundred",                "100",                   "壹佰元整"),
    ("thousand",               "1,000",                 "壹仟元整"),
    ("ten_thousand",           "10,000",                "壹万元整"),
    ("hundred_thousand",       "100,000",               "壹拾万元整"),
    ("million",                "1,000,000",             "壹佰万元整"),
    ("ten_million",            "10,000,000",            "壹仟万元整"),
    ("yi",                     "100,000,000",           "壹亿元整"),
    ("ten_yi",                 "1,000,000,000",         "壹拾亿元整"),
    ("thousand_yi",            "100,000,000,000",       "壹仟亿元整"),
    ("every_digit",            "9,876,543,210,123.45",  "玖万捌仟柒佰陆拾伍亿肆仟叁佰贰拾壹万零壹佰贰拾叁元肆角伍分"),
    ("largest",                "9,999,999,999,999.99",  "玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
)

ZEROS = table(
    ("within_a_group",         "1,001",                 "壹仟零壹元整"),
    ("two_apart",              "1,010",                 "壹仟零壹拾元整"),
    ("at_the_end_of_a_group",  "1,100",                 "壹仟壹佰元整"),
    ("before_a_low_group",     "10,001",                "壹万零壹元整"),
    ("before_a_hundred",       "100,500",               "壹拾万零伍佰元整"),
    ("wan_0_before_thousand",  "105,000",               "壹拾万伍仟元整"),
    ("wan_00_before_thousand", "1,005,000",             "壹佰万伍仟元整"),
    ("yi_0_before_ten_million", "1,050,000,000",        "壹拾亿伍仟万元整"),
    ("yi_before_low_wan",      "1,000,050,000",         "壹拾亿零伍万元整"),
    ("two_gaps",               "100,010,001",           "壹亿零壹万零壹元整"),
    ("empty_group_between",    "100,000,001",           "壹亿零壹元整"),
    ("empty_wan_then_thousand", "500,001,000",          "伍亿零壹仟元整"),
    ("wan_yi_and_yi",          "1,000,100,000,000",     "壹万零壹亿元整"),
    ("wan_yi_and_thousand_yi", "1,100,000,000,000",     "壹万壹仟亿元整"),
    ("wan_yi_and_wan",         "1,000,000,010,000",     "壹万亿零壹万元整"),
    ("wan_yi_and_ten_million", "1,000,010,000,000",     "壹万亿零壹仟万元整"),
    ("wan_yi_and_one",         "1,000,000,000,001",     "壹万亿零壹元整"),
)

SMALL_PARTS = table(
    ("yuan_0_jiao",            "10.50",                 "壹拾元零伍角整"),
    ("yuan_0_jiao_fen",        "20.56",                 "贰拾元零伍角陆分"),
    ("yuan_0_fen",             "30.06",                 "叁拾元零陆分"),
    ("yuan_jiao",              "1.20",                  "壹元贰角整"),
    ("yuan_jiao_fen",          "1.23",                  "壹元贰角叁分"),
    ("yuan_fen",               "1.03",                  "壹元零叁分"),
    ("wan_jiao",               "10,000.10",             "壹万元零壹角整"),
)
# fmt: on


@pytest.mark.parametrize(
    ("amount", "words"), [*RULE_BOOKS, *RULES, *WORKED_EXAMPLE, *PLACES, *ZEROS, *SMALL_PARTS]
)
def test_an_amount_in_words(amount: str, words: str) -> None:
    assert in_words(parse_amount(amount)) == words


@pytest.mark.parametrize("fen", [LIMIT + 1, -LIMIT - 1])
def test_an_amount_beyond_the_range_has_no_words(fen: int) -> None:
    with pytest.raises(AmountError, match="超出金额范围"):
        in_words(fen)
