"""The equations of the year's end: their words, both sides, and which of them can be checked (rules, section 9)."""

from dataclasses import replace

import pytest

from settlement_app.domain.quarter import Adjustment
from settlement_app.domain.reconciliation import Identity, identities, line_identities
from settlement_app.domain.year_end import Clearance, ClearanceLine, Reduction
from tests.support.builders import (
    Q1,
    Q3,
    books,
    cost_values,
    played,
    row,
    small_contract,
    yuan,
)
from tests.support.tables import table


def clearance(cost: str | None = "395") -> Clearance:
    """Q1 costs 10, Q3 is adjusted by 1, tax is reduced by 2, 5 of last year's Q4 are settled here."""
    start = replace(
        books(small_contract()),
        register=(row(Q1, 1, "10"),),
        adjustments={Q3: (Adjustment("management", yuan("-1"), "更正", "1号"),)},
        costs=cost_values(cost) if cost else (),
        reductions={2019: (Reduction("tax", yuan("2"), "审计", "5号"),)},
    )
    now = played(start)
    return replace(now, register=(*now.register, row(Q3, 1, "5"))).clearance(small_contract(), "settle")


# fmt: off
EQUATIONS = table(
    # name, line, equation, amount, parts
    ("consultants_final", "咨询员费用", "最终结算 = 各季应付 + 据实清算 − 扣款了结",
     "395", "400 -5 0"),
    ("management_final",  "人员管理费", "最终结算 = 各季应付 + 据实清算 − 扣款了结",
     "84",  "89 0 -5"),
    ("management_budget", "人员管理费", "年度预算 = 最终结算 + 考核扣款 − 调整 + 结余 + 扣款了结",
     "100", "84 10 1 0 5"),
    ("tax_budget",        "税金",       "年度预算 = 最终结算 + 考核扣款 − 调整 + 结余 + 扣款了结",
     "40",  "38 0 0 2 0"),
    ("total_budget",      "合计",       "年度预算 = 最终结算 + 考核扣款 − 调整 + 结余 + 扣款了结",
     "540", "517 10 1 7 5"),
    ("unpaid",            "合计",       "未付 = 最终结算 − 已付",
     "17",  "517 -500"),
)
# fmt: on


@pytest.mark.parametrize(("line", "words", "amount", "parts"), EQUATIONS)
def test_an_equation_with_both_its_sides(line: str, words: str, amount: str, parts: str) -> None:
    (found,) = (
        identity
        for identity in identities(clearance(), yuan("500"))
        if (identity.line, identity.words) == (line, words)
    )
    assert found.amount == yuan(amount)
    assert [part.value for part in found.parts] == [yuan(part) for part in parts.split()]
    assert found.holds


def test_every_line_and_the_totals_are_checked_and_what_is_unpaid_once() -> None:
    found = list(identities(clearance(), 0))
    assert [(identity.line, identity.label) for identity in found] == [
        *[
            (line, label)
            for line in ("咨询员费用", "人员管理费", "税金", "合计")
            for label in ("最终结算", "年度预算")
        ],
        ("合计", "未付"),
    ]


TAX = clearance().lines[2]
CHANGED = table(
    ("final", replace(TAX, final=yuan("38.01")), 2),
    ("budget", replace(TAX, budget=yuan("40.01")), 1),
    ("payable", replace(TAX, payable=(0, 0, 0, 0)), 1),
)


@pytest.mark.parametrize(("line", "broken"), CHANGED)
def test_a_figure_that_another_hand_has_changed_is_found(line: ClearanceLine, broken: int) -> None:
    assert sum(not identity.holds for identity in line_identities(line)) == broken


def test_while_months_are_missing_only_what_is_known_is_checked() -> None:
    found: list[Identity] = list(identities(clearance(None), 0))
    assert {identity.line for identity in found} == {"人员管理费", "税金"}


OPEN = table(
    ("true_up", replace(TAX, true_up=None)),
    ("final", replace(TAX, final=None)),
    ("surplus", replace(TAX, surplus=None)),
)


@pytest.mark.parametrize("line", OPEN)
def test_a_line_with_an_open_figure_has_no_equation(line: ClearanceLine) -> None:
    assert list(line_identities(line)) == []
