"""Rolling over into the next year as the window shows it: amounts to change, dates, what follows by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from settlement_app.domain import contracting, money
from settlement_app.domain.books import Books
from settlement_app.domain.contract import TEXT_LABELS, Contract, contract_findings
from settlement_app.domain.findings import messages
from settlement_app.domain.money import AmountError, format_amount


@dataclass(frozen=True, slots=True)
class RollOverRow:
    """A sub-item with the annual amount (分) in force at the year's end."""

    code: str
    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class RollOver:
    """The next year's contract before it is made, with its total (分) as long as no amount is changed.

    ``told`` is what should be known of it, a sentence each.
    """

    books: Books
    year: int
    start: date
    end: date
    vendor: str
    rows: tuple[RollOverRow, ...]
    total: int
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RollOverPreview:
    """The total (分) of the contract as typed, None where it leaves the range, and what forbids to make it."""

    total: int | None
    problems: tuple[str, ...]


def not_droppable(books: Books, contract: Contract) -> tuple[str, ...]:
    """Why a contract cannot be taken back, in words."""
    return messages(contracting.drop_findings(books, contract.year))


def roll_over_on_screen(books: Books) -> RollOver:
    """The contract that would follow the newest one."""
    contract = books.newest
    following = contracting.rolled_over(contract, {}, None)
    return RollOver(
        books=books,
        year=following.year,
        start=following.start,
        end=following.end,
        vendor=following.vendor,
        rows=tuple(RollOverRow(item.code, item.name, item.annual) for item in following.sub_items),
        total=following.total(following.last_quarter),
        told=tuple(_told(books, contract, following)),
    )


def preview_roll_over(shown: RollOver, annual: Mapping[str, int], vendor: str) -> RollOverPreview:
    """What the contract would come to with these amounts (分) by sub-item, and what forbids to make it."""
    books, vendor = shown.books, vendor.strip()
    found = [*contracting.roll_over_findings(books, shown.year, annual, vendor)]
    contract = contracting.rolled_over(books.newest, annual, vendor)
    try:
        total = money.total(item.annual for item in contract.sub_items)
    except AmountError as error:
        return RollOverPreview(None, (*messages(found), str(error)))
    return RollOverPreview(total, messages([*found, *contract_findings(contract, None)]))


def _told(books: Books, contract: Contract, following: Contract) -> Iterator[str]:
    """What follows into the next year by itself, what does not, and what is closed by it."""
    for row in sorted(books.register, key=lambda row: row.order):
        source = f"{row.id}（{row.source.label}：{row.basis}）"
        if row.outstanding:
            yield f"随项目结转：{source}待扣 {format_amount(row.outstanding)} 元。"
        if row.to_return:
            yield f"随项目结转：{source}待退 {format_amount(row.to_return)} 元。"
    left_out = [TEXT_LABELS[field] for field in contract.texts if field not in following.texts]
    if left_out:
        yield f"每年另行约定、不带入的：{'、'.join(left_out)}；请在“合同”页填写。"
    if books.cleared(contract.year) is None:
        yield (
            f"{contract.year}年年终清算尚未审定，不妨碍转入；"
            "但转入以后，待扣余额只能结转下一年度，不能在清算中了结。"
        )
