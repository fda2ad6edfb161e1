"""Named sizes and colours, light and dark, and the little style that all pages share."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from settlement_app.assets import asset

GRID = 8
"""Distances are whole multiples of this many pixels."""
SIDEBAR_WIDTH = 18 * GRID
TITLE_POINTS = 16
_BODY_POINTS = 10
_FAMILIES = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans SC")
_FRAMED = ("QLineEdit", "QAbstractSpinBox", "QComboBox", "QCheckBox", "QRadioButton")
_STYLE_DARKENS = 140
"""The style frames a field in its window's colour, darker by so many per cent."""
_BUNDLED_FACES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")


@dataclass(frozen=True, slots=True)
class Colours:
    """One scheme: every colour that the window uses."""

    window: str
    surface: str
    text: str
    quiet: str
    hairline: str
    frame: str
    accent: str
    on_accent: str
    selection: str
    negative: str
    good: str
    warning: str
    disabled: str


LIGHT = Colours(
    window="#f6f6f4",
    surface="#ffffff",
    text="#1f2328",
    quiet="#5c636b",
    hairline="#d9dad7",
    frame="#787d83",
    accent="#1f5f8b",
    on_accent="#ffffff",
    selection="#d6e6f2",
    negative="#b3261e",
    good="#2e6b3f",
    warning="#8a5a00",
    disabled="#7a8086",
)
DARK = Colours(
    window="#1e1f22",
    surface="#2d3035",
    text="#e6e6e3",
    quiet="#a5abb2",
    hairline="#3d4046",
    frame="#858b92",
    accent="#7db8e0",
    on_accent="#10202c",
    selection="#273f51",
    negative="#ff8a80",
    good="#8fce9f",
    warning="#e5b567",
    disabled="#8a9097",
)


def is_dark() -> bool:
    """Whether the system asks for the dark scheme."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def colours() -> Colours:
    """The colours of the scheme that the system asks for."""
    return DARK if is_dark() else LIGHT


def apply(application: QApplication, points: int = _BODY_POINTS) -> None:
    """Give the application its face, palette and style; again whenever the scheme or the size changes."""
    font = _font(points)
    application.setStyle("Fusion")
    application.setFont(font)
    application.setPalette(_palette(colours()))
    for name in _FRAMED:
        application.setPalette(_framed(colours()), name)  # type: ignore[arg-type] # stubs ask for bytes, which Qt refuses
    application.setStyleSheet(_style(colours(), points))
    # Again: with the sheet Qt makes a style, and with each style tables, menus and messages get Windows' own faces.
    application.setFont(font)


def _font(points: int) -> QFont:
    """The system's Chinese face; ours where it has none, so that no empty box is ever shown."""
    family = next((name for name in _FAMILIES if QFontDatabase.hasFamily(name)), None)
    if family is None:
        # Both at once: a bold face that came later, with the first sheet, would move what was measured without it.
        loaded = [QFontDatabase.addApplicationFont(str(asset("fonts", face))) for face in _BUNDLED_FACES]
        family = QFontDatabase.applicationFontFamilies(loaded[0])[0]
    font = QFont(family, points)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _palette(scheme: Colours) -> QPalette:
    role = QPalette.ColorRole
    everywhere: Mapping[QPalette.ColorRole, str] = {
        role.Window: scheme.window,
        role.WindowText: scheme.text,
        role.Base: scheme.surface,
        role.AlternateBase: scheme.window,
        role.Text: scheme.text,
        role.Button: scheme.surface,
        role.ButtonText: scheme.text,
        role.ToolTipBase: scheme.surface,
        role.ToolTipText: scheme.text,
        role.PlaceholderText: scheme.quiet,
        role.Highlight: scheme.accent,  # what has the focus is framed in it
        role.HighlightedText: scheme.on_accent,
        role.Link: scheme.accent,
        role.Mid: scheme.hairline,
        role.Light: scheme.surface,
    }
    palette = QPalette()
    for name, colour in everywhere.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(scheme.disabled))
    return palette


def _framed(scheme: Colours) -> QPalette:
    """The palette of what the style frames: as dark as the window, a field or a box to tick would have no edge."""
    palette = _palette(scheme)
    palette.setColor(QPalette.ColorRole.Window, QColor(scheme.frame).lighter(_STYLE_DARKENS))
    return palette


