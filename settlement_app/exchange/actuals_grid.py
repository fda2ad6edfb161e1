"""A table of actual cost, whatever file it came from: what is not understood is refused with its cell."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from settlement_app.domain.actuals import CATEGORY_LABELS, REQUIRED, Category
from settlement_app.domain.findings import Finding
from settlement_app.domain.money import AmountError, format_amount, parse_amount
from settlement_app.domain.numerals import half_width
from settlement_app.domain.periods import Month

MONTH_HEAD = "月份"
NOT_CALCULATED = "公式没有计算结果；请在表格软件中打开、重算并保存，或改填数字"
"""The fault of a formula whose result the file does not hold."""

Column = Category | Literal["month", "total"]
_TOTALS = ("合计", "小计", "总计")
_PART_TOTAL = "小计"
_COLUMNS: dict[str, Column] = {
    MONTH_HEAD: "month",
    "公积金": "housing_fund",
    **dict.fromkeys(("社会保险费", "社会保险", "社保"), "social_insurance"),  # as personnel offices head it
    **dict.fromkeys(_TOTALS, "total"),
    **{label: category for category, label in CATEGORY_LABELS.items()},
}
_MONTH = re.compile(r"([12][0-9]{3})(?:[-/]([0-9]{1,2})|年([0-9]{1,2})月|([0-9]{2}))")
_DATE = re.compile(r"([12][0-9]{3})(?:-([0-9]{1,2})-|/([0-9]{1,2})/|年([0-9]{1,2})月)[0-9]{1,2}日?")
_SHORT_MONTH = re.compile(r"([0-9]{1,2})(?:月份?)?")
_YEAR_IN_TITLE = re.compile(r"([12][0-9]{3})\s*年")
_NO_MONTH = "整月没有填数；没有发生的请各填 0，还没有数的月份请删去整行"
_UNIT = re.compile(r"单位[:：]\s*(?:人民币)?(元|万元)|[（(](元|万元)[)）]")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, or a date, and where it stands; ``fault`` says why its content cannot be taken."""

    text: str
    place: str
    day: date | None = None
    fault: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in it."""
        return not self.text.strip() and self.day is None and not self.fault


@dataclass(slots=True)
class Table:
    """What was understood so far: values in 分 by month and category, and everything that was not."""

    unit: str = "元"
    values: dict[tuple[Month, Category], int] = field(default_factory=dict)
    problems: list[tuple[Cell, str]] = field(default_factory=list)

    def wrong(self, cell: Cell, what: str) -> None:
        """Report what is wrong in a cell."""
        self.problems.append((cell, what))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong, each with the place of its cell."""
        return tuple(Finding("cell", f"{cell.place}：{what}") for cell, what in self.problems)


def find_head(rows: Sequence[Sequence[Cell]]) -> int | None:
    """The number of the first row that has a cell 月份, or None."""
    return next((n for n, row in enumerate(rows) if any(_bare(cell) == MONTH_HEAD for cell in row)), None)


def read_table(rows: Sequence[Sequence[Cell]], head: int, months: Sequence[Month]) -> Table:
    """Read the rows below the head, all of one width; title rows above it may state the unit."""
    table = Table()
    _read_unit(table, [cell for row in rows[: head + 1] for cell in row])
    year = _only_year([cell for row in rows[:head] for cell in row], months)
    body = _Body(table, _read_head(table, rows[head]), months, year)
    for row in rows[head + 1 :]:
        if not all(cell.is_blank for cell in row):
            body.read(row)
    if not body.seen and not table.problems:
        table.wrong(rows[head][0], "表头之下没有任何月份；请填写各月数据")
    return table


def _read_unit(table: Table, cells: Sequence[Cell]) -> None:
    units = {found[1] or found[2]: cell for cell in cells for found in _UNIT.finditer(cell.text)}
    if len(units) > 1:
        table.wrong(units["万元"], "既写有“元”，又写有“万元”；请统一金额单位")
    elif units:
        (table.unit,) = units


def _only_year(titles: Sequence[Cell], months: Sequence[Month]) -> int | None:
    """The year that a month without one belongs to; None where it could be another's.

    It is the year of all ``months``, or the one among them that the titles name; never one that the titles deny.
    """
    years = {month.year for month in months}
    named = {int(found[1]) for cell in titles for found in _YEAR_IN_TITLE.finditer(half_width(cell.text))}
    possible = years & named if named else years
    return possible.pop() if len(possible) == 1 else None


def _read_head(table: Table, row: Sequence[Cell]) -> dict[int, Column]:
    """Which column holds what."""
    columns: dict[int, Column] = {}
    for number, cell in enumerate(row):
        if cell.is_blank:
            continue
        column = _COLUMNS.get(_bare(cell))
        if column is None:
            table.wrong(
                cell, f"不认识的列“{cell.text}”；可用的列：月份、{'、'.join(CATEGORY_LABELS.values())}"
            )
            continue
        if column in columns.values():
            table.wrong(cell, f"“{cell.text}”列重复；请只留一列")
        columns[number] = column
    for category in REQUIRED:
        if category not in columns.values():
            table.wrong(row[0], f"缺少“{CATEGORY_LABELS[category]}”列；请补上")
    return columns


