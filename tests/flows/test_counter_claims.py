"""Claims at the real window on a real file, by keys and stubs: said, collected, refused, reversed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from model import codes
from model.claim import Promise
from model.ids import InstalmentId, MemberId, TxnId
from model.instalment import Instalment
from model.ledger import TxnKind
from model.money import ZERO, yuan
from model.rules import ClaimRules
from model.shop import Role
from services import history
from services.ids import new_id
from services.storage import meta_rows
from tests.flows.counter_window import CounterWindow, counter_window
from tests.services.claims_till import claim, go_to, ids_of, promised, state
from tests.support import txn
from ui.counter.claim_card import nth
from ui.counter.reversal_sheet import ReversalSheet
from ui.widgets.sheet import Sheet

CONTROL = Qt.KeyboardModifier.ControlModifier
pytestmark = pytest.mark.usefixtures("qapp")


def who(desk: CounterWindow, name: str = "张晓明") -> MemberId:
    return desk.salon.members[name]


def said(desk: CounterWindow) -> str:
    """What the card in the member panel says; empty where there is none."""
    card = desk.page.member_panel.claims
    return f"{card._title.text()} {card._detail.text()}" if not card.isHidden() else ""


def stub(desk: CounterWindow, instalment_id: bytes, key: bytes = b"") -> str:
    own = desk.till.ask(lambda read: meta_rows.shop_key(read.conn))
    return codes.make_qr(codes.QrKind.INSTALMENT, instalment_id, key or own)


def scan(desk: CounterWindow, code: str) -> None:
    desk.window.scanner.scanned.emit(code)
    desk.settle()
    desk.settle()


def claims(desk: CounterWindow) -> int:
    return sum(e.kind is TxnKind.CLAIM for e in desk.till.ask(history.entries, None).entries)


def test_the_counter_says_what_is_due_and_one_key_collects_it(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        promised(desk.till, who(desk))
        desk.open_member("zxm")
        desk.settle()
        assert "¥50.00" in said(desk)
        assert "1/10" in said(desk)
        assert "¥550.00" in said(desk), "the balance after it, before the key is pressed"
        assert "F5" in desk.page.member_panel.claims.button.key
        desk.key(Qt.Key.Key_F5)
        desk.settle()
        assert claims(desk) == 1
        for told in ("¥50.00", "¥550.00", "12-21"):
            assert told in desk.toast()
        assert "12-21" in said(desk)
        # The sale goes on: the tab of claims is no page of its own.
        assert desk.page.panels.current() == "sale"
        desk.key(Qt.Key.Key_F5)
        assert claims(desk) == 1
        assert "12-21" in desk.toast()
        entry = desk.till.ask(history.entries, who(desk)).entries[0]
        assert desk.page.history_panel.model.entry(0) == entry
        desk.till.prove()


def test_a_claim_leaves_the_bill_as_it_is(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        promised(desk.till, who(desk))
        desk.open_member("zxm")
        desk.type("xjc")
        desk.enter()
        before = desk.page.sale.desk.bill.lines
        assert before
        desk.key(Qt.Key.Key_F5)
        desk.settle()
        assert claims(desk) == 1
        assert desk.page.sale.desk.bill.lines == before


def test_two_quick_presses_collect_once(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        promised(desk.till, who(desk))
        desk.open_member("zxm")
        desk.settle()
        desk.page.claims.claim()
        desk.page.claims.claim()
        desk.settle()
        assert claims(desk) == 1
        assert desk.till.wallet(who(desk)).bonus_on(date(2026, 11, 21)) == yuan(50)


def test_a_walk_in_and_a_member_without_are_told_so(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        desk.key(Qt.Key.Key_F5)
        assert "会员" in desk.toast()
        desk.open_member("李娜")
        assert said(desk) == ""
        desk.key(Qt.Key.Key_F5)
        assert claims(desk) == 0
        assert desk.toast()


def test_a_minimum_is_told_and_met_by_a_sale_at_once(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        promised(desk.till, who(desk, "李娜"), ClaimRules(minimum_purchase=yuan(60)))
        desk.open_member("李娜")
        desk.settle()
        assert "¥60.00" in said(desk)
        assert not desk.page.member_panel.claims.button.isVisible()
        desk.key(Qt.Key.Key_F5)
        assert claims(desk) == 0
        desk.key(Qt.Key.Key_F3)
        desk.type("xjc")
        desk.enter()
        desk.enter()
        desk.settle()
        assert "¥50.00" in said(desk)
        desk.key(Qt.Key.Key_F5)
        desk.settle()
        assert claims(desk) == 1
        desk.till.prove()


def test_a_stub_opens_its_member_and_offers_that_claim_alone(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        bought = promised(desk.till, who(desk))
        ids = ids_of(desk.till, bought)
        go_to(desk.till, date(2027, 1, 25))
        scan(desk, stub(desk, ids[1]))
        assert desk.page.member_id() == who(desk)
        assert "2/10" in said(desk)
        assert "¥50.00" in said(desk)
        desk.key(Qt.Key.Key_F5)
        desk.settle()
        claimed = desk.till.rows("SELECT n FROM instalment WHERE state = 'claimed'")
        assert claimed == [(2,)]
        # Without a stub it is everything that is left.
        assert "¥100.00" in desk.toast()
        desk.key(Qt.Key.Key_F5)
        desk.settle()
        assert state(desk.till, who(desk)).amount == ZERO
        assert claims(desk) == 2
        desk.till.prove()


def test_every_wrong_stub_has_its_own_words(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.MANAGER) as desk:
        bought = promised(desk.till, who(desk))
        ids = ids_of(desk.till, bought)
        done = claim(desk.till, who(desk), ids[0])
        told = []
        for code in (
            stub(desk, ids[0]),
            stub(desk, ids[1], b"another shop's key"),
            stub(desk, InstalmentId(new_id())),
            stub(desk, ids[1]),
        ):
            scan(desk, code)
            told.append(desk.toast())
        assert done.txn is not None
        assert done.txn.number in told[0]
        assert "别家" in told[1]
        assert "2026-12-21" in told[3]
        assert len(set(told)) == 4
        assert desk.page.member_id() == who(desk), "a stub before its day opens the member all the same"
        desk.till.reverse(txn(done))
        desk.till.reverse(bought, amount=yuan(500))
        scan(desk, stub(desk, ids[1]))
        assert "取消" in desk.toast()
        assert claims(desk) == 1


def test_a_small_window_shows_the_claim_before_it_is_made(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        promised(desk.till, who(desk))
        desk.window.resize(1024, 720)
        desk.settle()
        desk.open_member("zxm")
        desk.settle()
        assert desk.page.panels.is_narrow()
        desk.key(Qt.Key.Key_F5)
        assert claims(desk) == 0
        assert desk.page.member_panel.claims.isVisible()
        desk.key(Qt.Key.Key_F5)
        desk.settle()
        assert claims(desk) == 1
        assert desk.page.panels.current() == "sale"


def test_a_claim_is_reversed_from_the_history(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.MANAGER) as desk:
        promised(desk.till, who(desk))
        claim(desk.till, who(desk))
        desk.open_member("zxm")
        desk.settle()
        desk.key(Qt.Key.Key_F11)
        desk.key(Qt.Key.Key_R, CONTROL)
        sheet = next(s for s in desk.window.findChildren(Sheet) if s.isVisible())
        assert isinstance(sheet, ReversalSheet)
        desk.type("录错")
        desk.enter()
        desk.settle()
        assert state(desk.till, who(desk)).amount == yuan(50)
        assert "¥50.00" in said(desk)
        desk.till.prove()


def test_the_tab_says_how_much_where_the_card_is_out_of_sight(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        promised(desk.till, who(desk))
        desk.window.resize(1024, 720)
        tab = next(b for b in desk.page.panels._four._buttons if b.tab.id == "claim")
        desk.open_member("李娜")
        desk.settle()
        assert tab.caption == "领取"
        desk.open_member("zxm")
        desk.settle()
        assert tab.caption == "领取 ¥50.00"
        desk.key(Qt.Key.Key_F5)
        desk.key(Qt.Key.Key_F5)
        desk.settle()
        assert tab.caption == "领取"


def test_what_falls_due_while_the_member_is_open_is_shown_first(
    tmp_shop_path: Path,
) -> None:
    with counter_window(tmp_shop_path) as desk:
        promised(desk.till, who(desk), next_month=True)
        go_to(desk.till, date(2026, 12, 20))
        desk.open_member("zxm")
        desk.settle()
        desk.key(Qt.Key.Key_F5)
        assert "12-21" in desk.toast()
        go_to(desk.till, date(2026, 12, 21))
        desk.key(Qt.Key.Key_F5)
        assert claims(desk) == 0
        assert "¥550.00" in said(desk)
        desk.key(Qt.Key.Key_F5)
        desk.settle()
        assert claims(desk) == 1


def test_many_instalments_are_told_in_runs_and_of_many_purchases_by_their_number() -> None:
    def promise(purchase: int, n: int) -> Promise:
        txn_id = TxnId(purchase.to_bytes(16, "big"))
        one = Instalment(
            InstalmentId(new_id()), txn_id, n, MemberId(new_id()), yuan(5), date(2026, 1, n), None, None
        )
        return Promise(one, 12, "充500", ClaimRules(), claimed_today=False)

    assert nth([promise(1, n) for n in (1, 2, 4, 5, 6, 7, 9)]) == "第 1、2、4–7、9/12 期"
    assert nth([promise(1, 3), promise(2, 1)]) == "第 3/12 期、第 1/12 期"
    assert nth([promise(p, n) for p in range(17) for n in range(1, 13)]) == "17 次充值共 204 期"
