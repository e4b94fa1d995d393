"""Printers that take, refuse and hang, and where a piece ends up."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from model.errors import EnvironmentProblem
from model.shop import PrinterKind, PrinterSetting
from services.printing import devices, escpos
from services.printing.cards import PrintedCard
from services.printing.document import Paper
from services.printing.printers import document_of, print_content
from services.printing.receipts import compose
from tests.services.printing.samples import SALE, pdf_text


class NetworkPrinter:
    """A printer on the network that swallows what is sent, or stops reading."""

    def __init__(self, reads: bool = True) -> None:
        self.received = b""
        self._reads = reads
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._server.getsockname()[1]}"
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        connection, _ = self._server.accept()
        with connection:
            if not self._reads:
                self._done.wait(10)
                return
            while chunk := connection.recv(65536):
                self.received += chunk

    def close(self) -> None:
        self._done.set()
        self._thread.join(5)
        self._server.close()


@pytest.fixture
def printer() -> Iterator[NetworkPrinter]:
    made = NetworkPrinter()
    yield made
    made.close()


class NoSystem:
    """A system printer that must not be used."""

    def print_pdf(self, data: bytes, printer_name: str, copies: int) -> None:
        raise AssertionError("nothing here prints through the system")


class System:
    """A system printer that keeps what it was given."""

    def __init__(self) -> None:
        self.printed: list[tuple[bytes, str, int]] = []

    def print_pdf(self, data: bytes, printer_name: str, copies: int) -> None:
        self.printed.append((data, printer_name, copies))


def test_network_printer_gets_every_byte_of_every_copy(printer: NetworkPrinter) -> None:
    setting = PrinterSetting(PrinterKind.NETWORK, printer.address, 58, copies=2)
    assert print_content(SALE, "zh_CN", setting, NoSystem()) == ()
    printer.close()
    assert printer.received == escpos.render(compose(SALE, "zh_CN", Paper.MM58)).data * 2


def test_network_printer_that_refuses_is_away() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    _expect("printer.away", PrinterSetting(PrinterKind.NETWORK, f"127.0.0.1:{port}"))


def test_network_printer_that_stops_reading_is_away_in_time() -> None:
    printer = NetworkPrinter(reads=False)
    began = time.monotonic()
    try:
        setting = PrinterSetting(PrinterKind.NETWORK, printer.address)
        _expect("printer.away", setting, payload=bytes(50_000_000), timeout_s=0.3)
    finally:
        printer.close()
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        (PrinterKind.NETWORK, ""),
        (PrinterKind.NETWORK, "127.0.0.1:99999"),
        (PrinterKind.NETWORK, "http://x/y"),
        (PrinterKind.USB, "printer"),
        (PrinterKind.SERIAL, ""),
        (PrinterKind.SERIAL, "/dev/no-such-port"),
        (PrinterKind.FILE, ""),
        (PrinterKind.FILE, "/no/such/folder/printer"),
    ],
)
def test_an_address_that_means_nothing_is_unknown(kind: PrinterKind, address: str) -> None:
    _expect("printer.unknown", PrinterSetting(kind, address))


def test_usb_printer_that_is_not_plugged_in_is_a_problem_not_a_bug() -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        devices.send(PrinterSetting(PrinterKind.USB, "04b8:0e15"), b"x")
    assert caught.value.code in ("printer.away", "printer.unknown")


def test_serial_printer_gets_the_bytes() -> None:
    ours, theirs = os.openpty()
    try:
        devices.send(PrinterSetting(PrinterKind.SERIAL, os.ttyname(theirs) + "@19200"), b"hello")
        assert os.read(ours, 100) == b"hello"
    finally:
        os.close(ours)
        os.close(theirs)


def test_file_printer_keeps_what_was_printed_before(tmp_path: Path) -> None:
    setting = PrinterSetting(PrinterKind.FILE, str(tmp_path / "小票.bin"))
    devices.send(setting, b"one")
    devices.send(setting, b"two")
    assert (tmp_path / "小票.bin").read_bytes() == b"onetwo"


def test_device_file_of_a_printer_switched_off_does_not_hang_the_queue(tmp_path: Path) -> None:
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    setting = PrinterSetting(PrinterKind.FILE, str(pipe))
    began = time.monotonic()
    _expect("printer.away", setting, timeout_s=0.2)
    _expect("printer.away", setting, timeout_s=0.2)
    assert time.monotonic() - began < 2
    with pipe.open("rb") as reader:
        assert reader.read() == b"payload"


def _expect(code: str, setting: PrinterSetting, payload: bytes = b"payload", timeout_s: float = 2) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        devices.send(setting, payload, timeout_s)
    assert caught.value.code == code
    assert caught.value.facts["printer"] == setting.address


def test_pdf_folder_gets_a_file_a_piece_and_never_loses_one(tmp_path: Path) -> None:
    setting = PrinterSetting(PrinterKind.PDF_FOLDER, str(tmp_path / "小票"))
    for _ in range(2):
        print_content(SALE, "zh_CN", setting, NoSystem())
    card = PrintedCard("店", "张晓明", "../01:2", "1" * 65, "AAAA BBBB CCC")
    print_content(card, "en", setting, NoSystem())
    names = sorted(path.name for path in (tmp_path / "小票").iterdir())
    assert names == ["Member card _01_2.pdf", "小票 01-004821 (2).pdf", "小票 01-004821.pdf"]
    assert "实付" in pdf_text((tmp_path / "小票" / names[1]).read_bytes())


def test_pdf_folder_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(EnvironmentProblem) as caught:
        print_content(
            SALE, "zh_CN", PrinterSetting(PrinterKind.PDF_FOLDER, str(tmp_path / "file")), NoSystem()
        )
    assert caught.value.code == "disk.error"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_system_printer_gets_a_pdf_for_its_roll() -> None:
    system = System()
    print_content(SALE, "zh_CN", PrinterSetting(PrinterKind.SYSTEM, "XP-80C", 58, 3), system)
    ((data, name, copies),) = system.printed
    assert (name, copies) == ("XP-80C", 3)
    assert "实付" in pdf_text(data)
    assert document_of(SALE, "zh_CN", Paper.MM58).paper is Paper.of_width(58)


def test_no_printer_is_no_printer() -> None:
    with pytest.raises(EnvironmentProblem, match=r"printer\.unknown"):
        print_content(SALE, "zh_CN", PrinterSetting(), NoSystem())
