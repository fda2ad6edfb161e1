"""Progress on standard error for what can take more than a second; silent where nobody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_WIDTH = 30


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """Something to tell how many steps are done, of how many; the line is gone again at the end."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return

    def show(done: int, of: int) -> None:
        full = _WIDTH * done // of if of else _WIDTH
        sys.stderr.write(f"\r{what} {'█' * full}{'░' * (_WIDTH - full)} {done}/{of}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()
