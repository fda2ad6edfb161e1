"""Contracts, records and books for tests of the domain: pure values, played on without a ledger."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from settlement_app.domain.actuals import CATEGORIES, ActualCost
from settlement_app.domain.assessing import form_number
from settlement_app.domain.assessment import ManualDeduction, Override, Record, Rectification
from settlement_app.domain.books import (
    Assessment,
    Books,
    Form,
    Invoice,
    Payment,
    PostedClearance,
    PostedSettlement,
    Posting,
    Reversal,
    Target,
)
from settlement_app.domain.closing import clearance_number
from settlement_app.domain.contract import Contract, Method, Project, SubItem
from settlement_app.domain.deduction import Deduction, Movement, Waiver, after
from settlement_app.domain.money import parse_amount
from settlement_app.domain.periods import Quarter
from settlement_app.domain.posting import settlement_number
from settlement_app.domain.scheme import Scheme
from settlement_app.domain.year_end import Outstanding

PROJECT = Project("12333", "12333热线全媒体智能咨询平台项目经费", "上海市人力资源和社会保障局")
Q1, Q2, Q3, Q4 = YEAR = tuple(Quarter(2019, number) for number in (1, 2, 3, 4))
NEXT_Q1 = Quarter(2020, 1)
SOME_DAY = date(2019, 4, 12)


def yuan(text: str) -> int:
    """Return an amount as typed, in 分."""
    return parse_amount(text)


def sub_item(
    code: str, annual: str, method: Method = "fixed", *, name: str = "", bears: bool = False
) -> SubItem:
    """Return a sub-item; its name is its code where none is given."""
    return SubItem(code, name or code, "", yuan(annual), method, bears)


CONSULTANTS = sub_item("consultants", "5231.52万元", "actual_cost", name="咨询员费用")
MANAGEMENT = sub_item("management", "502.20万元", name="人员管理费", bears=True)
TAX = sub_item("tax", "383.00万元", name="税金")
SIX_ITEMS = (
    CONSULTANTS,
    MANAGEMENT,
    TAX,
    sub_item("voice_platform", "440.00万元", name="基础语音平台租金"),
    sub_item("omnimedia", "432.00万元", name="全媒体智能化叠加功能租费"),
    sub_item("back_office", "150.00万元", name="后台六大板块运维费"),
)


def contract(
    *sub_items: SubItem, scheme: Scheme | None = None, year: int = 2019, vendor: str = "甲供应商"
) -> Contract:
    """Return a contract of a full year; without sub-items it has the six of 2019."""
    return Contract(
        year=year,
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        client="采购人",
        vendor=vendor,
        sub_items=sub_items or SIX_ITEMS,
        scheme=scheme or Scheme(),
    )


def small_contract(scheme: Scheme | None = None) -> Contract:
    """Return a contract of three sub-items in small amounts: 400 of actual cost, 100 that bears, 40 of tax."""
    return contract(
        sub_item("consultants", "400", "actual_cost", name="咨询员费用"),
        sub_item("management", "100", name="人员管理费", bears=True),
        sub_item("tax", "40", name="税金"),
        scheme=scheme,
    )


def books(*contracts: Contract) -> Books:
    """Return the books of a project with these contracts and nothing else."""
    return Books(PROJECT, contracts or (contract(),))


PASSED = Record(score="95")
RECTIFICATION = Rectification("subject", "加强培训", date(2019, 5, 15))


def failed(*deductions: str) -> Record:
    """Return the record of a quarter that failed by decision and costs these amounts (元)."""
    return Record(
        override=Override(False, "专家评审", "沪人社〔2019〕8号"),
        rectifications=(RECTIFICATION,),
        manual_deductions=tuple(ManualDeduction(yuan(amount), "服务不达标") for amount in deductions),
    )


def head(number: str, issue: int = 1, on: date = SOME_DAY) -> Posting:
    """Return the head of a posted document."""
    return Posting(number, issue, on, "张经办", "李复核", 1, "", "{}")


def form(number: str, issue: int = 1, *, passed: bool = True) -> Form:
    """Return a confirmed form."""
    return Form(number, issue, SOME_DAY, "张经办", "李复核", passed, "", "{}")


def recorded(now: Books, quarter: Quarter, record: Record) -> Books:
    """Return the books with this draft of the quarter's assessment."""
    forms = now.assessments[quarter].forms if quarter in now.assessments else ()
    return replace(now, assessments={**now.assessments, quarter: Assessment(quarter, record, forms)})


def posted(now: Books, *quarters: Quarter) -> Books:
    """Return the books after these quarters were posted, one after the other."""
    for quarter in quarters:
        sheet = now.outlook(quarter).settlements[quarter]
        issue = PostedSettlement(head(settlement_number(now, quarter), len(now.issues(quarter)) + 1), sheet)
        register = after(now.register, str(quarter), sheet.applied, sheet.returned)
        now = replace(now, settlements=(*now.settlements, issue), register=register)
    return now


