"""合同: the year's contract — parties, sub-items and amendments, the scheme in words, the texts on paper."""

from PySide6.QtWidgets import QTabWidget

from settlement_app.gui.dialogs.amendment import AmendmentDialog
from settlement_app.gui.dialogs.contract_text import ContractTextDialog
from settlement_app.gui.pages.contract_items import ItemsTab
from settlement_app.gui.pages.contract_scheme import SchemeTab
from settlement_app.gui.pages.contract_texts import TextsTab
from settlement_app.gui.pages.page import Page
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.gui.widgets.labels import action_button, label
from settlement_app.gui.widgets.scrolled import scrolled
from settlement_app.office import contracts
from settlement_app.office.contract_screen import (
    Amending,
    AmendmentPreview,
    ContractOnScreen,
    contract_on_screen,
    preview_amendment,
)


class ContractPage(Page):
    """Look at the chosen year's contract, amend its amounts, fill in its texts."""

    NAME, TITLE = "contract", "合同"

    def __init__(self, session: Session, runner: Runner, preferences: Preferences) -> None:
        super().__init__(session, runner, preferences)
        self.parties = label()
        self.items, self.scheme, self.texts = (
            ItemsTab(preferences),
            SchemeTab(preferences),
            TextsTab(preferences),
        )
        self.tabs = QTabWidget()
        for tab, name in (
            (scrolled(self.items), "子项目与预算调整"),
            (self.scheme, "考核方案"),
            (self.texts, "编号、账户与签字栏"),
        ):
            self.tabs.addTab(tab, name)
        self.why_not = label("", "quiet")
        self.text_action = self.add_action("修改选中的一项…", self.change_text)
        self.amend_action = self.add_action("预算调整…", self.amend)
        self._shown: ContractOnScreen | None = None
        self.body.addWidget(self.parties)
        self.body.addWidget(self.tabs, 1)
        self.body.addWidget(self.why_not)
        self.buttons.addWidget(action_button(self.text_action))
        self.buttons.addStretch(1)
        self.buttons.addWidget(action_button(self.amend_action, "primary"))
        self.texts.row_changed.connect(self._allow)
        self.texts.row_opened.connect(self.text_action.trigger)
        self.tabs.currentChanged.connect(self._allow)

    def refresh(self) -> None:
        """Show the chosen year's contract as it stands."""
        shown = self._shown = contract_on_screen(self.session.desk, self.session.year)
        contract = shown.contract
        self.title.setText(f"{contract.year}年合同")
        self.parties.setText(
            f"采购人：{contract.client}\n供应商：{contract.vendor}\n期间：{contract.start} 至 {contract.end}"
        )
        self.items.show_contract(shown, self.session.unit)
        self.scheme.show_contract(shown)
        self.texts.show_contract(shown)
        self._allow()

    def amend(self) -> None:
        """Take an amendment, showing what it changes as it is typed."""
        shown = self._shown
        if shown is None:
            return

        def preview(typed: Amending) -> AmendmentPreview:
            return preview_amendment(shown, typed)

        dialog = AmendmentDialog(self, shown.amendable, shown.open_quarters, preview)
        dialog.accepted.connect(lambda: self._store(dialog.typed, shown.contract.year))
        dialog.open()

    def change_text(self) -> None:
        """Change the chosen text, with a reason."""
        row = self.texts.chosen
        if row is None:
            return
        desk, year = self.session.desk, self.session.year
        dialog = ContractTextDialog(self, row)

        def store() -> None:
            text, reason = dialog.text.text(), dialog.reason.text()
            self.do(
                lambda _: contracts.set_text(desk, row.field, text, reason, year), said=f"{row.label}已保存。"
            )

        dialog.accepted.connect(store)
        dialog.open()

    def _store(self, typed: Amending | None, year: int) -> None:
        if typed is None:
            return
        desk = self.session.desk
        self.do(
            lambda _: contracts.amend(
                desk,
                typed.item,
                typed.annual,
                typed.document,
                typed.reason,
                typed.against,
                typed.start,
                None if typed.start else year,
            ),
            said="预算调整已记入合同。",
        )

    def _allow(self) -> None:
        """Say of each act whether it can be done now, and why not."""
        shown = self._shown
        if shown is None:
            return
        self.allow(self.amend_action, shown.not_amendable)
        on_texts = self.tabs.currentWidget() is self.texts
        chosen = self.texts.chosen if on_texts else None
        wanting = [] if chosen else ["在“编号、账户与签字栏”中选一项，才能修改"]
        self.allow(self.text_action, wanting)
        # The line stays when a text is chosen: were it gone, the second click of a double click would hit another row.
        on_text = [f"已选“{chosen.label}”"] if chosen else wanting
        not_amendable = [f"预算调整：{reason}" for reason in shown.not_amendable]
        self.why_not.setText("　".join([*not_amendable, *(on_text if on_texts else [])]))
        self.why_not.setVisible(bool(self.why_not.text()))
