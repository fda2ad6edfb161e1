"""Money is a whole number of 分 (rules, section 2): reading it, printing it, and the only roundings there are."""

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from settlement_app.domain.numerals import half_width

LIMIT = 999_999_999_999_999
"""The largest amount, in 分, that a figure or a sum may have, with either sign."""

Unit = Literal["元", "万元"]
"""What amounts are shown in; what is stored is always 分."""

_FEN_PER_YUAN = 100
_FEN_PER_WAN_YUAN = 1_000_000
_AMOUNT = re.compile(
    r"(?P<sign>[+-]?)¥?(?P<inner_sign>[+-]?)(?P<whole>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)"
    r"(?:\.(?P<decimals>[0-9]+))?(?P<unit>元|万元)?"
)


class AmountError(ValueError):
    """What was typed is no amount, or a sum leaves the range; the message says so in Chinese."""


def parse_amount(text: str) -> int:
    """The amount in 分 that was typed in 元 (at most two decimals) or 万元 (at most six).

    Raises AmountError, quoting what was typed, for anything else; nothing is rounded.
    """
    found = _AMOUNT.fullmatch(half_width(text))
    if not found or (found["sign"] and found["inner_sign"]):
        if text.endswith("万") and _AMOUNT.fullmatch(half_width(f"{text}元")):
            raise AmountError(f"“{text}”的单位没有写全；请写成 {text}元")
        raise AmountError(f"“{text}”不是金额；请填写如 17,846,800.00 或 1784.68万元 的数字")
    in_wan = found["unit"] == "万元"
    places = 6 if in_wan else 2
    decimals = found["decimals"] or ""
    if len(decimals) > places:
        raise AmountError(
            f"“{text}”的小数超过一分（{'万元' if in_wan else '元'}最多 {places} 位小数）；请改为整分"
        )
    whole = found["whole"].replace(",", "").lstrip("0")
    if len(whole) > len(str(LIMIT)):
        raise _out_of_range(f"“{text}”")
    fen = int(whole or "0") * (_FEN_PER_WAN_YUAN if in_wan else _FEN_PER_YUAN) + int(
        decimals.ljust(places, "0")
    )
    if fen > LIMIT:
        raise _out_of_range(f"“{text}”")
    return -fen if "-" in (found["sign"], found["inner_sign"]) else fen


def parse_positive(text: str) -> int:
    """As parse_amount; raises AmountError also for zero and for negative amounts."""
    fen = parse_amount(text)
    if fen <= 0:
        raise AmountError(f"“{text}”应大于零；请填写一个大于零的金额")
    return fen


def format_amount(fen: int) -> str:
    """The amount in 元 with separators and two decimals, as in ``-50,000.00``."""
    yuan, rest = divmod(abs(fen), _FEN_PER_YUAN)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{rest:02d}"


def format_in(unit: Unit, fen: int) -> str:
    """The amount in 元, or in 万元 with as many decimals (two to six) as nothing is rounded: ``1,784.68``."""
    if unit == "元":
        return format_amount(fen)
    whole, rest = divmod(abs(fen), _FEN_PER_WAN_YUAN)
    decimals = f"{rest:06d}".rstrip("0").ljust(2, "0")
    return f"{'-' if fen < 0 else ''}{whole:,}.{decimals}"


def checked(fen: int) -> int:
    """The same amount; raises AmountError when it leaves the range."""
    if abs(fen) > LIMIT:
        raise _out_of_range(f"计算结果 {format_amount(fen)} 元")
    return fen


def total(amounts: Iterable[int]) -> int:
    """The sum in 分; raises AmountError when it leaves the range."""
    return checked(sum(amounts))


def percent_of(fen: int, percent: Fraction) -> int:
    """So many percent of an amount, rounded half up to the 分, away from zero on a tie (四舍五入)."""
    numerator, denominator = fen * percent.numerator, 100 * percent.denominator
    rounded = (2 * abs(numerator) + denominator) // (2 * denominator)
    return checked(-rounded if numerator < 0 else rounded)


def percent_text(percent: Fraction) -> str:
    """A percentage for reading, rounded half up to two decimals (四舍五入): ``97.55%``."""
    hundredths = percent_of(10_000, percent)
    return f"{format_amount(hundredths)}%"


def quarterly_share(annual: int, settled: int, quarters_left: int) -> int:
    """What is left of the year, split evenly over the quarters left and rounded down to the 分 (section 4).

    With one quarter left it is all that is left, so that the year adds up to the annual amount.
    """
    return (annual - settled) // quarters_left


def _out_of_range(what: str) -> AmountError:
    return AmountError(f"{what}超出金额范围（不超过 ±{format_amount(LIMIT)} 元）；请核对金额")
