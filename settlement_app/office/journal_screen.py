"""操作日志 as the window shows it: who did what, when, to which paper; and the search in it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from settlement_app.domain.actuals import CATEGORY_LABELS
from settlement_app.domain.contract import TEXT_LABELS
from settlement_app.domain.money import AmountError, parse_amount
from settlement_app.domain.periods import PeriodError, parse_month, parse_quarter
from settlement_app.ledger.journal import Entry
from settlement_app.office import ledgers
from settlement_app.office.desk import Desk
from settlement_app.office.journal_details import details

_ANCHOR_DIGITS = 16
_PAPERS = ("settlement", "form", "clearance", "request", "document", "reversal", "printing")
"""The tables whose rows bear the number of a paper."""
_CLEARANCE = re.compile(r"clearance:(\d{4})")
_YEAR = re.compile(r"\d{4}")
Names = dict[str, dict[str, str]]
"""By project what is called by a name: sub-items by their codes, payments and invoices by their numbers."""
_NUMBERED = {"payment.reverse": "payment", "invoice.void": "invoice"}
"""The acts whose subject is the number of a payment or an invoice."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry in words; ``anchor`` is what the papers print of its hash, ``at`` the local time."""

    sequence: int
    at: datetime
    act: str
    about: str
    papers: tuple[str, ...]
    prepared_by: str
    reviewed_by: str
    reason: str
    computer: str
    anchor: str
    body: str
    details: tuple[str, ...] = ()
    """What it put down or took away, in words."""

    @property
    def day(self) -> date:
        """The local day on which it was done."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; everything that is given has to fit."""

    since: date | None = None
    until: date | None = None
    person: str = ""
    paper: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """What was found, the newest first, of how many; and every name that stands in the log."""

    entries: tuple[LogEntry, ...]
    count: int
    people: tuple[str, ...]


def search(desk: Desk, query: Query) -> Log:
    """Look through the whole log; raises LedgerError where it cannot be read."""
    names: Names = {}
    entries = [in_words(entry, names) for entry in ledgers.journal_entries(desk)]
    people = {name for entry in entries for name in (entry.prepared_by, entry.reviewed_by) if name}
    fits = partial(_fits, query=query, amount=_amount(query.text))
    found = tuple(entry for entry in reversed(entries) if fits(entry))
    return Log(found, len(entries), tuple(sorted(people)))


def _fits(entry: LogEntry, query: Query, amount: re.Pattern[str] | None) -> bool:
    told = "\n".join((entry.act, entry.about, *entry.papers, entry.reason, entry.anchor, entry.body))
    return (
        (query.since is None or query.since <= entry.day)
        and (query.until is None or entry.day <= query.until)
        and (not query.person or query.person in (entry.prepared_by, entry.reviewed_by))
        and _holds("\n".join((*entry.papers, entry.about)), query.paper)
        and (_holds(told, query.text) or bool(amount and amount.search(entry.body)))
    )


def _holds(text: str, wanted: str) -> bool:
    return wanted.strip().casefold() in text.casefold()


def _amount(text: str) -> re.Pattern[str] | None:
    """What finds an amount in an entry, where the text is one: it is stored in 分, however it was typed."""
    try:
        fen = parse_amount(text)
    except AmountError:
        return None
    return re.compile(rf":-?{abs(fen)}(?!\d)") if fen else None


def in_words(entry: Entry, names: Names) -> LogEntry:
    """The entry in words; ``names`` learns what each entry calls by a name, for those that follow.

    Raises LedgerError where another program has changed it into what nobody understands.
    """
    with ledgers.understanding(entry):
        return _told(entry, entry.content, names)


def _told(entry: Entry, content: Mapping[str, Any], names: Names) -> LogEntry:
    known = names.setdefault(content["project"] or "", {})
    known.update(_names_in(content["changes"]))
    return LogEntry(
        sequence=entry.sequence,
        at=datetime.fromisoformat(content["at"]).astimezone(),
        act=ledgers.act_of(entry),
        about=_subject(content["act"], content["subject"] or "", known),
        papers=tuple(dict.fromkeys(_papers(content["changes"]))),
        prepared_by=content["prepared_by"] or "",
        reviewed_by=content["reviewed_by"] or "",
        reason=content["reason"] or "",
        computer=content["computer"] or "",
        anchor=entry.hash[:_ANCHOR_DIGITS],
        body=entry.body,
        details=details(content["changes"], known),
    )


def _inserted(changes: Iterable[Mapping[str, Any]], tables: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    return (change["row"] for change in changes if str(change.get("insert")) in tables)


def _names_in(changes: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """What users call a sub-item, a payment and an invoice that an entry brings."""
    yield from ((row["code"], row["name"]) for row in _inserted(changes, ("sub_item",)))
    yield from (
        (f"payment {row['id']}", f"凭证 {row['voucher']}") for row in _inserted(changes, ("payment",))
    )
    yield from ((f"invoice {row['id']}", f"发票 {row['number']}") for row in _inserted(changes, ("invoice",)))


def _papers(changes: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The numbers of the papers that an entry made, posted, printed or undid."""
    for change in changes:
        if change.get("update") == "form":
            yield change["key"]["number"]
    for row in _inserted(changes, _PAPERS):
        yield row["number"]
        if undone := row.get("settlement") or row.get("clearance"):
            yield undone


def _subject(act: str, subject: str, names: Mapping[str, str]) -> str:
    """What an entry is about: a quarter, a year, a month with its category, a sub-item, a payment, a text and so on."""
    if found := _CLEARANCE.fullmatch(subject):
        return f"{found[1]}年年终清算"
    if table := _NUMBERED.get(act):
        return names[f"{table} {subject}"]
    if _YEAR.fullmatch(subject):
        return f"{subject}年"
    categories = {str(category): text for category, text in CATEGORY_LABELS.items()}
    known = {**categories, **TEXT_LABELS, **names}
    return " ".join(known.get(word, _period(word)) for word in subject.split(" "))


def _period(text: str) -> str:
    for parse in (parse_quarter, parse_month):
        try:
            return parse(text).label
        except PeriodError:
            continue
    return text
