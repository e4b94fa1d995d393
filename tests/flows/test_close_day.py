"""A day is closed with the keyboard alone: float, blind count, comparison, reason, PIN, seal, reprint."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.commands import SaveSettings
from model.ledger import Account
from model.money import ZERO, yuan
from model.shop import PrinterKind, PrinterSetting, Role
from services import closing, settings
from tests.flows.counter_window import CounterWindow, counter_window
from tests.support import PIN, command_id
from ui import theme
from ui.close.detail_sheet import DetailSheet
from ui.close.page import ClosePage
from ui.printing.preview import PrintPreview
from ui.widgets.sheet import Sheet, top_sheet

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qapp: QApplication, tmp_shop_path: Path) -> Iterator[CounterWindow]:
    theme.apply(qapp, "light", 1.0)
    with counter_window(tmp_shop_path) as desk:
        yield desk


def open_page(desk: CounterWindow) -> ClosePage:
    desk.key(Qt.Key.Key_5, CTRL)
    page = desk.window.page("close")
    assert isinstance(page, ClosePage)
    desk.settle()
    return page


def sheet_of(desk: CounterWindow) -> Sheet:
    sheet = top_sheet(desk.window)
    assert sheet is not None
    return sheet


def type_count(desk: CounterWindow, *numbers: str) -> None:
    """One number after the other, each with Enter."""
    for number in numbers:
        desk.type(number)
        desk.enter()


def shown(desk: CounterWindow, page: ClosePage) -> str:
    """Which step of the day close is in front."""
    steps = {id(page.count): "count", id(page.compared): "compare"}
    return steps.get(id(page._stack.currentWidget()), "overview")


def test_a_day_is_closed_with_the_keyboard(desk: CounterWindow) -> None:
    page = open_page(desk)
    desk.key(Qt.Key.Key_B, CTRL)
    desk.type("200")
    desk.enter()
    assert top_sheet(desk.window) is None
    assert "¥200.00" in desk.toast()
    desk.till.sell(yuan(68))
    desk.till.top_up(desk.salon.members["李娜"], yuan(300))
    open_page(desk)
    page._load()
    desk.settle()

    desk.key(Qt.Key.Key_F8)
    assert shown(desk, page) == "count"
    # 2 × 100, 1 × 50, 0, 1 × 10, 1 × 5, 3 × 1 make 268; phone; all but 200 goes to the safe.
    type_count(desk, "2", "1", "", "1", "1", "3", "", "")
    assert page.count.total.text() == "¥268.00"
    assert list(page.count.totals) == [Account.WECHAT]
    type_count(desk, "300")
    assert page.count.stays.value() == yuan(200)
    desk.enter()
    assert shown(desk, page) == "compare"
    assert page.compared.agrees.isVisible()
    desk.enter()
    assert shown(desk, page) == "overview"
    assert "已封存" in desk.toast()
    (entry,) = desk.till.ask(closing.closes)
    assert (entry.number, entry.difference, entry.closed_by) == (1, ZERO, "小美")
    sealed = desk.till.ask(closing.close, entry.close_id)
    assert sealed.sheet.count is not None
    assert sealed.sheet.count.left == yuan(200)
    assert page.overview.notice.isVisible()
    assert "计入明天" in page.overview.notice._label.text()
    assert not page.tools.count_button.isEnabled()
    desk.till.prove()


def test_what_is_expected_stays_hidden_from_who_counts(desk: CounterWindow) -> None:
    desk.till.sell(yuan(68))
    page = open_page(desk)
    told = (
        page.overview.view.cards["drawer"].accessibleDescription()
        + page.overview.view.cards["tenders"].accessibleDescription()
    )
    assert "68" not in told
    assert "点完可见" in told


def test_who_may_approve_sees_it(qapp: QApplication, tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.MANAGER) as desk:
        desk.till.sell(yuan(68))
        page = open_page(desk)
        assert "68" in page.overview.view.cards["drawer"].accessibleDescription()


def test_a_large_difference_wants_words_and_a_managers_pin(desk: CounterWindow) -> None:
    page = open_page(desk)
    desk.key(Qt.Key.Key_B, CTRL)
    desk.type("200")
    desk.enter()
    desk.till.sell(yuan(68))
    page._load()
    desk.settle()
    desk.key(Qt.Key.Key_F8)
    type_count(desk, "2", "", "", "", "", "", "", "", "")
    assert shown(desk, page) == "compare"
    assert page.compared.manager.isVisible()
    field = page.compared.reasons[Account.CASH]
    assert field.hasFocus()
    desk.enter()
    assert shown(desk, page) == "compare"
    assert page.compared._error.isVisible()
    desk.type("少收了一笔")
    desk.enter()
    assert desk.till.ask(closing.closes) == ()
    desk.type(PIN)
    desk.enter()
    (entry,) = desk.till.ask(closing.closes)
    assert entry.difference == yuan(-68)
    sealed = desk.till.ask(closing.close, entry.close_id)
    assert sealed.sheet.approved_by in ("王店", "林雅")
    desk.till.prove()


def test_esc_steps_back_and_keeps_what_was_typed(desk: CounterWindow) -> None:
    desk.till.sell(yuan(68))
    page = open_page(desk)
    desk.key(Qt.Key.Key_F8)
    type_count(desk, "1", "1")
    desk.key(Qt.Key.Key_Up)
    assert page.count.pieces[1].hasFocus()
    for _ in range(8):
        desk.key(Qt.Key.Key_Down)
    assert shown(desk, page) == "compare"
    desk.key(Qt.Key.Key_Escape)
    assert shown(desk, page) == "count"
    assert page.count.cash() == yuan(150)
    desk.key(Qt.Key.Key_Escape)
    assert shown(desk, page) == "overview"
    desk.key(Qt.Key.Key_F8)
    assert shown(desk, page) == "count"
    assert page.count.cash() == yuan(150), "a drawer isn't counted twice for one Esc too many"


def test_a_sale_in_the_middle_of_counting_is_said(desk: CounterWindow) -> None:
    desk.till.sell(yuan(68))
    page = open_page(desk)
    desk.key(Qt.Key.Key_F8)
    type_count(desk, "", "1", "", "1", "1", "3", "", "", "")
    assert shown(desk, page) == "compare"
    desk.till.sell(yuan(10))
    desk.enter()
    assert shown(desk, page) == "compare"
    assert "刚才又记了账" in page.compared._error.text()
    assert desk.till.ask(closing.closes) == ()


def test_more_can_not_stay_than_is_there(desk: CounterWindow) -> None:
    page = open_page(desk)
    desk.key(Qt.Key.Key_F8)
    type_count(desk, "1", "", "", "", "", "", "", "")
    page.count.stays.selectAll()
    desk.type("101")
    desk.enter()
    assert shown(desk, page) == "count"
    assert "还多" in page.count._error.text()


def test_cash_out_says_why_and_not_more_than_there_is(desk: CounterWindow) -> None:
    open_page(desk)
    desk.key(Qt.Key.Key_B, CTRL)
    desk.type("50")
    desk.enter()
    desk.key(Qt.Key.Key_O, CTRL)
    desk.type("60")
    desk.enter()
    assert sheet_of(desk).form.row("reason").error()  # type: ignore[attr-defined]
    desk.type("买水")
    desk.enter()
    assert "没有这么多" in sheet_of(desk).form.row("amount").error()  # type: ignore[attr-defined]
    sheet_of(desk).amount.selectAll()  # type: ignore[attr-defined]
    desk.type("20")
    desk.enter()
    assert top_sheet(desk.window) is None
    assert desk.till.ask(closing.sheet).figures.expected(Account.CASH) == yuan(30)


def test_a_past_close_is_looked_at_and_printed_again(desk: CounterWindow, tmp_path: Path) -> None:
    printer = PrinterSetting(PrinterKind.FILE, str(tmp_path / "paper.bin"))
    desk.till.do(settings.save, SaveSettings(command_id(), desk.till.people.owner, printer))
    desk.settings.replace(desk.till.shop.seat.settings)
    page = open_page(desk)
    desk.key(Qt.Key.Key_F8)
    for _ in range(9):
        desk.enter()
    desk.enter()
    assert len(desk.till.ask(closing.closes)) == 1
    desk.till.clock.advance(timedelta(days=1))
    assert page.overview.closes.table.hasFocus()
    desk.enter()
    sheet = sheet_of(desk)
    assert isinstance(sheet, DetailSheet)
    desk.settle()
    desk.key(Qt.Key.Key_P, CTRL)
    assert "补打" in desk.toast()
    (entry,) = desk.till.ask(closing.closes)
    assert desk.till.ask(closing.close, entry.close_id).prints == 2
    desk.enter()
    QTest.qWait(50)
    desk.settle()
    preview = sheet_of(desk)
    assert isinstance(preview, PrintPreview)
    preview.save(str(tmp_path / "close.pdf"))
    desk.settle()
    assert desk.till.ask(closing.close, entry.close_id).prints == 3
    assert (tmp_path / "close.pdf").read_bytes().startswith(b"%PDF")


def test_the_open_day_is_a_page_where_there_is_no_printer(qapp: QApplication, tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.MANAGER) as desk:
        open_page(desk)
        desk.key(Qt.Key.Key_P, CTRL)
        desk.settle()
        assert isinstance(sheet_of(desk), PrintPreview)
