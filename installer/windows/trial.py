"""The checks of an installer, one after the other on one machine; each raises CheckFailed or tells what it saw."""

import csv
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from installer.windows import product
from installer.windows.check import expect
from installer.windows.habits import Habits
from installer.windows.machine import Done, Machine, waited_for

_DAY = "2020-03-02"
_COMMON = ("--by", "张经办")
_UNINSTALL_KEY = rf"Software\Microsoft\Windows\CurrentVersion\Uninstall\{product.KEY}"
_TYPE_KEY = rf"Software\Classes\{product.KEY}.Ledger"
_SUFFIX_KEY = rf"Software\Classes\{product.SUFFIX}"
_SETTINGS_KEY = r"Software\settlement\settlement-app"  # QSettings in gui/preferences.py
_LEDGER = "12333-2019-示例.settlement"
STALE = "旧版文件.txt"
"""What only the older installer that verify.py makes brings."""
_RUNNING = 3  # the installer's exit code, in setup.nsi
_SHOWN = (
    ("contract", "show"),
    ("quarter", "show", "2019Q1"),
    ("quarter", "show", "2019Q4"),
    ("assessment", "show", "2019Q3"),
    ("deduction", "list"),
    ("actuals", "show", "2019"),
    ("clearance", "show", "2019"),
    ("payment", "list"),
    ("invoice", "list"),
    ("document", "list"),
    ("ledger", "journal"),
    ("ledger", "verify"),
    ("words", "1255500.00"),
)


