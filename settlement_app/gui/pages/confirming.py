"""What becomes final is asked for once, with its figures and both names, and then done off the window's thread."""

from collections.abc import Callable, Sequence

from settlement_app.gui.dialogs.confirm import ConfirmDialog
from settlement_app.gui.pages.page import Page
from settlement_app.office.desk import Desk


def confirm(
    page: Page,
    title: str,
    facts: Sequence[tuple[str, str]],
    warning: str,
    act: Callable[[Desk, str, str], object],
    reason_label: str = "",
) -> None:
    """Ask, and act with the desk at which both people work, the reviewer and the reason.

    All three are taken as the dialog is accepted: what is done later, on another thread, must look at no widget, nor
    at a session that may have turned to another ledger.
    """
    session = page.session
    dialog = ConfirmDialog(page, title, facts, warning, session.people, page.preferences.names, reason_label)

    def accepted() -> None:
        session.choose_people(dialog.people)
        act(session.desk, dialog.people.reviewer, dialog.reason.text())

    dialog.accepted.connect(accepted)
    dialog.open()
