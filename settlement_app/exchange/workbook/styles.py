"""How cells look: one named style for each kind of cell, twice: plain, and strong for totals."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, get_args

from settlement_app.exchange.workbook.cells import Style

if TYPE_CHECKING:
    from openpyxl.styles import NamedStyle

_NAMES: Mapping[Style, str] = {
    "title": "标题",
    "note": "说明",
    "head": "表头",
    "text": "文字",
    "amount": "金额",
    "date": "日期",
    "percent": "百分比",
    "estimate": "暂估",
    "missing": "未定",
}
_AMOUNT = "#,##0.00;[Red]-#,##0.00"
_FORMATS: Mapping[Style, str] = {
    "amount": _AMOUNT,
    "date": "yyyy-mm-dd",
    "percent": "0.00%",
    "estimate": '#,##0.00"（暂估）";[Red]-#,##0.00"（暂估）"',
}
_FILLS: Mapping[Style, str] = {"head": "DDE6F0", "estimate": "FFF2CC", "missing": "F2F2F2"}
_FACE = "宋体"


Look = tuple[Style, bool]
"""A kind of cell, and whether it is strong."""


def named_styles() -> dict[Look, "NamedStyle"]:
    """Every style of the workbook."""
    return {
        (style, strong): _named_style(style, strong) for style in get_args(Style) for strong in (False, True)
    }


def _named_style(style: Style, strong: bool) -> "NamedStyle":
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    is_heading = style in ("title", "note")
    horizontal = {"head": "center", "title": "left", "note": "left", "text": "left", "missing": "center"}
    line = Side(style="thin", color="808080")
    bold = strong or style in ("title", "head")
    size = {"title": 14, "note": 10}.get(style, 11)
    colour = _FILLS.get(style)
    return NamedStyle(
        name=_NAMES[style] + ("（合计）" if strong else ""),
        font=Font(name=_FACE, size=size, bold=bold),
        alignment=Alignment(
            horizontal=horizontal.get(style, "right"),
            vertical="center",
            wrap_text=style in ("head", "text"),
        ),
        border=Border() if is_heading else Border(left=line, right=line, top=line, bottom=line),
        fill=PatternFill("solid", fgColor=colour) if colour else PatternFill(),
        number_format=_FORMATS.get(style, "General"),
    )
