"""A contract's year as it is traced in: its clearance, the notes on its figures, the lines of its quarters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from settlement_app.domain.contract import Contract, SubItem
from settlement_app.domain.papers.clearance import ClearanceSheet, clearance_sheet
from settlement_app.domain.papers.clearance_notes import clearance_notes
from settlement_app.domain.papers.figure_notes import FigureNote
from settlement_app.domain.periods import Quarter
from settlement_app.domain.tracing.deductions import Known
from settlement_app.domain.tracing.sheets import line_step, traced_sheet
from settlement_app.domain.tracing.step import TraceStep
from settlement_app.domain.year_end import Clearance


@dataclass(frozen=True, slots=True)
class TracedYear:
    """One year's clearance, posted or as previewed, with what its papers say and how each figure came about."""

    known: Known
    contract: Contract
    clearance: Clearance
    sheet: ClearanceSheet
    notes: Mapping[str, FigureNote]

    @property
    def number(self) -> str:
        """The number of the clearance."""
        return self.sheet.number

    def noted(
        self,
        link: str,
        amount: int | None,
        parts: Sequence[TraceStep] = (),
        *,
        facts: Sequence[str] = (),
        rests_on: Sequence[TraceStep] = (),
    ) -> TraceStep:
        """A figure by its link on the papers: its note is told where parts do not show how it came about."""
        note = self.notes[link]
        told = facts if parts else note.texts
        return TraceStep(note.title, amount, tuple(told), "", tuple(parts), tuple(rests_on))

    def of_quarters(self, item: SubItem, figure: str, *, all_of_them: bool = True) -> list[TraceStep]:
        """A figure of the sub-item's lines, quarter by quarter; those that moved nothing only if all are asked for."""
        steps = [self.of_quarter(item, quarter, figure) for quarter in self.contract.quarters]
        return [step for step in steps if step.amount or all_of_them]

    def of_quarter(self, item: SubItem, quarter: Quarter, figure: str) -> TraceStep:
        """A figure of the sub-item's line in one quarter, with the number of its sheet."""
        sheet = traced_sheet(self.known, self.contract, quarter)
        line = sheet.settlement.line(item.code)
        assert line, "every quarter has a line of each of the contract's sub-items"
        step = line_step(sheet, line, figure, with_contract=False)
        label = step.short.title.removeprefix("本季")
        return replace(step, title=f"{quarter.short_label}{label}", number=sheet.number)


def traced_year(known: Known, contract: Contract, clearance: Clearance) -> TracedYear:
    """The year of a contract with its clearance."""
    sheet = clearance_sheet(known.books, contract, clearance, None, known.today)
    return TracedYear(known, contract, clearance, sheet, clearance_notes(known.books, contract, clearance))
