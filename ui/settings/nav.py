"""The list of sections at the left of the Settings page: in groups, narrowed by what is typed over it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ui import icons, theme
from ui.settings.fields import Section, words
from ui.settings.search_words import Hit
from ui.settings.sections import GROUPS
from ui.widgets import paint
from ui.widgets.buttons import PressButton
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Column
from ui.widgets.retranslate import Retranslated

KEY: Final = "Ctrl+F"
_HEIGHT: Final = 40
_HEIGHT_OF_TWO: Final = 52
_NARROWEST: Final = 196
"""Room for the search field with its key."""
_BAR_ROOM: Final = 12
"""Beside the names, for the scroll bar."""


class SectionButton(PressButton):
    """One section; below its name the setting that was looked for."""

    def __init__(self, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = section
        self._hit: Hit | None = None
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        self.set_caption(words(self.section.title))
        if self._below:
            self.setAccessibleName(f"{self._caption} {self._below}")

    @property
    def hit(self) -> Hit | None:
        """What in this section was looked for."""
        return self._hit

    def show_hit(self, hit: Hit | None) -> None:
        """Say which of its settings was looked for."""
        self._hit = hit
        self.retranslate()
        self.updateGeometry()
        self.update()

    @property
    def _below(self) -> str:
        return words(self._hit.label) if self._hit is not None else ""

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self._caption)
        return QSize(width + theme.px(60), theme.px(_HEIGHT_OF_TWO if self._below else _HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        chosen = self.isChecked()
        paint.chosen_ground(painter, rect, chosen=chosen, pointed_at=self.underMouse())
        ink = theme.color("accent_text" if chosen else "ink")
        side = theme.px(20)
        spot = QRectF(theme.px(12), (rect.height() - side) / 2, side, side)
        icons.paint(painter, self.section.icon, spot, ink if chosen else theme.color("muted"))
        inner = rect.adjusted(theme.px(42), 0, -theme.px(8), 0)
        if self._below:
            half = inner.height() / 2
            under = inner.adjusted(0, half, 0, -theme.px(4))
            paint.text(painter, under, self._below, theme.font("small"), theme.color("muted_text"))
            inner = inner.adjusted(0, theme.px(4), 0, -half)
        paint.text(painter, inner, self._caption, theme.font(bold=chosen), ink)
        if self.hasFocus():
            paint.focus_ring(painter, rect, theme.RADIUS_CONTROL)


class _GroupName(Label):
    """The words over a group; as low as they can be."""

    def __init__(self, title: str) -> None:
        super().__init__("", "caption")
        self._title = title
        self.restyle()
        self.retranslate()

    def restyle(self) -> None:
        super().restyle()
        self.setContentsMargins(theme.px(12), theme.px(10), 0, theme.px(2))

    def retranslate(self) -> None:
        self.setText(words(self._title))


class SectionNav(Retranslated, QWidget):
    """`chosen(key)`; `walked(key)` where the arrows lead, through the sections in sight."""

    chosen = Signal(str)
    walked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, margin=(0, 0, 8, 8), gap=1)
        self._buttons: list[SectionButton] = []
        self._groups: list[tuple[_GroupName, list[SectionButton]]] = []
        for group in GROUPS:
            name = _GroupName(group.title)
            buttons = [SectionButton(section, self) for section in group.sections]
            column.add(name, *buttons)
            self._groups.append((name, buttons))
            self._buttons += buttons
        self._nothing = Label("", "muted", wrap=True)
        self._nothing.setContentsMargins(12, 12, 12, 12)
        self._nothing.hide()
        column.add(self._nothing, None)
        for button in self._buttons:
            button.clicked.connect(self._on_clicked)
        self.retranslate()

    def retranslate(self) -> None:
        self._nothing.setText(self.tr("没有这样的设置。换个词，或用拼音首字母试试。"))

    def show_chosen(self, key: str) -> None:
        """Mark a section; no signal."""
        had_focus = any(button.hasFocus() for button in self._buttons)
        for button in self._buttons:
            button.setChecked(button.section.key == key)
            if had_focus and button.isChecked():
                button.setFocus()

    def marked(self) -> QWidget | None:
        """The button of the section that is shown."""
        return next((button for button in self._buttons if button.isChecked()), None)

    def show_found(self, found: Mapping[str, Hit] | None) -> None:
        """Leave only these sections in sight, by key with what was found in each; None for all."""
        for button in self._buttons:
            button.setVisible(found is None or button.section.key in found)
            button.show_hit(found.get(button.section.key) if found is not None else None)
        for name, buttons in self._groups:
            name.setVisible(any(not button.isHidden() for button in buttons))
        self._nothing.setVisible(not self.in_sight())
        self.updateGeometry()

    def in_sight(self) -> list[SectionButton]:
        """The sections that can be chosen, from the top."""
        return [button for button in self._buttons if not button.isHidden()]

    def hit(self, key: str) -> Hit | None:
        """What was looked for in a section."""
        return next((button.hit for button in self.in_sight() if button.section.key == key), None)

    def focus_first(self) -> None:
        """Go to the section shown if it is in sight, or to the first."""
        shown = self.in_sight()
        marked = self.marked()
        button = marked if marked in shown else next(iter(shown), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, SectionButton):
            self.chosen.emit(button.section.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        shown = self.in_sight()
        at = next((i for i, button in enumerate(shown) if button.hasFocus()), -1)
        step = steps.get(Qt.Key(event.key()), 0)
        if not step or at < 0:
            super().keyPressEvent(event)
            return
        button = shown[(at + step) % len(shown)]
        button.setFocus(Qt.FocusReason.TabFocusReason)
        self.walked.emit(button.section.key)


class NavScroll(QScrollArea):
    """As wide as the sections' names: large text on a small screen scrolls, and is never cut."""

    def __init__(self, nav: SectionNav) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self._nav = nav
        self.setWidget(nav)

    def sizeHint(self) -> QSize:
        # Qt's own hint is remembered from the first time, in another language or size.
        width = max(self._nav.sizeHint().width(), theme.px(_NARROWEST)) + theme.px(_BAR_ROOM)
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), super().minimumSizeHint().height())

    def show_marked(self) -> None:
        """Bring the section that is shown into sight."""
        button = self._nav.marked()
        if button is not None and not button.isHidden():
            self.ensureWidgetVisible(button, 0, theme.px(8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_marked()


class FindField(TextField):
    """Where words are typed: `entered` on Enter, `down` on the arrow, `left` on Esc while it is empty."""

    entered = Signal()
    down = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        QShortcut(QKeySequence(KEY), self).activated.connect(self._on_key)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        self.setPlaceholderText(self.tr("查找设置"))
        self.setAccessibleName(self.tr("查找设置"))

    def restyle(self) -> None:
        super().restyle()
        self.setTextMargins(0, 0, paint.key_cap_width(KEY) + theme.px(4), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        width = paint.key_cap_width(KEY)
        spot = QRectF(self.width() - width - theme.px(8), 0, width, self.height())
        paint.key_cap(paint.painter_for(self), spot, KEY, theme.color("muted_text"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_key(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
