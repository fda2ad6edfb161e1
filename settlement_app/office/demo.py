"""The demonstration: the bundled 2019 contract played end to end on outcomes that are marked 示例."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from settlement_app.assets import asset
from settlement_app.domain.actuals import ActualCost
from settlement_app.domain.books import Target
from settlement_app.domain.findings import misread
from settlement_app.domain.money import format_amount, parse_amount, percent_of
from settlement_app.domain.periods import Quarter, parse_date
from settlement_app.domain.words import in_words
from settlement_app.exchange.actuals_file import ActualsFile, read_actuals
from settlement_app.exchange.assessment_file import read_assessment
from settlement_app.exchange.files import new_file, write_whole
from settlement_app.exchange.template_file import bundled_template, read_template
from settlement_app.ledger.progress import Progress, untold
from settlement_app.office import (
    assessments,
    clearances,
    contracts,
    costs,
    deductions,
    documents,
    exports,
    ledgers,
    payments,
    quarters,
)
from settlement_app.office.desk import Desk

YEAR = 2019
LEDGER_NAME = "12333-2019-示例.settlement"
PAPERS_NAME = "单据"
WORKBOOK_NAME = "12333-2019-示例.xlsx"
_PREPARER, _REVIEWER = "示例经办员", "示例复核员"
_ESTIMATED_WAGES = "3,185,336.78"
_LOWERED_ADVANCE = "12,633,600.00"
_TAX_SHARE = Fraction(600, 106)
"""Sample invoices carry 6 % tax within their amount: so many percent of it."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Where everything was written, and the account of the year."""

    folder: Path
    ledger: Path
    papers: tuple[Path, ...]
    workbook: Path
    account: tuple[str, ...]


def play(folder: Path, playing: Progress = untold, printing: Progress = untold) -> Demonstration:
    """Play the year into the folder, or, where it holds a demonstration already, into a numbered one inside.

    It appears there once it is complete. ``playing`` is told the acts of the year, ``printing`` then the papers.
    """
    place = _free_place(folder)
    with TemporaryDirectory(prefix=".", suffix=".part", dir=place) as part:
        desk = Desk(
            ledger=Path(part, LEDGER_NAME),
            by=_PREPARER,
            today=date(YEAR, 1, 2),
            account="示例",
            computer="示例",
        )
        account = list(_played(desk, playing))
        account += _written_down(desk)
        papers = _papers(desk, printing)
        exports.export(desk, "xlsx", desk.ledger.with_name(WORKBOOK_NAME), YEAR, force=False)
        done = ledgers.verify(desk)
        account.append(f"台账核对：{'无误' if done.ok else '有误'}，操作日志 {done.entries} 条")
        for made in Path(part).iterdir():
            made.rename(place / made.name)
    return Demonstration(
        folder=place,
        ledger=place / LEDGER_NAME,
        papers=tuple(place / paper for paper in papers),
        workbook=place / WORKBOOK_NAME,
        account=tuple(account),
    )


def _free_place(folder: Path) -> Path:
    if folder.is_file():
        raise misread("is_file", f"{folder} 是文件；请写一个文件夹")
    place, number = folder, 1
    while (place / LEDGER_NAME).exists() or (place / PAPERS_NAME).exists():
        number += 1
        place = folder / f"第{number}次"
    place.mkdir(parents=True, exist_ok=True)
    return place


def _played(desk: Desk, progress: Progress) -> Iterator[str]:
    for number, act in enumerate(_YEAR, start=1):
        yield from act(desk)
        progress(number, len(_YEAR))


def _on(desk: Desk, day: str) -> Desk:
    """The desk on that day; the journal's time is that day's too, so that every run writes the same ledger."""
    return replace(desk, today=parse_date(day), now=lambda: f"{day}T02:00:00Z")


