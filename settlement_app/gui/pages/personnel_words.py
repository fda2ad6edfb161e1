"""The sentences of 人员经费."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from settlement_app.domain.actuals import CATEGORY_LABELS
from settlement_app.domain.money import Unit, format_amount
from settlement_app.gui.models.entries import Fitted
from settlement_app.gui.pages.personnel_saving import Working
from settlement_app.gui.widgets.blockers import Blocker
from settlement_app.gui.widgets.paste_line import taken
from settlement_app.gui.wording import for_screen
from settlement_app.office.personnel_draft import CostPlace, CostReading
from settlement_app.office.personnel_screen import PersonnelOnScreen, pasted_amount

_MONTH_HEAD = "月份"
_MONTH = re.compile(r"[12][0-9]{3}[-/年][0-9]{1,2}月?|[0-9]{1,2}月份?")
NOTHING_HERE = "合同没有据实清算的子项目，不需要填写人员经费。"
HINT = (
    "在表中填写，或从表格软件粘贴，或把 .xlsx、.csv 文件拖到本页。"
    "文件的列为“月份”（如 2019-01 或 1月）和与本表相同的各项；没有发生的填 0，暂估在金额后写“估”。"
)
TYPED_IN_YUAN = "在表中填写的数，没写单位的按元；要按万元填写，请把单位写上，如 285.12万元。"
TRIAL = "试算：不会保存。改上面表中的数，右边对比现在和试算的结果；结束试算就恢复原来的数。试算时不能导入。"
HEADS_COPIED = "没有粘贴：复制的内容里有表头或月份。请只复制数字，点第一格再粘贴；整张表可以用“导入…”。"
CHANGED_ELSEWHERE = "本年的数已在别处改过；没有保存的填写仍在表中，请核对。"


def state_line(working: Working, unit: Unit) -> str:
    """Which sub-item is shown, in which unit, and whether what was typed is stored."""
    shown = working.shown
    saved = "没有存上" if working.failed else "已保存" if working.is_saved else "待保存"
    unusable = len(shown.reading.faults)
    left_out = f"，{unusable} 处不能用，未存" if unusable else ""
    state = "已冻结" if shown.closed else "试算，不会保存" if working.trial else saved + left_out
    shows = "金额单位：元" if unit == "元" else f"显示单位：{unit}，填写按元"
    return f"{shown.item.name} · {shows} · {state}"


def _fault(reading: CostReading, place: CostPlace) -> str:
    """What is wrong with one cell, and how many others cannot be used either."""
    others = len(reading.faults) - 1
    more = f"；另有 {others} 处，都已在原处标明" if others else ""
    return f"{place.month} {CATEGORY_LABELS[place.category]}：{for_screen(reading.faults[place])}{more}"


def blocked(seen: PersonnelOnScreen, go_to: Callable[[CostPlace], object]) -> tuple[str, list[Blocker]]:
    """Why nothing can be typed, or what of it cannot be used, with the way to the first cell."""
    if seen.closed:
        return "不能修改", [Blocker(for_screen(text)) for text in seen.closed]
    found = [Blocker(for_screen(seen.problem))] if seen.problem else []
    if faults := seen.reading.faults:
        first = min(faults)
        found.append(Blocker(_fault(seen.reading, first), "去改正", partial(go_to, first)))
    return "填写不能用", found


def paste_sentence(fitted: Fitted, seen: PersonnelOnScreen) -> str:
    """What a paste would take, with unit and total; ``seen`` is the year with it."""
    total = pasted_amount(seen, [place for place, _ in fitted.texts])
    return (
        f"将粘贴 {taken(fitted, seen.reading.faults)}；金额合计 {format_amount(total)} 元（没写单位的按元）。"
    )


def has_heads(lines: Sequence[Sequence[str]]) -> bool:
    """Whether what was copied begins with a table's heads, or its rows with their months: neither is an amount."""
    heads = {_MONTH_HEAD, *CATEGORY_LABELS.values()}
    return any(cell.strip() in heads for cell in lines[0]) or any(
        line and _MONTH.fullmatch(line[0].strip()) for line in lines
    )


def unsaved_sentences(kept: Iterable[Working]) -> list[str]:
    """The years of which something typed is not in the ledger and cannot be stored by leaving."""
    lost = [working.shown for working in kept if working.shown.reading.faults or working.failed]
    return [f"{shown.contract.year}年{shown.item.name}有填写不能用或没有存上。" for shown in lost]


def not_importable(working: Working | None) -> list[str]:
    """Why no file can be imported now, where there is a year that is open."""
    return ["试算时不能导入；请先结束试算"] if working and working.trial else []
