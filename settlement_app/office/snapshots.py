"""Papers as JSON: what a posted document says is stored, and read back years later, value for value."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

_Paper = TypeVar("_Paper")


def to_json(paper: Any) -> str:
    """The paper, a dataclass of plain values, as canonical JSON."""
    return json.dumps(asdict(paper), default=_iso, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(kind: type[_Paper], text: str) -> _Paper:
    """The paper that was stored; a field that is newer than the text takes its default."""
    paper: _Paper = _read(kind, json.loads(text))
    return paper


def _iso(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not belong on a paper")


def _read(kind: Any, value: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        return _read_dataclass(kind, value)
    if value is None or kind in (str, int, bool, NoneType):
        return value
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    if get_origin(kind) is tuple:
        (element, *_) = get_args(kind)
        return tuple(_read(element, entry) for entry in value)
    (element,) = (option for option in get_args(kind) if option is not NoneType)
    return _read(element, value)


def _read_dataclass(kind: Any, value: Mapping[str, Any]) -> Any:
    types = _types(kind)
    return kind(**{name: _read(types[name], value[name]) for name in types if name in value})


@cache
def _types(kind: Any) -> Mapping[str, Any]:
    """The type of each field; working them out takes longer than reading a paper."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
