"""A paper of any kind to PDF bytes."""

from settlement_app.documents import assessment, settlement
from settlement_app.documents.faces import unprintable_findings
from settlement_app.documents.pdf import Properties, pdf_bytes
from settlement_app.documents.stamp import Stamp
from settlement_app.domain.findings import refuse_if
from settlement_app.domain.papers.assessment import AssessmentForm
from settlement_app.domain.papers.settlement import SettlementSheet

Paper = SettlementSheet | AssessmentForm


def render(paper: Paper, stamp: Stamp) -> bytes:
    """The paper as a PDF; raises RuleRefusal, naming the field, where no face holds a character of it."""
    refuse_if(unprintable_findings((paper, stamp.undone)))
    if isinstance(paper, SettlementSheet):
        name, undone, flow = settlement.NAME, "已冲销", settlement.settlement_pages(paper, stamp)
    else:
        name, undone, flow = assessment.NAME, "已重开", assessment.assessment_pages(paper, stamp)
    heading = paper.heading
    properties = Properties(
        title=f"{name} {paper.number}",
        author=heading.client,
        subject=f"{heading.project} {heading.period}",
    )
    return pdf_bytes(flow.pages, flow.size, properties, stamp.across(undone))
