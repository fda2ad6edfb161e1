"""Recomputing what the journal says was posted, from the state just before it (rules, section 12)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from sqlite3 import Connection
from typing import Any

from settlement_app.domain.books import Books, Posting
from settlement_app.domain.deduction import Share
from settlement_app.domain.money import AmountError
from settlement_app.domain.periods import Quarter, parse_quarter
from settlement_app.domain.quarter import RULES_VERSION, Settlement
from settlement_app.domain.year_end import Clearance
from settlement_app.ledger.load import load_books

_YEAR_DIGITS = 4
_POSTINGS = ("quarter.post", "clearance.post", "assessment.confirm")


class Recomputation:
    """Compares each posting with what the rules give on the replayed ledger."""

    def __init__(self, replayed: Connection) -> None:
        self._db = replayed
        self._before: Books | None = None

    def before(self, content: Mapping[str, Any]) -> None:
        """Look at the books before an entry is replayed."""
        self._before = self._books(content, years_back=1) if content["act"] in _POSTINGS else None

    def after(self, content: Mapping[str, Any]) -> Iterator[str]:
        """What differs, once the entry is replayed."""
        if self._before is None:
            return
        now = self._books(content, years_back=0)
        try:
            if content["act"] == "quarter.post":
                yield from _settlement_problems(self._before, now, parse_quarter(content["subject"]))
            elif content["act"] == "clearance.post":
                yield from _clearance_problems(self._before, now, int(content["subject"]))
            else:
                yield from _form_problems(self._before, now, parse_quarter(content["subject"]))
        except AmountError as error:
            yield str(error)

    def _books(self, content: Mapping[str, Any], *, years_back: int) -> Books:
        """The books from so many years before the posting's on, with the whole register of deductions.

        No posted figure rests on more than the year before and the register, and what was posted stands in its own
        year: loading all years for each posting would make the check of a long ledger quadratic.
        """
        year = int(content["subject"][:_YEAR_DIGITS])
        return load_books(self._db, content["project"], since=year - years_back)


def _settlement_problems(before: Books, now: Books, quarter: Quarter) -> Iterator[str]:
    posted = now.posted(quarter)
    if posted is None:
        yield f"{quarter} 没有留下结算单"
        return
    yield from _version_problems(posted.posting)
    due = before.outlook(quarter).settlements[quarter]
    if _figures(posted.settlement) != _figures(due):
        yield f"结算单 {posted.posting.number} 的金额与按规则重算的结果不符"


def _clearance_problems(before: Books, now: Books, year: int) -> Iterator[str]:
    cleared, contract = now.cleared(year), before.contract(year)
    if cleared is None or contract is None:
        yield f"{year} 没有留下年终清算单"
        return
    yield from _version_problems(cleared.posting)
    due = before.clearance(contract, cleared.clearance.mode)
    if _without_texts(cleared.clearance) != _without_texts(due):
        yield f"年终清算单 {cleared.posting.number} 的金额与按规则重算的结果不符"


def _form_problems(before: Books, now: Books, quarter: Quarter) -> Iterator[str]:
    form, judgement, contract = now.form(quarter), before.judgement(quarter), before.contract_of(quarter)
    if form is None or judgement is None or contract is None:
        yield f"{quarter} 没有留下考核表"
        return
    if form.passed is not judgement.passed:
        yield f"考核表 {form.number} 的结果与按规则重新判定的结果不符"
    due = before.expected(contract, before.outlook(quarter).settlements[quarter], before.register)
    known = {row.id for row in before.register}
    registered = [(r.id, r.cause, r.amount, r.before_cap) for r in now.register if r.id not in known]
    if registered != [(r.id, r.cause, r.amount, r.before_cap) for r in due]:
        yield f"考核表 {form.number} 登记的扣款与按规则重算的结果不符"


def _version_problems(posting: Posting) -> Iterator[str]:
    if posting.rules_version != RULES_VERSION:
        yield f"单据 {posting.number} 的规则版本 {posting.rules_version} 不为本程序所知"


def _figures(sheet: Settlement) -> Settlement:
    """The settlement without its sentences, whose wording may change from version to version."""
    return replace(
        sheet,
        lines=tuple(replace(line, notes=()) for line in sheet.lines),
        applied=_bare(sheet.applied),
        returned=_bare(sheet.returned),
    )


def _without_texts(clearance: Clearance) -> Clearance:
    return replace(clearance, applied=_bare(clearance.applied), returned=_bare(clearance.returned))


def _bare(shares: tuple[Share, ...]) -> tuple[Share, ...]:
    return tuple(replace(share, basis="") for share in shares)
