"""One project in the program and in the naive model: every act is done to both, then all figures are compared."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from settlement_app.cli import shapes, year_end_shapes
from settlement_app.domain.assessing import form_number
from settlement_app.domain.books import Books
from settlement_app.domain.closing import clearance_number
from settlement_app.domain.contract import Contract
from settlement_app.domain.posting import settlement_number
from settlement_app.domain.year_end import Outstanding
from settlement_app.office.assessments import AssessmentView
from settlement_app.office.clearances import ClearanceView
from settlement_app.office.desk import Desk
from settlement_app.office.quarters import QuarterView
from tests.model.naive_basics import NaiveRefusal
from tests.model.naive_closing import paid_in_year
from tests.model.naive_contract import make, total_of
from tests.model.naive_log import Act, Log
from tests.model.naive_quarter import foresee, judged
from tests.model.naive_register import BY
from tests.model.naive_year import clearance
from tests.properties import figures
from tests.properties.figures import Figures
from tests.support.cli import Settle
from tests.support.toml_text import toml_text

TODAY = "2040-01-01"
MODES: tuple[Outstanding, Outstanding] = ("carry", "settle")


class Both:
    """A ledger with its command line, and the model's list of acts."""

    def __init__(self, folder: Path, template: dict[str, Any]) -> None:
        self.folder = folder
        self.line = Settle(folder / "台账.settlement", TODAY, BY)
        self.desk = Desk(self.line.ledger, BY, date.fromisoformat(TODAY))
        self.log = make(template)
        self.line.ok("init", "--template", self.file("模板.toml", toml_text(template)))
        self.compare()

    def file(self, name: str, text: str) -> Path:
        """Write a file for the command line to read."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def do(self, act: Callable[[Log], None], *arguments: object, today: str = TODAY) -> bool:
        """Do one act to both; they must agree whether it is refused. Returns whether it was done."""
        trial, refusal = Log(self.log.project, list(self.log.acts)), ""
        try:
            act(trial)
            self.log = trial
        except NaiveRefusal as reason:
            refusal = str(reason)
        self.line.today = today
        done = self.line("--json", *arguments)
        assert not list(figures.floats(done.json)), done.out
        if refusal:
            assert done.status in (1, 2), f"{arguments}: the model refuses ({refusal}), the program does not"
        else:
            assert done.status == 0, f"{arguments}: the model allows it, the program: {done.out}"
        self.compare()
        return not refusal

    def compare(self) -> None:
        """Lay every figure of the program beside the model's, and check what must always hold."""
        books = self.desk.books()
        program, model = program_figures(books, self.desk.today), model_figures(self.log)
        assert not list(figures.floats(program))
        different = list(figures.differences(model, program))
        assert not different, "\n".join(different)
        for contract in self.log.contracts():
            check_bases(self.log, contract, model["quarters"])
            for mode in MODES:
                check_clearance(model["clearances"][str(contract["year"])][mode])


def program_figures(books: Books, today: date) -> Figures:
    """Everything that the program would show of the project, from one look at its ledger."""
    outlook = books.outlook(books.newest.last_quarter)
    found: Figures = {"quarters": {}, "assessments": {}, "contracts": {}, "clearances": {}}
    for contract in books.contracts:
        for quarter in contract.quarters:
            sheet, posted = outlook.settlements[quarter], books.posted(quarter)
            number, issues = settlement_number(books, quarter), books.issues(quarter)
            view = QuarterView(books, contract, sheet, number, posted, (), issues)
            found["quarters"][str(quarter)] = figures.program_sheet(shapes.quarter(view))
            assessed = books.assessments.get(quarter), books.judgement(quarter)
            form = AssessmentView(books, contract, quarter, today, *assessed, books.caused(contract, sheet))
            assert form.number == form_number(books, quarter)
            found["assessments"][str(quarter)] = figures.program_assessment(shapes.assessment(form))
        found["contracts"][str(contract.year)] = {
            "vendor": contract.vendor,
            "annual": {
                item.code: contract.annual(item, contract.last_quarter) for item in contract.sub_items
            },
            "total": contract.total(contract.last_quarter),
        }
        found["clearances"][str(contract.year)] = dict(program_clearances(books, contract))
    found["register"] = figures.program_register([shapes.deduction(row) for row in books.register])
    found["payments"] = [(p.id, p.amount, p.reversed_because is not None) for p in books.payments]
    found["invoices"] = [(i.id, i.amount, i.void_because is not None) for i in books.invoices]
    return found


def program_clearances(books: Books, contract: Contract) -> Iterator[tuple[str, Figures]]:
    """The clearance both ways, or twice the posted one."""
    cleared, paid = books.cleared(contract.year), books.paid_in_year(contract.year)
    number = clearance_number(books, contract.year)
    for mode in MODES:
        entry = cleared.clearance if cleared else books.clearance(contract, mode)
        view = ClearanceView(books, contract, entry, number, cleared, paid, ())
        yield mode, figures.program_clearance(year_end_shapes.clearance(view))


def model_figures(log: Log) -> Figures:
    """The same by the model."""
    sheets, _ = foresee(log, log.quarters()[-1])
    found: Figures = {"quarters": {}, "assessments": {}, "contracts": {}, "clearances": {}}
    for contract in log.contracts():
        year = contract["year"]
        for quarter in contract["quarters"]:
            found["quarters"][quarter] = figures.model_sheet(log, quarter, sheets[quarter])
            result = judged(log, contract, quarter, sheets[quarter])
            found["assessments"][quarter] = figures.model_assessment(log, quarter, result)
        found["contracts"][str(year)] = {
            "vendor": contract["vendor"],
            "annual": {code: log.annual(code, contract["quarters"][-1]) for code in contract["items"]},
            "total": total_of(log, contract),
        }
        cleared, paid = log.cleared(year), paid_in_year(log, year)
        found["clearances"][str(year)] = {
            mode: figures.model_clearance(
                log, year, cleared["table"] if cleared else clearance(log, contract, mode), paid
            )
            for mode in MODES
        }
    found["register"] = figures.model_register(log)
    undone = [("payments", "pay", "unpay"), ("invoices", "bill", "unbill")]
    for kind, done, taken_back in undone:
        found[kind] = [
            (act["id"], act["amount"], bool(log.every(taken_back, id=act["id"]))) for act in log.every(done)
        ]
    return found


def check_bases(log: Log, contract: Act, sheets: Figures) -> None:
    """A year's bases add up to the annual amount, unless the last advance was set lower (rules, section 4)."""
    last = contract["quarters"][-1]
    for item in contract["items"]:
        lines = [sheets[quarter]["lines"][item] for quarter in contract["quarters"]]
        assert sum(line["base"] for line in lines) + lines[-1]["remaining"] == lines[-1]["annual"]
        if not log.since("advance", "clear_advance", quarter=last, item=item):
            assert lines[-1]["remaining"] == 0


def check_clearance(table: Figures) -> None:
    """The identities of section 9, line by line and in total."""
    for line in [*table["lines"].values(), table["total"]]:
        if line["final"] is None:
            continue
        withheld = -line["deductions"]
        spent = line["final"] + withheld - line["adjustments"]
        assert line["budget"] == spent + line["surplus"] + line["offset"]
        if "payable" in line:
            assert line["final"] == sum(line["payable"]) + line["true_up"] - line["offset"]
        else:
            assert line["unpaid"] == line["final"] - line["paid"]
            assert table["net"] == line["true_up"] - line["offset"]
