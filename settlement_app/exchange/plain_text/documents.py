"""Settlements, clearances and their reversals as transactions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from settlement_app.domain.books import Books, PostedClearance, PostedSettlement, Reversal
from settlement_app.domain.books import Posting as Head
from settlement_app.domain.contract import Contract, SubItem
from settlement_app.domain.deduction import Share
from settlement_app.domain.money import format_amount
from settlement_app.domain.year_end import ClearanceLine, TrueUp, reduced
from settlement_app.exchange.plain_text.chart import REGISTER_CONTRA, Chart
from settlement_app.exchange.plain_text.entries import Account, Posting, Transaction


def document_transactions(books: Books, chart: Chart, contract: Contract) -> Iterator[Transaction]:
    """Every issue of the year's settlements and clearances, and every reversal on its own date."""
    booked = _Booked(books, chart, contract)
    for quarter in contract.quarters:
        for issue in books.issues(quarter):
            yield from _with_reversal(booked.settlement(issue), issue.posting)
    for cleared in books.clearance_issues(contract.year):
        yield from _with_reversal(booked.clearance(cleared), cleared.posting)


class _Booked:
    """How the documents of one contract are booked."""

    def __init__(self, books: Books, chart: Chart, contract: Contract) -> None:
        self._chart = chart
        self._contract = contract
        self._deductions = {row.id: chart.deduction(row) for row in books.register}

    def settlement(self, issue: PostedSettlement) -> Transaction:
        """What is payable for a quarter; an advance is no cost yet."""
        sheet, year, chart = issue.settlement, self._contract.year, self._chart
        postings = []
        for line in sheet.lines:
            item = self._item(line.item)
            is_advance = item.method == "actual_cost"
            base = chart.advances(year, item) if is_advance else chart.cost(year, item, "Base")
            postings += [
                (base, line.base),
                (chart.cost(year, item, "Deductions"), line.deduction),
                (chart.cost(year, item, "Adjustments"), line.adjustment),
                (chart.payable(year, item), -line.payable),
            ]
        postings += self._register(sheet.applied, sheet.returned)
        reasons = {
            **_told(
                "adjustment",
                (
                    f"{self._named(e.item, e.amount)}，{e.reason}（文号 {e.document}）"
                    for e in sheet.adjustments
                ),
            ),
            **_told("advance", (f"{self._named(e.item, e.amount)}，{e.reason}" for e in sheet.advances)),
        }
        head = _details(issue.posting, str(sheet.quarter)) | reasons
        return _transaction(issue.posting, f"{sheet.quarter.label}结算", head, postings)

    def clearance(self, issue: PostedClearance) -> Transaction:
        """The year settled on actual cost, reductions and what ends outstanding deductions."""
        clearance = issue.clearance
        true_ups = {true_up.item: true_up for true_up in clearance.true_ups}
        postings: list[tuple[Account, int]] = []
        for line in clearance.lines:
            item = self._item(line.item)
            if true_up := true_ups.get(line.item):
                postings += self._settled_on_cost(item, true_up)
            else:
                postings += self._reduced(item, reduced(line.item, clearance.reductions))
            postings += self._offset(item, line)
        postings += self._register(clearance.applied, clearance.returned)
        struck = (
            f"{self._named(e.item, e.amount)}，{e.reason}（文号 {e.document}）" for e in clearance.reductions
        )
        head = _details(issue.posting, f"clearance:{clearance.year}") | _told("reduction", struck)
        return _transaction(issue.posting, f"{clearance.year}年年终清算", head, postings)

    def _named(self, item: str, amount: int) -> str:
        return f"{self._contract.item_name(item)} {format_amount(amount)}"

    def _item(self, code: str) -> SubItem:
        item = self._contract.sub_item(code)
        assert item, "a posted line is of one of its contract's sub-items"
        return item

    def _settled_on_cost(self, item: SubItem, true_up: TrueUp) -> Iterator[tuple[Account, int]]:
        """Actual cost takes the place of the advances; the difference is paid or refunded."""
        year, chart = self._contract.year, self._chart
        yield chart.cost(year, item, "Actual"), true_up.actual
        yield chart.cost(year, item, "Reductions"), -true_up.reduced
        yield chart.cost(year, item, "OverBudget"), -(true_up.over_budget or 0)
        yield chart.advances(year, item), -true_up.advances
        yield chart.payable(year, item), -(true_up.difference or 0)

    def _reduced(self, item: SubItem, amount: int) -> Iterator[tuple[Account, int]]:
        yield self._chart.cost(self._contract.year, item, "Reductions"), -amount
        yield self._chart.payable(self._contract.year, item), amount

    def _offset(self, item: SubItem, line: ClearanceLine) -> Iterator[tuple[Account, int]]:
        yield self._chart.cost(self._contract.year, item, "Offset"), -line.offset
        yield self._chart.payable(self._contract.year, item), line.offset

    def _register(self, applied: Iterable[Share], returned: Iterable[Share]) -> Iterator[tuple[Account, int]]:
        """What the document did to the register, which is kept beside the accounts."""
        for share in applied:
            yield self._deductions[share.deduction], -share.amount
            yield REGISTER_CONTRA, share.amount
        for share in returned:
            yield self._deductions[share.deduction], share.amount
            yield REGISTER_CONTRA, -share.amount


def _details(head: Head, target: str) -> dict[str, str]:
    return {
        "document": head.number,
        "target": target,
        "prepared-by": head.prepared_by,
        "reviewed-by": head.reviewed_by,
        "anchor": head.anchor,
    }


def _told(key: str, reasons: Iterable[str]) -> dict[str, str]:
    """Each reason under a key of its own: ``adjustment-1`` …"""
    return {f"{key}-{number}": reason for number, reason in enumerate(reasons, start=1)}


def _transaction(
    head: Head, what: str, details: Mapping[str, str], postings: Iterable[tuple[Account, int]]
) -> Transaction:
    return Transaction(
        head.on, what, details, tuple(Posting(account, amount) for account, amount in postings if amount)
    )


def _with_reversal(posted: Transaction, head: Head) -> Iterator[Transaction]:
    yield posted
    if head.reversal:
        yield _reversed(posted, head.number, head.reversal)


def _reversed(posted: Transaction, number: str, reversal: Reversal) -> Transaction:
    return Transaction(
        on=reversal.on,
        what=f"{posted.what}冲销",
        details={
            "document": reversal.number,
            "reverses": number,
            "target": posted.details["target"],
            "reason": reversal.reason,
            "prepared-by": reversal.prepared_by,
            "reviewed-by": reversal.reviewed_by,
            "anchor": reversal.anchor,
        },
        postings=tuple(replace(posting, amount=-posting.amount) for posting in posted.postings),
    )
