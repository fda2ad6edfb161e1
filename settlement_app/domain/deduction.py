"""Deductions: what an assessment costs, and what became of each deduction since (rules, section 6)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from settlement_app.domain import money
from settlement_app.domain.assessment import Judgement, ManualDeduction, Result
from settlement_app.domain.numerals import parse_number, whole_up
from settlement_app.domain.periods import Quarter
from settlement_app.domain.scheme import FULL_SCORE, Scheme, Tier

OPENING = "opening"
MANUAL = "manual"
TIER = "tier"


@dataclass(frozen=True, slots=True)
class Caused:
    """What one cause takes, in 分, before and after the assessment's cap, and how it was worked out."""

    cause: str
    amount: int
    before_cap: int
    basis: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """An amount (分) taken off a deduction; negative where a waiver was taken back."""

    amount: int
    reason: str
    prepared_by: str
    reviewed_by: str
    on: date


@dataclass(frozen=True, slots=True)
class Movement:
    """What a posted document withheld of a deduction (applied) or gave back (returned), in 分."""

    kind: Literal["applied", "returned"]
    target: str
    amount: int


@dataclass(frozen=True, slots=True)
class Deduction:
    """One row of the register (扣款台账)."""

    id: str
    source: Quarter
    serial: int
    cause: str
    amount: int
    before_cap: int
    basis: str
    document: str = ""
    withdrawn: bool = False
    waivers: tuple[Waiver, ...] = ()
    movements: tuple[Movement, ...] = ()

    @property
    def withdrawal(self) -> str:
        """How it was withdrawn, in words; an opening deduction rests on no assessment."""
        return "期初扣款已删去" if self.cause == OPENING else "考核重开，已撤销"

    @property
    def waived(self) -> int:
        """All waivers together, in 分, net of what was taken back."""
        return sum(waiver.amount for waiver in self.waivers)

    @property
    def withheld(self) -> int:
        """What posted documents withheld of it, in 分, net of what they gave back."""
        return sum(move.amount if move.kind == "applied" else -move.amount for move in self.movements)

    @property
    def cleared(self) -> int:
        """What of it years' clearances withheld, in 分, net of what they gave back."""
        moves = (move for move in self.movements if move.target.startswith("clearance:"))
        return sum(move.amount if move.kind == "applied" else -move.amount for move in moves)

    @property
    def outstanding(self) -> int:
        """The part (分) that is not yet withheld (待扣余额)."""
        return 0 if self.withdrawn else max(0, self._due - self.withheld)

    @property
    def to_return(self) -> int:
        """The part (分) that was withheld beyond what is due after waivers."""
        return 0 if self.withdrawn else max(0, self.withheld - self._due)

    @property
    def order(self) -> tuple[Quarter, int]:
        """Oldest source first, then by id."""
        return (self.source, self.serial)

    @property
    def _due(self) -> int:
        return self.amount - self.waived


@dataclass(frozen=True, slots=True)
class Share:
    """What one document withholds of, or returns on, one deduction, in 分."""

    deduction: str
    source: Quarter
    amount: int
    basis: str


def deduction_id(project: str, source: Quarter, serial: int) -> str:
    """The id of the register row: ``KK-12333-2019Q1-01``."""
    return f"KK-{project}-{source}-{serial:02d}"


def next_serial(register: Iterable[Deduction], source: Quarter) -> int:
    """The number after the highest that the source quarter ever used."""
    return 1 + max((deduction.serial for deduction in register if deduction.source == source), default=0)


def withhold(register: Iterable[Deduction], available: int) -> tuple[Share, ...]:
    """Take what is outstanding, oldest source first, then by id, from ``available`` 分, never below zero."""
    shares = []
    for deduction in sorted(register, key=lambda row: row.order):
        amount = min(deduction.outstanding, available)
        if amount > 0:
            shares.append(Share(deduction.id, deduction.source, amount, deduction.basis))
            available -= amount
    return tuple(shares)


