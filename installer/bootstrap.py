"""Sets up the project's own Python environment and runs it: the only thing a user needs is Python.

    python3 installer/bootstrap.py demo [ARGUMENTS]    the demonstration, into demo-output/
    python3 installer/bootstrap.py test [ARGUMENTS]    every test, with the domain's coverage

Standard library only. Everything is installed into ``.venv`` beside this project, from the hashed locks under
``requirements/``; a second run finds it there and asks no network. Whatever the surroundings refuse ends as
one Chinese sentence (``CannotSetUp``) and status 1.

An old Python must still be able to read this file, so that it can say that it is too old: no syntax newer
than 3.7, and nothing imported but ``sys`` before that check.
"""

import sys

OLDEST_PYTHON = (3, 11)


def refusal_of_old_python(major: int, minor: int) -> "str | None":
    """Return the sentence for a Python that is too old for the program, or None."""
    if (major, minor) >= OLDEST_PYTHON:
        return None
    needed = ".".join(map(str, OLDEST_PYTHON))
    return (
        f"需要 Python {needed} 或更新的版本，现在的是 {major}.{minor}。请安装新版 Python 后用它再运行本命令。"
    )


_refusal = refusal_of_old_python(*sys.version_info[:2])
if _refusal:
    sys.exit(_refusal)

import argparse
import contextlib
import hashlib
import importlib.util
import io
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
DEMO_OUTPUT = PROJECT / "demo-output"

RUN_LOCK = "run.lock"
DEV_LOCK = "dev.lock"  # holds all of run.lock, and the tools

# In the virtual environment: what is installed, and the mark of an installation that has not come to its end.
STAMP = "settlement-app.json"
UNFINISHED = "settlement-app.unfinished"

# Each file's hash is checked; a lock names all that it needs; and wheels only, because a source that has to
# be compiled would ask the user for a compiler.
FROM_LOCK = ("-qq", "--no-warn-script-location", "--require-hashes", "--no-deps", "--only-binary=:all:")
IN_PLACE = (
    "-qq",
    "--no-warn-script-location",
    "--no-index",
    "--no-deps",
    "--no-build-isolation",
    "--editable",
)

# Settings of the caller's own Python or pip that would send an installation elsewhere. Where packages come
# from (index, certificates, proxy) stays the caller's business.
HARMFUL_VARIABLES = (
    "PIP_BUILD_CONSTRAINT",
    "PIP_CONSTRAINT",
    "PIP_NO_BINARY",
    "PIP_PREFIX",
    "PIP_PYTHON",
    "PIP_REQUIREMENT",
    "PIP_ROOT",
    "PIP_TARGET",
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONPLATLIBDIR",
    "PYTHONSTARTUP",
    "PYTHONUSERBASE",
    "__PYVENV_LAUNCHER__",
)


# The tests by which the domain's coverage is judged; tracing all others would double their time.
JUDGED_TESTS = ("tests/unit/domain", "tests/documents")

# What Qt's window needs of Debian or Ubuntu beyond what every system has.
QT_PACKAGES = (
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
)
# What the tests of the installer start, and the Debian package that brings it.
TEST_TOOLS = {"makensis": "nsis", **({"objdump": "binutils"} if sys.platform.startswith("linux") else {})}
LOAD_XCB = (
    "import ctypes, pathlib, PySide6.QtGui as gui; "
    "ctypes.CDLL(str(pathlib.Path(gui.__file__).parent / 'Qt/plugins/platforms/libqxcb.so'))"
)


class CannotSetUp(Exception):
    """The surroundings refuse; the text says in Chinese what is wrong and what to do."""


# --- programs that are started --------------------------------------------------------------------


