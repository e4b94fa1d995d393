"""A few members found, one a line: name, number and phone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.found import Hit
from model.text import mask_phone
from ui import theme
from ui.widgets import paint
from ui.widgets.buttons import PressButton
from ui.widgets.card import Card
from ui.widgets.label import Label

_MARGIN = 4
_NAME_SHARE = 0.45


class HitRow(PressButton):
    """One member found; the keyboard stays in the field, which moves the mark."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hit: Hit | None = None
        self.marked = False
        self._detail = ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_hit(self, hit: Hit, *, masked: bool) -> None:
        """Show a member, the phone with its middle hidden when `masked`."""
        self.hit = hit
        phone = mask_phone(hit.phone) if masked else hit.phone
        self._detail = f"{hit.number} · {phone or '—'}"
        self.set_caption(f"{hit.name} {self._detail}")
        self.show()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(theme.CONTROL_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hit is None:
            return
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        if self.marked or self.underMouse():
            paint.box(painter, rect, theme.color("accent_soft"), None, 8)
        inner = rect.adjusted(theme.px(10), 0, -theme.px(10), 0)
        name = QRectF(inner.left(), inner.top(), inner.width() * _NAME_SHARE, inner.height())
        rest = QRectF(name.right(), inner.top(), inner.right() - name.right(), inner.height())
        paint.text(painter, name, self.hit.name, theme.font(bold=True), theme.color("ink"))
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        paint.text(
            painter, rest, self._detail, theme.font("small", tabular=True), theme.color("muted_text"), align
        )


class HitList(Card):
    """`picked(Hit)` on a press; one row is marked for Enter. Without hits it can say a sentence."""

    picked = Signal(object)

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=_MARGIN, gap=0)
        self._rows = [HitRow(self) for _ in range(most)]
        self._none = Label("", "muted", wrap=True)
        self._shown = 0
        self.body.add(*self._rows, self._none)
        for row in self._rows:
            row.clicked.connect(self._on_row)
        self.hide()

    @property
    def count(self) -> int:
        """How many members are shown."""
        return self._shown

    def show_hits(self, hits: Sequence[Hit], *, masked: bool, none: str = "") -> None:
        """Show these, the first one marked; for nobody the sentence `none`, or nothing at all."""
        self._shown = min(len(hits), len(self._rows))
        for row, hit in zip(self._rows, hits, strict=False):
            row.show_hit(hit, masked=masked)
        for row in self._rows[self._shown :]:
            row.hide()
        self._none.setMargin(theme.px(8))
        self._none.setText("" if hits else none)
        self._none.setVisible(not hits and bool(none))
        self._mark(0)
        self.setVisible(bool(hits) or bool(none))

    def wanted_height(self) -> int:
        """Height in pixels of what is shown."""
        rows = max(self._shown, 1) * theme.px(theme.CONTROL_HEIGHT)
        return rows + theme.px(2 * _MARGIN) + 2

    def move_mark(self, by: int) -> None:
        """Mark the next or the previous row, round and round."""
        if self._shown:
            self._mark((self._marked() + by) % self._shown)

    def marked(self) -> Hit | None:
        """The member that Enter takes."""
        return self._rows[self._marked()].hit if self._shown else None

    def marked_words(self) -> str:
        """The marked row as it is read aloud."""
        return self._rows[self._marked()].caption if self._shown else self._none.text()

    def _mark(self, index: int) -> None:
        for at, row in enumerate(self._rows):
            row.marked = at == index
            row.update()

    def _marked(self) -> int:
        return next((at for at, row in enumerate(self._rows) if row.marked), 0)

    def _on_row(self) -> None:
        row = self.sender()
        if isinstance(row, HitRow) and row.hit is not None:
            self.picked.emit(row.hit)
