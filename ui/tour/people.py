"""Whom the tour meets: members of the example shop that suit each scene, found by their figures."""

from __future__ import annotations

from model.ids import StaffId
from model.members_filter import MemberFilter, SortKey
from model.record import dataclass
from model.shop import Role
from model.views import MemberRow
from services import member_list, staff
from services.shop import Shop


@dataclass(frozen=True, slots=True)
class Cast:
    """`rich` has stored value and bonus, `poor` nothing stored."""

    rich: MemberRow
    poor: MemberRow
    cashier_position: int
    """Where the cashier stands on the lock screen, from the first of so many `people` on."""
    owner_position: int
    people: int
    owner: StaffId


def cast(shop: Shop) -> Cast:
    """Choose the people of the tour; raises LookupError when the shop has nobody fitting."""
    jobs = shop.jobs
    stored = MemberFilter(sort=SortKey.STORED, descending=True)
    rows = jobs.read(member_list.rows, jobs.read(member_list.ids, stored).result()[:200]).result()
    reachable = [r for r in rows if r.phone]
    rich = next(
        r for r in reachable if r.bonus and r.principal.fen > 50_000 and len(r.name) == 3 and r.visits > 3
    )
    few = jobs.read(member_list.ids, MemberFilter(sort=SortKey.STORED, descending=False)).result()[:200]
    empty = (r for r in jobs.read(member_list.rows, few).result() if not r.bonus and not r.principal)
    poor = next(r for r in empty if r.phone)
    people = jobs.read(staff.people).result()
    cashier = next(n for n, p in enumerate(people) if p.role is Role.CASHIER)
    owner = next(n for n, p in enumerate(people) if p.role is Role.OWNER)
    return Cast(rich, poor, cashier, owner, len(people), people[owner].id)
