"""闺蜜卡 (F7): the cards of a member, giving more of them, and what their friends brought."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from model.changes import ChangeSet, Kind
from model.errors import EnvironmentProblem, UserError
from model.friend_card import FriendCard
from model.ids import BatchId, MemberId
from model.referral import RewardView
from ui import theme, wording
from ui.referrals import paper, queries
from ui.referrals.cards_pane import CardsPane
from ui.referrals.care_pane import CarePane
from ui.referrals.giving import GivePanel
from ui.referrals.queries import Hand
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.layouts import Column, Line
from ui.widgets.sheet import Sheet

_WATCHED = (Kind.FRIEND_CARD, Kind.FRIEND_CARD_KIND, Kind.REFERRAL)


class FriendSheet(Sheet):
    """Opened by name (`friend_cards`) from the counter and from the referral page."""

    def __init__(self, context: PageContext, parent: QWidget, member_id: MemberId) -> None:
        super().__init__(parent, "", 1060)
        self._context = context
        self._member_id = member_id
        self._hand: Hand | None = None
        self._press = paper.Press(context, self)
        self.giving = GivePanel(context, member_id)
        self.cards = CardsPane(context)
        self.care = CarePane(context)
        self._leave = KeyButton("", "Esc")
        right = Column(gap=12)
        right.add(self.cards, self.care, None)
        across = Line(gap=16)
        across.addWidget(self.giving)
        across.addLayout(right, 1)
        self.body.addLayout(across)
        self.set_buttons(self._leave)
        self.set_primary(self.giving.button)
        self.starts_at = self.giving.count
        self._connect()
        self.restyle()
        self.retranslate()
        self._load()

    def _connect(self) -> None:
        self._leave.clicked.connect(self.dismiss)
        self.giving.given.connect(self._on_given)
        self.giving.refused.connect(self.show_error)
        self.cards.refused.connect(self.show_error)
        self.cards.print_wanted.connect(self._on_print)
        self.care.opened.connect(self._on_friend)
        self._context.bus.committed.connect(self._on_committed)

    def restyle(self) -> None:
        scale = theme.scale()
        self.giving.setFixedWidth(theme.px(320 / max(1.0, scale * 0.92)))
        self.cards.table.setFixedHeight(theme.px(204 / max(1.0, scale * 0.9)))
        self.care.table.setFixedHeight(theme.px(164 / max(1.0, scale * 0.9)))
        super().restyle()

    def retranslate(self) -> None:
        self._leave.set_caption(self.tr("关闭"))
        self._name()

    def _title_text(self) -> str:
        name = self._hand.profile.name if self._hand else ""
        return self.tr("闺蜜卡 · {name}").format(name=name) if name else self.tr("闺蜜卡")

    def _name(self) -> None:
        self.set_title(self._title_text())

    def _load(self) -> None:
        self._context.jobs.read_latest(
            "friend.hand",
            queries.hand,
            self._member_id,
            done=self._on_hand,
            failed=self._on_failed,
            owner=self,
        )

    def _on_committed(self, changes: ChangeSet) -> None:
        if any(changes.touches(kind) for kind in _WATCHED):
            self._load()

    def _on_hand(self, hand: Hand) -> None:
        self._hand = hand
        self._name()
        self.giving.show_hand(hand)
        self.cards.show_hand(hand)
        self.care.show_rewards(hand.brought.rewards)
        self.rearrange()

    def _on_given(self, batch_id: BatchId, count: int) -> None:
        self._press.show_batch(self._title_text(), batch_id, count, self.giving.layout_chosen)

    def _on_print(self, cards: list[FriendCard]) -> None:
        most = paper.MOST_AT_ONCE
        if len(cards) > most:
            told = self.tr("先打印前 {most} 张；其余 {rest} 张，选中后再打印。")
            self._context.toast("info", told.format(most=most, rest=len(cards) - most))
        self._press.show_cards(self._title_text(), cards[:most], self.giving.layout_chosen)

    def _on_friend(self, view: RewardView) -> None:
        self.dismiss()
        self._context.open_page("counter", view.friend_id)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self.show_error(wording.word(error))
