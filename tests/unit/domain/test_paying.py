"""Payments and invoices: every refusal and every warning (rules, section 10)."""

from dataclasses import replace
from datetime import date

import pytest

from settlement_app.domain.books import Books, Target
from settlement_app.domain.findings import Finding
from settlement_app.domain.paying import (
    amount_due,
    invoice_findings,
    invoice_warnings,
    parse_target,
    payment_findings,
    payment_warnings,
)
from settlement_app.domain.periods import PeriodError
from tests.support.builders import (
    Q1,
    Q2,
    SOME_DAY,
    billed,
    books,
    cleared,
    full_year,
    paid,
    posted,
    small_contract,
    undone,
    yuan,
)
from tests.support.tables import table

FIRST, SECOND, END = Target(quarter=Q1), Target(quarter=Q2), Target(clearance=2019)
POSTED = posted(books(small_contract()), Q1)  # 135 元 are payable for the first quarter
REFUND = cleared(full_year(cost="390"))  # the vendor refunds 10 元
EVEN = cleared(full_year())

LABEL = "2019年第一季度结算"
NOT_POSTED = Finding("target_open", f"{LABEL}尚未审定；付款和发票只能登记在已审定的单据上")
NOT_CLEARED = Finding("target_open", "2019年年终清算尚未审定；付款和发票只能登记在已审定的单据上")
NO_VOUCHER = Finding("text_missing", "凭证号不能为空；请写明凭证号")
PAYMENT_ZERO = Finding("payment_zero", "付款金额不能为零；请填写实际付款金额")
NO_REFUND = Finding("no_refund", f"{LABEL}没有应退款，付款不能为负；误记的付款请用 payment reverse 撤销")
REFUND_SIGN = Finding("refund_sign", "2019年年终清算为应退款，请以负数记录退款，例如 -10.00")


def paid_too_much(left: str, label: str = LABEL, what: str = "付款超过应付金额") -> Finding:
    return Finding("paid_too_much", f"{what}；{label}还余 {left} 元，请核对金额")


def refunded_too_much(left: str) -> Finding:
    return paid_too_much(left, "2019年年终清算", "退款超过应退金额")


def taken_back(now: Books) -> Books:
    """The books once their last payment was reversed."""
    *before, last = now.payments
    return replace(now, payments=(*before, replace(last, reversed_because="误记")))


ALL_REFUNDED = Finding("refund_sign", "2019年年终清算的应退款已全部退回；请核对是否记错了单据")

# fmt: off
PAYMENTS = table(
    # name, books, target, amount, findings
    ("all",                POSTED,                        FIRST, "135",    []),
    ("a_part",             POSTED,                        FIRST, "0.01",   []),
    ("the_rest",           paid(POSTED, FIRST, "100"),    FIRST, "35",     []),
    ("more_than_payable",  POSTED,                        FIRST, "135.01", [paid_too_much("135.00")]),
    ("more_than_the_rest", paid(POSTED, FIRST, "100"),    FIRST, "35.01",  [paid_too_much("35.00")]),
    ("nothing_left",       paid(POSTED, FIRST, "135"),    FIRST, "0.01",   [paid_too_much("0.00")]),
    ("nothing",            POSTED,                        FIRST, "0",      [PAYMENT_ZERO]),
    ("refund_of_a_quarter", POSTED,                       FIRST, "-1",     [NO_REFUND]),
    ("not_posted",         books(small_contract()),       FIRST, "1",      [NOT_POSTED]),
    ("reversed",           undone(POSTED, Q1),            FIRST, "1",      [NOT_POSTED]),
    ("not_cleared",        full_year(),                   END,   "-1",     [NOT_CLEARED]),
    ("refund",             REFUND,                        END,   "-10",    []),
    ("part_of_a_refund",   paid(REFUND, END, "-4"),       END,   "-6",     []),
    ("too_much_of_it",     paid(REFUND, END, "-4"),       END,   "-6.01",  [refunded_too_much("6.00")]),
    ("refund_paid_out",    REFUND,                        END,   "10",     [REFUND_SIGN]),
    ("refunded_already",   paid(REFUND, END, "-10"),      END,   "1",      [ALL_REFUNDED]),
    ("nothing_to_clear",   EVEN,                          END,   "1",      [paid_too_much("0.00", "2019年年终清算")]),
)

DUE = table(
    ("a_quarter",          POSTED,             FIRST,  "135"),
    ("an_open_quarter",    POSTED,             SECOND, None),
    ("a_clearance",        REFUND,             END,    "-10"),
    ("an_open_clearance",  full_year(),        END,    None),
)

