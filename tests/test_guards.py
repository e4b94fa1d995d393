"""The guards of tests/guards.py catch what they are there for."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import platformdirs
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests import guards

ROOT = Path(__file__).resolve().parent.parent


BAD_TESTS = """
import threading, time, warnings
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QWidget
left = []

def test_warning_of_qt(qtbot): qWarning("something is wrong")
def test_warning_of_python(): warnings.warn("old way", DeprecationWarning)
def test_window_kept(qtbot): left.append(QWidget())
def test_thread_kept(): threading.Thread(target=time.sleep, args=(4,), daemon=True).start()
def test_error_in_a_thread():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
def test_good(qtbot): qtbot.addWidget(QWidget())
"""


def test_bad_tests_fail(tmp_path: Path) -> None:
    bad = tmp_path / "test_bad.py"
    bad.write_text(BAD_TESTS, "utf-8")
    arguments = ["-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest", "-p", "no:cacheprovider", "-rA"]
    told = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments, str(bad)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    ends = dict(re.findall(r"^(?:FAILED|ERROR) .*?::test_(\w+)( - .*)?$", told.stdout, re.MULTILINE))
    assert set(ends) == {
        "warning_of_qt",
        "warning_of_python",
        "window_kept",
        "thread_kept",
        "error_in_a_thread",
    }


def test_the_network_is_denied() -> None:
    with socket.socket() as far, pytest.raises(guards.NetworkDeniedError):
        far.connect(("192.0.2.1", 9))
    with pytest.raises(guards.NetworkDeniedError):
        socket.getaddrinfo("example.com", 80)


def test_loopback_is_allowed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as near:
        near.connect(server.getsockname())
        server.accept()[0].close()


def test_a_running_thread_is_found() -> None:
    before = guards.threads()
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, name="forgotten")
    thread.start()
    assert guards.threads_left(before, wait_ms=20) == ["forgotten"]
    stop.set()
    thread.join()
    assert guards.threads_left(before, wait_ms=0) == []


def test_a_window_left_is_found(qtbot: QtBot) -> None:
    before = guards.windows()
    window = QWidget()
    window.setObjectName("forgotten")
    assert guards.windows_left(before) == ["QWidget forgotten"]
    window.deleteLater()
    assert guards.windows_left(before) == []


def test_a_child_is_no_window(qtbot: QtBot) -> None:
    window = QWidget()
    before = guards.windows()
    QWidget(window)
    assert guards.windows_left(before) == []
    window.deleteLater()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="XDG folders and tzset are Linux's")
def test_time_and_folders_are_the_tests_own() -> None:
    assert time.strftime("%z", time.localtime(0)) == "+0800"
    assert Path(platformdirs.user_data_dir("guimi")).is_relative_to(os.environ["XDG_DATA_HOME"])


def test_a_shop_path_is_like_a_real_one(tmp_shop_path: Path) -> None:
    assert tmp_shop_path.parent.is_dir()
    assert not tmp_shop_path.exists()
