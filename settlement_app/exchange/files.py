"""Reading a file that a user names, and writing one whole or not at all, under a name that Windows can store too."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from settlement_app.domain.findings import misread, refuse
from settlement_app.surroundings import part_of, why

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\ud800-\udfff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[1-9¹²³]) *(\..*)?", re.IGNORECASE)
_LONGEST = 200


def read_content(path: Path, most_bytes: int) -> bytes:
    """The bytes of a file; raises InputError where it is no file, larger than ``most_bytes`` or cannot be read."""
    try:
        if path.is_dir():
            raise misread("is_folder", f"{path} 是文件夹；请写明文件名")
        if path.exists() and not path.is_file():  # a device or a pipe, which may never end
            raise misread("not_a_file", f"{path} 不是普通文件；请换一个文件")
        with path.open("rb") as file:
            content = file.read(most_bytes + 1)
    except OSError as error:
        raise misread("file_unreadable", f"无法读取文件 {path}（{why(error)}）；请核对路径和权限") from error
    if len(content) > most_bytes:
        megabytes = most_bytes // 1024**2
        raise misread("file_too_large", f"{path.name} 超过 {megabytes} MB；请核对是否选错了文件")
    return content


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
    """The folder to write into, which need not be there yet; raises InputError where a file stands in its place."""
    target = asked.with_name(storable_name(asked.name)) if asked.name not in ("", "..") else asked
    there = next(place for place in (target, *target.absolute().parents) if place.exists())
    if not there.is_dir():
        raise misread("not_a_folder", f"{there} 是文件，不是文件夹；请换一个文件夹名")
    return target


def new_files(folder: Path, names: Iterable[str], *, force: bool) -> list[Path]:
    """Where files of these names go in a folder that need not be there yet; no two of them get the same name.

    Raises like ``new_file`` where one exists.
    """
    found: dict[str, Path] = {}
    for name in names:
        stored, number = storable_name(name), 1
        while stored.casefold() in found:  # a long name was cut where it differs from another
            number += 1
            stored = storable_name(f"{number}-{name}")
        found[stored.casefold()] = folder / stored
    if folder.is_dir():
        for target in found.values():
            if target.is_file() and not force:
                raise refuse(
                    "file_exists",
                    f"文件 {target} 已存在，没有覆盖，别的也没有保存；请换一个文件夹，或加 --force",
                )
            new_file(target, force=force)
    return list(found.values())


def renaming_warnings(asked: Path | str, written: Path) -> tuple[str, ...]:
    """What to say where the name that was asked for was changed."""
    name = asked if isinstance(asked, str) else asked.name
    if name == written.name:
        return ()
    return (f"文件名“{name}”含 Windows 不能保存的字符，已改为“{written.name}”",)


def write_whole(target: Path, content: bytes) -> None:
    """Write a file that appears whole or not at all; raises OSError where the disk or the system refuses."""
    part = part_of(target)
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        error.filename, error.filename2 = str(target), None  # the user knows the target, not the part
        raise
    finally:
        part.unlink(missing_ok=True)
