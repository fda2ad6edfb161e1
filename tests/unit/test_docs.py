"""The documents are true: commands, examples, files, names, links and figures in them are checked with the program."""

import importlib
import json
import re
import shlex
import string
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import pytest

from settlement_app.cli import run as exits
from settlement_app.cli.command import Command, common_options
from settlement_app.cli.root import root
from settlement_app.cli.run import run
from settlement_app.domain import money
from settlement_app.domain.words import in_words
from settlement_app.exchange.template_file import bundled_template, read_template
from tests.support.transcripts import play, printed, transcript_of

PROJECT = Path(__file__).resolve().parents[2]
PAGES = {
    path.relative_to(PROJECT).as_posix(): path.read_text(encoding="utf-8")
    for pattern in ("*.md", "docs/**/*.md", "installer/**/*.md", "resources/**/*.md", "tests/**/*.md")
    for path in sorted(PROJECT.glob(pattern))
}
CLI = PAGES["docs/CLI.md"]
FENCED = re.compile(r"^```.*?^```$", flags=re.MULTILINE | re.DOTALL)
IN_CODE = re.compile(r"`([^`\n]+)`")


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Return each command by its name as typed, ``contract show``, in the order of the help."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        if isinstance(found, click.Group):
            yield from commands(found, (*path, name))
        else:
            yield " ".join((*path, name)), found


COMMANDS = dict(commands(root))


def listed(found: Iterable[str]) -> str:
    """Return what was found, one a line, for the report of a failed test."""
    return "\n  " + "\n  ".join(found)


def section(name: str) -> str:
    """Return what docs/CLI.md says of a command, heading included; empty where it says nothing."""
    _, heading, rest = CLI.partition(f"\n### settle {name}\n")
    return heading + re.split(r"^##+ ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def shown(command: click.Command) -> list[click.Parameter]:
    """Return the parameters that the help shows."""
    return [param for param in command.params if not getattr(param, "hidden", False)]


def form(name: str, command: click.Command) -> str:
    """Return the command's form: arguments, then options, those in brackets that may be left out."""
    parts = [f"settle {name}"]
    parts += [p.human_readable_name for p in shown(command) if isinstance(p, click.Argument)]
    for param in shown(command):
        if isinstance(param, click.Option):
            text = param.opts[0] if param.is_flag else f"{param.opts[0]} {param.metavar}"
            many = "…" if param.multiple else ""
            parts.append(text if param.required else f"[{text}]{many}")
    return " ".join(parts)


# --- the reference of the command line -------------------------------------------------------------


def test_every_command_is_documented_and_no_other() -> None:
    headings = re.findall(r"^### settle (.+)$", CLI, flags=re.MULTILINE)
    assert sorted(headings) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_its_form_and_parameters_are_documented(name: str) -> None:
    text, command = section(name), COMMANDS[name]
    assert f"用法：`{form(name, command)}`" in text
    rows = re.findall(r"^\| `(.+)` \| (是)? ?\|", text, flags=re.MULTILINE)
    documented = {(tuple(names.split("`、`")), bool(required)) for names, required in rows}
    assert documented == {
        (
            (param.human_readable_name,) if isinstance(param, click.Argument) else tuple(param.opts),
            param.required,
        )
        for param in shown(command)
    }


def test_the_common_options_and_the_environment_are_documented() -> None:
    text = CLI.partition("\n## 共同约定\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(--\S+)`", text, flags=re.MULTILINE)) == {
        option.opts[0] for option in common_options(hidden=False)
    }
    modules = (PROJECT / "settlement_app").rglob("*.py")
    sources = "".join(path.read_text(encoding="utf-8") for path in modules)
    assert set(re.findall(r"SETTLEMENT_\w+", text)) == set(
        re.findall(r'os\.environ\.get\("(\w+)"\)', sources)
    )


def test_the_exit_statuses_are_documented() -> None:
    rows = re.findall(r"^\| (\d+) \|", CLI, flags=re.MULTILINE)
    used = {exits.DONE, exits.REFUSED, exits.MISUSED, exits.LEDGER, exits.BROKEN_OFF}
    assert {int(row) for row in rows} == used


