"""What may be done to an assessment: every refusal to record, confirm, reopen, mark a rectification done."""

from dataclasses import replace

import pytest

from settlement_app.domain.assessing import (
    Consequence,
    confirming_findings,
    consequence,
    form_number,
    recording_findings,
    rectified_findings,
    reopening_findings,
    with_record,
)
from settlement_app.domain.assessment import Actual, ManualDeduction, Override, Record
from settlement_app.domain.books import Books
from settlement_app.domain.findings import Finding
from settlement_app.domain.periods import Quarter
from settlement_app.domain.scheme import Indicator, Scheme, Term
from tests.support.builders import (
    NEXT_Q1,
    PASSED,
    Q1,
    Q2,
    Q3,
    Q4,
    RECTIFICATION,
    books,
    cleared,
    contract,
    failed,
    full_year,
    played,
    posted,
    recorded,
    row,
    small_contract,
    sub_item,
    undone,
    yuan,
)
from tests.support.tables import table

RATE = Indicator("rate", "综合接通率", "", ">=", "80.00", "%", term=Term("fixed", yuan("5")))
WITH_TERM = Scheme((RATE,))
MISSED = Record(actuals=(Actual("rate", "79"),))
RECTIFIED = replace(MISSED, rectifications=(RECTIFICATION,))
UPHELD = Record(override=Override(True, "专家评审", "8号"))
BY_HAND = (ManualDeduction(yuan("5"), "服务不达标"),)

START = books(small_contract())
Q1_POSTED = posted(START, Q1)
CONFIRMED = played(START, {Q1: failed("5")}, upto=Q1)
CLEARED = cleared(full_year())


def withdrawn(now: Books, quarter: Quarter) -> Books:
    """The books after the quarter's form was withdrawn."""
    assessment = now.assessments[quarter]
    forms = tuple(replace(found, withdrawn_because="重评") for found in assessment.forms)
    register = tuple(
        replace(found, withdrawn=True) if found.source == quarter else found for found in now.register
    )
    return replace(
        now,
        assessments={**now.assessments, quarter: replace(assessment, forms=forms)},
        register=register,
    )


def text_missing(label: str) -> Finding:
    return Finding("text_missing", f"{label}不能为空；请写明{label}")


NO_SUCH_QUARTER = Finding("no_such_quarter", "没有包含2020年第一季度的合同；请核对季度")
CONFIRMED_ALREADY = Finding(
    "assessment_confirmed", "2019年第一季度考核已确认，不能再改；请先重开（assessment reopen）"
)
NO_BEARER = Finding("no_bearer", "合同没有承担扣款的子项目，不能手工扣款；请删去 [[manual_deduction]]")
NO_RECORD = Finding("no_record", "2019年第一季度还没有考核记录；请先录入（assessment record 2019Q1）")
NO_NEXT_RECORD = Finding("no_record", "2020年第一季度还没有考核记录；请先录入（assessment record 2020Q1）")
AGAIN = Finding("assessment_confirmed", "2019年第一季度考核已确认；无需再次确认")
QUARTER_OPEN = Finding("quarter_open", "2019年第一季度结算单尚未审定；请先审定（quarter post 2019Q1）")
NOTHING_JUDGED = Finding("nothing_judged", "没有任何已考核的指标、得分或另行认定的结果；请补充考核内容")
PASSED_DEDUCTS = Finding(
    "passed_deducts", "考核合格，不应有手工扣款；请删去 [[manual_deduction]]，或核对考核结果"
)
BOTH = Finding("both", "既有扣款，又写明不扣款（no_deduction）；请二者留一")
NO_RECTIFICATION = Finding("no_rectification", "考核不合格，至少要有一项整改措施；请补上 [[rectification]]")
NO_CONSEQUENCE = Finding(
    "no_consequence", "考核不合格，须有扣款，或写明不扣款的理由（no_deduction）；请补上其中一项"
)
NOT_CONFIRMED = Finding(
    "not_confirmed", "2019年第一季度考核尚未确认，不用重开；可直接重新录入（assessment record 2019Q1）"
)
NEXT_POSTED = Finding("next_posted", "2019年第二季度结算单已审定，其中已计入本次考核；请先冲销2019年第二季度")
YEAR_CLEARED = Finding("year_cleared", "2019年年终清算已审定；请先冲销清算（clearance reverse）")
WAIVED = Finding("waived", "扣款 KK-12333-2019Q1-01 已有减免；请先撤回减免（deduction unwaive）再重开考核")
NOT_YET = Finding(
    "not_confirmed", "2019年第一季度考核尚未确认，不能登记整改完成；请先确认（assessment confirm 2019Q1）"
)


def no_such(number: int) -> Finding:
    return Finding(
        "no_rectification",
        f"2019年第一季度考核只有 1 项整改，没有第 {number} 项；请核对序号",
    )


