"""The bootstrap decides, refuses and repairs; nothing here asks the network."""

import ast
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from installer import bootstrap

Calls = list[tuple[str, ...]]
LOCK_TEXT = """\
click==8.5.1 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
pip==26.3 \\
    --hash=sha256:cc \\
    --hash=sha256:dd
pip-audit==1.0 \\
    --hash=sha256:ee
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own, in a folder with a blank and Chinese in its name."""
    project = tmp_path / "结算 项目"
    (project / "requirements").mkdir(parents=True)
    (project / "requirements" / "run.lock").write_text(LOCK_TEXT, encoding="utf-8")
    (project / "requirements" / "dev.lock").write_text(LOCK_TEXT + "pytest==9.2.0\n", encoding="utf-8")
    (project / "pyproject.toml").write_text('[project]\nname = "settlement-app"\n', encoding="utf-8")
    monkeypatch.setattr(bootstrap, "PROJECT", project)
    return project


@pytest.fixture
def installed(project: Path, monkeypatch: pytest.MonkeyPatch) -> Calls:
    """Instead of installing, note what would be done; an environment works when it has a pyvenv.cfg."""
    calls: Calls = []

    def make(venv: Path) -> None:
        calls.append(("make", venv.name))
        venv.mkdir()
        (venv / "pyvenv.cfg").touch()

    monkeypatch.setattr(bootstrap, "works", lambda venv: (venv / "pyvenv.cfg").exists())
    monkeypatch.setattr(bootstrap, "make", make)
    monkeypatch.setattr(bootstrap, "install_lock", lambda venv, name: calls.append(("lock", name)))
    monkeypatch.setattr(bootstrap, "install_project", lambda venv: calls.append(("project", project.name)))
    return calls


MAKE, RUN, DEV, PROJECT = (
    ("make", ".venv"),
    ("lock", "run.lock"),
    ("lock", "dev.lock"),
    ("project", "结算 项目"),
)


# --- an old Python --------------------------------------------------------------------------------


@pytest.mark.parametrize(("major", "minor"), [(3, 6), (3, 10), (2, 7)])
def test_an_old_python_is_refused_in_one_sentence(major: int, minor: int) -> None:
    sentence = bootstrap.refusal_of_old_python(major, minor)
    assert sentence == (
        f"需要 Python 3.11 或更新的版本，现在的是 {major}.{minor}。请安装新版 Python 后用它再运行本命令。"
    )


@pytest.mark.parametrize(("major", "minor"), [(3, 11), (3, 13), (4, 0)])
def test_a_new_python_is_not_refused(major: int, minor: int) -> None:
    assert bootstrap.refusal_of_old_python(major, minor) is None


def test_an_old_python_can_read_the_file_and_stops_before_the_imports_it_may_lack() -> None:
    source = Path(bootstrap.__file__).read_text(encoding="utf-8")
    statements = ast.parse(source, feature_version=(3, 7)).body
    imports = [node for node in statements if isinstance(node, ast.Import | ast.ImportFrom)]
    check = next(node for node in statements if isinstance(node, ast.If))
    before = [node for node in imports if node.lineno < check.lineno]
    assert [ast.unparse(node) for node in before] == ["import sys"]


