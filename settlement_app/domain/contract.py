"""The yearly contract: its sub-items, its optional texts, its amendments (rules, section 3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from settlement_app.domain import money
from settlement_app.domain.findings import Finding
from settlement_app.domain.periods import Month, Quarter, months_of, whole_quarters
from settlement_app.domain.scheme import Scheme
from settlement_app.domain.signatures import (
    DEFAULTS,
    SignatureBlock,
    SignatureError,
    SignedKind,
    parse_signatures,
)

Method = Literal["fixed", "actual_cost"]
METHOD_LABELS: Mapping[Method, str] = {"fixed": "按季均付", "actual_cost": "按季预付、年终据实清算"}

_SIGNED_PAPERS: Mapping[SignedKind, str] = {
    "settlement": "结算单与清算单",
    "payment": "付款申请单",
    "assessment": "考核表",
}

TEXT_LABELS: Mapping[str, str] = {
    "number": "合同编号",
    "clause": "合同条款",
    "procurement_number": "采购编号",
    "budget_project_code": "预算项目编码",
    "function_code": "功能分类科目",
    "economic_code": "经济分类科目",
    "fund_source": "资金来源",
    "vendor_bank": "供应商开户行",
    "vendor_account": "供应商账号",
    "vendor_tax_number": "供应商税号",
    "client_bank": "采购人开户行",
    "client_account": "采购人账号",
    "attachments": "附件",
    "copies": "一式份数",
    **{f"{kind}_signatures": f"{paper}签字栏" for kind, paper in _SIGNED_PAPERS.items()},
}
"""The optional texts of a contract that are empty until someone knows them, and their names on paper."""


@dataclass(frozen=True, slots=True)
class Project:
    """The recurring project that contracts belong to; ``sample`` marks the demonstration (示例) on every paper."""

    code: str
    name: str
    authority: str
    sample: bool = False


@dataclass(frozen=True, slots=True)
class SubItem:
    """One priced line of the contract; ``annual`` is the amount agreed at first, in 分 a year."""

    code: str
    name: str
    purpose: str
    annual: int
    method: Method
    bears_deductions: bool = False


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of one sub-item's annual amount (分) from a quarter on; with ``against``, of a second one's too."""

    number: int
    item: str
    quarter: Quarter
    annual: int
    document: str
    reason: str
    against: str | None = None
    against_annual: int | None = None

    def amount_for(self, item: str) -> int | None:
        """The annual amount that it sets for the sub-item, or None where it does not touch it."""
        if item == self.item:
            return self.annual
        return self.against_annual if item == self.against else None


@dataclass(frozen=True, slots=True)
class Contract:
    """One budget year of the project."""

    year: int
    start: date
    end: date
    client: str
    vendor: str
    sub_items: tuple[SubItem, ...]
    scheme: Scheme = Scheme()
    texts: Mapping[str, str] = field(default_factory=dict)
    amendments: tuple[Amendment, ...] = ()

    def signatures(self, kind: SignedKind) -> tuple[SignatureBlock, ...]:
        """Who signs the papers of that kind: as the contract sets it, or as usual."""
        text = self.texts.get(f"{kind}_signatures")
        return parse_signatures(text) if text else DEFAULTS[kind]

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The calendar quarters that the contract covers."""
        return whole_quarters(self.start, self.end)

    @property
    def months(self) -> tuple[Month, ...]:
        """The months that the contract covers."""
        return months_of(self.quarters)

    @property
    def last_quarter(self) -> Quarter:
        """The quarter in which yearly indicators are judged."""
        return self.quarters[-1]

    @property
    def bearer(self) -> SubItem | None:
        """The sub-item that bears deductions (人员管理费), if there is one."""
        return next((item for item in self.sub_items if item.bears_deductions), None)

    @property
    def actual_cost_items(self) -> tuple[SubItem, ...]:
        """The sub-items that are settled on actual cost."""
        return tuple(item for item in self.sub_items if item.method == "actual_cost")

    def sub_item(self, code: str) -> SubItem | None:
        """The sub-item of that code, or None."""
        return next((item for item in self.sub_items if item.code == code), None)

    def item_name(self, code: str) -> str:
        """The name of the sub-item of that code; the code itself where the contract has none."""
        item = self.sub_item(code)
        return item.name if item else code

    def annual(self, item: SubItem, quarter: Quarter) -> int:
        """The annual amount (分) in force for that quarter: the amendment recorded last decides."""
        amount = item.annual
        for amendment in self.amendments:
            changed = amendment.amount_for(item.code)
            if changed is not None and amendment.quarter <= quarter:
                amount = changed
        return amount

    def total(self, quarter: Quarter) -> int:
        """The contract total (分) in force for that quarter; raises AmountError beyond the range."""
        return money.total(self.annual(item, quarter) for item in self.sub_items)


def contract_text_findings(field: str, text: str) -> Iterator[Finding]:
    """What is wrong with one optional text: signatures must be read as blocks, all others are free."""
    if field.endswith("_signatures") and text:
        try:
            parse_signatures(text)
        except SignatureError as error:
            yield Finding("signatures", f"{TEXT_LABELS[field]}：{error}")


def contract_findings(contract: Contract, stated_total: int | None) -> Iterator[Finding]:
    """What the rules do not allow in a contract, in the order in which a reader would look for it."""
    for name, text in contract.texts.items():
        yield from contract_text_findings(name, text)
    yield from _period_findings(contract)
    if not contract.sub_items:
        yield Finding("no_sub_item", "合同没有子项目；请至少写明一个子项目")
    yield from _bearer_findings(contract)
    yield from _total_findings(contract, stated_total)


def _period_findings(contract: Contract) -> Iterator[Finding]:
    if not contract.quarters or contract.start.year != contract.year:
        yield Finding(
            "contract_period",
            f"合同期间 {contract.start} 至 {contract.end} 不是 {contract.year} 年内的完整季度；"
            f"请改为季度首日至季度末日，例如 {contract.year}-01-01 至 {contract.year}-12-31",
        )


def _bearer_findings(contract: Contract) -> Iterator[Finding]:
    bearers = [item for item in contract.sub_items if item.bears_deductions]
    if len(bearers) > 1:
        names = "、".join(item.name for item in bearers)
        yield Finding("several_bearers", f"承担扣款的子项目多于一个（{names}）；请只保留一个")
    for item in bearers:
        if item.method != "fixed":
            yield Finding(
                "bearer_not_fixed", f"子项目“{item.name}”据实清算，不能承担扣款；请改由按季均付的子项目承担"
            )


def _total_findings(contract: Contract, stated_total: int | None) -> Iterator[Finding]:
    try:
        total = money.total(item.annual for item in contract.sub_items)
    except money.AmountError as error:
        yield Finding("amount_range", f"合同总额：{error}")
        return
    if stated_total is not None and total != stated_total:
        yield Finding(
            "total_differs",
            f"子项目合计 {money.format_amount(total)} 元与写明的合同总额 {money.format_amount(stated_total)} 元不符；"
            "请核对各子项目的年度金额",
        )
