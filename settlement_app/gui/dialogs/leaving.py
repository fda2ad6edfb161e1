"""Asked before the window closes over something that could not be stored."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMessageBox, QWidget


def ask_to_leave(parent: QWidget, unsaved: Sequence[str], leave: Callable[[], object]) -> QMessageBox:
    """Say what would be lost; staying is what Enter and Esc do."""
    box = QMessageBox(parent)
    box.setWindowTitle("还有没有存上的内容")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText("\n".join(unsaved))
    box.setInformativeText("现在关闭，这些内容会丢失；别的都已保存。")
    stay = box.addButton("返回修改", QMessageBox.ButtonRole.RejectRole)
    box.addButton("仍然关闭", QMessageBox.ButtonRole.DestructiveRole).clicked.connect(leave)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.open()
    return box
