"""Acts upon quarters and their assessments."""

from datetime import date, timedelta

from hypothesis import strategies as st

from tests.model import naive_posting as posting
from tests.model.naive_basics import NaiveRefusal, first_day
from tests.model.naive_log import Log
from tests.model.naive_quarter import foresee, formula
from tests.properties.machine import REVIEWERS, WHICH, ProjectMachine, odd_act
from tests.properties.made_up import Table, near, records, rectification, yuan
from tests.support.toml_text import toml_text

SAID = ("--reason", "事由")
BOTH_SAID = (*SAID, "--document", "文1号")


class QuarterRules(ProjectMachine):
    """What is done in the course of a quarter."""

    def post(self, quarter: str, reviewer: str, day: date) -> bool:
        """Post a quarter."""
        return self.both.do(
            lambda log: posting.post(log, quarter, day, reviewer),
            *("quarter", "post", quarter, "--reviewer", reviewer),
            today=day.isoformat(),
        )

    def made_up_record(self, quarter: str, data: st.DataObject) -> Table:
        """A made-up assessment for the quarter's scheme."""
        contract = self.log.contract_of(quarter) or self.newest
        return data.draw(records(self.log.scheme_of(contract), quarter, self.scale), "record")

    def record(self, quarter: str, entry: Table) -> bool:
        """Record an assessment."""
        file = self.both.file("考核.toml", toml_text(entry))
        return self.both.do(
            lambda log: posting.record(log, quarter, entry), "assessment", "record", quarter, file
        )

    def confirm(self, quarter: str, reviewer: str) -> bool:
        """Confirm an assessment."""
        return self.both.do(
            lambda log: posting.confirm(log, quarter, reviewer),
            *("assessment", "confirm", quarter, "--reviewer", reviewer),
        )

    def reopen(self, quarter: str, reviewer: str) -> bool:
        """Reopen a confirmed assessment."""
        return self.both.do(
            lambda log: posting.reopen(log, quarter, reviewer),
            *("assessment", "reopen", quarter, *SAID, "--reviewer", reviewer),
        )

    def reverse(self, quarter: str, reviewer: str) -> bool:
        """Reverse a posted quarter."""
        return self.both.do(
            lambda log: posting.reverse(log, quarter, reviewer),
            *("quarter", "reverse", quarter, *SAID, "--reviewer", reviewer),
        )

    def would_confirm(self, quarter: str, *more: Table) -> bool:
        """Whether the assessment could be confirmed as it is recorded, or once one more record is made."""
        trial = Log(self.log.project, list(self.log.acts))
        try:
            for entry in more:
                posting.record(trial, quarter, entry)
            posting.confirm(trial, quarter, "李复核")
        except NaiveRefusal:
            return False
        return True

    def record_soundly(self, quarter: str, data: st.DataObject) -> None:
        """Record something that can be confirmed, as near as may be to what was made up."""
        made_up = self.made_up_record(quarter, data) | {"rectification": [rectification(quarter)]}
        variants = [
            made_up,
            made_up | {"no_deduction": ""},
            made_up | {"no_deduction": "不扣", "manual_deduction": []},
            made_up | {"no_deduction": "", "manual_deduction": []},
            {"override": {"passed": True, "reason": "认定", "document": "认1号"}},
        ]
        self.record(quarter, next(one for one in variants if self.would_confirm(quarter, one)))

    def take_out_advance(self, quarter: str, item: str) -> None:
        """Let an advance follow the formula again."""
        self.both.do(
            lambda log: posting.clear_advance(log, quarter, item),
            "quarter",
            "advance",
            quarter,
            item,
            "--clear",
        )

    def take_out_adjustments(self, quarter: str, item: str) -> None:
        """Take all manual adjustments of a line out."""
        self.both.do(
            lambda log: posting.clear_adjustments(log, quarter, item),
            *("quarter", "adjust", quarter, item, "--clear"),
        )

    def clear_drafts(self, quarter: str) -> None:
        """Take out whatever may keep a quarter from being posted."""
        for item in (self.log.contract_of(quarter) or self.newest)["items"]:
            self.take_out_advance(quarter, item)
            self.take_out_adjustments(quarter, item)

    @odd_act(1, which=WHICH, reviewer=REVIEWERS, early=st.sampled_from([False, False, False, True]))
    def post_some(self, data: st.DataObject, which: int, reviewer: str, early: bool) -> None:
        quarter = self.open_quarter(which)
        self.post(quarter, reviewer, first_day(quarter) - timedelta(days=1 if early else 0))

    @odd_act(2, which=WHICH)
    def record_some(self, data: st.DataObject, which: int) -> None:
        quarter = self.quarter(which, self.posted_quarters()[:1])
        self.record(quarter, self.made_up_record(quarter, data))

    @odd_act(1, which=WHICH, reviewer=REVIEWERS)
    def confirm_some(self, data: st.DataObject, which: int, reviewer: str) -> None:
        self.confirm(self.quarter(which, self.posted_quarters()[:1]), reviewer)

    @odd_act(3, which=WHICH, reviewer=REVIEWERS)
    def reopen_some(self, data: st.DataObject, which: int, reviewer: str) -> None:
        confirmed = [one for one in self.posted_quarters() if self.log.confirmed(one)]
        self.reopen(self.quarter(which, confirmed), reviewer)

    @odd_act(2, which=WHICH, reviewer=REVIEWERS)
    def reverse_some(self, data: st.DataObject, which: int, reviewer: str) -> None:
        self.reverse(self.quarter(which, self.posted_quarters()), reviewer)

    @odd_act(4, which=WHICH, other=WHICH)
    def set_advance(self, data: st.DataObject, which: int, other: int) -> None:
        quarter = self.open_quarter(which)
        item, limit = self.item(other, quarter, "actual_cost"), self.scale
        contract = self.log.contract_of(quarter)
        if contract and item in contract["items"]:
            limit = formula(self.log, contract, quarter, item, foresee(self.log, quarter)[0])
        amount = data.draw(near(limit, self.scale), "amount")
        self.both.do(
            lambda log: posting.set_advance(log, quarter, item, amount),
            *("quarter", "advance", quarter, item, "--amount", yuan(amount), *SAID),
        )

    @odd_act(1, which=WHICH, other=WHICH)
    def clear_advance(self, data: st.DataObject, which: int, other: int) -> None:
        quarter = self.open_quarter(which)
        item = self.item(other, quarter, "actual_cost")
        self.both.do(
            lambda log: posting.clear_advance(log, quarter, item),
            "quarter",
            "advance",
            quarter,
            item,
            "--clear",
        )

    @odd_act(5, which=WHICH, other=WHICH)
    def adjust(self, data: st.DataObject, which: int, other: int) -> None:
        quarter = self.open_quarter(which)
        item, limit = self.item(other, quarter, "fixed"), self.scale
        contract = self.log.contract_of(quarter)
        if contract and item in contract["items"]:
            line = foresee(self.log, quarter)[0][quarter]["lines"][item]
            below_annual = line["annual"] - line["cumulative"] - line["remaining"]
            limit = data.draw(st.sampled_from([below_annual, line["base"] + line["adjustment"]]), "limit")
        amount = data.draw(near(limit, self.scale), "amount") * data.draw(st.sampled_from([1, -1]))
        self.both.do(
            lambda log: posting.adjust(log, quarter, item, amount),
            *("quarter", "adjust", quarter, item, "--amount", yuan(amount), *BOTH_SAID),
        )

    @odd_act(1, which=WHICH, other=WHICH)
    def clear_adjustments(self, data: st.DataObject, which: int, other: int) -> None:
        quarter = self.open_quarter(which)
        self.take_out_adjustments(quarter, self.item(other, quarter, "fixed"))
