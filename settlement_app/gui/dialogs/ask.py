"""A question with a few answers, each of which does something."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

Answer = tuple[str, Callable[[], object]]


def ask(parent: QWidget, title: str, question: str, answers: Sequence[Answer]) -> None:
    """Ask beside the window; 取消, or closing the question, does nothing."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setText(question)
    acts: dict[QAbstractButton, Callable[[], object]] = {
        box.addButton(text, QMessageBox.ButtonRole.AcceptRole): act for text, act in answers
    }
    cancel = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)

    def answered(chosen: QAbstractButton) -> None:
        if act := acts.get(chosen):
            act()

    box.buttonClicked.connect(answered)
    box.open()
