"""The member whose card a command is about, read at once: every sale waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from model.birthday import Calendar
from model.ids import MemberId, TierId
from model.record import dataclass
from model.tier import NO_RANK
from services.storage import driver, member_rows, txn_rows
from services.storage.standing_rows import FLAGS, state
from services.storage.tier_rows import Now

if TYPE_CHECKING:
    from datetime import date

    from model.views import AccountState
    from model.wallet import Wallet


@dataclass(frozen=True, slots=True)
class Payer:
    """How the account stands, what is on it, and what a checkout depends on."""

    id: MemberId
    state: AccountState
    tier_id: TierId | None
    tier_name: str
    discount_bp: int | None
    rank: int
    spent: int
    """All that was ever consumed, in fen."""
    visits: int
    brought: bool
    """A reward of somebody who brought them is promised or paid."""
    owed_for_packs: int
    """What sessions that are left were paid for, in fen."""
    wallet: Wallet
    born: driver.Row

    def has_birthday(self, day: date) -> bool:
        """Whether it is kept on `day`, by the calendar that they keep it by."""
        kind, _, month, *_ = self.born
        if kind is None or (kind == Calendar.SOLAR and month != day.month):
            return False
        kept = member_rows.birthday(self.born)
        return kept is not None and kept.is_on(day)

    def consuming(self, more: int) -> Now:
        """Where the member stands among the tiers after `more` fen of consumption."""
        return Now(self.tier_id, self.rank, self.spent + more)


# Rewards in the very words of their partial index, which holds few of the members.
_PAYER: Final = (
    f"SELECT {FLAGS}, t.id, coalesce(t.name, ''), t.discount_bp, t.rank, b.spent, b.visits, "
    "EXISTS (SELECT 1 FROM referral_reward WHERE friend_id = m.id AND state IN ('pending', 'paid')), "
    "(SELECT coalesce(sum(value_left), 0) FROM pack WHERE member_id = m.id AND state = 'open'), "
    "b.principal, b.points, m.birth_kind, m.birth_year, m.birth_month, m.birth_day, m.birth_leap "
    "FROM member m JOIN member_balance b ON b.member_row = m.row LEFT JOIN tier t ON t.id = m.tier_id "
    "WHERE m.id = ?"
)


def get(conn: driver.Connection, member_id: MemberId) -> Payer | None:
    row = conn.execute(_PAYER, (member_id,)).fetchone()
    if row is None:
        return None
    tier_id, tier, discount_bp, rank, spent, visits, brought, owed = row[3:11]
    return Payer(
        member_id,
        state(*row[:3]),
        tier_id,
        tier,
        discount_bp,
        NO_RANK if rank is None else rank,
        spent,
        visits,
        bool(brought),
        owed,
        txn_rows.wallet_of(conn, member_id, row[11], row[12]),
        row[13:],
    )
