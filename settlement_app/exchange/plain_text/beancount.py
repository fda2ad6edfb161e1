"""The books in the language of beancount 3, whose ``bean-check`` then proves every balance."""

from collections.abc import Iterator

from settlement_app.domain.money import format_amount
from settlement_app.exchange.plain_text.entries import CURRENCY, Assertion, PlainTextBooks, Transaction
from settlement_app.exchange.plain_text.lines import HEAD, one_line

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"'})


def write_beancount(books: PlainTextBooks) -> bytes:
    """The whole file."""
    return "".join(f"{line}\n" for line in _lines(books)).encode()


def _lines(books: PlainTextBooks) -> Iterator[str]:
    yield from (f"; {line}" for line in HEAD)
    yield f'option "title" {_quoted(books.title)}'
    yield f'option "operating_currency" "{CURRENCY}"'
    yield ""
    yield f"{books.opened_on} commodity {CURRENCY}"
    for account in books.accounts:
        yield f"{books.opened_on} open {account.name} {CURRENCY}"
        yield f"  name: {_quoted(account.label)}"
    for entry in books.in_order:
        if isinstance(entry, Assertion):
            yield _assertion(entry)
        else:
            yield ""
            yield from _transaction(entry)
    if books.left_out:
        yield ""
        yield from (f"; 未入账：{one_line(line)}" for line in books.left_out)


def _transaction(entry: Transaction) -> Iterator[str]:
    yield f"{entry.on} * {_quoted(entry.what)}"
    yield from (f"  {key}: {_quoted(text)}" for key, text in entry.details.items() if text)
    width = max((len(posting.account.name) for posting in entry.postings), default=0)
    for posting in entry.postings:
        yield f"  {posting.account.name:{width}}  {_amount(posting.amount)} {CURRENCY}"


def _assertion(entry: Assertion) -> str:
    """Without a tolerance of its own, beancount would let a difference of one 分 pass."""
    return f"{entry.day} balance {entry.account.name}  {_amount(entry.amount)} ~ 0.00 {CURRENCY}"


def _amount(fen: int) -> str:
    return format_amount(fen).replace(",", "")


def _quoted(text: str) -> str:
    return f'"{one_line(text).translate(_ESCAPES)}"'
