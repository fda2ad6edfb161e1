"""Rows to domain values."""

from pathlib import Path

import pytest

from settlement_app.domain.books import Books
from settlement_app.ledger import file
from settlement_app.ledger.load import load_books, project_codes
from tests.support.years import play_years


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return play_years(tmp_path_factory.mktemp("years"), 2)


def loaded(ledger: Path, since: int = 0) -> Books:
    with file.opened(ledger) as db, file.reading(db):
        (code,) = project_codes(db)
        return load_books(db, code, since)


def test_years_that_are_left_out(two_years: Path) -> None:
    """Everything of the later year, nothing of the earlier one but its deductions."""
    whole, later = loaded(two_years), loaded(two_years, since=2020)
    assert [contract.year for contract in whole.contracts] == [2019, 2020]
    assert later.contracts == whole.contracts[1:]
    assert later.register == whole.register
    assert {row.source.year for row in later.register} == {2019, 2020}
    assert later.settlements == tuple(s for s in whole.settlements if s.settlement.quarter.year == 2020)
    assert later.clearances == tuple(c for c in whole.clearances if c.clearance.year == 2020)
    assert later.assessments == {q: a for q, a in whole.assessments.items() if q.year == 2020}
    assert later.costs == tuple(cost for cost in whole.costs if cost.month.year == 2020)
    assert later.payments == tuple(p for p in whole.payments if p.target.year == 2020)
    assert later.invoices == tuple(i for i in whole.invoices if i.target.year == 2020)
    assert all((len(later.settlements) == 4, later.clearances, later.costs, later.payments, later.invoices))


def test_every_posted_document_has_its_anchor(two_years: Path) -> None:
    books = loaded(two_years)
    anchors = [settlement.posting.anchor for settlement in books.settlements]
    anchors += [clearance.posting.anchor for clearance in books.clearances]
    anchors += [form.anchor for assessment in books.assessments.values() for form in assessment.forms]
    assert len(set(anchors)) == len(anchors) == 18
    assert all(len(anchor) == 64 for anchor in anchors)
