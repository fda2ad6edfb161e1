"""Rows to domain values: everything of one project as Books."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from settlement_app.domain.actuals import ActualCost
from settlement_app.domain.books import Books, Invoice, Payment, Request, Target
from settlement_app.domain.contract import Project
from settlement_app.domain.periods import Quarter, parse_month, parse_quarter, whole_quarters
from settlement_app.ledger import errors
from settlement_app.ledger.load_assessments import load_assessments, load_register
from settlement_app.ledger.load_contracts import load_contracts
from settlement_app.ledger.load_postings import (
    adjustment_of,
    advance_of,
    load_clearances,
    load_settlements,
    reduction_of,
)
from settlement_app.ledger.rows import Row, Tables, grouped, quarter_of


def project_codes(db: Connection) -> tuple[str, ...]:
    """The codes of all projects."""
    return tuple(row[0] for row in db.execute("SELECT code FROM project ORDER BY code"))


@dataclass(frozen=True, slots=True)
class Quarters:
    """All quarters of a project's contracts, in order; those of them that are posted, and those that are assessed."""

    all: tuple[Quarter, ...]
    posted: frozenset[Quarter]
    assessed: frozenset[Quarter]


def load_quarters(db: Connection, code: str) -> Quarters:
    """The quarters of the project."""
    days = db.execute("SELECT first_day, last_day FROM contract WHERE project = ? ORDER BY year", (code,))
    quarters = (whole_quarters(date.fromisoformat(a), date.fromisoformat(b)) for a, b in days)
    standing = (
        "SELECT quarter FROM settlement s LEFT JOIN reversal r ON r.settlement = s.number"
        " WHERE project = ? AND r.number IS NULL"
    )
    posted = frozenset(parse_quarter(row[0]) for row in db.execute(standing, (code,)))
    confirmed = "SELECT quarter FROM form WHERE project = ? AND withdrawn_because IS NULL"
    assessed = frozenset(parse_quarter(row[0]) for row in db.execute(confirmed, (code,)))
    return Quarters(tuple(quarter for contract in quarters for quarter in contract), posted, assessed)


def load_project(db: Connection, code: str) -> Project:
    """The project itself."""
    (project,) = Tables(db, code).rows("project WHERE code = ?")
    return Project(project["code"], project["name"], project["authority"], bool(project["sample"]))


def load_books(db: Connection, code: str, since: int = 0) -> Books:
    """Everything that the ledger holds of the project, or its contract years from ``since`` on with all deductions.

    Raises LedgerError where a row holds what this program never writes.
    """
    try:
        return _books(db, code, Tables(db, code, since))
    except (LookupError, TypeError, ValueError) as error:
        raise errors.spoiled(str(error)) from error


def _books(db: Connection, code: str, tables: Tables) -> Books:
    register = load_register(tables)
    return Books(
        project=load_project(db, code),
        contracts=load_contracts(tables),
        assessments=load_assessments(tables),
        register=register,
        settlements=load_settlements(tables, {row.id: row.source for row in register}),
        adjustments=grouped(tables.of("adjustment", "quarter, position"), quarter_of, adjustment_of),
        advances=grouped(tables.of("advance", "quarter, item"), quarter_of, advance_of),
        costs=tuple(_cost(row) for row in tables.of("cost", "month, item, category")),
        reductions=grouped(
            tables.of("reduction", "year, position"), lambda row: int(row["year"]), reduction_of
        ),
        clearances=load_clearances(tables, {row.id: row.source for row in register}),
        payments=tuple(_payment(row) for row in tables.of("payment", "id")),
        invoices=tuple(_invoice(row) for row in tables.of("invoice", "id")),
        requests=tuple(
            _request(row, tables.anchors) for row in tables.of("request", "quarter, clearance_year, issue")
        ),
    )


def _cost(row: Row) -> ActualCost:
    month = parse_month(row["month"])
    return ActualCost(row["item"], month, row["category"], row["amount"], bool(row["estimate"]), row["note"])


def _target(row: Row) -> Target:
    return Target(parse_quarter(row["quarter"]) if row["quarter"] else None, row["clearance_year"])


def _payment(row: Row) -> Payment:
    day = date.fromisoformat(row["day"])
    return Payment(row["id"], _target(row), row["amount"], day, row["voucher"], row["reversed_because"])


def _invoice(row: Row) -> Invoice:
    return Invoice(
        id=row["id"],
        target=_target(row),
        number=row["number"],
        code=row["code"],
        on=date.fromisoformat(row["day"]),
        amount=row["amount"],
        tax=row["tax"],
        void_because=row["void_because"],
    )


def _request(row: Row, anchors: Mapping[int, str]) -> Request:
    return Request(
        number=row["number"],
        target=_target(row),
        issue=row["issue"],
        on=date.fromisoformat(row["day"]),
        anchor=anchors.get(row["entry"], ""),
        particulars=row["particulars"],
    )
