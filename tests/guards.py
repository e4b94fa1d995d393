"""What tests must not do or leave behind; tests/test_guards.py shows that each guard catches it."""

from __future__ import annotations

import ipaddress
import sys
import threading
import time


class NetworkDeniedError(RuntimeError):
    """A test tried to reach beyond this machine."""


def deny_network() -> None:
    """From now on sockets of this process reach loopback addresses and local sockets only."""
    sys.addaudithook(_watch_sockets)


def _watch_sockets(event: str, details: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"} and isinstance(details[1], tuple):
        host = details[1][0]
    elif event == "socket.getaddrinfo":
        host = details[0]
    else:
        return
    if not _is_here(host):
        raise NetworkDeniedError(f"no network in tests: {host!r}")


def _is_here(host: object) -> bool:
    if host in {None, "", b"", "localhost", b"localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False


def threads() -> set[threading.Thread]:
    """The running threads that Python itself started."""
    return {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}


def threads_left(before: set[threading.Thread], wait_ms: int) -> list[str]:
    """Names of the threads started since, after giving them `wait_ms` to end."""
    deadline = time.monotonic() + wait_ms / 1000
    while (left := threads() - before) and time.monotonic() < deadline:
        time.sleep(0.01)
    return sorted(thread.name for thread in left)


def windows() -> set[int]:
    """The addresses of all top-level widgets, shown or hidden."""
    return set(_windows())


def windows_left(before: set[int]) -> list[str]:
    """The windows made since, after carrying out what deleteLater() asked for."""
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return sorted(name for address, name in _windows().items() if address not in before)


def _windows() -> dict[int, str]:
    from PySide6.QtWidgets import QApplication
    from shiboken6 import getCppPointer

    return {
        getCppPointer(widget)[
            0
        ]: f"{type(widget).__name__} {widget.objectName() or widget.windowTitle()}".strip()
        for widget in QApplication.topLevelWidgets()
        if widget.objectName() != "qtooltip_label"
    }
