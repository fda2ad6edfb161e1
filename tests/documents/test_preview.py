"""A preview shows what would be printed; it never stores and never counts."""

import errno
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from settlement_app.domain.books import Target
from settlement_app.domain.findings import InputError, RuleRefusal
from settlement_app.domain.papers.kinds import Kind
from settlement_app.domain.periods import Quarter
from settlement_app.office import documents, payables, saving
from settlement_app.office.desk import Desk
from settlement_app.office.printables import printables
from tests.support.cli import PREPARER, REVIEWER, Settle
from tests.support.pdf import Pdf

Q1 = Quarter(2019, 1)


@pytest.fixture
def desk(settle: Settle) -> Desk:
    settle.post("2019Q1")
    return Desk(settle.ledger, PREPARER, date(2019, 4, 12))


def test_before_the_first_print_it_is_what_that_will_store(desk: Desk) -> None:
    before = desk.ledger.read_bytes()
    seen = documents.preview(desk, "settlement", "2019Q1")
    assert desk.ledger.read_bytes() == before
    assert documents.render(desk, "settlement", "2019Q1") == seen


def test_after_it_the_stored_file_is_shown_and_not_counted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = documents.render(desk, "settlement", "2019Q1")

    def no_second_time(*_: object) -> bytes:
        raise AssertionError("a stored paper is never made again")

    monkeypatch.setattr(documents, "_pdf", no_second_time)
    assert documents.preview(desk, "settlement", "JS-12333-2019Q1") == printed
    assert [entry.prints for entry in documents.listed(desk) if entry.kind == "settlement"] == [1]


def test_a_payment_request_is_a_draft_until_it_is_printed(desk: Desk) -> None:
    draft = documents.preview(desk, "payment-request", "2019Q1", 100_00)
    assert (draft.number, draft.state) == ("FK-12333-2019Q1", "draft")
    assert "草稿" in Pdf(draft.content).text
    issued = documents.render(desk, "payment-request", "2019Q1", 100_00)
    assert documents.preview(desk, "payment-request", "2019Q1", 100_00) == issued
    assert documents.preview(desk, "payment-request", issued.number) == issued


@pytest.mark.parametrize(
    ("kind", "target", "amount", "refusal"),
    [
        ("reversal", "2019Q1", None, "2019Q1 没有冲销单"),
        ("settlement", "2018Q1", None, "没有包含2018年第一季度的合同"),
        ("settlement", "2019Q1", 1, "只有按季度或清算编制付款申请单时才能写"),
        ("payment-request", "2019Q2", None, "2019年第二季度结算尚未审定"),
        ("payment-request", "JS-12333-2019Q1", None, "JS-12333-2019Q1 是季度结算单，不是付款申请单"),
    ],
)
def test_it_refuses_what_printing_refuses(
    desk: Desk, kind: Kind, target: str, amount: int | None, refusal: str
) -> None:
    for act in (documents.preview, documents.render):
        with pytest.raises((RuleRefusal, InputError), match=refusal):
            act(desk, kind, target, amount)


def test_every_printable_paper_can_be_previewed(desk: Desk) -> None:
    for row in printables(desk, Q1):
        shown = documents.preview(desk, row.kind, row.target)
        assert (shown.number, shown.kind, shown.state) == (row.number, row.kind, row.state)


def test_every_paper_of_the_demonstration_can_be_previewed(demo_ledger: object) -> None:
    desk = Desk(demo_ledger, PREPARER, date(2020, 3, 2))  # type: ignore[arg-type] # the fixture's path
    rows = printables(desk, Q1)
    assert len(rows) == 18
    for row in rows:
        shown = documents.preview(desk, row.kind, row.target)
        assert (shown.number, shown.kind, shown.state) == (row.number, row.kind, row.state)


def test_a_request_is_named_as_the_final_paper_that_saving_makes_of_it(desk: Desk) -> None:
    (row,) = (row for row in printables(desk, Q1) if row.kind == "payment-request")
    assert row.file_name == documents.render(desk, "payment-request", "2019Q1").file_name


def test_a_batch_needs_no_folder_and_replaces_only_when_asked(desk: Desk, settle: Settle) -> None:
    folder = saving.folder_for(settle.ledger.parent, Q1)
    assert folder.name == "2019年第一季度单据"
    assert len(saving.save_all(desk, Q1, folder, force=False).papers) == 1
    (file,) = folder.iterdir()
    file.write_text("旧", encoding="utf-8")
    with pytest.raises(RuleRefusal, match="已存在，没有覆盖"):
        saving.save_all(desk, Q1, folder, force=False)
    assert file.read_text(encoding="utf-8") == "旧"
    saving.save_all(desk, Q1, folder, force=True)
    assert file.read_bytes() == documents.preview(desk, "settlement", "2019Q1").content
    assert [entry.prints for entry in documents.listed(desk)] == [2], "what was refused was not counted"


def test_a_disk_that_fills_up_during_a_batch_is_told_and_nothing_is_left(
    desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path, __: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    folder = saving.folder_for(settle.ledger.parent, Q1)
    before = set(settle.ledger.parent.iterdir())
    with pytest.raises(InputError, match=r"磁盘已满.*没有保存；请检查磁盘空间和路径"):
        saving.save_all(desk, Q1, folder, force=False)
    assert set(settle.ledger.parent.iterdir()) == before


def test_the_folder_of_a_batch_is_not_made_within_itself(tmp_path: Path) -> None:
    folder = saving.folder_for(tmp_path, 2019)
    assert folder == tmp_path / "2019年单据"
    assert saving.folder_for(folder, 2019) == folder
    assert saving.folder_for(folder, Q1) == folder / "2019年第一季度单据"


def test_a_batch_names_the_files_that_do_not_say_that_their_papers_were_undone(
    desk: Desk, settle: Settle
) -> None:
    folder = saving.folder_for(settle.ledger.parent, Q1)
    assert saving.save_all(desk, Q1, folder, force=False).warnings == ()
    settle.ok("quarter", "reverse", "2019Q1", "--reason", "误", "--reviewer", REVIEWER)
    saved = saving.save_all(desk, Q1, folder, force=True)
    assert saved.warnings == (
        "文件夹里的“季度结算单 JS-12333-2019Q1.pdf”是以前保存的，没有标明已冲销，请勿再用；标明已冲销的另有一份",
    )
    names = {path.name for path in folder.iterdir()}
    assert {"季度结算单 JS-12333-2019Q1.pdf", "季度结算单 JS-12333-2019Q1（已冲销）.pdf"} <= names


def test_the_state_of_what_is_due_and_what_forbids_more(desk: Desk) -> None:
    year = payables.payables(desk, 2019)
    (row,) = year.payables
    assert (row.state, row.due, row.unpaid, row.number) == ("未付", *2 * (1_784_680_000,), "JS-12333-2019Q1")
    target = Target(quarter=Q1)
    assert payables.request_number(desk, year.books, target, 1) == "FK-12333-2019Q1"
    assert payables.request_problems(desk, year.books, target, 1) == ()
    assert payables.request_problems(desk, year.books, target, 0) != ()
    nothing_due = replace(row, due=0, unpaid=0)
    assert (nothing_due.no_payment, nothing_due.no_invoice) == ("已全部付清", "")
