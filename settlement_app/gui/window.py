"""The one window: pages at the left, what is looked at on top, who works at the foot."""

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from settlement_app.domain.findings import SettlementError
from settlement_app.domain.money import Unit
from settlement_app.gui.pages.catalogue import GROUPS, NAMES, make_page
from settlement_app.gui.pages.page import Page
from settlement_app.gui.pages.welcome import WelcomePage
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.theme import GRID, SIDEBAR_WIDTH
from settlement_app.ledger.errors import LedgerError
from settlement_app.office.outline import journal_head

_ITEM_SIZE = QSize(SIDEBAR_WIDTH - 2 * GRID, 4 * GRID)
_NAME_ROLE = int(Qt.ItemDataRole.UserRole)
_ICON_ROLE = _NAME_ROLE + 1
_ICONS_AFTER_MS = 50
_TOLD_MILLISECONDS = 8_000
LEDGER_FILTER = "结算台账 (*.settlement);;所有文件 (*)"


class Window(QMainWindow):
    """Holds the pages, and passes to them what is chosen on top."""

    def __init__(self, session: Session, runner: Runner, preferences: Preferences) -> None:
        super().__init__()
        self.session, self.runner, self.preferences = session, runner, preferences
        self.setMinimumSize(QSize(960, 600))
        self.sidebar = QListWidget()
        self.stack = QStackedWidget()
        self.pages: dict[str, Page] = {}
        self.page_actions: list[QAction] = []
        self.year_box, self.quarter_box, self.project_box = QComboBox(), QComboBox(), QComboBox()
        self._ledger_label, self._people_label, self._state_label = QLabel(), QLabel(), QLabel()
        self.welcome = WelcomePage(session, runner, preferences)
        self.welcome.chosen.connect(self.open_ledger)
        self.welcome.crashed.connect(self.tell_crash)
        self._build()
        session.opened.connect(self._show_outline)
        session.changed.connect(self._show_outline)
        session.chosen.connect(self._show_outline)
        session.people_changed.connect(self._show_people)
        runner.busy_changed.connect(self._show_busy)
        self._show_people()
        self._show_open(False)
        if geometry := preferences.bytes_of("geometry"):
            self.restoreGeometry(geometry)
        else:
            self.resize(1240, 720)

    def open_ledger(self, ledger: Path) -> bool:
        """Open a ledger and show where its year stands; says in words where it cannot be opened."""
        try:
            self.session.open(ledger)
        except (SettlementError, LedgerError) as error:
            self.show_welcome()
            self.welcome.tell(error)
            return False
        self.preferences.remember_ledger(ledger)
        self.show_page(self.preferences.page if self.preferences.page in NAMES else NAMES[0])
        return True

    def show_page(self, name: str) -> None:
        """Show the page of that name; the quarter stays as it is."""
        if not self.session.is_open:
            return
        if name not in self.pages:
            page = make_page(name, self.session, self.runner, self.preferences)
            page.go_to.connect(self.show_page)
            page.crashed.connect(self.tell_crash)
            self.pages[name] = page
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(self.pages[name])
        self.preferences.page = name
        for row in range(self.sidebar.count()):
            if self.sidebar.item(row).data(_NAME_ROLE) == name:
                self.sidebar.setCurrentRow(row)

    def show_welcome(self) -> None:
        """Show the first page, from which another ledger is opened or made; any page leads back."""
        self.stack.setCurrentWidget(self.welcome)
        self.sidebar.setCurrentRow(-1)

    def open_find(self) -> None:
        """Look for a text in the table of the page that is shown."""
        page = self.stack.currentWidget()
        if isinstance(page, Page):
            page.open_find()

    def tell_crash(self, error: object) -> None:
        """Write down an error that nobody foresaw, and say where."""
        from settlement_app.gui.dialogs.crash import tell_crash
        from settlement_app.office.bug_report import write_report

        if isinstance(error, Exception):
            tell_crash(self, write_report(error))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what was typed last, cancel what is on its way, and remember where the window stood."""
        for page in self.pages.values():
            page.leave()
        self.runner.cancel_all()
        self.preferences.keep_bytes("geometry", self.saveGeometry())
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the icons once the window stands: they take longer than all its texts."""
        super().showEvent(event)
        QTimer.singleShot(_ICONS_AFTER_MS, self.draw_icons)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the scheme with the icons; look whether others stored something when the user comes back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self.draw_icons()
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.look_for_others()

    def look_for_others(self) -> None:
        """Show what another window or a command has stored in the ledger meanwhile, and say so."""
        if self.runner.is_busy or not self.session.may_be_stale:
            return
        desk = self.session.desk

        def heard(head: str) -> None:
            if self.session.desk.ledger == desk.ledger and self.session.heard(head):
                self.statusBar().showMessage("台账刚被另一程序更改，已重新读取。", _TOLD_MILLISECONDS)

        def failed(error: Exception) -> None:
            page = self.stack.currentWidget()
            if isinstance(page, Page):
                page.tell(error)

        self.runner.start(lambda _: journal_head(desk), done=heard, failed=failed)

    def draw_icons(self) -> None:
        """Draw the window's icon and those of its pages in the colours of the scheme."""
        from settlement_app.gui.icons import icon

        self.setWindowIcon(icon("app"))
        for row in range(self.sidebar.count()):
            item = self.sidebar.item(row)
            if name := item.data(_ICON_ROLE):
                item.setIcon(icon(name))

    def choose_ledger(self) -> None:
        """Let the user choose a ledger file to open."""
        start = str(self.preferences.folder or "")
        name, _ = QFileDialog.getOpenFileName(self, "打开台账", start, LEDGER_FILTER)
        if name:
            self.open_ledger(Path(name))

    def _build(self) -> None:
        self.sidebar.setObjectName("sidebar")
        self.sidebar.setAccessibleName("页面")
        self.sidebar.setFixedWidth(SIDEBAR_WIDTH)
        self.sidebar.setIconSize(QSize(18, 18))
        self.sidebar.currentItemChanged.connect(self._page_clicked)
        self.sidebar.itemClicked.connect(self._page_clicked)  # a page that was chosen before the welcome
        number = 0
        for group, pages in GROUPS:
            head = QListWidgetItem(group)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            head.setSizeHint(_ITEM_SIZE)
            self.sidebar.addItem(head)
            for name, title, icon_name in pages:
                number += 1
                item = QListWidgetItem(title)
                item.setData(_NAME_ROLE, name)
                item.setData(_ICON_ROLE, icon_name)
                item.setSizeHint(_ITEM_SIZE)
                self.sidebar.addItem(item)
                action = self._page_action(name, title, f"Alt+{number % 10}")
                item.setToolTip(action.toolTip())
        self.stack.addWidget(self.welcome)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._topbar())
        right.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        centre = QWidget()
        centre.setLayout(row)
        self.setCentralWidget(centre)
        self._build_menu()
        self.statusBar().addWidget(self._people_label)
        self.statusBar().addPermanentWidget(self._state_label)

    def _topbar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("topbar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        row.addWidget(self._ledger_label, 1)
        for box, name in (
            (self.project_box, "项目"),
            (self.year_box, "年度"),
            (self.quarter_box, "季度"),
        ):
            box.setAccessibleName(name)
            row.addWidget(box)
        unit = QComboBox()
        unit.setAccessibleName("金额单位")
        unit.addItems(["元", "万元"])
        unit.setCurrentText(self.session.unit)
        unit.currentTextChanged.connect(self._unit_chosen)
        self.session.unit_changed.connect(lambda: unit.setCurrentText(self.session.unit))
        row.addWidget(unit)
        self.project_box.activated.connect(self._project_chosen)
        self.year_box.activated.connect(lambda: self.session.choose_year(self.year_box.currentData()))
        self.quarter_box.activated.connect(lambda: self.session.choose(self.quarter_box.currentData()))
        return bar

    def _build_menu(self) -> None:
        menu = QMenu("台账", self)
        self.menuBar().addMenu(menu)
        open_action = QAction("打开台账…", self)
        open_action.setShortcut("Ctrl+O")
        open_action.triggered.connect(self.choose_ledger)
        welcome = QAction("新建台账或打开示例…", self)
        welcome.triggered.connect(self.show_welcome)
        settings = QAction("设置…", self)
        settings.triggered.connect(self._show_settings)
        leave = QAction("退出", self)
        leave.setShortcut("Ctrl+Q")
        leave.triggered.connect(self.close)
        menu.addActions([open_action, welcome, settings, leave])
        find = QAction("在表中查找", self)
        find.setShortcut(QKeySequence.StandardKey.Find)
        find.triggered.connect(self.open_find)
        pages = QMenu("查看", self)
        pages.addActions(self.page_actions)
        pages.addSeparator()
        pages.addAction(find)
        self.menuBar().addMenu(pages)

    def _page_action(self, name: str, title: str, keys: str) -> QAction:
        """The action that shows a page: in the menu, and by its keys."""
        action = QAction(title, self)
        action.setShortcut(keys)
        action.setToolTip(f"{title}（{keys}）")
        action.triggered.connect(lambda: self.show_page(name))
        self.page_actions.append(action)
        return action

    def _page_clicked(self, item: QListWidgetItem | None) -> None:
        name = item.data(_NAME_ROLE) if item else None
        if name:
            self.show_page(name)

    def _unit_chosen(self, text: str) -> None:
        unit: Unit = "万元" if text == "万元" else "元"
        self.session.choose_unit(unit)
        self.preferences.unit = unit

    def _project_chosen(self) -> None:
        self.session.open(self.session.desk.ledger, self.project_box.currentData())

    def _show_settings(self) -> None:
        from settlement_app.gui.dialogs.settings import SettingsDialog

        SettingsDialog(self, self.session, self.preferences).open()

    def _show_open(self, is_open: bool) -> None:
        """Without a ledger there are no pages to go to, and nothing to choose."""
        self.sidebar.setEnabled(is_open)
        for box in (self.project_box, self.year_box, self.quarter_box):
            box.setVisible(is_open)

    def _show_outline(self) -> None:
        """Show which ledger, project, year and quarter is looked at."""
        self._show_open(True)
        outline, quarter = self.session.outline, self.session.quarter
        sample = "示例 · " if outline.is_sample else ""
        self._ledger_label.setText(f"{sample}{self.session.desk.ledger.name} · {outline.name}")
        self._ledger_label.setToolTip(str(self.session.desk.ledger))
        self.setWindowTitle(f"{sample}{self.session.desk.ledger.name} - 季度结算")
        _fill(self.project_box, [(code, code) for code in outline.projects], outline.project)
        self.project_box.setVisible(len(outline.projects) > 1)
        _fill(self.year_box, [(f"{year}年", year) for year in outline.years], quarter.year)
        quarters = [q for q in outline.quarters if q.year == quarter.year]
        _fill(self.quarter_box, [(q.short_label, q) for q in quarters], quarter)
        self._state_label.setText("已保存")

    def _show_people(self) -> None:
        by = self.session.people.by
        self._people_label.setText(f"编制：{by}" if by else "编制：未选择（审定或确认时选择）")
        self.preferences.people = self.session.people

    def _show_busy(self, is_busy: bool) -> None:
        self._state_label.setText("正在处理…" if is_busy else "已保存")


def _fill(box: QComboBox, entries: list[tuple[str, object]], chosen: object) -> None:
    """Show entries in a box without telling anybody that something was chosen."""
    box.blockSignals(True)
    box.clear()
    for text, value in entries:
        box.addItem(text, value)
    box.setCurrentIndex(next((n for n, (_, value) in enumerate(entries) if value == chosen), -1))
    box.blockSignals(False)
