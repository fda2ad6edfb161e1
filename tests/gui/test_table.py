"""Tables as these users know them: copied, pasted, sorted, fitted, searched, remembered."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from settlement_app.domain.money import format_amount
from settlement_app.gui.models.entries import EntryColumn, EntryRows
from settlement_app.gui.models.rows import SORT_ROLE, Column, Rows
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.theme import LIGHT
from settlement_app.gui.widgets.entry_table import EntryTable
from settlement_app.gui.widgets.find_bar import FindBar
from settlement_app.gui.widgets.table import Table
from tests.gui.driver import once


@dataclass(frozen=True)
class Entry:
    name: str
    fen: int | None
    note: str = ""


COLUMNS: list[Column[Entry]] = [
    Column("编号", lambda row: row.name, whole=True),
    Column("金额（元）", lambda row: "" if row.fen is None else format_amount(row.fen), lambda row: row.fen),
    Column("说明", lambda row: row.note),
]
TYPED: list[EntryColumn[Entry]] = [
    EntryColumn("编号", lambda row: row.name),
    EntryColumn("说明", lambda row: row.note),
]
ENTRIES = (
    Entry("甲", 523_152_000_00, "一行\n两行"),
    Entry("乙", -50_000_00),
    Entry("丙", 2_147_483_648, "刚好超过三十二位"),
    Entry("丁", None, "没有金额"),
    Entry("戊", 999, "很小"),
)


def made(
    qtbot: QtBot, preferences: Preferences, entries: Sequence[Entry] = ENTRIES, width: int = 600
) -> Table:
    rows = Rows(COLUMNS)
    table = Table(rows, "试表", preferences)
    qtbot.addWidget(table)
    table.resize(width, 300)
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    rows.show(entries)
    return table


def column_of(table: Table, column: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_copying_takes_the_chosen_cells_or_everything_with_its_heads(
    qtbot: QtBot, preferences: Preferences
) -> None:
    table = made(qtbot, preferences)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = clipboard().split("\n")
    assert lines[0] == "编号\t金额（元）\t说明"
    assert lines[1] == "甲\t523,152,000.00\t一行 两行"
    assert len(lines) == 6
    table.setCurrentIndex(table.model().index(1, 1))
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == "-50,000.00"
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard().split("\n") == lines


def test_a_whole_table_can_be_copied_where_a_click_chooses_one_row(
    qtbot: QtBot, preferences: Preferences
) -> None:
    table = made(qtbot, preferences)
    table.setSelectionBehavior(Table.SelectionBehavior.SelectRows)
    table.setSelectionMode(Table.SelectionMode.SingleSelection)
    table.setCurrentIndex(table.model().index(1, 0))
    table.copy()
    assert clipboard() == "乙\t-50,000.00\t"
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    table.copy()
    assert len(clipboard().split("\n")) == 1 + len(ENTRIES)
    assert table.current_row == ENTRIES[1], "what acts on a row acts on the same one"
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [2]


def test_a_table_says_in_its_menu_what_can_be_done_to_its_cells(
    qtbot: QtBot, preferences: Preferences
) -> None:
    told = [action.text() for action in made(qtbot, preferences).actions()]
    assert told == ["复制", "全选"]
    assert [action.text() for action in entry_table(qtbot, preferences).actions()] == [
        *told,
        "粘贴",
        "清空",
    ]


def entry_table(qtbot: QtBot, preferences: Preferences, rows: EntryRows[Entry] | None = None) -> EntryTable:
    """A table to type into."""
    table = EntryTable(rows or EntryRows[Entry](TYPED), "填表", preferences)
    table.resize(600, 200)
    qtbot.addWidget(table)
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    return table


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("一万元\n", [["一万元"]]),
        ("a\t\tb", [["a", "", "b"]]),
    ],
)
def test_pasting_tells_the_cells_that_excel_and_wps_put_down(
    qtbot: QtBot, preferences: Preferences, text: str, cells: list[list[str]]
) -> None:
    table = entry_table(qtbot, preferences)
    QGuiApplication.clipboard().setText(text)
    with qtbot.waitSignal(table.pasted) as told:
        table.setFocus()
        qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [cells]


def test_tab_goes_along_the_row_and_leaves_the_table_at_its_end(
    qtbot: QtBot, preferences: Preferences
) -> None:
    places: list[EntryColumn[Entry]] = [
        EntryColumn("级别", lambda row: row.name, place=lambda row: (row.name, 0)),
        EntryColumn("判定", lambda row: row.note),
        EntryColumn("时间", lambda row: row.note, place=lambda row: (row.name, 1)),
    ]
    rows = EntryRows[Entry](places)
    rows.show([Entry("甲", None), Entry("乙", None)])
    holder = QWidget()
    qtbot.addWidget(holder)
    table, after = EntryTable(rows, "填表", preferences), QLineEdit()
    column = QVBoxLayout(holder)
    column.addWidget(table)
    column.addWidget(after)
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 2)
    qtbot.keyClick(table, Qt.Key.Key_Backtab)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 0)
    table.edit_cell(0, 0)
    (editor,) = table.findChildren(QLineEdit)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 2), "from an open cell too"
    table.edit_cell(0, 2)
    qtbot.keyClick(table.findChildren(QLineEdit)[-1], Qt.Key.Key_Backtab)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 0)
    for _ in range(2):
        qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_enter_opens_the_cell_and_goes_down_from_it(qtbot: QtBot, preferences: Preferences) -> None:
    rows = EntryRows[Entry]([EntryColumn("级别", lambda row: row.name, place=lambda row: row.name)])
    rows.show([Entry("甲", None), Entry("乙", None)])
    table = entry_table(qtbot, preferences, rows)
    table.setCurrentIndex(table.model().index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    (editor,) = table.findChildren(QLineEdit)
    assert editor.isVisible()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    once(qtbot, lambda: table.currentIndex().row() == 1)


def test_columns_only_grow_while_one_types(qtbot: QtBot, preferences: Preferences) -> None:
    rows = EntryRows[Entry](TYPED)
    table = entry_table(qtbot, preferences, rows)

    def width_with(name: str) -> int:
        rows.update_rows([Entry(name, None)])
        table.resize(1_201 - table.width(), table.height())  # has the columns fitted
        QApplication.processEvents()
        return table.columnWidth(0)

    rows.update_rows([Entry("", None)])
    narrow = width_with("甲")
    wide = width_with("甲乙丙丁戊己庚辛壬癸" * 2)
    assert wide > narrow
    assert width_with("甲") == wide, "nothing moves back under the mouse"
    table.forget_sizes()
    assert width_with("甲") == narrow


def test_a_row_becomes_as_high_as_what_is_typed_needs(qtbot: QtBot, preferences: Preferences) -> None:
    rows = EntryRows[Entry](TYPED)
    table = entry_table(qtbot, preferences, rows)
    rows.update_rows([Entry("甲", None), Entry("乙", None)])
    low = table.rowHeight(0)
    rows.update_rows([Entry("甲", None), Entry("乙", None, "很长的说明" * 40)])
    assert (table.rowHeight(0), table.rowHeight(1) > 2 * low) == (low, True)
    table.forget_sizes()
    rows.update_rows([Entry("甲", None, "很长的说明" * 40), Entry("乙", None)])
    assert (table.rowHeight(0) > 2 * low, table.rowHeight(1)) == (True, low)


def test_only_the_rows_that_differ_are_shown_anew(qtbot: QtBot) -> None:
    rows = EntryRows[Entry](TYPED)
    rows.show([Entry("甲", None), Entry("乙", None), Entry("丙", None)])
    told: list[int] = []
    rows.dataChanged.connect(lambda first, last: told.extend(range(first.row(), last.row() + 1)))
    rows.update_rows([Entry("甲", 1), Entry("乙", None), Entry("丙", 2)])
    assert told == [0, 2]
    assert rows.rows[2].fen == 2


def test_an_empty_clipboard_pastes_nothing(qtbot: QtBot, preferences: Preferences) -> None:
    table = entry_table(qtbot, preferences)
    QGuiApplication.clipboard().setText("")
    with qtbot.assertNotEmitted(table.pasted):
        table.paste()


def test_amounts_sort_as_amounts_however_large(qtbot: QtBot, preferences: Preferences) -> None:
    table = made(qtbot, preferences)
    assert column_of(table, 0) == ["甲", "乙", "丙", "丁", "戊"]
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert column_of(table, 0) == ["丁", "乙", "戊", "丙", "甲"]
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert column_of(table, 0) == ["甲", "丙", "戊", "乙", "丁"]
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert column_of(table, 0) == sorted("甲乙丙丁戊")


def test_amounts_stand_flush_right_and_negative_ones_are_red(qtbot: QtBot, preferences: Preferences) -> None:
    table = made(qtbot, preferences)
    model = table.model()
    role = Qt.ItemDataRole
    right = int(Qt.AlignmentFlag.AlignRight)
    assert int(model.index(0, 1).data(role.TextAlignmentRole)) & right
    assert int(model.headerData(1, Qt.Orientation.Horizontal, role.TextAlignmentRole)) & right
    assert not int(model.index(0, 0).data(role.TextAlignmentRole)) & right
    assert model.index(1, 1).data(role.ForegroundRole).red() > 150
    assert model.index(0, 1).data(role.ForegroundRole) is None
    assert model.index(1, 1).data(SORT_ROLE) == -50_000_00


def test_long_texts_wrap_so_that_the_table_fits_and_ids_stay_whole(
    qtbot: QtBot, preferences: Preferences
) -> None:
    long = Entry("KK-12333-2019Q1-01", 1, "很长的说明" * 40)
    table = made(qtbot, preferences, [long], width=500)
    head = table.horizontalHeader()
    assert head.length() <= table.viewport().width()
    assert head.sectionSize(0) >= table.sizeHintForColumn(0)
    assert table.rowHeight(0) > 3 * table.fontMetrics().height()
    table.resize(900, 300)
    assert head.length() == table.viewport().width()


def test_ids_and_amounts_have_air_and_the_last_texts_take_the_rest(
    qtbot: QtBot, preferences: Preferences
) -> None:
    table = made(qtbot, preferences, width=900)
    head = table.horizontalHeader()
    for column in (0, 1):
        assert head.sectionSize(column) > max(table.sizeHintForColumn(column), head.sectionSizeHint(column))
    assert head.length() == table.viewport().width()


def test_amounts_to_the_end_are_columns_of_one_width(qtbot: QtBot, preferences: Preferences) -> None:
    rows = Rows(COLUMNS[:2])
    table = Table(rows, "只有金额", preferences)
    qtbot.addWidget(table)
    table.resize(900, 300)
    rows.show(ENTRIES)
    table.show()
    head = table.horizontalHeader()
    assert abs(head.sectionSize(0) - head.sectionSize(1)) <= 1
    assert head.length() == table.viewport().width()


def test_the_row_that_tab_comes_to_is_chosen_in_sight(qtbot: QtBot, preferences: Preferences) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    rows = Rows(COLUMNS)
    before, table = QLineEdit(), Table(rows, "试表", preferences)
    table.setSelectionBehavior(Table.SelectionBehavior.SelectRows)
    rows.show(ENTRIES)
    column = QVBoxLayout(holder)
    column.addWidget(before)
    column.addWidget(table)
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert table.hasFocus()
    assert table.current_row == ENTRIES[0]
    assert table.selectionModel().isRowSelected(0)


def test_a_negative_amount_stays_red_where_it_is_selected(qtbot: QtBot, preferences: Preferences) -> None:
    table = made(qtbot, preferences)
    index = table.model().index(1, 1)
    table.setCurrentIndex(index)
    drawn = table.viewport().grab(table.visualRect(index)).toImage()
    pixels = [drawn.pixelColor(x, y) for x in range(drawn.width()) for y in range(drawn.height())]
    assert table.selectionModel().isSelected(index)
    assert any(pixel.red() > pixel.blue() + 60 for pixel in pixels)


def test_a_row_is_a_few_lines_high_and_what_is_cut_stands_in_the_tooltip(
    qtbot: QtBot, preferences: Preferences
) -> None:
    table = made(qtbot, preferences, [Entry("甲", 1, "很长的说明" * 80)], width=500)
    assert table.rowHeight(0) < 5 * table.fontMetrics().lineSpacing()
    place = table.visualRect(table.model().index(0, 2)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    assert QToolTip.text() == "很长的说明" * 80
    QToolTip.hideText()


def test_widths_that_the_user_set_are_remembered_and_others_are_not(
    qtbot: QtBot, preferences: Preferences
) -> None:
    table = made(qtbot, preferences)
    table.resize(700, 300)
    table.setColumnHidden(2, True)
    table.setColumnHidden(2, False)
    assert preferences.bytes_of("columns/试表") is None
    table.horizontalHeader().resizeSection(0, 217)
    again = made(qtbot, preferences, width=800)
    assert again.horizontalHeader().sectionSize(0) == 217
    assert column_of(again, 0)[0] == "甲"


def test_tab_leaves_the_table(qtbot: QtBot, preferences: Preferences) -> None:
    table = made(qtbot, preferences)
    assert not table.tabKeyNavigation()
    assert table.accessibleName() == "试表"


@pytest.fixture
def page(qtbot: QtBot, preferences: Preferences) -> tuple[Table, FindBar]:
    """A table with a find bar, as a page holds them."""
    holder = QWidget()
    qtbot.addWidget(holder)
    rows = Rows(COLUMNS)
    table = Table(rows, "试表", preferences)
    rows.show(ENTRIES)
    bar = FindBar(holder)
    column = QVBoxLayout(holder)
    column.addWidget(table)
    column.addWidget(bar)
    holder.show()
    bar.open_bar()
    return table, bar


def test_find_goes_from_cell_to_cell_and_round(qtbot: QtBot, page: tuple[Table, FindBar]) -> None:
    table, bar = page

    def here() -> tuple[int, int]:
        return table.currentIndex().row(), table.currentIndex().column()

    qtbot.keyClicks(bar.line, "00")
    assert (here(), bar.said) == ((0, 1), "第 1 处，共 2 处")
    qtbot.keyClick(bar.line, Qt.Key.Key_Return)
    assert (here(), bar.said) == ((1, 1), "第 2 处，共 2 处")
    qtbot.keyClick(bar.line, Qt.Key.Key_Return)
    assert (here(), bar.said) == ((0, 1), "第 1 处，共 2 处")
    qtbot.keyClick(bar.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert (here(), bar.said) == ((1, 1), "第 2 处，共 2 处")
    qtbot.keyClicks(bar.line, "7")
    assert bar.said == "没有找到"
    qtbot.keyClick(bar.line, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_the_row_that_is_gone_to_comes_in_sight(qtbot: QtBot, preferences: Preferences) -> None:
    rows = Rows(COLUMNS)
    table = Table(rows, "试表", preferences)
    qtbot.addWidget(table)
    table.resize(600, 120)
    table.show()
    entries = [Entry(str(number), number, "长" * 90) for number in range(20)]
    rows.show(entries)
    table.go_to_row(entries[-1])
    qtbot.waitUntil(lambda: table.viewport().rect().contains(table.visualRect(table.currentIndex()).center()))
    assert table.current_row == entries[-1]


def test_the_cursor_stays_in_sight_where_the_table_becomes_lower(
    qtbot: QtBot, preferences: Preferences
) -> None:
    table = made(qtbot, preferences, ENTRIES * 2)
    last = table.model().index(len(ENTRIES) * 2 - 1, 0)
    QApplication.processEvents()  # its rows find their heights
    table.setCurrentIndex(last)
    table.resize(600, 120)
    QApplication.processEvents()
    assert table.viewport().rect().contains(table.visualRect(last))
    table.scrollToTop()
    table.resize(600, 110)
    assert table.verticalScrollBar().value() == 0, "who has scrolled away stays there"


def test_the_cell_that_the_keyboard_acts_on_is_framed(qtbot: QtBot, preferences: Preferences) -> None:
    table = made(qtbot, preferences)
    table.setCurrentIndex(table.model().index(1, 1))
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    image = table.viewport().grab().toImage()
    here, beside = (table.visualRect(table.model().index(1, column)) for column in (1, 0))
    corners = [image.pixelColor(rect.topLeft() + QPoint(1, 1)).name() for rect in (here, beside)]
    assert corners[0] == LIGHT.accent
    assert corners[1] != LIGHT.accent


def test_find_says_where_there_is_nothing_to_look_in(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    bar = FindBar(holder)
    QVBoxLayout(holder).addWidget(bar)
    holder.show()
    bar.open_bar()
    qtbot.keyClicks(bar.line, "x")
    assert [text.text() for text in bar.findChildren(QLabel)] == ["这一页没有可以查找的表。"]
