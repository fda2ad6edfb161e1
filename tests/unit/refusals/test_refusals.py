"""Every refusal of the catalogue is provoked through the command line, and no code is missing from it."""

import ast
import os
import re
from pathlib import Path

import pytest

from tests.support.cli import Settle
from tests.support.script import perform
from tests.unit.refusals.catalogue import Entry, Start, entries
from tests.unit.refusals.surroundings import SURROUNDINGS, Arranged

PACKAGE = Path(__file__).resolve().parents[3] / "settlement_app"
CATALOGUE = list(entries())
# What only the window can raise, provoked in test_documents.py and test_older_ledger.py of tests/gui, and in
# tests/unit/office/test_seen.py.
IN_THE_WINDOW = {"file_unwritable", "printer_failed", "ledger_older", "changed_meanwhile"}
RAISERS = {"Finding", "refuse", "misread", "LedgerError"}


def shown(text: str, settle: Settle) -> str:
    """What was printed, with paths as they stand from the ledger's folder."""
    return text.replace(f"{settle.ledger.parent}{os.sep}", "").replace(os.sep, "/")


def check(settle: Settle, arguments: list[str], code: str, status: int, sentence: str) -> None:
    """The command fails with this code and sentence, as JSON and in words, and leaves the ledger as it was."""
    before = settle.ledger.read_bytes() if settle.ledger.is_file() else None
    done = settle("--json", *arguments)
    error = done.json["error"]
    reasons = [shown(reason, settle) for reason in [error["message"], *error["details"]]]
    assert done.status == status, done.out
    assert sentence in reasons
    assert error["code"] == code or reasons[0] != sentence
    in_words = settle(*arguments)
    assert in_words.status == status
    assert in_words.out == ""
    assert f"错误：{sentence}\n" in shown(in_words.err, settle)
    assert (settle.ledger.read_bytes() if settle.ledger.is_file() else None) == before


@pytest.mark.parametrize("entry", CATALOGUE, ids=[f"{n}-{e.code}" for n, e in enumerate(CATALOGUE)])
def test_refusal(entry: Entry, start: Start) -> None:
    settle = start(entry.stage)
    for step in entry.before:
        perform(step, settle, settle.ledger.parent)
    _, *arguments = entry.refused.words
    if entry.refused.status:
        check(settle, arguments, entry.code, entry.refused.status, entry.sentence)
    else:
        assert settle.ok(*arguments)["warnings"] == [entry.sentence]


@pytest.mark.parametrize("arranged", SURROUNDINGS, ids=[f"{n}-{a.code}" for n, a in enumerate(SURROUNDINGS)])
def test_surroundings(arranged: Arranged, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    settle = start(arranged.stage)
    arguments = arranged.arrange(settle, monkeypatch)
    check(settle, arguments, arranged.code, arranged.status, arranged.sentence)


def codes_in_the_source() -> set[str]:
    """Every code that the program can give: the first argument of what makes or raises a refusal."""
    codes = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in RAISERS:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    codes.add(str(first.value))
    return codes


def test_every_code_of_the_program_is_in_the_catalogue() -> None:
    provoked = {entry.code for entry in CATALOGUE} | {arranged.code for arranged in SURROUNDINGS}
    assert codes_in_the_source() == provoked | IN_THE_WINDOW


def test_every_sentence_says_what_to_do() -> None:
    """What is wrong is not enough: each asks for something (请、须), or says what would do (可、只能、无需)."""
    sentences = [entry.sentence for entry in CATALOGUE if entry.refused.status]
    sentences += [arranged.sentence for arranged in SURROUNDINGS]
    assert [sentence for sentence in sentences if not re.search("请|须|可|只能|无需", sentence)] == []
