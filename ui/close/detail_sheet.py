"""A close as it was sealed: looked at, printed again, or saved as a page."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from model.close import CountPage, ReprintClose, SealedClose
from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId
from model.shop import PrinterKind
from model.views import Done
from services import close_prints, closing
from services.ids import new_id
from services.printing.document import Rendered
from ui import wording
from ui.close import words
from ui.close.sheet_view import SheetView
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.label import Label
from ui.widgets.messages import Busy
from ui.widgets.sheet import Sheet


class DetailSheet(Sheet):
    """Ctrl+P prints it again on the receipt printer, marked; Enter shows it as an A4 page."""

    def __init__(self, context: PageContext, parent: QWidget, number: int) -> None:
        super().__init__(parent, "", 760)
        self._context = context
        self._sealed: SealedClose | None = None
        self._counted = False
        self.view = SheetView()
        self.view.hide()
        self._about = Label("", "muted", wrap=True)
        self._busy = Busy()
        self.body.add(self._about, self._busy, self.view)
        self._back = KeyButton("", "Esc")
        self.again = KeyButton("", "Ctrl+P", icon="printer", bind=True)
        self.page = KeyButton("", "Enter", "primary", icon="file-text")
        self._back.clicked.connect(self.dismiss)
        self.again.clicked.connect(self._on_again)
        self.page.clicked.connect(self._on_page)
        self.set_buttons(self._back, self.again, self.page)
        self.set_primary(self.page)
        self.retranslate()
        context.jobs.read(closing.numbered, number, done=self._on_close, failed=self._on_failed, owner=self)

    def retranslate(self) -> None:
        self._busy.set_text(self.tr("正在读取…"))
        self._back.set_caption(self.tr("关闭"))
        self.again.set_caption(self.tr("补打"))
        self.page.set_caption(self.tr("A4 打印"))
        self.again.setVisible(self._has_printer())
        close = self._sealed
        if close is None:
            self.set_title(self.tr("日结"))
            return
        figures = close.sheet.figures
        self.set_title(
            self.tr("{number}日结 · {days}").format(
                number=words.number(close.number), days=words.days(figures.first_day, figures.last_day)
            )
        )
        told = self.tr("{at} 由 {name} 封存 · 封印 {seal}").format(
            at=f"{close.at:%Y-%m-%d %H:%M}", name=close.sheet.closed_by, seal=close.seal
        )
        if close.sheet.approved_by:
            told += self.tr(" · {name} 核准").format(name=close.sheet.approved_by)
        if figures.last_number:
            told += self.tr(" · 单号 {first} 到 {last}").format(
                first=figures.first_number, last=figures.last_number
            )
        self._about.setText(told)

    def _has_printer(self) -> bool:
        return self._context.settings.current.printer.kind is not PrinterKind.NONE

    def _on_close(self, close: SealedClose) -> None:
        self._sealed = close
        self._busy.hide()
        self.view.show_sheet(close.sheet)
        self.view.show()
        self.retranslate()
        self.rearrange()

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._busy.hide()
        self.show_error(wording.word(error))

    # Paper

    def _on_again(self) -> None:
        if self._sealed is None or not self._has_printer():
            return
        command = ReprintClose(CommandId(new_id()), self._context.session.staff_id, self._sealed.close_id)
        self._context.jobs.write(
            closing.reprint, command, done=self._on_queued, failed=self._on_failed, owner=self
        )

    def _on_queued(self, _: Done) -> None:
        self._context.toast("good", self.tr("日结单已送去打印（补打）"))

    def _on_page(self) -> None:
        close = self._sealed
        if close is None:
            return
        self._counted = False
        language = self._context.settings.current.look.language
        title = self.tr("日结 {number}").format(number=f"{close.number:04d}")
        shown = partial(self._on_pages, title)
        self._context.jobs.read(
            close_prints.page, close.close_id, language, done=shown, failed=self._on_failed, owner=self
        )

    def _on_pages(self, title: str, pages: Rendered) -> None:
        arguments: dict[str, object] = {"title": title, "data": pages.data, "missing": pages.missing}
        preview = self._context.open_sheet("print_preview", arguments)
        preview.taken.connect(self._on_taken)  # type: ignore[attr-defined]

    def _on_taken(self) -> None:
        """Printed or saved, perhaps both: it counts once."""
        if self._counted or self._sealed is None:
            return
        self._counted = True
        command = CountPage(CommandId(new_id()), self._context.session.staff_id, self._sealed.close_id)
        self._context.jobs.write(closing.count_page, command, failed=self._on_failed, owner=self)
