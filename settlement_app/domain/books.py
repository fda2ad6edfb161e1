"""Everything that the ledger holds of one project, as one value, and what can be foreseen from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from settlement_app.domain.actuals import ActualCost, YearOfCosts, year_of_costs
from settlement_app.domain.assessment import Judgement, Record, judge
from settlement_app.domain.contract import Contract, Project
from settlement_app.domain.deduction import Caused, Deduction, after, caused_by, deduction_id, next_serial
from settlement_app.domain.periods import Quarter
from settlement_app.domain.quarter import Adjustment, Case, SetAdvance, Settlement, settle
from settlement_app.domain.year_end import Clearance, Outstanding, Reduction, clear


@dataclass(frozen=True, slots=True)
class Reversal:
    """A 冲销: the document that undid a posted one."""

    number: str
    reason: str
    on: date
    prepared_by: str
    reviewed_by: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Posting:
    """The head of a posted document; ``anchor`` is the journal's hash when it was posted."""

    number: str
    issue: int
    on: date
    prepared_by: str
    reviewed_by: str
    rules_version: int
    anchor: str
    particulars: str
    reversal: Reversal | None = None

    @property
    def stands(self) -> bool:
        """Whether it was not reversed."""
        return self.reversal is None


@dataclass(frozen=True, slots=True)
class PostedSettlement:
    """A quarter as it was posted."""

    posting: Posting
    settlement: Settlement


@dataclass(frozen=True, slots=True)
class PostedClearance:
    """A year as it was cleared."""

    posting: Posting
    clearance: Clearance


@dataclass(frozen=True, slots=True)
class Form:
    """A confirmed assessment form; ``withdrawn_because`` is set once it was reopened."""

    number: str
    issue: int
    on: date
    prepared_by: str
    reviewed_by: str
    passed: bool
    anchor: str
    particulars: str
    withdrawn_because: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """One quarter's assessment: what is recorded now, and every form that was ever confirmed of it."""

    quarter: Quarter
    record: Record
    forms: tuple[Form, ...] = ()

    @property
    def form(self) -> Form | None:
        """The form that stands confirmed, or None while it is a draft."""
        return next((form for form in self.forms if form.withdrawn_because is None), None)


@dataclass(frozen=True, slots=True)
class Target:
    """What a payment or an invoice belongs to: a quarter's settlement, or a year's clearance."""

    quarter: Quarter | None = None
    clearance: int | None = None

    def __str__(self) -> str:
        return str(self.quarter) if self.quarter else f"clearance:{self.clearance}"

    @property
    def label(self) -> str:
        """As a reader writes it: 2019年第一季度结算, 2019年年终清算."""
        return f"{self.quarter.label}结算" if self.quarter else f"{self.clearance}年年终清算"

    @property
    def year(self) -> int:
        """The contract year that it belongs to."""
        return self.quarter.year if self.quarter else self.clearance or 0


@dataclass(frozen=True, slots=True)
class Payment:
    """What was paid (分), negative where the vendor refunded; a reversed one counts no more."""

    id: int
    target: Target
    amount: int
    on: date
    voucher: str
    reversed_because: str | None = None


