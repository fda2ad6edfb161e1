"""A workbook's formulas computed without a spreadsheet: the few functions that ours use, in exact decimals."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from openpyxl import Workbook

_REFERENCE = re.compile(r"(?:'([^']+)'!)?([A-Z]{1,2}\d+)(?::([A-Z]{1,2}\d+))?")
_NUMBER = re.compile(r"(?<![\w'\"])\d+(?:\.\d+)?(?![\w'\"(])")


class Computed:
    """The values of a workbook: a formula's is worked out when it is asked for."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._known: dict[tuple[str, str], Any] = {}

    def value(self, sheet: str, place: str) -> Any:
        """What stands in a cell: numbers as Decimal, everything else as openpyxl reads it."""
        if (sheet, place) not in self._known:
            cell = self._workbook[sheet][place]
            is_formula = cell.data_type == "f"
            self._known[sheet, place] = self._compute(sheet, cell.value) if is_formula else exact(cell.value)
        return self._known[sheet, place]

    def _compute(self, sheet: str, formula: str) -> Any:
        def reference(found: re.Match[str]) -> str:
            return f"cells({found[1] or sheet!r}, {found[2]!r}, {found[3]!r})"

        numbers = _NUMBER.sub(lambda found: f"Decimal('{found[0]}')", formula.removeprefix("="))
        names: Mapping[str, Any] = {
            **_FUNCTIONS,
            "cells": self._cells,
            "Decimal": Decimal,
            "__builtins__": {},
        }
        return eval(_REFERENCE.sub(reference, numbers), dict(names))

    def _cells(self, sheet: str, first: str, last: str | None) -> Any:
        if last is None:
            return self._number(sheet, first)
        area = self._workbook[sheet][f"{first}:{last}"]
        return [self.value(sheet, cell.coordinate) for row in area for cell in row]

    def _number(self, sheet: str, place: str) -> Any:
        value = self.value(sheet, place)
        return Decimal(0) if value is None else value


def exact(value: Any) -> Any:
    """A number as the shortest decimal that stands for it; everything else as it is."""
    return Decimal(repr(value)) if isinstance(value, int | float) else value


def _numbers(values: list[Any]) -> list[Decimal]:
    return [value for value in values if isinstance(value, Decimal)]


def _round(value: Decimal, digits: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP)


def _sum_if(keys: list[Any], key: Any, amounts: list[Any]) -> Decimal:
    return sum((a for k, a in zip(keys, amounts, strict=True) if k == key), Decimal(0))


_FUNCTIONS: Mapping[str, Any] = {
    "SUM": lambda *areas: sum((n for area in areas for n in _numbers(area)), Decimal(0)),
    "SUMIF": _sum_if,
    "ROUND": _round,
    "MIN": lambda *values: min(values),
    "MAX": lambda *values: max(values),
}
