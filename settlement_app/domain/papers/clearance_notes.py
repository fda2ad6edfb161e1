"""Where each figure of the clearance and of the annual table comes from: what the screen shows beside them."""

from collections.abc import Iterator, Mapping

from settlement_app.domain.books import Books, Target
from settlement_app.domain.contract import Contract, SubItem
from settlement_app.domain.deduction import Share
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.clearance import TOTAL, UNDECIDED
from settlement_app.domain.papers.cost_notes import cost_notes, true_up_texts
from settlement_app.domain.papers.figure_notes import (
    FigureNote,
    NotedYear,
    Notes,
    budget_texts,
    noted_year,
    reduction_texts,
    sum_text,
)
from settlement_app.domain.year_end import Clearance, ClearanceLine, TrueUp

YEAR_LABELS = {
    "budget": "年度预算",
    "payable": "各季应付合计",
    "deductions": "考核扣款",
    "adjustments": "调整",
    "true_up": "据实清算",
    "offset": "扣款了结",
    "final": "最终结算",
    "surplus": "结余",
}
"""The figures of a line of the year, and what they are called on its papers."""

_NOT_OF_PAYABLE = ("cumulative", "remaining")


def clearance_notes(books: Books, contract: Contract, clearance: Clearance) -> Mapping[str, FigureNote]:
    """A note on each figure of the papers of the year, by the link that the figure has there."""
    year = noted_year(books, contract, clearance)
    true_ups = {true_up.item: true_up for true_up in clearance.true_ups}
    notes = dict(cost_notes(year))
    for place, (item, line) in enumerate(zip(contract.sub_items, clearance.lines, strict=True)):
        notes.update(_line(year, place, item, line, true_ups.get(item.code)))
    notes.update(_totals(year))
    notes.update(_money(year))
    return notes


def _line(year: NotedYear, place: int, item: SubItem, line: ClearanceLine, true_up: TrueUp | None) -> Notes:
    """The notes on one sub-item's line."""
    payable = [(year.quarter_name(quarter), row.payable) for quarter, row in year.rows[item.code]]
    texts = {
        "budget": budget_texts(year, item),
        "payable": iter([sum_text("各季应付合计", sum(line.payable), payable)]),
        "deductions": _moved(year, item, "deduction", "考核扣款", line.deductions),
        "adjustments": _moved(year, item, "adjustment", "调整", line.adjustments),
        "true_up": _difference(year, item, line, true_up),
        "offset": _offset(year, item, line),
        "final": _final(year, item, line),
        "surplus": (
            true_up_texts(year, item, true_up, "surplus") if true_up else _struck(year, item, line.surplus)
        ),
    }
    for figure, label in YEAR_LABELS.items():
        yield f"year/{place}/{figure}", FigureNote(f"{item.name} · {label}", tuple(texts[figure]))
    for number, (quarter, row) in enumerate(year.rows[item.code]):
        notes = tuple(note.text for note in row.notes if note.figure not in _NOT_OF_PAYABLE)
        title = f"{item.name} · {year.quarter_name(quarter)}应付"
        yield f"year/{place}/payable{number}", FigureNote(title, notes)


def _moved(year: NotedYear, item: SubItem, figure: str, label: str, amount: int) -> Iterator[str]:
    """What the quarters withheld or adjusted, each with its own basis."""
    moved = [(quarter, row) for quarter, row in year.rows[item.code] if getattr(row, figure)]
    if not moved:
        yield f"全年没有{label}。"
        return
    yield sum_text(label, amount, [(year.quarter_name(q), getattr(row, figure)) for q, row in moved])
    for quarter, row in moved:
        yield from (f"{quarter.short_label}：{note.text}" for note in row.notes if note.figure == figure)


def _difference(year: NotedYear, item: SubItem, line: ClearanceLine, true_up: TrueUp | None) -> Iterator[str]:
    if true_up:
        yield from true_up_texts(year, item, true_up, "difference")
        return
    struck = year.reductions(item)
    yield sum_text("据实清算", line.true_up, (), [("核减", entry.amount) for entry in struck])
    yield from reduction_texts(struck) if struck else ["按季均付，没有核减。"]


def _struck(year: NotedYear, item: SubItem, surplus: int | None) -> Iterator[str]:
    """The surplus of a sub-item that is settled in equal parts."""
    yield sum_text("结余", surplus, [("核减", entry.amount) for entry in year.reductions(item)])
    yield "按季均付，只有核减的部分成为结余。"


