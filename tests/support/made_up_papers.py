"""Papers made up by hypothesis: any texts, amounts and lengths that their kinds can hold, though no rule gives them."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from settlement_app.documents.stamp import Stamp
from settlement_app.domain.actuals import CATEGORIES
from settlement_app.domain.money import LIMIT
from settlement_app.domain.papers.annual import AnnualTable
from settlement_app.domain.papers.assessment import AssessmentForm, DeductionRow, IncidentRow, IndicatorRow
from settlement_app.domain.papers.clearance import (
    ClearanceSheet,
    CostCell,
    CostRow,
    CostTable,
    TrueUpRow,
    YearRow,
)
from settlement_app.domain.papers.payment import PaymentRequest
from settlement_app.domain.papers.rectification import RectificationNotice
from settlement_app.domain.papers.refund import RefundNotice
from settlement_app.domain.papers.register import Register, RegisterRow
from settlement_app.domain.papers.reversal import ReversalRow, ReversalSheet
from settlement_app.domain.papers.settlement import SettlementSheet, SheetLine, SheetShare
from settlement_app.domain.signatures import DEFAULTS
from settlement_app.domain.words import in_words

Strategy = st.SearchStrategy[Any]

texts = st.text("人员管理费（项目）、，。《堃䶮𬱖》abcWXYZ0189.,-/%&<>：“” ", max_size=200).map(str.strip)
names = st.text("张李经办员ABabc", max_size=30)
amounts = st.integers(-LIMIT, LIMIT)
_FEW, _MANY = 9, 45

_PLAIN: Mapping[Any, Strategy] = {
    str: texts,
    int: amounts,
    bool: st.booleans(),
    date: st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    datetime: st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2099-12-31")),
}
_NAMED: Mapping[str, Strategy] = {
    "contract_year": st.integers(2000, 2099),
    "in_words": amounts.map(in_words),
    "prepared_by": names,
    "reviewed_by": names,
    "signatures": st.just(DEFAULTS["settlement"]),
}


def made_up(kind: Any, **fields: Strategy) -> Strategy:
    """A strategy for a dataclass: by the types of its fields, those that are given excepted."""
    hints = get_type_hints(kind)
    known = {**_NAMED, **fields}
    return st.builds(
        kind, **{name: known[name] if name in known else _by_type(hint) for name, hint in hints.items()}
    )


def several(strategy: Strategy, most: int = _FEW) -> Strategy:
    """A strategy for a tuple of up to so many."""
    return st.lists(strategy, max_size=most).map(tuple)


def _by_type(hint: Any) -> Strategy:
    if hint in _PLAIN:
        return _PLAIN[hint]
    if is_dataclass(hint):
        return made_up(hint)
    arguments = get_args(hint)
    if get_origin(hint) is tuple:
        return several(_by_type(arguments[0]))
    return st.none() | _by_type(arguments[0])


def _exactly(strategy: Strategy, count: int) -> Strategy:
    return st.lists(strategy, min_size=count, max_size=count).map(tuple)


def _tables_of(count: int) -> Strategy:
    """Annual tables of so many quarters."""
    row = made_up(YearRow, payable=_exactly(amounts, count))
    quarters = st.just(tuple(f"第{number}季度" for number in "一二三四"[:count]))
    return made_up(AnnualTable, quarters=quarters, rows=several(row), total=row)


_turned = made_up(ReversalRow, amounts=_exactly(amounts, 4))
_months = made_up(
    CostRow,
    month=st.dates().map(lambda day: f"{day:%Y-%m}"),
    cells=_exactly(made_up(CostCell), len(CATEGORIES)),
)
_costs = made_up(CostTable, rows=several(_months, 12), totals=_exactly(amounts, len(CATEGORIES)))
_incidents = made_up(
    IncidentRow,
    level=st.integers(1, 40),
    response_minutes=st.integers(0, 10**7),
    restoration_minutes=st.integers(0, 10**7),
    result=st.sampled_from(("超时", "未超时")),
)

PAPERS: Mapping[type, Strategy] = {
    SettlementSheet: made_up(
        SettlementSheet,
        applied=several(made_up(SheetShare), _MANY),
        total=made_up(SheetLine, notes=st.just(())),
    ),
    AssessmentForm: made_up(
        AssessmentForm,
        indicators=several(made_up(IndicatorRow), _MANY),
        incidents=several(_incidents, _MANY),
        deductions=several(made_up(DeductionRow), _MANY),
        result=st.sampled_from(("合格", "不合格", "尚未考核")),
        signatures=st.just(DEFAULTS["assessment"]),
    ),
    RectificationNotice: made_up(RectificationNotice),
    Register: made_up(Register, rows=st.lists(made_up(RegisterRow), min_size=1, max_size=_MANY).map(tuple)),
    PaymentRequest: made_up(PaymentRequest, signatures=st.just(DEFAULTS["payment"])),
    ClearanceSheet: made_up(
        ClearanceSheet, costs=several(_costs, 3), true_ups=several(made_up(TrueUpRow), 3)
    ),
    RefundNotice: made_up(RefundNotice),
    ReversalSheet: made_up(
        ReversalSheet,
        columns=_exactly(st.just("本季应结额"), 4),
        rows=several(_turned),
        total=_turned,
        amount_name=st.sampled_from(("应付金额", "清算净额")),
    ),
    AnnualTable: st.integers(1, 4).flatmap(_tables_of),
}
"""A strategy for each kind of paper."""

stamps = st.sampled_from(
    (
        Stamp("draft"),
        Stamp("posted", anchor="0123456789abcdef" * 4),
        Stamp("reversed", True, "0123456789abcdef" * 4, "本单已由 HC-1 于 2019-08-01 冲销：误"),
    )
)
