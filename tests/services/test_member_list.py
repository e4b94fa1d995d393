"""The Members page against a plain look at every member."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.birthday import Birthday, Calendar
from model.commands import DropView, MemberDraft, Save, SaveView, SignUp
from model.ids import ViewId
from model.members_filter import MemberFilter, SortKey
from model.money import Money, yuan
from model.shop import Tag
from model.views import MemberRow
from services import catalog, member_list, members
from services.ids import new_id
from tests.support import DAY_MS, Till, command_id, fresh_shop

NAMES = ("张晓明", "李雷", "韩梅梅", "单小雅", "曾志伟", "阿Ken", "䶮", "Anna")


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> object:
    path = tmp_path_factory.mktemp("list") / "shop.guimi"
    return path, fresh_shop(path), _fill(Till(path, fresh_shop(path)))


def _fill(till: Till) -> list[object]:
    choices = till.ask(catalog.everything)
    tag = Tag(new_id(), "常客")  # type: ignore[arg-type]
    till.do(catalog.save, Save(command_id(), till.people.owner, tag))
    plan = till.plan(yuan(100), yuan(7), 2)
    for n, name in enumerate(NAMES * 3):
        draft = MemberDraft(
            f"{name}{n}",
            f"137{n:08d}",
            birthday=Birthday(Calendar.SOLAR, n % 12 + 1, 5) if n % 2 else None,
            source_id=choices.sources[n % 6].id,
            tier_id=choices.tiers[0].id if n % 3 == 0 else None,
            tag_ids=(tag.id,) if n % 4 == 0 else (),
        )
        done = till.do(members.sign_up, SignUp(command_id(), till.people.owner, draft))
        member_id = done.subject_id
        assert member_id is not None
        for _ in range(n % 3):
            till.top_up(member_id, yuan(100), plan)  # type: ignore[arg-type]
        if n % 5:
            till.sell(Money(n * 100 + 100), member_id)  # type: ignore[arg-type]
        till.clock.set(till.clock.now_ms() + DAY_MS // 2)
    till.close()
    return [choices.tiers[0].id, choices.sources[1].id, tag.id]


@pytest.fixture
def listed(busy: tuple[Path, object, list[bytes]]) -> object:
    till = Till(busy[0], busy[1])  # type: ignore[arg-type]
    till.clock.set(till.clock.now_ms() + 13 * DAY_MS)
    yield till, busy[2]
    till.close()


def every(till: Till) -> tuple[MemberRow, ...]:
    return till.ask(
        member_list.rows, till.ask(member_list.ids, MemberFilter(sort=SortKey.NUMBER, descending=False))
    )


conditions = st.fixed_dictionaries(
    {},
    optional={
        "tier_id": st.just("tier"),
        "source_id": st.just("source"),
        "tag_id": st.just("tag"),
        "birthday_month": st.integers(1, 12),
        "last_visit_before": st.dates(date(2026, 11, 20), date(2026, 12, 5)),
        "last_visit_from": st.dates(date(2026, 11, 20), date(2026, 12, 5)),
        "stored_from": st.integers(0, 30_000).map(Money),
        "stored_to": st.integers(0, 30_000).map(Money),
    },
)


def passes(row: MemberRow, wanted: dict[str, object], words: dict[str, str]) -> bool:
    held = row.principal.fen + bonus_held(row)
    checks = {
        "tier_id": lambda _: row.tier == words["tier"],
        "source_id": lambda _: row.source == words["source"],
        "tag_id": lambda _: row.tags == words["tag"],
        "birthday_month": lambda month: row.birthday is not None and row.birthday.month == month,
        "last_visit_before": lambda day: row.last_visit is None or row.last_visit < day,
        "last_visit_from": lambda day: row.last_visit is not None and row.last_visit >= day,
        "stored_from": lambda money: held >= money.fen,
        "stored_to": lambda money: held <= money.fen,
    }
    return all(checks[name](value) for name, value in wanted.items())


@lru_cache
def bonus_held(row: MemberRow) -> int:
    """The list filters by what is held, the expired bonus included: 7 yuan with every top-up of 100."""
    return row.principal.fen // 10_000 * 700


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(wanted=conditions, sort=st.sampled_from(SortKey), descending=st.booleans())
def test_filters_and_orders_are_those_of_a_plain_look(
    listed: tuple[Till, list[bytes]], wanted: dict[str, object], sort: SortKey, descending: bool
) -> None:
    till, (tier_id, source_id, tag_id) = listed
    ids = {"tier_id": tier_id, "source_id": source_id, "tag_id": tag_id}
    asked: dict[str, Any] = {name: ids.get(name, value) for name, value in wanted.items()}
    filtered = replace(MemberFilter(sort=sort, descending=descending), **asked)
    got = till.ask(member_list.rows, till.ask(member_list.ids, filtered))
    words = {"tier": "普通", "source": till.ask(catalog.everything).sources[1].name, "tag": "常客"}
    expected = [row for row in every(till) if passes(row, wanted, words)]
    assert {row.member_id for row in got} == {row.member_id for row in expected}
    keys = [key_of(row, sort) for row in got]
    if sort is not SortKey.NAME:
        assert keys == sorted(keys, reverse=descending)


def key_of(row: MemberRow, sort: SortKey) -> Any:
    return {
        SortKey.NUMBER: row.number,
        SortKey.NAME: row.name,
        SortKey.JOINED: row.joined,
        SortKey.LAST_VISIT: row.last_visit or date.min,
        SortKey.STORED: row.principal.fen + bonus_held(row),
        SortKey.POINTS: row.points,
        SortKey.SPENT: row.spent,
        SortKey.VISITS: row.visits,
    }[sort]


def test_names_are_sorted_as_they_are_read(listed: tuple[Till, list[bytes]]) -> None:
    till, _ = listed
    got = till.ask(
        member_list.rows, till.ask(member_list.ids, MemberFilter(sort=SortKey.NAME, descending=False))
    )
    firsts = [row.name.rstrip("0123456789") for row in got]
    order = list(dict.fromkeys(firsts))
    assert order.index("韩梅梅") < order.index("李雷") < order.index("张晓明")


def test_only_usable_bonus_is_shown(listed: tuple[Till, list[bytes]]) -> None:
    """Every lot here ended after two days; only the newest are left."""
    till, _ = listed
    for row in every(till):
        assert row.bonus == till.ask(members.card, row.member_id).bonus


def test_text_and_other_conditions_hold_together(listed: tuple[Till, list[bytes]]) -> None:
    till, (tier_id, *_) = listed
    both = MemberFilter(text="张晓明", tier_id=tier_id)  # type: ignore[arg-type]
    names = {row.name for row in till.ask(member_list.rows, till.ask(member_list.ids, both))}
    assert names == {"张晓明0"}
    assert len(till.ask(member_list.ids, MemberFilter(text="nobody here"))) == 0


def test_rows_come_in_the_order_asked_and_skip_who_is_not_there(listed: tuple[Till, list[bytes]]) -> None:
    till, _ = listed
    got = till.ask(member_list.rows, [3, 99_999, 1])
    assert [row.number for row in got] == ["000003", "000001"]
    assert till.ask(member_list.rows, []) == ()
    assert till.ask(member_list.member_of, 3) == got[0].member_id


def test_views_are_kept_replaced_and_dropped(till: Till) -> None:
    view_id = ViewId(new_id())
    for name in ("常客", "好久没来"):
        till.do(member_list.save_view, SaveView(command_id(), till.people.cashier, view_id, name, '{"a": 1}'))
    till.reopen()
    assert [(v.name, v.definition) for v in till.ask(member_list.views)] == [("好久没来", '{"a": 1}')]
    till.do(member_list.drop_view, DropView(command_id(), till.people.cashier, view_id))
    assert till.ask(member_list.views) == ()
