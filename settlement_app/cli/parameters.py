"""Arguments and options as typed values; what cannot be read is said in Chinese."""

import re
from collections.abc import Callable
from typing import Any

import click

from settlement_app.cli.command import Argument
from settlement_app.cli.typed import typed_text
from settlement_app.domain import money, paying, periods
from settlement_app.domain.actuals import CATEGORIES, CATEGORY_LABELS


class Read(click.ParamType[Any]):
    """A parameter that a domain function reads; its ValueError is the sentence that the user sees."""

    def __init__(self, name: str, read: Callable[[str], Any]) -> None:
        self.name = name
        self._read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The typed value."""
        if not isinstance(value, str):
            return value
        try:
            return self._read(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class OneOf(click.ParamType[str]):
    """One of a few words."""

    def __init__(self, name: str, words: tuple[str, ...]) -> None:
        self.name = name
        self._words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The word."""
        if value not in self._words:
            self.fail(f"“{value}”不在可选之列（{'、'.join(self._words)}）", param, ctx)
        return value


def _whole_number(text: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", text.strip()):
        raise ValueError(f"“{text}”不是序号；请填写如 1 的整数")
    return int(text)


def _anchor(text: str) -> str:
    if not re.fullmatch("[0-9a-f]{16,64}", text.strip().lower()):
        raise ValueError(f"“{text}”不是校验码；请照抄单据上的前 16 位，或全部 64 位")
    return text


AMOUNT = Read("金额", money.parse_amount)
POSITIVE = Read("金额", money.parse_positive)
QUARTER = Read("季度", periods.parse_quarter)
MONTH = Read("月份", periods.parse_month)
YEAR = Read("年度", periods.parse_year)
DATE = Read("日期", periods.parse_date)
TARGET = Read("对象", paying.parse_target)
NUMBER = Read("序号", _whole_number)
ANCHOR = Read("校验码", _anchor)
TEXT = Read("文字", typed_text)
FILE = Read("文件", str)
NAME = Read("姓名", typed_text)
CATEGORY = OneOf("类别", CATEGORIES)
MODE = OneOf("方式", ("carry", "settle"))

CATEGORY_HELP = "、".join(f"{category}（{CATEGORY_LABELS[category]}）" for category in CATEGORIES)


def argument(name: str, kind: click.ParamType[Any], text: str, *, shown: str = "") -> click.Argument:
    """A required argument."""
    return Argument([name], type=kind, help=text, metavar=shown or kind.name)


def option(
    name: str, kind: click.ParamType[Any], text: str, *, required: bool = False, **more: Any
) -> click.Option:
    """An option with a value."""
    return click.Option([f"--{name}"], type=kind, help=text, required=required, metavar=kind.name, **more)


def flag(name: str, text: str) -> click.Option:
    """An option without a value."""
    return click.Option([f"--{name}"], is_flag=True, help=text)
