"""The books as if a quarter's assessment were to be confirmed only now, for a what-if (试算)."""

from collections.abc import Collection
from dataclasses import replace

from settlement_app.domain.books import Books, Target
from settlement_app.domain.deduction import Deduction
from settlement_app.domain.periods import Quarter


def rewound(books: Books, quarter: Quarter) -> Books:
    """The books as if all that was posted after the quarter's settlement were reversed, and its assessment reopened.

    That is what the rules ask for before the assessment can change (sections 5 and 7): the newest documents go
    first, what they withheld or gave back leaves the register, their adjustments and set advances are drafts again,
    and the assessment's own deductions stay as withdrawn. Later assessments stay as they are: they follow from their
    own records. Payments and invoices are not looked at; nothing that a settlement is worked out from hangs on them.
    """
    settlements = tuple(
        issue
        for issue in books.settlements
        if issue.settlement.quarter <= quarter or not issue.posting.stands
    )
    clearances = tuple(
        issue for issue in books.clearances if issue.clearance.year < quarter.year or not issue.posting.stands
    )
    kept = {
        *(str(Target(issue.settlement.quarter)) for issue in settlements if issue.posting.stands),
        *(str(Target(clearance=issue.clearance.year)) for issue in clearances if issue.posting.stands),
    }
    return replace(
        _reopened(books, quarter),
        settlements=settlements,
        clearances=clearances,
        register=tuple(_rewound(row, quarter, kept) for row in books.register),
    )


def _reopened(books: Books, quarter: Quarter) -> Books:
    """The books with the quarter's record as a draft."""
    known = books.assessments.get(quarter)
    if known is None or known.form is None:
        return books
    forms = tuple(form for form in known.forms if form != known.form)
    return replace(books, assessments={**books.assessments, quarter: replace(known, forms=forms)})


def _rewound(row: Deduction, quarter: Quarter, kept: Collection[str]) -> Deduction:
    """The row without what documents that are not kept did to it; the quarter's own ones are withdrawn."""
    return replace(
        row,
        movements=tuple(move for move in row.movements if move.target in kept),
        withdrawn=row.withdrawn or row.source == quarter,
    )
