"""A bare PySide6 window with one line to type into: the floor of starting and of memory."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from ui.bench import mark


class _FirstPaint(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and watched.hasFocus():
            mark.leave()
        return False


def main() -> int:
    app = QApplication(sys.argv[:1])
    window = QWidget()
    window.resize(1366, 768)
    edit = QLineEdit()
    QVBoxLayout(window).addWidget(edit)
    watch = _FirstPaint()
    edit.installEventFilter(watch)
    edit.setFocus()
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
