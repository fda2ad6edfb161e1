"""One value changed by another program, in any column of any table, is found and named."""

import re
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from settlement_app.ledger.errors import LedgerError
from settlement_app.office.backups import look_inside
from settlement_app.office.desk import Desk
from settlement_app.office.journal_screen import Query, search
from tests.support.cli import Settle
from tests.support.tampering import (
    change_one,
    columns_of,
    rewrite_journal,
    tables,
    unguarded,
    verified,
)


def test_untouched_ledgers_are_in_order(demo_ledger: Path, full: Path) -> None:
    assert verified(demo_ledger).problems == ()
    assert verified(full).problems == ()


@pytest.mark.parametrize("table", tables())
def test_every_changed_value_is_found_and_named(full: Path, table: str) -> None:
    """Every column of every table: the problem names the table and the column."""
    with unguarded(full):
        pass
    without_triggers = full.read_bytes()
    unnamed = []
    for column in columns_of(table):
        full.write_bytes(without_triggers)
        with unguarded(full) as other:
            change_one(other, table, column)
        problems = [text for text in verified(full).problems if not text.startswith("触发器")]
        if not any(table in text and column in text for text in problems):
            unnamed.append((column, problems))
    assert unnamed == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM payment WHERE id = 1", "表 payment 的记录（id=1）缺失"),
        ("DELETE FROM journal WHERE sequence = 5", "操作日志（journal）第 6 条的 sequence 应为 5"),
        ("DELETE FROM journal", "操作日志（journal）是空的"),
        ("DELETE FROM stored_file", "表 stored_file 缺少单据文件"),
        ("INSERT INTO stored_file VALUES ('0', x'00')", "（sha256=0）不属于任何单据"),
        (
            "INSERT INTO contract_text VALUES ('PX', 2019, 'fund_source', '另一笔')",
            "表 contract_text 的记录（project=PX，year=2019，field=fund_source）在操作日志中没有来历",
        ),
        (
            "UPDATE settlement SET prepared_by = CAST(x'ff' AS TEXT)",
            r"的 prepared_by 被改动：现为 '\udcff'，按操作日志应为 '张经办'",
        ),
        (
            "UPDATE form SET withdrawn_because = '' WHERE withdrawn_because IS NULL",
            "现为 ''，按操作日志应为 None",
        ),
        ("UPDATE rectification SET done = NULL", "的 done 被改动：现为 None"),
        ("UPDATE cost SET note = '决算' || char(0)", r"的 note 被改动：现为 '决算\x00'"),
        (
            "UPDATE advance SET quarter = '2020Q2' WHERE quarter = '2020Q1'",
            "quarter=2020Q2，item=staff）在操作日志中没有来历，或其主键被改动",
        ),
        ("UPDATE journal SET body = '{}' WHERE sequence = 3", "第 3 条的 body 与 hash 不符，内容被改动"),
        ("UPDATE journal SET body = body || ' ' WHERE sequence = 3", "第 3 条的 body 与 hash 不符"),
        ("CREATE TABLE notes (text TEXT)", "表 notes 不是本程序所建"),
        ("CREATE VIEW notes AS SELECT 1", "视图 notes 不是本程序所建"),
        ("CREATE INDEX notes ON cost (amount)", "索引 notes 不是本程序所建"),
        ("CREATE TRIGGER notes AFTER UPDATE ON cost BEGIN SELECT 1; END", "触发器 notes 不是本程序所建"),
        ("DROP VIEW journal_entry", "视图 journal_entry 缺失"),
        ("DROP TABLE document", "表 document 缺失"),
        ("DROP TABLE journal", "表 journal 缺失"),
        ("ALTER TABLE payment ADD COLUMN more TEXT", "表 payment 的定义被改动"),
        ("ALTER TABLE document RENAME COLUMN sha256 TO digest", "表 document 的定义被改动"),
        ("PRAGMA user_version = 0", "版本号被改动"),
    ],
)
def test_rows_and_tables_changed_added_or_taken_away(full: Path, statement: str, said: str) -> None:
    with unguarded(full) as other:
        other.execute(statement)
    assert any(said in text for text in verified(full).problems), verified(full).problems


