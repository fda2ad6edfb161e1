"""Numbers as people type them: full-width marks read as half-width, decimals kept exact."""

import re
from fractions import Fraction

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，－＋−￥", "0123456789.,-+-¥")
_PLAIN = re.compile(r"([+-]?)([0-9]{1,18})(?:\.([0-9]{1,12}))?")


class NumeralError(ValueError):
    """What was typed is not a number; the message says so in Chinese and quotes it."""


def half_width(text: str) -> str:
    """The text without surrounding blanks, its full-width digits, signs, commas and points as half-width ones."""
    return text.strip().translate(_HALF_WIDTH)


def parse_number(text: str) -> Fraction:
    """The exact value of a plain decimal such as ``78.50`` or ``－3``.

    Raises NumeralError for anything else: blanks, exponents, commas, more than 18 whole digits or 12 decimals.
    """
    found = _PLAIN.fullmatch(half_width(text))
    if not found:
        raise NumeralError(f"“{text}”不是数字；请填写如 78.50 的数字，不带单位和逗号")
    sign, whole, decimals = found.group(1), found.group(2), found.group(3) or ""
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    return -value if sign == "-" else value


def whole_up(value: Fraction) -> int:
    """The number of whole units that hold the value: 1.2 points are 2 (满一个点或不足一个点均按一个点)."""
    return -(-value.numerator // value.denominator)
