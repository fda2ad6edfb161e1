"""Rules of this house that no linter knows: each is a test, and who may break one stands in a list."""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

PROJECT = Path(__file__).resolve().parents[2]

# Who may ask what day it is: the edge, and the desk's default for the journal's time. Everybody else is told.
CLOCK_READERS = (
    "settlement_app/cli/",
    "settlement_app/__main__.py",
    "settlement_app/gui/application.py",
    "settlement_app/office/bug_report.py",
    "settlement_app/office/desk.py",
)
# Who may write to the terminal.
PRINTERS = ("settlement_app/cli/", "settlement_app/__main__.py")
# Modules that nothing imports because they are where the program starts.
STARTS = ("settlement_app.__main__", "settlement_app.gui.start")
# Not text, or not ours to edit.
BINARY_SUFFIXES = {".ico", ".pdf", ".png", ".sqlite", ".ttf", ".xlsx", ".zip"}
# Folders without git: what tools and the program leave behind.
LEFT_BEHIND = {"__pycache__", "build", "demo-output", "dist", "htmlcov"}

# What a table of commands that are loaded late holds: settlement_app.cli.words, or settlement_app.cli.words:words.
MODULE_NAME = r"settlement_app(\.\w+)+(:\w+)?"

# Names of the readers of the clock, as they are called: date.today(), datetime.now(UTC), time.time() …
CLOCK_CALLS = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.time",
    "time.time_ns",
}


def listed_by_git() -> list[str]:
    """Return what git tracks or would track; nothing where there is no git or no checkout."""
    git = shutil.which("git")
    if git is None or not (PROJECT / ".git").exists():
        return []
    command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, check=False)
    return [name for name in done.stdout.decode().split("\0") if name] if done.returncode == 0 else []


def found_by_walking() -> Iterator[str]:
    """Return the same without git (an unpacked archive): all but hidden folders and what tools leave."""
    for path in PROJECT.rglob("*"):
        parts = path.relative_to(PROJECT).parts
        if path.is_file() and not any(part in LEFT_BEHIND or part.startswith(".") for part in parts):
            yield "/".join(parts)


def project_files() -> dict[str, Path]:
    """Return each file of the project by its name with forward slashes."""
    names = listed_by_git() or list(found_by_walking())
    return {name: PROJECT / name for name in sorted(names) if (PROJECT / name).is_file()}


FILES = project_files()
TEXTS = {name: path for name, path in FILES.items() if path.suffix not in BINARY_SUFFIXES}
MODULES = {name: path for name, path in FILES.items() if re.fullmatch(r"settlement_app/.*\.py", name)}


def nodes_of(path: Path) -> Iterator[ast.AST]:
    """Return every node of a Python file."""
    yield from ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path)))


def calls_in(path: Path) -> Iterator[tuple[int, str]]:
    """Return line and name of every call: ``float``, ``date.today`` (its last two parts at most)."""
    for node in nodes_of(path):
        if isinstance(node, ast.Call):
            yield node.lineno, ".".join(ast.unparse(node.func).split(".")[-2:])


def listed(found: list[str]) -> str:
    """Return what was found, one a line, for the report of a failed test."""
    return "\n  " + "\n  ".join(found)


def dotted(name: str) -> str:
    """Return the module of a file: ``settlement_app/cli/__init__.py`` is ``settlement_app.cli``."""
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def test_there_is_something_to_check() -> None:
    assert "pyproject.toml" in TEXTS
    assert "settlement_app/assets.py" in MODULES


def test_the_domain_knows_no_floating_point() -> None:
    """Money is whole 分, ratios are fractions: a float would round by itself."""
    found = []
    for name, path in MODULES.items():
        if name.startswith("settlement_app/domain/"):
            found += [f"{name}:{line} calls {call}()" for line, call in calls_in(path) if call == "float"]
            found += [
                f"{name}:{node.lineno} writes {node.value!r}"
                for node in nodes_of(path)
                if isinstance(node, ast.Constant) and isinstance(node.value, float)
            ]
    assert not found, listed(found)


def test_only_the_edge_reads_the_clock() -> None:
    """Today and now are arguments, so that a test can choose them; the command line passes them in."""
    found = [
        f"{name}:{line} {call}()"
        for name, path in MODULES.items()
        if not name.startswith(CLOCK_READERS)
        for line, call in calls_in(path)
        if call in CLOCK_CALLS
    ]
    assert not found, listed(found)


def test_only_the_command_line_prints() -> None:
    found = [
        f"{name}:{line}"
        for name, path in MODULES.items()
        if not name.startswith(PRINTERS)
        for line, call in calls_in(path)
        if call == "print" or call in {"stdout.write", "stderr.write"}
    ]
    assert not found, listed(found)