@pytest.mark.parametrize(
    ("old", "new", "column", "value"),
    [
        ("amount INTEGER NOT NULL", "amount TEXT NOT NULL", "amount", "1000"),
        ("amount INTEGER NOT NULL", "amount REAL NOT NULL", "amount", 100000.0),
        ("voucher TEXT NOT NULL", "voucher BLOB NOT NULL", "voucher", "付2".encode()),
    ],
)
def test_a_value_of_another_kind_is_found(full: Path, old: str, new: str, column: str, value: object) -> None:
    """The table's definition is rewritten first, or it would not hold the value."""
    with unguarded(full) as other:
        other.execute("PRAGMA writable_schema = ON")
        change = "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE name = 'payment'"
        other.execute(change, (old, new))
        other.execute("PRAGMA writable_schema = RESET")
    with unguarded(full) as other:
        other.execute(f"UPDATE payment SET {column} = ? WHERE id = 2", (value,))
    problems = verified(full).problems
    assert "表 payment 的定义被改动" in problems
    assert any(f"（id=2）的 {column} 被改动" in text for text in problems), problems


def test_an_entry_of_lists_within_lists_is_found(full: Path) -> None:
    with unguarded(full) as other:
        rewrite_journal(other, '"changes":[', f'"changes":[{"[" * 50_000}')
    assert "操作日志（journal）第 1 条的 body 不是规范格式" in verified(full).problems


@pytest.mark.parametrize(
    "body",
    [
        "'文字'",
        "'[]'",
        "'{}'",
        """replace(body, '"changes":[', '"changes":[5,')""",
        'replace(body, \'"at":"\', \'"at":"x\')',
    ],
)
def test_a_log_that_nobody_understands_is_told_in_words(full: Path, body: str) -> None:
    with unguarded(full) as other:
        other.execute(f"UPDATE journal SET body = {body} WHERE sequence = 3")
    said = "台账内容被其他程序改动，无法读取（操作日志第 3 条）；请用 settle ledger verify 查明"
    with pytest.raises(LedgerError, match=re.escape(said)):
        search(Desk(full, by="", today=date(2020, 3, 2)), Query())
    inside = look_inside(full)
    assert inside.last is None
    assert any("操作日志（journal）第 3 条" in text for text in inside.problems)


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_listing_a_log_that_nobody_understands_is_told_in_words(full: Path, options: tuple[str, ...]) -> None:
    with unguarded(full) as other:
        other.execute("UPDATE journal SET body = '[]' WHERE sequence = 3")
    done = Settle(full)(*options, "ledger", "journal")
    assert done.status == 3
    assert "无法读取（操作日志第 3 条）" in done.err


def test_a_long_text_is_quoted_from_where_it_differs(full: Path) -> None:
    with unguarded(full) as other:
        other.execute("UPDATE settlement SET particulars = replace(particulars, '咨询员费用', '咨询员经费')")
    named = [text for text in verified(full).problems if "的 particulars 被改动" in text]
    assert named
    assert all("咨询员经费" in text and "咨询员费用" in text and len(text) < 300 for text in named), named


@pytest.mark.parametrize("statement", ["VACUUM", "ANALYZE", "REINDEX", "PRAGMA journal_mode = WAL"])
def test_what_changes_no_content_does_not_matter(full: Path, statement: str) -> None:
    other = sqlite3.connect(full, isolation_level=None)
    other.execute(statement)
    other.close()
    assert verified(full).problems == ()


def test_the_order_in_which_rows_lie_does_not_matter(demo_ledger: Path) -> None:
    """What is printed follows stored positions and keys, never the places that another program may have changed."""
    line = Settle(demo_ledger)
    shown = [
        ("quarter", "show", "2019Q4"),
        ("clearance", "show", "2019"),
        ("deduction", "list"),
        ("contract", "show"),
    ]
    before = [line("--json", *command).out for command in shown]
    other = sqlite3.connect(demo_ledger, isolation_level=None)
    triggers = other.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        other.execute(f"DROP TRIGGER {name}")
    for table in tables():
        if table not in ("payment", "invoice", "journal", "_sqlite_migrations"):
            other.execute(f"UPDATE {table} SET rowid = -rowid")
    for _, sql in triggers:
        other.execute(sql)
    other.close()
    assert verified(demo_ledger).problems == ()
    assert [line("--json", *command).out for command in shown] == before


def test_a_dropped_trigger_is_named(demo_ledger: Path) -> None:
    connection = sqlite3.connect(demo_ledger)
    connection.execute("DROP TRIGGER settlement_line_update")
    connection.close()
    assert verified(demo_ledger).problems == ("触发器 settlement_line_update 缺失",)


