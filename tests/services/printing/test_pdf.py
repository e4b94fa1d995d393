"""Printed PDFs read back: text, fonts, codes, page size, hostile text."""

from __future__ import annotations

import dataclasses
import io
import itertools
import time
from typing import Any

import pypdf
import pytest

from model.codes import QrKind, group_typed, make_qr, make_typed
from model.money import Money
from model.receipt import Receipt, ReceiptLine, ReceiptShop, masked_name
from services.printing import fonts, pdf
from services.printing.cards import CardDesign, PrintedCard, render_card
from services.printing.document import Columns, Document, Paper, Text
from services.printing.printers import document_of, pdf_of
from services.printing.receipts import compose
from services.printing.testpage import TEST_DIGITS, TestPage
from services.printing.text import printable
from tests.services.printing.samples import (
    HOSTILE,
    RECEIPTS,
    REVERSAL,
    SALE,
    SHOP,
    TOP_UP,
    TOP_UP_REVERSAL,
    WALK_IN,
    everywhere,
    page_image,
    pdf_text,
    scanned,
)

QR = make_qr(QrKind.MEMBER_CARD, bytes(range(16)), b"k" * 32)
TYPED = group_typed(make_typed(bytes(range(16))))
CARD = PrintedCard("小雅美发", "张晓明", "01-000482", QR, TYPED)
PAPERS = list(Paper)


def printed(receipt: Receipt, lang: str = "zh_CN", paper: Paper = Paper.MM80) -> str:
    return pdf_text(pdf.render(compose(receipt, lang, paper)).data)


@pytest.mark.parametrize("paper", PAPERS)
def test_sale_says_all_of_the_bill(paper: Paper) -> None:
    text = printed(SALE, paper=paper)
    for part in (
        *("小雅美发", "建设路 18 号", "2026-11-21 19:42", "01-004821", "张**", "138****6217", "01-000482"),
        *("洗剪吹", "阿Ken", "68.00", "39.00 × 2", "78.00", "合计", "314.00", "钻石 9 折", "-31.40"),
        *("优惠 老顾客", "-20.00", "抹零", "-0.20", "实付", "¥262.40", "储值 本金", "132.57", "59.83"),
        *("现金", "收 100.00", "找零 50.00", "微信支付", "¥1,094.10", "本金 753.93", "赠金 340.17"),
        *("积分 +132", "2,442", "再消费 ¥312.00", "谢谢光临"),
    ):
        assert part in text, part
    assert "张晓明" not in text
    assert "补打" not in text


@pytest.mark.parametrize("paper", PAPERS)
def test_top_up_keeps_principal_and_bonus_apart(paper: Paper) -> None:
    text = printed(TOP_UP, paper=paper)
    for part in (
        *("充值方案 充 500 送 80", "500.00", "80.00", "50.00 可用到 2027-05-21", "30.00 长期有效"),
        *(
            "¥500.00",
            "支付宝",
            "¥1,674.10",
            "本金 1,253.93",
            "赠金 420.17",
            "本金不设有效期",
            "恭喜升级 铂金会员",
        ),
    ):
        assert part in text, part


def test_reversal_says_where_everything_went_back_to() -> None:
    text = printed(REVERSAL)
    for part in (
        *("冲正 · 补打 第 2 次", "原单 01-004821（消费）", "原因 项目选错", "退回合计", "¥242.40"),
        *("退回储值 本金", "退回储值 赠金", "退还 现金", "50.00", "积分 -132", "顾客签字"),
    ):
        assert part in text, part
    assert "扣回储值 本金" in (taken := printed(TOP_UP_REVERSAL))
    assert "-500.00" in taken
    assert "补打" not in taken


def test_reprint_is_marked_and_counted() -> None:
    assert "补打 · 第 3 次" in printed(dataclasses.replace(SALE, reprint=3))
    assert "REPRINT 3" in printed(dataclasses.replace(SALE, reprint=3), "en")


def test_walk_in_has_no_account() -> None:
    text = printed(WALK_IN)
    assert "散客" in text
    assert "储值" not in text
    assert "积分" not in text


@pytest.mark.parametrize("name", RECEIPTS)
@pytest.mark.parametrize("paper", PAPERS)
def test_english_receipt_has_no_chinese_words_of_its_own(name: str, paper: Paper) -> None:
    document = compose(_english(RECEIPTS[name]), "en", paper)
    for row in document.rows:
        for text in (
            (row.text,)
            if isinstance(row, Text)
            else (row.left, row.right)
            if isinstance(row, Columns)
            else ()
        ):
            assert not any("\u4e00" <= char <= "\u9fff" for char in text), text


