"""追溯: the way back from one amount for the screen, and as a paper of the day that is neither kept nor counted."""

from dataclasses import dataclass
from pathlib import Path

from settlement_app.documents.stamp import Stamp
from settlement_app.domain.books import Books
from settlement_app.domain.contract import Contract
from settlement_app.domain.deduction import OPENING, Deduction
from settlement_app.domain.tracing.trace import Asked, Trace, trace, year_of
from settlement_app.exchange.files import storable_name
from settlement_app.office.desk import Desk
from settlement_app.office.saving import Saved, write_paper
from settlement_app.office.years import contract_of_year


@dataclass(frozen=True, slots=True)
class TraceOnScreen:
    """What was traced, as the ledger stands; ``sample`` marks the demonstration."""

    trace: Trace
    sample: bool

    @property
    def file_name(self) -> str:
        """The usual name of the paper's file, which says the paper or the list that the amount stands on."""
        paper = self.trace.source.partition("（")[0]
        return storable_name(f"追溯单 {paper} {self.trace.name}.pdf")


def traced(desk: Desk, asked: Asked) -> TraceOnScreen:
    """Trace an amount; raises RuleRefusal where its year has no contract any more."""
    with desk.reading() as books:
        return TraceOnScreen(trace(books, _contract(books, asked), asked, desk.today), books.project.sample)


def paper(shown: TraceOnScreen) -> bytes:
    """The 追溯单 as a PDF; raises RuleRefusal, naming the field, where no face holds a character of it."""
    from settlement_app.documents.trace import render_trace

    return render_trace(shown.trace, Stamp("current", shown.sample))


def save(shown: TraceOnScreen, asked: Path, *, force: bool) -> Saved:
    """Save the 追溯单; raises as ``saving.save`` does."""
    return write_paper(asked, lambda: paper(shown), force=force)


def _contract(books: Books, asked: Asked) -> Contract:
    """The contract of the year that the amount belongs to, the first one's for a deduction from before it."""
    if isinstance(asked, Deduction) and asked.cause == OPENING:
        return books.contracts[0]
    return contract_of_year(books, year_of(asked))
