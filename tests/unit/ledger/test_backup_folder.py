"""What the copies of a ledger are called after."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from settlement_app.ledger.backup_folder import BEFORE_UPGRADE, Backup, backups_of, copies_of


@pytest.mark.parametrize(
    ("name", "occasion"),
    [
        ("000002-JS-12333-2019Q1.settlement", "审定 JS-12333-2019Q1 之后"),
        ("000003-HC-JS-12333-2019Q1.settlement", "冲销 JS-12333-2019Q1 之后"),
        ("000045-QS-12333-2019-2.settlement", "审定 QS-12333-2019-2 之后"),
        ("2019-04-20-101500.settlement", "手工备份"),
        ("自己的备份.settlement", "手工备份"),
        (f"{BEFORE_UPGRADE.format(version=1)}.settlement", "升级以前"),
        (f"{BEFORE_UPGRADE.format(version=12)}-2.settlement", "升级以前"),
    ],
)
def test_a_copy_says_what_it_was_made_after(name: str, occasion: str) -> None:
    assert Backup(Path(name), datetime(2019, 4, 20, tzinfo=UTC)).occasion == occasion


def test_the_folder_is_the_ledgers_or_the_chosen_one(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.settlement"
    assert copies_of(ledger) == tmp_path / "台账-备份"
    chosen = copies_of(ledger, tmp_path / "共享")
    assert chosen.parent == tmp_path / "共享"
    assert re.fullmatch("台账-[0-9a-f]{6}-备份", chosen.name)
    assert copies_of(tmp_path / "2020" / "台账.settlement", chosen.parent) != chosen, "of another year"
    assert backups_of(ledger) == ()
    copies_of(ledger).mkdir()
    for name in ("a.settlement", ".b.settlement", "c.txt"):
        (copies_of(ledger) / name).write_text("", encoding="utf-8")
    assert [backup.path.name for backup in backups_of(ledger)] == ["a.settlement"]
