"""The verified copy that is made after every posting."""

from settlement_app.domain.findings import SettlementError
from settlement_app.ledger import copies, file, journal
from settlement_app.ledger.errors import LedgerError
from settlement_app.office.desk import Desk


def after_posting(desk: Desk, number: str) -> tuple[str, ...]:
    """Make the copy; what was posted stands even where that fails, and the warning says so."""
    try:
        with file.opened(desk.ledger) as db:
            entry, _ = journal.head(db)
        copies.copy_after_posting(desk.ledger, entry, number, desk.backups)
    except (LedgerError, SettlementError) as error:
        return (f"{number} 已入台账，但审定后的备份没有做成：{error}。请用 settle ledger backup 另行备份",)
    return ()
