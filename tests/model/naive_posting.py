"""What may be done to a quarter and to its assessment (rules, sections 4, 5 and 7)."""

from datetime import date
from typing import Any

from tests.model import naive_register as register
from tests.model.naive_assessment import check_record
from tests.model.naive_basics import first_day, need_two_people, refuse_if
from tests.model.naive_log import Act, Log
from tests.model.naive_quarter import Sheet, advance_set, foresee, formula, judged, manual_adjustment
from tests.model.naive_register import BY


def covering(log: Log, quarter: str) -> Act:
    """Return the contract that covers the quarter, or refuse."""
    contract = log.contract_of(quarter)
    refuse_if(contract is None, "no contract covers the quarter")
    assert contract is not None
    return contract


def open_contract(log: Log, quarter: str) -> Act:
    """Return the contract of a quarter whose drafts can be changed, or refuse."""
    contract = covering(log, quarter)
    refuse_if(log.posted(quarter) is not None, "the quarter is posted")
    return contract


def set_advance(log: Log, quarter: str, item: str, amount: int) -> None:
    """Set an advance lower than the formula's."""
    contract = open_contract(log, quarter)
    refuse_if(item not in contract["items"], "no such sub-item")
    refuse_if(contract["items"][item]["method"] != "actual_cost", "not settled on actual cost")
    sheets, _ = foresee(log, quarter)
    refuse_if(
        not 0 <= amount <= formula(log, contract, quarter, item, sheets), "not between 0 and the formula"
    )
    log.add("advance", year=contract["year"], quarter=quarter, item=item, amount=amount)


def clear_advance(log: Log, quarter: str, item: str) -> None:
    """Let an advance follow the formula again."""
    contract = open_contract(log, quarter)
    refuse_if(advance_set(log, quarter, item) is None, "nothing to clear")
    log.add("clear_advance", year=contract["year"], quarter=quarter, item=item)


def adjust(log: Log, quarter: str, item: str, amount: int) -> None:
    """Add a manual adjustment."""
    contract = open_contract(log, quarter)
    refuse_if(item not in contract["items"], "no such sub-item")
    refuse_if(contract["items"][item]["method"] != "fixed", "settled on actual cost")
    refuse_if(amount == 0, "nothing to adjust")
    facts = {"year": contract["year"], "quarter": quarter, "item": item, "amount": amount}
    trial = log.with_one_more("adjust", **facts)
    check_line(trial, quarter, item, foresee(trial, quarter)[0][quarter])
    log.add("adjust", **facts)


def clear_adjustments(log: Log, quarter: str, item: str) -> None:
    """Take all manual adjustments of a line out."""
    contract = open_contract(log, quarter)
    refuse_if(not log.since("adjust", "clear_adjustments", quarter=quarter, item=item), "nothing to take out")
    log.add("clear_adjustments", year=contract["year"], quarter=quarter, item=item)


def check_line(log: Log, quarter: str, item: str, sheet: Sheet) -> None:
    """Refuse a negative payable, and a manual adjustment that lifts the line above its annual amount."""
    line = sheet["lines"][item]
    refuse_if(line["payable"] < 0, "a payable would be negative")
    lifted = line["cumulative"] + line["remaining"] > line["annual"]
    refuse_if(manual_adjustment(log, quarter, item) > 0 and lifted, "lifted above the annual amount")


def post(log: Log, quarter: str, today: date, reviewer: str) -> None:
    """Post the quarter's settlement."""
    contract = open_contract(log, quarter)
    need_two_people(BY, reviewer)
    refuse_if(today < first_day(quarter), "the quarter has not begun")
    refuse_if(log.open_quarters()[0] != quarter, "an earlier quarter is open")
    earlier = [one for one in log.quarters() if one < quarter]
    refuse_if(bool(earlier) and not log.confirmed(earlier[-1]), "the last assessment is not confirmed")
    sheets, _ = foresee(log, quarter)
    for item in contract["items"]:
        chosen = advance_set(log, quarter, item)
        too_high = chosen is not None and chosen > formula(log, contract, quarter, item, sheets)
        refuse_if(too_high, "a set advance is above the formula")
        check_line(log, quarter, item, sheets[quarter])
    log.add("post", year=contract["year"], quarter=quarter, sheet=sheets[quarter])


def reverse(log: Log, quarter: str, reviewer: str) -> None:
    """Reverse the newest posted settlement."""
    need_two_people(BY, reviewer)
    posted = [one for one in log.quarters() if log.posted(one)]
    refuse_if(not posted or posted[-1] != quarter, "not the newest posted settlement")
    paid = [act for act in log.every("pay", target=quarter) if not log.every("unpay", id=act["id"])]
    refuse_if(bool(paid), "a payment stands against it")
    refuse_if(log.confirmed(quarter) is not None, "its assessment is confirmed")
    contract = covering(log, quarter)
    refuse_if(log.cleared(contract["year"]) is not None, "the year is cleared")
    log.add("reverse", year=contract["year"], quarter=quarter)


def record(log: Log, quarter: str, entry: dict[str, Any]) -> None:
    """Replace the draft of an assessment."""
    contract = covering(log, quarter)
    refuse_if(log.confirmed(quarter) is not None, "the assessment is confirmed")
    check_record(log.scheme_of(contract), entry, quarter, log.bearer(contract) is not None)
    log.add("record", year=contract["year"], quarter=quarter, record=entry)


def confirm(log: Log, quarter: str, reviewer: str) -> None:
    """Confirm an assessment; its deductions enter the register."""
    need_two_people(BY, reviewer)
    contract, entry, posted = covering(log, quarter), log.record_of(quarter), log.posted(quarter)
    refuse_if(entry is None, "nothing is recorded")
    refuse_if(posted is None, "the quarter is open")
    assert entry is not None
    assert posted is not None
    refuse_if(log.confirmed(quarter) is not None, "it is confirmed already")
    result = judged(log, contract, quarter, posted["sheet"])
    assert result is not None
    refuse_if(result["passed"] is None, "nothing to judge it by")
    explained = bool(entry.get("no_deduction", "").strip())
    refuse_if(bool(result["deductions"]) and explained, "deductions, and a reason for none")
    if result["passed"]:
        deducts = log.scheme_of(contract).get("deduct_when_passed", False)
        refuse_if(bool(entry.get("manual_deduction")) and not deducts, "a passed one holds no deduction")
    else:
        refuse_if(not entry.get("rectification"), "nothing to mend")
        refuse_if(not result["deductions"] and not explained, "neither a deduction nor a reason for none")
    log.add("confirm", year=contract["year"], quarter=quarter)
    for found in result["deductions"]:
        register.add_row(log, quarter, found["cause"], found["amount"])


def reopen(log: Log, quarter: str, reviewer: str) -> None:
    """Make a confirmed assessment a draft again."""
    need_two_people(BY, reviewer)
    contract = covering(log, quarter)
    refuse_if(log.confirmed(quarter) is None, "not confirmed")
    later = [one for one in log.quarters() if one > quarter]
    refuse_if(bool(later) and log.posted(later[0]) is not None, "the next quarter is posted")
    refuse_if(log.cleared(contract["year"]) is not None, "the year is cleared")
    mine = [row for row in register.rows_of(log) if row["source"] == quarter and not row["withdrawn"]]
    refuse_if(any(register.waived(row) for row in mine), "something of it is waived")
    log.add("reopen", year=contract["year"], quarter=quarter)
