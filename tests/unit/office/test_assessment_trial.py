"""试算 of an assessment below its widgets: its figures are those of the command line once the same is recorded."""

import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from settlement_app.domain.money import LIMIT
from settlement_app.domain.periods import Quarter
from settlement_app.office.assessment_draft import Draft, Place
from settlement_app.office.assessment_screen import AssessmentOnScreen, stored
from settlement_app.office.assessment_trial import Trial, TrialFigure, begun, retried
from settlement_app.office.desk import Desk
from tests.support.builders import Q1, Q2, Q3, Q4, yuan
from tests.support.cli import PREPARER, REVIEWER, Settle
from tests.support.tables import table

FAILED = """
[actuals]
overall_connect_rate = "78.5"
[[rectification]]
subject = "overall_connect_rate"
measure = "增配座席"
due = 2019-05-15
"""
PASSED = '[actuals]\noverall_connect_rate = "85"\n'
MET, MISSED = Place("actuals", "overall_connect_rate"), "78.5"
REVIEWED = ("--reviewer", REVIEWER)
UNDO = ("--reason", "试一试", *REVIEWED)


def deducting(*amounts: str) -> str:
    """The record of a failed quarter that costs these amounts (元)."""
    rows = (f'[[manual_deduction]]\namount = "{amount}"\nreason = "不达标"\n' for amount in amounts)
    return FAILED + "".join(rows)


def trial_of(shown: AssessmentOnScreen, *amounts: str) -> Trial:
    """The what-if in which the quarter failed and costs these amounts."""
    draft = Draft().typed(MET, MISSED)
    for number, amount in enumerate(amounts):
        draft = draft.typed(Place("manual", number, "amount"), amount)
        draft = draft.typed(Place("manual", number, "reason"), "不达标")
    return retried(begun(shown, shown.draft), draft)


def looked_at(line: Settle, quarter: Quarter) -> AssessmentOnScreen:
    return stored(Desk(line.ledger, PREPARER, date(2020, 3, 2)), quarter)


def record(line: Settle, quarter: Quarter, text: str) -> None:
    file = line.ledger.with_name("考核.toml")
    file.write_text(text, encoding="utf-8")
    line.ok("assessment", "record", quarter, file)


def assess(line: Settle, quarter: Quarter, text: str) -> None:
    record(line, quarter, text)
    line.ok("assessment", "confirm", quarter, *REVIEWED)


def told(line: Settle, quarter: Quarter | None, year: int) -> list[int | None]:
    """The figures of a what-if as the command line gives them: the quarter's sheet, then the year's end."""
    found: list[int | None] = []
    if quarter:
        sheet: Any = line.ok("quarter", "show", quarter)
        (fee,) = (entry for entry in sheet["lines"] if entry["item"] == "management")
        found += [fee[name] for name in ("base", "deduction", "adjustment", "payable")]
        found += [sheet["total"]["payable"], sheet["outstanding_after"]]
    end: Any = line.ok("clearance", "show", year)
    return [*found, sum(end["total"]["payable"].values()), end["total"]["final"], end["outstanding"]]


def values(figures: Iterable[TrialFigure]) -> tuple[list[int | None], list[int | None]]:
    found = list(figures)
    return [figure.now for figure in found], [figure.trial for figure in found]


# fmt: off
OPEN = table(
    # name, the record that is stored, the amounts (元) that are tried
    ("nothing_stored",             "",                          ("50000",)),
    ("less",                       deducting("50000"),          ("30000",)),
    ("in_two_parts",               deducting("50000"),          ("30000", "25000.01")),
    ("more_than_the_fee",          PASSED,                      ("1300000",)),
    ("more_than_the_whole_year's", PASSED,                      ("5000000",)),
    ("nothing",                    deducting("1300000"),        ()),
)
# fmt: on


@pytest.mark.parametrize(("before", "amounts"), OPEN)
def test_the_figures_are_those_of_the_same_values_recorded(
    settle: Settle, before: str, amounts: tuple[str, ...]
) -> None:
    settle.ok("deduction", "open", "--source", "2018Q4", "--amount", "1255600", "--document", "1号")
    settle.post("2019Q1")
    if before:
        record(settle, Q1, before)
    shown = looked_at(settle, Q1)
    found = trial_of(shown, *amounts)
    now = told(settle, Q2, 2019)
    record(settle, Q1, deducting(*amounts))
    assert values(found.figures) == (now, told(settle, Q2, 2019))
    assert found.about == ()


