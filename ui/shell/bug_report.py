"""Bugs, told honestly: what failed is shown and can be copied, and the counter goes on."""

from __future__ import annotations

import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ui import theme
from ui.widgets.buttons import KeyButton
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


def describe(error: BaseException) -> str:
    """The traceback as text, with the versions that matter for finding the bug."""
    import traceback

    from PySide6.QtCore import qVersion

    lines = "".join(traceback.format_exception(error))
    return f"Python {sys.version.split()[0]} · Qt {qVersion()} · {sys.platform}\n\n{lines}"


class BugSheet(Sheet):
    """Shows one bug; the program goes on when it is closed."""

    def __init__(self, parent: QWidget, report: str) -> None:
        super().__init__(parent, "", 640)
        self._words = Label("", wrap=True)
        self._text = QPlainTextEdit(report)
        self._text.setReadOnly(True)
        self._text.setFixedHeight(theme.px(220))
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._copy = KeyButton("", icon="copy")
        self._go_on = KeyButton("", "Enter", "primary")
        self._copy.clicked.connect(self._on_copy)
        self._go_on.clicked.connect(self.dismiss)
        self.body.add(self._words, self._text)
        self.set_buttons(self._copy, self._go_on)
        self.set_primary(self._go_on)
        self.retranslate()

    def retranslate(self) -> None:
        self.set_title(self.tr("程序出了错"))
        self._words.setText(
            self.tr("这一步没有完成；已保存的账不受影响，可以继续收银。请把下面的文字发给我们。")
        )
        self._text.setAccessibleName(self.tr("错误详情"))
        self._copy.set_caption(self.tr("复制"))
        self._go_on.set_caption(self.tr("继续"))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())


class BugReports(QObject):
    """Brings unexpected exceptions of every thread to one sheet over `window`, one at a time."""

    _happened = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._open: BugSheet | None = None
        self._happened.connect(self._on_happened, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over what Python does with uncaught exceptions, in this and in other threads."""
        sys.excepthook = self._on_uncaught
        threading.excepthook = self._on_thread_uncaught

    def report(self, error: BaseException) -> None:
        """Show a bug; from any thread."""
        self._happened.emit(error)

    def _on_uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        sys.__excepthook__(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt):
            self.report(error)

    def _on_thread_uncaught(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self._on_uncaught(args.exc_type, args.exc_value, args.exc_traceback)

    def _on_happened(self, error: BaseException) -> None:
        if self._open is not None:
            return
        self._open = BugSheet(self._window, describe(error))
        self._open.closed.connect(self._on_closed)
        self._open.show()

    def _on_closed(self) -> None:
        self._open = None
