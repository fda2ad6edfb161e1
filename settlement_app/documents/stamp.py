"""What stands on a paper because of its state, not because of what it says."""

from dataclasses import dataclass
from typing import Literal

State = Literal["draft", "posted", "reversed"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """A paper's state: ``anchor`` is its 校验码 once it is final, ``undone`` says how it was reversed."""

    state: State
    sample: bool = False
    anchor: str = ""
    undone: str = ""

    def across(self, undone_word: str) -> str:
        """The large word across each page; empty on a plain posted paper."""
        words = (
            "示例" if self.sample else "",
            {"draft": "草稿", "posted": "", "reversed": undone_word}[self.state],
        )
        return " ".join(word for word in words if word)
