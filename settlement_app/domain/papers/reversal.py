"""The reversal (冲销单): what it undoes, why, and the figures with their sign turned."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from settlement_app.domain.books import Reversal
from settlement_app.domain.papers.clearance import ClearanceSheet
from settlement_app.domain.papers.parts import Heading
from settlement_app.domain.papers.settlement import SettlementSheet
from settlement_app.domain.signatures import SignatureBlock
from settlement_app.domain.words import in_words


@dataclass(frozen=True, slots=True)
class ReversalRow:
    """One line of the document undone, its amounts (分) with the sign turned, one for each column."""

    name: Annotated[str, "子项目"]
    amounts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReversalSheet:
    """A reversal of the document ``undoes``; ``amount`` in 分 is what it comes to, sign turned."""

    number: Annotated[str, "单号"]
    heading: Heading
    made_on: date
    undoes: Annotated[str, "被冲销单号"]
    undoes_kind: Annotated[str, "被冲销单据"]
    undone_made_on: date
    reason: Annotated[str, "冲销事由"]
    columns: Annotated[tuple[str, ...], "栏目"]
    rows: Annotated[tuple[ReversalRow, ...], "子项目"]
    total: ReversalRow
    amount_name: Annotated[str, "冲销的金额"]
    amount: int
    in_words: Annotated[str, "大写金额"]
    signatures: Annotated[tuple[SignatureBlock, ...], "签字栏"]
    prepared_by: Annotated[str, "编制人"]
    reviewed_by: Annotated[str, "复核人"]


def settlement_reversal(sheet: SettlementSheet, reversal: Reversal) -> ReversalSheet:
    """The reversal of a settlement."""
    rows = [
        ReversalRow(line.name, (-line.base, -line.deduction, -line.adjustment, -line.payable))
        for line in (*sheet.lines, sheet.total)
    ]
    columns = ("本季应结额", "考核扣款", "调整", "本季应付")
    return _sheet(sheet, "季度结算单", reversal, columns, rows, "应付金额", -sheet.total.payable)


def clearance_reversal(sheet: ClearanceSheet, reversal: Reversal) -> ReversalSheet:
    """The reversal of a clearance; a posted one has nothing 未定."""
    rows = [
        ReversalRow(row.name, (-(row.true_up or 0), -row.offset, -(row.final or 0), -(row.surplus or 0)))
        for row in (*sheet.rows, sheet.total)
    ]
    columns = ("据实清算", "扣款了结", "最终结算", "结余")
    return _sheet(sheet, "年终清算单", reversal, columns, rows, "清算净额", -(sheet.net or 0))


def _sheet(
    undone: SettlementSheet | ClearanceSheet,
    kind: str,
    reversal: Reversal,
    columns: tuple[str, ...],
    rows: list[ReversalRow],
    amount_name: str,
    amount: int,
) -> ReversalSheet:
    return ReversalSheet(
        number=reversal.number,
        heading=undone.heading,
        made_on=reversal.on,
        undoes=undone.number,
        undoes_kind=kind,
        undone_made_on=undone.made_on,
        reason=reversal.reason,
        columns=columns,
        rows=tuple(rows[:-1]),
        total=rows[-1],
        amount_name=amount_name,
        amount=amount,
        in_words=in_words(amount),
        signatures=undone.signatures,
        prepared_by=reversal.prepared_by,
        reviewed_by=reversal.reviewed_by,
    )
