"""Reading, printing, rounding and spelling amounts, over their whole range."""

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from settlement_app.domain import money
from settlement_app.domain.words import in_words
from tests.model import naive_basics, naive_words

ANY_AMOUNT = st.integers(-money.LIMIT, money.LIMIT)
FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
# Few digits that are not zero, anywhere: where the zeros stand is what makes words hard.
SPARSE_AMOUNT = st.lists(st.sampled_from("000000123456789"), min_size=1, max_size=15).map(
    lambda digits: int("".join(digits))
)


@given(fen=ANY_AMOUNT, full_width=st.booleans(), plain=st.booleans(), mark=st.sampled_from(["", "元"]))
def test_a_printed_amount_is_read_as_the_same(fen: int, full_width: bool, plain: bool, mark: str) -> None:
    text = money.format_amount(fen)
    text = text.replace(",", "") if plain else text
    text = text.translate(FULL_WIDTH) if full_width else text
    assert money.parse_amount(text + mark) == fen


@given(fen=ANY_AMOUNT)
def test_an_amount_in_wan_yuan_is_the_same_amount(fen: int) -> None:
    whole, part = divmod(abs(fen), 1_000_000)
    text = f"{'-' if fen < 0 else ''}{whole}.{part:06}万元"
    assert money.parse_amount(text) == fen == naive_basics.fen(text)


@given(fen=st.integers(money.LIMIT + 1, 10 * money.LIMIT), sign=st.sampled_from([1, -1]))
def test_beyond_the_range_nothing_is_read_summed_or_spelled(fen: int, sign: int) -> None:
    text = f"{'-' if sign < 0 else ''}{fen // 100}.{fen % 100:02}"
    with pytest.raises(money.AmountError, match="超出金额范围"):
        money.parse_amount(text)
    with pytest.raises(money.AmountError, match="超出金额范围"):
        money.total([sign * (fen - 1), sign])
    with pytest.raises(money.AmountError, match="超出金额范围"):
        in_words(sign * fen)


@given(fen=st.integers(0, money.LIMIT), more=st.text("0123456789", min_size=1, max_size=4))
def test_more_decimals_than_a_fen_has_are_refused_not_rounded(fen: int, more: str) -> None:
    with pytest.raises(money.AmountError, match="小数超过一分"):
        money.parse_amount(f"{fen // 100}.{fen % 100:02}{more}")


@given(text=st.text("0123456789０５,，.．-－+＋¥￥元万 eE", max_size=12))
@example("1,23")
@example("--1")
@example("1e3")
def test_what_is_read_is_what_the_text_says(text: str) -> None:
    try:
        fen = money.parse_amount(text)
    except money.AmountError as error:
        refused = str(error)
        assert text in refused
    else:
        assert fen == naive_basics.fen(text)
        assert isinstance(fen, int)


@given(fen=ANY_AMOUNT, numerator=st.integers(0, 10**14), decimals=st.integers(0, 12), tie=st.booleans())
@example(fen=1, numerator=50, decimals=0, tie=False)
@example(fen=-1, numerator=50, decimals=0, tie=False)
def test_a_percentage_is_rounded_half_up(fen: int, numerator: int, decimals: int, tie: bool) -> None:
    percent = Fraction(50) if tie else min(Fraction(numerator, 10**decimals), Fraction(100))
    rounded = money.percent_of(fen, percent)
    exact = percent * fen / 100
    assert rounded == naive_basics.half_up(exact)
    assert abs(rounded - exact) <= Fraction(1, 2)
    assert abs(rounded) >= abs(exact) or abs(rounded - exact) < Fraction(1, 2)


@given(annual=st.integers(0, money.LIMIT), quarters=st.integers(1, 4))
def test_quarterly_shares_add_up_and_never_differ_by_more_than_the_rest(annual: int, quarters: int) -> None:
    shares: list[int] = []
    for left in range(quarters, 0, -1):
        shares.append(money.quarterly_share(annual, sum(shares), left))
    assert sum(shares) == annual
    assert shares == sorted(shares)
    assert shares[-1] - shares[0] < quarters


@given(annuals=st.lists(st.integers(0, money.LIMIT), min_size=1, max_size=4))
def test_quarterly_shares_add_up_to_the_last_annual_amount_whatever_was_amended(annuals: list[int]) -> None:
    settled = 0
    for done, annual in enumerate(annuals):
        share = money.quarterly_share(annual, settled, len(annuals) - done)
        exact = Fraction(annual - settled, len(annuals) - done)
        assert share <= exact < share + 1
        settled += share
    assert settled == annuals[-1]


@given(fen=st.one_of(ANY_AMOUNT, SPARSE_AMOUNT, st.integers(-200_000, 200_000)))
@example(10**14)
@example(-money.LIMIT)
def test_words_are_those_of_the_naive_model(fen: int) -> None:
    assert in_words(fen) == naive_words.in_words(fen)
