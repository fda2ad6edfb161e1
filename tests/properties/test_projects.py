"""Whole projects played at random against the naive model: every figure and every refusal must agree."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.model.naive_basics import NaiveRefusal, first_day
from tests.model.naive_contract import make
from tests.model.naive_log import Act
from tests.model.naive_year import costs_of, estimated, missing, reduced
from tests.properties.machine import AHEAD, ODD_ACTS, SCALES, odd_act
from tests.properties.made_up import Table, spoiled_templates
from tests.properties.paying_rules import PayingRules
from tests.properties.register_rules import RegisterRules
from tests.properties.year_rules import YearRules
from tests.support.cli import Settle
from tests.support.toml_text import toml_text

SELDOM = st.sampled_from([False, False, True])


class Project(YearRules, RegisterRules, PayingRules):
    """A project that moves forward while anything is tried on it."""

    def next_step(self, data: st.DataObject) -> None:
        """What is due: the assessment of the last posted quarter, the next quarter, the clearance, the next year."""
        posted, still_open = self.posted_quarters(), self.log.open_quarters()
        may_go_on = len(self.log.contracts()) < 3
        if posted and not self.log.confirmed(posted[0]):
            if self.would_confirm(posted[0]):
                self.confirm(posted[0], "李复核")
            else:
                self.record_soundly(posted[0], data)
        elif (ended := self.ended_year()) and not (may_go_on and data.draw(SELDOM, "clear later")):
            self.end_year(ended, data)
        elif still_open:
            if not self.post(still_open[0], "李复核", first_day(still_open[0])):
                self.clear_drafts(still_open[0])
        elif may_go_on:
            self.go_on(self.newest["year"] + 1, data.draw(st.sampled_from([None, "乙公司"]), "vendor"), {})

    @odd_act(5, steps=st.integers(1, 4))
    def go_back(self, data: st.DataObject, steps: int) -> None:
        for _ in range(steps):
            if posted := self.posted_quarters():
                self.undo(posted[0], self.log.contracts())

    def undo(self, quarter: str, contracts: list[Act]) -> None:
        """Undo what was done last, as far as it can be undone: a payment, a clearance, a form, a settlement."""
        cleared = [one["year"] for one in contracts if self.log.cleared(one["year"])]
        standing = [act["id"] for act in self.log.every("pay") if not self.log.every("unpay", id=act["id"])]
        if standing:
            self.unpay(standing[-1])
        elif cleared:
            self.reverse_clearance(cleared[-1], "李复核")
        elif self.log.confirmed(quarter):
            self.reopen(quarter, "李复核")
        else:
            self.reverse(quarter, "李复核")

    def ended_year(self) -> Act | None:
        """The oldest contract whose quarters are all posted and whose clearance is not."""
        return next(
            (
                contract
                for contract in self.log.contracts()
                if not self.log.cleared(contract["year"]) and self.log.posted(contract["quarters"][-1])
            ),
            None,
        )

    def end_year(self, contract: Act, data: st.DataObject) -> None:
        """State actual cost where it is wanting, or post the clearance, or take out what forbids that."""
        year, months = contract["year"], len(self.log.months(contract))
        for item, terms in contract["items"].items():
            if terms["method"] == "actual_cost" and self.wants_costs(contract, item):
                share = self.log.annual(item, contract["quarters"][-1]) // (5 * months)
                values = data.draw(st.lists(st.integers(0, 2 * share + 1), min_size=1, max_size=3), "values")
                self.import_costs(year, item, values, replace=True)
                return
        mode = data.draw(st.sampled_from(["carry", "settle"]), "mode")
        if not (self.clear(year, mode, "李复核") or self.clear(year, "carry", "李复核")):
            for item in contract["items"]:
                if reduced(self.log, year, item):
                    self.take_out_reductions(year, item)

    def wants_costs(self, contract: Act, item: str) -> bool:
        """Whether its actual cost is not complete, or is below zero, which no clearance can come to."""
        total = sum(act["amount"] for act in costs_of(self.log, contract, item).values())
        return bool(missing(self.log, contract, item) or estimated(self.log, contract, item)) or total < 0

    @rule(name=st.sampled_from(ODD_ACTS), ahead=AHEAD, data=st.data())
    def go_on_and_try(self, name: str, ahead: int, data: st.DataObject) -> None:
        for _ in range(ahead):
            self.next_step(data)
        getattr(self, name)(data)


TestProject = Project.TestCase
TestProject.settings = settings(max_examples=settings().max_examples // 5, stateful_step_count=25)


@given(data=st.data(), scale=st.sampled_from(SCALES))
def test_a_template_is_refused_where_the_model_refuses_it(data: st.DataObject, scale: int) -> None:
    template = data.draw(spoiled_templates(scale))
    with tempfile.TemporaryDirectory() as folder:
        line = Settle(Path(folder) / "台账.settlement")
        file = Path(folder) / "模板.toml"
        file.write_text(toml_text(template), encoding="utf-8")
        status = line("--json", "init", "--template", file).status
        assert status in (0, 1, 2)
        assert line.ledger.exists() is (status == 0)
    assert (status == 0) is model_allows(template), template


def model_allows(template: Table) -> bool:
    """Whether the model makes a contract of the template."""
    try:
        make(template)
    except NaiveRefusal:
        return False
    return True
