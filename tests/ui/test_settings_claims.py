"""The rules of claims in Settings, set field by field; what was sold before keeps its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from model.money import yuan
from model.rules import ClaimRules
from services import settings
from tests.ui.members_bench import Bench, open_bench
from tests.ui.test_settings_page import form_pane, page_of, press, put

CHANGED = {
    "roll_over": False,
    "window_days": 20,
    "minimum_purchase": yuan(88),
    "several_at_once": False,
    "bonus_days": 90,
}


@pytest.fixture
def bench(tmp_shop_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    made = open_bench(tmp_shop_path, qtbot)
    made.bus.committed.connect(lambda _: made.holder.replace(made.read(settings.load)))
    yield made
    made.close()


def test_the_rules_of_claims_are_set_one_by_one(bench: Bench, qtbot: QtBot) -> None:
    pane = form_pane(page_of(bench, qtbot), "claims")
    bench.settle(qtbot)
    expected = ClaimRules()
    for name, value in CHANGED.items():
        put(pane, name, value)
        press(qtbot, pane)
        bench.settle(qtbot)
        expected = replace(expected, **cast(Any, {name: value}))
        assert bench.read(settings.load).claims == expected, name
    assert expected == ClaimRules(**cast(Any, CHANGED))


def test_a_window_of_no_days_is_told_beside_it(bench: Bench, qtbot: QtBot) -> None:
    pane = form_pane(page_of(bench, qtbot), "claims")
    cast(Any, pane.form.editor("window_days")).setText("0")
    cast(Any, pane.form.editor("window_days")).textEdited.emit("0")
    press(qtbot, pane)
    bench.settle(qtbot)
    assert pane.form._form.row("window_days").error()
    assert bench.read(settings.load).claims == ClaimRules()
