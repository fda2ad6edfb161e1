"""An assessment's draft between the page and the ledger."""

from dataclasses import dataclass, replace

from settlement_app.domain.assessment import Record
from settlement_app.gui.pages.saving import Storing
from settlement_app.office import assessments
from settlement_app.office.assessment_draft import Draft
from settlement_app.office.assessment_screen import AssessmentOnScreen
from settlement_app.office.assessments import AssessmentView
from settlement_app.office.desk import Desk


@dataclass(slots=True)
class Working:
    """A draft that is worked on: where it belongs, how it reads, what of it is in the ledger."""

    desk: Desk
    shown: AssessmentOnScreen
    saved: Record
    """How the draft read when it was stored last."""
    failed: bool = False

    @property
    def draft(self) -> Draft:
        """The draft as typed."""
        return self.shown.draft

    @property
    def record(self) -> Record:
        """What of the draft can be stored."""
        return self.shown.reading.record

    @property
    def is_saved(self) -> bool:
        """Whether all that can be stored of it is in the ledger."""
        return self.record == self.saved

    def storing(self, desk: Desk) -> Storing:
        """What stores it at that desk as it reads now."""
        record, quarter = self.record, self.shown.view.quarter

        def take(view: AssessmentView) -> None:
            assert view.assessment, "what was just stored is there"
            self.saved = record
            self.shown = replace(self.shown, stored=view.assessment.record)

        return lambda: assessments.record(desk, quarter, record), take
