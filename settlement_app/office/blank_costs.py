"""The blank workbook into which a year's actual cost is filled, as it is read back when it is imported."""

from dataclasses import dataclass
from pathlib import Path

from settlement_app.exchange.actuals_template import write_actuals_template
from settlement_app.office import costs, saving
from settlement_app.office.desk import Desk
from settlement_app.office.saving import Saved


@dataclass(frozen=True, slots=True)
class BlankCosts:
    """The blank workbook of a sub-item's year; ``item`` may be None where the contract has but one on actual cost."""

    year: int
    item: str | None

    @property
    def title(self) -> str:
        """What it is called."""
        return "人员经费空白表"

    @property
    def file_name(self) -> str:
        """The usual name of its file."""
        return f"{self.year}年人员经费.xlsx"

    def content(self, desk: Desk) -> bytes:
        """Its bytes; raises RuleRefusal where the year has no contract, or none that is settled on actual cost."""
        view = costs.show(desk, self.year, self.item)
        return write_actuals_template(self.year, view.contract.months, view.item_name)

    def save(self, desk: Desk, path: Path, *, force: bool) -> Saved:
        """Save it under a name; raises as ``content`` and ``saving.save`` do."""
        return saving.write_paper(path, lambda: self.content(desk), force=force)
