"""A year's costs between the page and the ledger."""

from dataclasses import dataclass, replace

from settlement_app.gui.pages.saving import Storing
from settlement_app.office import costs, personnel_screen
from settlement_app.office.costs import CostView
from settlement_app.office.desk import Desk
from settlement_app.office.personnel_draft import CostDraft
from settlement_app.office.personnel_screen import PersonnelOnScreen


@dataclass(slots=True)
class Working:
    """A draft that is worked on; ``trial`` is the same year in a what-if (试算), which is never stored."""

    desk: Desk
    shown: PersonnelOnScreen
    trial: PersonnelOnScreen | None = None
    failed: bool = False

    @property
    def draft(self) -> CostDraft:
        """The draft as typed."""
        return self.shown.draft

    @property
    def in_sight(self) -> PersonnelOnScreen:
        """What the table shows: the what-if while there is one."""
        return self.trial or self.shown

    @property
    def is_saved(self) -> bool:
        """Whether all that can be stored of it is in the ledger."""
        return self.shown.changes.are_none

    def take(self, fresh: PersonnelOnScreen) -> bool:
        """Go on from what stands in the ledger now; returns whether that was changed by anybody else meanwhile.

        What was typed and is not stored stays typed, unless nothing can be typed any more.
        """
        is_changed = fresh.stored != self.shown.stored
        if fresh.closed:
            self.shown, self.trial = fresh, None
            return is_changed
        draft = personnel_screen.rebased(fresh, self.shown) if is_changed else self.draft
        self.shown = fresh if draft == fresh.draft else personnel_screen.drafted(fresh, draft)
        if self.trial:
            self.trial = personnel_screen.drafted(fresh, self.trial.draft)
        return is_changed

    def storing(self, desk: Desk) -> Storing:
        """What stores it at that desk as it reads now."""
        changes, year, item = self.shown.changes, self.shown.contract.year, self.shown.item.code

        def take(view: CostView) -> None:
            self.shown = replace(self.shown, stored=view.costs.values)

        return lambda: costs.record(desk, year, item, changes.values, changes.emptied), take
