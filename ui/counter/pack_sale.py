"""Selling session packs: a kind, how many, how they are paid; principal or money, never bonus."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from model.ledger import Account
from model.money import Money
from model.pack import MOST_AT_ONCE
from model.pack_commands import SellPack
from model.topup import LimitWarning, bonus_expiry
from model.views import Done
from services import packs
from services.packs import Hand, KindView
from ui import wording
from ui.counter import pack_words, words
from ui.counter.pack_sheet import PackSheet, Steps
from ui.counter.payment_model import Cover, PaymentChoice
from ui.counter.tender_bar import TenderBar
from ui.shell.context import PageContext
from ui.translate import QT_TRANSLATE_NOOP
from ui.widgets.buttons import KeyButton, TileButton
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.layouts import Line
from ui.widgets.tiles import Tile, TileGrid

_WARNINGS: Final[dict[LimitWarning, str]] = {
    LimitWarning.REGISTERED_LIMIT: QT_TRANSLATE_NOOP(
        "CounterWords",
        "本金和没用的次卡合计 {owed}，超过记名卡限额 {limit}（《单用途商业预付卡管理办法》）。",
    ),
    LimitWarning.TRANSFER_LIMIT: QT_TRANSLATE_NOOP(
        "CounterWords",
        "一次付满 {limit}，应由顾客银行转账，不收现金（《单用途商业预付卡管理办法》）。",
    ),
}


class SellPackSheet(PackSheet):
    """`sold(Done)` after the commit; what was chosen stays when it is refused."""

    sold = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget, hand: Hand) -> None:
        super().__init__(context, parent, 680, big=True)
        self._hand = hand
        self._kind = hand.kinds[0]
        self._choice = PaymentChoice()
        self._confirmed: frozenset[LimitWarning] = frozenset()
        self._warned: tuple[LimitWarning, ...] = ()
        self.kinds = TileGrid(columns=2, rows=min(3, -(-len(hand.kinds) // 2)))
        self._steps = Steps(MOST_AT_ONCE)
        self.quantity = self._steps.number
        self._quantity_name = Label("", "muted")
        self._due = Label("", "due")
        self.tenders = TenderBar(principal_only=True)
        self._warning = Card(tone="warning", margin=12, gap=8)
        self._warning_text = Label("", "warning", wrap=True)
        self.accept_button = KeyButton("", "Alt+Y", bind=True)
        self._result = Label("", "muted", wrap=True)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        count = Line(gap=8)
        count.add(self._quantity_name, self._steps, None, self._due)
        self._warning.body.add(self._warning_text)
        self._warning.body.addWidget(self.accept_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.add(self.kinds)
        self.body.addLayout(count)
        self.body.add(self.tenders, self._warning, self._result)
        self._finish()
        self.starts_at = self.quantity

    def _connect(self) -> None:
        self.kinds.picked.connect(self._on_kind)
        self._steps.changed.connect(self._refresh)
        self.tenders.toggled.connect(self._on_tender)
        self.tenders.typed.connect(self._on_typed)
        self.accept_button.clicked.connect(self._on_accept)

    def retranslate(self) -> None:
        super().retranslate()
        self.set_title(self.tr("卖次卡"))
        self._quantity_name.setText(self.tr("几张"))
        self._steps.name(self.tr("几张"), self.tr("少一张"), self.tr("多一张"))
        self.kinds.setAccessibleName(self.tr("次卡"))
        self.accept_button.set_caption(self.tr("已了解，继续"))
        self.tenders.retranslate()
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a kind that is not chosen chooses it; everywhere else it is the button."""
        focused = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(focused, TileButton) and not focused.isChecked():
            focused.click()
            event.accept()
            return
        super().keyPressEvent(event)

    def _due_now(self) -> Money:
        return self._kind.kind.price * (self.quantity.value() or 0)

    def _cover(self) -> Cover:
        return self._choice.cover(self._due_now(), self._hand.principal)

    def _refresh(self, *_: object) -> None:
        """Show what Enter would do."""
        cover, count = self._cover(), self.quantity.value()
        self.kinds.set_tiles([self._tile(view) for view in self._hand.kinds])
        # Its own scroll bar comes and goes otherwise while the sheet finds its height.
        self.kinds.setMinimumHeight(self.kinds.sizeHint().height())
        self._due.setText(str(self._due_now()))
        self.tenders.show_cover(self._choice, cover, self._hand.principal)
        self.tenders.mark_over(cover.over, wording.word_code("tender.change") if cover.over else "")
        self._steps.show_room(MOST_AT_ONCE)
        self._warned = packs.limits_crossed(
            cover.payment, self._hand.principal, self._hand.owed, self._context.settings.current.policy
        )
        self._show_warnings(cover)
        self._result.setText(self._result_text(cover, count))
        self.confirm_button.set_caption(self.tr("收款 {amount}").format(amount=self._due_now()))
        self.confirm_button.setEnabled(bool(count) and cover.complete and self._accepted() and not self._busy)
        self.rearrange()

    def _accepted(self) -> bool:
        return set(self._warned) <= self._confirmed

    def _tile(self, view: KindView) -> Tile:
        kind = view.kind
        return Tile(kind.id, f"{kind.name} {kind.price}", pack_words.offer(view), "", view == self._kind)

    def _result_text(self, cover: Cover, count: int | None) -> str:
        if not count:
            return ""
        if cover.missing:
            return self.tr("还差 {missing}，请选付款方式。").format(missing=cover.missing)
        kind = self._kind.kind
        end = bonus_expiry(self._hand.today, kind.days)
        parts = [
            self.tr("得 {count} 次").format(count=kind.sessions * count),
            self.tr("用到 {day}").format(day=end.isoformat()) if end else self.tr("不过期"),
        ]
        if cover.payment.stored:
            left = self._hand.principal - cover.payment.stored
            parts.append(self.tr("付后本金 {principal}").format(principal=left))
        return " · ".join((*parts, self.tr("赠金不能买次卡")))

    def _show_warnings(self, cover: Cover) -> None:
        policy = self._context.settings.current.policy
        outside = Money(sum(t.amount.fen for t in cover.payment.tenders))
        facts = {
            LimitWarning.REGISTERED_LIMIT: policy.registered_limit,
            LimitWarning.TRANSFER_LIMIT: policy.transfer_limit,
        }
        owed = self._hand.principal + self._hand.owed + outside
        told = [words.translate(_WARNINGS[w]).format(owed=owed, limit=facts[w]) for w in self._warned]
        self._warning_text.setText("\n".join(told))
        self._warning.setVisible(bool(told))
        self.accept_button.setVisible(not self._accepted())

    def _on_kind(self, kind_id: object) -> None:
        self._kind = next(view for view in self._hand.kinds if view.kind.id == kind_id)
        self._refresh()

    def _on_tender(self, account: Account) -> None:
        if account is Account.PRINCIPAL:
            self._choice.toggle_stored()
        else:
            self._choice.toggle(account)
        self._refresh()
        if self.tenders.asks_amounts():
            self.tenders.focus_amount(account)

    def _on_typed(self, account: Account, amount: Money | None) -> None:
        self._choice.type_amount(account, amount)
        self._refresh()

    def _on_accept(self) -> None:
        self._confirmed |= set(self._warned)
        self._refresh()
        self.confirm_button.setFocus()

    def _on_confirm(self) -> None:
        cover, count = self._cover(), self.quantity.value()
        if self._busy or not count or not cover.complete or not self._accepted():
            return
        command = SellPack(
            self._command_id,
            self._context.session.staff_id,
            self._hand.member_id,
            self._kind.kind.id,
            count,
            cover.payment,
            self._confirmed,
            self._context.settings.current.policy.print_automatically,
        )
        self._carry_out(packs.sell, command)

    def _on_done(self, done: Done) -> None:
        self.dismiss()
        self.sold.emit(done)
