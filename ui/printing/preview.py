"""What will be on paper, looked at inside the program: print it, save it as PDF, or leave."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from model.errors import EnvironmentProblem, UserError
from services.printing import files
from ui import wording
from ui.printing.page_view import ZOOM_STEPS, PageView
from ui.printing.system_printer import draw
from ui.shell.context import PageContext
from ui.widgets.buttons import IconButton, KeyButton
from ui.widgets.label import Label
from ui.widgets.layouts import Line
from ui.widgets.sheet import Sheet

_WIDE: Final = 910
"""Room for the width of A4 in its true size."""


class PrintPreview(Sheet):
    """A sheet with the pages of a PDF.

    `on_print` prints through the shop's own queue, on the printer that `printer` names; without it, 打印
    asks for one of the system's printers. `missing` are the characters that no font could show.
    `taken()` when the pages went to a printer or into a file, not when the queue was asked.
    """

    taken = Signal()

    def __init__(
        self,
        context: PageContext,
        parent: QWidget,
        title: str,
        data: bytes,
        missing: tuple[str, ...] = (),
        on_print: Callable[[], None] | None = None,
        printer: str = "",
    ) -> None:
        super().__init__(parent, title, 620 if on_print is None else 780)
        self._context = context
        self._file_title = title
        self._data = data
        self._missing = missing
        self._on_print = on_print
        self._printer_name = printer
        self._printer: QPrinter | None = None
        self._view = PageView(data)
        if self._view.is_ordinary_paper:
            self._width = _WIDE
        self._count = Label("", "muted")
        self._zoom = Label("", "muted")
        self._smaller = IconButton("minus")
        self._larger = IconButton("plus")
        self._warning = Label("", "warning", wrap=True)
        self._print = KeyButton("", "Enter", "primary", icon="printer")
        self._elsewhere = KeyButton("", "Ctrl+P", bind=True) if on_print else None
        self._save = KeyButton("", "Ctrl+S", icon="floppy-disk", bind=True)
        self._leave = KeyButton("", "Esc")
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        bar = Line(gap=4)
        bar.add(self._count, None, self._smaller, self._zoom, self._larger)
        self.body.add(bar, self._view, self._warning)
        elsewhere = (self._elsewhere,) if self._elsewhere else ()
        self.set_buttons(self._leave, self._save, *elsewhere, self._print)
        self.set_primary(self._print)
        self._view.zoom_changed.connect(self._on_zoom_changed)
        self._smaller.clicked.connect(self._view.zoom_out)
        self._larger.clicked.connect(self._view.zoom_in)
        self._smaller.bind("Ctrl+-")
        self._larger.bind("Ctrl+=")
        self._print.clicked.connect(self._on_print_clicked)
        for button in elsewhere:
            button.clicked.connect(self._choose_printer)
        self._save.clicked.connect(self._on_save_clicked)
        self._leave.clicked.connect(self.dismiss)

    def retranslate(self) -> None:
        self._count.setText(self.tr("共 {count} 页").format(count=self._view.page_count))
        self._view.setAccessibleName(self.tr("打印预览"))
        self._smaller.set_caption(self.tr("缩小"))
        self._larger.set_caption(self.tr("放大"))
        self._print.set_caption(self._printer_name or self.tr("打印"))
        if self._elsewhere is not None:
            self._elsewhere.set_caption(self.tr("其他打印机"))
        self._save.set_caption(self.tr("另存为 PDF"))
        self._leave.set_caption(self.tr("关闭"))
        warning = self.tr("这些字打印机没有字形，会印成 □：{characters}")
        self._warning.setText(warning.format(characters=" ".join(self._missing)))
        self._warning.setVisible(bool(self._missing))
        self._on_zoom_changed(self._view.zoom)

    @property
    def view(self) -> PageView:
        """The pages."""
        return self._view

    def _on_zoom_changed(self, zoom: object) -> None:
        self._zoom.setText(f"{self._view.zoom:.0%}")
        self._smaller.setEnabled(self._view.zoom > ZOOM_STEPS[0])
        self._larger.setEnabled(self._view.zoom < ZOOM_STEPS[-1])

    # Printing

    def _on_print_clicked(self) -> None:
        if self._on_print is not None:
            asked, self._on_print = self._on_print, None
            self.dismiss()
            asked()
        else:
            self._choose_printer()

    def _choose_printer(self) -> None:
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(self._printer, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)
        dialog.accepted.connect(self._on_printer_chosen)
        dialog.setModal(True)
        dialog.show()

    def _on_printer_chosen(self) -> None:
        if self._printer is not None:
            self.print_on(self._printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print in true size on the paper that the printer is set to, off the GUI thread."""
        self._print.setEnabled(False)
        self._context.jobs.read(
            _print_on, printer, self._data, done=self._on_printed, failed=self._on_failed, owner=self
        )

    def _on_printed(self, _: object) -> None:
        self._context.toast("good", self.tr("已送到打印机"))
        self.taken.emit()
        self.dismiss()

    # Saving

    def _on_save_clicked(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("另存为 PDF"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("PDF 文件 (*.pdf)")])
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(files.file_name(self._file_title))
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def save(self, path: str) -> None:
        """Save the PDF; a file that is there is replaced when all is written."""
        self._save.setEnabled(False)
        self._context.jobs.read(
            _save_as, Path(path), self._data, done=self._on_saved, failed=self._on_failed, owner=self
        )

    def _on_saved(self, path: Path) -> None:
        self._save.setEnabled(True)
        self.show_error("")
        self._context.toast("good", self.tr("已保存 {file}").format(file=path.name))
        self.taken.emit()

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._save.setEnabled(True)
        self._print.setEnabled(True)
        away = error.code == "printer.away"
        # Pages that are looked at wait in no queue: nothing prints them later by itself.
        told = self.tr("打印机没有回应。请检查打印机再打印一次，或另存为 PDF。")
        self.show_error(told if away else wording.word(error))


def _save_as(_: object, path: Path, data: bytes) -> Path:
    return files.save(path, data)


def _print_on(_: object, printer: QPrinter, data: bytes) -> None:
    draw(data, printer, own_paper=False)
