"""The year's table checked: the equations that must hold, each with both its sides (rules, section 9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from settlement_app.domain.year_end import Clearance, ClearanceLine


@dataclass(frozen=True, slots=True)
class Part:
    """One amount (分) on the right side of an equation, added or taken off."""

    sign: Literal["+", "−"]
    label: str
    amount: int

    @property
    def value(self) -> int:
        """What it adds to the side, in 分."""
        return self.amount if self.sign == "+" else -self.amount


@dataclass(frozen=True, slots=True)
class Identity:
    """An equation of one line or of the totals: ``amount`` (分) must be what its parts come to."""

    line: str
    label: str
    amount: int
    parts: tuple[Part, ...]

    @property
    def words(self) -> str:
        """The equation without figures, as in 未付 = 最终结算 − 已付."""
        first, *others = self.parts
        return " ".join([f"{self.label} = {first.label}", *(f"{part.sign} {part.label}" for part in others)])

    @property
    def holds(self) -> bool:
        """Whether both sides come to the same."""
        return self.amount == sum(part.value for part in self.parts)


def line_identities(line: ClearanceLine) -> Iterator[Identity]:
    """The two equations of one line, or of the totals; none while an amount of it is 未定."""
    if line.true_up is None or line.final is None or line.surplus is None:
        return
    yield Identity(
        line.name,
        "最终结算",
        line.final,
        (
            Part("+", "各季应付", sum(line.payable)),
            Part("+", "据实清算", line.true_up),
            Part("−", "扣款了结", line.offset),
        ),
    )
    yield Identity(
        line.name,
        "年度预算",
        line.budget,
        (
            Part("+", "最终结算", line.final),
            Part("+", "考核扣款", -line.deductions),
            Part("−", "调整", line.adjustments),
            Part("+", "结余", line.surplus),
            Part("+", "扣款了结", line.offset),
        ),
    )


def identities(clearance: Clearance, paid: int) -> Iterator[Identity]:
    """Every equation that can be checked: line by line, in total, then of what was ``paid`` (分)."""
    for line in (*clearance.lines, clearance.total):
        yield from line_identities(line)
    final, unpaid = clearance.total.final, clearance.unpaid(paid)
    if final is not None and unpaid is not None:
        parts = (Part("+", "最终结算", final), Part("−", "已付", paid))
        yield Identity(clearance.total.name, "未付", unpaid, parts)
