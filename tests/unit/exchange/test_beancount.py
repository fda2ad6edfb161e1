"""The books for beancount: accepted by the real program, with balances that equal ours to the 分."""

import re
from pathlib import Path

import pytest

from tests.support import plain_text
from tests.support.cli import REVIEWER, Settle
from tests.unit.exchange.conftest import Ledger


def exported(line: Settle, folder: Path, *options: object) -> bytes:
    file = folder / "导出.beancount"
    line.ok("export", "beancount", file, "--force", *options)
    return file.read_bytes()


def check(content: bytes, line: Settle) -> None:
    """Lay the balances of an accepted file beside the command line's figures."""
    assert plain_text.bean_errors(content) == []
    plain_text.check_balances(plain_text.own_balances(content), plain_text.expected_balances(line))


@pytest.mark.parametrize("name", ["full", "open", "settled"])
def test_balances_are_ours(name: str, ledger: Ledger, tmp_path: Path) -> None:
    line = ledger(name)
    check(exported(line, tmp_path), line)


def test_bean_check_and_beanquery_agree_on_the_demonstration(ledger: Ledger, tmp_path: Path) -> None:
    line = ledger("demonstration")
    content = exported(line, tmp_path)
    done = plain_text.bean_check(tmp_path / "导出.beancount")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    balances = plain_text.bean_balances(tmp_path / "导出.beancount")
    plain_text.check_balances(balances, plain_text.expected_balances(line))
    assert balances == plain_text.own_balances(content)
    assert plain_text.with_all_below(balances, "Expenses:2019:Management") == 372650000


@pytest.mark.parametrize(
    ("figure", "changed"),
    [
        ("Expenses:2019:Management:Base  ", "a posting"),
        ("balance Liabilities:Vendor:2019:Payable:Consultants  -", "what is payable"),
        ("balance Equity:Deductions:2019Q3-01  ", "what is outstanding"),
        ("balance Liabilities:Vendor:2019  ", "what is unpaid"),
    ],
)
def test_one_fen_more_is_found(figure: str, changed: str, ledger: Ledger, tmp_path: Path) -> None:
    """Without ``~ 0.00`` beancount would let a cent pass."""
    text = exported(ledger("demonstration"), tmp_path).decode()
    found = re.search(rf"{re.escape(figure)}\s*\d+\.\d\d", text)
    assert found, changed
    spoiled = text[: found.end() - 1] + str((int(text[found.end() - 1]) + 1) % 10) + text[found.end() :]
    assert plain_text.bean_errors(text.encode()) == []
    assert plain_text.bean_errors(spoiled.encode())


def test_it_is_written_as_documented(ledger: Ledger, tmp_path: Path) -> None:
    text = exported(ledger("demonstration"), tmp_path).decode()
    assert 'option "operating_currency" "CNY"' in text
    assert 'option "title" "12333热线全媒体智能咨询平台项目经费（12333）2019年（示例）"' in text
    assert text.count("balance Liabilities:Vendor:2019:Payable:Management  -") == 4 + 1 + 1
    quarter = text[text.index('2019-07-10 * "2019年第二季度结算"') :].partition("\n\n")[0]
    assert quarter.splitlines()[1:3] == ['  document: "JS-12333-2019Q2"', '  target: "2019Q2"']
    assert re.search(r'^  anchor: "[0-9a-f]{64}"$', quarter, flags=re.MULTILINE)
    assert re.search(r'^  adjustment-1: "后台六大板块运维费 -1,234.56，', quarter, flags=re.MULTILINE)
    assert re.search(r"^  Expenses:2019:Management:Deductions +-50000.00 CNY$", quarter, flags=re.MULTILINE)
    assert re.search(r"^  Equity:Deductions:2019Q1-01 +-50000.00 CNY$", quarter, flags=re.MULTILINE)


def test_a_reversal_is_a_transaction_of_its_own_day(settle: Settle, tmp_path: Path) -> None:
    settle.today = "2019-04-12"
    settle.post("2019Q1")
    settle.today = "2019-05-06"
    settle.ok("quarter", "reverse", "2019Q1", "--reason", '金额"有误"', "--reviewer", REVIEWER)
    settle.today = "2019-05-07"
    settle.post("2019Q1")
    content = exported(settle, tmp_path)
    check(content, settle)
    text = content.decode()
    undone = text[text.index('2019-05-06 * "2019年第一季度结算冲销"') :].partition("\n\n")[0]
    assert '  reverses: "JS-12333-2019Q1"' in undone
    assert '  reason: "金额\\"有误\\""' in undone
    assert [line[:18] for line in text.splitlines() if " balance Expenses:2019:Tax:Base " in line] == [
        "2019-05-08 balance",
        "2019-05-08 balance",
    ]


def test_what_no_longer_counts_is_told_as_a_remark(ledger: Ledger, tmp_path: Path) -> None:
    text = exported(ledger("full"), tmp_path).decode()
    told = [line for line in text.splitlines() if line.startswith("; 未入账：")]
    assert any("KK-PX-2019Q4-01" in line and "已撤销" in line for line in told)
    assert any("付款第 1 号" in line and line.endswith("重复") for line in told)
    assert any("发票 0001" in line and line.endswith("抬头有误") for line in told)
    assert any(line.endswith("2020年年终清算尚未审定") for line in told)


def test_one_year_alone_begins_with_what_was_outstanding(ledger: Ledger, tmp_path: Path) -> None:
    line = ledger("full")
    content = exported(line, tmp_path, "--year", 2020)
    assert plain_text.bean_errors(content) == []
    text = content.decode()
    assert '2020-01-01 * "期初扣款"' in text
    assert "Expenses:2019" not in text
    owed = {row["id"]: row["outstanding"] for row in line.ok("deduction", "list") if row["outstanding"]}
    balances = plain_text.own_balances(content)
    found = {
        f"KK-PX-{name.removeprefix('Equity:Deductions:')}": amount
        for name, amount in balances.items()
        if name.startswith("Equity:Deductions:20")
    }
    assert found == owed


@pytest.mark.parametrize(
    ("codes", "parts"),
    [
        (["voice_platform", "voice-platform"], ["Voice-platform", "Voice-platform-2"]),
        (["税金", "2号", "é", "a b/c"], ["Item-税金", "2号", "Item-", "A-b-c"]),
        (["Tax", "tax"], ["Tax", "Tax-2"]),
    ],
)
def test_a_code_becomes_a_part_of_a_name(codes: list[str], parts: list[str], tmp_path: Path) -> None:
    """Whatever somebody types as a code, names stay different and both programs take them."""
    items = "".join(
        f'[[sub_item]]\ncode = "{code}"\nname = "甲"\nannual = "4"\nmethod = "fixed"\n' for code in codes
    )
    head = '[project]\ncode = "P"\nname = "项目"\nauthority = "局"\n[contract]\nyear = 2019\nstart = 2019-01-01\n'
    (tmp_path / "模板.toml").write_text(
        f'{head}end = 2019-12-31\nclient = "甲"\nvendor = "乙"\n{items}', encoding="utf-8"
    )
    line = Settle(tmp_path / "台账.settlement")
    line.ok("init", "--template", tmp_path / "模板.toml")
    line.post("2019Q1")
    content = exported(line, tmp_path)
    assert plain_text.bean_errors(content) == []
    found = [name for name in plain_text.own_balances(content) if name.startswith("Liabilities")]
    assert found == [f"Liabilities:Vendor:2019:Payable:{part}" for part in parts]
