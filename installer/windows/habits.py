"""The checks of what Windows does to files as no other system does, each ending in words and leaving all as it was."""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from installer.windows import product
from installer.windows.check import expect
from installer.windows.machine import Done, Machine, waited_for
from settlement_app.ledger.format import SCHEMA_VERSION

# Opens a file, shared with other programs as it is told, and keeps it open.
_HOLD = """
import _winapi, pathlib, sys, time
_winapi.CreateFile(sys.argv[1], _winapi.GENERIC_READ, int(sys.argv[2]), 0, _winapi.OPEN_EXISTING, 0, 0)
pathlib.Path(sys.argv[3]).touch()
time.sleep(600)
"""
# Says which face the window has, and those parts of it for which Windows has a face of its own.
_FACES = """
import sys
sys.path.insert(0, sys.argv[1])
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QMessageBox, QStatusBar, QTableView, QWidget
from settlement_app.gui import theme
application = QApplication([])
theme.apply(application)
for kind in (QWidget, QTableView, QMenu, QMenuBar, QMessageBox, QStatusBar):
    print(kind().font().family(), kind().font().pointSizeF())
"""
# What a viewer leaves to others: nothing at all, or to read and write, but not to put another file in its place.
_SHARING = (0, 3)
_VERSION_1 = Path(__file__).parents[2] / "tests" / "upgrades" / "v1.sql"
_MISUSED, _LEDGER_REFUSED = 2, 3  # exit statuses of the command line
_LONGEST = 259  # characters of a path, unless Windows was told to allow more


