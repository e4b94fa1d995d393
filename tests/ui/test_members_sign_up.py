"""Signing up and editing, by real key presses on a real shop file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from model.birthday import Birthday, Calendar, lunar_birthday
from model.commands import EditMember, Gender, MemberDraft
from model.ids import MemberId, TagId
from model.shop import Role, Tag
from model.views import MemberProfile
from services import member_list, members, search
from services.ids import new_id
from tests.ui.members_bench import Bench, open_bench
from ui.members.edit import EditSheet
from ui.members.member_form import draft_of
from ui.members.sign_up import SignUpSheet

Key = Qt.Key


@pytest.fixture
def bench(tmp_shop_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    made = open_bench(tmp_shop_path, qtbot)
    yield made
    made.close()


def keys(qtbot: QtBot, text: str) -> None:
    """Type where the focus is; what a keyboard has no key for comes from an input method."""
    focus = cast(QWidget, QApplication.focusWidget())
    if text.isascii():
        qtbot.keyClicks(focus, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focus, event)


def key(qtbot: QtBot, which: Qt.Key) -> None:
    qtbot.keyClick(cast(QWidget, QApplication.focusWidget()), which)


def sheet_of(bench: Bench, qtbot: QtBot, **arguments: Any) -> tuple[SignUpSheet, list[object]]:
    sheet = SignUpSheet(bench.context, bench.window, **arguments)
    answers: list[object] = []
    sheet.finished.connect(answers.append)
    sheet.show()
    bench.settle(qtbot)
    return sheet, answers


def everybody(bench: Bench) -> list[str]:
    from model.members_filter import MemberFilter

    ids = bench.read(member_list.ids, MemberFilter())
    return sorted(row.name for row in bench.read(member_list.rows, ids))


def profile(bench: Bench, member_id: object) -> MemberProfile:
    return cast(MemberProfile, bench.read(members.profile, member_id))


def test_first_member_by_keyboard_alone(bench: Bench, qtbot: QtBot) -> None:
    _, answers = sheet_of(bench, qtbot)
    keys(qtbot, "张晓明")
    key(qtbot, Key.Key_Tab)
    keys(qtbot, "138 0013-6217")
    key(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(answers))
    made = profile(bench, answers[0])
    assert (made.name, made.phone, made.number) == ("张晓明", "13800136217", "000001")
    assert made.tier is not None
    assert made.tier.name == "普通"
    assert bench.toasts == [("good", "已登记 张晓明，会员号 000001")]


def test_enter_twice_signs_up_once(bench: Bench, qtbot: QtBot) -> None:
    sheet, answers = sheet_of(bench, qtbot)
    keys(qtbot, "李娜")
    key(qtbot, Key.Key_Tab)
    keys(qtbot, "13900001111")
    sheet._save.setEnabled(True)
    for _ in range(2):
        sheet._save.setEnabled(True)
        key(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(answers))
    bench.settle(qtbot)
    assert everybody(bench) == ["李娜"]


def test_a_known_phone_shows_that_member_instead_of_an_error(bench: Bench, qtbot: QtBot) -> None:
    known = bench.sign_up("张晓明", "13800136217")
    sheet, answers = sheet_of(bench, qtbot)
    keys(qtbot, "李娜")
    key(qtbot, Key.Key_Tab)
    keys(qtbot, "13800136217")
    key(qtbot, Key.Key_Tab)
    bench.settle(qtbot)
    assert sheet._form.phone.is_taken
    assert sheet._form.phone._open.caption == "打开 张晓明"
    assert not sheet._form.phone._error.isVisible()
    sheet._form.phone._open.click()
    assert answers == [known]
    assert everybody(bench) == ["张晓明"]


def test_a_known_phone_is_found_on_enter_too(bench: Bench, qtbot: QtBot) -> None:
    bench.sign_up("张晓明", "13800136217")
    sheet, answers = sheet_of(bench, qtbot)
    keys(qtbot, "李娜")
    key(qtbot, Key.Key_Tab)
    keys(qtbot, "138 0013 6217")
    key(qtbot, Key.Key_Return)
    bench.settle(qtbot)
    assert sheet._form.phone.is_taken
    assert sheet._form.name.text() == "李娜"
    assert not answers


def test_a_wrong_phone_is_told_while_leaving_it_and_stays(bench: Bench, qtbot: QtBot) -> None:
    sheet, _ = sheet_of(bench, qtbot)
    keys(qtbot, "李娜")
    key(qtbot, Key.Key_Tab)
    keys(qtbot, "138001")
    key(qtbot, Key.Key_Tab)
    bench.settle(qtbot)
    assert "11 位" in sheet._form.phone._error.text()
    assert sheet._form.phone._phone.text() == "138001"


def test_without_a_phone_a_reason_is_needed(bench: Bench, qtbot: QtBot) -> None:
    sheet, answers = sheet_of(bench, qtbot)
    keys(qtbot, "奶奶")
    key(qtbot, Key.Key_Return)
    assert "没有手机号" in sheet._form.phone._error.text()
    sheet._form.phone._none.click()
    key(qtbot, Key.Key_Return)
    assert "为什么" in sheet._form.phone._error.text(), "that there is none was said already"
    keys(qtbot, "老人没有手机")
    key(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(answers))
    made = profile(bench, answers[0])
    assert (made.phone, made.no_phone_reason) == ("", "老人没有手机")


def test_a_name_is_needed(bench: Bench, qtbot: QtBot) -> None:
    sheet, answers = sheet_of(bench, qtbot)
    key(qtbot, Key.Key_Return)
    assert sheet._form._rows["name"].error() == "请输入姓名。"
    assert sheet._form.name.hasFocus()
    assert not answers


@pytest.mark.parametrize(
    ("typed", "lunar", "leap", "expected"),
    [
        ("1124", False, False, Birthday(Calendar.SOLAR, 11, 24)),
        ("1990-11-24", False, False, Birthday(Calendar.SOLAR, 11, 24, year=1990)),
        ("0815", True, False, Birthday(Calendar.LUNAR, 8, 15)),
        ("八月十五", False, False, Birthday(Calendar.LUNAR, 8, 15)),
        ("四月初三", True, True, Birthday(Calendar.LUNAR, 4, 3, leap=True)),
    ],
)
def test_birthdays_solar_and_lunar(
    bench: Bench, qtbot: QtBot, typed: str, lunar: bool, leap: bool, expected: Birthday
) -> None:
    sheet, answers = sheet_of(bench, qtbot, phone_hint="13900002222")
    keys(qtbot, "王芳")
    sheet._form.birthday.setFocus()
    keys(qtbot, typed)
    if lunar:
        sheet._form.birthday._calendar._chips[1][1].click()
    if leap:
        sheet._form.birthday._leap.click()
    sheet._form.name.setFocus()
    key(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(answers))
    assert profile(bench, answers[0]).birthday == expected


def test_a_day_in_lunar_words_chooses_the_lunar_calendar(bench: Bench, qtbot: QtBot) -> None:
    sheet, _ = sheet_of(bench, qtbot)
    field = sheet._form.birthday
    for text, told in (("二月三十", True), ("1124", False), ("农历八月十五", True), ("", False)):
        field._text.setText(text)
        assert (field._calendar.value() is Calendar.LUNAR) is told
    field._calendar._chips[1][1].click()
    field._text.setText("1124")
    assert field.value() == lunar_birthday(11, 24)


def test_an_impossible_birthday_is_told_beside_it(bench: Bench, qtbot: QtBot) -> None:
    sheet, answers = sheet_of(bench, qtbot, phone_hint="13900002222")
    keys(qtbot, "王芳")
    sheet._form.birthday.setFocus()
    keys(qtbot, "0231")
    key(qtbot, Key.Key_Return)
    bench.settle(qtbot)
    assert "没有这一天" in sheet._form._rows["birthday"].error()
    assert not answers


def test_the_referrer_is_found_by_search_and_enter_takes_it(bench: Bench, qtbot: QtBot) -> None:
    giver = bench.sign_up("单小雅", "13800136217")
    sheet, answers = sheet_of(bench, qtbot, phone_hint="13900002222")
    keys(qtbot, "李娜")
    sheet._form.referrer.setFocus()
    keys(qtbot, "shan")
    bench.settle(qtbot)
    key(qtbot, Key.Key_Return)
    assert sheet._form.referrer.value() == giver
    assert not answers
    key(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(answers))
    assert profile(bench, answers[0]).referrer_id == giver


def test_source_tags_and_consent_are_kept(bench: Bench, qtbot: QtBot) -> None:
    bench.save(Tag(TagId(new_id()), "染发过敏"))
    sheet, answers = sheet_of(bench, qtbot, phone_hint="13900002222")
    keys(qtbot, "李娜")
    form = sheet._form
    form.source._chips[5][1].click()
    form.tags._chips[0][1].click()
    form.gender._chips[0][1].click()
    form.consent._check.click()
    form.name.setFocus()
    key(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(answers))
    made = profile(bench, answers[0])
    assert made.source is not None
    assert (made.source.name, made.gender) == ("朋友介绍", Gender.FEMALE)
    assert [tag.name for tag in made.tags] == ["染发过敏"]
    assert made.consent_text.startswith("我同意本店登记")
    assert made.consent_at is not None


@pytest.mark.parametrize("name", ["<b>张</b>", "=HYPERLINK(1)", "'; DROP TABLE member; --", "𠅤㛃䶮", "👭🏽"])
def test_hostile_names_are_stored_as_they_are(bench: Bench, qtbot: QtBot, name: str) -> None:
    _, answers = sheet_of(bench, qtbot, phone_hint="13900002222")
    field = cast(Any, QApplication.focusWidget())
    field.setText(name)
    key(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(answers))
    assert profile(bench, answers[0]).name == name


def test_ten_thousand_characters_are_refused_beside_the_field(bench: Bench, qtbot: QtBot) -> None:
    sheet, answers = sheet_of(bench, qtbot, phone_hint="13900002222")
    sheet._form.name.setText("长" * 10_000)
    key(qtbot, Key.Key_Return)
    bench.settle(qtbot)
    assert "太长了" in sheet._form._rows["name"].error()
    assert not answers


def edit_of(bench: Bench, qtbot: QtBot, member_id: MemberId) -> tuple[EditSheet, list[object]]:
    sheet = EditSheet(bench.context, bench.window, member_id)
    answers: list[object] = []
    sheet.finished.connect(answers.append)
    sheet.show()
    bench.settle(qtbot)
    return sheet, answers


def test_editing_changes_only_what_was_typed(bench: Bench, qtbot: QtBot) -> None:
    tag = Tag(TagId(new_id()), "染发过敏")
    bench.save(tag)
    member_id = bench.sign_up("张晓明", "13800136217", tag_ids=(tag.id,), note="靠窗")
    bench.save(Tag(tag.id, tag.name, active=False))
    before = draft_of(profile(bench, member_id))
    sheet, answers = edit_of(bench, qtbot, member_id)
    sheet._form.name.setText("张小明")
    key(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(answers))
    after = draft_of(profile(bench, member_id))
    assert after.name == "张小明"
    assert (after.phone, after.tag_ids, after.note, after.tier_id) == (
        before.phone,
        (tag.id,),
        "靠窗",
        before.tier_id,
    )
    assert bench.read(search.find, "张小明").hits[0].member_id == member_id


def test_two_people_editing_at_once_keep_both_changes(bench: Bench, qtbot: QtBot) -> None:
    member_id = bench.sign_up("张晓明", "13800136217")
    sheet, answers = edit_of(bench, qtbot, member_id)
    known = profile(bench, member_id)
    elsewhere: MemberDraft = draft_of(known)
    other = MemberDraft(**{**{f: getattr(elsewhere, f) for f in elsewhere.__slots__}, "phone": "13911112222"})
    bench.write(members.edit, EditMember(bench.command_id(), bench.owner, member_id, known.version, other))
    sheet._form.note.setPlainText("喜欢靠窗")
    sheet._form.name.setFocus()
    key(qtbot, Key.Key_Return)
    bench.settle(qtbot)
    assert sheet._conflict.isVisible()
    assert not answers
    sheet._conflict.acted.emit("reload")
    bench.settle(qtbot)
    assert sheet._form.note.toPlainText() == "喜欢靠窗"
    assert sheet._form.phone.value() == ("13911112222", "")
    key(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(answers))
    made = profile(bench, member_id)
    assert (made.note, made.phone) == ("喜欢靠窗", "13911112222")


def test_a_cashier_sees_the_phone_masked_until_it_is_shown(bench: Bench, qtbot: QtBot) -> None:
    member_id = bench.sign_up("张晓明", "13800136217")
    bench.sign_in_as("小雅", Role.CASHIER)
    sheet, answers = edit_of(bench, qtbot, member_id)
    assert sheet._form.phone._phone.text() == "138****6217"
    sheet._form.note.setPlainText("熟客")
    sheet._form.name.setFocus()
    key(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(answers))
    assert profile(bench, member_id).phone == "13800136217"

    again, _ = edit_of(bench, qtbot, member_id)
    again._reveal.click()
    bench.settle(qtbot)
    assert again._form.phone._phone.text() == "13800136217"
    again.dismiss()


def test_escape_leaves_without_a_member(bench: Bench, qtbot: QtBot) -> None:
    _, answers = sheet_of(bench, qtbot)
    keys(qtbot, "李娜")
    key(qtbot, Key.Key_Escape)
    assert answers == [], "a slip of the finger keeps the form"
    key(qtbot, Key.Key_Escape)
    assert answers == [None]
    assert everybody(bench) == []
