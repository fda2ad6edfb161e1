"""What every paper has in common: labelled texts, and the heading."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, get_type_hints

from settlement_app.domain.books import Books
from settlement_app.domain.contract import Contract
from settlement_app.domain.periods import Quarter


@cache
def _labels(kind: type) -> Mapping[str, str]:
    """The names by which a person knows the fields of a paper: ``Annotated[str, "供应商"]``."""
    hints = get_type_hints(kind, include_extras=True)
    return {name: getattr(hint, "__metadata__", ("",))[0] for name, hint in hints.items()}


def labelled_texts(part: Any, label: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a paper with the label of its field, entries of a list with their number."""
    if isinstance(part, str):
        yield label, part
    elif isinstance(part, tuple):
        for number, entry in enumerate(part, start=1):
            yield from labelled_texts(entry, f"{label}第 {number} 项" if label else "")
    elif is_dataclass(part) and not isinstance(part, type):
        for name, own in _labels(type(part)).items():
            yield from labelled_texts(getattr(part, name), f"{label} {own}".strip())


@dataclass(frozen=True, slots=True)
class Heading:
    """What a paper is about: the contract, its parties, and the days from ``start`` to ``end``."""

    project_code: Annotated[str, "项目代码"]
    project: Annotated[str, "项目名称"]
    client: Annotated[str, "采购人"]
    vendor: Annotated[str, "供应商"]
    contract_year: int
    contract_number: Annotated[str, "合同编号"]
    clause: Annotated[str, "合同条款"]
    period: Annotated[str, "期间"]
    start: date
    end: date

    @property
    def project_label(self) -> str:
        """The project with its code."""
        return f"{self.project}（{self.project_code}）"

    @property
    def period_label(self) -> str:
        """The period with its days."""
        return f"{self.period}（{self.start} 至 {self.end}）"


def quarter_heading(books: Books, contract: Contract, quarter: Quarter) -> Heading:
    """The head of a paper about one quarter, as the contract stands now."""
    return _heading(books, contract, quarter.label, quarter.first_day, quarter.last_day)


def year_heading(books: Books, contract: Contract) -> Heading:
    """The head of a paper about the contract's year, as the contract stands now."""
    return _heading(books, contract, f"{contract.year}年度", contract.start, contract.end)


def _heading(books: Books, contract: Contract, period: str, start: date, end: date) -> Heading:
    return Heading(
        project_code=books.project.code,
        project=books.project.name,
        client=contract.client,
        vendor=contract.vendor,
        contract_year=contract.year,
        contract_number=contract.texts.get("number", ""),
        clause=contract.texts.get("clause", ""),
        period=period,
        start=start,
        end=end,
    )


def renumbered(kind: str, number: str) -> str:
    """The number of a paper that goes with another one: ``ZG-12333-2019Q1-2`` with ``KH-12333-2019Q1-2``."""
    return f"{kind}-{number.partition('-')[2]}"
