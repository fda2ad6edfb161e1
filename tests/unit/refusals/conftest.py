"""The ledgers that the catalogue starts from, each made once by each worker."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.cli import Settle
from tests.support.script import play
from tests.unit.refusals.catalogue import LEDGER, Start, stage_scripts


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """By name, the folder with a ledger at that stage and the files that led to it; not to be changed."""
    root = tmp_path_factory.mktemp("stages")
    scripts = stage_scripts()
    names = list(scripts)

    def folder_of(name: str) -> Path:
        folder = root / name
        if not folder.exists():
            earlier = names[: names.index(name)]
            if earlier:
                shutil.copytree(folder_of(earlier[-1]), folder, ignore=shutil.ignore_patterns("*-备份"))
            else:
                folder.mkdir()
            with pytest.MonkeyPatch.context() as patch:
                patch.chdir(folder)
                play(scripts[name], Settle(folder / LEDGER), folder)
        return folder

    return folder_of


@pytest.fixture
def start(stages: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Start:
    """A function that gives the command line at a fresh copy of a stage; ``nothing`` is an empty folder."""
    folder = tmp_path / "案"

    def at(stage: str) -> Settle:
        if stage == "nothing":
            folder.mkdir()
        else:
            shutil.copytree(stages(stage), folder, ignore=shutil.ignore_patterns("*-备份"))
        monkeypatch.chdir(folder)
        return Settle(folder / LEDGER)

    return at