def _contract(desk: Desk) -> Iterator[str]:
    template = read_template(bundled_template("12333-2019"))
    view = contracts.start(
        _on(desk, "2019-01-02"), replace(template, project=replace(template.project, sample=True))
    )
    total = format_amount(view.contract.total(view.contract.last_quarter))
    yield f"{YEAR}年合同：{len(view.contract.sub_items)} 个子项目，合计 {total} 元。以下结果均为示例。"


def _first_quarter(desk: Desk) -> Iterator[str]:
    yield from _settled(desk, "2019Q1", "2019-04-12", "2019-04-22")
    yield from _assessed(desk, "2019Q1", "2019-04-25")


def _second_quarter(desk: Desk) -> Iterator[str]:
    quarters.adjust(
        _on(desk, "2019-07-05"),
        Quarter(YEAR, 2),
        "back_office",
        parse_amount("-1,234.56"),
        "示例：五月运维缺勤两日",
        "示例〔2019〕6号",
    )
    yield from _settled(desk, "2019Q2", "2019-07-10", "2019-07-19")
    yield from _assessed(desk, "2019Q2", "2019-07-24")


def _appeal_and_amendment(desk: Desk) -> Iterator[str]:
    waived = parse_amount("10,000.00")
    deductions.waive(
        _on(desk, "2019-08-02"), "KK-12333-2019Q1-01", waived, "示例：供应商申诉部分成立", _REVIEWER
    )
    yield f"减免：KK-12333-2019Q1-01 申诉部分成立，减免 {format_amount(waived)} 元，已扣部分在第三季度退回。"
    contracts.amend(
        _on(desk, "2019-08-20"),
        "tax",
        parse_amount("380.00万元"),
        "示例〔2019〕8号",
        "示例：税金结余调剂至语音平台租金",
        against="voice_platform",
    )
    yield "预算调整：自第三季度起，税金 383.00 万元减为 380.00 万元，基础语音平台租金相应增加，总额不变。"


def _third_quarter(desk: Desk) -> Iterator[str]:
    yield from _settled(desk, "2019Q3", "2019-10-11", "2019-10-21")
    yield from _assessed(desk, "2019Q3", "2019-10-28")


def _forecast(desk: Desk) -> Iterator[str]:
    """Eleven months of actual cost, December estimated, and an advance that leaves little to refund."""
    at = _on(desk, "2019-12-10")
    values = _sample_costs(at).values
    december = [value for value in values if value[0].number == 12]
    costs.import_values(at, [value for value in values if value not in december], None, replace=False)
    for month, category, amount in december:
        expected = parse_amount(_ESTIMATED_WAGES) if category == "wages" else amount
        value = ActualCost("consultants", month, category, expected, estimate=True, note="示例：按十一月预计")
        costs.set_value(at, value, replaces=False)
    expected_cost = costs.show(at, YEAR).costs.total
    lowered = parse_amount(_LOWERED_ADVANCE)
    quarters.set_advance(at, Quarter(YEAR, 4), "consultants", lowered, "示例：按全年预计实际费用核定")
    yield (
        f"人员经费：一至十一月实际数与十二月暂估合计 {format_amount(expected_cost)} 元，"
        f"据此把第四季度预付核定为 {format_amount(lowered)} 元。"
    )


def _fourth_quarter(desk: Desk) -> Iterator[str]:
    yield from _settled(desk, "2019Q4", "2019-12-20", "2019-12-27")
    yield from _assessed(desk, "2019Q4", "2020-01-15")


def _clearance(desk: Desk) -> Iterator[str]:
    at = _on(desk, "2020-02-10")
    for month, category, amount in _sample_costs(at).values:
        if month.number == 12:
            costs.set_value(at, ActualCost("consultants", month, category, amount), replaces=False)
    view = clearances.post(at, YEAR, _REVIEWER)
    net = view.clearance.net or 0
    way, amount = "应退" if net < 0 else "应补", abs(net)
    yield f"年终清算 {view.number}：{way} {format_amount(amount)} 元（{in_words(amount)}）。"
    payments.pay(_on(desk, "2020-03-02"), Target(clearance=YEAR), net, date(2020, 3, 2), "示例-收-0302")
    yield f"退款 {format_amount(-net)} 元已于 2020-03-02 收到（跨年退款，请按财政部门要求办理）。"


