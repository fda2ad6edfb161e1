"""What the page 年终清算 is shown: a basis for every figure on paper, each treatment's figures, the next year."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from settlement_app.documents.pages import Text
from settlement_app.domain.money import parse_amount
from settlement_app.domain.year_end import Outstanding, Reduction
from settlement_app.office import clearances, contracts
from settlement_app.office.clearance_screen import (
    YearPaper,
    clearance_on_screen,
    laid_out,
    note_on,
    preview_reduction,
)
from settlement_app.office.demo import Demonstration
from settlement_app.office.desk import Desk
from settlement_app.office.roll_over_screen import not_droppable, preview_roll_over, roll_over_on_screen
from tests.support.cli import PREPARER, REVIEWER, Settle
from tests.support.tables import table
from tests.support.year_end import TODAY, opened_again


@pytest.fixture
def new(settle: Settle) -> Desk:
    """A desk at the bundled contract with nothing done yet."""
    return desk_at(settle.ledger)


@pytest.fixture
def cleared(demo_ledger: Path) -> Desk:
    """A desk at the demonstration's year, cleared and paid."""
    return desk_at(demo_ledger)


@pytest.fixture(scope="module")
def open_ledger(demonstration: Demonstration, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's year with its clearance reversed; not to be changed."""
    return opened_again(demonstration.ledger, tmp_path_factory.mktemp("open"))


@pytest.fixture
def ready(open_ledger: Path, tmp_path: Path) -> Desk:
    """A desk at that year, ready to be posted again; 44,500.00 元 are outstanding."""
    copy = tmp_path / "待清算.settlement"
    shutil.copyfile(open_ledger, copy)
    return desk_at(copy)


def desk_at(ledger: Path) -> Desk:
    return Desk(ledger, PREPARER, date.fromisoformat(TODAY))


def yuan(text: str) -> int:
    return parse_amount(text)


@pytest.mark.parametrize("paper", ["clearance", "annual", "refund"])
@pytest.mark.parametrize("mode", ["carry", "settle"])
def test_every_figure_that_can_be_clicked_says_where_it_comes_from(
    ready: Desk, paper: YearPaper, mode: Outstanding
) -> None:
    clearances.reduce(ready, 2019, "tax", yuan("100"), "审计", "5号")
    shown = clearance_on_screen(ready, 2019, mode)
    marks = [mark for page in laid_out(shown, paper).pages for mark in page.marks]
    figures = [mark for mark in marks if isinstance(mark, Text) and mark.link]
    assert figures
    assert all(note_on(shown, figure.link).texts for figure in figures)
    amounts = [figure for figure in figures if figure.text.strip("-￥")[:1].isdigit()]
    for figure in amounts:
        told = " ".join(note_on(shown, figure.link).texts)
        assert figure.text.strip("-￥") in told or figure.text == "0.00", (figure.link, told)


def test_every_amount_in_a_table_of_a_new_year_can_be_clicked_too(new: Desk) -> None:
    shown = clearance_on_screen(new, 2019)
    marks = [mark for page in laid_out(shown, "clearance").pages for mark in page.marks]
    texts = [mark for mark in marks if isinstance(mark, Text)]
    assert all(mark.link for mark in texts if mark.text == "未定" or mark.text.endswith(".00"))
    assert all(note_on(shown, mark.link).texts for mark in texts if mark.link)


# fmt: off
STATES = table(
    # name, number, state, stamp on the clearance, on the annual table
    ("new",     "QS-12333-2019",   "预清算",             "draft",  "draft"),
    ("ready",   "QS-12333-2019-2", "待重新审定（QS-12333-2019 已冲销）", "draft",  "draft"),
    ("cleared", "QS-12333-2019",   "已审定",             "posted", "current"),
)
# fmt: on


@pytest.mark.parametrize(("number", "state", "stamp", "annual"), STATES)
def test_the_state_and_how_it_stands_on_paper(
    request: pytest.FixtureRequest, number: str, state: str, stamp: str, annual: str
) -> None:
    name = {"预清算": "new", "已审定": "cleared"}.get(state, "ready")
    shown = clearance_on_screen(request.getfixturevalue(name), 2019)
    sheet, listed = laid_out(shown, "clearance"), laid_out(shown, "annual")
    assert (sheet.number, shown.state) == (number, state)
    assert (sheet.state, listed.state) == (stamp, annual)
    assert sheet.size[0] < sheet.size[1]
    assert listed.size[0] > listed.size[1]


def test_each_treatment_is_told_in_figures_before_it_is_chosen(ready: Desk) -> None:
    carry, settle = clearance_on_screen(ready, 2019).treatments
    assert (carry.mode, carry.offset, carry.net) == ("carry", 0, yuan("-15,000"))
    assert (settle.mode, settle.offset, settle.net) == ("settle", yuan("44,500"), yuan("-59,500"))
    assert (carry.problems, settle.problems) == ((), ())
    chosen = clearance_on_screen(ready, 2019, "settle")
    assert chosen.treatments == (carry, settle), "whichever is chosen"
    assert chosen.view.clearance.net == yuan("-59,500")


def test_with_a_next_contract_what_is_outstanding_can_only_be_carried(ready: Desk) -> None:
    contracts.roll_over(ready, 2020, {})
    carry, settle = clearance_on_screen(ready, 2019).treatments
    assert carry.problems == ()
    assert settle.problems == ("已有 2020 年合同，待扣余额随项目结转下年，不能在清算中了结；请改用 carry",)


def test_a_posted_clearance_has_nothing_to_choose_and_says_why_it_cannot_be_reversed(cleared: Desk) -> None:
    shown = clearance_on_screen(cleared, 2019)
    assert shown.treatments == ()
    assert shown.not_reversible == ("2019年年终清算已有付款或退款；请先撤销（payment reverse）",)
    assert all(identity.holds for identity in shown.identities)
    assert len(shown.identities) == 15


def test_the_history_tells_every_issue_with_its_reversal(ready: Desk) -> None:
    clearances.post(ready, 2019, REVIEWER)
    first, second = clearance_on_screen(ready, 2019).history
    assert first == (
        "QS-12333-2019：2020-02-10 审定（编制 示例经办员，复核 示例复核员）；"
        "2020-03-05 由 HC-QS-12333-2019 冲销（编制 张经办，复核 李复核）：实际费用有误。"
    )
    assert second == "QS-12333-2019-2：2020-03-05 审定（编制 张经办，复核 李复核）。"


# fmt: off
REDUCTIONS = table(
    # name, item, amount, reason, final before and after, net before and after, problems
    ("fixed",    "tax",         "100",  "审计", "3,800,000 3,799,900",   "-15,000 -15,100", []),
    ("actual",   "consultants", "5,000", "审计", "51,855,000 51,850,000", "-15,000 -20,000", []),
    ("nothing",  "tax",         "0",    "审计", "3,800,000 3,800,000",   "-15,000 -15,000",
     ["核减金额应大于零；请填写要核减的金额"]),
    ("too_much", "tax",         "3,800,000.01", "审计", "3,800,000 -0.01", "-15,000 -3,815,000.01",
     ["“税金”核减合计 3,800,000.01 元超过累计应付 3,800,000.00 元；请减少核减"]),
    ("reason",   "tax",         "1",    "",     "3,800,000 3,799,999",   "-15,000 -15,001",
     ["核减事由不能为空；请写明核减事由"]),
)
# fmt: on


@pytest.mark.parametrize(("item", "amount", "reason", "finals", "nets", "problems"), REDUCTIONS)
def test_what_a_reduction_would_change(
    ready: Desk, item: str, amount: str, reason: str, finals: str, nets: str, problems: list[str]
) -> None:
    shown = clearance_on_screen(ready, 2019)
    found = preview_reduction(shown, Reduction(item, yuan(amount), reason, "5号"))
    assert list(found.final) == [yuan(text) for text in finals.split()]
    assert list(found.net) == [yuan(text) for text in nets.split()]
    assert list(found.problems) == problems


def test_a_reduction_beyond_all_range_is_told(ready: Desk) -> None:
    shown = clearance_on_screen(ready, 2019)
    found = preview_reduction(shown, Reduction("tax", 999_999_999_999_999, "审计", "5号"))
    assert found.final == (None, None)
    assert "超出金额范围" in found.problems[-1]


def test_the_next_year_begins_with_what_is_in_force_and_names_what_follows(ready: Desk) -> None:
    contracts.set_text(ready, "number", "沪人社〔2019〕1号", "补录", 2019)
    shown = roll_over_on_screen(ready.books())
    assert (shown.year, str(shown.start), str(shown.end)) == (2020, "2020-01-01", "2020-12-31")
    amounts = {row.name: row.amount for row in shown.rows}
    assert (amounts["税金"], shown.total) == (yuan("380万元"), yuan("7138.72万元"))
    carried, left_out, not_cleared = shown.told
    assert carried.startswith("随项目结转：KK-12333-2019Q3-01（2019年第三季度：")
    assert carried.endswith("待扣 44,500.00 元。")
    assert left_out == "每年另行约定、不带入的：合同编号；请在“合同”页填写。"
    assert not_cleared.startswith("2019年年终清算尚未审定，不妨碍转入；")


def test_what_has_to_be_returned_follows_too(cleared: Desk) -> None:
    line = Settle(cleared.ledger, today=TODAY)
    waived = ["--amount", "1,300,000", "--reason", "申诉成立", "--reviewer", REVIEWER]
    line.ok("deduction", "waive", "KK-12333-2019Q3-01", *waived)
    (carried,) = roll_over_on_screen(cleared.books()).told
    assert carried.endswith("待退 1,255,500.00 元。")


LEFT = [
    "更换供应商前，须先审定 2019 年年终清算（clearance post）",
    (
        "扣款 KK-12333-2019Q3-01 尚有待扣 44,500.00 元、待退 0.00 元，"
        "更换供应商前须在年终清算中了结（--outstanding settle）"
    ),
]
# fmt: off
CONTRACTS = table(
    # name, changed amounts, vendor, total, problems
    ("as_it_is",   {},                    "",         "7138.72万元", []),
    ("changed",    {"tax": "400万元"},    "",         "7158.72万元", []),
    ("negative",   {"tax": "-1"},         "",         "67587199.00",
     ["子项目“tax”的年度金额不能为负；请核对 --annual"]),
    ("no_vendor",  {},                    "  ",       "7138.72万元", ["供应商不能为空；请写明供应商", *LEFT]),
    ("new_vendor", {},                    "乙供应商", "7138.72万元", LEFT),
)
# fmt: on


@pytest.mark.parametrize(("changed", "vendor", "total", "problems"), CONTRACTS)
def test_the_next_contract_as_typed(
    ready: Desk, changed: dict[str, str], vendor: str, total: str, problems: list[str]
) -> None:
    shown = roll_over_on_screen(ready.books())
    annual = {row.code: row.amount for row in shown.rows}
    annual |= {code: yuan(text) for code, text in changed.items()}
    found = preview_roll_over(shown, annual, vendor or shown.vendor)
    assert found.total == yuan(total)
    assert list(found.problems) == problems


def test_a_total_beyond_all_range_is_told(ready: Desk) -> None:
    shown = roll_over_on_screen(ready.books())
    found = preview_roll_over(shown, {row.code: 999_999_999_999_999 for row in shown.rows}, shown.vendor)
    assert found.total is None
    assert "超出金额范围" in found.problems[-1]


def test_a_next_contract_can_be_taken_back_until_something_in_it_is_posted(ready: Desk) -> None:
    books = contracts.roll_over(ready, 2020, {}).books
    assert not_droppable(books, books.newest) == ()
    Settle(ready.ledger, today="2020-03-31").post("2020Q1")
    books = ready.books()
    assert not_droppable(books, books.newest)[0].startswith("2020 年已有审定过的结算单")
