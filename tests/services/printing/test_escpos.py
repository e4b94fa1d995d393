"""ESC/POS bytes read back as a printer would: text and columns, codes, the cut, hostile text."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any

import pytest
from PIL import Image

from model.codes import QrKind, make_qr
from model.receipt import ReceiptShop
from services.printing import escpos
from services.printing.cards import PrintedCard
from services.printing.document import Columns, Cut, Document, Paper, Qr, Size, Text
from services.printing.printers import document_of
from services.printing.receipts import compose
from services.printing.testpage import TEST_DIGITS, TestPage
from tests.services.printing.samples import HOSTILE, RECEIPTS, REVERSAL, SALE, everywhere, scanned

PAPERS = list(Paper)


@dataclass
class Printout:
    """What a Chinese receipt printer makes of a stream; it knows only what such printers know."""

    lines: list[tuple[str, int, int]] = field(default_factory=list)
    """Text with its width and height factor."""
    pictures: list[Any] = field(default_factory=list)
    native_codes: list[str] = field(default_factory=list)
    cuts: int = 0
    chinese: bool = False


def read_back(stream: bytes) -> Printout:
    out = Printout()
    line = b""
    factors = (1, 1)
    at = 0
    while at < len(stream):
        head = stream[at : at + 2]
        if head == b"\x1b@":
            at += 2
        elif head == b"\x1c&":
            out.chinese, at = True, at + 2
        elif head == b"\x1d!":
            factors, at = ((stream[at + 2] >> 4) + 1, (stream[at + 2] & 15) + 1), at + 3
        elif head == b"\x1c!":
            flags = stream[at + 2]
            assert factors == (1 + (flags >> 2 & 1), 1 + (flags >> 3 & 1))
            at += 3
        elif head in (b"\x1bE", b"\x1ba", b"\x1bd"):
            at += 3
        elif head == b"\x1dV":
            out.cuts, at = out.cuts + 1, at + 3
        elif stream[at : at + 4] == b"\x1dv0\x00":
            at = _picture(stream, at, out)
        elif stream[at : at + 3] == b"\x1d(k":
            at = _native_code(stream, at, out)
        elif stream[at] == 0x0A:
            out.lines.append((line.decode("gbk"), *factors))
            line, at = b"", at + 1
        elif stream[at] >= 0x81:
            assert out.chinese
            line, at = line + stream[at : at + 2], at + 2
        else:
            assert 0x20 <= stream[at] < 0x7F, (at, stream[at : at + 10])
            line, at = line + stream[at : at + 1], at + 1
    assert not line
    return out


def _picture(stream: bytes, at: int, out: Printout) -> int:
    width, height = (int.from_bytes(stream[at + n : at + n + 2], "little") for n in (4, 6))
    end = at + 8 + width * height
    image = Image.frombytes("1", (width * 8, height), bytes(b ^ 0xFF for b in stream[at + 8 : end]))
    out.pictures.append(image.convert("L"))
    return end


def _native_code(stream: bytes, at: int, out: Printout) -> int:
    end = at + 5 + int.from_bytes(stream[at + 3 : at + 5], "little")
    if stream[at + 5 : at + 8] == b"1P0":
        out.native_codes.append(stream[at + 8 : end].decode("ascii"))
    return end


def printed(document: Document) -> Printout:
    return read_back(escpos.render(document).data)


@pytest.mark.parametrize("name", RECEIPTS)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_no_line_is_wider_than_the_paper(name: str, paper: Paper, lang: str) -> None:
    out = printed(compose(RECEIPTS[name], lang, paper))
    assert out.chinese
    assert out.cuts == 1
    for line, width, _ in out.lines:
        assert len(line.encode("gbk")) * width <= paper.columns, line


@pytest.mark.parametrize("paper", PAPERS)
def test_amounts_end_in_one_column(paper: Paper) -> None:
    lines = [line for line, width, _ in printed(compose(SALE, "zh_CN", paper)).lines if width == 1]
    amounts = [line for line in lines if line.endswith(("68.00", "-31.40", "132.57", "2,442", "1,094.10"))]
    assert len(amounts) >= 5
    assert {len(line.encode("gbk")) for line in amounts} == {paper.columns}


def test_bill_is_readable() -> None:
    text = "\n".join(line for line, _, _ in printed(compose(SALE, "zh_CN", Paper.MM80)).lines)
    for part in (
        "小雅美发",
        "单号 01-004821",
        "会员 张**",
        "护发素 250ml　39.00 × 2",
        "抹零",
        "￥262.40",
        "谢谢光临",
    ):
        assert part in text, part


def test_the_amount_due_is_the_largest() -> None:
    lines = printed(compose(SALE, "zh_CN", Paper.MM80)).lines
    due = next(item for item in lines if "实付" in item[0])
    assert due[1:] == (2, 2)
    wide = printed(Document("", Paper.MM58, (Columns("退回合计", "¥12,345,678.00", Size.HUGE),))).lines
    assert wide == [("退回合计         ￥12,345,678.00", 1, 2)]


def test_reprint_is_marked() -> None:
    assert any(
        "冲正 · 补打 第 2 次" in line for line, _, _ in printed(compose(REVERSAL, "zh_CN", Paper.MM58)).lines
    )


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("paper", PAPERS)
def test_hostile_text_sends_no_command(text: str, paper: Paper) -> None:
    for receipt in RECEIPTS.values():
        out = printed(compose(everywhere(text, receipt), "zh_CN", paper))
        assert out.cuts == 1
        assert not out.native_codes
        assert all(len(line.encode("gbk")) * width <= paper.columns for line, width, _ in out.lines)
        assert all(image.width == paper.dots for image in out.pictures)


def test_a_character_printers_lack_goes_out_as_a_picture_of_its_line() -> None:
    rare = dataclasses.replace(SALE, shop=ReceiptShop("䶮㛃\U00020164小店"))
    done = escpos.render(compose(rare, "zh_CN", Paper.MM80))
    out = read_back(done.data)
    assert done.missing == ()
    assert len(out.pictures) == 1
    assert out.pictures[0].width == Paper.MM80.dots
    assert out.pictures[0].getextrema() == (0, 255)
    lost = escpos.render(
        compose(dataclasses.replace(SALE, shop=ReceiptShop("店\ue000")), "zh_CN", Paper.MM80)
    )
    assert lost.missing == ("\ue000",)


def test_a_pictured_line_keeps_its_columns() -> None:
    row = Columns("㛃洗剪吹", "68.00")
    (image,) = printed(Document("", Paper.MM58, (row,))).pictures
    dark = image.point(lambda level: 255 - level).getbbox()
    assert dark is not None
    assert dark[0] < 12
    assert Paper.MM58.dots - 12 < dark[2] <= Paper.MM58.dots


@pytest.mark.parametrize("paper", PAPERS)
def test_codes_are_scanned_back_from_the_paper(paper: Paper) -> None:
    (image,) = printed(document_of(TestPage("店", "机"), "zh_CN", paper)).pictures[-1:]
    assert scanned(image) == [TEST_DIGITS]
    code = make_qr(QrKind.MEMBER_CARD, bytes(16), b"k")
    card = PrintedCard("店", "张晓明", "1", code, "AAAA BBBB CCC")
    (image,) = printed(document_of(card, "zh_CN", paper)).pictures
    assert scanned(image) == [code]
    assert _code_mm(image) >= 16


def _code_mm(image: Any) -> float:
    box = image.point(lambda level: 255 - level).getbbox()
    return float(box[2] - box[0]) / 8


def test_printers_that_draw_codes_get_the_digits() -> None:
    done = escpos.render(Document("", Paper.MM80, (Qr(TEST_DIGITS), Cut())), native_qr=True)
    assert read_back(done.data).native_codes == [TEST_DIGITS]


def test_blank_text_is_a_blank_line() -> None:
    assert printed(Document("", Paper.MM58, (Text(""),))).lines == [("", 1, 1)]
