"""Friend cards at the real window on a real file: given, printed, scanned, refused, rewarded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from model.commands import SaveSettings
from model.friend_card import BenefitKind, CardState, FriendBenefit, FriendCard
from model.friend_commands import VoidCard
from model.ids import MemberId
from model.ledger import TxnKind
from model.money import yuan
from model.shop import Policy, PrinterKind, PrinterSetting, Role
from services import friend_cards, history, members, print_queue, referrals, settings
from services.printing.layouts import Layout
from services.roll_prints import RollKind
from tests.flows.counter_window import CounterWindow, counter_window
from tests.services import friends
from tests.support import PIN, command_id
from ui.counter.history_list import details_of, shown_amount, title_of
from ui.members.sign_up import SignUpSheet
from ui.printing.preview import PrintPreview
from ui.referrals.friend_sheet import FriendSheet
from ui.referrals.reason import ReasonSheet
from ui.widgets.buttons import KeyButton
from ui.widgets.sheet import Sheet

pytestmark = pytest.mark.usefixtures("qapp")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(tmp_shop_path: Path) -> Iterator[CounterWindow]:
    with counter_window(tmp_shop_path, Role.MANAGER) as desk:
        yield desk


def top_sheet(desk: CounterWindow) -> Sheet | None:
    shown = [sheet for sheet in desk.window.findChildren(Sheet) if sheet.isVisible()]
    return shown[-1] if shown else None


def scanned(desk: CounterWindow, code: str) -> None:
    """What the window does with a scan."""
    desk.window.scanner.scanned.emit(code)
    desk.settle()


def cards_of(desk: CounterWindow, name: str = "张晓明") -> tuple[FriendCard, ...]:
    return desk.till.ask(friend_cards.of_member, desk.salon.members[name])


def given(desk: CounterWindow, count: int = 1, **more: object) -> tuple[FriendCard, ...]:
    kind = friends.card_kind(desk.till, **more)  # type: ignore[arg-type]
    return friends.give(desk.till, desk.salon.members["张晓明"], kind, count, "找阿Ken")


def code_of(desk: CounterWindow, card: FriendCard) -> tuple[str, str]:
    return friends.code_of(desk.till, card)


def sign_up(desk: CounterWindow, name: str = "李小娜", phone: str = "13911110001") -> SignUpSheet:
    """Fill in the sheet that is open and press Enter."""
    sheet = top_sheet(desk)
    assert isinstance(sheet, SignUpSheet)
    desk.type(name)
    desk.key(Qt.Key.Key_Tab)
    desk.type(phone)
    desk.enter()
    return sheet


def test_five_cards_are_given_and_shown_for_printing(desk: CounterWindow) -> None:
    friends.card_kind(desk.till)
    desk.open_member()
    desk.key(Qt.Key.Key_F7)
    sheet = top_sheet(desk)
    assert isinstance(sheet, FriendSheet)
    sheet.giving.own_line.setText("剪头发找阿Ken")
    desk.enter()
    preview = top_sheet(desk)
    assert isinstance(preview, PrintPreview)
    assert preview.view.page_count == 1
    cards = cards_of(desk)
    assert [card.state for card in cards] == [CardState.ISSUED] * 5
    assert {card.line for card in cards} == {"剪头发找阿Ken"}
    assert {card.prints for card in cards} == {0}, "looking at them is no print"
    preview.taken.emit()
    desk.settle()
    assert {card.prints for card in cards_of(desk)} == {1}
    preview.dismiss()
    assert sheet.cards.table.model().rowCount() == 5
    assert "5 / 5" in sheet.giving.summary.text()
    desk.key(Qt.Key.Key_Escape)
    assert "剩 5 / 5" in desk.page.member_panel.friends.accessibleName()


def test_cards_go_to_the_receipt_printer_with_their_paper(desk: CounterWindow, tmp_path: Path) -> None:
    setting = PrinterSetting(PrinterKind.FILE, str(tmp_path / "roll"), 58)
    desk.till.do(settings.save, SaveSettings(command_id(), desk.till.people.owner, setting))
    desk.settings.replace(desk.till.ask(settings.load))
    friends.card_kind(desk.till)
    desk.open_member()
    desk.key(Qt.Key.Key_F7)
    sheet = top_sheet(desk)
    assert isinstance(sheet, FriendSheet)
    sheet.giving.layout_box.set_value(Layout.ROLL_58)
    desk.enter()
    preview = top_sheet(desk)
    assert isinstance(preview, PrintPreview)
    assert {b.caption for b in preview.findChildren(KeyButton)} >= {"小票打印机", "其他打印机"}
    desk.enter()
    desk.until(lambda: bool(desk.till.ask(print_queue.waiting)))
    (job,) = desk.till.ask(print_queue.waiting)
    assert (job.kind, job.pieces) == (RollKind.FRIEND_CARDS, 5)
    assert {card.prints for card in cards_of(desk)} == {0}, "the queue counts what came out"
    assert "小票打印机" in desk.toast()


def test_a_cashier_needs_a_manager_to_give_cards(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.CASHIER) as desk:
        friends.card_kind(desk.till)
        desk.open_member()
        desk.key(Qt.Key.Key_F7)
        desk.enter()
        assert cards_of(desk) == ()
        desk.type(PIN)
        desk.enter()
        assert len(cards_of(desk)) == 5


def test_nobody_is_shown_for_f7(desk: CounterWindow) -> None:
    desk.key(Qt.Key.Key_F7)
    assert top_sheet(desk) is None
    assert "先打开" in desk.toast()


def test_a_scanned_card_signs_its_friend_up_and_rewards_the_giver(desk: CounterWindow) -> None:
    desk.till.policy(Policy(referral_hold_days=0))
    card = given(desk)[0]
    scanned(desk, code_of(desk, card)[0])
    sheet = top_sheet(desk)
    assert isinstance(sheet, SignUpSheet)
    assert "闺蜜 张晓明 送的卡：20 元赠金" in sheet.banner.accessibleName()
    sign_up(desk)
    friend = desk.page.member_id()
    assert friend is not None
    profile = desk.till.ask(members.profile, friend)
    assert profile.name == "李小娜"
    assert profile.referrer_name == "张晓明"
    assert profile.source is not None
    assert friends.bonus(desk.till, friend) == yuan(20)
    desk.key(Qt.Key.Key_F3)
    desk.type("xjc")
    desk.enter()
    desk.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    desk.enter()
    giver = desk.salon.members["张晓明"]
    assert "张晓明 得 30 元赠金" in desk.toast()
    assert friends.bonus(desk.till, giver) == yuan(30)
    entry = desk.till.ask(history.entries, giver).entries[0]
    assert entry.kind is TxnKind.REWARD
    assert title_of(entry) == "转介赠礼 李小娜"
    assert shown_amount(entry) == "+30.00"
    assert entry.number in details_of(entry, entry.at.date())
    of_friend = [e for e in desk.till.ask(history.entries, friend).entries if e.kind is TxnKind.REWARD]
    assert [title_of(e) for e in of_friend] == ["闺蜜卡见面礼 张晓明"]


def test_the_care_message_is_ready_to_copy(desk: CounterWindow) -> None:
    desk.till.policy(Policy(referral_hold_days=0))
    friend = friends.bring(desk.till, given(desk)[0], "李娜")
    desk.till.sell(yuan(100), friend)
    desk.open_member()
    desk.key(Qt.Key.Key_F7)
    desk.settle()
    sheet = top_sheet(desk)
    assert isinstance(sheet, FriendSheet)
    desk.key(Qt.Key.Key_M, CONTROL)
    assert QApplication.clipboard().text() == "您的闺蜜李娜来啦，30 元赠金已到账"


def test_the_benefit_is_there_for_the_sale_at_hand(desk: CounterWindow) -> None:
    template = friends.template(desk.till)
    card = given(desk, benefit=FriendBenefit(BenefitKind.VOUCHER, template_id=template))[0]
    scanned(desk, code_of(desk, card)[0])
    sign_up(desk)
    desk.key(Qt.Key.Key_F3)
    desk.type("xjc")
    desk.enter()
    desk.settle()
    assert desk.page.sale.vouchers.proposal.saving == yuan(15)


def test_a_typed_code_is_a_friend_card_too(desk: CounterWindow) -> None:
    card = given(desk)[0]
    typed = code_of(desk, card)[1]
    desk.key(Qt.Key.Key_F1)
    desk.type(typed)
    desk.enter()
    assert isinstance(top_sheet(desk), SignUpSheet)
    desk.key(Qt.Key.Key_Escape)
    desk.key(Qt.Key.Key_F6)
    desk.type(typed.lower())
    desk.enter()
    assert isinstance(top_sheet(desk), SignUpSheet)


def test_a_scan_over_the_sign_up_takes_the_card(desk: CounterWindow) -> None:
    card = given(desk)[0]
    desk.key(Qt.Key.Key_F2)
    scanned(desk, code_of(desk, card)[0])
    sheet = top_sheet(desk)
    assert isinstance(sheet, SignUpSheet)
    assert "张晓明" in sheet.banner.accessibleName()
    sign_up(desk)
    assert cards_of(desk)[0].state is CardState.USED


def test_the_givers_own_phone_is_refused_beside_the_field(desk: CounterWindow) -> None:
    giver = desk.till.ask(members.profile, desk.salon.members["张晓明"])
    card = given(desk)[0]
    scanned(desk, code_of(desk, card)[0])
    sheet = sign_up(desk, "自己", giver.phone)
    assert sheet.isVisible()
    assert cards_of(desk)[0].state is CardState.ISSUED


def test_used_and_void_cards_say_why_they_are_refused(desk: CounterWindow) -> None:
    used, void = given(desk, 2)
    friends.bring(desk.till, used, "李娜")
    desk.till.do(friend_cards.void, VoidCard(command_id(), desk.till.people.manager, void.card_id, "印错了"))
    scanned(desk, code_of(desk, used)[0])
    assert top_sheet(desk) is None
    assert "李娜" in desk.toast()
    scanned(desk, code_of(desk, void)[0])
    assert "印错了" in desk.toast()


def test_cards_are_taken_back_and_made_void(desk: CounterWindow) -> None:
    given(desk, 3)
    desk.open_member()
    desk.key(Qt.Key.Key_F7)
    sheet = top_sheet(desk)
    assert isinstance(sheet, FriendSheet)
    sheet.cards.table.set_current_row(0)
    sheet.cards.back_button.click()
    desk.settle()
    sheet.cards.table.set_current_row(0)
    sheet.cards.void_button.click()
    reason = top_sheet(desk)
    assert isinstance(reason, ReasonSheet)
    desk.type("弄丢了")
    desk.enter()
    states = sorted(card.state.value for card in cards_of(desk))
    assert states == ["issued", "returned", "voided"]


def test_a_reward_can_not_be_reversed_by_hand(desk: CounterWindow) -> None:
    desk.till.policy(Policy(referral_hold_days=0))
    friend = friends.bring(desk.till, given(desk)[0])
    desk.till.sell(yuan(100), friend)
    desk.open_member()
    desk.key(Qt.Key.Key_F11)
    entry = desk.page.history_panel.chosen()
    assert entry is not None
    assert entry.kind is TxnKind.REWARD
    assert not desk.page.history_panel.reverse_button.isEnabled()
    assert desk.till.ask(referrals.of_member, MemberId(desk.salon.members["张晓明"])).paid_bonus == yuan(30)