NO_BEARER_BOOKS = books(contract(sub_item("a", "100")))
FREE = replace(failed(), no_deduction="首次，责令整改")
DEDUCTS_ALWAYS = Scheme(deduct_when_passed=True)
CAPPED = Scheme(cap_percent="0")
# fmt: off
RECORDINGS = table(
    ("an_open_quarter",    START,                    Q1,      failed("5"),  []),
    ("a_posted_quarter",   Q1_POSTED,                Q1,      failed("5"),  []),
    ("replaces_a_draft",   recorded(START, Q1, PASSED), Q1,   failed("5"),  []),
    ("after_reopening",    withdrawn(CONFIRMED, Q1), Q1,      failed("5"),  []),
    ("no_contract",        START,                    NEXT_Q1, PASSED,       [NO_SUCH_QUARTER]),
    ("confirmed",          CONFIRMED,                Q1,      PASSED,       [CONFIRMED_ALREADY]),
    ("without_a_bearer",   NO_BEARER_BOOKS,          Q1,      failed("5"),  [NO_BEARER]),
    ("nothing_by_hand",    NO_BEARER_BOOKS,          Q1,      failed(),     []),
)

CONFIRMINGS = table(
    # name, scheme, record, findings
    ("passed",                 None,           PASSED,                                   []),
    ("passed_by_decision",     None,           UPHELD,                                   []),
    ("failed_and_deducts",     None,           failed("5"),                              []),
    ("failed_and_free",        None,           FREE,                                     []),
    ("missed_with_a_term",     WITH_TERM,      RECTIFIED,                                []),
    ("nothing_recorded",       None,           Record(),                                 [NOTHING_JUDGED]),
    ("nothing_but_by_hand",    None,           Record(manual_deductions=BY_HAND),        [NOTHING_JUDGED]),
    ("passed_by_hand",         None,           replace(PASSED, manual_deductions=BY_HAND), [PASSED_DEDUCTS]),
    ("passed_and_may_deduct",  DEDUCTS_ALWAYS, replace(PASSED, manual_deductions=BY_HAND), []),
    ("passed_deducts_and_free", DEDUCTS_ALWAYS,
     replace(PASSED, manual_deductions=BY_HAND, no_deduction="首次"),                    [BOTH]),
    ("failed_both_ways",       None,           replace(failed("5"), no_deduction="首次"), [BOTH]),
    ("failed_no_measure",      WITH_TERM,      MISSED,                                   [NO_RECTIFICATION]),
    ("failed_no_consequence",  None,           failed(),                                 [NO_CONSEQUENCE]),
    ("failed_blank_reason",    None,           replace(failed(), no_deduction=" "),      [NO_CONSEQUENCE]),
    ("failed_nothing_at_all",  None,           replace(failed(), rectifications=()),
     [NO_RECTIFICATION, NO_CONSEQUENCE]),
    ("failed_capped_to_zero",  CAPPED,         failed("5"),                              [NO_CONSEQUENCE]),
    ("decision_without_texts", None,           Record(override=Override(True, "", " ")),
     [text_missing("另行认定的理由"), text_missing("另行认定的文号")]),
)

REOPENINGS = table(
    ("confirmed",           CONFIRMED,                                       Q1, []),
    ("no_record",           START,                                           Q1, [NOT_CONFIRMED]),
    ("a_draft",             recorded(Q1_POSTED, Q1, PASSED),                 Q1, [NOT_CONFIRMED]),
    ("reopened_already",    withdrawn(CONFIRMED, Q1),                        Q1, [NOT_CONFIRMED]),
    ("next_one_posted",     posted(CONFIRMED, Q2),                           Q1, [NEXT_POSTED]),
    ("next_one_reversed",   undone(posted(CONFIRMED, Q2), Q2),               Q1, []),
    ("last_of_the_year",    full_year(),                                     Q4, []),
    ("year_cleared",        CLEARED,                                         Q4, [YEAR_CLEARED]),
    ("waived",              replace(CONFIRMED, register=(row(Q1, 1, "5", waived="1"),)), Q1, [WAIVED]),
    ("old_one_waived",      replace(CONFIRMED, register=(row(Q1, 1, "5", waived="1", withdrawn=True),)), Q1, []),
    ("other_source_waived", replace(CONFIRMED, register=(row(Q2, 1, "5", waived="1"),)), Q1, []),
    ("everything",          posted(replace(CONFIRMED, register=(row(Q1, 1, "5", waived="1"),)), Q2), Q1,
     [NEXT_POSTED, WAIVED]),
)

RECTIFIEDS = table(
    ("the_first",           CONFIRMED,                       1, []),
    ("zero",                CONFIRMED,                       0, [no_such(0)]),
    ("too_far",             CONFIRMED,                       2, [no_such(2)]),
    ("no_record",           START,                           1, [NOT_YET]),
    ("a_draft",             recorded(START, Q1, failed("5")), 1, [NOT_YET]),
)

NUMBERS = table(
    ("no_record",           START,                           "KH-12333-2019Q1"),
    ("a_draft",             recorded(START, Q1, PASSED),     "KH-12333-2019Q1"),
    ("confirmed",           CONFIRMED,                       "KH-12333-2019Q1"),
    ("reopened",            withdrawn(CONFIRMED, Q1),        "KH-12333-2019Q1-2"),
)
# fmt: on


