"""A quarter's settlement: show, set the advance, adjust, post, reverse."""

from dataclasses import dataclass, replace

from settlement_app.domain import posting
from settlement_app.domain.books import Books, PostedSettlement
from settlement_app.domain.contract import Contract
from settlement_app.domain.findings import Finding, messages, refuse, refuse_if
from settlement_app.domain.money import format_amount
from settlement_app.domain.people import people_findings
from settlement_app.domain.periods import Quarter
from settlement_app.domain.quarter import Adjustment, SetAdvance, Settlement
from settlement_app.office.desk import Desk
from settlement_app.office.seen import refuse_unseen


@dataclass(frozen=True, slots=True)
class QuarterView:
    """A quarter as it stands: posted, or previewed with everything that blocks its posting."""

    books: Books
    contract: Contract
    sheet: Settlement
    number: str
    posted: PostedSettlement | None
    blocked: tuple[Finding, ...]
    issues: tuple[PostedSettlement, ...]
    warnings: tuple[str, ...] = ()

    @property
    def blocked_by(self) -> tuple[str, ...]:
        """What keeps it from being posted, in words."""
        return messages(self.blocked)

    @property
    def not_reversible(self) -> tuple[Finding, ...]:
        """What forbids reversing it."""
        return tuple(posting.reversal_findings(self.books, self.sheet.quarter))

    @property
    def advances(self) -> tuple[SetAdvance, ...]:
        """The advances set lower; in a draft also one that cannot stand."""
        return self.sheet.advances if self.posted else self.books.advances.get(self.sheet.quarter, ())


def show(desk: Desk, quarter: Quarter) -> QuarterView:
    """The quarter's settlement, posted or as previewed."""
    with desk.reading() as books:
        return _view(books, quarter, desk)


def set_advance(desk: Desk, quarter: Quarter, item: str, amount: int, reason: str) -> QuarterView:
    """Set an advance lower (核定预付), in 分."""
    entry = SetAdvance(item, amount, reason.strip())
    with desk.changing("quarter.advance", str(quarter)) as change:
        refuse_if(posting.open_findings(change.books, quarter))
        refuse_if(posting.advance_findings(change.books, quarter, entry))
        change.store.set_advance(quarter, entry)
    return show(desk, quarter)


def clear_advance(desk: Desk, quarter: Quarter, item: str) -> QuarterView:
    """Let the advance follow the formula again."""
    with desk.changing("quarter.advance_clear", str(quarter)) as change:
        refuse_if(posting.open_findings(change.books, quarter))
        if not change.store.clear_advance(quarter, item):
            raise refuse(
                "nothing_to_clear", f"{quarter.label}没有子项目“{item}”的核定预付，无可取消；请核对子项目代码"
            )
    return show(desk, quarter)


def adjust(desk: Desk, quarter: Quarter, item: str, amount: int, reason: str, document: str) -> QuarterView:
    """Add a manual adjustment of ± 分 to a line."""
    entry = Adjustment(item, amount, reason.strip(), document.strip())
    with desk.changing("quarter.adjust", str(quarter)) as change:
        refuse_if(posting.open_findings(change.books, quarter))
        refuse_if(posting.adjustment_findings(change.books, quarter, entry))
        change.store.add_adjustment(quarter, entry)
    return show(desk, quarter)


def clear_adjustments(desk: Desk, quarter: Quarter, item: str) -> QuarterView:
    """Take all manual adjustments of a line out."""
    with desk.changing("quarter.adjust_clear", str(quarter)) as change:
        refuse_if(posting.open_findings(change.books, quarter))
        if not change.store.clear_adjustments(quarter, item):
            raise refuse(
                "nothing_to_clear", f"{quarter.label}没有子项目“{item}”的手工调整，无可清除；请核对子项目代码"
            )
    return show(desk, quarter)


def post(desk: Desk, quarter: Quarter, reviewer: str, seen: Settlement | None = None) -> QuarterView:
    """Post the quarter's settlement, which never changes after that; it has to be the one ``seen``, if any was."""
    # Not needed to show a quarter, and slow to load.
    from settlement_app.office import copying, papers, signing

    with desk.changing("quarter.post", str(quarter), reviewer) as change:
        books = change.books
        refuse_if(
            (*posting.posting_findings(books, quarter, desk.today), *people_findings(desk.by, reviewer))
        )
        sheet = books.outlook(quarter).settlements[quarter]
        refuse_unseen(seen, sheet)
        number, issue = posting.settlement_number(books, quarter), len(books.issues(quarter)) + 1
        head = signing.posting_of(desk, number, issue, reviewer)
        particulars = papers.settlement_particulars(books, quarter, head)
        change.store.add_settlement(replace(head, particulars=particulars), sheet)
    copied = copying.after_posting(desk, number)
    view = show(desk, quarter)
    return replace(view, warnings=(*view.warnings, *copied))


def reverse(desk: Desk, quarter: Quarter, reason: str, reviewer: str, seen: str | None = None) -> QuarterView:
    """Reverse the newest posted settlement; its adjustments and advances are drafts again.

    Its number has to be the one that was ``seen``, if any was.
    """
    from settlement_app.office import copying, signing

    with desk.changing("quarter.reverse", str(quarter), reviewer) as change:
        refuse_if(posting.reversal_findings(change.books, quarter))
        number = posting.settlement_number(change.books, quarter)
        refuse_unseen(seen, number)
        change.store.add_reversal(signing.reversal_of(desk, number, reason, reviewer), "settlement", number)
    copied = copying.after_posting(desk, f"HC-{number}")
    view = show(desk, quarter)
    return replace(view, warnings=(*view.warnings, *copied))


def _view(books: Books, quarter: Quarter, desk: Desk) -> QuarterView:
    contract = books.contract_of(quarter)
    if contract is None:
        raise refuse("no_such_quarter", f"没有包含{quarter.label}的合同；请核对季度")
    posted = books.posted(quarter)
    blocked = () if posted else tuple(posting.posting_findings(books, quarter, desk.today))
    sheet = posted.settlement if posted else books.outlook(quarter).settlements[quarter]
    return QuarterView(
        books=books,
        contract=contract,
        sheet=sheet,
        number=posting.settlement_number(books, quarter),
        posted=posted,
        blocked=blocked,
        issues=books.issues(quarter),
        warnings=tuple(_warnings(contract, sheet, posted, desk)),
    )


def _warnings(
    contract: Contract, sheet: Settlement, posted: PostedSettlement | None, desk: Desk
) -> list[str]:
    made_on = posted.posting.on if posted else desk.today
    found = []
    if sheet.quarter.first_day <= made_on < sheet.quarter.last_day:
        found.append(posting.NOT_YET_ENDED)
    line = sheet.line(contract.bearer.code) if contract.bearer else None
    over = line.cumulative + line.remaining - line.annual if line else 0
    if line and sheet.returned and over > 0:
        found.append(f"退回减免使“{line.name}”全年应付超出年度金额 {format_amount(over)} 元")
    return found
