"""How far a long piece of work is, and a button to cancel it; hidden while there is none."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from settlement_app.gui.tasks import Job
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import button, label


class ProgressRow(QWidget):
    """One line: what is done, the bar, 取消."""

    def __init__(self) -> None:
        super().__init__()
        self._what = label()
        self._what.setWordWrap(False)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("进度")
        self.bar.setFormat("%v / %m")
        self.cancel_button = button("取消", self.cancel)
        self._job: Job | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self._what)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel_button)
        self.hide()

    def follow(self, job: Job, what: str) -> None:
        """Show a job that has begun."""
        self._job = job
        self._what.setText(what)
        self.cancel_button.setEnabled(True)
        self.bar.setRange(0, 0)
        self.show()

    def show_progress(self, done: int, of: int) -> None:
        """Show how many are done, and of how many."""
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def end(self) -> None:
        """The job has ended."""
        self._job = None
        self.hide()

    def cancel(self) -> None:
        """Cancel the job that is followed, if there is one."""
        if self._job:
            self._job.cancel()
            self._what.setText("正在取消…")
            self.cancel_button.setEnabled(False)
