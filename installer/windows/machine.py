"""Where an installer is tried: this machine itself where it is Windows, else a Wine prefix made for the trial."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from installer.windows import wine

_POLL_SECONDS = 0.3


@dataclass(frozen=True)
class Done:
    """How a program ended, and what it printed."""

    status: int
    out: str


@dataclass
class Machine:
    """Runs Windows programs, and finds their files and registry keys."""

    wine: wine.Wine | None
    python: Path
    """A Windows Python, for what no program of ours does."""
    more: dict[str, str] = field(default_factory=dict)
    """What every program finds in its environment beside ours."""

    def command(self, program: str | Path, *arguments: object) -> list[str]:
        """Return the command line of a Windows program; paths among the arguments become Windows' own."""
        told = [
            self.there(argument) if isinstance(argument, Path) else str(argument) for argument in arguments
        ]
        if self.wine is None:
            return [str(program), *told]
        return self.wine.command(program, *told)

    def environment(self, more: Mapping[str, str]) -> Mapping[str, str]:
        """Return the environment that a program runs in."""
        base = dict(os.environ) if self.wine is None else self.wine.environment()
        return {**base, **self.more, **more}

    def run(self, program: str | Path, *arguments: object, **more: str) -> Done:
        """Run a program to its end; ``more`` goes into its environment."""
        done = subprocess.run(
            self.command(program, *arguments),
            env=self.environment(more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=600,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(errors="replace").replace("\r\n", "\n"))

    @contextmanager
    def running(self, program: Path, *arguments: object) -> Iterator[subprocess.Popen[bytes]]:
        """A program that goes on until the caller is through."""
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(
            self.command(program, *arguments),
            env=self.environment({}),
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)

    def there(self, path: Path) -> str:
        """Return how Windows programs name a file."""
        return str(path) if self.wine is None else self.wine.there(path)

    def shared(self, folder: Path) -> str:
        """Return how a folder is named on a server, this machine being one."""
        if self.wine is None:
            drive, path = folder.drive.rstrip(":"), str(folder)[len(folder.drive) :]
            return rf"\\localhost\{drive}${path}"  # the share that Windows keeps of each drive for administrators
        return self.wine.shared(folder)

    def folder(self, variable: str) -> Path:
        """Return a folder that Windows keeps in a variable: LOCALAPPDATA, APPDATA, USERPROFILE."""
        if self.wine is None:
            return Path(os.environ[variable])
        told = self.run("cmd", "/c", f"echo %{variable}%").out.strip()
        return self.wine.here(told)

    def registry(self, key: str, scratch: Path) -> str | None:
        """Return a key of HKCU with all below it, as an exported text; None where there is none."""
        scratch.unlink(missing_ok=True)
        done = self.run("reg", "export", f"HKCU\\{key}", scratch, "/y")
        if done.status or not scratch.exists():
            return None
        return re.sub(r"hex\(7\):([0-9a-f,\\\s]*)", _texts, scratch.read_text(encoding="utf-16"))

    def set_value(self, key: str, name: str, value: str) -> None:
        """Store a text in the registry."""
        self.run("reg", "add", f"HKCU\\{key}", "/v", name, "/d", value, "/f")

    def forget_value(self, key: str, name: str) -> None:
        """Remove a value from the registry."""
        self.run("reg", "delete", f"HKCU\\{key}", "/v", name, "/f")


def _texts(packed: re.Match[str]) -> str:
    """Return the texts that an exported list of texts holds as hexadecimal bytes, one a line."""
    pairs = re.findall("[0-9a-f]{2}", packed[1])
    return bytes.fromhex("".join(pairs)).decode("utf-16-le", errors="replace").replace("\0", "\n")


def waited_for(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait until something holds; say whether it came to hold in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(_POLL_SECONDS)
    return True


@contextmanager
def machine_for_trial(folder: Path, work: Path) -> Iterator[Machine]:
    """The machine to try an installer on: Windows itself, or a new Wine prefix in the folder with a display.

    ``work`` is where a build has left its Windows Python.
    """
    if sys.platform == "win32":
        yield Machine(None, Path(sys.executable))
        return
    wine.need_debian_packages()
    _, python = wine.windows_python(work)
    shutil.rmtree(folder / "prefix", ignore_errors=True)
    with display() as number:
        os.environ["DISPLAY"] = number
        machine = Machine(wine.new_prefix(folder / "prefix"), python, {"DISPLAY": number})
        with _kept_awake(machine):
            yield machine


@contextmanager
def _kept_awake(machine: Machine) -> Iterator[None]:
    """One program that runs as long as the trial, so that Wine's services are its children and not those of a program
    whose output we read to its end: they would keep that open.
    """
    assert machine.wine
    waiting = subprocess.Popen(
        machine.command("cmd", "/c", "echo ready& pause"),
        env=machine.environment({}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert waiting.stdout
    waiting.stdout.readline()
    try:
        yield
    finally:
        machine.wine.end()
        waiting.wait(30)


@contextmanager
def display() -> Iterator[str]:
    """A display that nobody sees; gives its name."""
    seen, told = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(told), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[told],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(told)
    try:
        with os.fdopen(seen) as reader:
            yield f":{reader.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
