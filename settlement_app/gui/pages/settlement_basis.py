"""Where a figure of the sheet comes from: what the page says beside it when it is clicked."""

from collections.abc import Callable

from settlement_app.documents.settlement import TOTAL
from settlement_app.domain.papers.settlement import SHEET_LABELS
from settlement_app.domain.quarter import Settlement


def basis_of(sheet: Settlement, link: str, amount: Callable[[int], str]) -> tuple[str, str]:
    """The title and the sentences for a figure: ``link`` is the line's place, or the total's name, and the figure's.

    ``amount`` writes a figure that no rule explains further (分) in the window's unit.
    """
    place, _, figure = link.partition("/")
    name = SHEET_LABELS[figure]
    if place == TOTAL:
        parts = "\n".join(f"{line.name} {amount(getattr(line, figure))}" for line in sheet.lines)
        return f"合计 · {name}", f"{name} {amount(getattr(sheet, figure))}，是各子项目之和：\n{parts}"
    line = sheet.lines[int(place)]
    notes = [note.text for note in line.notes if note.figure == figure]
    return f"{line.name} · {name}", "\n".join(notes or [f"{name} {amount(getattr(line, figure))}"])
