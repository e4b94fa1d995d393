"""The page that shows whether a printer is set up right: edges, sizes, rare characters, a scan."""

from __future__ import annotations

from typing import Final

from model.record import dataclass
from services.printing.document import Align, Columns, Cut, Document, Feed, Mark, Paper, Qr, Row, Size, Text
from services.printing.receipts import NAME_LIMIT, divided
from services.printing.strings import words
from services.printing.text import shortened

TEST_DIGITS: Final = "9012345678" * 6 + "90123"
"""As long as a real code and starting with a kind that no code has."""


@dataclass(frozen=True, slots=True)
class TestPage:
    """A test print of one printer for one shop."""

    __test__ = False  # the name is no test class

    shop_name: str
    printer_name: str


def compose_test(page: TestPage, lang: str, paper: Paper) -> Document:
    """The test page in `lang` for `paper`."""
    say = words(lang)
    printer = shortened(page.printer_name, NAME_LIMIT)
    named = say("test.printer", printer=printer) if printer else say("test.printer_unnamed")
    blocks: list[list[Row]] = [
        [
            Text(shortened(page.shop_name, NAME_LIMIT), Align.CENTER, Size.LARGE, bold=True),
            Text(say("test.title"), Align.CENTER),
            Feed(),
            Mark(say("test.mark")),
        ],
        [
            Text(named),
            Columns(say("test.paper", width=paper.width_mm), say("test.columns", columns=paper.columns)),
        ],
        [Columns("|", "|"), Text(say("test.edges"), Align.CENTER)],
        [
            Text(say("test.rare")),
            Columns("合计 Total", "1,286.50"),
            Columns(say("test.sizes"), "¥1,286.50", Size.HUGE, bold=True),
        ],
        [Feed(), Qr(TEST_DIGITS), Feed(), Text(say("test.scan"), Align.CENTER)],
    ]
    return Document(say("test.title"), paper, (*divided(blocks), Cut()))
