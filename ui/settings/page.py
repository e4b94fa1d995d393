"""The Settings page: sections at the left, the one chosen at the right, built on its first visit."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHideEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from ui import icons, theme
from ui.settings.catalog_watch import CatalogWatch
from ui.settings.fields import FormSection, ListSection, Section, words
from ui.settings.form_pane import FormPane, LookPane
from ui.settings.gift_pane import GiftPane
from ui.settings.list_pane import ListPane
from ui.settings.offer_watch import OFFERED, OfferWatch
from ui.settings.pack_pane import PackPane
from ui.settings.pane import Pane
from ui.settings.plan_pane import PlanPane
from ui.settings.points_pane import PointsPane
from ui.settings.printers_pane import PrintersPane
from ui.settings.refund_pane import RefundPane
from ui.settings.rights import Rights
from ui.settings.sections import SECTIONS
from ui.settings.staff_pane import StaffPane
from ui.settings.tier_pane import TierPane
from ui.shell.context import PageContext
from ui.widgets import paint
from ui.widgets.buttons import PressButton
from ui.widgets.card import Card
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated

_FORM_PANES: Final[dict[str, type[FormPane]]] = {
    "printers": PrintersPane,
    "look": LookPane,
    "points": PointsPane,
    "refunds": RefundPane,
}
"""Sections with more than their fields."""
_LIST_PANES: Final[dict[str, type[ListPane]]] = {
    "plans": PlanPane,
    "gifts": GiftPane,
    "packs": PackPane,
    "tiers": TierPane,
    "staff": StaffPane,
}


class SectionButton(PressButton):
    """One section in the list at the left."""

    def __init__(self, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = section
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        self.set_caption(words(self.section.title))

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self._caption)
        return QSize(width + theme.px(60), theme.px(44))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        chosen = self.isChecked()
        if chosen or self.underMouse():
            fill = theme.color("accent_soft" if chosen else "hover")
            paint.box(painter, rect, fill, None, theme.RADIUS_CONTROL)
        ink = theme.color("accent_text" if chosen else "ink")
        side = theme.px(20)
        spot = QRectF(theme.px(12), (rect.height() - side) / 2, side, side)
        icons.paint(painter, self.section.icon, spot, ink if chosen else theme.color("muted"))
        inner = rect.adjusted(theme.px(42), 0, -theme.px(8), 0)
        paint.text(painter, inner, self._caption, theme.font(bold=chosen), ink)
        if self.hasFocus():
            paint.focus_ring(painter, rect, theme.RADIUS_CONTROL)


class SectionNav(Retranslated, QWidget):
    """`chosen(key)`; arrows walk through the sections."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, gap=2)
        self._buttons = [SectionButton(section, self) for section in SECTIONS]
        for button in self._buttons:
            button.clicked.connect(self._on_clicked)
            column.addWidget(button)
        column.addStretch(1)

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

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, SectionButton):
            self.chosen.emit(button.section.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        at = next((i for i, button in enumerate(self._buttons) if button.hasFocus()), -1)
        step = steps.get(Qt.Key(event.key()), 0)
        if not step or at < 0:
            super().keyPressEvent(event)
            return
        button = self._buttons[(at + step) % len(self._buttons)]
        button.setFocus(Qt.FocusReason.TabFocusReason)
        button.click()


class SettingsPage(Retranslated, QWidget):
    """`page_shown(key)` opens a section by its key."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._rights = Rights(context, self)
        self._watch = CatalogWatch(context, self)
        self._offers: OfferWatch | None = None
        self._panes: dict[str, Pane] = {}
        self._nav = SectionNav()
        self._stack = QStackedWidget()
        side = Card(margin=(8, 8, 0, 8))
        self._side = _NavScroll(self._nav)
        side.body.addWidget(self._side)
        side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        room = Card(margin=0)
        room.body.addWidget(self._stack)
        across = Line(self, margin=(18, 14, 18, 14), gap=12)
        across.addWidget(side)
        across.addWidget(room, 1)
        self._nav.chosen.connect(self.open_section)
        self.open_section(SECTIONS[0].key)

    def page_shown(self, argument: object = None) -> None:
        """The window shows this page; a section's key opens that section."""
        if isinstance(argument, str) and any(section.key == argument for section in SECTIONS):
            self.open_section(argument)

    def open_section(self, key: str) -> None:
        """Show a section; what was typed in another one stays there."""
        self._nav.show_chosen(key)
        self._side.show_marked()
        self._stack.setCurrentWidget(self.pane(key))

    def pane(self, key: str) -> Pane:
        """The pane of a section, built when it is first asked for."""
        if key not in self._panes:
            section = next(section for section in SECTIONS if section.key == key)
            self._panes[key] = self._build(section)
            self._stack.addWidget(self._panes[key])
        return self._panes[key]

    def _build(self, section: Section) -> Pane:
        pane = self._list_pane(section) if isinstance(section, ListSection) else self._form_pane(section)
        if any(field.among in OFFERED for field in section.fields):
            # Read at the first form that needs it: counting vouchers is work.
            self._offers = self._offers or OfferWatch(self._context, self)
            self._offers.serve(pane.form)
        return pane

    def _list_pane(self, section: ListSection) -> ListPane:
        kind = _LIST_PANES.get(section.key, ListPane)
        return kind(self._context, self._rights, section, self._watch)

    def _form_pane(self, section: FormSection) -> FormPane:
        return _FORM_PANES.get(section.key, FormPane)(self._context, self._rights, section)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rights.end()


_BAR_ROOM: Final = 12
"""Beside the names, for the scroll bar."""


class _NavScroll(QScrollArea):
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
        width = self._nav.sizeHint().width() + theme.px(_BAR_ROOM)
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), super().minimumSizeHint().height())

    def show_marked(self) -> None:
        """Bring the section that is shown into sight."""
        button = self._nav.marked()
        if button is not None:
            self.ensureWidgetVisible(button, 0, theme.px(8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_marked()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._nav and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