def _style(scheme: Colours, points: int) -> str:
    """What a palette cannot say: hairlines, the one primary button, quiet texts by their role."""
    return f"""
        #sidebar {{ background: {scheme.window}; border: 0; border-right: 1px solid {scheme.hairline};
                    outline: 0; }}
        #sidebar::item {{ padding: 6px 12px; border: 0; min-height: 22px; }}
        #sidebar::item:selected {{ background: {scheme.selection}; color: {scheme.text}; }}
        #sidebar::item:disabled {{ color: {scheme.quiet}; }}
        #sidebar::item:focus {{ border: 2px solid {scheme.accent}; padding: 4px 10px; }}
        #topbar {{ border-bottom: 1px solid {scheme.hairline}; }}
        QLabel[role="title"] {{ font-size: {points + TITLE_POINTS - _BODY_POINTS}pt; }}
        QLabel[role="heading"] {{ font-size: {points + 1}pt; font-weight: 700; }}
        QLabel[role="quiet"] {{ color: {scheme.quiet}; }}
        QLabel[role="error"], QLabel[role="negative"] {{ color: {scheme.negative}; }}
        QLabel[role="good"] {{ color: {scheme.good}; }}
        QLabel[role="warning"] {{ color: {scheme.warning}; }}
        QPushButton {{ padding: 5px 14px; min-height: 18px; border: 1px solid {scheme.hairline};
                       border-radius: 4px; background: {scheme.surface}; }}
        QPushButton:hover {{ border-color: {scheme.accent}; }}
        QPushButton:focus {{ border: 2px solid {scheme.accent}; padding: 4px 13px; }}
        QPushButton:disabled {{ color: {scheme.disabled}; background: {scheme.window}; }}
        QPushButton[role="primary"] {{ background: {scheme.accent}; color: {scheme.on_accent};
                                       border-color: {scheme.accent}; }}
        QPushButton[role="primary"]:focus {{ border: 2px solid {scheme.text}; padding: 4px 13px; }}
        QPushButton[role="primary"]:disabled {{ background: {scheme.hairline}; color: {scheme.quiet};
                                                border-color: {scheme.hairline}; }}
        QPushButton[role="link"] {{ border: 0; background: transparent; color: {scheme.accent};
                                    padding: 2px 4px; text-align: left; }}
        QPushButton[role="link"]:focus {{ border: 1px dotted {scheme.accent}; }}
        QTableView {{ border: 1px solid {scheme.hairline}; gridline-color: {scheme.hairline};
                      selection-background-color: {scheme.selection}; selection-color: {scheme.text}; }}
        QHeaderView::section {{ background: {scheme.window}; border: 0; padding: 5px 4px;
                                border-bottom: 1px solid {scheme.hairline}; }}
        QTabWidget::pane {{ border: 0; border-top: 1px solid {scheme.hairline}; }}
        QTabBar::tab {{ padding: 5px 10px; border: 1px solid transparent; border-bottom: 3px solid transparent;
                       color: {scheme.quiet}; }}
        QTabBar::tab:hover {{ color: {scheme.accent}; }}
        QTabBar::tab:selected {{ color: {scheme.text}; border-bottom-color: {scheme.accent}; }}
        QTabBar::tab:selected:focus {{ border: 1px dotted {scheme.accent};
                                      border-bottom: 3px solid {scheme.accent}; }}
        QTabBar::tab:disabled {{ color: {scheme.disabled}; }}
        QStatusBar QLabel {{ padding: 0 {GRID}px; }}
        QScrollArea {{ border: 0; background: transparent; }}
        QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
        QScrollBar {{ background: transparent; margin: 0; }}
        QScrollBar:vertical {{ width: 14px; }}
        QScrollBar:horizontal {{ height: 14px; }}
        QScrollBar::handle {{ background: {scheme.frame}; border-radius: 3px; margin: 4px; }}
        QScrollBar::handle:vertical {{ min-height: 32px; }}
        QScrollBar::handle:horizontal {{ min-width: 32px; }}
        QScrollBar::handle:hover {{ background: {scheme.quiet}; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
        QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
        QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
        #notice {{ border-top: 1px solid {scheme.hairline}; }}
    """
