"""A disk that takes no more: a process whose files cannot grow; POSIX only."""

from collections.abc import Callable


def no_file_larger_than(size: int) -> Callable[[], None]:
    """What the new process does first: from then on the system refuses to let a file grow further."""
    import resource

    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
