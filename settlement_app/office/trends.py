"""The measured indicators over a year's quarters, each beside its target."""

from dataclasses import dataclass
from fractions import Fraction

from settlement_app.domain.books import Books
from settlement_app.domain.numerals import parse_number
from settlement_app.domain.papers.assessment import actual_label
from settlement_app.domain.periods import Quarter
from settlement_app.domain.scheme import Indicator
from settlement_app.office.desk import Desk
from settlement_app.office.years import contract_of_year


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One quarter's actual, exact and as it is read; both empty where nothing is recorded, ``met`` where not judged."""

    quarter: Quarter
    value: Fraction | None = None
    text: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """One indicator: its target, exact and as it is read, and a point for each quarter."""

    name: str
    target: Fraction
    target_label: str
    is_yearly: bool
    points: tuple[TrendPoint, ...]


def trends(desk: Desk, year: int) -> tuple[Trend, ...]:
    """The year's indicators that are numbers or ratios, in the scheme's order."""
    with desk.reading() as books:
        contract = contract_of_year(books, year)
        measured = [indicator for indicator in contract.scheme.indicators if indicator.is_measured]
        return tuple(
            Trend(
                indicator.name,
                parse_number(indicator.target),
                indicator.target_label,
                indicator.cycle == "year",
                tuple(_point(books, indicator, quarter) for quarter in contract.quarters),
            )
            for indicator in measured
        )


def _point(books: Books, indicator: Indicator, quarter: Quarter) -> TrendPoint:
    assessment, judgement = books.assessments.get(quarter), books.judgement(quarter)
    if assessment is None or judgement is None:
        return TrendPoint(quarter)
    result = next(result for result in judgement.results if result.indicator == indicator)
    if result.actual is None:
        return TrendPoint(quarter)
    text = actual_label(assessment.record, result).splitlines()[-1].removeprefix("= ")
    return TrendPoint(quarter, result.actual.value(indicator.unit), text, result.met)
