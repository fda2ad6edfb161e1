"""Checking a ledger against its own journal: the chain, every table, every posted figure (rules, section 12)."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from sqlite3 import Connection
from typing import Any

from settlement_app.ledger import journal
from settlement_app.ledger.chain import chain_problems
from settlement_app.ledger.errors import LedgerError
from settlement_app.ledger.file import in_memory, reading
from settlement_app.ledger.journal import Entry
from settlement_app.ledger.progress import Progress, untold
from settlement_app.ledger.recompute import Recomputation
from settlement_app.ledger.structure import selected, structure_problems
from settlement_app.ledger.work import apply_change

_NOT_REPLAYED = ("journal", "stored_file")
_ANCHOR_DIGITS = 16
_COUNTED = {
    "settlements": "settlement",
    "clearances": "clearance",
    "assessments": "form",
    "deductions": "deduction",
    "payments": "payment",
    "invoices": "invoice",
    "requests": "request",
    "documents": "document",
}
_SHOWN = 60
"""So many characters of a value are quoted, from just before the place where it differs."""

_CANNOT_REPLAY = (
    sqlite3.Error,
    LedgerError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
"""What replaying content meets that this program never wrote, though its hashes are in order."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked and what is wrong; ``found`` is the entry of the anchor that was asked for.

    Where no entry has that anchor it is ``unknown``, and the last of the problems says so.
    """

    entries: int
    head: str
    checked: dict[str, int] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    found: Entry | None = None
    unknown: bool = False

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify(db: Connection, anchor: str | None = None, progress: Progress = untold) -> Verification:
    """Check the whole ledger; problems are sentences that name the table, the row and the column.

    ``anchor`` is looked up in the journal; ``progress`` is told after each entry that is replayed.
    """
    with reading(db), _bytes_as_they_are(db):
        problems = list(structure_problems(db))
        chain = [Entry(row[0], *map(str, row[1:])) for row in selected(db, journal.ENTRIES)]
        broken = list(chain_problems(chain))
        problems += broken or _replay_problems(db, chain, progress)
        problems += _file_problems(db)
        found = _entry_of(chain, anchor) if anchor else None
        if anchor and found is None:
            problems.append(f"操作日志中没有校验码 {anchor}；这张单据不出自本台账，或台账的历史已被改写")
        return Verification(
            entries=len(chain),
            head=chain[-1].hash if chain else journal.GENESIS,
            checked={name: _count(db, table) for name, table in _COUNTED.items()},
            problems=tuple(problems),
            found=found,
            unknown=bool(anchor) and found is None,
        )


@contextmanager
def _bytes_as_they_are(db: Connection) -> Iterator[None]:
    """Read texts that are no UTF-8 too, each distinct from every other text, so that they can be named."""
    usual = db.text_factory
    db.text_factory = lambda content: content.decode(errors="surrogateescape")
    try:
        yield
    finally:
        db.text_factory = usual


def _replay_problems(db: Connection, chain: Sequence[Entry], progress: Progress) -> list[str]:
    from settlement_app.ledger.schema import build_again

    replayed = in_memory(version=0)
    # The stored files are no part of the journal, only their hashes are; foreign keys are checked on the ledger itself.
    replayed.execute("PRAGMA foreign_keys = OFF")
    recomputation = Recomputation(replayed)
    problems = []
    for entry in chain:
        try:
            content = entry.content
            recomputation.before(content)
            build_again(replayed, content["changes"])
            for change in content["changes"]:
                apply_change(replayed, change)
            problems += [f"操作日志第 {entry.sequence} 条：{text}" for text in recomputation.after(content)]
        except _CANNOT_REPLAY as error:
            return [*problems, f"操作日志（journal）第 {entry.sequence} 条无法重演：{error}"]
        progress(entry.sequence, len(chain))
    for (table,) in replayed.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if table not in _NOT_REPLAYED:
            problems += _table_problems(db, replayed, table)
    return problems


def _table_problems(db: Connection, replayed: Connection, table: str) -> Iterator[str]:
    described = replayed.execute(f"PRAGMA table_info({table})").fetchall()
    columns = [column[1] for column in described]
    keys = [column[1] for column in sorted(described, key=lambda column: int(column[5])) if column[5]]
    now, due = _rows(db, table, columns, keys), _rows(replayed, table, columns, keys)
    for key in sorted(now.keys() | due.keys(), key=repr):
        where = f"表 {table} 的记录（{'，'.join(f'{k}={v}' for k, v in zip(keys, key, strict=True))}）"
        if key not in now:
            yield f"{where}缺失"
        elif key not in due:
            yield f"{where}在操作日志中没有来历，或其主键被改动"
        else:
            for column in columns:
                is_now, should_be = now[key][column], due[key][column]
                if is_now != should_be or type(is_now) is not type(should_be):
                    yield f"{where}的 {column} 被改动：{_difference(is_now, should_be)}"


def _rows(
    db: Connection, table: str, columns: list[str], keys: list[str]
) -> dict[tuple[Any, ...], dict[str, Any]]:
    names = ", ".join(f'"{column}"' for column in columns)
    rows = (dict(zip(columns, row, strict=True)) for row in selected(db, f'SELECT {names} FROM "{table}"'))
    return {tuple(row[key] for key in keys): row for row in rows}


def _difference(now: object, due: object) -> str:
    start = 0
    if isinstance(now, str) and isinstance(due, str) and max(len(now), len(due)) > _SHOWN:
        unlike = (place for place, (is_now, was) in enumerate(zip(now, due, strict=False)) if is_now != was)
        start = max(next(unlike, min(len(now), len(due))) - _SHOWN // 4, 0)
    return f"现为 {_quoted(now, start)}，按操作日志应为 {_quoted(due, start)}"


def _quoted(value: object, start: int) -> str:
    if not isinstance(value, str):
        return repr(value)
    part = value[start : start + _SHOWN]
    return f"{'…' if start else ''}{part!r}{'…' if len(value) > start + _SHOWN else ''}"


def _file_problems(db: Connection) -> Iterator[str]:
    """Stored papers whose bytes are not those that the journal names."""
    wanted = {str(row[0]) for row in selected(db, "SELECT sha256 FROM document")}
    kept = set()
    for digest, content in selected(db, "SELECT sha256, content FROM stored_file"):
        kept.add(str(digest))
        if not isinstance(content, bytes) or hashlib.sha256(content).hexdigest() != digest:
            yield f"表 stored_file 的记录（sha256={digest}）的 content 或 sha256 被改动"
    for digest in sorted(wanted - kept):
        yield f"表 stored_file 缺少单据文件（sha256={digest}）"
    for digest in sorted(kept - wanted):
        yield f"表 stored_file 的记录（sha256={digest}）不属于任何单据"


def _entry_of(chain: Iterable[Entry], anchor: str) -> Entry | None:
    """The entry with that hash, given whole or by its first 16 hex digits at least."""
    digits = anchor.strip().lower()
    if len(digits) < _ANCHOR_DIGITS:
        return None
    return next((entry for entry in chain if entry.hash.startswith(digits)), None)


def _count(db: Connection, table: str) -> int:
    return sum(count for (count,) in selected(db, f"SELECT count(*) FROM {table}"))
