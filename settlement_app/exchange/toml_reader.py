"""Reading a TOML file as typed values; everything that is wrong is collected and told at once."""

import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from settlement_app.domain.findings import Finding, InputError, misread
from settlement_app.domain.money import parse_amount, parse_positive
from settlement_app.domain.numerals import NumeralError, parse_number
from settlement_app.exchange.files import read_content

FIRST_YEAR, LAST_YEAR = 1900, 2999
_LARGEST = 4 * 1024**2
_MOST = 1_000_000
_PLACE = re.compile(r"at line (\d+), column (\d+)")
_Value = TypeVar("_Value")
_Day = TypeVar("_Day", bound=date)


class Reader:
    """One table of a file: each key is asked for once, by its type; ``finish`` reports keys that nobody asked for."""

    def __init__(self, table: dict[str, Any], where: str, findings: list[Finding]) -> None:
        self._table = table
        self._where = where
        self._findings = findings
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return key in self._table

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys, in the order in which they are written."""
        return tuple(self._table)

    def text(self, key: str, *, required: bool = False, default: str = "") -> str:
        """A text; control characters other than a line break are refused."""
        value = self._value(key, required)
        if value is None:
            return default
        if not isinstance(value, str):
            return self._wrong(key, "应为带引号的文本", default)
        if any(ord(mark) < 32 and mark != "\n" for mark in value):
            return self._wrong(key, "含有控制字符；请删去", default)
        if required and not value.strip():
            return self._wrong(key, "不能为空；请填写", default)
        return value

    def flag(self, key: str) -> bool:
        """true or false; false where it is not written."""
        value = self._value(key, required=False)
        return (
            value
            if isinstance(value, bool)
            else value is not None and self._wrong(key, "应为 true 或 false", False)
        )

    def whole(self, key: str, *, required: bool = False, least: int = 1, most: int = _MOST) -> int | None:
        """A whole number from ``least`` to ``most``."""
        value = self._value(key, required)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            return self._wrong(key, f"应为 {least} 到 {most} 之间的整数，不带引号", None)
        return value

    def number(
        self, key: str, *, required: bool = False, most: int | None = None, least: int | None = None
    ) -> str | None:
        """A decimal as typed, in quotes or as a whole number."""
        return self._parsed(key, required, lambda text: _number_text(text, least, most))

    def amount(self, key: str, *, required: bool = False, positive: bool = False) -> int | None:
        """An amount, in 分."""
        return self._parsed(key, required, parse_positive if positive else parse_amount)

    def day(self, key: str) -> date | None:
        """A required date, written without quotes."""
        value = self._value(key, required=True)
        if value is None:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            return self._wrong(key, "应为日期，如 2019-05-15，不带引号", None)
        return self._in_range(key, value)

    def moment(self, key: str) -> datetime | None:
        """A required local date and time, written without quotes and without an offset."""
        value = self._value(key, required=True)
        if value is None:
            return None
        if not isinstance(value, datetime) or value.tzinfo is not None:
            return self._wrong(key, "应为当地时间，如 2019-02-03T10:00:00，不带引号和时区", None)
        return self._in_range(key, value)

    def one_of(self, key: str, words: tuple[str, ...], default: str | None = None) -> str | None:
        """One of a few words."""
        value = self._value(key, required=default is None)
        if value is None:
            return default
        return value if value in words else self._wrong(key, f"应为 {'、'.join(words)} 之一", default)

    def parsed(self, key: str, read: Callable[[str], _Value], *, required: bool = True) -> _Value | None:
        """A text that a domain function reads; its ValueError says what is wrong."""
        return self._parsed(key, required, read)

    def raw(self, key: str) -> Any:
        """The value as TOML gives it, for a key whose types differ; None where it is not written."""
        return self._value(key, required=False)

    def table(self, key: str, *, required: bool = False) -> "Reader | None":
        """A table below this one."""
        value = self._value(key, required)
        if value is None:
            return None
        if not isinstance(value, dict):
            return self._wrong(key, "应为表", None)
        name = f"{self._where} {key}" if self._where.startswith("[") else f"[{key}]"
        return Reader(value, name, self._findings)

    def tables(self, key: str, prefix: str = "") -> Iterator["Reader"]:
        """The tables of an array, each told by its number."""
        value = self._value(key, required=False)
        if value is None:
            return
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self._wrong(key, f"应写成 [[{prefix}{key}]]", None)
            return
        for number, entry in enumerate(value, start=1):
            yield Reader(entry, f"[[{prefix}{key}]] 第 {number} 个", self._findings)

    def wrong(self, key: str, what: str) -> None:
        """Report something about a key that only the caller can see."""
        self._wrong(key, what, None)

    def finish(self) -> None:
        """Report every key that nobody asked for."""
        for key in self._table:
            if key not in self._asked:
                self._wrong(key, "不认识；请核对拼写或删去", None)

    def _parsed(self, key: str, required: bool, read: Callable[[str], _Value]) -> _Value | None:
        value = self._value(key, required)
        if value is None:
            return None
        if isinstance(value, float):
            return self._wrong(key, f'的数字请写成带引号的文本，如 "{value}"，以免丢失小数', None)
        if isinstance(value, bool) or not isinstance(value, str | int):
            return self._wrong(key, "应为带引号的文本或整数", None)
        try:
            return read(str(value))
        except ValueError as error:
            return self._wrong(key, f"：{error}", None)

    def _in_range(self, key: str, value: _Day) -> _Day | None:
        if FIRST_YEAR <= value.year <= LAST_YEAR:
            return value
        return self._wrong(key, f"应在 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间", None)

    def _value(self, key: str, required: bool) -> Any:
        self._asked.add(key)
        if required and key not in self._table:
            self._wrong(key, "缺失；请补上", None)
        return self._table.get(key)

    def _wrong(self, key: str, what: str, instead: _Value) -> _Value:
        self._findings.append(Finding("file_content", f"{self._where} 的 {key} {what}".replace(" ：", "：")))
        return instead


def read_toml(path: Path, build: Callable[[Reader], _Value]) -> _Value:
    """Read a file and build a value from it; raises InputError with everything that is wrong, each with the file."""
    findings: list[Finding] = []
    reader = Reader(_load(path), "顶层", findings)
    value = build(reader)
    reader.finish()
    if findings:
        raise InputError(Finding(found.code, f"{path.name}：{found.message}") for found in findings)
    return value


def _load(path: Path) -> dict[str, Any]:
    content = read_content(path, _LARGEST)
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise misread("not_utf8", f"{path.name} 不是 UTF-8 编码；请另存为 UTF-8") from error
    except (ValueError, RecursionError) as error:  # ValueError: also a whole number of thousands of digits
        found = _PLACE.search(str(error))
        where = f"第 {found[1]} 行第 {found[2]} 列附近" if found else "文件末尾或某一项"
        raise misread(
            "not_toml", f"{path.name} 不合 TOML 格式（{where}）；请核对引号、括号、等号和重复的项"
        ) from error


def _number_text(text: str, least: int | None, most: int | None) -> str:
    value = parse_number(text)
    if (least is not None and value < least) or (most is not None and value > most):
        limits = f"不小于 {least}" if most is None else f"在 {least} 到 {most} 之间"
        raise NumeralError(f"“{text}”应{limits}")
    return text.strip()
