"""The plain way to print vouchers, to measure the program's own against; never used to print."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from services.printing import fonts, voucher_words
from services.printing.pdf import MM, RENDERING, draw_text
from services.printing.strings import words
from services.printing.vouchers import PrintedVoucher

_CELL = (92 * MM, 66 * MM)
_MODULE = 2.16


def plain_vouchers(vouchers: Sequence[PrintedVoucher], lang: str) -> bytes:
    """A4 pages of eight: the qrcode library with a fixed mask, one reportlab rectangle per run."""
    import qrcode
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    with RENDERING:
        canvas = Canvas(out, pagesize=A4, initialFontName=fonts.face(False).name, pageCompression=1)
        for number, voucher in enumerate(vouchers):
            if number and number % 8 == 0:
                canvas.showPage()
            code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0, mask_pattern=0)
            code.add_data(voucher.qr)
            code.make(fit=True)
            _draw(canvas, voucher, code.modules, number % 8, lang)
        canvas.save()
    return out.getvalue()


def _draw(canvas: object, voucher: PrintedVoucher, modules: list[list[bool]], place: int, lang: str) -> None:
    say = words(lang)
    x, y = 13 * MM + place % 2 * _CELL[0], 13 * MM + place // 2 * _CELL[1]
    lines = (
        (voucher.shop_name, 50, 11, True),
        (voucher_words.headline(voucher.benefit, say), 36, 34, True),
        (voucher.title, 28, 11, True),
        (" · ".join(voucher_words.conditions(voucher.terms, voucher.conditions, say)), 22, 7, False),
        (voucher_words.validity(voucher.valid_from, voucher.valid_to, say), 8, 8, False),
        (voucher.typed, 4, 9, True),
    )
    for text, up, size, bold in lines:
        draw_text(canvas, x, y + up * MM, text, size, bold)
    path = canvas.beginPath()  # type: ignore[attr-defined]
    for row, cells in enumerate(modules):
        for start, length in _runs(cells):
            path.rect(x + 65 * MM + start * _MODULE, y + 40 * MM - row * _MODULE, length * _MODULE, _MODULE)
    canvas.drawPath(path, stroke=0, fill=1)  # type: ignore[attr-defined]


def _runs(cells: list[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for column, dark in enumerate([*cells, False]):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            yield start, column - start
            start = None
