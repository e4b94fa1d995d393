"""What can be sold: one field, categories, and a tile for each service or product."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from unicodedata import normalize

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from model.ids import CategoryId, ItemId
from model.shop import Item
from services.catalog import Sellable
from ui import theme
from ui.counter import keys
from ui.counter.flow import FlowBar
from ui.counter.goods import matching, read_typed
from ui.counter.halves import LOW_WINDOW
from ui.widgets.buttons import KeyButton
from ui.widgets.chip import ChipButton
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Column
from ui.widgets.retranslate import Retranslated
from ui.widgets.tiles import Tile, TileGrid

FIELD_WIDTH: Final = 150
MAX_TYPED_QUANTITY: Final = 4
ROOMY_HEIGHT: Final = 900
"""Windows from this height on (design pixels) show four rows of tiles."""
_STEPS: Final = {"+": 1, "=": 1, "-": -1}


class ItemField(TextField):
    """The field over the tiles. Empty, its keys work on the bill; with text they choose an item."""

    pay = Signal()
    entered = Signal()
    stepped = Signal(object)
    moved = Signal(object)
    removed = Signal()
    left = Signal()
    sideways = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, empty = event.key(), not self.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                (self.pay if empty else self.entered).emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape and empty:
            self.left.emit()
        elif key == Qt.Key.Key_Escape:
            self.clear()
        elif empty and key == Qt.Key.Key_Delete:
            self.removed.emit()
        elif empty and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.sideways.emit(1 if key == Qt.Key.Key_Right else -1)
        elif empty and (step := _STEPS.get(normalize("NFKC", event.text()))):
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)


class _Tiles(TileGrid):
    """One, two or four whole rows, by the height of the window; one less while `few` are enough."""

    few = False

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(104), self._height())

    def sizeHint(self) -> QSize:
        return QSize(theme.px(440), self._height())

    def _height(self) -> int:
        window = self.window().height()
        rows = 2 if window < theme.px(ROOMY_HEIGHT) else 4
        if window < theme.px(LOW_WINDOW) or (self.few and rows == 2):
            rows = 1
        needed = -(-len(self.tiles()) // 4)
        return max(1, min(rows, needed)) * theme.px(66) - theme.px(8)


class ItemPicker(Retranslated, QWidget):
    """`picked(Item, quantity)`, `free_amount()`, `quantity_typed(int)` for digits that are no item."""

    picked = Signal(object, object)
    free_amount = Signal()
    quantity_typed = Signal(object)
    latin_typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._goods = Sellable((), (), ())
        self._keys: Mapping[ItemId, str] = {}
        self._category: CategoryId | None = None
        self._shown: tuple[Item, ...] = ()
        self._at = 0
        self._counts: Mapping[ItemId, int] = {}
        self._entered_early = False
        self.field = ItemField()
        self.field.setFixedWidth(theme.px(FIELD_WIDTH))
        self.field.textChanged.connect(self._on_typed)
        self.field.entered.connect(self._on_entered)
        self.field.sideways.connect(self._on_sideways)
        bar = FlowBar()
        self._flow = bar.flow
        self._free = KeyButton("", keys.FREE_AMOUNT, bind=True)
        self._free.clicked.connect(self.free_amount)
        bar.add(self.field, self._free)
        self._chips: list[tuple[CategoryId | None, ChipButton]] = []
        self.grid = _Tiles(columns=4)
        self.grid.picked.connect(self._on_tile)
        self.column = Column(self, gap=8)
        self._nothing = Label("", "muted", wrap=True)
        self._nothing.hide()
        self.column.add(bar, self.grid, self._nothing)
        self.retranslate()

    def retranslate(self) -> None:
        self.field.setPlaceholderText(self.tr("找项目、条码"))
        self.field.setAccessibleName(self.tr("找项目"))
        self.grid.setAccessibleName(self.tr("服务和商品"))
        self._free.set_caption(self.tr("其他金额"))
        self._fill_chips()
        self._fill_tiles()

    def restyle(self) -> None:
        self.field.setFixedWidth(theme.px(FIELD_WIDTH))

    def show_goods(self, goods: Sellable) -> None:
        """Offer these; a category that is gone is left."""
        self._goods = goods
        if self._category not in {c.id for c in goods.categories}:
            self._category = None
        self._fill_chips()
        self._fill_tiles()

    def learn_keys(self, pinyin: Mapping[ItemId, str]) -> None:
        """Pinyin and initials of the items, separated by blanks."""
        self._keys = pinyin
        self._fill_tiles()
        if self._entered_early and (pinyin or not self._goods.items):
            self._on_entered()

    def show_counts(self, counts: Mapping[ItemId, int]) -> None:
        """Mark what is on the bill with how many."""
        if counts != self._counts:
            self._counts = counts
            self._fill_tiles()

    def show_few(self, few: bool) -> None:
        """Leave room for the bill while it is being paid in several ways."""
        if few != self.grid.few:
            self.grid.few = few
            self.grid.updateGeometry()

    def clear(self) -> None:
        """Empty the field."""
        self.field.clear()

    def move_choice(self, by: int) -> None:
        """Choose another of the items found."""
        self._at = max(0, min(self._at + by, len(self._shown) - 1))
        self._fill_tiles()

    def _fill_chips(self) -> None:
        for _, chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        used = {item.category_id for item in self._goods.items}
        named = [(c.id, c.name) for c in self._goods.categories if c.id in used]
        entries: list[tuple[CategoryId | None, str]] = [(None, self.tr("全部")), *named]
        self._chips = []
        for category_id, name in entries if len(named) > 1 else []:
            chip = ChipButton(name)
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.setChecked(category_id == self._category)
            chip.clicked.connect(self._on_category)
            self._flow.insert(self._flow.count() - 1, chip)
            self._chips.append((category_id, chip))

    def _on_category(self) -> None:
        self._choose(next((id_ for id_, chip in self._chips if chip is self.sender()), None))

    def _on_sideways(self, by: int) -> None:
        """The next category, or the one before; none further than the last."""
        ids = [id_ for id_, _ in self._chips]
        if ids:
            at = ids.index(self._category)
            self._choose(ids[max(0, min(at + by, len(ids) - 1))])

    def _choose(self, category_id: CategoryId | None) -> None:
        self._category = category_id
        for id_, chip in self._chips:
            chip.setChecked(id_ == category_id)
        self.field.clear()
        self._fill_tiles()

    def _on_typed(self, text: str) -> None:
        self._at = 0
        self._entered_early = False
        if self._needs_keys(text):
            self.latin_typed.emit()
        self._fill_tiles()

    def _needs_keys(self, text: str) -> bool:
        return not self._keys and any(c.isascii() and c.isalpha() for c in text)

    def _fill_tiles(self) -> None:
        words = read_typed(self.field.text()).words
        self._shown = matching(self._goods.items, self._category, words, self._keys)
        self._show_nothing(words)
        self.grid.set_tiles([self._tile(at, item, bool(words)) for at, item in enumerate(self._shown)])

    def _show_nothing(self, words: str) -> None:
        """Say that nothing is called so; digits may still be a quantity, initials not be read yet."""
        unknown = bool(words) and not words.isdecimal() and not self._needs_keys(words)
        nothing = unknown and not self._shown and bool(self._goods.items)
        if nothing:
            told = self.tr("没有叫“{words}”的项目。Esc 清空，F8 收其他金额。")
            self._nothing.setText(told.format(words=words))
        self._nothing.setVisible(nothing)
        self.grid.setVisible(not nothing)

    def _tile(self, at: int, item: Item, searching: bool) -> Tile:
        count = self._counts.get(item.id, 0)
        chosen = at == self._at if searching else count > 0
        return Tile(item.id, item.name, str(item.price), str(count) if count else "", chosen)

    def _on_tile(self, id_: object) -> None:
        item = next((item for item in self._shown if item.id == id_), None)
        if item is not None:
            self._pick(item)

    def _on_entered(self) -> None:
        typed = read_typed(self.field.text())
        if self._shown and typed.words:
            self._pick(self._shown[self._at])
        elif typed.words.isdecimal() and len(typed.words) <= MAX_TYPED_QUANTITY:
            self.field.clear()
            self.quantity_typed.emit(int(typed.words))
        elif self._needs_keys(typed.words) and not self._entered_early:
            # Initials typed faster than they could be read for the first time: Enter counts when they are.
            self._entered_early = True
        else:
            self._entered_early = False
            self.field.set_problem(self.tr("没有这个项目"))

    def _pick(self, item: Item) -> None:
        quantity = read_typed(self.field.text()).quantity
        self.field.clear()
        self.field.set_problem("")
        self.picked.emit(item, quantity)