_YEAR: tuple[Callable[[Desk], Iterator[str]], ...] = (
    _contract,
    _first_quarter,
    _second_quarter,
    _appeal_and_amendment,
    _third_quarter,
    _forecast,
    _fourth_quarter,
    _clearance,
)


def _settled(desk: Desk, name: str, posted_on: str, paid_on: str) -> Iterator[str]:
    """Post a quarter, bill it and pay it."""
    quarter = Quarter(YEAR, int(name[-1]))
    view = quarters.post(_on(desk, posted_on), quarter, _REVIEWER)
    sheet, target = view.sheet, Target(quarter=quarter)
    at, amount = _on(desk, paid_on), view.sheet.payable
    tax = percent_of(amount, _TAX_SHARE)
    payments.bill(at, target, f"示例0{quarter.number}", "", at.today, amount, tax)
    documents.render(at, "payment-request", name)
    payments.pay(at, target, amount, at.today, f"示例-付-{at.today:%m%d}")
    parts = [f"应付 {format_amount(amount)} 元（{in_words(amount)}）"]
    parts += [f"扣 {share.deduction} {format_amount(share.amount)} 元" for share in sheet.applied]
    parts += [f"退 {share.deduction} {format_amount(share.amount)} 元" for share in sheet.returned]
    if sheet.outstanding_after:
        parts.append(f"待扣余额 {format_amount(sheet.outstanding_after)} 元，下季续扣")
    yield f"{quarter.label}结算 {view.number}：{'；'.join(parts)}。"


def _assessed(desk: Desk, name: str, day: str) -> Iterator[str]:
    """Record a quarter's assessment from the bundled sample and confirm it."""
    quarter, at = Quarter(YEAR, int(name[-1])), _on(desk, day)
    path = asset("demo", f"{name}.toml")
    assessments.record(at, quarter, read_assessment(path), path.name)
    view = assessments.confirm(at, quarter, _REVIEWER)
    passed = view.judgement is not None and view.judgement.passed
    taken = "、".join(f"{format_amount(caused.amount)} 元" for caused in view.caused)
    yield f"{quarter.label}考核 {view.number}：" + (
        "合格，不扣款。" if passed else f"不合格，扣款 {taken}，在下一季度管理费中扣减。"
    )


def _sample_costs(desk: Desk) -> ActualsFile:
    return read_actuals(asset("demo", "2019年实际费用.csv"), costs.months_for_file(desk))


def _written_down(desk: Desk) -> Iterator[str]:
    """The year in one line, from the posted clearance."""
    view = clearances.show(desk, YEAR)
    total, final = view.clearance.total, view.clearance.total.final or 0
    withheld = -total.deductions - total.adjustments
    yield (
        f"全年：预算 {format_amount(total.budget)} = 最终结算 {format_amount(final)}"
        f" + 扣款与调整净额 {format_amount(withheld)} + 结余 {format_amount(total.surplus or 0)}"
        f"；未付 {format_amount(view.clearance.unpaid(view.paid) or 0)} 元"
        f"；待扣余额 {format_amount(view.clearance.outstanding)} 元结转下年。"
    )


def _papers(desk: Desk, progress: Progress) -> list[Path]:
    """Write every document that there is as PDF; returns their places beside the ledger."""
    folder = desk.ledger.with_name(PAPERS_NAME)
    folder.mkdir()
    written = []
    for printed in documents.render_all(_on(desk, "2020-03-02"), YEAR, progress):
        target = new_file(folder / printed.file_name, force=False)
        write_whole(target, printed.content)
        written.append(target.relative_to(folder.parent))
    return written
