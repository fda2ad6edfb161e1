"""The schema, built by migrations: append-only plain functions that import no domain class.

A migration only adds, so that today's reading of the books finds its way in the tables of every version: a journal is
replayed, and its postings are recomputed, from the version on that it began with.
"""

from collections.abc import Iterable, Mapping
from sqlite3 import Connection
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from settlement_app.ledger.format import APPLICATION_ID, MIGRATIONS_TABLE, SCHEMA_VERSION
from settlement_app.ledger.guards import guards
from settlement_app.ledger.tables.assessments import assessment_tables
from settlement_app.ledger.tables.contracts import contract_tables
from settlement_app.ledger.tables.papers import paper_tables
from settlement_app.ledger.tables.postings import clearance_tables, settlement_tables

MIGRATIONS = Migrations("settlement")

_VERSION_DIGITS = 4


@MIGRATIONS(name="0001_first")
def first(db: Database) -> None:
    """The tables of version 1."""
    for statement in (
        *contract_tables(),
        *assessment_tables(),
        *settlement_tables(),
        *clearance_tables(),
        *paper_tables(),
    ):
        db.execute(statement)
    for statement in guards(db):
        db.execute(statement)


@MIGRATIONS(name="0002_manner_of_printing")
def manner_of_printing(db: Database) -> None:
    """Version 2 tells a print on paper from a file that was saved; of older prints nobody knows."""
    db.execute("ALTER TABLE printing ADD COLUMN manner TEXT CHECK (manner IN ('paper', 'file'))")


def build(db: Connection, version: int = SCHEMA_VERSION) -> None:
    """Bring an empty database, or a ledger of an older version, to that version."""
    database = Database(db, execute_plugins=False)
    later = [step.name for step in MIGRATIONS.pending(database) if _version_of(step.name) > version]
    MIGRATIONS.apply(database, stop_before=later)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {version}")


def build_again(db: Connection, changes: Iterable[Mapping[str, Any]]) -> None:
    """Run the migrations that a journal entry tells of, before its changes are replayed."""
    names = [change["row"]["name"] for change in changes if change.get("insert") == MIGRATIONS_TABLE]
    if names:
        build(db, max(map(_version_of, names)))


def _version_of(name: str) -> int:
    return int(name[:_VERSION_DIGITS])
