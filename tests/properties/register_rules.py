"""Acts upon the register of deductions."""

from hypothesis import strategies as st

from tests.model import naive_register as register
from tests.properties.machine import REVIEWERS, WHICH, odd_act
from tests.properties.made_up import amounts, near, yuan
from tests.properties.quarter_rules import SAID, QuarterRules

PATIENCE = 4
"""How many steps a project goes on so that there may be a deduction to waive."""


class RegisterRules(QuarterRules):
    """Opening deductions and waivers."""

    @odd_act(7, which=WHICH, reviewer=REVIEWERS, back=st.sampled_from([False, False, True]))
    def waive(self, data: st.DataObject, which: int, reviewer: str, back: bool) -> None:
        for _ in range(PATIENCE):
            if not any(row["applied"] for row in register.rows_of(self.log)):
                self.next_step(data)
        rows = {row["id"]: row for row in register.rows_of(self.log)}
        applied_first = sorted(rows, key=lambda one: (not rows[one]["applied"], one))
        number = self.choose(which, applied_first, ["KK-P1-2019Q1-99"])
        waived = register.waived(rows[number]) if number in rows else 0
        limit = waived if back else rows[number]["amount"] - waived if number in rows else 1
        amount = data.draw(near(limit, self.scale).filter(lambda fen: fen > 0), "amount")
        self.both.do(
            lambda log: register.waive(log, number, -amount if back else amount, reviewer),
            *("deduction", "unwaive" if back else "waive", number),
            *("--amount", yuan(amount), *SAID, "--reviewer", reviewer),
        )

    def newest_rows(self) -> list[register.Row]:
        """The deductions that stand of the newest posted quarter's assessment."""
        newest = self.posted_quarters()[:1]
        rows = register.rows_of(self.log)
        return [row for row in rows if row["source"] in newest and not row["withdrawn"]]

    @odd_act(3, part=st.sampled_from([1, 2]))
    def waive_and_reopen(self, data: st.DataObject, part: int) -> None:
        """What two people waived is not reopened away, and what a clearance settled is not waived."""
        for _ in range(PATIENCE):
            if not self.newest_rows():
                self.next_step(data)
        rows = self.newest_rows()
        if not rows:
            return
        number, amount = rows[0]["id"], max(1, rows[0]["amount"] // part)
        self.both.do(
            lambda log: register.waive(log, number, amount, "李复核"),
            *("deduction", "waive", number, "--amount", yuan(amount), *SAID, "--reviewer", "李复核"),
        )
        self.reopen(rows[0]["source"], "李复核")

    @odd_act(1, source=st.sampled_from(["2018Q4", "2017Q1", "2019Q1"]))
    def open_deduction(self, data: st.DataObject, source: str) -> None:
        fen = data.draw(amounts(self.scale), "amount")
        self.both.do(
            lambda log: register.open_with(log, source, fen, "文1号"),
            *("deduction", "open", "--source", source, "--amount", yuan(fen), "--document", "文1号"),
        )

    @odd_act(1, which=WHICH)
    def remove_opening(self, data: st.DataObject, which: int) -> None:
        known = self.log.every("deduction", cause="opening")
        unknown = {"source": "2018Q4", "amount": 7, "document": "无"}
        act = self.choose(which, list(reversed(known)), [unknown])
        facts = (act["source"], act["amount"], act["document"])
        self.both.do(
            lambda log: register.remove_opening(log, *facts),
            *("deduction", "open", "--source", facts[0], "--amount", yuan(facts[1])),
            *("--document", facts[2], "--remove"),
        )
