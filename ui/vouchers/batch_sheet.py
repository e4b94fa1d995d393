"""The vouchers of a batch one by one: make some void, or give them more time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.changes import ChangeSet, Kind
from model.errors import EnvironmentProblem, UserError
from model.ids import BatchId, CommandId, StaffId
from model.shop import Role
from model.views import Done
from model.voucher import HeldVoucher, VoucherState
from model.voucher_commands import ExtendVoucher, VoidVoucher
from services import vouchers
from services.ids import new_id
from services.vouchers import BatchRow
from ui import theme, wording
from ui.shell.context import PageContext
from ui.vouchers import words
from ui.widgets.blocks import BlockModel, Cell, OnRows, Row, TableColumn
from ui.widgets.buttons import KeyButton
from ui.widgets.dates import DateEdit
from ui.widgets.fields import TextField
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet
from ui.widgets.table import DataTable

MOST_AT_ONCE = 500


def rows_of(read: Any, batch_id: BatchId, copies: Sequence[int]) -> tuple[list[HeldVoucher], date]:
    """These copies of a batch, and the day it is."""
    found: list[HeldVoucher] = []
    if copies:
        first, last = min(copies), max(copies)
        wanted = set(copies)
        found = [v for v in vouchers.vouchers_of(read, batch_id, first, last - first + 1) if v.n in wanted]
    return found, read.today


class ReasonSheet(Sheet):
    """Asks why, and until when if vouchers get more time; `given(str, date | None)`."""

    given = Signal(str, object)

    def __init__(self, parent: QWidget, count: int, until: date | None) -> None:
        super().__init__(parent, "", 460)
        self._count = count
        self._until = until
        self.form = Form()
        self.day = DateEdit(until)
        self.reason = TextField()
        if until is not None:
            self.form.add("day", "", self.day)
        self.form.add("reason", "", self.reason)
        self.body.add(self.form)
        self._back = KeyButton("", "Esc")
        self._ok = KeyButton("", "Enter", "primary")
        self._back.clicked.connect(self.dismiss)
        self._ok.clicked.connect(self._on_ok)
        self.set_buttons(self._back, self._ok)
        self.set_primary(self._ok)
        self.starts_at = self.reason
        self.retranslate()

    def retranslate(self) -> None:
        longer = self._until is not None
        title = self.tr("{count} 张券延期") if longer else self.tr("作废 {count} 张券")
        self.set_title(title.format(count=self._count))
        if longer:
            self.form.row("day").set_label(self.tr("有效到"))
        self.form.row("reason").set_label(self.tr("原因"))
        self.reason.setAccessibleName(self.tr("原因"))
        self._back.set_caption(self.tr("返回"))
        self._ok.set_caption(self.tr("延期") if longer else self.tr("作废"))

    def _on_ok(self) -> None:
        if not self.reason.clean_text():
            self.form.show_error("reason", wording.word_code("bill.reason"))
            return
        if self._until is not None and self.day.value() is None:
            self.form.show_error("day", wording.word_code("text.empty"))
            return
        day, reason = self.day.value(), self.reason.clean_text()
        self.dismiss()
        self.given.emit(reason, day if self._until is not None else None)


class BatchSheet(Sheet):
    """A table of any number of vouchers; what is chosen is made void or extended by a manager."""

    def __init__(self, context: PageContext, parent: QWidget, batch: BatchRow) -> None:
        super().__init__(parent, "", 860)
        self._context = context
        self._batch = batch
        self._chosen: list[HeldVoucher] = []
        self._make: Callable[[HeldVoucher, StaffId | None], VoidVoucher | ExtendVoucher] | None = None
        self._left = self._done = 0
        self._problem = ""
        self._told = Label("", "muted", wrap=True)
        self._model = BlockModel(self._columns(), self._fetch, self)
        self._model.set_ids(range(1, batch.issued + 1))
        self.table = DataTable(self._model)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.void_button = KeyButton("", icon="prohibit")
        self.extend_button = KeyButton("", icon="calendar-plus")
        self._close_button = KeyButton("", "Esc")
        self.body.add(self._told, self.table)
        self.set_buttons(self.void_button, self.extend_button, self._close_button)
        self.void_button.clicked.connect(self._on_void)
        self.extend_button.clicked.connect(self._on_extend)
        self._close_button.clicked.connect(self.dismiss)
        self.starts_at = self.table
        context.bus.committed.connect(self._on_committed)
        self.restyle()
        self.retranslate()
        self.table.set_current_row(0)

    def restyle(self) -> None:
        self.table.setFixedHeight(theme.px(min(360, 360 / theme.scale() * 1.1)))
        super().restyle()

    def retranslate(self) -> None:
        facts = {"name": words.batch_name(self._batch), "count": f"{self._batch.issued:,}"}
        self.set_title(self.tr("{name} · {count} 张").format(**facts))
        self._told.setText(self.tr("选一张或几张（Ctrl、Shift 点选，Ctrl+A 全选），再作废或延期。"))
        self.table.setAccessibleName(self.tr("券"))
        self.void_button.set_caption(self.tr("作废…"))
        self.extend_button.set_caption(self.tr("延期…"))
        self._close_button.set_caption(self.tr("关闭"))
        self._model.set_columns(self._columns())

    def _columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("n", self.tr("第几张"), 80, "right"),
            TableColumn("state", self.tr("状态"), 110),
            TableColumn("member", self.tr("会员"), 180),
            TableColumn("from", self.tr("从"), 120),
            TableColumn("to", self.tr("到"), 120),
            TableColumn("prints", self.tr("打印次数"), 100, "right"),
        )

    def _fetch(self, first: int, ids: Sequence[object], on_rows: OnRows) -> None:
        copies = [cast(int, n) for n in ids]
        self._context.jobs.read(
            rows_of, self._batch.batch_id, copies, done=partial(_answer, copies, on_rows), owner=self
        )

    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.touches(Kind.VOUCHER) and self._left == 0:
            self._model.refresh()

    # Void and extend

    def _on_void(self) -> None:
        self._read_chosen(self._ask_void)

    def _on_extend(self) -> None:
        self._read_chosen(self._ask_extend)

    def _read_chosen(self, then: Callable[[tuple[list[HeldVoucher], date]], None]) -> None:
        chosen = [cast(int, n) for n in self.table.selected_ids()]
        copies = chosen[:MOST_AT_ONCE]
        self.show_error("")
        if len(chosen) > len(copies):
            told = self.tr("一次最多 {most} 张：其余 {rest} 张之后再选。")
            self._context.toast("info", told.format(most=MOST_AT_ONCE, rest=len(chosen) - len(copies)))
        self._context.jobs.read(rows_of, self._batch.batch_id, copies, done=then, owner=self)

    def _ask_void(self, found: tuple[list[HeldVoucher], date]) -> None:
        self._ask(found[0], None)

    def _ask_extend(self, found: tuple[list[HeldVoucher], date]) -> None:
        until = max((v.valid_to for v in found[0]), default=found[1])
        self._ask(found[0], max(until, found[1]))

    def _ask(self, chosen: list[HeldVoucher], until: date | None) -> None:
        self._chosen = [v for v in chosen if v.state is VoucherState.ISSUED]
        if not self._chosen:
            self.show_error(self.tr("选中的券都已经用掉或作废了。"))
            return
        sheet = ReasonSheet(self, len(self._chosen), until)
        sheet.given.connect(self._on_reason)
        sheet.show()

    def _on_reason(self, reason: str, day: object) -> None:
        staff_id = self._context.session.staff_id

        def make(voucher: HeldVoucher, approved_by: StaffId | None) -> VoidVoucher | ExtendVoucher:
            id_ = CommandId(new_id())
            if isinstance(day, date):
                return ExtendVoucher(id_, staff_id, voucher.voucher_id, day, reason, approved_by)
            return VoidVoucher(id_, staff_id, voucher.voucher_id, reason, approved_by)

        self._make = make
        if self._context.session.may(Role.MANAGER):
            self._send(None)
        else:
            self._context.approve(Role.MANAGER, self._on_approved)

    def _on_approved(self, staff_id: object) -> None:
        if isinstance(staff_id, bytes):
            self._send(StaffId(staff_id))

    def _send(self, approved_by: StaffId | None) -> None:
        make, self._make = self._make, None
        if make is None:
            return
        self._left, self._done, self._problem = len(self._chosen), 0, ""
        for voucher in self._chosen:
            command = make(voucher, approved_by)
            use_case = vouchers.extend if isinstance(command, ExtendVoucher) else vouchers.void
            self._context.jobs.write(
                use_case, command, done=self._on_done, failed=self._on_failed, owner=self
            )

    def _on_done(self, _: Done) -> None:
        self._done += 1
        self._finish_one()

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._problem = wording.word(error)
        self._finish_one()

    def _finish_one(self) -> None:
        self._left -= 1
        if self._left:
            return
        self.show_error(self._problem)
        if self._done:
            self._context.toast("good", self.tr("已改好 {count} 张").format(count=self._done))
        self._model.refresh()


def _answer(copies: Sequence[int], on_rows: OnRows, found: tuple[list[HeldVoucher], date]) -> None:
    by_copy = {voucher.n: voucher for voucher in found[0]}
    on_rows([_cells(n, by_copy.get(n), found[1]) for n in copies])


def _cells(n: int, voucher: HeldVoucher | None, today: date) -> Row:
    if voucher is None:
        return [str(n), "", "", "", "", ""]
    expired = today > voucher.valid_to
    tone = "good" if voucher.state is VoucherState.REDEEMED else "warning" if expired else "info"
    tone = "muted" if voucher.state is VoucherState.VOIDED else tone
    return [
        str(n),
        Cell(words.state(voucher.state, expired=expired), tone, chip=True),
        Cell(voucher.member_name or "—", "" if voucher.member_name else "muted"),
        voucher.valid_from.isoformat(),
        voucher.valid_to.isoformat(),
        str(voucher.prints),
    ]
