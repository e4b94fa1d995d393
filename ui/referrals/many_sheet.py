"""Giving cards to everyone of a tier or to those who bear an honor, with progress and a way to stop."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from model.changes import ChangeSet, Kind
from model.errors import EnvironmentProblem, UserError
from model.friend_card import FriendCardKind
from model.friend_commands import GiveCardsToMany
from model.ids import CommandId, StaffId, TierId
from model.referral import Honor
from model.shop import Role
from services import catalog, friend_cards
from services.friend_cards import Given
from services.ids import new_id
from ui import friend_words, wording
from ui.shell.approval import with_role
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.fields import ComboBox, NumberEdit
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.progress import ProgressLine
from ui.widgets.sheet import Sheet

ANY_HONOR = "any"


def offered_tiers(read: Any) -> tuple[tuple[TierId, str], ...]:
    return tuple((tier.id, tier.name) for tier in catalog.everything(read).tiers if tier.active)


def rows_of(read: Any, to: object) -> tuple[int, ...]:
    """Local rows of a tier's members, of those with one honor, or with any."""
    if isinstance(to, bytes):
        return friend_cards.rows_by_tier(read, TierId(to))
    return friend_cards.rows_by_honor(read, to if isinstance(to, Honor) else None)


class ManySheet(Sheet):
    """Stays open while it works: closing it then stops the work, and it goes when the part is done."""

    def __init__(self, context: PageContext, parent: QWidget, kind: FriendCardKind) -> None:
        super().__init__(parent, "", 480)
        self._context = context
        self._kind = kind
        self._rows: tuple[int, ...] = ()
        self._tiers: tuple[tuple[TierId, str], ...] = ()
        self.form = Form()
        self.to = ComboBox()
        self.count = NumberEdit(5, low=1, high=100)
        self.form.add("to", "", self.to)
        self.form.add("count", "", self.count)
        self._told = Label("", "muted", wrap=True)
        self.progress = ProgressLine()
        self.body.add(self.form, self._told, self.progress)
        self._back = KeyButton("", "Esc")
        self.button = KeyButton("", "Enter", "primary")
        self.set_buttons(self._back, self.button)
        self.set_primary(self.button)
        self._back.clicked.connect(self.dismiss)
        self.button.clicked.connect(self._on_give)
        self.to.chosen.connect(self._count_rows)
        self.count.valueChanged.connect(self._tell)
        self.retranslate()
        context.jobs.read(offered_tiers, done=self._on_tiers, owner=self)

    def retranslate(self) -> None:
        self.set_title(self.tr("发给一批人 · {kind}").format(kind=self._kind.name))
        self.form.row("to").set_label(self.tr("给谁"))
        self.form.row("count").set_label(self.tr("每人几张"))
        self.to.setAccessibleName(self.tr("给谁"))
        self.count.setAccessibleName(self.tr("每人几张"))
        self._back.set_caption(self.tr("关闭"))
        self._offer()
        self._tell()

    def _offer(self) -> None:
        entries: list[tuple[object, str]] = [(ANY_HONOR, self.tr("所有有荣誉的会员"))]
        entries += [(honor, friend_words.honor(honor)) for honor in Honor]
        entries += [(id_, self.tr("{tier}会员").format(tier=name)) for id_, name in self._tiers]
        self.to.set_entries(entries)

    def _on_tiers(self, tiers: tuple[tuple[TierId, str], ...]) -> None:
        self._tiers = tiers
        self._offer()
        self._count_rows()

    def _count_rows(self, *_: object) -> None:
        self._context.jobs.read_latest(
            "referrals.many", rows_of, self.to.value(), done=self._on_rows, owner=self
        )

    def _on_rows(self, rows: tuple[int, ...]) -> None:
        self._rows = rows
        self._tell()

    def _tell(self, *_: object) -> None:
        count = self.count.value() or 0
        told = self.tr("{members} 位会员；手上已有上限的跳过。给完在批次里打印。")
        self._told.setText(told.format(members=f"{len(self._rows):,}"))
        self.button.set_caption(self.tr("发 {count} 张").format(count=f"{count * len(self._rows):,}"))
        self.button.setEnabled(bool(self._rows) and count > 0 and not self.progress.is_running)

    def _on_give(self) -> None:
        if not self.progress.is_running and self._rows and self.count.value():
            self.show_error("")
            with_role(self._context, Role.MANAGER, self._give)

    def _give(self, approved_by: StaffId | None) -> None:
        staff_id, count = self._context.session.staff_id, self.count.value() or 1
        command = GiveCardsToMany(
            CommandId(new_id()), staff_id, self._rows, self._kind.id, count, approved_by
        )
        progress = self.progress.begin(self.tr("正在发卡"), len(self._rows))
        task = partial(friend_cards.give_to_all, command=command, progress=progress)
        self._context.jobs.run_aside(task, self._on_done, self._on_failed, owner=self)
        self._tell()

    def dismiss(self) -> None:
        """Close; while cards are being given, stop that first."""
        if self.progress.is_running:
            self.progress.stop()
        else:
            super().dismiss()

    def _on_done(self, given: Given) -> None:
        stopped = self.progress.end()
        kinds = frozenset({Kind.FRIEND_CARD, Kind.FRIEND_CARD_KIND})
        self._context.bus.committed.emit(ChangeSet(CommandId(new_id()), kinds))
        told = self.tr("已停下：发了 {cards} 张，都有效") if stopped else self.tr("已发 {cards} 张")
        self._context.toast("warning" if stopped else "good", told.format(cards=f"{given.cards:,}"))
        self.dismiss()

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self.progress.end()
        self.show_error(wording.word(error))
        self._tell()
