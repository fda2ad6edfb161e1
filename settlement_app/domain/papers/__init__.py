"""What each paper says, as plain values: made from the books when a document becomes final, printed ever after."""

from settlement_app.domain.papers.annual import AnnualTable
from settlement_app.domain.papers.assessment import AssessmentForm
from settlement_app.domain.papers.clearance import ClearanceSheet
from settlement_app.domain.papers.payment import PaymentRequest
from settlement_app.domain.papers.rectification import RectificationNotice
from settlement_app.domain.papers.refund import RefundNotice
from settlement_app.domain.papers.register import Register
from settlement_app.domain.papers.reversal import ReversalSheet
from settlement_app.domain.papers.settlement import SettlementSheet

Paper = (
    AnnualTable
    | AssessmentForm
    | ClearanceSheet
    | PaymentRequest
    | RectificationNotice
    | RefundNotice
    | Register
    | ReversalSheet
    | SettlementSheet
)

__all__ = ["Paper"]
