"""Finding a setting: by Chinese, pinyin initials and English, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.members_bench import Bench, open_bench
from ui.settings.fields import FormSection
from ui.settings.form_pane import FormPane
from ui.settings.nav import FindField, SectionNav
from ui.settings.page import SettingsPage
from ui.settings.search_words import entries, found
from ui.settings.sections import GROUPS, SECTIONS
from ui.widgets.label import Label
from ui.widgets.layouts import Column

Key = Qt.Key


@pytest.fixture
def bench(tmp_shop_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    made = open_bench(tmp_shop_path, qtbot)
    yield made
    made.close()


@pytest.fixture
def page(bench: Bench, qtbot: QtBot) -> SettingsPage:
    page = SettingsPage(bench.context)
    Column(bench.window).addWidget(page)
    bench.window.resize(1100, 700)
    page.show()
    bench.settle(qtbot)
    return page


def nav_of(page: SettingsPage) -> SectionNav:
    return page.findChildren(SectionNav)[0]


def field_of(page: SettingsPage) -> FindField:
    return page.findChildren(FindField)[0]


def typed(page: SettingsPage, bench: Bench, qtbot: QtBot, text: str) -> list[str]:
    """The sections left in sight by what somebody types."""
    field = field_of(page)
    field.clear()
    field.insert(text)  # as an input method does
    bench.settle(qtbot)
    return in_sight(page)


def in_sight(page: SettingsPage) -> list[str]:
    return [button.section.key for button in nav_of(page).in_sight()]


def test_every_section_is_in_one_group() -> None:
    keys = [section.key for group in GROUPS for section in group.sections]
    assert len(keys) == len(set(keys)) == len(SECTIONS) == 19


@pytest.mark.parametrize(
    ("words", "section", "field"),
    [
        ("抹零", "rules", "rounding"),
        ("ML", "rules", "rounding"),
        ("molin", "rules", "rounding"),
        ("rounding", "rules", "rounding"),
        ("ＳＰ", "items", ""),
        ("退卡", "refunds", ""),
        ("tk", "refunds", ""),
        ("积分", "points", ""),
        ("上海", "rules", "time_zone"),
        ("长沙", "", ""),
        ("paper width", "printers", "width_mm"),
        ("zhikuan", "printers", "width_mm"),
    ],
)
def test_the_best_answer_comes_first(words: str, section: str, field: str) -> None:
    hits = found(entries(None, SECTIONS), words)
    best = next(iter(hits), "")
    assert (best, hits[best].field if best else "") == (section, field)


def test_typing_narrows_and_enter_goes_to_the_setting(page: SettingsPage, bench: Bench, qtbot: QtBot) -> None:
    assert len(in_sight(page)) == 19
    left = typed(page, bench, qtbot, "锁屏")
    assert left == ["rules"]
    field = field_of(page)
    qtbot.keyClick(field, Key.Key_Return)
    bench.settle(qtbot)
    pane = page.pane("rules")
    assert isinstance(pane, FormPane)
    assert page._stack.currentWidget() is pane
    focused = QApplication.focusWidget()
    editor = pane.form.editor("idle_lock_minutes")
    assert focused is not None
    assert focused is editor or editor.isAncestorOf(focused)
    qtbot.waitUntil(lambda: not editor.visibleRegion().isEmpty(), timeout=2000)
    qtbot.keyClick(field, Key.Key_Escape)
    assert (field.text(), len(in_sight(page))) == ("", 19)


def test_arrows_walk_through_what_is_in_sight(page: SettingsPage, bench: Bench, qtbot: QtBot) -> None:
    left = typed(page, bench, qtbot, "积分")
    assert 2 < len(left) < 12
    qtbot.keyClick(field_of(page), Key.Key_Down)
    walked = []
    for _ in left:
        button = QApplication.focusWidget()
        walked.append(button.section.key)  # type: ignore[union-attr]
        qtbot.keyClick(button, Key.Key_Down)
        bench.settle(qtbot)
    assert sorted(walked) == sorted(left)


def test_what_no_section_has_is_said(page: SettingsPage, bench: Bench, qtbot: QtBot) -> None:
    assert typed(page, bench, qtbot, "火星") == []
    said = [label.text() for label in nav_of(page).findChildren(Label) if label.isVisible()]
    assert said == ["没有这样的设置。换个词，或用拼音首字母试试。"]


def test_every_field_can_be_gone_to(page: SettingsPage, bench: Bench, qtbot: QtBot) -> None:
    for section in SECTIONS:
        pane = page.pane(section.key)
        for field in section.fields:
            pane.form.bring(field.name)  # type: ignore[attr-defined]
            pane.form.focus(field.name)  # type: ignore[attr-defined]
        assert isinstance(section, FormSection) == isinstance(pane, FormPane)
    bench.settle(qtbot)
