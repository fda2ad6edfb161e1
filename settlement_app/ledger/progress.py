"""How work that may take long tells how far it is."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told after each step how many are done, and of how many; what it raises breaks the work off."""


def untold(_done: int, _of: int) -> None:
    """For work whose progress nobody watches."""
