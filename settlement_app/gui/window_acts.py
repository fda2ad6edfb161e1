"""What the menus do beside showing pages: open a ledger, back it up and restore it, settings, help, about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:  # each is loaded when it is first asked for
    from settlement_app.gui.dialogs.help import HelpDialog
    from settlement_app.gui.window import Window

LEDGER_FILTER = "结算台账 (*.settlement);;所有文件 (*)"


class WindowActs:
    """Opens the dialogs of one window."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._help: HelpDialog | None = None

    def choose_ledger(self) -> None:
        """Let the user choose a ledger file to open."""
        recent = [ledger.parent for ledger in self._window.preferences.ledgers]
        start = str(self._window.preferences.folder_or(*recent))
        name, _ = QFileDialog.getOpenFileName(self._window, "打开台账", start, LEDGER_FILTER)
        if name:
            self._window.open_ledger(Path(name))

    def back_up(self) -> None:
        """Make a verified copy of the ledger now."""
        if page := self._window.shown_page:
            page.back_up()

    def restore(self, ledger: Path | None = None, why: str = "") -> None:
        """Look at the backups of a ledger, the open one unless another is named, and go back to one."""
        window = self._window
        if ledger is None and not window.session.is_open:
            self.choose_ledger()
            return
        from settlement_app.gui.dialogs.restore import RestoreDialog

        dialog = RestoreDialog(
            window, ledger or window.session.desk.ledger, window.runner, window.preferences, why
        )
        dialog.restored.connect(lambda ledger, said: window.open_ledger(ledger, said=said))
        dialog.crashed.connect(window.tell_crash)
        dialog.open()

    def show_settings(self) -> None:
        """Let the user change what the program remembers."""
        from settlement_app.gui.dialogs.settings import SettingsDialog

        SettingsDialog(self._window, self._window.session, self._window.preferences).open()

    def show_help(self) -> None:
        """Show what the page that is shown is for."""
        from settlement_app.gui.dialogs.help import HelpDialog

        self._help = self._help or HelpDialog(self._window)
        page = self._window.shown_page
        self._help.show_help(page.NAME if page else "welcome")

    def tell_about(self) -> None:
        """Say which version this is."""
        from settlement_app.gui.dialogs.about import tell_about

        tell_about(self._window)
