"""A workbook's figures laid beside those that the command line shows."""

from typing import Any

from tests.support.cli import Settle
from tests.support.spreadsheets import Book, Row, fen

QUARTERLY = {
    "annual": "年度金额",
    "base": "本季应结额",
    "deduction": "考核扣款",
    "adjustment": "调整",
    "payable": "本季应付",
    "cumulative": "累计应付",
    "remaining": "年度剩余",
}
TRUE_UP = {
    "budget": "年度预算",
    "advances": "已预付",
    "actual": "实际费用",
    "reduced": "核减",
    "approved": "核定费用",
    "reimbursable": "可结费用",
    "difference": "应补（负为应退）",
    "over_budget": "超预算",
    "surplus": "结余",
}
YEARLY = {
    "budget": "年度预算",
    "deductions": "考核扣款",
    "adjustments": "调整",
    "true_up": "据实清算",
    "offset": "扣款了结",
    "final": "最终结算",
    "surplus": "结余",
}
CHECKS = ("核对：应付与最终", "核对：预算")
REGISTER = {"amount": "金额", "waived": "减免", "outstanding": "待扣余额", "to_return": "待退"}


def check_workbook(book: Book, line: Settle, year: int, prefix: str = "") -> None:
    """Every figure of a contract year must be the one that the command line shows."""
    contract = line.ok("contract", "show", "--year", year)
    rows = book.table(f"{prefix}合同与预算")
    assert [fen(row["现行金额"]) for row in rows] == [
        *(item["annual"] for item in contract["sub_items"]),
        contract["total"],
    ]
    clearance = line.ok("clearance", "show", year)
    _check_quarters(book, line, prefix, list(clearance["items"][0]["payable"]))
    _check_costs(book, line, year, prefix, clearance)
    _check_clearance(book, f"{prefix}年终清算", clearance)
    _check_register(book, line, year, prefix)
    _check_payments(book, line, year, f"{prefix}付款与发票", clearance)


def _same(row: Row, shape: dict[str, Any], labels: dict[str, str]) -> None:
    assert {key: fen(row[label]) for key, label in labels.items()} == {key: shape[key] for key in labels}


def _check_quarters(book: Book, line: Settle, prefix: str, quarters: list[str]) -> None:
    rows = book.table(f"{prefix}季度结算")
    sums = dict.fromkeys(("base", "deduction", "adjustment", "payable"), 0)
    for quarter in quarters:
        shown = line.ok("quarter", "show", quarter)
        own = [row for row in rows if row["季度"] == quarter]
        assert [row["代码"] for row in own] == [*(each["item"] for each in shown["lines"]), None]
        for row, each in zip(own[:-1], shown["lines"], strict=True):
            _same(row, each, QUARTERLY)
            assert row["单号"] == shown["document"]
            assert row["状态"] == {"posted": "已审定", "draft": "试算"}[shown["status"]]
        for label in sums:
            assert fen(own[-1][QUARTERLY[label]]) == shown["total"][label]
            sums[label] += shown["total"][label]
    assert rows[-1]["季度"] == "全年"
    assert {label: fen(rows[-1][QUARTERLY[label]]) for label in sums} == sums


def _check_costs(book: Book, line: Settle, year: int, prefix: str, clearance: dict[str, Any]) -> None:
    rows = book.table(f"{prefix}实际费用")
    totals = [fen(row["合计"]) for row in rows if row["月份"] == "合计"]
    items = [true_up["item"] for true_up in clearance["true_ups"]]
    assert totals == [line.ok("actuals", "show", year, "--item", item)["total"] for item in items]


def _check_clearance(book: Book, sheet: str, clearance: dict[str, Any]) -> None:
    if clearance["true_ups"]:
        for row, true_up in zip(book.table(sheet, "据实清算"), clearance["true_ups"], strict=True):
            _same(row, true_up, TRUE_UP)
    *rows, total = book.table(sheet, "年度对账")
    for row, item in zip(rows, clearance["items"], strict=True):
        _same(row, item, YEARLY)
        payable = [fen(value) for head, value in row.items() if head.endswith("季度应付")]
        assert payable == list(item["payable"].values())
    _same(total, clearance["total"], YEARLY)
    for row, item in zip([*rows, total], [*clearance["items"], clearance["total"]], strict=True):
        holds = None if item["final"] is None else 0
        assert [fen(row[check]) for check in CHECKS] == [holds, holds]
    summary = {row["项目"]: row["金额"] for row in book.table(sheet, "汇总")}
    figures = clearance["total"]
    assert fen(summary["已付"]) == figures["paid"]
    assert fen(summary["未付"]) == figures["unpaid"]
    assert fen(summary["清算净额（正为应补，负为应退）"]) == clearance["net"]


def _check_register(book: Book, line: Settle, year: int, prefix: str) -> None:
    *rows, total = book.table(f"{prefix}扣款台账")
    shown = [
        row for row in line.ok("deduction", "list") if not row["withdrawn"] and int(row["source"][:4]) <= year
    ]
    assert sorted(str(row["扣款编号"]) for row in rows) == sorted(entry["id"] for entry in shown)
    by_id = {row["扣款编号"]: row for row in rows}
    for entry in shown:
        _same(by_id[entry["id"]], entry, REGISTER)
    _same(total, {key: sum(entry[key] for entry in shown) for key in REGISTER}, REGISTER)


def _check_payments(book: Book, line: Settle, year: int, sheet: str, clearance: dict[str, Any]) -> None:
    *rows, total = book.table(sheet)
    standing = [p for p in line.ok("payment", "list", "--year", year) if not p["reversed"]]
    for row in rows:
        paid = sum(p["amount"] for p in standing if p["target"] == row["对象"])
        assert fen(row["已付"]) == paid
        assert fen(row["未付"]) == fen(row["应付"]) - paid
    assert fen(total["已付"]) == clearance["total"]["paid"]
    if rows and rows[-1]["对象"] == f"clearance:{year}":
        assert fen(total["未付"]) == clearance["total"]["unpaid"]
