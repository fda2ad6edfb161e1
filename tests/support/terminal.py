"""Running ``settle`` as a process whose standard error is a terminal, and pressing Ctrl+C; POSIX only."""

import os
import pty
import signal
import subprocess
import tty
from collections.abc import Sequence

from tests.support.cli import Done, Settle


def watched(line: Settle, *arguments: object, interrupt_at: str | None = None) -> Done:
    """Run a command at a terminal; Ctrl+C as soon as the terminal shows a text, if one is named."""
    return _run(line, line.command(*arguments), interrupt_at)


def interrupted_while_loading(line: Settle, module: str, *arguments: object) -> Done:
    """Run a command and send Ctrl+C as soon as it has loaded a module; what was loaded is left out of what it said."""
    python, *rest = line.command(*arguments)
    done = _run(line, [python, "-X", "importtime", *rest], f"| {module}\n")
    said = [row for row in done.err.splitlines(keepends=True) if not row.startswith("import time:")]
    return Done(done.status, done.out, "".join(said))


def _run(line: Settle, command: Sequence[str], interrupt_at: str | None) -> Done:
    screen, end = pty.openpty()
    tty.setraw(end)  # so that what is written arrives as it is
    process = subprocess.Popen(command, env=line.environment(), stdout=subprocess.PIPE, stderr=end)
    os.close(end)
    shown = b""
    while part := _read(screen):
        shown += part
        if interrupt_at and interrupt_at in _without_indent(shown):
            process.send_signal(signal.SIGINT)
            interrupt_at = None
    os.close(screen)
    out, _ = process.communicate()
    return Done(process.returncode, out.decode(), shown.decode())


def _read(screen: int) -> bytes:
    try:
        return os.read(screen, 65536)
    except OSError:  # Linux says so once the other end is closed
        return b""


def _without_indent(shown: bytes) -> str:
    """What the terminal shows, as far as it is whole characters; the table of imports without its indent."""
    text = shown.decode(errors="ignore")
    while "|  " in text:
        text = text.replace("|  ", "| ")
    return text
