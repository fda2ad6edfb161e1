"""The JSON that the documentation promises: every key of every command, with its type."""

from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

from settlement_app.cli import shapes, year_end_shapes
from tests.support.cli import REVIEWER, Settle

FAILED = """
score = "88.5"
[actuals]
overall_connect_rate = "78.50"
system_completion_rate = "25"
overall_satisfaction = { numerator = 9702, denominator = 10000 }
[[rectification]]
subject = "overall_connect_rate"
measure = "增配座席"
due = 2019-05-15
[[manual_deduction]]
amount = "50000"
reason = "接通率"
[override]
passed = false
reason = "会议决定"
document = "沪咨〔2019〕3号"
"""
PASSED = '[actuals]\noverall_connect_rate = "82.00"\n'
AMOUNT, TEXT, MAYBE = int, str, (str, type(None))

# A dictionary holds at least these keys; a list holds only such elements, and at least one where it is not open.
ISSUE = {"document": TEXT, "status": TEXT, "reversal": MAYBE}
QUARTER = {
    "quarter": TEXT, "status": TEXT, "document": TEXT, "can_post": bool, "blocked_by": [TEXT],
    "lines": [{
        "item": TEXT, "name": TEXT, "annual": AMOUNT, "base": AMOUNT, "deduction": AMOUNT, "adjustment": AMOUNT,
        "payable": AMOUNT, "cumulative": AMOUNT, "remaining": AMOUNT, "basis": TEXT,
    }],
    "total": {"base": AMOUNT, "deduction": AMOUNT, "adjustment": AMOUNT, "payable": AMOUNT, "in_words": TEXT},
    "applied": [{"deduction": TEXT, "amount": AMOUNT}], "returned": [{"deduction": TEXT, "amount": AMOUNT}],
    "outstanding_after": AMOUNT, "advance_set": [{"item": TEXT, "amount": AMOUNT, "reason": TEXT}],
    "posted_on": MAYBE, "issues": [ISSUE], "prepared_by": MAYBE, "reviewed_by": MAYBE, "anchor": MAYBE,
    "warnings": [TEXT],
}  # fmt: skip
ASSESSMENT = {
    "quarter": TEXT, "status": TEXT, "passed": (bool, type(None)), "score": MAYBE,
    "indicators": [{"code": TEXT, "name": TEXT, "target": TEXT, "actual": MAYBE, "met": (bool, type(None))}],
    "deductions": [{"cause": TEXT, "amount": AMOUNT, "before_cap": AMOUNT}], "deduction_total": AMOUNT,
    "rectifications": [{
        "n": AMOUNT, "subject": TEXT, "measure": TEXT, "due": TEXT, "done": MAYBE, "overdue": bool,
    }],
    "override": (dict, type(None)), "unassessed": [TEXT], "warnings": [TEXT],
}  # fmt: skip
MOVED = {"target": TEXT, "amount": AMOUNT}
REGISTER = [{
    "id": TEXT, "source": TEXT, "cause": TEXT, "amount": AMOUNT, "waived": AMOUNT, "withdrawn": bool,
    "waivers": [{"amount": AMOUNT, "reason": TEXT}], "applied": [MOVED], "returned": [MOVED],
    "outstanding": AMOUNT, "to_return": AMOUNT,
}]  # fmt: skip
COSTS = {
    "year": AMOUNT, "item": TEXT, "months": dict, "total": AMOUNT, "complete": bool, "missing": [[TEXT]],
    "estimates": [[TEXT]], "warnings": [TEXT],
}  # fmt: skip
UNDECIDED = (int, type(None))
FIGURES = {
    "budget": AMOUNT, "payable": dict, "deductions": AMOUNT, "adjustments": AMOUNT, "true_up": UNDECIDED,
    "offset": AMOUNT, "final": UNDECIDED, "surplus": UNDECIDED,
}  # fmt: skip
CLEARANCE = {
    "year": AMOUNT, "status": TEXT, "document": TEXT, "can_post": bool, "blocked_by": [TEXT],
    "true_ups": [{
        "item": TEXT, "budget": AMOUNT, "advances": AMOUNT, "actual": AMOUNT, "reduced": AMOUNT,
        "approved": UNDECIDED, "reimbursable": UNDECIDED, "difference": UNDECIDED, "over_budget": UNDECIDED,
        "surplus": UNDECIDED,
    }],
    "items": [{"item": TEXT, **FIGURES}], "total": {**FIGURES, "paid": AMOUNT, "unpaid": UNDECIDED},
    "outstanding": AMOUNT, "to_return": AMOUNT, "net": UNDECIDED, "in_words": MAYBE, "warnings": [TEXT],
}  # fmt: skip
PAYMENT = {
    "id": AMOUNT, "target": TEXT, "amount": AMOUNT, "date": TEXT, "voucher": TEXT, "reversed": bool,
}  # fmt: skip
INVOICE = {
    "id": AMOUNT, "target": TEXT, "number": TEXT, "code": MAYBE, "date": TEXT, "amount": AMOUNT, "tax": AMOUNT,
    "void": bool,
}  # fmt: skip
CONTRACT = {
    "project": TEXT, "year": AMOUNT, "start": TEXT, "end": TEXT, "client": TEXT, "vendor": TEXT,
    "sub_items": [{"item": TEXT, "name": TEXT, "annual": AMOUNT, "method": TEXT, "bears_deductions": bool}],
    "total": AMOUNT, "amendments": list, "warnings": [TEXT],
}  # fmt: skip
VERIFIED = {
    "ok": bool, "entries": AMOUNT, "head": TEXT, "checked": dict, "problems": [TEXT], "warnings": [TEXT],
}  # fmt: skip