@dataclass(frozen=True)
class Habits:
    """The installed command line, and a ledger with a second quarter posted beside which files may be made."""

    machine: Machine
    console: Path
    ledger: Path

    def checks(self) -> Mapping[str, Callable[[], str]]:
        """Every check by its name."""
        return {
            "打开着的 PDF 不被替换": self.replace_open_file,
            "旧版本的台账": self.upgrade_older,
            "更新版本的台账": self.refuse_newer,
            "过长的路径": self.name_too_long,
            "网络上的台账": self.work_on_a_share,
            "表格、菜单和提示的字体": self.one_face,
        }

    def replace_open_file(self) -> str:
        """A PDF that another program shows stays whole; the sentence names it; once closed it can be replaced."""
        paper = self.ledger.with_name("打开着的 结算单.pdf")
        done = self._render(paper)
        expect(done.status == 0, done.out)
        before = _digest(paper)
        for sharing in _SHARING:
            with self._held(paper, sharing):
                done = self._render(paper)
            expect(done.status == _MISUSED, f"退出代码是 {done.status}，应为 {_MISUSED}：{done.out}")
            told = paper.name in done.out and "正被其他程序打开" in done.out
            expect(told, f"没有说明哪个文件正被打开：{done.out}")
            expect(_digest(paper) == before, "打开着的 PDF 变了")
            parts = [path.name for path in paper.parent.iterdir() if path.suffix == ".part"]
            expect(not parts, f"留下了没写完的文件：{'、'.join(parts)}")
        done = self._render(paper)
        expect(done.status == 0, f"文件关闭后仍不能替换：{done.out}")
        return f"{len(_SHARING)} 种打开方式"

    def upgrade_older(self) -> str:
        """A ledger of version 1 is upgraded at its first use, after a copy that stays what it was."""
        older = self.ledger.with_name("旧版本.settlement")
        with closing(sqlite3.connect(older)) as db:
            db.executescript(_VERSION_1.read_text(encoding="utf-8"))
        done = self._settle("--ledger", older, "--project", "PX", "quarter", "show", "2019Q4")
        expect(done.status == 0 and "升级前的备份" in done.out, f"旧版本的台账没有升级：{done.out}")
        copy = older.with_name("旧版本-备份") / "升级前-第1版.settlement"
        for ledger, version in ((older, SCHEMA_VERSION), (copy, 1)):
            with closing(sqlite3.connect(ledger)) as db:
                ((found,),) = db.execute("PRAGMA user_version")
            expect(found == version, f"{ledger.name} 是第 {found} 版，应为第 {version} 版")
            checked = self._settle("--ledger", ledger, "ledger", "verify")
            expect(checked.status == 0, f"{ledger.name} 未通过核对：{checked.out}")
        return ""

    def refuse_newer(self) -> str:
        """A ledger of a newer program is refused in words, and not touched."""
        newer = Path(shutil.copyfile(self.ledger, self.ledger.with_name("更新版本.settlement")))
        with closing(sqlite3.connect(newer)) as db:
            db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        before = _digest(newer)
        done = self._settle("--ledger", newer, "quarter", "show", "2019Q4")
        expect(
            done.status == _LEDGER_REFUSED, f"退出代码是 {done.status}，应为 {_LEDGER_REFUSED}：{done.out}"
        )
        expect(newer.name in done.out and "请升级本程序" in done.out, f"没有说明要升级程序：{done.out}")
        expect(_digest(newer) == before, "更新版本的台账变了")
        return ""

    def name_too_long(self) -> str:
        """A path longer than Windows takes is told as one; where it was told to allow more, the file is written."""
        folder = self.ledger.parent
        while len(self.machine.there(folder)) <= _LONGEST:
            folder /= "很长的文件夹名" * 4
        done = self._settle("--ledger", folder / "新.settlement", "init", "--template", "12333-2019")
        expect(done.status == 0 or "路径太长" in done.out, f"没有说明路径太长：{done.out}")
        name = "很长的文件名" * 50  # no system stores a name of 300 characters
        refused = self._settle("--ledger", self.ledger.with_name(f"{name}.settlement"), "ledger", "verify")
        expect(
            refused.status == _LEDGER_REFUSED and "路径太长" in refused.out,
            f"没有说明路径太长：{refused.out}",
        )
        return "系统允许长路径" if done.status == 0 else "系统不允许长路径"

    def work_on_a_share(self) -> str:
        """A ledger named by its server is changed, verified, backed up, printed from and opened in the window."""
        folder = self.ledger.parent / "共享 文件夹"
        folder.mkdir()
        shutil.copyfile(self.ledger, folder / self.ledger.name)
        share = self.machine.shared(folder)
        ledger = rf"{share}\{self.ledger.name}"
        changed = ("--by", "张经办", "contract", "set", "number", "合同〔2019〕2号", "--reason", "网络上登记")
        for line in (changed, ("ledger", "verify"), ("ledger", "backup", rf"{share}\副本.settlement")):
            done = self._settle("--ledger", ledger, *line)
            expect(done.status == 0, f"{share} 上的台账，{' '.join(line[-2:])}：{done.out}")
        done = self._render(rf"{share}\结算单.pdf", ledger)
        expect(done.status == 0, done.out)
        for name in ("副本.settlement", "结算单.pdf"):
            expect((folder / name).is_file(), f"{share} 上没有 {name}")
        window = self.console.with_name(f"{product.WINDOW}.exe")
        done = self.machine.run(window, "--ledger", ledger, "--exit-after-first-paint")
        expect(done.status == 0, f"窗口没有打开 {ledger}（{done.status}）{done.out}")
        return share

    def one_face(self) -> str:
        """Tables, menus and messages have the window's face: Windows has others for them, which Qt would take."""
        seen = self.machine.run(self.machine.python, "-X", "utf8", "-c", _FACES, product.PROJECT)
        faces = seen.out.split("\n")
        expect(seen.status == 0 and len(set(filter(None, faces))) == 1, f"字体不止一种：{seen.out}")
        return faces[0]

    def _render(self, paper: Path | str, ledger: Path | str | None = None) -> Done:
        return self._settle(
            "--ledger", ledger or self.ledger, "--by", "张经办",
            "document", "render", "settlement", "2019Q2", "-o", paper, "--force",
        )  # fmt: skip

    def _settle(self, *arguments: object) -> Done:
        return self.machine.run(self.console, *arguments)

    @contextmanager
    def _held(self, file: Path, sharing: int) -> Iterator[None]:
        """The file open in another program."""
        mark = file.with_name("已打开")
        with self.machine.running(self.machine.python, "-c", _HOLD, file, sharing, mark):
            expect(waited_for(mark.exists, 60), "另一程序没有打开文件")
            yield
        mark.unlink()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
