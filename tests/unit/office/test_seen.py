"""What becomes final has to be what was read: another program's change in between is found, and nothing is done."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from settlement_app.domain.findings import RuleRefusal
from settlement_app.domain.periods import Quarter
from settlement_app.office import assessments, clearances, quarters
from settlement_app.office.desk import Desk
from tests.support.cli import PREPARER, REVIEWER, Settle
from tests.support.papers import PASSED, assessed, cleared, costs, failed, played, year_of

Q1 = Quarter(2019, 1)
Act = Callable[[], object]


def desk_of(line: Settle) -> Desk:
    return Desk(line.ledger, PREPARER, date(2019, 12, 31))


def posting(folder: Path) -> tuple[Settle, Act, Act]:
    line = year_of(folder)
    desk = desk_of(line)
    sheet = quarters.show(desk, Q1).sheet
    why = ("--reason", "误", "--document", "1号")
    return (
        line,
        lambda: quarters.post(desk, Q1, REVIEWER, sheet),
        lambda: line.ok("quarter", "adjust", "2019Q1", "tax", "--amount", "-1", *why),
    )


def reversing(folder: Path) -> tuple[Settle, Act, Act]:
    line = year_of(folder)
    line.post("2019Q1")
    desk = desk_of(line)
    number = quarters.show(desk, Q1).number

    def again() -> None:
        line.ok("quarter", "reverse", "2019Q1", "--reason", "误", "--reviewer", REVIEWER)
        line.post("2019Q1")

    return line, lambda: quarters.reverse(desk, Q1, "误", REVIEWER, number), again


def confirming(folder: Path) -> tuple[Settle, Act, Act]:
    line = year_of(folder)
    line.post("2019Q1")
    file = line.ledger.with_name("考核.toml")

    def record(text: str) -> None:
        file.write_text(text, encoding="utf-8")
        line.ok("assessment", "record", "2019Q1", file)

    record(failed("100"))
    desk = desk_of(line)
    view = assessments.show(desk, Q1)
    return line, lambda: assessments.confirm(desk, Q1, REVIEWER, view), lambda: record(failed("200"))


def reopening(folder: Path) -> tuple[Settle, Act, Act]:
    line = played(year_of(folder), PASSED)
    desk = desk_of(line)
    number = assessments.show(desk, Q1).number

    def again() -> None:
        line.ok("assessment", "reopen", "2019Q1", "--reason", "误", "--reviewer", REVIEWER)
        assessed(line, "2019Q1")

    return line, lambda: assessments.reopen(desk, Q1, "误", REVIEWER, number), again


def clearing(folder: Path) -> tuple[Settle, Act, Act]:
    line = played(year_of(folder), *4 * [PASSED])
    costs(line, "9,000.00")
    desk = desk_of(line)
    seen = clearances.show(desk, 2019).clearance
    why = ("--reason", "审计", "--document", "1号")
    return (
        line,
        lambda: clearances.post(desk, 2019, REVIEWER, "carry", seen),
        lambda: line.ok("clearance", "reduce", "2019", "tax", "--amount", "1", *why),
    )


def reversing_a_clearance(folder: Path) -> tuple[Settle, Act, Act]:
    line = played(year_of(folder), *4 * [PASSED])
    costs(line, "9,000.00")
    cleared(line)
    desk = desk_of(line)
    number = clearances.show(desk, 2019).number

    def again() -> None:
        line.ok("clearance", "reverse", "2019", "--reason", "误", "--reviewer", REVIEWER)
        cleared(line)

    return line, lambda: clearances.reverse(desk, 2019, "误", REVIEWER, number), again


FINAL = [posting, reversing, confirming, reopening, clearing, reversing_a_clearance]


@pytest.mark.parametrize("made", FINAL)
def test_what_has_changed_since_it_was_read_is_not_made_final(
    tmp_path: Path, made: Callable[[Path], tuple[Settle, Act, Act]]
) -> None:
    line, act, change = made(tmp_path)
    change()
    before = line.ledger.read_bytes()
    with pytest.raises(RuleRefusal, match="台账刚被另一程序更改，与刚才所见的已不相同，没有执行"):
        act()
    assert line.ledger.read_bytes() == before


@pytest.mark.parametrize("made", FINAL)
def test_what_stands_as_it_was_read_is(
    tmp_path: Path, made: Callable[[Path], tuple[Settle, Act, Act]]
) -> None:
    line, act, _ = made(tmp_path)
    before = line.ledger.read_bytes()
    act()
    assert line.ledger.read_bytes() != before
    assert line.ok("ledger", "verify")["ok"]
