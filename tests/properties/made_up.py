"""Projects, schemes and assessment records that nobody would think of, as they stand in a user's files."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.model.naive_basics import first_day, last_day

YEAR = 2019
PERCENTS = ("0", "0.0001", "2.5", "33.333333", "50", "99.99", "100")
SCORES = ("0", "59.5", "60", "79.999", "80", "90.01", "100")
NUMBERS = ("0", "4.97", "79.995", "80", "80.00", "80.3", "97", "100", "-3", "1234.5")
RATIOS = ((8000, 10_000), (79_995, 100_000), (4, 5), (97, 100), (1, 3), (0, 7), (12_345, 10), (1, 0))
LIMITS = (1, 2, 30, 90)

Table = dict[str, Any]


def yuan(fen: int) -> str:
    """An amount as it is typed."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"


def amounts(scale: int) -> st.SearchStrategy[int]:
    """Amounts in 分 from 1 up to the size of the project."""
    return st.integers(1, scale)


def near(value: int, scale: int) -> st.SearchStrategy[int]:
    """Amounts at, just beside, below, and far from a limit that a rule draws."""
    beside = st.sampled_from([value, value - 1, value + 1, 0, -value])
    return st.one_of(beside, st.integers(0, max(value, 0)), st.integers(-scale, scale))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value, or None: the key is left out."""
    return st.none() | strategy


def written(table: Table) -> Table:
    """The table without the keys that are left out."""
    return {key: value for key, value in table.items() if value is not None}


@st.composite
def templates(draw: st.DrawFn, scale: int) -> Table:
    """A template with two to seven sub-items and one to four quarters; nearly always one that the rules allow."""
    first = draw(st.integers(1, 4))
    last = draw(st.integers(first, 4))
    methods = draw(st.lists(st.sampled_from(["fixed", "fixed", "actual_cost"]), min_size=2, max_size=7))
    items: list[Table] = [
        {"code": f"item{n}", "name": f"子项目{n}", "annual": yuan(draw(amounts(scale))), "method": method}
        for n, method in enumerate(methods)
    ]
    fixed = [item for item in items if item["method"] == "fixed"]
    if fixed and draw(st.sampled_from([True, True, True, False])):
        draw(st.sampled_from(fixed))["bears_deductions"] = True
    openings = st.builds(
        lambda source, amount: {
            "source": f"{YEAR - 1}Q{source}",
            "amount": yuan(amount),
            "document": "期初1号",
        },
        st.integers(1, 4),
        amounts(scale),
    )
    return {
        "project": {"code": "P1", "name": "项目", "authority": "局"},
        "contract": {
            "year": YEAR,
            "start": first_day(f"{YEAR}Q{first}"),
            "end": last_day(f"{YEAR}Q{last}"),
            "client": "中心",
            "vendor": "甲公司",
        },
        "sub_item": items,
        "scheme": draw(schemes(scale)),
        "opening_deduction": draw(st.lists(openings, max_size=2)),
    }


@st.composite
def spoiled_templates(draw: st.DrawFn, scale: int) -> Table:
    """A template with something that the rules may not allow."""
    template = draw(templates(scale))
    contract, items = template["contract"], template["sub_item"]
    where = draw(st.sampled_from(["bearers", "total", "start", "end", "opening", "annual", "tiers"]))
    if where == "bearers":
        for item in items[:2]:
            item["bears_deductions"] = True
    elif where == "total":
        contract["stated_total"] = yuan(draw(amounts(scale)))
    elif where in ("start", "end"):
        contract[where] += timedelta(days=draw(st.integers(-400, 400)))
    elif where == "opening":
        source = f"{YEAR}Q{draw(st.integers(1, 4))}"
        template["opening_deduction"].append({"source": source, "amount": "1", "document": "期初2号"})
    elif where == "annual":
        items[0]["annual"] = yuan(-draw(amounts(scale)))
    else:
        template["scheme"]["tier"] = [{"min_score": draw(st.sampled_from(SCORES)), "percent": "1"}]
    return template


@st.composite
def schemes(draw: st.DrawFn, scale: int) -> Table:
    """A scheme of up to four indicators with every kind of term, tier and cap."""
    indicators = [draw(indicators_of_kind(f"i{n}", scale)) for n in range(draw(st.integers(0, 4)))]
    pass_score = draw(maybe(st.sampled_from(["60", "80", "90"])))
    when_passed = draw(maybe(st.booleans()))
    tiers: list[Table] = []
    if pass_score is not None or when_passed:
        marks = draw(st.lists(st.sampled_from(["60", "80", "99.5"]), unique=True, max_size=3))
        tiers = [draw(tiers_from(mark, scale)) for mark in ["0", *marks]] if draw(st.booleans()) else []
    return written(
        {
            "pass_score": pass_score,
            "cap_percent": draw(maybe(st.sampled_from([*PERCENTS, "250"]))),
            "deduct_when_passed": when_passed,
            "indicator": indicators,
            "tier": draw(st.permutations(tiers)),
        }
    )


@st.composite
def tiers_from(draw: st.DrawFn, mark: str, scale: int) -> Table:
    """A band from that score up."""
    if draw(st.booleans()):
        return {"min_score": mark, "percent": draw(st.sampled_from(PERCENTS))}
    return {"min_score": mark, "amount_per_point": yuan(draw(amounts(max(1, scale // 100))))}


@st.composite
def indicators_of_kind(draw: st.DrawFn, code: str, scale: int) -> Table:
    """One indicator: a measured one (most), a qualitative one, or one judged from the log of faults."""
    kind = draw(st.sampled_from([">=", "<=", ">", "<", "=", "qualitative", "fault"]))
    unit = draw(st.sampled_from(["%", "%", "次"]))
    terms = [
        st.fixed_dictionaries({"kind": st.just("fixed"), "amount": amounts(scale).map(yuan)}),
        st.fixed_dictionaries({"kind": st.just("percent"), "percent": st.sampled_from(PERCENTS)}),
    ]
    is_measured = kind not in ("qualitative", "fault")
    if is_measured and unit == "%":
        price = amounts(max(1, scale // 1000)).map(yuan)
        terms.append(st.fixed_dictionaries({"kind": st.just("per_point"), "amount": price}))
    faults = {
        "level": draw(st.integers(1, 2)),
        "respond_within_minutes": draw(maybe(st.sampled_from(LIMITS))),
        "restore_within_minutes": draw(st.sampled_from(LIMITS)),
    }
    return written(
        {
            "code": code,
            "name": f"指标{code}",
            "group": "组",
            "comparator": kind,
            "target": draw(st.sampled_from(NUMBERS)) if is_measured else None,
            "unit": unit if is_measured else None,
            "cycle": draw(maybe(st.sampled_from(["quarter", "year"]))),
            "points": draw(maybe(st.sampled_from(["10", "50", "100"]))),
            "term": draw(maybe(st.one_of(terms))),
            **(faults if kind == "fault" else {}),
        }
    )


@st.composite
def records(draw: st.DrawFn, scheme: Table, quarter: str, scale: int) -> Table:
    """A record for the scheme: mostly one that can be confirmed, sometimes one that says too much or too little."""
    indicators = scheme.get("indicator", [])
    actuals = {one["code"]: draw(maybe(actuals_of(one["comparator"]))) for one in indicators}
    pointed = [one for one in indicators if "points" in one]
    shares = {one["code"]: draw(maybe(st.sampled_from(["0", "8.5", "10", "50"]))) for one in pointed}
    levels = [one["level"] for one in indicators if one["comparator"] == "fault"]
    manual = st.builds(lambda fen: {"amount": yuan(fen), "reason": "手工"}, amounts(scale))
    override = st.builds(
        lambda passed: {"passed": passed, "reason": "认定", "document": "认1号"},
        st.sampled_from([False, True]),
    )
    return written(
        {
            "score": draw(maybe(st.sampled_from(SCORES))),
            "no_incidents": draw(maybe(st.booleans())),
            "no_deduction": draw(st.sampled_from([None, None, "", "不扣"])),
            "actuals": written(actuals),
            "points": written(shares),
            "incident": draw(st.lists(incidents(levels, quarter), max_size=2)) if levels else [],
            "rectification": draw(st.sampled_from([[rectification(quarter)], []])),
            "manual_deduction": draw(st.lists(manual, max_size=2)),
            "override": draw(maybe(override)),
        }
    )


def rectification(quarter: str) -> Table:
    """What is to be mended by the quarter's end."""
    return {"subject": "服务", "measure": "整改", "due": last_day(quarter)}


@st.composite
def actuals_of(draw: st.DrawFn, comparator: str) -> Any:
    """An actual of the kind that the comparator asks for; faults have none."""
    if comparator == "fault":
        return None
    if comparator == "qualitative":
        return draw(st.booleans())
    if draw(st.booleans()):
        return draw(st.sampled_from(NUMBERS))
    numerator, denominator = draw(st.sampled_from(RATIOS))
    return {"numerator": numerator, "denominator": denominator}


@st.composite
def incidents(draw: st.DrawFn, levels: list[int], quarter: str) -> Table:
    """A fault in the quarter, or just outside it."""
    day = draw(st.sampled_from([0, 0, 1, 30, -1]))
    reported = datetime.combine(first_day(quarter), datetime.min.time()) + timedelta(days=day, hours=9)
    minutes = st.sampled_from([0, 1, 2, 30, 31, 90, 91])
    return {
        "level": draw(st.sampled_from(levels)),
        "reported": reported,
        "responded": reported + timedelta(minutes=draw(minutes)),
        "restored": reported + timedelta(minutes=draw(minutes)),
    }
