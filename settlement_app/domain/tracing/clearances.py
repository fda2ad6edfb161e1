"""From a figure of the year's table, the net or what was paid back to quarters, true-up and deductions."""

from collections.abc import Iterator
from dataclasses import replace

from settlement_app.domain.books import Payment, Target
from settlement_app.domain.contract import SubItem
from settlement_app.domain.deduction import Deduction
from settlement_app.domain.papers.clearance import TOTAL
from settlement_app.domain.paying import parse_target
from settlement_app.domain.posting import settlement_number
from settlement_app.domain.tracing.costs import cost_step, reduction_step, reduction_steps, true_up_step
from settlement_app.domain.tracing.deductions import deduction_step, share_step
from settlement_app.domain.tracing.sheets import posted_text
from settlement_app.domain.tracing.step import TraceStep
from settlement_app.domain.tracing.year import TracedYear
from settlement_app.domain.year_end import ClearanceLine

CLEARANCE = "年终清算单"
_MOVED = {"deductions": "deduction", "adjustments": "adjustment"}
"""Figures of the year that are one of the quarters' sheets, and what they are called there in code."""


def year_step(year: TracedYear, link: str) -> TraceStep:
    """A figure of the year's papers by its link there."""
    kind, *rest = link.split("/")
    if kind == "year":
        place, figure = rest
        return _total_step(year, figure) if place == TOTAL else _line_step(year, int(place), figure)
    if kind == "true_up":
        return true_up_step(year, int(rest[0]), rest[1])
    if kind == "cost":
        return cost_step(year, int(rest[0]), rest[1], rest[2])
    if kind == "reduction":
        return reduction_step(year, int(rest[0]))
    return {"net": net_step, "paid": _paid_step, "unpaid": _unpaid_step}[kind](year)


def document_step(year: TracedYear) -> TraceStep:
    """The whole clearance, by its net."""
    net = net_step(year)
    return TraceStep(
        title=CLEARANCE,
        amount=net.amount,
        facts=(state_of(year), *net.facts),
        number=year.number,
        parts=net.parts,
        rests_on=net.rests_on,
    )


def state_of(year: TracedYear) -> str:
    """When and by whom the clearance was posted, or that it is a preview."""
    cleared = year.known.books.cleared(year.contract.year)
    return posted_text(cleared.posting if cleared else None)


def net_step(year: TracedYear) -> TraceStep:
    """The net: each sub-item's true-up, less what of the deductions is settled here."""
    clearance, contract = year.clearance, year.contract
    if clearance.net is None:
        return year.noted("net", None)
    parts: list[TraceStep] = []
    facts = [*year.notes["net"].texts[1:]]
    for place, (item, line) in enumerate(zip(contract.sub_items, clearance.lines, strict=True)):
        if line.true_up or item in contract.actual_cost_items:
            parts.append(_line_step(year, place, "true_up"))
        if line.offset:
            parts.append(_line_step(year, place, "offset").turned)
        elif item.bears_deductions:
            facts += year.notes[f"year/{place}/offset"].texts
    return year.noted("net", clearance.net, parts, facts=facts, rests_on=tuple(_carried(year)))


def _line_step(year: TracedYear, place: int, figure: str) -> TraceStep:
    """A figure of one sub-item over the year, or (``payable0`` …) what it came to in one quarter."""
    item, line = year.contract.sub_items[place], year.clearance.lines[place]
    link, number = f"year/{place}/{figure}", figure.removeprefix("payable")
    if number.isdecimal():
        step = year.of_quarter(item, year.contract.quarters[int(number)], "payable")
        return replace(step, title=year.notes[link].title)
    amount = year_amount(line, figure)
    if amount is None:
        return year.noted(link, None)
    # Why equal shares leave a surplus is what its parts do not show.
    facts = year.notes[link].texts[1:] if figure == "surplus" else ()
    rests_on = tuple(_carried(year)) if figure == "offset" and item.bears_deductions else ()
    parts = [part.short for part in _parts(year, place, item, figure)]
    return year.noted(link, amount, parts, facts=facts, rests_on=rests_on)


