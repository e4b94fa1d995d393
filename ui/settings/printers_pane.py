"""The printing section: besides where receipts go, a test page and what waits to be printed."""

from __future__ import annotations

from functools import partial
from typing import cast

from model.changes import ChangeSet, Kind
from model.command import Command
from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId, StaffId
from model.shop import PrinterKind, PrinterSetting, Role
from model.views import Done, PrintJobView
from services import print_queue
from services.print_queue import CancelPrinting, RetryPrinting
from services.roll_prints import RollKind
from ui import theme, wording
from ui.settings.fields import FormSection
from ui.settings.form_pane import FormPane
from ui.settings.print_trial import printer_names, send_test_page
from ui.settings.rights import Rights
from ui.settings.rows import ROW_HEIGHT, Row, RowList
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Line

_SHOWN_ROWS = 5


class PrintersPane(FormPane):
    """The test page goes to the printer as typed, also before it is saved."""

    def __init__(self, context: PageContext, rights: Rights, section: FormSection) -> None:
        self._test = KeyButton(icon="printer")
        self._find = KeyButton(icon="magnifying-glass")
        self._said = Label("", "muted", wrap=True)
        self._queue = Card(tone="panel", margin=(14, 10, 14, 10))
        self._queue_title = Label("", "heading")
        self._jobs_list = RowList()
        self._retry = KeyButton(icon="arrow-clockwise")
        self._give_up = KeyButton(icon="x", kind="quiet")
        self._waiting: tuple[PrintJobView, ...] = ()
        super().__init__(context, rights, section)
        self._test.clicked.connect(self._on_test)
        self._find.clicked.connect(self._on_find)
        self._retry.clicked.connect(self._on_retry)
        self._give_up.clicked.connect(self._on_give_up)
        context.bus.committed.connect(self._on_committed)
        self._read_queue()

    def _lay_out(self) -> None:
        super()._lay_out()
        buttons = Line(gap=10)
        buttons.add(self._test, self._find, self._said)
        buttons.setStretch(2, 1)
        self.body.insertLayout(1, buttons)
        head = Line(gap=10)
        head.add(self._queue_title, None, self._give_up, self._retry)
        self._queue.body.addLayout(head)
        self._queue.body.addWidget(self._jobs_list)
        self.body.insertWidget(2, self._queue)

    def restyle(self) -> None:
        super().restyle()
        self._queue.setMaximumWidth(self.form.maximumWidth())

    def retranslate(self) -> None:
        super().retranslate()
        self._test.set_caption(self.tr("打印测试页"))
        self._find.set_caption(self.tr("查找系统打印机"))
        self._retry.set_caption(self.tr("再打一次"))
        self._give_up.set_caption(self.tr("全部不打了"))
        self._jobs_list.setAccessibleName(self.tr("打印队列"))
        self._show_queue()

    def _fill(self) -> None:
        super()._fill()
        self._said.setText("")
        self._show_find()

    def _on_edited(self) -> None:
        super()._on_edited()
        self._said.setText("")
        self._show_find()

    def _show_find(self) -> None:
        kind = getattr(self.form.editor("kind"), "value", lambda: None)()
        self._find.setVisible(kind is PrinterKind.SYSTEM)
        self._test.setEnabled(kind is not PrinterKind.NONE)

    def _say(self, role: str, sentence: str) -> None:
        self._said.set_role("good" if role == "good" else "warning" if role == "warning" else "muted")
        self._said.setText(sentence)

    def _on_test(self) -> None:
        setting = self.form.read_into(cast(PrinterSetting, self._part()))
        if setting is None:
            return
        self._say("muted", self.tr("正在打印…"))
        settings = self._context.settings.current
        self._context.jobs.read(
            send_test_page,
            settings.profile.name,
            settings.look.language,
            setting,
            done=self._on_tested,
            failed=self._on_test_failed,
            owner=self,
        )

    def _on_tested(self, _answer: object) -> None:
        self._say("good", self.tr("测试页已发出，请看打印机。"))

    def _on_test_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._say("warning", wording.word(error))

    def _on_find(self) -> None:
        self._context.jobs.read(printer_names, done=self._on_found, owner=self)

    def _on_found(self, names: tuple[str, ...]) -> None:
        if not names:
            self._say("warning", self.tr("没有找到系统打印机，请先在系统里装好。"))
            return
        address = self.form.editor("address")
        if isinstance(address, TextField):
            now = address.clean_text()
            following = names[(names.index(now) + 1) % len(names)] if now in names else names[0]
            address.setText(following)
            self.form.edited.emit()
        self._say("muted", self.tr("找到：{names}").format(names=" · ".join(names[:6])))

    def _read_queue(self) -> None:
        self._context.jobs.read_latest(
            "settings_queue", print_queue.waiting, done=self._on_waiting, owner=self
        )

    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.touches(Kind.PRINT_JOB):
            self._read_queue()

    def _on_waiting(self, waiting: tuple[PrintJobView, ...]) -> None:
        self._waiting = waiting
        self._show_queue()

    def _show_queue(self) -> None:
        failed = sum(job.pieces for job in self._waiting if job.state == "failed")
        waiting = sum(job.pieces for job in self._waiting) - failed
        count = self.tr("打印队列：{waiting} 张在等，{failed} 张没打出")
        empty = self.tr("打印队列：没有在等的")
        filled = count.format(waiting=f"{waiting:,}", failed=f"{failed:,}")
        self._queue_title.setText(filled if self._waiting else empty)
        self._retry.setVisible(failed > 0)
        self._give_up.setVisible(bool(self._waiting))
        self._jobs_list.setVisible(bool(self._waiting))
        self._jobs_list.set_rows([self._job_row(job) for job in self._waiting])
        rows = min(len(self._waiting), _SHOWN_ROWS)
        self._jobs_list.setFixedHeight(theme.px(ROW_HEIGHT) * rows)

    def _job_row(self, job: PrintJobView) -> Row:
        kind = {
            print_queue.MEMBER_CARD: self.tr("会员卡"),
            print_queue.DAY_CLOSE: self.tr("日结单"),
            print_queue.X_REPORT: self.tr("日报表"),
            RollKind.VOUCHERS: self.tr("券，还有 {count} 张").format(count=f"{job.pieces:,}"),
            RollKind.FRIEND_CARDS: self.tr("闺蜜卡，还有 {count} 张").format(count=f"{job.pieces:,}"),
        }.get(job.kind, self.tr("小票"))
        when = job.at.strftime("%m-%d %H:%M")
        tries = self.tr("试过 {count} 次").format(count=job.attempts)
        failed = job.state == "failed"
        reason = wording.word_code(job.error) if failed and job.error else ""
        detail = " · ".join(part for part in (when, tries if job.attempts else "", reason) if part)
        mark = self.tr("没打出") if failed else self.tr("在等")
        return Row(job.job_id, f"{kind} {job.number}".strip(), detail, mark, "warning" if failed else "info")

    def _on_retry(self) -> None:
        self.send(print_queue.retry_all, RetryPrinting, self._on_queue_sent, Role.CASHIER)

    def _on_give_up(self) -> None:
        self.send(print_queue.cancel_all, partial(_cancel), self._on_queue_sent, Role.CASHIER)

    def _on_queue_sent(self, _done: Done) -> None:
        self._read_queue()


def _cancel(id_: CommandId, staff_id: StaffId) -> Command:
    return CancelPrinting(id_, staff_id)
