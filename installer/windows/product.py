"""What the Windows program is called and which version it is: the one place for both, read by everything beside it."""

import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent

NAME = "季度结算"
PUBLISHER = "settlement-app"
WINDOW = "settlement-app"  # the windowed program's file, without its suffix
CONSOLE = "settle"  # the command line's
KEY = "SettlementApp"  # of the folder, the registry's keys and the file type
SUFFIX = ".settlement"  # of a ledger

# The CPython of the bundle, as actions/setup-python reads it too; changed once a year.
CPYTHON = (HERE / "python-version").read_text(encoding="ascii").strip()


def version() -> str:
    """Return the program's version, as pyproject.toml declares it."""
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(declared["project"]["version"])


def version_numbers(text: str) -> tuple[int, int, int, int]:
    """Return a version as the four numbers that Windows stores: ``1.2.3rc1`` is 1, 2, 3, 0."""
    numbers = []
    for part in text.split(".")[:4]:
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        numbers.append(int(digits or 0))
        if digits != part:  # what follows rc, dev or + is no number of Windows
            break
    numbers += [0] * (4 - len(numbers))
    return numbers[0], numbers[1], numbers[2], numbers[3]


def setup_name(program_version: str) -> str:
    """Return the name of the installer's file."""
    return f"{WINDOW}-{program_version}-setup.exe"
