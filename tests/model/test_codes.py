"""Codes on paper: genuine, foreign and damaged ones, and every mistake a typing hand makes."""

from __future__ import annotations

import random

import pytest

from model.codes import (
    ALPHABET,
    QR_DIGITS,
    CodeFault,
    QrCode,
    QrKind,
    check_character,
    code_hash,
    group_typed,
    looks_like_qr,
    make_qr,
    make_typed,
    parse_typed,
    plain_qr,
    read_qr,
)

KEY = bytes(range(32))
OTHER_KEY = bytes(reversed(range(32)))


@pytest.mark.parametrize("kind", list(QrKind))
@pytest.mark.parametrize("id16", [bytes(16), b"\xff" * 16, bytes(range(16))])
def test_qr_round_trip_at_fixed_width(kind: QrKind, id16: bytes) -> None:
    text = make_qr(kind, id16, KEY)
    assert len(text) == QR_DIGITS == 65
    assert text.isascii()
    assert text.isdecimal()
    assert int(text[0]) == kind
    assert read_qr(text, KEY) == QrCode(kind, id16)


def test_qr_of_another_shop_is_foreign_not_malformed() -> None:
    text = make_qr(QrKind.VOUCHER, bytes(16), OTHER_KEY)
    assert looks_like_qr(text)
    assert read_qr(text, KEY) is CodeFault.FOREIGN


def test_qr_kind_cannot_be_exchanged() -> None:
    card = make_qr(QrKind.MEMBER_CARD, bytes(range(16)), KEY)
    assert read_qr("2" + card[1:], KEY) is CodeFault.FOREIGN


def test_qr_with_any_digit_changed_is_refused() -> None:
    text = make_qr(QrKind.FRIEND_CARD, bytes(range(16)), KEY)
    for place in range(QR_DIGITS):
        for digit in "0123456789":
            if digit != text[place]:
                assert isinstance(read_qr(text[:place] + digit + text[place + 1 :], KEY), CodeFault)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "13800138000",
        "9" * 65,
        "1" * 64,
        "1" * 66,
        "11" + "9" * 63,
        "五" * 65,
        "11" + "x" * 63,
        "²" * 65,
    ],
)
def test_what_is_no_code_is_malformed(text: str) -> None:
    assert read_qr(text, KEY) is CodeFault.MALFORMED


def test_qr_survives_an_input_method() -> None:
    text = make_qr(QrKind.MEMBER_CARD, bytes(range(16)), KEY)
    full_width = "".join(chr(ord(c) + 0xFEE0) for c in text)
    assert read_qr(f" {full_width}\r\n", KEY) == QrCode(QrKind.MEMBER_CARD, bytes(range(16)))


def test_check_character_follows_iso_7064() -> None:
    # The ISBT 128 donation number example of ISO 7064 MOD 37-2.
    assert check_character("A999914123456") == "N"


def _samples(count: int) -> list[str]:
    source = random.Random(2026)
    return [make_typed(source.randbytes(16)) for _ in range(count)]


def test_typed_codes_read_back_in_every_dress() -> None:
    for code in _samples(500):
        assert len(code) == 11
        assert set(code) <= set(ALPHABET)
        assert not set(code) & set("0O1ILU*")
        grouped = group_typed(code)
        assert [len(part) for part in grouped.split()] == [4, 4, 3]
        for typed in (grouped, grouped.lower(), grouped.replace(" ", "-"), f" {code}\n"):
            assert parse_typed(typed) == code


def test_every_single_substitution_is_caught() -> None:
    for code in _samples(60):
        for place in range(len(code)):
            for symbol in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*":
                if symbol != code[place]:
                    assert parse_typed(code[:place] + symbol + code[place + 1 :]) is CodeFault.MALFORMED


@pytest.mark.parametrize("distance", range(1, 11))
def test_every_swap_is_caught(distance: int) -> None:
    swaps = 0
    for code in _samples(300):
        for place in range(len(code) - distance):
            symbols = list(code)
            symbols[place], symbols[place + distance] = symbols[place + distance], symbols[place]
            if "".join(symbols) != code:
                swaps += 1
                assert parse_typed("".join(symbols)) is CodeFault.MALFORMED
    assert swaps > 200


def test_codes_are_spread_out() -> None:
    codes = _samples(5000)
    assert len(set(codes)) == len(codes)
    first = [sum(code[0] == symbol for code in codes) for symbol in ALPHABET]
    assert min(first) > 5000 / len(ALPHABET) * 0.6


def test_hash_is_of_the_plain_form() -> None:
    code = _samples(1)[0]
    again = parse_typed(group_typed(code).lower())
    assert isinstance(again, str)
    assert code_hash(again) == code_hash(code)
    assert len(code_hash(code)) == 32
    assert code_hash(code) != code_hash(make_qr(QrKind.MEMBER_CARD, bytes(16), KEY))


def test_weak_material_is_refused() -> None:
    with pytest.raises(ValueError, match="16-byte"):
        make_qr(QrKind.VOUCHER, b"short", KEY)
    with pytest.raises(ValueError, match="16-byte"):
        make_qr(QrKind.VOUCHER, bytes(16), b"")
    with pytest.raises(ValueError, match="16 random"):
        make_typed(b"short")


@pytest.mark.parametrize("kind", list(QrKind))
def test_the_digits_of_a_scanned_code_are_those_that_were_made(kind: QrKind) -> None:
    made = make_qr(kind, bytes(16), KEY)
    for scanned in (made, f" {made}\n", made.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"})):
        assert read_qr(scanned, KEY) == QrCode(kind, bytes(16))
        assert plain_qr(scanned) == made
