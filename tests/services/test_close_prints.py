"""The sheet of a day close on paper: through the queue, on rolls of both widths, and as a page."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from model.close import CashKind, Explanation, MoveCash, PrintXReport, ReprintClose, SealedClose
from model.commands import SaveSettings
from model.ledger import Account
from model.money import yuan
from model.shop import PrinterKind, PrinterSetting
from services import close_prints, closing, history, print_queue, print_store, settings
from services.print_store import ShopJobStore
from services.printing.closes import PrintedClose, compose_close, render_page
from services.printing.document import Columns, Document, Mark, Paper, Text
from services.printing.printers import document_of
from services.storage import print_rows
from tests.services.test_closing import busy, pieces, right, seal, sealing
from tests.support import Till, command_id, txn

LANGUAGES = ("zh_CN", "en")


@pytest.fixture
def closed(till: Till) -> SealedClose:
    """A busy day, three yuan short."""
    busy(till)
    figures = till.ask(closing.sheet).figures
    short = replace(
        right(figures, yuan(88)),
        pieces=pieces(figures.expected(Account.CASH) - yuan(3)),
        explanations=(Explanation(Account.CASH, "找错钱"),),
    )
    return seal(till, short)


def words_of(document: Document) -> str:
    told = []
    for row in document.rows:
        if isinstance(row, Columns):
            told.append(f"{row.left} {row.right}")
        elif isinstance(row, Text | Mark):
            told.append(row.text)
    return "\n".join(told)


def words_on(data: bytes) -> str:
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("paper", list(Paper))
def test_a_roll_tells_everything(till: Till, closed: SealedClose, paper: Paper) -> None:
    page = till.ask(close_prints.sealed, closed.close_id, 0)
    told = words_of(document_of(page, "zh_CN", paper))
    for wanted in (
        "日结 第 0001 号",
        "营业额（3） 188.00",
        "冲正消费（1） -30.00",
        "充值本金（1） 500.00",
        "耗卡本金 50.00",
        "耗卡赠金 8.00",
        "应有现金 288.00",
        "点得现金 285.00",
        "长短款 -3.00",
        "存进保险箱 197.00",
        "留在钱箱 88.00",
        "找错钱",
        "本金 450.00",
        "¥100 × 2 200.00",
        f"封印 {closed.seal}",
    ):
        assert wanted in told, wanted
    assert "补打" not in told


def test_a_page_tells_the_same(till: Till, closed: SealedClose) -> None:
    told = words_on(till.ask(close_prints.page, closed.close_id, "zh_CN").data)
    for wanted in ("188.00", "288.00", "285.00", "-3.00", "找错钱", closed.seal, "小美", "000001 – 000007"):
        assert wanted in told, wanted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_is_left_without_words_or_glyphs(till: Till, closed: SealedClose, lang: str) -> None:
    page = till.ask(close_prints.sealed, closed.close_id, 2)
    rendered = render_page(page, lang)
    assert rendered.missing == ()
    assert len(PdfReader(io.BytesIO(rendered.data)).pages) == 1
    assert compose_close(page, lang, Paper.MM58).title


def test_a_long_staff_list_goes_on_on_a_further_page(till: Till, closed: SealedClose) -> None:
    page = till.ask(close_prints.sealed, closed.close_id, 0)
    figures = page.sheet.figures
    many = replace(figures, staff=figures.staff * 40)
    long = replace(page, sheet=replace(page.sheet, figures=many))
    assert len(PdfReader(io.BytesIO(render_page(long, "zh_CN").data)).pages) > 1


def test_a_reprint_is_marked_and_counted(till: Till, closed: SealedClose) -> None:
    command = ReprintClose(command_id(), till.people.cashier, closed.close_id)
    till.do(closing.reprint, command)
    till.do(closing.reprint, replace(command, id=command_id()))
    rows = till.rows("SELECT params FROM print_job WHERE kind = 'day_close' ORDER BY id")
    assert rows == [('{"reprint": 0}',), ('{"reprint": 1}',)]
    page = till.ask(close_prints.sealed, closed.close_id, 1)
    assert "补打 1" in words_of(document_of(page, "zh_CN", Paper.MM80))


def test_the_queue_prints_what_was_sealed(till: Till) -> None:
    printer = PrinterSetting(PrinterKind.FILE, "/dev/null")
    till.do(settings.save, SaveSettings(command_id(), till.people.owner, printer))
    busy(till)
    till.do(print_queue.cancel_all, print_queue.CancelPrinting(command_id(), till.people.owner))
    till.do(closing.seal, replace(sealing(till), print_sheet=True))
    store = ShopJobStore(till.shop.jobs)
    job = store.next_job()
    assert job is not None
    assert isinstance(job.content, PrintedClose)
    assert job.content.number == 1
    store.mark_printed(job.job_id)
    assert store.next_job() is None


def test_the_report_of_an_open_day_is_printed_as_it_was(till: Till) -> None:
    printer = PrinterSetting(PrinterKind.FILE, "/dev/null")
    till.do(settings.save, SaveSettings(command_id(), till.people.owner, printer))
    busy(till)
    till.do(print_queue.cancel_all, print_queue.CancelPrinting(command_id(), till.people.owner))
    till.do(closing.print_x, PrintXReport(command_id(), till.people.manager))
    till.sell(yuan(1_000))
    ((job_id,),) = till.rows("SELECT id FROM print_job WHERE kind = 'x_report'")
    row = till.ask(lambda read: print_rows.get(read.conn, job_id))
    assert row is not None
    page = till.ask(print_store._content, row)
    assert isinstance(page, PrintedClose)
    told = words_of(document_of(page, "zh_CN", Paper.MM80))
    assert "未封存" in told
    assert "营业额（3） 188.00" in told
    assert "封印" not in told


def test_a_cash_move_has_a_slip_to_sign(till: Till) -> None:
    till.do(closing.move_cash, MoveCash(command_id(), till.people.cashier, CashKind.FLOAT, yuan(50)))
    out = MoveCash(command_id(), till.people.cashier, CashKind.OUT, yuan(12), "买水")
    slip = till.ask(history.receipt, txn(till.do(closing.move_cash, out)))
    told = words_of(document_of(slip, "zh_CN", Paper.MM58))
    assert "现金取出钱箱" in told
    assert "买水" in told
    assert "¥12.00" in told
    entry, first = till.ask(history.entries, None).entries
    assert (entry.title, entry.amount, first.amount) == ("买水", yuan(-12), yuan(50))
