"""Documents of ordinary paper: what belongs together stays on one page."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from services.printing.pages import Field, PaperDocument, Table, render_pages
from services.printing.strings import words


@pytest.mark.parametrize("rows", range(20, 48))
def test_a_sum_never_begins_a_page_alone(rows: int) -> None:
    lines = tuple((f"line {n}", f"{n}.00") for n in range(rows))
    table = Table(
        (Field("what", 3), Field("sum", 1, right=True)), (*lines, ("total", "9.00")), frozenset({rows})
    )
    document = PaperDocument("shop", "title", (), (table,), "footer")
    pages = PdfReader(io.BytesIO(render_pages(document, words("en")).data)).pages
    last = next(text for page in pages if "total" in (text := page.extract_text()))
    assert f"line {rows - 1}" in last
