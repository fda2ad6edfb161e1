"""Papers into files that the user names; what cannot be written is found, where it can be, before a print counts."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from settlement_app.domain.findings import InputError, misread
from settlement_app.domain.papers.kinds import STATE_LABELS, Kind, State
from settlement_app.domain.periods import Quarter
from settlement_app.domain.year_end import Outstanding
from settlement_app.exchange.files import (
    new_file,
    new_files,
    new_folder,
    renaming_warnings,
    storable_name,
    write_whole,
)
from settlement_app.ledger.progress import Progress, untold
from settlement_app.office import documents
from settlement_app.office.desk import Desk
from settlement_app.office.documents import Printed
from settlement_app.surroundings import why

IN_USE = "file_in_use"
"""The finding's code where another program holds the file open, or the system allows no writing there."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written: the file, or the folder; and the papers, each with its file."""

    path: Path
    papers: tuple[tuple[Path, Printed], ...] = ()
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
    file = _place_for(asked, force=force)
    printed = documents.render(desk, kind, target, amount, outstanding)
    _write(file, printed.content)
    return Saved(file, ((file, printed),), renaming_warnings(asked, file))


def write_paper(asked: Path, made: Callable[[], bytes], *, force: bool) -> Saved:
    """Write what is made once nothing stands in the file's way, and is no paper of the store; raises as ``save``."""
    file = _place_for(asked, force=force)
    _write(file, made())
    return Saved(file, warnings=renaming_warnings(asked, file))


def suggested_name(kind: Kind, number: str, state: State) -> str:
    """The usual name of a paper's file, as Windows can store it."""
    return storable_name(documents.file_name(kind, number, state))


def folder_for(parent: Path, about: Quarter | int) -> Path:
    """The folder for all papers of a quarter or a year in the one that the user chose, or that one if it is theirs."""
    period = about.label if isinstance(about, Quarter) else f"{about}年"
    name = f"{period}单据"
    return parent if parent.name == name else parent / name


def save_all(
    desk: Desk, about: Quarter | int, asked: Path, *, force: bool, progress: Progress = untold
) -> Saved:
    """Print every paper of a quarter or a year into a folder, made where it is not there yet.

    The files come to the folder when all are made: what ``progress`` raises leaves nothing behind, nor any print
    counted. Warns of files that were saved there before their papers were undone. Raises as ``save`` does.
    """
    folder = new_folder(asked)
    files = new_files(folder, documents.file_names(desk, about), force=force)  # before any print is counted
    beside = next(place for place in folder.absolute().parents if place.is_dir())
    if folder.exists():
        _try_writing(folder, files)
    else:
        _try_writing(beside, ())
    made = documents.render_all(desk, about, progress)
    written = new_files(folder, [printed.file_name for printed in made], force=force)
    papers = tuple(zip(written, made, strict=True))
    file = folder
    try:
        with TemporaryDirectory(prefix=".", suffix=".part", dir=beside) as part:
            for file, printed in papers:
                Path(part, file.name).write_bytes(printed.content)
            folder.mkdir(parents=True, exist_ok=True)
            for file in written:
                Path(part, file.name).replace(file)
    except OSError as error:
        raise _unwritable(file, error) from error
    renamed = (warning for file, printed in papers for warning in renaming_warnings(printed.file_name, file))
    return Saved(folder, papers, (*renamed, *_outdated(folder, made)))


def _outdated(folder: Path, made: Iterable[Printed]) -> Iterator[str]:
    for undone in made:
        name = suggested_name(undone.kind, undone.number, "posted")
        if undone.state in ("reversed", "withdrawn") and (folder / name).exists():
            label = STATE_LABELS[undone.state]
            yield f"文件夹里的“{name}”是以前保存的，没有标明{label}，请勿再用；标明{label}的另有一份"


def _place_for(asked: Path, *, force: bool) -> Path:
    file = new_file(asked, force=force)
    _try_writing(file.parent, [file])
    return file


def _write(file: Path, content: bytes) -> None:
    try:
        write_whole(file, content)
    except OSError as error:
        raise _unwritable(file, error) from error


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
