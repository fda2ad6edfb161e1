"""A page read back as rows of cells, as a spreadsheet takes them from the clipboard."""

from datetime import date

import pytest

from settlement_app.documents.cells import cells_of
from settlement_app.documents.columns import Column
from settlement_app.documents.pages import Flow
from settlement_app.documents.table import draw_table
from settlement_app.domain.periods import Quarter
from settlement_app.office import previews
from settlement_app.office.desk import Desk
from tests.support.cli import PREPARER, Settle

COLUMNS = (Column("子项目", 30), Column("金额", 20, "right"), Column("说明", 50))


@pytest.mark.parametrize(
    "rows",
    [
        [["咨询员费用", "52,315,200.00", "一年四次"]],
        [["甲", "1.00", ""], ["乙", "-2.00", "注"]],
        [["甲", "1.00", "一段很长的说明，要分几行才写得下，" * 6], ["乙", "", "末"]],
    ],
)
def test_a_table_comes_back_as_it_was_laid_out(rows: list[list[str]]) -> None:
    flow = Flow()
    draw_table(flow, COLUMNS, rows)
    assert cells_of(flow.page) == [["子项目", "金额", "说明"], *rows]


def test_texts_on_one_line_outside_a_table_are_cells_of_one_row() -> None:
    flow = Flow()
    flow.text(50, 40, "左", 9)
    flow.text_right(500, 40, "右", 9)
    flow.text(50, 60, "下", 9)
    assert cells_of(flow.page) == [["左", "右"], ["下"]]


def test_a_settlement_sheet_is_a_spreadsheets_table(settle: Settle) -> None:
    sheet = previews.settlement_on_screen(Desk(settle.ledger, PREPARER, date(2019, 4, 8)), Quarter(2019, 1))
    rows = cells_of(sheet.pages[0])
    heads = ["子项目", "年度金额", "本季应结额", "考核扣款", "调整", "本季应付", "累计应付"]
    start = rows.index(heads)
    assert rows[start + 1] == [
        "咨询员费用",
        "52,315,200.00",
        "13,078,800.00",
        "0.00",
        "0.00",
        "13,078,800.00",
        "13,078,800.00",
    ]
    assert rows[start + 7][0] == "合计"
    assert {len(row) for row in rows[start : start + 8]} == {7}
