"""Ledgers that the tests of exports have in common, each with a command line for its project."""

from pathlib import Path

from settlement_app.office import demo
from tests.support import full_ledger
from tests.support.cli import REVIEWER, Settle


def demonstration_line(demonstration: demo.Demonstration) -> Settle:
    """The command line at the demonstration: one whole year, cleared and paid."""
    return Settle(demonstration.ledger, today="2020-03-02")


def full_line(folder: Path) -> Settle:
    """The command line at a new ledger in the folder in which everything happened once."""
    return Settle(full_ledger.fill(folder), project="PX")


def open_line(folder: Path) -> Settle:
    """The command line at a new ledger whose year is under way: one quarter posted, an estimate, months missing."""
    line = Settle(folder / "进行中.settlement", today="2019-04-12")
    line.ok("init", "--template", "12333-2019")
    line.ok("deduction", "open", "--source", "2018Q4", "--amount", "12345.67", "--document", "期初1号")
    line.ok("actuals", "set", "2019-01", "wages", "-0.01", "--estimate", "--note", "冲回上年多计")
    line.ok("actuals", "set", "2019-02", "other", "0")
    line.post("2019Q1")
    return line


def settled_line(folder: Path) -> Settle:
    """The command line at a new ledger whose two-quarter year ends with all deductions settled and a refund due."""
    template = folder / "模板.toml"
    template.write_text(_SETTLED, encoding="utf-8")
    line = Settle(folder / "了结.settlement", today="2019-12-31")
    line.ok("init", "--template", template)
    failed = folder / "不合格.toml"
    failed.write_text(_FAILED, encoding="utf-8")
    for quarter in ("2019Q3", "2019Q4"):
        line.post(quarter)
        line.ok("assessment", "record", quarter, failed)
        line.ok("assessment", "confirm", quarter, "--reviewer", REVIEWER)
    reduced = ("--reason", "审计", "--document", "审1号")
    line.ok("clearance", "reduce", 2019, "租金", "--amount", "1.01", *reduced)
    line.ok("clearance", "post", 2019, "--outstanding", "settle", "--reviewer", REVIEWER)
    paid = ("--date", "2020-01-15", "--voucher", "付1")
    line.ok("payment", "record", "2019Q3", "--amount", "100", *paid)
    return line


_SETTLED = """
[project]
code = "S/1"
name = "=SUM(A1:A9)"
authority = "+主管局"
[contract]
year = 2019
start = 2019-07-01
end = 2019-12-31
client = "-采购人"
vendor = '@供应商 "甲" \\ ; : , 有限公司'
[[sub_item]]
code = "management"
name = "=1+1"
annual = "100.01"
method = "fixed"
bears_deductions = true
[[sub_item]]
code = "租金"
name = "租金"
annual = "9,999,999,999,000.00"
method = "fixed"
[[opening_deduction]]
source = "2018Q2"
amount = "30.03"
document = "期初〔2018〕2号"
"""

_FAILED = """
[[rectification]]
subject = "服务"
measure = "整改"
due = 2020-01-15
[[manual_deduction]]
amount = "25.50"
reason = '=HYPERLINK("x"); "引号" \\ date:2019-13-45, [2019-13-45]'
[override]
passed = false
reason = "认定"
document = "认1号"
"""
