"""What holds on every page holds on what opens over it and inside it: stored value from plan to day close."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from model.ledger import Account
from model.money import yuan
from model.pack_commands import SellPack
from model.sale import Payment, Tender
from model.shop import Role
from services import closing, packs, purchases
from tests.flows.counter_window import CounterWindow, counter_window
from tests.flows.test_counter_packs import kind as pack_kind
from tests.services.test_closing import next_day, seal
from tests.services.test_plans import full
from tests.support import command_id, txn
from tests.ui.test_every_page import CHINESE, FINGER_PX, called, controls, describe, program_texts, said
from ui import theme
from ui.app import set_language
from ui.close.page import ClosePage
from ui.widgets.buttons import PressButton
from ui.widgets.sheet import top_sheet

ALT = Qt.KeyboardModifier.AltModifier
PROMISES = ("statement", "card_refund", "points", "tier", "contract", "offer")
PACKS = {
    "pack_sale": (Qt.Key.Key_B,),
    "pack_use": (Qt.Key.Key_C,),
    "pack_extend": (Qt.Key.Key_C, Qt.Key.Key_E),
    "pack_refund": (Qt.Key.Key_C, Qt.Key.Key_T),
}
SECTIONS = ("plans", "gifts", "packs", "claims", "profit", "tiers", "points", "tier_rules", "refunds")
STEPS = ("float", "count", "compare", "past_close")
PLACES = (*PROMISES, *PACKS, *(f"settings/{one}" for one in SECTIONS), *(f"close/{one}" for one in STEPS))


@pytest.fixture
def desk(qapp: QApplication, tmp_shop_path: Path) -> Iterator[CounterWindow]:
    theme.apply(qapp, "light", 1.0)
    with counter_window(tmp_shop_path, Role.OWNER, topped_up=yuan(500)) as desk:
        desk.window.resize(1366, 768)
        yield desk
    set_language("zh_CN")
    theme.apply(qapp, "light", 1.0)


def go(desk: CounterWindow, place: str) -> QWidget:
    """Open a place; what is to be looked at there."""
    if place in PROMISES:
        open_promise(desk, place)
    elif place in PACKS:
        open_pack(desk, place)
    elif place.startswith("close/"):
        open_close(desk, place.removeprefix("close/"))
    else:
        desk.window.open_page("settings", place.removeprefix("settings/"))
    desk.settle()
    QTest.qWait(30)
    desk.settle()
    return top_sheet(desk.window) or desk.window


def open_promise(desk: CounterWindow, place: str) -> None:
    """What a plan with everything brought to a member, and what can be done with it."""
    member_id = desk.salon.members["张晓明"]
    plan_id, _ = full(desk.till)
    bought = txn(desk.till.top_up(member_id, yuan(500), plan_id))
    if place == "offer":
        desk.page.top_up.load_plans()
        desk.settle()
        desk.open_member()
        desk.key(Qt.Key.Key_F4)
        names = [tile.name for tile in desk.page.top_up.grid.tiles()]
        for _ in range(next(at for at, name in enumerate(names) if "再返" in name)):
            desk.key(Qt.Key.Key_Right)
        desk.enter()
    elif place == "contract":
        purchase = desk.till.ask(purchases.purchase, bought)
        desk.window.open_sheet("contract", {"purchase": purchase, "size": "a4"})
    else:
        desk.window.open_sheet(place, {"member_id": member_id})


def open_pack(desk: CounterWindow, place: str) -> None:
    """A member with a session pack; every key opens a sheet on the one before."""
    of = pack_kind(desk, days=365, companion=True)
    paid = Payment(tenders=(Tender(Account.WECHAT, of.price, of.price),))
    member_id, cashier = desk.salon.members["张晓明"], desk.till.people.cashier
    desk.till.do(packs.sell, SellPack(command_id(), cashier, member_id, of.id, 1, paid))
    desk.open_member()
    for key in PACKS[place]:
        desk.key(key, ALT)


def open_close(desk: CounterWindow, step: str) -> None:
    """A sealed day, and another one that is as far as `step`."""
    desk.till.sell(yuan(68))
    seal(desk.till)
    next_day(desk.till)
    desk.till.sell(yuan(98))
    desk.window.open_page("close")
    page = desk.window.page("close")
    assert isinstance(page, ClosePage)
    desk.settle()
    if step == "float":
        page.tools.float_button.click()
    elif step == "past_close":
        page._on_opened(desk.till.ask(closing.closes)[0].number)
    else:
        page.tools.count_button.click()
        desk.settle()
        if step == "compare":
            page.count.finish()


def too_small(root: QWidget, scale: float) -> list[str]:
    least = round(FINGER_PX * scale) - 1
    return [
        f"{describe(widget)} {widget.width()}×{widget.height()}"
        for widget in controls(root)
        if isinstance(widget, PressButton) and min(widget.width(), widget.height()) < least
    ]


def sideways(root: QWidget) -> list[str]:
    """What would have to be scrolled sideways, or is cut off at the right where that can't be done."""
    return [
        f"{type(area).__name__} {area.accessibleName()!r} by {area.horizontalScrollBar().maximum()}"
        for area in root.findChildren(QAbstractScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0
    ]


@pytest.mark.parametrize("place", PLACES)
def test_every_place_has_names_and_room_and_both_languages(
    desk: CounterWindow, qapp: QApplication, place: str
) -> None:
    root = go(desk, place)
    assert len(controls(root)) > 1
    assert [describe(widget) for widget in controls(root) if not called(widget).strip()] == []
    assert (too_small(root, 1.0), sideways(root)) == ([], [])
    chinese = said(root)
    speak_english(desk)
    english = said(root)
    assert len(english - chinese) >= 3, "the place did not change its language"
    data = {text for text in chinese & english if CHINESE.search(text)}
    assert {text for text in data if text in program_texts()} == set()
    theme.apply(qapp, scale=1.5)
    QTest.qWait(60)
    assert (too_small(root, 1.5), sideways(root)) == ([], [])


def speak_english(desk: CounterWindow) -> None:
    current = desk.settings.current
    desk.settings.replace(replace(current, look=replace(current.look, language="en")))
    set_language("en")
    desk.settle()
    QTest.qWait(30)
