"""The camera in a scanner's place, at the real window on a real file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest

from model.shop import Role
from model.voucher import VoucherState
from tests.cameras import FakeCamera, held_up
from tests.flows.counter_window import CounterWindow, counter_window
from tests.flows.test_counter_redeem import ALT, OFF_20, add, issue, on_bill, state
from ui.camera.sheet import CameraSheet, State
from ui.camera.source import FrameSource
from ui.members.sign_up import SignUpSheet
from ui.vouchers.page import VouchersPage
from ui.widgets.sheet import top_sheet

CTRL = Qt.KeyboardModifier.ControlModifier
pytestmark = pytest.mark.usefixtures("qapp")


class Glass:
    """The camera of a window: opened by its key, and held paper before."""

    def __init__(self, desk: CounterWindow) -> None:
        self.desk = desk
        self.cameras: list[FakeCamera] = []
        desk.window.camera.make_source = self._make

    def _make(self, parent: QObject) -> FrameSource:
        self.cameras.append(FakeCamera(parent))
        return self.cameras[-1]

    def open(self) -> CameraSheet:
        before = len(self.cameras)
        self.desk.key(Qt.Key.Key_F6, CTRL)
        self.desk.until(lambda: len(self.cameras) > before)
        sheet = top_sheet(self.desk.window)
        assert isinstance(sheet, CameraSheet)
        return sheet

    def hold(self, code: str) -> None:
        """Hold paper up until it is read, and wait for what follows."""
        self.cameras[-1].show(held_up(code))
        self.desk.until(lambda: not isinstance(top_sheet(self.desk.window), CameraSheet))
        self.desk.settle()
        self.desk.settle()


def test_a_voucher_held_up_is_redeemed_on_the_open_bill_and_not_a_second_time(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        glass = Glass(desk)
        printed, voucher = issue(desk, "满100减20", OFF_20)
        add(desk, "头皮")
        desk.key(Qt.Key.Key_F6)
        form = desk.page.sale.redeeming.form
        assert form.camera.isVisible()
        assert form.camera.key == "Ctrl+F6"
        QTest.mouseClick(form.camera, Qt.MouseButton.LeftButton)
        desk.until(lambda: bool(glass.cameras))
        glass.hold(printed.qr)
        assert on_bill(desk) == ["满100减20"]
        assert desk.page.sale.pay_button.caption.endswith("¥148.00")
        desk.key(Qt.Key.Key_2, ALT)
        desk.enter()
        assert state(desk, voucher) is VoucherState.REDEEMED
        QTest.qWait(2_000)
        add(desk, "头皮")
        glass.open()
        glass.hold(printed.qr)
        assert on_bill(desk) == []
        assert "2026-11-21 10:00" in desk.toast()
        desk.till.prove()


def test_from_the_vouchers_page_a_voucher_held_up_goes_to_the_counter(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.OWNER) as desk:
        glass = Glass(desk)
        printed, _ = issue(desk, "满100减20", OFF_20)
        add(desk, "头皮")
        desk.window.open_page("vouchers")
        desk.settle()
        glass.open()
        glass.hold(printed.qr)
        assert desk.window.current_page == "counter"
        assert on_bill(desk) == ["满100减20"]


def test_f6_goes_to_the_code_field_of_the_vouchers_page(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.OWNER) as desk:
        printed, _ = issue(desk, "满100减20", OFF_20)
        add(desk, "头皮")
        desk.window.open_page("vouchers")
        desk.settle()
        page = desk.window.page("vouchers")
        assert isinstance(page, VouchersPage)
        assert not page.code.hasFocus()
        desk.key(Qt.Key.Key_F6)
        assert page.code.hasFocus()
        desk.type(printed.typed)
        desk.enter()
        desk.settle()
        assert on_bill(desk) == ["满100减20"]


def test_over_the_sign_up_the_camera_brings_its_code_to_the_sheet(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        glass = Glass(desk)
        printed, _ = issue(desk, "满100减20", OFF_20)
        desk.key(Qt.Key.Key_F2)
        sign_up = top_sheet(desk.window)
        assert isinstance(sign_up, SignUpSheet)
        glass.open()
        glass.hold(printed.qr)
        assert top_sheet(desk.window) is sign_up
        assert on_bill(desk) == []


def test_over_a_locked_counter_there_is_no_camera(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        glass = Glass(desk)
        sheet = glass.open()
        camera = glass.cameras[-1]
        camera.show(held_up(""))
        desk.settle()
        assert sheet.state is State.LIVE
        desk.key(Qt.Key.Key_F12)
        assert camera.on == ""
        assert not desk.window.findChildren(CameraSheet) or not sheet.isVisible()
        desk.key(Qt.Key.Key_F6, CTRL)
        assert not isinstance(top_sheet(desk.window), CameraSheet)
        assert len(glass.cameras) == 1


def test_its_key_pressed_twice_opens_one_camera(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        glass = Glass(desk)
        glass.open()
        desk.key(Qt.Key.Key_F6, CTRL)
        QTest.qWait(20)
        assert len(glass.cameras) == 1
        desk.key(Qt.Key.Key_Escape)
        assert top_sheet(desk.window) is None


@pytest.mark.parametrize("size", [(960, 600), (1366, 768)])
def test_a_whole_code_is_seen_beside_or_above_the_cameras_button(
    tmp_shop_path: Path, size: tuple[int, int]
) -> None:
    with counter_window(tmp_shop_path) as desk:
        desk.window.resize(*size)
        QTest.qWait(30)
        desk.key(Qt.Key.Key_F6)
        form = desk.page.sale.redeeming.form
        QTest.qWait(30)
        assert form.camera.visibleRegion().boundingRect().size() == form.camera.size()
        assert form.code.width() > form.code.fontMetrics().horizontalAdvance(
            "扫券，或输入券码：7KQ2 M9XA 4TZ"
        )
