"""Exporting what is shown: choosing the file, progress with an estimate, and a way to stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QSizePolicy, QWidget

from model.errors import EnvironmentProblem, UserError
from services import exports
from services.exports import ExportColumn
from ui import wording
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.layouts import Line


class _Progress(QObject):
    """Carries how far the reader thread is to the GUI thread, and the wish to stop back."""

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


class ExportBar(Card):
    """Hidden until an export runs; the list stays usable meanwhile."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent, tone="info", margin=(14, 8, 8, 8))
        self._context = context
        self._wanted: tuple[Sequence[int], tuple[ExportColumn, ...], bool] = ((), (), True)
        self._target = Path()
        self._running: _Progress | None = None
        self._began = 0.0
        self._text = Label("", "info", elide=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = KeyButton()
        self._cancel.clicked.connect(self._on_cancel)
        line = Line(gap=12)
        line.add(self._text, self._bar, self._cancel)
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        self.body.addLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self._cancel.set_caption(self.tr("取消"))
        self._bar.setAccessibleName(self.tr("导出进度"))

    @property
    def is_running(self) -> bool:
        """Whether an export is under way."""
        return self._running is not None

    def ask(self, ids: Sequence[int], columns: tuple[ExportColumn, ...], *, masked: bool, name: str) -> None:
        """Ask for a file and export these members into it."""
        self._wanted = (ids, columns, masked)
        dialog = QFileDialog(self.window(), self.tr("导出会员"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("表格文件 (*.csv)")])
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(name)
        dialog.fileSelected.connect(self.start)
        dialog.open()

    def start(self, path: str) -> None:
        """Export into this file; a file that is there is replaced when all is written."""
        if self.is_running:
            return
        ids, columns, masked = self._wanted
        self._target = Path(path)
        self._running = _Progress(self)
        self._running.reported.connect(self._on_reported)
        self._began = time.monotonic()
        self._on_reported(0, len(ids))
        self.show()
        self._context.jobs.read(
            exports.members,
            ids,
            columns,
            self._target,
            masked,
            self._running,
            done=self._on_done,
            failed=self._on_failed,
            owner=self,
        )

    def _on_reported(self, done: int, total: int) -> None:
        self._bar.setRange(0, 1000)
        self._bar.setValue(done * 1000 // max(total, 1))
        told = self.tr("正在导出 {done} / {total}").format(done=f"{done:,}", total=f"{total:,}")
        spent = time.monotonic() - self._began
        if 0 < done < total and spent > 1:
            left = round(spent * (total - done) / done) or 1
            told = self.tr("{told} · 约剩 {seconds} 秒").format(told=told, seconds=left)
        self._text.setText(told)

    def _on_cancel(self) -> None:
        if self._running is not None:
            self._running.stop()

    def _finish(self) -> None:
        if self._running is not None:
            self._running.deleteLater()
        self._running = None
        self.hide()

    def _on_done(self, written: int) -> None:
        stopped = self._running is not None and self._running.cancelled()
        self._finish()
        if stopped:
            self._context.toast("warning", self.tr("已取消导出，没有留下文件"))
            return
        told = self.tr("已导出 {count} 位会员到 {file}")
        self._context.toast("good", told.format(count=f"{written:,}", file=self._target.name))

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._finish()
        self._context.toast("error", wording.word(error))
