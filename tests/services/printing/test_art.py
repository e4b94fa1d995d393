"""The shop's own picture on vouchers and cards: once in the file, under readable text, off the code."""

from __future__ import annotations

import hashlib
import io
import random
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageStat

from services.printing import art, escpos, pdf, pen
from services.printing.cards import CardDesign
from services.printing.document import Paper, Picture
from services.printing.layouts import Layout
from services.printing.pictures import size_of
from services.printing.printers import document_of
from services.printing.sheets import render_sheets
from services.printing.vouchers import PrintedItem, PrintedPicture, VoucherDesign
from tests.services.printing.samples import pdf_text
from tests.services.printing.voucher_samples import codes_of, friend_card, voucher

SHEETS = [Layout.A4_2X4, Layout.A4_2X5, Layout.CARD]


@lru_cache
def noise(kind: str = "JPEG", size: tuple[int, int] = (600, 400), *, bright: bool = False) -> PrintedPicture:
    """A restless picture: the worst ground for text and codes."""
    seeded = random.Random(7)
    low = 200 if bright else 0
    pixels = bytes(seeded.randrange(low, 256) for _ in range(30 * 20 * 3))
    image = Image.frombytes("RGB", (30, 20), pixels).resize(size, Image.Resampling.NEAREST)
    out = io.BytesIO()
    image.save(out, kind)
    return PrintedPicture(hashlib.sha256(out.getvalue()).hexdigest(), out.getvalue())


def designs(picture: PrintedPicture | None, **other: Any) -> list[PrintedItem]:
    return [
        *(voucher(design=design, picture=picture, **other) for design in VoucherDesign),
        *(friend_card(design=design, picture=picture, **other) for design in CardDesign),
    ]


def page(data: bytes, dpi: int = 200, number: int = 0) -> Image.Image:
    shown: Image.Image = pypdfium2.PdfDocument(data)[number].render(scale=dpi / 72).to_pil()
    return shown.convert("RGB")


def read_all(data: bytes) -> set[str]:
    document = pypdfium2.PdfDocument(data)
    shown = [document[n].render(scale=200 / 72).to_pil().convert("L") for n in range(len(document))]
    return {code.text for image in shown for code in zxingcpp.read_barcodes(image)}


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("layout", list(Layout))
def test_codes_are_read_and_text_is_found_with_a_picture(layout: Layout, kind: str) -> None:
    items = [*designs(noise(kind)), *designs(noise(kind, bright=True), reprint=2)]
    data = render_sheets(items, layout, "zh_CN").data
    assert read_all(data) == codes_of(items)
    text = pdf_text(data)
    for wanted in ("小雅美发", "满 100 减 20", "不与其他优惠同用", "2026-12-31"):
        assert wanted in text
    assert b"/Subtype /Image" in data


@pytest.mark.parametrize("layout", SHEETS)
def test_a_picture_is_in_the_file_once_whatever_the_number_of_pieces_and_givers(layout: Layout) -> None:
    cards = [friend_card(giver=f"会员{n}", picture=noise(), design=CardDesign.PAPER) for n in range(90)]
    few = render_sheets(cards[:2], layout, "zh_CN").data
    many = render_sheets(cards, layout, "zh_CN").data
    assert few.count(b"/Subtype /Image") == many.count(b"/Subtype /Image") == 2  # colours and their mask


@pytest.mark.parametrize("layout", SHEETS)
def test_nothing_of_the_picture_comes_near_the_code(layout: Layout) -> None:
    for plain, pictured in zip(designs(None), designs(noise()), strict=True):
        pictured = replace(pictured, qr=plain.qr, typed=plain.typed)  # type: ignore[union-attr, arg-type]
        before, after = (page(render_sheets([item], layout, "zh_CN").data) for item in (plain, pictured))
        (code,) = zxingcpp.read_barcodes(before)
        corners = (code.position.top_left, code.position.bottom_right)
        side = corners[1].x - corners[0].x
        quiet = round(side / 29 * 4)
        box = (
            corners[0].x - quiet,
            corners[0].y - quiet,
            corners[1].x + quiet,
            corners[1].y + quiet,
        )
        assert before.crop(box).tobytes() == after.crop(box).tobytes()
        assert before.tobytes() != after.tobytes()


