"""The rectification and deduction notice (整改及扣款通知书): an assessment form as it concerns the vendor."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from settlement_app.domain.findings import Finding
from settlement_app.domain.papers.assessment import (
    AssessmentForm,
    DeductionRow,
    IndicatorRow,
    RectificationRow,
)
from settlement_app.domain.papers.parts import Heading, renumbered


@dataclass(frozen=True, slots=True)
class RectificationNotice:
    """A notice to the vendor: what failed, what to mend, what is withheld (分) and when."""

    number: Annotated[str, "编号"]
    heading: Heading
    made_on: date
    assessment: Annotated[str, "考核表单号"]
    result: Annotated[str, "考核结果"]
    how: Annotated[tuple[str, ...], "结果说明"]
    missed: Annotated[tuple[IndicatorRow, ...], "未达标指标"]
    rectifications: Annotated[tuple[RectificationRow, ...], "整改"]
    deductions: Annotated[tuple[DeductionRow, ...], "考核扣款"]
    deduction_total: int
    deduction_note: Annotated[str, "扣款说明"]
    prepared_by: Annotated[str, "编制人"]
    reviewed_by: Annotated[str, "复核人"]


def notice_findings(form: AssessmentForm) -> Iterator[Finding]:
    """A finding where the assessment asks nothing of the vendor, so that there is nothing to notify."""
    if not form.rectifications and not form.deductions:
        yield Finding(
            "nothing_to_notify",
            f"{form.heading.period}考核没有整改要求，也没有扣款，不需要通知书；请核对季度",
        )


def rectification_notice(form: AssessmentForm) -> RectificationNotice:
    """The notice that goes with an assessment form."""
    return RectificationNotice(
        number=renumbered("ZG", form.number),
        heading=form.heading,
        made_on=form.made_on,
        assessment=form.number,
        result=form.result,
        how=form.how,
        missed=tuple(row for row in form.indicators if row.missed),
        rectifications=form.rectifications,
        deductions=form.deductions,
        deduction_total=form.deduction_total,
        deduction_note=form.deduction_note,
        prepared_by=form.prepared_by,
        reviewed_by=form.reviewed_by,
    )