@pytest.mark.parametrize(("now", "quarter", "record", "findings"), RECORDINGS)
def test_what_forbids_recording(
    now: Books, quarter: Quarter, record: Record, findings: list[Finding]
) -> None:
    assert list(recording_findings(now, quarter, record)) == findings


@pytest.mark.parametrize(("scheme", "record", "findings"), CONFIRMINGS)
def test_what_forbids_confirming(scheme: Scheme | None, record: Record, findings: list[Finding]) -> None:
    now = recorded(posted(books(small_contract(scheme)), Q1), Q1, record)
    assert list(confirming_findings(now, Q1)) == findings


# fmt: off
NOT_CONFIRMABLE = table(
    ("no_record",        START,                            Q1,      [NO_RECORD]),
    ("no_contract",      recorded(START, NEXT_Q1, PASSED), NEXT_Q1, [NO_NEXT_RECORD]),
    ("confirmed",        CONFIRMED,                        Q1,      [AGAIN]),
    ("not_posted",       recorded(START, Q1, PASSED),      Q1,      [QUARTER_OPEN]),
    ("not_posted_fails", recorded(START, Q1, failed()),    Q1,      [QUARTER_OPEN, NO_CONSEQUENCE]),
    ("not_posted_empty", recorded(START, Q1, Record()),    Q1,      [QUARTER_OPEN, NOTHING_JUDGED]),
)
# fmt: on


@pytest.mark.parametrize(("now", "quarter", "findings"), NOT_CONFIRMABLE)
def test_when_there_is_nothing_to_confirm_yet(now: Books, quarter: Quarter, findings: list[Finding]) -> None:
    assert list(confirming_findings(now, quarter)) == findings


@pytest.mark.parametrize(("now", "quarter", "findings"), REOPENINGS)
def test_what_forbids_reopening(now: Books, quarter: Quarter, findings: list[Finding]) -> None:
    assert list(reopening_findings(now, quarter)) == findings


@pytest.mark.parametrize(("now", "number", "findings"), RECTIFIEDS)
def test_what_forbids_marking_a_rectification_done(now: Books, number: int, findings: list[Finding]) -> None:
    assert list(rectified_findings(now, Q1, number)) == findings


@pytest.mark.parametrize(("now", "number"), NUMBERS)
def test_the_number_of_a_form(now: Books, number: str) -> None:
    assert form_number(now, Q1) == number


FEE = yuan("1,255,500.00")
# fmt: off
CONSEQUENCES = table(
    # name, records by quarter, asked, what follows
    ("nothing",        {},                                   Q1, Consequence(Q2, False, FEE, 0, 0, 0)),
    ("taken_whole",    {Q1: ["50,000"]},                     Q1, Consequence(Q2, False, FEE, yuan("50,000"), 0, 0)),
    ("more_than_fee",  {Q1: ["1,300,000"]},                  Q1, Consequence(Q2, False, FEE, FEE, 0, yuan("44,500"))),
    ("after_earlier",  {Q1: ["1,300,000"], Q2: ["10,000"]},  Q2,
     Consequence(Q3, False, FEE, yuan("10,000"), yuan("44,500"), 0)),
    ("earlier_first",  {Q1: ["2,511,000"], Q2: ["10,000"]},  Q2, Consequence(Q3, False, FEE, 0, FEE, yuan("10,000"))),
    ("no_quarter_yet", {Q4: ["50,000"]},                     Q4, Consequence(None, False, 0, 0, 0, yuan("50,000"))),
)
# fmt: on


@pytest.mark.parametrize(("records", "asked", "expected"), CONSEQUENCES)
def test_what_an_assessment_takes_of_the_next_fee(
    records: dict[Quarter, list[str]], asked: Quarter, expected: Consequence
) -> None:
    now = books(contract())
    for quarter, amounts in records.items():
        now = with_record(now, quarter, failed(*amounts))
    assert consequence(now, asked) == expected
    assert expected.after == expected.before - expected.taken - expected.taken_earlier


def test_what_a_confirmed_assessment_took_stays_so_after_the_next_posting() -> None:
    now = played(books(contract()), {Q1: failed("50,000")}, upto=Q2)
    assert consequence(now, Q1) == Consequence(Q2, True, FEE, yuan("50,000"), 0, 0)


def test_what_the_clearance_has_taken_is_told_apart() -> None:
    now = cleared(full_year({Q4: failed("1")}), mode="settle")
    assert consequence(now, Q4) == Consequence(None, False, 0, 0, 0, 0, cleared=yuan("1"))


def test_without_a_bearer_nothing_is_taken() -> None:
    alone = replace(contract(), sub_items=(sub_item("a", "100"),))
    assert consequence(with_record(books(alone), Q1, failed("50")), Q1) == Consequence(Q2, False, 0, 0, 0, 0)


def test_a_record_in_place_of_the_stored_one_keeps_its_forms() -> None:
    now = played(books(contract()), {Q1: failed("50,000")}, upto=Q1)
    changed = with_record(now, Q1, failed("1"))
    assert changed.assessments[Q1].forms == now.assessments[Q1].forms
    assert changed.assessments[Q1].record == failed("1")
