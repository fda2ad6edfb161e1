"""Quarters, months and dates."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from settlement_app.domain import periods
from settlement_app.domain.periods import Month, PeriodError, Quarter
from tests.support.tables import table

at = datetime.fromisoformat
Q1, Q2, Q3, Q4 = (Quarter(2019, number) for number in (1, 2, 3, 4))

# fmt: off
QUARTERS = table(
    ("first",  Q1, "2019Q1", "2019年第一季度", date(2019, 1, 1),  date(2019, 3, 31)),
    ("second", Q2, "2019Q2", "2019年第二季度", date(2019, 4, 1),  date(2019, 6, 30)),
    ("third",  Q3, "2019Q3", "2019年第三季度", date(2019, 7, 1),  date(2019, 9, 30)),
    ("fourth", Q4, "2019Q4", "2019年第四季度", date(2019, 10, 1), date(2019, 12, 31)),
)

HELD = table(
    ("first_day",         Q1, date(2019, 1, 1),   True),
    ("last_day",          Q1, date(2019, 3, 31),  True),
    ("day_before",        Q2, date(2019, 3, 31),  False),
    ("day_after",         Q1, date(2019, 4, 1),   False),
    ("same_days_next_year", Q1, date(2020, 1, 1), False),
    ("leap_day",          Quarter(2020, 1), date(2020, 2, 29), True),
)

READ = table(
    ("quarter",           periods.parse_quarter, "2019Q1",       Q1),
    ("quarter_small_q",   periods.parse_quarter, " 2019q4 ",     Q4),
    ("month",             periods.parse_month,   "2019-03",      Month(2019, 3)),
    ("month_with_blanks", periods.parse_month,   " 2019-12 ",    Month(2019, 12)),
    ("year",              periods.parse_year,    " 2019 ",       2019),
    ("last_century",      periods.parse_year,    "1999",         1999),
    ("date",              periods.parse_date,    "2019-04-20",   date(2019, 4, 20)),
    ("leap_day",          periods.parse_date,    " 2020-02-29 ", date(2020, 2, 29)),
    ("typed_day",         periods.parse_typed_day, "2019-04-20",   date(2019, 4, 20)),
    ("typed_day_slashes", periods.parse_typed_day, " 2019/4/2 ",   date(2019, 4, 2)),
    ("typed_day_digits",  periods.parse_typed_day, "20190402",     date(2019, 4, 2)),
    ("typed_day_points",  periods.parse_typed_day, "2019.4.2",     date(2019, 4, 2)),
    ("typed_day_chinese", periods.parse_typed_day, "2019年4月2日", date(2019, 4, 2)),
    ("typed_day_full_width", periods.parse_typed_day, "２０１９／４／２", date(2019, 4, 2)),
    ("moment",            periods.parse_moment, "2019-02-03 10:00",   at("2019-02-03 10:00")),
    ("moment_slashes",    periods.parse_moment, "2019/2/3  9:05:30",  at("2019-02-03 09:05:30")),
    ("moment_t",          periods.parse_moment, "2019-02-03T10:00",   at("2019-02-03 10:00")),
    ("moment_fraction",   periods.parse_moment, "2019-02-03 10:00:00.5", at("2019-02-03 10:00:00.500000")),
    ("moment_full_width", periods.parse_moment, "２０１９-02-03　10：00", at("2019-02-03 10:00")),
)

NOT_READ = table(
    ("quarter_5",         periods.parse_quarter, "2019Q5",       "季度；请写成 2019Q1 的样子"),
    ("quarter_0",         periods.parse_quarter, "2019Q0",       "季度；请写成 2019Q1 的样子"),
    ("quarter_dash",      periods.parse_quarter, "2019-Q1",      "季度；请写成 2019Q1 的样子"),
    ("quarter_empty",     periods.parse_quarter, "",             "季度；请写成 2019Q1 的样子"),
    ("quarter_of_1899",   periods.parse_quarter, "1899Q1",       "季度；请写成 2019Q1 的样子"),
    ("month_13",          periods.parse_month,   "2019-13",      "月份；请写成 2019-03 的样子"),
    ("month_00",          periods.parse_month,   "2019-00",      "月份；请写成 2019-03 的样子"),
    ("month_short",       periods.parse_month,   "2019-3",       "月份；请写成 2019-03 的样子"),
    ("month_full_width",  periods.parse_month,   "２０１９-03",  "月份；请写成 2019-03 的样子"),
    ("year_short",        periods.parse_year,    "19",           "年度；请写成 2019 的样子"),
    ("year_long",         periods.parse_year,    "20190",        "年度；请写成 2019 的样子"),
    ("year_3000",         periods.parse_year,    "3000",         "年度；请写成 2019 的样子"),
    ("no_leap_day",       periods.parse_date,    "2019-02-29",   "日期；请写成 2019-04-20 的样子"),
    ("date_short",        periods.parse_date,    "2019-4-2",     "日期；请写成 2019-04-20 的样子"),
    ("date_slashes",      periods.parse_date,    "2019/04/20",   "日期；请写成 2019-04-20 的样子"),
    ("date_bare",         periods.parse_date,    "20190420",     "日期；请写成 2019-04-20 的样子"),
    ("date_full_width",   periods.parse_date,    "２０１９-04-20", "日期；请写成 2019-04-20 的样子"),
    ("date_of_1899",      periods.parse_date,    "1899-12-31",   "日期；请写成 2019-04-20 的样子"),
    ("typed_day_empty",   periods.parse_typed_day, "",           "日期；请写成 2019-04-20 的样子"),
    ("typed_day_none",    periods.parse_typed_day, "2019/2/29",  "日期；请写成 2019-04-20 的样子"),
    ("typed_day_short",   periods.parse_typed_day, "4月2日",     "日期；请写成 2019-04-20 的样子"),
    ("moment_of_day",     periods.parse_moment,  "2019-02-03",   "日期和时间；请写成 2019-02-03 10:00 的样子"),
    ("moment_25_hours",   periods.parse_moment,  "2019-02-03 25:00", "日期和时间；请写成 2019-02-03 10:00 的样子"),
    ("moment_no_day",     periods.parse_moment,  "2019-02-30 10:00", "日期和时间；请写成 2019-02-03 10:00 的样子"),
    ("date_empty",        periods.parse_date,    "",             "日期；请写成 2019-04-20 的样子"),
)

WHOLE_QUARTERS = table(
    ("full_year",            date(2019, 1, 1),  date(2019, 12, 31), (Q1, Q2, Q3, Q4)),
    ("one_quarter",          date(2019, 4, 1),  date(2019, 6, 30),  (Q2,)),
    ("half_year",            date(2019, 7, 1),  date(2019, 12, 31), (Q3, Q4)),
    ("starts_late",          date(2019, 1, 2),  date(2019, 12, 31), ()),
    ("starts_within",        date(2019, 2, 1),  date(2019, 12, 31), ()),
    ("ends_early",           date(2019, 1, 1),  date(2019, 12, 30), ()),
    ("ends_within",          date(2019, 1, 1),  date(2019, 11, 30), ()),
    ("over_the_year",        date(2019, 10, 1), date(2020, 3, 31),  ()),
    ("ends_before_it_starts", date(2019, 7, 1), date(2019, 3, 31),  ()),
)

MINUTES = table(
    # name, later than 2019-02-03T10:00:00, limit, within it, minutes between
    ("at_once",         "2019-02-03T10:00:00",    1, True,  0),
    ("a_second_later",  "2019-02-03T10:00:01",    1, True,  1),
    ("on_the_minute",   "2019-02-03T10:01:00",    1, True,  1),
    ("a_second_more",   "2019-02-03T10:01:01",    1, False, 2),
    ("on_the_next_day", "2019-02-04T10:00:00", 1440, True,  1440),
)
# fmt: on


@pytest.mark.parametrize(("quarter", "text", "label", "first_day", "last_day"), QUARTERS)
def test_a_quarter_as_it_is_written_and_its_days(
    quarter: Quarter, text: str, label: str, first_day: date, last_day: date
) -> None:
    assert (str(quarter), quarter.label) == (text, label)
    assert (quarter.first_day, quarter.last_day) == (first_day, last_day)


@pytest.mark.parametrize(("quarter", "day", "held"), HELD)
def test_a_quarter_holds_its_days(quarter: Quarter, day: date, held: bool) -> None:
    assert quarter.holds(day) is held


def test_quarters_stand_in_order_over_the_years() -> None:
    assert sorted([Quarter(2020, 1), Q4, Q1]) == [Q1, Q4, Quarter(2020, 1)]


def test_a_month_is_read_as_people_write_it() -> None:
    assert Month(2019, 3).label == "2019年3月"


def test_a_month_is_written_with_two_digits() -> None:
    assert [str(Month(2019, 3)), str(Month(2019, 12))] == ["2019-03", "2019-12"]


@pytest.mark.parametrize(("parse", "text", "expected"), READ)
def test_a_period_is_read(parse: Callable[[str], object], text: str, expected: object) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(("parse", "text", "what"), NOT_READ)
def test_what_is_no_period_is_quoted(parse: Callable[[str], object], text: str, what: str) -> None:
    with pytest.raises(PeriodError) as refusal:
        parse(text)
    assert str(refusal.value) == f"“{text}”不是{what}"


@pytest.mark.parametrize(("start", "end", "quarters"), WHOLE_QUARTERS)
def test_only_whole_quarters_of_one_year_are_covered(
    start: date, end: date, quarters: tuple[Quarter, ...]
) -> None:
    assert periods.whole_quarters(start, end) == quarters


@pytest.mark.parametrize("text", ["2019-02-03 10:00", "2019-02-03 10:00:30", "2019-02-03 10:00:00.500000"])
def test_a_moment_is_written_as_it_is_read(text: str) -> None:
    assert periods.moment_text(periods.parse_moment(text)) == text


def test_the_months_of_quarters_stand_in_order() -> None:
    assert periods.months_of((Q1, Q4)) == tuple(Month(2019, number) for number in (1, 2, 3, 10, 11, 12))


@pytest.mark.parametrize(("later", "limit", "within", "minutes"), MINUTES)
def test_a_limit_in_minutes_is_kept_to_the_second(later: str, limit: int, within: bool, minutes: int) -> None:
    earlier, moment = datetime.fromisoformat("2019-02-03T10:00:00"), datetime.fromisoformat(later)
    assert periods.within_minutes(earlier, moment, limit) is within
    assert periods.minutes_between(earlier, moment) == minutes


@pytest.mark.parametrize(
    ("day", "following"),
    [("2019-04-20", "2019-04-21"), ("2019-12-31", "2020-01-01"), ("2020-02-28", "2020-02-29")],
)
def test_the_next_day(day: str, following: str) -> None:
    assert periods.day_after(date.fromisoformat(day)) == date.fromisoformat(following)
