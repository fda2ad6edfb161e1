"""The columns of 付款与发票."""

from collections.abc import Callable, Mapping

from settlement_app.domain.books import Invoice, Payment
from settlement_app.domain.money import Unit
from settlement_app.gui.models.rows import Column
from settlement_app.office.payables import Payable, PayableState

Shown = Callable[[int], str]
"""An amount (分) in the unit that the window shows."""

_SHAPES: Mapping[PayableState, str] = {
    "待重新审定": "⊗",
    "无需付款": "–",
    "未付": "○",
    "部分付款": "◐",
    "已付清": "●",
    "待退款": "○",
    "部分退款": "◐",
    "已退款": "●",
}


def payable_columns(unit: Unit, amount: Shown) -> list[Column[Payable]]:
    """What is due, paid and billed on each document."""

    def shown(fen: int | None) -> str:
        return "" if fen is None else amount(fen)

    return [
        Column("单据", _name, hint=lambda row: row.number),
        Column(f"应付（{unit}）", lambda row: shown(row.due), lambda row: row.due),
        Column("已付", lambda row: amount(row.paid), lambda row: row.paid),
        Column("未付", lambda row: shown(row.unpaid), lambda row: row.unpaid),
        Column("已开发票", lambda row: amount(row.billed), lambda row: row.billed),
        Column(
            "已开减已付",
            lambda row: amount(row.billed_over_paid),
            lambda row: row.billed_over_paid,
            hint=lambda _: "已开发票减已付；负数表示发票比付款少",
        ),
        Column("状态", lambda row: f"{_SHAPES[row.state]} {row.state}"),
    ]


def payment_columns(unit: Unit, amount: Shown) -> list[Column[Payment]]:
    """The payments of one document."""
    return [
        Column("日期", lambda row: str(row.on), whole=True),
        Column(f"金额（{unit}）", lambda row: amount(row.amount), lambda row: row.amount),
        Column("凭证号", lambda row: row.voucher, whole=True),
        Column("状态", _payment_state, hint=_payment_state),
    ]


def invoice_columns(unit: Unit, amount: Shown) -> list[Column[Invoice]]:
    """The invoices of one document."""
    return [
        Column("号码", lambda row: row.number, whole=True),
        Column("代码", lambda row: row.code, whole=True),
        Column("日期", lambda row: str(row.on), whole=True),
        Column(f"价税合计（{unit}）", lambda row: amount(row.amount), lambda row: row.amount),
        Column("税额", lambda row: amount(row.tax), lambda row: row.tax),
        Column("状态", _invoice_state, hint=_invoice_state),
    ]


def _name(row: Payable) -> str:
    quarter = row.target.quarter
    return f"{quarter.short_label}结算" if quarter else "年终清算"


def _payment_state(row: Payment) -> str:
    return "● 已登记" if row.reversed_because is None else f"× 已撤销：{row.reversed_because}"


def _invoice_state(row: Invoice) -> str:
    if row.void_because is not None:
        return f"× 已作废：{row.void_because}"
    return "● 红字" if row.amount < 0 else "● 已登记"
