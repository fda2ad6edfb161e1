"""What stands on a paper because of its state, not because of what it says."""

from dataclasses import dataclass

from settlement_app.domain.papers.kinds import STATE_LABELS, State

_UNMARKED: tuple[State, ...] = ("current", "posted")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A paper's state: ``anchor`` is its 校验码 once it is final, ``undone`` says how it was undone."""

    state: State
    sample: bool = False
    anchor: str = ""
    undone: str = ""

    @property
    def across(self) -> str:
        """The large word across each page; empty on a plain posted paper."""
        words = ("示例" if self.sample else "", "" if self.state in _UNMARKED else STATE_LABELS[self.state])
        return " ".join(word for word in words if word)