def contrast(first: tuple[int, ...], second: str) -> float:
    """WCAG 2.2, as pen measures it against white."""
    hexed = "#" + "".join(f"{channel:02X}" for channel in first[:3])
    lights = sorted(1.05 / pen._contrast_with_white(colour) for colour in (hexed, second))
    return lights[1] / lights[0]


@pytest.mark.parametrize("bright", [False, True])
@pytest.mark.parametrize("layout", SHEETS)
def test_text_on_a_picture_keeps_its_contrast(
    layout: Layout, bright: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[tuple[float, float, float, float, str]] = []

    def record(_: pen.Pen, x: float, y: float, shown: str, style: pen.Style) -> None:
        lines.append((x, y, x + pdf.width_of(shown, style.size, style.bold), style.size, style.colour))

    monkeypatch.setattr(pen.Pen, "_set", record)
    for item in designs(noise(bright=bright)):
        lines.clear()
        shown = page(render_sheets([item], layout, "zh_CN").data, dpi=72)
        left, top = origin(layout, shown)
        for start, base, end, size, colour in lines:
            box = (left + start, top - base - 0.8 * size, left + end, top - base)
            ground = shown.crop(tuple(map(round, box)))  # type: ignore[arg-type]
            if colour not in (pen.INK, pen.MUTED, pen.WHITE):
                continue
            at = 1 if colour == pen.WHITE else 0
            worst = tuple(int(extreme[at]) for extreme in ImageStat.Stat(ground).extrema)
            assert contrast(worst, colour) >= 4.5, (item, colour)


def origin(layout: Layout, shown: Image.Image) -> tuple[float, float]:
    """Left and lower edge of the first piece on its page, in pixels of 72 dpi."""
    from services.printing.sheets import _GRIDS

    x, y = next(_GRIDS[layout].corners())
    return x, shown.height - y


def test_what_is_no_picture_is_left_out() -> None:
    for false in (b"", b"no picture", noise().data[:200], b"GIF89a" + bytes(50)):
        picture = PrintedPicture("0" * 64, false)
        for layout in (Layout.CARD, Layout.ROLL_58):
            items = designs(picture)
            data = render_sheets(items, layout, "zh_CN").data
            assert b"/Subtype /Image" not in data
            assert read_all(data) == codes_of(items)


@pytest.mark.parametrize("paper", list(Paper))
def test_receipt_printers_get_it_in_black_and_white(paper: Paper) -> None:
    plain, pictured = voucher(), voucher(picture=noise())
    without, with_it = (escpos.render(document_of(item, "zh_CN", paper)).data for item in (plain, pictured))
    document = document_of(pictured, "zh_CN", paper)
    assert any(isinstance(row, Picture) and row.png == noise().data for row in document.rows)
    assert len(with_it) > len(without) + 28 * 8 * 40 // 2


def test_a_false_picture_has_no_size() -> None:
    assert size_of(noise().data) == (600, 400)
    assert size_of(noise("PNG").data) == (600, 400)
    for false in (b"", b"\x89PNG\r\n\x1a\n", noise().data[:-300], b"<svg/>"):
        assert size_of(false) is None


def test_the_dark_designs_keep_the_picture_dark() -> None:
    """White text lies on it: no pixel is lighter than what white can be read on."""
    made: list[Image.Image] = []

    class Canvas:
        def picture(self, key: object, make: Any, box: art.Box) -> None:
            made.append(make().convert("RGB"))

    white = Image.new("RGB", (600, 600), "white")
    out = io.BytesIO()
    white.save(out, "PNG")
    picture = PrintedPicture("white", out.getvalue())
    art.darkened(pen.Pen(Canvas()), picture, (0, 0, 100, 100), "#B5354F")
    art.grey(pen.Pen(Canvas()), picture, (0, 0, 100, 100))
    for image in made:
        lightest = tuple(int(high) for _, high in ImageStat.Stat(image).extrema)
        assert contrast(lightest, pen.WHITE) >= 4.5
