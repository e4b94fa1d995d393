"""The bar of filters over the members: one button each, a cross takes a set one away."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from services.members import MemberChoices
from ui import icons, theme
from ui.members.criteria import Criteria
from ui.members.filter_specs import FILTERS, FilterSpec, Options, Values
from ui.members.range_sheet import RangeSheet
from ui.widgets import paint
from ui.widgets.buttons import KeyButton, PressButton
from ui.widgets.flow import Flow
from ui.widgets.retranslate import Retranslated

NOTHING: Final = MemberChoices((), (), (), "")
_RANGE: Final = "range"
_ANY: Final = "any"
_LONGEST: Final = 24
"""Characters of a filter's value shown on its button."""


class FilterButton(PressButton):
    """`等级 ▾`, or `等级：钻石 ✕` when set. `wanted` asks for the menu, cross and Delete are `cleared`."""

    wanted = Signal()
    cleared = Signal()

    def __init__(self, spec: FilterSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self._is_set = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.wanted)

    def show_state(self, words: str) -> None:
        """Show what is chosen; empty for nothing."""
        self._is_set = bool(words)
        heading = self.spec.heading()
        shown = words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
        self.set_caption(
            self.tr("{filter}：{value}").format(filter=heading, value=shown) if words else heading
        )
        self.setAccessibleDescription(self.tr("按 Delete 去掉") if words else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font(bold=self._is_set)).horizontalAdvance(self._caption)
        # The cross is as wide as a finger needs; the caret isn't pressed by itself.
        return QSize(width + theme.px(54 if self._is_set else 44), theme.px(theme.CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _cross(self) -> QRectF:
        side = theme.px(theme.CONTROL_HEIGHT)
        return QRectF(self.width() - side, 0, side, self.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._is_set and self._cross().contains(event.position()):
            self.setDown(False)
            self.cleared.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._is_set:
            self.cleared.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        token = "accent_soft" if self._is_set else "hover" if self.underMouse() else "surface"
        edge = theme.color("accent" if self._is_set else "line_strong")
        paint.box(painter, rect, theme.color(token), edge, theme.RADIUS_CONTROL)
        ink = theme.color("accent_text" if self._is_set else "ink")
        inner = rect.adjusted(theme.px(12), 0, -theme.px(30), 0)
        paint.text(painter, inner, self._caption, theme.font(bold=self._is_set), ink)
        side = theme.px(14)
        spot = QRectF(rect.right() - theme.px(26), rect.center().y() - side / 2, side, side)
        icons.paint(painter, "x" if self._is_set else "caret-down", spot, ink)
        if self.hasFocus():
            paint.focus_ring(painter, rect, theme.RADIUS_CONTROL)


class FilterBar(Retranslated, QWidget):
    """`changed(Criteria)` when a person sets or takes away a filter."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._criteria = Criteria()
        self._choices = NOTHING
        self._asking: FilterSpec | None = None
        self._offered: Options = []
        self._flow = Flow(self)
        self._buttons = [FilterButton(spec, self) for spec in FILTERS]
        for button in self._buttons:
            button.wanted.connect(self._on_wanted)
            button.cleared.connect(self._on_cleared)
            self._flow.addWidget(button)
        self._all = KeyButton(kind="quiet", icon="x")
        self._all.clicked.connect(self._on_all)
        self._flow.addWidget(self._all)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.retranslate()

    def retranslate(self) -> None:
        self._all.set_caption(self.tr("全部清除"))
        self._show()

    def offer(self, choices: MemberChoices) -> None:
        """The shop's tiers, sources and tags."""
        self._choices = choices
        self._show()

    def set_criteria(self, criteria: Criteria) -> None:
        """Show another criteria; no signal."""
        self._criteria = criteria
        self._show()

    def _show(self) -> None:
        for button in self._buttons:
            spec = button.spec
            values = spec.values(self._criteria)
            button.show_state(spec.words(values, self._choices) if spec.is_set(self._criteria) else "")
        self._all.setVisible(sum(b.spec.is_set(self._criteria) for b in self._buttons) > 1)

    def _on_wanted(self) -> None:
        button = self.sender()
        if not isinstance(button, FilterButton):
            return
        self._asking = button.spec
        menu = self._menu(button.spec)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _menu(self, spec: FilterSpec) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        now = spec.values(self._criteria)
        self._offered = spec.options(self._choices)
        for at, (text, values) in enumerate(self._offered):
            action = menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(values == now)
            # Qt would take ids and amounts apart: only the place in the list travels.
            action.setData(str(at))
        if not self._offered:
            menu.addAction(self.tr("还没有可选的")).setEnabled(False)
        if spec.bounds:
            menu.addSeparator()
            menu.addAction(self.tr("自己定范围…")).setData(_RANGE)
        if spec.is_set(self._criteria):
            menu.addSeparator()
            menu.addAction(self.tr("不限")).setData(_ANY)
        menu.triggered.connect(self._on_chosen)
        return menu

    def _on_chosen(self, action: QAction) -> None:
        chosen = str(action.data())
        if self._asking is None:
            return
        if chosen == _RANGE:
            sheet = RangeSheet(self, self._asking, self._asking.values(self._criteria))
            sheet.decided.connect(self._on_decided)
            sheet.show()
        elif chosen == _ANY:
            self._apply(self._asking, None)
        else:
            self._apply(self._asking, self._offered[int(chosen)][1])

    def _on_decided(self, values: object) -> None:
        if self._asking is not None and isinstance(values, tuple):
            self._apply(self._asking, values)

    def _on_cleared(self) -> None:
        button = self.sender()
        if isinstance(button, FilterButton):
            self._apply(button.spec, None)

    def _on_all(self) -> None:
        for button in self._buttons:
            self._criteria = button.spec.applied(self._criteria, None)
        self._show()
        self.changed.emit(self._criteria)

    def _apply(self, spec: FilterSpec, values: Values | None) -> None:
        self._criteria = spec.applied(self._criteria, values)
        self._show()
        self.changed.emit(self._criteria)
