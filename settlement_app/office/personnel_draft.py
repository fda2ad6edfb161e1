"""A year's actual cost as it is typed, cell by cell, usable or not; every change gives a new draft."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from settlement_app.domain.actuals import ActualCost, Category
from settlement_app.domain.money import AmountError, format_amount, parse_amount
from settlement_app.domain.periods import Month

ESTIMATE_MARK = "估"
"""Typed after an amount it makes it an estimate (暂估)."""
_MARKED = re.compile(r"(?P<amount>.*?)\s*[（(]?\s*暂?估\s*[)）]?")


@dataclass(frozen=True, slots=True, order=True)
class CostPlace:
    """Where a cell stands."""

    month: Month
    category: Category


@dataclass(frozen=True, slots=True)
class CostDraft:
    """Everything that was typed for one sub-item's year; a cell that is empty has no text."""

    texts: Mapping[CostPlace, str]

    def text(self, place: CostPlace) -> str:
        """What stands in a cell."""
        return self.texts.get(place, "")

    def typed(self, place: CostPlace, text: str) -> "CostDraft":
        """The draft with a text in a cell."""
        others = {each: known for each, known in self.texts.items() if each != place}
        return CostDraft({**others, place: text} if text.strip() else others)

    def marked(self, places: Iterable[CostPlace], *, estimate: bool) -> "CostDraft":
        """The draft with the amounts in these cells marked as estimates, or no longer; empty ones stay empty."""
        texts = dict(self.texts)
        for place in places:
            if place in texts:
                amount, _ = _split(texts[place])
                texts[place] = f"{amount} {ESTIMATE_MARK}" if estimate else amount
        return CostDraft(texts)

    def are_estimates(self, places: Iterable[CostPlace]) -> bool:
        """Whether all of these cells that hold something are marked as estimates, and any is."""
        marks = [_split(self.texts[place])[1] for place in places if place in self.texts]
        return bool(marks) and all(marks)


@dataclass(frozen=True, slots=True)
class CostReading:
    """A draft as read: the values of all cells that can be used, and what is wrong with the others."""

    values: Mapping[CostPlace, ActualCost]
    faults: Mapping[CostPlace, str]


@dataclass(frozen=True, slots=True)
class CostChanges:
    """What a draft changes of what is stored: values that are new or other, and places that were emptied.

    A cell that cannot be used changes nothing: what was stored there stays until it can.
    """

    values: tuple[ActualCost, ...] = ()
    emptied: tuple[tuple[Month, Category], ...] = field(default=())

    @property
    def are_none(self) -> bool:
        """Whether nothing is changed."""
        return not self.values and not self.emptied


def draft_of(values: Iterable[ActualCost]) -> CostDraft:
    """The draft that reads as these values."""
    texts = {}
    for value in values:
        mark = f" {ESTIMATE_MARK}" if value.estimate else ""
        texts[CostPlace(value.month, value.category)] = f"{format_amount(value.amount)}{mark}"
    return CostDraft(texts)


def read_draft(item: str, draft: CostDraft, stored: Collection[ActualCost]) -> CostReading:
    """Read a draft of the sub-item's year; a stored value's note stays where its amount does."""
    notes = {(CostPlace(value.month, value.category), value.amount): value.note for value in stored}
    values: dict[CostPlace, ActualCost] = {}
    faults: dict[CostPlace, str] = {}
    for place, text in draft.texts.items():
        amount_text, estimate = _split(text)
        try:
            amount = parse_amount(amount_text)
        except AmountError as error:
            faults[place] = str(error)
            continue
        note = notes.get((place, amount), "")
        values[place] = ActualCost(item, place.month, place.category, amount, estimate, note)
    return CostReading(values, faults)


def changes_of(draft: CostDraft, reading: CostReading, stored: Collection[ActualCost]) -> CostChanges:
    """What storing the draft would change of the values that are stored of the sub-item's year."""
    before = {CostPlace(value.month, value.category): value for value in stored}
    return CostChanges(
        values=tuple(value for place, value in reading.values.items() if before.get(place) != value),
        emptied=tuple((place.month, place.category) for place in before if place not in draft.texts),
    )


def _split(text: str) -> tuple[str, bool]:
    """The amount as typed, and whether it is marked as an estimate."""
    found = _MARKED.fullmatch(text.strip())
    return (found["amount"], True) if found else (text.strip(), False)
