"""A list of a few hundred painted rows with one cursor, which stays on its row when others are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QWidget

from ui.widgets.retranslate import Retranslated

ROW_ROLE: Final = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
KeyOf = Callable[[Any], object]
WordsOf = Callable[[Any], tuple[str, str]]
"""A row's name, and all of it as it is read aloud."""


class RowModel(QAbstractListModel):
    """Rows of any type, under `ROW_ROLE`; `key_of` tells one from another."""

    def __init__(self, key_of: KeyOf, words_of: WordsOf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._key_of = key_of
        self._words_of = words_of
        self._rows: tuple[Any, ...] = ()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_of(self, key: object) -> int:
        """The place of a row, -1 for none."""
        return next((at for at, row in enumerate(self._rows) if self._key_of(row) == key), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words_of(row)[0]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words_of(row)[1]
        return None


class PaintedRows(Retranslated, QListView):
    """The view; a subclass says what a row is, paints it, and answers `_on_moved`."""

    def __init__(
        self, key_of: KeyOf, words_of: WordsOf, painter: QStyledItemDelegate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = RowModel(key_of, words_of, self)
        self.setModel(self._rows)
        painter.setParent(self)
        self.setItemDelegate(painter)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def restyle(self) -> None:
        self.scheduleDelayedItemsLayout()

    def current_row(self) -> object:
        """The row with the cursor, None for nowhere."""
        return self.currentIndex().data(ROW_ROLE)

    def replace_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows, the cursor nowhere; no signal."""
        blocked = self.selectionModel().blockSignals(True)
        self._rows.set_rows(rows)
        self.selectionModel().blockSignals(blocked)

    def point_at_row(self, at: int) -> None:
        """Put the cursor on the row at this place, or nowhere for -1; no signal."""
        blocked = self.selectionModel().blockSignals(True)
        self.setCurrentIndex(self._rows.index(at) if at >= 0 else QModelIndex())
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()

    def _on_current_changed(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self._on_moved()

    def _on_moved(self) -> None:
        """The cursor went to another row, by key or pointer."""
