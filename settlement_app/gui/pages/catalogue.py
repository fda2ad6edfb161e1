"""The pages in their groups, in the order in which they stand at the left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the list of pages is shown before any page is loaded
    from settlement_app.gui.pages.page import Page
    from settlement_app.gui.preferences import Preferences
    from settlement_app.gui.session import Session
    from settlement_app.gui.tasks import Runner

GROUPS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "日常",
        (
            ("overview", "总览", "layout-dashboard"),
            ("assessment", "季度考核", "clipboard-check"),
            ("settlement", "季度结算", "file-check"),
            ("payments", "付款与发票", "wallet"),
        ),
    ),
    (
        "年终",
        (
            ("personnel", "人员经费", "users"),
            ("clearance", "年终清算", "scale"),
        ),
    ),
    (
        "查阅",
        (
            ("contract", "合同", "scroll-text"),
            ("deductions", "扣款台账", "list-minus"),
            ("documents", "文档", "files"),
            ("journal", "操作日志", "history"),
        ),
    ),
)
"""Each group with its pages: name, title, icon."""

NAMES = tuple(name for _, pages in GROUPS for name, _, _ in pages)
_MODULES = {
    "overview": ("settlement_app.gui.pages.overview", "OverviewPage"),
    "assessment": ("settlement_app.gui.pages.assessment", "AssessmentPage"),
    "settlement": ("settlement_app.gui.pages.settlement", "SettlementPage"),
    "payments": ("settlement_app.gui.pages.payments", "PaymentsPage"),
    "personnel": ("settlement_app.gui.pages.personnel", "PersonnelPage"),
    "clearance": ("settlement_app.gui.pages.clearance", "ClearancePage"),
    "contract": ("settlement_app.gui.pages.contract", "ContractPage"),
    "deductions": ("settlement_app.gui.pages.deductions", "DeductionsPage"),
    "documents": ("settlement_app.gui.pages.documents", "DocumentsPage"),
    "journal": ("settlement_app.gui.pages.journal", "JournalPage"),
}


def loading() -> list[Callable[[], object]]:
    """Pieces that load the modules of all pages, and what draws their papers."""
    pages: list[Callable[[], object]] = [partial(import_module, module) for module, _ in _MODULES.values()]
    return [*pages, _warm_up]


def _warm_up() -> None:
    from settlement_app.office.previews import warm_up

    warm_up()


def make_page(name: str, session: Session, runner: Runner, preferences: Preferences) -> Page:
    """The page of that name; its module is loaded when it is first shown."""
    module, attribute = _MODULES[name]
    page: Page = getattr(import_module(module), attribute)(session, runner, preferences)
    return page
