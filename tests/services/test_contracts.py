"""The contract of a top-up: everything promised stands on it, and each stub's code is read back."""

from __future__ import annotations

import io
import re
from datetime import date
from itertools import cycle

import pypdf
import pypdfium2
import pytest
import zxingcpp

from model.codes import QrCode, QrKind, read_qr
from model.errors import UserError
from model.money import yuan
from model.offer import NOTHING, Offer, OfferedGift, OfferedInstalments
from model.rules import ClaimRules
from services import contracts, purchases, settings
from services.printing.contracts import ContractSize
from services.printing.voucher_designs import UNIT
from services.storage import meta_rows
from tests.effort import often
from tests.hostile import HOSTILE
from tests.services.test_plans import REBATE, bought, full, gift, plan, settings_of
from tests.support import Till, refused

MM = 72 / 25.4


def text_of(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def codes_of(data: bytes) -> list[str]:
    """What a camera reads from the printed pages."""
    found = []
    for page in pypdfium2.PdfDocument(data):
        image = page.render(scale=300 / 72).to_pil()
        found += [one.text for one in zxingcpp.read_barcodes(image)]
    return found


@pytest.mark.parametrize("size", ContractSize)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_promise_stands_on_both_copies_and_each_stub_is_read_back(
    till: Till, size: ContractSize, language: str
) -> None:
    member_id = till.member()
    plan_id, _ = full(till)
    txn_id = bought(till, member_id, plan_id)
    rendered = till.ask(contracts.pages, txn_id, size, language)
    assert rendered.missing == ()
    pages = text_of(rendered.data)
    width, height = (float(x) / MM for x in pypdf.PdfReader(io.BytesIO(rendered.data)).pages[0].mediabox[2:])
    assert (round(width), round(height)) == ((210, 297) if size is ContractSize.A4 else (148, 210))
    whole = "\n".join(pages)
    for told in ("张晓明", "护发礼盒", "洗剪吹 3 次", "¥500.00", "2026-12-21", "2027-09-21", "138****0001"):
        assert whole.count(told) >= 2, told
    key = till.ask(lambda read: meta_rows.shop_key(read.conn))
    found = till.ask(purchases.purchase, txn_id)
    assert found is not None
    read = {read_qr(text, key) for text in codes_of(rendered.data)}
    assert read == {QrCode(QrKind.INSTALMENT, one.id) for one in found.instalments}


@pytest.mark.parametrize(("size", "sheets"), [(ContractSize.A4, 2), (ContractSize.A5, 3)])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_ten_instalments_take_a_sheet_a_copy_and_on_a5_one_of_stubs(
    till: Till, size: ContractSize, sheets: int, language: str
) -> None:
    txn_id = bought(till, till.member(), full(till)[0])
    data = till.ask(contracts.pages, txn_id, size, language).data
    assert len(text_of(data)) == sheets
    assert min(sizes_of(data)) >= 7.4, "small print"
    body = [
        size for text, size in texts_of(data) if "¥50.00" in text or "〔2025〕" in text or "[2025]" in text
    ]
    assert min(body) >= 7.9


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_strictest_rules_take_no_further_sheet(till: Till, language: str) -> None:
    terms = ClaimRules(roll_over=False, window_days=20, several_at_once=False, minimum_purchase=yuan(30))
    till.do(settings.save, settings_of(till, terms))
    txn_id = bought(till, till.member(), full(till)[0])
    data = till.ask(contracts.pages, txn_id, ContractSize.A5, language).data
    assert len(text_of(data)) == 3


def texts_of(data: bytes) -> list[tuple[str, float]]:
    """Every piece of text with its size in points."""
    found: list[tuple[str, float]] = []

    def seen(text: str, _matrix: object, _text_matrix: object, _font: object, size: float) -> None:
        if text.strip():
            found.append((text, size))

    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        page.extract_text(visitor_text=seen)
    return found


def sizes_of(data: bytes) -> list[float]:
    return [size for _, size in texts_of(data)]


@pytest.mark.parametrize("size", ContractSize)
def test_stubs_have_codes_large_enough_on_whole_printer_dots(till: Till, size: ContractSize) -> None:
    txn_id = bought(till, till.member(), full(till)[0])
    reader = pypdf.PdfReader(io.BytesIO(till.ask(contracts.pages, txn_id, size, "zh_CN").data))
    modules = 0
    for page in reader.pages:
        contents = page.get_contents()
        assert contents is not None
        black = re.split(rb"\n0 0 0 rg\n", contents.get_data())[1:]
        for drawn in black:
            place = re.match(rb"n (\S+) (\S+) (\S+) (\S+) re f", drawn)
            assert place is not None
            dots = [float(number) / UNIT for number in place.groups()]
            assert dots == pytest.approx([round(dot) for dot in dots], abs=0.01)
            assert round(dots[2]) % 7 == round(dots[3]) % 7 == 0
            modules += 1
        for value in (page.mediabox.width, page.mediabox.height):
            assert float(value) / UNIT == pytest.approx(round(float(value) / UNIT), abs=0.01)
    assert modules > 10 * 100
    assert 29 * 7 * UNIT / MM >= 16


def test_the_rules_of_the_day_of_purchase_are_printed(till: Till) -> None:
    terms = ClaimRules(roll_over=False, window_days=20, several_at_once=False, minimum_purchase=yuan(30))
    till.do(settings.save, settings_of(till, terms))
    txn_id = bought(till, till.member(), plan(till, Offer(instalments=REBATE)))
    till.do(settings.save, settings_of(till, ClaimRules()))
    whole = "".join(text_of(till.ask(contracts.pages, txn_id, ContractSize.A4, "zh_CN").data))
    for told in ("20 天内", "每天最多领一期", "消费满 ¥30.00", "2026-12-21", "2027-01-09"):
        assert told in whole
    assert date(2027, 1, 9) == till.ask(purchases.purchase, txn_id).instalments[0].last_on  # type: ignore[union-attr]


def test_a_reversed_purchase_has_no_stubs_and_says_so(till: Till) -> None:
    txn_id = bought(till, till.member(), plan(till, Offer(instalments=REBATE)))
    till.reverse(txn_id, amount=yuan(500))
    rendered = till.ask(contracts.pages, txn_id, ContractSize.A4, "zh_CN")
    assert codes_of(rendered.data) == []
    assert "整笔冲正" in "".join(text_of(rendered.data))


def test_what_has_a_contract(till: Till) -> None:
    member_id = till.member()
    gift(till)
    promised = bought(till, member_id, plan(till, Offer(instalments=REBATE), name="分期"))
    plain = bought(till, member_id, plan(till, NOTHING, name="只充"))
    free = till.top_up(member_id, yuan(5)).txn
    assert free is not None
    found = [till.ask(purchases.purchase, each) for each in (promised, plain, free.txn_id)]
    assert [each and each.brings_promises for each in found] == [True, False, None]
    refused("contract.none", lambda: till.ask(contracts.contract, free.txn_id))


def test_hostile_names_are_printed_as_they_are(till: Till) -> None:
    """No name breaks a page: what no font can show is told, and the codes can be read all the same."""
    sizes = cycle(ContractSize)
    for n, text in enumerate(HOSTILE):
        try:
            member_id = till.member(text, phone="")
        except UserError:
            member_id = till.member()
        try:
            offer = Offer((OfferedGift(gift(till, name=text)),), OfferedInstalments(1, yuan(5)))
            plan_id = plan(till, offer, name=text)
        except UserError:
            continue
        txn_id = bought(till, member_id, plan_id)
        data = till.ask(contracts.pages, txn_id, next(sizes), "zh_CN").data
        assert n % often(4, 1) or codes_of(data)