def _english(receipt: Receipt) -> Receipt:
    plain = everywhere("abc", receipt)
    return dataclasses.replace(plain, shop=dataclasses.replace(plain.shop, footer=""))


@pytest.mark.parametrize("name", RECEIPTS)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_nothing_leaves_the_paper_or_overlaps(name: str, paper: Paper, lang: str) -> None:
    _assert_tidy(compose(RECEIPTS[name], lang, paper))


@pytest.mark.parametrize("text", ["长" * 10_000, "LongWord" * 1_250, "Ärger mit langen Wörtern " * 40])
@pytest.mark.parametrize("paper", PAPERS)
def test_long_text_stays_in_its_place(text: str, paper: Paper) -> None:
    for receipt in RECEIPTS.values():
        _assert_tidy(compose(everywhere(text, receipt), "zh_CN", paper))


def _assert_tidy(document: Document) -> None:
    margin = document.paper.margin_mm * pdf.MM
    right_edge = (document.paper.width_mm - document.paper.margin_mm) * pdf.MM + 0.01
    for block in pdf.layout(document):
        lines: dict[float, list[tuple[float, float]]] = {}
        for drawn in block.drawn:
            if isinstance(drawn, pdf.Glyphs):
                end = drawn.x + pdf.width_of(drawn.text, drawn.size, drawn.bold)
                assert drawn.x >= margin - 0.01
                assert end <= right_edge, drawn.text
                assert drawn.baseline <= block.height
                lines.setdefault(round(drawn.baseline, 2), []).append((drawn.x, end))
        for spans in lines.values():
            spans.sort()
            assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_shown_and_never_obeyed(text: str) -> None:
    for receipt in (SALE, TOP_UP, REVERSAL):
        data = pdf.render(compose(everywhere(text, receipt), "zh_CN", Paper.MM80)).data
        reader = pypdf.PdfReader(io.BytesIO(data))
        assert not reader.attachments
        for page in reader.pages:
            assert "/Annots" not in page
            assert not page.images
        assert not {"/OpenAction", "/AA", "/Names"} & set(reader.root_object)
    render_card(dataclasses.replace(CARD, shop_name=text, name=text, number=text), "zh_CN")
    pdf_of(TestPage(text, text), "zh_CN", Paper.MM58)


@pytest.mark.parametrize("text", ["<b>张</b>", "=HYPERLINK(1)", "{0} {number} %s", "<img src=/etc/x>"])
def test_markup_is_text(text: str) -> None:
    named = dataclasses.replace(SALE, lines=(ReceiptLine(text, "", 1, Money(100), Money(100)),))
    assert text in printed(named)


def test_what_cannot_be_seen_is_taken_out() -> None:
    assert printable("a\u202eb\u200bc\ufeff\x00\x1b[1m\x1d") == "abc[1m"
    assert printable("一\r\n二\t三\u2028四\u00a0五") == "一  二 三 四 五"
    assert printable("葛\U000e0100城") == "葛城"
    assert printable("e\u0301") == "é"
    assert printable("\ufa1a") == "\ufa1a"
    assert printable("\ud800") == "\ufffd"
    assert printable("Z" + "\u0337" * 50) == "Z" + "\u0337" * 2


def test_rare_characters_are_printed_and_unknown_ones_reported() -> None:
    rare = dataclasses.replace(SALE, shop=ReceiptShop("䶮㛃\U00020164"))
    done = pdf.render(compose(rare, "zh_CN", Paper.MM80))
    assert done.missing == ()
    assert "䶮㛃\U00020164" in pdf_text(done.data)
    lost = dataclasses.replace(SALE, shop=ReceiptShop("店\ue000"))
    done = pdf.render(compose(lost, "zh_CN", Paper.MM80))
    assert done.missing == ("\ue000",)
    assert f"店{fonts.PLACEHOLDER}" in pdf_text(done.data)


def test_fonts_are_embedded_and_subset() -> None:
    data = pdf.render(compose(SALE, "zh_CN", Paper.MM80)).data
    assert len(data) < 120_000
    reader = pypdf.PdfReader(io.BytesIO(data))
    resources: Any = reader.pages[0]["/Resources"]
    used = [font.get_object() for font in resources["/Font"].values()]
    assert len(used) >= 2
    for font in used:
        assert "+NotoSansSC" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"]
        assert "/ToUnicode" in font


@pytest.mark.parametrize("paper", PAPERS)
def test_page_is_as_wide_as_the_roll_and_as_long_as_the_text(paper: Paper) -> None:
    short = pypdf.PdfReader(io.BytesIO(pdf.render(compose(WALK_IN, "zh_CN", paper)).data)).pages[0].mediabox
    long = pypdf.PdfReader(io.BytesIO(pdf.render(compose(SALE, "zh_CN", paper)).data)).pages[0].mediabox
    assert float(short.width) / pdf.MM == pytest.approx(paper.width_mm, abs=0.01)
    assert long.height > short.height


