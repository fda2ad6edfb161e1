"""One quarter's assessment, judged from the record as it stands in the file (rules, sections 5 and 6)."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

from tests.model.naive_basics import fen, first_day, half_up, last_day, refuse_if, rounded_up

HOLDS = {
    ">=": lambda actual, target: actual >= target,
    "<=": lambda actual, target: actual <= target,
    ">": lambda actual, target: actual > target,
    "<": lambda actual, target: actual < target,
    "=": lambda actual, target: actual == target,
}


def indicators_of(scheme: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the indicators in the scheme's order."""
    return list(scheme.get("indicator", []))


def check_scheme(scheme: dict[str, Any]) -> None:
    """Refuse a scheme against section 6: tiers need a start at 0, and a pass score or deducting when passed."""
    tiers = scheme.get("tier", [])
    if tiers:
        refuse_if(all(Fraction(tier["min_score"]) != 0 for tier in tiers), "no band starts at 0")
        judged_by_score = "pass_score" in scheme or scheme.get("deduct_when_passed", False)
        refuse_if(not judged_by_score, "tiers without a pass score")
    for indicator in indicators_of(scheme):
        if indicator.get("term", {}).get("kind") == "per_point":
            refuse_if(indicator.get("unit") != "%", "per_point needs the unit %")


def check_record(scheme: dict[str, Any], record: dict[str, Any], quarter: str, bears: bool) -> None:
    """Refuse a record that cannot stand even as a draft (rules, sections 5 and 6)."""
    known = {indicator["code"]: indicator for indicator in indicators_of(scheme)}
    for table in ("actuals", "points", "sources"):
        refuse_if(any(code not in known for code in record.get(table, {})), "unknown indicator")
    for code, actual in record.get("actuals", {}).items():
        check_actual(known[code]["comparator"], actual)
    for code, points in record.get("points", {}).items():
        refuse_if("points" not in known[code], "an indicator without points")
        refuse_if(not 0 <= Fraction(points) <= Fraction(known[code]["points"]), "points out of range")
    score = score_of(scheme, record)
    refuse_if(score is not None and not 0 <= score <= 100, "score out of range")
    levels = [indicator.get("level") for indicator in indicators_of(scheme)]
    for incident in record.get("incident", []):
        refuse_if(incident["level"] not in levels, "no indicator of that level")
        reported, responded, restored = incident["reported"], incident["responded"], incident["restored"]
        refuse_if(not reported <= responded <= restored, "times out of order")
        inside = first_day(quarter) <= reported.date() <= last_day(quarter)
        refuse_if(not inside, "an incident outside the quarter")
    refuse_if(bool(record.get("incident")) and record.get("no_incidents", False), "incidents and none")
    for manual in record.get("manual_deduction", []):
        refuse_if(fen(manual["amount"]) <= 0, "a manual deduction is greater than zero")
        refuse_if(not bears, "no sub-item bears deductions")


def check_actual(comparator: str, actual: Any) -> None:
    """Refuse an actual of another kind than its indicator asks for, and a zero denominator."""
    refuse_if(comparator == "fault", "faults are judged from the log of incidents")
    refuse_if((comparator == "qualitative") is not isinstance(actual, bool), "the wrong kind of actual")
    if isinstance(actual, dict):
        refuse_if(Fraction(str(actual["denominator"])) == 0, "zero denominator")


def number_of(actual: Any, unit: str) -> Fraction:
    """Return an actual exactly, in the indicator's unit (rules, section 5)."""
    if isinstance(actual, dict):
        share = Fraction(str(actual["numerator"])) / Fraction(str(actual["denominator"]))
        return share * 100 if unit == "%" else share
    return Fraction(str(actual))


def fault_is_met(indicator: dict[str, Any], record: dict[str, Any]) -> bool | None:
    """Judge one level of faults from the log of incidents (rules, section 5)."""
    log = record.get("incident", [])
    if not log and not record.get("no_incidents", False):
        return None
    respond_within = timedelta(minutes=indicator.get("respond_within_minutes", 1))
    restore_within = timedelta(minutes=indicator["restore_within_minutes"])
    for incident in log:
        if incident["level"] == indicator["level"]:
            late_answer = incident["responded"] - incident["reported"] > respond_within
            late_repair = incident["restored"] - incident["reported"] > restore_within
            if late_answer or late_repair:
                return False
    return True


