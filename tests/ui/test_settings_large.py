"""Settings at the largest usual text on a small screen: nothing is reached by scrolling sideways."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea

from model.shop import Role
from tests.flows.counter_window import CounterWindow, counter_window
from ui import theme
from ui.app import set_language
from ui.settings.page import SettingsPage


@pytest.fixture
def desk(qapp: QApplication, tmp_shop_path: Path) -> Iterator[CounterWindow]:
    theme.apply(qapp, "light", 1.5)
    with counter_window(tmp_shop_path, Role.OWNER) as desk:
        desk.window.resize(1366, 768)
        yield desk
    set_language("zh_CN")
    theme.apply(qapp, "light", 1.0)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_plan_editor_never_scrolls_sideways(desk: CounterWindow, language: str) -> None:
    set_language(language)
    desk.window.open_page("settings", "plans")
    desk.settle()
    page = desk.window.page("settings")
    assert isinstance(page, SettingsPage)
    shown = page.pane("plans")
    desk.settle()
    areas = [area for area in shown.findChildren(QScrollArea) if area.isVisible()]
    assert areas
    assert [area.horizontalScrollBar().maximum() for area in areas] == [0] * len(areas)
