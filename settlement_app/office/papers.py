"""Papers: what becomes final is taken down when it does; a draft is made from the books as they stand."""

from dataclasses import replace
from datetime import date

from settlement_app.domain import money, paying
from settlement_app.domain.books import Books, Form, Posting, Target
from settlement_app.domain.contract import Contract
from settlement_app.domain.findings import refuse, refuse_if
from settlement_app.domain.papers import Paper
from settlement_app.domain.papers.annual import annual_table
from settlement_app.domain.papers.assessment import assessment_form
from settlement_app.domain.papers.clearance import clearance_sheet
from settlement_app.domain.papers.kinds import Kind
from settlement_app.domain.papers.payment import PaymentRequest, payment_request
from settlement_app.domain.papers.rectification import notice_findings, rectification_notice
from settlement_app.domain.papers.refund import refund_findings, refund_notice
from settlement_app.domain.papers.register import register_of
from settlement_app.domain.papers.settlement import settlement_sheet
from settlement_app.domain.periods import Quarter
from settlement_app.domain.year_end import Clearance, Outstanding
from settlement_app.office.finals import basis_of
from settlement_app.office.snapshots import from_json, to_json


def settlement_particulars(books: Books, quarter: Quarter, head: Posting) -> str:
    """What the sheet of a settlement says that is being posted; raises RuleRefusal where it cannot be printed."""
    return _printable(settlement_sheet(books, quarter, head, head.on))


def form_particulars(books: Books, quarter: Quarter, form: Form) -> str:
    """What a form says that is being confirmed; raises RuleRefusal where it cannot be printed."""
    return _printable(assessment_form(books, quarter, form, form.on))


def clearance_particulars(books: Books, contract: Contract, clearance: Clearance, head: Posting) -> str:
    """What a clearance says that is being posted; raises RuleRefusal where it cannot be printed."""
    return _printable(clearance_sheet(books, contract, clearance, head, head.on))


def request_particulars(request: PaymentRequest) -> str:
    """What a payment request says that is being issued; raises RuleRefusal where it cannot be printed."""
    return _printable(request)


def refuse_unprintable(label: str, text: str) -> None:
    """Raise RuleRefusal where a text that will stand on a paper holds a character that no face has."""
    from settlement_app.documents.faces import unprintable_text_findings

    refuse_if(unprintable_text_findings(label, text))


def draft_of_quarter(books: Books, kind: Kind, quarter: Quarter, today: date) -> Paper:
    """The paper of a quarter as things stand; raises RuleRefusal where there is nothing to print."""
    if books.contract_of(quarter) is None:
        raise refuse("no_such_quarter", f"没有包含{quarter.label}的合同；请核对季度")
    if kind == "settlement":
        return settlement_sheet(books, quarter, None, today)
    if quarter not in books.assessments:
        raise refuse("no_record", f"{quarter.label}还没有考核记录；请先录入（assessment record {quarter}）")
    form = assessment_form(books, quarter, None, today)
    if kind == "assessment":
        return form
    refuse_if(notice_findings(form))
    return rectification_notice(form)


def draft_of_year(
    books: Books, kind: Kind, year: int, today: date, outstanding: Outstanding = "carry"
) -> Paper:
    """The paper of a year as things stand; raises RuleRefusal where there is nothing to print.

    ``outstanding`` says what a 预清算 does with what deductions leave.
    """
    contract = books.contract(year)
    if contract is None:
        raise refuse("no_such_year", f"没有 {year} 年的合同；请核对年度")
    if kind == "deductions":
        return register_of(books, contract, today)
    cleared = books.cleared(year)
    clearance = cleared.clearance if cleared else books.clearance(contract, outstanding)
    if kind == "annual":
        return annual_table(books, contract, clearance, today)
    sheet = clearance_sheet(books, contract, clearance, None, today)
    if kind == "clearance":
        return sheet
    refuse_if(refund_findings(sheet))
    return refund_notice(sheet)


def next_request(
    books: Books, target: Target, amount: int | None, prepared_by: str, today: date
) -> PaymentRequest:
    """A payment request on a posted document for ``amount`` 分, or for all that is unpaid of it.

    It carries the number of the newest one issued on the document where that says the same, and else the next
    number. Raises RuleRefusal where there is nothing to ask for.
    """
    contract = books.contract(target.year)
    basis, payable = basis_of(books, target), paying.amount_due(books, target)
    if contract is None or basis is None or payable is None:
        raise refuse("target_open", f"{target.label}尚未审定；付款申请单只能依据已审定的单据")
    paid = books.paid(target)
    left = payable - paid
    if left <= 0:
        raise refuse(
            "nothing_due",
            f"{target.label}应付 {money.format_amount(payable)} 元，已付 {money.format_amount(paid)} 元，"
            "没有可以申请的款项；请核对，有应退款的请打印退款通知书",
        )
    requested = left if amount is None else amount
    if requested <= 0 or requested > left:
        raise refuse(
            "request_range",
            f"{target.label}未付 {money.format_amount(left)} 元，不能申请付款 {money.format_amount(requested)} 元；"
            "请核对金额",
        )
    request = payment_request(
        books,
        contract,
        target,
        basis=basis,
        payable=payable,
        requested=requested,
        prepared_by=prepared_by.strip(),
        today=today,
    )
    issued = [entry for entry in books.requests if entry.target == target]
    if issued:
        newest = from_json(PaymentRequest, issued[-1].particulars)
        if replace(newest, number="", made_on=today, prepared_by=request.prepared_by) == request:
            return newest
    return replace(request, number=paying.request_number(books, target))


def _printable(paper: Paper) -> str:
    """The paper as JSON; what becomes final must be printable, for it can never be changed."""
    from settlement_app.documents.faces import unprintable_findings

    refuse_if(unprintable_findings(paper))
    return to_json(paper)
