"""What the referral page asks for, put together off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from model.friend_card import FriendCard
from model.ids import MemberId
from model.record import dataclass
from model.referral import Leader, MemberHonor, MemberReferrals, ReferralTotals, RewardState, RewardView
from model.views import MemberProfile
from services import exports, friend_cards, honors, members, referrals
from services.friend_cards import KindRow
from ui import friend_facts, friend_words

BEGINNING: Final = date(2000, 1, 1)
MOST_LEADERS: Final = 500
NEWEST_REWARDS: Final = 6


class Period(StrEnum):
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_YEAR = "this_year"
    ALL = "all"


def span(period: Period, today: date) -> tuple[date, date]:
    """First and last day of a period as seen from today."""
    month = today.replace(day=1)
    if period is Period.LAST_MONTH:
        last = month - timedelta(days=1)
        return last.replace(day=1), last
    starts = {Period.THIS_MONTH: month, Period.THIS_YEAR: today.replace(month=1, day=1)}
    return starts.get(period, BEGINNING), today


def totals(read: Any, period: Period) -> ReferralTotals:
    """The numbers of a period, all referrers together."""
    return referrals.totals(read, *span(period, read.today))


def leaders(read: Any, period: Period) -> tuple[Leader, ...]:
    """The best referrers of a period."""
    return referrals.leaderboard(read, *span(period, read.today), MOST_LEADERS)


@dataclass(frozen=True, slots=True)
class Person:
    """A member with what they brought, and the day it is."""

    profile: MemberProfile
    brought: MemberReferrals
    today: date


def person(read: Any, member_id: MemberId) -> Person:
    """Raises UserError `member.gone`."""
    brought = referrals.of_member(read, member_id, rewards=NEWEST_REWARDS)
    return Person(members.profile(read, member_id), brought, read.today)


def rewards(read: Any, states: frozenset[RewardState]) -> tuple[RewardView, ...]:
    """The waiting ones by the day they are due, the others newest first."""
    if states == {RewardState.PENDING}:
        return referrals.pending(read)
    return referrals.recent(read, states)


@dataclass(frozen=True, slots=True)
class Honored:
    honors: tuple[MemberHonor, ...]
    today: date


def honored(read: Any) -> Honored:
    return Honored(honors.all_active(read), read.today)


@dataclass(frozen=True, slots=True)
class KindView:
    """A kind with both sides in words."""

    row: KindRow
    benefit: str
    reward: str


def kinds(read: Any) -> tuple[KindView, ...]:
    rows = friend_cards.kinds(read)
    names = friend_facts.template_names(read, [row.kind.rule for row in rows])
    return tuple(KindView(row, *friend_facts.both_sides(row.kind.rule, names)) for row in rows)


@dataclass(frozen=True, slots=True)
class Hand:
    """Everything the friend card sheet shows of a member."""

    profile: MemberProfile
    cards: tuple[FriendCard, ...]
    kinds: tuple[KindView, ...]
    brought: MemberReferrals
    limit: int
    today: date


def hand(read: Any, member_id: MemberId) -> Hand:
    """Raises UserError `member.gone`."""
    return Hand(
        members.profile(read, member_id),
        friend_cards.of_member(read, member_id),
        tuple(view for view in kinds(read) if view.row.kind.active),
        referrals.of_member(read, member_id),
        read.settings.policy.friend_cards_per_member,
        read.today,
    )


def export_leaders(read: Any, period: Period, headings: Sequence[str], target: Path) -> int:
    """Every referrer of a period as CSV; how many. Raises EnvironmentProblem `disk.*`."""
    first, last = span(period, read.today)
    found = referrals.export_rows(read, first, last)
    return exports.table(target, headings, [_line(leader) for leader in found])


def _line(leader: Leader) -> tuple[str, ...]:
    cost = leader.cost_each
    return (
        leader.number,
        leader.name,
        friend_words.honor(leader.honor) if leader.honor else "",
        str(leader.friends),
        str(leader.bought),
        str(leader.again),
        str(leader.again_percent),
        exports.amount(leader.turnover),
        exports.amount(leader.paid),
        exports.amount(leader.pending),
        str(leader.points),
        str(leader.vouchers),
        exports.amount(cost) if cost is not None else "",
    )
