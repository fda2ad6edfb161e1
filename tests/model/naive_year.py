"""Actual cost, reductions and the clearance table (rules, sections 8 and 9)."""

from typing import Any

from tests.model import naive_register as register
from tests.model.naive_log import Act, Log
from tests.model.naive_quarter import foresee

CATEGORIES = ("wages", "welfare", "social_insurance", "housing_fund", "other")
COLUMNS = ("budget", "deductions", "adjustments", "true_up", "offset", "final", "surplus")
Table = dict[str, Any]


def costs_of(log: Log, contract: Act, item: str) -> dict[tuple[str, str], Act]:
    """Return the newest value of each month and category."""
    return {
        (act["month"], act["category"]): act
        for act in log.every("cost", item=item)
        if act["month"] in log.months(contract)
    }


def missing(log: Log, contract: Act, item: str) -> list[tuple[str, str]]:
    """Return month and category of every value that must be said and is not; 其他 may be left out."""
    known = costs_of(log, contract, item)
    must = [(month, category) for month in log.months(contract) for category in CATEGORIES[:4]]
    return [place for place in must if place not in known]


def estimated(log: Log, contract: Act, item: str) -> list[tuple[str, str]]:
    """Return month and category of every value that is an estimate."""
    return [place for place, act in costs_of(log, contract, item).items() if act["estimate"]]


def reduced(log: Log, year: int, item: str) -> int:
    """Return all reductions of a sub-item together."""
    return sum(act["amount"] for act in log.since("reduce", "clear_reductions", year=year, item=item))


def true_up(log: Log, contract: Act, item: str, advances: int) -> dict[str, int | None]:
    """Return the true-up of one sub-item settled on actual cost."""
    budget = log.annual(item, contract["quarters"][-1])
    actual = sum(act["amount"] for act in costs_of(log, contract, item).values())
    struck = reduced(log, contract["year"], item)
    figures: dict[str, int | None] = {
        "budget": budget,
        "advances": advances,
        "actual": actual,
        "reduced": struck,
    }
    if missing(log, contract, item):
        unknown = ("approved", "reimbursable", "difference", "over_budget", "surplus")
        return figures | dict.fromkeys(unknown, None)
    approved = actual - struck
    reimbursable = min(approved, budget)
    return figures | {
        "approved": approved,
        "reimbursable": reimbursable,
        "difference": reimbursable - advances,
        "over_budget": approved - budget if approved > budget else 0,
        "surplus": budget - reimbursable,
    }


def clearance(log: Log, contract: Act, mode: str) -> Table:
    """Return the clearance table as things stand; None is 未定."""
    sheets, rows = foresee(log, contract["quarters"][-1])
    mine = [row for row in register.oldest_first(rows) if row["source"] <= contract["quarters"][-1]]
    waiting = sum(register.outstanding(row) for row in mine)
    owed_back = sum(register.to_return(row) for row in mine)
    settles = mode == "settle" and log.bearer(contract) is not None
    lines: dict[str, Any] = {}
    true_ups: dict[str, Any] = {}
    for item, terms in contract["items"].items():
        column = [sheets[quarter]["lines"][item] for quarter in contract["quarters"]]
        struck = reduced(log, contract["year"], item)
        difference: int | None = -struck
        surplus: int | None = struck
        if terms["method"] == "actual_cost":
            true_ups[item] = true_up(log, contract, item, sum(line["base"] for line in column))
            difference, surplus = true_ups[item]["difference"], true_ups[item]["surplus"]
        offset = waiting - owed_back if settles and terms["bears"] else 0
        payable = sum(line["payable"] for line in column)
        lines[item] = {
            "budget": log.annual(item, contract["quarters"][-1]),
            "payable": [line["payable"] for line in column],
            "deductions": sum(line["deduction"] for line in column),
            "adjustments": sum(line["adjustment"] for line in column),
            "true_up": difference,
            "offset": offset,
            "final": None if difference is None else payable + difference - offset,
            "surplus": surplus,
        }
    total: dict[str, int | None] = {
        name: sum_or_none([line[name] for line in lines.values()]) for name in COLUMNS
    }
    return {
        "lines": lines,
        "true_ups": true_ups,
        "total": total,
        "outstanding": waiting,
        "to_return": owed_back,
        "net": None if total["true_up"] is None else total["true_up"] - (total["offset"] or 0),
        "applied": [(row["id"], register.outstanding(row)) for row in mine if register.outstanding(row)]
        if settles
        else [],
        "returned": [(row["id"], register.to_return(row)) for row in mine if register.to_return(row)]
        if settles
        else [],
    }


def sum_or_none(amounts: list[int | None]) -> int | None:
    """Return the sum, or None where a part is not known."""
    return None if None in amounts else sum(amount or 0 for amount in amounts)
