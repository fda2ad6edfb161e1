"""The journal: one entry for each change of state, each chained to the one before by its hash (rules, section 12)."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database

GENESIS = "0" * 64
"""What stands as the previous hash of the first entry."""

ENTRIES = "SELECT sequence, body, previous_hash, hash FROM journal ORDER BY sequence"
"""Selects the fields of every Entry, oldest first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as stored; ``body`` is canonical JSON of everything but its place in the chain."""

    sequence: int
    body: str
    previous_hash: str
    hash: str

    @property
    def content(self) -> dict[str, Any]:
        """The body read back."""
        content: dict[str, Any] = json.loads(self.body)
        return content


def canonical(value: Mapping[str, Any]) -> str:
    """JSON with sorted keys, no blanks, characters as they are: the same value is always the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def entry_hash(sequence: int, previous_hash: str, body: str) -> str:
    """SHA-256, in hex, over the entry's place, its predecessor's hash and its body.

    Bytes that are no text may stand as surrogates: another program's change is to be found, whatever it wrote.
    """
    text = f"{sequence}\n{previous_hash}\n{body}"
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()


def head(db: Connection) -> tuple[int, str]:
    """The sequence and hash of the newest entry; (0, GENESIS) in an empty journal."""
    row = db.execute("SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, GENESIS)


def append(db: "Database", content: Mapping[str, Any]) -> Entry:
    """Add one entry at the end."""
    sequence, previous_hash = head(db.conn)
    body = canonical(content)
    entry = Entry(sequence + 1, body, previous_hash, entry_hash(sequence + 1, previous_hash, body))
    db.table("journal").insert(
        {
            "sequence": entry.sequence,
            "body": entry.body,
            "previous_hash": entry.previous_hash,
            "hash": entry.hash,
        }
    )
    return entry


def entries(db: Connection) -> Iterator[Entry]:
    """All entries, oldest first."""
    for row in db.execute(ENTRIES):
        yield Entry(*row)
