"""Printing where there is no receipt printer: looked at, saved or printed, and never left waiting."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from model.money import yuan
from services import history, print_queue
from tests.flows.counter_window import CounterWindow, counter_window
from ui.printing.preview import PrintPreview

CONTROL = Qt.KeyboardModifier.ControlModifier
pytestmark = pytest.mark.usefixtures("qapp")


def previews(desk: CounterWindow) -> list[PrintPreview]:
    return [s for s in desk.window.findChildren(PrintPreview) if s.isVisible()]


def waiting(desk: CounterWindow) -> int:
    return len(desk.till.ask(print_queue.waiting))


def test_a_card_is_shown_and_given_up_when_nobody_takes_it(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, topped_up=yuan(100)) as desk:
        desk.open_member("zxm")
        desk.key(Qt.Key.Key_K, CONTROL)
        desk.until(lambda: bool(previews(desk)))
        assert waiting(desk) == 1
        desk.key(Qt.Key.Key_Escape)
        desk.until(lambda: waiting(desk) == 0)


def test_a_receipt_taken_counts_as_a_print(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, topped_up=yuan(100)) as desk:
        desk.open_member("zxm")
        desk.key(Qt.Key.Key_F11)
        entry = desk.till.ask(history.entries, None).entries[0]
        before = desk.till.ask(history.detail, entry.txn_id).prints
        desk.key(Qt.Key.Key_P, CONTROL)
        desk.until(lambda: bool(previews(desk)))
        previews(desk)[0].taken.emit()
        desk.key(Qt.Key.Key_Escape)
        desk.until(lambda: waiting(desk) == 0)
        assert desk.till.ask(history.detail, entry.txn_id).prints == before + 1
