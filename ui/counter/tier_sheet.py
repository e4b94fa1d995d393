"""A member's tier: where they stand, how they got there, and giving one by hand with a reason."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QSizePolicy, QWidget

from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId, MemberId, StaffId, TierId
from model.money import ZERO
from model.tier_commands import SetTier
from model.views import Done
from services import ids, tiers
from services.tiers import TierMove, TierView
from ui import wording
from ui.counter import words
from ui.counter.tier_hint import headline
from ui.shell import approval
from ui.shell.context import PageContext
from ui.translate import QT_TRANSLATE_NOOP, translate
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.dates import DateEdit
from ui.widgets.fields import CheckBox, TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.sheet import Sheet

_NONE: Final = b""
_MOVES: Final = {
    "up": QT_TRANSLATE_NOOP("CounterTiers", "消费达到，升{tier}"),
    "down": QT_TRANSLATE_NOOP("CounterTiers", "消费不够，降为{tier}"),
    "by_hand": QT_TRANSLATE_NOOP("CounterTiers", "手动定为{tier}"),
    "taken_back": QT_TRANSLATE_NOOP("CounterTiers", "消费冲正，退回{tier}"),
}
_ENDED: Final = QT_TRANSLATE_NOOP("CounterTiers", "手动等级到期，改为{tier}")
_NO_TIER: Final = QT_TRANSLATE_NOOP("CounterTiers", "无等级")
_SINCE: Final = QT_TRANSLATE_NOOP("CounterTiers", "{tier} · {day} 起")
_COUNTS: Final = QT_TRANSLATE_NOOP("CounterTiers", "计入等级的消费 {progress}")
_EARLIER: Final = QT_TRANSLATE_NOOP("CounterTiers", "更早还有 {count} 次")
_UNTIL: Final = QT_TRANSLATE_NOOP("CounterTiers", "{tier}保留到 {day}")
_LEAVES: Final = QT_TRANSLATE_NOOP("CounterTiers", "{tier}将在 {day} 降级：消费没到门槛")


def _t(source: str, **facts: object) -> str:
    return translate("CounterTiers", source).format(**facts)


def move_text(move: TierMove) -> str:
    """`2026-11-21 · 手动定为金卡 · 老顾客`."""
    ended = move.kind == "down" and move.reason == "ended"
    told = _t(_ENDED if ended else _MOVES[move.kind], tier=move.tier or _t(_NO_TIER))
    reason = move.reason if move.kind == "by_hand" else ""
    return " · ".join(part for part in (move.on.isoformat(), told, reason) if part)


class TierSheet(Sheet):
    """Everything typed stays when it is refused."""

    def __init__(self, context: PageContext, parent: QWidget, member_id: MemberId) -> None:
        super().__init__(parent, "", 560)
        self._context = context
        self._member_id = member_id
        self._view: TierView | None = None
        self._command_id = CommandId(ids.new_id())
        self._busy = False
        self._now, self._facts = Label("", "heading"), Label("", "muted", wrap=True)
        self._moves = Label("", "caption", wrap=True)
        self._heading = Label("", "strong")
        self.tier = ChipChoice()
        self.floor = CheckBox()
        self.floor.setChecked(True)
        self.until = DateEdit()
        self._until_name, self._reason_name = Label("", "muted"), Label("", "muted")
        self.reason = TextField()
        self.confirm_button = KeyButton("", "Enter", "primary")
        self._cancel = KeyButton("", "Esc")
        self._build()
        self._connect()
        self.retranslate()
        context.jobs.read(tiers.view, member_id, done=self._on_view, failed=self._on_failed, owner=self)

    def _build(self) -> None:
        now = Card(tone="panel", margin=(14, 10, 14, 10), gap=4)
        now.body.add(self._now, self._facts, self._moves)
        until = Line(gap=8)
        until.add(self._until_name, self.until, None)
        reason = Column(gap=4)
        reason.add(self._reason_name, self.reason)
        self.body.add(now, self._heading, self.tier, self.floor)
        self.body.addLayout(until)
        self.body.addLayout(reason)
        self._cancel.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_buttons(self._cancel, self.confirm_button)
        self.set_primary(self.confirm_button)
        self.starts_at = self.reason

    def _connect(self) -> None:
        self.tier.changed.connect(self._refresh)
        self.floor.clicked.connect(self._refresh)
        self.until.valueChanged.connect(self._refresh)
        self.until.problem_changed.connect(self.show_error)
        self.reason.textChanged.connect(self._on_reason)
        self.confirm_button.clicked.connect(self._on_confirm)
        self._cancel.clicked.connect(self.dismiss)

    def retranslate(self) -> None:
        name = self._view.name if self._view else ""
        self.set_title(self.tr("{name} 的等级").format(name=name) if name else self.tr("等级"))
        self._heading.setText(self.tr("手动定级"))
        self.tier.setAccessibleName(self.tr("等级"))
        self.floor.set_text(self.tr("消费不够也不降到它以下"))
        self._until_name.setText(self.tr("到哪天为止（留空为一直）"))
        self.until.setAccessibleName(self.tr("到哪天为止"))
        self._reason_name.setText(self.tr("原因（必填）"))
        self.reason.setAccessibleName(self.tr("定级原因"))
        self._cancel.set_caption(self.tr("返回"))
        self._show_view()

    def _on_view(self, view: TierView) -> None:
        self._view = view
        self.retranslate()
        self.tier.set_value(view.tier_id or _NONE)
        self._refresh()

    def _show_view(self) -> None:
        view = self._view
        if view is None:
            self._refresh()
            return
        entries: list[tuple[object, str]] = [(tier.id, tier.name) for tier in view.tiers]
        self.tier.set_entries([(_NONE, _t(_NO_TIER)), *entries])
        tier, standing = view.tier or _t(_NO_TIER), view.standing
        self._now.setText(_t(_SINCE, tier=tier, day=standing.since.isoformat()) if standing.since else tier)
        facts = [_t(_COUNTS, progress=standing.progress), headline(standing.with_bill(ZERO))]
        if standing.floor_until is not None:
            facts.append(_t(_UNTIL, tier=tier, day=words.short_day(standing.floor_until, view.today)))
        if standing.leaves_on is not None:
            facts.append(_t(_LEAVES, tier=tier, day=words.short_day(standing.leaves_on, view.today)))
        self._facts.setText(" · ".join(fact for fact in facts if fact))
        told = [move_text(move) for move in view.moves]
        if view.earlier:
            told.append(_t(_EARLIER, count=view.earlier))
        self._moves.setText("\n".join(told))
        self._moves.setVisible(bool(view.moves))
        self._refresh()

    def _refresh(self, *_: object) -> None:
        chosen = self.tier.value()
        name = next((t.name for t in self._view.tiers if t.id == chosen), "") if self._view else ""
        caption = self.tr("定为{tier}").format(tier=name) if name else self.tr("改为无等级")
        self.confirm_button.set_caption(caption if self._view else self.tr("手动定级"))
        self.confirm_button.setEnabled(self._view is not None and not self._busy)
        self.floor.setEnabled(bool(chosen))
        self.until.setEnabled(bool(chosen) and self.floor.isChecked())

    def _on_reason(self) -> None:
        self.reason.set_problem("")
        self.show_error("")

    def _on_confirm(self) -> None:
        if self._busy or self._view is None:
            return
        approval.with_reason(self._context, self, self.reason, self._send)

    def _send(self, approved_by: StaffId | None) -> None:
        if self._busy:
            return
        self._busy = True
        self._refresh()
        chosen = self.tier.value()
        tier_id = TierId(chosen) if isinstance(chosen, bytes) and chosen else None
        floor = tier_id is not None and self.floor.isChecked()
        command = SetTier(
            self._command_id,
            self._context.session.staff_id,
            self._member_id,
            tier_id,
            floor,
            self.until.value() if floor else None,
            self.reason.clean_text(),
            approved_by,
        )
        self._context.jobs.write(
            tiers.by_hand, command, done=self._on_done, failed=self._on_failed, owner=self
        )

    def _on_done(self, done: Done) -> None:
        self._context.toast("good", self.tr("等级已改"))
        self.dismiss()

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._busy = False
        self._refresh()
        self.show_error(wording.word(error))
