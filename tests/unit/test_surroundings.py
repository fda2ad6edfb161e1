"""What the system refuses, in Chinese, and where a file grows until it is whole."""

import errno
from pathlib import Path

import pytest

from settlement_app.surroundings import part_of, why


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "没有权限"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "没有这个文件"),
        (NotADirectoryError(errno.ENOTDIR, "Not a directory"), "上级不是文件夹"),
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘已满"),
        (OSError(errno.EIO, "Input/output error"), "系统错误 5"),
    ],
)
def test_why_the_system_refuses(error: OSError, told: str) -> None:
    assert why(error) == told


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(errno.EACCES, "Access is denied", "开着.pdf"), "没有权限，或正被另一程序打开"),
        (OSError(errno.EINVAL, "Invalid argument", "夹\\" * 130), "路径太长"),
        (FileNotFoundError(errno.ENOENT, "The filename or extension is too long", "夹\\" * 130), "路径太长"),
        (FileNotFoundError(errno.ENOENT, "No such file", "没有.pdf"), "没有这个文件"),
    ],
)
def test_what_windows_means_by_its_errors(error: OSError, told: str) -> None:
    error.winerror = 1  # type: ignore[attr-defined] # Windows alone sets it
    assert why(error) == told


@pytest.mark.parametrize("name", ["a.x", "名" * 80, "n" * 255])
def test_the_name_of_an_unfinished_file_is_never_too_long(name: str) -> None:
    part = part_of(Path("夹", name))
    assert len(part.name.encode()) < 200
    assert part.name.startswith(".")
    assert part.parent == Path("夹")
