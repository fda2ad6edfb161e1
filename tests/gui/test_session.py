"""What is chosen: ledger, project, year, quarter, people; what pages are told, and when they are not."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from settlement_app.domain.periods import Quarter
from settlement_app.gui.session import People, Session
from settlement_app.ledger import errors, file
from settlement_app.ledger.errors import LedgerError
from settlement_app.office.outline import journal_head
from tests.gui.driver import look_at
from tests.support.cli import PREPARER, REVIEWER, Settle

Q1, Q2, Q3, Q4 = (Quarter(2019, number) for number in (1, 2, 3, 4))


def is_stale(session: Session) -> bool:
    return session.may_be_stale


def test_it_opens_at_the_quarter_where_something_is_to_be_done(
    qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    def begun_at(day: date) -> Quarter:
        session = Session(day)
        with qtbot.waitSignal(session.opened):
            look_at(session, settle.ledger)
        assert (session.is_open, session.desk.project) == (True, "12333")
        return session.quarter

    assert begun_at(date(2018, 12, 1)) == Q1, "the first one, before it has begun"
    settle.post("2019Q1")
    assert begun_at(date(2019, 3, 1)) == Q1, "the last one settled, while it has not ended"
    assert begun_at(date(2019, 7, 1)) == Q1, "the one to be assessed, although the next has begun"
    record = tmp_path / "考核.toml"
    record.write_text('[actuals]\noverall_connect_rate = "81"\n', encoding="utf-8")
    settle.ok("assessment", "record", "2019Q1", record)
    settle.ok("assessment", "confirm", "2019Q1", "--reviewer", REVIEWER)
    assert begun_at(date(2019, 7, 1)) == Q2


def test_what_is_no_ledger_leaves_it_as_it_was(session: Session, tmp_path: Path) -> None:
    was = session.desk
    with pytest.raises(LedgerError) as told:
        look_at(session, tmp_path / "没有.settlement")
    assert told.value.code == errors.missing("").code
    assert session.desk == was


def test_a_quarter_is_told_once_and_only_a_known_one(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.chosen):
        session.choose(Q3)
    for same_or_unknown in (Q3, Quarter(2031, 1)):
        with qtbot.assertNotEmitted(session.chosen):
            session.choose(same_or_unknown)
    assert session.quarter == Q3


def test_another_year_keeps_the_quarter(session: Session, settle: Settle) -> None:
    settle.ok("contract", "roll-over", "2020")
    session.tell_changed()
    session.choose(Q3)
    session.choose_year(2020)
    assert session.quarter == Quarter(2020, 3)
    session.choose_year(2030)
    assert session.quarter == Quarter(2020, 3)
    settle.ok("contract", "drop", "2020")
    session.tell_changed()
    assert session.quarter == Q1


def test_the_unit_and_the_people_are_told(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.unit_changed):
        session.choose_unit("万元")
    with qtbot.assertNotEmitted(session.unit_changed):
        session.choose_unit("万元")
    with qtbot.waitSignal(session.people_changed):
        session.choose_people(People("王编制", "赵复核"))
    assert session.desk.by == "王编制"


def test_what_a_command_stored_meanwhile_is_noticed_once(
    qtbot: QtBot, session: Session, settle: Settle
) -> None:
    assert not is_stale(session)
    with qtbot.assertNotEmitted(session.changed):
        assert not session.heard(journal_head(session.desk))
    done = settle.process("quarter", "post", "2019Q1", "--reviewer", REVIEWER)
    assert done.returncode == 0, done.stderr
    assert is_stale(session)
    with qtbot.waitSignal(session.changed):
        assert session.heard(journal_head(session.desk))
    assert not is_stale(session)
    assert session.outline.head == journal_head(session.desk)
    assert session.quarter == Q1


def test_a_ledger_that_is_gone_or_locked_may_be_stale_and_says_so(
    session: Session, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "_BUSY_SECONDS", 0.05)
    other = file.connect(settle.ledger)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LedgerError, match="正被另一程序占用"):
        journal_head(session.desk)
    other.close()
    settle.ledger.rename(settle.ledger.with_name("搬走了.settlement"))
    assert is_stale(session)
    with pytest.raises(LedgerError, match="没有台账文件"):
        journal_head(session.desk)


def test_what_cannot_be_read_just_now_keeps_its_outline(
    qtbot: QtBot, session: Session, settle: Settle
) -> None:
    known = session.outline
    settle.ledger.rename(settle.ledger.with_name("搬走了.settlement"))
    with qtbot.waitSignal(session.changed):
        session.tell_changed()
    assert session.outline == known


def test_nothing_is_stale_before_a_ledger_is_open() -> None:
    session = Session(date(2019, 1, 1))
    assert not is_stale(session)
    assert not session.is_open
    assert replace(session.people) == People()


def test_the_desk_works_in_the_chosen_name(session: Session) -> None:
    assert session.desk.by == PREPARER


def test_a_new_day_is_told_once_and_worked_on(qtbot: QtBot, session: Session) -> None:
    with qtbot.assertNotEmitted(session.changed):
        session.turn_to(session.today)
    with qtbot.waitSignal(session.changed):
        session.turn_to(date(2019, 4, 13))
    assert (session.today, session.desk.today) == (date(2019, 4, 13), date(2019, 4, 13))
    early = Session(date(2019, 4, 12))
    early.turn_to(date(2019, 4, 13))
    assert early.today == date(2019, 4, 13)
    assert not early.is_open


def test_something_waits_until_nothing_does(qtbot: QtBot, session: Session) -> None:
    told: list[bool] = []
    session.draft_waits.connect(told.append)
    costs, assessment = object(), object()
    for who, waits in (
        (costs, True),
        (assessment, False),
        (assessment, True),
        (costs, False),
        (assessment, False),
    ):
        session.say_waiting(who, waits)
    assert told == [True, True, True, True, False]