def imported_names(path: Path) -> Iterator[str]:
    """Return every module that a file may load: imported anywhere in it, or a text that is a module's name."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and re.fullmatch(MODULE_NAME, str(node.value)):
            yield str(node.value).partition(":")[0]


def test_what_is_done_on_another_thread_looks_at_no_widget_and_at_no_session_that_may_have_turned() -> None:
    """What a page gives to ``do`` or ``start`` runs later: the desk and what a dialog holds are taken before."""
    found = []
    for name, path in MODULES.items():
        calls = (n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call))
        for call in calls:
            starts = isinstance(call.func, ast.Attribute) and call.func.attr in ("do", "start")
            if starts and call.args and isinstance(call.args[0], ast.Lambda):
                work = ast.unparse(call.args[0].body)
                found += [
                    f"{name}:{call.lineno} {word}" for word in ("dialog.", "session.desk") if word in work
                ]
    assert found == []


def test_every_module_is_imported_by_another() -> None:
    """Code that nothing loads is no part of the program, however well it is tested."""
    imported = set()
    for name, path in MODULES.items():
        imported |= {module for module in imported_names(path) if module != dotted(name)}
    packages = {dotted(name) for name in MODULES if name.endswith("/__init__.py")}
    modules = {dotted(name) for name in MODULES} - packages - set(STARTS)
    assert not modules - imported, listed(sorted(modules - imported))


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".lock")])
def test_a_lock_holds_names_versions_and_hashes_only(name: str) -> None:
    """Addresses in a lock would bind every user to one registry, and comments hold paths of this machine."""
    text = FILES[name].read_text(encoding="utf-8")
    assert "://" not in text
    assert "#" not in text
    assert not re.search(r"^-", text, flags=re.MULTILINE), "no options of pip"


# Each is put together here, so that this file does not break the rule itself.
PRIVATE_PLACES = [
    re.compile(r"(?<![\w.:-])/" + r"work/"),
    re.compile(r"(?<![\w.])/" + r"root/"),
    re.compile(r"(?<![\w.])/" + r"home/\w"),
    re.compile(r"[A-Za-z]:\\+" + r"Users\\+\w"),
    re.compile(r"/" + r"Users/\w"),
]
REGISTRIES = [
    re.compile(r"\b" + re.escape(host) + r"\b", flags=re.IGNORECASE)
    for host in (
        "pypi" + ".org",
        "python" + "hosted.org",
        "npmjs" + ".org",
        "npmjs" + ".com",
        "deb.debian" + ".org",
    )
]


@pytest.mark.parametrize("patterns", [PRIVATE_PLACES, REGISTRIES], ids=["places", "registries"])
def test_no_file_names_a_place_of_somebodys_machine_or_a_registry(patterns: list[re.Pattern[str]]) -> None:
    found = []
    for name, path in TEXTS.items():
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        ):
            found += [f"{name}:{number} {line.strip()[:80]}" for pattern in patterns if pattern.search(line)]
    assert not found, listed(found)


def test_every_text_is_utf8_with_plain_line_ends() -> None:
    found = []
    for name, path in TEXTS.items():
        content = path.read_bytes()
        try:
            text = content.decode()
        except UnicodeDecodeError as error:
            found.append(f"{name}: not UTF-8 at byte {error.start}")
            continue
        if text.startswith("\ufeff"):
            found.append(f"{name}: begins with a byte order mark")
        if "\r" in text and path.suffix not in {".bat", ".cmd"}:
            found.append(f"{name}: has carriage returns")
        if text and not text.endswith("\n"):
            found.append(f"{name}: does not end with a line end")
    assert not found, listed(found)


# What users may be shown: the window, the papers, and the words that both take from below.
SHOWN = (
    "settlement_app/gui/",
    "settlement_app/documents/",
    "settlement_app/office/",
    "settlement_app/domain/",
)


def said_in(tree: ast.AST) -> Iterator[str]:
    """Return every text of a module but its docstrings."""
    documented = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.value


@pytest.mark.parametrize(
    "face", sorted((PROJECT / "resources" / "fonts").glob("*.ttf")), ids=lambda face: face.name
)
def test_every_character_that_is_shown_is_in_our_own_faces(face: Path) -> None:
    """Where the system has no Chinese face ours is all there is: a shape that it lacks would be an empty box."""
    known = TTFontFile(str(face)).charToGlyph
    lacking = {
        f"{name}: {character} U+{ord(character):04X}"
        for name, path in MODULES.items()
        if name.startswith(SHOWN)
        for text in said_in(ast.parse(path.read_text(encoding="utf-8")))
        for character in text
        if character.isprintable() and ord(character) not in known
    }
    assert not lacking, listed(sorted(lacking))