def faults(shape: Any, value: Any, place: str = "$") -> Iterator[str]:
    """Where a value is not of the shape."""
    if isinstance(shape, dict):
        for key, inner in shape.items():
            if not isinstance(value, dict) or key not in value:
                yield f"{place} has no {key}"
            else:
                yield from faults(inner, value[key], f"{place}.{key}")
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{place} is no list"
        else:
            for number, element in enumerate(value):
                yield from faults(shape[0], element, f"{place}[{number}]")
    elif not isinstance(value, shape) or (isinstance(value, bool) and bool not in _kinds(shape)):
        yield f"{place} is {value!r}"


def _kinds(shape: Any) -> tuple[type, ...]:
    return shape if isinstance(shape, tuple) else (shape,)


def holds(shape: Any, value: Any) -> Any:
    """The value, which must be of the shape."""
    assert list(faults(shape, value)) == []
    return value


@pytest.fixture
def year(settle: Settle, tmp_path: Path) -> Settle:
    """A ledger whose first quarter failed, with the deduction applied in the second."""
    (tmp_path / "不合格.toml").write_text(FAILED, encoding="utf-8")
    (tmp_path / "合格.toml").write_text(PASSED, encoding="utf-8")
    settle.post("2019Q1")
    settle.ok("assessment", "record", "2019Q1", tmp_path / "不合格.toml")
    settle.ok("assessment", "confirm", "2019Q1", "--reviewer", REVIEWER)
    settle.post("2019Q2")
    return settle


def test_the_contract(settle: Settle) -> None:
    amend = ("contract", "amend", "tax", "--annual", "380万元", "--against", "voice_platform")
    for shown in (
        settle.ok("contract", "show"),
        settle.ok("contract", "set", "clause", "第三条", "--reason", "补录"),
        settle.ok(*amend, "--document", "沪人社财〔2019〕8号", "--reason", "调剂"),
        settle.ok("contract", "roll-over", "2020"),
        settle.ok("contract", "drop", "2020"),
    ):
        holds(CONTRACT, shown)
    assert settle.ok("contract", "show")["amendments"][0]["item"] == "tax"
    assert holds({"warnings": [TEXT]}, settle.ok("scheme", "show"))["pass_score"] is None


