"""The quick form of the Windows trial: the bundle of this system from the same specification, beside the source."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from installer.windows import build, product

DAY = "2020-03-02"
# Notes every file that Python opens while it works, and prints them at the end.
WATCHED = """
import sys
opened = set()
sys.addaudithook(lambda event, told: opened.add(str(told[0])) if event == "open" else None)
from settlement_app.cli.run import run
status = run(["demo", "-o", sys.argv[1]])
from settlement_app.gui.application import start
status += start(["--ledger", sys.argv[1] + "/12333-2019-示例.settlement", "--exit-after-first-paint"])
sys.stderr.write("\\n".join(sorted(opened)))
sys.exit(status)
"""


def run(command: Sequence[str | Path], settings: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in the project's folder on the demonstration's day, with settings of its own, without a display."""
    environment = {
        **os.environ,
        "SETTLEMENT_TODAY": DAY,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(settings),
        "XDG_STATE_HOME": str(settings),
        "XDG_RUNTIME_DIR": str(settings),
    }
    done = subprocess.run(
        list(map(str, command)),
        cwd=product.PROJECT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its name there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def needed(opened: str) -> set[str]:
    """Return those of the opened files that no module's own import finds: ours, and data of packages."""
    resources, modules = product.PROJECT / "resources", {".py", ".pyc", ".so", ".pyd", ".pth"}
    ours = {
        Path(line).relative_to(product.PROJECT).as_posix()
        for line in opened.splitlines()
        if is_below(line, resources)
    }
    packages = {
        line.rpartition("site-packages/")[2]
        for line in opened.splitlines()
        if "site-packages/" in line and Path(line).suffix not in modules
    }
    return ours | packages


def is_below(line: str, folder: Path) -> bool:
    return Path(line).is_relative_to(folder)


def test_the_bundle_holds_what_the_program_opens_and_does_what_the_source_does(tmp_path: Path) -> None:
    bundles, parts = tmp_path / "bundle", tmp_path / "parts"
    pyinstaller = build.pyinstaller_arguments(bundles, parts)
    run([sys.executable, "-m", "PyInstaller", *pyinstaller], tmp_path)
    bundle = bundles / product.WINDOW
    names = {path.relative_to(bundle / "_internal").as_posix() for path in (bundle / "_internal").rglob("*")}

    source, bundled = tmp_path / "源程序", tmp_path / "程序包"
    watched = run([sys.executable, "-c", WATCHED, source], tmp_path)
    assert "resources/fonts/NotoSansSC-Regular.ttf" in needed(watched.stderr)
    assert not needed(watched.stderr) - names
    assert "PySide6/Qt/translations/qtbase_zh_CN.qm" in names
    assert not [name for name in names if name.startswith(("pip/", "tests/", "setuptools/"))]

    run([bundle / product.CONSOLE, "demo", "-o", bundled], tmp_path)
    assert contents(bundled) == contents(source)
    ledger = bundled / "12333-2019-示例.settlement"
    verified = run([bundle / product.CONSOLE, "--ledger", ledger, "--json", "ledger", "verify"], tmp_path)
    assert json.loads(verified.stdout)["ok"] is True

    picture = tmp_path / "窗口.png"
    run([bundle / product.WINDOW, "--ledger", ledger, "--screenshot", picture], tmp_path)
    ours = tmp_path / "源程序.png"
    window = [sys.executable, "-m", "settlement_app.gui.start"]
    run([*window, "--ledger", ledger, "--screenshot", ours], tmp_path)
    assert picture.read_bytes() == ours.read_bytes()
