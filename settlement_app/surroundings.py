"""What every layer that touches files shares: why the system refuses, in words, and where a file grows until whole."""

import errno
import os
from pathlib import Path

TOO_LONG = "路径太长"
"""What ``why`` says of a path that Windows does not take: there may well be a file."""
_NAME_KEPT = 40
_LONGEST_ON_WINDOWS = 259
_REASONS = {
    errno.ENOENT: "没有这个文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只读",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EFBIG: "文件过大",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ENOTDIR: "上级不是文件夹",
    errno.EISDIR: "是文件夹",
    errno.EEXIST: "同名文件已存在",
    errno.ELOOP: "链接循环",
    errno.EBUSY: "正被占用",
}


def why(error: OSError) -> str:
    """What the system refused, in Chinese."""
    if getattr(error, "winerror", None):
        if isinstance(error, PermissionError):
            return "没有权限，或正被另一程序打开"  # Windows lets nobody replace a file that is open
        if len(str(error.filename or "")) > _LONGEST_ON_WINDOWS:
            return TOO_LONG  # told there as a file that is missing, or as an invalid argument
    return _REASONS.get(error.errno or 0, f"系统错误 {error.errno}")


def part_of(path: Path) -> Path:
    """Where a file is written until it is whole: beside its place, under a name that is no longer."""
    return path.with_name(f".{path.name[:_NAME_KEPT]}.{os.getpid()}.part")
