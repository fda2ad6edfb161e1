"""Tries an installer for real, from the project's folder, with the project's own Python:

    .venv/bin/python -m installer.windows.verify dist/settlement-app-VERSION-setup.exe [--previous OLDER-setup.exe]

On Debian in a Wine prefix of its own, on Windows on the machine itself (which must not have the program). It
installs, works, upgrades, refuses and uninstalls, and compares what the installed program does with what this checkout
does on this machine. Without ``--previous`` an older installer is made of the same bundle. Wine is not Windows: what
passes here still wants one look on a real desktop.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from installer.windows import build, product, setup
from installer.windows.check import CheckFailed
from installer.windows.machine import machine_for_trial
from installer.windows.trial import STALE, Trial

TRIAL = build.WORK / "trial"
_OLDER = "0.0.1"


def older_setup(bundle: Path, work: Path) -> Path:
    """Make an installer of version 0.0.1 from the same bundle, with one file that the newer one does not bring."""
    stale = bundle / STALE
    stale.write_text("旧版的文件。\n", encoding="utf-8")
    target = work / product.setup_name(_OLDER)
    try:
        setup.compile_setup(bundle, build.PIECES, target, _OLDER, quick=True)
    finally:
        stale.unlink()
    return target


def main(arguments: Sequence[str]) -> int:
    """Carry out every check in its order; returns the status to exit with."""
    parser = argparse.ArgumentParser(description="真实地安装、运行、升级、卸载一次 Windows 安装程序。")
    parser.add_argument("setup", type=Path, help="要检验的安装程序")
    parser.add_argument("--previous", type=Path, help="旧版安装程序；不写明则用同一程序包做一个")
    asked = parser.parse_args(arguments)
    TRIAL.mkdir(parents=True, exist_ok=True)
    previous = asked.previous or older_setup(build.BUNDLE, TRIAL)
    with machine_for_trial(TRIAL, build.WORK) as machine:
        trial = Trial(machine, TRIAL, asked.setup, previous)
        for name, check in trial.checks().items():
            started = time.monotonic()
            try:
                told = check()
            except CheckFailed as error:
                print(f"未通过：{name}：{error}", file=sys.stderr)
                return 1
            print(
                f"通过：{name}{f'（{told}）' if told else ''}，{time.monotonic() - started:.1f} 秒",
                flush=True,
            )
    print("全部通过。请打开上面写明的截图看一眼：中文应清楚、完整。")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
