"""Papers into files that the user names; what cannot be written is found, where it can be, before a print counts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from settlement_app.domain.findings import InputError, misread
from settlement_app.domain.papers.kinds import Kind, State
from settlement_app.domain.periods import Quarter
from settlement_app.domain.year_end import Outstanding
from settlement_app.exchange.files import (
    new_file,
    new_folder,
    renaming_warnings,
    storable_name,
    write_whole,
)
from settlement_app.ledger.progress import Progress, untold
from settlement_app.office import documents
from settlement_app.office.desk import Desk
from settlement_app.surroundings import why

IN_USE = "file_in_use"
"""The finding's code where another program holds the file open, or the system allows no writing there."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written: the file, or the folder with so many papers."""

    path: Path
    count: int
    warnings: tuple[str, ...] = ()


def save(
    desk: Desk,
    kind: Kind,
    target: str,
    asked: Path,
    *,
    force: bool,
    amount: int | None = None,
    outstanding: Outstanding = "carry",
) -> Saved:
    """Print a paper into a file; ``amount`` (分) and ``outstanding`` as ``documents.render`` takes them.

    Raises RuleRefusal where the file exists and ``force`` is not given, InputError where it cannot be written.
    """
    return write_paper(
        asked, lambda: documents.render(desk, kind, target, amount, outstanding).content, force=force
    )


def write_paper(asked: Path, made: Callable[[], bytes], *, force: bool) -> Saved:
    """Write a paper that is made once nothing stands in the file's way; raises as ``save`` does."""
    written = new_file(asked, force=force)
    _try_writing(written.parent, [written])
    content = made()
    try:
        write_whole(written, content)
    except OSError as error:
        raise _unwritable(written, error) from error
    return Saved(written, 1, renaming_warnings(asked, written))


def suggested_name(kind: Kind, number: str, state: State) -> str:
    """The usual name of a paper's file, as Windows can store it."""
    return storable_name(documents.file_name(kind, number, state))


def folder_for(parent: Path, about: Quarter | int) -> Path:
    """The folder, in the one that the user chose, for all papers of a quarter or a year."""
    period = about.label if isinstance(about, Quarter) else f"{about}年"
    return parent / f"{period}单据"


def save_all(
    desk: Desk, about: Quarter | int, asked: Path, *, force: bool, progress: Progress = untold
) -> Saved:
    """Print every paper of a quarter or a year into a folder, made where it is not there yet.

    The files come to the folder when all are made: what ``progress`` raises leaves nothing behind, nor any print
    counted. Raises as ``save`` does.
    """
    folder = new_folder(asked)
    if folder.exists():
        names = documents.file_names(desk, about)
        files = [new_file(folder / name, force=force) for name in names]  # before any print is counted
        _try_writing(folder, files)
    else:
        _try_writing(folder.parent, ())
    made = documents.render_all(desk, about, progress)
    with TemporaryDirectory(prefix=".", suffix=".part", dir=folder.parent) as part:
        for printed in made:
            Path(part, storable_name(printed.file_name)).write_bytes(printed.content)
        folder.mkdir(exist_ok=True)
        for ready in sorted(Path(part).iterdir()):
            try:
                ready.replace(folder / ready.name)
            except OSError as error:
                raise _unwritable(folder / ready.name, error) from error
    return Saved(folder, len(made))


def _try_writing(folder: Path, files: Iterable[Path]) -> None:
    """Raise InputError where the folder takes no file, or a file that is there is held open by another program."""
    try:
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _unwritable(folder, error) from error
    for path in files:
        if path.exists():
            try:
                path.open("r+b").close()
            except OSError as error:
                raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> InputError:
    if isinstance(error, PermissionError):
        return misread(
            IN_USE,
            f"{path} 正被其他程序打开，或没有写入权限，没有保存；请关闭打开它的程序后再试，或换一个名字",
        )
    return misread("file_unwritable", f"无法写入 {path}（{why(error)}），没有保存；请检查磁盘空间和路径")
