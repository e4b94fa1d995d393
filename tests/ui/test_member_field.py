"""The one field in which a member is chosen: by keys, by a press, by a scanned card."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from model.commands import IssueCard
from model.found import Hit
from model.ids import MemberId
from model.shop import Role
from services import members, search
from tests.ui.members_bench import Bench, open_bench
from ui.finding.hit_list import HitRow
from ui.finding.member_field import MemberField, MemberFinder

Key = Qt.Key


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    bench = open_bench(tmp_path / "shop.guimi", qtbot)
    bench.sign_up("单小雅", "13800136217")
    bench.sign_up("单雄", "13900002222")
    yield bench
    bench.close()


class Form:
    """A field and the next one on a window, with what the field told."""

    def __init__(self, bench: Bench, qtbot: QtBot, finder: bool = False) -> None:
        self.bench = bench
        self.qtbot = qtbot
        self.window = QWidget()
        make = MemberFinder if finder else MemberField
        self.field: MemberField = cast(MemberField, make(bench.jobs, bench.session, self.window))
        self.told: list[Hit | None] = []
        self.field.chosen.connect(self.told.append)
        self.after = QLineEdit()
        column = QVBoxLayout(self.window)
        column.addWidget(self.field)
        column.addWidget(self.after)
        column.addStretch(1)
        self.window.resize(420, 400)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.field.setFocus()

    def type(self, text: str, *, settled: bool = True) -> None:
        self.qtbot.keyClicks(self.field.edit, text)
        if settled:
            self.bench.settle(self.qtbot)

    def key(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(cast(QWidget, QApplication.focusWidget()), key)

    def shown(self) -> list[str]:
        return [row.caption for row in self.window.findChildren(HitRow) if row.isVisible()]


@pytest.fixture
def form(bench: Bench, qtbot: QtBot) -> Form:
    return Form(bench, qtbot)


def card_of(bench: Bench, member_id: MemberId) -> str:
    bench.write(members.issue_card, IssueCard(bench.command_id(), bench.owner, member_id))
    params = bench.read(
        lambda read: read.conn.execute("SELECT params FROM print_job ORDER BY id DESC").fetchone()[0]
    )
    return str(json.loads(params)["qr"])


def xiaoya(form: Form) -> Hit:
    found = form.bench.read(search.find, "xiaoya")
    return cast(Hit, found.hits[0])


def test_arrows_mark_and_enter_takes(form: Form) -> None:
    form.type("shan")
    assert len(form.shown()) == 2
    first = form.field.edit.accessibleDescription()
    form.key(Key.Key_Down)
    assert form.field.edit.accessibleDescription() != first
    wanted = form.field.list.marked()
    form.key(Key.Key_Return)
    assert form.told == [wanted]
    assert wanted is not None
    assert form.field.value() == wanted.member_id
    assert form.field.hit() == wanted
    assert form.field.chosen_name == f"{wanted.name} · {wanted.number}"
    assert not form.field.edit.isVisible()
    form.key(Key.Key_Space)
    assert form.told == [wanted, None]
    assert form.field.value() is None
    assert form.field.edit.hasFocus()


def test_enter_before_the_answer_takes_the_first_when_it_comes(form: Form) -> None:
    form.type("xiaoya", settled=False)
    form.key(Key.Key_Return)
    assert form.told == []
    form.bench.settle(form.qtbot)
    assert [hit.name for hit in form.told if hit] == ["单小雅"]


def test_nobody_found_is_said_and_enter_goes_nowhere(form: Form) -> None:
    form.type("zzzz")
    assert "zzzz" in form.field.edit.accessibleDescription()
    form.key(Key.Key_Return)
    assert form.told == []
    assert form.field.is_unresolved
    form.key(Key.Key_Escape)
    assert form.field.edit.text() == ""
    assert not form.field.is_unresolved


@pytest.mark.parametrize(("role", "phone"), [(Role.CASHIER, "138****6217"), (Role.MANAGER, "13800136217")])
def test_a_cashier_sees_no_whole_phone(form: Form, role: Role, phone: str) -> None:
    form.bench.sign_in_as("小周", role)
    form.type("xiaoya")
    (row,) = form.shown()
    assert row.endswith(phone)


def test_a_press_takes_the_row(form: Form) -> None:
    form.type("shan")
    row = next(r for r in form.window.findChildren(HitRow) if "单雄" in r.caption)
    form.qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert [hit.name for hit in form.told if hit] == ["单雄"]


def test_the_excluded_are_neither_offered_nor_scanned(form: Form) -> None:
    own = xiaoya(form)
    form.field.exclude({own.member_id})
    form.type("shan")
    assert [row.split(" ")[0] for row in form.shown()] == ["单雄"]
    problems: list[str] = []
    form.field.problem_changed.connect(problems.append)
    assert form.field.takes_scan(card_of(form.bench, own.member_id))
    form.bench.settle(form.qtbot)
    assert form.told == []
    assert "单小雅" in problems[-1]


def test_a_scanned_card_is_taken_where_the_focus_is(form: Form) -> None:
    own = xiaoya(form)
    code = card_of(form.bench, own.member_id)
    assert not form.field.takes_scan("2" + code[1:]), "a voucher is the page's"
    assert form.field.takes_scan(code)
    form.bench.settle(form.qtbot)
    assert form.told == [own]
    form.field.clear()
    form.after.setFocus()
    assert not form.field.takes_scan(code)
    form.field.setFocus()
    assert form.field.takes_scan("1" + code[1:-1] + ("1" if code[-1] != "1" else "2"))
    form.bench.settle(form.qtbot)
    assert form.field.edit.accessibleDescription() != ""
    assert form.field.value() is None


def test_a_member_set_from_outside_is_named_and_tells_nobody(form: Form) -> None:
    own = xiaoya(form)
    form.field.set_member(own.member_id, "单")
    assert form.field.chosen_name == "单"
    form.bench.settle(form.qtbot)
    assert form.field.chosen_name == f"单小雅 · {own.number}"
    assert form.field.hit() == own
    form.field.clear()
    assert form.field.value() is None
    assert form.told == []


def test_the_finder_empties_itself_and_its_list_goes_with_the_focus(bench: Bench, qtbot: QtBot) -> None:
    form = Form(bench, qtbot, finder=True)
    form.type("shan")
    assert len(form.shown()) == 2
    form.after.setFocus()
    assert form.shown() == []
    form.field.setFocus()
    form.field.edit.clear()
    form.type("shan")
    form.key(Key.Key_Return)
    assert len(form.told) == 1
    assert form.field.edit.text() == ""
    assert form.shown() == []
