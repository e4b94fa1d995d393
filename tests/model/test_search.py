"""Searches are answered by the real table: ranges in binary order, as SQLite reads them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import given
from hypothesis import strategies as st

from model.search import Kind, NameKeys, fold, index_terms, matches, parse_query, prefix_end


def keys(*syllables: str, surname: int = 1) -> NameKeys:
    return NameKeys(surname, (syllables,) if syllables else ())


@dataclass(frozen=True)
class Somebody:
    number: int
    phone: str
    name: str
    keys: NameKeys = field(default_factory=keys)

    def terms(self) -> tuple[tuple[int, str], ...]:
        return index_terms(self.number, self.phone, self.name, self.keys)


EVERYBODY = (
    Somebody(1, "13800136217", "张晓明", keys("zhang", "xiao", "ming")),
    Somebody(2, "13962170001", "张伟", keys("zhang", "wei")),
    Somebody(3, "15900006217", "李晓明", keys("li", "xiao", "ming")),
    Somebody(4, "18762179999", "单雪", NameKeys(1, (("shan", "xue"), ("dan", "xue")))),
    Somebody(5, "13712345678", "欧阳娜娜", keys("ou", "yang", "na", "na", surname=2)),
    Somebody(6, "85291234567", "Amy Wong", keys("amy", "wong")),
    Somebody(7, "", "𠅤䶮", keys("xi", "yan")),
    Somebody(8, "", "🐱猫", keys("mao")),
    Somebody(9, "13600000009", "买买提·吐尔逊", keys("mai", "mai", "ti", "tu", "er", "xun")),
    Somebody(10, "13600000010", "客人2024号", keys("ke", "ren", "2024", "hao")),
    Somebody(482, "13600000011", "José", keys("jose")),
    Somebody(6217, "13600000012", "阿Ken", keys("a", "ken")),
    Somebody(62170, "13600000013", "\U0010ffff\ud7ff", keys()),
    Somebody(11, "057188886666", "王", keys("wang")),
)


class Index:
    """The store's table, filled and scanned as the store does."""

    def __init__(self, people: tuple[Somebody, ...]) -> None:
        self.people = {p.number: p for p in people}
        self.conn = sqlite.connect(":memory:")
        self.conn.execute(
            "CREATE TABLE search_term (kind INTEGER NOT NULL, term TEXT NOT NULL, member INTEGER NOT NULL,"
            " PRIMARY KEY (kind, term, member)) STRICT, WITHOUT ROWID"
        )
        rows = ((kind, term, p.number) for p in people for kind, term in p.terms())
        self.conn.executemany("INSERT INTO search_term VALUES (?, ?, ?)", rows)

    def find(self, text: str) -> list[int]:
        found: dict[int, None] = {}
        for scan in parse_query(text).scans:
            rows = self.conn.execute(
                "SELECT member FROM search_term WHERE kind = ? AND term >= ? AND term < ?",
                (scan.range.kind, scan.range.low, scan.range.high),
            ).fetchall()
            for (number,) in rows:
                if not scan.others or matches(self.people[number].terms(), scan.others):
                    found[number] = None
        return list(found)


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    made = Index(EVERYBODY)
    yield made
    made.conn.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        # Last four digits exactly, then the number, then a phone's inside, then a longer number.
        ("6217", [1, 3, 6217, 2, 4, 62170]),
        ("482", [482]),
        ("000482", [482]),
        ("138", [1]),
        ("1380013", [1]),
        ("800136", [1]),
        ("13800136217", [1]),
        ("138 0013 6217", [1]),
        ("138-0013-6217", [1]),
        ("１３８００１３６２１７", [1]),
        ("+86 138 0013 6217", [1]),
        ("+8613800136217", [1]),
        ("008613800136217", [1]),
        ("8613800136217", [1]),
        ("138****6217", [1]),
        ("138 6217", [1]),
        ("+852 9123 4567", [6]),
        ("+85291234567", [6]),
        ("9123", [6]),
        ("0571-8888", [11]),
        ("88886666", [11]),
        ("张", [2, 1]),
        ("张晓", [1]),
        ("晓明", [1, 3]),
        ("晓", [1, 3]),
        ("明", [1, 3]),
        ("张晓明", [1]),
        ("张 晓明", [1]),
        ("张 明", [1]),
        ("明 张", [1]),
        ("张6217", [1, 2]),
        ("6217张", [1, 2]),
        ("张 6217", [1, 2]),
        ("zhang 6217", [1, 2]),
        ("张 zxm", [1]),
        ("zxm", [1]),
        ("ZXM", [1]),
        ("ｚｘｍ", [1]),
        ("xm", [1, 3]),
        ("zhangxm", [1]),
        ("zhangxiaoming", [1]),
        ("zhang xiao ming", [1]),
        ("xiaom", [1, 3]),
        ("ming", [1, 3]),
        ("zw", [2]),
        ("shan", [4]),
        ("dan", [4]),
        ("dx", [4]),
        ("oynn", [5]),
        ("ouyangnn", [5]),
        ("ynn", [5]),
        ("娜娜", [5]),
        ("amy", [6]),
        ("AMY WONG", [6]),
        ("wong", [6]),
        ("aw", [6]),
        ("𠅤", [7]),
        ("䶮", [7]),
        ("🐱", [8]),
        ("猫", [8]),
        ("吐尔逊", [9]),
        ("买买提 吐尔逊", [9]),
        ("买买提吐", [9]),
        ("客人2024", [10]),
        ("2024", [10]),
        ("2024号", [10]),
        ("jose", [482]),
        ("josé", [482]),
        ("阿k", [6217]),
        ("ken", [6217]),
        ("\ud7ff", [62170]),
        ("zz", []),
        ("张三", []),
        ("99999999", []),
    ],
)
def test_what_is_typed_is_found_best_first(index: Index, typed: str, found: list[int]) -> None:
    assert index.find(typed) == found


