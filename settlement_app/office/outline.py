"""What a ledger holds at a glance: its projects, and the quarters of the chosen one."""

from dataclasses import dataclass

from settlement_app.domain.periods import Quarter
from settlement_app.ledger import file
from settlement_app.ledger.load import load_project, load_quarters, project_codes
from settlement_app.office.desk import Desk


@dataclass(frozen=True, slots=True)
class Outline:
    """The projects of a ledger; of the chosen one its name, its quarters, and the one to look at first."""

    projects: tuple[str, ...]
    project: str
    name: str
    is_sample: bool
    quarters: tuple[Quarter, ...]
    current: Quarter

    @property
    def years(self) -> tuple[int, ...]:
        """The contract years, oldest first."""
        return tuple(dict.fromkeys(quarter.year for quarter in self.quarters))


def outline(desk: Desk) -> Outline:
    """The ledger's outline; without a named project the first one is chosen."""
    with file.opened(desk.ledger) as db, file.reading(db):
        codes = project_codes(db)
        code = desk.project if desk.project in codes else codes[0]
        project, (quarters, posted) = load_project(db, code), load_quarters(db, code)
    return Outline(
        projects=codes,
        project=code,
        name=project.name,
        is_sample=project.sample,
        quarters=quarters,
        current=next((quarter for quarter in quarters if quarter not in posted), quarters[-1]),
    )
