"""Small things of the counter: marks in results, the keys as data, icons, member facts."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import pytest

from model.birthday import lunar_birthday, solar_birthday
from model.found import Hit
from model.ids import LotId, MemberId
from model.money import ZERO, Money, yuan
from model.views import MemberCard
from model.wallet import Lot, Wallet
from tests.ui.test_counter_bill_model import DAY, card
from ui import icons
from ui.counter import keys, words
from ui.counter.marking import mark
from ui.counter.member_panel import birthday_in_days, expiring_lots, usable_lots
from ui.counter.search import readings_of

COUNTER = Path(__file__).parents[2] / "ui" / "counter"


def hit(name: str = "张晓明", phone: str = "13800136217") -> Hit:
    return Hit(MemberId(b"m" * 16), name, "000482", phone, "钻石", yuan(1), None)


@pytest.mark.parametrize(
    ("query", "name", "number", "phone", "shown"),
    [
        ("6217", (), (), ((7, 11),), "138****6217"),
        ("1380013", (), (), ((0, 7),), "1380013" + "6217"),
        ("晓明", ((1, 3),), (), (), "138****6217"),
        ("zxm", ((0, 3),), (), (), "138****6217"),
        ("482", (), ((3, 6),), (), "138****6217"),
        ("000482", (), ((0, 6),), (), "138****6217"),
        ("张 6217", ((0, 1),), (), ((7, 11),), "138****6217"),
        ("", (), (), (), "138****6217"),
    ],
)
def test_the_typed_part_is_marked_and_only_typed_digits_are_unmasked(
    query: str, name: object, number: object, phone: object, shown: str
) -> None:
    marked = mark(hit(), query)
    assert (marked.name_spans, marked.number_spans, marked.phone_spans) == (name, number, phone)
    assert marked.phone == shown


@pytest.mark.parametrize(
    ("query", "name", "spans"),
    [
        ("zxm", "张晓明", ((0, 3),)),
        ("zhangxm", "张晓明", ((0, 3),)),
        ("zh", "张晓明", ((0, 1),)),
        ("zh", "朱浩", ((0, 1),)),
        ("xm", "张晓明", ((1, 3),)),
        ("ming", "张晓明", ((2, 3),)),
        ("shan", "单雄", ((0, 1),)),
        ("dan", "单雄", ((0, 1),)),
        ("ouy", "欧阳修文", ((0, 2),)),
        ("qqq", "张晓明", ((0, 3),)),
    ],
)
def test_letters_mark_the_characters_they_spell(query: str, name: str, spans: object) -> None:
    assert mark(hit(name), query, readings_of).name_spans == spans


def test_every_key_is_described_and_none_does_two_things_in_one_place() -> None:
    places = [(entry.key, entry.place) for entry in keys.TABLE]
    assert len(set(places)) == len(places)
    described = {entry.key for entry in keys.TABLE}
    for key in (keys.SEARCH, keys.NEW_MEMBER, keys.SALE, keys.TOP_UP, keys.PARK, keys.DISCOUNT, keys.RATING):
        assert key in described


def test_every_icon_of_the_counter_exists() -> None:
    """A missing one would fail inside a paint event."""
    known = icons._names()
    for file in COUNTER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            given = [str(a.value) for a in node.args if isinstance(a, ast.Constant)]
            named = [
                str(k.value.value)
                for k in node.keywords
                if k.arg == "icon" and isinstance(k.value, ast.Constant)
            ]
            if called in ("EmptyState", "IconButton"):
                named.append(given[0])
            assert all(name in known for name in named), (file.name, named)


def with_lots(*days: int | None) -> MemberCard:
    lots = tuple(
        Lot(LotId(bytes([n]) * 16), yuan(10), yuan(10), DAY, None if d is None else DAY + timedelta(days=d))
        for n, d in enumerate(days)
    )
    return MemberCard(card().profile, Wallet(ZERO, lots), DAY, 0, ZERO, ZERO, None, ZERO, 0, 0)


def test_lots_that_expire_within_a_month_are_warned_of_and_expired_ones_are_gone() -> None:
    member = with_lots(None, 31, 30, 0, -1)
    assert [lot.expires_on for lot in expiring_lots(member)] == [DAY, DAY + timedelta(days=30)]
    assert len(usable_lots(member)) == 4
    assert usable_lots(member)[-1].expires_on is None


def test_birthdays_of_the_next_week_are_told_solar_and_lunar() -> None:
    from dataclasses import replace

    def on(birthday: object) -> int | None:
        member = card()
        return birthday_in_days(replace(member, profile=replace(member.profile, birthday=birthday)))  # type: ignore[arg-type]

    assert on(solar_birthday(DAY.month, DAY.day)) == 0
    assert on(solar_birthday(11, 28)) == 7
    assert on(solar_birthday(11, 29)) is None
    # 2026-11-24 is the 16th of the tenth lunar month.
    assert on(lunar_birthday(10, 16)) == 3
    assert on(None) is None


def test_amounts_and_discounts_in_words() -> None:
    assert words.signed(Money(-17_640)) == "−176.40"
    assert words.signed(Money(5_000)) == "+50.00"
    assert words.minus(Money(2_360)) == "−¥23.60"
    assert words.discount(9_000) == "9 折"
    assert words.discount(8_850) == "8.85 折"
    assert words.discount(0) == "免单"
