"""The year's end: show the clearance, reduce, post, reverse."""

from dataclasses import dataclass, replace

from settlement_app.domain import closing
from settlement_app.domain.books import Books, PostedClearance
from settlement_app.domain.contract import Contract
from settlement_app.domain.findings import Finding, messages, refuse, refuse_if
from settlement_app.domain.people import people_findings
from settlement_app.domain.year_end import Clearance, Outstanding, Reduction
from settlement_app.office import copying, papers, signing
from settlement_app.office.desk import Desk
from settlement_app.office.seen import refuse_unseen
from settlement_app.office.years import contract_of_year


@dataclass(frozen=True, slots=True)
class ClearanceView:
    """A year's clearance as it stands: posted, or previewed with everything that blocks its posting."""

    books: Books
    contract: Contract
    clearance: Clearance
    number: str
    posted: PostedClearance | None
    paid: int
    blocked: tuple[Finding, ...]
    warnings: tuple[str, ...] = ()

    @property
    def blocked_by(self) -> tuple[str, ...]:
        """What keeps it from being posted, in words."""
        return messages(self.blocked)


def show(desk: Desk, year: int, mode: Outstanding = "carry") -> ClearanceView:
    """The year's clearance; a posted one is shown as it was posted, with what is paid by now."""
    with desk.reading() as books:
        return view_of(books, year, mode)


def view_of(books: Books, year: int, mode: Outstanding) -> ClearanceView:
    """The year's clearance in books that are read already; raises AmountError beyond the range."""
    contract = contract_of_year(books, year)
    posted = books.cleared(year)
    clearance = posted.clearance if posted else books.clearance(contract, mode)
    blocked = () if posted else tuple(closing.clearance_findings(books, contract, clearance))
    return ClearanceView(
        books=books,
        contract=contract,
        clearance=clearance,
        number=closing.clearance_number(books, year),
        posted=posted,
        paid=books.paid_in_year(year),
        blocked=blocked,
    )


def reduce(desk: Desk, year: int, item: str, amount: int, reason: str, document: str) -> ClearanceView:
    """Strike an amount (分) off a sub-item (核减)."""
    entry = Reduction(item, amount, reason.strip(), document.strip())
    with desk.changing("clearance.reduce", str(year)) as change:
        contract = contract_of_year(change.books, year)
        refuse_if(closing.reduction_findings(change.books, contract, entry))
        change.store.add_reduction(year, entry)
    return show(desk, year)


def clear_reductions(desk: Desk, year: int, item: str) -> ClearanceView:
    """Take all reductions of a sub-item out."""
    with desk.changing("clearance.reduce_clear", str(year)) as change:
        refuse_if(closing.year_findings(change.books, year))
        if not change.store.clear_reductions(year, item):
            raise refuse("nothing_to_clear", f"{year}年没有子项目“{item}”的核减，无可清除；请核对子项目代码")
    return show(desk, year)


def post(
    desk: Desk, year: int, reviewer: str, mode: Outstanding = "carry", seen: Clearance | None = None
) -> ClearanceView:
    """Post the clearance; it closes the year. It has to be the one that was ``seen``, if any was."""
    with desk.changing("clearance.post", str(year), reviewer) as change:
        books = change.books
        contract = contract_of_year(books, year)
        clearance = books.clearance(contract, mode)
        refuse_if(
            (*closing.clearance_findings(books, contract, clearance), *people_findings(desk.by, reviewer))
        )
        refuse_unseen(seen, clearance)
        number, issue = closing.clearance_number(books, year), len(books.clearance_issues(year)) + 1
        head = signing.posting_of(desk, number, issue, reviewer)
        particulars = papers.clearance_particulars(books, contract, clearance, head)
        change.store.add_clearance(replace(head, particulars=particulars), clearance)
    copied = copying.after_posting(desk, number)
    return replace(show(desk, year), warnings=copied)


def reverse(desk: Desk, year: int, reason: str, reviewer: str, seen: str | None = None) -> ClearanceView:
    """Reverse the posted clearance; the year is open again. Its number has to be the one that was ``seen``, if any."""
    with desk.changing("clearance.reverse", str(year), reviewer) as change:
        refuse_if(closing.clearance_reversal_findings(change.books, year))
        number = closing.clearance_number(change.books, year)
        refuse_unseen(seen, number)
        change.store.add_reversal(signing.reversal_of(desk, number, reason, reviewer), "clearance", number)
    copied = copying.after_posting(desk, f"HC-{number}")
    return replace(show(desk, year), warnings=copied)
