"""What the window remembers from one start to the next, in the user's own settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QSettings

from settlement_app.gui.session import People

if TYPE_CHECKING:  # read before the rules are loaded
    from settlement_app.domain.money import Unit

SMALLEST_POINTS, LARGEST_POINTS = 8, 18
_USUAL_POINTS = 10
_MOST_RECENT = 8


@dataclass(slots=True)
class Preferences:
    """Typed access to the settings; every value has a default, and a spoiled one counts as absent."""

    store: QSettings = field(default_factory=lambda: QSettings("settlement", "settlement-app"))

    @property
    def unit(self) -> Unit:
        """The unit in which amounts are shown."""
        return "万元" if self._text("unit") == "万元" else "元"

    @unit.setter
    def unit(self, unit: Unit) -> None:
        self.store.setValue("unit", unit)

    @property
    def people(self) -> People:
        """Who prepared and reviewed last."""
        return People(self._text("by"), self._text("reviewer"))

    @people.setter
    def people(self, people: People) -> None:
        self.store.setValue("by", people.by)
        self.store.setValue("reviewer", people.reviewer)
        names = [name for name in (people.by, people.reviewer, *self.names) if name]
        self.store.setValue("names", list(dict.fromkeys(names)))

    @property
    def names(self) -> list[str]:
        """Every name that was used, the newest first, to choose from."""
        return self._texts("names")

    @property
    def font_points(self) -> int:
        """The size of body text in points."""
        text = self._text("font_points")
        is_usable = text.isdecimal() and SMALLEST_POINTS <= int(text) <= LARGEST_POINTS
        return int(text) if is_usable else _USUAL_POINTS

    @font_points.setter
    def font_points(self, points: int) -> None:
        self.store.setValue("font_points", str(points))

    @property
    def folder(self) -> Path | None:
        """Where documents are saved unless another folder is chosen; None for the user's documents."""
        text = self._text("folder")
        return Path(text) if text else None

    @folder.setter
    def folder(self, folder: Path | None) -> None:
        self.store.setValue("folder", str(folder or ""))

    def folder_or(self, *others: Path) -> Path:
        """The folder of the settings or the first of others that is there, the user's own where none is."""
        return next((path for path in (self.folder, *others) if path and path.is_dir()), Path.home())

    @property
    def backup_folder(self) -> Path | None:
        """Where backups are made unless another folder is chosen; None for beside the ledger."""
        text = self._text("backup_folder")
        return Path(text) if text else None

    @backup_folder.setter
    def backup_folder(self, folder: Path | None) -> None:
        self.store.setValue("backup_folder", str(folder or ""))

    @property
    def ledgers(self) -> list[Path]:
        """The ledgers opened last, the newest first."""
        return [Path(text) for text in self._texts("ledgers")]

    def remember_ledger(self, ledger: Path) -> None:
        """Put a ledger at the head of those opened last."""
        texts = list(dict.fromkeys([str(ledger), *self._texts("ledgers")]))
        self.store.setValue("ledgers", texts[:_MOST_RECENT])

    @property
    def page(self) -> str:
        """The page that was shown last."""
        return self._text("page")

    @page.setter
    def page(self, name: str) -> None:
        self.store.setValue("page", name)

    def bytes_of(self, name: str) -> QByteArray | None:
        """A state that Qt itself packed (geometry, columns), or None."""
        value = self.store.value(f"state/{name}")
        return value if isinstance(value, QByteArray) else None

    def keep_bytes(self, name: str, state: QByteArray) -> None:
        """Keep a state that Qt itself packed."""
        self.store.setValue(f"state/{name}", state)

    def _text(self, key: str) -> str:
        value = self.store.value(key, "")
        return value if isinstance(value, str) else ""

    def _texts(self, key: str) -> list[str]:
        value = self.store.value(key, [])
        if isinstance(value, str):
            return [value] if value else []
        entries = cast(list[object], value) if isinstance(value, list) else []
        return [text for text in entries if isinstance(text, str)]
