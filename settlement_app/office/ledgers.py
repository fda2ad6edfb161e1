"""The ledger file as a whole: verify, back up, restore, read the journal."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from settlement_app.ledger import copies, errors, file, journal
from settlement_app.ledger import verify as checks
from settlement_app.ledger.journal import Entry
from settlement_app.ledger.progress import Progress, untold
from settlement_app.ledger.verify import Verification
from settlement_app.office.desk import Desk

ACT_LABELS: Mapping[str, str] = {
    "ledger.init": "建立项目",
    "contract.set": "填写合同项目",
    "contract.amend": "预算调整",
    "contract.roll_over": "转入下一年度",
    "contract.drop": "撤下合同",
    "scheme.set": "更换考核方案",
    "assessment.record": "录入考核",
    "assessment.confirm": "确认考核",
    "assessment.reopen": "重开考核",
    "assessment.rectified": "登记整改完成",
    "deduction.open": "登记期初扣款",
    "deduction.open_remove": "删去期初扣款",
    "deduction.waive": "减免扣款",
    "deduction.unwaive": "撤回减免",
    "quarter.advance": "核定预付",
    "quarter.advance_clear": "清除核定预付",
    "quarter.adjust": "手工调整",
    "quarter.adjust_clear": "清除手工调整",
    "quarter.post": "审定结算单",
    "quarter.reverse": "冲销结算单",
    "actuals.set": "填写实际费用",
    "actuals.import": "导入实际费用",
    "clearance.reduce": "核减",
    "clearance.reduce_clear": "清除核减",
    "clearance.post": "审定年终清算",
    "clearance.reverse": "冲销年终清算",
    "payment.record": "登记付款",
    "payment.reverse": "撤销付款",
    "invoice.record": "登记发票",
    "invoice.void": "作废发票",
    "document.request": "编制付款申请",
    "document.print": "打印单据",
    "ledger.upgrade": "升级台账",
}
"""What a reader sees for each act that the journal names."""

_SAVED = "保存单据"
"""What a reader sees for ``document.print`` where files were written and nothing went to a printer."""

_REFUND = "登记退款"
"""What a reader sees for ``payment.record`` of what the vendor paid back."""


@contextmanager
def understanding(entry: Entry) -> Iterator[None]:
    """Raise LedgerError where what is read of the entry inside is nothing that this program ever wrote."""
    try:
        yield
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise errors.spoiled(f"操作日志第 {entry.sequence} 条") from error


def act_of(entry: Entry) -> str:
    """What a reader sees for the act of an entry."""
    act: str = entry.content["act"]
    rows = [change["row"] for change in entry.content["changes"] if "insert" in change]
    if act == "document.print" and {row["manner"] for row in rows if "manner" in row} == {"file"}:
        return _SAVED
    if act == "payment.record" and any(row.get("amount", 0) < 0 for row in rows):
        return _REFUND
    return ACT_LABELS.get(act, act)


def verify(desk: Desk, anchor: str | None = None, progress: Progress = untold) -> Verification:
    """Check the ledger, of whatever version, against its journal; ``anchor`` is looked up in it."""
    with file.opened(desk.ledger, older=True) as db:
        return checks.verify(db, anchor, progress)


def back_up(
    desk: Desk, target: Path, *, force: bool, copying: Progress = untold, checking: Progress = untold
) -> Verification:
    """Make a verified copy of the ledger."""
    return copies.back_up(desk.ledger, target, force=force, copying=copying, checking=checking)


def restore(
    desk: Desk, backup: Path, *, force: bool, copying: Progress = untold, checking: Progress = untold
) -> tuple[Verification, Path | None]:
    """Put a verified backup in the ledger's place; returns where the former ledger is kept."""
    return copies.restore(backup, desk.ledger, force=force, copying=copying, checking=checking)


def journal_entries(desk: Desk) -> tuple[Entry, ...]:
    """All journal entries, oldest first."""
    with file.opened(desk.ledger) as db, file.reading(db):
        return tuple(journal.entries(db))


__all__ = [
    "ACT_LABELS",
    "Entry",
    "Verification",
    "act_of",
    "back_up",
    "journal_entries",
    "restore",
    "understanding",
    "verify",
]
