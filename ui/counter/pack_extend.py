"""Letting a session pack be used for longer: until when and why; a cashier needs a manager's PIN."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtWidgets import QWidget

from model.ids import StaffId
from model.pack import Pack
from model.pack_commands import ExtendPack
from model.views import Done
from services import packs
from ui.counter import pack_words
from ui.counter.pack_sheet import PackSheet
from ui.shell import approval
from ui.shell.context import PageContext
from ui.widgets.chip import ChipButton
from ui.widgets.dates import DateEdit
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line

STEPS_DAYS: Final = (30, 90, 180)


class ExtendPackSheet(PackSheet):
    """Everything typed stays when it is refused."""

    def __init__(self, context: PageContext, parent: QWidget, pack: Pack, today: date) -> None:
        super().__init__(context, parent, 520)
        self._pack = pack
        self._today = today
        self._what = Label("", "muted", wrap=True)
        self._until_name, self._reason_name = Label("", "muted"), Label("", "muted")
        self._steps = [(days, ChipButton(tone="info")) for days in STEPS_DAYS]
        self.until = DateEdit(self._later(STEPS_DAYS[0]))
        self.reason = TextField()
        self._build()
        self.retranslate()

    def _later(self, days: int) -> date:
        """So many days after the last day, or after today where that is past."""
        return max(self._pack.valid_to or self._today, self._today) + timedelta(days=days)

    def _build(self) -> None:
        steps = Line(gap=6)
        for _, chip in self._steps:
            chip.clicked.connect(self._on_step)
            steps.addWidget(chip)
        steps.addStretch(1)
        until = Column(gap=4)
        until.add(self._until_name, self.until)
        until.addLayout(steps)
        reason = Column(gap=4)
        reason.add(self._reason_name, self.reason)
        self.body.add(self._what)
        self.body.addLayout(until)
        self.body.addLayout(reason)
        self._finish()
        self.starts_at = self.reason
        self.until.valueChanged.connect(self._refresh)
        self.until.problem_changed.connect(self.show_error)
        self.reason.textChanged.connect(self._on_reason)

    def retranslate(self) -> None:
        super().retranslate()
        self.set_title(self.tr("次卡延期"))
        parts = (self._pack.name, pack_words.left(self._pack), pack_words.until(self._pack, self._today))
        self._what.setText(" · ".join(parts))
        self._until_name.setText(self.tr("延到哪天（那天还能用）"))
        self._reason_name.setText(self.tr("原因（必填）"))
        self.reason.setAccessibleName(self.tr("延期原因"))
        self.until.setAccessibleName(self.tr("延到哪天"))
        for days, chip in self._steps:
            chip.set_caption(self.tr("加 {days} 天").format(days=days))
        self._refresh()

    def _refresh(self, *_: object) -> None:
        until = self.until.value()
        told = self.tr("延到 {day}").format(day=until.isoformat()) if until else self.tr("延期")
        self.confirm_button.set_caption(told)
        self.confirm_button.setEnabled(until is not None and not self._busy)
        for days, chip in self._steps:
            chip.setChecked(until == self._later(days))

    def _on_step(self) -> None:
        days = next(days for days, chip in self._steps if chip is self.sender())
        self.until.set_value(self._later(days))
        self._refresh()

    def _on_reason(self) -> None:
        self.reason.set_problem("")
        self.show_error("")

    def _on_confirm(self) -> None:
        if self._busy or self.until.value() is None:
            return
        approval.with_reason(self._context, self, self.reason, self._send)

    def _send(self, approved_by: StaffId | None) -> None:
        until = self.until.value()
        if until is None or self._busy:
            return
        command = ExtendPack(
            self._command_id,
            self._context.session.staff_id,
            self._pack.id,
            until,
            self.reason.clean_text(),
            approved_by,
        )
        self._carry_out(packs.extend, command)

    def _on_done(self, done: Done) -> None:
        until = self.until.value()
        self._context.toast(
            "good",
            self.tr("{name} 已延到 {day}").format(
                name=self._pack.name, day=until.isoformat() if until else ""
            ),
        )
        self.dismiss()
