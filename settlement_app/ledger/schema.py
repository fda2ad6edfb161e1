"""The schema, built by migrations: append-only plain functions that import no domain class."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from settlement_app.ledger.guards import guards
from settlement_app.ledger.tables.assessments import assessment_tables
from settlement_app.ledger.tables.contracts import contract_tables
from settlement_app.ledger.tables.papers import paper_tables
from settlement_app.ledger.tables.postings import clearance_tables, settlement_tables

MIGRATIONS = Migrations("settlement")


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
