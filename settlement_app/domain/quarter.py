"""One quarter: its bases, what is withheld and what is payable (rules, sections 4 and 7)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from settlement_app.domain import money
from settlement_app.domain.contract import Contract, SubItem
from settlement_app.domain.deduction import Deduction, Share, give_back, withhold
from settlement_app.domain.money import format_amount
from settlement_app.domain.periods import Quarter

RULES_VERSION = 1
"""The version of these rules that a posting carries; verification recomputes each posting by its own version."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A manual adjustment of one line, ± 分, with its reason and document number."""

    item: str
    amount: int
    reason: str
    document: str


@dataclass(frozen=True, slots=True)
class SetAdvance:
    """An advance set lower than the formula's (核定预付), in 分, with its reason."""

    item: str
    amount: int
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """Where one figure of a line came from, as a sentence; ``figure`` is its name in code."""

    figure: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One sub-item in one quarter; all amounts in 分, ``deduction`` is never positive."""

    item: str
    name: str
    annual: int
    base: int
    deduction: int
    adjustment: int
    payable: int
    cumulative: int
    remaining: int
    notes: tuple[Note, ...] = ()

    @property
    def basis(self) -> str:
        """Where its figures came from, in one line of text."""
        return "；".join(note.text for note in self.notes)


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is payable for one quarter, and what it did to the register."""

    quarter: Quarter
    lines: tuple[Line, ...]
    applied: tuple[Share, ...]
    returned: tuple[Share, ...]
    outstanding_before: int
    outstanding_after: int
    adjustments: tuple[Adjustment, ...]
    advances: tuple[SetAdvance, ...]

    def line(self, item: str) -> Line | None:
        """The line of that sub-item, or None."""
        return next((line for line in self.lines if line.item == item), None)

    @property
    def annual(self) -> int:
        """The sum of the annual amounts in force, in 分."""
        return money.total(line.annual for line in self.lines)

    @property
    def base(self) -> int:
        """The sum of the bases, in 分."""
        return money.total(line.base for line in self.lines)

    @property
    def deduction(self) -> int:
        """The sum of the deductions, in 分, never positive."""
        return money.total(line.deduction for line in self.lines)

    @property
    def adjustment(self) -> int:
        """The sum of the adjustments, in 分."""
        return money.total(line.adjustment for line in self.lines)

    @property
    def payable(self) -> int:
        """The sum payable for the quarter, in 分."""
        return money.total(line.payable for line in self.lines)

    @property
    def cumulative(self) -> int:
        """The sum payable for the year up to and with the quarter, in 分."""
        return money.total(line.cumulative for line in self.lines)


@dataclass(frozen=True, slots=True)
class Case:
    """What a quarter is settled from: the contract, its earlier settlements, the drafts of the quarter itself."""

    contract: Contract
    quarter: Quarter
    earlier: Sequence[Settlement] = ()
    adjustments: tuple[Adjustment, ...] = ()
    advances: tuple[SetAdvance, ...] = ()

    @property
    def quarters_left(self) -> int:
        """The contract's quarters from this one on."""
        return sum(quarter >= self.quarter for quarter in self.contract.quarters)

    def annual(self, item: SubItem) -> int:
        """The annual amount in force for the quarter, in 分."""
        return self.contract.annual(item, self.quarter)

    def settled(self, item: SubItem) -> int:
        """The bases of the contract's earlier quarters, in 分."""
        return money.total(line.base for e in self.earlier if (line := e.line(item.code)))

    def payable_before(self, item: SubItem) -> int:
        """What earlier quarters of the contract came to, in 分."""
        return money.total(line.payable for e in self.earlier if (line := e.line(item.code)))

    def formula(self, item: SubItem) -> int:
        """What section 4 gives the sub-item, in 分, before any set advance; negative where too much was settled."""
        return money.quarterly_share(self.annual(item), self.settled(item), self.quarters_left)

    def advance(self, item: SubItem) -> SetAdvance | None:
        """The advance that was set lower for the sub-item, or None."""
        return next((entry for entry in self.advances if entry.item == item.code), None)

    def advance_stands(self, item: SubItem) -> bool:
        """Whether an advance is set and is not above what the formula gives now."""
        entry = self.advance(item)
        return entry is not None and entry.amount <= self.formula(item)

    def base(self, item: SubItem) -> int:
        """The sub-item's base in 分: the set advance where it stands, else the formula's."""
        entry = self.advance(item)
        return entry.amount if entry and self.advance_stands(item) else self.formula(item)

    def adjustments_of(self, item: SubItem) -> tuple[Adjustment, ...]:
        """The manual adjustments of the sub-item's line."""
        return tuple(entry for entry in self.adjustments if entry.item == item.code)


