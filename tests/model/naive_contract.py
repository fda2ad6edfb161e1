"""What may be done to a contract: make it, amend it, go on to the next year (rules, sections 3 and 11)."""

from typing import Any

from tests.model import naive_register as register
from tests.model.naive_assessment import check_record, check_scheme
from tests.model.naive_basics import fen, refuse_if, whole_quarters
from tests.model.naive_log import Act, Log
from tests.model.naive_quarter import foresee


def make(template: dict[str, Any]) -> Log:
    """Return the log that begins with a template's project and contract."""
    contract = template["contract"]
    quarters = whole_quarters(contract["year"], contract["start"], contract["end"])
    items = {item["code"]: item_of(item) for item in template.get("sub_item", [])}
    refuse_if(not items, "no sub-item")
    refuse_if(any(item["annual"] < 0 for item in items.values()), "a negative amount")
    bearers = [item for item in items.values() if item["bears"]]
    refuse_if(len(bearers) > 1, "more than one sub-item bears deductions")
    refuse_if(any(item["method"] != "fixed" for item in bearers), "deductions on actual cost")
    if "stated_total" in contract:
        total = sum(item["annual"] for item in items.values())
        refuse_if(fen(contract["stated_total"]) != total, "the parts do not add up")
    scheme = template.get("scheme", {})
    check_scheme(scheme)
    log = Log(template["project"]["code"])
    facts = {"quarters": quarters, "vendor": contract["vendor"], "items": items, "scheme": scheme}
    log.add("contract", year=contract["year"], **facts)
    for opening in template.get("opening_deduction", []):
        register.open_with(log, opening["source"], fen(opening["amount"]), opening["document"])
    return log


def item_of(item: dict[str, Any]) -> dict[str, Any]:
    """Return what counts of a sub-item."""
    bears = item.get("bears_deductions", False)
    return {"annual": fen(item["annual"]), "method": item["method"], "bears": bears}


def amended_quarter(log: Log, start: str | None, year: int | None) -> str:
    """Return the quarter from which an amendment counts."""
    if start is not None:
        refuse_if(start not in log.open_quarters(), "the quarter is posted or in no contract")
        return start
    mine = log.quarters()
    if year is not None:
        contract = log.contract(year)
        refuse_if(contract is None, "no contract of that year")
        mine = contract["quarters"] if contract else []
    still_open = [quarter for quarter in mine if not log.posted(quarter)]
    return still_open[0] if still_open else mine[-1]


def amend(
    log: Log,
    item: str,
    annual: int,
    against: str | None = None,
    start: str | None = None,
    year: int | None = None,
) -> None:
    """Set a sub-item's annual amount; with ``against`` a second one takes the difference."""
    quarter = amended_quarter(log, start, year)
    contract = log.contract_of(quarter)
    assert contract is not None
    items = contract["items"]
    refuse_if(item not in items or (against is not None and against not in items), "no such sub-item")
    refuse_if(item == against, "against itself")
    refuse_if(log.cleared(contract["year"]) is not None, "the year is cleared")
    changes = {item: annual}
    if against is not None:
        changes[against] = log.annual(against, quarter) + log.annual(item, quarter) - annual
    refuse_if(any(amount < 0 for amount in changes.values()), "a negative amount")
    late = log.posted(quarter) is not None
    methods = {items[code]["method"] for code in changes}
    refuse_if(late and methods != {"actual_cost"}, "only actual cost can be amended so late")
    facts = {"year": contract["year"], "quarter": quarter, "changes": changes}
    sheets, _ = foresee(log.with_one_more("amend", **facts), contract["quarters"][-1])
    for one in [one for one in contract["quarters"] if not log.posted(one)]:
        negative = any(sheets[one]["lines"][code]["base"] < 0 for code in changes)
        refuse_if(negative, "an open base would be negative")
    log.add("amend", **facts)


def set_scheme(log: Log, year: int, scheme: dict[str, Any]) -> None:
    """Replace the scheme of a contract."""
    contract = log.contract(year)
    refuse_if(contract is None, "no contract of that year")
    assert contract is not None
    check_scheme(scheme)
    for quarter in contract["quarters"]:
        refuse_if(log.confirmed(quarter) is not None, "an assessment is confirmed")
        draft = log.record_of(quarter)
        if draft is not None:
            check_record(scheme, draft, quarter, log.bearer(contract) is not None)
    log.add("scheme", year=year, scheme=scheme)


def roll_over(log: Log, year: int, annual: dict[str, int], vendor: str | None) -> None:
    """Make the next year's contract."""
    newest = log.contracts()[-1]
    refuse_if(year != newest["year"] + 1, "not the next year")
    refuse_if(any(code not in newest["items"] for code in annual), "no such sub-item")
    refuse_if(any(amount < 0 for amount in annual.values()), "a negative amount")
    if vendor is not None and vendor != newest["vendor"]:
        refuse_if(log.cleared(newest["year"]) is None, "the year is not cleared")
        unsettled = any(register.balance(row) for row in register.rows_of(log))
        refuse_if(unsettled, "something is outstanding or to return")
    last = newest["quarters"][-1]
    items = {
        code: {**terms, "annual": annual.get(code, log.annual(code, last))}
        for code, terms in newest["items"].items()
    }
    quarters = [f"{year}Q{number}" for number in "1234"]
    facts = {"quarters": quarters, "vendor": vendor or newest["vendor"], "items": items}
    log.add("contract", year=year, scheme=log.scheme_of(newest), **facts)


def drop(log: Log, year: int) -> None:
    """Take a mistaken contract back, while nothing in it was ever posted."""
    contracts = log.contracts()
    refuse_if(len(contracts) == 1 or contracts[-1]["year"] != year, "not the newest, or the only one")
    refuse_if(bool(log.every("post", year=year)), "documents of it exist")
    log.forget_year(year)


def total_of(log: Log, contract: Act) -> int:
    """Return the contract's total as in force in its last quarter."""
    return sum(log.annual(code, contract["quarters"][-1]) for code in contract["items"])
