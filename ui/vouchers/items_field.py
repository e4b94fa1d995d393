"""Which services and products a voucher is for: a line that says so, and a sheet to choose them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.ids import ItemId
from model.shop import Item
from ui import voucher_words
from ui.widgets.buttons import KeyButton
from ui.widgets.chip import ChipButton
from ui.widgets.fields import TextField
from ui.widgets.flow import Flow
from ui.widgets.label import Label
from ui.widgets.layouts import Line
from ui.widgets.retranslate import Retranslated
from ui.widgets.sheet import Sheet

SHOWN = 60
"""Items offered at once; the search finds the others."""


class ItemsSheet(Sheet):
    """Chips of everything sold; `chosen(frozenset[ItemId])`, empty for all."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, items: Sequence[Item], picked: frozenset[ItemId]) -> None:
        super().__init__(parent, "", 640)
        self._items = [item for item in items if item.active or item.id in picked]
        self._picked = set(picked)
        self._search = TextField()
        self._hint = Label("", "muted", wrap=True)
        self._room = QWidget()
        self._flow = Flow(self._room)
        self._chips: list[tuple[ItemId, ChipButton]] = []
        self._all = KeyButton("")
        self._ok = KeyButton("", "Enter", "primary")
        self.body.add(self._search, self._room, self._hint)
        self.set_buttons(self._all, self._ok)
        self.set_primary(self._ok)
        self._search.textChanged.connect(self._show)
        self._all.clicked.connect(self._on_all)
        self._ok.clicked.connect(self._on_ok)
        self.retranslate()
        self._show()

    def retranslate(self) -> None:
        self.set_title(self.tr("适用项目"))
        self._search.setPlaceholderText(self.tr("查找项目"))
        self._search.setAccessibleName(self.tr("查找项目"))
        self._all.set_caption(self.tr("全场通用"))
        self._ok.set_caption(self.tr("选好了"))
        self._tell_rest(0)

    def _show(self, *_: object) -> None:
        wanted = self._search.clean_text().casefold()
        for _id, chip in self._chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        found = [item for item in self._items if wanted in item.name.casefold()]
        shown = found[:SHOWN]
        self._chips = [(item.id, ChipButton(item.name, parent=self._room)) for item in shown]
        for item_id, chip in self._chips:
            chip.setChecked(item_id in self._picked)
            chip.clicked.connect(self._on_chip)
            self._flow.addWidget(chip)
            chip.show()
        self._tell_rest(len(found) - len(shown))
        self.rearrange()

    def _tell_rest(self, count: int) -> None:
        """What choosing none means, and how many are found by typing only."""
        told = [self.tr("一个都不选就是全场通用。")]
        if count:
            told.append(self.tr("还有 {count} 项没列出来，输入名称查找。").format(count=count))
        self._hint.setText(" ".join(told))

    def _on_chip(self) -> None:
        item_id = next((id_ for id_, chip in self._chips if chip is self.sender()), None)
        if item_id is not None:
            self._picked ^= {item_id}

    def _on_all(self) -> None:
        self._picked.clear()
        self._on_ok()

    def _on_ok(self) -> None:
        self.chosen.emit(frozenset(self._picked))
        self.dismiss()


class ItemsField(Retranslated, QWidget):
    """`edited` when others are chosen."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: Sequence[Item] = ()
        self._picked: frozenset[ItemId] = frozenset()
        self._told = Label("", "body", elide=True)
        self.button = KeyButton("", icon="list")
        self.button.clicked.connect(self._on_pressed)
        line = Line(self, gap=10)
        line.add(self._told, self.button)
        line.setStretch(0, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self.button.set_caption(self.tr("选择项目…"))
        self._tell()

    def offer(self, items: Sequence[Item]) -> None:
        """Offer these to choose among."""
        self._items = items
        self._tell()

    def value(self) -> frozenset[ItemId]:
        """The items chosen; empty for all."""
        return self._picked

    def set_value(self, picked: frozenset[ItemId]) -> None:
        """Show these as chosen."""
        self._picked = picked
        self._tell()

    def names(self) -> list[str]:
        """The names of the items chosen, in the shop's order."""
        return [item.name for item in self._items if item.id in self._picked]

    def _tell(self) -> None:
        self._told.setText(voucher_words.items(self.names()))

    def _on_pressed(self) -> None:
        sheet = ItemsSheet(self, self._items, self._picked)
        sheet.chosen.connect(self._on_chosen)
        sheet.show()

    def _on_chosen(self, picked: frozenset[ItemId]) -> None:
        self.set_value(picked)
        self.edited.emit()
