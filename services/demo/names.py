"""The made-up people of the example shop: (seed, index) → one person, always the same.

Names follow the shares of surnames and the given names of each decade; phones have prefixes in use and
are otherwise numbers drawn by a permutation of the index. All of it is invented: a phone here may by
chance be somebody's, so an example shop must never send or dial.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from math import gcd
from pathlib import Path
from random import Random
from typing import Any, Final

from model.birthday import Birthday, lunar_birthday, solar_birthday
from model.commands import Gender
from model.record import dataclass
from services.demo.catalog import EXAMPLE

DEMO_FOLDER: Final = Path(__file__).resolve().parents[2] / "resources" / "demo"
CHUNK: Final = 1_024
"""People drawn from one random generator: any person costs at most this many."""

_SHARE_WOMEN: Final = 0.78
_POOL: Final = 16_384
_SLOT: Final = 10_000_000
_CALLED: Final = 0.015
"""Share of members who are noted as 王姐, 李女士, 陈先生."""
_LATIN: Final = 0.003
_RARE: Final = 0.004


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up member: `phone` as it is stored, `referrer` the index of an earlier person."""

    name: str
    phone: str
    gender: Gender
    birthday: Birthday | None
    source: str
    note: str
    tags: tuple[str, ...]
    referrer: int | None


