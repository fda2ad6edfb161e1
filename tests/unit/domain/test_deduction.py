"""What an assessment costs by each term, band and cap, and what became of each deduction (rules, section 6)."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from settlement_app.domain.assessment import Actual, ManualDeduction, Override, Record, judge
from settlement_app.domain.deduction import (
    Caused,
    Deduction,
    Movement,
    Share,
    after,
    caused_by,
    deduction_id,
    give_back,
    next_serial,
    withhold,
)
from settlement_app.domain.money import AmountError
from settlement_app.domain.periods import Quarter
from settlement_app.domain.scheme import Comparator, Indicator, Scheme, Term, TermKind, Tier
from tests.support.builders import Q1, Q2, Q3, row, yuan
from tests.support.tables import table

BASE = yuan("1,255,500.00")
FAILED, UPHELD = Override(False, "评审", "8号"), Override(True, "评审", "8号")


def term(kind: TermKind, value: str) -> Term:
    return Term("percent", percent=value) if kind == "percent" else Term(kind, yuan(value))


def indicator(
    code: str = "rate",
    comparator: Comparator = ">=",
    target: str = "80.00",
    unit: str = "%",
    cost: Term | None = None,
) -> Indicator:
    return Indicator(code, f"指标{code}", "", comparator, target, unit, term=cost)


def manual(*amounts: str) -> list[ManualDeduction]:
    return [ManualDeduction(yuan(amount), f"第{n}项") for n, amount in enumerate(amounts, start=1)]


def caused(
    scheme: Scheme, record: Record, by_hand: Sequence[str] = (), base: int | None = BASE
) -> list[Caused]:
    judgement = judge(scheme, record, is_last_quarter=False)
    return list(caused_by(scheme, judgement, manual(*by_hand), base))


def amounts(found: list[Caused]) -> list[tuple[str, int]]:
    return [(entry.cause, entry.amount) for entry in found]


def of_base(percent: str) -> str:
    return f"管理费本季应结额 1,255,500.00 的 {percent}%"


def distance(points: int) -> str:
    return f"相差 {points} 个百分点（不足一个按一个），每点 600.00"


def band_0(points: int) -> str:
    return f"考核得分在 0 分档，低于 100 分 {points} 分（不足一分按一分），每分 600.00"


BAND_80 = f"考核得分在 80 分档，{of_base('2')}"

# fmt: off
TERMS = table(
    # name, kind, value, comparator, target, actual, amount, how
    ("fixed",              "fixed",     "50000", ">=", "80.00", "79",     "50,000.00",  "按条款定额"),
    ("percent",            "percent",   "2",     ">=", "80.00", "79",     "25,110.00",  of_base("2")),
    ("percent_rounded",    "percent",   "0.000001", ">=", "80.00", "79",  "0.01",       of_base("0.000001")),
    ("part_of_a_point",    "per_point", "600",   ">=", "80.00", "79.995", "600.00",     distance(1)),
    ("exactly_one_point",  "per_point", "600",   ">=", "80.00", "79.00",  "600.00",     distance(1)),
    ("a_point_and_a_half", "per_point", "600",   ">=", "80.00", "78.50",  "1,200.00",   distance(2)),
    ("above_the_target",   "per_point", "600",   "<=", "0.01",  "1.02",   "1,200.00",   distance(2)),
    ("as_a_share",         "per_point", "600",   ">=", "80.00", "3/4",    "3,000.00",   distance(5)),
)

BANDS = Scheme(
    tiers=(Tier("0", amount_per_point=yuan("600")), Tier("80", percent="2"), Tier("95", percent="0")),
    pass_score="90",
)
TIERS = table(
    # name, score, when passed too, amount, how (none where nothing is taken)
    ("a_percentage",       "85",    False, "25,110.00", BAND_80),
    ("at_the_mark",        "80",    False, "25,110.00", BAND_80),
    ("just_below",         "79.99", False, "12,600.00", band_0(21)),
    ("part_of_a_point",    "79.5",  False, "12,600.00", band_0(21)),
    ("exact_points",       "79",    False, "12,600.00", band_0(21)),
    ("no_points_at_all",   "0",     False, "60,000.00", band_0(100)),
    ("passed",             "92",    False, "0",         None),
    ("passed_and_deducts", "92",    True,  "25,110.00", BAND_80),
    ("band_of_nothing",    "99",    True,  "0",         None),
    ("no_score",           None,    True,  "0",         None),
)

CAPS = table(
    # name, cap, by hand, what each takes
    ("none",               None,    ("100000", "200000", "300000"), ("100000", "200000", "300000")),
    ("not_reached",        "50",    ("100000", "200000", "300000"), ("100000", "200000", "300000")),
    ("reached_exactly",    "30",    ("100000", "276650"),           ("100000", "276650")),
    ("struck_from_the_last", "30",  ("100000", "200000", "300000"), ("100000", "200000", "76650")),
    ("last_falls_away",    "20",    ("100000", "200000", "300000"), ("100000", "151100")),
    ("first_is_cut",       "5",     ("100000", "200000", "300000"), ("62775",)),
    ("of_nothing",         "0",     ("100000",),                    ()),
    ("above_a_hundred",    "200",   ("2000000",),                   ("2000000",)),
)

ROWS = table(
    # name, waived, applied, returned, withdrawn, outstanding, to return
    ("new",                      "0",  "0",  "0",  False, "50", "0"),
    ("partly_applied",           "0",  "20", "0",  False, "30", "0"),
    ("applied",                  "0",  "50", "0",  False, "0",  "0"),
    ("partly_waived",            "10", "0",  "0",  False, "40", "0"),
    ("waived",                   "50", "0",  "0",  False, "0",  "0"),
    ("waived_after_applied",     "20", "50", "0",  False, "0",  "20"),
    ("waived_beyond_the_rest",   "30", "30", "0",  False, "0",  "10"),
    ("waived_within_the_rest",   "20", "30", "0",  False, "0",  "0"),
    ("returned",                 "20", "50", "20", False, "0",  "0"),
    ("returned_then_unwaived",   "5",  "50", "20", False, "15", "0"),
    ("withdrawn",                "0",  "0",  "0",  True,  "0",  "0"),
    ("withdrawn_after_applied",  "20", "50", "0",  True,  "0",  "0"),
)

WITHHELD = table(
    # name, available, what is taken of which row
    ("everything",               "100", [("2019Q1-01", "30"), ("2019Q1-02", "20"), ("2019Q2-01", "10")]),
    ("exactly_enough",           "60",  [("2019Q1-01", "30"), ("2019Q1-02", "20"), ("2019Q2-01", "10")]),
    ("the_last_in_part",         "55",  [("2019Q1-01", "30"), ("2019Q1-02", "20"), ("2019Q2-01", "5")]),
    ("the_first_alone",          "30",  [("2019Q1-01", "30")]),
    ("the_first_in_part",        "0.01", [("2019Q1-01", "0.01")]),
    ("nothing_there",            "0",   []),
    ("less_than_nothing",        "-5",  []),
)
# fmt: on
REGISTER = (
    row(Q2, 1, "10"),
    row(Q1, 2, "50", applied="30"),
    row(Q1, 3, "50", withdrawn=True),
    row(Q1, 1, "30"),
)


@pytest.mark.parametrize(("kind", "value", "comparator", "target", "actual", "amount", "how"), TERMS)
def test_what_a_missed_indicator_costs(
    kind: TermKind, value: str, comparator: Comparator, target: str, actual: str, amount: str, how: str
) -> None:
    scheme = Scheme((indicator(comparator=comparator, target=target, cost=term(kind, value)),))
    numerator, slash, denominator = actual.partition("/")
    typed = Actual("rate", None if slash else actual, numerator, denominator)
    fen = yuan(amount)
    expected = Caused("indicator:rate", fen, fen, f"指标rate未达标，{how}")
    assert caused(scheme, Record(actuals=(typed,))) == [expected]


@pytest.mark.parametrize(("score", "when_passed", "amount", "how"), TIERS)
def test_what_a_score_costs(score: str | None, when_passed: bool, amount: str, how: str | None) -> None:
    record = Record(score=score, override=None if score else FAILED)
    fen = yuan(amount)
    expected = [] if how is None else [Caused("tier", fen, fen, how)]
    assert caused(replace(BANDS, deduct_when_passed=when_passed), record) == expected


@pytest.mark.parametrize(("cap", "by_hand", "taken"), CAPS)
def test_what_is_over_the_cap_is_struck_from_the_last_first(
    cap: str | None, by_hand: tuple[str, ...], taken: tuple[str, ...]
) -> None:
    found = caused(Scheme(cap_percent=cap), Record(override=FAILED), by_hand)
    assert [entry.amount for entry in found] == [yuan(amount) for amount in taken]
    assert [entry.before_cap for entry in found] == [yuan(amount) for amount in by_hand[: len(taken)]]


def test_what_the_cap_strikes_is_said() -> None:
    (found,) = caused(Scheme(cap_percent="5"), Record(override=FAILED), ["100000"])
    assert found.basis == "第1项，100,000.00 超过封顶 5% 的部分不扣"


def test_deductions_stand_in_order_missed_then_band_then_by_hand() -> None:
    scheme = replace(
        BANDS,
        indicators=(
            indicator("b", cost=term("fixed", "200")),
            indicator("free"),
            indicator("met", cost=term("fixed", "900")),
            indicator("a", cost=term("fixed", "100")),
        ),
    )
    actuals = (Actual("a", "1"), Actual("b", "1"), Actual("free", "1"), Actual("met", "99"))
    found = caused(scheme, Record(score="85", actuals=actuals), ["5", "7"])
    assert amounts(found) == [
        ("indicator:b", yuan("200")),
        ("indicator:a", yuan("100")),
        ("tier", yuan("25,110.00")),
        ("manual", yuan("5")),
        ("manual", yuan("7")),
    ]
    assert [entry.basis for entry in found[3:]] == ["第1项", "第2项"]


def test_no_deduction_of_zero_stands() -> None:
    scheme = Scheme((indicator(cost=term("percent", "0")), indicator("b", cost=term("fixed", "3"))))
    found = caused(scheme, Record(actuals=(Actual("rate", "1"), Actual("b", "1"))))
    assert amounts(found) == [("indicator:b", yuan("3"))]


# fmt: off
NOTHING_TAKEN = table(
    ("no_bearer",            Scheme(),                        Record(override=FAILED), None, []),
    ("not_judged_yet",       Scheme(),                        Record(),                BASE, []),
    ("passed",               Scheme(),                        Record(override=UPHELD), BASE, []),
    ("passed_and_deducts",   Scheme(deduct_when_passed=True), Record(override=UPHELD), BASE, [("manual", yuan("5"))]),
    ("not_judged_and_deducts", Scheme(deduct_when_passed=True), Record(),              BASE, []),
    ("failed",               Scheme(),                        Record(override=FAILED), BASE, [("manual", yuan("5"))]),
)
# fmt: on


@pytest.mark.parametrize(("scheme", "record", "base", "taken"), NOTHING_TAKEN)
def test_when_an_assessment_takes_anything(
    scheme: Scheme, record: Record, base: int | None, taken: list[tuple[str, int]]
) -> None:
    assert amounts(caused(scheme, record, ["5"], base)) == taken


def test_a_deduction_beyond_the_range_is_an_error() -> None:
    scheme = Scheme((indicator(cost=term("per_point", "9,999,999,999,999.99")),))
    with pytest.raises(AmountError, match="超出金额范围"):
        caused(scheme, Record(actuals=(Actual("rate", "70"),)))


@pytest.mark.parametrize(("waived", "applied", "returned", "withdrawn", "outstanding", "to_return"), ROWS)
def test_what_is_outstanding_and_what_is_to_return(
    waived: str, applied: str, returned: str, withdrawn: bool, outstanding: str, to_return: str
) -> None:
    found = row(amount="50", waived=waived, applied=applied, returned=returned, withdrawn=withdrawn)
    assert (found.waived, found.outstanding, found.to_return) == (
        yuan(waived),
        yuan(outstanding),
        yuan(to_return),
    )


def test_a_waiver_taken_back_is_outstanding_again() -> None:
    (waiver,) = row(waived="20").waivers
    found = replace(row(amount="50"), waivers=(waiver, replace(waiver, amount=yuan("-5"))))
    assert (found.waived, found.outstanding) == (yuan("15"), yuan("35"))


@pytest.mark.parametrize(("available", "taken"), WITHHELD)
def test_the_oldest_source_is_withheld_first_then_by_id(available: str, taken: list[tuple[str, str]]) -> None:
    shares = withhold(REGISTER, yuan(available))
    assert [(share.deduction, share.amount) for share in shares] == [
        (f"KK-12333-{name}", yuan(amount)) for name, amount in taken
    ]
    assert all(
        (share.source, share.basis) == (Quarter(2019, int(share.deduction[-4])), "服务不达标")
        for share in shares
    )


def test_what_is_to_return_comes_back_whole_in_the_order_of_the_register() -> None:
    rows = (
        row(Q2, 1, "50", applied="50", waived="5"),
        row(Q1, 1, "50", applied="50"),
        row(Q1, 2, "50", applied="50", waived="50"),
    )
    assert give_back(rows) == (
        Share("KK-12333-2019Q1-02", Q1, yuan("50"), "服务不达标"),
        Share("KK-12333-2019Q2-01", Q2, yuan("5"), "服务不达标"),
    )


def test_the_register_after_a_document() -> None:
    rows = (row(Q1, 1), row(Q1, 2), row(Q2, 1))
    moved = after(
        rows,
        "2019Q3",
        [Share(rows[0].id, Q1, 3, ""), Share(rows[2].id, Q2, 5, "")],
        [Share(rows[0].id, Q1, 7, "")],
    )
    assert [found.movements for found in moved] == [
        (Movement("applied", "2019Q3", 3), Movement("returned", "2019Q3", 7)),
        (),
        (Movement("applied", "2019Q3", 5),),
    ]
    assert [replace(found, movements=()) for found in moved] == list(rows)


# fmt: off
SERIALS = table(
    ("first",               (),                                       1),
    ("after_two",           (row(Q1, 1), row(Q1, 2)),                 3),
    ("after_withdrawn_ones", (row(Q1, 1, withdrawn=True),),           2),
    ("never_a_used_one",    (row(Q1, 5), row(Q1, 2)),                 6),
    ("of_other_quarters",   (row(Q2, 1), row(Q3, 4)),                 1),
)
# fmt: on


@pytest.mark.parametrize(("register", "serial"), SERIALS)
def test_numbers_are_never_used_twice(register: tuple[Deduction, ...], serial: int) -> None:
    assert next_serial(register, Q1) == serial


@pytest.mark.parametrize(("serial", "name"), [(1, "KK-12333-2019Q1-01"), (100, "KK-12333-2019Q1-100")])
def test_the_id_of_a_row(serial: int, name: str) -> None:
    assert deduction_id("12333", Q1, serial) == name
