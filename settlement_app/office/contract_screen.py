"""The contract as the window shows it: amounts agreed and in force, amendments, the scheme in words, the texts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from settlement_app.domain import contracting
from settlement_app.domain.books import Books
from settlement_app.domain.contract import METHOD_LABELS, TEXT_LABELS, Contract, SubItem
from settlement_app.domain.findings import SettlementError, messages
from settlement_app.domain.money import AmountError, format_amount
from settlement_app.domain.periods import Quarter
from settlement_app.domain.scheme import FULL_SCORE, Indicator, Scheme, Term, Tier
from settlement_app.domain.signatures import DEFAULTS, SignedKind
from settlement_app.office.desk import Desk
from settlement_app.office.years import contract_of_year


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A sub-item with its annual amounts in 分: as agreed at first, and as in force for the year's last quarter."""

    code: str
    name: str
    purpose: str
    agreed: int
    in_force: int
    method: str
    bears_deductions: bool


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """An amendment with the names of its sub-items; annual amounts in 分."""

    document: str
    item: str
    start: str
    annual: int
    against: str
    against_annual: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator of the scheme, each part in words."""

    group: str
    name: str
    target: str
    cycle: str
    points: str
    term: str
    clause: str


@dataclass(frozen=True, slots=True)
class TextRow:
    """One optional text: its field in code, its name on paper, what it says and what is printed while it is empty."""

    field: str
    label: str
    text: str
    usual: str


@dataclass(frozen=True, slots=True)
class ContractOnScreen:
    """All that the page 合同 shows of one year; sums in 分."""

    books: Books
    contract: Contract
    items: tuple[ItemRow, ...]
    agreed: int
    in_force: int
    amendments: tuple[AmendmentRow, ...]
    indicators: tuple[IndicatorRow, ...]
    scheme: tuple[str, ...]
    texts: tuple[TextRow, ...]

    @property
    def open_quarters(self) -> tuple[Quarter, ...]:
        """The quarters from which an amendment may count."""
        return tuple(quarter for quarter in self.contract.quarters if self.books.posted(quarter) is None)

    @property
    def amendable(self) -> tuple[SubItem, ...]:
        """The sub-items whose amount can still be amended: all, or those on actual cost, or none once cleared."""
        if self.books.cleared(self.contract.year):
            return ()
        return self.contract.sub_items if self.open_quarters else self.contract.actual_cost_items

    @property
    def not_amendable(self) -> tuple[str, ...]:
        """Why nothing can be amended any more."""
        if self.books.cleared(self.contract.year):
            return (f"{self.contract.year}年年终清算已审定，不能再调整预算；请先冲销清算",)
        return () if self.amendable else ("各季均已审定，合同也没有据实清算的子项目，不能再调整预算",)


@dataclass(frozen=True, slots=True)
class Amending:
    """An amendment as it is being typed; ``annual`` in 分, ``start`` None for the next open quarter."""

    item: str
    annual: int
    against: str | None
    start: Quarter | None
    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class AmendmentPreview:
    """What an amendment would change, a sentence each, and what forbids it."""

    changes: tuple[str, ...]
    problems: tuple[str, ...]


def contract_on_screen(desk: Desk, year: int) -> ContractOnScreen:
    """The year's contract as it stands; raises RuleRefusal where there is none."""
    books = desk.books()
    contract = contract_of_year(books, year)
    items = tuple(
        ItemRow(
            code=item.code,
            name=item.name,
            purpose=item.purpose,
            agreed=item.annual,
            in_force=contract.annual(item, contract.last_quarter),
            method=METHOD_LABELS[item.method],
            bears_deductions=item.bears_deductions,
        )
        for item in contract.sub_items
    )
    return ContractOnScreen(
        books=books,
        contract=contract,
        items=items,
        agreed=replace(contract, amendments=()).total(contract.last_quarter),
        in_force=contract.total(contract.last_quarter),
        amendments=tuple(_amendments(contract)),
        indicators=tuple(_indicator(indicator) for indicator in contract.scheme.indicators),
        scheme=tuple(_scheme(contract.scheme)),
        texts=tuple(_texts(contract)),
    )


