"""The books in the language of hledger, whose ``check --strict`` then proves every balance."""

from collections.abc import Iterator

from settlement_app.domain.money import format_amount
from settlement_app.exchange.plain_text.entries import CURRENCY, Assertion, PlainTextBooks, Transaction
from settlement_app.exchange.plain_text.lines import HEAD, one_line

# In a comment these make tags, dates and further comments; a user's text is none of them.
_MARKS = str.maketrans({":": "：", ",": "，", ";": "；", "[": "［", "]": "］"})


def write_hledger(books: PlainTextBooks) -> bytes:
    """The whole file."""
    return "".join(f"{line}\n" for line in _lines(books)).encode()


def _lines(books: PlainTextBooks) -> Iterator[str]:
    yield from (f"; {line}" for line in HEAD)
    yield f"; {one_line(books.title)}"
    yield ""
    yield "decimal-mark ."
    yield f"commodity 1000.00 {CURRENCY}"
    for account in books.accounts:
        yield f"account {account.name}  ; name:{_text(account.label)}"
    for entry in books.in_order:
        yield ""
        yield from (_assertion(entry) if isinstance(entry, Assertion) else _transaction(entry))
    if books.left_out:
        yield ""
        yield from (f"; 未入账：{one_line(line)}" for line in books.left_out)


def _transaction(entry: Transaction) -> Iterator[str]:
    yield f"{entry.on} * {entry.what}"
    yield from (f"    ; {key}:{_text(text)}" for key, text in entry.details.items() if text)
    width = max((len(posting.account.name) for posting in entry.postings), default=0)
    for posting in entry.postings:
        yield f"    {posting.account.name:{width}}  {_amount(posting.amount)}"


def _assertion(entry: Assertion) -> Iterator[str]:
    """A posting of nothing with the balance of the account and all below it (``=*``)."""
    yield f"{entry.day} * 核对余额"
    yield f"    {entry.account.name}  {_amount(0)} =* {_amount(entry.amount)}"


def _amount(fen: int) -> str:
    return f"{format_amount(fen).replace(',', '')} {CURRENCY}"


def _text(text: str) -> str:
    return one_line(text).translate(_MARKS)
