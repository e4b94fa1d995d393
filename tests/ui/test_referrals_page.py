"""The page 转介绍 on a real file: the tree, the leaderboard, rewards, honors and kinds of friend cards."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.friend_card import RewardKind
from model.friend_commands import GiveHonor
from model.ids import MemberId
from model.money import yuan
from model.referral import Honor, RewardState
from model.shop import Policy, Role
from services import friend_cards, honors, referrals, rewards
from tests.flows.counter_window import CounterWindow, counter_window
from tests.services import friends
from tests.support import command_id
from ui import theme
from ui.referrals import queries
from ui.referrals.due import pay_due
from ui.referrals.honor_sheet import HonorSheet
from ui.referrals.kind_sheet import KindSheet
from ui.referrals.many_sheet import ManySheet
from ui.referrals.page import ReferralsPage
from ui.referrals.queries import Period
from ui.referrals.reason import ReasonSheet
from ui.referrals.tree_model import PART
from ui.widgets.sheet import Sheet

pytestmark = pytest.mark.usefixtures("qapp")


class Desk:
    """The page in its window."""

    def __init__(self, window: CounterWindow) -> None:
        self.window = window
        self.till = window.till
        self.members = window.salon.members

    def open(self, argument: object = None) -> ReferralsPage:
        self.window.window.open_page("referrals", argument)
        self.window.settle()
        page = self.window.window.page("referrals")
        assert isinstance(page, ReferralsPage)
        return page

    def sheet(self) -> Sheet:
        shown = [sheet for sheet in self.window.window.findChildren(Sheet) if sheet.isVisible()]
        return shown[-1]

    def refer(self, giver: MemberId, name: str, n: int) -> MemberId:
        return friends.refer(self.till, giver, name, f"1370000{n:04d}")


@pytest.fixture
def desk(tmp_shop_path: Path) -> Iterator[Desk]:
    with counter_window(tmp_shop_path, Role.OWNER) as window:
        window.window.resize(1366, 768)
        yield Desk(window)


def names(page: ReferralsPage, parent: QModelIndex | None = None) -> list[str]:
    model = page.tree.model
    above = parent if parent is not None else QModelIndex()
    return [str(model.index(row, 0, above).data()) for row in range(model.rowCount(above))]


def test_a_branch_is_read_when_it_is_opened(desk: Desk) -> None:
    zxm = desk.members["张晓明"]
    lina = desk.refer(zxm, "李小娜", 1)
    desk.refer(lina, "周芷若", 2)
    page = desk.open()
    assert names(page) == ["张晓明"]
    top = page.tree.model.index(0, 0)
    assert page.tree.model.rowCount(top) == 0
    page.tree.view.setFocus()
    QTest.keyClick(page.tree.view, Qt.Key.Key_Right)
    desk.window.settle()
    assert names(page, top) == ["李小娜"]
    assert page.tree.model.hasChildren(page.tree.model.index(0, 0, top))
    assert page.person._person is not None
    assert page.person._person.brought.friends == 1


def test_a_searched_member_is_shown_in_its_branch(desk: Desk) -> None:
    lina = desk.refer(desk.members["张晓明"], "李小娜", 1)
    desk.refer(lina, "周芷若", 2)
    page = desk.open()
    page.tree.finder.edit.setFocus()
    desk.window.type("周芷若")
    desk.window.enter()
    node = page.tree.view.current()
    assert node is not None
    assert node.name == "周芷若"
    assert page.tree.view.isExpanded(page.tree.view.currentIndex().parent())
    assert page.person._person is not None
    assert page.person._person.profile.name == "周芷若"
    page.tree.view.setFocus()
    desk.window.enter()
    assert desk.window.page.isVisible()
    assert desk.window.page.member_id() == node.member_id


def test_more_of_a_long_branch_comes_when_its_end_is_seen(desk: Desk) -> None:
    zxm = desk.members["张晓明"]
    count = PART + 25
    for n in range(count):
        desk.refer(zxm, f"朋友 {n}", n)
    page = desk.open()
    top = page.tree.model.index(0, 0)
    page.tree.view.expand(top)
    desk.window.settle()
    assert page.tree.model.rowCount(top) == PART
    page.tree.view.scrollToBottom()
    desk.window.until(lambda: page.tree.model.rowCount(top) == count)
    assert len(set(names(page, top))) == count


def test_a_member_beyond_what_was_read_is_there_once(desk: Desk) -> None:
    zxm = desk.members["张晓明"]
    first = desk.refer(zxm, "最早的朋友", 0)
    for n in range(1, PART + 5):
        desk.refer(zxm, f"朋友 {n}", n)
    page = desk.open(first)
    desk.window.settle()
    node = page.tree.view.current()
    assert node is not None
    assert node.name == "最早的朋友"
    top = page.tree.model.index(0, 0)
    page.tree.view.scrollToBottom()
    desk.window.until(lambda: page.tree.model.rowCount(top) >= PART + 5)
    assert names(page, top).count("最早的朋友") == 1
    assert page.tree.model.rowCount(top) == PART + 5


def test_the_leaderboard_says_who_brings_customers_that_stay(desk: Desk) -> None:
    zxm, man = desk.members["张晓明"], desk.members["张小满"]
    lina = desk.refer(zxm, "李小娜", 1)
    desk.refer(zxm, "王雨桐", 2)
    desk.refer(man, "赵敏", 3)
    for _ in range(2):
        desk.till.sell(yuan(100), lina)
    page = desk.open()
    page.show_tab("leaders")
    desk.window.settle()
    leader = page.leaders.current()
    assert leader is not None
    assert (leader.name, leader.friends, leader.bought, leader.again_percent) == ("张晓明", 2, 1, 100)
    assert leader.turnover == yuan(200)
    told = [figure.value.text() for figure in page.totals.figures]
    assert told[:4] == ["3", "1", "100%", "¥200.00"]
    page.periods.choose(Period.LAST_MONTH.value)
    page._load_period()
    desk.window.settle()
    assert page.leaders.current() is None


def test_the_leaderboard_is_exported_without_formulas(desk: Desk, tmp_path: Path) -> None:
    giver = desk.till.member("=cmd|'/c calc'!A1")
    friend = desk.refer(giver, "李小娜", 1)
    desk.till.sell(yuan(100), friend)
    page = desk.open()
    target = tmp_path / "排行.csv"
    page.leaders.export(str(target))
    desk.window.settle()
    with target.open(encoding="utf-8-sig", newline="") as file:
        heading, row = list(csv.reader(file))
    assert heading[1] == "姓名"
    assert row[1].startswith("'=")
    assert row[7] == "100.00"


def test_a_pending_reward_is_given_up_with_a_reason(desk: Desk) -> None:
    till, zxm = desk.till, desk.members["张晓明"]
    till.policy(Policy(referral_hold_days=7))
    card = friends.give(till, zxm, friends.card_kind(till))[0]
    till.sell(yuan(100), friends.bring(till, card))
    page = desk.open()
    page.show_tab("rewards")
    desk.window.settle()
    view = page.rewards.current()
    assert view is not None
    assert view.due_at is not None
    page.rewards.cancel_button.click()
    sheet = desk.sheet()
    assert isinstance(sheet, ReasonSheet)
    sheet.reason.setText("朋友和本人同住")
    desk.window.enter()
    assert page.rewards.current() is None
    page.rewards.states.set_value(2)
    page.rewards.reload()
    desk.window.settle()
    gone = page.rewards.current()
    assert gone is not None
    assert (gone.state, gone.reason) == (RewardState.CANCELLED, "朋友和本人同住")
    assert friends.bonus(till, zxm) == yuan(0)


def test_what_is_due_is_paid_at_the_start(desk: Desk) -> None:
    till, zxm = desk.till, desk.members["张晓明"]
    till.policy(Policy(referral_hold_days=7))
    card = friends.give(till, zxm, friends.card_kind(till))[0]
    till.sell(yuan(100), friends.bring(till, card))
    pay_due(desk.window.window.context)
    desk.window.settle()
    assert friends.bonus(till, zxm) == yuan(0)
    till.clock.advance(timedelta(days=8))
    pay_due(desk.window.window.context)
    desk.window.settle()
    assert friends.bonus(till, zxm) == yuan(30)
    assert till.ask(rewards.due_count) == 0


def test_the_owner_gives_and_ends_an_honor(desk: Desk) -> None:
    zxm = desk.members["张晓明"]
    desk.refer(zxm, "李小娜", 1)
    page = desk.open(zxm)
    desk.window.settle()
    page.person.honor_button.click()
    sheet = desk.sheet()
    assert isinstance(sheet, HonorSheet)
    desk.window.enter()
    assert sheet.isVisible(), "an honor needs a reason"
    sheet.reason.setText("一年带来 12 位朋友")
    sheet.button.click()
    desk.window.settle()
    assert [h.honor for h in desk.till.ask(honors.all_active)] == [Honor.AMBASSADOR]
    for open_ in list(desk.window.window.findChildren(Sheet)):
        open_.dismiss()
    page.show_tab("honors")
    desk.window.settle()
    page.honors.end_button.click()
    reason = desk.sheet()
    assert isinstance(reason, ReasonSheet)
    reason.reason.setText("搬走了")
    desk.window.enter()
    ended = desk.till.ask(honors.of_member, zxm)[0]
    assert ended.ended_reason == "搬走了"
    assert ended.until_day is not None


def test_a_kind_is_made_by_keyboard_and_given_to_the_ambassadors(desk: Desk) -> None:
    till, zxm = desk.till, desk.members["张晓明"]
    day = till.ask(lambda read: read.today)
    till.do(honors.give, GiveHonor(command_id(), till.people.owner, zxm, Honor.AMBASSADOR, day, None, "谢谢"))
    page = desk.open()
    page.show_tab("kinds")
    desk.window.settle()
    QTest.keyClick(page.kinds, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    desk.window.settle()
    sheet = desk.sheet()
    assert isinstance(sheet, KindSheet)
    desk.window.type("闺蜜同行卡")
    sheet.reward.kind.set_value(RewardKind.POINTS)
    sheet.reward.points.set_value(200)
    desk.window.enter()
    (row,) = till.ask(friend_cards.kinds)
    assert row.kind.name == "闺蜜同行卡"
    assert (row.kind.rule.reward.kind, row.kind.rule.reward.value) == (RewardKind.POINTS, 200)
    assert row.kind.rule.benefit.amount == yuan(30)
    page.kinds.many_button.click()
    desk.window.settle()
    many = desk.sheet()
    assert isinstance(many, ManySheet)
    assert "5" in many.button.caption
    many.button.click()
    desk.window.settle()
    assert till.ask(friend_cards.kinds)[0].issued == 5
    batch = page.kinds.current_batch()
    assert batch is not None
    assert (batch.giver, batch.count) == ("张晓明", 5)


def test_a_kind_that_gives_nothing_is_refused_beside_its_field(desk: Desk) -> None:
    page = desk.open()
    page.show_tab("kinds")
    page.kinds.new_button.click()
    sheet = desk.sheet()
    assert isinstance(sheet, KindSheet)
    sheet.name.setText("空卡")
    sheet.benefit.amount.set_value(None)
    sheet.save_button.click()
    desk.window.settle()
    assert sheet.benefit.row("amount").error()
    assert desk.till.ask(friend_cards.kinds) == ()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_names_have_room_at_any_text_size(desk: Desk, qapp: QApplication, scale: float) -> None:
    desk.refer(desk.members["张晓明"], "李小娜", 1)
    page = desk.open()
    try:
        theme.apply(qapp, "light", scale)
        QTest.qWait(30)
        assert page.tree.view.columnWidth(0) >= theme.px(150)
        page.show_tab("kinds")
        QTest.qWait(30)
        assert page.kinds.height() >= theme.px(300)
    finally:
        theme.apply(qapp, "light", 1.0)


def test_periods_are_whole_months(desk: Desk) -> None:
    today = desk.till.ask(lambda read: read.today)
    first, last = queries.span(Period.LAST_MONTH, today)
    assert (first.day, (last.month % 12) + 1) == (1, today.month)
    assert queries.span(Period.THIS_MONTH, today) == (today.replace(day=1), today)
    assert queries.span(Period.THIS_YEAR, today)[0] == today.replace(month=1, day=1)


def test_no_command_pays_for_heads_or_a_second_level(desk: Desk) -> None:
    """Signing up brings nothing, and whom a friend brings is not the first referrer's."""
    till, zxm = desk.till, desk.members["张晓明"]
    till.policy(Policy(referral_hold_days=0, referral_reward=yuan(30)))
    lina = desk.refer(zxm, "李小娜", 1)
    assert friends.bonus(till, zxm) == yuan(0)
    second = desk.refer(lina, "周芷若", 2)
    till.sell(yuan(100), second)
    assert friends.bonus(till, zxm) == yuan(0)
    assert friends.bonus(till, lina) == yuan(30)
    assert till.ask(referrals.of_member, zxm).turnover == yuan(0)


def test_the_page_opens_without_what_only_prints() -> None:
    """Nobody waits for the machinery of paper before the tree is there."""
    script = "import sys, ui.referrals.page; sys.exit('services.printing.sheets' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
