"""The rules of points and tiers in Settings, set field by field, and tiers with what they bring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from model.ids import FriendCardKindId, ItemId, TierId, VoucherTemplateId
from model.money import Money, yuan
from model.rules import ItemPoints, PointsRules, TierRules
from model.shop import Tier
from model.tier import Brings
from services import settings
from tests.ui.members_bench import Bench, open_bench
from tests.ui.test_settings_page import form_pane, page_of, press, put
from ui.settings import points_pane, tier_pane

CHANGED = (
    ("worth", yuan(1), {"fen_per_point": 100}),
    ("most_of_bill_bp", 3_000, {"most_of_bill_bp": 3_000}),
    ("valid_months", 12, {"valid_months": 12}),
    ("days", "2026-12-24 2026-11-11", {"double_days": (date(2026, 11, 11), date(2026, 12, 24))}),
    ("birthday_percent", 200, {"birthday_percent": 200}),
)


@pytest.fixture
def bench(tmp_shop_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    made = open_bench(tmp_shop_path, qtbot)
    made.bus.committed.connect(lambda _: made.holder.replace(made.read(settings.load)))
    yield made
    made.close()


def test_the_rules_of_points_are_set_one_by_one(bench: Bench, qtbot: QtBot) -> None:
    pane = form_pane(page_of(bench, qtbot), "points")
    bench.settle(qtbot)
    expected = PointsRules()
    for name, value, stored in CHANGED:
        put(pane, name, value)
        press(qtbot, pane)
        bench.settle(qtbot)
        expected = replace(expected, **cast(Any, stored))
        assert bench.read(settings.load).points == expected, name


def test_what_is_no_day_is_told_beside_it(bench: Bench, qtbot: QtBot) -> None:
    pane = form_pane(page_of(bench, qtbot), "points")
    put(pane, "days", "2026-12-24 平安夜")
    press(qtbot, pane)
    bench.settle(qtbot)
    assert "平安夜" in pane.form._form.row("days").error()
    assert bench.read(settings.load).points == PointsRules()


def test_the_rules_of_tiers_are_set(bench: Bench, qtbot: QtBot) -> None:
    pane = form_pane(page_of(bench, qtbot), "tier_rules")
    put(pane, "window_months", 12)
    put(pane, "grace_days", 30)
    press(qtbot, pane)
    bench.settle(qtbot)
    assert bench.read(settings.load).tiers == TierRules(12, 30)


def test_what_the_form_shows_is_what_it_saves() -> None:
    """Filled and read back without a change, nothing changes."""
    rules = PointsRules(
        (ItemPoints(ItemId(b"i" * 16), 200),), (2, 6), (date(2026, 12, 24),), 300, 2, 2_500, 6
    )
    assert points_pane.rules_of(PointsRules(), points_pane.draft_of(rules)) == rules
    brings = Brings(100, VoucherTemplateId(b"v" * 16), 2, FriendCardKindId(b"f" * 16), 3)
    tier = Tier(TierId(b"t" * 16), "金卡", 2, 9_000, True, Money(100_000), brings)
    bare = replace(tier, threshold=None, brings=Brings())
    for one in (tier, bare):
        assert tier_pane.tier_of(tier, tier_pane.draft_of(one)) == one
