"""Every section of the Settings page, in groups (ui.md: settings are tables of data, not long methods)."""

from __future__ import annotations

from typing import Final

from model.record import dataclass
from ui.settings.catalog_sections import CATEGORIES, ITEMS, SOURCES, STAFF, TAGS
from ui.settings.claim_sections import CLAIMS
from ui.settings.fields import Section
from ui.settings.form_sections import LOOK, PRINTERS, RULES, SHOP
from ui.settings.pack_pane import PACKS
from ui.settings.plan_sections import GIFTS, PLANS, PROFIT
from ui.settings.points_pane import POINTS
from ui.settings.refund_pane import REFUNDS
from ui.settings.reward_sections import REWARDS
from ui.settings.tier_pane import TIER_RULES, TIERS
from ui.translate import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Group:
    """Sections that belong together, under their words."""

    title: str
    sections: tuple[Section, ...]


GROUPS: Final[tuple[Group, ...]] = (
    Group(QT_TRANSLATE_NOOP("SettingsTables", "本店"), (SHOP, RULES)),
    Group(QT_TRANSLATE_NOOP("SettingsTables", "价格与优惠"), (ITEMS, CATEGORIES, REWARDS)),
    Group(QT_TRANSLATE_NOOP("SettingsTables", "储值与次卡"), (PLANS, GIFTS, PACKS, CLAIMS, PROFIT, REFUNDS)),
    Group(QT_TRANSLATE_NOOP("SettingsTables", "会员与积分"), (TIERS, TIER_RULES, POINTS, SOURCES, TAGS)),
    Group(QT_TRANSLATE_NOOP("SettingsTables", "员工与设备"), (STAFF, PRINTERS, LOOK)),
)

SECTIONS: Final[tuple[Section, ...]] = tuple(section for group in GROUPS for section in group.sections)