class Trial:
    """One machine, the installer and an older one."""

    def __init__(self, machine: Machine, work: Path, setup: Path, previous: Path) -> None:
        machine.more["SETTLEMENT_TODAY"] = _DAY
        self.machine, self.setup, self.previous = machine, setup, previous
        self.home = machine.folder("LOCALAPPDATA") / "Programs" / product.KEY
        self.menu = machine.folder("APPDATA") / "Microsoft/Windows/Start Menu/Programs" / product.NAME
        self.papers = machine.folder("USERPROFILE") / "Documents" / "结算 试验"
        self.mark = machine.folder("LOCALAPPDATA") / "State/settlement/settlement-app.lock"  # gui/instance.py
        self.source = work / "source"
        self.pictures = work
        self.scratch = work / "registry.reg"
        self.users_file = self.home / "_internal" / "本人的文件.txt"
        shutil.rmtree(self.source, ignore_errors=True)
        shutil.rmtree(self.papers, ignore_errors=True)

    def checks(self) -> Mapping[str, Callable[[], str]]:
        """Every check by its name, in the order in which one builds on the other."""
        return {
            "旧版静默安装": self.install_previous,
            "演示全年，与源程序相同": self.demonstrate,
            "升级，设置、台账和用户的文件不变": self.upgrade,
            "查询和导出与源程序相同": self.compare,
            "导入工作簿": self.import_workbook,
            **Habits(self.machine, self._program(product.CONSOLE), self.papers / _LEDGER).checks(),
            "窗口": self.show_window,
            "程序运行时拒绝安装和卸载": self.refuse_while_running,
            "第二次启动交给第一个窗口": self.start_twice,
            "卸载": self.uninstall,
        }

    # --- the checks ---------------------------------------------------------------------------

    def install_previous(self) -> str:
        """A silent installation puts files, links and keys where they belong."""
        started = time.monotonic()
        self._install(self.previous)
        seconds = time.monotonic() - started
        for name in (product.WINDOW, product.CONSOLE, "uninstall"):
            expect((self.home / f"{name}.exe").is_file(), f"没有 {name}.exe")
        expect((self.menu / f"{product.NAME}.lnk").is_file(), "开始菜单里没有快捷方式")
        expect(f'"DisplayName"="{product.NAME}"' in self._key(_UNINSTALL_KEY), "卸载列表里没有本程序")
        expect(f"{product.WINDOW}.exe" in self._key(_TYPE_KEY), "台账文件没有关联到本程序")
        expect(f"{product.KEY}.Ledger" in self._key(_SUFFIX_KEY), f"{product.SUFFIX} 没有关联")
        size = sum(path.stat().st_size for path in self.home.rglob("*") if path.is_file())
        return f"安装 {seconds:.1f} 秒，占用 {size / 1e6:.1f} MB"

    def demonstrate(self) -> str:
        """The demonstration says and writes the same as the source does here, and its ledger verifies."""
        ours = self._ours("--json", "demo", "-o", self.source)
        theirs = self._settle("--json", "demo", "-o", self.papers)
        expect(theirs.status == 0, theirs.out)
        accounts = [json.loads(done.out)["account"] for done in (ours, theirs)]
        expect(accounts[0] == accounts[1], "演示的记述不同")
        names = {path.relative_to(self.source) for path in self.source.rglob("*") if path.is_file()}
        differing = [
            name for name in sorted(names) if _digest(self.source / name) != _digest(self.papers / name)
        ]
        # SQLite notes its own version in a ledger, and lays its pages out as that version does.
        unlike = [
            name
            for name in differing
            if name.suffix != product.SUFFIX or _rows(self.source / name) != _rows(self.papers / name)
        ]
        expect(not unlike, f"与源程序不同：{'、'.join(map(str, unlike))}")
        verified = self._settle("--ledger", self.papers / _LEDGER, "--json", "ledger", "verify")
        expect(verified.status == 0 and json.loads(verified.out)["ok"], verified.out)
        papers, ledgers = (
            sum(name.suffix == suffix for name in names) for suffix in (".pdf", product.SUFFIX)
        )
        return f"{papers} 份单据和工作簿逐字节相同，{ledgers} 个台账逐行相同"

    def upgrade(self) -> str:
        """The newer installer replaces all of the older program, and nothing else."""
        self.users_file.write_text("本人的文件。\n", encoding="utf-8")
        self.machine.set_value(_SETTINGS_KEY, "by", "试验员")
        ledger = _digest(self.papers / _LEDGER)
        self._install(self.setup)
        version = product.version()
        expect(f'"DisplayVersion"="{version}"' in self._key(_UNINSTALL_KEY), f"版本不是 {version}")
        expect(not (self.home / STALE).exists(), "旧版的文件还在")
        expect(self.users_file.is_file(), "用户放在程序文件夹里的文件不见了")
        expect('"by"=' in self._key(_SETTINGS_KEY), "设置不见了")
        expect(_digest(self.papers / _LEDGER) == ledger, "台账变了")
        changed = self._settle(
            "--ledger", self.papers / _LEDGER, "--json", *_COMMON, "contract", "set", "number", "合同〔2019〕1号",
            "--reason", "升级后登记",
        )  # fmt: skip
        expect(changed.status == 0, f"升级后的程序不能改台账：{changed.out}")
        older = self.machine.run(self.previous, "/S")
        expect(older.status != 0, "旧版安装程序覆盖了新版")
        return f"版本 {version}"

    def compare(self) -> str:
        """What is shown as JSON, and what is exported, is the same as from the source here on the same ledger."""
        copy = self.source.with_name("升级后.settlement")
        shutil.copyfile(self.papers / _LEDGER, copy)
        for line in _SHOWN:
            ours = self._ours("--ledger", copy, "--json", *_COMMON, *line)
            theirs = self._settle("--ledger", self.papers / _LEDGER, "--json", *_COMMON, *line)
            expect(theirs.status == ours.status == 0, f"{' '.join(line)}：{theirs.out}{ours.out}")
            expect(json.loads(ours.out) == json.loads(theirs.out), f"{' '.join(line)} 的结果不同")
        for kind in ("xlsx", "beancount", "hledger"):
            here, there = self.source / f"账簿.{kind}", self.papers / f"账簿.{kind}"
            done = self._ours("--ledger", copy, "export", kind, here)
            expect(done.status == 0, done.out)
            done = self._settle("--ledger", self.papers / _LEDGER, "export", kind, there)
            expect(done.status == 0, done.out)
            expect(_digest(here) == _digest(there), f"导出的 {kind} 不同")
        return f"{len(_SHOWN)} 个命令，3 种导出"

    def import_workbook(self) -> str:
        """A workbook that another program wrote is read into a new ledger, to the same total as the source's."""
        import openpyxl

        workbook = openpyxl.Workbook()
        sheet = workbook.active
        assert sheet is not None
        with (product.PROJECT / "resources" / "demo" / "2019年实际费用.csv").open(encoding="utf-8") as file:
            for number, row in enumerate(csv.reader(file)):
                sheet.append([*row[:1], *(row[1:] if number == 0 else map(float, row[1:]))])
        book, ledger = self.papers / "人员经费 2019.xlsx", self.papers / "新台账.settlement"
        workbook.save(book)
        for line in (("init", "--template", "12333-2019"), ("actuals", "import", book)):
            done = self._settle("--ledger", ledger, "--json", *_COMMON, *line)
            expect(done.status == 0, done.out)
        total = self._shown(ledger, "actuals", "show", "2019")["total"]
        expected = self._shown(self.papers / _LEDGER, "actuals", "show", "2019")["total"]
        expect(total == expected, f"合计 {total} 分，应为 {expected} 分")
        return f"合计 {total} 分"

    def show_window(self) -> str:
        """The window on the demonstration draws a picture with Chinese in it, to be looked at by a person."""
        picture = self.pictures / "窗口.png"
        picture.unlink(missing_ok=True)
        ledger = self.papers / _LEDGER
        place = ("--ledger", ledger, "--page", "settlement", "--quarter", "2019Q2")
        done = self.machine.run(self._program(product.WINDOW), *place, "--screenshot", picture)
        expect(done.status == 0 and picture.is_file(), f"没有画出窗口（{done.status}）{done.out}")
        started = time.monotonic()
        done = self.machine.run(self._program(product.WINDOW), *place, "--exit-after-first-paint")
        expect(done.status == 0, f"窗口没有正常结束（{done.status}）{done.out}")
        return f"截图 {picture}，启动到画好 {time.monotonic() - started:.1f} 秒"

    def refuse_while_running(self) -> str:
        """Neither installer nor uninstaller touches a program that is running, and both say so by their status."""
        with self._window() as window:
            before = self._installed_files()
            done = self.machine.run(self.setup, "/S")
            expect(done.status == _RUNNING, f"安装程序的退出代码是 {done.status}，应为 {_RUNNING}")
            self.machine.run(self._program("uninstall"), "/S", f"_?={self.machine.there(self.home)}")
            expect(self._installed_files() == before, "程序运行时，它的文件被动过")
            expect(window.poll() is None, "正在运行的程序被结束了")
        return ""

    def start_twice(self) -> str:
        """A second start hands its ledger to the first window and ends, even where the first has hardly begun."""
        other, window = self.papers / "新台账.settlement", self._program(product.WINDOW)
        with self._window() as first:
            self._start_again(first, other)
        self.machine.forget_value(_SETTINGS_KEY, "ledgers")
        self.mark.unlink(missing_ok=True)  # of a window that was ended from outside
        with self.machine.running(window, "--ledger", self.papers / _LEDGER) as first:
            expect(waited_for(self.mark.exists, 60), "第一个窗口没有留下记号")
            self._start_again(first, other)
        return "窗口已打开时，和刚启动时"

    def uninstall(self) -> str:
        """Everything of the program goes, and nothing of the user's."""
        ledger = _digest(self.papers / _LEDGER)
        self.machine.run(self._program("uninstall"), "/S")
        # It goes on by itself in a copy.
        gone = waited_for(lambda: self.machine.registry(_UNINSTALL_KEY, self.scratch) is None, 60)
        expect(gone, "卸载列表里还有本程序")
        left = [path for path in self.home.rglob("*") if path.is_file()]
        expect(left == [self.users_file], f"留下的文件：{'、'.join(map(str, left))}")
        expect(not self.menu.exists(), "开始菜单里还有快捷方式")
        for key in (_TYPE_KEY, _SUFFIX_KEY):
            expect(self.machine.registry(key, self.scratch) is None, f"注册表里还有 {key}")
        expect('"by"=' in self._key(_SETTINGS_KEY), "设置不见了")
        expect(_digest(self.papers / _LEDGER) == ledger, "台账变了")
        return ""

    # --- what they do -------------------------------------------------------------------------

    def _install(self, setup: Path) -> None:
        done = self.machine.run(setup, "/S")
        expect(done.status == 0, f"{setup.name} 的退出代码是 {done.status} {done.out}")

    def _program(self, name: str) -> Path:
        return self.home / f"{name}.exe"

    def _settle(self, *arguments: object) -> Done:
        """Run the installed command line."""
        return self.machine.run(self._program(product.CONSOLE), *arguments)

    def _ours(self, *arguments: object) -> Done:
        """Run this checkout's command line on this machine."""
        command = [sys.executable, "-m", "settlement_app", *map(str, arguments)]
        environment = {**os.environ, "SETTLEMENT_TODAY": _DAY}
        done = subprocess.run(
            command, cwd=product.PROJECT, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        return Done(done.returncode, done.stdout + done.stderr)

    def _shown(self, ledger: Path, *line: str) -> Any:
        done = self._settle("--ledger", ledger, "--json", *line)
        expect(done.status == 0, done.out)
        return json.loads(done.out)

    def _key(self, key: str) -> str:
        """Return a key's exported text, empty where there is none."""
        return self.machine.registry(key, self.scratch) or ""

    def _start_again(self, first: subprocess.Popen[bytes], ledger: Path) -> None:
        second = self.machine.run(self._program(product.WINDOW), ledger)
        expect(second.status == 0, f"第二次启动没有正常结束（{second.status}）{second.out}")
        expect(first.poll() is None, "第一个窗口结束了")
        opened = waited_for(lambda: self._has_opened(ledger.name), 60)
        expect(opened, "第一个窗口没有打开第二次启动时的台账")

    @contextmanager
    def _window(self) -> Iterator[subprocess.Popen[bytes]]:
        """The window on the demonstration's ledger, once it has opened that."""
        self.machine.forget_value(_SETTINGS_KEY, "ledgers")
        with self.machine.running(self._program(product.WINDOW), "--ledger", self.papers / _LEDGER) as window:
            expect(waited_for(lambda: self._has_opened(_LEDGER), 60), "窗口没有打开")
            yield window

    def _has_opened(self, ledger: str) -> bool:
        """Say whether a ledger is among those that the window opened last."""
        return ledger in self._key(_SETTINGS_KEY)

    def _installed_files(self) -> Mapping[Path, str]:
        return {path: _digest(path) for path in sorted(self.home.rglob("*")) if path.is_file()}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _rows(ledger: Path) -> list[str]:
    """Return everything in a ledger as SQL."""
    with closing(sqlite3.connect(ledger)) as db:
        return list(db.iterdump())
