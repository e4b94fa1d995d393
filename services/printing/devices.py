"""Sending bytes to a receipt printer, through python-escpos, with an end to every waiting."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from model.errors import EnvironmentProblem
from model.shop import PrinterKind, PrinterSetting
from services.printing.library import printers

TIMEOUT_S: Final = 5.0
_DEFAULT_PORT: Final = 9100
_DEFAULT_BAUD: Final = 9600
_NETWORK = re.compile(r"([^\s:/]+)(?::(\d{1,5}))?")
_USB = re.compile(r"(?:0x)?([0-9a-fA-F]{1,4}):(?:0x)?([0-9a-fA-F]{1,4})")
_SERIAL = re.compile(r"([^@]+)(?:@(\d{3,7}))?")
_stuck: dict[str, threading.Thread] = {}
"""Writers to a device file that never came back; tried again only after they did."""


def send(setting: PrinterSetting, payload: bytes, timeout_s: float = TIMEOUT_S) -> None:
    """Send `payload` to a network, USB, serial or file printer.

    Raises EnvironmentProblem `printer.unknown` (no such printer) or `printer.away` (it doesn't answer
    within `timeout_s` seconds a step).
    """
    openers: dict[PrinterKind, Callable[[str, float], Any]] = {
        PrinterKind.NETWORK: _network,
        PrinterKind.USB: _usb,
        PrinterKind.SERIAL: _serial,
        PrinterKind.FILE: _file,
    }
    device = openers[setting.kind](setting.address.strip(), timeout_s)
    if setting.kind is PrinterKind.FILE:
        _watched(setting.address, timeout_s, lambda: _transfer(device, setting, payload, timeout_s))
    else:
        _transfer(device, setting, payload, timeout_s)


def _transfer(device: Any, setting: PrinterSetting, payload: bytes, timeout_s: float) -> None:
    from escpos.exceptions import DeviceNotFoundError, Error

    try:
        device.open()
        if setting.kind is PrinterKind.SERIAL:
            device.device.write_timeout = timeout_s
        device._raw(payload)
    except FileNotFoundError as missing:
        raise _problem("printer.unknown", setting.address, missing) from missing
    except (DeviceNotFoundError, Error, OSError, ValueError) as trouble:
        raise _problem(_code(setting, trouble), setting.address, trouble) from trouble
    finally:
        _close(device)


def _code(setting: PrinterSetting, trouble: Exception) -> str:
    """A USB port without its library and a path that isn't there are unknown; the rest is away."""
    path = setting.address.strip().partition("@")[0]
    by_path = setting.kind is PrinterKind.FILE or path.startswith("/")
    no_library = type(trouble).__name__ == "NoBackendError"
    return "printer.unknown" if no_library or (by_path and not Path(path).exists()) else "printer.away"


def _close(device: Any) -> None:
    try:
        device.close()
    except Exception:
        return


def _network(address: str, timeout_s: float) -> Any:
    import socket

    class Reached(printers().Network):  # type: ignore[misc]
        """Closes the socket of a printer that doesn't answer, which the library leaves open."""

        def open(self, raise_not_found: bool = True) -> None:
            self.device = socket.create_connection((self.host, self.port), self.timeout)

    match = _NETWORK.fullmatch(address)
    if match is None or int(match[2] or _DEFAULT_PORT) > 65535:
        raise EnvironmentProblem("printer.unknown", printer=address, detail="host:port")
    return Reached(match[1], int(match[2] or _DEFAULT_PORT), timeout=timeout_s)


def _usb(address: str, timeout_s: float) -> Any:
    match = _USB.fullmatch(address)
    if match is None:
        raise EnvironmentProblem("printer.unknown", printer=address, detail="vendor:product")
    vendor, product = int(match[1], 16), int(match[2], 16)
    return printers().Usb(
        vendor, product, timeout=int(timeout_s * 1000), out_ep=_out_endpoint(vendor, product)
    )


def _out_endpoint(vendor: int, product: int) -> int:
    """The printer's own bulk-out endpoint; 1, the usual one, when it can't be asked."""
    import usb.core
    import usb.util

    try:
        device = usb.core.find(idVendor=vendor, idProduct=product)
        interface = device.get_active_configuration()[(0, 0)] if device is not None else ()
    except (usb.core.USBError, ValueError, NotImplementedError):
        interface = ()
    outs = (
        e.bEndpointAddress
        for e in interface
        if usb.util.endpoint_direction(e.bEndpointAddress) == usb.util.ENDPOINT_OUT
    )
    return next(outs, 1)


def _serial(address: str, timeout_s: float) -> Any:
    match = _SERIAL.fullmatch(address)
    if match is None:
        raise EnvironmentProblem("printer.unknown", printer=address, detail="port@baud")
    return printers().Serial(match[1], baudrate=int(match[2] or _DEFAULT_BAUD), timeout=timeout_s)


def _file(address: str, timeout_s: float) -> Any:
    class Appended(printers().File):  # type: ignore[misc]
        """A file keeps what was printed before; a device file is simply written to."""

        def open(self, raise_not_found: bool = True) -> None:
            path = Path(self.devfile)
            self.device = path.open("ab" if path.is_file() else "wb")

    if not address:
        raise EnvironmentProblem("printer.unknown", printer=address, detail="path")
    return Appended(address)


def _watched(address: str, timeout_s: float, work: Callable[[], None]) -> None:
    """Run work that the system may never return from: a device file of a printer switched off."""
    if address in _stuck and _stuck[address].is_alive():
        raise EnvironmentProblem("printer.away", printer=address, detail="busy")
    failures: list[Exception] = []

    def attempt() -> None:
        try:
            work()
        except Exception as failure:
            failures.append(failure)

    thread = threading.Thread(target=attempt, name="printer-file", daemon=True)
    thread.start()
    thread.join(timeout_s)
    if thread.is_alive():
        _stuck[address] = thread
        raise EnvironmentProblem("printer.away", printer=address, detail="timeout")
    if failures:
        raise failures[0]


def _problem(code: str, address: str, trouble: Exception) -> EnvironmentProblem:
    return EnvironmentProblem(code, printer=address, detail=str(trouble)[:200])
