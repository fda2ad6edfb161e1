"""Small years of which papers are printed: contracts of some hundred thousand 元, played from the command line."""

from collections.abc import Sequence
from pathlib import Path

from tests.support.cli import REVIEWER, Settle
from tests.support.pdf import Pdf

PEOPLE = ("people", "人员经费", "120,000.00", "actual_cost")
FEE = ("fee", "管理费", "40,000.00", "bearer")
TAX = ("tax", "税金", "4,000.00", "fixed")
THREE_ITEMS = (PEOPLE, FEE, TAX)

PASSED = 'score = "95"\n'
CATEGORIES = ("wages", "welfare", "social_insurance", "housing_fund", "other")

_TEMPLATE = """
[project]
code = "{code}"
name = "{name}"
[contract]
year = 2019
start = {start}
end = 2019-12-31
client = "{client}"
vendor = "{vendor}"
{texts}
"""
_ITEM = """
[[sub_item]]
code = "{code}"
name = "{name}"
annual = "{annual}"
method = "{method}"
bears_deductions = {bears}
"""


def year_of(
    folder: Path,
    items: Sequence[tuple[str, str, str, str]] = THREE_ITEMS,
    *,
    start: str = "2019-01-01",
    texts: str = "",
    more: str = "",
    code: str = "HP",
    name: str = "热线平台",
    client: str = "咨询服务中心",
    vendor: str = "供应商甲",
) -> Settle:
    """A new ledger of one contract; an item is its code, name, annual amount and method (``bearer`` is a fixed one)."""
    parts = [
        _TEMPLATE.format(code=code, name=name, client=client, vendor=vendor, start=start, texts=texts),
        *(
            _ITEM.format(
                code=code,
                name=name,
                annual=annual,
                method="fixed" if method == "bearer" else method,
                bears=str(method == "bearer").lower(),
            )
            for code, name, annual, method in items
        ),
        more,
    ]
    template = folder / "合同.toml"
    template.write_text("".join(parts), encoding="utf-8")
    line = Settle(folder / "年.settlement")
    line.ok("init", "--template", template)
    return line


def failed(*amounts: str, reason: str = "服务不达标") -> str:
    """The record of a failed quarter with these manual deductions."""
    manual = "".join(
        f'[[manual_deduction]]\namount = "{amount}"\nreason = "{reason}{number}"\n'
        for number, amount in enumerate(amounts, start=1)
    )
    mend = '[[rectification]]\nsubject = "服务"\nmeasure = "增配座席"\ndue = 2019-05-15\n'
    return (
        f'score = "80"\n[override]\npassed = false\nreason = "会议认定"\ndocument = "纪要1号"\n{mend}{manual}'
    )


def assessed(line: Settle, quarter: str, record: str = PASSED) -> None:
    """Record and confirm a quarter's assessment."""
    file = line.ledger.with_name("考核.toml")
    file.write_text(record, encoding="utf-8")
    line.ok("assessment", "record", quarter, file)
    line.ok("assessment", "confirm", quarter, "--reviewer", REVIEWER)


def played(line: Settle, *records: str) -> Settle:
    """Post the first quarters, one for each record, and confirm their assessments."""
    for number, record in enumerate(records, start=1):
        line.post(f"2019Q{number}")
        assessed(line, f"2019Q{number}", record)
    return line


def costs(line: Settle, monthly: str, *, months: Sequence[int] = range(1, 13), item: str = "people") -> None:
    """Enter the actual cost of months: so much of wages, and nothing else, in each."""
    file = line.ledger.with_name("费用.csv")
    rows = [f'2019-{month:02d},"{monthly}",0,0,0,0' for month in months]
    file.write_text("\n".join(["月份,工资,福利,单位缴社会保险费,公积金,其他", *rows, ""]), encoding="utf-8")
    line.ok("actuals", "import", file, "--item", item)


def cleared(line: Settle, *more: str) -> None:
    """Post the year's clearance."""
    line.ok("clearance", "post", "2019", "--reviewer", REVIEWER, *more)


def printed(line: Settle, kind: str, target: str, *more: object) -> Pdf:
    """Render a paper through the command line and open it."""
    file = line.ledger.with_name(f"{kind}.pdf")
    line.ok("document", "render", kind, target, "-o", file, "--force", *more)
    return Pdf(file)
