"""What the shop owes at the real window: for the owner, and by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from model.shop import Role
from tests.flows.counter_window import counter_window
from ui.shell.lock import ApprovalSheet

pytestmark = pytest.mark.usefixtures("qapp")


def test_enter_unlocks_the_page_for_who_is_no_owner(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.MANAGER) as desk:
        desk.key(Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
        desk.settle()
        desk.enter()
        assert [s for s in desk.window.findChildren(ApprovalSheet) if s.isVisible()]
