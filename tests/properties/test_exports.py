"""Projects played at random and exported: the figures of every format are those of the command line."""

from hypothesis import settings

from tests.properties.test_projects import Project
from tests.support import plain_text
from tests.support.spreadsheets import own_reading
from tests.support.workbook_figures import check_workbook


class Exported(Project):
    """A project that is exported once it was played."""

    def teardown(self) -> None:
        """Whatever was done: the exports say what the program shows."""
        try:
            if hasattr(self, "both"):
                self.check_plain_text()
                self.check_workbook()
        finally:
            super().teardown()

    def exported(self, form: str) -> bytes:
        """The file that is exported in that form."""
        file = self.both.folder / f"导出.{form}"
        self.both.line.ok("export", form, file)
        return file.read_bytes()

    def check_plain_text(self) -> None:
        """beancount accepts the books, and balances are ours to the 分, in both formats."""
        books = self.exported("beancount")
        assert plain_text.bean_errors(books) == []
        expected = plain_text.expected_balances(self.both.line)
        plain_text.check_balances(plain_text.own_balances(books), expected)
        plain_text.check_balances(plain_text.own_balances(self.exported("hledger")), expected)

    def check_workbook(self) -> None:
        """The workbook's formulas come to the program's figures."""
        book = own_reading(self.exported("xlsx"))
        years = [contract["year"] for contract in self.log.contracts()]
        for year in years:
            check_workbook(book, self.both.line, year, prefix=str(year) if len(years) > 1 else "")


TestExported = Exported.TestCase
TestExported.settings = settings(max_examples=settings().max_examples // 16, stateful_step_count=16)
