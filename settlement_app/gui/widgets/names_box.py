"""A box for a person's name, chosen from those used before or typed."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox


def names_box(chosen: str, names: Sequence[str]) -> QComboBox:
    """A box that shows ``chosen`` and offers ``names``."""
    made = QComboBox()
    made.setEditable(True)
    made.addItems(list(names))
    made.setCurrentText(chosen)
    return made
