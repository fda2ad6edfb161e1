"""Storing drafts as they are typed: what waits for one draft does not begin when another is stored."""

from dataclasses import dataclass
from threading import Event

from pytestqt.qtbot import QtBot

from settlement_app.gui.pages.saving import Saving, Storing
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Runner
from settlement_app.office.desk import Desk
from tests.gui.driver import once


@dataclass
class Draft:
    """A draft that is stored once it may be."""

    desk: Desk
    may_be_stored: Event
    is_saved: bool = False
    failed: bool = False

    def storing(self, desk: Desk) -> Storing:
        def take(_: object) -> None:
            self.is_saved = True

        return lambda: self.may_be_stored.wait(10), take


def test_an_act_waits_for_its_own_draft(qtbot: QtBot, session: Session, runner: Runner) -> None:
    saving = Saving(session, runner)
    first, second = (Draft(session.desk, Event()) for _ in range(2))
    done: list[bool] = []
    saving.soon(first)
    saving.now()
    saving.then(second, lambda: done.append(second.is_saved))
    first.may_be_stored.set()
    once(qtbot, lambda: first.is_saved)
    assert not done
    second.may_be_stored.set()
    once(qtbot, lambda: bool(done))
    assert done == [True]
