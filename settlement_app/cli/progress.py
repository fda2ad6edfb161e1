"""Progress on standard error for what can take more than a second; silent where nobody watches."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from settlement_app.ledger.progress import Progress, untold

_BAR = 30
_COUNTS = 13
"""So many columns hold ``done/of``, so that each line covers the one before."""


@contextmanager
def progress_bar(what: str) -> Iterator[Progress]:
    """Something to tell how many steps are done, of how many; the line is gone again at the end."""
    with progress_bars(what) as (show,):
        yield show


@contextmanager
def progress_bars(*stages: str) -> Iterator[tuple[Progress, ...]]:
    """The same for work in several stages, which follow each other on one line; their names are equally long.

    Written without control sequences and block characters: not every Windows console knows the ones, and a Chinese
    one may draw the others two columns wide.
    """
    if not sys.stderr.isatty():
        yield tuple(untold for _ in stages)
        return
    try:
        yield tuple(_bar(what) for what in stages)
    finally:
        _write(" " * (2 * len(stages[0]) + _BAR + _COUNTS + len(" [] ")) + "\r")


def _bar(what: str) -> Progress:
    def show(done: int, of: int) -> None:
        full = _BAR * done // of if of else _BAR
        _write(f"{what} [{'#' * full}{'.' * (_BAR - full)}] {f'{done}/{of}':<{_COUNTS}}")

    return show


def _write(line: str) -> None:
    sys.stderr.write(f"\r{line}")
    sys.stderr.flush()
