"""What an entry of 操作日志 put down or took away, in words: amounts, reasons, document numbers, what stood before."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from settlement_app.domain.actuals import CATEGORY_LABELS
from settlement_app.domain.contract import TEXT_LABELS
from settlement_app.domain.money import format_amount

_Row = Mapping[str, Any]

_TOLD: Mapping[str, str] = {
    "adjustment": "调整",
    "advance": "核定预付",
    "amendment": "年度金额",
    "contract_text": "合同文字",
    "cost": "实际费用",
    "deduction": "扣款",
    "invoice": "发票",
    "manual_deduction": "手工扣款",
    "payment": "付款",
    "reduction": "核减",
    "reversal": "冲销",
    "sub_item": "年度金额",
    "waiver": "减免",
}
"""The tables whose rows are told, and what a row is called; what is posted stands on its paper."""

_KEYS: Mapping[str, tuple[str, ...]] = {
    "advance": ("item", "quarter"),
    "contract_text": ("field", "year"),
    "cost": ("item", "month", "category"),
}
"""Where one value takes the place of another, the columns that say which."""

_REASONS: Mapping[str, str] = {
    "reversed_because": "撤销事由",
    "void_because": "作废事由",
    "withdrawn_because": "重开事由",
    "done": "完成日期",
}
"""What an entry wrote into a row that stood already, and what that is called."""

_MOST = 6
"""So many rows are told; an import may hold sixty."""


def details(changes: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> tuple[str, ...]:
    """The rows of an entry in words; ``names`` are those of the sub-items by their codes."""
    told = list(_told(list(changes), names))
    more = len(told) - _MOST
    return (*told[:_MOST], *([f"……另有 {more} 项"] if more > 0 else []))


def _told(changes: list[Mapping[str, Any]], names: Mapping[str, str]) -> Iterator[str]:
    removed = [(change["delete"], row) for change in changes if "delete" in change for row in change["was"]]
    for change in changes:
        if "update" in change:
            yield from (
                f"{_REASONS[name]}：{text}" for name, text in change["row"].items() if name in _REASONS
            )
        table = str(change.get("insert"))
        if table not in _TOLD:
            continue
        row = change["row"]
        before = next((old for name, old in removed if name == table and _is_same(table, old, row)), None)
        was = f"，原为 {_value(before)}" if before else ""
        yield _sentence(table, row, names) + was
        removed = [entry for entry in removed if entry[1] is not before]
    for table, row in removed:
        if table in _TOLD:
            yield f"删去：{_sentence(table, row, names)}"


def _is_same(table: str, old: _Row, new: _Row) -> bool:
    return table in _KEYS and all(old[column] == new[column] for column in _KEYS[table])


def _sentence(table: str, row: _Row, names: Mapping[str, str]) -> str:
    about = (
        names.get(row.get("item", ""), "") or (row["name"] if table == "sub_item" else ""),
        (row.get("settlement") or row.get("clearance") or "") if table == "reversal" else "",
        row.get("month", ""),
        {str(code): label for code, label in CATEGORY_LABELS.items()}.get(row.get("category", ""), ""),
        TEXT_LABELS.get(row.get("field", ""), ""),
        row.get("deduction", "") or row.get("id", "") if table in ("waiver", "deduction") else "",
    )
    particulars = (
        ("事由", row.get("reason")),
        ("文号", row.get("document")),
        ("凭证号", row.get("voucher")),
        ("发票号码", row.get("number") if table == "invoice" else None),
        ("日期", row.get("day") if table in ("invoice", "payment") else None),
    )
    head = " ".join(filter(None, (_TOLD[table], *about)))
    rest = "".join(f"，{name}：{text}" for name, text in particulars if text)
    value = "" if table == "reversal" else f" {_value(row)}"
    return f"{head}{value}{_against(row, names)}{rest}"


def _against(row: _Row, names: Mapping[str, str]) -> str:
    """What an amendment makes of the sub-item that it takes from or gives to."""
    other = row.get("against")
    return f"，{names.get(other, other)} {format_amount(row['against_annual'])} 元" if other else ""


def _value(row: _Row) -> str:
    if "text" in row:
        return f"“{row['text']}”"
    estimate = "（暂估）" if row.get("estimate") else ""
    return f"{format_amount(row.get('amount', row.get('annual', 0)))} 元{estimate}"
