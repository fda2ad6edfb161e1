"""One running program for each user: a second start hands over what it was to open, and the first comes forward."""

import hashlib
import sys
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QThread, Signal

_ANSWER_MS = 2_000
_PAUSE_MS = 100
TRIES = 60
"""So often a second start looks for the first one's answer."""
_LOCK_NAME = "settlement-app.lock"


class Instance(QObject):
    """Whether this is the first program of the user, and the way from a second one to it.

    Where the folder cannot be written or the first does not answer, this one works on its own: a user is never left
    without a window, and the ledger has its own guard against two writers.
    """

    called = Signal(str)
    """A second start has handed over this ledger; empty where it named none."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._name = f"settlement-app-{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
        self._lock = QLockFile(str(folder / _LOCK_NAME))
        self._lock.setStaleLockTime(0)  # only the end of its process makes a lock stale, not its age
        self._server: QObject | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return
        self._lock.tryLock(0)

    @property
    def is_first(self) -> bool:
        """Whether no other program of this user is running."""
        return self._lock.isLocked() or self._lock.error() != QLockFile.LockError.LockFailedError

    def hand_over(self, ledger: str) -> bool:
        """Let the first program open a ledger (a whole path, or empty) and come forward; False if it is mute."""
        from PySide6.QtNetwork import QLocalSocket

        _allow_to_come_forward()
        socket = QLocalSocket()
        for _ in range(TRIES):  # the first may have begun a moment ago, and not listen yet
            socket.connectToServer(self._name)
            if socket.waitForConnected(_ANSWER_MS):
                break
            QThread.msleep(_PAUSE_MS)
            if self._lock.tryLock(0):
                return False  # it has ended meanwhile
        else:
            return False
        socket.write(ledger.encode())
        socket.disconnectFromServer()
        state = QLocalSocket.LocalSocketState.UnconnectedState
        return socket.state() == state or socket.waitForDisconnected(_ANSWER_MS)

    def listen(self) -> None:
        """Hear of later starts from here on; only the first program does."""
        if not self._lock.isLocked():
            return
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(
            self._name
        )  # what a killed program left: the lock says that none is running
        server.newConnection.connect(self._hear)
        self._server = server  # on Windows somebody who waits already is heard before ``listen`` returns
        server.listen(self._name)

    def give_up(self) -> None:
        """Let a later start be the first from here on: this program is about to end."""
        self._lock.unlock()

    def _hear(self) -> None:
        from PySide6.QtNetwork import QLocalServer

        assert isinstance(self._server, QLocalServer)
        socket = self._server.nextPendingConnection()  # the server's, and ends with it

        def ended() -> None:
            self.called.emit(bytes(socket.readAll().data()).decode(errors="replace"))

        if socket.state() == socket.LocalSocketState.UnconnectedState:
            ended()
        else:
            socket.disconnected.connect(ended)


def _allow_to_come_forward() -> None:
    """Windows lets a program come forward only with the leave of the one that the user has just started."""
    if sys.platform == "win32":
        import ctypes

        any_process = -1
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
