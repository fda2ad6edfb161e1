"""The register of deductions as the window shows it: each with what became of it, and what may be done to it."""

from dataclasses import dataclass

from settlement_app.domain import withholding
from settlement_app.domain.books import Books
from settlement_app.domain.deduction import OPENING, Deduction
from settlement_app.domain.findings import messages
from settlement_app.domain.papers.register import Register, RegisterRow, register_of
from settlement_app.office.desk import Desk

_ANY_REASON = "事由"


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One deduction; ``fate`` is what became of it in a word, the others say why an act is not possible now."""

    deduction: Deduction
    row: RegisterRow
    fate: str
    no_waiver: tuple[str, ...]
    no_unwaiver: tuple[str, ...]
    no_removal: tuple[str, ...]

    @property
    def waivable(self) -> int:
        """The most (分) that can still be waived."""
        return self.deduction.amount - self.deduction.waived


@dataclass(frozen=True, slots=True)
class RegisterOnScreen:
    """All that the page 扣款台账 shows, with the sums of what counts and why no opening deduction can be added."""

    register: Register
    entries: tuple[RegisterEntry, ...]
    no_opening: tuple[str, ...]
    first_quarter: str


def register_on_screen(desk: Desk) -> RegisterOnScreen:
    """The project's whole register as it stands today."""
    books = desk.books()
    register = register_of(books, books.newest, desk.today)
    rows = {row.deduction: row for row in register.rows}
    deductions = sorted(books.register, key=lambda row: row.order)
    return RegisterOnScreen(
        register=register,
        entries=tuple(_entry(books, each, rows[each.id]) for each in deductions if each.id in rows),
        no_opening=messages(withholding.openings_closed(books)),
        first_quarter=books.quarters[0].label,
    )


def _entry(books: Books, deduction: Deduction, row: RegisterRow) -> RegisterEntry:
    return RegisterEntry(
        deduction=deduction,
        row=row,
        fate=_fate(deduction),
        # Whether the smallest waiver would do tells whether any would.
        no_waiver=messages(withholding.waiver_findings(books, deduction.id, 1, _ANY_REASON)),
        no_unwaiver=messages(withholding.waiver_findings(books, deduction.id, -1, _ANY_REASON)),
        no_removal=_no_removal(books, deduction),
    )


def _no_removal(books: Books, deduction: Deduction) -> tuple[str, ...]:
    if deduction.cause != OPENING:
        return ("只有期初扣款可以删去；请选一笔期初扣款",)
    if deduction.withdrawn:
        return ("这笔期初扣款已经删去",)
    return messages(withholding.removal_findings(books, deduction))


def _fate(deduction: Deduction) -> str:
    if deduction.withdrawn:
        return "已撤销"
    if deduction.to_return:
        return "待退"
    if deduction.outstanding:
        return "部分已扣" if deduction.withheld else "待扣"
    return "已扣完" if deduction.withheld else "已减免"
