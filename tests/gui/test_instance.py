"""A second start finds the first program; neither is lost where the other is mute."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from settlement_app.gui import instance
from settlement_app.gui.instance import Instance
from settlement_app.gui.window import Window
from tests.gui.driver import settled
from tests.support.cli import Settle

PATIENCE_SECONDS = 30


def test_the_second_hands_its_ledger_over_to_the_first(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    first = Instance(tmp_path / "状态")
    first.listen()
    second = Instance(tmp_path / "状态")
    assert (first.is_first, second.is_first) == (True, False)
    with qtbot.waitSignal(first.called) as heard:
        assert second.hand_over("/某处/台账.settlement")
    assert heard.args == ["/某处/台账.settlement"]
    with qtbot.waitSignal(first.called) as heard:
        assert second.hand_over("")
    assert heard.args == [""]


def test_a_mute_first_program_lets_the_second_work(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "TRIES", 2)
    first = Instance(tmp_path)
    second = Instance(tmp_path)
    assert first.is_first
    assert not second.is_first
    assert not second.hand_over("")


def test_a_second_start_waits_for_a_first_one_that_does_not_listen_yet(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    first = Instance(tmp_path)
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from settlement_app.gui.instance import Instance; application = QCoreApplication([]);"
        "sys.exit(0 if Instance(Path(sys.argv[1])).hand_over('台账') else 1)"
    )
    other = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)])
    time.sleep(0.5)
    with qtbot.waitSignal(first.called, timeout=10_000) as heard:
        first.listen()
    assert heard.args == ["台账"]
    assert other.wait(10) == 0


def test_a_second_start_after_the_first_has_ended_becomes_the_first(
    qapp: QApplication, tmp_path: Path
) -> None:
    first, second = Instance(tmp_path), Instance(tmp_path)
    first.give_up()
    assert not second.hand_over("")
    assert second.is_first


def test_what_a_killed_program_left_keeps_nobody_out(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    code = (
        "import os, sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from settlement_app.gui.instance import Instance; application = QCoreApplication([]);"
        "made = Instance(Path(sys.argv[1])); made.listen(); os._exit(0 if made.is_first else 1)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
    assert list(tmp_path.iterdir()), "the killed program has left its mark"
    first = Instance(tmp_path)
    assert first.is_first
    first.listen()
    with qtbot.waitSignal(first.called):
        assert Instance(tmp_path).hand_over("")


def test_without_a_folder_to_write_to_each_works_on_its_own(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")
    made = Instance(tmp_path / "文件" / "状态")
    made.listen()
    assert made.is_first


@pytest.mark.parametrize("state", [Qt.WindowState.WindowMinimized, Qt.WindowState.WindowMaximized])
def test_the_window_comes_forward_with_the_ledger(
    qtbot: QtBot, window: Window, demo_ledger: Path, state: Qt.WindowState
) -> None:
    window.setWindowState(state)
    window.come_forward(str(demo_ledger))
    settled(qtbot, window.runner)
    assert not window.isMinimized()
    assert window.isMaximized() == (state == Qt.WindowState.WindowMaximized)
    assert window.session.desk.ledger == demo_ledger


def test_the_ledger_of_an_open_dialog_stays(window: Window, demo_ledger: Path) -> None:
    was = window.session.desk.ledger
    dialog = QDialog(window)
    dialog.open()
    window.come_forward(str(demo_ledger))
    assert not window.runner.is_busy
    dialog.close()
    assert window.session.desk.ledger == was


def dropped(window: Window, *paths: Path) -> bool:
    """Drag files onto the window and let them go; whether it took them."""
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    act, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(300, 300), act, files, button, keys)
    entering.ignore()
    QApplication.sendEvent(window, entering)
    if entering.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPoint(300, 300), act, files, button, keys))
    return entering.isAccepted()


def test_a_ledger_is_opened_by_dropping_it(
    qtbot: QtBot, window: Window, demo_ledger: Path, tmp_path: Path
) -> None:
    assert not dropped(window, tmp_path / "别的.txt")
    assert not dropped(window, demo_ledger, window.session.desk.ledger)
    assert dropped(window, demo_ledger)
    settled(qtbot, window.runner)
    assert window.session.desk.ledger == demo_ledger


def test_a_second_start_of_the_program_ends_and_the_first_opens_its_ledger(
    qtbot: QtBot, settle: Settle, demo_ledger: Path, tmp_path: Path
) -> None:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
    }
    start = [sys.executable, "-m", "settlement_app.gui.start"]

    def remembered() -> str:
        return "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "config").rglob("*.conf"))

    def until(name: str) -> None:
        for _ in range(PATIENCE_SECONDS * 20):
            if name in remembered():
                return
            time.sleep(0.05)
        raise AssertionError(f"{name} was never opened: {remembered()}")

    first = subprocess.Popen([*start, str(settle.ledger)], env=environment, stderr=subprocess.DEVNULL)
    try:
        until(settle.ledger.name)
        second = subprocess.run(
            [*start, str(demo_ledger)],
            env=environment,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        assert second.returncode == 0
        assert first.poll() is None
        until(demo_ledger.name)
    finally:
        first.kill()
        first.wait()
