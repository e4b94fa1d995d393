"""Every section of the Settings page in order (ui.md: settings are tables of data, not long methods)."""

from __future__ import annotations

from typing import Final

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

SECTIONS: Final[tuple[Section, ...]] = (
    SHOP,
    ITEMS,
    CATEGORIES,
    PLANS,
    GIFTS,
    PACKS,
    CLAIMS,
    PROFIT,
    TIERS,
    STAFF,
    SOURCES,
    TAGS,
    RULES,
    POINTS,
    TIER_RULES,
    REFUNDS,
    REWARDS,
    PRINTERS,
    LOOK,
)
