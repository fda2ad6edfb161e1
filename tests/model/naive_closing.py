"""What may be done at the year's end, and what is paid and billed (rules, sections 8, 9 and 10)."""

from tests.model.naive_basics import need_two_people, refuse_if
from tests.model.naive_log import Act, Log
from tests.model.naive_quarter import foresee
from tests.model.naive_register import BY
from tests.model.naive_year import CATEGORIES, clearance, costs_of, estimated, missing, reduced


def open_year(log: Log, year: int) -> Act:
    """Return the contract of a year that is not cleared, or refuse."""
    contract = log.contract(year)
    refuse_if(contract is None, "no contract of that year")
    assert contract is not None
    refuse_if(log.cleared(year) is not None, "the year is cleared")
    return contract


def set_cost(
    log: Log, item: str, month: str, category: str, amount: int, estimate: bool, replace: bool
) -> None:
    """State what one month cost in one category."""
    contract = open_year(log, int(month[:4]))
    refuse_if(month not in log.months(contract), "the month is outside the contract")
    refuse_if(category not in CATEGORIES, "no such category")
    refuse_if(item not in contract["items"], "no such sub-item")
    refuse_if(contract["items"][item]["method"] != "actual_cost", "not settled on actual cost")
    old = costs_of(log, contract, item).get((month, category))
    refuse_if(old is not None and not old["estimate"] and not replace, "an actual value stands")
    facts = {"item": item, "month": month, "category": category, "amount": amount, "estimate": estimate}
    log.add("cost", year=contract["year"], **facts)


def reduce(log: Log, year: int, item: str, amount: int) -> None:
    """Strike an amount off a sub-item."""
    contract = open_year(log, year)
    refuse_if(item not in contract["items"], "no such sub-item")
    refuse_if(amount <= 0, "a reduction is greater than zero")
    facts = {"year": year, "item": item, "amount": amount}
    check_reduced(log.with_one_more("reduce", **facts), contract, item)
    log.add("reduce", **facts)


def clear_reductions(log: Log, year: int, item: str) -> None:
    """Take all reductions of a sub-item out."""
    open_year(log, year)
    refuse_if(not log.since("reduce", "clear_reductions", year=year, item=item), "nothing to take out")
    log.add("clear_reductions", year=year, item=item)


def check_reduced(log: Log, contract: Act, item: str) -> None:
    """Refuse reductions beyond what they reduce; actual cost is no limit while months are missing."""
    struck = reduced(log, contract["year"], item)
    if contract["items"][item]["method"] == "fixed":
        last = contract["quarters"][-1]
        limit = foresee(log, last)[0][last]["lines"][item]["cumulative"]
    elif missing(log, contract, item):
        return
    else:
        limit = sum(act["amount"] for act in costs_of(log, contract, item).values())
    refuse_if(struck > limit, "reduced by more than there is")


def clear(log: Log, year: int, mode: str, reviewer: str) -> None:
    """Post the clearance."""
    need_two_people(BY, reviewer)
    contract = open_year(log, year)
    refuse_if(any(not log.posted(quarter) for quarter in contract["quarters"]), "a quarter is open")
    refuse_if(not log.confirmed(contract["quarters"][-1]), "the last assessment is not confirmed")
    for item, terms in contract["items"].items():
        if terms["method"] == "actual_cost":
            incomplete = missing(log, contract, item) or estimated(log, contract, item)
            refuse_if(bool(incomplete), "actual cost is not complete")
        check_reduced(log, contract, item)
    if mode == "settle":
        refuse_if(any(one["year"] > year for one in log.contracts()), "a next contract exists")
        refuse_if(log.bearer(contract) is None, "no line to settle on")
    log.add("clear", year=year, mode=mode, table=clearance(log, contract, mode))


def reverse_clearance(log: Log, year: int, reviewer: str) -> None:
    """Reverse a posted clearance."""
    need_two_people(BY, reviewer)
    cleared, contract = log.cleared(year), log.contract(year)
    refuse_if(cleared is None or contract is None, "not posted")
    assert cleared is not None
    assert contract is not None
    target = f"clearance:{year}"
    paid = [act for act in log.every("pay", target=target) if not log.every("unpay", id=act["id"])]
    refuse_if(bool(paid), "a payment stands against it")
    another = any(one["year"] > year and one["vendor"] != contract["vendor"] for one in log.contracts())
    refuse_if(cleared["mode"] == "settle" and another, "a contract with another vendor follows")
    log.add("reverse_clearance", year=year)


def due_on(log: Log, target: str) -> int | None:
    """Return what a posted settlement or clearance comes to; None while it is not posted."""
    if target.startswith("clearance:"):
        cleared = log.cleared(int(target.removeprefix("clearance:")))
        return cleared["table"]["net"] if cleared else None
    posted = log.posted(target)
    return posted["sheet"]["total"]["payable"] if posted else None


def paid_on(log: Log, target: str) -> int:
    """Return what was paid on a target, reversed payments left out."""
    return sum(
        act["amount"] for act in log.every("pay", target=target) if not log.every("unpay", id=act["id"])
    )


def paid_in_year(log: Log, year: int) -> int:
    """Return what was paid on a year's settlements and clearance."""
    return paid_on(log, f"clearance:{year}") + sum(paid_on(log, f"{year}Q{number}") for number in "1234")


def pay(log: Log, target: str, amount: int) -> None:
    """Record a payment, or a refund as a negative one."""
    due = due_on(log, target)
    refuse_if(due is None, "not posted")
    assert due is not None
    after = paid_on(log, target) + amount
    refuse_if(amount == 0, "nothing is paid")
    refuse_if(due >= 0 and not (amount > 0 and after <= due), "more than is payable, or a refund of nothing")
    refuse_if(due < 0 and not (amount < 0 and after >= due), "more than is to be refunded, or a payment")
    log.add("pay", target=target, amount=amount, id=len(log.every("pay")) + 1)


def unpay(log: Log, number: int) -> None:
    """Reverse a payment."""
    refuse_if(not log.every("pay", id=number), "no such payment")
    refuse_if(bool(log.every("unpay", id=number)), "reversed already")
    log.add("unpay", id=number)


def bill(log: Log, target: str, number: str, amount: int) -> None:
    """Record an invoice without tax."""
    refuse_if(due_on(log, target) is None, "not posted")
    refuse_if(amount == 0, "nothing is billed")
    refuse_if(bool(log.every("bill", number=number)), "the number is taken")
    log.add("bill", target=target, amount=amount, number=number, id=len(log.every("bill")) + 1)


def unbill(log: Log, number: int) -> None:
    """Void an invoice."""
    refuse_if(not log.every("bill", id=number), "no such invoice")
    refuse_if(bool(log.every("unbill", id=number)), "void already")
    log.add("unbill", id=number)
