"""The installer: what its script is told, the list of its files, and the compiler that makes it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PureWindowsPath

from installer.windows import product

SCRIPT = product.HERE / "setup.nsi"
# Debian packs an installer stub for 64-bit Windows, and its Wine runs no other; NSIS's own has the 32-bit one only.
TARGET = "x86-unicode" if sys.platform == "win32" else "amd64-unicode"


def file_macros(bundle: Path) -> str:
    """Return the macros InstallFiles and RemoveFiles for the files of a bundle, each by its name."""
    files = sorted(path.relative_to(bundle) for path in bundle.rglob("*") if path.is_file())
    folders = {parent for path in files for parent in path.parents if parent != Path()}
    # Files of one kind beside each other are packed better.
    by_kind = sorted(files, key=lambda path: (path.suffix, path))
    install = [
        line
        for path in by_kind
        for line in (
            f'SetOutPath "{_installed(path.parent)}"',
            f'File "/oname={_escaped(path.name)}" "{bundle / path}"',
        )
    ]
    remove = [f'Delete "{_installed(path)}"' for path in files]
    remove += [f'RMDir "{_installed(folder)}"' for folder in sorted(folders, reverse=True)]
    return _macro("InstallFiles", install) + _macro("RemoveFiles", remove)


def _macro(name: str, lines: Iterable[str]) -> str:
    return "\n  ".join((f"!macro {name}", *lines)) + "\n!macroend\n"


def _installed(path: Path) -> str:
    return str(PureWindowsPath("$INSTDIR", *(_escaped(part) for part in path.parts)))


def _escaped(name: str) -> str:
    return name.replace("$", "$$")  # where a variable of the script could stand


def definitions(bundle: Path, work: Path, output: Path, version: str) -> Mapping[str, object]:
    """Return what the script wants to be told about the program, the bundle and where to write."""
    size = sum(path.stat().st_size for path in bundle.rglob("*") if path.is_file())
    return {
        "TARGET": TARGET,
        "NAME": product.NAME,
        "PUBLISHER": product.PUBLISHER,
        "KEY": product.KEY,
        "SUFFIX": product.SUFFIX,
        "WINDOW": product.WINDOW,
        "CONSOLE": product.CONSOLE,
        "VERSION": version,
        "VERSION_NUMBERS": ".".join(map(str, product.version_numbers(version))),
        "SIZE_KB": size // 1024,
        "FILES": work / "files.nsh",
        "ICON": work / "app.ico",
        "OUTPUT": output,
    }


def compile_setup(
    bundle: Path, work: Path, output: Path, version: str, sign: str | None = None, *, quick: bool = False
) -> None:
    """Compile the installer of a bundle; ``work`` holds app.ico and gets files.nsh, ``quick`` packs badly and fast.

    Raises FileNotFoundError where there is no makensis, CalledProcessError where it refuses.
    """
    (work / "files.nsh").write_text(file_macros(bundle), encoding="utf-8")
    told = dict(definitions(bundle, work, output, version))
    if sign:
        told["SIGN"] = sign
    if quick:
        told["QUICK"] = ""
    subprocess.run([makensis(), *_options(told), str(SCRIPT)], cwd=product.PROJECT, check=True)


def _options(told: Mapping[str, object]) -> Sequence[str]:
    return ["-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in told.items())]


def makensis() -> str:
    """Return NSIS's compiler; raises FileNotFoundError where it is not installed."""
    usual = Path(os.environ.get("PROGRAMFILES(X86)", ""), "NSIS", "makensis.exe")
    found = shutil.which("makensis") or (str(usual) if usual.is_file() else None)
    if found is None:
        raise FileNotFoundError("缺少 NSIS 的 makensis：Debian 上安装软件包 nsis，Windows 上安装 NSIS 3。")
    return found
