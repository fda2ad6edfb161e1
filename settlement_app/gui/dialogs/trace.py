"""追溯: the way back from one amount to where it comes from, to be read, copied, printed and saved."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout

from settlement_app.domain.tracing.trace import Asked
from settlement_app.gui.dialogs.room import resize_within
from settlement_app.gui.models.trace_steps import TraceSteps
from settlement_app.gui.pages.page import Page
from settlement_app.gui.paper_acts import PaperActs
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import action_button, button, label
from settlement_app.gui.widgets.progress_row import ProgressRow
from settlement_app.gui.widgets.trace_tree import TraceTree
from settlement_app.office import trace
from settlement_app.office.desk import Desk
from settlement_app.office.saving import Saved
from settlement_app.office.trace import TraceOnScreen

_WIDTH, _HEIGHT = 120 * GRID, 70 * GRID
_LETTERS = 24
"""A longer name of what is traced is cut in the title."""
_NOTHING = "没有查到可以追溯的内容"


def open_trace(page: Page, asked: Asked) -> None:
    """Show over a page where an amount comes from."""
    TraceDialog(page, asked).open()


@dataclass(frozen=True, slots=True)
class TracePaper:
    """The 追溯单 of what is shown: made anew each time, never stored or counted."""

    shown: TraceOnScreen

    @property
    def title(self) -> str:
        """What it is called."""
        return f"追溯单 {self.shown.trace.name}"

    @property
    def file_name(self) -> str:
        """The usual name of its file."""
        return self.shown.file_name

    def content(self, _: Desk) -> bytes:
        """Its PDF."""
        return trace.paper(self.shown)

    def save(self, _: Desk, path: Path, *, force: bool) -> Saved:
        """Save it; raises as ``saving.save`` does."""
        return trace.save(self.shown, path, force=force)


class TracePage(Page):
    """What the dialog holds: the tree, and what can be done with it."""

    NAME, TITLE = "trace", "追溯"

    def __init__(self, over: Page, asked: Asked) -> None:
        super().__init__(over.session, over.runner, over.preferences)
        self.asked = asked
        self.steps = TraceSteps()
        self.tree = TraceTree(self.steps)
        self.source, self.progress = label("", "quiet"), ProgressRow()
        self.acts = PaperActs(self, self.progress)
        self._shown: TraceOnScreen | None = None
        self.save_action = self.add_action("保存 PDF…", self.save, shortcut="Ctrl+S", icon="save")
        self.print_action = self.add_action("打印…", self.print, shortcut="Ctrl+P", icon="printer")
        for widget in (self.source, self.tree, self.progress):
            self.body.addWidget(widget)
        self.body.setStretchFactor(self.tree, 1)
        self.close_button = button("关闭", self.close_dialog)
        self.buttons.addWidget(self.close_button)
        self.buttons.addStretch(1)
        self.buttons.addWidget(action_button(self.save_action))
        self.buttons.addWidget(action_button(self.print_action, "primary"))
        self._allow(_NOTHING)

    def refresh(self) -> None:
        """Trace the amount in the ledger as it stands."""
        shown = self._shown = trace.traced(self.session.desk, self.asked)
        name = shown.trace.name  # the tree tells the whole of it
        self.title.setText(f"{self.TITLE} · {name if len(name) <= _LETTERS else f'{name[:_LETTERS]}…'}")
        self.source.setText(f"{shown.trace.source}　截至 {shown.trace.made_on}")
        self.steps.show(shown.trace.step, self.session.unit, self.amount)
        self._allow()

    @property
    def paper(self) -> TracePaper:
        """The 追溯单 of what is shown."""
        assert self._shown, "what is not shown is neither printed nor saved"
        return TracePaper(self._shown)

    def save(self) -> None:
        """Save the 追溯单 under a name that the user chooses."""
        self.acts.save(self.paper)

    def print(self) -> None:
        """Print the 追溯单 on a printer that the user chooses."""
        self.acts.print(self.paper)

    def close_dialog(self) -> None:
        """Close the dialog that holds it."""
        self.window().close()

    def _allow(self, *reasons: str) -> None:
        for action in (self.save_action, self.print_action):
            self.allow(action, reasons)


class TraceDialog(QDialog):
    """Holds the page over the one that asked; gone once it is closed and nothing of it is on its way."""

    def __init__(self, over: Page, asked: Asked) -> None:
        super().__init__(over)
        self.page = TracePage(over, asked)
        self.page.crashed.connect(over.crashed)
        self.setWindowTitle("追溯")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        resize_within(self, _WIDTH, _HEIGHT)
        self.page.tree.setFocus()
        self.finished.connect(self._closed)

    @Slot()
    def _closed(self) -> None:
        self._release(self.page.runner.is_busy)
        self.page.runner.busy_changed.connect(self._release)

    @Slot(bool)
    def _release(self, is_busy: bool) -> None:
        """Let go of it, but not while a job would still tell it how it ended."""
        if not is_busy:
            self.deleteLater()
