"""Templates and schemes: what a good file comes to, and every way in which one is wrong: file, table and key."""

from datetime import date
from pathlib import Path

import pytest

from settlement_app.domain.contract import Project
from settlement_app.domain.findings import InputError
from settlement_app.domain.periods import Quarter
from settlement_app.domain.scheme import Scheme, Term, Tier
from settlement_app.exchange.template_file import (
    OpeningDeduction,
    bundled_template,
    read_scheme,
    read_template,
)

PROJECT = '[project]\ncode = "HP"\nname = "热线"\n'
CONTRACT = """[contract]
year = 2019
start = 2019-01-01
end = 2019-12-31
client = "中心"
vendor = "供应商甲"
"""
ITEM = '[[sub_item]]\ncode = "fee"\nname = "管理费"\nannual = "4万元"\nmethod = "fixed"\n'
INDICATOR = '[[scheme.indicator]]\ncode = "rate"\nname = "接通率"\ncomparator = ">="\ntarget = "80.00"\n'
FAULT = '[[scheme.indicator]]\ncode = "f"\nname = "故障"\ncomparator = "fault"\nlevel = 1\n'


def reasons(path: Path, content: str, *, scheme: bool = False) -> list[str]:
    """Everything that reading the file complains of."""
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_scheme(path) if scheme else read_template(path)
    return [finding.message for finding in refused.value.findings]


def test_the_bundled_template() -> None:
    template = read_template(bundled_template("12333-2019"))
    assert template.stated_total == 7_138_720_000 == sum(i.annual for i in template.contract.sub_items)
    assert [item.code for item in template.contract.sub_items if item.bears_deductions] == ["management"]
    assert len(template.contract.scheme.indicators) == 16
    assert sum(indicator.cycle == "year" for indicator in template.contract.scheme.indicators) == 7
    assert all(indicator.term is None for indicator in template.contract.scheme.indicators)
    assert template.contract.texts == {}


def test_everything_that_a_template_can_say(tmp_path: Path) -> None:
    path = tmp_path / "模板.toml"
    path.write_text(
        PROJECT
        + 'authority = "人社局"\n'
        + CONTRACT
        + 'stated_total = "40,000元"\nnumber = "HT-1"\nclause = ""\nfund_source = "财政"\n'
        + ITEM
        + 'purpose = "管理"\nbears_deductions = true\n'
        + '[scheme]\npass_score = 90\ncap_percent = "130"\ndeduct_when_passed = true\n'
        + INDICATOR
        + 'group = "数量"\nunit = "%"\ncycle = "year"\npoints = "10"\nclause = "三"\n'
        + 'term = { kind = "percent", percent = "2.5" }\n'
        + '[[scheme.indicator]]\ncode = "f"\nname = "故障"\ncomparator = "fault"\nlevel = 2\n'
        + "restore_within_minutes = 90\n"
        + '[[scheme.tier]]\nmin_score = 0\namount_per_point = "600"\n'
        + '[[scheme.tier]]\nmin_score = "80"\npercent = 2\n'
        + '[[opening_deduction]]\nsource = "2018Q4"\namount = "12000"\ndocument = "沪咨〔2018〕1号"\n',
        encoding="utf-8",
    )
    template = read_template(path)
    contract, scheme = template.contract, template.contract.scheme
    assert template.project == Project("HP", "热线", "人社局")
    assert (contract.start, contract.end) == (date(2019, 1, 1), date(2019, 12, 31))
    assert contract.texts == {"number": "HT-1", "fund_source": "财政"}
    assert contract.sub_items[0].annual == template.stated_total == 4_000_000
    assert (scheme.pass_score, scheme.cap_percent, scheme.deduct_when_passed) == ("90", "130", True)
    assert scheme.indicators[0].term == Term("percent", percent="2.5")
    assert (scheme.indicators[1].level, scheme.indicators[1].respond_within_minutes) == (2, 1)
    assert scheme.tiers == (Tier("0", amount_per_point=60_000), Tier("80", percent="2"))
    assert template.opening_deductions == (OpeningDeduction(Quarter(2018, 4), 1_200_000, "沪咨〔2018〕1号"),)


