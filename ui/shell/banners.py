"""Lasting notices over the pages, one by key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.layouts import Column
from ui.widgets.messages import Banner, BannerTone
from ui.widgets.retranslate import Retranslated


class BannerArea(Retranslated, QWidget):
    """Takes no room while there is nothing to say; `acted(key, action)` for buttons in notices."""

    acted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._banners: dict[str, Banner] = {}
        self._column = Column(self, margin=(18, 14, 18, 0), gap=8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def put(
        self, key: str, text: str, tone: BannerTone = "warning", actions: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Show a notice, or change the one of this key; `actions` are (id, label) pairs."""
        banner = self._banners.get(key)
        if banner is None:
            banner = Banner(text, tone, actions, self)
            banner.setObjectName(key)
            banner.acted.connect(self._on_acted)
            self._banners[key] = banner
            self._column.addWidget(banner)
        else:
            banner.set_text(text, actions)
        self.show()

    def remove(self, key: str) -> None:
        """Take a notice away; unknown keys are ignored."""
        banner = self._banners.pop(key, None)
        if banner is not None:
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self._banners))

    def keys(self) -> tuple[str, ...]:
        """What is being said."""
        return tuple(self._banners)

    def _on_acted(self, action: str) -> None:
        banner = self.sender()
        if isinstance(banner, Banner):
            self.acted.emit(banner.objectName(), action)
