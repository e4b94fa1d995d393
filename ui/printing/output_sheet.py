"""Where many pieces are to be printed: what the first page looks like, and a printer or a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from services.printing import files
from services.roll_prints import Copies
from ui import theme
from ui.printing import receipt_roll
from ui.printing.mass_print import Mass, Output
from ui.printing.page_view import PageView
from ui.printing.system_printer import printer_names
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.fields import ComboBox
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from services.printing.document import Rendered

PDF: Final = "pdf:"
RECEIPT_PRINTER: Final = "receipt:"
_PAGE_HEIGHT: Final = 330


def _names(_: Any) -> list[str]:
    return printer_names()


def _first_page(read: Any, mass: Mass) -> Rendered:
    from services.printing.sheets import per_page, render_sheets

    head = mass.copies[0]
    count = min(head.count, per_page(mass.layout))
    items = mass.items(read, head.batch_id, head.first, count, mass.language)
    return render_sheets(items, mass.layout, mass.language)


class OutputSheet(Sheet):
    """`chosen(Output)` when somebody says print; it closes then, and the work goes on in the background."""

    chosen = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget, title: str, mass: Mass) -> None:
        super().__init__(parent, title, 620)
        self._context = context
        self._file_title = title
        self._mass = mass
        self._printers: list[str] = []
        self._view: PageView | None = None
        self._told = Label("", "muted", wrap=True)
        self._form = Form()
        self.printer = ComboBox()
        self._form.add("printer", "", self.printer)
        self._back = KeyButton("", "Esc")
        self.button = KeyButton("", "Enter", "primary", icon="printer")
        self.body.add(self._told, self._form)
        self.set_buttons(self._back, self.button)
        self.set_primary(self.button)
        self.starts_at = self.printer
        self._back.clicked.connect(self.dismiss)
        self.button.clicked.connect(self._on_print)
        self.retranslate()
        context.jobs.read(_names, done=self._on_printers, owner=self)
        context.jobs.read(_first_page, mass, done=self._on_page, owner=self)

    def retranslate(self) -> None:
        facts = {"count": f"{self._mass.count:,}"}
        told = self.tr("{count} 张，在后台一页一页地印，可以随时停下；收银照常。用过和作废的会跳过。")
        self._told.setText(told.format(**facts))
        self._form.row("printer").set_label(self.tr("打印机"))
        self.printer.setAccessibleName(self.tr("打印机"))
        self._back.set_caption(self.tr("返回"))
        self.button.set_caption(self.tr("打印 {count} 张").format(**facts))
        self._offer()

    def _offer(self) -> None:
        entries: list[tuple[object, str]] = [(PDF, self.tr("存为 PDF 文件…"))]
        if receipt_roll.fits(self._context.settings.current, self._mass.layout):
            entries.append((RECEIPT_PRINTER, receipt_roll.printer_name()))
        self.printer.set_entries([*entries, *((name, name) for name in self._printers)])

    def _on_printers(self, names: list[str]) -> None:
        self._printers = names
        self._offer()

    def _on_page(self, rendered: Rendered) -> None:
        self._view = PageView(rendered.data, fit=True)
        self._view.setAccessibleName(self.tr("第一页"))
        self._view.setFixedHeight(theme.px(min(_PAGE_HEIGHT, _PAGE_HEIGHT / theme.scale() * 0.9)))
        self.body.insertWidget(0, self._view)
        self.rearrange()

    @property
    def copies(self) -> tuple[Copies, ...]:
        """What would be printed."""
        return self._mass.copies

    def _on_print(self) -> None:
        where = self.printer.value() or PDF
        if where == PDF:
            self._ask_file()
        elif where == RECEIPT_PRINTER:
            self.take(Output(self._mass.layout, on_receipts=True))
        else:
            self.take(Output(self._mass.layout, printer=str(where)))

    def _ask_file(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("存为 PDF 文件"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("PDF 文件 (*.pdf)")])
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(files.file_name(self._file_title))
        dialog.fileSelected.connect(self._on_file)
        dialog.open()

    def _on_file(self, path: str) -> None:
        self.take(Output(self._mass.layout, target=Path(path)))

    def take(self, output: Output) -> None:
        """Print there."""
        self.dismiss()
        self.chosen.emit(output)
