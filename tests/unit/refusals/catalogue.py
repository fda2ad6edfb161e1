"""Reading the catalogue: every way in which the program says no, as command lines with the sentence that answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.cli import Settle
from tests.support.script import Command, Step, steps_of

LEDGER = "台账.settlement"
Start = Callable[[str], Settle]
"""Gives the command line at a fresh copy of a stage."""

FOLDER = Path(__file__).parent
STAGES = FOLDER / "stages.txt"


@dataclass(frozen=True)
class Entry:
    """One refusal: what leads to it, the command line that is refused, and the whole sentence."""

    code: str
    stage: str
    before: tuple[Step, ...]
    refused: Command

    @property
    def sentence(self) -> str:
        """What the user reads."""
        assert self.refused.printed, f"{self.code} has no sentence"
        return self.refused.printed.removesuffix("\n")


def stage_scripts() -> dict[str, str]:
    """By name, in order, what makes each ledger of the one before it."""
    return dict(_sections(STAGES))


def entries() -> Iterator[Entry]:
    """The catalogue, file by file."""
    for path in sorted(FOLDER.glob("*.txt")):
        for head, script in _sections(path) if path != STAGES else ():
            code, stage = head.split()
            *before, refused = steps_of(script)
            assert isinstance(refused, Command), f"{code} ends with no command"
            yield Entry(code, stage, tuple(before), refused)


def _sections(path: Path) -> Iterator[tuple[str, str]]:
    """The sections that begin with ``== name``."""
    for section in path.read_text(encoding="utf-8").split("\n== ")[1:]:
        head, _, script = section.partition("\n")
        yield head, script