# What is added to a contract that is right, what is then said, and the project before it.
WRONG = [
    ("", ["[project] 的 code 缺失；请补上"], PROJECT.replace('code = "HP"\n', "")),
    ("", ["顶层 的 project 缺失；请补上"], ""),
    ("", ["[project] 的 code 不能为空；请填写"], PROJECT.replace('"HP"', '" "')),
    ("", ["[project] 的 code 应为带引号的文本"], PROJECT.replace('"HP"', "12333")),
    ("", ["[project] 的 code 分成了几行；请写在一行里"], PROJECT.replace('"HP"', '"H\\nP"')),
    ("", ["[project] 的 name 含有控制字符；请删去"], PROJECT.replace("热线", "热\\u0007线")),
    ("", ["[project] 的 nmae 不认识；请核对拼写或删去"], PROJECT + 'nmae = "热线"\n'),
    ("clients = 1\n", ["[contract] 的 clients 不认识；请核对拼写或删去"], PROJECT),
    ("[other]\n", ["顶层 的 other 不认识；请核对拼写或删去"], PROJECT),
    (
        'stated_total = "五万"\n',
        ["[contract] 的 stated_total：“五万”不是金额；请填写如 17,846,800.00 或 1784.68万元 的数字"],
        PROJECT,
    ),
    (
        "stated_total = 400.5\n",
        ['[contract] 的 stated_total 的数字请写成带引号的文本，如 "400.5"，以免丢失小数'],
        PROJECT,
    ),
    ("stated_total = true\n", ["[contract] 的 stated_total 应为带引号的文本或整数"], PROJECT),
    (
        "[[sub_item]]\n",
        [
            "[[sub_item]] 第 1 个 的 code 缺失；请补上",
            "[[sub_item]] 第 1 个 的 name 缺失；请补上",
            "[[sub_item]] 第 1 个 的 annual 缺失；请补上",
            "[[sub_item]] 第 1 个 的 method 缺失；请补上",
        ],
        PROJECT,
    ),
    (ITEM + ITEM, ["[[sub_item]] 第 2 个 的 code “fee”重复；请改为不同的代码"], PROJECT),
    (ITEM.replace("4万元", "-1"), ["[[sub_item]] 第 1 个 的 annual 不能为负；请核对年度金额"], PROJECT),
    (
        ITEM.replace('"fixed"', '"monthly"'),
        ["[[sub_item]] 第 1 个 的 method 应为 fixed、actual_cost 之一"],
        PROJECT,
    ),
    (
        ITEM + "bears_deductions = 1\n",
        ["[[sub_item]] 第 1 个 的 bears_deductions 应为 true 或 false"],
        PROJECT,
    ),
    ("[sub_item]\n", ["顶层 的 sub_item 应写成 [[sub_item]]"], PROJECT),
    (
        '[[opening_deduction]]\nsource = "2018"\namount = "0"\n',
        [
            "[[opening_deduction]] 第 1 个 的 source：“2018”不是季度；请写成 2019Q1 的样子",
            "[[opening_deduction]] 第 1 个 的 amount：“0”应大于零；请填写一个大于零的金额",
            "[[opening_deduction]] 第 1 个 的 document 缺失；请补上",
        ],
        PROJECT,
    ),
]


