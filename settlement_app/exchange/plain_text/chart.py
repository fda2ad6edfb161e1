"""The chart of accounts of an exported project (docs/BOOKS-EXPORT.md)."""

import re
from collections.abc import Iterable, Mapping

from settlement_app.domain.books import Books
from settlement_app.domain.contract import SubItem
from settlement_app.domain.deduction import Deduction
from settlement_app.exchange.plain_text.entries import Account

BANK = Account("Assets:Bank", "银行存款")
REGISTER = Account("Equity:Deductions", "扣款备查")
REGISTER_CONTRA = Account("Equity:Deductions:Contra", "扣款备查对方")
INVOICES_CONTRA = Account("Equity:Invoices:Contra", "发票备查对方")

COST_PARTS: Mapping[str, str] = {
    "Base": "应结额",
    "Actual": "实际费用",
    "Deductions": "考核扣款",
    "Adjustments": "调整",
    "Reductions": "核减",
    "OverBudget": "超预算不付",
    "Offset": "扣款了结",
}
"""What the final amount of a sub-item is made of."""

# What both programs take in a name: nothing but these, and no small letter at the beginning.
_UNFIT = re.compile("[^0-9A-Za-z一-鿿]+")


class Chart:
    """The accounts of one project; every sub-item has its own part of a name, made of its code."""

    def __init__(self, books: Books) -> None:
        self._parts = _name_parts(item.code for contract in books.contracts for item in contract.sub_items)

    def cost(self, year: int, item: SubItem, part: str) -> Account:
        """One part, a key of COST_PARTS, of what a sub-item cost in a contract year."""
        return Account(f"{self.costs(year, item).name}:{part}", f"{year}年{item.name}：{COST_PARTS[part]}")

    def costs(self, year: int, item: SubItem) -> Account:
        """What a sub-item cost in a contract year, all parts together."""
        return Account(f"Expenses:{year}:{self._parts[item.code]}", f"{year}年{item.name}")

    def advances(self, year: int, item: SubItem) -> Account:
        """What was advanced on a sub-item until the clearance settles it on actual cost."""
        return Account(f"Assets:Advances:{year}:{self._parts[item.code]}", f"{year}年{item.name}：预付")

    def payable(self, year: int, item: SubItem) -> Account:
        """What posted documents of a contract year made payable for a sub-item."""
        name = f"Liabilities:Vendor:{year}:Payable:{self._parts[item.code]}"
        return Account(name, f"{year}年{item.name}：应付")

    def paid(self, year: int) -> Account:
        """What was paid on the documents of a contract year, refunds taken off."""
        return Account(f"Liabilities:Vendor:{year}:Paid", f"{year}年已付")

    def unpaid(self, year: int) -> Account:
        """What is still owed to the vendor of a contract year: payable and paid together."""
        return Account(f"Liabilities:Vendor:{year}", f"{year}年应付供应商")

    def deduction(self, row: Deduction) -> Account:
        """One deduction of the register: what is outstanding of it, or, negative, to return."""
        return Account(f"{REGISTER.name}:{row.source}-{row.serial:02d}", f"{row.id} 待扣余额")

    def invoiced(self, year: int) -> Account:
        """What was billed on the documents of a contract year."""
        return Account(f"Equity:Invoices:{year}", f"{year}年已开发票")


def _name_parts(codes: Iterable[str]) -> dict[str, str]:
    """A different part of a name for every code: ``voice_platform`` is ``Voice-platform``."""
    parts: dict[str, str] = {}
    for code in codes:
        if code in parts:
            continue
        stem = _UNFIT.sub("-", code).strip("-")
        stem = stem[:1].upper() + stem[1:]
        if not re.match("[0-9A-Z]", stem):
            stem = f"Item-{stem}"
        number, part = 1, stem
        while part in parts.values():
            number += 1
            part = f"{stem}-{number}"
        parts[code] = part
    return parts
