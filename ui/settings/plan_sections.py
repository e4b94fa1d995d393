"""The sections of what comes with a top-up: plans and gifts."""

from __future__ import annotations

from typing import Final

from model.gift import Gift
from model.ids import GiftId, PlanId
from model.money import ZERO, yuan
from model.offer import MOST_INSTALMENTS, Audience
from model.shop import Plan, Role
from services.plans import MOST_OF_PLAN
from ui.settings import details
from ui.settings.fields import Field, FormSection, Kind, ListSection
from ui.translate import QT_TRANSLATE_NOOP

_MONEY_FIELDS: Final = (
    Field(
        "name",
        Kind.TEXT,
        QT_TRANSLATE_NOOP("SettingsTables", "名称"),
        QT_TRANSLATE_NOOP("SettingsTables", "例如：充 500 送 80"),
    ),
    Field("pay", Kind.MONEY, QT_TRANSLATE_NOOP("SettingsTables", "付款"), low=1, half=True),
    Field("bonus", Kind.MONEY, QT_TRANSLATE_NOOP("SettingsTables", "赠金"), half=True),
    Field(
        "bonus_days",
        Kind.INTEGER,
        QT_TRANSLATE_NOOP("SettingsTables", "赠金有效期"),
        QT_TRANSLATE_NOOP("SettingsTables", "从付款那天算起；留空为永久有效。本金永不过期。"),
        low=1,
        high=3650,
        unit=QT_TRANSLATE_NOOP("SettingsTables", "天"),
        half=True,
        optional=True,
    ),
    Field("position", Kind.INTEGER, QT_TRANSLATE_NOOP("SettingsTables", "顺序"), high=9999, half=True),
)
_PROMISES: Final = (
    Field(
        "instalment_count",
        Kind.INTEGER,
        QT_TRANSLATE_NOOP("SettingsTables", "返几个月"),
        QT_TRANSLATE_NOOP("SettingsTables", "每月到店领一次；留空为不返。"),
        group=QT_TRANSLATE_NOOP("SettingsTables", "分期返现"),
        low=1,
        high=MOST_INSTALMENTS,
        unit=QT_TRANSLATE_NOOP("SettingsTables", "期"),
        half=True,
        optional=True,
    ),
    Field(
        "instalment_amount",
        Kind.MONEY,
        QT_TRANSLATE_NOOP("SettingsTables", "每期返"),
        QT_TRANSLATE_NOOP("SettingsTables", "领到的是赠金，不能兑现金。"),
        counts="instalment_count",
        half=True,
    ),
    Field(
        "first_next_month",
        Kind.CHIPS,
        QT_TRANSLATE_NOOP("SettingsTables", "第一期"),
        options=(
            (True, QT_TRANSLATE_NOOP("SettingsTables", "下个月的今天起")),
            (False, QT_TRANSLATE_NOOP("SettingsTables", "当场就能领")),
        ),
    ),
    Field(
        "gifts",
        Kind.COUNTED,
        QT_TRANSLATE_NOOP("SettingsTables", "送礼品"),
        QT_TRANSLATE_NOOP("SettingsTables", "充值时从库存里给；库存不够就卖不出去。"),
        group=QT_TRANSLATE_NOOP("SettingsTables", "礼品和次卡"),
        among="gifts",
    ),
    Field("packs", Kind.COUNTED, QT_TRANSLATE_NOOP("SettingsTables", "送次卡"), among="packs"),
)
_COUPONS: Final = (
    Field(
        "voucher_template_id",
        Kind.CHOICE,
        QT_TRANSLATE_NOOP("SettingsTables", "送券"),
        QT_TRANSLATE_NOOP("SettingsTables", "充值后马上到会员名下；冲正时没用的一起收回。"),
        group=QT_TRANSLATE_NOOP("SettingsTables", "券和闺蜜卡"),
        among="templates",
        none=QT_TRANSLATE_NOOP("SettingsTables", "不送"),
        half=True,
        optional=True,
    ),
    Field(
        "vouchers",
        Kind.INTEGER,
        QT_TRANSLATE_NOOP("SettingsTables", "券的张数"),
        high=MOST_OF_PLAN,
        counts="voucher_template_id",
        half=True,
    ),
    Field(
        "friend_card_kind_id",
        Kind.CHOICE,
        QT_TRANSLATE_NOOP("SettingsTables", "送闺蜜卡"),
        QT_TRANSLATE_NOOP("SettingsTables", "给会员转送朋友；已到每人上限的不再多给。"),
        among="kinds",
        none=QT_TRANSLATE_NOOP("SettingsTables", "不送"),
        half=True,
        optional=True,
    ),
    Field(
        "friend_cards",
        Kind.INTEGER,
        QT_TRANSLATE_NOOP("SettingsTables", "闺蜜卡的张数"),
        high=MOST_OF_PLAN,
        counts="friend_card_kind_id",
        half=True,
    ),
)
_LIMITS: Final = (
    Field(
        "audience",
        Kind.CHIPS,
        QT_TRANSLATE_NOOP("SettingsTables", "谁能买"),
        group=QT_TRANSLATE_NOOP("SettingsTables", "卖给谁"),
        options=(
            (Audience.ALL, QT_TRANSLATE_NOOP("SettingsTables", "所有会员")),
            (Audience.NEW, QT_TRANSLATE_NOOP("SettingsTables", "第一次充值的")),
            (Audience.TIERS, QT_TRANSLATE_NOOP("SettingsTables", "按等级")),
            (Audience.TAGS, QT_TRANSLATE_NOOP("SettingsTables", "按标签")),
        ),
    ),
    Field("tier_ids", Kind.MANY, QT_TRANSLATE_NOOP("SettingsTables", "哪些等级"), among="tiers"),
    Field("tag_ids", Kind.MANY, QT_TRANSLATE_NOOP("SettingsTables", "哪些标签"), among="tags"),
    Field(
        "per_member",
        Kind.INTEGER,
        QT_TRANSLATE_NOOP("SettingsTables", "每人最多买几次"),
        QT_TRANSLATE_NOOP("SettingsTables", "留空为不限。"),
        low=1,
        high=999,
        half=True,
        optional=True,
    ),
    Field("from_day", Kind.DAY, QT_TRANSLATE_NOOP("SettingsTables", "从哪天起卖"), optional=True),
    Field(
        "to_day",
        Kind.DAY,
        QT_TRANSLATE_NOOP("SettingsTables", "卖到哪天"),
        QT_TRANSLATE_NOOP("SettingsTables", "这一天还卖；留空为一直卖。"),
        optional=True,
    ),
)
PLANS: Final = ListSection(
    "plans",
    QT_TRANSLATE_NOOP("SettingsTables", "充值方案"),
    "wallet",
    QT_TRANSLATE_NOOP(
        "SettingsTables",
        "付多少、送什么，可以任意搭配。改动只对以后的充值有效：已经卖出的按当时的内容。",
    ),
    "plans",
    QT_TRANSLATE_NOOP("SettingsTables", "新增方案"),
    QT_TRANSLATE_NOOP("SettingsTables", "还没有方案。比如“充 500 送 80”。没有方案也能按任意金额充值。"),
    lambda id_, position: Plan(PlanId(id_), "", yuan(500), ZERO, None, position),
    _MONEY_FIELDS + _PROMISES + _COUPONS + _LIMITS,
    details.plan,
)