def _parts(year: TracedYear, place: int, item: SubItem, figure: str) -> Iterator[TraceStep]:
    """What adds up to a figure of a line; what is taken off with its sign turned."""
    if figure == "payable":
        yield from year.of_quarters(item, "payable")
    elif figure in _MOVED:
        yield from year.of_quarters(item, _MOVED[figure], all_of_them=False)
    elif figure in ("true_up", "surplus") and item in year.contract.actual_cost_items:
        of_true_up = "difference" if figure == "true_up" else figure
        yield from true_up_step(year, year.contract.actual_cost_items.index(item), of_true_up).parts
    elif figure in ("true_up", "surplus"):
        steps = reduction_steps(year, item.code)
        yield from (step.turned for step in steps) if figure == "true_up" else steps
    elif figure == "offset" and item.bears_deductions:
        yield from (share_step(year.known, share, "扣款了结") for share in year.clearance.applied)
        yield from (share_step(year.known, share, "扣款退回").turned for share in year.clearance.returned)
    elif figure == "final":
        yield _line_step(year, place, "payable")
        yield _line_step(year, place, "true_up")
        if year.clearance.lines[place].offset:
            yield _line_step(year, place, "offset").turned


def _total_step(year: TracedYear, figure: str) -> TraceStep:
    """A figure of the table's last line: what each sub-item adds to it, whose own way back is asked for by itself."""
    parts = [TraceStep(line.name, year_amount(line, figure)) for line in year.clearance.lines]
    amount = year_amount(year.clearance.total, figure)
    return year.noted(f"year/{TOTAL}/{figure}", amount, () if amount is None else parts)


def year_amount(line: ClearanceLine, figure: str) -> int | None:
    """A figure (分) of a line of the year; all quarters' payable, or (``payable0`` …) what one of them came to."""
    number = figure.removeprefix("payable")
    if number.isdecimal():
        return line.payable[int(number)]
    amount: int | None = sum(line.payable) if figure == "payable" else getattr(line, figure)
    return amount


def _carried(year: TracedYear) -> Iterator[TraceStep]:
    """The deductions of which something was left to the next year."""
    clearance, contract = year.clearance, year.contract
    if clearance.mode == "carry" and (clearance.outstanding or clearance.to_return):
        for row in year.known.outlook.register:
            if row.source <= contract.last_quarter and _went_on(row, contract.year):
                yield deduction_step(year.known, row)


def _went_on(row: Deduction, year: int) -> bool:
    """Whether something of the deduction is open still, or was withheld or returned after that year."""
    return bool(row.outstanding or row.to_return) or any(
        parse_target(move.target).year > year for move in row.movements
    )


def _paid_step(year: TracedYear) -> TraceStep:
    """What was paid on each of the year's documents, payment by payment."""
    books, contract = year.known.books, year.contract
    targets = [*(Target(quarter=quarter) for quarter in contract.quarters), Target(clearance=contract.year)]
    parts = [_paid_on(year, target) for target in targets if books.paid(target)]
    return year.noted("paid", books.paid_in_year(contract.year), parts)


def _paid_on(year: TracedYear, target: Target) -> TraceStep:
    books = year.known.books
    number = settlement_number(books, target.quarter) if target.quarter else year.number
    standing = [p for p in books.payments if p.target == target and p.reversed_because is None]
    parts = tuple(payment_alone(payment) for payment in standing)
    return TraceStep(target.label, books.paid(target), number=number, parts=parts)


def payment_alone(payment: Payment) -> TraceStep:
    """A payment without the document that it was made on."""
    undone = () if payment.reversed_because is None else (f"已撤销，不计入已付：{payment.reversed_because}",)
    title = "付款" if payment.amount >= 0 else "退款"
    return TraceStep(f"{title}，凭证号", payment.amount, (f"{payment.on}", *undone), payment.voucher)


def _unpaid_step(year: TracedYear) -> TraceStep:
    """What is left of the final amount."""
    unpaid = year.clearance.unpaid(year.known.books.paid_in_year(year.contract.year))
    if unpaid is None:
        return year.noted("unpaid", None)
    return year.noted("unpaid", unpaid, (_total_step(year, "final"), _paid_step(year).turned))
