"""The right side: what the chosen referrer brought and got, and what can be done for them."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from model.errors import EnvironmentProblem, UserError
from model.ids import MemberId
from model.referral import MemberHonor, RewardView
from ui import friend_words
from ui.referrals import queries
from ui.referrals.honor_sheet import HonorSheet
from ui.referrals.queries import Person
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Divider
from ui.widgets.chip import Chip, Tone
from ui.widgets.flow import Flow
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Grid, Line
from ui.widgets.messages import EmptyState
from ui.widgets.retranslate import Retranslated


class _RewardRow(QWidget):
    """Friend and state over what was given and why."""

    def __init__(self, view: RewardView) -> None:
        super().__init__()
        word, tone = friend_words.reward_state(view.state)
        top, low = Line(gap=6), Line(gap=6)
        top.add(Label(view.friend_name, bold=True, elide=True), Chip(word, _chip_tone(tone)))
        top.setStretch(0, 1)
        given = Label(friend_words.given(view.kind, view.amount, view.voucher_name), "caption", elide=True)
        why = friend_words.reward_why(view) or view.at.strftime("%Y-%m-%d")
        low.add(given, Label(why, "caption"))
        low.setStretch(0, 1)
        column = Column(self, gap=2)
        column.addLayout(top)
        column.addLayout(low)


def _chip_tone(tone: str) -> Tone:
    return "neutral" if tone == "muted" else cast(Tone, tone)


class PersonPanel(Retranslated, QWidget):
    """`opened(MemberId)` when the member is to be opened at the counter."""

    opened = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._member_id: MemberId | None = None
        self._person: Person | None = None
        self._empty = EmptyState("tree-structure")
        self._name = Label("", "title", elide=True)
        self._facts = Label("", "caption", wrap=True)
        self._honors = Flow(gap=6)
        self._names = [Label("", "caption") for _ in range(6)]
        self._values = [Label("", "money") for _ in range(6)]
        self._rewards_title = Label("", "strong")
        self._rewards = Column(gap=8)
        self.open_button = KeyButton("", "Enter", icon="storefront")
        self.cards_button = KeyButton("", "F7", bind=True, icon="cards")
        self.honor_button = KeyButton("", icon="medal")
        self._body = QWidget()
        self._assemble()
        self.open_button.clicked.connect(self._on_open)
        self.cards_button.clicked.connect(self._on_cards)
        self.honor_button.clicked.connect(self._on_honor)
        self.retranslate()
        self.show_member(None)

    def _assemble(self) -> None:
        inner = QWidget()
        column = Column(inner, margin=(0, 0, 6, 0), gap=10)
        chips = QWidget()
        chips.setLayout(self._honors)
        self._chips = chips
        grid = Grid(gap=4)
        for at, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(name, at, 0)
            grid.addWidget(value, at, 1)
        grid.setColumnStretch(1, 1)
        column.add(self._name, self._facts, chips, Divider())
        column.addLayout(grid)
        column.add(Divider(), self._rewards_title)
        column.addLayout(self._rewards)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        body = Column(self._body, gap=8)
        body.addWidget(scroll, 1)
        for button in (self.cards_button, self.honor_button, self.open_button):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            body.addWidget(button)
        whole = Column(self)
        whole.addWidget(self._body, 1)
        whole.addWidget(self._empty, 1)

    def retranslate(self) -> None:
        self._empty.set_text(self.tr("选一位会员，看带来了谁、得了什么"))
        names = (
            self.tr("带来朋友"),
            self.tr("已消费的"),
            self.tr("带来消费"),
            self.tr("已发赠金"),
            self.tr("待发"),
            self.tr("手上闺蜜卡"),
        )
        for label, text in zip(self._names, names, strict=True):
            label.setText(text)
        self._rewards_title.setText(self.tr("最近的奖励"))
        self.open_button.set_caption(self.tr("到收银打开"))
        self.cards_button.set_caption(self.tr("闺蜜卡…"))
        self.honor_button.set_caption(self.tr("授予荣誉…"))
        self._fill()

    def show_member(self, member_id: MemberId | None) -> None:
        """Show a member, or what the panel is for."""
        self._member_id = member_id
        if member_id is None:
            self._person = None
            self._fill()
        else:
            self.reload()

    def reload(self) -> None:
        """Read the member again."""
        if self._member_id is not None:
            self._context.jobs.read_latest(
                "referrals.person",
                queries.person,
                self._member_id,
                done=self._on_person,
                failed=self._on_gone,
                owner=self,
            )

    def _on_person(self, person: Person) -> None:
        self._person = person
        self._fill()

    def _on_gone(self, error: UserError | EnvironmentProblem) -> None:
        self.show_member(None)

    def _fill(self) -> None:
        person = self._person
        self._body.setVisible(person is not None)
        self._empty.setVisible(person is None)
        if person is None:
            return
        brought, profile = person.brought, person.profile
        self._name.setText(profile.name)
        brought_by = self.tr("由 {name} 带来").format(name=profile.referrer_name)
        parts = [f"No. {profile.number}", brought_by if profile.referrer_name else ""]
        self._facts.setText(" · ".join(part for part in parts if part))
        values = (
            f"{brought.friends:,}",
            f"{brought.bought:,}",
            str(brought.turnover),
            self._paid_text(person),
            f"{brought.pending} · {brought.pending_bonus}" if brought.pending else "0",
            f"{brought.cards_left:,}",
        )
        for label, text in zip(self._values, values, strict=True):
            label.setText(text)
        self._fill_honors([h for h in brought.honors if h.active_on(person.today)])
        self._fill_rewards(brought.rewards)

    def _paid_text(self, person: Person) -> str:
        brought = person.brought
        parts = [str(brought.paid_bonus)]
        if brought.paid_points:
            parts.append(self.tr("{count} 积分").format(count=f"{brought.paid_points:,}"))
        if brought.paid_vouchers:
            parts.append(self.tr("{count} 张券").format(count=brought.paid_vouchers))
        return " · ".join(parts)

    def _fill_honors(self, honors: list[MemberHonor]) -> None:
        while (item := self._honors.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for honor in honors:
            self._honors.addWidget(Chip(friend_words.honor(honor.honor), "info"))
        self._chips.setVisible(bool(honors))

    def _fill_rewards(self, views: tuple[RewardView, ...]) -> None:
        while (item := self._rewards.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for view in views:
            self._rewards.addWidget(_RewardRow(view))
        self._rewards_title.setVisible(bool(views))

    def _on_open(self) -> None:
        if self._member_id is not None:
            self.opened.emit(self._member_id)

    def _on_cards(self) -> None:
        if self._member_id is not None:
            self._context.open_sheet("friend_cards", {"member_id": self._member_id})

    def _on_honor(self) -> None:
        person = self._person
        if person is not None:
            member_id, name = person.profile.member_id, person.profile.name
            HonorSheet(self._context, self, member_id, name, person.today).show()