def is_met(indicator: dict[str, Any], record: dict[str, Any]) -> bool | None:
    """Return whether one indicator is met, None where it has no actual (rules, section 5)."""
    if indicator["comparator"] == "fault":
        return fault_is_met(indicator, record)
    actual = record.get("actuals", {}).get(indicator["code"])
    if actual is None:
        return None
    if indicator["comparator"] == "qualitative":
        return bool(actual)
    number = number_of(actual, indicator.get("unit", ""))
    return bool(HOLDS[indicator["comparator"]](number, Fraction(indicator["target"])))


def score_of(scheme: dict[str, Any], record: dict[str, Any]) -> Fraction | None:
    """Return the typed score, or the sum of points where every indicator that has points got some."""
    if "score" in record:
        return Fraction(record["score"])
    with_points = [indicator["code"] for indicator in indicators_of(scheme) if "points" in indicator]
    given = record.get("points", {})
    if not with_points or any(code not in given for code in with_points):
        return None
    return sum((Fraction(given[code]) for code in with_points), Fraction(0))


def term_amount(indicator: dict[str, Any], record: dict[str, Any], base: int) -> int:
    """Return what one missed indicator costs (rules, section 6)."""
    term = indicator.get("term")
    if term is None:
        return 0
    if term["kind"] == "fixed":
        return fen(term["amount"])
    if term["kind"] == "percent":
        return half_up(Fraction(term["percent"]) / 100 * base)
    gap = abs(
        number_of(record["actuals"][indicator["code"]], indicator["unit"]) - Fraction(indicator["target"])
    )
    return rounded_up(gap) * fen(term["amount"])


def tier_amount(scheme: dict[str, Any], score: Fraction | None, base: int) -> int:
    """Return what the score's band costs (rules, section 6)."""
    bands = [] if score is None else scheme.get("tier", [])
    reached = [band for band in bands if score is not None and Fraction(band["min_score"]) <= score]
    if score is None or not reached:
        return 0
    band = max(reached, key=lambda one: Fraction(one["min_score"]))
    if "percent" in band:
        return half_up(Fraction(band["percent"]) / 100 * base)
    return rounded_up(100 - score) * fen(band["amount_per_point"])


def capped(scheme: dict[str, Any], found: list[tuple[str, int]], base: int) -> list[dict[str, Any]]:
    """Strike from the last deductions what is over the cap; a deduction of zero is none (rules, section 6)."""
    result: list[dict[str, Any]] = []
    total_before = 0
    for cause, before in found:
        amount = before
        if "cap_percent" in scheme:
            cap = half_up(Fraction(scheme["cap_percent"]) / 100 * base)
            amount = max(0, min(before, cap - total_before))
        total_before += before
        if amount > 0:
            result.append({"cause": cause, "amount": amount, "before_cap": before})
    return result


def judge(
    scheme: dict[str, Any], record: dict[str, Any], last_of_contract: bool, base: int | None
) -> dict[str, Any]:
    """Judge one record. ``base``: the quarter's management-fee base in 分, None where nothing bears deductions.

    ``passed`` is None where nothing stands by which the result can be confirmed (rules, section 5).
    """
    met: dict[str, bool | None] = {}
    unassessed = []
    for indicator in indicators_of(scheme):
        not_yet = indicator.get("cycle", "quarter") == "year" and not last_of_contract
        met[indicator["code"]] = None if not_yet else is_met(indicator, record)
        if met[indicator["code"]] is None and not not_yet:
            unassessed.append(indicator["code"])
    missed = [indicator for indicator in indicators_of(scheme) if met[indicator["code"]] is False]
    score = score_of(scheme, record)
    override = record.get("override")
    passed: bool | None
    if override is not None:
        passed = bool(override["passed"])
    elif "pass_score" in scheme and score is not None:
        passed = score >= Fraction(scheme["pass_score"])
    elif score is not None or any(is_so is not None for is_so in met.values()):
        passed = not missed
    else:
        passed = None
    found: list[tuple[str, int]] = []
    deducts = passed is False or (passed is True and scheme.get("deduct_when_passed", False))
    if base is not None and deducts:
        found += [("indicator:" + one["code"], term_amount(one, record, base)) for one in missed]
        found.append(("tier", tier_amount(scheme, score, base)))
        found += [("manual", fen(manual["amount"])) for manual in record.get("manual_deduction", [])]
        found = [(cause, amount) for cause, amount in found if amount > 0]
    return {
        "met": met,
        "unassessed": unassessed,
        "score": score,
        "passed": passed,
        "deductions": capped(scheme, found, base or 0),
    }
