"""A member's points: gifts for them, and giving or taking some by hand with a reason and a manager."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.errors import EnvironmentProblem, UserError
from model.gift import Gift
from model.ids import CommandId, GiftId, MemberId, StaffId
from model.points import MOST_BY_HAND
from model.shop import Role
from model.tier_commands import AdjustPoints, GiftForPoints
from model.views import Done
from services import ids, points
from services.points import MOST_GIFTS, PointsHand
from ui import theme, wording
from ui.counter import words
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton, TileButton
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.fields import NumberEdit, TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.sheet import Sheet
from ui.widgets.tabs import SegmentedTabs, Tab
from ui.widgets.tiles import Tile, TileGrid

GIFTS, ADJUST = "gifts", "adjust"


class PointsSheet(Sheet):
    """Opens on the gifts; without any on adjusting. Everything typed stays when it is refused."""

    def __init__(self, context: PageContext, parent: QWidget, member_id: MemberId) -> None:
        super().__init__(parent, "", 560)
        self._context = context
        self._member_id = member_id
        self._hand: PointsHand | None = None
        self._command_id = CommandId(ids.new_id())
        self._gift: Gift | None = None
        self._mode = GIFTS
        self._busy = False
        self._has, self._ends = Label("", "due"), Label("", "caption", wrap=True)
        self.tabs = SegmentedTabs((Tab(GIFTS, "", "Alt+1"), Tab(ADJUST, "", "Alt+2")))
        self.gifts = TileGrid(columns=2, rows=3)
        self._none = Label("", "muted", wrap=True)
        self.quantity = NumberEdit(1, low=1, high=MOST_GIFTS)
        self.quantity.setFixedWidth(theme.px(72))
        self._quantity_name = Label("", "muted")
        self.direction = ChipChoice(one_line=True)
        self.amount = NumberEdit(low=1, high=MOST_BY_HAND)
        self.reason = TextField()
        self._amount_name, self._reason_name = Label("", "muted"), Label("", "muted")
        self._result = Label("", "muted", wrap=True)
        self.confirm_button = KeyButton("", "Enter", "primary")
        self._cancel = KeyButton("", "Esc")
        self._build()
        self._connect()
        self.retranslate()
        self._load()

    def _build(self) -> None:
        self._gift_pane, self._adjust_pane = QWidget(), QWidget()
        count = Line(gap=8)
        count.add(self._quantity_name, self.quantity, None)
        gifts = Column(self._gift_pane, gap=8)
        gifts.add(self._none, self.gifts)
        gifts.addLayout(count)
        amount = Line(gap=8)
        amount.add(self.direction, self.amount)
        adjust = Column(self._adjust_pane, gap=6)
        adjust.add(self._amount_name)
        adjust.addLayout(amount)
        adjust.add(self._reason_name, self.reason)
        self.body.add(self._has, self._ends, self.tabs, self._gift_pane, self._adjust_pane, self._result)
        self._cancel.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_buttons(self._cancel, self.confirm_button)
        self.set_primary(self.confirm_button)

    def _connect(self) -> None:
        self.tabs.changed.connect(self._on_mode)
        self.gifts.picked.connect(self._on_gift)
        self.quantity.valueChanged.connect(self._refresh)
        self.direction.changed.connect(self._refresh)
        self.amount.valueChanged.connect(self._refresh)
        self.reason.textChanged.connect(self._on_reason)
        self.confirm_button.clicked.connect(self._on_confirm)
        self._cancel.clicked.connect(self.dismiss)

    def retranslate(self) -> None:
        name = self._hand.name if self._hand else ""
        self.set_title(self.tr("{name} 的积分").format(name=name) if name else self.tr("积分"))
        self.tabs.set_text(GIFTS, self.tr("换礼品"))
        self.tabs.set_text(ADJUST, self.tr("调整"))
        self.gifts.setAccessibleName(self.tr("礼品"))
        self._none.setText(self.tr("还没有可以用积分换的礼品。在“设置 · 礼品”里写上要多少积分。"))
        self._quantity_name.setText(self.tr("几件"))
        self.quantity.setAccessibleName(self.tr("几件"))
        self.direction.set_entries(((1, self.tr("加")), (-1, self.tr("减"))))
        if self.direction.value() is None:
            self.direction.set_value(1)
        self._amount_name.setText(self.tr("加或减多少分"))
        self.amount.setAccessibleName(self.tr("多少分"))
        self._reason_name.setText(self.tr("原因（必填）"))
        self.reason.setAccessibleName(self.tr("调整原因"))
        self._cancel.set_caption(self.tr("返回"))
        self._show_hand()

    def _load(self) -> None:
        self._context.jobs.read(
            points.hand, self._member_id, done=self._on_hand, failed=self._on_failed, owner=self
        )

    def _on_hand(self, hand: PointsHand) -> None:
        self._hand = hand
        self._mode = GIFTS if hand.gifts else ADJUST
        self._gift = next((g for g in hand.gifts if self._can_have(g)), None)
        self.tabs.choose(self._mode)
        self.retranslate()
        self._focus()

    def _can_have(self, gift: Gift) -> bool:
        hand = self._hand
        return hand is not None and gift.stock > 0 and (gift.points or 0) <= hand.points

    def _show_hand(self) -> None:
        hand = self._hand
        self._has.setText(words.number(hand.points) if hand else "")
        ends = hand is not None and hand.ends_on is not None and hand.ending > 0
        self._ends.setVisible(ends)
        if hand is not None and ends and hand.ends_on is not None:
            told = self.tr("其中 {points} 分在 {day} 到期")
            self._ends.setText(
                told.format(points=words.number(hand.ending), day=hand.ends_on.strftime("%m-%d"))
            )
        self._none.setVisible(hand is not None and not hand.gifts)
        self.gifts.setVisible(hand is not None and bool(hand.gifts))
        self.gifts.set_tiles([self._tile(gift) for gift in hand.gifts] if hand else [])
        self._refresh()

    def _tile(self, gift: Gift) -> Tile:
        told = self.tr("{points} 分 · 剩 {stock}").format(
            points=words.number(gift.points or 0), stock=words.number(gift.stock)
        )
        chosen = self._gift is not None and self._gift.id == gift.id
        return Tile(gift.id, gift.name, told, chosen=chosen)

    def _on_mode(self, mode: str) -> None:
        self._mode = mode
        self.show_error("")
        self._refresh()
        self._focus()

    def _focus(self) -> None:
        if self._mode == ADJUST:
            self.amount.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.quantity.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_gift(self, gift_id: object) -> None:
        hand = self._hand
        self._gift = next((g for g in hand.gifts if g.id == gift_id), None) if hand else None
        self.show_error("")
        self._show_hand()

    def _on_reason(self) -> None:
        self.reason.set_problem("")
        self.show_error("")

    def _moved(self) -> int:
        """By how much the points would move now; 0 for nothing."""
        if self._mode == GIFTS:
            gift = self._gift
            return -(gift.points or 0) * (self.quantity.value() or 0) if gift else 0
        sign = self.direction.value()
        return (self.amount.value() or 0) * (sign if isinstance(sign, int) else 1)

    def _refresh(self, *_: object) -> None:
        gifts = self._mode == GIFTS
        self._gift_pane.setVisible(gifts)
        self._adjust_pane.setVisible(not gifts)
        moved, has = self._moved(), self._hand.points if self._hand else 0
        told = self.tr("之后有 {points} 分").format(points=words.number(has + moved)) if moved else ""
        short = has + moved < 0
        self._result.setText(wording.word(UserError("points.short", available=has)) if short else told)
        self._result.set_tone("warning_text" if short else "muted_text")
        caption = self.tr("换 {name}").format(name=self._gift.name) if gifts and self._gift else ""
        plain = self.tr("换礼品") if gifts else self.tr("调整 {points}").format(points=words.points(moved))
        self.confirm_button.set_caption(caption or plain)
        self.confirm_button.setEnabled(bool(moved) and not short and not self._busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a gift that is not chosen chooses it; everywhere else it is the button."""
        focused = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(focused, TileButton) and not focused.isChecked():
            focused.click()
            event.accept()
            return
        super().keyPressEvent(event)

    def _on_confirm(self) -> None:
        if self._busy or not self._moved():
            return
        if self._mode == GIFTS and self._gift is not None:
            self._hand_out(self._gift.id)
        elif not self.reason.clean_text():
            self.reason.set_problem(wording.word_code("bill.reason"))
            self.show_error(wording.word_code("bill.reason"))
            self.reason.setFocus()
        elif self._context.session.may(Role.MANAGER):
            self._adjust(None)
        else:
            self._context.approve(Role.MANAGER, self._on_approved)

    def _on_approved(self, staff_id: object) -> None:
        if isinstance(staff_id, bytes):
            self._adjust(StaffId(staff_id))

    def _hand_out(self, gift_id: GiftId) -> None:
        self._set_busy(True)
        context = self._context
        command = GiftForPoints(
            self._command_id,
            context.session.staff_id,
            self._member_id,
            gift_id,
            self.quantity.value() or 1,
            context.settings.current.policy.print_automatically,
        )
        context.jobs.write(
            points.gift_for_points, command, done=self._on_done, failed=self._on_failed, owner=self
        )

    def _adjust(self, approved_by: StaffId | None) -> None:
        if self._busy:
            return
        self._set_busy(True)
        command = AdjustPoints(
            self._command_id,
            self._context.session.staff_id,
            self._member_id,
            self._moved(),
            self.reason.clean_text(),
            approved_by,
        )
        self._context.jobs.write(
            points.adjust, command, done=self._on_done, failed=self._on_failed, owner=self
        )

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._refresh()

    def _on_done(self, done: Done) -> None:
        left = words.number(done.txn.points_after) if done.txn else ""
        gift = self._gift.name if self._mode == GIFTS and self._gift else ""
        told = self.tr("已换 {name} · 还有 {points} 分") if gift else self.tr("积分已调整 · 现有 {points} 分")
        self._context.toast("good", told.format(name=gift, points=left))
        self.dismiss()

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._set_busy(False)
        self.show_error(wording.word(error))
