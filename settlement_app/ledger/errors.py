"""What the surroundings do to a ledger; each is told in words with exit status 3, and nothing is changed."""


class LedgerError(Exception):
    """The ledger cannot be used as it is: ``code`` for programs, the message for people."""

    def __init__(self, code: str, message: str, details: tuple[str, ...] = ()) -> None:
        self.code = code
        self.message = message
        self.details = details
        super().__init__(message)


def missing(path: object) -> LedgerError:
    """There is no such file; a read never makes one."""
    return LedgerError("ledger_missing", f"没有台账文件 {path}；请核对 --ledger，或用 settle init 新建")


def missing_backup(path: object) -> LedgerError:
    """There is no backup of that name to restore from."""
    return LedgerError("backup_missing", f"没有备份文件 {path}；没有恢复，请核对文件名和文件夹")


def not_a_ledger(path: object) -> LedgerError:
    """The file is something else."""
    return LedgerError("not_a_ledger", f"{path} 不是结算台账；文件未作任何改动，请核对 --ledger")


def unreadable(path: object, reason: str) -> LedgerError:
    """The system does not let us read the file."""
    return LedgerError("ledger_unreadable", f"台账 {path} 无法读取（{reason}）；请检查文件、磁盘和权限")


def damaged(path: object, reason: str) -> LedgerError:
    """The file is a ledger that SQLite cannot read whole."""
    return LedgerError(
        "ledger_damaged",
        f"台账 {path} 已损坏（{reason}）；文件未作任何改动，请用 settle ledger restore 从备份恢复",
    )


def spoiled(reason: str) -> LedgerError:
    """Rows hold what this program never writes: another program has changed them."""
    return LedgerError(
        "ledger_damaged",
        f"台账内容被其他程序改动，无法读取（{reason}）；"
        "请用 settle ledger verify 查明，并用 settle ledger restore 从备份恢复",
    )


def newer(path: object) -> LedgerError:
    """The file was written by a newer program."""
    return LedgerError(
        "ledger_newer", f"台账 {path} 由更新版本的程序写成；文件未作任何改动，请升级本程序后再打开"
    )


def older(path: object) -> LedgerError:
    """The file was written by an older program, and was not brought up to date when it was opened."""
    return LedgerError(
        "ledger_older", f"台账 {path} 由较旧版本的程序写成，须先升级；本次操作没有执行，请重新打开台账"
    )


def locked(path: object) -> LedgerError:
    """Another program is writing."""
    return LedgerError("ledger_locked", f"台账 {path} 正被另一程序占用；本次操作没有执行，请稍后再试")


def not_writable(path: object, reason: str) -> LedgerError:
    """The file or its folder cannot be written, or the disk is full."""
    return LedgerError(
        "ledger_not_writable", f"台账 {path} 无法写入（{reason}）；本次操作没有执行，请检查磁盘空间和权限"
    )


def unfinished(path: object) -> LedgerError:
    """A crash left a write half done, and it cannot be undone because nothing may be written here."""
    return LedgerError(
        "ledger_not_writable",
        f"台账 {path} 上次写入中断，须先还原，但现在无法写入；请取得写入权限后再打开一次",
    )
