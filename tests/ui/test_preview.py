"""Looking at paper in the program, saving it, and printing it through the system's printers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from model.codes import QrKind, make_qr
from model.errors import EnvironmentProblem
from model.shop import PrinterKind, PrinterSetting, Settings
from services.printing import pdf
from services.printing.cards import PrintedCard
from services.printing.document import Paper
from services.printing.printers import pdf_of, print_content
from services.printing.receipts import compose
from services.printing.testpage import TEST_DIGITS, TestPage
from tests.services.printing.samples import SALE, page_image, scanned
from ui.bus import Bus, UiJobs
from ui.printing.preview import PrintPreview
from ui.printing.system_printer import QtSystemPrinter, draw, printer_names
from ui.shell.context import PageContext, SettingsHolder
from ui.shell.session import Session
from ui.theme import Theme
from ui.widgets.buttons import KeyButton

QR = make_qr(QrKind.MEMBER_CARD, bytes(range(16)), b"k" * 32)


class Threads:
    """The services' jobs without a shop file."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(1)

    def read(self, query: Callable[..., Any], *args: Any) -> Future[Any]:
        return self.pool.submit(query, None, *args)

    def write(self, use_case: Callable[..., Any], command: Any) -> Future[Any]:
        raise AssertionError("a preview writes nothing")


class Bench:
    """A window with what a sheet is given."""

    def __init__(self, threads: Threads) -> None:
        self.window = QWidget()
        self.window.resize(1366, 768)
        bus = Bus(self.window)
        self.jobs = UiJobs(threads, bus, self.window)
        self.toasts: list[tuple[str, str]] = []
        self.context = PageContext(
            jobs=self.jobs,
            bus=bus,
            session=Session(self.window),
            settings=SettingsHolder(Settings(), self.window),
            theme=Theme(),
            toast=self._on_toast,
            open_page=_nothing,
            open_sheet=_no_sheet,
            approve=_nothing,
            scan_with_camera=_nothing,
        )

    def _on_toast(self, kind: str, text: str) -> None:
        self.toasts.append((kind, text))


def _nothing(*_: object) -> None:
    raise AssertionError("a preview goes nowhere")


def _no_sheet(name: str, arguments: dict[str, object]) -> QWidget:
    raise AssertionError("a preview opens nothing")


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    threads = Threads()
    made = Bench(threads)
    qtbot.addWidget(made.window)
    with qtbot.waitActive(made.window):
        made.window.show()
        made.window.activateWindow()
    yield made
    threads.pool.shutdown()


def receipt() -> bytes:
    return pdf.render(compose(SALE, "zh_CN", Paper.MM80)).data


def opened(bench: Bench, qtbot: QtBot, data: bytes, **arguments: Any) -> PrintPreview:
    preview = PrintPreview(bench.context, bench.window, "小票 01-004821", data, **arguments)
    preview.show()
    qtbot.waitUntil(preview.view.is_rendered)
    return preview


def gone(preview: PrintPreview) -> bool:
    if isValid(preview):
        QCoreApplication.sendPostedEvents(preview, QEvent.Type.DeferredDelete.value)
    return not isValid(preview)


