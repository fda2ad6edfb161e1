"""What the naive model is made of: the refusal, money as whole 分, quarters as text and names of people."""

import unicodedata
from datetime import date, timedelta
from fractions import Fraction

MONTHS_OF_QUARTER = {"1": (1, 2, 3), "2": (4, 5, 6), "3": (7, 8, 9), "4": (10, 11, 12)}


class NaiveRefusal(Exception):
    """A rule refuses an act; nothing was changed."""


def refuse_if(condition: bool, reason: str) -> None:
    """Raise the refusal where the condition holds."""
    if condition:
        raise NaiveRefusal(reason)


def fen(amount_text: str) -> int:
    """Return an amount of a file, in 元 or 万元, as whole 分 (rules, section 2)."""
    text = unicodedata.normalize("NFKC", amount_text).strip().replace(",", "").replace("¥", "")
    unit = 1_000_000 if text.endswith("万元") else 100
    value = Fraction(text.removesuffix("元").removesuffix("万")) * unit
    refuse_if(value.denominator != 1, f"more decimals than a 分 has: {amount_text}")
    return int(value)


def half_up(value: Fraction) -> int:
    """Round to a whole 分, away from zero on a tie (rules, section 2)."""
    size = abs(value)
    whole = size.numerator // size.denominator
    if size - whole >= Fraction(1, 2):
        whole += 1
    return whole if value >= 0 else -whole


def rounded_up(value: Fraction) -> int:
    """Return the value with every part of one counted as one (rules, section 6: "or part of one")."""
    whole = value.numerator // value.denominator
    return whole if whole == value else whole + 1


def year_of(quarter: str) -> int:
    """Return the year of ``2019Q1``."""
    return int(quarter[:4])


def months_of(quarter: str) -> list[str]:
    """Return the months of a quarter as ``2019-01``."""
    return [f"{year_of(quarter)}-{month:02}" for month in MONTHS_OF_QUARTER[quarter[-1]]]


def first_day(quarter: str) -> date:
    """Return the day from which a quarter can be posted (rules, section 7)."""
    return date(year_of(quarter), MONTHS_OF_QUARTER[quarter[-1]][0], 1)


def last_day(quarter: str) -> date:
    """Return the last day of a quarter."""
    in_next_month = date(year_of(quarter), MONTHS_OF_QUARTER[quarter[-1]][2], 28) + timedelta(days=4)
    return in_next_month.replace(day=1) - timedelta(days=1)


def whole_quarters(year: int, start: date, end: date) -> list[str]:
    """Return the quarters of a contract's period, which must be whole ones of its year (rules, section 3)."""
    quarters = [f"{year}Q{number}" for number in "1234"]
    inside = [quarter for quarter in quarters if start <= first_day(quarter) and last_day(quarter) <= end]
    whole = bool(inside) and first_day(inside[0]) == start and last_day(inside[-1]) == end
    refuse_if(not whole, "the period is not whole quarters of the year")
    return inside


def plain_name(name: str) -> str:
    """Return a name as names are compared: NFKC, without blanks (rules, section 7)."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def need_two_people(by: str, reviewer: str) -> None:
    """Refuse where preparer and reviewer are not two named people (rules, section 7)."""
    refuse_if(not plain_name(by) or not plain_name(reviewer), "a name is empty")
    refuse_if(plain_name(by) == plain_name(reviewer), "one person is no two people")
