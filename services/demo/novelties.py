"""What the example shop promises its members from a day on: rules, gifts, packs, plans, vouchers, cards.

All of it is made up for the example, and saved as a manager or the owner saves it.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from typing import Final

from model.commands import Save, SaveSettings
from model.friend_card import BenefitKind as FriendBenefitKind
from model.friend_card import (
    FriendBenefit,
    FriendCardKind,
    FriendCardLook,
    FriendCardRule,
    GiverReward,
    RewardKind,
)
from model.friend_commands import SaveCardKind
from model.gift import Gift, MoveKind
from model.ids import FriendCardKindId, GiftId, PackKindId, PlanId, StaffId, VoucherTemplateId
from model.money import ZERO, Money, yuan
from model.offer import Audience, Offer, OfferedGift, OfferedInstalments, OfferedPack
from model.pack import PackKind
from model.pack_commands import SavePackKind
from model.plan_commands import MoveStock, SaveGift, SavePlan
from model.record import dataclass
from model.rules import ClaimRules, ItemPoints, PointsRules, TierRules
from model.shop import Item, Plan, Tier
from model.tier import Brings
from model.voucher import TemplateLook, VoucherTemplate
from model.voucher_commands import SaveTemplate
from model.voucher_rule import Benefit, BenefitKind, OnReversal, Validity, VoucherRule
from services import catalog, friend_cards, gifts, packs, pictures, plans, settings, vouchers
from services.demo.catalog import EXAMPLE
from services.demo.desk import Desk
from services.demo.founding import Founded

CLAIMS: Final = ClaimRules(roll_over=False, window_days=25, bonus_days=180)
POINTS: Final = PointsRules(
    double_weekdays=(2,), birthday_percent=200, fen_per_point=1, most_of_bill_bp=3_000, valid_months=9
)
TIERS: Final = TierRules(window_months=12, grace_days=60)
_REASON: Final = "周年回馈，老板同意"
_STOCK: Final = 40
_SIDE_PX: Final = 96


@dataclass(frozen=True, slots=True)
class Novelties:
    """What can be bought, earned and handed out since then."""

    plans: tuple[Plan, ...]
    """Each as often as it is taken."""
    gifts: tuple[Gift, ...]
    packs: tuple[PackKind, ...]
    templates: tuple[VoucherTemplate, ...]
    card_kind: FriendCardKind


def introduce(desk: Desk, founded: Founded, manager: StaffId, owner: StaffId) -> Novelties:
    """Save all of it, in an order in which everything named is there already."""
    items = {item.name: item for item in founded.items}
    templates = _templates(desk, items, manager)
    card_kind = _card_kind(desk, templates, manager)
    gifts_ = _gifts(desk, manager)
    kinds = _packs(desk, items, manager)
    _rules(desk, founded, items, manager)
    _tiers(desk, founded, templates, card_kind, manager)
    return Novelties(
        _plans(desk, (gifts_, kinds, templates, card_kind), owner), gifts_, kinds, templates, card_kind
    )


def _rules(desk: Desk, founded: Founded, items: dict[str, Item], by: StaffId) -> None:
    double = replace(POINTS, items=(ItemPoints(items["头皮护理"].id, 200),))
    policy = replace(
        founded.settings.policy,
        referral_reward=yuan(10),
        referral_bonus_days=180,
        referral_minimum_sale=yuan(30),
    )
    for section in (CLAIMS, double, TIERS, policy):
        desk.do(settings.save, SaveSettings(*desk.base(by), section))


def _templates(desk: Desk, items: dict[str, Item], by: StaffId) -> tuple[VoucherTemplate, ...]:
    care = frozenset(items[name].id for name in ("头皮护理", "深层护理", "发膜护理"))
    picture = _picture()
    rules = (
        ("满 200 减 30", VoucherRule(Benefit(BenefitKind.AMOUNT, yuan(30)), Validity(days=60), yuan(200))),
        (
            "洗吹体验券",
            VoucherRule(
                Benefit(BenefitKind.FREE),
                Validity(days=45),
                items=frozenset((items["洗吹"].id,)),
                on_reversal=OnReversal.RETURNS_LONGER,
                extra_days=7,
            ),
        ),
        (
            "护理 8 折",
            VoucherRule(
                Benefit(BenefitKind.PERCENT, off_bp=2_000, cap=yuan(50)), Validity(days=90), items=care
            ),
        ),
    )
    made = []
    for n, (name, rule) in enumerate(rules):
        look = TemplateLook(picture=pictures.name_of(picture) if n == 0 else "")
        template = VoucherTemplate(VoucherTemplateId(desk.new_id()), name, rule, look, position=n)
        drawn = picture if look.picture else None
        desk.do(vouchers.save_template, SaveTemplate(*desk.base(by), template, picture=drawn))
        made.append(template)
    return tuple(made)


def _picture() -> bytes:
    """A rosette as a PNG: what it shows is drawn from nothing but arithmetic."""
    rows = bytearray()
    middle = _SIDE_PX / 2
    for y in range(_SIDE_PX):
        rows.append(0)
        for x in range(_SIDE_PX):
            far = ((x - middle) ** 2 + (y - middle) ** 2) ** 0.5 / middle
            inside = far < 0.95
            rows += bytes((214, int(90 + 110 * far), int(120 + 90 * far))) if inside else b"\xff\xff\xff"
    head = struct.pack(">IIBBBBB", _SIDE_PX, _SIDE_PX, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _card_kind(desk: Desk, templates: tuple[VoucherTemplate, ...], by: StaffId) -> FriendCardKind:
    rule = FriendCardRule(
        GiverReward(RewardKind.BONUS, yuan(30).fen, bonus_days=180),
        FriendBenefit(FriendBenefitKind.VOUCHER, template_id=templates[1].id),
        days=120,
        minimum=yuan(30),
    )
    look = FriendCardLook(conditions_zh="首次到店消费满 30 元，送闺蜜 30 元赠金")
    kind = FriendCardKind(FriendCardKindId(desk.new_id()), "闺蜜卡", rule, look)
    desk.do(friend_cards.save_kind, SaveCardKind(*desk.base(by), kind))
    return kind


def _gifts(desk: Desk, by: StaffId) -> tuple[Gift, ...]:
    wanted = (
        ("美发护理礼盒", 500, 120, None),
        ("护手霜 60ml", 39, 14, 800),
        ("气垫梳", 58, 19, 1_200),
    )
    made = []
    for n, (name, worth, cost, points) in enumerate(wanted):
        gift = Gift(GiftId(desk.new_id()), name, yuan(worth), yuan(cost), points, n)
        desk.do(gifts.save_gift, SaveGift(*desk.base(by), gift))
        restock(desk, gift, by)
        made.append(gift)
    return tuple(made)


def restock(desk: Desk, gift: Gift, by: StaffId) -> None:
    """Pieces of a gift come in."""
    desk.do(gifts.move_stock, MoveStock(*desk.base(by), gift.id, MoveKind.IN, _STOCK, "进货"))


def _packs(desk: Desk, items: dict[str, Item], by: StaffId) -> tuple[PackKind, ...]:
    wanted = (
        ("洗剪吹 10 次卡", "洗剪吹", 10, 480, 365, True),
        ("头皮护理 5 次卡", "头皮护理", 5, 680, 180, False),
    )
    made = []
    for n, (name, item, sessions, pay, days, companion) in enumerate(wanted):
        kind = PackKind(
            PackKindId(desk.new_id()), name, items[item].id, sessions, yuan(pay), days, companion, n
        )
        desk.do(packs.save_kind, SavePackKind(*desk.base(by), kind))
        made.append(kind)
    return tuple(made)


def _tiers(
    desk: Desk,
    founded: Founded,
    templates: tuple[VoucherTemplate, ...],
    card_kind: FriendCardKind,
    by: StaffId,
) -> None:
    """The tiers reached by consumption from now on, and what they bring."""
    brings = (
        Brings(points=100),
        Brings(points=300, voucher_template_id=templates[0].id, vouchers=2),
        Brings(friend_card_kind_id=card_kind.id, friend_cards=3),
    )
    for tier, example, gift in zip(founded.tiers[1:], EXAMPLE.tiers[1:], brings, strict=True):
        desk.do(catalog.save, Save(*desk.base(by), _reached(tier, example.from_spent.fen, gift)))


def _reached(tier: Tier, fen: int, brings: Brings) -> Tier:
    return replace(tier, threshold=Money(fen), brings=brings)


_Offered = tuple[tuple[Gift, ...], tuple[PackKind, ...], tuple[VoucherTemplate, ...], FriendCardKind]


def _plans(desk: Desk, offered: _Offered, by: StaffId) -> tuple[Plan, ...]:
    gifts_, kinds, templates, card_kind = offered
    rebate = Offer(
        gifts=(OfferedGift(gifts_[0].id),), instalments=OfferedInstalments(10, yuan(50)), per_member=2
    )
    first = Offer(gifts=(OfferedGift(gifts_[1].id),), audience=Audience.NEW)
    monthly = OfferedInstalments(6, yuan(30), first_next_month=False)
    made = (
        (30, Plan(PlanId(desk.new_id()), "充500 送500礼品 再返500分10个月", yuan(500), ZERO, offer=rebate)),
        (12, Plan(PlanId(desk.new_id()), "新客充200 送30 加护手霜", yuan(200), yuan(30), 180, offer=first)),
        (
            10,
            Plan(
                PlanId(desk.new_id()),
                "充1200 返180分6个月 加护理卡",
                yuan(1_200),
                ZERO,
                offer=Offer(instalments=monthly, packs=(OfferedPack(kinds[1].id),)),
            ),
        ),
        (
            12,
            Plan(
                PlanId(desk.new_id()),
                "充600 送60 加券和闺蜜卡",
                yuan(600),
                yuan(60),
                365,
                voucher_template_id=templates[0].id,
                vouchers=2,
                friend_card_kind_id=card_kind.id,
                friend_cards=2,
            ),
        ),
    )
    for n, (_, plan) in enumerate(made):
        saved = replace(plan, position=len(EXAMPLE.plans) + n)
        desk.do(plans.save_plan, SavePlan(*desk.base(by), saved, _REASON))
    return tuple(plan for taken, plan in made for _ in range(taken))
