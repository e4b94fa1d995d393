from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import UserError
from model.text import clean_line, clean_note, mask_name, mask_phone


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  张晓明 ", "张晓明"),
        ("张　晓明", "张 晓明"),
        ("张\t晓\n明", "张 晓 明"),
        ("张\u200b晓\ufeff明\u2060", "张晓明"),
        ("\u202e明晓张\u202c", "明晓张"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("e\u0301", "é"),
        ("e\u200b\u0301", "é"),
        ("𠅤㛃䶮", "𠅤㛃䶮"),
        ("👩\u200d👧 小美💇🏽\u200d♀️", "👩\u200d👧 小美💇🏽\u200d♀️"),
        ("张\u200d三", "张三"),
        ("😀\u200d\u202e", "😀"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("\u3164\u2800", ""),
        ("\ufdd0\uffff张", "张"),
        ("\U00031350", "\U00031350"),
        ("\ud800张", "张"),
        ("<b>张</b>", "<b>张</b>"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("'; DROP TABLE member;--", "'; DROP TABLE member;--"),
        ("a" + "\u0301" * 50, "á" + "\u0301" * 4),
        ("ไทย", "ไทย"),
    ],
)
def test_a_line_is_cleaned_and_never_interpreted(typed: str, stored: str) -> None:
    assert clean_line(typed, 60) == stored


def test_a_line_that_is_too_long_says_by_how_much() -> None:
    assert clean_line("张" * 60, 60) == "张" * 60
    with pytest.raises(UserError) as refused:
        clean_line("张" * 61, 60)
    assert refused.value.code == "text.too_long"
    assert refused.value.facts == {"limit": 60, "length": 61}
    with pytest.raises(UserError):
        clean_line("\u200b" * 1_000_000, 60)


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b", "\u3000", "\x00"])
def test_what_shows_nothing_is_empty_where_something_is_required(nothing: str) -> None:
    assert clean_line(nothing) == ""
    with pytest.raises(UserError) as refused:
        clean_line(nothing, required=True)
    assert refused.value.code == "text.empty"


def test_a_note_keeps_its_lines() -> None:
    assert clean_note(" 染发过敏 \r\n\r\n\n\n用 \t植物染\u2028周末来\n") == "染发过敏\n\n用 植物染\n周末来"
    with pytest.raises(UserError):
        clean_note("a" * 501)
    with pytest.raises(UserError):
        clean_note("\n \n", required=True)


@given(st.text(st.characters(), max_size=50))
def test_cleaning_is_done_once_and_leaves_nothing_invisible(typed: str) -> None:
    once = clean_line(typed, 200)
    assert clean_line(once, 200) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in once)
    assert not any(unicodedata.category(c) == "Cf" and c != "\u200d" for c in once)
    once.encode()
    assert clean_note(clean_note(typed)) == clean_note(typed)


def test_phones_are_masked() -> None:
    assert mask_phone("13800136217") == "138****6217"
    assert mask_phone("+85291234567") == "+852****4567"
    assert mask_phone("057188886666") == "0571****6666"
    assert mask_phone("") == ""
    assert mask_phone("1234567") == "****67"


def test_names_are_masked() -> None:
    assert mask_name("张晓明") == "张**"
    assert mask_name("张伟") == "张*"
    assert mask_name("欧阳娜娜") == "欧**"
    assert mask_name("张") == "*"
    assert mask_name("𠅤明") == "𠅤*"
    assert mask_name("👧🏽小美") == "👧🏽**"
    assert mask_name("") == ""
