"""文档 through its widgets: what can be printed, the preview, saving, printing, the batch and its end."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event, Timer

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from settlement_app.domain.findings import InputError
from settlement_app.domain.papers.kinds import Kind, Manner
from settlement_app.domain.periods import Quarter
from settlement_app.gui.pages.documents import DocumentsPage
from settlement_app.gui.paper_acts import Wanted
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.printing import a_printer, print_paper
from settlement_app.gui.session import People, Session
from settlement_app.gui.tasks import Cancelled, Runner
from settlement_app.gui.window import Window
from settlement_app.office import documents, saving
from settlement_app.office.desk import Change, Desk
from settlement_app.office.finals import Final
from settlement_app.office.printables import Printable
from tests.gui.driver import button_of, click, dialog_of, look_at, once, opened, settled, shown
from tests.support.cli import PREPARER, REVIEWER, Settle
from tests.support.pdf import Pdf

Q1, Q2 = Quarter(2019, 1), Quarter(2019, 2)


@pytest.fixture
def page(qtbot: QtBot, session: Session, runner: Runner, preferences: Preferences) -> Iterator[DocumentsPage]:
    made = DocumentsPage(session, runner, preferences)
    qtbot.addWidget(made)
    made.resize(1000, 620)
    made.show()
    settled(qtbot, runner)
    yield made
    runner.cancel_all()


@pytest.fixture
def demo_page(
    qtbot: QtBot, qapp: object, runner: Runner, preferences: Preferences, demo_ledger: Path
) -> Iterator[DocumentsPage]:
    session = Session(date(2020, 3, 2), people=People(PREPARER, REVIEWER))
    look_at(session, demo_ledger)
    made = DocumentsPage(session, runner, preferences)
    qtbot.addWidget(made)
    made.resize(1000, 620)
    made.show()
    settled(qtbot, runner)
    yield made
    runner.cancel_all()


def rows(page: DocumentsPage) -> list[tuple[str, ...]]:
    """The texts of the table, row by row."""
    model = page.table.model()
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def choose(qtbot: QtBot, page: DocumentsPage, number: str) -> None:
    """Click the first row of that number, and wait for its preview."""
    row = [texts[1] for texts in rows(page)].index(number)
    index = page.table.model().index(row, 0)
    page.table.scrollTo(index)
    place = page.table.visualRect(index).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settled(qtbot, page.runner)


def save_as(qtbot: QtBot, page: DocumentsPage, file: Path) -> None:
    """Answer the file dialog."""
    choosing = dialog_of(qtbot, QFileDialog)
    choosing.selectFile(str(file))
    choosing.accept()
    once(qtbot, lambda: not choosing.isVisible())
    settled(qtbot, page.runner)


def test_drafts_lists_final_and_undone_papers_are_listed(
    qtbot: QtBot, page: DocumentsPage, session: Session, settle: Settle
) -> None:
    assert rows(page) == [
        ("季度结算单", "JS-12333-2019Q1", "○ 草稿", "–"),
        ("年终预清算单", "QS-12333-2019", "○ 草稿", "–"),
        ("考核扣款台账", "12333-2019", "◇ 截至今日", "–"),
        ("年度结算对账表", "12333-2019", "○ 草稿", "–"),
    ]
    settle.post("2019Q1")
    settle.ok("quarter", "reverse", "2019Q1", "--reason", "误", "--reviewer", REVIEWER)
    settle.post("2019Q1")
    session.tell_changed()
    settled(qtbot, page.runner)
    assert [row for row in rows(page) if row[0] != "考核扣款台账"] == [
        ("年终预清算单", "QS-12333-2019", "○ 草稿", "–"),
        ("年度结算对账表", "12333-2019", "○ 草稿", "–"),
        ("付款申请单", "FK-12333-2019Q1", "○ 草稿", "–"),
        ("季度结算单", "JS-12333-2019Q1", "⊗ 已冲销", "0／0"),
        ("冲销单", "HC-JS-12333-2019Q1", "● 已定", "0／0"),
        ("季度结算单", "JS-12333-2019Q1-2", "● 已定", "0／0"),
    ]
    session.choose(Q2)
    settled(qtbot, page.runner)
    assert ("季度结算单", "JS-12333-2019Q2", "○ 草稿", "–") in rows(page)
    assert "FK-12333-2019Q1" not in [row[1] for row in rows(page)]


def test_the_cursor_begins_on_the_quarters_last_final_paper(
    qtbot: QtBot, session: Session, runner: Runner, preferences: Preferences, settle: Settle
) -> None:
    settle.post("2019Q1")
    session.tell_changed()
    page = DocumentsPage(session, runner, preferences)
    qtbot.addWidget(page)
    page.show()
    settled(qtbot, runner)
    assert page.chosen
    assert page.chosen.number == "JS-12333-2019Q1"
    assert "草稿只列第一季度和全年的" in shown(page)


def test_the_preview_is_the_paper_and_never_counts(
    qtbot: QtBot, page: DocumentsPage, session: Session, settle: Settle
) -> None:
    assert "季度结算单" in page.view.shown_text
    assert "共 2 页" in shown(page)
    settle.post("2019Q1")
    before = settle.ledger.read_bytes()
    session.tell_changed()
    settled(qtbot, page.runner)
    choose(qtbot, page, "FK-12333-2019Q1")
    assert "17,846,800.00" in page.view.shown_text
    choose(qtbot, page, "JS-12333-2019Q1")
    assert "壹仟柒佰捌拾肆万陆仟捌佰元整" in page.view.shown_text
    assert settle.ledger.read_bytes() == before


def test_pages_are_drawn_dot_for_dot_and_again_when_they_are_zoomed(
    qtbot: QtBot, page: DocumentsPage
) -> None:
    once(qtbot, lambda: len(page.view.pictures) == 2)
    first, sheet = page.view.pictures[0], page.view.widget()
    assert sheet
    ratio = page.view.devicePixelRatioF()
    assert first.devicePixelRatio() == ratio
    assert abs(first.width() - (sheet.width() - 16) * ratio) <= 2
    assert len({first.pixelColor(x, first.height() // 3).value() for x in range(first.width())}) > 1
    click(qtbot, page, "放大")
    once(qtbot, lambda: page.view.pictures[0].width() > first.width() * 1.2)
    click(qtbot, page, "缩小")
    click(qtbot, page, "缩小")
    once(qtbot, lambda: page.view.pictures[0].width() < first.width())
    click(qtbot, page, "适合宽度")
    once(qtbot, lambda: page.view.pictures[0].width() == first.width())
    page.resize(1200, 620)
    once(qtbot, lambda: page.view.pictures[0].width() > first.width())


def test_when_the_paper_that_is_looked_at_is_undone_another_is_chosen(
    qtbot: QtBot, page: DocumentsPage, session: Session, settle: Settle
) -> None:
    settle.post("2019Q1")
    session.tell_changed()
    choose(qtbot, page, "JS-12333-2019Q1")
    settle.ok("quarter", "reverse", "2019Q1", "--reason", "有误", "--reviewer", REVIEWER)
    settle.post("2019Q1")
    session.tell_changed()
    chosen = page.chosen
    assert chosen
    assert chosen.number == "JS-12333-2019Q1-2"
    settled(qtbot, page.runner)


def test_a_final_paper_is_saved_stored_and_counted(
    qtbot: QtBot, page: DocumentsPage, session: Session, settle: Settle, tmp_path: Path
) -> None:
    settle.post("2019Q1")
    session.tell_changed()
    choose(qtbot, page, "JS-12333-2019Q1")
    click(qtbot, page, "保存…")
    choosing = dialog_of(qtbot, QFileDialog)
    assert Path(choosing.selectedFiles()[0]).name == "季度结算单 JS-12333-2019Q1.pdf"
    file = tmp_path / "一季度"
    save_as(qtbot, page, file)
    written = file.with_suffix(".pdf")
    assert page.notice.text == f"季度结算单 JS-12333-2019Q1 已保存到 {written}"
    assert ("季度结算单", "JS-12333-2019Q1", "● 已定", "0／1") in rows(page)
    (listed,) = [row for row in settle.ok("document", "list") if row["kind"] == "settlement"]
    assert listed["sha256"]
    assert "17,846,800.00" in Pdf(written).text


def test_it_begins_at_the_kind_of_paper_that_was_asked_for(qtbot: QtBot, demo_page: DocumentsPage) -> None:
    session = demo_page.session
    session.choose(Q1)
    for kind in ("assessment", "settlement", "rectification"):
        demo_page.hide()
        session.ask_for(kind)
        demo_page.show()
        settled(qtbot, demo_page.runner)
        chosen = demo_page.chosen
        assert chosen
        assert (chosen.kind, chosen.about) == (kind, Q1)


def test_a_second_batch_begins_where_the_first_did(
    qtbot: QtBot, demo_page: DocumentsPage, tmp_path: Path
) -> None:
    for _ in range(2):
        click(qtbot, demo_page, "全年批量保存…")
        choosing = dialog_of(qtbot, QFileDialog)
        choosing.setDirectory(str(tmp_path)) if not list(tmp_path.glob("2019年单据")) else None
        assert Path(choosing.directory().path()) == tmp_path
        choosing.selectFile(str(tmp_path))
        choosing.accept()
        settled(qtbot, demo_page.runner)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["2019年单据"]
    assert demo_page.acts.saved_to == tmp_path / "2019年单据"
    question = dialog_of(qtbot, QMessageBox)
    assert "已存在，没有覆盖" in question.text()
    click(qtbot, question, "取消")


@pytest.mark.parametrize(("answer", "kept"), [("取消", True), ("替换", False), ("换一个名字…", True)])
def test_an_existing_file_is_asked_about(
    qtbot: QtBot, page: DocumentsPage, tmp_path: Path, answer: str, kept: bool
) -> None:
    file = tmp_path / "单.pdf"
    file.write_text("别的", encoding="utf-8")
    click(qtbot, page, "保存…")
    save_as(qtbot, page, file)
    question = dialog_of(qtbot, QMessageBox)
    assert f"文件 {file} 已存在，没有覆盖；请换一个文件名" in question.text()
    assert "--force" not in question.text()
    click(qtbot, question, answer)
    settled(qtbot, page.runner)
    if answer == "换一个名字…":
        save_as(qtbot, page, tmp_path / "另.pdf")
        assert Pdf(tmp_path / "另.pdf").text
    assert (file.read_bytes() == "别的".encode()) == kept


def test_a_file_that_is_in_use_is_told_and_another_name_offered(
    qtbot: QtBot,
    page: DocumentsPage,
    session: Session,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settle.post("2019Q1")
    session.tell_changed()
    choose(qtbot, page, "JS-12333-2019Q1")
    file = tmp_path / "开着.pdf"
    file.write_text("别的", encoding="utf-8")
    with monkeypatch.context() as patched:
        held = Path.open

        def refuse(self: Path, mode: str = "r", *more: object, **named: object) -> object:
            if self == file and mode == "r+b":  # as Windows does while a reader shows the file
                raise PermissionError(13, "sharing violation", str(file))
            return held(self, mode, *more, **named)  # type: ignore[call-overload] # passed on as given

        patched.setattr(Path, "open", refuse)
        click(qtbot, page, "保存…")
        save_as(qtbot, page, file)
        click(qtbot, dialog_of(qtbot, QMessageBox), "替换")
        settled(qtbot, page.runner)
        question = dialog_of(qtbot, QMessageBox)
        assert f"{file} 正被其他程序打开，或没有写入权限，没有保存" in question.text()
        assert ("季度结算单", "JS-12333-2019Q1", "● 已定", "0／0") in rows(page), "nothing was counted"
        click(qtbot, question, "换一个名字…")
    save_as(qtbot, page, tmp_path / "另.pdf")
    assert page.notice.text.endswith("另.pdf")
    assert file.read_text(encoding="utf-8") == "别的"


def test_a_whole_year_is_saved_into_a_folder_of_its_own(
    qtbot: QtBot, demo_page: DocumentsPage, tmp_path: Path
) -> None:
    prints = {row[1]: row[3] for row in rows(demo_page)}
    click(qtbot, demo_page, "全年批量保存…")
    save_as(qtbot, demo_page, tmp_path)
    folder = tmp_path / "2019年单据"
    made = sorted(path.name for path in folder.iterdir())
    count = len(rows(demo_page))
    assert len(made) == count
    assert demo_page.notice.text == f"{count} 份单据已保存到 {folder}（草稿不在内）"
    assert "季度结算单 JS-12333-2019Q2.pdf" in made
    assert not demo_page.progress.isVisible()
    assert [path for path in tmp_path.iterdir() if path.name.endswith(".part")] == []
    now = {row[1]: row[3] for row in rows(demo_page)}
    printed, saved = prints["JS-12333-2019Q2"].split("／")
    assert now["JS-12333-2019Q2"] == f"{printed}／{int(saved) + 1}"
    click(qtbot, demo_page, "全年批量保存…")
    save_as(qtbot, demo_page, tmp_path)
    question = dialog_of(qtbot, QMessageBox)
    assert "已存在，没有覆盖" in question.text()
    click(qtbot, question, "替换")
    settled(qtbot, demo_page.runner)
    assert demo_page.notice.text == f"{count} 份单据已保存到 {folder}（草稿不在内）"


def test_a_quarter_is_saved_alone(qtbot: QtBot, demo_page: DocumentsPage, tmp_path: Path) -> None:
    demo_page.session.choose(Q1)
    settled(qtbot, demo_page.runner)
    click(qtbot, demo_page, "全季批量保存…")
    save_as(qtbot, demo_page, tmp_path)
    assert sorted(path.name for path in (tmp_path / "2019年第一季度单据").iterdir()) == [
        "付款申请单 FK-12333-2019Q1.pdf",
        "季度结算单 JS-12333-2019Q1.pdf",
        "季度考核表 KH-12333-2019Q1.pdf",
        "整改及扣款通知书 ZG-12333-2019Q1.pdf",
    ]


def test_what_cannot_be_done_says_why(page: DocumentsPage) -> None:
    button = button_of(page, "全季批量保存…")
    assert not button.isEnabled()
    assert button.toolTip() == "第一季度还没有已定的单据"
    assert "全季批量保存：第一季度还没有已定的单据" in shown(page)


def held_at_third_paper(monkeypatch: pytest.MonkeyPatch) -> tuple[Event, Event]:
    """Let a batch wait before its third paper; returns what tells that it waits, and what lets it go on."""
    make, waits, go_on = documents._print, Event(), Event()
    made: list[str] = []

    def slow(change: Change, final: Final, manner: Manner) -> documents.Printed:
        if len(made) == 2:
            waits.set()
            assert go_on.wait(20)
        made.append(final.number)
        return make(change, final, manner)

    monkeypatch.setattr(documents, "_print", slow)
    return waits, go_on


def test_a_cancelled_batch_leaves_nothing_behind(
    qtbot: QtBot, demo_page: DocumentsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = demo_page.session.desk.ledger.read_bytes()
    waits, go_on = held_at_third_paper(monkeypatch)
    click(qtbot, demo_page, "全年批量保存…")
    choosing = dialog_of(qtbot, QFileDialog)
    choosing.selectFile(str(tmp_path))
    choosing.accept()
    once(qtbot, lambda: waits.is_set() and demo_page.progress.bar.value() == 4)
    assert demo_page.progress.isVisible()
    click(qtbot, demo_page, "取消")
    assert "正在取消…" in shown(demo_page)
    go_on.set()
    settled(qtbot, demo_page.runner)
    assert demo_page.notice.text == "已取消，没有保存任何单据，也没有计入次数。"
    assert list(tmp_path.glob("*单据*")) == []
    assert not demo_page.progress.isVisible()
    assert demo_page.session.desk.ledger.read_bytes() == ledger


def test_the_window_can_be_closed_in_the_middle_of_a_batch(
    qtbot: QtBot,
    runner: Runner,
    preferences: Preferences,
    demo_ledger: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = demo_ledger.read_bytes()
    window = Window(Session(date(2020, 3, 2)), runner, preferences)
    qtbot.addWidget(window)
    window.show()
    opened(qtbot, window, demo_ledger)
    window.show_page("documents")
    settled(qtbot, runner)
    page = window.pages["documents"]
    assert isinstance(page, DocumentsPage)
    waits, go_on = held_at_third_paper(monkeypatch)
    click(qtbot, page, "全年批量保存…")
    choosing = dialog_of(qtbot, QFileDialog)
    choosing.selectFile(str(tmp_path))
    choosing.accept()
    once(qtbot, waits.is_set)
    Timer(0.2, go_on.set).start()  # the paper in hand is finished while the window waits for it
    window.close()
    settled(qtbot, runner)
    assert list(tmp_path.glob("*单据*")) == []
    assert [path.name for path in tmp_path.iterdir() if ".part" in path.name] == []
    assert demo_ledger.read_bytes() == before


def wanted(row: Printable) -> Wanted:
    return Wanted(row.kind, row.target, row.number, row.file_name)


def pdf_printer(file: Path, resolution: int = 150) -> QPrinter:
    printer = a_printer("测试")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(resolution)
    return printer


def test_ctrl_p_opens_the_systems_dialog_and_printing_counts(
    qtbot: QtBot, page: DocumentsPage, session: Session, settle: Settle, tmp_path: Path
) -> None:
    settle.post("2019Q1")
    session.tell_changed()
    choose(qtbot, page, "JS-12333-2019Q1")
    page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = dialog_of(qtbot, QPrintDialog)
    assert dialog.windowTitle() == "打印 季度结算单 JS-12333-2019Q1"
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(tmp_path / "印.pdf"))
    dialog.printer().setResolution(150)
    dialog.done(QPrintDialog.DialogCode.Accepted)
    settled(qtbot, page.runner)
    file = tmp_path / "印.pdf"
    assert page.notice.text == f"季度结算单 JS-12333-2019Q1 已打印到 {file}，共 2 页。"
    assert len(Pdf(tmp_path / "印.pdf").pages) == 2
    assert ("季度结算单", "JS-12333-2019Q1", "● 已定", "1／0") in rows(page)


@pytest.mark.parametrize(
    ("kind", "target", "sheets", "landscape"),
    [("settlement", "2019Q1", 2, False), ("annual", "2019", 1, True), ("deductions", "2019", 1, True)],
)
def test_a_printed_page_is_the_page_at_its_own_size(
    qapp: object,
    settle: Settle,
    tmp_path: Path,
    kind: Kind,
    target: str,
    sheets: int,
    landscape: bool,
) -> None:
    content = documents.preview(Desk(settle.ledger, "", date(2019, 4, 12)), kind, target).content
    told: list[tuple[int, int]] = []
    sent = print_paper(content, pdf_printer(tmp_path / "印.pdf"), lambda *at: told.append(at))
    assert sent == sheets
    assert told == [(done, sheets) for done in range(sheets + 1)]
    printed, made = Pdf(tmp_path / "印.pdf").picture(0), Pdf(content).picture(0)
    assert (printed.width > printed.height) == landscape
    assert abs(printed.width - made.width) <= 2
    ink = [sum(p.convert("L").histogram()[:128]) for p in (printed, made)]
    assert 0.5 < ink[0] / ink[1] < 2, "as much ink as on the page itself"


def test_only_the_pages_that_were_asked_for_are_printed(qapp: object, settle: Settle, tmp_path: Path) -> None:
    content = documents.preview(Desk(settle.ledger, "", date(2019, 4, 12)), "settlement", "2019Q1").content
    printer = pdf_printer(tmp_path / "印.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    assert print_paper(content, printer, lambda *_: None) == 1
    assert len(Pdf(tmp_path / "印.pdf").pages) == 1


def test_printing_can_be_cancelled_between_pages(
    qtbot: QtBot, page: DocumentsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancelled(*_: object) -> int:
        raise Cancelled

    monkeypatch.setattr("settlement_app.gui.paper_acts.print_paper", cancelled)
    row = page.chosen
    assert row
    page.acts.print_to(wanted(row), pdf_printer(tmp_path / "印.pdf"))
    settled(qtbot, page.runner)
    assert page.notice.text == "打印已取消；已经送出的页可能仍会印出。"


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_told(qtbot: QtBot, page: DocumentsPage, tmp_path: Path) -> None:
    row = page.chosen
    assert row
    page.acts.print_to(wanted(row), pdf_printer(tmp_path / "没有" / "印.pdf"))
    settled(qtbot, page.runner)
    assert "打印机没有接受这份单据，没有打印" in page.notice.text


def test_a_folder_that_cannot_be_written_is_told_before_anything_counts(
    settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle.post("2019Q1")
    desk = Desk(settle.ledger, PREPARER, date(2019, 4, 12))
    before = settle.ledger.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(saving, "TemporaryFile", full)
    with pytest.raises(InputError, match="磁盘已满"):
        saving.save(desk, "settlement", "2019Q1", tmp_path / "单.pdf", force=False)
    assert settle.ledger.read_bytes() == before
    assert not (tmp_path / "单.pdf").exists()


@pytest.mark.parametrize("opens", [True, False])
def test_a_folder_that_the_system_does_not_open_is_named(
    qtbot: QtBot, page: DocumentsPage, monkeypatch: pytest.MonkeyPatch, *, opens: bool
) -> None:
    monkeypatch.setattr("settlement_app.gui.pages.documents.QDesktopServices.openUrl", lambda _: opens)
    click(qtbot, page, "打开文件夹")
    told = "" if opens else f"系统没有能打开文件夹的程序；单据在 {page.acts.saved_to}"
    assert page.notice.text == told
