"""A card refund with gifts, in a shop of one person, its reprint, and the way back to a closed account."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from model.card_refund import Cause, Handed
from model.money import yuan
from model.refund_commands import AskCardRefund
from model.shop import Role
from model.views import AccountState
from services import card_refunds, members
from services.page_prints import CONTRACT, WORKSHEET
from tests.flows.counter_window import CounterWindow, counter_window
from tests.flows.test_card_refund import gone, open_refund, shown, topped_up
from tests.services.test_card_refunds import ask, refund
from tests.services.test_only_person import stays
from tests.services.test_refund_gifts import stock, with_gifts
from tests.support import PIN, command_id
from ui.account.refund import RefundSheet
from ui.counter.contract_sheet import ContractSheet
from ui.counter.pack_sale import SellPackSheet
from ui.printing.preview import PrintPreview
from ui.shell.lock import ApprovalSheet

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
pytestmark = pytest.mark.usefixtures("qapp")


def bought_gifts(desk: CounterWindow) -> None:
    member_id = desk.salon.members["李娜"]
    desk.till.sell(yuan(10), member_id)
    desk.till.top_up(member_id, yuan(500), with_gifts(desk.till))
    desk.till.sell(yuan(300), member_id, stored=yuan(300))


def test_gifts_that_were_given_back_go_into_the_stock(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.MANAGER) as desk:
        bought_gifts(desk)
        before = stock(desk.till)
        ask(desk.till, desk.salon.members["李娜"])
        sheet = open_refund(desk)
        assert not any(box.isVisible() for box in sheet.gifts.boxes), "kept unless somebody chooses else"
        (row,) = (r for r in sheet.cards[Cause.MEMBER].rows if r.result.reading.handed is Handed.RETURNED)
        row.setFocus()
        desk.key(Qt.Key.Key_Space)
        dryer, shampoo = sheet.gifts.boxes
        assert dryer.isVisible()
        dryer.setFocus()
        desk.key(Qt.Key.Key_Space)
        assert not dryer.isChecked()
        row.setFocus()
        sheet.button.click()
        # The money came by WeChat, so nothing is asked about cash.
        desk.until(lambda: gone(desk, RefundSheet))
        after = stock(desk.till)
        assert after["吹风机"] == before["吹风机"]
        assert after["洗发水"] == before["洗发水"] + 2
        assert shampoo is not None
        desk.till.prove()


def test_the_only_person_of_a_shop_gives_a_reason_and_the_pin(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.OWNER) as desk:
        topped_up(desk)
        member_id, owner = desk.salon.members["李娜"], desk.till.people.owner
        desk.till.do(card_refunds.ask, AskCardRefund(command_id(), owner, member_id, "搬家了"))
        sheet = open_refund(desk)
        assert not sheet.alone_reason.isVisible(), "there are others who could approve it"
        desk.key(Qt.Key.Key_Escape)
        stays(desk.till, owner)
        sheet = open_refund(desk)
        assert sheet.alone_reason.isVisible()
        sheet.button.click()
        desk.settle()
        assert sheet.alone_reason.field.problem, "a reason is asked for"
        sheet.alone_reason.field.setFocus()
        desk.type("店里只有我")
        desk.enter()
        shown(desk, ApprovalSheet)
        desk.type(PIN)
        desk.enter()
        desk.until(lambda: gone(desk, RefundSheet))
        assert desk.till.rows("SELECT people, alone FROM card_refund_paid") == [(1, "店里只有我")]
        desk.till.prove()


def test_a_closed_account_is_sold_nothing_and_opened_from_the_panel(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.MANAGER) as desk:
        topped_up(desk)
        member_id = desk.salon.members["李娜"]
        desk.open_member("ln")
        panel = desk.page.member_panel
        assert not panel.closed.isVisible()
        refund(desk.till, member_id, close=True)
        desk.key(Qt.Key.Key_Escape)
        desk.open_member("ln")
        assert panel.closed.isVisible()
        desk.key(Qt.Key.Key_F3)
        desk.type("洗剪吹")
        desk.enter()
        desk.key(Qt.Key.Key_2, ALT)
        before = desk.till.rows("SELECT count(*) FROM txn")
        desk.enter()
        desk.settle()
        assert desk.till.rows("SELECT count(*) FROM txn") == before
        assert not desk.page.history_panel.tier_hint.isVisible(), "no tier is near without an account"
        desk.key(Qt.Key.Key_B, ALT)
        assert not [s for s in desk.window.findChildren(SellPackSheet) if s.isVisible()]
        assert "销户" in desk.toast()
        desk.key(Qt.Key.Key_O, ALT)
        sheet = shown(desk, RefundSheet)
        assert not sheet.cards[Cause.SHOP].isVisible()
        desk.type("顾客回来了")
        desk.enter()
        desk.until(lambda: gone(desk, RefundSheet))
        desk.until(lambda: not panel.closed.isVisible())
        assert desk.till.ask(members.card, member_id).account is AccountState.OPEN
        desk.enter()
        desk.until(lambda: desk.till.rows("SELECT count(*) FROM txn") != before)
        desk.till.prove()


def test_a_worksheet_and_a_contract_count_once_for_each_preview(tmp_shop_path: Path, tmp_path: Path) -> None:
    def prints(desk: CounterWindow, kind: str) -> int:
        ((count,),) = desk.till.rows(f"SELECT count(*) FROM print_job WHERE kind = '{kind}'")
        return int(count)

    with counter_window(tmp_shop_path) as desk:
        bought_gifts(desk)
        refund(desk.till, desk.salon.members["李娜"])
        desk.open_member("ln")
        desk.key(Qt.Key.Key_F11)
        desk.until(desk.page.history_panel.worksheet.isVisible)
        for printed in range(2):
            desk.key(Qt.Key.Key_W, ALT)
            preview = shown(desk, PrintPreview)
            assert prints(desk, WORKSHEET) == printed
            for name in ("a.pdf", "b.pdf"):
                preview.save(str(tmp_path / name))
                desk.until((tmp_path / name).exists)
                desk.settle()
            desk.until(lambda printed=printed: prints(desk, WORKSHEET) == printed + 1)  # type: ignore[misc]
            desk.key(Qt.Key.Key_Escape)
            (tmp_path / "a.pdf").unlink()
            (tmp_path / "b.pdf").unlink()
        desk.key(Qt.Key.Key_Down)
        desk.key(Qt.Key.Key_Down)
        desk.settle()
        desk.key(Qt.Key.Key_O, CONTROL)
        shown(desk, ContractSheet)
        desk.enter()
        preview = shown(desk, PrintPreview)
        preview.save(str(tmp_path / "c.pdf"))
        desk.until(lambda: prints(desk, CONTRACT) == 1)
