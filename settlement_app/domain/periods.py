"""Quarters, months and dates: the one place that does calendar arithmetic. Today is always an argument."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from functools import lru_cache

from dateutil.relativedelta import relativedelta

_NUMBERS = "一二三四"
_QUARTER = re.compile(r"(19[0-9]{2}|2[0-9]{3})[Qq]([1-4])")
_MONTH = re.compile(r"(19[0-9]{2}|2[0-9]{3})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"(19[0-9]{2}|2[0-9]{3})")
_DATE = re.compile(r"(19[0-9]{2}|2[0-9]{3})-[0-9]{2}-[0-9]{2}")
_DAY = relativedelta(days=1)
_TYPED_DAY = re.compile(
    r"(19[0-9]{2}|2[0-9]{3})(?:[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))"
)
_TYPED_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?")


class PeriodError(ValueError):
    """What was typed is no quarter, month, year or date; the message says so in Chinese."""


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """One calendar quarter, written ``2019Q1``."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def label(self) -> str:
        """As a reader writes it: 2019年第一季度."""
        return f"{self.year}年{self.short_label}"

    @property
    def short_label(self) -> str:
        """Within its year: 第一季度."""
        return f"第{_NUMBERS[self.number - 1]}季度"

    @property
    def first_day(self) -> date:
        """The first day of the quarter."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last_day(self) -> date:
        """The last day of the quarter."""
        return self.first_day + relativedelta(months=3) - _DAY

    def holds(self, day: date) -> bool:
        """Whether the day lies in the quarter."""
        return (day.year, (day.month + 2) // 3) == (self.year, self.number)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One calendar month, written ``2019-03``."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02d}"

    @property
    def label(self) -> str:
        """As people write it: 2019年3月."""
        return f"{self.year}年{self.number}月"


def parse_quarter(text: str) -> Quarter:
    """Read ``2019Q1``; raises PeriodError for anything else."""
    found = _QUARTER.fullmatch(text.strip())
    if not found:
        raise PeriodError(f"“{text}”不是季度；请写成 2019Q1 的样子")
    return Quarter(int(found[1]), int(found[2]))


def parse_month(text: str) -> Month:
    """Read ``2019-03``; raises PeriodError for anything else."""
    found = _MONTH.fullmatch(text.strip())
    if not found:
        raise PeriodError(f"“{text}”不是月份；请写成 2019-03 的样子")
    return Month(int(found[1]), int(found[2]))


def parse_year(text: str) -> int:
    """Read ``2019``; raises PeriodError for anything else."""
    if not _YEAR.fullmatch(text.strip()):
        raise PeriodError(f"“{text}”不是年度；请写成 2019 的样子")
    return int(text)


def parse_date(text: str) -> date:
    """Read ``2019-04-20``; raises PeriodError for anything else."""
    found = _DATE.fullmatch(text.strip())
    try:
        return date.fromisoformat(found[0] if found else "")
    except ValueError:
        raise PeriodError(f"“{text}”不是日期；请写成 2019-04-20 的样子") from None


def parse_typed_day(text: str) -> date:
    """Read a day as people and spreadsheets write it: ``2019-04-20``, ``2019/4/20``, ``20190420``, ``2019年4月20日``.

    Raises PeriodError for anything else.
    """
    found = _TYPED_DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        parts = [int(part) for part in found.groups() if part] if found else []
        return date(*parts) if parts else date.fromisoformat("")
    except ValueError:
        raise PeriodError(f"“{text}”不是日期；请写成 2019-04-20 的样子") from None


def parse_moment(text: str) -> datetime:
    """Read a day and a local time, ``2019-02-03 10:00`` or ``2019/2/3 10:00:30``; raises PeriodError otherwise."""
    day, _, time = unicodedata.normalize("NFKC", text).strip().replace("T", " ").partition(" ")
    found = _TYPED_TIME.fullmatch(time.strip())
    try:
        if not found:
            raise PeriodError
        hour, minute, second, fraction = found.groups(default="0")
        at = time_of_day(int(hour), int(minute), int(second), int(fraction.ljust(6, "0")))
        return datetime.combine(parse_typed_day(day), at)
    except ValueError:
        raise PeriodError(f"“{text}”不是日期和时间；请写成 2019-02-03 10:00 的样子") from None


def moment_text(moment: datetime) -> str:
    """A local time to the minute, ``2019-02-03 10:00``; seconds are written where they are not zero."""
    whole_minute = moment.second == 0 and moment.microsecond == 0
    return moment.isoformat(" ", "minutes" if whole_minute else "auto")


def day_after(day: date) -> date:
    """The next day."""
    return day + _DAY


@lru_cache
def whole_quarters(start: date, end: date) -> tuple[Quarter, ...]:
    """The calendar quarters of one year that the period covers exactly; none when it covers anything else."""
    first, last = _quarter_of(start), _quarter_of(end)
    if (first.year != last.year) or start != first.first_day or end != last.last_day or last < first:
        return ()
    return tuple(Quarter(first.year, number) for number in range(first.number, last.number + 1))


def months_of(quarters: tuple[Quarter, ...]) -> tuple[Month, ...]:
    """The months of the quarters, in order."""
    return tuple(Month(quarter.year, quarter.number * 3 - back) for quarter in quarters for back in (2, 1, 0))


def within_minutes(earlier: datetime, later: datetime, minutes: int) -> bool:
    """Whether the later local time comes at most so many minutes after the earlier one."""
    return later - earlier <= timedelta(minutes=minutes)


def minutes_between(earlier: datetime, later: datetime) -> int:
    """The minutes from one local time to a later one, a part of one counted as one."""
    return -((earlier - later) // timedelta(minutes=1))


def _quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)
