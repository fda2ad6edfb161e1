"""What may be done to the register: every refusal of an opening deduction, a waiver, its withdrawal."""

from dataclasses import replace

import pytest

from settlement_app.domain.books import Books
from settlement_app.domain.deduction import Deduction
from settlement_app.domain.findings import Finding
from settlement_app.domain.periods import Quarter
from settlement_app.domain.withholding import (
    find_opening,
    is_on_paper,
    opening_findings,
    removal_findings,
    waiver_findings,
)
from tests.support.builders import (
    NEXT_Q1,
    Q1,
    Q4,
    books,
    cleared,
    failed,
    full_year,
    posted,
    reversal,
    row,
    small_contract,
    undone,
    yuan,
)
from tests.support.tables import table

BEFORE, LONG_BEFORE = Quarter(2018, 4), Quarter(2017, 1)
START = books(small_contract())
OPENING = replace(row(BEFORE, 1, "12", cause="opening"), document="移交1号")
AGAIN = replace(row(BEFORE, 2, "12", cause="opening"), document="移交1号")
NOT_OPENING = replace(row(BEFORE, 3, "12"), document="移交1号")


def with_rows(now: Books, *rows: Deduction) -> Books:
    return replace(now, register=rows)


NOT_BEFORE = Finding("not_before", "期初扣款的来源季度须早于首份合同（2019年第一季度）；请核对来源季度")
FIRST_POSTED = Finding(
    "first_posted",
    "首季（2019年第一季度）结算单已审定，期初扣款不能再改；如有错误，请先冲销首季",
)
NO_DOCUMENT = Finding("text_missing", "期初扣款的文号不能为空；请写明期初扣款的文号")
NO_OPENING = Finding(
    "no_such_deduction", "没有来源季度、金额和文号都相同的期初扣款；请用 deduction list 核对"
)
HAS_WAIVER = Finding("waived", "期初扣款 KK-12333-2018Q4-01 已有减免记录，不能删去；请改用减免")
NO_REASON = Finding("text_missing", "减免事由不能为空；请写明减免事由")
NO_ROW = Finding("no_such_deduction", "扣款台账中没有 KK-12333-2019Q1-01；请用 deduction list 核对编号")
WITHDRAWN = Finding(
    "withdrawn", "扣款 KK-12333-2019Q1-01：考核重开，已撤销，不能再减免；请用 deduction list 核对编号"
)
SETTLED = Finding(
    "settled",
    "2019年年终清算已一并清算到该年为止的全部扣款，扣款 KK-12333-2019Q1-01 不能再减免；"
    "请先冲销清算（clearance reverse）",
)


def too_much(rest: str) -> Finding:
    return Finding("waived_too_much", f"减免后将超过扣款金额；扣款 KK-12333-2019Q1-01 最多还可减免 {rest} 元")


def not_waived(waived: str) -> Finding:
    return Finding(
        "nothing_waived",
        f"扣款 KK-12333-2019Q1-01 现有减免 {waived} 元，撤回不能超过此数；请核对金额",
    )


YEAR = full_year({Q1: failed("50")})
SETTLED_YEAR, CARRIED_YEAR = cleared(YEAR, mode="settle"), cleared(YEAR)
REVERSED_YEAR = replace(
    SETTLED_YEAR,
    clearances=tuple(
        replace(issue, posting=replace(issue.posting, reversal=reversal("QS-12333-2019")))
        for issue in SETTLED_YEAR.clearances
    ),
)
LATER = replace(row(NEXT_Q1, 1), id="KK-12333-2019Q1-01")

# fmt: off
OPENINGS = table(
    ("the_quarter_before", START,                         BEFORE,      "移交1号", []),
    ("long_before",        START,                         LONG_BEFORE, "移交1号", []),
    ("the_first_quarter",  START,                         Q1,          "移交1号", [NOT_BEFORE]),
    ("a_later_quarter",    START,                         Q4,          "移交1号", [NOT_BEFORE]),
    ("no_document",        START,                         BEFORE,      " ",       [NO_DOCUMENT]),
    ("first_posted",       posted(START, Q1),             BEFORE,      "移交1号", [FIRST_POSTED]),
    ("first_reversed",     undone(posted(START, Q1), Q1), BEFORE,      "移交1号", []),
    ("everything",         posted(START, Q1),             Q1,          "",
     [NO_DOCUMENT, NOT_BEFORE, FIRST_POSTED]),
)

