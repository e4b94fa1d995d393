"""Scenes of stored value in full: a plan and its contract, instalments, tiers, refunds, the day close."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from PySide6.QtCore import Qt

from model.close import DENOMINATIONS, Count, compare
from model.commands import Save
from model.gift import Gift, MoveKind
from model.ids import GiftId, PackKindId
from model.ledger import Account, TxnKind
from model.money import yuan
from model.pack import PackKind
from model.pack_commands import SavePackKind
from model.plan_commands import MoveStock, SaveGift
from model.rules import TierRules
from services import catalog, closing, gifts, history, members, packs
from services.ids import new_id
from services.shop import command_id
from ui.close.page import ClosePage
from ui.counter.page import CounterPage
from ui.tour.driver import Script
from ui.tour.people import Cast
from ui.tour.scene import ALT, CTRL, MANAGER_PIN, Key, Scene

PLAN: Final = "周年庆 充500 送500礼品 再返500分10个月"
"""The example shop has one like it already, and no two plans bear one name."""
SHORT_OF_TIER: Final = yuan(38)


def keep(scene: Scene, people: Cast) -> Script:
    """What a shop promises its members, and keeps."""
    yield from make_plan(scene, people)
    yield from sell_plan(scene, people)
    yield from use_pack(scene, people)
    yield from claim(scene, people)
    yield from rise(scene, people)
    yield from refund_part(scene, people)
    yield from refund_card(scene, people)
    yield from read_statement(scene, people)
    yield from look_at_liability(scene)
    yield from close_day(scene)


def _gift(scene: Scene, people: Cast) -> None:
    """Behind the scenes: a gift of ¥500 with its stock."""
    gift = Gift(GiftId(new_id()), "护发礼盒", yuan(500), yuan(60))
    write = scene.window.context.jobs.write
    write(gifts.save_gift, SaveGift(command_id(), people.owner, gift))
    write(gifts.move_stock, MoveStock(command_id(), people.owner, gift.id, MoveKind.IN, 12))


def make_plan(scene: Scene, people: Cast) -> Script:
    """The owner makes the plan by keys; the profit check speaks at every one of them."""
    t = scene.t
    _gift(scene, people)
    yield scene.idle
    scene.window.open_page("settings", "plans")
    yield 0.4
    yield scene.idle
    t.key(Key.Key_N, CTRL)
    yield 0.3
    t.type(PLAN)
    t.key(Key.Key_Tab)
    for text, further in (("500", 1), ("0", 3), ("10", 1), ("50", 2)):
        t.key(Key.Key_A, CTRL)
        t.type(text)
        t.keys(*[Key.Key_Tab] * further)
    t.key(Key.Key_Down)
    yield 0.3
    t.shoot("plan-profit-check")
    t.key(Key.Key_Return)
    yield 0.3
    yield scene.idle
    yield 0.2
    t.shoot("plan-below-floor")
    t.type("开业酬宾，到年底")
    yield from scene.enter()
    t.shoot("plan-saved")


def sell_plan(scene: Scene, people: Cast) -> Script:
    """Sold, and its contract on paper."""
    t = scene.t
    t.key(Key.Key_1, CTRL)
    yield 0.3
    yield from scene.find(people.poor.phone)
    t.key(Key.Key_F4)
    yield 0.3
    tiles = [tile.name for tile in scene.page(CounterPage).work.top_up.grid.tiles()]
    t.keys(*[Key.Key_Right] * tiles.index(PLAN), Key.Key_Space)
    t.key(Key.Key_3, ALT)
    yield 0.3
    t.shoot("plan-before-enter")
    yield from scene.enter()
    yield scene.sheet
    t.shoot("plan-contract")
    t.key(Key.Key_Return)
    yield from _pages(scene, "plan-contract-pages", "contract-a4.pdf")


def _pages(scene: Scene, picture: str, file_name: str, *, sheets: int = 1) -> Script:
    """A preview has opened: look at it, keep it as a PDF, step back out of so many sheets."""
    t = scene.t
    yield 0.8
    yield scene.sheet
    yield 0.6
    t.shoot(picture)
    t.key(Key.Key_S, CTRL)
    yield from scene.name_file(scene.stage.prints / file_name)
    yield scene.printed_as(file_name)
    scene.window.activateWindow()
    for _ in range(sheets):
        yield 0.3
        t.key(Key.Key_Escape)
    yield scene.no_sheet


def _later(scene: Scene, days: int) -> None:
    """The calendar goes on; whoever stands at the counter stays signed in."""
    scene.stage.clock.forward(days)


def use_pack(scene: Scene, people: Cast) -> Script:
    """A session pack sold and the first session had."""
    t = scene.t
    yield from _pack_kind(scene, people)
    yield from scene.find(people.poor.phone)
    t.key(Key.Key_B, ALT)
    yield scene.sheet
    # Principal is there and taken first: it stays, and WeChat pays.
    t.key(Key.Key_1, ALT)
    t.key(Key.Key_3, ALT)
    yield 0.3
    t.shoot("pack-before-enter")
    yield from scene.enter()
    yield scene.no_sheet
    t.key(Key.Key_C, ALT)
    yield scene.sheet
    yield 0.2
    t.shoot("pack-use")
    yield from scene.enter()
    yield scene.no_sheet
    t.shoot("pack-used")


def _pack_kind(scene: Scene, people: Cast) -> Script:
    jobs = scene.shop.jobs
    item = next(i for i in jobs.read(catalog.everything).result().items if i.name == "头皮护理")
    kind = PackKind(PackKindId(new_id()), "头皮护理十次卡", item.id, 10, yuan(980), days=365)
    scene.window.context.jobs.write(packs.save_kind, SavePackKind(command_id(), people.owner, kind))
    yield scene.idle


def claim(scene: Scene, people: Cast) -> Script:
    """A month later the first instalment is there: one key."""
    t = scene.t
    _later(scene, 30)
    yield from scene.find(people.rich.phone)
    yield from scene.find(people.poor.phone)
    yield 0.3
    t.shoot("instalment-said")
    t.key(Key.Key_F5)
    yield 0.3
    yield scene.idle
    yield 0.2
    t.shoot("instalment-claimed")


def rise(scene: Scene, people: Cast) -> Script:
    """The bill says how far the next tier is; the sale reaches it."""
    t = scene.t
    yield from _threshold(scene, people)
    yield from scene.find(people.poor.phone)
    yield from scene.add("xjc", "tphl")
    yield 0.3
    t.shoot("tier-near")
    yield from scene.add("zx")
    yield 0.3
    t.key(Key.Key_3, ALT)
    yield 0.3
    t.shoot("tier-within-reach")
    t.key(Key.Key_F3)
    yield from scene.enter()
    yield 0.3
    t.shoot("tier-reached")


def _threshold(scene: Scene, people: Cast) -> Script:
    """Behind the scenes: the next tier lies just above what a wash and a treatment bring."""
    jobs = scene.shop.jobs
    card = jobs.read(members.card, people.poor.member_id).result()
    tiers = jobs.read(catalog.everything).result().tiers
    now = card.profile.tier.rank if card.profile.tier else 0
    scene.set_up(TierRules())
    for n, tier in enumerate(sorted((t for t in tiers if t.rank > now), key=lambda t: t.rank)):
        threshold = card.spent + yuan(68 + 168) + SHORT_OF_TIER + yuan(5_000) * n
        command = Save(command_id(), people.owner, replace(tier, threshold=threshold))
        scene.window.context.jobs.write(catalog.save, command)
    yield scene.idle


def refund_part(scene: Scene, people: Cast) -> Script:
    """One of three lines goes back to where its money came from."""
    t = scene.t
    t.key(Key.Key_F11)
    yield 0.2
    # What the new tier brought stands above the sale that reached it.
    newest = scene.shop.jobs.read(history.entries, people.poor.member_id).result().entries
    t.keys(*[Key.Key_Down] * next(n for n, entry in enumerate(newest) if entry.kind is TxnKind.SALE))
    t.key(Key.Key_R, CTRL)
    yield scene.sheet
    yield 0.3
    t.type("洗剪吹不满意，退一项")
    for _ in range(2):
        t.key(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        t.key(Key.Key_Space)
        yield 0.3
    t.shoot("refund-one-line")
    yield from scene.enter()
    yield scene.no_sheet
    yield 0.2
    t.shoot("refunded-one-line")


def refund_card(scene: Scene, people: Cast) -> Script:
    """Asked by the owner, computed both ways, approved by the manager, paid and printed."""
    t = scene.t
    yield from scene.find(people.poor.phone)
    t.key(Key.Key_M, CTRL)
    yield scene.sheet
    t.shoot("account")
    t.key(Key.Key_2)
    yield 0.3
    yield scene.sheet
    t.type("搬家")
    yield 0.3
    t.shoot("card-refund-asked")
    yield from scene.enter()
    yield 0.4
    t.shoot("card-refund-worksheet")
    yield from scene.enter()
    yield 0.4
    t.type(MANAGER_PIN)
    yield from scene.enter()
    yield 0.5
    yield from _pages(scene, "card-refund-printed", "refund-worksheet.pdf")
    t.shoot("card-refunded")


def read_statement(scene: Scene, people: Cast) -> Script:
    """Everything on an account, handed over on request."""
    t = scene.t
    yield from scene.find(people.rich.phone)
    t.key(Key.Key_M, CTRL)
    yield scene.sheet
    t.key(Key.Key_1)
    yield 0.3
    yield scene.sheet
    yield 0.3
    t.shoot("statement")
    t.key(Key.Key_P, CTRL)
    yield from _pages(scene, "statement-printed", "statement.pdf", sheets=2)


def look_at_liability(scene: Scene) -> Script:
    """What the shop owes."""
    t = scene.t
    t.key(Key.Key_6, CTRL)
    yield 0.6
    yield scene.idle
    yield 0.3
    t.shoot("liability")


def close_day(scene: Scene) -> Script:
    """Float, blind count, comparison, seal."""
    t = scene.t
    t.key(Key.Key_5, CTRL)
    yield 0.5
    yield scene.idle
    t.key(Key.Key_B, CTRL)
    yield scene.sheet
    t.type("200")
    yield from scene.enter()
    yield scene.no_sheet
    t.shoot("day-so-far")
    t.key(Key.Key_F8)
    yield 0.3
    yield from _count(scene)
    t.shoot("day-counted-blind")
    t.key(Key.Key_Return, CTRL)
    yield 0.4
    t.shoot("day-compared")
    t.type("找零多给了一元")
    t.key(Key.Key_Return)
    yield 0.3
    yield scene.idle
    yield 0.3
    t.shoot("day-sealed")
    t.key(Key.Key_Down)
    t.key(Key.Key_Return)
    yield 0.4
    yield scene.idle
    t.shoot("day-close")
    t.key(Key.Key_Return)
    yield from _pages(scene, "day-close-page", "day-close-a4.pdf", sheets=2)


def _count(scene: Scene) -> Script:
    """What lies in the drawer, one yuan short, and what phone and terminal show."""
    t = scene.t
    day = scene.shop.jobs.read(closing.open_day).result()
    compared = {c.account: c.expected for c in compare(day.sheet.figures, Count())}
    left = compared[Account.CASH].fen - 100
    for coin in DENOMINATIONS:
        pieces, left = divmod(left, coin)
        t.type(str(pieces))
        t.key(Key.Key_Return)
    for account in scene.page(ClosePage).count.totals:
        t.type(str(Decimal(compared[account].fen) / 100))
        t.key(Key.Key_Return)
    yield 0.2