def _offset(year: NotedYear, item: SubItem, line: ClearanceLine) -> Iterator[str]:
    """What of the deductions is settled here, on the management-fee line."""
    clearance = year.clearance
    outstanding, to_return = clearance.outstanding, clearance.to_return
    if not item.bears_deductions:
        yield "扣款只在承担扣款的子项目上了结。"
    elif not outstanding and not to_return:
        yield "没有待扣余额，也没有待退扣款。"
    elif clearance.mode == "carry":
        left = (("待扣余额", outstanding), ("待退", to_return))
        named = "、".join(f"{name} {format_amount(amount)} 元" for name, amount in left if amount)
        yield f"{named}结转下一年度，不在本清算中了结。"
    else:
        yield sum_text("扣款了结", line.offset, [("待扣余额", outstanding)], [("待退", to_return)])
        yield from (_share("扣", share) for share in clearance.applied)
        yield from (_share("退", share) for share in clearance.returned)


def _final(year: NotedYear, item: SubItem, line: ClearanceLine) -> Iterator[str]:
    if line.final is None or line.true_up is None:
        yield from year.undecided(item)
        return
    added = [("各季应付", sum(line.payable)), ("据实清算", line.true_up)]
    yield sum_text("最终结算", line.final, added, [("扣款了结", line.offset)])


def _totals(year: NotedYear) -> Notes:
    """The notes on the last line: the sums of the others."""
    lines, total = year.clearance.lines, year.clearance.total
    for figure, label in YEAR_LABELS.items():
        parts = [(line.name, _amount(line, figure)) for line in lines]
        text = _total_text(label, _amount(total, figure), parts)
        yield f"year/{TOTAL}/{figure}", FigureNote(f"合计 · {label}", (text,))
    for number, quarter in enumerate(year.contract.quarters):
        label = f"{year.quarter_name(quarter)}应付"
        text = sum_text(label, total.payable[number], [(line.name, line.payable[number]) for line in lines])
        yield f"year/{TOTAL}/payable{number}", FigureNote(f"合计 · {label}", (text,))


def _total_text(label: str, amount: int | None, parts: list[tuple[str, int | None]]) -> str:
    open_ones = "、".join(f"“{name}”" for name, part in parts if part is None)
    if open_ones:
        return f"{open_ones}的{label}{UNDECIDED}，合计{UNDECIDED}。"
    return sum_text(label, amount, [(name, part) for name, part in parts if part is not None])


def _amount(line: ClearanceLine, figure: str) -> int | None:
    amount: int | None = sum(line.payable) if figure == "payable" else getattr(line, figure)
    return amount


def _money(year: NotedYear) -> Notes:
    """The net, what was paid of the year, and what is left of it."""
    books, clearance, contract = year.books, year.clearance, year.contract
    yield "net", FigureNote("清算净额", tuple(_net(year)))
    targets = [*(Target(quarter=quarter) for quarter in contract.quarters), Target(clearance=contract.year)]
    paid = books.paid_in_year(contract.year)
    by_target = [(target.label, amount) for target in targets if (amount := books.paid(target))]
    yield "paid", FigureNote("已付金额", (sum_text("已付金额", paid, by_target),))
    final, unpaid = clearance.total.final, clearance.unpaid(paid)
    text = "" if final is None else sum_text("未付金额", unpaid, [("最终结算", final)], [("已付", paid)])
    yield "unpaid", FigureNote("未付金额", (text or f"最终结算{UNDECIDED}，未付金额也{UNDECIDED}。",))


def _net(year: NotedYear) -> Iterator[str]:
    net, total = year.clearance.net, year.clearance.total
    if net is None or total.true_up is None:
        for item in year.contract.actual_cost_items:
            if year.costs(item).missing:
                yield from year.undecided(item)
        return
    yield sum_text("清算净额", net, [("据实清算", total.true_up)], [("扣款了结", total.offset)])
    if net:
        yield "小于零，由供应商退回（应退）。" if net < 0 else "大于零，付给供应商（应补）。"
    else:
        yield "不补也不退。"


def _share(way: str, share: Share) -> str:
    return f"{way} {share.deduction} {format_amount(share.amount)}（{share.source.label}：{share.basis}）。"
