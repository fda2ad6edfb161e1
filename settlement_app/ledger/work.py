"""One change of state: rows written through here are recorded, and stand in the journal in the same transaction."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from settlement_app.ledger import journal
from settlement_app.ledger.file import writing

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who does something, where and when: what every journal entry says."""

    prepared_by: str
    at: str
    account: str
    computer: str
    program: str


class Work:
    """Writes rows and remembers each change; rows are plain column values, money in 分."""

    def __init__(self, db: Connection) -> None:
        from sqlite_utils import Database

        self.db = db
        self._database = Database(db, execute_plugins=False)
        self.entry = journal.head(db)[0] + 1
        self._changes: list[Row] = []
        self._reason: str | None = None

    def insert(self, table: str, row: Mapping[str, Any]) -> None:
        """Add one row."""
        self._database.table(table).insert(dict(row))
        self._changes.append({"insert": table, "row": dict(row)})

    def insert_all(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add rows in their order."""
        for row in rows:
            self.insert(table, row)

    def adopt(self, table: str, after: int, at: str) -> None:
        """Record the migrations' rows that stand already, those with an id after that one, as made at that time.

        So replaying the journal makes them, and the same acts at the same times make the same ledger.
        """
        self.db.execute(f"UPDATE {table} SET applied_at = ? WHERE id > ?", (at, after))
        for row in select(self.db, table, {}):
            if row["id"] > after:
                self._changes.append({"delete": table, "key": {"id": row["id"]}, "was": []})
                self._changes.append({"insert": table, "row": row})

    def update(self, table: str, key: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
        """Change columns of the one row with that key."""
        found = select(self.db, table, key)
        assert len(found) == 1, f"{table} holds {len(found)} rows with key {key}"
        was = {column: found[0][column] for column in changes}
        assignments = ", ".join(f"{column} = ?" for column in changes)
        self._run(f"UPDATE {table} SET {assignments}", key, tuple(changes.values()))
        self._changes.append({"update": table, "key": dict(key), "row": dict(changes), "was": was})

    def delete(self, table: str, key: Mapping[str, Any]) -> int:
        """Delete every row that has these values; returns how many there were."""
        was = select(self.db, table, key)
        if was:
            self._run(f"DELETE FROM {table}", key)
            self._changes.append({"delete": table, "key": dict(key), "was": was})
        return len(was)

    def next(self, table: str, column: str, key: Mapping[str, Any]) -> int:
        """The number after the highest that stands in the column among the rows with that key."""
        statement = f"SELECT coalesce(max({column}), 0) + 1 FROM {table} WHERE {_where(key)}"
        number: int = self.db.execute(statement, tuple(key.values())).fetchone()[0]
        return number

    def note(self, reason: str) -> None:
        """Why the change is made, where no row says it."""
        self._reason = reason

    def store_file(self, content: bytes) -> str:
        """Keep a file's bytes under their SHA-256, which is returned; the journal names the hash, not the bytes."""
        digest = hashlib.sha256(content).hexdigest()
        if not select(self.db, "stored_file", {"sha256": digest}):
            self._database.table("stored_file").insert({"sha256": digest, "content": content})
        return digest

    def journal(
        self, signature: Signature, act: str, subject: str, reviewer: str | None, project: str
    ) -> str:
        """Write the entry that holds everything recorded; returns its hash (the anchor)."""
        entry = journal.append(
            self._database,
            {
                "act": act,
                "subject": subject,
                "project": project,
                "prepared_by": signature.prepared_by,
                "reviewed_by": reviewer,
                "reason": self._reason,
                "at": signature.at,
                "account": signature.account,
                "computer": signature.computer,
                "program": signature.program,
                "changes": self._changes,
            },
        )
        return entry.hash

    def _run(self, statement: str, key: Mapping[str, Any], values: tuple[Any, ...] = ()) -> None:
        self.db.execute(f"{statement} WHERE {_where(key)}", (*values, *key.values()))


@contextmanager
def working(db: Connection) -> Iterator[Work]:
    """A transaction to change the ledger in; the caller ends it with ``journal``."""
    with writing(db):
        yield Work(db)


def select(db: Connection, table: str, key: Mapping[str, Any]) -> list[Row]:
    """The rows of the table that have these values, as they were written."""
    cursor = db.execute(f"SELECT * FROM {table} WHERE {_where(key)} ORDER BY rowid", tuple(key.values()))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def apply_change(db: Connection, change: Mapping[str, Any]) -> None:
    """Do once more what a journal entry recorded (for replaying it)."""
    if table := change.get("insert"):
        row = change["row"]
        marks = ", ".join("?" * len(row))
        db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
        return
    where = _where(change["key"])
    key = tuple(change["key"].values())
    if table := change.get("update"):
        row = change["row"]
        assignments = ", ".join(f"{column} = ?" for column in row)
        db.execute(f"UPDATE {table} SET {assignments} WHERE {where}", (*row.values(), *key))
    else:
        db.execute(f"DELETE FROM {change['delete']} WHERE {where}", key)


def _where(key: Mapping[str, Any]) -> str:
    return " AND ".join(f"{column} IS ?" for column in key) or "true"