OVER_INVOICED = Finding("paid_over_invoiced", f"{LABEL}已付 100.00 元，已开发票 60.00 元，发票少 40.00 元；请催开发票")
NO_INVOICE = Finding("paid_over_invoiced", f"{LABEL}已付 100.00 元，已开发票 0.00 元，发票少 100.00 元；请催开发票")
NEXT_YEAR = Finding("refund_after_year", "跨年退款，请按财政部门要求办理")
VOUCHER_TWICE = Finding("voucher_twice", "凭证号 记-1 已用于另一笔付款；请核对是否重复登记")
FUTURE = Finding("future_date", "付款日期 2019-04-13 晚于今天；请核对日期")
BILLED = billed(POSTED, FIRST, "100")
TOMORROW = date(2019, 4, 13)
PAYMENT_WARNINGS = table(
    ("billed",             paid(BILLED, FIRST, "100"),                                  []),
    ("more_than_billed",   paid(billed(POSTED, FIRST, "60"), FIRST, "100"),             [OVER_INVOICED]),
    ("not_billed",         paid(POSTED, FIRST, "100"),                                  [NO_INVOICE]),
    ("tomorrow",           paid(BILLED, FIRST, "100", on=TOMORROW),                     [FUTURE]),
    ("same_voucher",       paid(paid(BILLED, FIRST, "5"), FIRST, "5"),                  [VOUCHER_TWICE]),
    ("same_voucher_again", paid(taken_back(paid(BILLED, FIRST, "5")), FIRST, "5"),      []),
    ("part_of_a_refund",   paid(billed(REFUND, END, "-10"), END, "-4"),                 []),
    ("other_voucher",      paid(paid(BILLED, FIRST, "5"), FIRST, "5", "记-2"),          []),
)

REFUND_DAYS = table(
    ("in_the_year",        date(2019, 12, 31), []),
    ("after_its_end",      date(2020, 1, 1),   [NEXT_YEAR]),
)

VOID = replace(BILLED, invoices=(replace(BILLED.invoices[0], void_because="开错"),))
NO_NUMBER = Finding("text_missing", "发票号码不能为空；请写明发票号码")
INVOICE_ZERO = Finding("invoice_zero", "发票金额不能为零；请填写价税合计")
TAX = Finding("invoice_tax", "税额须与价税合计同号且不超过它；请核对 --tax")
TAKEN = Finding("invoice_taken", "发票号码 00000001 已登记在2019年第一季度结算；请核对发票号码")
TAKEN_BY_VOID = Finding(
    "invoice_taken",
    "发票号码 00000001 已登记在2019年第一季度结算（已作废，号码仍占用）；请核对发票号码",
)
INVOICES = table(
    # name, books, number, code, amount, tax, findings
    ("with_tax",           POSTED, "00000001", "",     "106",  "6",    []),
    ("without_tax",        POSTED, "00000001", "",     "100",  "0",    []),
    ("all_tax",            POSTED, "00000001", "",     "6",    "6",    []),
    ("red",                POSTED, "00000001", "",     "-106", "-6",   []),
    ("second_number",      BILLED, "00000002", "",     "100",  "0",    []),
    ("same_number_other_code", BILLED, "00000001", "3100", "100", "0", []),
    ("same_number",        BILLED, "00000001", "",     "100",  "0",    [TAKEN]),
    ("number_of_a_void_one", VOID, "00000001", "",     "100",  "0",    [TAKEN_BY_VOID]),
    ("no_number",          POSTED, " ",        "",     "100",  "0",    [NO_NUMBER]),
    ("nothing",            POSTED, "00000001", "",     "0",    "0",    [INVOICE_ZERO]),
    ("tax_of_nothing",     POSTED, "00000001", "",     "0",    "6",    [INVOICE_ZERO, TAX]),
    ("more_tax_than_all",  POSTED, "00000001", "",     "6",    "6.01", [TAX]),
    ("negative_tax",       POSTED, "00000001", "",     "100",  "-6",   [TAX]),
    ("red_positive_tax",   POSTED, "00000001", "",     "-100", "6",    [TAX]),
    ("red_more_tax",       POSTED, "00000001", "",     "-6",   "-6.01", [TAX]),
    ("not_posted",         books(small_contract()), "00000001", "", "100", "0", [NOT_POSTED]),
    ("everything",         books(small_contract()), "", "", "0", "1",  [NO_NUMBER, NOT_POSTED, INVOICE_ZERO, TAX]),
)