def test_a_very_long_bill_goes_on_on_a_second_page() -> None:
    lines = tuple(ReceiptLine(f"第 {n} 项", "", 1, Money(100), Money(100)) for n in range(2_000))
    data = pdf.render(compose(dataclasses.replace(SALE, lines=lines), "zh_CN", Paper.MM58)).data
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert len(reader.pages) > 1
    assert all(page.mediabox.height < 14_400 for page in reader.pages)
    text = pdf_text(data)
    assert all(f"第 {n} 项" in text for n in range(0, 2_000, 97))


@pytest.mark.parametrize("design", list(CardDesign))
@pytest.mark.parametrize("dpi", [200, 203, 300])
def test_member_card_is_scanned_back(design: CardDesign, dpi: int) -> None:
    data = render_card(dataclasses.replace(CARD, design=design), "zh_CN").data
    assert scanned(page_image(data, dpi)) == [QR]
    text = pdf_text(data)
    for part in ("小雅美发", "张晓明", "01-000482", TYPED):
        assert part in text
    box = pypdf.PdfReader(io.BytesIO(data)).pages[0].mediabox
    assert (round(float(box.width) / pdf.MM), round(float(box.height) / pdf.MM)) == (90, 54)


@pytest.mark.parametrize("design", list(CardDesign))
def test_member_card_code_is_large_and_keeps_its_quiet_zone(design: CardDesign) -> None:
    dpi = 600
    image = page_image(render_card(dataclasses.replace(CARD, design=design), "zh_CN").data, dpi).convert("L")
    code = _code_box(image, dpi)
    per_mm = dpi / 25.4
    assert (code[2] - code[0]) / per_mm >= 16
    module = (code[2] - code[0]) / 29
    quiet = (code[0] - 3.9 * module, code[1] - 3.9 * module, code[2] + 3.9 * module, code[3] + 3.9 * module)
    ring = image.crop(tuple(round(v) for v in quiet))
    inside = tuple(round(v) for v in (3.6 * module, 3.6 * module, 33.2 * module, 33.2 * module))
    ring.paste(255, inside)
    assert ring.getextrema()[0] > 240


def _code_box(image: object, dpi: int) -> tuple[float, float, float, float]:
    import zxingcpp

    position = zxingcpp.read_barcodes(image)[0].position
    xs = [position.top_left.x, position.top_right.x, position.bottom_left.x, position.bottom_right.x]
    ys = [position.top_left.y, position.top_right.y, position.bottom_left.y, position.bottom_right.y]
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize("paper", PAPERS)
def test_codes_on_the_roll_are_scanned_back(paper: Paper) -> None:
    assert scanned(page_image(pdf_of(TestPage("店", "机"), "zh_CN", paper).data)) == [TEST_DIGITS]
    card = pdf.render(document_of(CARD, "zh_CN", paper)).data
    assert scanned(page_image(card)) == [QR]


def test_a_logo_is_drawn_and_a_false_one_is_left_out() -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGBA", (300, 120), (180, 53, 79, 255)).save(out, "PNG")
    shown = dataclasses.replace(SALE, shop=dataclasses.replace(SHOP, logo_png=out.getvalue()))
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(compose(shown, "zh_CN", Paper.MM80)).data))
    assert len(reader.pages[0].images) == 1
    for false in (b"", b"no picture", out.getvalue()[:60], b"GIF89a" + bytes(50)):
        broken = dataclasses.replace(SALE, shop=dataclasses.replace(SHOP, logo_png=false))
        reader = pypdf.PdfReader(io.BytesIO(pdf.render(compose(broken, "zh_CN", Paper.MM80)).data))
        assert not reader.pages[0].images


def test_same_receipt_same_bytes() -> None:
    document = compose(SALE, "zh_CN", Paper.MM80)
    assert pdf.render(document) == pdf.render(document)


def test_one_receipt_is_fast_once_the_fonts_are_there() -> None:
    pdf.render(compose(SALE, "zh_CN", Paper.MM80))
    began = time.perf_counter()
    for _ in range(10):
        pdf.render(compose(SALE, "zh_CN", Paper.MM80))
    assert (time.perf_counter() - began) / 10 < 0.1


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张晓明", "张**"),
        ("", ""),
        ("  ", ""),
        ("欧阳娜娜", "欧**"),
        ("\U00020164明", "\U00020164**"),
        ("é", "é**"),
    ],
)
def test_names_are_masked(name: str, masked: str) -> None:
    assert masked_name(name) == masked
