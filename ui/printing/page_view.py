"""Pages of a PDF as sheets of paper, rendered off the GUI thread, in steps of zoom."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from ui import theme
from ui.widgets import paint
from ui.widgets.layouts import Column
from ui.widgets.retranslate import Retranslated

ZOOM_STEPS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_START: Final = ZOOM_STEPS.index(1.25)
_SCREEN_DPI: Final = 96
_POINTS: Final = 72
_FIT_MARGIN: Final = 22
"""Half of what is around a sheet that fits: margins, shadow and frame, in design pixels."""
_ORDINARY_POINTS: Final = 340
"""From this width (120 mm) on it is no roll and no card: shown in its true size, all of its width."""
_LEAST_FIT: Final = 0.25
_MOST_FIT: Final = 2.0
_AROUND: Final = 280
"""Height of a sheet's head and buttons with the window's margin, in design pixels."""


class _Page(QWidget):
    """One sheet: white, with a soft shadow, as large as the zoom says."""

    def __init__(self, points: QSizeF, parent: QWidget) -> None:
        super().__init__(parent)
        self._points = points
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_zoom(self, zoom: float) -> QSize:
        """Resize to the zoom; answers the pixels an image of the sheet needs on this screen."""
        scale = theme.px(100) / 100 * zoom * _SCREEN_DPI / _POINTS
        sheet = QSize(round(self._points.width() * scale), round(self._points.height() * scale))
        margin = theme.px(8)
        self.setFixedSize(sheet + QSize(2 * margin, 2 * margin))
        return sheet * self.devicePixelRatioF()

    def show_image(self, image: QImage) -> None:
        """Show the rendered sheet."""
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        margin = theme.px(8)
        sheet = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        painter = paint.painter_for(self)
        paint.shadow(painter, sheet, 0)
        # Paper is white in the dark theme too.
        painter.fillRect(sheet, QColor(theme.tokens("light")["surface"]))
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(sheet, self._image)


class _Desk(QWidget):
    """What the sheets lie on."""

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("sunk"))


class PageView(Retranslated, QScrollArea):
    """Shows a PDF from memory; `zoom_changed` carries the factor (1.0 is the true size at 96 dpi).

    With `fit` the first sheet is shown whole in whatever room there is, until somebody zooms.
    """

    zoom_changed = Signal(object)

    def __init__(self, data: bytes, parent: QWidget | None = None, *, fit: bool = False) -> None:
        super().__init__(parent)
        self._fit = fit
        self._zoom = ZOOM_STEPS[_START]
        self._bytes = QByteArray(data)
        self._buffer = QBuffer(self._bytes, self)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument(self)
        self._document.load(self._buffer)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setDocument(self._document)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.pageRendered.connect(self._on_rendered)
        self._sheets = _Desk()
        self._pages = [
            _Page(self._document.pagePointSize(n), self._sheets) for n in range(self._document.pageCount())
        ]
        self._requests: dict[int, int] = {}
        if self.is_ordinary_paper:
            self._zoom = 1.0
        self._assemble()
        self._render()

    def _assemble(self) -> None:
        column = Column(self._sheets, margin=12, gap=8)
        column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        for page in self._pages:
            column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setWidget(self._sheets)
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def is_ordinary_paper(self) -> bool:
        """Whether it is A5 or larger."""
        return self.page_count > 0 and self._document.pagePointSize(0).width() >= _ORDINARY_POINTS

    @property
    def page_count(self) -> int:
        """How many sheets there are."""
        return len(self._pages)

    @property
    def zoom(self) -> float:
        """The factor shown."""
        return self._zoom

    def zoom_in(self) -> None:
        """One step larger."""
        self._choose_zoom(next((step for step in ZOOM_STEPS if step > self._zoom + 0.01), ZOOM_STEPS[-1]))

    def zoom_out(self) -> None:
        """One step smaller."""
        smaller = [step for step in ZOOM_STEPS if step < self._zoom - 0.01]
        self._choose_zoom(smaller[-1] if smaller else self._zoom)

    def fit(self) -> None:
        """Show the first sheet whole from now on."""
        self._fit = True
        self._fit_room()

    def _choose_zoom(self, zoom: float) -> None:
        self._fit = False
        self._set_zoom(zoom)

    def _fit_room(self) -> None:
        if not self._fit or not self._pages:
            return
        points = self._document.pagePointSize(0)
        room = self.size() - QSize(2, 2) * theme.px(_FIT_MARGIN)
        pixels = theme.px(100) / 100 * _SCREEN_DPI / _POINTS
        zoom = min(room.width() / points.width(), room.height() / points.height()) / pixels
        self._set_zoom(min(max(zoom, _LEAST_FIT), _MOST_FIT))

    def is_rendered(self) -> bool:
        """Whether every sheet shows its contents."""
        return not self._requests

    def restyle(self) -> None:
        self._render()
        self._fit_room()

    def sizeHint(self) -> QSize:
        room = max(theme.px(200), self.window().height() - theme.px(_AROUND))
        return QSize(theme.px(480), min(self._sheets.sizeHint().height() + 2, room))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(200))

    def _set_zoom(self, zoom: float) -> None:
        if abs(zoom - self._zoom) < 0.005:
            return
        self._zoom = zoom
        self._render()
        self._lay_sheets()
        self.zoom_changed.emit(self.zoom)

    def _lay_sheets(self) -> None:
        """Place the sheets by the size they have now: until it is shown, Qt would not."""
        layout = self._sheets.layout()
        if layout is not None:
            self._sheets.resize(self.viewport().size().expandedTo(layout.minimumSize()))
            layout.setGeometry(self._sheets.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_room()

    def _render(self) -> None:
        for number, page in enumerate(self._pages):
            request = self._renderer.requestPage(number, page.set_zoom(self.zoom))
            self._requests[number] = request
        self.updateGeometry()

    def _on_rendered(self, number: int, size: QSize, image: QImage, options: object, request: int) -> None:
        if self._requests.get(number) == request:
            del self._requests[number]
            self._pages[number].show_image(image)
