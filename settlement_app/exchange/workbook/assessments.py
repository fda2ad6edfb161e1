"""考核: how every indicator came out in every quarter, the results, what had to be mended."""

from settlement_app.domain.assessing import form_number
from settlement_app.domain.assessment import Judgement, Record, Result, plain
from settlement_app.domain.periods import Quarter
from settlement_app.exchange.workbook.cells import Cell, Sheet, day, text
from settlement_app.exchange.workbook.year import Year

_HEADS = ("代码", "类别", "指标", "目标值")
_OUTCOMES = {True: "达标", False: "未达标"}
_RESULTS = {True: "合格", False: "不合格", None: "尚无结果"}


def assessments_sheet(year: Year) -> Sheet:
    """The scheme's indicators down, the quarters across."""
    contract = year.contract
    quarters = contract.quarters
    across = [head for quarter in quarters for head in (f"{quarter} 实际值", "结果")]
    sheet = year.sheet("考核", "实际值照录入的文字。", (*_HEADS, *across), fixed_columns=len(_HEADS))
    judged = {quarter: year.books.judgement(quarter) for quarter in quarters}
    for place, indicator in enumerate(contract.scheme.indicators):
        labels = (indicator.code, indicator.group, indicator.name, indicator.target_label)
        cells = [cell for quarter in quarters for cell in _outcome(judged[quarter], place)]
        sheet.add(*(text(label) for label in labels), *cells)
    for label, row in _summary(year, judged).items():
        cells = [text(told, strong=True) for quarter in quarters for told in (row[quarter], "")]
        sheet.add(text(label, strong=True), *[text("", strong=True)] * (len(_HEADS) - 1), *cells)
    _rectifications(sheet, year)
    return sheet


def _outcome(judgement: Judgement | None, place: int) -> tuple[Cell, Cell]:
    if judgement is None:
        return text(""), text("")
    result = judgement.results[place]
    return text(result.actual.text if result.actual else ""), text(_told(result))


def _told(result: Result) -> str:
    if result.met is None:
        return "年末考核" if result.waits_for_year_end else "未考核"
    return _OUTCOMES[result.met]


def _summary(year: Year, judged: dict[Quarter, Judgement | None]) -> dict[str, dict[Quarter, str]]:
    """What is said of each quarter as a whole, by the label of its row."""
    rows: dict[str, dict[Quarter, str]] = {
        label: {} for label in ("得分", "考核结果", "结果说明", "状态", "单号")
    }
    for quarter, judgement in judged.items():
        has_form = year.books.form(quarter) is not None
        score = judgement.score if judgement else None
        rows["得分"][quarter] = "" if score is None else plain(score)
        rows["考核结果"][quarter] = _RESULTS[judgement.passed] if judgement else ""
        rows["结果说明"][quarter] = _how(judgement) if judgement else ""
        rows["状态"][quarter] = ("已确认" if has_form else "草稿") if judgement else "未录入"
        rows["单号"][quarter] = form_number(year.books, quarter) if has_form else ""
    return rows


def _how(judgement: Judgement) -> str:
    decided = judgement.override
    return judgement.basis + (f"；另行认定：{decided.reason}（文号 {decided.document}）" if decided else "")


def _rectifications(sheet: Sheet, year: Year) -> None:
    records: list[tuple[Quarter, Record]] = [
        (quarter, year.books.assessments[quarter].record)
        for quarter in year.contract.quarters
        if quarter in year.books.assessments
    ]
    if not any(record.rectifications for _, record in records):
        return
    sheet.add_table("整改", ("季度", "序号", "整改事项", "整改措施", "期限", "完成日期"))
    for quarter, record in records:
        for number, entry in enumerate(record.rectifications, start=1):
            indicator = year.contract.scheme.indicator(entry.subject)
            subject = indicator.name if indicator else entry.subject
            sheet.add(
                *(text(told) for told in (quarter, number, subject, entry.measure)),
                day(entry.due),
                day(entry.done),
            )
