"""What stands on the screen: no sentence of the rules shows a command, an option or a file's key."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import settlement_app
from settlement_app.gui.wording import for_screen
from tests.unit.refusals.catalogue import entries
from tests.unit.refusals.surroundings import SURROUNDINGS

PACKAGE = Path(settlement_app.__file__).parent
SPEAKERS = {"Finding", "refuse", "misread", "LedgerError"}
# What the window never says: sentences of the command line itself, and of options that have no counterpart in it.
OF_THE_COMMAND_LINE = re.compile("环境变量|--clear|--annual “|--annual .*：|--from 与 --year|才能写 --amount")
# Latin that users know: kinds of files, encodings, sizes …
KNOWN = re.compile(r"UTF-8|GB18030|CSV|XLSX|TOML|MB\b|\.(?:xlsx?|csv|toml|txt|settlement)\b")
# … and what the catalogue's user called projects, sub-items and indicators.
CALLED_SO = re.compile(r"\b(?:HP|YX|people|day|night|rate|care|speed|growth|scores)\b")


def text_of(node: ast.expr) -> str:
    """A message as it stands in the source, 某 for what is filled in."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(text_of(part) for part in parts)
        case ast.BinOp(left=left, right=right):
            return text_of(left) + text_of(right)
    return "某"


def sentences_of_the_source() -> Iterator[str]:
    """The message of everything that the rules, the ledger and the office can say no with."""
    for path in PACKAGE.rglob("*.py"):
        if path.is_relative_to(PACKAGE / "cli"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in SPEAKERS:
                yield from (text_of(argument) for argument in node.args[1:2])


def catalogue() -> Iterator[str]:
    """The sentences that the tests of the refusals provoke, with what was filled in."""
    yield from (entry.sentence for entry in entries())
    yield from (arranged.sentence for arranged in SURROUNDINGS)


def foreign(sentence: str) -> list[str]:
    """Latin words of a sentence that nobody at the screen needs to know; what a user typed stands in quotes."""
    plain = re.sub(r"“[^”]*”|[\w.-]*\d[\w.-]*|\S*[/\\]\S*", "", CALLED_SO.sub("", KNOWN.sub("", sentence)))
    return re.findall("--|[A-Za-z]{2,}|_", plain)


def spoken(sentences: Iterator[str]) -> list[str]:
    return sorted({sentence for sentence in sentences if not OF_THE_COMMAND_LINE.search(sentence)})


@pytest.mark.parametrize("source", [sentences_of_the_source, catalogue])
def test_no_sentence_speaks_the_command_lines_language(source: object) -> None:
    assert callable(source)
    sentences = spoken(source())
    assert len(sentences) > 80
    found = {sentence: words for sentence in sentences if (words := foreign(for_screen(sentence)))}
    assert found == {}


@pytest.mark.parametrize("source", [sentences_of_the_source, catalogue])
def test_no_sentence_is_left_in_pieces(source: object) -> None:
    """What is left out takes its clause along: nothing dangles, and what happened is always said."""
    assert callable(source)
    broken = [
        sentence
        for sentence in spoken(source())
        if re.search("^$|[；，：]$|；[或并，；]|[（“][）”]", for_screen(sentence))
    ]
    assert broken == []


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("没有编制人；请用 --by 写明编制人姓名", "没有编制人；请写明编制人姓名"),
        (
            "第一季度考核尚未确认；请先确认（assessment confirm 2019Q1）",
            "第一季度考核尚未确认；请先确认",
        ),
        ("没有台账文件 某；请核对 --ledger，或用 settle init 新建", "没有台账文件 某；请核对文件，或新建"),
        (
            "文件 某 已存在，没有覆盖；请换一个文件名，或加 --force",
            "文件 某 已存在，没有覆盖；请换一个文件名",
        ),
        (
            "台账 某 已损坏（乱）；文件未作任何改动，请用 settle ledger restore 从备份恢复",
            "台账 某 已损坏（乱）；文件未作任何改动，请从备份恢复",
        ),
        (
            "合同没有承担扣款的子项目，不能手工扣款；请删去 [[manual_deduction]]",
            "合同没有承担扣款的子项目，不能手工扣款；请删去手工扣款",
        ),
        ("台账 D:/旧（old_copy）/某 正被另一程序占用；请稍后再试", None),
        ("金额 1,0 不明；请写成 1,234.56", None),
    ],
)
def test_what_is_shown_of_a_sentence(said: str, shown: str | None) -> None:
    assert for_screen(said) == (shown or said)
