"""What neither the rules nor the command line decide: who signs, what is copied, what is warned of."""

import ast
import dataclasses
from datetime import date
from pathlib import Path

import pytest

import settlement_app
from settlement_app.domain.actuals import ActualCost, Category
from settlement_app.domain.assessment import ManualDeduction, Override, Record, Rectification
from settlement_app.domain.books import Target
from settlement_app.domain.findings import InputError, RuleRefusal
from settlement_app.domain.money import parse_amount
from settlement_app.domain.periods import Month, Quarter, parse_quarter
from settlement_app.exchange.template_file import bundled_template, read_template
from settlement_app.ledger.upgrade import ACT as UPGRADE
from settlement_app.office import (
    assessments,
    contracts,
    costs,
    deductions,
    ledgers,
    payments,
    quarters,
)
from settlement_app.office.desk import Desk, this_account
from settlement_app.office.ledgers import ACT_LABELS
from tests.support.cli import PREPARER, REVIEWER

OFFICE = Path(settlement_app.__file__).parent / "office"
Q1, Q2, Q3 = (Quarter(2019, number) for number in (1, 2, 3))
FAILED = Record(
    rectifications=(Rectification("投诉", "回访", date(2019, 5, 15)),),
    manual_deductions=(ManualDeduction(5_000_000, "投诉"),),
    override=Override(False, "会议决定", "沪咨〔2019〕3号"),
)
"""Failed by a document, with 50,000.00 元 to withhold."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk at a new ledger with the bundled contract, at the year's last day."""
    at = Desk(
        ledger=tmp_path / "台账.settlement",
        by=f" {PREPARER} ",
        today=date(2019, 12, 31),
        now=lambda: "2019-12-31T08:00:00Z",
        account="center",
        computer="财务-01",
    )
    contracts.start(at, read_template(bundled_template("12333-2019")))
    return at


def test_every_entry_of_the_journal_says_who_where_and_when(desk: Desk) -> None:
    quarters.post(desk, Q1, f"{REVIEWER} ")
    content = ledgers.journal_entries(desk)[-1].content
    said = {
        key: content[key] for key in ("act", "subject", "project", "at", "account", "computer", "program")
    }
    assert said == {
        "act": "quarter.post",
        "subject": "2019Q1",
        "project": "12333",
        "at": "2019-12-31T08:00:00Z",
        "account": "center",
        "computer": "财务-01",
        "program": settlement_app.__version__,
    }


def test_names_are_kept_without_the_blanks_around_them(desk: Desk) -> None:
    posting = quarters.post(desk, Q1, f" {REVIEWER}　").posted
    assert posting is not None
    assert (posting.posting.prepared_by, posting.posting.reviewed_by) == (PREPARER, REVIEWER)


def test_a_nameless_account_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> str:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr("getpass.getuser", unknown)
    assert this_account() == ""


def test_what_was_posted_stands_where_the_copy_fails(desk: Desk) -> None:
    folder = desk.ledger.with_name("台账-备份")
    folder.write_text("不是文件夹", encoding="utf-8")
    view = quarters.post(desk, Q1, REVIEWER)
    assert view.posted is not None
    assert len(view.warnings) == 1
    assert view.warnings[0].startswith("JS-12333-2019Q1 已入台账，但审定后的备份没有做成：")
    assert view.warnings[0].endswith("请用 settle ledger backup 另行备份")


def test_a_copy_is_made_of_every_posting_and_reversal(desk: Desk) -> None:
    quarters.post(desk, Q1, REVIEWER)
    quarters.reverse(desk, Q1, "有误", REVIEWER)
    names = sorted(path.name for path in desk.ledger.with_name("台账-备份").iterdir())
    assert [name.split("-", 1)[1] for name in names] == [
        "JS-12333-2019Q1.settlement",
        "HC-JS-12333-2019Q1.settlement",
    ]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2018, 12, 31), ()),
        (date(2019, 1, 1), ("本季尚未届满",)),
        (date(2019, 3, 30), ("本季尚未届满",)),
        (date(2019, 3, 31), ()),
        (date(2019, 6, 1), ()),
    ],
)
def test_a_quarter_that_has_not_ended_is_said(desk: Desk, today: date, expected: tuple[str, ...]) -> None:
    assert quarters.show(dataclasses.replace(desk, today=today), Q1).warnings == expected


def test_a_posted_quarter_keeps_its_warning(desk: Desk) -> None:
    quarters.post(dataclasses.replace(desk, today=date(2019, 1, 5)), Q1, REVIEWER)
    assert quarters.show(desk, Q1).warnings == ("本季尚未届满",)


def test_a_return_above_the_annual_amount_is_warned_of(tmp_path: Path) -> None:
    """Withheld in one year, waived in the next: that year's fee exceeds its annual amount by what comes back."""
    desk = Desk(tmp_path / "台账.settlement", PREPARER, date(2020, 6, 30))
    template = read_template(bundled_template("12333-2019"))
    last_quarter = dataclasses.replace(template.contract, start=date(2019, 10, 1))
    contracts.start(desk, dataclasses.replace(template, contract=last_quarter))
    deductions.open_with(desk, Q3, 5_000_000, "沪咨〔2019〕12号")
    quarters.post(desk, Quarter(2019, 4), REVIEWER)
    contracts.roll_over(desk, 2020, {})
    deductions.waive(desk, "KK-12333-2019Q3-01", 5_000_000, "申诉成立", REVIEWER)
    view = quarters.show(desk, Quarter(2020, 1))
    assert view.sheet.adjustment == 5_000_000
    assert view.warnings == ("退回减免使“人员管理费”全年应付超出年度金额 50,000.00 元",)
    assert quarters.show(desk, Quarter(2020, 2)).warnings == ()


