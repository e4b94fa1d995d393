"""The right side: to whom, how many, on which paper and printer; and the one button that does it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QSizePolicy, QWidget

from model.ids import BatchId, CommandId
from model.shop import Role
from model.voucher import VoucherTemplate
from model.voucher_commands import IssueVouchers
from services.catalog import Catalog
from services.ids import new_id
from services.printing import files
from services.printing.layouts import Layout
from ui import voucher_words
from ui.printing import receipt_roll
from ui.printing.mass_print import Output
from ui.printing.system_printer import printer_names
from ui.shell.context import PageContext
from ui.vouchers.issuing import Issuing
from ui.vouchers.receivers import Handed, Receivers, ReceiversForm
from ui.vouchers.words import LAYOUTS, layout_name
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.fields import ComboBox
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.layouts import Column
from ui.widgets.progress import ProgressLine
from ui.widgets.retranslate import Retranslated

PRINT_KEY: Final = "Ctrl+P"
PDF: Final = "pdf:"
NOT_PRINTED: Final = "none:"
RECEIPT_PRINTER: Final = "receipts:"


def _names(read: Any) -> list[str]:
    return printer_names()


class IssuePanel(Retranslated, QWidget):
    """`layout_chosen(Layout)`, `count_changed(int)`; issues and prints through `issuing`."""

    layout_chosen = Signal(object)
    count_changed = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._template: VoucherTemplate | None = None
        self._rate = 0
        self._waiting: Receivers | tuple[BatchId, int] | None = None
        self._printers: list[str] = []
        self._offers_receipt_printer = False
        self._title = Label("", "heading")
        self.to_whom = ReceiversForm(context)
        self._paper = Form(gap=8)
        self._validity = Label("", "strong", wrap=True)
        self.layout_box = ComboBox()
        self.printer = ComboBox()
        self._paper.add("validity", "", self._validity)
        self._paper.add("layout", "", self.layout_box)
        self._paper.add("printer", "", self.printer)
        self._numbers = Card(tone="good", margin=(12, 8, 12, 8), gap=2)
        self._numbers_title = Label("", "good", size="small")
        self._numbers_text = Label("", "caption", wrap=True)
        self._numbers.body.add(self._numbers_title, self._numbers_text)
        self.progress = ProgressLine()
        self.issuing = Issuing(context, self.progress, self)
        self.problem = Label("", "error", wrap=True)
        self.problem.hide()
        self.button = KeyButton("", PRINT_KEY, "primary", big=True, bind=True)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._assemble()
        self._connect()
        self.retranslate()
        context.settings.changed.connect(self._on_settings)
        context.jobs.read(_names, done=self._on_printers, owner=self)

    def _assemble(self) -> None:
        inner = QWidget()
        form = Column(inner, margin=(0, 0, 8, 0), gap=8)
        form.add(self.to_whom, self._paper, self._numbers, None)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        column = Column(self, gap=8)
        column.add(self._title)
        column.addWidget(scroll, 1)
        column.add(self.progress, self.problem, self.button)

    def _connect(self) -> None:
        self.layout_box.chosen.connect(self._on_layout)
        self.printer.chosen.connect(self.refresh)
        self.to_whom.changed.connect(self._on_receivers)
        self.button.clicked.connect(self.press)
        self.issuing.refused.connect(self.say)
        self.issuing.busy_changed.connect(self.refresh)

    def retranslate(self) -> None:
        self._title.setText(self.tr("发券并打印"))
        self._paper.row("validity").set_label(self.tr("有效期"))
        self._paper.row("layout").set_label(self.tr("版式"))
        self._paper.row("printer").set_label(self.tr("打印机"))
        self.layout_box.setAccessibleName(self.tr("版式"))
        self.printer.setAccessibleName(self.tr("打印机"))
        self._numbers_title.setText(self.tr("按以往的核销率估算"))
        self.layout_box.set_entries([(layout, layout_name(layout)) for layout in LAYOUTS])
        self._offer_printers()
        self.refresh()

    def _on_printers(self, names: list[str]) -> None:
        self._printers = names
        self._offer_printers()
        self.refresh()

    def _on_settings(self, _settings: object) -> None:
        self._offer_printers()
        self.refresh()

    def _offer_printers(self) -> None:
        """What can print the layout chosen; the receipt printer is taken as soon as it can."""
        before = self.printer.value()
        entries: list[tuple[object, str]] = [(PDF, self.tr("存为 PDF 文件…"))]
        if receipt_roll.fits(self._context.settings.current, self.paper_layout):
            entries.append((RECEIPT_PRINTER, receipt_roll.printer_name()))
        entries += [(name, name) for name in self._printers]
        entries.append((NOT_PRINTED, self.tr("只发券，先不打印")))
        had_it = self._offers_receipt_printer
        self._offers_receipt_printer = len(entries) > 1 and entries[1][0] == RECEIPT_PRINTER
        self.printer.set_entries(entries)
        if self._offers_receipt_printer and not had_it and before == PDF:
            self.printer.set_value(RECEIPT_PRINTER)
        elif self.printer.value() is None:
            self.printer.set_value(PDF)

    def offer(self, everything: Catalog) -> None:
        """Offer the shop's tags, tiers and sources."""
        self.to_whom.offer(everything)

    def hand(self, handed: Handed) -> None:
        """Issue to the list of another page."""
        self.to_whom.hand(handed)
        self.printer.set_value(NOT_PRINTED)
        self.refresh()

    def show_template(self, template: VoucherTemplate | None, rate_percent: int) -> None:
        """Issue vouchers of this template; `rate_percent` of those issued before were redeemed."""
        self._template = template
        self._rate = rate_percent
        self.say("")
        self.refresh()

    @property
    def paper_layout(self) -> Layout:
        """The layout chosen."""
        chosen = self.layout_box.value()
        return chosen if isinstance(chosen, Layout) else Layout.A4_2X4

    @property
    def printed_on(self) -> str:
        """A printer's name, PDF, RECEIPT_PRINTER or NOT_PRINTED."""
        return str(self.printer.value() or PDF)

    def refresh(self, *_: object) -> None:
        """Show what the button would do now."""
        template, count = self._template, self.to_whom.count
        self._validity.setText(voucher_words.validity(template.rule.validity) if template else "")
        shown = f"{count:,}"
        printed = self.printed_on != NOT_PRINTED
        caption = self.tr("发 {count} 张并打印") if printed else self.tr("发 {count} 张")
        self.button.set_caption(caption.format(count=shown))
        self.button.setEnabled(
            template is not None and template.active and count > 0 and not self.issuing.is_busy
        )
        self._paper.row("layout").setVisible(printed)
        self._tell_numbers(count)

    def _tell_numbers(self, count: int) -> None:
        template = self._template
        back = count * self._rate // 100
        self._numbers.setVisible(bool(template and self._rate and back))
        if template is None:
            return
        told = self.tr("核销率 {rate}%，约回来 {back} 张").format(rate=self._rate, back=f"{back:,}")
        if template.rule.benefit.amount and template.rule.benefit.kind.value == "amount":
            told += self.tr("，让利 {amount}").format(amount=template.rule.benefit.amount * back)
        self._numbers_text.setText(told)

    def say(self, sentence: str) -> None:
        """Say over the button what is wrong; empty when nothing is."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _on_layout(self, layout: object) -> None:
        self._offer_printers()
        self.refresh()
        self.layout_chosen.emit(layout)

    def _on_receivers(self) -> None:
        self.say("")
        self.refresh()
        self.count_changed.emit(self.to_whom.count)

    # Doing it

    def press(self) -> None:
        """Issue and print, after asking for the file or the PIN that it needs."""
        self.say("")
        receivers = self.to_whom.read()
        if self._template is None or receivers is None or self.issuing.is_busy:
            return
        if self.printed_on == PDF:
            self._ask_file(receivers)
        else:
            self.issue(receivers, self._output())

    def _output(self) -> Output:
        """Where things are printed that need no file."""
        if self.printed_on == RECEIPT_PRINTER:
            return Output(self.paper_layout, on_receipts=True)
        printer = None if self.printed_on == NOT_PRINTED else self.printed_on
        return Output(self.paper_layout, printer=printer)

    def reprint(self, batch_id: BatchId, count: int) -> None:
        """Print a batch again on what is chosen here: a PDF where nothing is to be printed."""
        self.say("")
        if self.issuing.is_busy or not count:
            return
        if self.printed_on in (PDF, NOT_PRINTED):
            self._ask_file((batch_id, count))
        else:
            self.issuing.print_batch(batch_id, 1, count, self._output())

    def _ask_file(self, waiting: Receivers | tuple[BatchId, int]) -> None:
        self._waiting = waiting
        dialog = QFileDialog(self.window(), self.tr("存为 PDF 文件"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("PDF 文件 (*.pdf)")])
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(files.file_name(self._template.name if self._template else ""))
        dialog.fileSelected.connect(self._on_file)
        dialog.open()

    def _on_file(self, path: str) -> None:
        waiting, self._waiting = self._waiting, None
        output = Output(self.paper_layout, target=Path(path))
        if isinstance(waiting, tuple):
            self.issuing.print_batch(waiting[0], 1, waiting[1], output)
        elif waiting is not None:
            self.issue(waiting, output)

    def issue(self, receivers: Receivers, output: Output) -> None:
        """Issue to these and print as said, once somebody who may has agreed."""
        if self._template is None:
            return
        staff_id = self._context.session.staff_id
        command = IssueVouchers(CommandId(new_id()), staff_id, self._template.id, receivers)
        if self._context.session.may(Role.MANAGER):
            self.issuing.issue(command, output)
        else:
            self.issuing.hold(command, output)
            self._context.approve(Role.MANAGER, self.issuing.approved)