FOUND = table(
    ("by_its_particulars", [OPENING],                BEFORE,      "12",    "移交1号", OPENING),
    ("the_newest_of_two",  [OPENING, AGAIN],         BEFORE,      "12",    "移交1号", AGAIN),
    ("other_source",       [OPENING],                LONG_BEFORE, "12",    "移交1号", None),
    ("other_amount",       [OPENING],                BEFORE,      "12.01", "移交1号", None),
    ("other_document",     [OPENING],                BEFORE,      "12",    "移交2号", None),
    ("other_cause",        [NOT_OPENING],            BEFORE,      "12",    "移交1号", None),
)

REMOVALS = table(
    ("open",               START,             OPENING,                                  []),
    ("none",               START,             None,                                     [NO_OPENING]),
    ("waived",             START,             row(BEFORE, 1, "12", waived="1"),         [HAS_WAIVER]),
    ("first_posted",       posted(START, Q1), OPENING,                                  [FIRST_POSTED]),
    ("everything",         posted(START, Q1), None,                                     [NO_OPENING, FIRST_POSTED]),
)

WAIVERS = table(
    # name, books, amount (negative where a waiver is taken back), findings
    ("a_part",             with_rows(START, row()),                  "0.01",   []),
    ("all",                with_rows(START, row()),                  "50",     []),
    ("more_than_all",      with_rows(START, row()),                  "50.01",  [too_much("50.00")]),
    ("all_together",       with_rows(START, row(waived="20")),       "30",     []),
    ("more_together",      with_rows(START, row(waived="20")),       "30.01",  [too_much("30.00")]),
    ("after_applied",      with_rows(START, row(applied="50")),      "50",     []),
    ("taken_back",         with_rows(START, row(waived="20")),       "-20",    []),
    ("too_much_back",      with_rows(START, row(waived="20")),       "-20.01", [not_waived("20.00")]),
    ("nothing_to_take_back", with_rows(START, row()),                "-0.01",  [not_waived("0.00")]),
    ("no_such_row",        START,                                    "1",      [NO_ROW]),
    ("withdrawn",          with_rows(START, row(withdrawn=True)),    "1",      [WITHDRAWN]),
    ("settled",            SETTLED_YEAR,                             "1",      [SETTLED]),
    ("settled_before",     with_rows(SETTLED_YEAR, replace(row(BEFORE), id=row().id)), "1", [SETTLED]),
    ("settled_reversed",   REVERSED_YEAR,                            "1",      []),
    ("carried",            CARRIED_YEAR,                             "1",      []),
    ("of_a_later_year",    with_rows(SETTLED_YEAR, LATER),           "1",      []),
)
# fmt: on


@pytest.mark.parametrize(("now", "source", "document", "findings"), OPENINGS)
def test_what_forbids_an_opening_deduction(
    now: Books, source: Quarter, document: str, findings: list[Finding]
) -> None:
    assert list(opening_findings(now, source, document)) == findings


@pytest.mark.parametrize(("rows", "source", "amount", "document", "found"), FOUND)
def test_an_opening_deduction_is_found_by_its_particulars(
    rows: list[Deduction], source: Quarter, amount: str, document: str, found: Deduction | None
) -> None:
    assert find_opening(with_rows(START, *rows), source, yuan(amount), document) == found


@pytest.mark.parametrize(("now", "found", "findings"), REMOVALS)
def test_what_forbids_removing_an_opening_deduction(
    now: Books, found: Deduction | None, findings: list[Finding]
) -> None:
    assert list(removal_findings(now, found)) == findings


@pytest.mark.parametrize(("now", "amount", "findings"), WAIVERS)
def test_what_forbids_a_waiver_or_taking_it_back(now: Books, amount: str, findings: list[Finding]) -> None:
    assert list(waiver_findings(now, "KK-12333-2019Q1-01", yuan(amount), "申诉成立")) == findings


def test_a_waiver_has_a_reason() -> None:
    now = with_rows(START, row())
    assert list(waiver_findings(now, "KK-12333-2019Q1-01", 1, "")) == [NO_REASON]


def test_a_deduction_is_on_paper_once_a_settlement_named_it() -> None:
    now = posted(with_rows(START, OPENING), Q1)
    assert not is_on_paper(with_rows(START, OPENING), OPENING)
    assert is_on_paper(now, OPENING)
    assert is_on_paper(undone(now, Q1), OPENING), "a reversed sheet is on paper too"
    assert not is_on_paper(now, AGAIN)
