"""What the program is, which version, and whose work it stands on."""

from PySide6.QtWidgets import QMessageBox, QWidget

import settlement_app

_TEXT = """季度结算 {version}

把年度合同、季度考核、扣款结转、季度结算、付款和年终清算放在一本台账里，并打印可以签字的单据。
程序不联网；要更新，运行新版的安装程序。"""
_LICENCES = (
    "使用的开源软件：Qt、PySide6（LGPL）、SQLite、reportlab、openpyxl、pypdfium2，"
    "字体 Noto Sans SC（OFL），图标 Lucide（ISC）。"
)


def tell_about(parent: QWidget) -> QMessageBox:
    """Open the message; it does not block what it stands beside."""
    box = QMessageBox(parent)
    box.setWindowTitle("关于")
    box.setText(_TEXT.format(version=settlement_app.__version__))
    box.setInformativeText(_LICENCES)
    box.addButton("关闭", QMessageBox.ButtonRole.AcceptRole)
    box.open()
    return box
