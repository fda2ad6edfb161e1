"""Verified copies of a ledger: backup, restore, and the copy that is made after every posting."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from settlement_app.domain.findings import misread, refuse
from settlement_app.ledger import errors
from settlement_app.ledger.backup_folder import copies_of
from settlement_app.ledger.errors import LedgerError
from settlement_app.ledger.file import connect, exists, leftovers, opened, translated
from settlement_app.ledger.progress import Progress, untold
from settlement_app.ledger.verify import Verification, verify
from settlement_app.surroundings import part_of

KEPT = 20
"""So many copies made after postings are kept beside the ledger; older ones are removed."""

_PAGES = 256
"""So many pages are copied before progress is told: a megabyte."""

_COPIES = "[0-9][0-9][0-9][0-9][0-9][0-9]-*"


def back_up(
    ledger: Path, target: Path, *, force: bool, copying: Progress = untold, checking: Progress = untold
) -> Verification:
    """Copy the ledger to a file, verified before it appears there; raises RuleRefusal where the file exists.

    ``copying`` is told the pages that are copied, ``checking`` then the journal entries that are verified.
    """
    _check_pair(ledger, target)
    _check_free(target, force)
    with _verified_copy(ledger, target.resolve(), copying, checking) as (copy, verification):
        _check_free(target, force)  # copying takes a while: another program may have put its own copy there
        _put(copy, target.resolve())
    return verification


def restore(
    backup: Path, ledger: Path, *, force: bool, copying: Progress = untold, checking: Progress = untold
) -> tuple[Verification, Path | None]:
    """Put a verified copy of the backup in the ledger's place; a ledger that stood there is kept aside.

    Returns what was verified and where the former ledger is now. Raises RuleRefusal where one exists without force,
    LedgerError where another program is writing to it. Progress is told as by ``back_up``.
    """
    if not exists(backup):
        raise errors.missing_backup(backup)
    _check_pair(backup, ledger)
    if exists(ledger) and not force:
        raise refuse("file_exists", f"台账 {ledger} 已存在，没有覆盖；确要以备份替换，请加 --force")
    place = ledger.resolve()
    with _verified_copy(backup, place, copying, checking) as (copy, verification):
        aside = _keep_aside(place) if place.exists() else None
        _put(copy, place)
    return verification, aside


def copy_after_posting(ledger: Path, entry: int, number: str, parent: Path | None = None) -> Path:
    """A verified copy named after the journal's newest entry and the document just posted."""
    target = copies_of(ledger, parent) / f"{entry:06d}-{number}{ledger.suffix}"
    with _verified_copy(ledger, target) as (copy, _):
        _put(copy, target)
    with translated(target.parent):
        for old in sorted(target.parent.glob(f"{_COPIES}{ledger.suffix}"))[:-KEPT]:
            old.unlink(missing_ok=True)
    return target


@contextmanager
def _verified_copy(
    source: Path, target: Path, copying: Progress = untold, checking: Progress = untold
) -> Iterator[tuple[Path, Verification]]:
    """A copy beside the target, made by SQLite's online backup and verified; gone again afterwards."""
    copy = part_of(target)
    try:
        with translated(target):
            target.parent.mkdir(parents=True, exist_ok=True)
        with (
            opened(source, older=True) as db,
            translated(target),
            closing(connect(copy, "rwc")) as connection,
        ):
            db.backup(connection, pages=_PAGES, progress=lambda _, left, of: copying(of - left, of))
        with opened(copy, older=True) as db:
            verification = verify(db, progress=checking)
        if not verification.ok:
            raise LedgerError(
                "ledger_damaged",
                f"{source} 未通过核对，没有复制；原有文件都未改动",
                verification.problems,
            )
        yield copy, verification
    finally:
        with suppress(OSError):  # nothing there, or no folder: the error that led here is the one to tell
            copy.unlink()


def _put(copy: Path, target: Path) -> None:
    """Let the copy appear whole under the target's name, on the disk and not only in a cache."""
    with translated(target):
        with copy.open("rb+") as file:
            os.fsync(file.fileno())
        for leftover in leftovers(target):
            leftover.unlink()  # of the file that is replaced or gone: it would spoil its successor
        copy.replace(target)


def _keep_aside(ledger: Path) -> Path:
    """Keep the former ledger under another name, with what SQLite may have left beside it."""
    _wait_until_idle(ledger)
    number = 1
    while (aside := ledger.with_name(f"{ledger.stem}-恢复前-{number}{ledger.suffix}")).exists():
        number += 1
    with translated(ledger):
        shutil.copy2(ledger, aside)
        for leftover in leftovers(ledger):
            shutil.copy2(leftover, aside.with_name(leftover.name.replace(ledger.name, aside.name, 1)))
    return aside


def _wait_until_idle(ledger: Path) -> None:
    """Raise LedgerError where another program is at work in the ledger; a damaged one may be replaced at any time.

    Opening it also lets SQLite undo what a crash left half done, so that nothing of it hangs on another file.
    """
    try:
        with opened(ledger, older=True) as db:
            db.execute("BEGIN EXCLUSIVE")
            db.execute("ROLLBACK")
    except LedgerError as error:
        if error.code == "ledger_locked":
            raise


def _check_free(target: Path, force: bool) -> None:
    if exists(target) and not force:
        raise refuse("file_exists", f"文件 {target} 已存在，没有覆盖；请换一个文件名，或加 --force")


def _check_pair(source: Path, target: Path) -> None:
    with translated(source):
        if not source.exists():
            raise errors.missing(source)
    with translated(target):
        if not target.exists():
            return
        if source.samefile(target):
            raise refuse("same_file", f"{target} 就是台账本身；请换一个文件名")
        if not target.is_file():  # a folder, or a device that must not be replaced by a file
            raise misread("not_a_file", f"{target} 不是普通文件；请写明文件名")