BILLED_FUTURE = Finding("future_date", "开票日期 2019-04-12 晚于今天；请核对日期")


def over_payable(invoiced: str) -> Finding:
    return Finding("invoiced_over_payable", f"{LABEL}已开发票 {invoiced} 元，超过应付 135.00 元；请核对")


THE_DAY_BEFORE = date(2019, 4, 11)
INVOICE_WARNINGS = table(
    ("all",               billed(POSTED, FIRST, "135"),                           SOME_DAY, []),
    ("more_than_payable", billed(POSTED, FIRST, "135.01"),                        SOME_DAY, [over_payable("135.01")]),
    ("parts_add_up",      billed(BILLED, FIRST, "40", "2"),                       SOME_DAY, [over_payable("140.00")]),
    ("red_one_taken_off", billed(billed(POSTED, FIRST, "140"), FIRST, "-5", "2"), SOME_DAY, []),
    ("red_one_for_a_refund", billed(REFUND, END, "-4"),                           SOME_DAY, []),
    ("tomorrow",          billed(POSTED, FIRST, "135"),                           THE_DAY_BEFORE, [BILLED_FUTURE]),
    ("reversed_document", billed(undone(POSTED, Q1), FIRST, "999"),               SOME_DAY, []),
)

TARGETS = table(
    ("quarter",            "2019Q1",           FIRST),
    ("blanks",             " 2019Q1 ",         FIRST),
    ("clearance",          "clearance:2019",   END),
    ("clearance_blanks",   " clearance: 2019", END),
)

NO_TARGETS = table(
    ("year",               "2019",             "“2019”不是季度；请写成 2019Q1 的样子"),
    ("clearance_alone",    "clearance",        "“clearance”不是季度；请写成 2019Q1 的样子"),
    ("clearance_no_year",  "clearance:",       "“”不是年度；请写成 2019 的样子"),
    ("clearance_quarter",  "clearance:2019Q1", "“2019Q1”不是年度；请写成 2019 的样子"),
    ("other_word",         "final:2019",       "“final:2019”不是季度；请写成 2019Q1 的样子"),
)
# fmt: on


@pytest.mark.parametrize(("now", "target", "due"), DUE)
def test_what_a_posted_document_comes_to(now: Books, target: Target, due: str | None) -> None:
    assert amount_due(now, target) == (None if due is None else yuan(due))


@pytest.mark.parametrize(("now", "target", "amount", "findings"), PAYMENTS)
def test_what_forbids_a_payment(now: Books, target: Target, amount: str, findings: list[Finding]) -> None:
    assert list(payment_findings(now, target, yuan(amount), "记-1")) == findings


def test_a_payment_has_a_voucher() -> None:
    assert list(payment_findings(POSTED, FIRST, yuan("1"), " ")) == [NO_VOUCHER]


@pytest.mark.parametrize(("now", "warnings"), PAYMENT_WARNINGS)
def test_what_to_look_at_after_a_payment(now: Books, warnings: list[Finding]) -> None:
    assert list(payment_warnings(now, now.payments[-1], SOME_DAY)) == warnings


@pytest.mark.parametrize(("on", "warnings"), REFUND_DAYS)
def test_a_refund_after_the_years_end_is_pointed_out(on: date, warnings: list[Finding]) -> None:
    now = paid(REFUND, END, "-10", on=on)
    assert list(payment_warnings(now, now.payments[-1], date(2020, 2, 1))) == warnings


@pytest.mark.parametrize(("now", "number", "code", "amount", "tax", "findings"), INVOICES)
def test_what_forbids_an_invoice(
    now: Books, number: str, code: str, amount: str, tax: str, findings: list[Finding]
) -> None:
    assert list(invoice_findings(now, FIRST, number, code, yuan(amount), yuan(tax))) == findings


@pytest.mark.parametrize(("now", "today", "warnings"), INVOICE_WARNINGS)
def test_what_to_look_at_after_an_invoice(now: Books, today: date, warnings: list[Finding]) -> None:
    assert list(invoice_warnings(now, now.invoices[-1], today)) == warnings


@pytest.mark.parametrize(("text", "target"), TARGETS)
def test_a_target_is_read(text: str, target: Target) -> None:
    assert parse_target(text) == target


@pytest.mark.parametrize(("text", "message"), NO_TARGETS)
def test_what_is_no_target_is_quoted(text: str, message: str) -> None:
    with pytest.raises(PeriodError) as refusal:
        parse_target(text)
    assert str(refusal.value) == message
