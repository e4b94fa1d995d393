"""Redeeming (核销 F6): a code typed in groups, the vouchers on the bill, and the pause after wrong codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from model.errors import EnvironmentProblem, UserError
from model.ids import VoucherId
from model.voucher import HeldVoucher
from ui import theme, wording
from ui.counter import keys
from ui.counter.codes_read import Proposal
from ui.counter.flow import FlowBar
from ui.counter.sale_forms import InlineForm
from ui.widgets.buttons import KeyButton
from ui.widgets.chip import ChipButton
from ui.widgets.fields import CodeEdit
from ui.widgets.layouts import Column, Line

_ABREAST_WIDTH: Final = 380
"""Room for a code and the camera's button side by side (design pixels)."""


class RedeemForm(InlineForm):
    """`typed(str)` a code, `best_wanted()` on Enter in the empty field, `dropped(VoucherId)`.

    `camera_wanted()` asks for the camera.
    """

    typed = Signal(str)
    best_wanted = Signal()
    dropped = Signal(object)
    camera_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seconds = 0
        self._proposal = Proposal()
        self._on_bill: list[tuple[VoucherId, ChipButton]] = []
        self.code = CodeEdit()
        self.code.textEdited.connect(self._on_edited)
        self.camera = KeyButton("", keys.CAMERA, icon="camera")
        self.camera.clicked.connect(self.camera_wanted)
        self._used = FlowBar()
        self.best = ChipButton(tone="good", key=keys.BEST_VOUCHERS)
        self.best.clicked.connect(self.best_wanted)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._on_tick)
        self._used.flow.addWidget(self.best)
        bottom = Line(gap=8)
        bottom.add(self.problem, self.cancel, self.ok)
        bottom.setStretch(0, 1)
        column = Column(self, gap=8)
        self._top = Line(gap=8)
        self._top.add(self.code, self.camera)
        self._top.setStretch(0, 1)
        column.add(self._top, self._used, bottom, None)
        self.retranslate()

    def retranslate(self) -> None:
        self.code.setPlaceholderText(self.tr("扫券，或输入券码：7KQ2 M9XA 4TZ"))
        self.code.setAccessibleName(self.tr("券码"))
        self.camera.set_caption(self.tr("摄像头"))
        self.cancel.set_caption(self.tr("返回"))
        self.ok.set_caption(self.tr("核销"))
        self._show_best()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A whole code must be seen while it is typed: the camera goes below where the room is narrow.
        narrow = event.size().width() < theme.px(_ABREAST_WIDTH)
        directions = QBoxLayout.Direction
        self._top.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    def open(self) -> None:
        """Empty the field and go to it."""
        self.code.clear()
        self.tell("")
        self.code.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def is_paused(self) -> bool:
        """Whether typed codes are refused for a while."""
        return self._seconds > 0

    def tell(self, sentence: str, role: str = "error") -> None:
        """Say beside the buttons what happened; what was typed stays."""
        if not self.is_paused:
            self.problem.set_role("error" if role == "error" else "good")
            self.problem.setText(sentence)

    def say(self, error: UserError | EnvironmentProblem) -> None:
        """Say why a code was refused."""
        self.tell(wording.word(error))
        self.code.selectAll()

    def pause(self, left_ms: int) -> None:
        """Refuse typing for so long, and count down in sight."""
        self._seconds = -(-left_ms // 1000)
        self._show_pause()
        if self._seconds:
            self._tick.start()

    def _on_tick(self) -> None:
        self._seconds -= 1
        self._show_pause()

    def _show_pause(self) -> None:
        self.ok.setEnabled(not self.is_paused)
        if self.is_paused:
            self.problem.set_role("error")
            told = self.tr("输错五次了，等 {seconds} 秒再输；扫码随时可用。")
            self.problem.setText(told.format(seconds=self._seconds))
        else:
            self._tick.stop()
            self.problem.setText("")

    def show_vouchers(self, on_bill: Sequence[HeldVoucher], proposal: Proposal, *, best: bool) -> None:
        """Show what is on the bill, to be taken off, and what would be cheapest."""
        self._proposal = Proposal() if best else proposal
        if [id_ for id_, _ in self._on_bill] != [v.voucher_id for v in on_bill]:
            self._rebuild(on_bill)
        self._show_best()

    def _rebuild(self, on_bill: Sequence[HeldVoucher]) -> None:
        for _, chip in self._on_bill:
            self._used.flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._on_bill = []
        for voucher in on_bill:
            chip = ChipButton(self.tr("{name} ×").format(name=voucher.name), parent=self._used)
            chip.setAccessibleName(self.tr("不用 {name}").format(name=voucher.name))
            chip.setChecked(True)
            chip.clicked.connect(self._on_chip)
            self._used.flow.addWidget(chip)
            chip.show()
            self._on_bill.append((voucher.voucher_id, chip))

    def _show_best(self) -> None:
        self.best.setVisible(bool(self._proposal.vouchers))
        self._used.setVisible(bool(self._proposal.vouchers or self._on_bill))
        self.best.setChecked(True)
        told = self.tr("最省：省 {saving}").format(saving=self._proposal.saving)
        self.best.set_caption(told)

    def _on_chip(self) -> None:
        voucher_id = next((id_ for id_, chip in self._on_bill if chip is self.sender()), None)
        if voucher_id is not None:
            self.dropped.emit(voucher_id)

    def _on_edited(self) -> None:
        self.tell("")

    def confirm(self) -> None:
        code = self.code.clean_text()
        if self.is_paused:
            return
        if code:
            self.typed.emit(code)
        elif self._proposal.vouchers:
            self.best_wanted.emit()
        else:
            self.left.emit()
