"""The banner over a shop file that is older than this computer remembers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from model.shop import Role
from services.anchors import FILE_NAME
from tests.flows.counter_window import counter_window
from tests.services.test_closing import seal
from tests.support import PIN
from ui.places import HOME_VARIABLE
from ui.seal_notice import BANNER, SealNotice


def test_an_older_file_is_said_until_a_manager_goes_by_it(
    qapp: QApplication, tmp_shop_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    with counter_window(tmp_shop_path, Role.CASHIER) as desk:
        notice = SealNotice(desk.window)
        seal(desk.till)
        notice.look()
        desk.settle()
        remembered = json.loads((tmp_path / FILE_NAME).read_text(encoding="utf-8"))
        ((name, (number, _)),) = remembered.items()
        assert number == 1
        later = json.dumps({name: [7, "00" * 32]})
        (tmp_path / FILE_NAME).write_text(later, encoding="utf-8")
        notice.look()
        desk.settle()
        assert "第 7 次" in desk.window.banners._banners[BANNER]._label.text()
        (tmp_path / FILE_NAME).write_text(json.dumps({name: [1, "00" * 32]}), encoding="utf-8")
        notice.look()
        desk.settle()
        assert "第 1 次日结，和这个文件里的不一样" in desk.window.banners._banners[BANNER]._label.text()
        desk.window.banners.acted.emit(BANNER, "right")
        desk.type(PIN)
        desk.enter()
        desk.settle()
        assert BANNER not in desk.window.banners._banners
        assert json.loads((tmp_path / FILE_NAME).read_text(encoding="utf-8")) == remembered