def test_only_the_standard_library_is_imported() -> None:
    nodes = list(ast.walk(ast.parse(Path(bootstrap.__file__).read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


# --- what is done, and what is left alone ---------------------------------------------------------


def test_the_first_demo_makes_the_environment_and_leaves_the_tools_out(
    project: Path, installed: Calls
) -> None:
    bootstrap.set_up(project / ".venv", "run.lock")
    assert installed == [MAKE, RUN, PROJECT]
    assert list(bootstrap.read_stamp(project / ".venv")["locks"]) == ["run.lock"]


def again(project: Path) -> None:
    """Change nothing."""


def change_lock(project: Path) -> None:
    """Pin another version."""
    with (project / "requirements" / "run.lock").open("a", encoding="utf-8") as lock:
        lock.write("openpyxl==3.1.6\n")


def change_declaration(project: Path) -> None:
    """Declare something else, an entry point say."""
    with (project / "pyproject.toml").open("a", encoding="utf-8") as declaration:
        declaration.write('version = "0.2.0"\n')


def break_off(project: Path) -> None:
    """Leave what a run that was killed leaves."""
    (project / ".venv" / bootstrap.UNFINISHED).touch()


def lose_python(project: Path) -> None:
    """Leave of the environment no more than an empty folder."""
    for path in (project / ".venv").iterdir():
        path.unlink()


def lose_stamp(project: Path) -> None:
    """Leave an environment like one that somebody made by hand."""
    (project / ".venv" / bootstrap.STAMP).unlink()


def spoil_stamp(project: Path) -> None:
    """Leave what a full disk leaves of the stamp."""
    (project / ".venv" / bootstrap.STAMP).write_text('{"locks":', encoding="utf-8")


# fmt: off
SECOND_RUNS = [
    # first      between             second      done
    ("run.lock", again,              "run.lock", []),
    ("run.lock", again,              "dev.lock", [DEV, PROJECT]),
    ("dev.lock", again,              "dev.lock", []),
    ("dev.lock", again,              "run.lock", []),
    ("run.lock", change_lock,        "run.lock", [RUN, PROJECT]),
    ("dev.lock", change_lock,        "run.lock", [RUN, PROJECT]),
    ("dev.lock", change_declaration, "dev.lock", [PROJECT]),
    ("dev.lock", change_declaration, "run.lock", [PROJECT]),
    ("run.lock", break_off,          "run.lock", [MAKE, RUN, PROJECT]),
    ("run.lock", lose_python,        "run.lock", [MAKE, RUN, PROJECT]),
    ("dev.lock", lose_stamp,         "dev.lock", [DEV, PROJECT]),
    ("run.lock", spoil_stamp,        "run.lock", [RUN, PROJECT]),
]
# fmt: on


@pytest.mark.parametrize(("first", "between", "second", "done"), SECOND_RUNS)
def test_a_second_run_does_only_what_is_missing(
    project: Path,
    installed: Calls,
    first: str,
    between: Callable[[Path], None],
    second: str,
    done: Calls,
) -> None:
    bootstrap.set_up(project / ".venv", first)
    between(project)
    installed.clear()
    bootstrap.set_up(project / ".venv", second)
    assert installed == done
    assert not (project / ".venv" / bootstrap.UNFINISHED).exists()


def test_a_changed_project_keeps_the_note_of_both_locks(project: Path, installed: Calls) -> None:
    bootstrap.set_up(project / ".venv", "dev.lock")
    change_declaration(project)
    bootstrap.set_up(project / ".venv", "run.lock")
    assert set(bootstrap.read_stamp(project / ".venv")["locks"]) == {"run.lock", "dev.lock"}


def test_a_failed_installation_is_remembered_as_unfinished(
    project: Path, installed: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(venv: Path, name: str) -> None:
        raise bootstrap.CannotSetUp("依赖没有装成")

    bootstrap.set_up(project / ".venv", "run.lock")
    change_lock(project)
    monkeypatch.setattr(bootstrap, "install_lock", fail)
    with pytest.raises(bootstrap.CannotSetUp):
        bootstrap.set_up(project / ".venv", "run.lock")
    assert bootstrap.read_stamp(project / ".venv") == {}


def test_the_project_is_installed_anew_where_its_folder_was_moved(project: Path, tmp_path: Path) -> None:
    before = bootstrap.project_digest(project)
    moved = project.rename(tmp_path / "别处")
    assert bootstrap.project_digest(moved) != before


def test_a_lock_with_other_line_ends_is_the_same_lock(project: Path) -> None:
    before = bootstrap.digest(bootstrap.read_lock("run.lock"))
    path = project / "requirements" / "run.lock"
    path.write_text(bootstrap.read_lock("run.lock"), encoding="utf-8", newline="\r\n")
    assert bootstrap.digest(bootstrap.read_lock("run.lock")) == before


def test_what_is_no_environment_of_ours_is_left_alone(project: Path) -> None:
    venv = project / ".venv"
    venv.mkdir()
    (venv / "报表.txt").touch()
    with pytest.raises(bootstrap.CannotSetUp, match="未作改动"):
        bootstrap.remove(venv)
    assert (venv / "报表.txt").exists()


@pytest.mark.parametrize("content", [(), ("pyvenv.cfg", "bin")])
def test_a_broken_or_empty_environment_is_removed(project: Path, content: tuple[str, ...]) -> None:
    venv = project / ".venv"
    venv.mkdir()
    for name in content:
        (venv / name).touch()
    bootstrap.remove(venv)
    bootstrap.remove(venv)
    assert not venv.exists()


def test_a_python_that_is_none_does_not_work(tmp_path: Path) -> None:
    assert not bootstrap.works(tmp_path / "nothing")
    assert not bootstrap.answers(tmp_path / "nothing")


def test_the_environment_that_runs_these_tests_works() -> None:
    assert bootstrap.works(Path(sys.prefix)) == (sys.prefix != sys.base_prefix)


# --- locks ----------------------------------------------------------------------------------------


def test_the_block_of_a_package_ends_with_its_last_hash() -> None:
    block = bootstrap.block_of("pip", LOCK_TEXT)
    assert block == "pip==26.3 \\\n    --hash=sha256:cc \\\n    --hash=sha256:dd\n"


def test_a_lock_without_pip_is_refused() -> None:
    with pytest.raises(bootstrap.CannotSetUp, match="pip"):
        bootstrap.block_of("pip", "click==8.5.1\n")


@pytest.mark.parametrize("name", [bootstrap.RUN_LOCK, bootstrap.DEV_LOCK])
def test_the_locks_pin_and_hash_every_package(name: str) -> None:
    lines = bootstrap.read_lock(name).splitlines()
    pins = [line for line in lines if not line.startswith(" ")]
    assert all("==" in pin and pin.endswith("\\") for pin in pins)
    assert all(line.lstrip().startswith("--hash=sha256:") for line in lines if line.startswith(" "))
    assert {"pip", "hatchling", "click", "sqlite-utils"} <= {pin.partition("==")[0] for pin in pins}


def test_the_tools_lock_holds_all_of_the_other() -> None:
    run_lock, dev_lock = (bootstrap.read_lock(name) for name in (bootstrap.RUN_LOCK, bootstrap.DEV_LOCK))
    packages = [line.partition("==")[0] for line in run_lock.splitlines() if "==" in line]
    assert packages
    for package in packages:
        assert bootstrap.block_of(package, dev_lock) == bootstrap.block_of(package, run_lock)


@pytest.mark.parametrize(
    ("name", "groups"), [(bootstrap.RUN_LOCK, ["build"]), (bootstrap.DEV_LOCK, ["build", "dev"])]
)
def test_the_locks_satisfy_the_declaration(name: str, groups: list[str]) -> None:
    """A dependency that was declared and not locked would be missing on every machine but its author's."""
    declaration = tomllib.loads((bootstrap.PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = [*declaration["project"]["dependencies"]]
    for group in groups:
        declared += declaration["dependency-groups"][group]
    for requirement in map(Requirement, declared):
        pin = Requirement(bootstrap.block_of(requirement.name, bootstrap.read_lock(name)).split("\\")[0])
        version = str(pin.specifier).removeprefix("==")
        assert requirement.specifier.contains(version), f"{requirement} is locked at {version}"


# --- what children see ----------------------------------------------------------------------------


def test_settings_that_lead_pip_or_python_astray_do_not_reach_them() -> None:
    caller = {
        "PATH": "/bin",
        "PYTHONPATH": "/elsewhere",
        "PYTHONHOME": "/elsewhere",
        "PIP_TARGET": "/elsewhere",
        "PIP_USER": "1",
        "PIP_CERT": "/certificates",
        "HOME": "/users/小王",
    }
    seen = bootstrap.child_environment(caller)
    assert not {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET"} & set(seen)
    assert seen["PIP_USER"] == "0"
    assert (seen["PATH"], seen["PIP_CERT"], seen["HOME"]) == ("/bin", "/certificates", "/users/小王")


@pytest.mark.parametrize("home", [{}, {"HOME": ""}, {"HOME": " "}])
def test_an_empty_home_is_no_home(home: dict[str, str]) -> None:
    assert "HOME" not in bootstrap.child_environment(home)


# --- a Python without the parts for virtual environments ------------------------------------------


@pytest.fixture
def bare_python(project: Path, monkeypatch: pytest.MonkeyPatch) -> Calls:
    """Debian's python3 without python3-venv and without pip; what is started is noted and fails."""
    started: Calls = []

    def run(*command: str | Path) -> int:
        started.append(tuple(map(str, command)))
        return 1

    monkeypatch.setattr(bootstrap, "can_make_with_pip", lambda: False)
    monkeypatch.setattr(bootstrap, "has_pip", lambda: False)
    monkeypatch.setattr(bootstrap, "answers", lambda *command: False)
    monkeypatch.setattr(bootstrap, "run", run)
    return started


def test_a_missing_venv_is_named_with_the_command_that_brings_it(
    project: Path, bare_python: Calls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "VENV", project / ".venv")
    monkeypatch.setattr(bootstrap, "install_system_packages", lambda *packages: False)
    assert bootstrap.main(["demo"]) == 1
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    assert capsys.readouterr().err == (
        "这个 Python 缺少创建运行环境的部件（venv、ensurepip）。在 Debian 或 Ubuntu 上请先运行："
        f"sudo apt-get update && sudo apt-get install -y {package}，然后再运行本命令。\n"
    )
    assert bare_python == []


@pytest.mark.parametrize(
    ("uid", "has_apt_get", "asked"),
    [
        (0, True, True),
        (1000, True, False),
        (0, False, False),
    ],
)
def test_root_on_debian_has_packages_installed(
    bare_python: Calls, monkeypatch: pytest.MonkeyPatch, uid: int, has_apt_get: bool, asked: bool
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: uid, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: name if has_apt_get else None)
    assert bootstrap.install_system_packages("libegl1", "libgl1") is False
    assert [command[-2:] for command in bare_python] == (
        [("-qq", "update"), ("libegl1", "libgl1")] if asked else []
    )


@pytest.mark.parametrize(("prefix", "asked"), [("/usr", [("python-venv",)]), ("/opt/python", [])])
def test_only_the_systems_own_python_gets_the_systems_part(
    project: Path, bare_python: Calls, monkeypatch: pytest.MonkeyPatch, prefix: str, asked: Calls
) -> None:
    wanted: Calls = []

    def install(*packages: str) -> bool:
        wanted.append(packages)
        return False

    monkeypatch.setattr(sys, "prefix", prefix)
    monkeypatch.setattr(bootstrap, "venv_package", lambda: "python-venv")
    monkeypatch.setattr(bootstrap, "install_system_packages", install)
    with pytest.raises(bootstrap.CannotSetUp):
        bootstrap.make(project / ".venv")
    assert wanted == asked


def test_a_python_with_only_a_pip_lends_it(
    project: Path, bare_python: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv = project / ".venv"
    venv.mkdir()

    def run(*command: str | Path) -> int:
        bare_python.append(tuple(map(str, command)))
        return 0

    monkeypatch.setattr(bootstrap, "run", run)
    monkeypatch.setattr(bootstrap, "has_pip", lambda: True)
    monkeypatch.setattr(bootstrap, "works", lambda venv: True)
    bootstrap.make(venv)
    created, lent = bare_python
    assert created[-2:] == ("--without-pip", str(venv))
    assert "--require-hashes" in lent
    assert (venv / "locked-pip.txt").read_text(encoding="utf-8").startswith("pip==26.3 ")


def test_an_environment_that_was_not_made_is_said(project: Path, bare_python: Calls) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bootstrap, "can_make_with_pip", lambda: True)
        with pytest.raises(bootstrap.CannotSetUp, match="没有建成"):
            bootstrap.make(project / ".venv")


# --- commands -------------------------------------------------------------------------------------


@pytest.fixture
def commands(project: Path, monkeypatch: pytest.MonkeyPatch) -> Calls:
    """Note what is started once everything is set up; all of it ends well."""
    started: Calls = []

    def run(*command: str | Path) -> int:
        started.append((Path(command[0]).stem, *map(str, command[1:])))
        return 0

    monkeypatch.setattr(bootstrap, "run", run)
    monkeypatch.setattr(bootstrap, "set_up", lambda venv, lock: started.append(("set up", lock)))
    monkeypatch.setattr(bootstrap, "shows_windows", lambda venv: True)
    monkeypatch.setattr(bootstrap, "has_display", lambda: False)
    monkeypatch.setattr(bootstrap, "DEMO_OUTPUT", project / "demo-output")
    return started


def test_demo_passes_further_arguments_on(commands: Calls) -> None:
    assert bootstrap.main(["demo", "--json", "-o", "别处"]) == 0
    assert commands == [
        ("set up", "run.lock"),
        ("settle", "demo", "-o", str(bootstrap.DEMO_OUTPUT), "--json", "-o", "别处"),
    ]


def test_demo_without_a_display_says_so(commands: Calls, capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["demo"]) == 0
    assert [command[0] for command in commands] == ["set up", "settle"]
    assert capsys.readouterr().out == "这里没有显示器，不打开窗口；台账和单据在上面写明的文件夹里。\n"


def test_demo_with_a_display_opens_the_newest_demonstration(
    project: Path, commands: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "has_display", lambda: True)
    for age, name in enumerate(("第2次/示例.settlement", "示例.settlement", "示例-备份/000001.settlement")):
        ledger = project / "demo-output" / name
        ledger.parent.mkdir(parents=True, exist_ok=True)
        ledger.touch()
        os.utime(ledger, ns=(10**9 - age, 10**9 - age))
    assert bootstrap.main(["demo"]) == 0
    newest = project / "demo-output" / "第2次" / "示例.settlement"
    assert commands[-1] == ("settlement-app", "--ledger", str(newest))


def test_what_qt_lacks_is_named_in_one_sentence(
    commands: Calls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "shows_windows", lambda venv: False)
    assert bootstrap.main(["test"]) == 1
    assert capsys.readouterr().err == bootstrap.missing_qt_sentence() + "\n"
    monkeypatch.setattr(bootstrap, "has_display", lambda: True)
    assert bootstrap.main(["demo"]) == 0, "the demonstration itself needs no window"
    assert bootstrap.missing_qt_sentence() in capsys.readouterr().out


@pytest.mark.parametrize(
    ("before", "installs", "after", "shows"),
    [(True, False, True, True), (False, True, True, True), (False, False, False, False)],
)
def test_qts_libraries_are_installed_where_that_is_possible(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, before: bool, installs: bool, after: bool, shows: bool
) -> None:
    found = iter((before, after))
    monkeypatch.setattr(bootstrap, "qt_answers", lambda venv: next(found))
    monkeypatch.setattr(bootstrap, "install_system_packages", lambda *packages: installs)
    assert bootstrap.shows_windows(tmp_path) is shows


@pytest.mark.parametrize(
    ("installs", "there", "missing"),
    [(True, True, []), (True, False, ["nsis"]), (False, False, ["nsis"])],
)
def test_the_tools_of_the_installers_tests_are_installed_or_named(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    installs: bool,
    there: bool,
    missing: list[str],
) -> None:
    asked: list[str] = []

    def install(*packages: str) -> bool:
        asked.extend(packages)
        return installs

    monkeypatch.setattr(bootstrap, "TEST_TOOLS", {"makensis": "nsis", "python": "python3"})
    present = {"python"}
    monkeypatch.setattr(shutil, "which", lambda tool: tool if tool in present or (asked and there) else None)
    monkeypatch.setattr(bootstrap, "install_system_packages", install)
    assert bootstrap.missing_tools() == missing
    assert asked == ["nsis"]


def test_without_the_tools_test_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], commands: Calls
) -> None:
    monkeypatch.setattr(bootstrap, "missing_tools", lambda: ["nsis"])
    assert bootstrap.main(["test"]) == 1
    assert "sudo apt-get install -y nsis，然后再运行本命令" in capsys.readouterr().err
    assert commands == [("set up", bootstrap.DEV_LOCK)]


def test_qt_answers_in_the_environment_that_runs_these_tests() -> None:
    assert bootstrap.qt_answers(Path(sys.prefix))


def test_test_judges_the_coverage_and_runs_everything(commands: Calls) -> None:
    assert bootstrap.main(["test"]) == 0
    assert commands == [
        ("set up", "dev.lock"),
        (
            "python",
            "-m",
            "pytest",
            "-n",
            "auto",
            "--cov",
            "--cov-report=",
            "tests/unit/domain",
            "tests/documents",
        ),
        ("python", "-m", "coverage", "report", "--include=settlement_app/domain/*", "--fail-under=100"),
        ("python", "-m", "pytest", "-n", "auto", "--ignore=tests/unit/domain", "--ignore=tests/documents"),
    ]


def test_test_of_one_file_judges_no_coverage(commands: Calls) -> None:
    assert bootstrap.main(["test", "-k", "words"]) == 0
    assert commands[1:] == [("python", "-m", "pytest", "-n", "auto", "-k", "words")]


@pytest.mark.parametrize("failing", ["pytest", "coverage"])
def test_whatever_fails_in_test_fails_it(
    commands: Calls, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    monkeypatch.setattr(bootstrap, "run", lambda *command: 2 if failing in command else 0)
    assert bootstrap.main(["test"]) == 2


@pytest.mark.parametrize(
    ("problem", "status", "sentence"),
    [
        (OSError(28, "No space left on device"), 1, "磁盘空间"),
        (KeyboardInterrupt(), 130, "已中断"),
    ],
)
def test_the_surroundings_end_as_one_sentence(
    commands: Calls,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    problem: BaseException,
    status: int,
    sentence: str,
) -> None:
    def fail(venv: Path, lock: str) -> None:
        raise problem

    monkeypatch.setattr(bootstrap, "set_up", fail)
    assert bootstrap.main(["demo"]) == status
    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1


def test_help_is_chinese_and_needs_nothing(tmp_path: Path) -> None:
    environment = {**os.environ, "HOME": "", "PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, bootstrap.__file__, "--help"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert "准备运行环境" in done.stdout.decode()


def test_the_stamp_can_be_read_by_a_person(project: Path, installed: Calls) -> None:
    bootstrap.set_up(project / ".venv", "run.lock")
    stamp = json.loads((project / ".venv" / bootstrap.STAMP).read_text(encoding="utf-8"))
    assert sorted(stamp) == ["locks", "project"]
