"""Scenes of what a customer carries out of the door: vouchers and friend cards."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from model.friend_card import BenefitKind as GiftKind
from model.friend_card import FriendBenefit, FriendCardKind, FriendCardRule, GiverReward, RewardKind
from model.friend_commands import SaveCardKind
from model.ids import BatchId, FriendCardKindId, VoucherTemplateId
from model.money import yuan
from model.voucher import VoucherTemplate
from model.voucher_commands import SaveTemplate
from model.voucher_rule import Benefit, BenefitKind, Validity, VoucherRule
from services import friend_cards, friend_prints, voucher_print, vouchers
from services.ids import new_id
from services.printing.vouchers import PrintedFriendCard
from services.shop import command_id
from ui.tour.camera import HeldUp, on_the_counter
from ui.tour.driver import Script
from ui.tour.people import Cast
from ui.tour.scene import ALT, CTRL, Key, Scene
from ui.vouchers.page import VouchersPage

_SHEET: Final = "vouchers-100.pdf"


def make_template(scene: Scene, people: Cast) -> None:
    """Behind the scenes: ¥20 off from ¥100 on, for 40 days."""
    rule = VoucherRule(Benefit(BenefitKind.AMOUNT, yuan(20)), Validity(days=40), minimum=yuan(100))
    template = VoucherTemplate(VoucherTemplateId(new_id()), "满 100 减 20", rule)
    command = SaveTemplate(command_id(), people.owner, template)
    scene.window.context.jobs.write(vouchers.save_template, command)


def hand_out(scene: Scene, people: Cast) -> Script:
    """A hundred vouchers for passers-by, on paper."""
    t = scene.t
    make_template(scene, people)
    yield scene.idle
    t.key(Key.Key_3, CTRL)
    yield 0.5
    yield scene.idle
    t.key(Key.Key_N, CTRL)
    yield scene.sheet
    t.shoot("voucher-template")
    t.key(Key.Key_Escape)
    yield scene.no_sheet
    yield 0.5
    t.shoot("vouchers")
    page = scene.window.page("vouchers")
    assert isinstance(page, VouchersPage)
    t.click(page.panel.to_whom.anonymous.name)
    t.type("建设路商圈")
    t.key(Key.Key_P, CTRL)
    yield from scene.name_file(scene.stage.prints / _SHEET)
    yield scene.printed_as(_SHEET)
    # What a window manager does when a dialog closes; a bare virtual screen has none.
    scene.window.activateWindow()
    yield 0.5
    t.shoot("vouchers-printed")


def redeem(scene: Scene, people: Cast) -> Script:
    """One is scanned at the counter, and then held before the camera."""
    t = scene.t
    code = _printed_code(scene)
    t.key(Key.Key_1, CTRL)
    yield scene.idle
    yield from scene.find(people.rich.phone)
    yield from scene.add("xjc", "tphl")
    t.scan(code)
    yield 0.3
    yield scene.idle
    t.shoot("voucher-scanned")
    t.key(Key.Key_F3)
    yield from scene.enter()
    yield from scene.add("xjc", "tphl")
    yield from _held_up(scene)
    yield 0.3
    yield scene.idle
    t.shoot("voucher-refused")
    t.key(Key.Key_2, ALT)
    yield 0.1


def _held_up(scene: Scene) -> Script:
    """The same voucher, cut out and held before the camera."""
    paper = on_the_counter(scene.stage.prints / _SHEET)
    scene.window.camera.make_source = partial(HeldUp, paper)
    scene.t.key(Key.Key_F6, CTRL)
    # What was found is seen for a moment only: a slow machine may come too late for its picture.
    yield lambda: scene.window.camera.has_found() or scene.no_sheet()
    scene.t.shoot("camera")
    yield scene.no_sheet


def give_friend_cards(scene: Scene, people: Cast) -> Script:
    """Five cards for a regular's friends, printed with her name."""
    t = scene.t
    _make_kind(scene, people)
    yield scene.idle
    yield from scene.find(people.rich.phone)
    t.key(Key.Key_F7)
    yield scene.sheet
    yield 0.3
    t.shoot("friend-cards")
    t.key(Key.Key_Return)
    yield 1.0
    yield scene.idle
    t.shoot("friend-cards-printed")
    t.keys(Key.Key_Escape, Key.Key_Escape)
    yield scene.no_sheet


def friend_comes(scene: Scene, people: Cast) -> Script:
    """A friend brings one of the cards: signed up with the giver, first sale, the giver's reward."""
    t = scene.t
    t.key(Key.Key_F1)
    t.scan(_friend_code(scene, people))
    yield scene.sheet
    yield 0.3
    t.type("李娜")
    t.key(Key.Key_Tab)
    t.type("13700137000")
    yield 0.3
    t.shoot("friend-signs-up")
    yield from scene.enter()
    yield scene.no_sheet
    yield from scene.add("rf")
    t.key(Key.Key_3, ALT)
    yield 0.3
    t.shoot("friend-first-sale")
    t.key(Key.Key_F3)
    yield from scene.enter()
    yield from scene.find(people.rich.phone)
    yield 0.3
    t.shoot("giver-rewarded")
    t.key(Key.Key_4, CTRL)
    yield 0.6
    yield scene.idle
    t.shoot("referrals")


def _make_kind(scene: Scene, people: Cast) -> None:
    """Behind the scenes: ¥30 for both sides, paid at once after the friend's first sale."""
    rule = FriendCardRule(
        GiverReward(RewardKind.BONUS, yuan(30).fen), FriendBenefit(GiftKind.BONUS, yuan(30)), held_limit=5
    )
    kind = FriendCardKind(FriendCardKindId(new_id()), "双方各 30", rule)
    jobs = scene.window.context.jobs
    jobs.write(friend_cards.save_kind, SaveCardKind(command_id(), people.owner, kind))
    policy = scene.window.context.settings.current.policy
    scene.set_up(replace(policy, referral_hold_days=0))


def _friend_code(scene: Scene, people: Cast) -> str:
    """The code on the first of the giver's cards, as a scanner reads it."""
    jobs = scene.shop.jobs
    card = jobs.read(friend_cards.of_member, people.rich.member_id).result()[0]
    printed: PrintedFriendCard = jobs.read(friend_prints.print_one, card.card_id, "zh_CN").result()
    return printed.qr


def _printed_code(scene: Scene) -> str:
    """The code on the first voucher of the newest batch, as a scanner reads it."""
    jobs = scene.shop.jobs
    newest: BatchId = jobs.read(vouchers.batches).result()[0].batch_id
    return jobs.read(voucher_print.print_items, newest, 1, 1, "zh_CN").result()[0].qr
