"""Refusals that a text cannot bring about: files that are no text, and what the system does to a ledger."""

import os
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.cli import Settle

Arrange = Callable[[Settle, pytest.MonkeyPatch], list[str]]
IMPORT = ["actuals", "import", "费用.xlsx"]
LONGEST = f"{'长' * 300}.settlement"
HEAD = ["月份", "工资", "福利", "单位缴社会保险费", "公积金"]


@dataclass(frozen=True)
class Arranged:
    """One refusal: what brings it about and returns the command line, and the whole sentence."""

    code: str
    stage: str
    status: int
    arrange: Arrange
    sentence: str


def workbook(fill: Callable[[Workbook, Worksheet], None]) -> Arrange:
    """An import of a workbook with one good row, after ``fill`` has spoiled it."""

    def arrange(settle: Settle, patch: pytest.MonkeyPatch) -> list[str]:
        book = Workbook()
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        sheet.title = "2019"
        sheet.append(HEAD)
        sheet.append(["2019-01", 7000, 1000, 1000, 500])
        fill(book, sheet)
        book.save(settle.ledger.parent / "费用.xlsx")
        return IMPORT

    return arrange


def hide_column(book: Workbook, sheet: Worksheet) -> None:
    sheet.column_dimensions["C"].hidden = True


def copy_sheet(book: Workbook, sheet: Worksheet) -> None:
    book.copy_worksheet(sheet).title = "2019（旧）"


def write_far_below(book: Workbook, sheet: Worksheet) -> None:
    sheet["A2500"] = "备注"


def merge_everything(book: Workbook, sheet: Worksheet) -> None:
    sheet.merged_cells.add("A3:XFD1048576")


def rename_head(book: Workbook, sheet: Worksheet) -> None:
    sheet["A1"] = "日期"


def content(name: str, content: bytes, *arguments: str) -> Arrange:
    """A command that reads a file with these bytes."""

    def arrange(settle: Settle, patch: pytest.MonkeyPatch) -> list[str]:
        (settle.ledger.parent / name).write_bytes(content)
        return [*arguments, name]

    return arrange


def large(name: str, size: int, *arguments: str) -> Arrange:
    """A command that reads a file of so many bytes."""

    def arrange(settle: Settle, patch: pytest.MonkeyPatch) -> list[str]:
        with (settle.ledger.parent / name).open("wb") as file:
            file.truncate(size)
        return [*arguments, name]

    return arrange


def packed(content: bytes) -> Arrange:
    """An import of an archive that has this content where a workbook has its sheet."""

    def arrange(settle: Settle, patch: pytest.MonkeyPatch) -> list[str]:
        with zipfile.ZipFile(settle.ledger.parent / "费用.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", content)
        return IMPORT

    return arrange


def file_at_demo(settle: Settle, patch: pytest.MonkeyPatch) -> list[str]:
    (settle.ledger.parent / "示例").write_text("别的文件", encoding="utf-8")
    return ["demo", "-o", "示例"]


def written_by_a_newer_program(settle: Settle, patch: pytest.MonkeyPatch) -> list[str]:
    with closing(sqlite3.connect(settle.ledger)) as connection:
        connection.execute("PRAGMA user_version = 99")
    return ["contract", "show"]


