"""Notes on figures of the year's end: what they have in common, and the facts that their sentences are made from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from settlement_app.domain.actuals import CATEGORY_LABELS, YearOfCosts
from settlement_app.domain.books import Books
from settlement_app.domain.contract import Contract, SubItem
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.clearance import UNDECIDED, amount_text
from settlement_app.domain.periods import Quarter
from settlement_app.domain.quarter import Line
from settlement_app.domain.year_end import Clearance, Reduction


@dataclass(frozen=True, slots=True)
class FigureNote:
    """One figure by its name, and the sentences that say how it came about."""

    title: str
    texts: tuple[str, ...]


Notes = Iterator[tuple[str, FigureNote]]
"""Notes by the link that their figure has on the papers."""


@dataclass(frozen=True, slots=True)
class NotedYear:
    """A contract's year with its clearance, and the lines of its settlements by sub-item."""

    books: Books
    contract: Contract
    clearance: Clearance
    rows: Mapping[str, tuple[tuple[Quarter, Line], ...]]

    def quarter_name(self, quarter: Quarter) -> str:
        """The quarter, marked where its settlement is not posted yet."""
        return quarter.short_label + ("" if self.books.posted(quarter) else "（试算）")

    def costs(self, item: SubItem) -> YearOfCosts:
        """The actual cost of a sub-item."""
        return self.books.costs_of(self.contract, item.code)

    def reductions(self, item: SubItem) -> list[Reduction]:
        """What is struck off a sub-item."""
        return [entry for entry in self.clearance.reductions if entry.item == item.code]

    def undecided(self, item: SubItem) -> Iterator[str]:
        """Why what hangs on the sub-item's actual cost is open."""
        yield f"{UNDECIDED}：“{item.name}”的实际费用还不完整。"
        yield from gap_texts(self.costs(item))


def noted_year(books: Books, contract: Contract, clearance: Clearance) -> NotedYear:
    """The year with its settlements, open ones as previewed."""
    sheets = books.outlook(contract.last_quarter).settlements
    rows = {
        item.code: tuple(
            (quarter, row) for quarter in contract.quarters if (row := sheets[quarter].line(item.code))
        )
        for item in contract.sub_items
    }
    return NotedYear(books, contract, clearance, rows)


def sum_text(
    label: str,
    amount: int | None,
    added: Iterable[tuple[str, int]],
    taken: Iterable[tuple[str, int]] = (),
) -> str:
    """The figure with what it comes from: amounts (分) added, then amounts taken off; those of zero are left out."""
    parts = [("+", *part) for part in added] + [("−", *part) for part in taken]
    shown = [part for part in parts if part[2]]
    if not shown:
        return f"{label} {amount_text(amount)}"
    told = " ".join(f"{sign} {name} {format_amount(part)}" for sign, name, part in shown)
    return f"{label} {amount_text(amount)} = {told.removeprefix('+ ')}"


def budget_texts(year: NotedYear, item: SubItem) -> Iterator[str]:
    """The amount agreed at first, and every amendment of it."""
    yield f"合同约定年度金额 {format_amount(item.annual)}。"
    yield from amendment_texts(year.contract, item, year.contract.last_quarter)


def amendment_texts(contract: Contract, item: SubItem, upto: Quarter) -> Iterator[str]:
    """Every amendment of a sub-item that counts by the end of that quarter, with its reason."""
    for entry in contract.amendments:
        changed = entry.amount_for(item.code)
        if changed is not None and entry.quarter <= upto:
            since = f"自{entry.quarter.short_label}起调整为 {format_amount(changed)}"
            yield f"{since}：{entry.reason}（文号 {entry.document}）。"


def reduction_texts(reductions: Iterable[Reduction]) -> Iterator[str]:
    """Each reduction with its reason."""
    for entry in reductions:
        yield f"核减 {format_amount(entry.amount)}：{entry.reason}（文号 {entry.document}）。"


def gap_texts(costs: YearOfCosts) -> Iterator[str]:
    """What actual cost still wants, and what of it is an estimate."""
    for places, what in ((costs.missing, "尚缺"), (costs.estimates, "暂估")):
        if places:
            month, category = places[0]
            yield f"{what} {len(places)} 项（首项：{month} {CATEGORY_LABELS[category]}）。"
