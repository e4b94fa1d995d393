"""A second start on the same shop file brings the first window to the front."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

_ANSWER_MS: Final = 500


def _server_name(shop_file: Path) -> str:
    """A name for this user and file that fits every system's limits."""
    fingerprint = hashlib.sha256(str(shop_file.resolve()).encode()).hexdigest()
    return f"guimi-{fingerprint[:24]}"


class OneWindow(QObject):
    """Answers a second start on the same file by bringing this window to the front."""

    asked = Signal()

    def __init__(self, shop_file: Path, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        name = _server_name(shop_file)
        if not self._server.listen(name):
            # Left by a program that was killed; this one holds the file's lock.
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.disconnectFromServer()
            self.bring_forward()

    def bring_forward(self) -> None:
        """Show the window over others."""
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()
        self.asked.emit()


def ask_first_window(shop_file: Path) -> bool:
    """Ask the program that holds this file to come to the front; whether one answered."""
    socket = QLocalSocket()
    socket.connectToServer(_server_name(shop_file))
    answered = socket.waitForConnected(_ANSWER_MS)
    if answered:
        socket.waitForDisconnected(_ANSWER_MS)
    socket.abort()
    return answered