def child_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the caller's environment without what would lead Python or pip astray."""
    kept = {name: value for name, value in environment.items() if name not in HARMFUL_VARIABLES}
    if not kept.get("HOME", "").strip():
        # An empty one makes "~/.cache" the folder /.cache; without it the system is asked.
        kept.pop("HOME", None)
    kept["PYTHONNOUSERSITE"] = "1"
    kept["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    kept["PIP_NO_INPUT"] = "1"
    # These stand above the same settings in a pip.conf.
    kept["PIP_REQUIRE_VIRTUALENV"] = kept["PIP_USER"] = "0"
    return kept


def run(*command: str | Path) -> int:
    """Run a command in the project's folder, with the terminal as it is, and return its status."""
    sys.stdout.flush()
    return subprocess.call(list(map(str, command)), cwd=PROJECT, env=child_environment(os.environ))


def answers(*command: str | Path) -> bool:
    """Say whether a command can be started and ends well; what it prints is nobody's business."""
    quiet = subprocess.DEVNULL
    environment = child_environment(os.environ)
    try:
        status = subprocess.call(
            list(map(str, command)), env=environment, stdin=quiet, stdout=quiet, stderr=quiet
        )
    except OSError:
        return False
    return status == 0


def say(text: str) -> None:
    """Tell the user what is going on."""
    print(text, flush=True)


# --- the virtual environment ----------------------------------------------------------------------


def program(venv: Path, name: str) -> Path:
    """Return the path of a virtual environment's program."""
    return venv / "Scripts" / f"{name}.exe" if os.name == "nt" else venv / "bin" / name


def works(venv: Path) -> bool:
    """Say whether one can install into a virtual environment: its Python is new enough and has its pip."""
    check = f"import sys, pip; sys.exit(sys.prefix == sys.base_prefix or sys.version_info < {OLDEST_PYTHON})"
    return answers(program(venv, "python"), "-I", "-c", check)


def remove(venv: Path) -> None:
    """Remove a broken virtual environment; anything else that stands in its place is left alone."""
    if not venv.exists() and not venv.is_symlink():
        return
    is_environment = venv.is_dir() and ((venv / "pyvenv.cfg").exists() or not any(venv.iterdir()))
    if venv.is_symlink() or not is_environment:
        raise CannotSetUp(f"“{venv}”不是本程序的运行环境，未作改动。请把它移走后再运行本命令。")
    try:
        shutil.rmtree(venv)
    except OSError as error:
        reason = f"损坏的运行环境“{venv}”删除不掉（{error}）。请关闭正在使用它的程序后再试。"
        raise CannotSetUp(reason) from error


def make(venv: Path) -> None:
    """Make a new virtual environment with pip in it; raises CannotSetUp where this Python cannot."""
    create = (sys.executable, "-I", "-m", "venv")
    if can_make_with_pip():
        made = run(*create, venv) == 0
    elif has_pip():
        made = run(*create, "--without-pip", venv) == 0 and lend_pip(venv)
    elif sys.prefix == "/usr" and install_system_packages(venv_package()):
        made = run(*create, venv) == 0
    else:
        raise CannotSetUp(missing_venv_sentence())
    if not made or not works(venv):
        raise CannotSetUp(f"运行环境“{venv}”没有建成，原因见上。")


def can_make_with_pip() -> bool:
    """Say whether this Python can put pip into a new environment; Debian packs that part by itself."""
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def has_pip() -> bool:
    """Say whether this Python has a pip (22.3 or newer) that can install into another environment."""
    return answers(sys.executable, "-I", "-m", "pip", "--python", sys.executable, "--version")


def lend_pip(venv: Path) -> bool:
    """Let this Python's own pip install the locked pip into a new environment; say whether that worked."""
    pip = (sys.executable, "-I", "-m", "pip", "--python", program(venv, "python"))
    return run(*pip, "install", *FROM_LOCK, "-r", locked_pip(venv, RUN_LOCK)) == 0


def venv_package() -> str:
    """Return the name of Debian's and Ubuntu's package that lets this Python make virtual environments."""
    return f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"


def missing_venv_sentence() -> str:
    """Return what to tell a user whose Python came without the parts that make virtual environments."""
    return (
        "这个 Python 缺少创建运行环境的部件（venv、ensurepip）。"
        f"在 Debian 或 Ubuntu 上请先运行：sudo apt-get update && sudo apt-get install -y {venv_package()}，"
        "然后再运行本命令。"
    )


def install_system_packages(*packages: str) -> bool:
    """As root on Debian or Ubuntu, install system packages; say whether that worked."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not (is_root and shutil.which("apt-get")):
        return False
    say(f"正在安装系统软件包：{' '.join(packages)}……")
    apt_get = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq")
    install = (*apt_get, "install", "-y", "--no-install-recommends", *packages)
    if answers(*install):
        return True
    run(*apt_get, "update")  # a new machine's package lists are empty
    return run(*install) == 0


def shows_windows(venv: Path) -> bool:
    """Say whether Qt finds what it needs of the system, or can have it installed."""
    if qt_answers(venv):
        return True
    return install_system_packages(*QT_PACKAGES) and qt_answers(venv)


def qt_answers(venv: Path) -> bool:
    """Say whether Qt's parts can be loaded; on Linux also the one that speaks to a display."""
    python = program(venv, "python")
    parts = "import PySide6.QtWidgets, PySide6.QtSvg, PySide6.QtPrintSupport"
    if not answers(python, "-I", "-c", parts):
        return False
    return not sys.platform.startswith("linux") or answers(python, "-I", "-c", LOAD_XCB)


def missing_qt_sentence() -> str:
    """Return what to tell a user whose system lacks libraries that Qt needs."""
    return (
        "窗口需要的系统库不全。在 Debian 或 Ubuntu 上请先运行："
        f"sudo apt-get update && sudo apt-get install -y {' '.join(QT_PACKAGES)}，然后再运行本命令。"
    )


@contextlib.contextmanager
def one_at_a_time(venv: Path) -> Iterator[None]:
    """Wait until no other run of this file works on the same environment, and keep others waiting."""
    with venv.with_name(f"{venv.name}.lock").open("a", encoding="ascii") as handle:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


# --- what is installed in it ----------------------------------------------------------------------


def read_lock(name: str) -> str:
    """Return the text of a lock under ``requirements/``."""
    return (PROJECT / "requirements" / name).read_text(encoding="utf-8")


def block_of(package: str, lock: str) -> str:
    """Return one package's lines of a lock: its name and version, and its hashes on the lines after it."""
    block: list[str] = []
    for line in lock.splitlines():
        if line.startswith(f"{package}==") or (block and block[-1].endswith("\\")):
            block.append(line)
    if not block:
        raise CannotSetUp(f"锁定文件里没有 {package}，请恢复 requirements 文件夹。")
    return "\n".join(block) + "\n"


def locked_pip(venv: Path, lock: str) -> Path:
    """Write a lock's lines for pip alone into a file of their own and return it."""
    path = venv / "locked-pip.txt"
    path.write_text(block_of("pip", read_lock(lock)), encoding="utf-8")
    return path


def digest(text: str) -> str:
    """Return a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()


def project_digest(project: Path) -> str:
    """Return what an editable installation depends on: the project's declaration, and where it stands."""
    declaration = (project / "pyproject.toml").read_text(encoding="utf-8")
    return digest(f"{project}\n{declaration}")


def read_stamp(venv: Path) -> dict[str, Any]:
    """Return what the last finished installation noted; empty where it was broken off, or where none was."""
    try:
        stamp = json.loads((venv / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and not (venv / UNFINISHED).exists() else {}


def write_stamp(venv: Path, locks: dict[str, str], project: str) -> None:
    """Note what is installed: the digest of each lock, and the project's."""
    text = json.dumps({"locks": locks, "project": project}, indent=1)
    (venv / STAMP).write_text(f"{text}\n", encoding="utf-8")


def pip_install(venv: Path, *arguments: str | Path) -> None:
    """Run the environment's own pip; raises CannotSetUp where it fails."""
    if run(program(venv, "python"), "-I", "-m", "pip", "install", *arguments) != 0:
        raise CannotSetUp("依赖没有装成，原因见上。请检查网络或软件源的设置，然后再运行本命令。")


def install_lock(venv: Path, name: str) -> None:
    """Install a whole lock: pip first, so that it never replaces itself midway."""
    pip_install(venv, *FROM_LOCK, "-r", locked_pip(venv, name))
    pip_install(venv, *FROM_LOCK, "-r", PROJECT / "requirements" / name)


def install_project(venv: Path) -> None:
    """Install the project itself, in place, without any network."""
    pip_install(venv, *IN_PLACE, PROJECT)
    for packages in (*venv.glob("lib/python*/site-packages"), *venv.glob("Lib/site-packages")):
        # Python before 3.13 reads this file in the system's encoding (GBK on a Chinese Windows) and would not
        # find a folder whose name stands there in UTF-8; a relative path has no name in it.
        link = packages / "_settlement_app.pth"
        if link.exists():
            link.write_text(os.path.relpath(PROJECT, packages) + "\n", encoding="utf-8")


def set_up(venv: Path, lock: str) -> None:
    """Bring the virtual environment to what a lock and the project's declaration say, and do no more."""
    with one_at_a_time(venv):
        wanted = {name: digest(read_lock(name)) for name in (RUN_LOCK, DEV_LOCK)}
        project = project_digest(PROJECT)
        whole = works(venv) and not (venv / UNFINISHED).exists()
        stamp = read_stamp(venv) if whole else {}
        locks = stamp.get("locks", {})
        if locks.get(lock) == wanted[lock] and stamp.get("project") == project:
            return
        if not whole:
            remove(venv)
            say("正在建立运行环境 .venv……")
            make(venv)
        (venv / UNFINISHED).touch()
        if locks.get(lock) != wanted[lock]:
            say("正在安装依赖，第一次约需一两分钟……")
            install_lock(venv, lock)
            locks = wanted if lock == DEV_LOCK else {RUN_LOCK: wanted[RUN_LOCK]}
        install_project(venv)
        write_stamp(venv, locks, project)
        (venv / UNFINISHED).unlink()


def missing_tools() -> "list[str]":
    """Return the Debian packages of the tools that the tests start and that are not there, once that was mended."""
    missing = [package for tool, package in TEST_TOOLS.items() if not shutil.which(tool)]
    if missing and install_system_packages(*missing):
        missing = [package for tool, package in TEST_TOOLS.items() if not shutil.which(tool)]
    return missing


# --- commands -------------------------------------------------------------------------------------


def demo(arguments: Sequence[str]) -> int:
    """Run the demonstration into ``demo-output/``, then open the window on it where there is a display.

    With arguments (another ``-o``, ``--json``) they are passed on, and no window is opened.
    """
    set_up(VENV, RUN_LOCK)
    status = run(program(VENV, "settle"), "demo", "-o", DEMO_OUTPUT, *arguments)
    if status != 0 or arguments:
        return status
    if not has_display():
        say("这里没有显示器，不打开窗口；台账和单据在上面写明的文件夹里。")
        return status
    if not shows_windows(VENV):
        say(missing_qt_sentence())
        return status
    say("正在打开窗口；关闭窗口即结束。")
    return run(program(VENV, "settlement-app"), "--ledger", newest_ledger(DEMO_OUTPUT))


def has_display() -> bool:
    """Say whether a window could be seen."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def newest_ledger(folder: Path) -> Path:
    """Return the ledger of the newest demonstration in a folder; copies made after postings do not count."""
    ledgers = [path for path in folder.rglob("*.settlement") if not path.parent.name.endswith("-备份")]
    return max(ledgers, key=lambda path: path.stat().st_mtime_ns)


def test(arguments: Sequence[str]) -> int:
    """Run every test on all cores, and hold the domain at full branch coverage by the tests that are meant for it.

    With arguments (a file, ``-k WORD``) only those tests run, and coverage is not judged.
    """
    set_up(VENV, DEV_LOCK)
    if not shows_windows(VENV):
        raise CannotSetUp(missing_qt_sentence())
    packages = " ".join(missing_tools())
    if packages:
        raise CannotSetUp(
            f"测试安装程序还需要 {packages}。在 Debian 或 Ubuntu 上请先运行："
            f"sudo apt-get update && sudo apt-get install -y {packages}，然后再运行本命令。"
        )
    python = program(VENV, "python")
    pytest = (python, "-m", "pytest", "-n", "auto")
    if arguments:
        return run(*pytest, *arguments)
    status = run(*pytest, "--cov", "--cov-report=", *JUDGED_TESTS)
    if status != 0:
        return status
    domain = "--include=settlement_app/domain/*"
    status = run(python, "-m", "coverage", "report", domain, "--fail-under=100")
    if status != 0:
        say("settlement_app/domain 的分支覆盖率必须是 100%，缺的行见上表。")
        return status
    return run(*pytest, *(f"--ignore={folder}" for folder in JUDGED_TESTS))


def main(arguments: Sequence[str]) -> int:
    """Carry out one command; returns the status to exit with."""
    commands = {"demo": demo, "test": test}
    parser = argparse.ArgumentParser(
        prog="bootstrap.py",
        description="准备运行环境（项目文件夹里的 .venv）并运行。第一次需要网络，以后不需要。",
        epilog=f"demo：生成 2019 年示例台账和全部单据，放在 {DEMO_OUTPUT.name} 文件夹。test：运行全部测试。"
        "其余参数原样交给 settle demo 或 pytest。",
    )
    parser.add_argument("command", choices=sorted(commands), help="要做的事")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="其余参数")
    chosen = parser.parse_args(arguments)
    try:
        return commands[chosen.command](chosen.arguments)
    except CannotSetUp as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"无法读写项目文件夹：{error}。请检查磁盘空间和文件夹权限。", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已中断。再运行一次本命令即可。", file=sys.stderr)
        return 130


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A redirected stream on Windows may know no Chinese: better a question mark than a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