def person(seed: int, index: int) -> Person:
    """One person of the example shop, the same in every run."""
    return _chunk(seed, index // CHUNK)[index % CHUNK]


def people(seed: int, first: int, count: int) -> Iterator[Person]:
    """`count` people from index `first` on."""
    for number in range(first // CHUNK, (first + count + CHUNK - 1) // CHUNK):
        start = number * CHUNK
        yield from _chunk(seed, number)[max(first - start, 0) : max(first + count - start, 0)]


@lru_cache(maxsize=4)
def _chunk(seed: int, number: int) -> tuple[Person, ...]:
    rng = Random(f"people {seed} {number}")
    pools = _pools()
    first = number * CHUNK
    phones = _phones(seed, first)
    # Whole columns are drawn at once: a call for each value would be most of the time.
    surnames = rng.choices(pools.surnames, k=CHUNK)
    sources = rng.choices(pools.sources, k=CHUNK)
    decades = rng.choices(pools.decades, k=CHUNK)
    made = []
    for i in range(CHUNK):
        gender = Gender.FEMALE if rng.random() < _SHARE_WOMEN else Gender.MALE
        decade = decades[i]
        referrer = _referrer(rng, first + i) if sources[i] == EXAMPLE.friend_source else None
        made.append(
            Person(
                _name(rng, surnames[i], pools.given[gender, decade]),
                phones[i],
                gender,
                _birthday(rng, decade),
                sources[i],
                _note(rng, pools),
                _tags(rng, pools.tags[gender]),
                referrer,
            )
        )
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Given:
    """Given names of one gender and decade."""

    one_share: float
    first: tuple[str, ...]
    second: tuple[str, ...]
    one: tuple[str, ...]
    called: tuple[str, ...]
    latin: tuple[str, ...]
    rare: str


@dataclass(frozen=True, slots=True)
class _Pools:
    """Lists in which a value stands as often as it is likely, so that a plain draw is weighted."""

    surnames: tuple[str, ...]
    decades: tuple[int, ...]
    sources: tuple[str, ...]
    given: dict[tuple[Gender, int], _Given]
    notes: tuple[str, ...]
    tags: dict[Gender, tuple[tuple[str, ...], ...]]


@cache
def _pools() -> _Pools:
    names, noted = _data("names.json"), _data("people.json")
    return _Pools(
        surnames=_expanded(names["surnames"], _POOL),
        decades=tuple(int(d) for d in _expanded(list(names["decades"].items()), 100)),
        sources=_expanded([(s.name, s.brought) for s in EXAMPLE.sources], 100),
        given={
            (gender, int(decade)): _given(names, gender, given)
            for gender in (Gender.FEMALE, Gender.MALE)
            for decade, given in names["given"][gender].items()
        },
        notes=tuple(noted["notes"]),
        tags={
            Gender.FEMALE: _tag_sets([(tag.name, tag.women) for tag in EXAMPLE.tags]),
            Gender.MALE: _tag_sets([(tag.name, tag.men) for tag in EXAMPLE.tags if tag.men]),
        },
    )


def _given(names: dict[str, Any], gender: Gender, given: dict[str, Any]) -> _Given:
    return _Given(
        given["one_share"],
        _falling(given["first"]),
        _falling(given["second"]),
        _falling(given["one"]),
        tuple(names["familiar"][gender]),
        tuple(names["latin"][gender]),
        names["rare"],
    )


def _tag_sets(weighted: list[tuple[str, float]]) -> tuple[tuple[str, ...], ...]:
    """Mostly one tag, sometimes the two that follow each other in a shuffled list."""
    names = list(_expanded(weighted, 400))
    Random("tags").shuffle(names)
    pairs = [(a, b) for a, b in pairwise(names) if a != b]
    return (*((name,) for name in names), *pairs[: len(names) // 5])


def _data(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((DEMO_FOLDER / name).read_text(encoding="utf-8"))
    return data


def _expanded(weighted: list[tuple[str, float]], size: int) -> tuple[str, ...]:
    """About `size` values, each as often as its weight says and at least once."""
    whole = sum(weight for _, weight in weighted)
    return tuple(v for value, weight in weighted for v in [value] * max(1, round(weight * size / whole)))


def _falling(characters: str) -> tuple[str, ...]:
    """The first character stands three times as often as the last."""
    count = len(characters)
    return _expanded([(c, 3 * count - 2 * i) for i, c in enumerate(characters)], 20 * count)


def _name(rng: Random, surname: str, given: _Given) -> str:
    draw = rng.random
    kind = draw()
    if kind < _RARE + _LATIN + _CALLED:
        return _unusual_name(rng, surname, given, kind)
    if draw() < given.one_share:
        return surname + given.one[int(draw() * len(given.one))]
    return (
        surname + given.first[int(draw() * len(given.first))] + given.second[int(draw() * len(given.second))]
    )


def _unusual_name(rng: Random, surname: str, given: _Given, kind: float) -> str:
    if kind < _RARE:
        before = rng.choice(given.first) if rng.random() < 0.5 else ""
        return surname + before + rng.choice(given.rare)
    if kind < _RARE + _LATIN:
        return rng.choice(given.latin)
    return surname + rng.choice(given.called)


def _birthday(rng: Random, decade: int) -> Birthday | None:
    told = rng.random()
    if told < 0.18:
        return None
    year = decade + int(rng.random() * 10) if rng.random() < 0.75 else None
    month, day = 1 + int(rng.random() * 12), rng.random()
    if told > 0.75:
        # Day 30 only where no year is told: half of the lunar months lack it.
        return _shared(lunar_birthday, month, 1 + int(day * (30 if year is None else 29)), year)
    return _shared(solar_birthday, month, 1 + int(day * _MONTH_DAYS[month - 1]), year)


_MONTH_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@cache
def _shared(make: Callable[..., Birthday], month: int, day: int, year: int | None) -> Birthday:
    return make(month, day, year=year)


def _referrer(rng: Random, index: int) -> int | None:
    """Earlier members have brought more, so that a few bring many."""
    return int(index * rng.random() ** 1.6) if index else None


def _note(rng: Random, pools: _Pools) -> str:
    return pools.notes[int(rng.random() * len(pools.notes))] if rng.random() < 0.12 else ""


def _tags(rng: Random, sets: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return sets[int(rng.random() * len(sets))] if rng.random() < 0.4 else ()


def _phones(seed: int, first: int) -> list[str]:
    """The phones of a chunk: `index × step + offset` modulo all numbers meets each of them once."""
    slots = _phone_slots()
    count = len(slots) * _SLOT
    step, offset = _permutation(seed, count)
    return [
        f"{slots[at // _SLOT]}{at % _SLOT:07d}"
        for at in ((index * step + offset) % count for index in range(first, first + CHUNK))
    ]


@cache
def _phone_slots() -> tuple[str, ...]:
    """The first four digits in use: of long-standing prefixes all ten, of newer ones four."""
    prefixes = _data("people.json")["phones"]
    old = [f"{p}{d}" for p in prefixes["full"] for d in range(10)]
    return tuple(old + [f"{p}{d}" for p in prefixes["new"] for d in range(4)])


@cache
def _permutation(seed: int, count: int) -> tuple[int, int]:
    rng = Random(f"phones {seed}")
    step = next(s for s in iter(lambda: rng.randrange(count // 5, 4 * count // 5), 0) if gcd(s, count) == 1)
    return step, rng.randrange(count)
