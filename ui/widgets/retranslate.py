"""Widgets that follow the language, the theme and the text size while the program runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    _Base = QWidget
else:
    _Base = object


class Retranslated(_Base):
    """Mixin placed before the Qt base: `class Page(Retranslated, QWidget)`.

    Put every text into `retranslate()` and call it at the end of `__init__`; sizes and fonts that
    depend on the text size go into `restyle()`.
    """

    def retranslate(self) -> None:
        """Set every text in the language of now."""

    def restyle(self) -> None:
        """Set what depends on theme or text size."""

    def changeEvent(self, event: QEvent) -> None:
        # Asked for once: it makes an enum's member, and building a page sends a thousand of these.
        kind = event.type()
        if kind == QEvent.Type.LanguageChange:
            self.retranslate()
        elif kind == QEvent.Type.StyleChange:
            self.restyle()
            self.update()
        super().changeEvent(event)
