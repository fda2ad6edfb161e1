"""Whole years on the command line: each text beside this file is played as it stands."""

from pathlib import Path

import pytest

from tests.support.cli import Settle
from tests.support.script import play

SCENARIOS = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("script", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settle = Settle(tmp_path / "台账.settlement")
    play(script.read_text(encoding="utf-8"), settle, tmp_path)
    assert settle.ok("ledger", "verify")["problems"] == []
