"""A closed account begins nothing until somebody opens it again; then everything works from zero."""

from __future__ import annotations

from model.commands import IssueCard
from model.friend_commands import GiveCardsToMany
from model.ids import MemberId
from model.money import ZERO, yuan
from model.refund_commands import ReopenAccount
from model.views import AccountState
from services import card_refunds, friend_cards, members
from tests.services.friends import card_kind, give
from tests.services.test_card_refunds import refund, served_member, sheet
from tests.support import Till, command_id, refused


def closed(till: Till) -> MemberId:
    member_id = served_member(till)
    till.top_up(member_id, yuan(500))
    till.sell(yuan(50), member_id, stored=yuan(50))
    refund(till, member_id, close=True)
    return member_id


def reopen(till: Till, member_id: MemberId) -> None:
    till.do(card_refunds.reopen, ReopenAccount(command_id(), till.people.manager, member_id, "顾客回来了"))


def test_nothing_begins_on_a_closed_account(till: Till) -> None:
    member_id = closed(till)
    kind = card_kind(till)
    for begin in (
        lambda: till.sell(yuan(50), member_id),
        lambda: till.top_up(member_id, yuan(500)),
        lambda: give(till, member_id, kind),
        lambda: till.do(members.issue_card, IssueCard(command_id(), till.people.cashier, member_id)),
    ):
        refused("member.closed", begin, till.path)
    # Without the member's name money is taken from anybody.
    till.sell(yuan(50))
    assert till.wallet(member_id).points == 0
    till.prove()


def test_reopened_it_works_from_zero(till: Till) -> None:
    member_id = closed(till)
    reopen(till, member_id)
    assert till.ask(members.card, member_id).account is AccountState.OPEN
    wallet = till.wallet(member_id)
    assert (wallet.principal, wallet.points) == (ZERO, 0)
    till.sell(yuan(50), member_id)
    assert till.wallet(member_id).points > 0
    till.top_up(member_id, yuan(300))
    till.do(members.issue_card, IssueCard(command_id(), till.people.cashier, member_id))
    till.prove()
    assert sheet(till, member_id).worksheet.best.refunded == yuan(300)
    refund(till, member_id, close=True)
    refused("member.closed", lambda: till.sell(yuan(50), member_id), till.path)
    till.prove()


def test_what_happened_to_the_account_is_told(till: Till) -> None:
    member_id = closed(till)
    reopen(till, member_id)
    told = sheet(till, member_id).ended
    assert [(one.opened, one.reason, one.person) for one in told] == [
        (False, "搬家了", "王店"),
        (True, "顾客回来了", "王店"),
    ]


def test_closed_accounts_are_left_out_where_many_are_given_something(till: Till) -> None:
    member_id, other = closed(till), served_member(till)
    rows = tuple(row for (row,) in till.rows("SELECT row FROM member ORDER BY row"))
    command = GiveCardsToMany(command_id(), till.people.manager, rows, card_kind(till), 1)
    assert till.do(friend_cards.give_to_many, command).number == "1"
    given = [bytes(giver) for (giver,) in till.rows("SELECT giver_id FROM friend_card")]
    assert given == [other]
    assert member_id not in given
