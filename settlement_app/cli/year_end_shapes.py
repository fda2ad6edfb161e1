"""The JSON shapes of actual cost and of the clearance; money in whole 分, null where it is 未定."""

from __future__ import annotations

from typing import TYPE_CHECKING

from settlement_app.cli.shapes import Shape, issue
from settlement_app.domain.words import in_words

if TYPE_CHECKING:  # a command imports only the part of the office that it needs
    from settlement_app.domain.year_end import ClearanceLine
    from settlement_app.office.clearances import ClearanceView
    from settlement_app.office.costs import CostView


def costs(view: CostView) -> Shape:
    """``actuals show``: only what is known stands under its month."""
    months: Shape = {str(month): {} for month in view.contract.months}
    for value in view.costs.values:
        months[str(value.month)][value.category] = value.amount
    return {
        "year": view.contract.year,
        "item": view.costs.item,
        "months": months,
        "total": view.costs.total,
        "complete": view.costs.complete,
        "missing": [[str(month), category] for month, category in view.costs.missing],
        "estimates": [[str(month), category] for month, category in view.costs.estimates],
        "warnings": [],
    }


def clearance(view: ClearanceView) -> Shape:
    """``clearance show`` and what changes a clearance; what is 未定 is null."""
    entry, posting = view.clearance, view.posted.posting if view.posted else None
    quarters = [str(quarter) for quarter in view.contract.quarters]
    net = entry.net
    return {
        "year": entry.year,
        "status": "posted" if posting else "draft",
        "document": view.number,
        "can_post": not posting and not view.blocked_by,
        "blocked_by": list(view.blocked_by),
        "outstanding_mode": entry.mode,
        "true_ups": [
            {
                "item": true_up.item,
                "budget": true_up.budget,
                "advances": true_up.advances,
                "actual": true_up.actual,
                "reduced": true_up.reduced,
                "approved": true_up.approved,
                "reimbursable": true_up.reimbursable,
                "difference": true_up.difference,
                "over_budget": true_up.over_budget,
                "surplus": true_up.surplus,
            }
            for true_up in entry.true_ups
        ],
        "items": [
            {"item": line.item, "name": line.name, **_clearance_line(line, quarters)} for line in entry.lines
        ],
        "total": {
            **_clearance_line(entry.total, quarters),
            "paid": view.paid,
            "unpaid": entry.unpaid(view.paid),
        },
        "outstanding": entry.outstanding,
        "to_return": entry.to_return,
        "net": net,
        "in_words": None if net is None else in_words(net),
        "unspent": entry.unspent,
        "reductions": [
            {"item": r.item, "amount": r.amount, "reason": r.reason, "document": r.document}
            for r in entry.reductions
        ],
        "posted_on": posting and posting.on.isoformat(),
        "issues": [issue(posted) for posted in view.books.clearance_issues(entry.year)],
        "prepared_by": posting and posting.prepared_by,
        "reviewed_by": posting and posting.reviewed_by,
        "anchor": posting and posting.anchor,
        "warnings": list(view.warnings),
    }


def _clearance_line(line: ClearanceLine, quarters: list[str]) -> Shape:
    return {
        "budget": line.budget,
        "payable": dict(zip(quarters, line.payable, strict=True)),
        "deductions": line.deductions,
        "adjustments": line.adjustments,
        "true_up": line.true_up,
        "offset": line.offset,
        "final": line.final,
        "surplus": line.surplus,
    }
