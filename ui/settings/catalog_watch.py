"""The catalogue as the Settings page knows it: read once, read again when something in it changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from model.changes import ChangeSet, Kind
from services import catalog
from services.catalog import Catalog
from ui.shell.context import PageContext

_KINDS = (
    Kind.ITEM,
    Kind.PLAN,
    Kind.TIER,
    Kind.SOURCE,
    Kind.TAG,
    Kind.STAFF,
    Kind.GIFT,
    Kind.PACK_KIND,
)


class CatalogWatch(QObject):
    """`changed(Catalog)` after each reading; `current` is None before the first."""

    changed = Signal(object)

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.current: Catalog | None = None
        context.bus.committed.connect(self._on_committed)
        self.read()

    def read(self) -> None:
        """Ask for the catalogue."""
        self._context.jobs.read_latest("catalog", catalog.everything, done=self._on_read, owner=self)

    def _on_read(self, everything: Catalog) -> None:
        self.current = everything
        self.changed.emit(everything)

    def _on_committed(self, changes: ChangeSet) -> None:
        if any(changes.touches(kind) for kind in _KINDS):
            self.read()
