"""The sections of tiers: what reaches each of them, what it brings, and the rules of rising and falling."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Final, TypeVar, cast

from model.ids import FriendCardKindId, TierId, VoucherTemplateId
from model.money import ZERO, Money
from model.points import MOST_BY_HAND
from model.record import dataclass
from model.shop import Tier
from model.tier import Brings
from services.plans import MOST_OF_PLAN
from ui.settings import details
from ui.settings.field_form import FieldForm
from ui.settings.fields import Field, FormSection, Kind, ListSection
from ui.settings.list_pane import ListPane
from ui.translate import QT_TRANSLATE_NOOP

Filled = TypeVar("Filled")

TIERS: Final = ListSection(
    "tiers",
    QT_TRANSLATE_NOOP("SettingsTables", "会员等级"),
    "crown-simple",
    QT_TRANSLATE_NOOP("SettingsTables", "会员看得见的等级：折扣、消费多少升上来、升级送什么。"),
    "tiers",
    QT_TRANSLATE_NOOP("SettingsTables", "新增等级"),
    QT_TRANSLATE_NOOP("SettingsTables", "还没有等级。"),
    lambda id_, position: Tier(TierId(id_), "", position),
    (
        Field("name", Kind.TEXT, QT_TRANSLATE_NOOP("SettingsTables", "名称")),
        Field(
            "discount_bp",
            Kind.DISCOUNT,
            QT_TRANSLATE_NOOP("SettingsTables", "折扣"),
            QT_TRANSLATE_NOOP("SettingsTables", "9 是九折，8.8 是八八折，10 是不打折。"),
            low=1000,
            high=10_000,
            unit=QT_TRANSLATE_NOOP("SettingsTables", "折"),
            half=True,
        ),
        Field(
            "rank",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "高低"),
            QT_TRANSLATE_NOOP("SettingsTables", "数字大的等级高。"),
            high=99,
            half=True,
        ),
        Field(
            "threshold",
            Kind.MONEY,
            QT_TRANSLATE_NOOP("SettingsTables", "消费到多少升级"),
            QT_TRANSLATE_NOOP("SettingsTables", "收款时当场升；充值不算消费。0 为只能手动定级。"),
            half=True,
        ),
        Field(
            "points",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "送积分"),
            group=QT_TRANSLATE_NOOP("SettingsTables", "升级时送"),
            high=MOST_BY_HAND,
        ),
        Field(
            "voucher_template_id",
            Kind.CHOICE,
            QT_TRANSLATE_NOOP("SettingsTables", "送券"),
            among="templates",
            none=QT_TRANSLATE_NOOP("SettingsTables", "不送"),
            optional=True,
            half=True,
        ),
        Field(
            "vouchers",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "送几张券"),
            counts="voucher_template_id",
            high=MOST_OF_PLAN,
            half=True,
        ),
        Field(
            "friend_card_kind_id",
            Kind.CHOICE,
            QT_TRANSLATE_NOOP("SettingsTables", "送闺蜜卡"),
            among="kinds",
            none=QT_TRANSLATE_NOOP("SettingsTables", "不送"),
            optional=True,
            half=True,
        ),
        Field(
            "friend_cards",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "送几张闺蜜卡"),
            counts="friend_card_kind_id",
            high=MOST_OF_PLAN,
            half=True,
        ),
    ),
    details.tier,
)

TIER_RULES: Final = FormSection(
    "tier_rules",
    QT_TRANSLATE_NOOP("SettingsTables", "升级和降级"),
    "chart-line-up",
    QT_TRANSLATE_NOOP("SettingsTables", "等级自己升降的规则。冲正会收回它挣到的等级；手动定的等级不受影响。"),
    "tiers",
    (
        Field(
            "window_months",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "算最近多久的消费"),
            QT_TRANSLATE_NOOP("SettingsTables", "例如 12：最近十二个月。0 为累计消费，只升不降。"),
            high=120,
            unit=QT_TRANSLATE_NOOP("SettingsTables", "个月"),
            half=True,
        ),
        Field(
            "grace_days",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "降级宽限"),
            QT_TRANSLATE_NOOP("SettingsTables", "消费不到门槛以后，再保留多少天。"),
            high=3_650,
            unit=QT_TRANSLATE_NOOP("SettingsTables", "天"),
            half=True,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class TierDraft:
    """Flat, so that every field of the form is one of it; no threshold is nothing."""

    name: str
    discount_bp: int
    rank: int
    threshold: Money
    points: int
    voucher_template_id: VoucherTemplateId | None
    vouchers: int
    friend_card_kind_id: FriendCardKindId | None
    friend_cards: int


_OF_BRINGS: Final = tuple(f.name for f in fields(Brings))


def draft_of(tier: Tier) -> TierDraft:
    """The draft that the form is filled from."""
    return TierDraft(
        tier.name,
        tier.discount_bp,
        tier.rank,
        tier.threshold or ZERO,
        **{name: getattr(tier.brings, name) for name in _OF_BRINGS},
    )


def tier_of(tier: Tier, draft: TierDraft) -> Tier:
    """The tier with what the form says."""
    return replace(
        tier,
        name=draft.name,
        discount_bp=draft.discount_bp,
        rank=draft.rank,
        threshold=draft.threshold or None,
        brings=Brings(**{name: getattr(draft, name) for name in _OF_BRINGS}),
    )


class TierForm(FieldForm):
    """The form of a tier: it edits a draft."""

    def fill(self, source: object) -> None:
        super().fill(draft_of(cast(Tier, source)))

    def read_into(self, base: Filled) -> Filled | None:
        tier = cast(Tier, base)
        draft = super().read_into(draft_of(tier))
        return None if draft is None else cast(Filled, tier_of(tier, draft))


class TierPane(ListPane):
    form_kind = TierForm