PROFIT: Final = FormSection(
    "profit",
    QT_TRANSLATE_NOOP("SettingsTables", "盈亏底线"),
    "chart-line-up",
    QT_TRANSLATE_NOOP("SettingsTables", "新方案启用前，按这些数试算会不会亏。低于底线的，只有老板能启用。"),
    "profit",
    (
        Field(
            "cost_bp",
            Kind.PERCENT,
            QT_TRANSLATE_NOOP("SettingsTables", "服务成本占售价"),
            QT_TRANSLATE_NOOP("SettingsTables", "材料、提成、房租摊到每一百元里有多少。"),
            high=10_000,
            unit="%",
            half=True,
        ),
        Field(
            "expected_claims_bp",
            Kind.PERCENT,
            QT_TRANSLATE_NOOP("SettingsTables", "预计会兑现"),
            QT_TRANSLATE_NOOP("SettingsTables", "返现和券平均有多少会真的来领、来用。"),
            high=10_000,
            unit="%",
            half=True,
        ),
        Field(
            "floor_bp",
            Kind.PERCENT,
            QT_TRANSLATE_NOOP("SettingsTables", "最低毛利"),
            QT_TRANSLATE_NOOP("SettingsTables", "全部兑现时，至少留下付款的百分之几。"),
            high=10_000,
            unit="%",
            half=True,
        ),
    ),
    role=Role.OWNER,
)

GIFTS: Final = ListSection(
    "gifts",
    QT_TRANSLATE_NOOP("SettingsTables", "礼品"),
    "gift",
    QT_TRANSLATE_NOOP("SettingsTables", "随充值方案送出、或用积分换的东西。价值印在合同上，退卡时按它计算。"),
    "gifts",
    QT_TRANSLATE_NOOP("SettingsTables", "新增礼品"),
    QT_TRANSLATE_NOOP("SettingsTables", "还没有礼品。比如“护发礼盒”，价值 500。"),
    lambda id_, position: Gift(GiftId(id_), "", position=position),
    (
        Field("name", Kind.TEXT, QT_TRANSLATE_NOOP("SettingsTables", "名称")),
        Field(
            "list_value",
            Kind.MONEY,
            QT_TRANSLATE_NOOP("SettingsTables", "价值"),
            QT_TRANSLATE_NOOP("SettingsTables", "平时卖多少钱；要真实，宣传和退卡都按它。"),
            half=True,
        ),
        Field(
            "cost",
            Kind.MONEY,
            QT_TRANSLATE_NOOP("SettingsTables", "进价"),
            QT_TRANSLATE_NOOP("SettingsTables", "只用来算毛利，不会印出来。"),
            half=True,
        ),
        Field(
            "points",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "换一件要的积分"),
            QT_TRANSLATE_NOOP("SettingsTables", "留空为不能用积分换。"),
            low=1,
            half=True,
            optional=True,
        ),
        Field("position", Kind.INTEGER, QT_TRANSLATE_NOOP("SettingsTables", "顺序"), high=9999, half=True),
    ),
    details.gift,
)
