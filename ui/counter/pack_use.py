"""Having sessions of a pack: how many, who served, for whom; what is left is on screen before Enter."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from model.errors import UserError
from model.ids import StaffId
from model.pack import Pack, check_use, value_of
from model.pack_commands import UsePack
from model.views import Done
from services import packs
from services.packs import Hand
from ui import theme, wording
from ui.counter import pack_words
from ui.counter.pack_sheet import PackSheet, Steps
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.fields import CheckBox, ComboBox
from ui.widgets.label import Label
from ui.widgets.layouts import Grid, Line
from ui.widgets.rating import StarRating

CHIPS: Final = 8
"""Packs that are shown side by side to choose from; more are a list."""


class LeftCard(Card):
    """What a pack is and what a use does to it."""

    def __init__(self) -> None:
        super().__init__(tone="panel", margin=(16, 12, 16, 12), gap=6)
        self._name = Label("", "heading", wrap=True)
        self._about = Label("", "caption", wrap=True)
        self._names = [Label("", "caption") for _ in range(3)]
        self._values = [Label("", "money") for _ in range(3)]
        grid = Grid(gap=2)
        for at, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            grid.addWidget(name, 0, at)
            grid.addWidget(value, 1, at)
            grid.setColumnStretch(at, 1)
        self.body.add(self._name, self._about)
        self.body.addLayout(grid)

    def retranslate(self) -> None:
        texts = (self.tr("现在剩"), self.tr("用后剩"), self.tr("这次计入消费"))
        for label, text in zip(self._names, texts, strict=True):
            label.setText(text)

    def show_use(self, pack: Pack, sessions: int | None, about: str) -> None:
        """Show a pack before and after so many sessions; None while the number is not readable."""
        self._name.setText(pack.name)
        self._about.setText(about)
        possible = sessions is not None and sessions <= pack.sessions_left
        count = sessions if sessions is not None and possible else 0
        values = (
            pack_words.sessions(pack.sessions_left),
            pack_words.sessions(pack.sessions_left - count) if possible else "—",
            str(value_of(pack, count)) if possible else "—",
        )
        for label, text in zip(self._values, values, strict=True):
            label.setText(text)


class UsePackSheet(PackSheet):
    """`used(Done)` after the commit; `extend_wanted(Pack)`, `refund_wanted(Pack)` where that is asked for."""

    used = Signal(object)
    extend_wanted = Signal(object)
    refund_wanted = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget, hand: Hand, pack: Pack) -> None:
        super().__init__(context, parent, 560)
        self._hand = hand
        self._pack = pack
        self.which: ChipChoice | ComboBox = ChipChoice() if len(hand.packs) <= CHIPS else ComboBox()
        self._card = LeftCard()
        self._steps = Steps(max(p.sessions_left for p in (*hand.packs, pack)))
        self.sessions = self._steps.number
        self._sessions_name, self._staff_name = Label("", "muted"), Label("", "muted")
        self._rating_name = Label("", "muted")
        self.served_by = ChipChoice(optional=True)
        self.companion = CheckBox()
        self.rating = StarRating()
        self.extend_button = KeyButton("", "Alt+E", bind=True)
        self.refund_button = KeyButton("", "Alt+T", bind=True)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        count = Line(gap=8)
        count.add(self._steps, None, self.companion)
        grid = Grid(gap=10)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._sessions_name, 0, 0)
        grid.addLayout(count, 0, 1)
        grid.add_row(1, (self._staff_name, self.served_by))
        grid.add_row(2, (self._rating_name, self.rating))
        # The sheet asks for its height at this width: narrower, the chips would take lines they don't need.
        self._card.setMinimumWidth(theme.px(440))
        self.served_by.set_entries([(one.id, one.name) for one in self._hand.staff])
        self.body.add(self.which, self._card)
        # Shown before it has a place, it would be a window of its own and take the focus with it.
        self.which.setVisible(len(self._hand.packs) > 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self._finish(self.extend_button, self.refund_button)
        self.starts_at = self.sessions

    def _connect(self) -> None:
        picked = self.which.changed if isinstance(self.which, ChipChoice) else self.which.chosen
        picked.connect(self._on_which)
        self._steps.changed.connect(self._refresh)
        self._steps.stepped.connect(self._on_stepped)
        self.companion.toggled.connect(self._refresh)
        self.extend_button.clicked.connect(self._on_extend)
        self.refund_button.clicked.connect(self._on_refund)

    def retranslate(self) -> None:
        super().retranslate()
        self.set_title(self.tr("用次卡"))
        self._card.retranslate()
        self._sessions_name.setText(self.tr("用几次"))
        self._staff_name.setText(self.tr("谁服务"))
        self._rating_name.setText(self.tr("评价"))
        for widget, text in (
            (self.served_by, self.tr("谁服务")),
            (self.rating, self.tr("评价")),
            (self.which, self.tr("哪张次卡")),
        ):
            widget.setAccessibleName(text)
        self._steps.name(self.tr("用几次"), self.tr("少一次"), self.tr("多一次"))
        self.companion.set_text(self.tr("有同伴一起用"))
        self.extend_button.set_caption(self.tr("延期…"))
        self.refund_button.set_caption(self.tr("退这张…"))
        self.which.set_entries([(p.id, f"{p.name} · {pack_words.left(p)}") for p in self._hand.packs])
        self.which.set_value(self._pack.id)
        self._refresh()

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        if visible:
            self.sessions.selectAll()

    def _refresh(self, *_: object) -> None:
        """Show what Enter would do, or why it can't."""
        pack, sessions = self._pack, self.sessions.value()
        about = " · ".join((pack.item_name, pack_words.left(pack), pack_words.until(pack, self._hand.today)))
        self._card.show_use(pack, sessions, about)
        self.companion.setVisible(pack.companion)
        self.extend_button.setVisible(pack.valid_to is not None)
        self.refund_button.setVisible(bool(pack.paid))
        problem = self._problem(pack, sessions)
        self.show_error(problem)
        told = self.tr("用 {count} 次").format(count=sessions) if sessions else self.tr("用次卡")
        self.confirm_button.set_caption(told)
        self.confirm_button.setEnabled(bool(sessions) and not problem and not self._busy)
        self._steps.show_room(pack.sessions_left)

    def _problem(self, pack: Pack, sessions: int | None) -> str:
        try:
            check_use(pack, sessions or 1, self._with_companion(), self._hand.today)
        except UserError as error:
            return wording.word(error)
        return ""

    def _with_companion(self) -> bool:
        return self._pack.companion and self.companion.isChecked()

    def _on_which(self) -> None:
        self._pack = next(p for p in self._hand.packs if p.id == self.which.value())
        self._refresh()

    def _on_stepped(self) -> None:
        self.sessions.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_extend(self) -> None:
        self.dismiss()
        self.extend_wanted.emit(self._pack)

    def _on_refund(self) -> None:
        self.dismiss()
        self.refund_wanted.emit(self._pack)

    def _on_confirm(self) -> None:
        sessions = self.sessions.value()
        if self._busy or sessions is None:
            return
        command = UsePack(
            self._command_id,
            self._context.session.staff_id,
            self._pack.id,
            sessions,
            self._with_companion(),
            cast("StaffId | None", self.served_by.value()),
            self.rating.value(),
            self._context.settings.current.policy.print_automatically,
        )
        self._carry_out(packs.use, command)

    def _on_done(self, done: Done) -> None:
        self.dismiss()
        self.used.emit(done)
