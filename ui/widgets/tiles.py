"""A grid of large buttons (services, plans) that fills the width and scrolls when there are many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from model.record import dataclass
from ui import theme
from ui.widgets.buttons import TileButton
from ui.widgets.retranslate import Retranslated

_GAP = 8
_TILE_HEIGHT = 58
_TILE_WIDTH = 104


@dataclass(frozen=True, slots=True)
class Tile:
    """What one button shows; `id` comes back in `picked`."""

    id: object
    name: str
    detail: str = ""
    badge: str = ""
    chosen: bool = False


class TileGrid(Retranslated, QScrollArea):
    """Tiles in as many columns as fit (at most `columns`); `picked(id)` on press.

    Tab reaches it once; arrow keys walk between tiles. `rows` is how many it shows before it scrolls.
    """

    picked = Signal(object)

    def __init__(
        self, parent: QWidget | None = None, *, columns: int = 4, rows: int = 3, name: str = ""
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._rows = rows
        self._across = columns
        self._tiles: list[Tile] = []
        self._buttons: list[TileButton] = []
        self._inner = QWidget()
        self.setWidget(self._inner)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(name)

    def set_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show these tiles; buttons are reused, so that nothing flickers."""
        self._tiles = list(tiles)
        while len(self._buttons) < len(tiles):
            self._buttons.append(self._new_button())
        for button in self._buttons[len(tiles) :]:
            button.hide()
        for tile, button in zip(tiles, self._buttons, strict=False):
            self._show(tile, button)
            button.setVisible(True)
        self._mend_tab_stop()
        self._arrange()
        self.updateGeometry()

    def update_tile(self, tile: Tile) -> None:
        """Show one tile differently (chosen, counted); unknown ids are ignored."""
        for at, old in enumerate(self._tiles):
            if old.id == tile.id:
                self._tiles[at] = tile
                self._show(tile, self._buttons[at])

    def tiles(self) -> tuple[Tile, ...]:
        """What is shown."""
        return tuple(self._tiles)

    def _new_button(self) -> TileButton:
        button = TileButton("", "", self._inner)
        button.clicked.connect(self._on_clicked)
        button.installEventFilter(self)
        return button

    def _mend_tab_stop(self) -> None:
        """The tile with the focus, or the one chosen, or the first: dozens would be in the way of Tab."""
        shown = self._buttons[: len(self._tiles)]
        there = [b for b in shown if b.hasFocus()] or [b for b in shown if b.isChecked()] or shown[:1]
        for button in self._buttons:
            policy = Qt.FocusPolicy.StrongFocus if button in there[:1] else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    @staticmethod
    def _show(tile: Tile, button: TileButton) -> None:
        button.set_caption(tile.name)
        button.set_detail(tile.detail)
        button.set_badge(tile.badge)
        button.setChecked(tile.chosen)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, TileButton) and button in self._buttons:
            at = self._buttons.index(button)
            if at < len(self._tiles):
                self.picked.emit(self._tiles[at].id)

    def _arrange(self) -> None:
        gap, height = theme.px(_GAP), theme.px(_TILE_HEIGHT)
        # Not viewport(): wrapping it makes PySide load dozens of classes, 6 ms at the start.
        room = self.maximumViewportSize()
        across = self._columns_in(room.width())
        scrolls = -(-len(self._tiles) // across) * (height + gap) - gap > room.height()
        width = room.width() - (theme.px(theme.SCROLL_BAR) if scrolls else 0)
        across = self._across = self._columns_in(width)
        side = (width - gap * (across - 1)) // across
        for at, button in enumerate(self._buttons[: len(self._tiles)]):
            row, column = divmod(at, across)
            button.setGeometry(column * (side + gap), row * (height + gap), side, height)
        rows = -(-len(self._tiles) // across)
        self._inner.resize(width, max(rows * (height + gap) - gap, 0))

    def _columns_in(self, width: int) -> int:
        gap = theme.px(_GAP)
        return max(1, min(self._columns, (width + gap) // (theme.px(_TILE_WIDTH) + gap)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before = self._across
        self._arrange()
        if self._across != before:
            self.updateGeometry()
        for button in self._buttons:
            if button.hasFocus():
                # What a choice opens below may leave less room than the tile needs.
                self.ensureWidgetVisible(button, 0, theme.px(_GAP))

    def restyle(self) -> None:
        self._arrange()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        across = max(self._across, 1)
        rows = min(max(-(-len(self._tiles) // across), 1), self._rows)
        return QSize(
            theme.px(_TILE_WIDTH) * self._columns, rows * theme.px(_TILE_HEIGHT + _GAP) - theme.px(_GAP)
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_TILE_WIDTH), theme.px(_TILE_HEIGHT))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._walk(watched, event.key())
        # The scroll area watches its inner widget by the same filter, to size its scroll bars.
        return super().eventFilter(watched, event)

    def _walk(self, watched: QObject, key: int) -> bool:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._across,
            Qt.Key.Key_Down: self._across,
        }
        if key not in steps or not isinstance(watched, TileButton):
            return False
        at = self._buttons.index(watched) + steps[Qt.Key(key)]
        if 0 <= at < len(self._tiles):
            self._buttons[at].setFocus(Qt.FocusReason.TabFocusReason)
            self._mend_tab_stop()
            self.ensureWidgetVisible(self._buttons[at], 0, theme.px(_GAP))
        return True
