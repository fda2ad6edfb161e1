"""From a figure of a settlement sheet back to what it comes from: line, base, deductions, adjustments, contract."""

from collections.abc import Iterator
from dataclasses import dataclass

from settlement_app.domain.books import Posting
from settlement_app.domain.contract import METHOD_LABELS, Contract, SubItem
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.clearance import TOTAL
from settlement_app.domain.papers.figure_notes import amendment_texts
from settlement_app.domain.papers.settlement import SHEET_LABELS
from settlement_app.domain.periods import Quarter
from settlement_app.domain.posting import settlement_number
from settlement_app.domain.quarter import Line, Settlement
from settlement_app.domain.tracing.deductions import Known, share_step
from settlement_app.domain.tracing.step import TraceStep

SETTLEMENT = "季度结算单"
_MOVED = ("deduction", "adjustment")
"""The figures that most lines do not have."""


@dataclass(frozen=True, slots=True)
class TracedSheet:
    """One quarter's settlement, posted or as previewed, in what it is traced in."""

    known: Known
    contract: Contract
    settlement: Settlement

    @property
    def number(self) -> str:
        """The number of the sheet."""
        return settlement_number(self.known.books, self.settlement.quarter)

    @property
    def state(self) -> str:
        """When and by whom it was posted, or that it is a preview."""
        posted = self.known.books.posted(self.settlement.quarter)
        return posted_text(posted.posting if posted else None)


def traced_sheet(known: Known, contract: Contract, quarter: Quarter) -> TracedSheet:
    """The settlement of one of the contract's quarters, as far as is known."""
    return TracedSheet(known, contract, known.outlook.settlements[quarter])


def posted_text(posting: Posting | None) -> str:
    """When and by whom a paper was posted; without its head, that it is no more than a preview."""
    if posting is None:
        return "尚未审定，按目前的数据试算"
    return f"{posting.on} 审定，编制 {posting.prepared_by}，复核 {posting.reviewed_by}"


def sheet_step(sheet: TracedSheet, link: str) -> TraceStep:
    """A figure of the sheet by its link there: the line's place, or the total's name, and the figure's."""
    place, _, figure = link.partition("/")
    if place == TOTAL:
        return total_step(sheet, figure)
    return line_step(sheet, sheet.settlement.lines[int(place)], figure)


def total_step(sheet: TracedSheet, figure: str) -> TraceStep:
    """A figure of the total, with the lines that it is the sum of; those that took or added nothing are left out."""
    label, moved = SHEET_LABELS[figure], figure in _MOVED
    lines = [line for line in sheet.settlement.lines if getattr(line, figure) or not moved]
    return TraceStep(
        title=f"合计 · {label}",
        amount=getattr(sheet.settlement, figure),
        facts=() if lines else (f"本季没有{label}",),
        parts=tuple(line_step(sheet, line, figure) for line in lines),
    )


def document_step(sheet: TracedSheet) -> TraceStep:
    """The whole sheet, by what it comes to."""
    total = total_step(sheet, "payable")
    return TraceStep(SETTLEMENT, total.amount, (sheet.state,), sheet.number, total.parts)


def line_step(sheet: TracedSheet, line: Line, figure: str, *, with_contract: bool = True) -> TraceStep:
    """A figure of one sub-item's line; ``with_contract`` tells what the contract says of it too."""
    item = sheet.contract.sub_item(line.item)
    assert item, "a line is one of the contract's sub-items"
    parts = tuple(part.short for part in _parts(sheet, line, item, figure, with_contract=with_contract))
    facts = () if parts else tuple(_facts(line, figure))
    if with_contract and not parts and figure not in _MOVED:
        facts = (*facts, *contract_facts(sheet.contract, item, sheet.settlement.quarter))
    return TraceStep(f"{line.name} · {_label(item, figure)}", getattr(line, figure), facts, parts=parts)


def _label(item: SubItem, figure: str) -> str:
    return "本季预付" if figure == "base" and item.method == "actual_cost" else SHEET_LABELS[figure]


def _parts(
    sheet: TracedSheet, line: Line, item: SubItem, figure: str, *, with_contract: bool
) -> Iterator[TraceStep]:
    """What the figure is the sum of; nothing where it is a single amount, whose facts are told instead."""
    if figure == "payable" and (line.deduction or line.adjustment):
        yield line_step(sheet, line, "base", with_contract=with_contract)
        for moved in _MOVED:
            if getattr(line, moved):
                yield line_step(sheet, line, moved)
    elif figure == "deduction" and item == sheet.contract.bearer:
        for share in sheet.settlement.applied:
            yield share_step(sheet.known, share, "考核扣款").turned
    elif figure == "adjustment":
        yield from _adjustments(sheet, item)
    elif figure == "cumulative":
        yield from _earlier(sheet, item)
        yield line_step(sheet, line, "payable", with_contract=with_contract)


def _earlier(sheet: TracedSheet, item: SubItem) -> Iterator[TraceStep]:
    """What the sub-item came to in the year's earlier quarters."""
    for quarter in sheet.contract.quarters:
        line = (
            sheet.known.outlook.settlements[quarter].line(item.code)
            if quarter < sheet.settlement.quarter
            else None
        )
        if line:
            number = settlement_number(sheet.known.books, quarter)
            yield TraceStep(f"{quarter.short_label}应付", line.payable, number=number)


def _adjustments(sheet: TracedSheet, item: SubItem) -> Iterator[TraceStep]:
    """Manual ones with reason and document, then what waivers gave back."""
    for entry in sheet.settlement.adjustments:
        if entry.item == item.code:
            yield TraceStep("手工调整", entry.amount, (f"{entry.reason}（文号 {entry.document}）",))
    if item == sheet.contract.bearer:
        for share in sheet.settlement.returned:
            yield share_step(sheet.known, share, "退回减免")


def _facts(line: Line, figure: str) -> Iterator[str]:
    """How a figure that is a single amount came about; what is payable without more is the base."""
    if figure in _MOVED:
        yield f"本季没有{SHEET_LABELS[figure]}"
    elif figure != "annual":
        yield from (note.text for note in line.notes if note.figure == "base")


def contract_facts(contract: Contract, item: SubItem, quarter: Quarter) -> Iterator[str]:
    """What the contract says of a sub-item: its annual amount, in how many quarters, the clause; its amendments."""
    clause = contract.texts.get("clause", "")
    yield (
        f"合同约定年度金额 {format_amount(item.annual)}，共 {len(contract.quarters)} 个季度，"
        f"{METHOD_LABELS[item.method]}{f'；合同条款 {clause}' if clause else ''}"
    )
    yield from amendment_texts(contract, item, quarter)
