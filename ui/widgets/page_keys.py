"""Keys that belong to the page even while a text field has the focus."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

_EDITING: Final = frozenset(
    {Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Y, Qt.Key.Key_Z}
)


def is_for_the_page(event: QEvent) -> bool:
    """Whether a field should leave this ShortcutOverride alone: Ctrl with a letter that edits nothing.

    On X11 Qt's fields take Emacs keys (Ctrl+E: end of line, Ctrl+K: delete to it), which would shadow
    the page's own; on Windows they never did.
    """
    return (
        event.type() is QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        and Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z
        and event.key() not in _EDITING
    )