def test_a_quarter(year: Settle) -> None:
    posted = holds(QUARTER, year.ok("quarter", "show", "2019Q2"))
    assert (posted["status"], len(posted["anchor"]), len(posted["applied"])) == ("posted", 64, 1)
    open_quarter = holds(QUARTER, year.ok("quarter", "show", "2019Q3"))
    assert [open_quarter[key] for key in ("status", "anchor", "posted_on", "issues")] == [
        "draft",
        None,
        None,
        [],
    ]
    set_lower = ("quarter", "advance", "2019Q3", "consultants")
    adjust = ("quarter", "adjust", "2019Q3", "tax")
    for shown in (
        year.ok(*set_lower, "--amount", "1", "--reason", "少付"),
        year.ok(*set_lower, "--clear"),
        year.ok(*adjust, "--amount", "-1", "--reason", "多计", "--document", "1号"),
        year.ok(*adjust, "--clear"),
        year.ok("quarter", "reverse", "2019Q2", "--reason", "有误", "--reviewer", REVIEWER),
    ):
        holds(QUARTER, shown)


def test_an_assessment(year: Settle) -> None:
    shown = holds(ASSESSMENT, year.ok("assessment", "show", "2019Q1"))
    assert (shown["status"], shown["score"], shown["override"]["document"]) == (
        "confirmed", "88.5", "沪咨〔2019〕3号",
    )  # fmt: skip
    actuals = {i["code"]: (i["actual"], i["met"]) for i in shown["indicators"]}
    assert actuals["overall_connect_rate"] == ("78.50", False)
    assert actuals["overall_satisfaction"] == ("9702/10000", True)
    assert actuals["system_completion_rate"] == ("25", None), "yearly: shown, not judged"
    assert actuals["training_rate"] == (None, None)
    assert "training_rate" in shown["unassessed"]
    assert "system_completion_rate" not in shown["unassessed"]
    assert shown["rectifications"][0]["overdue"] is True
    none = holds(ASSESSMENT, year.ok("assessment", "show", "2019Q2"))
    assert (none["status"], none["passed"], none["score"], none["override"]) == ("none", None, None, None)
    holds(ASSESSMENT, year.ok("assessment", "rectified", "2019Q1", "1", "--date", "2019-05-10"))


def test_the_register(year: Settle) -> None:
    rows = holds(REGISTER, year.ok("deduction", "list"))
    assert rows[0]["applied"] == [{"target": "2019Q2", "amount": 5_000_000}]
    waive = ("KK-12333-2019Q1-01", "--amount", "100", "--reason", "申诉", "--reviewer", REVIEWER)
    assert holds(REGISTER, year.ok("deduction", "waive", *waive))[0]["to_return"] == 10_000
    rows = holds(REGISTER, year.ok("deduction", "unwaive", *waive))
    assert [waiver["amount"] for waiver in rows[0]["waivers"]] == [10_000, -10_000]


def test_actual_cost(settle: Settle, tmp_path: Path) -> None:
    estimate = ("actuals", "set", "2019-12", "wages", "1", "--estimate")
    shown = holds(COSTS, settle.ok(*estimate))
    assert shown["months"]["2019-12"] == {"wages": 100}
    assert shown["months"]["2019-01"] == {}
    assert ["2019-02", "welfare"] in shown["missing"]
    assert shown["estimates"] == [["2019-12", "wages"]]
    table = tmp_path / "费用.csv"
    table.write_text("月份,工资,福利,单位缴社会保险费,公积金\n2019-12,1,1,1,-\n", encoding="utf-8")
    refused = settle("--json", "actuals", "import", table)
    assert refused.status == 2
    assert refused.json["error"]["details"] == [
        "费用.csv 第 2 行第 5 列：没有填数；没有发生的请填 0，还没有数的月份请删去整行"
    ]
    table.write_text("月份,工资,福利,单位缴社会保险费,公积金\n2019-12,1,1,1,1\n", encoding="utf-8")
    assert settle.ok("actuals", "import", table) == {
        "imported": 4, "replaced": 1, "unit": "元", "problems": [], "warnings": [],
    }  # fmt: skip
    blank = tmp_path / "空白?.xlsx"
    written = settle.ok("actuals", "template", "2019", "-o", blank)
    assert Path(written["file"]).name == "空白_.xlsx"
    assert written["warnings"] == ["文件名“空白?.xlsx”含 Windows 不能保存的字符，已改为“空白_.xlsx”"]