def preview_amendment(shown: ContractOnScreen, typed: Amending) -> AmendmentPreview:
    """What the amendment would do to the contract as it is shown; nothing is stored."""
    books, contract = shown.books, shown.contract
    try:
        start = contracting.amended_from(books, typed.start, None if typed.start else contract.year)
        amendment = contracting.amendment_of(
            contract, typed.item, typed.annual, typed.against, start, typed.document, typed.reason
        )
        problems = tuple(contracting.amendment_findings(books, contract, amendment))
        difference = contracting.total_change(contract, amendment)
    except SettlementError as error:
        return AmendmentPreview((), messages(error.findings))
    except AmountError as error:
        return AmendmentPreview((), (str(error),))
    changes = [
        f"{item.name}（自{start.label}起）：{_change(contract.annual(item, start), amount)}"
        for item in contract.sub_items
        if (amount := amendment.amount_for(item.code)) is not None
    ]
    before = contract.total(contract.last_quarter)
    word = "追加" if difference > 0 else "追减"
    total = f"{word} {format_amount(abs(difference))} 元：{_change(before, before + difference)}"
    changes.append(f"合同总额{total if difference else f'不变：{format_amount(before)} 元'}")
    return AmendmentPreview(tuple(changes), messages(problems))


def _change(before: int, after: int) -> str:
    return f"{format_amount(before)} → {format_amount(after)} 元"


def _amendments(contract: Contract) -> Iterator[AmendmentRow]:
    for entry in contract.amendments:
        yield AmendmentRow(
            document=entry.document,
            item=contract.item_name(entry.item),
            start=entry.quarter.short_label,
            annual=entry.annual,
            against=contract.item_name(entry.against) if entry.against else "",
            against_annual=entry.against_annual,
            reason=entry.reason,
        )


def _indicator(indicator: Indicator) -> IndicatorRow:
    return IndicatorRow(
        group=indicator.group,
        name=indicator.name,
        target=indicator.target_label,
        cycle="年度" if indicator.cycle == "year" else "每季",
        points=indicator.points or "",
        term=_term(indicator.term) if indicator.term else "",
        clause=indicator.clause,
    )


def _term(term: Term) -> str:
    """What a missed indicator costs, in words."""
    if term.kind == "percent":
        return f"管理费本季应结额的 {term.percent}%"
    amount = f"{format_amount(term.amount or 0)} 元"
    return f"每相差一个百分点 {amount}（不足一个按一个）" if term.kind == "per_point" else f"每次 {amount}"


def _scheme(scheme: Scheme) -> Iterator[str]:
    """How a result comes about and what it costs, a sentence each."""
    if not scheme.indicators:
        yield "合同没有考核指标。"
    if scheme.pass_score:
        yield f"合格分数：{scheme.pass_score} 分及以上为合格。"
    else:
        yield "没有合格分数：没有未达标的指标即为合格。"
    for tier in scheme.tiers:
        yield f"得分 {tier.min_score} 分及以上的一档：扣{_tier(tier)}。"
    if scheme.cap_percent:
        yield f"封顶：每季扣款不超过管理费本季应结额的 {scheme.cap_percent}%。"
    if scheme.deduct_when_passed:
        yield "考核合格的季度也按条款扣款。"
    if not scheme.tiers and not any(indicator.term for indicator in scheme.indicators):
        yield "方案没有写明扣款条款：扣款由考核时逐笔填写金额和事由。"


def _tier(tier: Tier) -> str:
    if tier.percent is not None:
        return f"管理费本季应结额的 {tier.percent}%"
    each = format_amount(tier.amount_per_point or 0)
    return f"低于 {FULL_SCORE} 分的每分 {each} 元（不足一分按一分）"


def _texts(contract: Contract) -> Iterator[TextRow]:
    kinds: dict[str, SignedKind] = {f"{kind}_signatures": kind for kind in DEFAULTS}
    for field, label in TEXT_LABELS.items():
        usual = ""
        if kind := kinds.get(field):
            usual = "；".join(f"{block.party}：{'、'.join(block.labels)}" for block in DEFAULTS[kind])
        yield TextRow(field, label, contract.texts.get(field, ""), usual)
