"""What a card refund is shared out by: visits on payments, what comes back on tenders, rates by day (fen)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from model.ledger import Account
from model.money import ZERO, Money, split
from model.rules import InterestRate

Taken = tuple[int, int, int]
"""Of a visit: taken, list value, and what of it was taken from bonus of others."""


def filled(room: Sequence[int], visits: Sequence[Taken]) -> list[list[Taken]]:
    """What of each visit falls on which payment; the last one takes the rest."""
    takes: list[list[Taken]] = [[] for _ in room]
    left = list(room)
    at = 0
    for wanted, list_value, of_others in visits:
        parts = [0] * len(left)
        while wanted and left:
            last = at == len(left) - 1
            part = wanted if last else min(wanted, left[at])
            parts[at] += part
            left[at] -= part
            wanted -= part
            at += 0 if last or left[at] > 0 else 1
        values, others = (split(amount, parts) if sum(parts) else [] for amount in (list_value, of_others))
        for index, value in enumerate(values):
            if parts[index] or value:
                takes[index].append((parts[index], value, others[index]))
    return takes


def pay_back(due: Money, came_by: Sequence[tuple[Account, Money]]) -> dict[Account, Money]:
    """`due` by the ways the money came in, the first first; what is more than came goes the first way."""
    left = due.fen
    parts: dict[Account, Money] = {}
    for account, amount in came_by:
        part = min(left, amount.fen)
        if part:
            parts[account] = Money(part)
            left -= part
    if left:
        first = next(iter(parts), came_by[0][0] if came_by else Account.CASH)
        parts[first] = parts.get(first, ZERO) + Money(left)
    return parts


def rate_on(rates: Sequence[InterestRate], day: date) -> InterestRate | None:
    """The rate in force when the contract was made; the earliest known one before that."""
    ordered = sorted(rates, key=lambda rate: rate.from_day)
    in_force = [rate for rate in ordered if rate.from_day <= day]
    return in_force[-1] if in_force else ordered[0] if ordered else None
