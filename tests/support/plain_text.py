"""Reading exported books: with a few lines of our own, and with the programs that they are written for."""

import csv
import importlib
import io
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from tests.support.cli import Settle

HLEDGER = ("hledger",) if shutil.which("hledger") else ()
"""hledger where it is installed: it comes from the system's packages, not with the tools of this project."""

Balances = dict[str, int]

_POSTING = re.compile(r"\s+([A-Z][^\s]*:[^\s]+)\s+(-?\d+\.\d\d) CNY")
_AMOUNT = re.compile(r"(-?\d+\.\d\d) CNY|(-?\d+\.\d\d)|0")


def own_balances(content: bytes) -> Balances:
    """The balance (分) of every account; every transaction must come to zero."""
    balances: Balances = defaultdict(int)
    for block in content.decode().split("\n\n"):
        postings = [found for line in block.splitlines() if (found := _POSTING.fullmatch(line))]
        assert sum(fen(found[2]) for found in postings) == 0, block
        for found in postings:
            balances[found[1]] += fen(found[2])
    return dict(balances)


def bean_errors(content: bytes) -> list[str]:
    """What beancount finds wrong, as ``bean-check`` does."""
    loader: Any = importlib.import_module("beancount.loader")
    _, errors, _ = loader.load_string(content.decode())
    return [error.message for error in errors]


def bean_check(path: Path) -> subprocess.CompletedProcess[str]:
    """Run ``bean-check``."""
    return _run(sys.executable, "-m", "beancount.scripts.check", str(path))


def bean_balances(path: Path) -> Balances:
    """The balance of every account by beanquery."""
    query = "SELECT account, sum(number) GROUP BY account"
    done = _run(sys.executable, "-m", "beanquery", "-f", "csv", str(path), query)
    assert done.returncode == 0, done.stderr
    rows = list(csv.reader(io.StringIO(done.stdout)))[1:]
    return {row[0].strip(): fen(row[1]) for row in rows if row}  # on Windows each line ends twice


def hledger_check(path: Path) -> subprocess.CompletedProcess[str]:
    """Run ``hledger check --strict``: accounts and the commodity declared, transactions and balances right."""
    return _run("hledger", "-f", str(path), "check", "--strict")


def hledger_balances(path: Path) -> Balances:
    """The balance of every account by hledger."""
    done = _run("hledger", "-f", str(path), "balance", "--flat", "-N", "-E", "-O", "csv")
    assert done.returncode == 0, done.stderr
    return {row[0]: fen(row[1]) for row in list(csv.reader(io.StringIO(done.stdout)))[1:]}


def expected_balances(line: Settle) -> Balances:
    """What the command line shows of all years, as balances of the accounts that docs/BOOKS-EXPORT.md names."""
    found: Balances = {"Assets:Bank": 0}
    for year in _years(line):
        clearance = line.ok("clearance", "show", year)
        items = clearance["items"]
        if clearance["status"] == "posted":
            owed = {item["item"]: item["final"] for item in items}
        else:
            shown = [line.ok("quarter", "show", quarter) for quarter in items[0]["payable"]]
            posted = [quarter for quarter in shown if quarter["status"] == "posted"]
            owed = {each["item"]: each["cumulative"] for quarter in posted for each in quarter["lines"]}
        paid = clearance["total"]["paid"]
        for item, amount in owed.items():
            found[f"Liabilities:Vendor:{year}:Payable:{part_of(item)}"] = -amount
        found[f"Liabilities:Vendor:{year}"] = paid - sum(owed.values())
        found[f"Liabilities:Vendor:{year}:Paid"] = paid
        found["Assets:Bank"] -= paid
    for row in line.ok("deduction", "list"):
        account = f"Equity:Deductions:{row['source']}-{row['id'].rpartition('-')[2]}"
        found[account] = row["outstanding"] - row["to_return"]
    return found


def check_balances(balances: Balances, expected: Balances) -> None:
    """Every expected balance, with all accounts below, must be that of the books, and all together zero."""
    assert {name: with_all_below(balances, name) for name in expected} == expected
    assert sum(balances.values()) == 0


def with_all_below(balances: Balances, name: str) -> int:
    """The balance of an account and of all below it."""
    return sum(amount for other, amount in balances.items() if f"{other}:".startswith(f"{name}:"))


def part_of(code: str) -> str:
    """The part of an account's name that stands for a sub-item."""
    part = code[:1].upper() + code[1:].replace("_", "-")
    return part if part.isascii() else f"Item-{part}"


def fen(text: str) -> int:
    """An amount as the programs print it, in 分."""
    found = _AMOUNT.fullmatch(text.strip())
    assert found, text
    return int((found[1] or found[2] or "0.00").replace(".", ""))


def _years(line: Settle) -> list[int]:
    newest = line.ok("contract", "show")["year"]
    shown = [line("--json", "contract", "show", "--year", year) for year in range(2019, newest + 1)]
    return [done.json["year"] for done in shown if done.status == 0]


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
