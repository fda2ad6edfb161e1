"""Tables of the terminal line up whatever stands in them."""

import pytest
from wcwidth import wcswidth

from settlement_app.cli import output
from settlement_app.office.ledgers import ACT_LABELS
from tests.support.cli import REVIEWER, Settle

ROWS = [
    ("人员管理费", "1,255,500.00", "甲"),
    ("tax", "-0.50", ""),
    ("堃㎡ｱ", "未定", None),
    ("换\n行", "7,000.00（暂估）", 3),
]


def drawn(capsys: pytest.CaptureFixture[str], rows: list[tuple[object, ...]]) -> list[str]:
    output.table(("子项目", "金额（元）", "备注"), rows)
    return capsys.readouterr().out.splitlines()


def test_columns_line_up_by_their_width_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert drawn(capsys, [*ROWS]) == [
        "子项目            金额（元）  备注",
        "----------  ----------------  ------",
        "人员管理费      1,255,500.00  甲",
        "tax                    -0.50",
        "堃㎡ｱ                   未定",
        "换 行       7,000.00（暂估）  3",
    ]


def test_an_empty_table_is_its_head(capsys: pytest.CaptureFixture[str]) -> None:
    assert drawn(capsys, []) == ["子项目    金额（元）    备注", "--------  ------------  ------"]


@pytest.mark.parametrize(
    "line",
    [
        ("contract", "show"), ("scheme", "show"), ("quarter", "show", "2019Q1"), ("quarter", "show", "2019Q2"),
        ("deduction", "list"), ("actuals", "show", "2019"), ("clearance", "show", "2019"), ("payment", "list"),
        ("invoice", "list"), ("document", "list"), ("ledger", "journal"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_table_of_the_program(settle: Settle, line: tuple[str, ...]) -> None:
    """No cell reaches into the next column: where the rule has its gap, every row has one."""
    settle.post("2019Q1")
    settle.ok("payment", "record", "2019Q1", "--amount", "1", "--date", "2019-04-20", "--voucher", "记-1")
    settle.ok("actuals", "set", "2019-01", "wages", "3,000,000.00", "--estimate")
    lines = settle(*line).out.splitlines()
    rules = [n for n, row in enumerate(lines) if row.startswith("--")]
    assert rules
    for number in rules:
        gaps = [n for n, mark in enumerate(lines[number]) if mark == " "]
        for row in (lines[number - 1], *lines[number + 1 :]):
            if not row or row.startswith(("人民币", "合计 ", "清算净额", "已付", "分档", "合格")):
                break
            assert all(mark_at(row, gap) in ("", " ") for gap in gaps), row


def mark_at(row: str, column: int) -> str:
    """What stands at a column of the screen; nothing beyond the end."""
    at = 0
    for mark in row:
        width = wcswidth(mark)
        if at <= column < at + width:
            return mark
        at += width
    return ""


def test_the_journal_is_told_in_chinese(settle: Settle) -> None:
    settle.post("2019Q1")
    settle.ok("quarter", "reverse", "2019Q1", "--reason", "有误", "--reviewer", REVIEWER)
    acts = [row.split("  ")[2].strip() for row in settle("ledger", "journal").out.splitlines()[2:]]
    rows = settle("ledger", "journal").out
    assert all(word in rows for word in ("建立项目", "审定结算单", "冲销结算单")), acts
    assert not any(act in rows for act in ACT_LABELS)
