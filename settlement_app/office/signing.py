"""The heads of documents that two people make final: a posting, and the reversal of one."""

from settlement_app.domain.books import Posting, Reversal
from settlement_app.domain.findings import refuse_if
from settlement_app.domain.people import people_findings, text_findings
from settlement_app.domain.quarter import RULES_VERSION
from settlement_app.office import papers
from settlement_app.office.desk import Desk


def posting_of(desk: Desk, number: str, issue: int, reviewer: str) -> Posting:
    """The head of a document that is posted today; its anchor and particulars are not known yet."""
    return Posting(
        number=number,
        issue=issue,
        on=desk.today,
        prepared_by=desk.by.strip(),
        reviewed_by=reviewer.strip(),
        rules_version=RULES_VERSION,
        anchor="",
        particulars="",
    )


def reversal_of(desk: Desk, number: str, reason: str, reviewer: str) -> Reversal:
    """The 冲销 of the document of that number, made today.

    Raises RuleRefusal where the reason or a name is missing, both names are the same, or a character of them could
    not be printed.
    """
    refuse_if((*text_findings("冲销事由", reason), *people_findings(desk.by, reviewer)))
    for label, text in (("冲销事由", reason), ("编制人", desk.by), ("复核人", reviewer)):
        papers.refuse_unprintable(label, text.strip())
    return Reversal(f"HC-{number}", reason.strip(), desk.today, desk.by.strip(), reviewer.strip(), "")
