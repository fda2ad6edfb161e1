"""Names that Windows can store, and files that appear whole or not at all."""

from pathlib import Path

import pytest

from settlement_app.domain.findings import SettlementError
from settlement_app.exchange.files import (
    new_file,
    read_content,
    renaming_warnings,
    storable_name,
    write_whole,
)


@pytest.mark.parametrize(
    ("asked", "stored"),
    [
        ("结算单 JS-12333-2019Q2.pdf", "结算单 JS-12333-2019Q2.pdf"),
        ("一季度:初稿?.pdf", "一季度_初稿_.pdf"),
        ('a<b>c"d|e*f\\g.pdf', "a_b_c_d_e_f_g.pdf"),
        ("制表\t.pdf", "制表_.pdf"),
        ("清算单. . ", "清算单"),
        ("CON", "_CON"),
        ("con.pdf", "_con.pdf"),
        ("Lpt1.tar.gz", "_Lpt1.tar.gz"),
        ("COM¹.pdf", "_COM¹.pdf"),
        ("nul .pdf", "_nul .pdf"),
        ("console.pdf", "console.pdf"),
        ("com0.pdf", "com0.pdf"),
        ("...", "_"),
        (".pdf", ".pdf"),
        ("单" * 100 + ".pdf", "单" * 65 + ".pdf"),
        ("x" * 300, "x" * 200),
        ("\udcd6\udcd0.pdf", "__.pdf"),
    ],
)
def test_a_storable_name(asked: str, stored: str) -> None:
    assert storable_name(asked) == stored
    assert storable_name(stored) == stored


def test_a_changed_name_is_said() -> None:
    assert renaming_warnings(Path("单?.pdf"), Path("单_.pdf")) == (
        "文件名“单?.pdf”含 Windows 不能保存的字符，已改为“单_.pdf”",
    )
    assert renaming_warnings(Path("甲/单.pdf"), Path("乙/单.pdf")) == ()


def test_a_file_is_only_replaced_when_asked(tmp_path: Path) -> None:
    old = tmp_path / "单.pdf"
    old.write_bytes(b"old")
    with pytest.raises(SettlementError, match="已存在，没有覆盖"):
        new_file(old, force=False)
    assert new_file(old, force=True) == old
    assert new_file(tmp_path / "单?.pdf", force=False) == tmp_path / "单_.pdf"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (".", "是文件夹；请写明文件名"),
        ("..", "是文件夹"),
        ("/", "是文件夹"),
        ("没有/单.pdf", "没有文件夹 没有；请先建好"),
    ],
)
def test_no_place_to_write_to(
    asked: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettlementError, match=expected):
        new_file(Path(asked), force=True)


def test_a_written_file_is_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "单.pdf"
    write_whole(target, b"first")
    write_whole(target, b"second")
    assert target.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "单.pdf"
    write_whole(target, b"old")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left on device"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_reading_a_file(tmp_path: Path) -> None:
    path = tmp_path / "文件.csv"
    path.write_bytes(b"x" * 1024**2)
    assert read_content(path, 1024**2) == b"x" * 1024**2
    path.write_bytes(b"x" * (1024**2 + 1))
    with pytest.raises(SettlementError, match="超过 1 MB；请核对是否选错了文件"):
        read_content(path, 1024**2)
    with pytest.raises(SettlementError, match="是文件夹"):
        read_content(tmp_path, 1)
    with pytest.raises(SettlementError, match="（没有这个文件）；请核对路径和权限"):
        read_content(tmp_path / "没有.csv", 1)
    with pytest.raises(SettlementError, match="（上级不是文件夹）"):
        read_content(path / "没有.csv", 1)


def test_what_cannot_be_replaced_is_named_by_its_own_name(tmp_path: Path) -> None:
    target = tmp_path / "结算单.pdf"
    target.mkdir()
    with pytest.raises(IsADirectoryError) as told:
        write_whole(target, b"new")
    assert told.value.filename == str(target)
    assert list(tmp_path.iterdir()) == [target]
