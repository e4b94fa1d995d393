"""What a member holds in the left panel, as painted cards: the first few, then all of them, however many.

Session packs and vouchers are shown so. A few are buttons; where there are many, they are the rows of a
list that scrolls and can be narrowed by name, so that a thousand cost no more than those in sight.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from model.record import dataclass
from ui import theme
from ui.widgets import paint, scrolling
from ui.widgets.buttons import KeyButton, PressButton
from ui.widgets.chip import Tone, tone_colors
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated
from ui.widgets.row_list import ROW_ROLE, PaintedRows

SHOWN: Final = 3
BUTTONS: Final = 12
"""So many are buttons when all are shown; more are rows of a list."""
ROWS: Final = 6
"""Rows of the list in sight."""
HEIGHT: Final = 54
_GAP: Final = 6
_FIGURE: Final = 56
_SIZES: Final[tuple[theme.Size, ...]] = ("title", "large", "body", "small")
_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True, slots=True)
class Face:
    """What a card shows: a `figure` with its `rest` small behind it, a name, a line below it.

    The `mark` in its `tone` stands at the right, or before the line below where it is `mark_first`;
    a `key` is printed, the page binds it. `said` is all of it as it is read aloud.
    """

    figure: str
    title: str
    detail: str
    said: str
    rest: str = ""
    largest: theme.Size = "title"
    mark: str = ""
    tone: Tone = "neutral"
    mark_first: bool = False
    key: str = ""
    dashed: bool = False
    checked: bool = False


def paint_face(painter: QPainter, rect: QRectF, face: Face, *, hover: bool) -> None:
    """Draw a card into its room."""
    _paint_frame(painter, rect, face, hover)
    inner = rect.adjusted(theme.px(10), theme.px(5), -theme.px(8), -theme.px(5))
    figure = QRectF(inner.left(), inner.top(), theme.px(_FIGURE), inner.height())
    _paint_figure(painter, figure, face)
    right = inner.right()
    if face.key:
        cap = paint.key_cap_width(face.key)
        spot = QRectF(right - cap, inner.top(), cap, inner.height())
        paint.key_cap(painter, spot, face.key, theme.color("muted_text"))
        right -= cap + theme.px(8)
    if face.mark and not face.mark_first:
        right -= _paint_mark(painter, face, right, inner.center().y(), at_right=True)
    left, half = figure.right() + theme.px(8), inner.height() / 2
    top = QRectF(left, inner.top(), right - left, half)
    low = QRectF(left, inner.top() + half, right - left, half)
    paint.text(painter, top, face.title, theme.font("small", bold=True), theme.color("ink"))
    if face.mark and face.mark_first:
        taken = _paint_mark(painter, face, low.left(), low.center().y(), at_right=False)
        low = low.adjusted(taken, 0, 0, 0)
    paint.text(painter, low, face.detail, theme.font("small", tabular=True), theme.color("muted_text"))


def _paint_frame(painter: QPainter, rect: QRectF, face: Face, hover: bool) -> None:
    fill = theme.color("accent_soft" if face.checked else "hover" if hover else "surface")
    if not face.dashed:
        paint.box(painter, rect, fill, theme.color("line_strong"), theme.RADIUS_CONTROL)
        return
    painter.setBrush(fill)
    style = Qt.PenStyle.SolidLine if face.checked else Qt.PenStyle.DashLine
    painter.setPen(QPen(theme.color("accent" if face.checked else "line_strong"), theme.px(1), style))
    radius = theme.px(theme.RADIUS_CONTROL)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


def _paint_figure(painter: QPainter, figure: QRectF, face: Face) -> None:
    """As large as its room allows."""
    small = theme.font("small", tabular=True)
    rest = QFontMetricsF(small).horizontalAdvance(face.rest) if face.rest else 0.0
    fitting = (theme.font(size, bold=True, tabular=True) for size in _SIZES[_SIZES.index(face.largest) :])
    font = next(
        (f for f in fitting if QFontMetricsF(f).horizontalAdvance(face.figure) + rest <= figure.width()),
        theme.font("small", bold=True),
    )
    paint.text(painter, figure, face.figure, font, theme.color("accent_text"))
    if face.rest:
        width = QFontMetricsF(font).horizontalAdvance(face.figure)
        after = figure.adjusted(width + theme.px(1), theme.px(3), 0, 0)
        paint.text(painter, after, face.rest, small, theme.color("muted_text"))


def _paint_mark(painter: QPainter, face: Face, edge: float, middle: float, *, at_right: bool) -> float:
    """Draw the mark before or behind `edge`; answers the room it takes."""
    font = theme.font("small")
    width = QFontMetricsF(font).horizontalAdvance(face.mark) + theme.px(14)
    height = theme.px(20)
    spot = QRectF(edge - width if at_right else edge, middle - height / 2, width, height)
    soft, ink = tone_colors(face.tone)
    paint.box(painter, spot, theme.color("surface" if face.checked else soft), None, 10)
    paint.text(painter, spot, face.mark, font, theme.color(ink), Qt.AlignmentFlag.AlignCenter)
    return width + theme.px(6)


class HeldCard(PressButton):
    """One of them as a button; what was pressed decides itself whether it is checked then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.thing: Any = None
        self._face: Face | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """The bill decides what is used, not the press."""

    def show_thing(self, thing: Any, face: Face, *, checkable: bool) -> None:
        """Show a thing by its face."""
        self.thing, self._face = thing, face
        self.setCheckable(checkable)
        self.setChecked(face.checked)
        self.set_caption(face.title)
        self.setAccessibleName(face.said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._face is None:
            return
        rect, painter = QRectF(self.rect()), paint.painter_for(self)
        paint_face(painter, rect, self._face, hover=self.underMouse())
        if self.shows_focus:
            paint.focus_ring(painter, rect, theme.RADIUS_CONTROL)


class _CardPainter(QStyledItemDelegate):
    def __init__(self, face_of: Callable[[Any], Face]) -> None:
        super().__init__()
        self._face_of = face_of

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(0, 0, -theme.px(4), -theme.px(_GAP))
        state: QStyle.StateFlag = option.state
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        paint_face(painter, rect, self._face_of(index.data(ROW_ROLE)), hover=hover)
        if state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, rect, theme.RADIUS_CONTROL)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(160), theme.px(HEIGHT + _GAP))


