"""What another SQLite program may do to a ledger, and what ``ledger verify`` says of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from settlement_app.ledger import file, journal
from settlement_app.ledger.verify import Verification, verify


def verified(ledger: Path, anchor: str | None = None) -> Verification:
    """What the check finds."""
    with file.opened(ledger, older=True) as db:
        return verify(db, anchor)


@contextmanager
def unguarded(ledger: Path) -> Iterator[sqlite3.Connection]:
    """Another program's connection that has dropped every trigger and minds no check."""
    connection = sqlite3.connect(ledger, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    yield connection
    connection.close()


def columns_of(table: str) -> list[str]:
    """The columns of a table of an empty ledger."""
    return [row[1] for row in file.in_memory().execute(f"PRAGMA table_info({table})").fetchall()]


def tables() -> list[str]:
    """The tables of an empty ledger."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    return [row[0] for row in file.in_memory().execute(query).fetchall()]


def change_one(connection: sqlite3.Connection, table: str, column: str) -> None:
    """Change one value of the table's last row into another that the column can hold."""
    row = connection.execute(f"SELECT rowid, {column} FROM {table} ORDER BY rowid DESC LIMIT 1").fetchone()
    assert row, f"the full ledger has no row in {table}"
    rowid, value = row
    query = f"SELECT type FROM pragma_table_info('{table}') WHERE name = '{column}'"
    kind = connection.execute(query).fetchone()[0]
    changed: object = {"INTEGER": (value or 0) + 1 if kind == "INTEGER" else 0, "BLOB": b"%PDF-1.4"}.get(
        kind, f"{value or ''}9"
    )
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (changed, rowid))


def rewrite_journal(connection: sqlite3.Connection, old: str, new: str) -> None:
    """Replace a text in every entry and chain the whole journal anew, as a forger who knows the program would."""
    previous = journal.GENESIS
    for sequence, body in connection.execute(
        "SELECT sequence, body FROM journal ORDER BY sequence"
    ).fetchall():
        changed = body.replace(old, new)
        digest = journal.entry_hash(sequence, previous, changed)
        connection.execute(
            "UPDATE journal SET body = ?, previous_hash = ?, hash = ? WHERE sequence = ?",
            (changed, previous, digest, sequence),
        )
        previous = digest
