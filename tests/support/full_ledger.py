"""A ledger with rows in every table: two years in which everything happens once that the program can record."""

from pathlib import Path

from tests.support.cli import REVIEWER, Settle

_TEMPLATE = """
[project]
code = "PX"
name = "咨询平台"
authority = "主管局"
[contract]
year = 2019
start = 2019-10-01
end = 2019-12-31
client = "咨询服务中心"
vendor = "供应商"
number = "合同〔2019〕1号"
[[sub_item]]
code = "staff"
name = "咨询员费用"
purpose = "工资"
annual = "800000"
method = "actual_cost"
[[sub_item]]
code = "management"
name = "人员管理费"
annual = "100000"
method = "fixed"
bears_deductions = true
[[sub_item]]
code = "rent"
name = "租金"
annual = "60000"
method = "fixed"
[scheme]
pass_score = 90
cap_percent = "80"
[[scheme.indicator]]
code = "rate"
name = "接通率"
comparator = ">="
target = "80.00"
unit = "%"
points = "60"
clause = "第三条"
term = { kind = "fixed", amount = "2000" }
[[scheme.indicator]]
code = "training"
name = "培训"
comparator = "qualitative"
points = "40"
term = { kind = "percent", percent = "1.5" }
[[scheme.indicator]]
code = "fault"
name = "一级故障"
comparator = "fault"
level = 1
respond_within_minutes = 1
restore_within_minutes = 90
[[scheme.tier]]
min_score = 80
percent = "2"
[[scheme.tier]]
min_score = 0
amount_per_point = "600"
[[opening_deduction]]
source = "2019Q2"
amount = "500"
document = "文〔2019〕2号"
"""

_ASSESSMENT = """
score = "86.5"
[actuals]
rate = { numerator = 7850, denominator = 10000 }
training = true
[points]
rate = "46.5"
training = "40"
[sources]
rate = "话务月报"
[[incident]]
level = 1
reported = 2019-11-03T10:00:00
responded = 2019-11-03T10:01:00
restored = 2019-11-03T11:20:00
[[rectification]]
subject = "rate"
measure = "增配座席"
due = 2020-01-15
[[manual_deduction]]
amount = "700"
reason = "约谈"
[override]
passed = false
reason = "会议认定"
document = "纪要〔2020〕1号"
"""


def fill(folder: Path) -> Path:
    """Make the ledger in the folder; returns its path."""
    (folder / "合同.toml").write_text(_TEMPLATE, encoding="utf-8")
    (folder / "考核.toml").write_text(_ASSESSMENT, encoding="utf-8")
    line = Settle(folder / "全.settlement", today="2019-12-31")
    line.ok("init", "--template", folder / "合同.toml")
    amount = ("--amount", "1,000.00", "--reason", "更正", "--document", "文〔2019〕3号")
    line.ok("contract", "amend", "rent", "--annual", "58000", "--against", "management", *amount[2:])
    _settle_quarter(line)
    _assess(line, folder)
    _clear(line, amount)
    _next_year(line, folder)
    return line.ledger


def _settle_quarter(line: Settle) -> None:
    advance = ("quarter", "advance", "2019Q4", "staff")
    line.ok(*advance, "--amount", "790000", "--reason", "按预计")
    line.ok(
        "quarter", "adjust", "2019Q4", "rent", "--amount", "-100", "--reason", "缺勤", "--document", "文4号"
    )
    line.post("2019Q4")
    _print(line, "settlement", "2019Q4")
    _print(line, "payment-request", "2019Q4", "--amount", "1000")
    line.ok("quarter", "reverse", "2019Q4", "--reason", "金额有误", "--reviewer", REVIEWER)
    _print(line, "reversal", "2019Q4")
    line.post("2019Q4")
    paid = ("--date", "2019-12-31", "--amount", "1000")
    line.ok("invoice", "record", "2019Q4", "--number", "0001", "--code", "31", "--tax", "60", *paid)
    line.ok("invoice", "void", "1", "--reason", "抬头有误")
    line.ok("invoice", "record", "2019Q4", "--number", "0002", "--tax", "60", *paid)
    line.ok("payment", "record", "2019Q4", "--voucher", "付1", *paid)
    line.ok("payment", "reverse", "1", "--reason", "重复")
    line.ok("payment", "record", "2019Q4", "--voucher", "付2", *paid)


def _assess(line: Settle, folder: Path) -> None:
    line.ok("assessment", "record", "2019Q4", folder / "考核.toml")
    line.ok("assessment", "confirm", "2019Q4", "--reviewer", REVIEWER)
    line.ok("assessment", "reopen", "2019Q4", "--reason", "补录", "--reviewer", REVIEWER)
    line.ok("assessment", "confirm", "2019Q4", "--reviewer", REVIEWER)
    line.ok("assessment", "rectified", "2019Q4", "1", "--date", "2020-01-10")
    waived = ("--amount", "100", "--reason", "申诉成立", "--reviewer", REVIEWER)
    line.ok("deduction", "waive", "KK-PX-2019Q4-04", *waived)


def _clear(line: Settle, amount: tuple[str, ...]) -> None:
    for month in ("2019-10", "2019-11", "2019-12"):
        for category in ("wages", "welfare", "social_insurance", "housing_fund"):
            line.ok("actuals", "set", month, category, "60000", "--note", "决算")
    line.ok("clearance", "reduce", "2019", "staff", *amount)
    line.ok("clearance", "post", "2019", "--reviewer", REVIEWER)
    _print(line, "refund", "2019")


def _print(line: Settle, kind: str, target: str, *more: str) -> None:
    file = line.ledger.with_name("单.pdf")
    line.ok("document", "render", kind, target, "-o", file, "--force", *more)


def _next_year(line: Settle, folder: Path) -> None:
    """Drafts that are still open, and a second project."""
    line.ok("contract", "roll-over", "2020")
    line.ok("quarter", "advance", "2020Q1", "staff", "--amount", "1", "--reason", "按预计")
    line.ok("clearance", "reduce", "2020", "rent", "--amount", "1", "--reason", "核减", "--document", "文5号")
    other = _TEMPLATE.replace('"PX"', '"PY"')
    (folder / "另一合同.toml").write_text(other, encoding="utf-8")
    line.ok("init", "--template", folder / "另一合同.toml")
