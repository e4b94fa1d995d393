"""The section about collecting the instalments of a rebate."""

from __future__ import annotations

from typing import Final

from ui.settings.fields import Field, FormSection, Kind
from ui.translate import QT_TRANSLATE_NOOP

CLAIMS: Final = FormSection(
    "claims",
    QT_TRANSLATE_NOOP("SettingsTables", "领取返现"),
    "calendar-check",
    QT_TRANSLATE_NOOP(
        "SettingsTables",
        "分期返现怎么领。充值时的规则跟着那次充值走，印在合同上；这里改了，只管以后卖的。",
    ),
    "claims",
    (
        Field(
            "roll_over",
            Kind.CHIPS,
            QT_TRANSLATE_NOOP("SettingsTables", "错过的月份"),
            options=(
                (True, QT_TRANSLATE_NOOP("SettingsTables", "一直留着，来了补领")),
                (False, QT_TRANSLATE_NOOP("SettingsTables", "过了领取期作废")),
            ),
        ),
        Field(
            "window_days",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "领取期"),
            QT_TRANSLATE_NOOP("SettingsTables", "会作废时，每期从到期那天起这么多天内能领。"),
            low=1,
            high=366,
            unit=QT_TRANSLATE_NOOP("SettingsTables", "天"),
            half=True,
        ),
        Field(
            "minimum_purchase",
            Kind.MONEY,
            QT_TRANSLATE_NOOP("SettingsTables", "当天至少消费"),
            QT_TRANSLATE_NOOP("SettingsTables", "领的那天先消费满这么多，用储值付的也算。0 为不限。"),
            half=True,
        ),
        Field(
            "several_at_once",
            Kind.CHIPS,
            QT_TRANSLATE_NOOP("SettingsTables", "来一次"),
            options=(
                (True, QT_TRANSLATE_NOOP("SettingsTables", "到期的几期一起领")),
                (False, QT_TRANSLATE_NOOP("SettingsTables", "同一次充值每天只领一期")),
            ),
        ),
        Field(
            "bonus_days",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "领到的赠金有效期"),
            QT_TRANSLATE_NOOP("SettingsTables", "从领的那天算起；留空为永久有效。"),
            low=1,
            high=3650,
            unit=QT_TRANSLATE_NOOP("SettingsTables", "天"),
            optional=True,
            half=True,
        ),
    ),
)
