"""Reading a file that a user names, and writing one whole or not at all, under a name that Windows can store too."""

import errno
import os
import re
from pathlib import Path

from settlement_app.domain.findings import misread, refuse

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[1-9¹²³]) *(\..*)?", re.IGNORECASE)
_LONGEST = 200
_REASONS = {
    errno.ENOENT: "没有这个文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EROFS: "磁盘只读",
    errno.ENOSPC: "磁盘已满",
    errno.ENAMETOOLONG: "文件名过长",
}


def reason(error: OSError) -> str:
    """Why the system refuses, in Chinese."""
    return _REASONS.get(error.errno or 0, f"系统错误 {error.errno}")


def read_content(path: Path, most_bytes: int) -> bytes:
    """The bytes of a file; raises InputError where it is a folder, larger than ``most_bytes`` or cannot be read."""
    if path.is_dir():
        raise misread("is_folder", f"{path} 是文件夹；请写明文件名")
    try:
        if path.stat().st_size > most_bytes:
            megabytes = most_bytes // 1024**2
            raise misread("file_too_large", f"{path.name} 超过 {megabytes} MB；请核对是否选错了文件")
        return path.read_bytes()
    except OSError as error:
        raise misread(
            "file_unreadable", f"无法读取文件 {path}（{reason(error)}）；请核对路径和权限"
        ) from error


def storable_name(name: str) -> str:
    """The name with what Windows cannot store replaced by ``_``."""
    changed = _FORBIDDEN.sub("_", name).rstrip(". ")
    if len(changed.encode()) > _LONGEST:
        stem, dot, suffix = changed.rpartition(".")
        keep = _LONGEST - len(f"{dot}{suffix}".encode())
        changed = (stem or suffix).encode()[:keep].decode(errors="ignore") + (
            f"{dot}{suffix}" if stem else ""
        )
    return f"_{changed}" if not changed or _RESERVED.fullmatch(changed) else changed


def new_file(asked: Path, *, force: bool) -> Path:
    """The path to write to, whose name may have been changed.

    Raises RuleRefusal where it exists and ``force`` is not asked for, InputError where the folder is not there.
    """
    if asked.is_dir():
        raise misread("is_folder", f"{asked} 是文件夹；请写明文件名")
    target = asked.with_name(storable_name(asked.name))
    if not target.parent.is_dir():
        raise misread("no_folder", f"没有文件夹 {target.parent}；请先建好，或换一个位置")
    if target.exists() and not target.is_file():  # a device, which a file must not replace
        raise misread("not_a_file", f"{target} 不是普通文件；请换一个文件名")
    if target.exists() and not force:
        raise refuse("file_exists", f"文件 {target} 已存在，没有覆盖；请换一个文件名，或加 --force")
    return target


def new_folder(asked: Path) -> Path:
    """The folder to write into, made where it is not there; raises InputError where a file has its name."""
    target = asked.with_name(storable_name(asked.name)) if asked.name not in ("", "..") else asked
    if target.exists() and not target.is_dir():
        raise misread("not_a_folder", f"{target} 是文件，不是文件夹；请换一个文件夹名")
    target.mkdir(parents=True, exist_ok=True)
    return target


def renaming_warnings(asked: Path, written: Path) -> tuple[str, ...]:
    """What to say where ``new_file`` changed the name that was asked for."""
    if asked.name == written.name:
        return ()
    return (f"文件名“{asked.name}”含 Windows 不能保存的字符，已改为“{written.name}”",)


def write_whole(target: Path, content: bytes) -> None:
    """Write a file that appears whole or not at all; raises OSError where the disk or the system refuses."""
    part = target.with_name(f".{target.name[:40]}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
