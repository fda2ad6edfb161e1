"""The books for hledger: the same transactions, accepted by the real program where it is installed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import plain_text
from tests.support.cli import Settle
from tests.unit.exchange.conftest import Ledger

READERS: dict[str, Callable[[Path], plain_text.Balances]] = {
    "own": lambda path: plain_text.own_balances(path.read_bytes()),
    **dict.fromkeys(plain_text.HLEDGER, plain_text.hledger_balances),
}
"""Who can read the journal here: a few lines of our own, and hledger where it is."""

NAMES = ("full", "open", "settled", "demonstration")


def exported(line: Settle, folder: Path, form: str = "hledger") -> Path:
    file = folder / f"导出.{form}"
    line.ok("export", form, file)
    return file


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("reader", READERS)
def test_balances_are_ours(reader: str, name: str, ledger: Ledger, tmp_path: Path) -> None:
    line = ledger(name)
    balances = READERS[reader](exported(line, tmp_path))
    plain_text.check_balances(balances, plain_text.expected_balances(line))


@pytest.mark.parametrize("name", NAMES)
def test_both_formats_say_the_same(name: str, ledger: Ledger, tmp_path: Path) -> None:
    line = ledger(name)
    both = [exported(line, tmp_path, form).read_bytes() for form in ("hledger", "beancount")]
    assert plain_text.own_balances(both[0]) == plain_text.own_balances(both[1])
    assert [text.decode().count("=* ") or text.decode().count(" balance ") for text in both] == [
        both[1].decode().count(" balance ")
    ] * 2


@pytest.mark.parametrize("program", plain_text.HLEDGER)
@pytest.mark.parametrize("name", NAMES)
def test_the_strict_check_passes_and_finds_one_fen(
    program: str, name: str, ledger: Ledger, tmp_path: Path
) -> None:
    file = exported(ledger(name), tmp_path)
    done = plain_text.hledger_check(file)
    assert (done.returncode, done.stderr) == (0, "")
    text = file.read_text(encoding="utf-8")
    head, mark, tail = text.rpartition("=* ")
    amount = tail.split(" ")[0]
    spoiled = amount[:-1] + str((int(amount[-1]) + 1) % 10)
    file.write_text(head + mark + tail.replace(amount, spoiled, 1), encoding="utf-8")
    assert plain_text.hledger_check(file).returncode != 0


def test_a_users_text_is_no_tag_no_date_and_no_comment(ledger: Ledger, tmp_path: Path) -> None:
    text = exported(ledger("settled"), tmp_path).read_text(encoding="utf-8")
    assert '    ; reason:=HYPERLINK("x")； "引号" \\ date：2019-13-45， ［2019-13-45］' in text.splitlines()


def test_accounts_and_the_commodity_are_declared(ledger: Ledger, tmp_path: Path) -> None:
    text = exported(ledger("open"), tmp_path).read_text(encoding="utf-8")
    assert "commodity 1000.00 CNY" in text
    assert "account Assets:Bank  ; name:银行存款" in text
    assert "account Assets:Advances:2019:Consultants  ; name:2019年咨询员费用：预付" in text
