"""The register of deductions: list, opening deductions, waivers."""

from settlement_app.domain import money, withholding
from settlement_app.domain.deduction import Deduction, Waiver, next_serial
from settlement_app.domain.findings import refuse_if
from settlement_app.domain.people import people_findings
from settlement_app.domain.periods import Quarter
from settlement_app.office import papers
from settlement_app.office.contracts import opening_deduction
from settlement_app.office.desk import Desk


def register(desk: Desk) -> tuple[Deduction, ...]:
    """Every deduction of the project with what became of it, oldest source first."""
    return desk.books().register


def open_with(desk: Desk, source: Quarter, amount: int, document: str) -> tuple[Deduction, ...]:
    """State a deduction (分) that stood before the first contract."""
    with desk.changing("deduction.open", str(source)) as change:
        books = change.books
        refuse_if(withholding.opening_findings(books, source, document))
        serial = next_serial(books.register, source)
        row = opening_deduction(books.project.code, source, serial, amount, document.strip())
        money.total(each.outstanding for each in (*books.register, row))
        change.store.add_deduction(row)
    return register(desk)


def remove_opening(desk: Desk, source: Quarter, amount: int, document: str) -> tuple[Deduction, ...]:
    """Take back an opening deduction that was a mistake."""
    with desk.changing("deduction.open_remove", str(source)) as change:
        row = withholding.find_opening(change.books, source, amount, document.strip())
        refuse_if(withholding.removal_findings(change.books, row))
        assert row is not None, "removal_findings refuses where there is none"
        if withholding.is_on_paper(change.books, row):
            change.store.withdraw_deduction(row)
        else:
            change.store.remove_deduction(row)
    return register(desk)


def waive(desk: Desk, deduction_id: str, amount: int, reason: str, reviewer: str) -> tuple[Deduction, ...]:
    """Waive part (分) of a deduction."""
    return _waive(desk, "deduction.waive", deduction_id, amount, reason, reviewer)


def unwaive(desk: Desk, deduction_id: str, amount: int, reason: str, reviewer: str) -> tuple[Deduction, ...]:
    """Take part (分) of the waivers of a deduction back."""
    return _waive(desk, "deduction.unwaive", deduction_id, -amount, reason, reviewer)


def _waive(
    desk: Desk, act: str, deduction_id: str, amount: int, reason: str, reviewer: str
) -> tuple[Deduction, ...]:
    with desk.changing(act, deduction_id, reviewer) as change:
        books = change.books
        refuse_if(
            (
                *withholding.waiver_findings(books, deduction_id, amount, reason),
                *people_findings(desk.by, reviewer),
            )
        )
        papers.refuse_unprintable("减免事由", reason.strip())
        (row,) = (row for row in books.register if row.id == deduction_id)
        waiver = Waiver(amount, reason.strip(), desk.by.strip(), reviewer.strip(), desk.today)
        change.store.add_waiver(row, waiver)
    return register(desk)
