"""The list of everything that was done to one project; every question is answered by walking through it again."""

from typing import Any

from tests.model.naive_basics import months_of

Act = dict[str, Any]


class Log:
    """Acts in the order in which they were accepted. Nothing is kept beside them but the project's code."""

    def __init__(self, project: str, acts: list[Act] | None = None) -> None:
        self.project = project
        self.acts: list[Act] = acts or []

    def add(self, name: str, **facts: Any) -> None:
        """Write down an act that the rules allow."""
        self.acts.append({"name": name, **facts})

    def with_one_more(self, name: str, **facts: Any) -> "Log":
        """Return another log in which one more thing was done, to look at what would follow."""
        return Log(self.project, [*self.acts, {"name": name, **facts}])

    def forget_year(self, year: int) -> None:
        """Take a contract back with everything that was written in its year."""
        self.acts = [act for act in self.acts if act.get("year") != year]

    def every(self, name: str, **where: Any) -> list[Act]:
        """Return the acts of that name whose facts are these."""
        return [
            act
            for act in self.acts
            if act["name"] == name and all(act.get(fact) == value for fact, value in where.items())
        ]

    def since(self, name: str, ended_by: str, **where: Any) -> list[Act]:
        """Return the acts of the first name after the last one of the second name."""
        found: list[Act] = []
        for act in self.acts:
            if act["name"] in (name, ended_by) and all(act.get(fact) == where[fact] for fact in where):
                found = [] if act["name"] == ended_by else [*found, act]
        return found

    def standing(self, name: str, ended_by: str, **where: Any) -> Act | None:
        """Return what was done and not undone since, the newest where it was done again."""
        found = self.since(name, ended_by, **where)
        return found[-1] if found else None

    def contracts(self) -> list[Act]:
        """Return the contracts, oldest year first."""
        return self.every("contract")

    def contract(self, year: int) -> Act | None:
        """Return the contract of a year."""
        return next(iter(self.every("contract", year=year)), None)

    def contract_of(self, quarter: str) -> Act | None:
        """Return the contract that covers a quarter."""
        return next((one for one in self.contracts() if quarter in one["quarters"]), None)

    def scheme_of(self, contract: Act) -> dict[str, Any]:
        """Return the scheme that holds now."""
        changes = self.every("scheme", year=contract["year"])
        scheme: dict[str, Any] = (changes[-1] if changes else contract)["scheme"]
        return scheme

    def quarters(self) -> list[str]:
        """Return the quarters of all contracts in order."""
        return [quarter for contract in self.contracts() for quarter in contract["quarters"]]

    def months(self, contract: Act) -> list[str]:
        """Return the months of a contract in order."""
        return [month for quarter in contract["quarters"] for month in months_of(quarter)]

    def annual(self, item: str, quarter: str) -> int:
        """Return the annual amount in force: the amendment written last decides (rules, section 3)."""
        contract = self.contract_of(quarter)
        assert contract is not None
        amount: int = contract["items"][item]["annual"]
        for amendment in self.every("amend", year=contract["year"]):
            if item in amendment["changes"] and amendment["quarter"] <= quarter:
                amount = amendment["changes"][item]
        return amount

    def posted(self, quarter: str) -> Act | None:
        """Return the posting that stands for a quarter."""
        return self.standing("post", "reverse", quarter=quarter)

    def open_quarters(self) -> list[str]:
        """Return the quarters that are not posted, in order."""
        return [quarter for quarter in self.quarters() if not self.posted(quarter)]

    def confirmed(self, quarter: str) -> Act | None:
        """Return the confirmation that stands for a quarter's assessment."""
        return self.standing("confirm", "reopen", quarter=quarter)

    def record_of(self, quarter: str) -> dict[str, Any] | None:
        """Return what was recorded last for a quarter's assessment."""
        records = self.every("record", quarter=quarter)
        return records[-1]["record"] if records else None

    def cleared(self, year: int) -> Act | None:
        """Return the posting that stands for a year's clearance."""
        return self.standing("clear", "reverse_clearance", year=year)

    def bearer(self, contract: Act) -> str | None:
        """Return the sub-item that bears deductions."""
        return next((code for code, item in contract["items"].items() if item["bears"]), None)
