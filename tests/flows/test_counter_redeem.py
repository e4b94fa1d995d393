"""Vouchers at the real window on a real file: scanned, typed, pressed, proposed, dropped as a picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.ids import MemberId, VoucherTemplateId
from model.money import yuan
from model.shop import Role
from model.voucher import HeldVoucher, VoucherState, VoucherTemplate
from model.voucher_commands import (
    Anonymous,
    IssueVouchers,
    SaveTemplate,
    ToMember,
    VoidVoucher,
)
from model.voucher_rule import Benefit, BenefitKind, Validity, VoucherRule
from services import voucher_issue, voucher_print, vouchers
from services.ids import new_id
from services.printing.vouchers import PrintedVoucher
from tests.flows.counter_window import CounterWindow, counter_window
from tests.support import command_id, subject

ALT = Qt.KeyboardModifier.AltModifier
pytestmark = pytest.mark.usefixtures("qapp")

OFF_20 = VoucherRule(
    Benefit(BenefitKind.AMOUNT, yuan(20)), Validity(last=date(2026, 12, 31)), minimum=yuan(100)
)
TRIAL = VoucherRule(Benefit(BenefitKind.TRIAL, yuan(39)), Validity(days=30))
GIFT = VoucherRule(Benefit(BenefitKind.GIFT, gift="护发精油小样 1 支"), Validity(days=30))


def issue(
    desk: CounterWindow, name: str, rule: VoucherRule, to: Any = None
) -> tuple[PrintedVoucher, HeldVoucher]:
    """One voucher of a new template, as it is on paper and in the file."""
    owner = desk.till.people.owner
    template = VoucherTemplate(VoucherTemplateId(new_id()), name, rule)
    desk.till.do(vouchers.save_template, SaveTemplate(command_id(), owner, template))
    command = IssueVouchers(command_id(), owner, template.id, to or Anonymous(1, "商圈派发"))
    batch_id: Any = subject(desk.till.do(voucher_issue.issue, command))
    printed = desk.till.ask(voucher_print.print_items, batch_id, 1, 1, "zh_CN")[0]
    return printed, desk.till.ask(vouchers.vouchers_of, batch_id)[0]


def add(desk: CounterWindow, *names: str) -> None:
    desk.key(Qt.Key.Key_F3)
    for name in names:
        desk.type(name)
        desk.enter()


def scan(desk: CounterWindow, code: str) -> None:
    """What the scanner's filter tells the window, wherever the focus is."""
    desk.window.scanner.scanned.emit(code)
    desk.settle()
    desk.settle()


def state(desk: CounterWindow, voucher: HeldVoucher) -> VoucherState:
    return desk.till.ask(vouchers.get, voucher.voucher_id).state


def line(desk: CounterWindow) -> str:
    return desk.page.sale.line.text()


def on_bill(desk: CounterWindow) -> list[str]:
    return [voucher.name for voucher in desk.page.sale.desk.bill.vouchers]


