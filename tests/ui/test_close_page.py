"""The states of the page 日结: reading, failed and tried again, empty, and with little room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from model.close import CashKind
from model.errors import EnvironmentProblem
from model.money import yuan
from model.shop import Role, Staff
from services import closing
from tests.flows.counter_window import CounterWindow, counter_window
from tests.services.test_closing import move, seal
from ui import theme
from ui.app import set_language
from ui.close.detail_sheet import DetailSheet
from ui.close.page import ClosePage
from ui.widgets.fields import PlainField
from ui.widgets.sheet import top_sheet


@pytest.fixture
def desk(qapp: QApplication, tmp_shop_path: Path) -> Iterator[CounterWindow]:
    theme.apply(qapp, "light", 1.0)
    with counter_window(tmp_shop_path, Role.MANAGER) as desk:
        desk.window.resize(1366, 768)
        yield desk
    set_language("zh_CN")
    theme.apply(qapp, "light", 1.0)


def open_page(desk: CounterWindow) -> ClosePage:
    desk.window.open_page("close")
    page = desk.window.page("close")
    assert isinstance(page, ClosePage)
    desk.settle()
    return page


def test_a_new_shop_is_told_what_the_page_is_for(desk: CounterWindow) -> None:
    page = open_page(desk)
    assert page.overview.closes._stack.currentWidget() is page.overview.closes._empty
    assert page.tools.count_button.isEnabled()
    assert "备用金" in page.overview.notice._label.text()


def test_what_cannot_be_read_is_said_and_tried_again(
    desk: CounterWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> object:
        raise EnvironmentProblem("disk.error", path="", reason="")

    with monkeypatch.context() as patch:
        patch.setattr(closing, "open_day", fail)
        page = open_page(desk)
        assert page._stack.currentWidget() is page._problem
    page._problem.acted.emit()
    desk.settle()
    assert page._stack.currentWidget() is page.overview


def test_while_it_is_read_the_page_says_so(desk: CounterWindow) -> None:
    desk.window.open_page("close")
    page = desk.window.page("close")
    assert isinstance(page, ClosePage)
    assert page._stack.currentWidget() is page._waiting
    desk.settle()
    assert page._stack.currentWidget() is page.overview


@pytest.mark.parametrize(("scale", "roomy"), [(1.0, True), (1.5, False)])
def test_large_text_takes_the_tools_under_the_title(
    qapp: QApplication, desk: CounterWindow, scale: float, roomy: bool
) -> None:
    page = open_page(desk)
    theme.apply(qapp, "light", scale)
    set_language("en")
    desk.window.resize(1365, 768)
    desk.settle()
    page._place_tools()
    assert (page._top.indexOf(page.tools) >= 0) is roomy
    assert page.overview.figures.isVisible() is roomy


def test_what_happens_elsewhere_is_shown_at_once(desk: CounterWindow) -> None:
    page = open_page(desk)
    move(desk.till, CashKind.FLOAT, yuan(50), "")
    page._load()
    desk.settle()
    assert "50.00" in page.overview.view.cards["drawer"].accessibleDescription()


def test_a_forgotten_day_is_said(desk: CounterWindow) -> None:
    desk.till.sell(yuan(10))
    seal(desk.till)
    desk.till.clock.advance(timedelta(days=1))
    desk.till.sell(yuan(20))
    desk.till.clock.advance(timedelta(days=1))
    page = open_page(desk)
    assert "2026-11-22 还没有日结" in page.overview.notice._label.text()
    desk.till.sell(yuan(30))
    page._load()
    desk.settle()
    assert "从 2026-11-22 结到今天" in page.overview.notice._label.text()


def test_counting_forgets_what_the_last_one_typed(desk: CounterWindow) -> None:
    page = open_page(desk)
    page.begin_count()
    page.count.pieces[0].setText("3")
    page.count.left.emit()
    desk.window.session.begin(Staff(desk.till.people.cashier, "小雅", Role.CASHIER))
    page.begin_count()
    assert page.count.cash() == yuan(0)
    assert all(
        not field.text() for field in page.count.findChildren(PlainField) if field is not page.count.stays
    )


def test_every_past_close_can_be_reached(desk: CounterWindow) -> None:
    """More than a screen of them: rows are read as they are looked at."""
    for _ in range(40):
        seal(desk.till)
        desk.till.clock.advance(timedelta(days=1))
    page = open_page(desk)
    table = page.overview.closes.table
    table.set_current_row(39)
    desk.until(lambda: page.overview.closes._model.loaded(39))
    assert page.overview.closes._model.cell(39, 1) == "2026-11-21"
    assert page.overview.closes._model.cell(0, 0) == "40"
    table.activated_id.emit(table.current_id())
    desk.settle()
    sheet = top_sheet(desk.window)
    assert isinstance(sheet, DetailSheet)
    assert sheet._sealed is not None
    assert sheet._sealed.number == 1
