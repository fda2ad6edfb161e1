"""One contract year as its sheets need it, and the head that they have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from settlement_app.domain.books import Books, PostedClearance
from settlement_app.domain.contract import Contract
from settlement_app.domain.periods import Quarter
from settlement_app.domain.quarter import Settlement
from settlement_app.domain.year_end import Clearance
from settlement_app.exchange.workbook.cells import Cell, Sheet

POSTED, PREVIEW = "已审定", "试算"


@dataclass(frozen=True, slots=True)
class Year:
    """A contract year: posted documents as posted, open ones as previewed; ``prefix`` tells its sheets from others."""

    books: Books
    contract: Contract
    settlements: Mapping[Quarter, Settlement]
    cleared: PostedClearance | None
    clearance: Clearance
    prefix: str

    def sheet(self, subject: str, remark: str, heads: Sequence[str], fixed_columns: int = 0) -> Sheet:
        """A sheet with its title and what it is about; they stay in sight with the head of its first table, if any."""
        project, contract = self.books.project, self.contract
        sheet = Sheet(f"{self.prefix}{subject}", fixed_columns=fixed_columns)
        sample = "（示例）" if project.sample else ""
        sheet.add(Cell(f"{contract.year}年{subject}{sample}", "title"))
        about = (
            f"{project.name}（{project.code}）  {contract.start} 至 {contract.end}"
            f"  采购人：{contract.client}  供应商：{contract.vendor}"
        )
        sheet.add(Cell(about, "note"))
        sheet.add(Cell(f"金额单位：元。{remark}", "note"))
        sheet.head_row = sheet.next_row - 1
        if heads:
            sheet.head_row = sheet.add(*(Cell(head, "head") for head in heads))
        return sheet


def year_of(books: Books, contract: Contract, *, prefixed: bool) -> Year:
    """The year as things stand; raises AmountError when a sum leaves the range."""
    cleared = books.cleared(contract.year)
    return Year(
        books=books,
        contract=contract,
        settlements=books.outlook(contract.last_quarter).settlements,
        cleared=cleared,
        clearance=cleared.clearance if cleared else books.clearance(contract, "carry"),
        prefix=str(contract.year) if prefixed else "",
    )
