"""A lost card: blocked at once, another one printed."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from model.account_commands import ReplaceCard
from model.found import Hit
from model.ids import MemberId, StaffId
from model.views import Done
from services import members, search
from ui.account.moving import MovingSheet
from ui.printing.on_paper import OnPaper
from ui.shell.context import PageContext
from ui.translate import QT_TRANSLATE_NOOP, translate
from ui.widgets.chip import ChipButton
from ui.widgets.flow import Flow

REASONS: Final = (
    QT_TRANSLATE_NOOP("LostCard", "丢了"),
    QT_TRANSLATE_NOOP("LostCard", "被偷了"),
    QT_TRANSLATE_NOOP("LostCard", "坏了，扫不出"),
)


class LostCardSheet(MovingSheet):
    """For one member; no approval: blocking a card can't wait."""

    def __init__(self, context: PageContext, parent: QWidget, member_id: MemberId) -> None:
        super().__init__(context, parent, 560)
        self._member_id = member_id
        self._name = ""
        # What is printed outlives this sheet.
        self._paper = OnPaper(context, context.bus)
        self._reasons = [(source, ChipButton(tone="info")) for source in REASONS]
        self.form.add("reason", "", self.reason)
        chips = QWidget()
        flow = Flow(chips, gap=6)
        for _, chip in self._reasons:
            flow.addWidget(chip)
            chip.setCheckable(False)
            chip.clicked.connect(self._on_reason)
        self.body.add(self._about, self.form, chips)
        self.starts_at = self.reason
        context.jobs.read(search.one, member_id, done=self._on_name, failed=self._on_failed, owner=self)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        title = self.tr("挂失补卡 · {name}") if self._name else self.tr("挂失补卡")
        self.set_title(title.format(name=self._name))
        self._about.setText(
            self.tr("旧卡马上作废，扫到会提示；印一张新卡给本人。钱在账户里，不在卡上，余额不受影响。")
        )
        for source, chip in self._reasons:
            chip.set_caption(translate("LostCard", source))
        self.button.set_caption(self.tr("作废旧卡并印新卡"))

    def _on_name(self, hit: Hit) -> None:
        self._name = hit.name
        self.retranslate()

    def _on_reason(self) -> None:
        source = next((s for s, chip in self._reasons if chip is self.sender()), "")
        self.reason.setText(translate("LostCard", source))
        self.reason.setFocus()

    def _on_button(self) -> None:
        if self._has_reason():
            self._begin(None)

    def _act(self, _approved_by: StaffId | None) -> None:
        command = ReplaceCard(
            self._command_id,
            self._context.session.staff_id,
            self._member_id,
            self.reason.clean_text(),
        )
        self._context.jobs.write(
            members.replace_card, command, done=self._on_done, failed=self._on_failed, owner=self
        )

    def _on_done(self, done: Done) -> None:
        self.dismiss()
        if done.subject_id is not None:
            self._paper.member_card(MemberId(done.subject_id))