class _Body:
    """Reads the rows below the head, and knows which months a row of totals adds up."""

    def __init__(
        self, table: Table, columns: dict[int, Column], months: Sequence[Month], year: int | None
    ) -> None:
        self.seen: dict[Month, str] = {}
        self._table = table
        self._columns = columns
        self._months = months
        self._year = year
        self._month_column = next(number for number, column in columns.items() if column == "month")
        # A row whose month is not understood is None here: a total that may count it cannot be checked.
        self._all_rows: list[Month | None] = []
        self._rows_since_total: list[Month | None] = []

    def read(self, row: Sequence[Cell]) -> None:
        """Read one row: a month's, or one of totals, which is checked and never stored."""
        name = row[self._month_column]
        if _bare(name).endswith(_TOTALS):
            is_part = _bare(name).endswith(_PART_TOTAL)
            self._check_totals(row, self._rows_since_total if is_part else self._all_rows)
            self._rows_since_total = []
            return
        month = self._month(name)
        self._all_rows.append(month)
        self._rows_since_total.append(month)
        if month:
            self._read_month(row, month)

    def _month(self, cell: Cell) -> Month | None:
        """The month of the row, or None where it is refused."""
        month = _month_of(cell, self._year)
        if month is None:
            self._table.wrong(cell, f"“{cell.text}”不是月份；请写成 2019-03 的样子，合计行请写“合计”")
        elif month not in self._months:
            self._table.wrong(cell, f"{month} 不在合同期间内；请核对月份")
        elif month in self.seen:
            self._table.wrong(cell, f"{month} 重复，已见于{self.seen[month]}；请只留一行")
        else:
            self.seen[month] = cell.place
            return month
        return None

    def _read_month(self, row: Sequence[Cell], month: Month) -> None:
        amounts = self._amounts(row)
        if all(cell.is_blank for _, cell in amounts):
            self._table.wrong(amounts[0][1], f"{month} {_NO_MONTH}")
            return
        for category, cell in amounts:
            amount = _amount_of(self._table, cell)
            if amount is not None:
                self._table.values[month, category] = amount
        self._check_rest(row, [month])

    def _check_totals(self, row: Sequence[Cell], months: Sequence[Month | None]) -> None:
        for category, cell in self._amounts(row):
            self._check_sum(cell, [(month, category) for month in months], "各月之和")
        self._check_rest(row, months)

    def _check_rest(self, row: Sequence[Cell], months: Sequence[Month | None]) -> None:
        """The column of totals must add up; anything outside the columns is refused."""
        for number, cell in enumerate(row):
            if self._columns.get(number) == "total":
                categories = [category for category, _ in self._amounts(row)]
                places = [(month, category) for month in months for category in categories]
                self._check_sum(cell, places, "各项之和")
            elif number not in self._columns and not cell.is_blank:
                self._table.wrong(cell, f"“{cell.text}”不在任何列下；请删去，或补上表头")

    def _check_sum(self, cell: Cell, places: Iterable[tuple[Month | None, Category]], what: str) -> None:
        """What a cell of totals states must be the sum of these places, where all of them were understood."""
        if cell.is_blank or cell.fault == NOT_CALCULATED:
            return
        stated = _amount_of(self._table, cell)
        values = [self._table.values.get((month, category)) if month else None for month, category in places]
        known = [value for value in values if value is not None]
        if stated is None or len(known) < len(values) or stated == sum(known):
            return
        self._table.wrong(
            cell, f"合计 {format_amount(stated)} 元与{what} {format_amount(sum(known))} 元不符；请核对"
        )

    def _amounts(self, row: Sequence[Cell]) -> list[tuple[Category, Cell]]:
        return [
            (column, row[number])
            for number, column in self._columns.items()
            if column != "month" and column != "total"
        ]


def _amount_of(table: Table, cell: Cell) -> int | None:
    if cell.fault:
        table.wrong(cell, cell.fault)
    elif cell.day is not None:
        table.wrong(cell, f"“{cell.day}”是日期，不是金额；请核对")
    elif cell.is_blank or half_width(cell.text) == "-":
        table.wrong(cell, "没有填数；没有发生的请填 0，还没有数的月份请删去整行")  # a blank is not zero
    else:
        try:
            plain = half_width(cell.text)
            return parse_amount(
                f"{plain}万元" if table.unit == "万元" and not plain.endswith("元") else plain
            )
        except AmountError as error:
            table.wrong(cell, str(error))
    return None


def _month_of(cell: Cell, only_year: int | None) -> Month | None:
    """The month that a cell names; one without its year only where there is but one year that it can mean."""
    if cell.day is not None:
        return Month(cell.day.year, cell.day.month)
    text = "" if cell.fault else half_width(cell.text)
    if found := _MONTH.fullmatch(text) or _DATE.fullmatch(text):
        year, number = (int(digits) for digits in found.groups() if digits)
    elif only_year and (found := _SHORT_MONTH.fullmatch(text)):
        year, number = only_year, int(found[1])
    else:
        return None
    return Month(year, number) if 1 <= number <= 12 else None


def _bare(cell: Cell) -> str:
    """The head's name without blanks and without a unit in brackets."""
    return re.sub(r"[（(](元|万元)[)）]", "", "".join(cell.text.split()))
