"""An assessment's draft between the page and the ledger."""

from dataclasses import dataclass, replace

from settlement_app.domain.assessment import Record
from settlement_app.gui.pages.saving import Storing
from settlement_app.office import assessment_screen, assessment_trial, assessments
from settlement_app.office.assessment_draft import Draft
from settlement_app.office.assessment_screen import AssessmentOnScreen
from settlement_app.office.assessment_trial import Trial
from settlement_app.office.assessments import AssessmentView
from settlement_app.office.desk import Desk


@dataclass(slots=True)
class Working:
    """A draft that is worked on: where it belongs, how it reads, what of it is in the ledger.

    ``trial`` is the same assessment in a what-if (试算), which is never stored.
    """

    desk: Desk
    shown: AssessmentOnScreen
    saved: Record
    """How the draft read when it was stored last."""
    trial: Trial | None = None
    failed: bool = False

    @property
    def draft(self) -> Draft:
        """The draft as typed."""
        return self.shown.draft

    @property
    def in_sight(self) -> AssessmentOnScreen:
        """What the tabs show: the what-if while there is one."""
        return self.trial.seen if self.trial else self.shown

    @property
    def record(self) -> Record:
        """What of the draft can be stored."""
        return self.shown.reading.record

    @property
    def is_saved(self) -> bool:
        """Whether all that can be stored of it is in the ledger."""
        return self.record == self.saved

    def take(self, fresh: AssessmentOnScreen) -> None:
        """Go on with what was typed over what stands in the ledger now, where nobody else has changed this record."""
        self.shown = fresh if fresh.draft == self.draft else assessment_screen.drafted(fresh, self.draft)
        if self.trial:
            self.trial = assessment_trial.begun(self.shown, self.trial.seen.draft)

    def storing(self, desk: Desk) -> Storing:
        """What stores it at that desk as it reads now."""
        record, quarter = self.record, self.shown.view.quarter

        def take(view: AssessmentView) -> None:
            assert view.assessment, "what was just stored is there"
            self.saved = record
            self.shown = replace(self.shown, stored=view.assessment.record)

        return lambda: assessments.record(desk, quarter, record), take
