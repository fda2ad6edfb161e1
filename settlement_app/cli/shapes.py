"""The JSON shapes of what the office returns, but for the year's end; money in whole 分."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from settlement_app.domain.words import in_words

if TYPE_CHECKING:  # a command imports only the part of the office that it needs
    from settlement_app.domain.books import Invoice, Payment, PostedClearance, PostedSettlement
    from settlement_app.domain.deduction import Deduction
    from settlement_app.domain.quarter import Line
    from settlement_app.office.assessments import AssessmentView
    from settlement_app.office.contracts import ContractView
    from settlement_app.office.payments import InvoiceView, PaymentView
    from settlement_app.office.quarters import QuarterView

Shape = dict[str, Any]


def contract(view: ContractView) -> Shape:
    """``contract show``: the annual amounts are those now in force."""
    entry, project = view.contract, view.books.project
    last = entry.last_quarter
    return {
        "project": project.code,
        "name": project.name,
        "authority": project.authority,
        "year": entry.year,
        "start": entry.start.isoformat(),
        "end": entry.end.isoformat(),
        "client": entry.client,
        "vendor": entry.vendor,
        "texts": dict(entry.texts),
        "sub_items": [
            {
                "item": item.code,
                "name": item.name,
                "purpose": item.purpose,
                "annual": entry.annual(item, last),
                "agreed": item.annual,
                "method": item.method,
                "bears_deductions": item.bears_deductions,
            }
            for item in entry.sub_items
        ],
        "total": entry.total(last),
        "amendments": [
            {
                "number": amendment.number,
                "item": amendment.item,
                "from": str(amendment.quarter),
                "annual": amendment.annual,
                "against": amendment.against,
                "against_annual": amendment.against_annual,
                "document": amendment.document,
                "reason": amendment.reason,
            }
            for amendment in entry.amendments
        ],
        "warnings": list(view.warnings),
    }


def scheme(view: ContractView) -> Shape:
    """``scheme show``: numbers as typed, amounts in 分."""
    entry = view.contract.scheme
    return {
        "year": view.contract.year,
        "pass_score": entry.pass_score,
        "cap_percent": entry.cap_percent,
        "deduct_when_passed": entry.deduct_when_passed,
        "indicators": [
            {
                "code": indicator.code,
                "name": indicator.name,
                "group": indicator.group,
                "comparator": indicator.comparator,
                "target": indicator.target,
                "unit": indicator.unit,
                "cycle": indicator.cycle,
                "points": indicator.points,
                "clause": indicator.clause,
                "level": indicator.level,
                "respond_within_minutes": indicator.respond_within_minutes,
                "restore_within_minutes": indicator.restore_within_minutes,
                "term": indicator.term
                and {
                    "kind": indicator.term.kind,
                    "amount": indicator.term.amount,
                    "percent": indicator.term.percent,
                },
            }
            for indicator in entry.indicators
        ],
        "tiers": [
            {"min_score": t.min_score, "percent": t.percent, "amount_per_point": t.amount_per_point}
            for t in entry.tiers
        ],
        "warnings": list(view.warnings),
    }


def quarter(view: QuarterView) -> Shape:
    """``quarter show`` and what changes a quarter."""
    sheet, posting = view.sheet, view.posted.posting if view.posted else None
    return {
        "quarter": str(sheet.quarter),
        "status": "posted" if posting else "draft",
        "document": view.number,
        "can_post": not posting and not view.blocked_by,
        "blocked_by": list(view.blocked_by),
        "lines": [_line(line) for line in sheet.lines],
        "total": {
            "base": sheet.base,
            "deduction": sheet.deduction,
            "adjustment": sheet.adjustment,
            "payable": sheet.payable,
            "in_words": in_words(sheet.payable),
        },
        "applied": [{"deduction": share.deduction, "amount": share.amount} for share in sheet.applied],
        "returned": [{"deduction": share.deduction, "amount": share.amount} for share in sheet.returned],
        "outstanding_after": sheet.outstanding_after,
        "advance_set": [
            {"item": entry.item, "amount": entry.amount, "reason": entry.reason} for entry in view.advances
        ],
        "adjustments": [
            {"item": e.item, "amount": e.amount, "reason": e.reason, "document": e.document}
            for e in sheet.adjustments
        ],
        "posted_on": posting and posting.on.isoformat(),
        "issues": [issue(posted) for posted in view.issues],
        "prepared_by": posting and posting.prepared_by,
        "reviewed_by": posting and posting.reviewed_by,
        "anchor": posting and posting.anchor,
        "warnings": list(view.warnings),
    }


def _line(line: Line) -> Shape:
    return {
        "item": line.item,
        "name": line.name,
        "annual": line.annual,
        "base": line.base,
        "deduction": line.deduction,
        "adjustment": line.adjustment,
        "payable": line.payable,
        "cumulative": line.cumulative,
        "remaining": line.remaining,
        "basis": line.basis,
    }


def issue(posted: PostedSettlement | PostedClearance) -> Shape:
    """One issue of a settlement or clearance."""
    posting = posted.posting
    return {
        "document": posting.number,
        "status": "posted" if posting.stands else "reversed",
        "reversal": posting.reversal and posting.reversal.number,
    }


def assessment(view: AssessmentView) -> Shape:
    """``assessment show`` and what changes an assessment; ``status`` is none where nothing is recorded."""
    form = view.assessment.form if view.assessment else None
    record, judgement = view.assessment and view.assessment.record, view.judgement
    results = judgement.results if judgement else ()
    override = record and record.override
    return {
        "quarter": str(view.quarter),
        "status": "none" if record is None else "confirmed" if form else "draft",
        "document": view.number,
        "passed": judgement and judgement.passed,
        "passed_without_override": judgement and judgement.passed_without_override,
        "score": view.score,
        "basis": judgement and judgement.basis,
        "indicators": [
            {
                "code": result.indicator.code,
                "name": result.indicator.name,
                "target": result.indicator.target_label,
                "actual": result.actual.text if result.actual else None,
                "met": result.met,
                "yearly": result.indicator.cycle == "year",
            }
            for result in results
        ],
        "deductions": [
            {"cause": c.cause, "amount": c.amount, "before_cap": c.before_cap, "basis": c.basis}
            for c in view.caused
        ],
        "deduction_total": sum(caused.amount for caused in view.caused),
        "no_deduction": record.no_deduction if record else "",
        "rectifications": [
            {
                "n": n,
                "subject": entry.subject,
                "measure": entry.measure,
                "due": entry.due.isoformat(),
                "done": entry.done and entry.done.isoformat(),
                "overdue": entry.overdue(view.today),
            }
            for n, entry in enumerate(record.rectifications if record else (), start=1)
        ],
        "override": override
        and {"passed": override.passed, "reason": override.reason, "document": override.document},
        "unassessed": [result.indicator.code for result in results if result.unassessed],
        "confirmed_on": form and form.on.isoformat(),
        "prepared_by": form and form.prepared_by,
        "reviewed_by": form and form.reviewed_by,
        "anchor": form and form.anchor,
        "warnings": list(view.warnings),
    }


def deduction(row: Deduction) -> Shape:
    """One row of ``deduction list``."""
    return {
        "id": row.id,
        "source": str(row.source),
        "cause": row.cause,
        "amount": row.amount,
        "before_cap": row.before_cap,
        "basis": row.basis,
        "document": row.document,
        "waived": row.waived,
        "withdrawn": row.withdrawn,
        "waivers": [{"amount": waiver.amount, "reason": waiver.reason} for waiver in row.waivers],
        "applied": [{"target": m.target, "amount": m.amount} for m in row.movements if m.kind == "applied"],
        "returned": [{"target": m.target, "amount": m.amount} for m in row.movements if m.kind == "returned"],
        "outstanding": row.outstanding,
        "to_return": row.to_return,
    }


def payment(entry: Payment) -> Shape:
    """One payment of ``payment list``."""
    return {
        "id": entry.id,
        "target": str(entry.target),
        "amount": entry.amount,
        "date": entry.on.isoformat(),
        "voucher": entry.voucher,
        "reversed": entry.reversed_because is not None,
        "reason": entry.reversed_because,
    }


def payment_view(view: PaymentView) -> Shape:
    """``payment record`` and ``payment reverse``."""
    return {**payment(view.payment), "warnings": list(view.warnings)}


def invoice(entry: Invoice) -> Shape:
    """One invoice of ``invoice list``."""
    return {
        "id": entry.id,
        "target": str(entry.target),
        "number": entry.number,
        "code": entry.code or None,
        "date": entry.on.isoformat(),
        "amount": entry.amount,
        "tax": entry.tax,
        "void": entry.void_because is not None,
        "reason": entry.void_because,
    }


def invoice_view(view: InvoiceView) -> Shape:
    """``invoice record`` and ``invoice void``."""
    return {**invoice(view.invoice), "warnings": list(view.warnings)}
