"""The figures of the program and of the model in one shape, so that they can be laid side by side."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from tests.model import naive_register as register
from tests.model.naive_log import Act, Log
from tests.model.naive_words import in_words
from tests.model.naive_year import COLUMNS, Table

LINE = ("annual", "base", "deduction", "adjustment", "payable", "cumulative", "remaining")
TOTAL = ("base", "deduction", "adjustment", "payable")

Figures = dict[str, Any]


def issue_number(stem: str, issues: list[Act], standing: Act | None) -> str:
    """The number of the document that stands, or of the one to come."""
    issue = len(issues) + (0 if standing else 1)
    return stem if issue == 1 else f"{stem}-{issue}"


def model_sheet(log: Log, quarter: str, sheet: Figures) -> Figures:
    """A quarter by the model."""
    standing = log.posted(quarter)
    stem = f"JS-{log.project}-{quarter}"
    return {
        **{key: sheet[key] for key in ("lines", "applied", "returned", "outstanding_after")},
        "total": {**sheet["total"], "in_words": in_words(sheet["total"]["payable"])},
        "status": "posted" if standing else "draft",
        "document": issue_number(stem, log.every("post", quarter=quarter), standing),
    }


def program_sheet(shape: Figures) -> Figures:
    """A quarter by the program."""
    return {
        "lines": {line["item"]: {key: line[key] for key in LINE} for line in shape["lines"]},
        "applied": [(part["deduction"], part["amount"]) for part in shape["applied"]],
        "returned": [(part["deduction"], part["amount"]) for part in shape["returned"]],
        **{key: shape[key] for key in ("outstanding_after", "status", "document")},
        "total": {key: shape["total"][key] for key in (*TOTAL, "in_words")},
    }


def model_register(log: Log) -> Figures:
    """The register by the model."""
    return {
        row["id"]: {
            **{key: row[key] for key in ("source", "cause", "amount", "withdrawn", "waivers")},
            "waived": register.waived(row),
            "applied": sorted(row["applied"]),
            "returned": sorted(row["returned"]),
            "outstanding": register.outstanding(row),
            "to_return": register.to_return(row),
        }
        for row in register.rows_of(log)
    }


def program_register(shape: list[Figures]) -> Figures:
    """The register by the program."""
    same = ("source", "cause", "amount", "withdrawn", "waived", "outstanding", "to_return")
    return {
        row["id"]: {
            **{key: row[key] for key in same},
            "waivers": [waiver["amount"] for waiver in row["waivers"]],
            "applied": sorted((move["target"], move["amount"]) for move in row["applied"]),
            "returned": sorted((move["target"], move["amount"]) for move in row["returned"]),
        }
        for row in shape
    }


def model_assessment(log: Log, quarter: str, result: Figures | None) -> Figures:
    """A quarter's assessment by the model."""
    if result is None:
        return {"status": "none"}
    standing = log.confirmed(quarter)
    stem = f"KH-{log.project}-{quarter}"
    return {
        "status": "confirmed" if standing else "draft",
        "document": issue_number(stem, log.every("confirm", quarter=quarter), standing),
        **{key: result[key] for key in ("passed", "score", "met", "unassessed", "deductions")},
    }


def program_assessment(shape: Figures) -> Figures:
    """A quarter's assessment by the program."""
    if shape["status"] == "none":
        return {"status": "none"}
    assert shape["deduction_total"] == sum(found["amount"] for found in shape["deductions"])
    caused = ("cause", "amount", "before_cap")
    return {
        **{key: shape[key] for key in ("status", "document", "passed", "unassessed")},
        "score": None if shape["score"] is None else Fraction(shape["score"]),
        "met": {entry["code"]: entry["met"] for entry in shape["indicators"]},
        "deductions": [{key: found[key] for key in caused} for found in shape["deductions"]],
    }


def model_clearance(log: Log, year: int, table: Table, paid: int) -> Figures:
    """A year's clearance by the model."""
    standing = log.cleared(year)
    final = table["total"]["final"]
    return {
        **{key: table[key] for key in ("lines", "true_ups", "outstanding", "to_return", "net")},
        "total": {**table["total"], "paid": paid, "unpaid": None if final is None else final - paid},
        "in_words": None if table["net"] is None else in_words(table["net"]),
        "status": "posted" if standing else "draft",
        "document": issue_number(f"QS-{log.project}-{year}", log.every("clear", year=year), standing),
    }


def program_clearance(shape: Figures) -> Figures:
    """A year's clearance by the program."""
    same = ("outstanding", "to_return", "net", "in_words", "status", "document")
    return {
        **{key: shape[key] for key in same},
        "lines": {
            line["item"]: {**{key: line[key] for key in COLUMNS}, "payable": list(line["payable"].values())}
            for line in shape["items"]
        },
        "true_ups": {
            entry["item"]: {key: value for key, value in entry.items() if key != "item"}
            for entry in shape["true_ups"]
        },
        "total": {key: shape["total"][key] for key in (*COLUMNS, "paid", "unpaid")},
    }


def differences(model: Any, program: Any, place: str = "") -> Iterator[str]:
    """Every figure that is not the same, with its place."""
    if isinstance(model, dict) and isinstance(program, dict):
        for key in [*model, *(key for key in program if key not in model)]:
            yield from differences(model.get(key, "—"), program.get(key, "—"), f"{place}/{key}")
    elif model != program:
        yield f"{place}: model {model!r}, program {program!r}"


def floats(value: Any) -> Iterator[float]:
    """Every float in what was printed."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for entry in value:
            yield from floats(entry)
    elif isinstance(value, float):
        yield value