def give_back(register: Iterable[Deduction]) -> tuple[Share, ...]:
    """Everything that is to return, whole, in the register's order."""
    rows = sorted(register, key=lambda row: row.order)
    return tuple(Share(row.id, row.source, row.to_return, row.basis) for row in rows if row.to_return)


def after(
    register: Iterable[Deduction], target: str, applied: Iterable[Share], returned: Iterable[Share]
) -> tuple[Deduction, ...]:
    """The register after a document applied and returned these shares."""
    moves: dict[str, list[Movement]] = {}
    for share in applied:
        moves.setdefault(share.deduction, []).append(Movement("applied", target, share.amount))
    for share in returned:
        moves.setdefault(share.deduction, []).append(Movement("returned", target, share.amount))
    return tuple(
        replace(row, movements=(*row.movements, *moves[row.id])) if row.id in moves else row
        for row in register
    )


def caused_by(
    scheme: Scheme, judgement: Judgement, manual: Iterable[ManualDeduction], base: int | None
) -> tuple[Caused, ...]:
    """What the assessment takes, in its order: missed indicators, the tier, manual ones; capped, without zeros.

    ``base`` is the assessed quarter's management-fee base in 分, None where the contract has no such sub-item.
    A passed assessment, or one not yet judged, takes nothing (unless the scheme says deduct_when_passed).
    """
    if base is None or judgement.passed is None or (judgement.passed and not scheme.deduct_when_passed):
        return ()
    found = [
        *(item for result in judgement.missed if (item := _by_term(result, base))),
        *_by_tier(scheme, judgement, base),
        *(Caused(MANUAL, entry.amount, entry.amount, entry.reason) for entry in manual),
    ]
    return tuple(_capped(scheme, found, base))


def _by_term(result: Result, base: int) -> Caused | None:
    indicator, term = result.indicator, result.indicator.term
    if term is None:
        return None
    percent = parse_number(term.percent or "0")
    amount = term.amount or 0
    missed = f"{indicator.name}未达标"
    if term.kind == "percent":
        amount = money.percent_of(base, percent)
        how = f"管理费本季应结额 {money.format_amount(base)} 的 {term.percent}%"
    elif term.kind == "per_point":
        assert result.actual is not None, "a missed measured indicator has an actual"
        distance = abs(result.actual.value(indicator.unit) - parse_number(indicator.target))
        amount = money.checked(amount * whole_up(distance))
        how = f"相差 {whole_up(distance)} 个百分点（不足一个按一个），每点 {money.format_amount(term.amount or 0)}"
    else:
        how = "按条款定额"
    return Caused(f"indicator:{indicator.code}", amount, amount, f"{missed}，{how}")


def _by_tier(scheme: Scheme, judgement: Judgement, base: int) -> Iterator[Caused]:
    score = judgement.score
    tier = None if score is None else scheme.tier_for(score)
    if tier is None or score is None:
        return
    amount, how = _tier_amount(tier, score, base)
    yield Caused(TIER, amount, amount, f"考核得分在 {tier.min_score} 分档，{how}")


def _tier_amount(tier: Tier, score: Fraction, base: int) -> tuple[int, str]:
    if tier.percent is not None:
        return (
            money.percent_of(base, parse_number(tier.percent)),
            f"管理费本季应结额 {money.format_amount(base)} 的 {tier.percent}%",
        )
    points, price = whole_up(FULL_SCORE - score), tier.amount_per_point or 0
    return (
        money.checked(points * price),
        f"低于 100 分 {points} 分（不足一分按一分），每分 {money.format_amount(price)}",
    )


def _capped(scheme: Scheme, found: Iterable[Caused], base: int) -> Iterator[Caused]:
    """Strike what is over the cap from the last deductions first; drop what comes to zero."""
    room = None if scheme.cap_percent is None else money.percent_of(base, parse_number(scheme.cap_percent))
    for item in found:
        amount = item.amount if room is None else min(item.amount, room)
        room = None if room is None else room - amount
        if amount > 0:
            basis = item.basis
            if amount < item.amount:
                basis += f"，{money.format_amount(item.amount)} 超过封顶 {scheme.cap_percent}% 的部分不扣"
            yield replace(item, amount=amount, basis=basis)
