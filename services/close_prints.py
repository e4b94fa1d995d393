"""Day closes as the printers want them: from the queue, and as a page to be looked at."""

from __future__ import annotations

import json
from typing import Any

from model.close import CloseSheet
from model.ids import CloseId
from model.receipt import ReceiptShop
from services import closing
from services.printing.closes import PrintedClose, render_page
from services.printing.document import Rendered
from services.storage import meta_rows, setting_rows
from services.storage.work import Reader


def sealed(read: Reader, close_id: CloseId, reprint: int) -> PrintedClose:
    """A close for paper; raises UserError `close.unknown`."""
    close = closing.close(read, close_id)
    return PrintedClose(_shop(read), _counter(read), close.sheet, close.at, close.number, close.seal, reprint)


def x_report(read: Reader, params: dict[str, Any]) -> PrintedClose:
    """The report of an open day as it was when somebody asked for it."""
    sheet: CloseSheet = setting_rows.decode(CloseSheet, json.loads(params["sheet"]))
    return PrintedClose(_shop(read), _counter(read), sheet, read.local(params["at_ms"]))


def x_page(read: Reader, language: str) -> Rendered:
    """The report of the open day as A4, as it is now."""
    now = PrintedClose(_shop(read), _counter(read), closing.sheet(read), read.local(read.now_ms))
    return render_page(now, language)


def page(read: Reader, close_id: CloseId, language: str) -> Rendered:
    """A close as A4; looking at it is no print, but what was printed before is told."""
    return render_page(sealed(read, close_id, closing.close(read, close_id).prints), language)


def _shop(read: Reader) -> ReceiptShop:
    p = read.settings.profile
    return ReceiptShop(p.name, p.address, p.phone, "", p.logo_png)


def _counter(read: Reader) -> str:
    return meta_rows.counter_name(read.conn, read.seat.counter_id)
