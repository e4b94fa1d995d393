"""The time zones that a shop can be in."""

from __future__ import annotations

from typing import Final

from ui.translate import QT_TRANSLATE_NOOP

ZONES: Final = (
    ("Asia/Shanghai", QT_TRANSLATE_NOOP("SettingsTables", "北京时间（上海）")),
    ("Asia/Urumqi", QT_TRANSLATE_NOOP("SettingsTables", "乌鲁木齐")),
    ("Asia/Hong_Kong", QT_TRANSLATE_NOOP("SettingsTables", "香港")),
    ("Asia/Macau", QT_TRANSLATE_NOOP("SettingsTables", "澳门")),
    ("Asia/Taipei", QT_TRANSLATE_NOOP("SettingsTables", "台北")),
    ("Asia/Singapore", QT_TRANSLATE_NOOP("SettingsTables", "新加坡")),
    ("Asia/Kuala_Lumpur", QT_TRANSLATE_NOOP("SettingsTables", "吉隆坡")),
    ("Asia/Bangkok", QT_TRANSLATE_NOOP("SettingsTables", "曼谷")),
    ("Asia/Jakarta", QT_TRANSLATE_NOOP("SettingsTables", "雅加达")),
    ("Asia/Manila", QT_TRANSLATE_NOOP("SettingsTables", "马尼拉")),
    ("Asia/Tokyo", QT_TRANSLATE_NOOP("SettingsTables", "东京")),
    ("Asia/Seoul", QT_TRANSLATE_NOOP("SettingsTables", "首尔")),
    ("Asia/Dubai", QT_TRANSLATE_NOOP("SettingsTables", "迪拜")),
    ("Europe/London", QT_TRANSLATE_NOOP("SettingsTables", "伦敦")),
    ("Europe/Paris", QT_TRANSLATE_NOOP("SettingsTables", "巴黎")),
    ("Europe/Madrid", QT_TRANSLATE_NOOP("SettingsTables", "马德里")),
    ("Europe/Rome", QT_TRANSLATE_NOOP("SettingsTables", "罗马")),
    ("Europe/Berlin", QT_TRANSLATE_NOOP("SettingsTables", "柏林")),
    ("America/New_York", QT_TRANSLATE_NOOP("SettingsTables", "纽约")),
    ("America/Toronto", QT_TRANSLATE_NOOP("SettingsTables", "多伦多")),
    ("America/Chicago", QT_TRANSLATE_NOOP("SettingsTables", "芝加哥")),
    ("America/Los_Angeles", QT_TRANSLATE_NOOP("SettingsTables", "洛杉矶")),
    ("America/Vancouver", QT_TRANSLATE_NOOP("SettingsTables", "温哥华")),
    ("Australia/Sydney", QT_TRANSLATE_NOOP("SettingsTables", "悉尼")),
    ("Australia/Melbourne", QT_TRANSLATE_NOOP("SettingsTables", "墨尔本")),
    ("Pacific/Auckland", QT_TRANSLATE_NOOP("SettingsTables", "奥克兰")),
)
"""Time zones on offer; one that a shop has already stays on offer by its name."""
