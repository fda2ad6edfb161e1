"""An assessment in words: its state, its result and why, and what it takes of the next quarter's fee."""

from collections.abc import Callable, Iterable

from settlement_app.domain.assessing import Consequence
from settlement_app.domain.assessment import Judgement
from settlement_app.domain.money import AmountError
from settlement_app.domain.periods import Quarter
from settlement_app.gui.pages.assessment_saving import Working
from settlement_app.office.assessments import AssessmentView

TRIAL = (
    "试算：不会保存，也不能确认。改上面标签页里的内容，下面对比现在和试算；"
    "结束试算或换季度、换页，就恢复原来的内容。"
)
ENDS_FIRST = "试算不会保存；请先结束试算"
"""Why what would be stored cannot be done in a what-if."""
_VERDICTS = {True: "合格", False: "不合格", None: "未定"}


def outcome(view: AssessmentView, amount: Callable[[int], str], unit: str) -> str:
    """The line at the page's foot; ``amount`` writes 分 in the unit that the window shows."""
    assert view.judgement, "the page shows an assessment that has a record"
    return result_sentence(view.judgement) + fee_sentence(view, amount, unit)


def facts_to_confirm(view: AssessmentView, amount: Callable[[int], str], unit: str) -> list[tuple[str, str]]:
    """What is read before it is confirmed; indicators that were due and have nothing to be judged on too."""
    assert view.judgement, "the page shows an assessment that has a record"
    left_open = unassessed(view.judgement)
    return [
        ("单号", view.number),
        ("季度", view.quarter.label),
        ("结果", result_sentence(view.judgement).removeprefix("结果：")),
        *([("未考核", left_open)] if left_open else []),
        ("扣款", fee_sentence(view, amount, unit)),
    ]


def unassessed(judgement: Judgement) -> str:
    """The indicators that were due and have nothing to be judged on, counted and named; empty where there are none."""
    names = [result.indicator.name for result in judgement.results if result.unassessed]
    return f"{len(names)} 项：{'、'.join(names)}" if names else ""


def state_line(working: Working) -> str:
    """The form's number and state: confirmed by whom, or a draft, whether it is saved and what of it is not."""
    shown = working.shown
    saved = "没有存上" if working.failed else "已保存" if working.is_saved else "待保存"
    number, form = shown.view.number, shown.form
    if working.trial:
        return f"{number} 试算，不会保存"
    if form:
        return f"{number} 已确认 {form.on} · 编制：{form.prepared_by} · 复核：{form.reviewed_by}"
    unusable = len(shown.reading.faults)
    left_out = f"，{unusable} 处不能用，未存" if unusable else ""
    return f"{number} 草稿 · {saved}{left_out}"


def result_sentence(judgement: Judgement) -> str:
    """The result and how it came about; what it would have been without an override."""
    verdict = _VERDICTS[judgement.passed]
    if judgement.override:
        otherwise = _VERDICTS[judgement.passed_without_override]
        return f"结果：{verdict}（另行认定；如无另行认定为{otherwise}：{judgement.basis}）。"
    return f"结果：{verdict}（{judgement.basis}）。"


def fee_sentence(view: AssessmentView, amount: Callable[[int], str], unit: str) -> str:
    """What the assessment takes of the management fee of the quarter that follows."""
    if view.contract.bearer is None:
        return "合同没有承担扣款的子项目，考核不扣款。"
    try:
        effect = view.consequence
    except AmountError as error:  # with what is outstanding of others the sum leaves the range
        return f"扣款算不出：{error}。"
    fee = f"{_name(effect.following, view.quarter)}管理费"
    if effect.cleared and not effect.taken and not effect.left:
        cleared = f"扣款 {amount(effect.cleared)} {unit}已在{view.quarter.year}年年终清算中扣减"
        return f"{cleared}；{fee}不再因本次考核扣款。"
    if not effect.taken and not effect.left:
        is_open = view.judgement is None or view.judgement.passed is None
        return f"{fee}{'目前' if is_open else ''}不因本次考核扣款。"
    if not effect.taken:
        return f"扣款 {amount(effect.left)} {unit}待扣，在{fee}中扣减。"
    return f"{fee}{_taken(effect, amount, unit)}{_left(effect, amount, unit)}。"


def _taken(effect: Consequence, amount: Callable[[int], str], unit: str) -> str:
    whole = effect.taken + effect.taken_earlier
    parts = (
        f"（本次 {amount(effect.taken)}，以前待扣 {amount(effect.taken_earlier)}）"
        if effect.taken_earlier
        else ""
    )
    sum_of_it = f"{amount(effect.before)} − {amount(whole)} = {amount(effect.after)}"
    return f"{'已' if effect.is_posted else '将'}扣 {amount(whole)} {unit}{parts}：{sum_of_it}"


def _left(effect: Consequence, amount: Callable[[int], str], unit: str) -> str:
    return f"；本次其余 {amount(effect.left)} {unit}下季续扣" if effect.left else ""


def _name(following: Quarter | None, quarter: Quarter) -> str:
    if following is None:
        return "下一年度第一季度"
    return following.short_label if following.year == quarter.year else following.label


def unsaved_sentences(kept: Iterable[Working]) -> list[str]:
    """The quarters of which something typed is not in the ledger and cannot be stored by leaving."""
    lost = [working for working in kept if working.shown.reading.faults or working.failed]
    return [f"{working.shown.view.quarter.label}考核有填写不能用或没有存上。" for working in lost]
