"""What plain-text bookkeeping is made of: accounts, transactions that add up to zero, and balances to be checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

CURRENCY = "CNY"


@dataclass(frozen=True, slots=True, order=True)
class Account:
    """An account by its name with colons, and what it is called in Chinese."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Posting:
    """An amount in 分 on an account: positive is 借, negative is 贷."""

    account: Account
    amount: int


@dataclass(frozen=True, slots=True)
class Transaction:
    """What one document did; its postings add up to zero, ``details`` are texts by a key of small letters."""

    on: date
    what: str
    details: Mapping[str, str]
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class Assertion:
    """The balance (分) that an account, with all below it, must have at the beginning of a day."""

    day: date
    account: Account
    amount: int


@dataclass(frozen=True, slots=True)
class PlainTextBooks:
    """The books of one project; ``left_out`` says, a line each, what stands in the ledger but is not booked."""

    title: str
    opened_on: date
    transactions: tuple[Transaction, ...]
    assertions: tuple[Assertion, ...]
    left_out: tuple[str, ...]

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Every account that is named, in the order of their names."""
        posted = {posting.account for entry in self.transactions for posting in entry.postings}
        return tuple(sorted(posted | {assertion.account for assertion in self.assertions}))

    @property
    def in_order(self) -> tuple[Transaction | Assertion, ...]:
        """Everything by date, what is checked at the beginning of a day before what happened on it."""
        entries: list[Transaction | Assertion] = [*self.assertions, *self.transactions]
        return tuple(sorted(entries, key=_date_of))


def _date_of(entry: Transaction | Assertion) -> date:
    return entry.day if isinstance(entry, Assertion) else entry.on