def confirmed(now: Books, quarter: Quarter, record: Record = PASSED) -> Books:
    """Return the books after the posted quarter's assessment was confirmed."""
    now = recorded(now, quarter, record)
    found, sheet = now.contract_of(quarter), now.posted(quarter)
    assert found, "the quarter has a contract"
    assert sheet, "the quarter is posted"
    added = now.expected(found, sheet.settlement, now.register)
    issue = len(now.assessments[quarter].forms) + 1
    done = form(form_number(now, quarter), issue, passed=record.override is None or record.override.passed)
    assessment = replace(now.assessments[quarter], forms=(*now.assessments[quarter].forms, done))
    return replace(
        now,
        assessments={**now.assessments, quarter: assessment},
        register=(*now.register, *added),
    )


def played(now: Books, records: Mapping[Quarter, Record] | None = None, upto: Quarter = Q4) -> Books:
    """Return the books after all quarters up to one were posted and confirmed, passed where no record is named."""
    for quarter in now.quarters:
        if quarter <= upto:
            now = confirmed(posted(now, quarter), quarter, (records or {}).get(quarter, PASSED))
    return now


def cost_values(total: str, year: int = 2019, item: str = "consultants") -> tuple[ActualCost, ...]:
    """Return a complete year of actual cost that comes to the total (元): January's wages, all else zero."""
    zeros = [
        ActualCost(item, month, category, 0)
        for month in contract(year=year).months
        for category in CATEGORIES
    ]
    return (replace(zeros[0], amount=yuan(total)), *zeros[1:])


def cleared(now: Books, year: int = 2019, mode: Outstanding = "carry") -> Books:
    """Return the books after the year's clearance was posted."""
    found = now.contract(year)
    assert found, "the year has a contract"
    clearance = now.clearance(found, mode)
    issue = PostedClearance(head(clearance_number(now, year), len(now.clearance_issues(year)) + 1), clearance)
    register = after(now.register, f"clearance:{year}", clearance.applied, clearance.returned)
    return replace(now, clearances=(*now.clearances, issue), register=register)


def full_year(
    records: Mapping[Quarter, Record] | None = None, cost: str = "400", start: Books | None = None
) -> Books:
    """Return the books, of the small contract if no other, with 2019 posted and confirmed and its costs known."""
    return replace(played(start or books(small_contract()), records), costs=cost_values(cost))


def undone(now: Books, quarter: Quarter) -> Books:
    """Return the books after the quarter's standing settlement was reversed; nothing of it is in the register."""
    issues = tuple(
        replace(issue, posting=replace(issue.posting, reversal=reversal(issue.posting.number)))
        if issue == now.posted(quarter)
        else issue
        for issue in now.settlements
    )
    return replace(now, settlements=issues)


def reversal(number: str) -> Reversal:
    """Return the 冲销 of the document of that number."""
    return Reversal(f"HC-{number}", "录入有误", SOME_DAY, "张经办", "李复核", "")


def row(
    source: Quarter = Q1,
    serial: int = 1,
    amount: str = "50",
    *,
    cause: str = "manual",
    waived: str = "0",
    applied: str = "0",
    returned: str = "0",
    withdrawn: bool = False,
) -> Deduction:
    """Return a row of the register after what happened to it since, each amount in 元."""
    fen = yuan(amount)
    happened: tuple[Movement, ...] = (
        Movement("applied", "2019Q3", yuan(applied)),
        Movement("returned", "2019Q4", yuan(returned)),
    )
    return Deduction(
        id=f"KK-12333-{source}-{serial:02d}",
        source=source,
        serial=serial,
        cause=cause,
        amount=fen,
        before_cap=fen,
        basis="服务不达标",
        withdrawn=withdrawn,
        waivers=(Waiver(yuan(waived), "申诉成立", "张经办", "李复核", SOME_DAY),) if yuan(waived) else (),
        movements=tuple(move for move in happened if move.amount),
    )


def paid(now: Books, target: Target, amount: str, voucher: str = "记-1", on: date = SOME_DAY) -> Books:
    """Return the books after a payment of so many 元."""
    payment = Payment(len(now.payments) + 1, target, yuan(amount), on, voucher)
    return replace(now, payments=(*now.payments, payment))


def billed(now: Books, target: Target, amount: str, number: str = "00000001", code: str = "") -> Books:
    """Return the books after an invoice of so many 元, without tax."""
    invoice = Invoice(len(now.invoices) + 1, target, number, code, SOME_DAY, yuan(amount), 0)
    return replace(now, invoices=(*now.invoices, invoice))
