"""Breaking text into lines, and the words on paper."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.printing.escpos import cells
from services.printing.strings import LANGUAGES, entries, words
from services.printing.text import elide, printable, shortened, wrap


def test_latin_words_stay_whole_and_punctuation_does_not_begin_a_line() -> None:
    assert wrap("wash cut and dry", 9, cells) == ["wash cut", "and dry"]
    assert wrap("洗剪吹，护理", 6, cells) == ["洗剪", "吹，护", "理"]
    assert wrap("abcdefghij", 4, cells) == ["abcd", "efgh", "ij"]
    assert wrap("法释〔2025〕4号", 8, cells) == ["法释", "〔2025〕", "4号"]


def test_phrases_break_at_their_gap_first() -> None:
    assert wrap("本金 1,253.93　赠金 420.17", 20, cells) == ["本金 1,253.93", "赠金 420.17"]
    assert wrap("本金 1　赠金 2", 20, cells) == ["本金 1　赠金 2"]


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrap("一二三四五六七八", 4, cells, max_lines=2) == ["一二", "三…"]
    assert elide("洗剪吹", 6, cells) == "洗剪吹"
    assert elide("洗剪吹护理", 6, cells) == "洗剪…"
    assert shortened("长" * 100, 5) == "长长长长…"


@given(st.text(max_size=200), st.integers(4, 60), st.integers(1, 5))
def test_lines_always_fit(text: str, limit: int, max_lines: int) -> None:
    lines = wrap(printable(text), limit, cells, max_lines)
    assert 1 <= len(lines) <= max_lines
    assert all(cells(line) <= limit for line in lines)


@given(st.text(alphabet=string.ascii_letters + " 洗剪吹，。", max_size=120), st.integers(4, 60))
def test_nothing_but_blanks_gets_lost(text: str, limit: int) -> None:
    lines = wrap(text, limit, cells, max_lines=1000)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_languages_have_the_same_words_with_the_same_fields() -> None:
    chinese, *others = (entries(lang) for lang in LANGUAGES)
    for other in others:
        assert list(other) == list(chinese)
        for key, text in chinese.items():
            assert _fields(other[key]) == _fields(text), key
            assert other[key].strip()


def _fields(text: str) -> set[str | None]:
    return {field for _, field, _, _ in string.Formatter().parse(text)} - {None}


def test_every_word_is_used() -> None:
    from pathlib import Path

    import services.printing

    sources = "".join(p.read_text(encoding="utf-8") for p in Path(services.printing.__path__[0]).glob("*.py"))
    composed = (
        *("kind.", "tender.", "line.", "mark.", "reversal.", "move."),
        *("cause.", "answer.", "step.", "fate.", "worksheet.", "statement.", "close.section.", "close.line."),
        *("benefit.", "voucher.kind.", "offer.", "reward.", "weekday.", "honor."),
    )
    for key in entries("zh_CN"):
        used = any(f'"{each}"' in sources for each in (key, key.removesuffix(".one")))
        assert used or key.startswith(composed) or key == "language", key


def test_an_unknown_language_is_chinese() -> None:
    assert words("xx").lang == "zh_CN"


@pytest.mark.parametrize("fact", ["{0}", "{reason}", "%s", "\x1b[1m{"])
def test_facts_are_never_templates(fact: str) -> None:
    assert words("zh_CN")("reversal.reason", reason=fact) == f"原因 {printable(fact)}"