def test_journal_and_table_changed_alike_are_found_by_the_anchor(demo_ledger: Path) -> None:
    """Who rewrites the history whole leaves a consistent ledger; the sheet on paper still proves the change."""
    anchor = Settle(demo_ledger).ok("quarter", "show", "2019Q1")["anchor"]
    with unguarded(demo_ledger) as other:
        rewrite_journal(other, "示例经办员", "另一经办员")
    assert any("历史已被改写" in text for text in verified(demo_ledger, anchor).problems)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"payable":10150000', '"payable":10150001', "无法重演"),
        (
            '"cumulative":10150000',
            '"cumulative":10150001',
            "结算单 JS-PX-2019Q4 的金额与按规则重算的结果不符",
        ),
        ('"outstanding_after":', '"outstanding_after":1', "的金额与按规则重算的结果不符"),
        ('"passed":0', '"passed":1', "的结果与按规则重新判定的结果不符"),
        ('"cause":"manual"', '"cause":"tier"', "登记的扣款与按规则重算的结果不符"),
        ('"surplus":8100000', '"surplus":8100001', "无法重演"),
        ('"offset":0', '"offset":9', "无法重演"),
        ('"mode":"carry"', '"mode":"settle"', "年终清算单 QS-PX-2019 的金额与按规则重算的结果不符"),
        ('"rules_version":1', '"rules_version":7', "的规则版本 7 不为本程序所知"),
        ('"act":"quarter.post",', "", "无法重演：'act'"),
        ('"changes":[', '"changes":[7,', "无法重演"),
        ('"subject":"2019Q4"', '"subject":"第四季"', "无法重演"),
    ],
)
def test_a_forged_journal_is_found_by_recomputing(full: Path, old: str, new: str, said: str) -> None:
    """The whole chain is in order again; what was posted does not follow from what it rests on."""
    with unguarded(full) as other:
        (count,) = other.execute("SELECT count(*) FROM journal WHERE instr(body, ?)", (old,)).fetchone()
        rewrite_journal(other, old, new)
    problems = verified(full).problems
    assert count, "the forger found nothing to forge"
    assert any(said in text for text in problems), problems


def test_an_anchor_is_found_whole_or_by_sixteen_digits(demo_ledger: Path) -> None:
    line = Settle(demo_ledger)
    anchor = line.ok("quarter", "show", "2019Q3")["anchor"]
    for digits in (anchor, anchor[:16], anchor[:16].upper()):
        found = line.ok("ledger", "verify", "--anchor", digits)["anchor"]
        assert (found["act"], found["subject"]) == ("quarter.post", "2019Q3")
    assert verified(demo_ledger, anchor[:15]).found is None
    assert line("ledger", "verify", "--anchor", "0" * 16).status == 3


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE settlement_line SET payable = 1, base = 1, deduction = 0, adjustment = 0",
        "DELETE FROM settlement",
        "UPDATE settlement_adjustment SET amount = 1",
        "DELETE FROM settlement_advance",
        "UPDATE journal SET body = '{}'",
        "DELETE FROM journal",
        "UPDATE clearance SET mode = 'settle'",
        "DELETE FROM clearance_line",
        "UPDATE true_up SET name = ''",
        "DELETE FROM clearance_reduction",
        "DELETE FROM reversal",
        "UPDATE deduction SET amount = 1",
        "UPDATE deduction SET withdrawn = 0",
        "DELETE FROM deduction",
        "UPDATE form SET passed = 1",
        "UPDATE form SET withdrawn_because = '' WHERE withdrawn_because IS NOT NULL",
        "DELETE FROM payment",
        "UPDATE payment SET amount = 1",
        "UPDATE invoice SET number = '1'",
        "UPDATE document SET sha256 = '0'",
        "DELETE FROM stored_file",
        "DELETE FROM waiver",
        "UPDATE movement SET amount = 1",
        "UPDATE assessment SET score = '99'",
        "UPDATE assessment_actual SET number = '99'",
        "DELETE FROM assessment_points",
        "UPDATE assessment_source SET text = ''",
        "DELETE FROM incident",
        "UPDATE rectification SET measure = '另一措施'",
        "DELETE FROM rectification",
        "DELETE FROM manual_deduction",
        "UPDATE advance SET amount = 0",
        "DELETE FROM adjustment",
        "UPDATE cost SET amount = 0",
        "DELETE FROM reduction",
        "INSERT INTO cost VALUES ('PX', 2019, 'staff', '2019-10', 'other', 1, 0, '')",
        "INSERT INTO reduction VALUES ('PX', 2019, 9, 'staff', 1, '核减', '文9号')",
        "INSERT INTO adjustment VALUES ('PX', 2019, '2019Q4', 9, 'rent', 1, '调整', '文9号')",
    ],
)
def test_triggers_guard_what_is_final(full: Path, statement: str) -> None:
    connection = sqlite3.connect(full)
    with pytest.raises(sqlite3.IntegrityError, match="what is final is never changed"):
        connection.execute(statement)
    connection.close()
