"""Long work with a bar, an estimate and a way to stop; the page stays usable meanwhile."""

from __future__ import annotations

import threading
import time

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.widgets.buttons import KeyButton
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated


class Progress(QObject):
    """Carries how far a thread is to the GUI thread, and the wish to stop back."""

    reported = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = threading.Event()

    def report(self, done: int, total: int) -> None:
        self.reported.emit(done, total)

    def cancelled(self) -> bool:
        return self._stop.is_set()

    def stop(self) -> None:
        self._stop.set()


class ProgressLine(Retranslated, QWidget):
    """Hidden until work begins; `begin` makes the progress that the work reports to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = ""
        self._began = 0.0
        self._running: Progress | None = None
        self._text = Label("", "caption", elide=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._cancel = KeyButton("", kind="quiet", icon="x")
        self._cancel.clicked.connect(self._on_cancel)
        left = Column(gap=4)
        left.add(None, self._text, self._bar, None)
        line = Line(self, gap=8)
        line.addLayout(left, 1)
        line.add(self._cancel)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self._cancel.set_caption(self.tr("取消"))
        self._bar.setAccessibleName(self.tr("进度"))

    @property
    def is_running(self) -> bool:
        """Whether work is under way."""
        return self._running is not None

    def begin(self, what: str, total: int) -> Progress:
        """Show the bar for work that begins; `what` is a few words: `正在发券`."""
        self._what = what
        self._began = time.monotonic()
        self._running = Progress(self)
        self._running.reported.connect(self._on_reported)
        self._cancel.setEnabled(True)
        self._on_reported(0, total)
        self.show()
        return self._running

    def stop(self) -> None:
        """Ask the work to stop; the part under way is finished."""
        if self._running is not None:
            self._running.stop()

    def end(self) -> bool:
        """Hide the bar; True when somebody had asked to stop."""
        stopped = self._running is not None and self._running.cancelled()
        if self._running is not None:
            self._running.deleteLater()
        self._running = None
        self.hide()
        return stopped

    def _on_reported(self, done: int, total: int) -> None:
        self._bar.setValue(done * 1000 // max(total, 1))
        told = f"{self._what} {done:,} / {total:,}"
        spent = time.monotonic() - self._began
        if 0 < done < total and spent > 1:
            left = round(spent * (total - done) / done) or 1
            told = self.tr("{told} · 约剩 {seconds} 秒").format(told=told, seconds=left)
        self._text.setText(told)

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self.stop()
