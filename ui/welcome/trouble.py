"""When a shop file can't be opened as it is: what happened, and the ways on from here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QPalette
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from model.errors import EnvironmentProblem
from ui import theme, wording
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated
from ui.widgets.tab_order import FollowsTheEye


class TroubleWindow(Retranslated, FollowsTheEye, QWidget):
    """Offers a backup, another file or, where no harm can come of it, to open all the same.

    Signals: `restore()`, `open_anyway()`, `open_file(Path)`; closing it ends the program.
    `backup_label` names the newest backup (time and size as text), empty when there is none.
    """

    restore = Signal()
    open_anyway = Signal()
    open_file = Signal(object)
    closing = Signal()

    def __init__(self, problem: EnvironmentProblem, file: Path, backup_label: str) -> None:
        super().__init__()
        self._problem = problem
        self._file = file
        self._backup_label = backup_label
        self._title = Label("", "title", size="title", wrap=True)
        self._text = Label("", "body", wrap=True)
        self._path = Label(str(file), "caption", wrap=True)
        self._failed = Label("", "error", wrap=True)
        self._failed.hide()
        self._restore = KeyButton("", "Enter", "primary", icon="clock-counter-clockwise", big=True)
        self._anyway = KeyButton("", big=True)
        self._other = KeyButton("", icon="folder-open", big=True)
        self._quit = KeyButton("", kind="quiet", big=True)
        self._restore.setVisible(bool(backup_label))
        self._anyway.setVisible(problem.code == "file.wal_missing")
        self._restore.clicked.connect(self.restore)
        self._anyway.clicked.connect(self.open_anyway)
        self._other.clicked.connect(self._on_other)
        self._quit.clicked.connect(self.close)
        self._assemble()
        self.retranslate()

    def _assemble(self) -> None:
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        card = Card(self, margin=28, gap=12)
        card.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        card.setFixedWidth(theme.px(600))
        card.body.add(self._title, self._text, self._path, self._failed)
        card.body.add(self._restore, self._anyway, self._other, self._quit)
        outer = Column(self, margin=24)
        outer.addStretch(1)
        # Centred by stretches: an alignment would ignore that wrapped lines need height for their width.
        across = Line()
        across.add(None, card, None)
        outer.addLayout(across)
        outer.addStretch(1)
        self.resize(1024, 640)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("闺蜜"))
        self._title.setText(self.tr("店铺文件打不开"))
        self._text.setText(wording.word(self._problem))
        backup = self.tr("用备份恢复（{backup}）").format(backup=self._backup_label)
        self._restore.set_caption(backup)
        self._anyway.set_caption(self.tr("仍然打开"))
        self._other.set_caption(self.tr("打开另一个文件…"))
        self._quit.set_caption(self.tr("退出"))

    def show_failure(self, sentence: str) -> None:
        """Say that the way chosen didn't work either."""
        self._failed.setText(sentence)
        self._failed.show()

    def _on_other(self) -> None:
        dialog = QFileDialog(self, self.tr("打开另一个文件…"), str(self._file.parent))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file)
        dialog.open()

    def _on_file(self, file: str) -> None:
        self.open_file.emit(Path(file))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
