"""Builds the Windows installer, from the project's folder:

    python -m installer.windows.build

On Windows with the official Python of the version in ``python-version``; on Debian under Wine (wine.py), to try it.
Both write ``dist/``: the installer, its SHA-256 and its bill of materials. What the build works with stands in
``build/windows/`` and is used again; nothing else is touched.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from installer import bootstrap
from installer.windows import product, sbom, setup, signing, wine

WORK = product.PROJECT / "build" / "windows"
DIST = product.PROJECT / "dist"
BUNDLES, PARTS = WORK / "bundle", WORK / "parts"
BUNDLE = BUNDLES / product.WINDOW
PIECES = PARTS / product.WINDOW  # PyInstaller makes a folder for each specification

_SPECIFICATION = product.HERE / "settlement-app.spec"


def build_bundle() -> None:
    """Let PyInstaller make the bundle."""
    if sys.platform == "win32":
        python = _official_python()
        command = [str(python), "-X", "utf8", "-m", "PyInstaller", *pyinstaller_arguments(BUNDLES, PARTS)]
        subprocess.run(command, cwd=product.PROJECT, check=True)
        return
    wine.need_debian_packages()
    prefix, python = wine.windows_python(WORK)
    folders = (prefix.there(BUNDLES), prefix.there(PARTS))
    wine.run(prefix, python, "-X", "utf8", "-m", "PyInstaller", *pyinstaller_arguments(*folders))
    prefix.end()


def pyinstaller_arguments(bundles: str | Path, parts: str | Path) -> Sequence[str]:
    """Return what PyInstaller is told, with the project's folder as its own."""
    specification = _SPECIFICATION.relative_to(product.PROJECT).as_posix()
    quiet = ("--noconfirm", "--log-level", "WARN")
    return [*quiet, "--distpath", str(bundles), "--workpath", str(parts), specification]


def _official_python() -> Path:
    """Return the Python of an environment with every locked package; raises CannotSetUp where ours is another one."""
    running = ".".join(map(str, sys.version_info[:2]))
    if running != product.CPYTHON:
        raise bootstrap.CannotSetUp(
            f"安装包用 Python {product.CPYTHON} 构建，现在的是 {running}。请换用该版本。"
        )
    venv = WORK / "venv"
    if not bootstrap.works(venv):
        bootstrap.make(venv)
    bootstrap.install_lock(venv, bootstrap.RUN_LOCK)
    bootstrap.pip_install(venv, *bootstrap.FROM_LOCK, "-r", product.PROJECT / "requirements" / "windows.lock")
    return bootstrap.program(venv, "python")


def build_setup(version: str) -> Path:
    """Compile the installer of the bundle, signed where a certificate is given; returns its place."""
    DIST.mkdir(exist_ok=True)
    target = DIST / product.setup_name(version)
    sign = None
    if signing.is_possible(os.environ):
        sign = f'"{sys.executable}" "{signing.__file__}"'  # by its file: the compiler works in its script's folder
        for program in (product.WINDOW, product.CONSOLE):
            signing.sign(BUNDLE / f"{program}.exe")
    setup.compile_setup(BUNDLE, PIECES, target, version, sign)
    return target


def write_beside(target: Path, version: str) -> Sequence[Path]:
    """Write the installer's SHA-256 and its bill of materials beside it; returns their places."""
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    checksum, bill = target.with_name(f"{target.name}.sha256"), target.with_name(f"{target.stem}.cdx.json")
    checksum.write_text(f"{digest}  {target.name}\n", encoding="ascii", newline="\n")
    packages = json.loads((PIECES / "packages.json").read_text(encoding="utf-8"))
    bill.write_text(sbom.bill(target, version, packages), encoding="utf-8", newline="\n")
    return checksum, bill


def main() -> int:
    """Build everything; returns the status to exit with."""
    version = product.version()
    try:
        build_bundle()
        target = build_setup(version)
    except (bootstrap.CannotSetUp, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"没有建成，原因见上：{error}", file=sys.stderr)
        return 1
    for path in (target, *write_beside(target, version)):
        print(f"{path.relative_to(product.PROJECT)}（{path.stat().st_size:,} 字节）")
    if not signing.is_possible(os.environ):
        print("未签名：没有给出证书（SETTLEMENT_SIGN_PFX）。Windows 会在第一次运行时提示“未知发布者”。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
