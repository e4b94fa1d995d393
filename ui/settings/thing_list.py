"""The list of one section's things: search, the archived on demand, and a button for a new one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.shop import Item, ItemKind
from ui import theme
from ui.settings.fields import Listed, ListSection, words
from ui.settings.rows import Row, RowList
from ui.widgets.buttons import KeyButton
from ui.widgets.fields import CheckBox, TextField
from ui.widgets.layouts import Column
from ui.widgets.retranslate import Retranslated

_SEARCH_FROM = 8
"""Things from which on a search field is worth its room."""
_LARGE = 1.2
"""Text size from which the button has no room for its icon."""


class ThingList(Retranslated, QWidget):
    """`picked(id)`, `add_wanted()`."""

    picked = Signal(object)
    add_wanted = Signal()

    def __init__(self, section: ListSection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._section = section
        self._things: tuple[Listed, ...] = ()
        self._search = TextField()
        self._search.hide()
        self._rows = RowList()
        self._archived = CheckBox()
        self._archived.hide()
        self._add = KeyButton("", "Ctrl+N", icon="plus", bind=True)
        column = Column(self, gap=8)
        column.add(self._search)
        column.addWidget(self._rows, 1)
        column.add(self._archived, self._add)
        self._search.textChanged.connect(self._show)
        self._archived.toggled.connect(self._show)
        self._rows.picked.connect(self.picked)
        self._add.clicked.connect(self.add_wanted)
        self.restyle()
        self.retranslate()

    def restyle(self) -> None:
        # The list gives way to the form in large text: the words of its button stay.
        self._add.set_icon("plus" if theme.scale() <= _LARGE else "")

    def retranslate(self) -> None:
        # Of all lists only that of services and products has barcodes.
        coded = any(field.name == "barcode" for field in self._section.fields)
        sought = self.tr("查找名称或条码") if coded else self.tr("查找名称")
        self._search.setPlaceholderText(sought)
        self._search.setAccessibleName(sought)
        self._rows.setAccessibleName(words(self._section.title))
        self._add.set_caption(words(self._section.add))
        self._show()

    def set_may_add(self, may: bool) -> None:
        """Whether a new thing can be made."""
        self._add.setEnabled(may)

    def show_things(self, things: Sequence[Listed]) -> None:
        """Show these, in their order."""
        self._things = tuple(things)
        self._search.setVisible(len(things) >= _SEARCH_FROM)
        self._show()

    def thing(self, id_: bytes) -> Listed | None:
        """The thing of an id."""
        return next((thing for thing in self._things if thing.id == id_), None)

    def point_at(self, id_: bytes | None) -> None:
        """Put the cursor on a thing, showing the archived if it is one."""
        thing = None if id_ is None else self.thing(id_)
        if thing is not None and not thing.active and not self._archived.isChecked():
            self._archived.setChecked(True)
        self._rows.point_at(id_)

    def next_position(self) -> int:
        """The place behind all others."""
        places = [getattr(thing, "position", getattr(thing, "rank", 0)) for thing in self._things]
        return max(places, default=-1) + 1

    def _show(self, *_: object) -> None:
        gone = sum(not thing.active for thing in self._things)
        self._archived.setVisible(gone > 0)
        self._archived.set_text(self.tr("也显示停用的（{count}）").format(count=gone))
        self._rows.set_rows([self._row(thing) for thing in self._things if self._passes(thing)])

    def _passes(self, thing: Listed) -> bool:
        wanted = self._search.clean_text().lower()
        known = thing.name.lower() + (thing.barcode if isinstance(thing, Item) else "")
        return (thing.active or self._archived.isChecked()) and wanted in known

    def _row(self, thing: Listed) -> Row:
        mark, tone = self._mark(thing)
        return Row(thing.id, thing.name, self._section.detail(thing), mark, tone, not thing.active)

    def _mark(self, thing: Listed) -> tuple[str, str]:
        if not thing.active:
            return self.tr("已停用"), "neutral"
        if isinstance(thing, Item) and thing.kind is ItemKind.PRODUCT:
            return self.tr("商品"), "info"
        return "", "neutral"
