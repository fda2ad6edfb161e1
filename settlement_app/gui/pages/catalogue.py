"""The pages in their groups, in the order in which they stand at the left."""

from importlib import import_module

from settlement_app.gui.pages.page import Page
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner

GROUPS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "日常",
        (
            ("overview", "总览", "layout-dashboard"),
            ("settlement", "季度结算", "file-check"),
        ),
    ),
)
"""Each group with its pages: name, title, icon."""

NAMES = tuple(name for _, pages in GROUPS for name, _, _ in pages)
_MODULES = {
    "overview": ("settlement_app.gui.pages.overview", "OverviewPage"),
    "settlement": ("settlement_app.gui.pages.settlement", "SettlementPage"),
}


def make_page(name: str, session: Session, runner: Runner, preferences: Preferences) -> Page:
    """The page of that name; its module is loaded when it is first shown."""
    module, attribute = _MODULES[name]
    page: Page = getattr(import_module(module), attribute)(session, runner, preferences)
    return page