def test_the_clearance(year: Settle) -> None:
    shown = holds(CLEARANCE, year.ok("clearance", "show", "2019"))
    assert [shown[key] for key in ("status", "can_post", "net", "in_words")] == ["draft", False, None, None]
    assert shown["total"]["unpaid"] is None
    assert list(shown["items"][0]["payable"]) == ["2019Q1", "2019Q2", "2019Q3", "2019Q4"]
    reduce = ("clearance", "reduce", "2019", "tax")
    struck = ("--amount", "1", "--reason", "审计", "--document", "1号")
    assert holds(CLEARANCE, year.ok(*reduce, *struck))["items"][2]["surplus"] == 100
    holds(CLEARANCE, year.ok(*reduce, "--clear"))
    holds(CLEARANCE, year.ok("clearance", "show", "2019", "--outstanding", "settle"))


def test_payments_and_invoices(year: Settle) -> None:
    pay = ("--amount", "1", "--date", "2019-04-20", "--voucher", "记-1")
    holds({**PAYMENT, "warnings": [TEXT]}, year.ok("payment", "record", "2019Q1", *pay))
    assert holds([PAYMENT], year.ok("payment", "list", "--year", "2019"))[0]["date"] == "2019-04-20"
    assert year.ok("payment", "list", "--year", "2020") == []
    back = holds({**PAYMENT, "warnings": [TEXT]}, year.ok("payment", "reverse", "1", "--reason", "误记"))
    assert back["reversed"] is True
    bill = ("--number", "1", "--date", "2019-04-20", "--amount", "1", "--tax", "0")
    holds({**INVOICE, "warnings": [TEXT]}, year.ok("invoice", "record", "2019Q1", *bill))
    assert len(holds([INVOICE], year.ok("invoice", "list"))) == 1
    assert holds({**INVOICE, "warnings": [TEXT]}, year.ok("invoice", "void", "1", "--reason", "错"))["void"]


def test_the_ledger_and_words(year: Settle, tmp_path: Path) -> None:
    verified = holds(VERIFIED, year.ok("ledger", "verify"))
    assert verified["checked"]["settlements"] == 2
    assert len(verified["head"]) == 64
    holds(VERIFIED, year.ok("ledger", "backup", tmp_path / "备份.settlement"))
    journal = year.ok("ledger", "journal")
    assert [entry["sequence"] for entry in journal] == list(range(1, verified["entries"] + 1))
    assert journal[-1]["hash"] == verified["head"]
    assert year.ok("words", "1") == {"amount": 100, "in_words": "壹元整", "warnings": []}


@pytest.mark.parametrize("module", [shapes, year_end_shapes], ids=lambda module: module.__name__)
def test_no_shape_is_made_that_no_command_prints(module: ModuleType) -> None:
    made = {
        name for name, value in vars(module).items() if isinstance(value, FunctionType) and name[0] != "_"
    }
    made -= {"in_words", "issue"}  # parts of others
    commands = Path(shapes.__file__).parent / "commands"
    used = "".join(path.read_text(encoding="utf-8") for path in commands.glob("*.py"))
    assert made
    assert [name for name in made if f"shapes.{name}(" not in used] == []
