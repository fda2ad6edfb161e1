"""Chinese for Qt's own buttons, menus and dialogs, whatever the system's language is."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

_MISSING: Mapping[str, str] = {
    "&Look in:": "查找范围(&L)：",
    "Files of &type:": "文件类型(&T)：",
    "Folder": "文件夹",
}
"""What Qt's own translation leaves in English in the dialogs that we open."""


class _Missing(QTranslator):
    """Says what Qt's translation does not."""

    def isEmpty(self) -> bool:
        """Qt asks only translators that hold something."""
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The Chinese of a text, None for what is left to the others."""
        return _MISSING.get(source)


def install_chinese(application: QCoreApplication) -> Sequence[QTranslator]:
    """Install the translators; the application speaks Chinese as long as they are kept."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    of_qt, missing = QTranslator(), _Missing()
    of_qt.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    translators = (missing, of_qt)  # asked in the order opposite to that in which they are installed
    for translator in translators:
        application.installTranslator(translator)
    return translators
