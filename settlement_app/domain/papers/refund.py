"""The refund notice (退款通知书): a clearance whose net the vendor has to pay back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from settlement_app.domain.findings import Finding
from settlement_app.domain.papers.clearance import ClearanceSheet
from settlement_app.domain.papers.parts import Heading, renumbered


@dataclass(frozen=True, slots=True)
class RefundNotice:
    """A notice to the vendor to pay ``amount`` 分 back into the centre's account."""

    number: Annotated[str, "编号"]
    heading: Heading
    made_on: date
    clearance: Annotated[str, "清算单号"]
    amount: int
    in_words: Annotated[str, "大写金额"]
    bank: Annotated[str, "采购人开户行"]
    account: Annotated[str, "采购人账号"]
    prepared_by: Annotated[str, "编制人"]
    reviewed_by: Annotated[str, "复核人"]


def refund_findings(sheet: ClearanceSheet) -> Iterator[Finding]:
    """A finding where the clearance's net is no refund."""
    if sheet.net is None:
        yield Finding(
            "net_undecided",
            f"{sheet.heading.period}实际费用尚不完整，应补应退未定；请先补录实际费用（actuals import）",
        )
    elif sheet.net >= 0:
        yield Finding(
            "no_refund_due", f"{sheet.heading.period}年终清算没有应退款，不需要退款通知书；请核对年度"
        )


def refund_notice(sheet: ClearanceSheet) -> RefundNotice:
    """The notice that goes with a clearance whose net is negative."""
    assert sheet.net is not None, "refund_findings refuses where the net is not known"
    return RefundNotice(
        number=renumbered("TK", sheet.number),
        heading=sheet.heading,
        made_on=sheet.made_on,
        clearance=sheet.number,
        amount=-sheet.net,
        in_words=sheet.in_words,
        bank=sheet.client_bank,
        account=sheet.client_account,
        prepared_by=sheet.prepared_by,
        reviewed_by=sheet.reviewed_by,
    )
