"""One piece as it would be printed, beside the form that it is made in: it follows what is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QImage, QPainter, QPainterPath, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.codes import QR_DIGITS
from model.errors import EnvironmentProblem, UserError
from model.record import dataclass
from services.printing.layouts import Layout
from ui import theme, wording
from ui.shell.context import PageContext
from ui.widgets import paint
from ui.widgets.label import Label
from ui.widgets.layouts import Column
from ui.widgets.retranslate import Retranslated

if TYPE_CHECKING:
    from services.printing.vouchers import PrintedItem

NO_QR: Final = "0" * QR_DIGITS
"""Has the size of a code and is none."""
NO_CODE: Final = "0000 0000 000"
_WIDTH: Final = 320
_WIDTH_MM, _HEIGHT_MM = 90, 54
_PAUSE_MS: Final = 150
"""Typing goes on meanwhile; then what was typed last is drawn."""

_FINER: Final = 2
"""Drawn larger than it is shown: small letters and the code stay clear."""

Make = Callable[[Any], "PrintedItem"]


def _width_px() -> int:
    # Large text leaves less room around the form.
    return theme.px(min(_WIDTH, _WIDTH / theme.scale() * 1.1))


@dataclass(frozen=True, slots=True)
class _Drawn:
    image: QImage
    missing: tuple[str, ...]


def _draw(read: Any, make: Make, language: str, width_px: int) -> _Drawn:
    # A form opens without the machinery for printing.
    from PySide6.QtPdf import QPdfDocument

    from services.printing.sheets import render_sheets

    rendered = render_sheets([make(read)], Layout.CARD, language)
    buffer = QBuffer()
    buffer.setData(QByteArray(rendered.data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    image = document.render(0, QSize(width_px, round(width_px * _HEIGHT_MM / _WIDTH_MM)))
    document.close()
    return _Drawn(image, rendered.missing)


class _Card(QWidget):
    """The piece with round corners, as it is cut."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_width_px(), round(_width_px() * _HEIGHT_MM / _WIDTH_MM))

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter = paint.painter_for(self)
        shape = QPainterPath()
        shape.addRoundedRect(rect, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        # Paper is white in the dark theme too.
        painter.fillPath(shape, QColor(theme.tokens("light")["surface"]))
        if not self._image.isNull():
            painter.setClipPath(shape)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, self._image)
            painter.setClipping(False)
        painter.setPen(theme.color("line_strong"))
        painter.drawPath(shape)


class PieceView(Retranslated, QWidget):
    """Draws what `show_item` is handed, off the GUI thread, the newest only; `drawn()` when it is there."""

    drawn = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._make: Make | None = None
        self._title = Label("", "caption")
        self.card = _Card(self)
        self._warning = Label("", "warning", wrap=True)
        self._warning.hide()
        self._missing: tuple[str, ...] = ()
        column = Column(self, gap=6)
        column.add(self._title, self.card, self._warning, None)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("印出来的样子"))
        self.card.setAccessibleName(self.tr("印出来的样子"))
        self._tell()
        self._draw_again()

    def restyle(self) -> None:
        self.card.updateGeometry()
        self._draw_again()

    def _draw_again(self) -> None:
        if self._make is not None and self.isVisible():
            self._pause.start()

    def show_item(self, make: Make) -> None:
        """Draw what `make(read)` answers; asked for again, only the last counts."""
        self._make = make
        self._draw_again()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw_again()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pause.stop()

    def _on_pause(self) -> None:
        width = round(_width_px() * self.devicePixelRatioF() * _FINER)
        language = self._context.settings.current.look.language
        self._context.jobs.read_latest(
            "piece_view",
            _draw,
            self._make,
            language,
            width,
            done=self._on_drawn,
            failed=self._on_failed,
            owner=self,
        )

    def _on_drawn(self, drawn: _Drawn) -> None:
        self.card.show_image(drawn.image)
        self._missing = drawn.missing
        self._tell()
        self.drawn.emit()

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._warning.setText(wording.word(error))
        self._warning.show()

    def _tell(self) -> None:
        warning = self.tr("这些字打印机没有字形，会印成 □：{characters}")
        self._warning.setText(warning.format(characters=" ".join(self._missing)))
        self._warning.setVisible(bool(self._missing))