@pytest.mark.parametrize(("more", "expected", "project"), WRONG)
def test_a_wrong_template(tmp_path: Path, more: str, expected: list[str], project: str) -> None:
    found = reasons(tmp_path / "模板.toml", project + CONTRACT + more)
    assert found == [f"模板.toml：{reason}" for reason in expected]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("year = 2019.0", "year 应为 1900 到 2999 之间的整数，不带引号"),
        ('year = "2019"', "year 应为 1900 到 2999 之间的整数，不带引号"),
        ("year = 9999", "year 应为 1900 到 2999 之间的整数，不带引号"),
        ('start = "2019-01-01"', "start 应为日期，如 2019-05-15，不带引号"),
        ("start = 2019-01-01T00:00:00", "start 应为日期，如 2019-05-15，不带引号"),
        ("end = 9999-12-31", "end 应在 1900 年到 2999 年之间"),
        ('client = ["中心"]', "client 应为带引号的文本"),
    ],
)
def test_a_wrong_contract(tmp_path: Path, line: str, expected: str) -> None:
    key = line.partition(" ")[0]
    contract = "".join(f"{row}\n" for row in CONTRACT.splitlines() if not row.startswith(key))
    assert reasons(tmp_path / "模板.toml", PROJECT + contract + line + "\n") == [
        f"模板.toml：[contract] 的 {expected}"
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", ["顶层 的 scheme 缺失；请补上"]),
        ("scheme = 1", ["顶层 的 scheme 应为表"]),
        ("[scheme]\npass_score = 101", ["[scheme] 的 pass_score：“101”应在 0 到 100 之间"]),
        (
            '[scheme]\npass_score = "九十"',
            ["[scheme] 的 pass_score：“九十”不是数字；请填写如 78.50 的数字，不带单位和逗号"],
        ),
        ("[scheme]\ncap_percent = -1", ["[scheme] 的 cap_percent：“-1”应不小于 0"]),
        ("[scheme]\npass = 60", ["[scheme] 的 pass 不认识；请核对拼写或删去"]),
        (
            "[scheme]\n[[scheme.tier]]\nmin_score = 0",
            ["[[scheme.tier]] 第 1 个 的 percent 与 amount_per_point 应写且只写其中一个"],
        ),
        (
            '[scheme]\n[[scheme.tier]]\nmin_score = 0\npercent = 1\namount_per_point = "1"',
            ["[[scheme.tier]] 第 1 个 的 percent 与 amount_per_point 应写且只写其中一个"],
        ),
        (
            "[scheme]\n[[scheme.tier]]\npercent = 200",
            [
                "[[scheme.tier]] 第 1 个 的 min_score 缺失；请补上",
                "[[scheme.tier]] 第 1 个 的 percent：“200”应在 0 到 100 之间",
            ],
        ),
        (INDICATOR + INDICATOR, ["[[scheme.indicator]] 第 2 个 的 code “rate”重复；请改为不同的代码"]),
        (
            INDICATOR.replace(">=", "=>"),
            ["[[scheme.indicator]] 第 1 个 的 comparator 应为 >=、<=、<、>、=、qualitative、fault 之一"],
        ),
        (
            INDICATOR.replace('target = "80.00"\n', ""),
            ["[[scheme.indicator]] 第 1 个 的 target 缺失；请补上"],
        ),
        (INDICATOR + 'cycle = "month"', ["[[scheme.indicator]] 第 1 个 的 cycle 应为 quarter、year 之一"]),
        (INDICATOR + "level = 1", ["[[scheme.indicator]] 第 1 个 的 level 不认识；请核对拼写或删去"]),
        (
            INDICATOR + 'term = { kind = "fixed" }',
            ["[[scheme.indicator]] 第 1 个 term 的 amount 缺失；请补上"],
        ),
        (
            INDICATOR + 'term = { kind = "fixed", amount = "1", percent = 1 }',
            ["[[scheme.indicator]] 第 1 个 term 的 percent 不认识；请核对拼写或删去"],
        ),
        (
            INDICATOR + 'term = { kind = "daily", amount = "1" }',
            ["[[scheme.indicator]] 第 1 个 term 的 kind 应为 fixed、percent、per_point 之一"],
        ),
        (
            FAULT + "restore_within_minutes = 99999999999999999999",
            ["[[scheme.indicator]] 第 1 个 的 restore_within_minutes 应为 1 到 1000000 之间的整数，不带引号"],
        ),
    ],
)
def test_a_wrong_scheme(tmp_path: Path, content: str, expected: list[str]) -> None:
    found = reasons(tmp_path / "方案.toml", content, scheme=True)
    assert found == [f"方案.toml：{reason}" for reason in expected]


def test_an_empty_scheme_is_a_scheme(tmp_path: Path) -> None:
    path = tmp_path / "方案.toml"
    path.write_text("[scheme]\n", encoding="utf-8")
    assert read_scheme(path) == Scheme()


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("[project\n", "第 1 行第 9 列附近"),
        ('[project]\ncode = "a"\ncode = "b"\n', "第 3 行第 11 列附近"),
        ("[project]\nyear = " + "9" * 5000, "文件末尾或某一项"),
        ("a = " + "[" * 5000, "文件末尾或某一项"),
        ('a = "', "文件末尾或某一项"),
    ],
    ids=["bracket", "twice", "digits", "depth", "end"],
)
def test_what_is_no_toml(tmp_path: Path, content: str, where: str) -> None:
    found = reasons(tmp_path / "模板.toml", content)
    assert found == [f"模板.toml 不合 TOML 格式（{where}）；请核对引号、括号、等号和重复的项"]


def test_a_file_of_windows_notepad(tmp_path: Path) -> None:
    path = tmp_path / "方案.toml"
    path.write_bytes(b"\xef\xbb\xbf[scheme]\r\npass_score = 60\r\n")
    assert read_scheme(path).pass_score == "60"
