"""Refunding a card and reading a statement at the real window on a real file, by keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt

from model.card_refund import Cause
from model.commands import SaveSettings
from model.ledger import Account, TxnKind
from model.money import ZERO, yuan
from model.shop import Role
from model.views import AccountState
from services import card_refunds, history, members, settings
from tests.flows.counter_window import CounterWindow, counter_window
from tests.services.test_card_refunds import ask, refund
from tests.support import PIN, command_id
from ui import app as application
from ui.account.refund import RefundSheet
from ui.account.statement import Span, StatementSheet
from ui.printing.preview import PrintPreview
from ui.shell.lock import ApprovalSheet
from ui.widgets.sheet import Sheet

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
pytestmark = pytest.mark.usefixtures("qapp")
S = TypeVar("S", bound=Sheet)


def shown(desk: CounterWindow, kind: type[S]) -> S:
    """The sheet of this kind, once it is there."""
    desk.until(lambda: any(one.isVisible() for one in desk.window.findChildren(kind)))
    desk.settle()
    return next(one for one in desk.window.findChildren(kind) if one.isVisible())


def gone(desk: CounterWindow, kind: type[S]) -> bool:
    return not any(one.isVisible() for one in desk.window.findChildren(kind))


def open_refund(desk: CounterWindow) -> RefundSheet:
    desk.open_member("ln")
    desk.key(Qt.Key.Key_M, CONTROL)
    desk.key(Qt.Key.Key_2)
    return shown(desk, RefundSheet)


def topped_up(desk: CounterWindow) -> None:
    member_id = desk.salon.members["李娜"]
    desk.till.sell(yuan(10), member_id)
    desk.till.top_up(member_id, yuan(500), desk.salon.plans["充500送80"])
    desk.till.sell(yuan(58), member_id, stored=yuan(58))


def test_a_card_is_refunded_by_keys(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        topped_up(desk)
        member_id = desk.salon.members["李娜"]
        sheet = open_refund(desk)
        desk.enter()
        assert sheet.reason.field.problem, "a reason is asked for"
        desk.type("搬家")
        desk.enter()
        desk.until(sheet.withdraw_button.isVisible)
        desk.settle()
        assert desk.till.ask(members.card, member_id).account is AccountState.FROZEN
        assert sheet.pay_out.tenders() == ((Account.WECHAT, yuan(450)),)
        desk.enter()
        shown(desk, ApprovalSheet)
        desk.type(PIN)
        desk.enter()
        shown(desk, PrintPreview)
        assert gone(desk, RefundSheet)
        entry = desk.till.ask(history.entries, member_id).entries[0]
        assert (entry.kind, entry.amount) == (TxnKind.CARD_REFUND, -yuan(450))
        assert "¥450.00" in desk.toast()
        assert desk.till.ask(members.card, member_id).account is AccountState.CLOSED
        assert desk.till.wallet(member_id).principal == ZERO
        desk.till.prove()


def test_the_other_cause_is_chosen_with_arrows_and_much_cash_is_confirmed(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.MANAGER) as desk:
        topped_up(desk)
        member_id = desk.salon.members["李娜"]
        ask(desk.till, member_id)
        sheet = open_refund(desk)
        row, own = sheet.cards[Cause.SHOP].rows[0], sheet.cards[Cause.MEMBER].rows[0]
        assert row.isChecked()
        own.setFocus()
        desk.key(Qt.Key.Key_Space)
        assert own.isChecked()
        assert not row.isChecked()
        for account, field in sheet.pay_out.fields.items():
            field.setFocus()
            field.selectAll()
            desk.type("442") if account is Account.CASH else desk.key(Qt.Key.Key_Delete)
        desk.enter()
        assert not desk.till.rows("SELECT 1 FROM card_refund_paid"), "cash beyond the limit is asked about"
        assert "¥442.00" in sheet.button.caption
        desk.enter()
        desk.until(lambda: gone(desk, RefundSheet))
        assert desk.till.rows("SELECT cause, refunded FROM card_refund_paid") == [("member", 44_200)]
        desk.till.prove()


def test_a_refund_is_withdrawn_and_a_draft_is_looked_at(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        topped_up(desk)
        member_id = desk.salon.members["李娜"]
        ask(desk.till, member_id)
        sheet = open_refund(desk)
        desk.key(Qt.Key.Key_P, CONTROL)
        shown(desk, PrintPreview)
        desk.key(Qt.Key.Key_Escape)
        assert sheet.isVisible()
        desk.key(Qt.Key.Key_D, CONTROL)
        desk.until(lambda: gone(desk, RefundSheet))
        assert desk.till.ask(card_refunds.open_of, member_id) is None
        assert desk.till.ask(members.card, member_id).account is AccountState.OPEN


def test_stored_value_of_a_frozen_account_is_not_spent(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        topped_up(desk)
        ask(desk.till, desk.salon.members["李娜"])
        desk.open_member("ln")
        desk.key(Qt.Key.Key_F3)
        desk.type("洗剪吹")
        desk.enter()
        desk.key(Qt.Key.Key_1, ALT)
        before = desk.till.rows("SELECT count(*) FROM txn")
        desk.enter()
        assert desk.till.rows("SELECT count(*) FROM txn") == before


def test_a_statement_is_read_printed_and_exported(tmp_shop_path: Path, tmp_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        topped_up(desk)
        desk.open_member("ln")
        desk.key(Qt.Key.Key_M, CONTROL)
        desk.key(Qt.Key.Key_1)
        sheet = shown(desk, StatementSheet)
        desk.settle()
        assert sheet.span.value() is Span.YEAR
        assert "¥450.00" in sheet._balances.text()
        assert sheet._balances.text().count("积分") == 2, "at the beginning and at the end"
        assert sheet.table.model().rowCount() == 3
        target = tmp_path / "statement.csv"
        sheet.export(str(target))
        desk.until(target.exists)
        desk.settle()
        assert "充500送80" in target.read_text(encoding="utf-8-sig")
        desk.key(Qt.Key.Key_P, CONTROL)
        shown(desk, PrintPreview)
        desk.key(Qt.Key.Key_Escape)
        desk.key(Qt.Key.Key_Escape)
        assert gone(desk, StatementSheet)


def test_dates_in_the_wrong_order_are_said(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        topped_up(desk)
        desk.window.open_sheet("statement", {"member_id": desk.salon.members["李娜"]})
        sheet = shown(desk, StatementSheet)
        last = sheet.to_day.value()
        assert last is not None
        sheet.from_day.set_value(last.replace(year=last.year + 1))
        sheet._on_day(None)
        desk.settle()
        assert sheet._error.isVisible()


def test_the_worksheet_of_a_refund_is_printed_again_from_the_history(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        topped_up(desk)
        refund(desk.till, desk.salon.members["李娜"])
        desk.open_member("ln")
        assert not desk.page.history_panel.worksheet.isVisible()
        desk.key(Qt.Key.Key_F11)
        desk.until(desk.page.history_panel.worksheet.isVisible)
        desk.key(Qt.Key.Key_W, ALT)
        shown(desk, PrintPreview)


def test_a_closed_account_is_opened_again_by_keys(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        topped_up(desk)
        member_id = desk.salon.members["李娜"]
        refund(desk.till, member_id, close=True)
        sheet = open_refund(desk)
        assert not sheet.cards[Cause.SHOP].isVisible()
        desk.type("顾客回来了")
        desk.enter()
        shown(desk, ApprovalSheet)
        desk.type(PIN)
        desk.enter()
        desk.until(lambda: gone(desk, RefundSheet))
        assert desk.till.ask(members.card, member_id).account is AccountState.OPEN


def test_the_sheet_follows_the_language(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        topped_up(desk)
        sheet = open_refund(desk)
        told = sheet.cards[Cause.SHOP].rows[0].caption
        look = replace(desk.till.shop.seat.settings.look, language="en")
        desk.till.do(settings.save, SaveSettings(command_id(), desk.till.people.owner, look))
        desk.settings.replace(desk.till.shop.seat.settings)
        application.set_language("en")
        try:
            desk.until(lambda: sheet.cards[Cause.SHOP].rows[0].caption != told)
            assert "freeze" in sheet.button.caption
        finally:
            application.set_language("zh_CN")
