"""What will be on paper, page by page: a template as it is now, or the vouchers of a batch."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from model.errors import EnvironmentProblem, UserError
from model.ids import BatchId
from model.record import dataclass
from model.voucher import VoucherTemplate
from services.printing.document import Rendered
from services.printing.layouts import Layout
from services.printing.sheets import pages_for, per_page
from ui import theme, wording
from ui.printing.page_view import PageView
from ui.shell.context import PageContext
from ui.vouchers import paper
from ui.vouchers.words import layout_name
from ui.widgets.buttons import IconButton
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.messages import EmptyState
from ui.widgets.retranslate import Retranslated

ROOMY_WIDTH: Final = 420
"""Below this width (design pixels) there is room for the pages' number only."""


@dataclass(frozen=True, slots=True)
class BatchShown:
    """A batch in the preview: what it is called, and how many vouchers it has."""

    batch_id: BatchId
    name: str
    issued: int


class PreviewPane(Retranslated, QWidget):
    """Shows one page at a time, whatever the number of vouchers."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._template: VoucherTemplate | None = None
        self._batch: BatchShown | None = None
        self._count = 1
        self._layout = Layout.A4_2X4
        self._page = 0
        self._roomy = True
        self.view: PageView | None = None
        self._told = Label("", "muted", elide=True)
        self._zoom = Label("", "muted")
        self._previous = IconButton("caret-left")
        self._next = IconButton("caret-right")
        self._smaller = IconButton("minus")
        self._larger = IconButton("plus")
        self._fit = IconButton("arrows-out")
        self._warning = Label("", "warning", wrap=True)
        self._warning.hide()
        self._stack = QStackedWidget()
        self._empty = EmptyState("ticket")
        self._stack.addWidget(self._empty)
        self._assemble()
        self.retranslate()

    def _assemble(self) -> None:
        bar = Line(gap=4)
        bar.add(self._previous, self._next, self._told, self._smaller, self._zoom, self._larger, self._fit)
        bar.setStretch(2, 1)
        column = Column(self, gap=8)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)
        column.add(self._warning)
        self._previous.clicked.connect(self._on_previous)
        self._next.clicked.connect(self._on_next)
        self._smaller.clicked.connect(self._on_smaller)
        self._larger.clicked.connect(self._on_larger)
        self._fit.clicked.connect(self._on_fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._roomy = self.width() >= theme.px(ROOMY_WIDTH)
        for widget in (self._smaller, self._zoom, self._larger):
            widget.setVisible(self._roomy)
        self._tell()

    def retranslate(self) -> None:
        for button, text in (
            (self._previous, self.tr("上一页")),
            (self._next, self.tr("下一页")),
            (self._smaller, self.tr("缩小")),
            (self._larger, self.tr("放大")),
            (self._fit, self.tr("看整页")),
        ):
            button.set_caption(text)
        self._empty.set_text(self.tr("选一个券种，这里就是它印出来的样子"))
        self._tell()

    @property
    def layout_shown(self) -> Layout:
        """The layout of the page shown."""
        return self._layout

    @property
    def batch(self) -> BatchShown | None:
        """The batch shown; None while a template is."""
        return self._batch

    @property
    def pages(self) -> int:
        """How many pages there are with this layout."""
        return max(1, pages_for(self._layout, self._batch.issued if self._batch else self._count))

    def show_template(self, template: VoucherTemplate | None) -> None:
        """Show a template's sample; None shows what the page is for."""
        self._template, self._batch, self._page = template, None, 0
        self._load()

    def show_batch(self, batch: BatchShown) -> None:
        """Show the real vouchers of a batch."""
        self._batch, self._page = batch, 0
        self._load()

    def set_count(self, count: int) -> None:
        """So many vouchers would be issued."""
        self._count = max(1, count)
        self._page = min(self._page, self.pages - 1)
        self._tell()

    def set_layout(self, layout: Layout) -> None:
        """Show the vouchers on other paper."""
        if layout != self._layout:
            self._layout, self._page = layout, 0
            self._load()

    def _load(self) -> None:
        self._tell()
        language = self._context.settings.current.look.language
        jobs, key = self._context.jobs, "vouchers.preview"
        if self._batch is not None:
            size = per_page(self._layout)
            run = paper.Run(self._batch.batch_id, self._page * size + 1, size, self._layout, language)
            jobs.read_latest(
                key, paper.batch_page, run, done=self._on_page, failed=self._on_failed, owner=self
            )
        elif self._template is not None:
            jobs.read_latest(
                key,
                paper.sample_page,
                self._template,
                self._layout,
                language,
                done=self._on_page,
                failed=self._on_failed,
                owner=self,
            )
        else:
            self._stack.setCurrentWidget(self._empty)

    def _on_page(self, rendered: Rendered) -> None:
        old = self.view
        self.view = PageView(rendered.data, self._stack, fit=True)
        self.view.setAccessibleName(self.tr("打印预览"))
        self.view.zoom_changed.connect(self._tell)
        self._stack.addWidget(self.view)
        self._stack.setCurrentWidget(self.view)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        warning = self.tr("这些字打印机没有字形，会印成 □：{characters}")
        self._warning.setText(warning.format(characters=" ".join(rendered.missing)))
        self._warning.setVisible(bool(rendered.missing))
        self._tell()

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._warning.setText(wording.word(error))
        self._warning.show()

    def _tell(self, *_: object) -> None:
        where = self.tr("{layout} · 第 {page} / {pages} 页") if self._roomy else "{page} / {pages}"
        told = where.format(layout=layout_name(self._layout), page=self._page + 1, pages=f"{self.pages:,}")
        if self._batch is not None and self._roomy:
            told = f"{self._batch.name} · {told}"
        shown = self._template is not None or self._batch is not None
        self._told.setText(told if shown else "")
        self._zoom.setText(f"{self.view.zoom:.0%}" if self.view is not None and shown else "")
        self._previous.setEnabled(shown and self._page > 0)
        self._next.setEnabled(shown and self._page < self.pages - 1)

    def _turn(self, by: int) -> None:
        self._page = min(max(self._page + by, 0), self.pages - 1)
        self._load()

    def _on_previous(self) -> None:
        self._turn(-1)

    def _on_next(self) -> None:
        self._turn(1)

    def _on_smaller(self) -> None:
        if self.view is not None:
            self.view.zoom_out()

    def _on_larger(self) -> None:
        if self.view is not None:
            self.view.zoom_in()

    def _on_fit(self) -> None:
        if self.view is not None:
            self.view.fit()
