"""Checking the file under the rows: SQLite's own structure, foreign keys, and tables that are as we make them."""

import sqlite3
from collections.abc import Iterator
from sqlite3 import Connection
from typing import Any

from settlement_app.ledger.file import in_memory
from settlement_app.ledger.format import MIGRATIONS_TABLE, SCHEMA_VERSION

_KINDS = {"table": "表", "trigger": "触发器", "index": "索引", "view": "视图"}
_SCHEMA = (
    "SELECT type, name, tbl_name, sql FROM sqlite_master"
    " WHERE name NOT LIKE 'sqlite_stat%'"  # another program's ANALYZE: hints for queries, no content
    " ORDER BY type, name"
)

_MIGRATIONS = f"SELECT id, migration_set, name FROM {MIGRATIONS_TABLE} ORDER BY id"
"""The steps that made the tables: a later program takes them for granted, and adds those that are missing."""


def structure_problems(db: Connection) -> Iterator[str]:
    """What is wrong with the file: it should be built as an empty ledger of its version is."""
    for (line,) in selected(db, "PRAGMA integrity_check"):
        if line != "ok":
            yield f"数据库结构：{line}"
    for table, row, parent, _ in selected(db, "PRAGMA foreign_key_check"):
        yield f"表 {table} 第 {row} 行引用的 {parent} 记录不存在"
    ((version,),) = selected(db, "PRAGMA user_version")
    if not 1 <= version <= SCHEMA_VERSION:
        yield "台账文件的版本号被改动"
    pattern = in_memory(version or SCHEMA_VERSION)
    yield from _schema_problems(db, pattern)
    if selected(db, _MIGRATIONS) != selected(pattern, _MIGRATIONS):
        yield f"表 {MIGRATIONS_TABLE} 所记的升级步骤与台账文件的版本号不符"


def selected(db: Connection, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query; none where another program has renamed or dropped what it reads."""
    try:
        return db.execute(query).fetchall()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        return []


def _schema_problems(db: Connection, pattern: Connection) -> Iterator[str]:
    now, due = ({row[:2]: row[2:] for row in selected(each, _SCHEMA)} for each in (db, pattern))
    for kind, name in sorted(now.keys() | due.keys()):
        what = f"{_KINDS.get(kind, kind)} {name}"
        if (kind, name) not in now:
            yield f"{what} 缺失"
        elif (kind, name) not in due:
            yield f"{what} 不是本程序所建"
        elif now[kind, name] != due[kind, name]:
            yield f"{what} 的定义被改动"
