"""人员经费 below its widgets: how cells read, what storing them changes, which figures stand beside them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from settlement_app.domain.actuals import ActualCost, Category
from settlement_app.domain.books import Books
from settlement_app.domain.findings import SettlementError
from settlement_app.domain.forecast import YearAhead, year_ahead
from settlement_app.domain.money import LIMIT
from settlement_app.domain.periods import Month
from settlement_app.domain.year_end import Reduction
from settlement_app.office import costs, personnel_screen
from settlement_app.office.desk import Desk
from settlement_app.office.personnel_draft import (
    CostDraft,
    CostPlace,
    changes_of,
    draft_of,
    read_draft,
)
from settlement_app.office.personnel_figures import explanations, figures
from settlement_app.office.personnel_import import look_at_file, take_file
from settlement_app.office.personnel_screen import PersonnelOnScreen, drafted, rebased
from tests.support.builders import Q1, Q3, books, cost_values, full_year, played, small_contract, yuan
from tests.support.cli import PREPARER, Settle
from tests.support.tables import table

JAN, FEB = Month(2019, 1), Month(2019, 2)
WAGES, WELFARE = CostPlace(JAN, "wages"), CostPlace(JAN, "welfare")


@pytest.fixture
def desk(settle: Settle) -> Desk:
    return Desk(settle.ledger, PREPARER, date(2019, 10, 12))


def cost(
    amount: str, category: Category = "wages", *, month: Month = JAN, estimate: bool = False, note: str = ""
) -> ActualCost:
    return ActualCost("consultants", month, category, yuan(amount), estimate, note)


# fmt: off
READ = table(
    # name, typed, amount (None: a fault), estimate
    ("plain",             "2801234.56",       "2801234.56", False),
    ("wan_yuan",          "280万元",          "2800000",    False),
    ("negative",          "-5",               "-5",         False),
    ("marked",            "5 估",             "5",          True),
    ("marked_closely",    "5估",              "5",          True),
    ("the_whole_word",    "5 暂估",           "5",          True),
    ("in_brackets",       "5（暂估）",        "5",          True),
    ("in_plain_brackets", " 5 (估) ",         "5",          True),
    ("of_wan_yuan",       "280万元 估",       "2800000",    True),
    ("the_mark_alone",    "估",               None,         False),
    ("foreseen",          "5.00 预",          None,         False),
    ("too_exact",         "0.001",            None,         False),
)
# fmt: on


@pytest.mark.parametrize(("typed", "amount", "estimate"), READ)
def test_a_cell_reads_as_an_amount_and_whether_it_is_estimated(
    typed: str, amount: str | None, estimate: bool
) -> None:
    reading = read_draft("consultants", CostDraft({WAGES: typed}), ())
    assert reading.values == ({} if amount is None else {WAGES: cost(amount, estimate=estimate)})
    assert (WAGES in reading.faults) == (amount is None)


def test_a_draft_reads_as_the_values_that_it_was_made_of() -> None:
    values = (cost("5", note="发放表"), cost("-7", "welfare", estimate=True))
    assert tuple(read_draft("consultants", draft_of(values), values).values.values()) == values


def test_a_note_stays_with_its_amount() -> None:
    stored = (cost("5", note="发放表"),)
    for typed, note in (("5.00 估", "发放表"), ("6", "")):
        reading = read_draft("consultants", CostDraft({WAGES: typed}), stored)
        assert reading.values[WAGES].note == note


# fmt: off
CHANGES = table(
    # name, the draft's texts, values that are stored anew, places that are emptied
    ("nothing",     {WAGES: "5", WELFARE: "7 估"},    (),                              ()),
    ("an_amount",   {WAGES: "6", WELFARE: "7 估"},    (cost("6"),),                    ()),
    ("no_estimate", {WAGES: "5", WELFARE: "7"},       (cost("7", "welfare"),),         ()),
    ("emptied",     {WELFARE: "7 估"},                (),                              ((JAN, "wages"),)),
    ("unusable",    {WAGES: "x", WELFARE: "7 估"},    (),                              ()),
    ("a_new_one",   {WAGES: "5", WELFARE: "7 估", CostPlace(FEB, "wages"): "0"}, (cost("0", month=FEB),), ()),
)
# fmt: on


@pytest.mark.parametrize(("texts", "values", "emptied"), CHANGES)
def test_only_what_differs_is_stored(
    texts: Mapping[CostPlace, str],
    values: tuple[ActualCost, ...],
    emptied: tuple[tuple[Month, Category], ...],
) -> None:
    stored = (cost("5"), cost("7", "welfare", estimate=True))
    draft = CostDraft(texts)
    changes = changes_of(draft, read_draft("consultants", draft, stored), stored)
    assert (changes.values, changes.emptied) == (values, emptied)
    assert changes.are_none == (not values and not emptied)


def test_marking_keeps_amounts_as_typed_and_leaves_empty_cells() -> None:
    draft = CostDraft({WAGES: "280万元", WELFARE: "x估"})
    places = [WAGES, WELFARE, CostPlace(FEB, "wages")]
    assert not draft.are_estimates(places)
    marked = draft.marked(places, estimate=True)
    assert marked.texts == {WAGES: "280万元 估", WELFARE: "x 估"}
    assert marked.are_estimates(places)
    assert marked.marked(places, estimate=False).texts == {WAGES: "280万元", WELFARE: "x"}
    assert not draft.are_estimates([CostPlace(FEB, "wages")]), "nothing is marked where nothing stands"


def on_screen(desk: Desk, item: str | None = None) -> PersonnelOnScreen:
    shown = personnel_screen.stored(desk, 2019, item)
    assert shown, "the bundled contract settles consultants on actual cost"
    return shown


def test_a_recorded_year_replaces_adds_and_empties_in_one_entry(desk: Desk, settle: Settle) -> None:
    costs.set_value(desk, cost("5"), replaces=False)
    costs.set_value(desk, cost("7", "welfare"), replaces=False)
    before = settle.ok("ledger", "verify")["entries"]
    view = costs.record(desk, 2019, "consultants", [cost("6"), cost("9", month=FEB)], [(JAN, "welfare")])
    assert view.costs.values == (cost("6"), cost("9", month=FEB))
    done = settle.ok("ledger", "verify")
    assert (done["ok"], done["entries"]) == (True, before + 1)


# fmt: off
REFUSED = table(
    # name, year, sub-item, values, code
    ("another_year",     2020, "consultants", [],                              "no_such_year"),
    ("not_actual_cost",  2019, "management",  [],                              "not_actual_cost"),
    ("of_another_year",  2019, "consultants", [cost("1", month=Month(2020, 1))], "month_outside"),
    ("out_of_range",     2019, "consultants", [replace(cost("0"), amount=LIMIT), cost("1", "welfare")], "amount_range"),
)
# fmt: on


@pytest.mark.parametrize(("year", "item", "values", "code"), REFUSED)
def test_what_cannot_be_recorded_changes_nothing(
    desk: Desk, settle: Settle, year: int, item: str, values: list[ActualCost], code: str
) -> None:
    before = settle.ok("ledger", "verify")["entries"]
    with pytest.raises(SettlementError) as refused:
        costs.record(desk, year, item, values, [])
    assert [finding.code for finding in refused.value.findings] == [code]
    assert settle.ok("ledger", "verify")["entries"] == before


def test_an_emptied_value_makes_room_within_the_range(desk: Desk) -> None:
    costs.set_value(desk, replace(cost("0"), amount=LIMIT), replaces=False)
    view = costs.record(desk, 2019, "consultants", [cost("1", "welfare")], [(JAN, "wages")])
    assert view.costs.total == 100


def test_a_cleared_year_is_closed(desk: Desk, demo_ledger: Path) -> None:
    shown = personnel_screen.stored(replace(desk, ledger=demo_ledger), 2019, None)
    assert shown
    assert [text.partition("，")[0] for text in shown.closed] == ["2019年年终清算已审定"]
    with pytest.raises(SettlementError) as refused:
        costs.record(replace(desk, ledger=demo_ledger), 2019, "consultants", [cost("1")], [])
    assert "year_cleared" in [finding.code for finding in refused.value.findings]


def test_what_is_typed_and_not_stored_lies_over_what_stands_now(desk: Desk) -> None:
    before = on_screen(desk)
    for place, text in ((WAGES, "5"), (CostPlace(FEB, "wages"), "x")):
        before = drafted(before, before.draft.typed(place, text))
    costs.set_value(desk, cost("9", "welfare"), replaces=False)
    assert rebased(on_screen(desk), before).texts == {
        WAGES: "5",
        WELFARE: "9.00",
        CostPlace(FEB, "wages"): "x",
    }


def test_what_was_emptied_and_is_not_stored_stays_empty(desk: Desk) -> None:
    costs.set_value(desk, cost("5"), replaces=False)
    before = on_screen(desk)
    before = drafted(before, before.draft.typed(WAGES, ""))
    costs.set_value(desk, cost("9", "welfare"), replaces=False)
    assert rebased(on_screen(desk), before).texts == {WELFARE: "9.00"}


def test_another_sub_item_than_there_is_shows_the_first(desk: Desk) -> None:
    assert on_screen(desk, "trainers").item.code == "consultants"


# --- Files -----------------------------------------------------------------------------------------

HEADS = "月份,工资,福利,单位缴社会保险费,住房公积金,其他"


def test_a_file_is_looked_at_without_storing_anything_then_taken(desk: Desk, tmp_path: Path) -> None:
    costs.set_value(desk, cost("5"), replaces=False)
    file = tmp_path / "费用.csv"
    file.write_text(f"单位：万元\n{HEADS}\n2019-01,1,2,3,4,5\n2019-02,1,2,3,4,0\n", encoding="utf-8")
    told: list[tuple[int, int]] = []
    preview = look_at_file(desk, file, 2019, "consultants", lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert (preview.unit, preview.columns, preview.replaces) == ("万元", tuple("123456"), 1)
    assert preview.total == yuan("25万元")
    assert [(row.month, row.total) for row in preview.found] == [
        (JAN, yuan("15万元")),
        (FEB, yuan("10万元")),
        (None, yuan("25万元")),
    ]
    assert preview.found[0].replaced == {"wages": "替换已有的实际数 5.00 元"}
    assert costs.show(desk, 2019).costs.values == (cost("5"),)
    assert take_file(desk, preview, replaces=True) == 10
    assert costs.show(desk, 2019).costs.total == yuan("25万元")


def test_a_problem_stands_at_its_cell_and_in_the_list(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "费用.csv"
    file.write_text(f"{HEADS}\n2019-01,x,2,3,4,5\n", encoding="utf-8")
    preview = look_at_file(desk, file, 2019, "consultants")
    (problem,) = preview.problems
    assert problem.place == preview.cells[1][1].place == "第 2 行第 2 列"
    assert problem.what == preview.cells[1][1].problem
    assert [cell.problem for cell in preview.cells[1][2:]] == [""] * 4
    assert preview.total == yuan("14")


def test_a_file_without_any_month_has_no_sums(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "费用.csv"
    file.write_text(HEADS, encoding="utf-8")
    preview = look_at_file(desk, file, 2019, "consultants")
    assert (preview.found, preview.total, len(preview.problems)) == ((), None, 1)


# --- Figures --------------------------------------------------------------------------------------


def ahead(now: Books) -> YearAhead:
    return year_ahead(now, small_contract(), small_contract().sub_items[0])


THREE_POSTED = replace(played(books(small_contract()), upto=Q3), costs=cost_values("380"))


def named(
    now: YearAhead, trial: YearAhead | None = None
) -> dict[str, tuple[int | None, int | None, int | None]]:
    return {
        figure.name: (figure.now, figure.trial, figure.difference)
        for group in figures(now, trial)
        for figure in group.figures
    }


def test_figures_are_left_out_where_there_is_nothing_of_the_kind() -> None:
    struck = {2019: (Reduction("consultants", yuan("5"), "审计核减", "沪审〔2020〕5号"),)}
    assert "核减" not in named(ahead(THREE_POSTED))
    assert named(ahead(replace(THREE_POSTED, reductions=struck)))["核减"][0] == yuan("5")
    assert "超预算" not in named(ahead(THREE_POSTED))
    assert named(ahead(replace(THREE_POSTED, costs=cost_values("500"))))["超预算"][0] == yuan("100")


# fmt: off
YEAR_ENDS = table(
    # name, books, what the year's end is called, the amount
    ("refund",    THREE_POSTED,                       "年终应退", "20"),
    ("even",      full_year(cost="400"),              "年终清算", "0"),
    ("undecided", replace(THREE_POSTED, costs=()),    "年终清算", None),
)
# fmt: on


@pytest.mark.parametrize(("now", "name", "amount"), YEAR_ENDS)
def test_the_years_end_is_called_by_what_it_brings(now: Books, name: str, amount: str | None) -> None:
    assert named(ahead(now))[name][0] == (None if amount is None else yuan(amount))


def test_a_what_if_shows_what_costs_move_and_by_how_much() -> None:
    tried = ahead(replace(THREE_POSTED, costs=cost_values("390")))
    found = named(ahead(THREE_POSTED), tried)
    assert found == {
        "已填费用": (yuan("380"), yuan("390"), yuan("10")),
        "预算剩余": (yuan("20"), yuan("10"), yuan("-10")),
        "全年合计": (yuan("380"), yuan("390"), yuan("10")),
        "年终应补（负为应退）": (yuan("-20"), yuan("-10"), yuan("10")),
        "第四季度": (yuan("80"), yuan("90"), yuan("10")),
    }


def test_a_what_if_that_leaves_nothing_to_forecast_has_no_difference() -> None:
    now, tried = ahead(THREE_POSTED), ahead(replace(THREE_POSTED, costs=()))
    assert named(now, tried)["全年合计"] == (yuan("380"), None, None)
    assert named(now, tried)["第四季度"] == (yuan("80"), None, None)
    assert named(tried, now)["第四季度"] == (None, yuan("80"), None)


FIRST_POSTED = replace(played(books(small_contract()), upto=Q1), costs=cost_values("400"))

# fmt: off
SAID = table(
    # name, books, how many sentences, how the last one begins
    ("as_it_is",    FIRST_POSTED,                                     0, ""),
    ("lowered",     THREE_POSTED,                                     1, "在“季度结算”用“核定预付”"),
    ("unavoidable", replace(THREE_POSTED, costs=cost_values("200")),  1, "已审定的预付比预测可结的金额多 100.00 元"),
    ("posted",      full_year(cost="200"),                            0, ""),
    ("nothing",     replace(THREE_POSTED, costs=()),                  1, "工资、福利、单位缴社会保险费、住房公积金"),
)
# fmt: on


@pytest.mark.parametrize(("now", "count", "begins"), SAID)
def test_what_is_said_beside_the_figures(now: Books, count: int, begins: str) -> None:
    said = explanations(ahead(now))
    assert len(said) == count
    assert "".join(said[-1:]).startswith(begins)


def test_an_advance_below_the_formula_says_below_what() -> None:
    (group,) = (group for group in figures(ahead(THREE_POSTED)) if group.head == "不用退款的预付")
    assert [(figure.now, figure.formula) for figure in group.figures] == [(yuan("80"), yuan("100"))]
