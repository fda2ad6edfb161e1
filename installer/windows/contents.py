"""What goes into the bundle, and what PyInstaller would put there though the program never uses it."""

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePosixPath

# Wanted by a library for something that we never ask of it.
EXCLUDED_MODULES = [
    "PIL._avif",  # reportlab imports PIL for pictures in documents, of which ours have none
    "PIL._imagingcms",
    "PIL._imagingft",
    "PIL._imagingmath",
    "PIL._imagingtk",
    "PIL._webp",
    "_hashlib",  # hashlib: OpenSSL's copy of what Python has by itself
    "_ssl",  # urllib: the program never calls home
    "charset_normalizer",  # reportlab: guessing how a file is encoded
    "numpy",  # openpyxl
    "pip",  # sqlite-utils: installing plug-ins
    "setuptools",  # whoever still knows distutils
    "tkinter",  # pdb
    "tzdata",  # zoneinfo: time zones other than UTC
    "unittest",  # pdb
]

# Beside the libraries of the modules that the program imports: what Qt's part for X11 stands on.
_QT_FOR_X11 = {"DBus", "OpenGL", "XcbQpa"}
_QT_PLUGINS = {
    "platforms": {"qwindows"} if sys.platform == "win32" else {"qoffscreen", "qxcb"},
    "styles": {"qmodernwindowsstyle"},
}
_QT_TRANSLATION = "qtbase_zh_CN.qm"
_QT_LIBRARY = re.compile(r"(?:lib)?Qt6?([A-Z]\w+)\.(?:dll|so|pyd|abi3\.so)")
_USELESS = re.compile(r"opengl32sw\.dll|d3dcompiler_\d+\.dll|py\.typed|.*\.pyi")


def data_files(project: Path) -> list[tuple[str, str]]:
    """Return our own files that the program opens, each with its folder in the bundle."""
    return [(str(project / "resources"), "resources"), (str(project / "LICENSE"), ".")]


def modules(project: Path) -> list[str]:
    """Return every module of the program, since commands and pages are imported by their names in a table."""
    found = (
        path.relative_to(project).with_suffix("").parts for path in (project / "settlement_app").rglob("*.py")
    )
    return [".".join(parts) for parts in sorted(found) if parts[-1] not in ("__init__", "__main__")]


def qt_modules(project: Path) -> set[str]:
    """Return the modules of Qt that the program imports: ``Core``, ``Widgets`` …"""
    sources = (path.read_text(encoding="utf-8") for path in (project / "settlement_app").rglob("*.py"))
    return {name for source in sources for name in re.findall(r"\bPySide6\.Qt(\w+)", source)}


def is_wanted(place: str, qt: set[str]) -> bool:
    """Say whether a file belongs in the bundle, by its place there and the modules of Qt that the program imports."""
    path = PurePosixPath(place.replace("\\", "/"))
    if "plugins" in path.parts:
        return path.name.removeprefix("lib").partition(".")[0] in _QT_PLUGINS.get(path.parent.name, ())
    if path.parent.name == "translations":
        return path.name == _QT_TRANSLATION
    library = _QT_LIBRARY.match(path.name)
    if library:
        return library[1] in qt | _QT_FOR_X11
    return not _USELESS.fullmatch(path.name) and path.parts[0] != "tzdata"


def packages_of(files: Iterable[Path]) -> Sequence[Mapping[str, str]]:
    """Return name, version and licence of every installed package that one of these files belongs to, and Python's."""
    taken = set(files)
    found = [_described(package) for package in distributions() if _holds_one_of(package, taken)]
    python = {"name": "python", "version": ".".join(map(str, sys.version_info[:3])), "licence": "PSF-2.0"}
    return [python, *sorted(found, key=lambda package: package["name"])]


def _holds_one_of(package: Distribution, files: set[Path]) -> bool:
    return any(Path(str(package.locate_file(file))) in files for file in package.files or ())


def _described(package: Distribution) -> dict[str, str]:
    told = package.metadata
    licence = told["License-Expression"] or told["License"] or ""
    return {"name": package.name.lower(), "version": package.version, "licence": licence.partition("\n")[0]}
