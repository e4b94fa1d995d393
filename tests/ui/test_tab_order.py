"""Tab goes through a window as the eye does, though parts of it were made later than others."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from model.money import yuan
from model.shop import Role
from tests.flows.counter_window import CounterWindow, counter_window
from ui.close.count_pane import CountPane
from ui.counter.page import CounterPage
from ui.members.sign_up import SignUpSheet
from ui.shell.lock import LockScreen
from ui.widgets import tab_order
from ui.widgets.buttons import TileButton
from ui.widgets.sheet import Sheet, top_sheet

pytestmark = pytest.mark.usefixtures("qapp")


def visited(desk: CounterWindow, start: QWidget) -> list[QWidget]:
    """What Tab goes through from `start` on until it is there again."""
    start.setFocus()
    found = [desk.focused()]
    while True:
        desk.key(Qt.Key.Key_Tab)
        if desk.focused() is found[0]:
            return found
        assert len(found) < 200
        found.append(desk.focused())


def test_tab_reads_the_counter_from_left_to_right(tmp_path: Path) -> None:
    with counter_window(tmp_path / "shop.guimi", Role.OWNER, topped_up=yuan(500)) as desk:
        desk.open_member()
        desk.type("xjc")
        desk.enter()
        page = desk.page
        counter = desk.window.page("counter")
        assert isinstance(counter, CounterPage)
        way = visited(desk, page.search.edit)
        expected: list[QWidget] = [
            page.search.edit,
            counter.new_member_button,
            page.sale.picker.field,
            page.sale.bill_view,
            page.sale.park_button,
            page.sale.discount_button,
            page.sale.pay_button,
            page.sale.rating,
        ]
        places = [way.index(widget) for widget in expected]
        assert all(before < after for before, after in pairwise(places))
        of_member = [at for at, w in enumerate(way) if page.member_panel.isAncestorOf(w)]
        of_history = [at for at, w in enumerate(way) if page.history_panel.isAncestorOf(w)]
        assert places[1] < min(of_member)
        assert max(of_member) < places[2]
        assert places[-1] < min(of_history)
        assert sum(isinstance(widget, TileButton) for widget in way) == 1


def test_tab_goes_back_the_way_it_came(tmp_path: Path) -> None:
    with counter_window(tmp_path / "shop.guimi") as desk:
        way = visited(desk, desk.page.search.edit)
        back = []
        for _ in way:
            desk.key(Qt.Key.Key_Backtab)
            back.append(desk.focused())
        assert back == way[::-1]


def test_chips_that_were_loaded_later_have_their_place_in_the_form(tmp_path: Path) -> None:
    with counter_window(tmp_path / "shop.guimi") as desk:
        desk.key(Qt.Key.Key_F2)
        sheet = top_sheet(desk.window)
        assert isinstance(sheet, SignUpSheet)
        names = [widget.accessibleName() for widget in tab_order.stops(sheet)]
        wanted = ["姓名", "手机号", "备注", "介绍人（可不填）", "形象大使", "登记"]
        assert [name for name in names if name in wanted] == wanted


def test_pieces_are_counted_downwards_before_the_other_tenders(tmp_path: Path) -> None:
    with counter_window(tmp_path / "shop.guimi", Role.OWNER) as desk:
        desk.key(Qt.Key.Key_F3)
        desk.type("xjc")
        desk.enter()
        desk.key(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
        desk.enter()
        desk.key(Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
        desk.key(Qt.Key.Key_F8)
        pane = desk.window.findChild(CountPane)
        assert isinstance(pane, CountPane)
        asked = [*pane.pieces, *pane.totals.values(), pane.stays]
        assert pane.totals
        assert [widget for widget in tab_order.stops(pane) if widget in asked] == asked


def test_arrows_choose_who_is_at_the_counter_and_digits_find_the_pin(tmp_path: Path) -> None:
    with counter_window(tmp_path / "shop.guimi") as desk:
        desk.key(Qt.Key.Key_F12)
        lock = next(w for w in desk.window.findChildren(Sheet) if isinstance(w, LockScreen))
        person = lock._person
        first = person.chosen()
        desk.key(Qt.Key.Key_Right)
        second = person.chosen()
        assert first is not None
        assert second is not None
        assert second.id != first.id
        desk.key(Qt.Key.Key_Left)
        assert person.chosen() == first
        tile = next(t for t in lock.findChildren(TileButton) if t.isVisible())
        tile.setFocus()
        desk.type("1")
        desk.type("2")
        assert person.pad.hasFocus()
        assert person.pad.scan_snapshot() == "12"


def test_a_page_that_is_shown_again_has_the_focus_where_it_was(tmp_path: Path) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    with counter_window(tmp_path / "shop.guimi", Role.OWNER) as desk:
        desk.key(Qt.Key.Key_9, control)
        settings = desk.window.page("settings")
        desk.key(Qt.Key.Key_Tab)
        left = desk.focused()
        assert settings.isAncestorOf(left)
        desk.key(Qt.Key.Key_1, control)
        desk.key(Qt.Key.Key_9, control)
        assert settings.isAncestorOf(desk.focused())
        desk.key(Qt.Key.Key_5, control)
        assert desk.window.page("close").isAncestorOf(desk.focused())


def test_an_area_that_scrolls_by_itself_is_no_stop(tmp_path: Path) -> None:
    with counter_window(tmp_path / "shop.guimi", Role.OWNER) as desk:
        desk.key(Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
        found = tab_order.stops(desk.window.page("settings"))
        assert len(found) > 3
        assert not [widget for widget in found if isinstance(widget, QScrollArea)]
        desk.key(Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
        assert tab_order.stops(desk.window.page("liability")), "what only scrolls is scrolled by keys"
