"""Files brought into 人员经费: chosen or dropped, every problem at its cell, nothing stored until it is accepted."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from settlement_app.gui.dialogs.import_preview import ImportPreview
from settlement_app.gui.pages.personnel import PersonnelPage
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.theme import colours
from settlement_app.gui.widgets.table import Table
from tests.gui.driver import button_of, click, dialog_of, settled, shown
from tests.support.cli import Settle

HEADS = ["月份", "工资", "福利", "单位缴社会保险费", "住房公积金", "其他"]
COPY, ANY = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, session: Session, runner: Runner, preferences: Preferences) -> Iterator[PersonnelPage]:
    made = PersonnelPage(session, runner, preferences)
    qtbot.addWidget(made)
    made.resize(940, 560)
    made.show()
    yield made
    runner.cancel_all()


def csv_file(folder: Path, *lines: str, name: str = "人员经费.csv") -> Path:
    file = folder / name
    file.write_text("\n".join([",".join(HEADS), *lines]), encoding="utf-8")
    return file


def xlsx_file(folder: Path, *rows: list[Any]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["单位：万元"], HEADS, *rows):
        sheet.append(row)
    file = folder / "人员经费.xlsx"
    book.save(file)
    return file


def drag(page: PersonnelPage, *files: Path) -> tuple[QDragEnterEvent, QMimeData]:
    """Drag files over the page; returns what it answered, and what is dragged, which must outlive the drop."""
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    event = QDragEnterEvent(QPoint(9, 9), COPY, dragged, LEFT, ANY)
    event.ignore()
    QApplication.sendEvent(page, event)
    return event, dragged


def drop(qtbot: QtBot, page: PersonnelPage, file: Path) -> None:
    """Drop a file on the page, and wait until it was read."""
    event, dragged = drag(page, file)
    assert event.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(9, 9), COPY, dragged, LEFT, ANY))
    settled(qtbot, page.runner)


def texts(table: Table, row: int) -> list[str]:
    return [str(table.model().index(row, n).data() or "") for n in range(table.model().columnCount())]


def months(settle: Settle) -> dict[str, Any]:
    return {m: values for m, values in settle.ok("actuals", "show", "2019")["months"].items() if values}


def test_a_workbook_is_dropped_looked_at_and_taken(
    qtbot: QtBot, page: PersonnelPage, runner: Runner, settle: Settle, tmp_path: Path
) -> None:
    drop(
        qtbot, page, xlsx_file(tmp_path, ["2019-01", 280.5, 15, 98, 21, 0], ["2019-02", 281, 15, 98, 21, -1])
    )
    dialog = dialog_of(qtbot, ImportPreview)
    assert dialog.windowTitle() == "导入 人员经费.xlsx"
    said = "文件的金额单位：万元。读出 10 个数，合计 8,285,000.00 元。导入以前什么也不会存入。"
    assert said in shown(dialog)
    assert dialog.found.isVisible(), "what would be stored is shown first where nothing is wrong"
    assert [texts(dialog.found, row) for row in range(3)] == [
        ["2019-01", "2,805,000.00", "150,000.00", "980,000.00", "210,000.00", "0.00", "4,145,000.00"],
        ["2019-02", "2,810,000.00", "150,000.00", "980,000.00", "210,000.00", "-10,000.00", "4,140,000.00"],
        ["合计", "5,615,000.00", "300,000.00", "1,960,000.00", "420,000.00", "-10,000.00", "8,285,000.00"],
    ]
    assert texts(dialog.file, 2)[:3] == ["3", "2019-01", "280.5"]
    assert not dialog.replace.isVisible()
    assert months(settle) == {}, "nothing is stored yet"
    click(qtbot, dialog, "导入")
    settled(qtbot, runner)
    assert page.notice.text == "人员经费.xlsx 已导入，共存入 10 个数。"
    assert months(settle)["2019-01"]["wages"] == 280_500_000
    assert page.table.model().index(0, 1).data() == "2,805,000.00"


def test_every_problem_is_marked_at_its_cell_and_nothing_can_be_taken(
    qtbot: QtBot, page: PersonnelPage, settle: Settle, tmp_path: Path
) -> None:
    file = csv_file(tmp_path, "2019-10,1,2,3,4,5", "2019-11,x,2,,4,5", "2020-01,1,2,3,4,5")
    drop(qtbot, page, file)
    dialog = dialog_of(qtbot, ImportPreview)
    assert dialog.file.isVisible(), "where it is wrong is shown first"
    assert [texts(dialog.problems, row) for row in range(3)] == [
        ["第 3 行第 2 列", "“x”不是金额；请填写如 17,846,800.00 或 1784.68万元 的数字"],
        ["第 3 行第 4 列", "没有填数；没有发生的请填 0，还没有数的月份请删去整行"],
        ["第 4 行第 1 列", "2020-01 不在合同期间内；请核对月份"],
    ]
    assert texts(dialog.file, 2) == ["3", "2019-11", "× x", "2", "× （空）", "4", "5"]
    wrong = dialog.file.model().index(2, 2)
    assert wrong.data(Qt.ItemDataRole.ToolTipRole).startswith("“x”不是金额")
    assert wrong.data(Qt.ItemDataRole.AccessibleDescriptionRole).startswith("“x”不是金额")
    assert wrong.data(Qt.ItemDataRole.ForegroundRole).name() == colours().negative
    dialog.tabs.setCurrentIndex(1)
    dialog.problems.setCurrentIndex(dialog.problems.model().index(2, 1))
    assert dialog.file.isVisible()
    here = dialog.file.currentIndex()
    assert (here.row(), here.column()) == (3, 1), "choosing a problem goes to its cell"
    why = "有 3 处问题，什么也没有存入；请在文件中改正、保存后重新导入。"
    assert why in shown(dialog)
    assert not button_of(dialog, "导入").isEnabled()
    assert button_of(dialog, "导入").toolTip() == why
    click(qtbot, dialog, "取消")
    assert months(settle) == {}


def test_sums_beyond_the_range_are_a_problem_of_no_cell(
    qtbot: QtBot, page: PersonnelPage, tmp_path: Path
) -> None:
    most = "9999999999999.99"
    drop(qtbot, page, csv_file(tmp_path, f"2019-01,{most},{most},0,0,0"))
    dialog = dialog_of(qtbot, ImportPreview)
    place, what = texts(dialog.problems, 0)
    assert (place, what[:4]) == ("", "计算结果")
    dialog.problems.setCurrentIndex(dialog.problems.model().index(0, 1))
    assert not dialog.accept_button.isEnabled()
    assert "读出 5 个数。导入" in dialog.summary.text()


def test_values_that_are_stored_are_replaced_only_when_asked(
    qtbot: QtBot, page: PersonnelPage, runner: Runner, settle: Settle, session: Session, tmp_path: Path
) -> None:
    settle.ok("actuals", "set", "2019-01", "wages", "7")
    settle.ok("actuals", "set", "2019-01", "welfare", "8", "--estimate")
    session.tell_changed()
    drop(qtbot, page, csv_file(tmp_path, "2019-01,1,2,3,4,5"))
    dialog = dialog_of(qtbot, ImportPreview)
    assert texts(dialog.found, 0)[1:4] == ["1.00 替", "2.00 替", "3.00"]
    hints = [dialog.found.model().index(0, n).data(Qt.ItemDataRole.ToolTipRole) for n in (1, 2)]
    assert hints == ["替换已有的实际数 7.00 元", "替换已有的暂估 8.00 元"]
    assert "台账中已有与文件不同的实际数；如确要替换，请勾选上面的“替换”。" in shown(dialog)
    assert not dialog.accept_button.isEnabled()
    assert dialog.replace.text().startswith("替换已有的 1 个实际数")
    dialog.replace.click()
    click(qtbot, dialog, "导入")
    settled(qtbot, runner)
    assert months(settle)["2019-01"]["wages"] == 100


def test_a_file_that_brings_nothing_new_asks_for_no_replacement_and_cannot_be_taken(
    qtbot: QtBot, page: PersonnelPage, runner: Runner, tmp_path: Path
) -> None:
    file = csv_file(tmp_path, "2019-01,1,2,3,4,5")
    drop(qtbot, page, file)
    click(qtbot, dialog_of(qtbot, ImportPreview), "导入")
    settled(qtbot, runner)
    drop(qtbot, page, file)
    dialog = dialog_of(qtbot, ImportPreview)
    assert "读出 5 个数，合计 15.00 元。其中 5 个与已填的相同（标“同”），不再存入。" in shown(dialog)
    assert texts(dialog.found, 0)[1:3] == ["1.00 同", "2.00 同"]
    hint = dialog.found.model().index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert hint == "与已填的相同，不再存入"
    assert not dialog.replace.isVisible()
    why = "文件中的数与已填的全部相同，没有要存入的。"
    assert why in shown(dialog)
    assert not dialog.accept_button.isEnabled()
    assert dialog.accept_button.toolTip() == why


def test_a_file_that_goes_on_takes_only_what_is_new(
    qtbot: QtBot, page: PersonnelPage, runner: Runner, settle: Settle, session: Session, tmp_path: Path
) -> None:
    settle.ok("actuals", "set", "2019-01", "wages", "1", "--note", "工资表")
    settle.ok("actuals", "set", "2019-01", "welfare", "2", "--estimate")
    session.tell_changed()
    drop(qtbot, page, csv_file(tmp_path, "1月,1,2,3,4,5", "2月,1,2,3,4,5"))
    dialog = dialog_of(qtbot, ImportPreview)
    assert texts(dialog.found, 0)[:4] == ["2019-01", "1.00 同", "2.00 替", "3.00"]
    assert not dialog.replace.isVisible(), (
        "an estimate is replaced unasked, an equal value is none to replace"
    )
    click(qtbot, dialog, "导入")
    settled(qtbot, runner)
    assert page.notice.text == "人员经费.csv 已导入，共存入 9 个数。"
    found = settle.ok("actuals", "show", "2019")
    assert found["estimates"] == []
    assert found["months"]["2019-02"]["other"] == 500


def test_what_another_window_stored_meanwhile_is_not_replaced_unasked(
    qtbot: QtBot, page: PersonnelPage, runner: Runner, settle: Settle, tmp_path: Path
) -> None:
    drop(qtbot, page, csv_file(tmp_path, "2019-01,1,2,3,4,5"))
    dialog = dialog_of(qtbot, ImportPreview)
    settle.ok("actuals", "set", "2019-01", "wages", "7")
    click(qtbot, dialog, "导入")
    settled(qtbot, runner)
    assert "2019-01 工资 已有实际数 7.00 元；如确要替换，请选择替换" in page.notice.text
    assert months(settle) == {"2019-01": {"wages": 700}}


def test_a_file_is_chosen_in_the_systems_dialog(
    qtbot: QtBot, page: PersonnelPage, runner: Runner, tmp_path: Path
) -> None:
    file = csv_file(tmp_path, "2019-01,1,2,3,4,5")
    click(qtbot, page, "导入…")
    choosing = dialog_of(qtbot, QFileDialog)
    assert Path(choosing.directory().absolutePath()) == page.session.desk.ledger.parent
    choosing.selectFile(str(file))
    choosing.accept()
    settled(qtbot, runner)
    assert dialog_of(qtbot, ImportPreview).windowTitle() == "导入 人员经费.csv"


def test_what_was_typed_before_is_stored_before(
    qtbot: QtBot, page: PersonnelPage, runner: Runner, settle: Settle, tmp_path: Path
) -> None:
    page.rows.setData(page.rows.index(1, 1), "9")
    drop(qtbot, page, csv_file(tmp_path, "2019-01,1,2,3,4,5"))
    click(qtbot, dialog_of(qtbot, ImportPreview), "导入")
    settled(qtbot, runner)
    assert months(settle)["2019-02"] == {"wages": 900}
    assert page.table.model().index(1, 1).data() == "9.00"


def save_blank(qtbot: QtBot, page: PersonnelPage, file: Path) -> None:
    """Save a blank table under that name, and wait until it is there or it is said why not."""
    click(qtbot, page, "空白表…")
    dialog = dialog_of(qtbot, QFileDialog)
    assert (dialog.windowTitle(), dialog.defaultSuffix()) == ("保存空白表", "xlsx")
    assert dialog.selectedFiles()[0].endswith("2019年人员经费.xlsx")
    dialog.setDirectory(str(file.parent))
    dialog.selectFile(file.name)
    dialog.accept()
    settled(qtbot, page.runner)


def test_a_blank_table_is_saved_filled_in_and_imported(
    qtbot: QtBot, page: PersonnelPage, runner: Runner, settle: Settle, tmp_path: Path
) -> None:
    file = tmp_path / "空白.xlsx"
    save_blank(qtbot, page, file)
    assert page.notice.text == f"人员经费空白表 已保存到 {file}"
    by_command = settle.ok("actuals", "template", "2019", "-o", tmp_path / "命令.xlsx")["file"]
    assert cells_of(file) == cells_of(Path(by_command)), "what the command line makes"
    book = load_workbook(file)
    (sheet, _) = book.worksheets
    sheet.delete_rows(5, 12)
    for column, amount in enumerate([1, 2, 3, 4, 5], start=2):
        sheet.cell(4, column, amount)
    book.save(file)
    drop(qtbot, page, file)
    click(qtbot, dialog_of(qtbot, ImportPreview), "导入")
    settled(qtbot, runner)
    assert months(settle) == {
        "2019-01": {
            "wages": 100, "welfare": 200, "social_insurance": 300, "housing_fund": 400, "other": 500,
        }
    }  # fmt: skip


def cells_of(file: Path) -> list[list[Any]]:
    return [[cell.value for cell in row] for sheet in load_workbook(file).worksheets for row in sheet]


def test_a_blank_table_never_replaces_a_file_unasked(
    qtbot: QtBot, page: PersonnelPage, runner: Runner, tmp_path: Path
) -> None:
    file = tmp_path / "已填.xlsx"
    file.write_bytes(b"filled in")
    save_blank(qtbot, page, file)
    question = dialog_of(qtbot, QMessageBox)
    assert "已填.xlsx 已存在" in question.text()
    click(qtbot, question, "替换")
    settled(qtbot, runner)
    assert page.notice.text == f"人员经费空白表 已保存到 {file}"
    assert cells_of(file)[0][0] == "2019年咨询员费用实际费用"


def test_a_blank_table_is_not_written_over_one_that_another_program_holds(
    qtbot: QtBot, page: PersonnelPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "打开着.xlsx"
    opening = Path.open

    def held(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        if path == file and mode == "r+b":
            raise PermissionError(13, "used by another process")
        return opening(path, mode, *more, **named)

    file.write_bytes(b"filled in")
    monkeypatch.setattr(Path, "open", held)
    save_blank(qtbot, page, file)
    click(qtbot, dialog_of(qtbot, QMessageBox), "替换")
    settled(qtbot, page.runner)
    assert page.notice.text == (
        f"{file} 正被其他程序打开，或没有写入权限，没有保存；请关闭打开它的程序后再试，或换一个名字"
    )
    assert file.read_bytes() == b"filled in"
    dialog_of(qtbot, QMessageBox).close()


# fmt: off
NO_TABLES = [
    ("旧.xls", b"",              "旧.xls 不是 .csv 或 .xlsx；请另存为其中一种"),
    ("空.csv", "甲,乙".encode(), "空.csv 没有“月份”表头；请把月份一列的表头写成“月份”"),
    ("坏.xlsx", b"PK",           "坏.xlsx 不是能读的 XLSX 工作簿（可能加密、损坏或为旧版 .xls）；请另存为 XLSX"),
]
# fmt: on


@pytest.mark.parametrize(("name", "content", "said"), NO_TABLES)
def test_a_file_that_holds_no_table_is_told_on_the_page(
    qtbot: QtBot, page: PersonnelPage, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    drop(qtbot, page, file)
    assert page.notice.text == said
    assert not page.progress.isVisible()


def test_reading_can_be_cancelled(
    qtbot: QtBot, page: PersonnelPage, runner: Runner, settle: Settle, tmp_path: Path
) -> None:
    held = threading.Event()
    runner.start(lambda _: held.wait())  # the runner does one thing at a time
    file = csv_file(tmp_path, "2019-01,1,2,3,4,5")
    _, dragged = drag(page, file)
    QApplication.sendEvent(page, QDropEvent(QPointF(9, 9), COPY, dragged, LEFT, ANY))
    assert "正在读取 人员经费.csv…" in shown(page)
    click(qtbot, page, "取消")
    held.set()
    settled(qtbot, runner)
    assert page.notice.text == "导入已取消，什么也没有存入。"
    assert not page.progress.isVisible()
    assert months(settle) == {}


def test_only_one_spreadsheet_is_taken_and_only_while_one_can_be_imported(
    page: PersonnelPage, tmp_path: Path
) -> None:
    one, other = csv_file(tmp_path), csv_file(tmp_path, name="另.csv")
    assert drag(page, one)[0].isAccepted()
    assert not drag(page, one, other)[0].isAccepted()
    assert not drag(page, tmp_path / "台账.settlement")[0].isAccepted(), "the window takes that one"
    page.toggle_trial()
    assert not drag(page, one)[0].isAccepted()
