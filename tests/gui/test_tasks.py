"""The runner: results and failures come back on the window's thread, one job after the other."""

import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import Session
from settlement_app.gui.tasks import Progress, Runner
from settlement_app.gui.window import Window
from settlement_app.office import quarters
from tests.gui.driver import opened, settled
from tests.support.cli import REVIEWER, Settle

ENOUGH_SECONDS = 10


def on_the_windows_thread() -> bool:
    application = QApplication.instance()
    assert application
    return QThread.currentThread() is application.thread()


def test_a_result_comes_back_on_the_windows_thread(qtbot: QtBot, runner: Runner) -> None:
    heard: list[Any] = []
    where: list[bool] = []

    def work(_: Progress) -> str:
        where.append(on_the_windows_thread())
        return "做完了"

    runner.start(work, done=lambda result: heard.append((result, on_the_windows_thread())))
    assert runner.is_busy
    settled(qtbot, runner)
    qtbot.waitUntil(lambda: heard == [("做完了", True)])
    assert where == [False]


def test_a_failure_comes_back_as_it_was_raised(qtbot: QtBot, runner: Runner) -> None:
    failure = OSError("磁盘已满")
    failed: list[Exception] = []
    done: list[Any] = []

    def work(_: Progress) -> None:
        raise failure

    runner.start(work, done=done.append, failed=failed.append)
    qtbot.waitUntil(lambda: failed == [failure])
    assert done == []
    runner.start(lambda _: 7, done=done.append)
    qtbot.waitUntil(lambda: done == [7])


def test_jobs_run_one_at_a_time_in_the_order_asked(qtbot: QtBot, runner: Runner) -> None:
    order: list[str] = []

    def named(name: str) -> Any:
        def work(_: Progress) -> None:
            order.extend((f"{name} 始", f"{name} 终"))

        return work

    for name in "甲乙丙":
        runner.start(named(name))
    settled(qtbot, runner)
    assert order == ["甲 始", "甲 终", "乙 始", "乙 终", "丙 始", "丙 终"]


def test_progress_is_told_step_by_step(qtbot: QtBot, runner: Runner) -> None:
    told: list[tuple[int, int]] = []

    def work(progress: Progress) -> None:
        for step in range(1, 4):
            progress(step, 3)

    runner.start(work, progressed=lambda done, of: told.append((done, of)))
    qtbot.waitUntil(lambda: told == [(1, 3), (2, 3), (3, 3)])


def test_a_cancelled_job_ends_at_its_next_step_and_tells_neither_result_nor_failure(
    qtbot: QtBot, runner: Runner
) -> None:
    began, go_on = threading.Event(), threading.Event()
    steps: list[int] = []
    told: list[Any] = []

    def work(progress: Progress) -> None:
        for step in range(100):
            progress(step, 100)
            steps.append(step)
            began.set()
            assert go_on.wait(ENOUGH_SECONDS)

    job = runner.start(work, done=told.append, failed=told.append)
    assert began.wait(ENOUGH_SECONDS)
    job.cancel()
    go_on.set()
    settled(qtbot, runner)
    assert (steps, told) == ([0], [])


def test_it_says_when_it_begins_and_when_nothing_is_left_to_do(qtbot: QtBot, runner: Runner) -> None:
    said: list[bool] = []
    runner.busy_changed.connect(said.append)
    runner.start(lambda _: None)
    runner.start(lambda _: None)
    settled(qtbot, runner)
    assert said[0] is True
    assert said[-1] is False


def test_a_window_closed_while_busy_leaves_nothing_half_done(
    qtbot: QtBot, session: Session, runner: Runner, preferences: Preferences, settle: Settle
) -> None:
    window = Window(session, runner, preferences)
    qtbot.addWidget(window)
    opened(qtbot, window, session.desk.ledger)
    window.show()
    began, closing = threading.Event(), threading.Event()
    desk, quarter = session.desk, session.quarter

    def batch(progress: Progress) -> None:
        quarters.post(desk, quarter, REVIEWER)
        began.set()
        assert closing.wait(ENOUGH_SECONDS)
        progress(1, 2)
        raise AssertionError("a cancelled job does no second step")

    failed: list[Exception] = []
    runner.start(batch, failed=failed.append)
    assert began.wait(ENOUGH_SECONDS)
    closing.set()
    window.close()
    assert failed == []
    assert settle.ok("quarter", "show", "2019Q1")["status"] == "posted"
    assert settle.ok("ledger", "verify")["ok"] is True
    assert sorted(Path(settle.ledger).parent.glob("*.part")) == []
