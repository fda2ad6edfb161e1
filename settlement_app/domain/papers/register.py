"""The register of deductions (考核扣款台账): every deduction from its source to what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from settlement_app.domain import money
from settlement_app.domain.books import Books
from settlement_app.domain.contract import Contract
from settlement_app.domain.deduction import Deduction
from settlement_app.domain.money import format_amount
from settlement_app.domain.papers.parts import Heading, year_heading
from settlement_app.domain.paying import parse_target


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One deduction, in 分: ``withheld`` is applied less returned; ``story`` says when, a line each."""

    deduction: Annotated[str, "扣款编号"]
    source: Annotated[str, "来源季度"]
    basis: Annotated[str, "事由"]
    amount: int
    waived: int
    withheld: int
    outstanding: int
    to_return: int
    story: Annotated[tuple[str, ...], "经过"]


@dataclass(frozen=True, slots=True)
class Register:
    """All deductions with a source up to the end of the contract's year, as of a day; sums in 分."""

    number: Annotated[str, "单号"]
    heading: Heading
    made_on: date
    rows: Annotated[tuple[RegisterRow, ...], "扣款"]
    amount: int
    waived: int
    withheld: int
    outstanding: int
    to_return: int


def register_of(books: Books, contract: Contract, today: date) -> Register:
    """The register up to the contract's year as it stands today; withdrawn rows are told and not summed."""
    deductions = sorted(
        (row for row in books.register if row.source <= contract.last_quarter), key=lambda row: row.order
    )
    counted = [row for row in deductions if not row.withdrawn]
    return Register(
        number=f"{books.project.code}-{contract.year}",
        heading=year_heading(books, contract),
        made_on=today,
        rows=tuple(_row(row) for row in deductions),
        amount=money.total(row.amount for row in counted),
        waived=money.total(row.waived for row in counted),
        withheld=money.total(row.withheld for row in counted),
        outstanding=money.total(row.outstanding for row in counted),
        to_return=money.total(row.to_return for row in counted),
    )


def _row(row: Deduction) -> RegisterRow:
    return RegisterRow(
        deduction=row.id,
        source=row.source.label,
        basis=row.basis,
        amount=row.amount,
        waived=row.waived,
        withheld=row.withheld,
        outstanding=row.outstanding,
        to_return=row.to_return,
        story=tuple(deduction_story(row)),
    )


def deduction_story(row: Deduction) -> Iterator[str]:
    """What became of the deduction since, in words, a line each."""
    if row.withdrawn:
        yield f"{row.withdrawal}，不计入合计"
    for waiver in row.waivers:
        word = "减免" if waiver.amount > 0 else "撤回减免"
        yield f"{waiver.on} {word} {format_amount(abs(waiver.amount))}：{waiver.reason}"
    for movement in row.movements:
        word = "扣" if movement.kind == "applied" else "退"
        yield f"{parse_target(movement.target).label}{word} {format_amount(movement.amount)}"
    if row.outstanding:
        yield f"待扣 {format_amount(row.outstanding)}（下季续扣）"
    if row.to_return:
        yield f"待退 {format_amount(row.to_return)}（下季退回）"