class _CardRows(PaintedRows):
    """Many cards as rows; `pressed(thing)` by a click, Enter or Space."""

    pressed = Signal(object)

    def __init__(self, face_of: Callable[[Any], Face]) -> None:
        super().__init__(_key, _words_by(face_of), _CardPainter(face_of))
        self.clicked.connect(self._on_clicked)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        self.setFixedHeight(theme.px((HEIGHT + _GAP) * ROWS + HEIGHT // 2))

    def show_things(self, things: Sequence[Any]) -> None:
        """Show these, the cursor on the one that had it."""
        kept = self.current_row()
        self.replace_rows(things)
        self.point_at_row(self._rows.row_of(_key(kept)) if kept is not None else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS and self.current_row() is not None:
            self.pressed.emit(self.current_row())
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.pressed.emit(index.data(ROW_ROLE))


def _key(thing: Any) -> object:
    return getattr(thing, "voucher_id", None) or thing.id


def _words_by(face_of: Callable[[Any], Face]) -> Callable[[Any], tuple[str, str]]:
    """A row's name and all that is said of it, from its face."""

    def words_of(thing: Any) -> tuple[str, str]:
        face = face_of(thing)
        return face.title, face.said

    return words_of


class _Listing(QWidget):
    """All of them as rows, narrowed by what is typed over them: `pressed(thing)`."""

    pressed = Signal(object)

    def __init__(self, face_of: Callable[[Any], Face]) -> None:
        super().__init__()
        self._things: tuple[Any, ...] = ()
        self.search = TextField()
        self.rows = _CardRows(face_of)
        Column(self, gap=_GAP).add(self.search, self.rows)
        self.search.textChanged.connect(self._fill)
        self.rows.pressed.connect(self.pressed)

    def name(self, title: str, find: str) -> None:
        """Say what is listed, and what the search field is for."""
        self.rows.setAccessibleName(title)
        self.search.setPlaceholderText(find)
        self.search.setAccessibleName(find)

    def show_things(self, things: tuple[Any, ...]) -> None:
        """Show these, as far as their names have what is typed."""
        self._things = things
        self._fill()

    def _fill(self, *_: object) -> None:
        wanted = self.search.clean_text().casefold()
        self.rows.show_things([thing for thing in self._things if wanted in thing.name.casefold()])


class HeldCards(Retranslated, QWidget):
    """Heading, count, the cards; a subclass says what a face shows (`face_of`) and hears `_pressed`."""

    checkable = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all = False
        self._names = ("", "")
        self._title = Label("", "strong")
        self._count = Label("", "caption")
        self.more = KeyButton("", kind="quiet")
        self.cards: list[HeldCard] = []
        self.listing: _Listing | None = None
        """Made when it is needed first: hardly anybody holds so much."""
        self.head = Line(gap=8)
        self.head.add(self._title, self._count, None, self.more)
        self._buttons = Column(gap=_GAP)
        self.column = Column(self, gap=_GAP)
        self.column.add(self.head, self._buttons)
        self.more.clicked.connect(self._on_more)

    @abstractmethod
    def face_of(self, thing: Any) -> Face:
        """What the card of a thing shows now."""

    @abstractmethod
    def _pressed(self, thing: Any) -> None:
        """A card was pressed."""

    def name(self, title: str, find: str) -> None:
        """Set the heading, and what the search field says."""
        self._names = (title, find)
        self._title.setText(title)
        if self.listing is not None:
            self.listing.name(title, find)

    def fill(self, things: Sequence[Any], count: str, more: str) -> None:
        """Show these; `count` says how many, `more` is on the button that shows all or a few again."""
        self._count.setText(count)
        self.more.setVisible(len(things) > SHOWN)
        self.more.set_caption(more)
        listed = self._all and len(things) > BUTTONS
        if listed:
            self._listing().show_things(tuple(things))
        if self.listing is not None:
            self.listing.setVisible(listed)
        self._fill_buttons(() if listed else things if self._all else things[:SHOWN])

    def _listing(self) -> _Listing:
        if self.listing is None:
            self.listing = _Listing(self.face_of)
            self.listing.name(*self._names)
            self.listing.pressed.connect(self._pressed)
            self.column.addWidget(self.listing)
        return self.listing

    def show_few(self) -> None:
        """Show the first few again, when something else is shown."""
        self._all = False

    def _fill_buttons(self, things: Sequence[Any]) -> None:
        while len(self.cards) < len(things):
            card = HeldCard(self)
            card.clicked.connect(self._on_card)
            self.cards.append(card)
            self._buttons.addWidget(card)
            card.show()
        while len(self.cards) > len(things):
            card = self.cards.pop()
            self._buttons.removeWidget(card)
            card.hide()
            card.deleteLater()
        for card, thing in zip(self.cards, things, strict=True):
            card.show_thing(thing, self.face_of(thing), checkable=self.checkable)

    def _on_card(self) -> None:
        card = self.sender()
        if isinstance(card, HeldCard) and card.thing is not None:
            self._pressed(card.thing)

    def _on_more(self) -> None:
        self._all = not self._all
        self.retranslate()
        if self.listing is not None and self.listing.isVisible():
            self.listing.search.clear()
            self.listing.search.setFocus(Qt.FocusReason.OtherFocusReason)
            scrolling.bring(self)