def settle(case: Case, register: Iterable[Deduction]) -> Settlement:
    """Settle one quarter; only deductions of the register with an earlier source count.

    Raises AmountError when a sum leaves the range.
    """
    rows = [row for row in register if row.source < case.quarter]
    before = money.total(row.outstanding for row in rows)
    applied, returned = _movements(case, rows)
    bearer = case.contract.bearer
    return Settlement(
        quarter=case.quarter,
        lines=tuple(
            _line(case, item, applied, returned) if item == bearer else _line(case, item)
            for item in case.contract.sub_items
        ),
        applied=applied,
        returned=returned,
        outstanding_before=before,
        outstanding_after=before - sum(share.amount for share in applied),
        adjustments=case.adjustments,
        advances=tuple(
            e for e in case.advances if (i := case.contract.sub_item(e.item)) and case.advance_stands(i)
        ),
    )


def _movements(case: Case, rows: Sequence[Deduction]) -> tuple[tuple[Share, ...], tuple[Share, ...]]:
    """What the management-fee line withholds and gives back: never more than base + adjustment."""
    bearer = case.contract.bearer
    if bearer is None:
        return (), ()
    returned = give_back(rows)
    adjusted = sum(entry.amount for entry in case.adjustments_of(bearer))
    return withhold(rows, case.base(bearer) + adjusted + sum(share.amount for share in returned)), returned


def _line(case: Case, item: SubItem, applied: Sequence[Share] = (), returned: Sequence[Share] = ()) -> Line:
    base = case.base(item)
    deduction = -money.total(share.amount for share in applied)
    manual = money.total(entry.amount for entry in case.adjustments_of(item))
    adjustment = money.checked(manual + money.total(share.amount for share in returned))
    payable = money.checked(base + deduction + adjustment)
    line = Line(
        item=item.code,
        name=item.name,
        annual=case.annual(item),
        base=base,
        deduction=deduction,
        adjustment=adjustment,
        payable=payable,
        cumulative=money.checked(case.payable_before(item) + payable),
        remaining=money.checked(case.annual(item) - case.settled(item) - base),
    )
    return replace(line, notes=tuple(_notes(case, item, line, applied, returned)))


def _notes(
    case: Case, item: SubItem, line: Line, applied: Sequence[Share], returned: Sequence[Share]
) -> Iterator[Note]:
    yield _base_note(case, item)
    if applied:
        parts = "、".join(
            f"{s.deduction} {format_amount(s.amount)}（{s.source.label}：{s.basis}）" for s in applied
        )
        yield Note("deduction", f"考核扣款 {format_amount(line.deduction)}：{parts}")
    if line.adjustment or returned or case.adjustments_of(item):
        parts = "、".join(
            [
                *(
                    f"{format_amount(e.amount)}（{e.reason}，文号 {e.document}）"
                    for e in case.adjustments_of(item)
                ),
                *(f"退回减免 {format_amount(s.amount)}（{s.deduction}）" for s in returned),
            ]
        )
        yield Note("adjustment", f"调整 {format_amount(line.adjustment)}：{parts}")
    taken, adjusted = _signed("考核扣款", line.deduction), _signed("调整", line.adjustment)
    parts = f"{_base_label(item)} {format_amount(line.base)}{taken}{adjusted}"
    yield Note("payable", f"本季应付 {format_amount(line.payable)} = {parts}")
    before, now = format_amount(case.payable_before(item)), format_amount(line.payable)
    yield Note("cumulative", f"累计应付 {format_amount(line.cumulative)} = 本年前期 {before} + 本季 {now}")
    settled = (
        f"{format_amount(line.annual)} − {format_amount(case.settled(item))} − {format_amount(line.base)}"
    )
    yield Note("remaining", f"年度剩余 {format_amount(line.remaining)} = {settled}")


def _base_note(case: Case, item: SubItem) -> Note:
    entry = case.advance(item)
    is_set = entry is not None and case.advance_stands(item)
    label = "按公式的预付" if is_set else _base_label(item)
    left = (
        f"÷ 剩余 {case.quarters_left} 个季度，舍去不足一分的尾数"
        if case.quarters_left > 1
        else "，末季取全部余额"
    )
    text = (
        f"{label} {format_amount(case.formula(item))} = （年度金额 {format_amount(case.annual(item))}"
        f" − 本年前期已结 {format_amount(case.settled(item))}）{left}"
    )
    if entry and is_set:
        amount = format_amount(entry.amount)
        text += f"；核定预付 {amount}（{entry.reason}），本季预付 {amount}"
    elif entry:
        text += f"；核定预付 {format_amount(entry.amount)} 高于公式金额，未采用"
    return Note("base", text)


def _base_label(item: SubItem) -> str:
    return "本季预付" if item.method == "actual_cost" else "本季应结额"


def _signed(name: str, amount: int) -> str:
    """A part of a sum with its sign and name; nothing where it is nil."""
    return "" if not amount else f" {'−' if amount < 0 else '+'} {name} {format_amount(abs(amount))}"
