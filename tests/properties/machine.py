"""The frame of the state machine: a made-up project, and how a rule picks what it acts upon."""

import functools
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from tests.model.naive_log import Act, Log
from tests.properties.both import Both
from tests.properties.made_up import Table, templates

SCALES = (50, 1_000_000, 10**13)
"""The largest amounts of a project, in 分: tiny ones round in every quarter, huge ones come near the range."""

WHICH = st.sampled_from([0, 0, 0, 0, 1, 2, 3, 6])
"""Which of the candidates a rule takes: mostly the first, which is the natural one."""

REVIEWERS = st.sampled_from(["李复核"] * 14 + ["", " 张 经办"])
"""Who reviews: mostly another person."""

AHEAD = st.sampled_from([0, 0, 1, 1, 2])
"""How many steps a project goes forward before something odd is tried: most of it needs a year under way."""

ODD_ACTS: list[str] = []
"""The names of all methods that try something odd, each as many times as it is to be tried."""

_Choice = TypeVar("_Choice")


def odd_act(times: int = 2, **given: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Something that can be tried at any time, ``times`` as often as others, with values drawn for its arguments."""

    def as_act(act: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(act)
        def drawn_act(machine: "ProjectMachine", data: st.DataObject) -> None:
            act(machine, data=data, **{name: data.draw(values, name) for name, values in given.items()})

        ODD_ACTS.extend([act.__name__] * times)
        return drawn_act

    return as_act


class ProjectMachine(RuleBasedStateMachine):
    """A project that starts from a made-up template."""

    def __init__(self) -> None:
        super().__init__()
        # A verified copy after every posting is another test's business; here it would only cost time.
        self._patch = patch("settlement_app.office.copying.after_posting", return_value=())
        self._patch.start()
        self._folder = tempfile.TemporaryDirectory()
        self.both: Both
        self.scale = 0

    @initialize(data=st.data(), scale=st.sampled_from(SCALES))
    def start(self, data: st.DataObject, scale: int) -> None:
        """Make the project."""
        self.scale = scale
        self.both = Both(Path(self._folder.name), data.draw(templates(scale), "template"))

    def teardown(self) -> None:
        """Whatever was done: the ledger must be whole, and every posted figure must come out again."""
        try:
            if hasattr(self, "both"):
                assert self.both.line.ok("ledger", "verify")["ok"] is True
        finally:
            self._patch.stop()
            self._folder.cleanup()

    def next_step(self, data: st.DataObject) -> None:
        """Do what is due next in the course of a project."""
        raise NotImplementedError

    @property
    def log(self) -> Log:
        """The model's list of acts."""
        return self.both.log

    @property
    def newest(self) -> Act:
        """The newest contract."""
        return self.log.contracts()[-1]

    def choose(self, which: int, natural: Sequence[_Choice], others: Sequence[_Choice]) -> _Choice:
        """One of the natural candidates, or one of the others."""
        pool = [*natural, *(other for other in others if other not in natural)]
        return pool[which % len(pool)]

    def quarter(self, which: int, natural: Sequence[str]) -> str:
        """One of the natural quarters, or any other, or one that no contract covers."""
        return self.choose(which, natural, [*reversed(self.log.quarters()), "2018Q4"])

    def open_quarter(self, which: int) -> str:
        """The next open quarter, a later one, or one that is posted."""
        return self.quarter(which, self.log.open_quarters())

    def posted_quarters(self) -> list[str]:
        """The posted quarters, newest first."""
        return [quarter for quarter in reversed(self.log.quarters()) if self.log.posted(quarter)]

    def item(self, which: int, quarter: str, method: str) -> str:
        """A sub-item of that method, the one that bears deductions before others; or another, or an unknown one."""
        contract: Table = self.log.contract_of(quarter) or self.newest
        items = sorted(contract["items"].items(), key=lambda entry: not entry[1]["bears"])
        natural: list[str] = [code for code, terms in items if terms["method"] == method]
        others: list[str] = [*contract["items"], "unknown"]
        return self.choose(which, natural, others)

    def year(self, which: int) -> int:
        """The oldest year that is not cleared, another, or one without a contract."""
        years: list[int] = [contract["year"] for contract in self.log.contracts()]
        return self.choose(which, [year for year in years if not self.log.cleared(year)], [*years, 2035])
