"""A table model over any number of rows: an array of ids, and blocks of formatted rows on demand.

The GUI thread only ever holds the ids and the blocks looked at last; cells of a block that is still
under way show a dash (architecture.md, "Big tables on screen").
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from model.record import dataclass

Align = Literal["left", "right", "center"]
_Index = QModelIndex | QPersistentModelIndex

BLOCK_ROWS: Final = 128
KEPT_BLOCKS: Final = 64
CELL_ROLE: Final = Qt.ItemDataRole.UserRole
LOADING: Final = "–"
_ALIGN: Final = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: `key` names it for sorting and remembering; width in design pixels."""

    key: str
    title: str
    width: int = 120
    align: Align = "left"
    sortable: bool = False
    bold: bool = False
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """Text with a tone (`accent`, `good`, `warning`, `info`, `muted`) and, as `chip`, a soft background."""

    text: str
    tone: str = ""
    bold: bool = False
    chip: bool = False


Row = Sequence[str | Cell]
OnRows = Callable[[Sequence[Row]], None]
Fetch = Callable[[int, Sequence[object], OnRows], None]
"""`fetch(first, ids, on_rows)`: answer with one row per id, in order, in the GUI thread."""


class BlockModel(QAbstractTableModel):
    """Rows by id, fetched block by block through `fetch`, never more than what is being looked at."""

    def __init__(self, columns: Sequence[TableColumn], fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch = fetch
        self._ids: Sequence[object] = ()
        self._blocks: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._asked: set[int] = set()
        self._wanted: list[int] = []
        self._generation = 0
        self._sort: tuple[str, bool] = ("", False)
        # Collected while painting and sent together afterwards, so that scrolling asks once.
        self._ask_soon = QTimer(self, singleShot=True, interval=0)
        self._ask_soon.timeout.connect(self._on_ask)

    def set_columns(self, columns: Sequence[TableColumn]) -> None:
        """Replace the columns (their titles, on a change of language)."""
        same = len(columns) == len(self.columns)
        if not same:
            self.beginResetModel()
        self.columns = tuple(columns)
        if same:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        else:
            self._forget()
            self.endResetModel()

    def set_ids(self, ids: Sequence[object]) -> None:
        """Show these rows, in this order."""
        if len(ids) == len(self._ids) > 0:
            # Another order of as many rows: a reset would lay out a million rows again (40 ms).
            self._ids = ids
            self._forget()
            self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._ids = ids
        self._forget()
        self.endResetModel()

    def refresh(self) -> None:
        """Fetch again what is looked at; the old text stays until the new one is there."""
        self._generation += 1
        self._asked.clear()
        shown = list(self._blocks)[-3:]
        for block in [b for b in self._blocks if b not in shown]:
            del self._blocks[block]
        self._wanted = shown
        self._ask_soon.start()

    def show_sort(self, key: str, descending: bool) -> None:
        """Mark the heading of the column by which the rows are sorted."""
        self._sort = (key, descending)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def _heading(self, column: TableColumn) -> str:
        key, descending = self._sort
        return column.title if column.key != key else f"{column.title} {'↓' if descending else '↑'}"

    def id_at(self, row: int) -> object:
        """The id of a row; None outside the table."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, id_: object) -> int:
        """The row of an id, -1 for none; costs a walk over the ids."""
        return next((row for row, known in enumerate(self._ids) if known == id_), -1)

    def loaded(self, row: int) -> bool:
        """Whether the real text of a row is there."""
        return row // BLOCK_ROWS in self._blocks

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heading(self.columns[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_ALIGN[self.columns[section].align] | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == CELL_ROLE:
            return self.cell(index.row(), index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            cell = self.cell(index.row(), index.column())
            return cell.text if isinstance(cell, Cell) else cell
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_ALIGN[self.columns[index.column()].align] | Qt.AlignmentFlag.AlignVCenter)
        return None

    def cell(self, row: int, column: int) -> str | Cell:
        """What a cell shows now; asks for its block when that isn't there."""
        block, at = divmod(row, BLOCK_ROWS)
        rows = self._blocks.get(block)
        if rows is None:
            self._want(block)
            return LOADING
        self._blocks.move_to_end(block)
        # A row that vanished meanwhile is answered short.
        return rows[at][column] if at < len(rows) and column < len(rows[at]) else LOADING

    def _want(self, block: int) -> None:
        if block not in self._asked and block not in self._wanted:
            self._wanted.append(block)
            if not self._ask_soon.isActive():
                self._ask_soon.start()

    def _on_ask(self) -> None:
        # Only what was looked at last: blocks scrolled past are no longer of interest.
        wanted, self._wanted = self._wanted[-3:], []
        for block in wanted:
            first = block * BLOCK_ROWS
            ids = self._ids[first : first + BLOCK_ROWS]
            if len(ids):
                self._asked.add(block)
                self._fetch(first, ids, partial(self._on_rows, self._generation, block))

    def _on_rows(self, generation: int, block: int, rows: Sequence[Row]) -> None:
        if generation != self._generation:
            return
        self._asked.discard(block)
        self._blocks[block] = rows
        self._blocks.move_to_end(block)
        while len(self._blocks) > KEPT_BLOCKS:
            self._blocks.popitem(last=False)
        first = block * BLOCK_ROWS
        last = min(first + BLOCK_ROWS, len(self._ids)) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _forget(self) -> None:
        self._generation += 1
        self._blocks.clear()
        self._asked.clear()
        self._wanted = []
