"""走势: the year's measured indicators over the quarters; read when the tab is looked at."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from settlement_app.domain.findings import SettlementError
from settlement_app.gui.session import PATIENCE_SECONDS, Session
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import label
from settlement_app.gui.widgets.trend_chart import TrendChart
from settlement_app.gui.wording import for_screen
from settlement_app.ledger.errors import LedgerError
from settlement_app.ledger.file import patience
from settlement_app.office.trends import trends

_COLUMNS = 2


class TrendsTab(QWidget):
    """A chart for each indicator, two beside each other."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._is_stale = True
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, GRID, 2 * GRID, GRID)
        self._grid.setHorizontalSpacing(4 * GRID)
        self._grid.setVerticalSpacing(3 * GRID)
        for signal in (session.opened, session.chosen, session.changed):
            signal.connect(self._mark_stale)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what stands in the ledger now."""
        super().showEvent(event)
        self._refresh()

    def _mark_stale(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        if not self._is_stale:
            return
        self._is_stale = False
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        try:
            with patience(PATIENCE_SECONDS):
                found = trends(self._session.desk, self._session.year)
        except (SettlementError, LedgerError) as error:
            self._grid.addWidget(label(for_screen(str(error)), "error"), 0, 0)
            return
        if not found:
            self._grid.addWidget(label("考核方案里没有用数字衡量的指标。", "quiet"), 0, 0)
        for number, trend in enumerate(found):
            self._grid.addWidget(TrendChart(trend), number // _COLUMNS, number % _COLUMNS)
        self._grid.setRowStretch(len(found) // _COLUMNS + 1, 1)
