"""The contract: make a ledger from a template, show, amend, set texts and scheme, roll over, drop."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from settlement_app.domain import contracting
from settlement_app.domain.books import Books
from settlement_app.domain.contract import (
    TEXT_LABELS,
    Contract,
    contract_findings,
    contract_text_findings,
)
from settlement_app.domain.deduction import OPENING, Deduction, deduction_id
from settlement_app.domain.findings import Finding, misread, refuse, refuse_if
from settlement_app.domain.money import format_amount
from settlement_app.domain.people import text_findings
from settlement_app.domain.periods import Quarter
from settlement_app.domain.scheme import Scheme, scheme_findings
from settlement_app.domain.withholding import opening_findings
from settlement_app.exchange.template_file import Template, bundled_template, read_template
from settlement_app.ledger import file
from settlement_app.ledger.format import MIGRATIONS_TABLE
from settlement_app.ledger.load import project_codes
from settlement_app.ledger.store import Store
from settlement_app.ledger.work import Work, working
from settlement_app.office.desk import Desk
from settlement_app.office.years import contract_of_year


@dataclass(frozen=True, slots=True)
class ContractView:
    """A contract with the books that it belongs to, and what should be looked at."""

    books: Books
    contract: Contract
    warnings: tuple[str, ...] = ()


def start(desk: Desk, template: Template) -> ContractView:
    """Add the template's project to the ledger, which is made when there is none."""
    refuse_if(_template_findings(template))
    if not file.exists(desk.ledger):
        return _start_new(desk, template)
    with file.opened(desk.ledger) as db, working(db) as work:
        if template.project.code in project_codes(db):
            raise refuse(
                "project_exists", f"台账中已有项目 {template.project.code}；没有改动，请核对模板或 --ledger"
            )
        _add_template(desk, work, template)
    return show(replace(desk, project=template.project.code))


def start_bundled(desk: Desk, name: str) -> ContractView:
    """Make a ledger of a template that comes with the program; raises RuleRefusal where a file is in its place."""
    if file.exists(desk.ledger):
        raise refuse("ledger_exists", f"{desk.ledger} 已存在，没有改动；请换一个文件名，或直接打开它")
    return start(desk, read_template(bundled_template(name)))


def show(desk: Desk, year: int | None = None) -> ContractView:
    """The contract of a year, the newest where none is named."""
    books = desk.books()
    return ContractView(books, contract_of_year(books, year))


def set_text(desk: Desk, field: str, text: str, reason: str, year: int | None = None) -> ContractView:
    """Set one optional text; documents already posted keep what they had."""
    if field not in TEXT_LABELS:
        raise misread(
            "unknown_field", f"合同没有可填写的项目“{field}”；请用 contract set --help 查看可填写的项目"
        )
    with desk.changing("contract.set", field) as change:
        refuse_if((*text_findings("修改事由", reason), *contract_text_findings(field, text.strip())))
        contract = contract_of_year(change.books, year)
        change.store.set_text(contract.year, field, text.strip())
        change.work.note(reason)
    return show(desk, contract.year)


def amend(
    desk: Desk,
    item: str,
    annual: int,
    document: str,
    reason: str,
    against: str | None = None,
    start_quarter: Quarter | None = None,
    year: int | None = None,
) -> ContractView:
    """Amend a sub-item's annual amount (分) from a quarter on."""
    with desk.changing("contract.amend", item) as change:
        quarter = contracting.amended_from(change.books, start_quarter, year)
        contract = contract_of_year(change.books, quarter.year)
        amendment = contracting.amendment_of(contract, item, annual, against, quarter, document, reason)
        refuse_if(contracting.amendment_findings(change.books, contract, amendment))
        difference = contracting.total_change(contract, amendment)
        change.store.add_amendment(contract.year, amendment)
    view = show(desk, contract.year)
    return replace(view, warnings=_total_warnings(contract, difference))


def roll_over(desk: Desk, year: int, annual: Mapping[str, int], vendor: str | None = None) -> ContractView:
    """Make the next year's contract from the newest one; ``annual`` are amounts in 分 by sub-item."""
    vendor = vendor if vendor is None else vendor.strip()
    with desk.changing("contract.roll_over", str(year)) as change:
        books = change.books
        refuse_if(contracting.roll_over_findings(books, year, annual, vendor))
        contract = contracting.rolled_over(books.newest, annual, vendor)
        refuse_if(contract_findings(contract, None))
        change.store.add_contract(contract)
    return show(desk, year)


def drop(desk: Desk, year: int) -> ContractView:
    """Take a mistaken contract back with its drafts; shows the newest one that is left."""
    with desk.changing("contract.drop", str(year)) as change:
        refuse_if(contracting.drop_findings(change.books, year))
        change.store.drop_contract(change.books.newest)
    return show(desk)


def set_scheme(desk: Desk, scheme: Scheme, year: int | None = None) -> ContractView:
    """Replace a contract's scheme."""
    with desk.changing("scheme.set", str(year or "")) as change:
        contract = contract_of_year(change.books, year)
        refuse_if(contracting.scheme_change_findings(change.books, contract, scheme))
        change.store.replace_scheme(contract.year, scheme)
    return show(desk, contract.year)


def _template_findings(template: Template) -> list[Finding]:
    contract = template.contract
    found = [*contract_findings(contract, template.stated_total), *scheme_findings(contract.scheme)]
    if not found:
        books = Books(template.project, (contract,))
        for opening in template.opening_deductions:
            found += opening_findings(books, opening.source, opening.document)
    return found


def _start_new(desk: Desk, template: Template) -> ContractView:
    with file.created(desk.ledger) as db, working(db) as work:
        work.adopt(MIGRATIONS_TABLE, 0, desk.now())
        _add_template(desk, work, template)
    return show(desk)


def _add_template(desk: Desk, work: Work, template: Template) -> None:
    code = template.project.code
    store = Store(work, code)
    store.add_project(template.project)
    store.add_contract(template.contract)
    serials: dict[Quarter, int] = {}
    for opening in template.opening_deductions:
        serial = serials[opening.source] = serials.get(opening.source, 0) + 1
        store.add_deduction(opening_deduction(code, opening.source, serial, opening.amount, opening.document))
    work.journal(desk.signature(), "ledger.init", code, None, code)


def opening_deduction(project: str, source: Quarter, serial: int, amount: int, document: str) -> Deduction:
    """A deduction (分) that stood before the project's first contract."""
    return Deduction(
        id=deduction_id(project, source, serial),
        source=source,
        serial=serial,
        cause=OPENING,
        amount=amount,
        before_cap=amount,
        basis=f"期初扣款，文号 {document}",
        document=document,
    )


def _total_warnings(contract: Contract, difference: int) -> tuple[str, ...]:
    if not difference:
        return ()
    word = "追加" if difference > 0 else "追减"
    before = contract.total(contract.last_quarter)
    change = f"{format_amount(before)} → {format_amount(before + difference)}"
    return (f"{contract.year}年合同总额{word} {format_amount(abs(difference))} 元：{change}",)
