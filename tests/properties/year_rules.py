"""Acts upon contracts and years, and the rule that carries a project forward."""

from collections.abc import Sequence

from hypothesis import strategies as st

from tests.model import naive_closing as closing
from tests.model import naive_contract as contracting
from tests.model.naive_log import Log
from tests.model.naive_quarter import foresee
from tests.model.naive_year import CATEGORIES
from tests.properties.machine import REVIEWERS, WHICH, odd_act
from tests.properties.made_up import near, schemes, yuan
from tests.properties.quarter_rules import BOTH_SAID, SAID, QuarterRules
from tests.support.toml_text import toml_text

HEADS = "月份,工资,福利,单位缴社会保险费,住房公积金,其他"


class YearRules(QuarterRules):
    """What is done to contracts and at the year's end."""

    def import_costs(self, year: int, item: str, values: Sequence[int], replace: bool) -> bool:
        """Import a whole year of actual cost, all or nothing; the values are dealt out again and again."""
        contract = self.log.contract(year) or self.newest
        months = self.log.months(contract)
        cells = {
            (month, category): values[(row * len(CATEGORIES) + column) % len(values)]
            for row, month in enumerate(months)
            for column, category in enumerate(CATEGORIES)
        }
        rows = [",".join([month, *(yuan(cells[month, one]) for one in CATEGORIES)]) for month in months]
        file = self.both.file("实际费用.csv", "\n".join([HEADS, *rows]) + "\n")

        def act(log: Log) -> None:
            for (month, category), amount in cells.items():
                closing.set_cost(log, item, month, category, amount, estimate=False, replace=replace)

        flag = ["--replace"] if replace else []
        return self.both.do(act, "actuals", "import", file, "--item", item, *flag)

    def take_out_reductions(self, year: int, item: str) -> None:
        """Take all reductions of a sub-item out."""
        self.both.do(
            lambda log: closing.clear_reductions(log, year, item),
            "clearance",
            "reduce",
            year,
            item,
            "--clear",
        )

    def clear(self, year: int, mode: str, reviewer: str) -> bool:
        """Post a clearance."""
        return self.both.do(
            lambda log: closing.clear(log, year, mode, reviewer),
            *("clearance", "post", year, "--outstanding", mode, "--reviewer", reviewer),
        )

    def go_on(self, year: int, vendor: str | None, annual: dict[str, int]) -> bool:
        """Roll over to the next year."""
        return self.both.do(
            lambda log: contracting.roll_over(log, year, annual, vendor),
            *("contract", "roll-over", year),
            *(part for code, fen in annual.items() for part in ("--annual", f"{code}={yuan(fen)}")),
            *(["--vendor", vendor] if vendor else []),
        )

    def reverse_clearance(self, year: int, reviewer: str) -> bool:
        """Reverse a posted clearance."""
        return self.both.do(
            lambda log: closing.reverse_clearance(log, year, reviewer),
            *("clearance", "reverse", year, *SAID, "--reviewer", reviewer),
        )

    @odd_act(7, which=WHICH, other=WHICH, start=WHICH)
    def amend(self, data: st.DataObject, which: int, other: int, start: int) -> None:
        still_open = self.log.open_quarters()
        quarter = self.quarter(start, still_open)
        contract = self.log.contract_of(quarter) or self.newest
        item = self.choose(which, list(contract["items"]), ["unknown"])
        against = self.choose(other, [None, *contract["items"]], ["unknown"])
        named = data.draw(st.sampled_from(["from", "year", "nothing"]), "named")
        limit = 0
        if item in contract["items"]:
            last = contract["quarters"][-1]
            sheets = foresee(self.log, last)[0]
            settled = sum(
                sheets[q]["lines"][item]["base"] for q in contract["quarters"] if self.log.posted(q)
            )
            limit = data.draw(st.sampled_from([self.log.annual(item, last), settled]), "limit")
        annual = data.draw(near(limit, self.scale), "annual")
        place = {"from": ["--from", quarter], "year": ["--year", contract["year"]], "nothing": []}[named]
        self.both.do(
            lambda log: contracting.amend(
                log,
                item,
                annual,
                against,
                start=quarter if named == "from" else None,
                year=contract["year"] if named == "year" else None,
            ),
            *("contract", "amend", item, "--annual", yuan(annual), *place, *BOTH_SAID),
            *(["--against", against] if against else []),
        )

    @odd_act(1, which=WHICH)
    def set_scheme(self, data: st.DataObject, which: int) -> None:
        year, scheme = self.year(which), data.draw(schemes(self.scale), "scheme")
        file = self.both.file("方案.toml", toml_text({"scheme": scheme}))
        self.both.do(
            lambda log: contracting.set_scheme(log, year, scheme), "scheme", "set", file, "--year", year
        )

    @odd_act(1, vendor=st.sampled_from([None, None, "甲公司", "乙公司"]), which=WHICH)
    def roll_over(self, data: st.DataObject, vendor: str | None, which: int) -> None:
        newest = self.newest
        is_enough = len(self.log.contracts()) == 3
        year = newest["year"] + (2 if is_enough or which == 6 else 1)
        item = self.choose(which, list(newest["items"]), ["unknown"])
        annual = data.draw(st.just({}) | near(self.scale, self.scale).map(lambda fen: {item: fen}), "annual")
        self.go_on(year, vendor, annual)

    @odd_act(1, which=WHICH)
    def drop(self, data: st.DataObject, which: int) -> None:
        year = self.choose(which, [self.newest["year"]], [2019, 2035])
        self.both.do(lambda log: contracting.drop(log, year), "contract", "drop", year)

    @odd_act(3, which=WHICH, category=st.sampled_from(CATEGORIES), estimate=st.booleans())
    def set_cost(self, data: st.DataObject, which: int, category: str, estimate: bool) -> None:
        contract = self.newest
        item = self.item(which, contract["quarters"][0], "actual_cost")
        month = self.choose(which, self.log.months(contract), ["2018-12"])
        amount, replace = (
            data.draw(near(self.scale, self.scale), "amount"),
            data.draw(st.booleans(), "replace"),
        )
        flags = [*(["--estimate"] if estimate else []), *(["--replace"] if replace else [])]
        self.both.do(
            lambda log: closing.set_cost(log, item, month, category, amount, estimate, replace),
            *("actuals", "set", month, category, yuan(amount), "--item", item, *flags),
        )

    @odd_act(1, which=WHICH, other=WHICH, replace=st.booleans())
    def import_some(self, data: st.DataObject, which: int, other: int, replace: bool) -> None:
        year = self.choose(which, [contract["year"] for contract in self.log.contracts()], [])
        item = self.item(other, f"{year}Q4", "actual_cost")
        values = data.draw(
            st.lists(near(self.scale // 100, self.scale // 50), min_size=1, max_size=3), "values"
        )
        self.import_costs(year, item, values, replace)

    @odd_act(4, which=WHICH, other=WHICH, method=st.sampled_from(["fixed", "actual_cost"]))
    def reduce(self, data: st.DataObject, which: int, other: int, method: str) -> None:
        year = self.year(which)
        contract = self.log.contract(year) or self.newest
        last = contract["quarters"][-1]
        item, limit = self.item(other, last, method), self.scale
        if item in contract["items"]:
            limit = foresee(self.log, last)[0][last]["lines"][item]["cumulative"]
        amount = data.draw(near(limit, self.scale).filter(lambda fen: fen > 0), "amount")
        self.both.do(
            lambda log: closing.reduce(log, year, item, amount),
            *("clearance", "reduce", year, item, "--amount", yuan(amount), *BOTH_SAID),
        )

    @odd_act(1, which=WHICH, other=WHICH, method=st.sampled_from(["fixed", "actual_cost"]))
    def clear_reductions(self, data: st.DataObject, which: int, other: int, method: str) -> None:
        year = self.year(which)
        item = self.item(other, f"{year}Q4", method)
        self.both.do(
            lambda log: closing.clear_reductions(log, year, item),
            "clearance",
            "reduce",
            year,
            item,
            "--clear",
        )

    @odd_act(1, which=WHICH, mode=st.sampled_from(["carry", "settle"]), reviewer=REVIEWERS)
    def clear_some(self, data: st.DataObject, which: int, mode: str, reviewer: str) -> None:
        self.clear(self.year(which), mode, reviewer)

    @odd_act(2, which=WHICH, reviewer=REVIEWERS)
    def reverse_some_clearance(self, data: st.DataObject, which: int, reviewer: str) -> None:
        years = [contract["year"] for contract in self.log.contracts()]
        cleared = [year for year in reversed(years) if self.log.cleared(year)]
        self.reverse_clearance(self.choose(which, cleared, [*years, 2035]), reviewer)
