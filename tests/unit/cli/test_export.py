"""``settle export``: what it writes, and that nothing is half written."""

from pathlib import Path

import pytest

from tests.support.cli import Settle

FORMS = ("xlsx", "beancount", "hledger")


@pytest.mark.parametrize("form", FORMS)
def test_it_says_what_it_wrote(form: str, settle: Settle, tmp_path: Path) -> None:
    file = tmp_path / f"导出.{form}"
    assert settle.ok("export", form, file) == {"file": str(file), "years": [2019], "warnings": []}
    assert file.stat().st_size > 800
    assert settle("export", form, file, "--force").out == f"2019年数据已写到 {file}\n"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("options", "code"),
    [((), "file_exists"), (("--force", "--year", 2031), "no_such_year")],
)
def test_a_refused_export_leaves_the_file_as_it_was(
    form: str, options: tuple[object, ...], code: str, settle: Settle, tmp_path: Path
) -> None:
    file = tmp_path / "导出"
    file.write_text("旧", encoding="utf-8")
    assert settle.refused("export", form, file, *options)["code"] == code
    assert file.read_text(encoding="utf-8") == "旧"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["导出", settle.ledger.name])


def test_a_name_that_windows_cannot_store_is_changed_and_said(settle: Settle, tmp_path: Path) -> None:
    done = settle.ok("export", "beancount", tmp_path / "a?b.beancount")
    assert Path(done["file"]).name == "a_b.beancount"
    assert "a_b.beancount" in done["warnings"][0]


@pytest.mark.parametrize("form", FORMS)
def test_the_ledger_does_not_change(form: str, settle: Settle, tmp_path: Path) -> None:
    before = settle.ledger.read_bytes()
    settle.ok("export", form, tmp_path / "导出")
    assert settle.ledger.read_bytes() == before


def test_a_year_without_anything_posted_is_accepted_empty(settle: Settle, tmp_path: Path) -> None:
    settle.ok("export", "beancount", tmp_path / "导出.beancount")
    text = (tmp_path / "导出.beancount").read_text(encoding="utf-8")
    assert "2019-01-02 balance Assets:Bank  0.00 ~ 0.00 CNY" in text.splitlines()
    assert text.count(" * ") == 0
