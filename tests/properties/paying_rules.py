"""Acts upon payments and invoices."""

from hypothesis import strategies as st

from tests.model import naive_closing as closing
from tests.properties.machine import WHICH, ProjectMachine, odd_act
from tests.properties.made_up import near, yuan
from tests.properties.quarter_rules import SAID

DAY = ("--date", "2019-12-31")


class PayingRules(ProjectMachine):
    """What is paid and billed."""

    @odd_act(4, which=WHICH)
    def pay(self, data: st.DataObject, which: int) -> None:
        target = self.target(which)
        left = (closing.due_on(self.log, target) or 0) - closing.paid_on(self.log, target)
        amount = data.draw(near(left, self.scale), "amount")
        self.both.do(
            lambda log: closing.pay(log, target, amount),
            *("payment", "record", target, "--amount", yuan(amount), *DAY, "--voucher", "记1"),
        )

    @odd_act(1, number=st.integers(1, 3))
    def unpay_some(self, data: st.DataObject, number: int) -> None:
        self.unpay(number)

    def unpay(self, number: int) -> bool:
        """Reverse a payment."""
        return self.both.do(lambda log: closing.unpay(log, number), "payment", "reverse", number, *SAID)

    @odd_act(2, which=WHICH, number=st.sampled_from(["1", "2", "3"]))
    def bill(self, data: st.DataObject, which: int, number: str) -> None:
        target, amount = self.target(which), data.draw(near(self.scale, self.scale), "amount")
        self.both.do(
            lambda log: closing.bill(log, target, number, amount),
            *("invoice", "record", target, "--number", number, "--amount", yuan(amount), "--tax", "0", *DAY),
        )

    @odd_act(1, number=st.integers(1, 3))
    def unbill(self, data: st.DataObject, number: int) -> None:
        self.both.do(lambda log: closing.unbill(log, number), "invoice", "void", number, *SAID)

    def target(self, which: int) -> str:
        """What can be paid: clearances before quarters, newest first; or what is not posted."""
        years = [contract["year"] for contract in self.log.contracts()]
        cleared = [f"clearance:{year}" for year in reversed(years) if self.log.cleared(year)]
        natural = [*cleared, *self.posted_quarters()]
        return self.choose(which, natural, [*self.log.quarters(), f"clearance:{years[-1]}"])
