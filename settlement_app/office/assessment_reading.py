"""Reading a draft: what can be used becomes a record, what cannot is told at its place, in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from settlement_app.domain import money
from settlement_app.domain.assessment import (
    Actual,
    Incident,
    ManualDeduction,
    Override,
    Record,
    Rectification,
    record_findings,
)
from settlement_app.domain.contract import Contract
from settlement_app.domain.numerals import NumeralError, half_width, parse_number
from settlement_app.domain.periods import Quarter, parse_moment, parse_typed_day
from settlement_app.domain.scheme import PERCENT_UNIT, Indicator
from settlement_app.office.assessment_draft import (
    FAILED,
    MET,
    MISSED,
    PASSED,
    Draft,
    IncidentText,
    ManualText,
    Place,
    RectificationText,
    level_label,
    subjects,
)

_Value = TypeVar("_Value")
_JUDGED = {MET: True, "是": True, "达标": True, MISSED: False, "否": False, "未达标": False}


@dataclass(frozen=True, slots=True)
class Reading:
    """A draft as read: the record of all that can be used, and what is wrong with the rest, by its place."""

    record: Record
    faults: Mapping[Place, str]


def read_draft(contract: Contract, quarter: Quarter, draft: Draft) -> Reading:
    """Read a draft of that quarter; its record always fits the contract's scheme and the quarter."""
    reader = _Reader(contract, quarter, draft)
    record = reader.record()
    return Reading(record, reader.faults)


@dataclass(slots=True)
class _Reader:
    contract: Contract
    quarter: Quarter
    draft: Draft
    faults: dict[Place, str] = field(default_factory=dict)

    def record(self) -> Record:
        """The record of what can be used."""
        draft = self.draft
        return Record(
            score=self._score(),
            no_incidents=draft.no_incidents and not draft.incidents,
            no_deduction=self._text(Place("no_deduction")),
            actuals=tuple(self._actuals()),
            points=tuple(self._points()),
            sources=tuple(self._sources()),
            incidents=tuple(self._incidents()),
            rectifications=tuple(self._rectifications()),
            manual_deductions=tuple(self._manual()),
            override=self._override(),
        )

    def _actuals(self) -> Iterator[Actual]:
        for indicator in self.contract.scheme.indicators:
            place = Place("actuals", indicator.code)
            if indicator.comparator == "fault" or not self.draft.text(place).strip():
                continue
            actual = self._parsed(place, partial(_actual, indicator))
            if actual and self._fits({"": place}, Record(actuals=(actual,))):
                yield actual

    def _points(self) -> Iterator[tuple[str, str]]:
        given = []
        for indicator in self.contract.scheme.indicators:
            place = Place("points", indicator.code)
            if indicator.points is None or not self.draft.text(place).strip():
                continue
            number = self._parsed(place, _number)
            where = {"points_range": place}
            if number is not None and self._fits(where, Record(points=((indicator.code, number),))):
                given.append((indicator.code, number))
        if self._fits({"score_range": Place("score")}, Record(points=tuple(given))):
            yield from given

    def _sources(self) -> Iterator[tuple[str, str]]:
        for indicator in self.contract.scheme.indicators:
            if text := self._text(Place("sources", indicator.code)):
                yield indicator.code, text

    def _score(self) -> str | None:
        place = Place("score")
        if not self.draft.score.strip():
            return None
        score = self._parsed(place, _number)
        return score if score is not None and self._fits({"": place}, Record(score=score)) else None

    def _incidents(self) -> Iterator[Incident]:
        for row, entry in enumerate(self.draft.incidents):
            if entry == IncidentText():
                continue
            at = {name: Place("incidents", row, name) for name in IncidentText.__slots__}
            level = self._needed(at["level"], "级别", self._level)
            reported = self._needed(at["reported"], "报告时间", parse_moment)
            responded = self._needed(at["responded"], "响应时间", parse_moment)
            restored = self._needed(at["restored"], "恢复时间", parse_moment)
            if not (level and reported and responded and restored):
                continue
            incident = Incident(level, reported, responded, restored)
            where = {"incident_outside": at["reported"], "": at["responded"]}
            if self._fits(where, Record(incidents=(incident,))):
                yield incident

    def _rectifications(self) -> Iterator[Rectification]:
        codes = subjects(self.contract.scheme)
        for row, entry in enumerate(self.draft.rectifications):
            if entry == RectificationText():
                continue
            subject = self._needed(Place("rectifications", row, "subject"), "整改事项", _plain)
            measure = self._needed(Place("rectifications", row, "measure"), "整改措施", _plain)
            due = self._needed(Place("rectifications", row, "due"), "期限", parse_typed_day)
            if subject and measure and due:
                yield Rectification(codes.get(subject, subject), measure, due, entry.done)

    def _manual(self) -> Iterator[ManualDeduction]:
        total = 0
        for row, entry in enumerate(self.draft.manual):
            if entry == ManualText():
                continue
            place = Place("manual", row, "amount")
            amount = self._needed(place, "金额", money.parse_positive)
            reason = self._needed(Place("manual", row, "reason"), "事由", _plain)
            if not amount or not reason:
                continue
            if self.contract.bearer is None:
                self.faults[place] = "合同没有承担扣款的子项目，不能手工扣款；请删去"
                continue
            try:
                total = money.total((total, amount))
            except money.AmountError as error:
                self.faults[place] = str(error)
                continue
            yield ManualDeduction(amount, reason)

    def _override(self) -> Override | None:
        reason, document = self._text(Place("override_reason")), self._text(Place("override_document"))
        if self.draft.verdict in (PASSED, FAILED):
            return Override(self.draft.verdict == PASSED, reason, document)
        if reason or document:
            self.faults[Place("verdict")] = f"请选择另行认定为{PASSED}还是{FAILED}，或清空事由和文号"
        return None

    def _level(self, text: str) -> int:
        levels = {i.level for i in self.contract.scheme.indicators if i.comparator == "fault" and i.level}
        for level in sorted(levels):
            if text.strip().removesuffix("故障") in (level_label(level), f"{level}级", str(level)):
                return level
        known = "、".join(level_label(level) for level in sorted(levels))
        raise ValueError(f"“{text}”不是故障级别；请填写{known}" if known else "方案中没有故障指标；请删去")

    def _text(self, place: Place) -> str:
        return self._parsed(place, _plain) or ""

    def _needed(self, place: Place, name: str, read: Callable[[str], _Value]) -> _Value | None:
        """What stands at a place that must not be empty."""
        if not self.draft.text(place).strip():
            self.faults[place] = f"请填写{name}"
            return None
        return self._parsed(place, read)

    def _parsed(self, place: Place, read: Callable[[str], _Value]) -> _Value | None:
        try:
            return read(self.draft.text(place))
        except ValueError as error:
            self.faults[place] = str(error)
            return None

    def _fits(self, where: Mapping[str, Place], part: Record) -> bool:
        """Whether the rules take a part of the record; what they do not is told at its place, "" for any other."""
        findings = tuple(record_findings(self.contract.scheme, self.quarter, part))
        for finding in findings:
            place = where.get(finding.code) or where.get("")
            if place:
                self.faults[place] = _SENTENCES[finding.code].format(quarter=self.quarter.label)
        return not findings