def cut_off(settle: Settle, patch: pytest.MonkeyPatch) -> list[str]:
    with settle.ledger.open("rb+") as file:
        file.truncate(settle.ledger.stat().st_size // 2)
    return ["contract", "show"]


def another_writes(settle: Settle, patch: pytest.MonkeyPatch) -> list[str]:
    patch.setattr("settlement_app.ledger.file._BUSY_SECONDS", 0.0)
    other = sqlite3.connect(settle.ledger, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    # The connection must last as long as the test; closing it lets the lock go.
    patch.setattr(OtherConnection, "held", other)
    return ["contract", "set", "clause", "第三条", "--reason", "补录"]


class OtherConnection:
    """Keeps a connection until the test is over."""

    held: sqlite3.Connection | None = None


def ledger_is_a_link_to_itself(settle: Settle, patch: pytest.MonkeyPatch) -> list[str]:
    settle.ledger.symlink_to(settle.ledger)
    return ["contract", "show"]


def ledger_is_a_folder(settle: Settle, patch: pytest.MonkeyPatch) -> list[str]:
    settle.ledger.mkdir()
    return ["contract", "show"]


def folder_is_a_file(settle: Settle, patch: pytest.MonkeyPatch) -> list[str]:
    (settle.ledger.parent / "台账夹").write_text("别的文件", encoding="utf-8")
    return ["--ledger", "台账夹/甲/新.settlement", "init", "--template", "12333-2019"]


def another_made_it_meanwhile(settle: Settle, patch: pytest.MonkeyPatch) -> list[str]:
    def exists(target: Path, source: Path) -> None:
        raise FileExistsError

    patch.setattr(Path, "hardlink_to", exists)
    return ["init", "--template", "12333-2019"]


def typed(*arguments: str) -> Arrange:
    """A command line with a mark that no line of the catalogue can hold."""

    def arrange(settle: Settle, patch: pytest.MonkeyPatch) -> list[str]:
        return list(arguments)

    return arrange


def read_from_a_pipe(settle: Settle, patch: pytest.MonkeyPatch) -> list[str]:
    os.mkfifo(settle.ledger.parent / "考核.toml")
    return ["assessment", "record", "2019Q1", "考核.toml"]


def unknown_anchor(settle: Settle, patch: pytest.MonkeyPatch) -> list[str]:
    with settle.ledger.open("rb+") as file:
        file.truncate(settle.ledger.stat().st_size - 100)
    return ["ledger", "backup", "备份.settlement"]


def restored_from_a_name_that_no_file_can_have(settle: Settle, patch: pytest.MonkeyPatch) -> list[str]:
    return ["ledger", "restore", LONGEST, "--force"]


SURROUNDINGS = (
    Arranged(
        "hidden",
        "new",
        2,
        workbook(hide_column),
        "费用.xlsx：工作表“2019” C 列是隐藏的；请取消隐藏，核对后再导入",
    ),
    Arranged(
        "several_sheets",
        "new",
        2,
        workbook(copy_sheet),
        "费用.xlsx 有几张工作表都有数据（“2019”、“2019（旧）”）；请只保留一张",
    ),
    Arranged(
        "sheet_too_large",
        "new",
        2,
        workbook(write_far_below),
        "工作表“2019”超过 2000 行或 100 列；请只保留要导入的数据",
    ),
    Arranged(
        "sheet_too_large",
        "new",
        2,
        workbook(merge_everything),
        "费用.xlsx 的合并单元格过多；请取消合并，逐格填写",
    ),
    Arranged(
        "no_head",
        "new",
        2,
        workbook(rename_head),
        "费用.xlsx 没有一张工作表有“月份”表头；请用 settle actuals template 生成空白表",
    ),
    Arranged(
        "not_xlsx",
        "new",
        2,
        content("费用.xlsx", b"PK\3\4 no workbook", "actuals", "import"),
        "费用.xlsx 不是能读的 XLSX 工作簿（可能加密、损坏或为旧版 .xls）；请另存为 XLSX",
    ),
    Arranged(
        "file_too_large",
        "new",
        2,
        packed(bytes(65 * 1024**2)),
        "费用.xlsx 解压后过大；请只保留要导入的工作表",
    ),
    Arranged(
        "file_too_large",
        "new",
        2,
        packed(b"<a b='" + b"0" * (20 * 1024**2) + b"'/>"),
        "费用.xlsx 的内容过多或过长；请只保留要导入的工作表",
    ),
    Arranged(
        "file_too_large",
        "new",
        2,
        large("费用.csv", 21 * 1024**2, "actuals", "import"),
        "费用.csv 超过 20 MB；请核对是否选错了文件",
    ),
    Arranged(
        "not_csv",
        "new",
        2,
        content("费用.csv", "月份\0".encode(), "actuals", "import"),
        "费用.csv 不是文本表格；请另存为 CSV 或 XLSX",
    ),
    Arranged(
        "not_text",
        "new",
        2,
        content("费用.csv", "月份".encode("utf-16"), "actuals", "import"),
        "费用.csv 既不是 UTF-8 也不是 GB18030 编码；请用表格软件另存为 CSV UTF-8 或 XLSX",
    ),
    Arranged(
        "not_utf8",
        "new",
        2,
        content("考核.toml", "# 考核".encode("gb18030"), "assessment", "record", "2019Q1"),
        "考核.toml 不是 UTF-8 编码；请另存为 UTF-8",
    ),
    Arranged(
        "file_too_large",
        "new",
        2,
        large("考核.toml", 5 * 1024**2, "assessment", "record", "2019Q1"),
        "考核.toml 超过 4 MB；请核对是否选错了文件",
    ),
    Arranged("not_a_file", "new", 2, read_from_a_pipe, "考核.toml 不是普通文件；请换一个文件"),
    Arranged(
        "name_lines",
        "new",
        1,
        typed("quarter", "post", "2019Q1", "--reviewer", "李\n复核"),
        "复核人的姓名分成了几行；请写在一行里",
    ),
    Arranged("is_file", "nothing", 2, file_at_demo, "示例 是文件；请写一个文件夹"),
    Arranged(
        "ledger_newer",
        "new",
        3,
        written_by_a_newer_program,
        "台账 台账.settlement 由更新版本的程序写成；文件未作任何改动，请升级本程序后再打开",
    ),
    Arranged(
        "ledger_damaged",
        "new",
        3,
        cut_off,
        "台账 台账.settlement 已损坏（文件内容混乱）；文件未作任何改动，请用 settle ledger restore 从备份恢复",
    ),
    Arranged(
        "ledger_damaged",
        "new",
        3,
        unknown_anchor,
        "台账 台账.settlement 已损坏（文件内容混乱）；文件未作任何改动，请用 settle ledger restore 从备份恢复",
    ),
    Arranged(
        "ledger_locked",
        "new",
        3,
        another_writes,
        "台账 台账.settlement 正被另一程序占用；本次操作没有执行，请稍后再试",
    ),
    Arranged(
        "ledger_unreadable",
        "nothing",
        3,
        ledger_is_a_link_to_itself,
        "台账 台账.settlement 无法读取（链接循环）；请检查文件、磁盘和权限",
    ),
    Arranged(
        "not_a_ledger",
        "nothing",
        3,
        ledger_is_a_folder,
        "台账.settlement 不是结算台账；文件未作任何改动，请核对 --ledger",
    ),
    Arranged(
        "ledger_not_writable",
        "nothing",
        3,
        folder_is_a_file,
        "台账 台账夹/甲/新.settlement 无法写入（上级不是文件夹）；本次操作没有执行，请检查磁盘空间和权限",
    ),
    Arranged(
        "ledger_not_writable",
        "new",
        3,
        restored_from_a_name_that_no_file_can_have,
        f"台账 {LONGEST} 无法写入（文件名过长）；本次操作没有执行，请检查磁盘空间和权限",
    ),
    Arranged(
        "ledger_exists",
        "nothing",
        1,
        another_made_it_meanwhile,
        "台账.settlement 刚由另一程序建立；没有改动，请核对后再执行一次",
    ),
)
