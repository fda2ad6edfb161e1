"""One quarter's sheet: bases, deductions, adjustments, payable (rules, sections 4 and 7)."""

from typing import Any

from tests.model import naive_register as register
from tests.model.naive_assessment import judge
from tests.model.naive_log import Act, Log
from tests.model.naive_register import Row

Sheet = dict[str, Any]


def advance_set(log: Log, quarter: str, item: str) -> int | None:
    """Return the amount to which the advance is set."""
    act = log.standing("advance", "clear_advance", quarter=quarter, item=item)
    return act["amount"] if act else None


def manual_adjustment(log: Log, quarter: str, item: str) -> int:
    """Return the manual adjustments of a line together."""
    return sum(act["amount"] for act in log.since("adjust", "clear_adjustments", quarter=quarter, item=item))


def formula(log: Log, contract: Act, quarter: str, item: str, sheets: dict[str, Sheet]) -> int:
    """Return the base by the formula of section 4."""
    settled = sum(sheets[q]["lines"][item]["base"] for q in contract["quarters"] if q < quarter)
    left = len([q for q in contract["quarters"] if q >= quarter])
    by_formula: int = (log.annual(item, quarter) - settled) // left
    return by_formula


def base(log: Log, contract: Act, quarter: str, item: str, sheets: dict[str, Sheet]) -> int:
    """Return the base: the set advance where it is not above the formula, else the formula."""
    by_formula = formula(log, contract, quarter, item, sheets)
    chosen = advance_set(log, quarter, item)
    return by_formula if chosen is None or chosen > by_formula else chosen


def work_out(log: Log, contract: Act, quarter: str, sheets: dict[str, Sheet], rows: list[Row]) -> Sheet:
    """Return the sheet of an open quarter, given those of the earlier ones and the register after them."""
    earlier_rows = register.oldest_first([row for row in rows if row["source"] < quarter])
    waiting = sum(register.outstanding(row) for row in earlier_rows)
    applied: list[tuple[str, int]] = []
    returned: list[tuple[str, int]] = []
    lines: dict[str, dict[str, int]] = {}
    for item, terms in contract["items"].items():
        line_base = base(log, contract, quarter, item, sheets)
        adjustment = manual_adjustment(log, quarter, item)
        deduction = 0
        if terms["bears"]:
            returned = [
                (row["id"], register.to_return(row)) for row in earlier_rows if register.to_return(row)
            ]
            adjustment += sum(amount for _, amount in returned)
            room = line_base + adjustment
            for row in earlier_rows:
                part = min(register.outstanding(row), room)
                if part > 0:
                    applied.append((row["id"], part))
                    room -= part
            deduction = -sum(amount for _, amount in applied)
        payable = line_base + deduction + adjustment
        before = [sheets[q]["lines"][item] for q in contract["quarters"] if q < quarter]
        annual = log.annual(item, quarter)
        lines[item] = {
            "annual": annual,
            "base": line_base,
            "deduction": deduction,
            "adjustment": adjustment,
            "payable": payable,
            "cumulative": sum(line["payable"] for line in before) + payable,
            "remaining": annual - sum(line["base"] for line in before) - line_base,
        }
    columns = ("base", "deduction", "adjustment", "payable")
    return {
        "lines": lines,
        "total": {column: sum(line[column] for line in lines.values()) for column in columns},
        "applied": applied,
        "returned": returned,
        "outstanding_after": waiting - sum(amount for _, amount in applied),
        "advance_set": [
            (item, chosen)
            for item in contract["items"]
            if (chosen := advance_set(log, quarter, item)) is not None
            and chosen <= formula(log, contract, quarter, item, sheets)
        ],
    }


def judged(log: Log, contract: Act, quarter: str, sheet: Sheet) -> dict[str, Any] | None:
    """Return the quarter's record judged on the sheet's management-fee base; None without a record."""
    record, bearer = log.record_of(quarter), log.bearer(contract)
    if record is None:
        return None
    fee_base = sheet["lines"][bearer]["base"] if bearer else None
    return judge(log.scheme_of(contract), record, quarter == contract["quarters"][-1], fee_base)


def foresee(log: Log, upto: str) -> tuple[dict[str, Sheet], list[Row]]:
    """Return all sheets up to a quarter and the register after them.

    Posted sheets are as posted, open ones as previewed. What a recorded assessment that is not confirmed
    would cost is foreseen, so that a preview shows what is coming.
    """
    rows = register.rows_of(log)
    sheets: dict[str, Sheet] = {}
    for contract in log.contracts():
        for quarter in [one for one in contract["quarters"] if one <= upto]:
            posted = log.posted(quarter)
            if posted:
                sheets[quarter] = posted["sheet"]
            else:
                sheets[quarter] = work_out(log, contract, quarter, sheets, rows)
                register.move(rows, quarter, sheets[quarter])
            result = judged(log, contract, quarter, sheets[quarter])
            if result and not log.confirmed(quarter):
                for found in result["deductions"]:
                    serial = register.next_serial(rows, quarter)
                    rows.append(
                        register.new_row(log.project, quarter, serial, found["cause"], found["amount"])
                    )
    return sheets, rows
