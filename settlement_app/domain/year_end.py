"""The year's end: actual cost against advances, and the whole year reconciled (rules, section 9)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from settlement_app.domain import money
from settlement_app.domain.actuals import YearOfCosts
from settlement_app.domain.contract import Contract, SubItem
from settlement_app.domain.deduction import Deduction, Share
from settlement_app.domain.quarter import Settlement

Outstanding = Literal["carry", "settle"]


@dataclass(frozen=True, slots=True)
class Reduction:
    """An amount (分) struck off in the clearance by audit or agreement (核减)."""

    item: str
    amount: int
    reason: str
    document: str


@dataclass(frozen=True, slots=True)
class TrueUp:
    """Advances against actual cost of one ``actual_cost`` sub-item, in 分; None is 未定 while months are missing."""

    item: str
    name: str
    budget: int
    advances: int
    actual: int
    reduced: int
    approved: int | None
    reimbursable: int | None
    difference: int | None
    over_budget: int | None
    surplus: int | None


@dataclass(frozen=True, slots=True)
class ClearanceLine:
    """One sub-item over the whole year, in 分; ``payable`` is by quarter in the contract's order; None is 未定."""

    item: str
    name: str
    budget: int
    payable: tuple[int, ...]
    deductions: int
    adjustments: int
    true_up: int | None
    offset: int
    final: int | None
    surplus: int | None


@dataclass(frozen=True, slots=True)
class Clearance:
    """The year reconciled; amounts in 分, None is 未定."""

    year: int
    mode: Outstanding
    true_ups: tuple[TrueUp, ...]
    lines: tuple[ClearanceLine, ...]
    outstanding: int
    to_return: int
    applied: tuple[Share, ...]
    returned: tuple[Share, ...]
    reductions: tuple[Reduction, ...]

    @property
    def total(self) -> ClearanceLine:
        """The sums of all lines; what is 未定 in one line is 未定 in total."""
        quarters = zip(*(line.payable for line in self.lines), strict=True)
        return ClearanceLine(
            item="",
            name="合计",
            budget=money.total(line.budget for line in self.lines),
            payable=tuple(money.total(column) for column in quarters),
            deductions=money.total(line.deductions for line in self.lines),
            adjustments=money.total(line.adjustments for line in self.lines),
            true_up=_total_or_none(line.true_up for line in self.lines),
            offset=money.total(line.offset for line in self.lines),
            final=_total_or_none(line.final for line in self.lines),
            surplus=_total_or_none(line.surplus for line in self.lines),
        )

    @property
    def net(self) -> int | None:
        """Σ true-up − offset, in 分: positive is paid to the vendor (应补), negative refunded by it (应退)."""
        total = self.total
        return None if total.true_up is None else money.checked(total.true_up - total.offset)

    def unpaid(self, paid: int) -> int | None:
        """What is left of the final amount, in 分, after the payments."""
        final = self.total.final
        return None if final is None else money.checked(final - paid)

    @property
    def unspent(self) -> int | None:
        """预算未支出合计 in 分: the budget less the final amount."""
        total = self.total
        return None if total.final is None else money.checked(total.budget - total.final)


def clear(
    contract: Contract,
    settlements: Sequence[Settlement],
    costs: Mapping[str, YearOfCosts],
    reductions: Iterable[Reduction],
    register: Iterable[Deduction],
    mode: Outstanding,
) -> Clearance:
    """Reconcile the year from the settlements of all its quarters (open ones as previewed).

    ``register`` is the project's register after these settlements. Raises AmountError beyond the range.
    """
    struck = tuple(reductions)
    rows = sorted((row for row in register if row.source <= contract.last_quarter), key=lambda row: row.order)
    outstanding, to_return = money.total(r.outstanding for r in rows), money.total(r.to_return for r in rows)
    settles = mode == "settle" and contract.bearer is not None
    true_ups = {
        item.code: _true_up(contract, item, settlements, costs[item.code], struck)
        for item in contract.actual_cost_items
    }
    offset = outstanding - to_return if settles else 0
    return Clearance(
        year=contract.year,
        mode=mode,
        true_ups=tuple(true_ups.values()),
        lines=tuple(
            _line(
                contract,
                item,
                settlements,
                true_ups.get(item.code),
                struck,
                offset if item.bears_deductions else 0,
            )
            for item in contract.sub_items
        ),
        outstanding=outstanding,
        to_return=to_return,
        applied=tuple(
            Share(r.id, r.source, r.outstanding, r.basis) for r in rows if settles and r.outstanding
        ),
        returned=tuple(Share(r.id, r.source, r.to_return, r.basis) for r in rows if settles and r.to_return),
        reductions=struck,
    )


def reduced(item: str, reductions: Iterable[Reduction]) -> int:
    """All reductions of the sub-item together, in 分."""
    return money.total(entry.amount for entry in reductions if entry.item == item)


def tax_note(clearance: Clearance) -> str:
    """The sentence that is due where other lines fell below their budget and tax (税金) did not; else empty."""
    taxes = [line for line in clearance.lines if "税" in line.name]
    others = [line for line in clearance.lines if line not in taxes]
    stood = [line for line in taxes if line.final == line.budget]
    fell = any(line.final is not None and line.final < line.budget for line in others)
    return "税金按预算固定结算，未随实际价款调整。" if stood and fell else ""


def execution_percent(amount: int, budget: int) -> Fraction | None:
    """预算执行率 as an exact percentage; None where there is no budget."""
    return Fraction(amount * 100, budget) if budget else None


def _true_up(
    contract: Contract,
    item: SubItem,
    settlements: Sequence[Settlement],
    costs: YearOfCosts,
    reductions: Sequence[Reduction],
) -> TrueUp:
    budget = contract.annual(item, contract.last_quarter)
    advances = money.total(line.base for s in settlements if (line := s.line(item.code)))
    struck = reduced(item.code, reductions)
    approved = reimbursable = None
    if not costs.missing:
        approved = money.checked(costs.total - struck)
        reimbursable = min(approved, budget)
    return TrueUp(
        item=item.code,
        name=item.name,
        budget=budget,
        advances=advances,
        actual=costs.total,
        reduced=struck,
        approved=approved,
        reimbursable=reimbursable,
        difference=None if reimbursable is None else money.checked(reimbursable - advances),
        over_budget=None if approved is None else max(approved - budget, 0),
        surplus=None if reimbursable is None else money.checked(budget - reimbursable),
    )


def _line(
    contract: Contract,
    item: SubItem,
    settlements: Sequence[Settlement],
    true_up: TrueUp | None,
    reductions: Sequence[Reduction],
    offset: int,
) -> ClearanceLine:
    rows = [line for s in settlements if (line := s.line(item.code))]
    struck = reduced(item.code, reductions)
    difference = -struck if true_up is None else true_up.difference
    payable = money.total(row.payable for row in rows)
    return ClearanceLine(
        item=item.code,
        name=item.name,
        budget=contract.annual(item, contract.last_quarter),
        payable=tuple(row.payable for row in rows),
        deductions=money.total(row.deduction for row in rows),
        adjustments=money.total(row.adjustment for row in rows),
        true_up=difference,
        offset=offset,
        final=None if difference is None else money.checked(payable + difference - offset),
        surplus=struck if true_up is None else true_up.surplus,
    )


def _total_or_none(amounts: Iterable[int | None]) -> int | None:
    known = list(amounts)
    return None if None in known else money.total(amount for amount in known if amount is not None)
