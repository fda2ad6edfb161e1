"""What is told when something went wrong that nobody foresaw."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget


def tell_crash(parent: QWidget, report: Path) -> QMessageBox:
    """Say what stays safe and where the details lie; offer to open that folder."""
    box = QMessageBox(parent)
    box.setWindowTitle("程序内部出错")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText("这一步没有完成；已存入台账的数据不受影响。")
    box.setInformativeText(f"详情写在 {report}，请把它交给维护人员。")
    folder = box.addButton("打开所在文件夹", QMessageBox.ButtonRole.ActionRole)
    box.addButton("关闭", QMessageBox.ButtonRole.RejectRole)
    folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(report.parent))))
    box.open()
    return box