def press(bench: Bench, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(bench.window.windowHandle(), key, modifier)


def test_the_paper_is_shown(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    preview = opened(bench, qtbot, pdf_of(TestPage("小雅美发", "XP"), "zh_CN", Paper.MM80).data)
    preview.view.zoom_in()
    qtbot.waitUntil(preview.view.is_rendered)
    bar = preview.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    shot = tmp_path / "shot.png"
    assert preview.view.grab().save(str(shot))
    with Image.open(shot) as image:
        assert scanned(image.convert("L")) == [TEST_DIGITS]


def test_zoom_ends_where_it_should(bench: Bench, qtbot: QtBot) -> None:
    preview = opened(bench, qtbot, receipt())
    seen: list[object] = []
    preview.view.zoom_changed.connect(seen.append)
    for _ in range(12):
        press(bench, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert preview.view.zoom == 3.0
    for _ in range(12):
        press(bench, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert preview.view.zoom == 0.5
    assert len(seen) == 3 + 6
    qtbot.waitUntil(preview.view.is_rendered)


def test_escape_leaves_and_nothing_stays(bench: Bench, qtbot: QtBot) -> None:
    preview = opened(bench, qtbot, receipt())
    press(bench, Qt.Key.Key_Escape)
    assert gone(preview)


def test_enter_prints_once_through_the_shops_queue(bench: Bench, qtbot: QtBot) -> None:
    asked: list[str] = []

    def print_it() -> None:
        asked.append("print")

    preview = opened(bench, qtbot, receipt(), on_print=print_it)
    press(bench, Qt.Key.Key_Return)
    press(bench, Qt.Key.Key_Return)
    assert asked == ["print"]
    assert gone(preview)


def test_enter_offers_the_systems_printers_where_the_shop_has_none(bench: Bench, qtbot: QtBot) -> None:
    preview = opened(bench, qtbot, receipt())
    press(bench, Qt.Key.Key_Return)
    (dialog,) = bench.window.findChildren(QPrintDialog)
    assert dialog.isModal()
    dialog.reject()
    assert preview.isVisible()


def test_a_chosen_printer_prints_and_the_sheet_closes(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    preview = opened(bench, qtbot, receipt())
    preview.print_on(file_printer(tmp_path / "out.pdf"))
    qtbot.waitUntil(lambda: bool(bench.toasts))
    assert bench.toasts == [("good", "已送到打印机")]
    assert (tmp_path / "out.pdf").stat().st_size > 1_000
    assert gone(preview)


def test_saving_writes_the_very_pdf(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    data = receipt()
    preview = opened(bench, qtbot, data)
    path = tmp_path / "小票 1.pdf"
    preview.save(str(path))
    qtbot.waitUntil(lambda: bool(bench.toasts))
    assert path.read_bytes() == data
    assert bench.toasts == [("good", "已保存 小票 1.pdf")]
    assert [p.name for p in tmp_path.iterdir()] == ["小票 1.pdf"]


def test_saving_where_one_cannot_says_so_and_stays(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    preview = opened(bench, qtbot, receipt())
    preview.save(str(tmp_path / "file" / "x.pdf"))
    qtbot.waitUntil(lambda: not bench.jobs.busy())
    assert not bench.toasts
    assert preview.isVisible()


def test_ctrl_s_offers_a_name(bench: Bench, qtbot: QtBot) -> None:
    preview = opened(bench, qtbot, receipt())
    press(bench, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = bench.window.findChildren(QFileDialog)
    assert [Path(f).name for f in dialog.selectedFiles()] == ["小票 01-004821.pdf"]
    dialog.reject()
    assert preview.isVisible()


def test_characters_without_a_glyph_are_named(bench: Bench, qtbot: QtBot) -> None:
    quiet = opened(bench, qtbot, receipt())
    said = opened(bench, qtbot, receipt(), missing=("\U0003fffd",))
    assert _warning(quiet) == ""
    assert "\U0003fffd" in _warning(said)


def _warning(preview: PrintPreview) -> str:
    return preview._warning.text() if preview._warning.isVisible() else ""


def test_every_button_has_a_name(bench: Bench, qtbot: QtBot) -> None:
    preview = opened(bench, qtbot, receipt())
    buttons = preview.findChildren(KeyButton)
    assert {b.caption for b in buttons} == {"打印", "另存为 PDF", "关闭"}
    assert all(b.height() >= 40 for b in buttons)
    assert preview.view.accessibleName()


# The system's printers: a QPrinter that writes a file stands in for one on the desk.


def file_printer(path: Path, dpi: int = 203) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(dpi)
    return printer


@pytest.mark.parametrize("paper", list(Paper))
def test_system_printer_prints_in_true_size(qapp: object, tmp_path: Path, paper: Paper) -> None:
    path = tmp_path / "out.pdf"
    names: list[str] = []

    def make(name: str) -> QPrinter:
        names.append(name)
        return file_printer(path)

    setting = PrinterSetting(PrinterKind.SYSTEM, "XP-80C", paper.width_mm)
    print_content(TestPage("店", "XP-80C"), "zh_CN", setting, QtSystemPrinter(make))
    assert names == ["XP-80C"]
    image = page_image(path.read_bytes(), 203)
    assert image.width == pytest.approx(paper.width_mm * 203 / 25.4, abs=2)
    assert scanned(image) == [TEST_DIGITS]


def test_system_printer_works_from_the_queues_thread(qapp: object, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    system = QtSystemPrinter(lambda _: file_printer(path))
    with ThreadPoolExecutor(1) as pool:
        pool.submit(system.print_pdf, receipt(), "", 1).result(timeout=20)
    assert path.stat().st_size > 1_000


def test_a_card_on_a_large_sheet_keeps_its_size(qapp: object, tmp_path: Path) -> None:
    path = tmp_path / "a4.pdf"
    card = PrintedCard("小雅美发", "张晓明", "1", QR, "AAAA BBBB CCC")
    draw(pdf_of(card, "zh_CN", Paper.MM80).data, file_printer(path, 300), own_paper=False)
    image = page_image(path.read_bytes(), 300)
    assert image.height > 54 * 300 / 25.4 * 3
    assert scanned(image) == [QR]
    used = image.convert("L").point(lambda level: 255 if level < 250 else 0).getbbox()
    assert used is not None
    assert used[2] == pytest.approx(90 * 300 / 25.4, abs=4)
    assert used[3] == pytest.approx(54 * 300 / 25.4, abs=4)


def test_every_page_is_printed(qapp: object, tmp_path: Path) -> None:
    import dataclasses

    import pypdf

    lines = SALE.lines * 500
    data = pdf.render(compose(dataclasses.replace(SALE, lines=lines), "zh_CN", Paper.MM58)).data
    path = tmp_path / "long.pdf"
    QtSystemPrinter(lambda _: file_printer(path, 100)).print_pdf(data, "", 1)
    assert len(pypdf.PdfReader(path).pages) == len(pypdf.PdfReader(_stream(data)).pages) > 1


def _stream(data: bytes) -> Any:
    import io

    return io.BytesIO(data)


def test_a_printer_nobody_knows(qapp: object) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        QtSystemPrinter().print_pdf(receipt(), "no such printer", 1)
    assert caught.value.code == "printer.unknown"
    assert caught.value.facts["printer"] == "no such printer"
    assert "no such printer" not in printer_names()


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\)")
def test_a_printer_that_takes_nothing(qapp: object, tmp_path: Path) -> None:
    system = QtSystemPrinter(lambda _: file_printer(tmp_path / "no folder" / "out.pdf"))
    with pytest.raises(EnvironmentProblem) as caught:
        system.print_pdf(receipt(), "", 1)
    assert caught.value.code == "printer.away"


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\)")
def test_pages_that_no_printer_took_promise_no_print_later(
    bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    preview = opened(bench, qtbot, receipt())
    preview.print_on(file_printer(tmp_path / "no folder" / "out.pdf"))
    qtbot.waitUntil(lambda: not bench.jobs.busy())
    assert "自动打印" not in preview._error.text()
    assert "另存为 PDF" in preview._error.text()
