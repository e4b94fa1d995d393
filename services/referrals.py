"""Who brought whom, and what came of it: one member, the tree, the best referrers of a period.

Source: domain.md section 6. What moves rewards is in services.rewards.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from model.errors import UserError
from model.friend_card import RewardKind
from model.ids import FriendCardId, MemberId, RewardId, TxnId
from model.money import Money
from model.referral import (
    Branch,
    CareFacts,
    Honor,
    Leader,
    MemberReferrals,
    ReferralTotals,
    RewardState,
    RewardView,
    TreeNode,
)
from services import honors
from services.clock import from_day_number
from services.storage import driver, friend_rows, member_rows, referral_rows
from services.storage.work import Reader

ALL: Final = -1
"""As a number of rewards."""


def of_member(read: Reader, member_id: MemberId, rewards: int = ALL) -> MemberReferrals:
    """What a member brought, and what they got and will get for it, with so many of the newest rewards."""
    conn = read.conn
    friends, bought, turnover = referral_rows.friends_of(conn, member_id)
    sums = referral_rows.sums_of_giver(conn, member_id)
    paid = {kind: sum(s[3] for s in sums if s[0] == kind) for kind in RewardKind}
    waiting = [s for s in sums if s[1] == RewardState.PENDING]
    views = referral_rows.views_of_giver(conn, member_id, rewards)
    return MemberReferrals(
        cards_left=friend_rows.held(conn, member_id, b"", read.today_number)[0],
        friends=friends,
        bought=bought,
        turnover=Money(turnover),
        paid_bonus=Money(paid[RewardKind.BONUS]),
        paid_points=paid[RewardKind.POINTS],
        paid_vouchers=paid[RewardKind.VOUCHER],
        pending=sum(s[2] for s in waiting),
        pending_bonus=Money(sum(s[4] for s in waiting if s[0] == RewardKind.BONUS)),
        honors=honors.of_member(read, member_id),
        rewards=tuple(_view(read, row) for row in views),
    )


def _view(read: Reader, row: driver.Row) -> RewardView:
    return RewardView(
        reward_id=RewardId(row[0]),
        giver_id=MemberId(row[1]),
        giver_name=row[2],
        friend_id=MemberId(row[3]),
        friend_name=row[4],
        card_id=FriendCardId(row[5]) if row[5] else None,
        kind=RewardKind(row[6]),
        value=row[7],
        amount=row[7] if row[8] is None else row[8],
        state=RewardState(row[9]),
        due_at=read.local(row[10]) if row[10] is not None else None,
        sale_number=read.number(row[11]) if row[11] else "",
        reward_number=read.number(row[12]) if row[12] else "",
        not_recovered=row[13],
        reason=row[14],
        at=read.local(row[15]),
        voucher_name=row[16],
    )


def pending(read: Reader, limit: int = 200) -> tuple[RewardView, ...]:
    """Rewards for friends who have bought, the first to be paid first."""
    return tuple(_view(read, row) for row in referral_rows.waiting_views(read.conn, limit))


def recent(read: Reader, states: frozenset[RewardState], limit: int = 200) -> tuple[RewardView, ...]:
    """Rewards in these states, the newest promised first."""
    wanted = sorted(state.value for state in states)
    return tuple(_view(read, row) for row in referral_rows.recent_views(read.conn, wanted, limit))


def paid_with(read: Reader, sale_txn_id: TxnId) -> tuple[RewardView, ...]:
    """The rewards that a sale brought, whatever became of them."""
    return tuple(_view(read, row) for row in referral_rows.views_of_sale(read.conn, sale_txn_id))


def care(read: Reader, reward_id: RewardId) -> CareFacts:
    """What a care message to the giver says; raises UserError `reward.unknown`."""
    row = referral_rows.view(read.conn, reward_id)
    if row is None:
        raise UserError("reward.unknown")
    view = _view(read, row)
    giver = member_rows.identity(read.conn, view.giver_id)
    return CareFacts(
        view.giver_id,
        view.giver_name,
        giver[3] if giver else "",
        view.friend_name,
        view.kind,
        view.amount,
        view.voucher_name,
        view.state,
    )


# ── the tree ──


def tree(read: Reader, root: MemberId | None = None, offset: int = 0, limit: int = 100) -> Branch:
    """Whom a member brought; without one who brought somebody and was brought by nobody.

    Most friends first. `limit` nodes from `offset` on, and whether there are more.
    """
    today = read.today_number
    if root is None:
        ids = referral_rows.roots(read.conn, offset, limit + 1)
        rows = referral_rows.nodes(read.conn, ids[:limit], today)
        return Branch(tuple(map(_node, rows)), len(ids) > limit)
    rows = referral_rows.children(read.conn, root, today, offset, limit + 1)
    return Branch(tuple(map(_node, rows[:limit])), len(rows) > limit)


def path_to(read: Reader, member_id: MemberId) -> tuple[TreeNode, ...]:
    """From the one at the top down to a member: whom to unfold to show them in the tree."""
    ids = referral_rows.ancestors(read.conn, member_id)
    rows = referral_rows.nodes(read.conn, ids, read.today_number)
    return tuple(map(_node, rows))


def _node(row: driver.Row) -> TreeNode:
    return TreeNode(
        member_id=MemberId(row[0]),
        name=row[1],
        number=f"{row[2]:06d}",
        friends=row[3],
        joined=from_day_number(row[4]),
        visits=row[5],
        spent=Money(row[6]),
        honor=Honor(row[7]) if row[7] else None,
    )


# ── a period ──


def leaderboard(read: Reader, first_day: date, last_day: date, limit: int = 50) -> tuple[Leader, ...]:
    """Who brought members in these business days: most friends who bought first, then turnover."""
    span = _span(read, first_day, last_day)
    found = referral_rows.leaders(read.conn, span, limit)
    nodes = {row[0]: _node(row) for row in _nodes_of(read, [row[0] for row in found])}
    return tuple(_leader(read, nodes[row[0]], row, span) for row in found)


def _nodes_of(read: Reader, ids: list[bytes]) -> list[driver.Row]:
    today, size = read.today_number, 500
    parts = [ids[n : n + size] for n in range(0, len(ids), size)]
    return [row for part in parts for row in referral_rows.nodes(read.conn, part, today)]


def _leader(read: Reader, node: TreeNode, row: driver.Row, span: tuple[int, int]) -> Leader:
    bonus, points, vouchers, waiting = referral_rows.cost(read.conn, span, node.member_id)
    return Leader(
        member_id=node.member_id,
        name=node.name,
        number=node.number,
        friends=row[1],
        bought=row[2],
        again=row[3],
        turnover=Money(row[4]),
        paid=Money(bonus),
        pending=Money(waiting),
        points=points,
        vouchers=vouchers,
        honor=node.honor,
    )


def totals(read: Reader, first_day: date, last_day: date) -> ReferralTotals:
    """All friends who signed up in these business days, and what came of them until now."""
    span = _span(read, first_day, last_day)
    givers, friends, bought, again, turnover, members = referral_rows.whole(read.conn, span)
    bonus, _, _, waiting = referral_rows.cost(read.conn, span)
    return ReferralTotals(
        givers, friends, bought, again, Money(turnover), Money(bonus), Money(waiting), members
    )


def export_rows(read: Reader, first_day: date, last_day: date) -> tuple[Leader, ...]:
    """Every referrer of these business days, for a file."""
    return leaderboard(read, first_day, last_day, limit=1 << 31)


def _span(read: Reader, first_day: date, last_day: date) -> tuple[int, int]:
    """UTC milliseconds in which business days begin and end: [from, to)."""
    policy = read.settings.policy
    zone = ZoneInfo(policy.time_zone)

    def begins(day: date) -> int:
        at = datetime(day.year, day.month, day.day, policy.day_starts_hour, tzinfo=zone)
        return int(at.timestamp() * 1000)

    return begins(first_day), begins(last_day + timedelta(days=1))
