"""The kinds of papers, by the words of the command line, and their names."""

from collections.abc import Mapping
from typing import Literal

Kind = Literal[
    "settlement",
    "assessment",
    "rectification",
    "deductions",
    "payment-request",
    "clearance",
    "refund",
    "reversal",
    "annual",
]
State = Literal["draft", "current", "posted", "reversed", "withdrawn"]
"""``current`` is a list as of a day (register, annual table of a cleared year): neither a draft nor kept;
``withdrawn`` is a paper of a reopened assessment, or a payment request on a reversed document."""

Manner = Literal["paper", "file"]
"""How a paper is put out: on a printer, or as a file that is saved."""

KIND_LABELS: Mapping[Kind, str] = {
    "settlement": "季度结算单",
    "assessment": "季度考核表",
    "rectification": "整改及扣款通知书",
    "deductions": "考核扣款台账",
    "payment-request": "付款申请单",
    "clearance": "年终清算单",
    "refund": "退款通知书",
    "reversal": "冲销单",
    "annual": "年度结算对账表",
}

STATE_LABELS: Mapping[State, str] = {
    "draft": "草稿",
    "current": "截至今日",
    "posted": "已定",
    "reversed": "已冲销",
    "withdrawn": "已作废",
}


def name_of(kind: Kind, state: State) -> str:
    """What a paper is called at its head: a clearance before it is posted is a 预清算 (section 9)."""
    return "年终预清算单" if (kind, state) == ("clearance", "draft") else KIND_LABELS[kind]
