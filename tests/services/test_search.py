"""Finding anyone: every way to say who, on a real file."""

from __future__ import annotations

import pytest

from model.commands import MemberDraft, SignUp
from model.money import yuan
from services import members, search
from tests.support import DAY_MS, Till, command_id

PEOPLE = {
    "张晓明": "13800136217",
    "张伟": "13911116217",
    "单小雅": "13722223333",
    "曾志伟": "+85291234567",
    "仇英": "13600001111",
    "解缙": "13512345678",
    "欧阳娜娜": "15800009999",
    "䶮": "18612340000",
    "𠅤㛃": "18612340001",
    "Anna Schmidt": "+4915112345678",
    "O'Brien 100%": "18612340002",
}


@pytest.fixture
def full(till: Till) -> Till:
    for name, phone in PEOPLE.items():
        till.do(members.sign_up, SignUp(command_id(), till.people.cashier, MemberDraft(name, phone)))
    return till


def found(till: Till, text: str) -> set[str]:
    return {hit.name for hit in till.ask(search.find, text).hits}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("6217", {"张晓明", "张伟"}),
        ("13800136217", {"张晓明"}),
        ("138 0013 6217", {"张晓明"}),
        ("１３８００１３６２１７", {"张晓明"}),
        ("138001", {"张晓明"}),
        ("00136", {"张晓明"}),
        ("91234567", {"曾志伟"}),
        ("张", {"张晓明", "张伟"}),
        ("晓明", {"张晓明"}),
        ("张伟", {"张伟"}),
        ("zxm", {"张晓明"}),
        ("ZXM", {"张晓明"}),
        ("zhangxiaoming", {"张晓明"}),
        ("zhang wei", {"张伟"}),
        ("shanxiaoya", {"单小雅"}),
        ("danxiaoya", {"单小雅"}),
        ("sxy", {"单小雅"}),
        ("zengzhiwei", {"曾志伟"}),
        ("qiuying", {"仇英"}),
        ("chouying", {"仇英"}),
        ("xiejin", {"解缙"}),
        ("ouyang", {"欧阳娜娜"}),
        ("䶮", {"䶮"}),
        ("𠅤", {"𠅤㛃"}),
        ("㛃", {"𠅤㛃"}),
        ("anna", {"Anna Schmidt"}),
        ("SCHMIDT", {"Anna Schmidt"}),
        ("o'brien", {"O'Brien 100%"}),
        ("000003", {"单小雅"}),
        ("张 6217", {"张晓明", "张伟"}),
        ("伟 139", {"张伟"}),
        ("zxm 张", {"张晓明"}),
        ("李", set()),
        ("99999999999", set()),
        ("%", set()),
        ("_", set()),
    ],
)
def test_every_way_to_say_who_finds_them(full: Till, text: str, names: set[str]) -> None:
    assert found(full, text) == names


def test_nothing_typed_shows_who_came_last(full: Till) -> None:
    came = [hit.member_id for hit in full.ask(search.find, "张").hits]
    for member_id in came:
        full.clock.set(full.clock.now_ms() + DAY_MS)
        full.sell(yuan(10), member_id)
    assert [hit.member_id for hit in full.ask(search.find, "  ").hits][:2] == came[::-1]


def test_no_more_hits_than_asked_for_and_the_nearest_first(till: Till) -> None:
    for n in range(30):
        till.member(f"王{n:02d}")
    assert len(till.ask(search.find, "王", 5).hits) == 5
    assert len(till.ask(search.find, "王").hits) == search.LIMIT
    till.member("王")
    assert found(till, "王") >= {"王"}


def test_a_hit_shows_what_can_be_used(till: Till) -> None:
    """A bonus that ended is no money of the member's any more."""
    member_id = till.member()
    till.top_up(member_id, yuan(100), till.plan(yuan(100), yuan(50), 2))
    assert till.ask(search.find, "张").hits[0].stored == yuan(150)
    till.clock.set(till.clock.now_ms() + 3 * DAY_MS)
    assert till.ask(search.find, "张").hits[0].stored == till.ask(members.card, member_id).stored == yuan(100)


def test_several_words_are_asked_of_many_members_in_the_order_of_the_first(till: Till) -> None:
    """More members than are looked at together; whom the better range finds comes first."""
    for at in range(150):
        draft = MemberDraft(f"客人{at}", f"1380000{at:04d}")
        till.do(members.sign_up, SignUp(command_id(), till.people.cashier, draft))
    till.do(members.sign_up, SignUp(command_id(), till.people.cashier, MemberDraft("大客人", "13900490000")))
    hits = till.ask(search.find, "客人 49").hits
    assert [hit.name for hit in hits] == ["客人49", "客人48", "大客人"]
