from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import UserError
from model.phone import Phone, parse_phone

MOBILE = "13800136217"
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "typed",
    [
        MOBILE,
        "138 0013 6217",
        " 138-0013-6217 ",
        "１３８００１３６２１７",
        "138—0013—6217",
        "+86 138 0013 6217",
        "+8613800136217",
        "0086 13800136217",
        "8613800136217",
        "(+86) 138.0013.6217",
        "＋８６ １３８ ００１３ ６２１７",
        "\u202d138\u200b00136217\u202c",
    ],
)
def test_a_mainland_mobile_is_its_eleven_digits(typed: str) -> None:
    phone = parse_phone(typed)
    assert phone.stored == phone.digits == MOBILE
    assert phone.is_mobile
    assert phone.display() == "138 0013 6217"
    assert phone.masked() == "138****6217"


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("0571-88886666", "057188886666", "0571 8888 6666"),
        ("0571 888 6666", "05718886666", "0571 888 6666"),
        ("(010) 8888 6666", "01088886666", "010 8888 6666"),
        ("+86 10 8888 6666", "01088886666", "010 8888 6666"),
        ("021-12345678", "02112345678", "021 1234 5678"),
        ("+852 9123 4567", "+85291234567", "+852 9123 4567"),
        ("00852-9123-4567", "+85291234567", "+852 9123 4567"),
        ("+886 912 345 678", "+886912345678", "+886 912 345 678"),
        ("+1 (650) 253-0000", "+16502530000", "+1 650-253-0000"),
    ],
)
def test_landlines_and_other_countries(typed: str, stored: str, shown: str) -> None:
    phone = parse_phone(typed)
    assert (phone.stored, phone.display()) == (stored, shown)
    assert phone.digits == stored.lstrip("+")
    assert not phone.is_mobile
    assert Phone(stored) == phone == parse_phone(shown)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "phone.empty"),
        (" \u200b- ", "phone.empty"),
        ("1380013621", "phone.mainland_invalid"),
        ("138001362177", "phone.mainland_invalid"),
        ("12800136217", "phone.mainland_invalid"),
        ("91234567", "phone.mainland_invalid"),
        ("88886666", "phone.mainland_invalid"),
        ("+86 123", "phone.mainland_invalid"),
        ("138001362x7", "phone.unreadable"),
        ("一三八", "phone.unreadable"),
        ("١٣٨٠٠١٣٦٢١٧", "phone.unreadable"),
        ("+852 1", "phone.unreadable"),
        ("+999 9999 9999", "phone.unreadable"),
        ("1-800-FLOWERS", "phone.unreadable"),
        ("+1 650 253 0000 ext. 5", "phone.unreadable"),
        ("+", "phone.unreadable"),
        ("++8613800136217", "phone.unreadable"),
        ("1" * 1_000, "phone.unreadable"),
        ("<b>13800136217", "phone.unreadable"),
    ],
)
def test_what_is_no_phone_is_refused(typed: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_phone(typed)
    assert refused.value.code == code


def test_how_many_digits_were_typed_is_told() -> None:
    with pytest.raises(UserError) as refused:
        parse_phone("138 0013 621")
    assert refused.value.facts == {"digits": 10}


@pytest.mark.parametrize("not_stored", ["", "138 0013 6217", "+8613800136217"[:5], "852", "12800136217"])
def test_a_phone_is_only_made_of_its_stored_form(not_stored: str) -> None:
    with pytest.raises(ValueError):
        Phone(not_stored)


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_every_way_of_writing_is_the_same_phone(digits: str) -> None:
    phone = parse_phone(digits)
    assert parse_phone(phone.display()) == phone
    assert parse_phone("+86" + digits) == phone
    assert phone.masked()[:3] + phone.masked()[-4:] == digits[:3] + digits[-4:]


@given(st.text(max_size=30))
def test_any_text_is_a_phone_or_a_users_error(typed: str) -> None:
    try:
        phone = parse_phone(typed)
    except UserError:
        return
    assert parse_phone(phone.stored) == phone


def test_mainland_numbers_do_not_load_the_library_of_all_countries() -> None:
    script = (
        "import sys; from model.phone import parse_phone; "
        "parse_phone('13800136217').display(); parse_phone('0571-88886666').display(); "
        "assert 'phonenumbers' not in sys.modules; "
        "parse_phone('+85291234567'); assert 'phonenumbers' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)