_SENTENCES = {
    "zero_denominator": "分母不能为零",
    "points_range": "得分应在 0 到该项分值之间",
    "score_range": "考核得分（或各项得分之和）应在 0 到 100 之间",
    "incident_outside": "报告时间不在{quarter}内",
    "incident_order": "时间先后颠倒；请按报告、响应、恢复的先后填写",
}
"""What the rules say against a part of a record, told at its cell, by the finding's code."""


def _actual(indicator: Indicator, text: str) -> Actual:
    plain = text.strip()
    if indicator.comparator == "qualitative":
        if plain not in _JUDGED:
            raise ValueError(f"“{text}”不能判定；请填写{MET}或{MISSED}")
        return Actual(indicator.code, judged=_JUDGED[plain])
    numerator, slash, denominator = plain.replace("／", "/").partition("/")
    if slash and not (numerator.strip() and denominator.strip()):
        raise ValueError(f"“{text}”不全；请写成 9702/10000 的样子")
    if slash:
        return Actual(indicator.code, numerator=_number(numerator), denominator=_number(denominator))
    if indicator.unit != PERCENT_UNIT:
        return Actual(indicator.code, number=_number(plain))
    try:
        return Actual(indicator.code, number=_number(plain.removesuffix("%").removesuffix("％")))
    except NumeralError as error:
        raise ValueError(f"“{text}”不是数字；请填写如 78.5、78.5% 或 7850/10000") from error


def _number(text: str) -> str:
    parse_number(text)
    return half_width(text).strip()


def _plain(text: str) -> str:
    if any(ord(mark) < ord(" ") and mark != "\n" for mark in text):
        raise ValueError("含有看不见的控制字符；请重新输入")
    return text.strip()