def test_a_set_advance_that_cannot_stand_is_shown_but_not_used(desk: Desk) -> None:
    quarters.set_advance(desk, Q1, "consultants", 1_307_880_000, "按预计")
    contracts.amend(desk, "consultants", parse_amount("5000万元"), "沪人社财〔2019〕8号", "追减")
    view = quarters.show(desk, Q1)
    assert [entry.amount for entry in view.advances] == [1_307_880_000]
    assert (view.sheet.advances, view.sheet.lines[0].base) == ((), 1_250_000_000)
    (reason,) = view.blocked_by
    assert reason.startswith("“咨询员费用”的核定预付 13,078,800.00 元高于公式金额 12,500,000.00 元；")


def test_reopening_withdraws_only_what_the_assessment_caused(desk: Desk) -> None:
    quarters.post(desk, Q1, REVIEWER)
    assessments.record(desk, Q1, FAILED, "考核.toml")
    assessments.confirm(desk, Q1, REVIEWER)
    view = assessments.reopen(desk, Q1, "有误", REVIEWER)
    assert [row.withdrawn for row in view.books.register] == [True]
    assessments.confirm(desk, Q1, REVIEWER)
    rows = deductions.register(desk)
    assert [(row.id, row.withdrawn, row.outstanding) for row in rows] == [
        ("KK-12333-2019Q1-01", True, 0),
        ("KK-12333-2019Q1-02", False, 5_000_000),
    ]


def test_what_does_not_fit_the_scheme_names_the_file(desk: Desk) -> None:
    with pytest.raises(InputError, match="的 x：考核方案中没有这个指标") as refused:
        assessments.record(desk, Q1, Record(points=(("x", "1"),)), "一季度.toml")
    assert str(refused.value).startswith("一季度.toml：[points] ")


def test_an_import_stores_all_or_nothing(desk: Desk) -> None:
    values: list[tuple[Month, Category, int]] = [(Month(year, 1), "wages", 100) for year in (2019, 2020)]
    with pytest.raises(RuleRefusal, match="2020-01 不在任何合同期间内"):
        costs.import_values(desk, values, None, replace=False)
    assert costs.show(desk, 2019).costs.values == ()


def test_costs_of_another_year_are_set_beside(desk: Desk) -> None:
    contracts.roll_over(desk, 2020, {})
    assert costs.months_for_file(desk)[11:13] == (Month(2019, 12), Month(2020, 1))
    value = ActualCost("consultants", Month(2020, 1), "wages", 5)
    assert costs.set_value(desk, value, replaces=False).contract.year == 2020
    assert costs.show(desk, 2019).costs.values == ()


def test_numbers_of_payments_go_on_and_are_never_used_again(desk: Desk) -> None:
    quarters.post(desk, Q1, REVIEWER)
    target = Target(quarter=Q1)
    first = payments.pay(desk, target, 100, date(2019, 4, 20), " 记-1 ").payment
    payments.reverse_payment(desk, first.id, "误记")
    second = payments.pay(desk, target, 100, date(2019, 4, 20), "记-2").payment
    assert (first.id, first.voucher, second.id) == (1, "记-1", 2)
    assert [payment.id for payment in payments.payments(desk, 2019)] == [1, 2]
    assert payments.payments(desk, 2020) == ()


def test_a_failed_change_leaves_no_entry(desk: Desk) -> None:
    before = ledgers.verify(desk)
    with pytest.raises(RuleRefusal):
        quarters.post(desk, Q2, REVIEWER)
    with pytest.raises(RuleRefusal):
        deductions.waive(desk, "KK-12333-2019Q1-01", 1, "申诉", REVIEWER)
    after = ledgers.verify(desk)
    assert (after.entries, after.head) == (before.entries, before.head)


def test_another_project_is_chosen_by_its_code(desk: Desk) -> None:
    template = read_template(bundled_template("12333-2019"))
    other = dataclasses.replace(template, project=dataclasses.replace(template.project, code="12345"))
    assert contracts.start(desk, other).books.project.code == "12345"
    with pytest.raises(InputError, match="请用 --project 指明"):
        desk.books()
    chosen = dataclasses.replace(desk, project="12345")
    assert quarters.show(chosen, parse_quarter("2019Q3")).number == "JS-12345-2019Q3"


def test_every_act_of_the_journal_has_a_name_for_the_reader() -> None:
    acts = set()
    for path in OFFICE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
                ("changing", "journal", "_waive")
            ):
                acts |= {a.value for a in node.args if isinstance(a, ast.Constant) and "." in str(a.value)}
    assert acts | {UPGRADE} == set(ACT_LABELS)
