"""What may be done to the register: opening deductions, waivers and their withdrawal (rules, section 6)."""

from collections.abc import Iterator

from settlement_app.domain.books import Books
from settlement_app.domain.deduction import OPENING, Deduction
from settlement_app.domain.findings import Finding
from settlement_app.domain.money import format_amount
from settlement_app.domain.people import text_findings
from settlement_app.domain.periods import Quarter


def opening_findings(books: Books, source: Quarter, document: str) -> Iterator[Finding]:
    """What forbids an opening deduction from that source quarter."""
    yield from text_findings("期初扣款的文号", document)
    first = books.quarters[0]
    if source >= first:
        yield Finding("not_before", f"期初扣款的来源季度须早于首份合同（{first.label}）；请核对来源季度")
    yield from openings_closed(books)


def find_opening(books: Books, source: Quarter, amount: int, document: str) -> Deduction | None:
    """The opening deduction with exactly these particulars, the newest where there are several."""
    rows = [
        row
        for row in books.register
        if row.cause == OPENING
        and not row.withdrawn
        and (row.source, row.amount, row.document) == (source, amount, document)
    ]
    return rows[-1] if rows else None


def is_on_paper(books: Books, row: Deduction) -> bool:
    """Whether a settlement was ever posted that names the deduction; its row then stays, as withdrawn."""
    return any(
        share.deduction == row.id
        for issue in books.settlements
        for share in (*issue.settlement.applied, *issue.settlement.returned)
    )


def removal_findings(books: Books, row: Deduction | None) -> Iterator[Finding]:
    """What forbids removing an opening deduction."""
    if row is None:
        yield Finding(
            "no_such_deduction", "没有来源季度、金额和文号都相同的期初扣款；请用 deduction list 核对"
        )
    elif row.waivers:
        yield Finding("waived", f"期初扣款 {row.id} 已有减免记录，不能删去；请改用减免")
    yield from openings_closed(books)


def waiver_findings(books: Books, deduction_id: str, amount: int, reason: str) -> Iterator[Finding]:
    """What forbids a waiver (positive 分), or taking one back (negative 分)."""
    yield from text_findings("减免事由", reason)
    row = next((row for row in books.register if row.id == deduction_id), None)
    if row is None:
        yield Finding("no_such_deduction", f"扣款台账中没有 {deduction_id}；请用 deduction list 核对编号")
        return
    if row.withdrawn:
        yield Finding(
            "withdrawn", f"扣款 {row.id}：{row.withdrawal}，不能再减免；请用 deduction list 核对编号"
        )
    if row.waived + amount > row.amount:
        rest = format_amount(row.amount - row.waived)
        yield Finding("waived_too_much", f"减免后将超过扣款金额；扣款 {row.id} 最多还可减免 {rest} 元")
    if row.waived + amount < 0:
        yield Finding(
            "nothing_waived",
            f"扣款 {row.id} 现有减免 {format_amount(row.waived)} 元，撤回不能超过此数；请核对金额",
        )
    for issue in books.clearances:
        clearance = issue.clearance
        if issue.posting.stands and clearance.mode == "settle" and row.source.year <= clearance.year:
            yield Finding(
                "settled",
                f"{clearance.year}年年终清算已一并清算到该年为止的全部扣款，扣款 {row.id} 不能再减免；"
                "请先冲销清算（clearance reverse）",
            )


def openings_closed(books: Books) -> Iterator[Finding]:
    """A finding once the project's first quarter is posted: its opening deductions are final then."""
    first = books.quarters[0]
    if books.posted(first):
        yield Finding(
            "first_posted", f"首季（{first.label}）结算单已审定，期初扣款不能再改；如有错误，请先冲销首季"
        )
