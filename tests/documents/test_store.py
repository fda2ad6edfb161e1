"""A final paper is stored when it is first made and printed from the store ever after."""

from pathlib import Path

import pytest

from settlement_app.documents import render
from tests.support.cli import REVIEWER, Settle


def written(settle: Settle, target: str, name: str) -> bytes:
    file = settle.ledger.with_name(name)
    settle.ok("document", "render", "settlement", target, "-o", file)
    return file.read_bytes()


def test_every_print_is_the_same_file_and_is_counted(settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    settle.post("2019Q1")
    assert settle.ok("document", "list")[0] == {
        "document": "JS-12333-2019Q1",
        "kind": "settlement",
        "target": "2019Q1",
        "state": "posted",
        "sha256": None,
        "prints": 0,
    }
    first = written(settle, "2019Q1", "一.pdf")

    def no_second_time(*_: object) -> bytes:
        raise AssertionError("a stored paper is never made again")

    monkeypatch.setattr(render, "render", no_second_time)
    assert written(settle, "JS-12333-2019Q1", "二.pdf") == first
    listed = settle.ok("document", "list")[0]
    assert listed["prints"] == 2
    assert len(listed["sha256"]) == 64
    assert settle.ok("ledger", "verify")["checked"]["documents"] == 1


def test_the_same_input_gives_the_same_bytes(settle: Settle) -> None:
    assert written(settle, "2019Q1", "一.pdf") == written(settle, "2019Q1", "二.pdf")


def test_a_draft_is_neither_stored_nor_counted(settle: Settle) -> None:
    before = settle.ledger.read_bytes()
    written(settle, "2019Q1", "一.pdf")
    assert settle.ledger.read_bytes() == before


def test_the_paper_says_what_was_true_when_it_was_posted(settle: Settle) -> None:
    settle.post("2019Q1")
    settle.ok("contract", "set", "number", "补录的合同编号", "--reason", "补录")
    from tests.support.pdf import Pdf

    assert "补录的合同编号" not in Pdf(written(settle, "2019Q1", "一.pdf")).text
    assert "补录的合同编号" in Pdf(written(settle, "2019Q2", "二.pdf")).text


def test_a_reversed_paper_is_another_file_and_the_first_stays(settle: Settle) -> None:
    settle.post("2019Q1")
    first = written(settle, "2019Q1", "一.pdf")
    settle.ok("quarter", "reverse", "2019Q1", "--reason", "误", "--reviewer", REVIEWER)
    second = written(settle, "JS-12333-2019Q1", "二.pdf")
    assert first != second
    assert settle.ok("ledger", "verify")["checked"]["documents"] == 2


@pytest.mark.parametrize(
    ("kind", "target", "status", "message"),
    [
        ("settlement", "2018Q1", 1, "没有包含2018年第一季度的合同；请核对季度"),
        (
            "settlement",
            "JS-9",
            1,
            "没有单据 JS-9；请用 document list 核对单号，或写季度（如 2019Q1）、年度（如 2019）",
        ),
        ("assessment", "JS-12333-2019Q1", 2, "JS-12333-2019Q1 是季度结算单，不是季度考核表；请核对类别"),
    ],
)
def test_what_is_not_there_is_refused(
    settle: Settle, tmp_path: Path, kind: str, target: str, status: int, message: str
) -> None:
    settle.post("2019Q1")
    done = settle("--json", "document", "render", kind, target, "-o", tmp_path / "x.pdf")
    assert (done.status, done.json["error"]["message"]) == (status, message)
    assert not (tmp_path / "x.pdf").exists()


def test_an_existing_file_is_kept_unless_force_is_given(settle: Settle, tmp_path: Path) -> None:
    file = tmp_path / "单.pdf"
    file.write_text("别的", encoding="utf-8")
    error = settle.refused("document", "render", "settlement", "2019Q1", "-o", file)
    assert error["code"] == "file_exists"
    assert file.read_text(encoding="utf-8") == "别的"
    settle.ok("document", "render", "settlement", "2019Q1", "-o", file, "--force")
    assert file.read_bytes().startswith(b"%PDF")


def test_a_name_that_windows_cannot_store_is_changed_and_said(settle: Settle, tmp_path: Path) -> None:
    done = settle.ok("document", "render", "settlement", "2019Q1", "-o", tmp_path / 'a"b?.pdf')
    assert Path(done["file"]).name == "a_b_.pdf"
    assert done["warnings"] == ['文件名“a"b?.pdf”含 Windows 不能保存的字符，已改为“a_b_.pdf”']
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["a_b_.pdf"]
