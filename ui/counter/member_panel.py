"""The left panel: who the member is, what they have and what to tell them now."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from model.text import mask_phone
from model.views import AccountState, MemberCard
from model.wallet import Lot
from ui import theme
from ui.counter import keys, words
from ui.counter.claim_card import ClaimCard
from ui.counter.closed_card import ClosedCard
from ui.counter.codes_read import Standing
from ui.counter.flow import Flow
from ui.counter.friend_line import FriendLine
from ui.counter.pack_list import PackList
from ui.counter.tier_hint import TierReached
from ui.counter.voucher_cards import VoucherCards
from ui.widgets import paint
from ui.widgets.buttons import IconButton, KeyButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.messages import EmptyState
from ui.widgets.retranslate import Retranslated

BIRTHDAY_DAYS: Final = 7
EXPIRING_DAYS: Final = 30
LOTS_SHOWN: Final = 6


def usable_lots(card: MemberCard) -> list[Lot]:
    """Lots that can be used today, the earliest expiry first."""
    usable = [lot for lot in card.wallet.lots if lot.usable_on(card.today)]
    return sorted(usable, key=lambda lot: (lot.expires_on or date.max, lot.granted_on))


def expiring_lots(card: MemberCard) -> list[Lot]:
    """Usable lots whose last day is within the next 30 days."""
    last = card.today + timedelta(days=EXPIRING_DAYS)
    return [lot for lot in usable_lots(card) if lot.expires_on is not None and lot.expires_on <= last]


def birthday_in_days(card: MemberCard) -> int | None:
    """Days to a birthday within the next week; None otherwise."""
    birthday = card.profile.birthday
    days = birthday.days_until(card.today) if birthday else BIRTHDAY_DAYS + 1
    return days if days <= BIRTHDAY_DAYS else None


class Avatar(Retranslated, QWidget):
    """The first character of the name in a circle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initial = ""
        self.restyle()

    def show_name(self, name: str) -> None:
        """Show the initial of a name."""
        self._initial = name.strip()[:1].upper()
        self.update()

    def restyle(self) -> None:
        self.setFixedSize(QSize(theme.px(52), theme.px(52)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.painter_for(self)
        rect = QRectF(self.rect())
        paint.box(painter, rect, theme.color("accent_soft"), None, 26)
        center = Qt.AlignmentFlag.AlignCenter
        paint.text(
            painter, rect, self._initial, theme.font("title", bold=True), theme.color("accent_text"), center
        )


class _Balances(Card):
    """What is stored, as one large figure, and its parts."""

    def __init__(self) -> None:
        super().__init__(tone="panel", margin=(12, 10, 12, 10), gap=2)
        self._caption = Label("", "caption")
        self._stored = Label("", "due")
        self.points = KeyButton("", keys.POINTS_SHEET, "quiet")
        self._names = [Label("", "caption") for _ in range(2)]
        self._values = [Label("", "money", size="small") for _ in range(2)]
        self._points = 0
        parts = QWidget()
        flow = Flow(parts, gap=12)
        for name, value in zip(self._names, self._values, strict=True):
            pair = QWidget()
            line = Line(pair, gap=4)
            line.add(name, value)
            flow.addWidget(pair)
        # Beside the amount there is no room for them once it is large, or the text is.
        head = Line(gap=8)
        head.add(self._caption, None, self.points)
        self.body.addLayout(head)
        self.body.add(self._stored, parts)

    def retranslate(self) -> None:
        self._caption.setText(self.tr("储值余额"))
        for label, text in zip(self._names, (self.tr("本金"), self.tr("赠金")), strict=True):
            label.setText(text)
        self._show_points()

    def show_card(self, card: MemberCard) -> None:
        """Show a member's balances."""
        self._stored.setText(str(card.stored))
        for label, amount in zip(self._values, (card.wallet.principal, card.bonus), strict=True):
            label.setText(str(amount))
        self._points = card.wallet.points
        self._show_points()

    def _show_points(self) -> None:
        name = self.tr("积分")
        self.points.set_caption(f"{name} {words.number(self._points)}")


class _Lots(Retranslated, QWidget):
    """Bonus lots with their last day, the earliest first."""

    def __init__(self) -> None:
        super().__init__()
        self._card: MemberCard | None = None
        self._title = Label("", "strong")
        self._rows = Column(gap=4)
        column = Column(self, gap=6)
        column.add(self._title, self._rows)
        self.retranslate()

    def show_card(self, card: MemberCard | None) -> None:
        """Show the lots of a member; hidden without any."""
        self._card = card
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        lots = usable_lots(card) if card else []
        self.setVisible(bool(lots))
        for lot in lots[:LOTS_SHOWN]:
            self._rows.addWidget(self._row(lot, card.today if card else date.min))
        if len(lots) > LOTS_SHOWN:
            more = self.tr("还有 {count} 笔").format(count=len(lots) - LOTS_SHOWN)
            self._rows.addWidget(Label(more, "caption"))

    def _row(self, lot: Lot, today: date) -> QWidget:
        row = QWidget()
        line = Line(row, gap=8)
        line.add(Label(str(lot.remaining), "money"))
        granted = self.tr("共 {amount}").format(amount=lot.granted)
        line.add(Label(granted if lot.remaining != lot.granted else "", "caption"), None)
        line.add(self._expiry(lot, today))
        return row

    def _expiry(self, lot: Lot, today: date) -> QWidget:
        if lot.expires_on is None:
            return Label(self.tr("不过期"), "caption")
        day = words.short_day(lot.expires_on, today)
        days = (lot.expires_on - today).days
        if days <= EXPIRING_DAYS:
            left = self.tr("{days} 天后过期") if days else self.tr("今天过期")
            return Chip(f"{day} · {left.format(days=days)}", "warning")
        return Label(self.tr("{day} 到期").format(day=day), "caption")

    def retranslate(self) -> None:
        self._title.setText(self.tr("赠金明细"))
        if self._card is not None:
            self.show_card(self._card)


class MemberPanel(Card):
    """One member, or what the page is for while there is none."""

    new_member = Signal()
    edit = Signal()
    print_card = Signal()
    account = Signal()
    points = Signal()
    reveal = Signal()
    reopen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=14, gap=10)
        self._card: MemberCard | None = None
        self._phone = ""
        self._empty = EmptyState("user-circle", "", "", keys.NEW_MEMBER)
        self._empty.acted.connect(self.new_member)
        self._avatar = Avatar()
        self._name = Label("", "title", elide=True)
        self._tier = Chip("", "accent")
        self._facts = Label("", "caption", wrap=True)
        self._chips = Flow()
        self._note = Label("", "warning", wrap=True, size="small")
        self._note_card = Card(tone="warning", margin=(10, 6, 10, 6))
        self._note_card.body.add(self._note)
        self.closed = ClosedCard()
        self.tier_reached = TierReached()
        self.tier_reached.print_card.connect(self.print_card)
        self._balances = _Balances()
        self.claims = ClaimCard()
        self._lots = _Lots()
        self.vouchers = VoucherCards()
        self.packs = PackList()
        self.friends = FriendLine()
        self._honors: tuple[str, ...] = ()
        self._visits = Label("", "caption", wrap=True)
        self._edit = KeyButton("", keys.EDIT_MEMBER)
        self._print = KeyButton("", keys.PRINT_CARD)
        self._account = KeyButton("", keys.ACCOUNT)
        self._reveal = IconButton("eye")
        for button, signal in (
            (self._edit, self.edit),
            (self._print, self.print_card),
            (self._account, self.account),
            (self._balances.points, self.points),
            (self._reveal, self.reveal),
            (self.closed.reopen, self.reopen),
        ):
            button.clicked.connect(signal)
        self._assemble()
        self.retranslate()
        self.show_card(None)

    def _assemble(self) -> None:
        self._member = QScrollArea()
        self._member.setWidgetResizable(True)
        self._member.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._member.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        column = Column(inner, gap=10)
        who = Column(gap=2)
        name_line = Line(gap=6)
        name_line.add(self._name, self._tier, None)
        who.add(name_line, self._facts)
        head = Line(gap=10)
        head.add(self._avatar, who, self._reveal)
        head.setAlignment(self._avatar, Qt.AlignmentFlag.AlignTop)
        head.setStretch(1, 1)
        chips = QWidget()
        chips.setLayout(self._chips)
        self._chips_widget = chips
        column.add(
            head,
            chips,
            self.closed,
            self.tier_reached,
            self._note_card,
            self._balances,
            self.claims,
            self.vouchers,
            self.packs,
            self.friends,
            self._lots,
            self._visits,
            None,
        )
        self._member.setWidget(inner)
        self._actions = QWidget()
        actions = Column(self._actions, gap=8)
        first = Line(gap=8)
        first.add(self._edit, self._print)
        actions.addLayout(first)
        actions.add(self._account)
        self._edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._print.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._account.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.body.add(self._empty, self._member, self._actions)

    def retranslate(self) -> None:
        self._empty.set_text(
            self.tr("搜索或扫卡打开会员。\n不选会员也能直接收款（散客）。\n新来的顾客，先登记。"),
            self.tr("新会员"),
        )
        self._edit.set_caption(self.tr("编辑"))
        self._print.set_caption(self.tr("打印卡"))
        self._account.set_caption(self.tr("账户"))
        self._reveal.set_caption(self.tr("显示手机号"))
        self._balances.retranslate()
        self._fill()

    def show_card(self, card: MemberCard | None) -> None:
        """Show a member, or the empty state for None."""
        if card is None or self._card is None or card.profile.member_id != self._card.profile.member_id:
            self._phone = ""
            self.tier_reached.show_reached(None)
        tier = card.profile.tier if card else None
        self.tier_reached.show_tier(tier.name if tier else "")
        self._card = card
        self._empty.setVisible(card is None)
        self._member.setVisible(card is not None)
        self._actions.setVisible(card is not None)
        self._fill()

    def show_standing(self, standing: Standing | None) -> None:
        """Show the honors that the member bears today."""
        honors = standing.honors if standing else ()
        if honors != self._honors:
            self._honors = honors
            self._fill()

    def show_phone(self, phone: str) -> None:
        """Show the whole phone number until another member is opened."""
        self._phone = phone
        self._fill()

    def _fill(self) -> None:
        card = self._card
        self._lots.show_card(card)
        if card is None:
            return
        profile = card.profile
        self._avatar.show_name(profile.name)
        self._name.setText(profile.name)
        self._tier.set_text(profile.tier.name if profile.tier else "")
        self._tier.setVisible(profile.tier is not None)
        self._facts.setText(self._facts_text(card))
        self._reveal.setVisible(bool(profile.phone) and not self._phone)
        self._note.setText(profile.note)
        self._note_card.setVisible(bool(profile.note))
        self._balances.show_card(card)
        self._show_closed(card.account is AccountState.CLOSED)
        self._visits.setText(self._visits_text(card))
        self._fill_chips(card)

    def keyed(self) -> tuple[KeyButton, ...]:
        """Buttons whose keys work wherever the panel is: in a small window it is a tab behind others."""
        return (self._edit, self._print, self._account, self._balances.points, self.closed.reopen)

    def _show_closed(self, closed: bool) -> None:
        self.closed.setVisible(closed)
        self.closed.reopen.setEnabled(closed)
        for button in (self._print, self._balances.points):
            button.setEnabled(not closed)

    def _facts_text(self, card: MemberCard) -> str:
        profile = card.profile
        joined = profile.joined_at.strftime("%Y-%m")
        phone = self._phone or mask_phone(profile.phone) or self.tr("无手机号")
        since = self.tr("{month} 入会").format(month=joined)
        return f"{phone} · No. {profile.number}\n{since}"

    def _visits_text(self, card: MemberCard) -> str:
        if card.last_visit is None:
            return self.tr("还没有消费过")
        last = words.short_day(card.last_visit, card.today)
        text = self.tr("到店 {visits} 次 · 上次 {last} · 累计 {spent}")
        return text.format(visits=words.number(card.visits), last=last, spent=card.spent)

    def _account_text(self, state: AccountState) -> str:
        if state is AccountState.FROZEN:
            return self.tr("退卡办理中，余额冻结")
        return self.tr("已并入别的会员") if state is AccountState.MERGED else ""

    def _fill_chips(self, card: MemberCard) -> None:
        self._chips.clear()
        told = self._account_text(card.account)
        if told:
            self._chips.addWidget(Chip(told, "warning"))
        days = birthday_in_days(card)
        birthday = card.profile.birthday
        if days is not None and birthday is not None:
            day = birthday.next_on_or_after(card.today)
            when = self.tr("{days} 天后") if days else self.tr("就是今天")
            told = self.tr("生日 {day} · {when}").format(
                day=day.strftime("%m-%d"), when=when.format(days=days)
            )
            self._chips.addWidget(Chip(told, "warning"))
        for lot in expiring_lots(card)[:1]:
            left = (lot.expires_on - card.today).days if lot.expires_on else 0
            told = self.tr("赠金 {amount} · {days} 天内过期") if left else self.tr("赠金 {amount} · 今天过期")
            self._chips.addWidget(Chip(told.format(amount=lot.remaining, days=left), "warning"))
        if card.points_ending:
            told = self.tr("{points} 积分月底到期").format(points=words.number(card.points_ending))
            self._chips.addWidget(Chip(told, "warning"))
        for tag in card.profile.tags:
            if tag.name not in self._honors:
                self._chips.addWidget(Chip(tag.name, "info"))
        for honor in self._honors:
            self._chips.addWidget(Chip(honor, "accent"))
        self._chips_widget.setVisible(self._chips.count() > 0)
