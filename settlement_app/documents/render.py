"""A paper of any kind to PDF bytes."""

from collections.abc import Callable, Mapping
from typing import Any

from settlement_app.documents.annual import annual_pages
from settlement_app.documents.assessment import assessment_pages
from settlement_app.documents.clearance import clearance_pages
from settlement_app.documents.faces import unprintable_findings
from settlement_app.documents.pages import Flow
from settlement_app.documents.payment import payment_pages
from settlement_app.documents.pdf import Properties, pdf_bytes
from settlement_app.documents.rectification import rectification_pages
from settlement_app.documents.refund import refund_pages
from settlement_app.documents.register import register_pages
from settlement_app.documents.reversal import reversal_pages
from settlement_app.documents.settlement import settlement_pages
from settlement_app.documents.stamp import Stamp
from settlement_app.domain.findings import refuse_if
from settlement_app.domain.papers import Paper
from settlement_app.domain.papers.annual import AnnualTable
from settlement_app.domain.papers.assessment import AssessmentForm
from settlement_app.domain.papers.clearance import ClearanceSheet
from settlement_app.domain.papers.kinds import KIND_LABELS, Kind
from settlement_app.domain.papers.payment import PaymentRequest
from settlement_app.domain.papers.rectification import RectificationNotice
from settlement_app.domain.papers.refund import RefundNotice
from settlement_app.domain.papers.register import Register
from settlement_app.domain.papers.reversal import ReversalSheet
from settlement_app.domain.papers.settlement import SettlementSheet

_LAYOUTS: Mapping[type, tuple[Kind, Callable[[Any, Stamp], Flow]]] = {
    SettlementSheet: ("settlement", settlement_pages),
    AssessmentForm: ("assessment", assessment_pages),
    RectificationNotice: ("rectification", rectification_pages),
    Register: ("deductions", register_pages),
    PaymentRequest: ("payment-request", payment_pages),
    ClearanceSheet: ("clearance", clearance_pages),
    RefundNotice: ("refund", refund_pages),
    ReversalSheet: ("reversal", reversal_pages),
    AnnualTable: ("annual", annual_pages),
}


def laid_out(paper: Paper, stamp: Stamp) -> Flow:
    """The paper's pages; every character of it must be one that the faces hold."""
    _, lay_out = _LAYOUTS[type(paper)]
    return lay_out(paper, stamp)


def render(paper: Paper, stamp: Stamp) -> bytes:
    """The paper as a PDF; raises RuleRefusal, naming the field, where no face holds a character of it."""
    refuse_if(unprintable_findings((paper, stamp.undone)))
    kind, _ = _LAYOUTS[type(paper)]
    flow = laid_out(paper, stamp)
    heading = paper.heading
    properties = Properties(
        title=f"{KIND_LABELS[kind]} {paper.number}",
        author=heading.client,
        subject=f"{heading.project} {heading.period}",
    )
    return pdf_bytes(flow.pages, flow.size, properties, stamp.across)
