"""Help is Chinese throughout, and every command shows an example that can be typed as it stands."""

import re
import shlex
from collections.abc import Iterator

import click
import pytest
from wcwidth import wcswidth

from settlement_app.cli.root import root
from settlement_app.domain.actuals import CATEGORIES
from settlement_app.domain.contract import TEXT_LABELS
from settlement_app.domain.papers.kinds import KIND_LABELS
from tests.support.cli import Settle

# What a Chinese reader types or reads as it is.
LITERALS = {"settle", "JSON", "TOML", "PDF", "xlsx", "csv", "Windows", "SETTLEMENT_LEDGER", "SETTLEMENT_USER"}
LITERALS |= {"scheme", "carry", "clearance", "Q1", "Q2", "KK", "JS", *CATEGORIES, *TEXT_LABELS, *KIND_LABELS}


def contexts(command: click.Command, parent: click.Context | None = None) -> Iterator[click.Context]:
    """The command and everything below it, each with its place on the line."""
    context = click.Context(command, parent, info_name=command.name)
    yield context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from contexts(below, context)


CONTEXTS = {context.command_path: context for context in contexts(root)}
COMMANDS = {path: c for path, c in CONTEXTS.items() if not isinstance(c.command, click.Group)}
EXPECTED = """
init, contract show, contract set, contract amend, contract roll-over, contract drop, scheme set, scheme show,
assessment record, assessment show, assessment confirm, assessment reopen, assessment rectified,
deduction list, deduction open, deduction waive, deduction unwaive,
quarter show, quarter advance, quarter adjust, quarter post, quarter reverse,
actuals import, actuals set, actuals show, actuals template,
clearance show, clearance reduce, clearance post, clearance reverse,
payment record, payment reverse, payment list, invoice record, invoice void, invoice list,
document render, document list, ledger verify, ledger backup, ledger restore, ledger journal, words, demo
"""


def test_every_command_is_there() -> None:
    expected = {f"settle {name.strip()}" for name in EXPECTED.replace("\n", " ").split(",")}
    assert expected <= set(COMMANDS)


@pytest.mark.parametrize("path", CONTEXTS)
def test_no_english_word_is_left(path: str) -> None:
    text = CONTEXTS[path].get_help().partition("\n示例：")[0]
    names = {
        name.lstrip("-") for context in CONTEXTS.values() for p in context.command.params for name in p.opts
    }
    words = set(re.findall(r"[A-Za-z][A-Za-z0-9_-]+", text.replace("JS-12333-2019Q2-2", "")))
    known = LITERALS | names | {"help"} | {word for p in CONTEXTS for word in p.split()}
    assert words - known - {f"KK-12333-2019Q{n}-01" for n in (1, 2)} == set()


@pytest.mark.parametrize("path", CONTEXTS)
def test_the_parts_of_a_help(path: str) -> None:
    lines = CONTEXTS[path].get_help().splitlines()
    assert lines[0].startswith(f"用法：{path} ")
    assert lines[2].strip(), "what it does"
    assert "选项：" in lines
    assert ("示例：" in lines) == (path in COMMANDS)
    assert any(line.strip().startswith("--help") and line.endswith("显示本说明") for line in lines)


@pytest.mark.parametrize("path", CONTEXTS)
def test_the_columns_line_up(path: str) -> None:
    """Every explanation of a section begins at the same column, a Chinese character counting as two."""
    for section in CONTEXTS[path].get_help().partition("\n示例：")[0].split("：\n")[1:]:
        rows = [line for line in section.splitlines() if line.startswith("  ")]
        columns = {wcswidth(found[0]) for row in rows if (found := re.match(r"  .*?  +(?=\S)", row))}
        assert len(columns) <= 1, section


@pytest.mark.parametrize("path", COMMANDS)
def test_the_example_can_be_typed(path: str) -> None:
    context = COMMANDS[path]
    assert context.command.epilog
    for line in context.command.epilog.splitlines():
        program, *arguments = shlex.split(line)
        assert program == "settle"
        with root.make_context("settle", arguments) as parsed:
            below: click.Context = parsed
            while isinstance(below.command, click.Group):
                name, command, rest = below.command.resolve_command(
                    below, [*below._protected_args, *below.args]
                )
                assert command is not None
                below = command.make_context(name, rest, parent=below)
            assert below.command_path == path


def test_help_is_printed_on_standard_output(settle: Settle) -> None:
    done = settle("quarter", "post", "--help")
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "用法：settle quarter post [选项] 季度\n"
        "\n"
        "  审定季度结算单；审定后不再改变，只能冲销。\n"
        "\n"
        "参数：\n"
        "  季度  季度，如 2019Q2\n"
        "\n"
        "选项：\n"
        "  --reviewer 姓名  复核人（必填）\n"
        "  --help           显示本说明\n"
        "\n"
        "示例：\n"
        "  settle --by 经办员 quarter post 2019Q2 --reviewer 复核员\n"
    )