@dataclass(frozen=True, slots=True)
class Invoice:
    """What was billed, in 分 with ``tax`` included in ``amount``; a void one counts no more but keeps its number."""

    id: int
    target: Target
    number: str
    code: str
    on: date
    amount: int
    tax: int
    void_because: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A payment request (付款申请单) that was issued on a posted document; ``particulars`` is what it says."""

    number: str
    target: Target
    issue: int
    on: date
    anchor: str
    particulars: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """Settlements up to a quarter, posted or as previewed, and the register after them."""

    settlements: Mapping[Quarter, Settlement]
    register: tuple[Deduction, ...]


_Issued = TypeVar("_Issued", PostedSettlement, PostedClearance)


@dataclass(frozen=True, slots=True)
class Books:
    """One project: its contracts by year, and everything that was recorded and posted since."""

    project: Project
    contracts: tuple[Contract, ...]
    assessments: Mapping[Quarter, Assessment] = field(default_factory=dict)
    register: tuple[Deduction, ...] = ()
    settlements: tuple[PostedSettlement, ...] = ()
    adjustments: Mapping[Quarter, tuple[Adjustment, ...]] = field(default_factory=dict)
    advances: Mapping[Quarter, tuple[SetAdvance, ...]] = field(default_factory=dict)
    costs: tuple[ActualCost, ...] = ()
    reductions: Mapping[int, tuple[Reduction, ...]] = field(default_factory=dict)
    clearances: tuple[PostedClearance, ...] = ()
    payments: tuple[Payment, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    requests: tuple[Request, ...] = ()

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """All quarters of all contracts, in the order in which they are settled."""
        return tuple(quarter for contract in self.contracts for quarter in contract.quarters)

    @property
    def next_open(self) -> Quarter | None:
        """The first quarter that is not posted, or None."""
        return next((quarter for quarter in self.quarters if self.posted(quarter) is None), None)

    @property
    def newest(self) -> Contract:
        """The contract of the latest year."""
        return self.contracts[-1]

    def contract(self, year: int) -> Contract | None:
        """The contract of that year, or None."""
        return next((contract for contract in self.contracts if contract.year == year), None)

    def next_contract(self, year: int) -> Contract | None:
        """The contract that follows that year's, or None."""
        return next((contract for contract in self.contracts if contract.year > year), None)

    def contract_of(self, quarter: Quarter) -> Contract | None:
        """The contract that covers the quarter, or None."""
        contract = self.contract(quarter.year)
        return contract if contract and quarter in contract.quarters else None

    def before(self, quarter: Quarter) -> Quarter | None:
        """The quarter settled before this one, or None for the project's first."""
        return max((other for other in self.quarters if other < quarter), default=None)

    def following(self, quarter: Quarter) -> Quarter | None:
        """The quarter settled after this one, or None while there is none."""
        return min((other for other in self.quarters if other > quarter), default=None)

    def posted(self, quarter: Quarter) -> PostedSettlement | None:
        """The standing posted settlement of the quarter, or None."""
        return _standing(issue for issue in self.settlements if issue.settlement.quarter == quarter)

    def issues(self, quarter: Quarter) -> tuple[PostedSettlement, ...]:
        """Every issue of the quarter's settlement, reversed ones included, oldest first."""
        return tuple(issue for issue in self.settlements if issue.settlement.quarter == quarter)

    def cleared(self, year: int) -> PostedClearance | None:
        """The standing posted clearance of the year, or None."""
        return _standing(issue for issue in self.clearances if issue.clearance.year == year)

    def clearance_issues(self, year: int) -> tuple[PostedClearance, ...]:
        """Every issue of the year's clearance, reversed ones included, oldest first."""
        return tuple(issue for issue in self.clearances if issue.clearance.year == year)

    def form(self, quarter: Quarter) -> Form | None:
        """The quarter's confirmed assessment form, or None."""
        assessment = self.assessments.get(quarter)
        return assessment.form if assessment else None

    def judgement(self, quarter: Quarter) -> Judgement | None:
        """The quarter's record judged by its contract's scheme; None where there is no record."""
        assessment, contract = self.assessments.get(quarter), self.contract_of(quarter)
        if assessment is None or contract is None:
            return None
        return judge(contract.scheme, assessment.record, is_last_quarter=quarter == contract.last_quarter)

    def costs_of(self, contract: Contract, item: str) -> YearOfCosts:
        """The actual cost of the contract's sub-item."""
        return year_of_costs(contract, item, self.costs)

    def case(self, contract: Contract, quarter: Quarter, known: Mapping[Quarter, Settlement]) -> Case:
        """What the quarter is settled from, with the settlements of the contract's earlier quarters."""
        return Case(
            contract=contract,
            quarter=quarter,
            earlier=tuple(known[earlier] for earlier in contract.quarters if earlier < quarter),
            adjustments=self.adjustments.get(quarter, ()),
            advances=self.advances.get(quarter, ()),
        )

    def outlook(self, upto: Quarter) -> Outlook:
        """All settlements up to a quarter: posted ones as they are, open ones as previewed.

        What an assessment that is not confirmed yet would cause is foreseen in the register.
        Raises AmountError when a sum leaves the range.
        """
        known: dict[Quarter, Settlement] = {}
        register = self.register
        for contract in self.contracts:
            for quarter in contract.quarters:
                if quarter > upto:
                    break
                issue = self.posted(quarter)
                if issue:
                    known[quarter] = issue.settlement
                else:
                    sheet = settle(self.case(contract, quarter, known), register)
                    known[quarter] = sheet
                    register = after(register, str(quarter), sheet.applied, sheet.returned)
                register += self.expected(contract, known[quarter], register)
        return Outlook(known, register)

    def caused(self, contract: Contract, sheet: Settlement) -> tuple[Caused, ...]:
        """What the assessment of the settled quarter takes by its record, confirmed or not."""
        assessment, judgement = self.assessments.get(sheet.quarter), self.judgement(sheet.quarter)
        if assessment is None or judgement is None:
            return ()
        line = sheet.line(contract.bearer.code) if contract.bearer else None
        manual = assessment.record.manual_deductions
        return caused_by(contract.scheme, judgement, manual, line.base if line else None)

    def expected(
        self, contract: Contract, sheet: Settlement, register: tuple[Deduction, ...]
    ) -> tuple[Deduction, ...]:
        """The rows that confirming the quarter's assessment would add to the register; none once confirmed."""
        if self.form(sheet.quarter):
            return ()
        serial = next_serial(register, sheet.quarter)
        return tuple(
            Deduction(
                id=deduction_id(self.project.code, sheet.quarter, serial + offset),
                source=sheet.quarter,
                serial=serial + offset,
                cause=caused.cause,
                amount=caused.amount,
                before_cap=caused.before_cap,
                basis=caused.basis,
            )
            for offset, caused in enumerate(self.caused(contract, sheet))
        )

    def clearance(self, contract: Contract, mode: Outstanding) -> Clearance:
        """The contract's year reconciled as things stand; raises AmountError when a sum leaves the range."""
        outlook = self.outlook(contract.last_quarter)
        return clear(
            contract,
            [outlook.settlements[quarter] for quarter in contract.quarters],
            {item.code: self.costs_of(contract, item.code) for item in contract.actual_cost_items},
            self.reductions.get(contract.year, ()),
            outlook.register,
            mode,
        )

    def paid(self, target: Target) -> int:
        """What was paid on a target, in 分, refunds taken off."""
        return sum(p.amount for p in self.payments if p.target == target and p.reversed_because is None)

    def invoiced(self, target: Target) -> int:
        """What was billed on a target, in 分, red invoices taken off."""
        return sum(i.amount for i in self.invoices if i.target == target and i.void_because is None)

    def paid_in_year(self, year: int) -> int:
        """What was paid on all settlements and the clearance of a contract year, in 分."""
        return sum(p.amount for p in self.payments if p.target.year == year and p.reversed_because is None)


def _standing(issues: Iterable[_Issued]) -> _Issued | None:
    return next((issue for issue in issues if issue.posting.stands), None)
