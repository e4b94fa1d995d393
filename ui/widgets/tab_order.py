"""Tab follows the eye: the controls of a window in reading order, whenever and wherever they were made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QWidget

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object


class FollowsTheEye(_Base):
    """Mixin of what holds the focus inside: windows and sheets. Tab stays inside, in reading order."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        step(self, self.focusWidget(), forward)
        return True


def stops(root: QWidget) -> list[QWidget]:
    """What Tab visits inside `root`, in reading order: column by column as the layouts stand."""
    found = [widget for widget in _visible(root) if _takes_tab(widget)]
    return [widget for widget in found if not _only_scrolls(widget, found)]


def step(root: QWidget, now: QWidget | None, forward: bool) -> None:
    """Give the focus to the stop after (or before) `now`; past the last one comes the first."""
    found = stops(root)
    if not found:
        return
    at = found.index(now) if now in found else (-1 if forward else 0)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    found[(at + (1 if forward else -1)) % len(found)].setFocus(reason)


def _takes_tab(widget: QWidget) -> bool:
    tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(tabbed) and widget.isEnabled() and widget.focusProxy() is None


def _only_scrolls(widget: QWidget, found: list[QWidget]) -> bool:
    """An area that follows the focus of what is in it needs no stop of its own: nobody would see it."""
    return isinstance(widget, QScrollArea) and any(widget.isAncestorOf(other) for other in found)


def _visible(parent: QWidget) -> Iterator[QWidget]:
    for child in _children(parent):
        if child.isVisible() and not child.isWindow():
            yield child
            yield from _visible(child)


def _children(parent: QWidget) -> list[QWidget]:
    """The children of a widget: those in its layout first, the others by where they are."""
    if isinstance(parent, QScrollArea):
        inner: QWidget | None = parent.widget()
        return [inner] if inner is not None else []
    layout: QLayout | None = parent.layout()
    laid_out = list(_in_layout(layout)) if layout is not None else []
    known = set(laid_out)
    others = [w for w in parent.children() if isinstance(w, QWidget) and w not in known]
    return laid_out + sorted(others, key=_place)


def _place(widget: QWidget) -> tuple[int, int]:
    spot: QRect = widget.geometry()
    return spot.top(), spot.left()


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for at in _order(layout):
        item = layout.itemAt(at)
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            yield from _in_layout(inner)
        elif widget is not None:
            yield widget


def _order(layout: QLayout) -> list[int]:
    places = range(layout.count())
    if isinstance(layout, QGridLayout):
        return sorted(places, key=lambda at: _cell(layout, at))
    return list(places)


def _cell(layout: QGridLayout, at: int) -> tuple[int, int]:
    place: tuple[int, int, int, int] = layout.getItemPosition(at)  # type: ignore[assignment]
    return place[:2]
