"""What the other pages need is loaded while the user reads the first one, so that none of them is slow to come."""

from collections.abc import Callable, Sequence
from threading import Event, Thread


class Preload(Thread):
    """Does small pieces of loading one after the other, off the window's thread; may be told to stop between two."""

    def __init__(self, pieces: Sequence[Callable[[], object]]) -> None:
        super().__init__(name="preload")
        self._pieces = pieces
        self._stopped = Event()

    def run(self) -> None:
        """Load; called on the thread itself."""
        for load in self._pieces:
            if self._stopped.is_set():
                return
            load()

    def stop(self) -> None:
        """Load nothing more, and wait for the piece that is on its way."""
        self._stopped.set()
        if self.is_alive():
            self.join()
