"""One step of the way back from an amount, with the steps behind it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated

_OF = " · "
"""Between a sub-item and its figure."""
_TOLD_ABOVE = ("同上，前面已列出",)


@dataclass(frozen=True, slots=True)
class TraceStep:
    """An amount (分) with where it comes from; None where the step is no amount, or is 未定.

    The amounts of ``parts`` add up to its own; ``rests_on`` is what it rests on beyond them: the paper or the
    assessment behind it, whose amounts are not parts of its own. ``number`` is the paper's or the deduction's.
    """

    title: Annotated[str, "事项"]
    amount: int | None
    facts: Annotated[tuple[str, ...], "依据"] = ()
    number: Annotated[str, "单号"] = ""
    parts: Annotated[tuple["TraceStep", ...], "分项"] = ()
    rests_on: Annotated[tuple["TraceStep", ...], "来源"] = ()

    @property
    def name(self) -> str:
        """What it is called, as in 季度结算单 JS-12333-2019Q1."""
        return f"{self.title} {self.number}".strip()

    @property
    def behind(self) -> tuple["TraceStep", ...]:
        """All steps right behind it, its parts first."""
        return (*self.parts, *self.rests_on)

    @property
    def turned(self) -> "TraceStep":
        """The same with the sign of its amount, and of its parts, turned: as it is where it is taken off."""
        amount = None if self.amount is None else -self.amount
        return replace(self, amount=amount, parts=tuple(part.turned for part in self.parts))

    @property
    def short(self) -> "TraceStep":
        """The same called without its sub-item: 人员管理费 · 调整 is 调整 behind a figure of the same sub-item."""
        return replace(self, title=self.title.rpartition(_OF)[2])

    @property
    def alone(self) -> "TraceStep":
        """The same without what is behind it."""
        return replace(self, parts=(), rests_on=())


def all_steps(step: TraceStep, level: int = 0) -> Iterator[tuple[int, TraceStep]]:
    """The step and all behind it from top to bottom, each with how deep it lies."""
    yield level, step
    for part in step.behind:
        yield from all_steps(part, level + 1)


def told_once(step: TraceStep) -> TraceStep:
    """The same with each paper that is no amount told in full where it comes first, and only named after that."""
    return _told(step, set())


def _told(step: TraceStep, told: set[TraceStep]) -> TraceStep:
    if step.amount is None and step.number:
        if step in told:
            return replace(step.alone, facts=_TOLD_ABOVE)
        told.add(step)
    # One after the other: what a part tells need not be told behind the next one.
    parts = tuple([_told(part, told) for part in step.parts])
    rests_on = tuple([_told(other, told) for other in step.rests_on])
    return replace(step, parts=parts, rests_on=rests_on)
