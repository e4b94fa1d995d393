"""Kinds of session packs in the settings: made, refused beside the field, retired, on a real shop file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from model.commands import Save
from model.ids import ItemId
from model.money import yuan
from model.pack import PackKind
from model.shop import Item, ItemKind
from services import catalog, packs
from services.ids import new_id
from tests.ui.members_bench import Bench, open_bench
from tests.ui.test_settings_page import list_pane, page_of, press, put
from ui.settings.pack_pane import detail


@pytest.fixture
def bench(tmp_shop_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    made = open_bench(tmp_shop_path, qtbot)
    yield made
    made.close()


def service(bench: Bench, name: str = "头皮护理") -> ItemId:
    item = Item(ItemId(new_id()), ItemKind.SERVICE, name, None, yuan(168))
    bench.write(catalog.save, Save(bench.command_id(), bench.owner, item))
    return item.id


def saved(bench: Bench) -> tuple[PackKind, ...]:
    return tuple(view.kind for view in cast(Any, bench.read(packs.kinds)))


def test_a_kind_is_made_changed_and_retired(bench: Bench, qtbot: QtBot) -> None:
    item_id = service(bench)
    pane = list_pane(page_of(bench, qtbot), "packs")
    bench.settle(qtbot)
    pane._on_add()
    for name, value in (("name", "头皮护理十次卡"), ("price", yuan(980)), ("days", 365), ("companion", True)):
        put(pane, name, value)
    press(qtbot, pane)
    bench.settle(qtbot)
    assert saved(bench) == ()
    assert pane.form._form.row("item_id").error(), "which service is asked for"
    put(pane, "item_id", item_id)
    press(qtbot, pane)
    bench.settle(qtbot)
    (made,) = saved(bench)
    assert (made.name, made.item_id, made.sessions, made.price) == ("头皮护理十次卡", item_id, 10, yuan(980))
    assert (made.days, made.companion) == (365, True)
    put(pane, "sessions", 12)
    press(qtbot, pane)
    bench.settle(qtbot)
    assert saved(bench)[0].sessions == 12
    pane._on_archive()
    bench.settle(qtbot)
    assert not saved(bench)[0].active


def test_the_list_says_what_a_session_costs(bench: Bench) -> None:
    kind = PackKind(cast(Any, new_id()), "三次卡", service(bench), 3, yuan(100), 30)
    assert detail(kind) == "3 次 ¥100.00 · 每次约 ¥33.33 · 30 天有效"
    assert detail(object()) == ""
