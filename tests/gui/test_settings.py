"""设置: what is kept for the next start, and what takes effect at once."""

from pathlib import Path

import pytest
from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFileIconProvider,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from settlement_app.gui.dialogs.settings import SettingsDialog
from settlement_app.gui.preferences import Preferences
from settlement_app.gui.session import People, Session
from settlement_app.gui.translation import install_chinese
from settlement_app.gui.window import Window
from tests.gui.driver import button_of, click, dialog_of


@pytest.fixture
def dialog(qtbot: QtBot, window: Window) -> SettingsDialog:
    """The dialog as the menu opens it."""
    next(action for action in window.findChildren(QAction) if action.text() == "设置…").trigger()
    return dialog_of(qtbot, SettingsDialog)


def test_what_is_set_takes_effect_and_is_kept(
    qtbot: QtBot, dialog: SettingsDialog, session: Session, preferences: Preferences, tmp_path: Path
) -> None:
    dialog.unit.setCurrentText("万元")
    dialog.points.setValue(12)
    dialog.by.setCurrentText("王编制")
    dialog.reviewer.setCurrentText("赵复核")
    dialog.folder.setText(str(tmp_path))
    dialog.backup_folder.setText(str(tmp_path))
    click(qtbot, dialog, "保存设置")
    assert session.unit == "万元"
    assert session.people == People("王编制", "赵复核")
    assert QApplication.font().pointSize() == 12
    again = Preferences(preferences.store)
    assert (again.unit, again.font_points, again.people) == ("万元", 12, People("王编制", "赵复核"))
    assert (again.folder, again.backup_folder) == (tmp_path, tmp_path)
    assert again.names[:2] == ["王编制", "赵复核"]


def test_one_person_cannot_both_prepare_and_review(dialog: SettingsDialog) -> None:
    dialog.by.setCurrentText("王编制")
    dialog.reviewer.setCurrentText("王 编制")
    assert dialog.error == "编制人与复核人同为“王 编制”；须由两个人分别编制和复核"
    assert not button_of(dialog, "保存设置").isEnabled()
    dialog.reviewer.setCurrentText("")
    assert not dialog.error


def test_a_folder_that_is_not_there_is_told_in_place(
    qtbot: QtBot, dialog: SettingsDialog, preferences: Preferences, tmp_path: Path
) -> None:
    missing = tmp_path / "没有"
    dialog.folder.setText(str(missing))
    assert dialog.error == f"单据文件夹 {missing} 不存在；请先建立，或换一个文件夹。"
    assert not button_of(dialog, "保存设置").isEnabled()
    dialog.folder.clear()
    dialog.backup_folder.setText(str(missing))
    assert dialog.error.startswith("备份文件夹")
    missing.mkdir()
    dialog.backup_folder.setText(f"{missing} ")
    assert dialog.error == ""
    click(qtbot, dialog, "取消")
    assert preferences.backup_folder is None


def test_a_folder_is_chosen_from_the_disk_and_can_be_taken_out(
    qtbot: QtBot,
    dialog: SettingsDialog,
    preferences: Preferences,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    click(qtbot, dialog, "浏览…")
    assert dialog.folder.text() == str(tmp_path)
    dialog.folder.clear()
    preferences.folder = tmp_path
    click(qtbot, dialog, "保存设置")
    assert preferences.folder is None


def test_every_field_has_a_name_and_the_buttons_come_last(dialog: SettingsDialog) -> None:
    fields = (dialog.unit, dialog.points, dialog.by, dialog.reviewer, dialog.folder, dialog.backup_folder)
    assert [field.accessibleName() for field in fields] == [
        "金额单位",
        "文字大小",
        "编制人",
        "复核人",
        "单据文件夹",
        "备份文件夹",
    ]
    order: list[QWidget] = []
    widget = dialog.unit.nextInFocusChain()
    while widget and widget is not dialog.unit:
        order.append(widget)
        widget = widget.nextInFocusChain()
    places = [order.index(field) for field in fields[1:]]
    assert places == sorted(places)
    assert order.index(button_of(dialog, "取消")) < order.index(dialog.accept_button)
    assert places[-1] < order.index(button_of(dialog, "取消"))


def test_a_dialog_begins_in_a_folder_that_is_there(preferences: Preferences, tmp_path: Path) -> None:
    gone = tmp_path / "没有"
    assert preferences.folder_or(gone) == Path.home()
    assert preferences.folder_or(gone, tmp_path) == tmp_path
    preferences.folder = gone
    assert preferences.folder_or(tmp_path) == tmp_path
    gone.mkdir()
    assert preferences.folder_or(tmp_path) == gone


def test_a_spoiled_setting_counts_as_absent(preferences: Preferences) -> None:
    for key in ("unit", "font_points", "names", "ledgers", "by"):
        preferences.store.setValue(key, {"a": 1})
    assert (preferences.unit, preferences.font_points, preferences.people) == ("元", 10, People())
    assert preferences.ledgers == []
    preferences.store.setValue("font_points", "99")
    assert preferences.font_points == 10


def test_qts_own_buttons_and_dialogs_are_chinese(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    translators = install_chinese(qapp)
    standard = QMessageBox.StandardButton
    box = QMessageBox()
    qtbot.addWidget(box)
    for kind in (standard.Ok, standard.Cancel, standard.Yes, standard.No, standard.Close, standard.Save):
        box.addButton(kind)
    files = QFileDialog()
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(files)
    files.show()
    texts = [made.text() for made in (*box.buttons(), *files.findChildren(QPushButton))]
    texts += [made.text() for made in files.findChildren(QLabel)]
    line = QLineEdit()
    menu = line.createStandardContextMenu()
    texts += [action.text() for action in menu.actions()]
    texts.append(QFileIconProvider().type(QFileInfo(str(tmp_path))))
    said = [text.split("\t")[0].replace("&", "") for text in texts if text.strip()]
    assert len(said) > 12
    assert [text for text in said if text.isascii()] == []
    for translator in translators:
        qapp.removeTranslator(translator)
