"""Giving friend cards to one member: which kind, how many, and the member's own words on them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.errors import EnvironmentProblem, UserError
from model.friend_card import LINE_LIMIT
from model.friend_commands import GiveCards
from model.ids import BatchId, CommandId, FriendCardKindId, MemberId, StaffId
from model.shop import Role
from model.views import Done
from services import friend_cards
from services.ids import new_id
from services.printing.layouts import Layout
from ui import friend_words, wording
from ui.referrals import paper
from ui.referrals.queries import Hand
from ui.shell.approval import with_role
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.fields import ComboBox, NumberEdit, TextField
from ui.widgets.form import Form
from ui.widgets.label import Label

USUAL: Final = 5
MOST: Final = 500


class GivePanel(Card):
    """`given(BatchId, int)` when they are on disk, `refused(str)` with the reason."""

    given = Signal(object, object)
    refused = Signal(str)

    def __init__(self, context: PageContext, member_id: MemberId, parent: QWidget | None = None) -> None:
        super().__init__(parent, tone="panel", margin=14, gap=10)
        self._context = context
        self._member_id = member_id
        self._hand: Hand | None = None
        self._busy = False
        self.summary = Label("", "heading", wrap=True)
        self.form = Form(gap=10)
        self.kind = ComboBox()
        self.count = NumberEdit(USUAL, low=1, high=MOST)
        self.own_line = TextField()
        self.own_line.setMaxLength(LINE_LIMIT)
        self.layout_box = ComboBox()
        self.button = KeyButton("", "Enter", "primary", big=True)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._none = Label("", "muted", wrap=True)
        for name, field in (("kind", self.kind), ("count", self.count), ("line", self.own_line)):
            self.form.add(name, "", field)
        self.form.add("layout", "", self.layout_box)
        self.body.add(self.summary, self.form, self._none, None, self.button)
        self.button.clicked.connect(self.give)
        self.kind.chosen.connect(self.refresh)
        self.count.valueChanged.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        for name, label, field in (
            ("kind", self.tr("种类"), self.kind),
            ("count", self.tr("张数"), self.count),
            ("line", self.tr("赠卡人的话（印在卡上，可不填）"), self.own_line),
            ("layout", self.tr("版式"), self.layout_box),
        ):
            self.form.row(name).set_label(label)
            field.setAccessibleName(label)
        self.own_line.setPlaceholderText(self.tr("例如：剪头发找阿Ken"))
        self.layout_box.set_entries([(layout, paper.layout_name(layout)) for layout in paper.LAYOUTS])
        self._none.setText(self.tr("还没有闺蜜卡种类。请到 转介绍 → 闺蜜卡 先做一种。"))
        self.refresh()

    @property
    def layout_chosen(self) -> Layout:
        """On which paper."""
        chosen = self.layout_box.value()
        return chosen if isinstance(chosen, Layout) else Layout.A4_2X5

    def show_hand(self, hand: Hand) -> None:
        """Offer the kinds there are, and say what the member has."""
        self._hand = hand
        self.kind.set_entries([(view.row.kind.id, view.row.kind.name) for view in hand.kinds])
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Show what the button would do now."""
        hand, count = self._hand, self.count.value() or 0
        some = hand is None or bool(hand.kinds)
        self.form.setVisible(some)
        self.button.setVisible(some)
        self._none.setVisible(not some)
        view = next((v for v in hand.kinds if v.row.kind.id == self.kind.value()), None) if hand else None
        self.form.row("kind").set_hint(friend_words.sides(view.benefit, view.reward) if view else "")
        self.button.set_caption(self.tr("给 {count} 张并打印").format(count=count))
        self.button.setEnabled(view is not None and count > 0 and not self._busy)
        if hand is not None:
            told = self.tr("剩 {left} / {given} · 已带来 {friends} 位朋友")
            facts = (hand.brought.cards_left, len(hand.cards), hand.brought.friends)
            self.summary.setText(told.format(left=facts[0], given=facts[1], friends=facts[2]))

    def give(self) -> None:
        """Give as many as are typed; a manager's PIN is asked for where needed."""
        kind_id, count = self.kind.value(), self.count.value()
        if self._busy or not isinstance(kind_id, bytes) or count is None:
            return
        self.refused.emit("")
        staff_id, own_line = self._context.session.staff_id, self.own_line.clean_text()
        command = GiveCards(
            CommandId(new_id()), staff_id, self._member_id, FriendCardKindId(kind_id), count, own_line
        )
        with_role(self._context, Role.MANAGER, partial(self._send, command))

    def _send(self, command: GiveCards, approved_by: StaffId | None) -> None:
        self._busy = True
        self.refresh()
        sent = replace(command, approved_by=approved_by)
        self._context.jobs.write(
            friend_cards.give, sent, done=self._on_given, failed=self._on_failed, owner=self
        )

    def _on_given(self, done: Done) -> None:
        self._busy = False
        self.refresh()
        count = int(done.number) if done.number.isdigit() else 1
        name = self._hand.profile.name if self._hand else ""
        self._context.toast("good", self.tr("已给 {name} {count} 张闺蜜卡").format(name=name, count=count))
        self.given.emit(BatchId(cast(bytes, done.subject_id)), count)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._busy = False
        self.refresh()
        self.refused.emit(wording.word(error))