def test_a_scanned_voucher_applies_itself_is_paid_and_never_taken_again(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        printed, voucher = issue(desk, "满100减20", OFF_20)
        add(desk, "头皮")
        scan(desk, printed.qr)
        assert on_bill(desk) == ["满100减20"]
        assert desk.page.sale.pay_button.caption.endswith("¥148.00")
        desk.key(Qt.Key.Key_2, ALT)
        desk.enter()
        assert state(desk, voucher) is VoucherState.REDEEMED
        assert desk.page.sale.desk.bill.empty
        add(desk, "头皮")
        scan(desk, printed.qr)
        assert on_bill(desk) == []
        assert "2026-11-21 10:00" in desk.toast()
        desk.till.prove()


def test_a_voucher_says_what_is_missing_and_goes_on_the_bill_when_it_is_there(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        printed, _ = issue(desk, "满100减20", OFF_20)
        add(desk, "造型")
        scan(desk, printed.qr)
        assert on_bill(desk) == []
        assert "再消费 ¥12.00 可用" in line(desk)
        add(desk, "洗剪吹")
        desk.settle()
        assert on_bill(desk) == ["满100减20"]
        assert desk.page.sale.pay_button.caption.endswith("¥136.00")


def test_taking_an_item_off_again_names_the_voucher_and_stops_the_payment(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        printed, _ = issue(desk, "满100减20", OFF_20)
        add(desk, "造型", "洗剪吹")
        scan(desk, printed.qr)
        desk.key(Qt.Key.Key_2, ALT)
        desk.page.sale.desk.remove(1)
        desk.settle()
        assert "再消费 ¥12.00 可用" in line(desk)
        assert not desk.page.sale.pay_button.isEnabled()


def test_a_code_is_typed_in_lower_case_with_spaces(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        printed, _ = issue(desk, "满100减20", OFF_20)
        add(desk, "头皮")
        desk.key(Qt.Key.Key_F6)
        assert desk.page.sale.redeeming.form.code.hasFocus()
        desk.type(printed.typed.lower())
        desk.enter()
        desk.settle()
        assert on_bill(desk) == ["满100减20"]
        assert not desk.page.sale.redeeming.is_open


def test_a_mistyped_code_is_told_and_the_fifth_pauses_typing_but_not_scanning(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        printed, _ = issue(desk, "满100减20", OFF_20)
        plain = printed.typed.replace(" ", "")
        swapped = plain[1] + plain[0] + plain[2:]
        if swapped == plain:
            swapped = plain[0] + ("2" if plain[1] != "2" else "3") + plain[2:]
        add(desk, "头皮")
        desk.key(Qt.Key.Key_F6)
        form = desk.page.sale.redeeming.form
        for _ in range(5):
            assert not form.is_paused
            form.code.clear()
            desk.type(swapped)
            desk.enter()
            desk.settle()
            assert on_bill(desk) == []
        assert form.is_paused
        assert "60" in form.problem.text()
        form.code.clear()
        desk.type(plain)
        desk.enter()
        assert on_bill(desk) == []
        scan(desk, printed.qr)
        assert on_bill(desk) == ["满100减20"]


@pytest.mark.parametrize("where", ["F6", "F1"])
def test_a_mistyped_code_says_so(tmp_shop_path: Path, where: str) -> None:
    with counter_window(tmp_shop_path) as desk:
        printed, _ = issue(desk, "满100减20", OFF_20)
        desk.key(Qt.Key.Key_F6 if where == "F6" else Qt.Key.Key_F1)
        desk.type(printed.typed[:-1] + ("2" if printed.typed[-1] != "2" else "3"))
        desk.enter()
        if where == "F6":
            assert "输错" in desk.page.sale.redeeming.form.problem.text()
        assert on_bill(desk) == []


def test_void_expired_and_foreign_codes_each_have_their_words(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        owner = desk.till.people.owner
        voided, voucher = issue(desk, "满100减20", OFF_20)
        desk.till.do(vouchers.void, VoidVoucher(command_id(), owner, voucher.voucher_id, "印坏了"))
        expired, _ = issue(desk, "一天有效", replace(OFF_20, validity=Validity(days=1)))
        add(desk, "头皮")
        scan(desk, voided.qr)
        assert "印坏了" in desk.toast()
        other = str((int(voided.qr[-1]) + 1) % 10)
        scan(desk, voided.qr[:-1] + other)
        assert "别家店" in desk.toast()
        desk.till.clock.advance(timedelta(days=1))
        scan(desk, expired.qr)
        assert "2026-11-21 已经到期" in desk.toast()


def test_the_member_holds_vouchers_and_the_cheapest_use_is_one_key(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, topped_up=yuan(500)) as desk:
        member = desk.salon.members["张晓明"]
        issue(desk, "满100减20", OFF_20, ToMember(member))
        _, best = issue(
            desk,
            "头皮护理体验",
            replace(TRIAL, items=frozenset([desk.salon.items["头皮护理"]])),
            ToMember(member),
        )
        desk.open_member("zxm")
        add(desk, "头皮")
        cards = desk.page.member_panel.vouchers
        assert sorted(card.caption for card in cards.cards) == ["头皮护理体验", "满100减20"]
        desk.settle()
        assert "¥112.20" in cards.best.caption
        desk.key(Qt.Key.Key_V, ALT)
        assert on_bill(desk) == ["头皮护理体验"]
        assert desk.page.sale.pay_button.caption.endswith("¥39.00")
        assert cards.best.isHidden()
        desk.enter()
        assert state(desk, best) is VoucherState.REDEEMED
        desk.settle()
        assert [card.caption for card in cards.cards] == ["满100减20"]
        desk.till.prove()


def test_a_card_in_the_panel_puts_its_voucher_on_and_takes_it_off(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, topped_up=yuan(500)) as desk:
        issue(desk, "满100减20", OFF_20, ToMember(desk.salon.members["张晓明"]))
        desk.open_member("zxm")
        add(desk, "染发")
        card = desk.page.member_panel.vouchers.cards[0]
        card.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(card, Qt.Key.Key_Space)
        desk.settle()
        assert on_bill(desk) == ["满100减20"]
        assert card.isChecked()
        QTest.keyClick(card, Qt.Key.Key_Space)
        desk.settle()
        assert on_bill(desk) == []
        assert not card.isChecked()


def test_a_members_voucher_opens_the_member_and_is_refused_to_another(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, topped_up=yuan(500)) as desk:
        owner = desk.salon.members["张晓明"]
        printed, _ = issue(desk, "满100减20", OFF_20, ToMember(owner))
        add(desk, "头皮")
        scan(desk, printed.qr)
        desk.settle()
        assert desk.page.member_id() == owner
        assert on_bill(desk) == ["满100减20"]
        desk.page.open_member(MemberId(desk.salon.members["李娜"]))
        desk.settle()
        assert on_bill(desk) == []
        scan(desk, printed.qr)
        assert on_bill(desk) == []
        assert "张晓明" in desk.toast()


def test_a_gift_makes_its_own_line_on_an_empty_bill(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        printed, voucher = issue(desk, "生日礼", GIFT)
        scan(desk, printed.qr)
        assert [item.name for item in desk.page.sale.desk.bill.lines] == ["护发精油小样 1 支"]
        desk.key(Qt.Key.Key_F3)
        desk.enter()
        assert state(desk, voucher) is VoucherState.REDEEMED
        desk.till.prove()


def test_a_parked_bill_comes_back_with_its_voucher(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        printed, _ = issue(desk, "满100减20", OFF_20)
        add(desk, "头皮")
        scan(desk, printed.qr)
        desk.key(Qt.Key.Key_F9)
        assert desk.page.sale.desk.bill.empty
        desk.key(Qt.Key.Key_F9)
        desk.settle()
        assert on_bill(desk) == ["满100减20"]
        assert desk.page.sale.pay_button.caption.endswith("¥148.00")


def test_a_picture_of_a_voucher_dropped_on_the_window_is_a_scan(tmp_shop_path: Path, tmp_path: Path) -> None:
    import qrcode

    with counter_window(tmp_shop_path) as desk:
        printed, _ = issue(desk, "满100减20", OFF_20)
        picture = tmp_path / "voucher.png"
        qrcode.make(printed.qr).save(picture)
        add(desk, "头皮")
        desk.until(desk.window.acceptDrops)
        drop(desk, picture)
        assert on_bill(desk) == ["满100减20"]
        empty = tmp_path / "empty.png"
        empty.write_bytes(b"no picture")
        drop(desk, empty)
        assert "图片" in desk.toast()


def drop(desk: CounterWindow, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(400, 300), copy, mime, left, none)
    QApplication.sendEvent(desk.window, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(desk.window, QDropEvent(QPointF(400, 300), copy, mime, left, none))
    desk.settle()
    desk.settle()


def test_a_manual_discount_that_does_not_go_with_a_voucher_is_named(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.OWNER) as desk:
        printed, _ = issue(desk, "不与手动折扣同用", replace(OFF_20, with_manual=False))
        add(desk, "头皮")
        desk.key(Qt.Key.Key_F10)
        desk.type("5")
        desk.page.sale.discount_form.reason.setText("老顾客")
        desk.enter()
        scan(desk, printed.qr)
        assert on_bill(desk) == []
        assert "手动折扣" in line(desk)
