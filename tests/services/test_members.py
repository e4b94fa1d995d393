"""Members: numbers, phones, editing, referrers, cards, and being found afterwards."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from model.birthday import Birthday, Calendar
from model.commands import EditMember, Gender, IssueCard, MemberDraft, Save, SignUp
from model.errors import UserError
from model.ids import MemberId, SourceId, TagId
from model.money import yuan
from model.shop import Source, Tag
from services import catalog, members, search
from services.ids import new_id
from tests.support import Till, command_id, refused, subject


def sign_up(till: Till, draft: MemberDraft) -> MemberId:
    return MemberId(subject(till.do(members.sign_up, SignUp(command_id(), till.people.cashier, draft))))


def edit(till: Till, member_id: MemberId, **more: object) -> None:
    known = till.ask(members.profile, member_id)
    draft = MemberDraft(
        known.name,
        known.phone,
        gender=known.gender,
        birthday=known.birthday,
        source_id=known.source.id if known.source else None,
        referrer_id=known.referrer_id,
        tier_id=known.tier.id if known.tier else None,
        tag_ids=tuple(tag.id for tag in known.tags),
        note=known.note,
        consent_text=known.consent_text,
    )
    changed = replace(draft, **more)  # type: ignore[arg-type]
    till.do(members.edit, EditMember(command_id(), till.people.owner, member_id, known.version, changed))


def found(till: Till, text: str) -> set[str]:
    return {hit.name for hit in till.ask(search.find, text).hits}


def test_everything_known_of_a_member_is_kept(till: Till) -> None:
    source, tag = Source(SourceId(new_id()), "地推"), Tag(TagId(new_id()), "爱喝茶")
    for thing in (source, tag):
        till.do(catalog.save, Save(command_id(), till.people.owner, thing))
    friend, tier = till.member("李雷"), till.tier(8_800)
    draft = MemberDraft(
        " 张 晓明 ",
        "138-0013-6217",
        gender=Gender.FEMALE,
        birthday=Birthday(Calendar.LUNAR, 4, 12, leap=True),
        source_id=source.id,
        referrer_id=friend,
        tier_id=tier,
        tag_ids=(tag.id, tag.id),
        note="不要\n\n\n\n香水",
        consent_text="同意保存联系方式",
    )
    known = till.ask(members.profile, sign_up(till, draft))
    assert (known.name, known.phone, known.number) == ("张 晓明", "13800136217", "000002")
    assert (known.gender, known.birthday) == (Gender.FEMALE, draft.birthday)
    assert (known.source, known.tags) == (source, (tag,))
    assert known.tier is not None
    assert (known.referrer_name, known.tier.discount_bp) == ("李雷", 8_800)
    assert (known.note, known.consent_text) == ("不要\n\n香水", "同意保存联系方式")
    assert known.consent_at == known.joined_at
    assert till.ask(members.card, friend).friends_brought == 1


def test_numbers_have_no_gaps_whatever_is_refused(till: Till) -> None:
    till.member(phone="13800000001")
    for wrong in ("13800000001", "1", ""):
        with pytest.raises(UserError):
            sign_up(till, MemberDraft("李雷", wrong))
    last = till.member("韩梅梅", phone="13800000002")
    assert till.ask(members.profile, last).number == "000002"
    till.prove()


def test_a_phone_that_is_known_names_its_member(till: Till) -> None:
    known = till.member("张晓明", phone="13800000001")
    error = refused(
        "member.phone_exists", lambda: sign_up(till, MemberDraft("李雷", "+86 138 0000 0001")), till.path
    )
    assert error.facts == {"member_id": known, "name": "张晓明"}
    other = till.member("李雷", phone="13800000002")
    refused("member.phone_exists", lambda: edit(till, other, phone="13800000001"), till.path)
    edit(till, known, phone="13800000001", note="她自己的")


def test_an_edited_member_is_found_by_the_new_name_and_no_longer_by_the_old(till: Till) -> None:
    member_id = till.member("张晓明", phone="13800136217")
    edit(till, member_id, name="单小雅", phone="13911112222")
    for text in ("单小雅", "dxy", "sxy", "danxiaoya", "shanxy", "2222", "13911112222", "小雅"):
        assert found(till, text) == {"单小雅"}, text
    for text in ("张晓明", "zxm", "6217", "13800136217"):
        assert found(till, text) == set(), text
    till.prove()


def test_two_people_editing_one_member_do_not_overwrite_each_other(till: Till) -> None:
    member_id = till.member()
    edit(till, member_id, note="一")
    draft = MemberDraft("张晓明", "13800000001", note="二")
    old = EditMember(command_id(), till.people.cashier, member_id, 1, draft)
    refused("member.changed", lambda: till.do(members.edit, old), till.path)
    assert till.ask(members.profile, member_id).note == "一"


def test_consent_keeps_its_date_until_its_text_changes(till: Till) -> None:
    member_id = sign_up(till, MemberDraft("张晓明", "13800000001", consent_text="同意"))
    at = till.ask(members.profile, member_id).consent_at
    till.clock.set(till.clock.now_ms() + 1_000)
    edit(till, member_id, note="x")
    assert till.ask(members.profile, member_id).consent_at == at
    edit(till, member_id, consent_text="同意，不要短信")
    assert till.ask(members.profile, member_id).consent_at != at
    edit(till, member_id, consent_text="")
    assert till.ask(members.profile, member_id).consent_at is None


def test_nobody_is_brought_by_themselves_over_any_number_of_steps(till: Till) -> None:
    first, second, third = (till.member(name) for name in ("甲一", "乙二", "丙三"))
    edit(till, second, referrer_id=first)
    edit(till, third, referrer_id=second)
    refused("member.referrer", lambda: edit(till, first, referrer_id=third), till.path)
    refused("member.referrer", lambda: edit(till, first, referrer_id=first), till.path)
    edit(till, third, referrer_id=first)
    edit(till, second, referrer_id=None)
    edit(till, first, referrer_id=second)


def test_a_new_card_stops_the_one_before(till: Till) -> None:
    member_id = till.member()
    codes = [issue(till, member_id) for _ in range(2)]
    for code in codes[0]:
        assert refused("code.revoked", lambda code=code: till.ask(search.by_card, code)).facts == {  # type: ignore[misc]
            "member_id": member_id
        }
    for code in codes[1]:
        assert till.ask(search.by_card, code) == member_id
    typed = codes[1][1].lower()
    assert till.ask(search.by_card, f" {typed[:4]} {typed[4:]} ") == member_id
    stored = repr(till.rows("SELECT * FROM member_card"))
    assert not any(code in stored for pair in codes for code in pair)


def issue(till: Till, member_id: MemberId) -> tuple[str, str]:
    """The code to scan and the code to type, as the printer gets them."""
    till.do(members.issue_card, IssueCard(command_id(), till.people.cashier, member_id))
    ((params,),) = till.rows("SELECT params FROM print_job ORDER BY id DESC LIMIT 1")
    told = json.loads(params)
    return told["qr"], told["typed"]


@pytest.mark.parametrize("code", ["0" * 65, "1" * 65, "ABCDEFGHJKM", "", "张", "12345"])
def test_codes_of_nobody_are_answered_in_our_words(till: Till, code: str) -> None:
    with pytest.raises(UserError) as caught:
        till.ask(search.by_card, code)
    assert caught.value.code.startswith("code.")


def test_the_card_shows_this_year_without_what_was_reversed(till: Till) -> None:
    member_id = till.member()
    whole, part = till.sell(yuan(100), member_id), till.sell(yuan(60), member_id)
    assert whole.txn is not None
    assert part.txn is not None
    till.reverse(whole.txn.txn_id, (0, 1))
    card = till.ask(members.card, member_id)
    assert (card.visits, card.visits_this_year) == (1, 1)
    assert (card.spent, card.spent_this_year) == (yuan(60), yuan(60))


def test_the_audit_trail_says_which_fields_changed_and_not_to_what(till: Till) -> None:
    member_id = till.member("张晓明", phone="13800136217")
    tier = till.tier(9_000)
    edit(
        till,
        member_id,
        name="欧阳修文",
        phone="13911112222",
        note="染发过敏",
        birthday=Birthday(Calendar.SOLAR, 5, 20, year=1991),
        gender=Gender.FEMALE,
        tier_id=tier,
    )
    ((told,),) = till.rows("SELECT detail FROM operation WHERE kind = 'edit_member'")
    detail = json.loads(told)
    assert {key for key, values in detail.items() if values is None} == {
        "name",
        "phone",
        "gender",
        "birthday",
        "note",
    }
    assert detail["tier_id"][1] == tier.hex()
    audit = repr(till.rows("SELECT * FROM operation"))
    for known in ("张晓明", "欧阳", "13800136217", "13911112222", "过敏", "1991"):
        assert known not in audit, known
    edit(till, member_id, tier_id=tier)
    assert till.rows("SELECT detail FROM operation WHERE kind = 'edit_member' ORDER BY seq")[1] == ("{}",)
    till.prove()
