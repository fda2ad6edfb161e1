"""The record of one quarter's assessment, as the centre writes it."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from settlement_app.domain.assessment import (
    Actual,
    Incident,
    ManualDeduction,
    Override,
    Record,
    Rectification,
)
from settlement_app.domain.numerals import NumeralError, parse_number
from settlement_app.exchange.toml_reader import Reader, read_toml

_SOME_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - stands only where the file is refused
_SOME_DAY = date(2000, 1, 1)


def read_assessment(path: Path) -> Record:
    """Read a record; raises InputError with everything in the file that cannot be understood.

    Whether it fits the scheme and the quarter is for the rules to say.
    """
    return read_toml(path, _record)


def _record(reader: Reader) -> Record:
    return Record(
        score=reader.number("score", least=0, most=100),
        no_incidents=reader.flag("no_incidents"),
        no_deduction=reader.text("no_deduction"),
        actuals=tuple(_actuals(reader)),
        points=tuple(_numbers(reader, "points")),
        sources=tuple(_texts(reader, "sources")),
        incidents=tuple(_incident(entry) for entry in reader.tables("incident")),
        rectifications=tuple(_rectification(entry) for entry in reader.tables("rectification")),
        manual_deductions=tuple(_manual(entry) for entry in reader.tables("manual_deduction")),
        override=_override(reader),
    )


def _actuals(reader: Reader) -> Iterable[Actual]:
    table = reader.table("actuals")
    for code in table.keys if table else ():
        assert table is not None
        raw = table.raw(code)
        if isinstance(raw, bool):
            yield Actual(code, judged=raw)
        elif isinstance(raw, dict):
            ratio = table.table(code)
            assert ratio is not None
            numerator = ratio.number("numerator", required=True)
            denominator = ratio.number("denominator", required=True)
            ratio.finish()
            yield Actual(code, numerator=numerator, denominator=denominator)
        else:
            yield Actual(code, number=table.parsed(code, _actual_number, required=False))


def _actual_number(text: str) -> str:
    try:
        parse_number(text)
    except NumeralError as error:  # what kind of indicator it is, only the scheme knows
        raise NumeralError(f"{error}；定性指标请填 true 或 false，不带引号") from None
    return text.strip()


def _numbers(reader: Reader, key: str) -> Iterable[tuple[str, str]]:
    table = reader.table(key)
    for code in table.keys if table else ():
        assert table is not None
        yield code, table.number(code) or "0"


def _texts(reader: Reader, key: str) -> Iterable[tuple[str, str]]:
    table = reader.table(key)
    for code in table.keys if table else ():
        assert table is not None
        yield code, table.text(code)


def _incident(entry: Reader) -> Incident:
    incident = Incident(
        level=entry.whole("level", required=True) or 0,
        reported=entry.moment("reported") or _SOME_MOMENT,
        responded=entry.moment("responded") or _SOME_MOMENT,
        restored=entry.moment("restored") or _SOME_MOMENT,
    )
    entry.finish()
    return incident


def _rectification(entry: Reader) -> Rectification:
    rectification = Rectification(
        subject=entry.text("subject", required=True),
        measure=entry.text("measure", required=True),
        due=entry.day("due") or _SOME_DAY,
    )
    entry.finish()
    return rectification


def _manual(entry: Reader) -> ManualDeduction:
    manual = ManualDeduction(
        amount=entry.amount("amount", required=True, positive=True) or 0,
        reason=entry.text("reason", required=True),
    )
    entry.finish()
    return manual


def _override(reader: Reader) -> Override | None:
    table = reader.table("override")
    if table is None:
        return None
    if not table.has("passed"):
        table.wrong("passed", "缺失；请补上 true 或 false")
    override = Override(
        passed=table.flag("passed"),
        reason=table.text("reason", required=True),
        document=table.text("document", required=True),
    )
    table.finish()
    return override
