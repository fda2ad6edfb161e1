"""An assessment as the centre writes it: what it comes to, and every way in which one is wrong."""

from datetime import date, datetime
from pathlib import Path

import pytest

from settlement_app.domain.assessment import (
    Actual,
    Incident,
    ManualDeduction,
    Override,
    Record,
    Rectification,
)
from settlement_app.domain.findings import InputError
from settlement_app.exchange.assessment_file import read_assessment

QUALITATIVE = "定性指标请填 true 或 false，不带引号"


def local(text: str) -> datetime:
    """A local time, as the file writes it."""
    return datetime.fromisoformat(text)


FULL = """
score = "86.5"
no_incidents = false
no_deduction = "首次免扣"
[actuals]
overall_connect_rate = "78.50"
overall_satisfaction = { numerator = 9702, denominator = "10000" }
long_term_management = true
[[incident]]
level = 1
reported = 2019-02-03T10:00:00
responded = 2019-02-03T10:01:00
restored = 2019-02-03T11:20:00
[[rectification]]
subject = "overall_connect_rate"
measure = "增配座席\\n按周报送"
due = 2019-05-15
[[manual_deduction]]
amount = "5万元"
reason = "接通率"
[points]
overall_connect_rate = "8.5"
[sources]
overall_connect_rate = "月报"
[override]
passed = false
reason = "会议决定"
document = "沪咨〔2019〕3号"
"""


def test_everything_that_a_record_can_say(tmp_path: Path) -> None:
    path = tmp_path / "考核.toml"
    path.write_text(FULL, encoding="utf-8")
    assert read_assessment(path) == Record(
        score="86.5",
        no_incidents=False,
        no_deduction="首次免扣",
        actuals=(
            Actual("overall_connect_rate", number="78.50"),
            Actual("overall_satisfaction", numerator="9702", denominator="10000"),
            Actual("long_term_management", judged=True),
        ),
        points=(("overall_connect_rate", "8.5"),),
        sources=(("overall_connect_rate", "月报"),),
        incidents=(
            Incident(
                level=1,
                reported=local("2019-02-03T10:00:00"),
                responded=local("2019-02-03T10:01:00"),
                restored=local("2019-02-03T11:20:00"),
            ),
        ),
        rectifications=(Rectification("overall_connect_rate", "增配座席\n按周报送", date(2019, 5, 15)),),
        manual_deductions=(ManualDeduction(5_000_000, "接通率"),),
        override=Override(False, "会议决定", "沪咨〔2019〕3号"),
    )


def test_an_empty_file_is_an_empty_record(tmp_path: Path) -> None:
    path = tmp_path / "考核.toml"
    path.write_text("", encoding="utf-8")
    assert read_assessment(path) == Record()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("score = 86.5", ['顶层 的 score 的数字请写成带引号的文本，如 "86.5"，以免丢失小数']),
        ('score = "100.01"', ["顶层 的 score：“100.01”应在 0 到 100 之间"]),
        ('no_incidents = "yes"', ["顶层 的 no_incidents 应为 true 或 false"]),
        ("no_deduction = true", ["顶层 的 no_deduction 应为带引号的文本"]),
        ("sorce = 1", ["顶层 的 sorce 不认识；请核对拼写或删去"]),
        ("actuals = 1", ["顶层 的 actuals 应为表"]),
        ("[actuals]\nrate = 78.5", ['[actuals] 的 rate 的数字请写成带引号的文本，如 "78.5"，以免丢失小数']),
        (
            '[actuals]\nrate = "七成"',
            [f"[actuals] 的 rate：“七成”不是数字；请填写如 78.50 的数字，不带单位和逗号；{QUALITATIVE}"],
        ),
        ("[actuals]\nrate = 2019-01-01", ["[actuals] 的 rate 应为带引号的文本或整数"]),
        ("[actuals]\nrate = { numerator = 1 }", ["[actuals] rate 的 denominator 缺失；请补上"]),
        (
            "[actuals]\nrate = { numerator = 1, denominator = 2, unit = 3 }",
            ["[actuals] rate 的 unit 不认识；请核对拼写或删去"],
        ),
        ("[points]\nrate = true", ["[points] 的 rate 应为带引号的文本或整数"]),
        ("[sources]\nrate = 1", ["[sources] 的 rate 应为带引号的文本"]),
        (
            "[[incident]]\nlevel=0\nreported=2019-02-03T10:00:00Z\nresponded=2019-02-03\nrestored=1899-02-03T10:00:00",
            [
                "[[incident]] 第 1 个 的 level 应为 1 到 1000000 之间的整数，不带引号",
                "[[incident]] 第 1 个 的 reported 应为当地时间，如 2019-02-03T10:00:00，不带引号和时区",
                "[[incident]] 第 1 个 的 responded 应为当地时间，如 2019-02-03T10:00:00，不带引号和时区",
                "[[incident]] 第 1 个 的 restored 应在 1900 年到 2999 年之间",
            ],
        ),
        (
            "[[incident]]\nlevel = 1",
            [
                "[[incident]] 第 1 个 的 reported 缺失；请补上",
                "[[incident]] 第 1 个 的 responded 缺失；请补上",
                "[[incident]] 第 1 个 的 restored 缺失；请补上",
            ],
        ),
        (
            '[[rectification]]\nsubject = "rate"\nmeasure = ""\ndue = "2019-05-15"',
            [
                "[[rectification]] 第 1 个 的 measure 不能为空；请填写",
                "[[rectification]] 第 1 个 的 due 应为日期，如 2019-05-15，不带引号",
            ],
        ),
        (
            '[[manual_deduction]]\namount = "-50000"\nreasons = "x"',
            [
                "[[manual_deduction]] 第 1 个 的 amount：“-50000”应大于零；请填写一个大于零的金额",
                "[[manual_deduction]] 第 1 个 的 reason 缺失；请补上",
                "[[manual_deduction]] 第 1 个 的 reasons 不认识；请核对拼写或删去",
            ],
        ),
        ("[manual_deduction]", ["顶层 的 manual_deduction 应写成 [[manual_deduction]]"]),
        (
            "[override]",
            [
                "[override] 的 passed 缺失；请补上 true 或 false",
                "[override] 的 reason 缺失；请补上",
                "[override] 的 document 缺失；请补上",
            ],
        ),
    ],
)
def test_a_wrong_record(tmp_path: Path, content: str, expected: list[str]) -> None:
    path = tmp_path / "考核.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_assessment(path)
    assert [finding.message for finding in refused.value.findings] == [
        f"考核.toml：{text}" for text in expected
    ]
    assert {finding.code for finding in refused.value.findings} == {"file_content"}
