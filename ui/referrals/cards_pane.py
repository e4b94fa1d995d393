"""The friend cards of one member: what became of each; print again, take back, make void."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.errors import EnvironmentProblem, UserError
from model.friend_card import FriendCard
from model.friend_commands import TakeBackCard, VoidCard
from model.ids import CommandId, StaffId
from model.shop import Role
from services import friend_cards
from services.ids import new_id
from ui import friend_words, theme, wording
from ui.referrals.queries import Hand
from ui.referrals.reason import ReasonSheet
from ui.shell.approval import with_role
from ui.shell.context import PageContext
from ui.widgets.blocks import BlockModel, Cell, OnRows, Row, TableColumn
from ui.widgets.buttons import KeyButton
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated
from ui.widgets.table import DataTable

FIND_FROM: Final = 8
"""Cards from which on a search field is worth its room."""


class CardsPane(Retranslated, QWidget):
    """`print_wanted(list of FriendCard)`, `refused(str)`. Several cards may be chosen at once."""

    print_wanted = Signal(object)
    refused = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._hand: Hand | None = None
        self._shown: tuple[FriendCard, ...] = ()
        self._title = Label("", "strong")
        self.search = TextField()
        self.search.hide()
        self._model = BlockModel(self._columns(), self._fetch, self)
        self.table = DataTable(self._model)
        self.print_button = KeyButton("", "Ctrl+P", icon="printer", bind=True)
        self.back_button = KeyButton("", icon="arrow-u-up-left")
        self.void_button = KeyButton("", icon="prohibit")
        buttons = Line(gap=8)
        buttons.add(self.print_button, self.back_button, self.void_button, None)
        head = Line(gap=12)
        head.add(self._title, None, self.search)
        column = Column(self, gap=8)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        self.search.textChanged.connect(self._fill)
        self.table.selectionModel().selectionChanged.connect(self._show_buttons)
        self.print_button.clicked.connect(self._on_print)
        self.back_button.clicked.connect(self._on_take_back)
        self.void_button.clicked.connect(self._on_void)
        self.restyle()
        self.retranslate()

    def _columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("n", self.tr("第几张"), 64, "right"),
            TableColumn("state", self.tr("状态"), 86),
            TableColumn("kind", self.tr("种类"), 140, bold=True),
            TableColumn("to", self.tr("到期"), 112),
            TableColumn("prints", self.tr("打印次数"), 84, "right"),
            TableColumn("friend", self.tr("朋友"), 110),
        )

    def restyle(self) -> None:
        self.search.setFixedWidth(theme.px(220))

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("第几张、朋友、种类"))
        self.search.setAccessibleName(self.tr("查找闺蜜卡"))
        self.table.setAccessibleName(self.tr("闺蜜卡"))
        self._model.set_columns(self._columns())
        self._fill()
        self.print_button.set_caption(self.tr("打印"))
        self.back_button.set_caption(self.tr("交回"))
        self.void_button.set_caption(self.tr("作废…"))
        self._show_buttons()

    def show_hand(self, hand: Hand) -> None:
        """Show a member's cards."""
        self._hand = hand
        self.search.setVisible(len(hand.cards) > FIND_FROM)
        self._fill()

    def _fill(self, *_: object) -> None:
        """Those that have what is typed, and how many they are."""
        cards = self._hand.cards if self._hand else ()
        wanted = self.search.clean_text().casefold()
        self._shown = tuple(card for card in cards if wanted in _found_by(card)) if wanted else cards
        self._model.set_ids(range(len(self._shown)))
        self._title.setText(self._title_text(len(cards)))
        self._show_buttons()

    def _title_text(self, count: int) -> str:
        if not count:
            return self.tr("手上的卡")
        if len(self._shown) < count:
            return self.tr("手上的卡 · {found} / {count} 张").format(found=len(self._shown), count=count)
        return self.tr("手上的卡 · {count} 张").format(count=count)

    def _fetch(self, first: int, ids: Sequence[object], on_rows: OnRows) -> None:
        hand = self._hand
        on_rows([_cells(hand, self._shown[cast(int, at)]) for at in ids] if hand else [])

    def usable(self) -> list[FriendCard]:
        """Those in the list that a friend can come with today."""
        return [card for card in self._shown if card.usable_on(self._hand.today)] if self._hand else []

    def chosen(self) -> list[FriendCard]:
        """The usable ones of what is selected."""
        if self._hand is None:
            return []
        cards, today = self._shown, self._hand.today
        places = [at for at in self.table.selected_ids() if isinstance(at, int) and at < len(cards)]
        return [cards[at] for at in places if cards[at].usable_on(today)]

    def _show_buttons(self, *_: object) -> None:
        hand = self._hand
        self.print_button.setEnabled(hand is not None and any(c.usable_on(hand.today) for c in self._shown))
        some = bool(self.chosen())
        self.back_button.setEnabled(some)
        self.void_button.setEnabled(some)

    def _on_print(self) -> None:
        self.print_wanted.emit(self.chosen() or self.usable())

    def _on_take_back(self) -> None:
        self.refused.emit("")
        for card in self.chosen():
            command = TakeBackCard(CommandId(new_id()), self._context.session.staff_id, card.card_id)
            self._context.jobs.write(friend_cards.take_back, command, failed=self._on_failed, owner=self)

    def _on_void(self) -> None:
        cards = self.chosen()
        sheet = ReasonSheet(
            self,
            self.tr("作废 {count} 张闺蜜卡").format(count=len(cards)),
            self.tr("作废的卡不能再用，已经送出去的也一样。"),
            self.tr("作废"),
        )
        sheet.given.connect(partial(self._on_reason, cards))
        sheet.show()

    def _on_reason(self, cards: list[FriendCard], reason: str, _: object) -> None:
        self.refused.emit("")
        with_role(self._context, Role.MANAGER, partial(self._void, cards, reason))

    def _void(self, cards: list[FriendCard], reason: str, approved_by: StaffId | None) -> None:
        for card in cards:
            staff_id = self._context.session.staff_id
            command = VoidCard(CommandId(new_id()), staff_id, card.card_id, reason, approved_by)
            self._context.jobs.write(friend_cards.void, command, failed=self._on_failed, owner=self)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self.refused.emit(wording.word(error))


def _found_by(card: FriendCard) -> str:
    return f"{card.n} {card.friend_name} {card.kind_name}".casefold()


def _cells(hand: Hand, card: FriendCard) -> Row:
    word, tone = friend_words.card_state(card.state, expired=hand.today > card.valid_to)
    return [
        str(card.n),
        Cell(word, tone, chip=True),
        card.kind_name,
        card.valid_to.isoformat(),
        str(card.prints),
        Cell(card.friend_name or "—", "" if card.friend_name else "muted"),
    ]