def test_a_confirmed_one_is_tried_as_if_it_were_undone_and_done_again(demo_ledger: Path) -> None:
    """The demonstration's year is posted to its end; a copy is really taken back and taken on again."""
    line = Settle(demo_ledger, today="2020-03-02")
    copy = Settle(demo_ledger.with_name("另一本.settlement"), today="2020-03-02")
    for payment in line.ok("payment", "list"):
        if payment["target"] in ("2019Q4", "clearance:2019"):
            line.ok("payment", "reverse", payment["id"], "--reason", "试一试")
    shutil.copyfile(line.ledger, copy.ledger)
    shown = looked_at(line, Q3)
    found = trial_of(shown, "1300000")
    copy.ok("clearance", "reverse", 2019, *UNDO)
    copy.ok("assessment", "reopen", Q4, *UNDO)
    copy.ok("quarter", "reverse", Q4, *UNDO)
    copy.ok("assessment", "reopen", Q3, *UNDO)
    record(copy, Q3, deducting("1300000"))
    assert values(found.figures) == (told(line, Q4, 2019), told(copy, Q4, 2019))
    assert found.about[0].startswith("2019年第四季度结算单和2019年年终清算已审定，不会因试算改变")


def test_the_last_quarter_carries_on_into_the_next_year(settle: Settle) -> None:
    for quarter in (Q1, Q2, Q3):
        settle.post(str(quarter))
        assess(settle, quarter, PASSED)
    settle.post("2019Q4")
    shown = looked_at(settle, Q4)
    alone = trial_of(shown, "1300000")
    assert alone.about == ("还没有下一年度的合同：没有扣完的留作待扣余额。",)
    assert [(figure.name, figure.difference) for figure in alone.figures] == [
        ("2019年 · 全年应付合计", 0),
        ("2019年 · 最终结算", None),
        ("2019年 · 年末待扣余额", yuan("1300000")),
    ]
    settle.ok("contract", "roll-over", 2020)
    shown = looked_at(settle, Q4)
    found = trial_of(shown, "1300000")
    assert [(figure.name, figure.difference) for figure in found.figures] == [
        ("2020年第一季度人员管理费 · 本季应结额", 0),
        ("2020年第一季度人员管理费 · 考核扣款", -yuan("1255500")),
        ("2020年第一季度人员管理费 · 调整", 0),
        ("2020年第一季度人员管理费 · 本季应付", -yuan("1255500")),
        ("2020年第一季度合计 · 本季应付", -yuan("1255500")),
        ("2020年第一季度结算后 · 待扣余额（下季续扣）", yuan("44500")),
        ("2020年 · 全年应付合计", -yuan("1300000")),
        ("2020年 · 最终结算", None),
        ("2020年 · 年末待扣余额", 0),
    ]


def test_a_line_that_would_be_issued_otherwise_today_is_shown_too(settle: Settle) -> None:
    for quarter in (Q1, Q2, Q3, Q4):
        settle.post(str(quarter))
        assess(settle, quarter, PASSED)
    amended = ("--annual", "52000000", "--document", "2号", "--reason", "追减", "--year", 2019)
    settle.ok("contract", "amend", "consultants", *amended)
    shown = looked_at(settle, Q3)
    moved = [
        figure.name for figure in trial_of(shown, "5").figures if figure.difference and "员" in figure.name
    ]
    assert moved[:2] == ["第四季度咨询员费用 · 本季应结额", "第四季度咨询员费用 · 本季应付"]


def test_waived_deductions_are_tried_as_not_waived_and_it_is_said(settle: Settle) -> None:
    settle.post("2019Q1")
    assess(settle, Q1, deducting("50000"))
    settle.ok("deduction", "waive", "KK-12333-2019Q1-01", "--amount", "20000", *UNDO)
    shown = looked_at(settle, Q1)
    found = trial_of(shown, "50000")
    assert found.about == ("本次考核的扣款已有减免；试算按没有减免计算。",)
    withheld = next(figure for figure in found.figures if figure.name.endswith("考核扣款"))
    assert (withheld.now, withheld.trial) == (-yuan("30000"), -yuan("50000"))


def test_sums_beyond_the_range_are_said_in_place_of_figures(settle: Settle) -> None:
    settle.ok("deduction", "open", "--source", "2018Q4", "--amount", f"{LIMIT // 100}", "--document", "1号")
    settle.post("2019Q1")
    shown = looked_at(settle, Q1)
    found = trial_of(shown, f"{LIMIT // 100}")
    assert (found.figures, "超出金额范围" in found.problem) == ((), True)
    mended = retried(found, shown.draft)
    assert (len(mended.figures), mended.problem) == (9, "")


def test_where_what_is_stored_leaves_the_range_there_is_nothing_to_compare_with(settle: Settle) -> None:
    settle.ok("deduction", "open", "--source", "2018Q4", "--amount", f"{LIMIT // 100}", "--document", "1号")
    settle.post("2019Q1")
    record(settle, Q1, deducting(f"{LIMIT // 100}"))
    found = trial_of(looked_at(settle, Q1), "5")
    assert (found.now, found.figures, "超出金额范围" in found.problem) == (None, (), True)


def test_a_confirmed_one_reads_the_same_where_nothing_was_changed(settle: Settle) -> None:
    settle.post("2019Q1")
    assess(settle, Q1, deducting("50000", "12.34"))
    shown = looked_at(settle, Q1)
    trial = begun(shown, shown.draft)
    assert shown.form
    assert trial.seen.form is None
    assert trial.seen.reading.record == shown.stored
    assert [figure.now for figure in trial.figures] == [figure.trial for figure in trial.figures]
