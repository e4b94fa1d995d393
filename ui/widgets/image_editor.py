"""Choosing a picture: a preview on paper, a file dialog, and taking it away again."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from model.errors import EnvironmentProblem, UserError
from ui import theme, wording
from ui.bus import UiJobs
from ui.widgets import paint, picture_file
from ui.widgets.buttons import KeyButton
from ui.widgets.layouts import Column, Line
from ui.widgets.picture_file import LOGO, Bounds
from ui.widgets.retranslate import Retranslated

_PNG: Final = b"\x89PNG"


class _Preview(Retranslated, QWidget):
    """The picture on paper white, as it will be printed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_data(self, data: bytes | None) -> None:
        self._picture = QPixmap()
        if data:
            self._picture.loadFromData(data, "PNG" if data.startswith(_PNG) else "JPEG")
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(180), theme.px(90))

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        token = "paper" if not self._picture.isNull() and "paper" in theme.tokens(theme.name()) else "panel"
        paint.box(painter, rect, theme.color(token), theme.color("line_strong"), theme.RADIUS_CONTROL)
        inner = rect.adjusted(8, 8, -8, -8)
        if self._picture.isNull():
            align = Qt.AlignmentFlag.AlignCenter
            none = self.tr("没有图片")
            paint.text(painter, inner, none, theme.font("small"), theme.color("muted_text"), align)
            return
        size = self._picture.size().scaled(inner.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        spot = QRectF(0, 0, size.width(), size.height())
        spot.moveCenter(inner.center())
        painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(spot.toRect(), self._picture)


class ImageEditor(Retranslated, QWidget):
    """A PNG, a JPEG within `bounds`, or none; the file chosen is read and shrunk off the GUI thread."""

    edited = Signal()
    problem_changed = Signal(str)

    def __init__(self, jobs: UiJobs, name: str = "", bounds: Bounds = LOGO) -> None:
        super().__init__()
        self._jobs = jobs
        self._bounds = bounds
        self._data: bytes | None = None
        self.setAccessibleName(name)
        self._preview = _Preview(self)
        self._choose = KeyButton(icon="image")
        self._remove = KeyButton(kind="quiet", icon="x")
        self._choose.clicked.connect(self._on_choose)
        self._remove.clicked.connect(self._on_remove)
        self.setFocusProxy(self._choose)
        buttons = Column(gap=4)
        buttons.add(None, self._choose, self._remove, None)
        row = Line(self, gap=12)
        row.add(self._preview, buttons, None)
        self.retranslate()
        self.show_value(None)

    def retranslate(self) -> None:
        self._choose.set_caption(self.tr("选择图片…"))
        self._remove.set_caption(self.tr("移除"))

    def show_value(self, value: object) -> None:
        self._data = value if isinstance(value, bytes) else None
        self._preview.show_data(self._data)
        self._remove.setVisible(self._data is not None)

    def read(self) -> object:
        return self._data

    def take_file(self, path: str) -> None:
        """Read the picture in a file, shrink it and show it; a problem is told beside the field."""
        self.problem_changed.emit("")
        self._jobs.read(
            picture_file.load,
            path,
            self._bounds,
            done=self._on_loaded,
            failed=self._on_failed,
            owner=self,
        )

    def _on_choose(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("选择图片"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("图片 (*.png *.jpg *.jpeg)")])
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def _on_remove(self) -> None:
        self.show_value(None)
        self.edited.emit()

    def _on_loaded(self, data: object) -> None:
        self.show_value(data)
        self.edited.emit()

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self.problem_changed.emit(wording.word(error))
