"""The section about what brings people back: thank-yous for referrers and vouchers."""

from __future__ import annotations

from typing import Final

from ui.settings.fields import Field, FormSection, Kind
from ui.translate import QT_TRANSLATE_NOOP

REWARDS: Final = FormSection(
    "rewards",
    QT_TRANSLATE_NOOP("SettingsTables", "转介绍与券"),
    "gift",
    QT_TRANSLATE_NOOP("SettingsTables", "老带新的谢礼和下次来用的券。谢礼只有一层，只给一次。"),
    "policy",
    (
        Field(
            "referral_reward",
            Kind.MONEY,
            QT_TRANSLATE_NOOP("SettingsTables", "没有闺蜜卡的谢礼"),
            QT_TRANSLATE_NOOP(
                "SettingsTables", "朋友没带闺蜜卡、登记时写了介绍人：介绍人得这么多赠金。0 为不送。"
            ),
            half=True,
        ),
        Field(
            "referral_bonus_days",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "谢礼赠金有效期"),
            QT_TRANSLATE_NOOP("SettingsTables", "从到账那天算起；留空为永久有效。"),
            low=1,
            high=3650,
            unit=QT_TRANSLATE_NOOP("SettingsTables", "天"),
            optional=True,
            half=True,
        ),
        Field(
            "referral_minimum_sale",
            Kind.MONEY,
            QT_TRANSLATE_NOOP("SettingsTables", "首单至少"),
            QT_TRANSLATE_NOOP(
                "SettingsTables", "朋友首单真正付的钱不到这个数，没有谢礼；闺蜜卡写得更高的按卡算。"
            ),
            half=True,
        ),
        Field(
            "referral_hold_days",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "退款期"),
            QT_TRANSLATE_NOOP(
                "SettingsTables",
                "谢礼等这么多天才到账；预付款七天内可以退（法释〔2025〕4号第十四条）。0 为当场到账。",
            ),
            high=365,
            unit=QT_TRANSLATE_NOOP("SettingsTables", "天"),
            half=True,
        ),
        Field(
            "referral_cap_per_month",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "每月谢礼上限"),
            QT_TRANSLATE_NOOP("SettingsTables", "一位介绍人一个月最多得几次谢礼。0 为不限。"),
            high=10000,
            unit=QT_TRANSLATE_NOOP("SettingsTables", "次"),
            half=True,
        ),
        Field(
            "honor_factor_percent",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "荣誉会员的谢礼"),
            QT_TRANSLATE_NOOP("SettingsTables", "有荣誉的介绍人得一般谢礼的百分之几；150 是一倍半。"),
            low=100,
            high=1000,
            unit="%",
            half=True,
        ),
        Field(
            "friend_cards_per_member",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "每人手上的闺蜜卡"),
            QT_TRANSLATE_NOOP("SettingsTables", "一位会员最多同时拿着几张没用的闺蜜卡。0 为不给。"),
            high=10000,
            unit=QT_TRANSLATE_NOOP("SettingsTables", "张"),
            half=True,
        ),
        Field(
            "next_visit_template_id",
            Kind.CHOICE,
            QT_TRANSLATE_NOOP("SettingsTables", "下次来用的券"),
            QT_TRANSLATE_NOOP("SettingsTables", "每笔消费后送一张：会员记在名下，散客印在小票上。"),
            among="templates",
            none=QT_TRANSLATE_NOOP("SettingsTables", "不送"),
            optional=True,
            half=True,
        ),
    ),
)
