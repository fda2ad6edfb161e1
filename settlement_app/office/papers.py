"""Papers: what becomes final is taken down when it does, and made into a PDF when it is first printed."""

from datetime import date
from typing import Literal

from settlement_app.domain.assessing import form_number
from settlement_app.domain.books import Books, Form, Posting
from settlement_app.domain.findings import refuse, refuse_if
from settlement_app.domain.papers.assessment import AssessmentForm, assessment_form
from settlement_app.domain.papers.settlement import SettlementSheet, settlement_sheet
from settlement_app.domain.periods import Quarter
from settlement_app.domain.posting import settlement_number
from settlement_app.office.snapshots import from_json, to_json

Kind = Literal["settlement", "assessment"]


def settlement_particulars(books: Books, quarter: Quarter, head: Posting) -> str:
    """What the sheet of a settlement says that is being posted; raises RuleRefusal where it cannot be printed."""
    return _printable(settlement_sheet(books, quarter, head, head.on))


def form_particulars(books: Books, quarter: Quarter, form: Form) -> str:
    """What a form says that is being confirmed; raises RuleRefusal where it cannot be printed."""
    return _printable(assessment_form(books, quarter, form, form.on))


def draft(books: Books, kind: Kind, quarter: Quarter, today: date) -> bytes:
    """The paper of a quarter as things stand, marked 草稿; raises RuleRefusal where there is nothing to print."""
    from settlement_app.documents.render import render
    from settlement_app.documents.stamp import Stamp

    if books.contract_of(quarter) is None:
        raise refuse("no_such_quarter", f"没有包含{quarter.label}的合同；请核对季度")
    stamp = Stamp("draft", books.project.sample)
    if kind == "settlement":
        return render(settlement_sheet(books, quarter, None, today), stamp)
    if quarter not in books.assessments:
        raise refuse("no_record", f"{quarter.label}还没有考核记录；请先录入（assessment record {quarter}）")
    return render(assessment_form(books, quarter, None, today), stamp)


def final(books: Books, kind: Kind, number: str) -> bytes:
    """The paper of a final document, from what was taken down when it became final."""
    from settlement_app.documents.render import render
    from settlement_app.documents.stamp import Stamp

    sample = books.project.sample
    if kind == "settlement":
        posting = next(i.posting for i in books.settlements if i.posting.number == number)
        undone = posting.reversal
        because = f"本单已由 {undone.number} 于 {undone.on} 冲销：{undone.reason}" if undone else ""
        stamp = Stamp("reversed" if undone else "posted", sample, posting.anchor, because)
        return render(from_json(SettlementSheet, posting.particulars), stamp)
    form = next(f for a in books.assessments.values() for f in a.forms if f.number == number)
    reason = form.withdrawn_because
    because = "" if reason is None else f"本表已重开作废：{reason}"
    stamp = Stamp("posted" if reason is None else "reversed", sample, form.anchor, because)
    return render(from_json(AssessmentForm, form.particulars), stamp)


def number_of(books: Books, kind: Kind, quarter: Quarter) -> str:
    """The number of the quarter's paper that stands, or of the one that comes next."""
    return settlement_number(books, quarter) if kind == "settlement" else form_number(books, quarter)


def _printable(paper: SettlementSheet | AssessmentForm) -> str:
    """The paper as JSON; what becomes final must be printable, for it can never be changed."""
    from settlement_app.documents.faces import unprintable_findings

    refuse_if(unprintable_findings(paper))
    return to_json(paper)
