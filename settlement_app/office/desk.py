"""Where the work is done: which ledger and project, who works, what day it is."""

import getpass
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import settlement_app
from settlement_app.domain.books import Books
from settlement_app.domain.findings import misread, refuse
from settlement_app.domain.money import AmountError
from settlement_app.ledger import file
from settlement_app.ledger.load import load_books, project_codes

if TYPE_CHECKING:  # what only a change needs is loaded when one is made: most commands read
    from settlement_app.ledger.store import Store
    from settlement_app.ledger.work import Signature, Work


def utc_now() -> str:
    """The time that the journal writes, in UTC to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def this_account() -> str:
    """The name of the account that the program runs under."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


@dataclass(frozen=True, slots=True)
class Desk:
    """One person at one ledger; ``today`` and ``now`` are given, so that everything below is repeatable."""

    ledger: Path
    by: str
    today: date
    project: str | None = None
    backups: Path | None = None
    """The folder in which verified copies are kept; None for the ledger's own."""

    now: Callable[[], str] = utc_now
    account: str = field(default_factory=this_account)
    computer: str = field(default_factory=platform.node)

    @contextmanager
    def reading(self) -> Iterator[Books]:
        """The books of the project as they stand."""
        with file.opened(self.ledger) as db, file.reading(db), sums_in_range():
            yield load_books(db, self.chosen(db))

    def books(self) -> Books:
        """The books of the project as they stand, the ledger closed again."""
        with self.reading() as books:
            return books

    @contextmanager
    def changing(self, act: str, subject: str, reviewer: str | None = None) -> Iterator["Change"]:
        """One change of state: everything that is stored within stands in one journal entry, or nothing is."""
        from settlement_app.ledger.store import Store
        from settlement_app.ledger.work import working

        with file.opened(self.ledger) as db, working(db) as work, sums_in_range():
            code = self.chosen(db)
            change = Change(load_books(db, code), Store(work, code), work)
            yield change
            work.journal(self.signature(), act, subject, reviewer, code)

    def signature(self) -> "Signature":
        """What every journal entry says of who works where and when."""
        from settlement_app.ledger.work import Signature

        return Signature(self.by, self.now(), self.account, self.computer, settlement_app.__version__)

    def chosen(self, db: file.Connection) -> str:
        """The project's code: the one that was named, or the only one; raises where that is not clear."""
        codes = project_codes(db)
        if self.project is None:
            if len(codes) == 1:
                return codes[0]
            raise misread(
                "project_unclear", f"台账中有 {len(codes)} 个项目（{'、'.join(codes)}）；请用 --project 指明"
            )
        if self.project not in codes:
            raise refuse(
                "no_such_project",
                f"台账中没有项目“{self.project}”；请核对 --project，现有项目：{'、'.join(codes)}",
            )
        return self.project


@dataclass(frozen=True, slots=True)
class Change:
    """The books before a change, and what it is stored through."""

    books: Books
    store: "Store"
    work: "Work"


@contextmanager
def sums_in_range() -> Iterator[None]:
    """Refuse in words what leaves the range of amounts."""
    try:
        yield
    except AmountError as error:
        raise refuse("amount_range", str(error)) from error
