"""What the example's members hold while their history is made: columns of numbers, not objects.

A member costs some 60 bytes and a bonus lot 50, so that a million of them fit.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from model.ids import LotId, MemberId
from model.ledger import Account, Posting
from model.money import Money
from model.wallet import Lot, Wallet
from services.clock import from_day_number

_ID_BYTES: Final = 16
_NONE: Final = -1

_day = lru_cache(maxsize=8_192)(from_day_number)


class Lots:
    """Every bonus lot ever granted; those of one member hang together, the newest first."""

    def __init__(self) -> None:
        self._ids = bytearray()
        self._granted = array("q")
        self._remaining = array("q")
        self._granted_day = array("i")
        self._expires_day = array("i")
        self._older = array("i")

    def grant(self, lot_id: LotId, amount_fen: int, day: int, expires_day: int | None, older: int) -> int:
        """Remember a new lot, still empty, before the member's `older` ones; returns its place."""
        self._ids += lot_id
        self._granted.append(amount_fen)
        self._remaining.append(0)
        self._granted_day.append(day)
        self._expires_day.append(expires_day or 0)
        self._older.append(older)
        return len(self._granted) - 1

    def of(self, newest: int) -> Iterator[int]:
        """The places of a member's lots, newest first."""
        at = newest
        while at != _NONE:
            yield at
            at = self._older[at]

    def id(self, at: int) -> LotId:
        return LotId(bytes(self._ids[at * _ID_BYTES : (at + 1) * _ID_BYTES]))

    def remaining(self, at: int) -> int:
        return self._remaining[at]

    def take(self, newest: int, lot_id: LotId, amount_fen: int) -> None:
        """Move what remains of a lot; raises LookupError when it isn't the member's."""
        for at in self.of(newest):
            if self.id(at) == lot_id:
                self._remaining[at] -= amount_fen
                return
        raise LookupError("lot")

    def as_lot(self, at: int) -> Lot:
        expires = self._expires_day[at]
        return Lot(
            self.id(at),
            Money(self._granted[at]),
            Money(self._remaining[at]),
            _day(self._granted_day[at]),
            _day(expires) if expires else None,
        )


class Wallets:
    """Balances, statistics and standing of all members, by local row (from 1)."""

    def __init__(self, members: int) -> None:
        self.lots = Lots()
        self._ids = bytearray(_ID_BYTES)
        self.principal, self.bonus, self.points = (
            _zeros("q", members),
            _zeros("q", members),
            _zeros("q", members),
        )
        self.spent, self.topped_up = _zeros("q", members), _zeros("q", members)
        self.visits, self.last_visit_day = _zeros("i", members), _zeros("i", members)
        self.version, self.tier = _zeros("i", members), bytearray(members + 1)
        self.was_served = bytearray(members + 1)
        self._newest_lot = array("i", [_NONE]) * (members + 1)
        self._latest: tuple[int, Wallet] | None = None

    @property
    def members(self) -> int:
        return len(self._ids) // _ID_BYTES - 1

    def join(self, member_id: MemberId) -> int:
        """The row of a new member with empty balances."""
        self._ids += member_id
        row = self.members
        self.version[row] = 1
        return row

    def id(self, row: int) -> MemberId:
        return MemberId(bytes(self._ids[row * _ID_BYTES : (row + 1) * _ID_BYTES]))

    def wallet(self, row: int) -> Wallet:
        """What the rules plan with; lots of which nothing is left are no part of it, as in the shop file."""
        if self._latest is None or self._latest[0] != row:
            lots = self.lots
            held = tuple(lots.as_lot(at) for at in lots.of(self._newest_lot[row]) if lots.remaining(at))
            self._latest = row, Wallet(Money(self.principal[row]), held, self.points[row])
        return self._latest[1]

    def grant(self, row: int, lot_id: LotId, amount_fen: int, day: int, expires_day: int | None) -> None:
        """Open a lot; the posting that grants it fills it."""
        newest = self._newest_lot[row]
        self._newest_lot[row] = self.lots.grant(lot_id, amount_fen, day, expires_day, newest)

    def move(self, row: int, postings: Iterable[Posting]) -> None:
        """Move balances and lots as the postings say."""
        self._latest = None
        for posting in postings:
            if posting.account is Account.PRINCIPAL:
                self.principal[row] -= posting.amount
            elif posting.account is Account.POINTS:
                self.points[row] -= posting.amount
            elif posting.account is Account.BONUS and posting.lot_id is not None:
                self.bonus[row] -= posting.amount
                self.lots.take(self._newest_lot[row], posting.lot_id, posting.amount)

    def balance_rows(self) -> Iterator[tuple[int, ...]]:
        """The columns of `member_rows.INSERT_BALANCE`."""
        columns = (self.principal, self.bonus, self.points, self.spent, self.topped_up, self.visits)
        for row in range(1, self.members + 1):
            yield (row, *(column[row] for column in columns), self.last_visit_day[row])

    def lot_rows(self) -> Iterator[tuple[object, ...]]:
        """The columns of `txn_rows.INSERT_LOT_BALANCE` in the order of the table's key."""
        for row in range(1, self.members + 1):
            if self._newest_lot[row] != _NONE:
                for at in reversed(tuple(self.lots.of(self._newest_lot[row]))):
                    yield (self.id(row), self.lots.id(at), self.lots.remaining(at))


def _zeros(code: str, members: int) -> array[int]:
    return array(code, [0]) * (members + 1)
