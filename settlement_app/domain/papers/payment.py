"""The payment request (付款申请单): what is asked to be paid on one posted document, and to whom."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from settlement_app.domain import money
from settlement_app.domain.books import Books, Target
from settlement_app.domain.contract import Contract
from settlement_app.domain.papers.parts import (
    Heading,
    quarter_heading,
    year_heading,
)
from settlement_app.domain.signatures import SignatureBlock
from settlement_app.domain.words import in_words


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One invoice that stands, in 分 with its tax included."""

    number: Annotated[str, "发票号码"]
    on: date
    amount: int
    tax: int


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """A request to pay ``requested`` 分 on the document ``basis``; what is left is of the whole contract."""

    number: Annotated[str, "单号"]
    heading: Heading
    made_on: date
    basis: Annotated[str, "付款依据"]
    bank: Annotated[str, "供应商开户行"]
    account: Annotated[str, "供应商账号"]
    tax_number: Annotated[str, "供应商税号"]
    budget_project_code: Annotated[str, "预算项目编码"]
    function_code: Annotated[str, "功能分类科目"]
    economic_code: Annotated[str, "经济分类科目"]
    fund_source: Annotated[str, "资金来源"]
    procurement_number: Annotated[str, "采购编号"]
    contract_amount: int
    paid_before: int
    payable: int
    paid_on_basis: int
    requested: int
    left_after: int
    in_words: Annotated[str, "大写金额"]
    invoices: Annotated[tuple[InvoiceRow, ...], "发票"]
    signatures: Annotated[tuple[SignatureBlock, ...], "签字栏"]
    prepared_by: Annotated[str, "编制人"]


def payment_request(
    books: Books,
    contract: Contract,
    target: Target,
    *,
    basis: str,
    payable: int,
    requested: int,
    prepared_by: str,
    today: date,
) -> PaymentRequest:
    """A request of today on the posted ``target``, whose document ``basis`` comes to ``payable`` 分.

    Its number is left empty: it is given when the paper is made.
    """
    texts = contract.texts
    contract_amount, paid_before = contract.total(contract.last_quarter), books.paid_in_year(contract.year)
    return PaymentRequest(
        number="",
        heading=(
            quarter_heading(books, contract, target.quarter)
            if target.quarter
            else year_heading(books, contract)
        ),
        made_on=today,
        basis=basis,
        bank=texts.get("vendor_bank", ""),
        account=texts.get("vendor_account", ""),
        tax_number=texts.get("vendor_tax_number", ""),
        budget_project_code=texts.get("budget_project_code", ""),
        function_code=texts.get("function_code", ""),
        economic_code=texts.get("economic_code", ""),
        fund_source=texts.get("fund_source", ""),
        procurement_number=texts.get("procurement_number", ""),
        contract_amount=contract_amount,
        paid_before=paid_before,
        payable=payable,
        paid_on_basis=books.paid(target),
        requested=requested,
        left_after=money.checked(contract_amount - paid_before - requested),
        in_words=in_words(requested),
        invoices=tuple(
            InvoiceRow(f"{i.code} {i.number}".strip(), i.on, i.amount, i.tax)
            for i in books.invoices
            if i.target == target and i.void_because is None
        ),
        signatures=contract.signatures("payment"),
        prepared_by=prepared_by,
    )
