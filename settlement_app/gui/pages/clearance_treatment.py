"""结转 or 一并清算: what each way with outstanding deductions would come to, told before one is chosen."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from settlement_app.domain.year_end import Outstanding
from settlement_app.gui.theme import GRID
from settlement_app.gui.widgets.labels import label
from settlement_app.gui.wording import for_screen
from settlement_app.office.clearance_screen import ClearanceOnScreen, Treatment

NAMES: dict[Outstanding, str] = {"carry": "结转下一年度", "settle": "一并清算"}
_DONE: dict[Outstanding, str] = {"carry": "已结转下一年度", "settle": "已在本清算中了结"}

Shown = Callable[[int], str]
"""An amount (分) with the unit that the window shows."""


class TreatmentChoice(QWidget):
    """The two ways, each with its figures; what was done once it is posted; hidden where deductions leave nothing."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.head = label("", "heading")
        self.buttons: dict[Outstanding, QRadioButton] = {}
        self._texts: dict[Outstanding, QLabel] = {}
        self._group, self._ways = QButtonGroup(self), QWidget()
        ways = QVBoxLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        for mode, name in NAMES.items():
            made, text = QRadioButton(name), label("", "quiet")
            made.clicked.connect(lambda _, mode=mode: self.chosen.emit(mode))
            self._group.addButton(made)
            self.buttons[mode], self._texts[mode] = made, text
            text.setContentsMargins(3 * GRID, 0, 0, 0)
            ways.addWidget(made)
            ways.addWidget(text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.head)
        column.addWidget(self._ways)

    def show_treatments(self, on_screen: ClearanceOnScreen, shown: Shown) -> None:
        """Show what each way would come to, or what was done once the clearance is posted."""
        clearance = on_screen.view.clearance
        left = (("待扣余额", clearance.outstanding), ("待退扣款", clearance.to_return))
        named = "、".join(f"{name} {shown(fen)}" for name, fen in left if fen)
        is_open = bool(on_screen.treatments)
        is_foreseen = any(finding.code == "quarters_open" for finding in on_screen.view.blocked)
        asked = f"{'预计' if is_foreseen else ''}{named}怎样处理？"
        self.head.setText(asked if is_open else f"{named}{_DONE[clearance.mode]}")
        self._ways.setVisible(is_open)
        self.setVisible(bool(named))
        for treatment in on_screen.treatments:
            made, text = self.buttons[treatment.mode], "；".join(_told(treatment, shown))
            problems = [for_screen(problem) for problem in treatment.problems]
            is_chosen = treatment.mode == clearance.mode
            made.setChecked(is_chosen)
            made.setEnabled(is_chosen or not problems)
            made.setToolTip("\n".join(problems))
            made.setAccessibleDescription(text)
            self._texts[treatment.mode].setText("。".join([text, *problems]))


def net_text(net: int | None, shown: Shown) -> str:
    """The net in words, as in 应退 445,200.00 元."""
    if net is None:
        return "未定"
    if net == 0:
        return "不补不退"
    return f"{'应退' if net < 0 else '应补'} {shown(abs(net))}"


def _told(treatment: Treatment, shown: Shown) -> list[str]:
    """What the way does with the deductions, and the net that follows."""
    net = f"清算净额：{net_text(treatment.net, shown)}"
    if treatment.mode == "carry":
        return ["留到下一年度的季度结算中继续扣减或退回", net]
    way = "退回" if treatment.offset < 0 else "扣减"
    return [f"在本清算的管理费中{way} {shown(abs(treatment.offset))}，以后不再{way}", net]