@pytest.mark.parametrize("typed", ["", "  ", "%", "_", "*", "'", "<>", "\u200b", "\x00", "\ud800", "·-()"])
def test_text_without_letters_or_digits_asks_nothing(typed: str) -> None:
    assert parse_query(typed).scans == ()


@pytest.mark.parametrize(
    "typed", ["'; DROP TABLE search_term;--", "张" * 10_000, "1" * 10_000, "zz " * 5_000]
)
def test_hostile_text_finds_nothing_and_asks_little(index: Index, typed: str) -> None:
    assert index.find(typed) == []
    assert len(parse_query(typed).scans) <= 12


def test_any_part_of_a_phone_of_three_digits_finds_its_member(index: Index) -> None:
    for member in EVERYBODY:
        for start in range(len(member.phone)):
            for end in range(start + 3, len(member.phone) + 1):
                part = member.phone[start:end]
                holders = {m.number for m in EVERYBODY if part in m.phone}
                named = {
                    m.number
                    for m in EVERYBODY
                    if part in m.name or str(m.number).startswith(part.lstrip("0") or "?")
                }
                assert holders <= set(index.find(part)) <= holders | named, part


def test_every_part_of_a_name_finds_its_member(index: Index) -> None:
    for member in EVERYBODY:
        name = fold(member.name)
        for start in range(len(name)):
            for end in range(start + 1, len(name) + 1):
                part = name[start:end]
                if not part.isascii() and not part[0].isascii():
                    assert member.number in index.find(part), part


def test_a_usual_member_has_few_short_terms_each_once() -> None:
    terms = EVERYBODY[0].terms()
    assert terms == (
        (Kind.NUMBER, "1"),
        (Kind.PHONE, "13800136217"),
        *((Kind.PHONE_INSIDE, "13800136217"[start:]) for start in range(1, 9)),
        (Kind.NAME, "张晓明"),
        (Kind.NAME_INSIDE, "晓明"),
        (Kind.NAME_INSIDE, "明"),
        (Kind.PINYIN, "zhangxiaoming"),
        (Kind.PINYIN, "zhangxm"),
        (Kind.PINYIN, "zxm"),
        (Kind.PINYIN_INSIDE, "xiaoming"),
        (Kind.PINYIN_INSIDE, "xm"),
        (Kind.PINYIN_INSIDE, "ming"),
    )
    assert len(terms) == 19
    for member in EVERYBODY:
        assert len(set(member.terms())) == len(member.terms())


def test_a_very_long_name_has_a_bounded_number_of_bounded_terms() -> None:
    long = index_terms(1, "", "买" * 60, keys(*("mai",) * 60))
    assert len(long) < 30
    assert max(len(term) for _, term in long) <= 24


def test_the_scans_of_one_word_never_overlap() -> None:
    for typed in ("6217", "138", "1380013", "12", "000482", "zxm", "张晓"):
        ranges = [scan.range for scan in parse_query(typed).scans]
        for i, one in enumerate(ranges):
            for other in ranges[i + 1 :]:
                assert one.kind != other.kind or one.high <= other.low or other.high <= one.low, typed


characters = st.characters(exclude_categories=["Cs"])


@given(st.text(characters, min_size=1, max_size=4), st.text(characters, max_size=6))
def test_a_prefix_range_holds_exactly_what_begins_with_it(prefix: str, other: str) -> None:
    if not prefix.strip("\U0010ffff"):
        return
    end = prefix_end(prefix)
    for text in (prefix, prefix + other, other, other + prefix, prefix + "\U0010ffff", end):
        assert (prefix <= text < end) == text.startswith(prefix)
        assert (prefix.encode() <= text.encode() < end.encode()) == text.startswith(prefix)


def test_a_prefix_range_ends_after_the_last_character_of_a_plane() -> None:
    assert prefix_end("张") == "弡"
    assert prefix_end("a\ud7ff") == "a\ue000"
    assert prefix_end("a\uffff") == "a\U00010000"
    assert prefix_end("a\U0010ffff") == "b"
    for endless in ("", "\U0010ffff"):
        with pytest.raises(ValueError):
            prefix_end(endless)


@given(st.integers(1, 10**9 - 1), st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_anybody_is_found_by_phone_and_number(number: int, phone: str) -> None:
    one = Index((Somebody(number, phone, "张伟"),))
    assert one.find(phone) == one.find(phone[-4:]) == one.find(phone[3:7]) == [number]
    assert one.find(f"{number:012d}") == [number]
    one.conn.close()


@given(st.text(max_size=40))
def test_any_text_is_a_query(typed: str) -> None:
    for scan in parse_query(typed).scans:
        assert scan.range.low < scan.range.high
        scan.range.low.encode()
        scan.range.high.encode()


@given(st.text(max_size=20))
def test_folding_is_done_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_the_characters_that_are_taken_as_they_are_would_fold_to_themselves() -> None:
    for code in range(0x4E00, 0xA000):
        char = chr(code)
        assert unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", char).casefold()) == char
        # With a dash behind it, folding takes the long way.
        assert fold(f"{char}-") == fold(char) == char
    assert parse_query("张伟" * 40) == parse_query("张伟" * 32)
