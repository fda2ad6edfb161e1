"""The two people, and texts that must not be empty."""

import pytest

from settlement_app.domain.findings import Finding
from settlement_app.domain.people import people_findings, text_findings
from tests.support.tables import table

NO_PREPARER = Finding("no_preparer", "没有编制人；请用 --by 写明编制人姓名")
NO_REVIEWER = Finding("no_reviewer", "没有复核人；请用 --reviewer 写明复核人姓名")


def lines(role: str) -> Finding:
    return Finding("name_lines", f"{role}的姓名分成了几行；请写在一行里")


def same(name: str) -> Finding:
    return Finding("same_person", f"编制人与复核人同为“{name}”；须由两个人分别编制和复核")


# fmt: off
PAIRS = table(
    ("two_people",            "张经办",   "李复核",      []),
    ("small_and_capital",     "Wang",     "wang",        []),
    ("no_preparer",           "",         "李复核",      [NO_PREPARER]),
    ("blank_preparer",        " \u3000",  "李复核",      [NO_PREPARER]),
    ("no_reviewer",           "张经办",   "",            [NO_REVIEWER]),
    ("nobody",                "",         " ",           [NO_PREPARER, NO_REVIEWER]),
    ("same",                  "张经办",   "张经办",      [same("张经办")]),
    ("same_but_for_blanks",   "张 经办",  " 张经 办 ",   [same("张经 办")]),
    ("same_but_for_width",    "Wang1",    "Ｗａｎｇ１", [same("Ｗａｎｇ１")]),
    ("same_but_for_ideographic_blank", "张\u3000经办", "张经办", [same("张经办")]),
    ("same_but_for_unseen_marks", "张\u200b经办\u202e", "张经办", [same("张经办")]),
    ("unseen_marks_only",     "张经办",   "\u200b\ufeff", [NO_REVIEWER]),
    ("a_name_in_two_lines",   "张\n经办", "李复核",      [lines("编制人")]),
    ("both_in_two_lines",     "张\r经办", "李\u2028复核", [lines("编制人"), lines("复核人")]),
    ("a_line_break_at_the_end", "张经办\n", "李复核",    []),
)

TEXTS = table(
    ("written", "沪审〔2020〕5号", []),
    ("empty",   "",                [Finding("text_missing", "调整文号不能为空；请写明调整文号")]),
    ("unseen",  "\u200b",          [Finding("text_missing", "调整文号不能为空；请写明调整文号")]),
    ("blank",   " \u3000\n",       [Finding("text_missing", "调整文号不能为空；请写明调整文号")]),
    ("longest", "号" * 500 + " ",   []),
    ("longer",  "号" * 501,         [Finding("text_long", "调整文号有 501 个字，太长；请写在 500 个字以内")]),
)
# fmt: on


@pytest.mark.parametrize(("preparer", "reviewer", "findings"), PAIRS)
def test_two_people_with_different_names(preparer: str, reviewer: str, findings: list[Finding]) -> None:
    assert list(people_findings(preparer, reviewer)) == findings


@pytest.mark.parametrize(("text", "findings"), TEXTS)
def test_a_text_that_the_rules_ask_for(text: str, findings: list[Finding]) -> None:
    assert list(text_findings("调整文号", text)) == findings
