"""The settlement sheet (季度结算单): what its pages say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from settlement_app.domain.books import Books, Posting
from settlement_app.domain.contract import Contract
from settlement_app.domain.deduction import Share
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.parts import (
    Heading,
    quarter_heading,
)
from settlement_app.domain.periods import Quarter
from settlement_app.domain.posting import NOT_YET_ENDED, settlement_number
from settlement_app.domain.quarter import Settlement
from settlement_app.domain.signatures import SignatureBlock
from settlement_app.domain.words import in_words

SHEET_LABELS = {
    "annual": "年度金额",
    "base": "本季应结额",
    "deduction": "考核扣款",
    "adjustment": "调整",
    "payable": "本季应付",
    "cumulative": "累计应付",
}
"""The figures of a line of the sheet, and what they are called on it."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One sub-item, or the totals (``annual`` and ``cumulative`` summed too); amounts in 分."""

    name: Annotated[str, "名称"]
    annual: int
    base: int
    deduction: int
    adjustment: int
    payable: int
    cumulative: int
    notes: Annotated[tuple[str, ...], "计算说明"]


@dataclass(frozen=True, slots=True)
class SheetShare:
    """What was withheld of, or returned on, one deduction: ``amount`` in 分."""

    deduction: Annotated[str, "扣款编号"]
    source: Annotated[str, "来源季度"]
    basis: Annotated[str, "事由"]
    amount: int


@dataclass(frozen=True, slots=True)
class SettlementSheet:
    """A settlement sheet; ``prepared_by`` and ``reviewed_by`` are empty on a draft, amounts are 分."""

    number: Annotated[str, "单号"]
    heading: Heading
    made_on: date
    assessment: Annotated[str, "考核依据"]
    lines: Annotated[tuple[SheetLine, ...], "子项目"]
    total: SheetLine
    in_words: Annotated[str, "大写金额"]
    applied: Annotated[tuple[SheetShare, ...], "考核扣款"]
    returned: Annotated[tuple[SheetShare, ...], "退回扣款"]
    outstanding_after: int
    remarks: Annotated[tuple[str, ...], "备注"]
    attachments: Annotated[str, "附件"]
    copies: Annotated[str, "一式份数"]
    signatures: Annotated[tuple[SignatureBlock, ...], "签字栏"]
    prepared_by: Annotated[str, "编制人"]
    reviewed_by: Annotated[str, "复核人"]


def settlement_sheet(books: Books, quarter: Quarter, head: Posting | None, today: date) -> SettlementSheet:
    """The sheet of a quarter's settlement: as it is posted with ``head``, or a draft of today without one."""
    contract = books.contract_of(quarter)
    assert contract, "a quarter without a contract is refused before a paper is made"
    settlement = books.outlook(quarter).settlements[quarter]
    made_on = head.on if head else today
    return SettlementSheet(
        number=head.number if head else settlement_number(books, quarter),
        heading=quarter_heading(books, contract, quarter),
        made_on=made_on,
        assessment=_assessment(books, quarter),
        lines=tuple(
            SheetLine(
                name=line.name,
                annual=line.annual,
                base=line.base,
                deduction=line.deduction,
                adjustment=line.adjustment,
                payable=line.payable,
                cumulative=line.cumulative,
                notes=tuple(note.text for note in line.notes),
            )
            for line in settlement.lines
        ),
        total=SheetLine(
            name="合计",
            annual=settlement.annual,
            base=settlement.base,
            deduction=settlement.deduction,
            adjustment=settlement.adjustment,
            payable=settlement.payable,
            cumulative=settlement.cumulative,
            notes=(),
        ),
        in_words=in_words(settlement.payable),
        applied=tuple(_share(share) for share in settlement.applied),
        returned=tuple(_share(share) for share in settlement.returned),
        outstanding_after=settlement.outstanding_after,
        remarks=tuple(_remarks(contract, settlement, made_on)),
        attachments=contract.texts.get("attachments", ""),
        copies=contract.texts.get("copies", ""),
        signatures=contract.signatures("settlement"),
        prepared_by=head.prepared_by if head else "",
        reviewed_by=head.reviewed_by if head else "",
    )


def _assessment(books: Books, quarter: Quarter) -> str:
    """The assessment that the sheet rests on: the previous quarter's, with its result."""
    previous = books.before(quarter)
    if previous is None:
        return "项目首季，无上季考核"
    form = books.form(previous)
    if form is None:
        return f"{previous.label}考核尚未确认"
    return f"{form.number}（{previous.label}，{'合格' if form.passed else '不合格'}）"


def _share(share: Share) -> SheetShare:
    return SheetShare(share.deduction, share.source.label, share.basis, share.amount)


def _remarks(contract: Contract, settlement: Settlement, made_on: date) -> Iterator[str]:
    if made_on < settlement.quarter.last_day:
        yield f"{NOT_YET_ENDED}（编制于 {made_on}，本季末为 {settlement.quarter.last_day}）。"
    for advance in settlement.advances:
        yield f"{contract.item_name(advance.item)}核定预付 {format_amount(advance.amount)} 元：{advance.reason}。"
    for entry in settlement.adjustments:
        amount = format_amount(entry.amount)
        yield f"{contract.item_name(entry.item)}调整 {amount} 元：{entry.reason}（文号 {entry.document}）。"
