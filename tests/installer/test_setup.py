"""The installer's script compiles as it stands; installer/windows/verify.py tries what it makes."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from installer.windows import icon, product, setup


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A folder like a bundle, with names that a script could trip over."""
    bundle = tmp_path / "程序 包"
    for name in ("settlement-app.exe", "settle.exe", "_internal/资源/模 板.toml", "_internal/资源/$a.txt"):
        (bundle / name).parent.mkdir(parents=True, exist_ok=True)
        (bundle / name).write_bytes(os.urandom(3_000))
    return bundle


def test_the_script_compiles_into_a_program_for_windows(bundle: Path, tmp_path: Path) -> None:
    """Warnings are errors there: an unused variable or a missing text stops it."""
    icon.write_icon(product.PROJECT / "resources" / "icons" / "app.svg", tmp_path / "app.ico")
    target = tmp_path / product.setup_name("1.2.3")
    setup.compile_setup(bundle, tmp_path, target, "1.2.3", quick=True)
    content = target.read_bytes()
    assert content.startswith(b"MZ")
    assert len(content) > 4 * 3_000
    assert "季度结算 安装程序".encode("utf-16-le") in content


def test_a_warning_stops_the_compiler(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    icon.write_icon(product.PROJECT / "resources" / "icons" / "app.svg", tmp_path / "app.ico")
    script = tmp_path / "setup.nsi"
    script.write_text(setup.SCRIPT.read_text(encoding="utf-8") + "\nVar Unused\n", encoding="utf-8")
    monkeypatch.setattr(setup, "SCRIPT", script)
    with pytest.raises(subprocess.CalledProcessError):
        setup.compile_setup(bundle, tmp_path, tmp_path / "a-setup.exe", "1.2.3", quick=True)
    assert "Unused" in "".join(capfd.readouterr())


def test_each_file_that_is_installed_is_removed_by_its_name(bundle: Path) -> None:
    macros = setup.file_macros(bundle)
    assert re.findall(r"Delete .*", macros) == [
        r'Delete "$INSTDIR\_internal\资源\$$a.txt"',
        r'Delete "$INSTDIR\_internal\资源\模 板.toml"',
        r'Delete "$INSTDIR\settle.exe"',
        r'Delete "$INSTDIR\settlement-app.exe"',
    ]
    assert len(re.findall(r"^  File ", macros, flags=re.MULTILINE)) == 4


def test_folders_are_removed_when_empty_the_inner_ones_first(bundle: Path) -> None:
    macros = setup.file_macros(bundle)
    assert re.findall(r"RMDir .*", macros) == [
        r'RMDir "$INSTDIR\_internal\资源"',
        r'RMDir "$INSTDIR\_internal"',
    ]


def test_nothing_is_removed_with_all_that_lies_below_it() -> None:
    """A user may have put files there."""
    assert "/r " not in setup.SCRIPT.read_text(encoding="utf-8")


def test_the_script_asks_for_no_administrator() -> None:
    script = setup.SCRIPT.read_text(encoding="utf-8")
    assert "RequestExecutionLevel user" in script
    assert "HKLM" not in script
    assert "$PROGRAMFILES" not in script


def test_a_missing_compiler_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(FileNotFoundError, match="缺少 NSIS 的 makensis"):
        setup.makensis()