@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_of_its_help_parses(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything but the command's own work is done: common options, types, required options."""
    called: list[str] = []
    monkeypatch.setattr(
        Command, "invoke", lambda self, context: called.append(context.command_path), raising=False
    )
    examples = (COMMANDS[name].epilog or "").splitlines()
    assert examples
    for example in examples:
        program, *arguments = shlex.split(example)
        assert (program, run(arguments)) == ("settle", exits.DONE), example
    assert called == [f"settle {name}"] * len(examples)


def test_every_console_example_prints_what_is_shown(tmp_path: Path) -> None:
    found = []
    for step, done in play(transcript_of(CLI), tmp_path):
        lines = printed(step, done)
        if step.shown is None:
            assert done.status == exits.DONE, (step.arguments, done)
        elif lines != step.shown:
            found.append(
                f"line {step.line + 1}: settle {' '.join(step.arguments)} prints\n" + "\n".join(lines)
            )
    assert not found, listed([*found, "python -m tests.support.transcripts docs/CLI.md writes it down"])


def differences(documented: Any, actual: Any, where: str = "") -> Iterator[str]:
    """Return how two JSON values differ in their keys; quarters and months as keys count as one.

    What is documented as empty may hold anything.
    """
    if not documented:
        return
    if isinstance(documented, dict) and isinstance(actual, dict):
        one, other = by_kind(documented), by_kind(actual)
        yield from (f"{where}.{key}" for key in sorted(one.keys() ^ other.keys()))
        for key in one.keys() & other.keys():
            yield from differences(one[key], other[key], f"{where}.{key}")
    elif isinstance(documented, list) and isinstance(actual, list):
        for element in actual:
            yield from differences(documented[0], element, f"{where}[]")
    elif isinstance(documented, dict | list) != isinstance(actual, dict | list) and None not in (
        documented,
        actual,
    ):
        yield f"{where} is {type(actual).__name__}"


def by_kind(value: dict[str, Any]) -> dict[str, Any]:
    return {re.sub(r"^\d{4}(Q\d|-\d\d)$", "PERIOD", key): entry for key, entry in value.items()}


def json_shape(name: str) -> Any:
    """Return the JSON that is documented for a command, its own or the one that it refers to."""
    if same := re.search(r"^JSON：同 `(.+)`", section(name), flags=re.MULTILINE):
        return json_shape(same[1])
    found = re.search(r"^JSON：\n\n```json\n(.*?)^```$", section(name), flags=re.MULTILINE | re.DOTALL)
    assert found, f"no JSON is documented for {name}"
    return json.loads(found[1])


def name_of(arguments: Sequence[str]) -> str:
    """Return the command of a line that may begin with common options and their values."""
    words = list(arguments)
    while words[0].startswith("--"):
        words = words[2:]
    return next((name for name in COMMANDS if words[: name.count(" ") + 1] == name.split()), "")


def test_every_json_shape_is_what_the_examples_print(tmp_path: Path) -> None:
    found, seen = [], set()
    for step, done in play(transcript_of(CLI), tmp_path, "--json"):
        name = name_of(step.arguments)
        if step.shown is not None and done.status == exits.DONE:
            seen.add(name)
            found += [f"{name}: {text}" for text in differences(json_shape(name), done.json)]
    assert not found, listed(found)
    assert seen == set(COMMANDS)


def test_every_file_that_is_shown_is_read_by_an_example() -> None:
    """That the examples succeed is then the proof that the files can be read."""
    transcript = transcript_of(CLI)
    used = {argument for step in transcript.steps for argument in step.arguments}
    assert transcript.files
    assert not set(transcript.files) - used


# --- every page ------------------------------------------------------------------------------------


def mentions() -> Iterator[tuple[str, str]]:
    """Return each ``settle …`` in the pages' code, with its page; forms with brackets are no lines to type."""
    for page, text in PAGES.items():
        inline = IN_CODE.findall(FENCED.sub("", text))
        typed = re.findall(r"^\$ (settle .*)$", text, flags=re.MULTILINE)
        for line in (*inline, *typed):
            if line.startswith("settle ") and not set("[…<") & set(line):
                yield page, line


def test_every_command_and_option_that_is_named_exists() -> None:
    found = []
    for page, line in mentions():
        words = shlex.split(line)[1:]
        name = name_of(words)
        groups = {other.split()[0] for other in COMMANDS}
        if not name and words not in ([group] for group in groups):
            found.append(f"{page}: {line}")
        known = {opt for param in COMMANDS[name].params for opt in param.opts} if name else set()
        known |= {"--help"}
        found += [f"{page}: {line}: {word}" for word in words if word.startswith("--") and word not in known]
    assert not found, listed(found)


def anchors(text: str) -> set[str]:
    """Return the anchors of a page's headings, as the usual renderers make them."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", text), flags=re.MULTILINE)
    marks = str.maketrans("", "", "".join(set(string.punctuation) - {"-", "_"}) + "，。、：；（）“”")
    return {heading.replace("`", "").lower().translate(marks).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES)
def test_every_relative_link_resolves(page: str) -> None:
    found = []
    for link in re.findall(r"\]\(([^)\s]+)\)", FENCED.sub("", PAGES[page])):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (PROJECT / page).parent / path if path else PROJECT / page
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            found.append(link)
    assert not found, listed(found)


PATH = re.compile(r"[\w.-]+(/[\w.-]+)*/?")
# A list of names and the module that is said to hold them: `Project`, `Contract.annual()` in `domain/contract.py`.
PLACED = re.compile(r"((?:`[^`/]+`(?:,\s|\sand\s))*`[^`/]+`)\sin\s+`([\w/]+\.py)`")


def is_held(name: str, module: str) -> bool:
    """Whether ``Name``, ``Name.member`` or ``function()`` stands in a module of the program."""
    found: Any = importlib.import_module("settlement_app." + module.removesuffix(".py").replace("/", "."))
    for part in name.removesuffix("()").split("."):
        if not hasattr(found, part):
            return part in getattr(found, "__annotations__", {})
        found = getattr(found, part)
    return True


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith("docs/")])
def test_every_name_stands_in_the_module_that_is_said_to_hold_it(page: str) -> None:
    found = []
    for names, module in PLACED.findall(PAGES[page]):
        found += [f"{name} in {module}" for name in IN_CODE.findall(names) if not is_held(name, module)]
    assert not found, listed(found)


def test_every_row_of_the_glossary_says_where() -> None:
    """Every name in the last column is placed in a module, which the test above looks up."""
    rows = re.findall(r"^\|.*\| ([^|]+) \|$", PAGES["docs/GLOSSARY.md"], flags=re.MULTILINE)
    cells = [row for row in rows if row != "where"]
    assert len(cells) > 50
    for cell in cells:
        placed = {name for names, _ in PLACED.findall(cell) for name in IN_CODE.findall(names)}
        paths = {code for code in IN_CODE.findall(cell) if "/" in code}
        assert placed | paths == set(IN_CODE.findall(cell)), cell
        assert paths, cell


@pytest.mark.parametrize("page", ["docs/ARCHITECTURE.md", "docs/DECISIONS.md", "docs/GLOSSARY.md"])
def test_every_file_that_is_named_exists(page: str) -> None:
    """A path in code begins at the project or below ``settlement_app/``."""
    named = {
        code
        for code in IN_CODE.findall(FENCED.sub("", PAGES[page]))
        if PATH.fullmatch(code) and ("/" in code or code.endswith((".py", ".toml", ".md", ".lock")))
    }
    places = (PROJECT, PROJECT / "settlement_app")
    missing = [path for path in sorted(named) if not any((place / path).exists() for place in places)]
    assert not missing, listed(missing)


# --- the rules and their source --------------------------------------------------------------------


def rows_below(page: str, heading: str) -> list[list[str]]:
    """Return the cells of the first table below a heading, without its head."""
    text = PAGES[page].partition(f"\n## {heading}")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("|")]
    return rows[2:]


def test_the_rules_have_the_sections_that_docstrings_cite() -> None:
    sections = re.findall(r"^## (\d+)\. ", PAGES["docs/RULES.md"], flags=re.MULTILINE)
    assert sections == [str(number) for number in range(1, 14)]


def test_the_architecture_says_where_each_section_lives() -> None:
    titles = re.findall(r"^## (\d+)\. (.+)$", PAGES["docs/RULES.md"], flags=re.MULTILINE)
    rows = rows_below("docs/ARCHITECTURE.md", "Where each rule lives")
    assert [row[0] for row in rows] == [f"{number} {title}" for number, title in titles[1:]]


@pytest.mark.parametrize(
    ("amount", "words"),
    [row for row in rows_below("docs/RULES.md", "2. Money") if row[0][0].isdigit() and "元" not in row[0]],
)
def test_the_rules_write_amounts_in_words_as_the_program_does(amount: str, words: str) -> None:
    assert in_words(money.parse_amount(amount)) == words


def test_the_source_is_what_the_bundled_template_holds() -> None:
    contract = read_template(bundled_template("12333-2019")).contract
    page = "docs/SOURCE-2019.md"
    assert rows_below(page, "Six sub-items") == [
        [
            item.code,
            item.name,
            f"{item.annual / 1_000_000:,.2f}",
            item.method + (", bears deductions" if item.bears_deductions else ""),
            item.purpose,
        ]
        for item in contract.sub_items
    ]
    assert rows_below(page, "Sixteen indicators") == [
        [entry.code, entry.group, entry.name, entry.target_label, entry.cycle]
        for entry in contract.scheme.indicators
    ]
    facts = dict(re.findall(r"^\| (\S+) \| (.+) \|$", PAGES[page], flags=re.MULTILINE))
    assert (facts["实施单位（采购人）"], facts["项目供应商"]) == (contract.client, contract.vendor)
