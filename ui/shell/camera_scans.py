"""The camera in a scanner's place: its key, and its codes handed on as a scanner's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut

from ui.camera.memory import CameraMemory
from ui.widgets.sheet import top_sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.bus import UiJobs
    from ui.camera.source import FrameSource
    from ui.shell.session import Session

KEY: Final = "Ctrl+F6"


class CameraScans(QObject):
    """Opens the camera's sheet wherever a scan is listened to; `make_source` is for tests and the tour."""

    def __init__(
        self, window: QWidget, jobs: UiJobs, session: Session, scanned: Callable[[str], None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._session = session
        self._scanned = scanned
        self._memory = CameraMemory()
        self.make_source: Callable[[QObject], FrameSource] | None = None
        shortcut = QShortcut(QKeySequence(KEY), window)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.open)

    def has_found(self) -> bool:
        """Whether the sheet shows what it found and is about to close."""
        from ui.camera.sheet import CameraSheet, State

        top = top_sheet(self._window)
        return isinstance(top, CameraSheet) and top.state is State.FOUND

    def open(self) -> None:
        """Show the sheet; does nothing over a sheet that doesn't listen to scans, or twice."""
        from ui.camera.sheet import CameraSheet
        from ui.camera.source import open_source

        top = top_sheet(self._window)
        if isinstance(top, CameraSheet) or (top is not None and not hasattr(top, "scanned")):
            return
        make = self.make_source or open_source
        sheet = CameraSheet(self._window, self._jobs, self._session, self._memory, make)
        sheet.found.connect(self._scanned)
        sheet.show()
