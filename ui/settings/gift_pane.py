"""The section of gifts: besides what they are worth, how many there are."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.command import Command
from model.gift import MOST_IN_STOCK, Gift, MoveKind
from model.ids import CommandId, GiftId, StaffId
from model.plan_commands import MoveStock, SaveGift
from model.views import Done
from services import gifts
from ui import wording
from ui.settings.catalog_watch import CatalogWatch
from ui.settings.fields import Listed, ListSection
from ui.settings.list_pane import ListPane
from ui.settings.pane import Make, UseCase
from ui.settings.rights import Rights
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.fields import NumberEdit, TextField
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class StockSheet(Sheet):
    """Pieces that came in, or how many were counted; `agreed(MoveKind, int, str)`."""

    agreed = Signal(object, object, str)

    def __init__(self, parent: QWidget, gift: Gift) -> None:
        super().__init__(parent, gift.name, 440)
        self._gift = gift
        self._now = Label("", "muted")
        self.kind = ChipChoice()
        self.quantity = NumberEdit(low=0, high=MOST_IN_STOCK)
        self.reason = TextField()
        self._form = Form()
        self._form.add("kind", "", self.kind)
        self._form.add("quantity", "", self.quantity)
        self._form.add("reason", "", self.reason)
        self._ok = KeyButton("", "Enter", "primary")
        self.body.add(self._now, self._form)
        self.set_buttons(self._ok)
        self.set_primary(self._ok)
        self.kind.set_entries([(MoveKind.IN, ""), (MoveKind.COUNTED, "")])
        self.kind.set_value(MoveKind.IN)
        self.kind.changed.connect(self.retranslate)
        self._ok.clicked.connect(self._on_ok)
        self.starts_at = self.quantity
        self.retranslate()

    def retranslate(self) -> None:
        counted = self.kind.value() is MoveKind.COUNTED
        self.kind.set_texts([self.tr("进货"), self.tr("盘点")])
        self.kind.setAccessibleName(self.tr("进货还是盘点"))
        self._now.setText(self.tr("现在库存 {count} 件").format(count=self._gift.stock))
        self._form.row("quantity").set_label(self.tr("实际有几件") if counted else self.tr("进了几件"))
        reason = self.tr("为什么和库存不一样") if counted else self.tr("备注（可不填）")
        self._form.row("reason").set_label(reason)
        self._ok.set_caption(self.tr("记下"))

    def _on_ok(self) -> None:
        kind, quantity = self.kind.value(), self.quantity.value()
        self._form.clear_errors()
        if quantity is None or (kind is MoveKind.IN and not quantity):
            self._form.show_error("quantity", wording.word_code("text.empty"))
        elif kind is MoveKind.COUNTED and not self.reason.clean_text():
            self._form.show_error("reason", wording.word_code("text.empty"))
        else:
            self.agreed.emit(kind, quantity, self.reason.clean_text())
            self.dismiss()


class GiftPane(ListPane):
    """A gift's stock moves by what comes in and what is counted, never with its other fields."""

    def __init__(
        self, context: PageContext, rights: Rights, section: ListSection, watch: CatalogWatch
    ) -> None:
        self._stock = KeyButton(icon="package")
        super().__init__(context, rights, section, watch)
        self.head.insertWidget(1, self._stock)
        self._stock.clicked.connect(self._on_stock)

    def retranslate(self) -> None:
        self._stock.set_caption(self.tr("进货、盘点…"))
        super().retranslate()

    def _show_thing_state(self) -> None:
        super()._show_thing_state()
        self._stock.setVisible(not self._is_new and self._thing is not None)
        self._stock.setEnabled(self._rights.may(self._section.role) and not self._dirty)

    def _saving(self, thing: Listed) -> tuple[UseCase, Make]:
        return gifts.save_gift, partial(_save, cast(Gift, thing))

    def _on_stock(self) -> None:
        if isinstance(self._thing, Gift):
            sheet = StockSheet(self, self._thing)
            sheet.agreed.connect(partial(self._on_agreed, self._thing.id))
            sheet.show()

    def _on_agreed(self, gift_id: GiftId, kind: MoveKind, quantity: int, reason: str) -> None:
        make = partial(_move, gift_id, kind, quantity, reason)
        self.send(gifts.move_stock, make, self._on_moved, self._section.role)

    def _on_moved(self, _done: Done) -> None:
        self._context.toast("good", self.tr("库存已记下"))


def _save(gift: Gift, id_: CommandId, staff_id: StaffId) -> Command:
    return SaveGift(id_, staff_id, gift)


def _move(
    gift_id: GiftId, kind: MoveKind, quantity: int, reason: str, id_: CommandId, staff_id: StaffId
) -> Command:
    return MoveStock(id_, staff_id, gift_id, kind, quantity, reason)
