"""What members of the example shop do with what they were promised: collect, use, spend and bring friends.

Every share here is made up for the example.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Final

from model.bill import Bill, price
from model.claim import ClaimInstalments
from model.friend_commands import GiveCards
from model.ids import FriendCardId, MemberId, StaffId, TxnId
from model.ledger import Account
from model.money import Money
from model.pack import Pack
from model.pack_commands import SellPack, UsePack
from model.points import limit_of
from model.sale import Payment, Tender
from model.shop import Staff
from model.tier_commands import GiftForPoints
from model.voucher import HeldVoucher, best
from model.voucher_commands import IssueVouchers, ToMember
from services import friend_cards, instalments, packs, points, voucher_issue, vouchers
from services.demo.closing_time import ClosingTime
from services.demo.desk import Desk
from services.demo.novelties import Novelties, restock
from services.demo.rarities import Rarities
from services.storage import gift_rows
from services.storage.member_rows import Person

_SEEN: Final = 60
"""So many of the latest visitors may be whom something rare happens to."""
_CLAIMS_SHARE: Final = 0.85
_WRONG_CLAIM_SHARE: Final = 0.02
_USES_PACK_SHARE: Final = 0.8
_WRONG_USE_SHARE: Final = 0.02
_COMPANION_SHARE: Final = 0.1
_BUYS_PACK_SHARE: Final = 0.018
_WANTS_GIFT_SHARE: Final = 0.03
_GIFT_BACK_SHARE: Final = 0.1
_SPENDS_POINTS_SHARE: Final = 0.2
_LEAST_POINTS: Final = 300
_USES_VOUCHER_SHARE: Final = 0.6
_FOUND_VOUCHER_SHARE: Final = 0.15
"""Of customers without a membership, while there are vouchers that were handed out."""
_GETS_VOUCHER_SHARE: Final = 0.015
_GETS_CARDS_SHARE: Final = 0.02
_LOW_STOCK: Final = 8


class Life:
    """Beside the visits of the story, at a counter where everything goes through the services."""

    def __init__(
        self,
        desk: Desk,
        novelties: Novelties,
        staff: tuple[Staff, ...],
        rng: Random,
        pause: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._new = novelties
        self._manager = next(p.id for p in staff if p.role.value == "manager")
        self._servers = tuple(p.id for p in staff if p.role.value == "cashier")
        self._rng = rng
        self._pause = pause
        self._promised: set[int] = set()
        self._packed: set[int] = set()
        self._papered: set[int] = set()
        self._seen: deque[int] = deque(maxlen=_SEEN)
        self._came = 0
        self._handed_out: list[HeldVoucher] = []
        self._rarities = Rarities(desk, novelties, staff, rng, pause)
        self._closing = ClosingTime(desk, self._manager, rng, pause)

    def _happens(self, share: float) -> bool:
        return self._rng.random() < share

    def as_whom(self, row: int) -> int:
        return self._desk.row(row)

    def opening(self, by: StaffId) -> None:
        """The drawer gets its float, and gifts that run out are bought."""
        self._closing.open_drawer(by)
        for gift in gift_rows.load(self._desk.conn):
            if gift.stock < _LOW_STOCK:
                restock(self._desk, gift, self._manager)

    def closing(self, by: StaffId) -> None:
        """Something rare may happen, then upkeep, then the day is counted and sealed."""
        self._rarities.happen(by, tuple(self._seen), self._came)
        self._came = 0
        self._handed_out += self._rarities.take_handed_out()
        self._closing.close(by)

    # Coming

    def coming(self, by: StaffId, row: int) -> bool:
        """What a member does first; whether that was all they came for."""
        self._seen.append(row)
        self._came += 1
        member_id = self._desk.member_id(row)
        if row in self._promised and self._happens(_CLAIMS_SHARE):
            self._claim(by, member_id)
        if row in self._packed and self._happens(_USES_PACK_SHARE):
            return self._use_pack(by, row)
        return False

    def _claim(self, by: StaffId, member_id: MemberId) -> None:
        desk = self._desk
        state = instalments.due(desk.read, member_id)
        if not state.claimable:
            return
        ids = tuple(one.id for one in state.claimable)
        command = ClaimInstalments(*desk.base(by), member_id, ids, print_receipt=False)
        done = desk.attempt(instalments.claim, command)
        self._pause()
        if done is not None and self._happens(_WRONG_CLAIM_SHARE):
            self._undo(by, TxnId(done.subject_id or b""), "下次再领", state.amount)

    def _undo(self, by: StaffId, txn_id: TxnId, reason: str, amount: Money | None = None) -> None:
        self._desk.reverse(by, txn_id, reason, self._manager, amount=amount)
        self._pause()

    def _use_pack(self, by: StaffId, row: int) -> bool:
        desk = self._desk
        day = desk.day
        usable = [p for p in packs.of_member(desk.read, desk.member_id(row)) if p.usable_on(day)]
        if not usable:
            self._packed.discard(row)
            return False
        done = desk.attempt(packs.use, self._session(by, usable[0]))
        self._pause()
        if done is not None and self._happens(_WRONG_USE_SHARE):
            self._undo(by, TxnId(done.subject_id or b""), "点错次卡")
        return done is not None

    def _session(self, by: StaffId, pack: Pack) -> UsePack:
        companion = pack.companion and pack.sessions_left > 1 and self._happens(_COMPANION_SHARE)
        server = self._servers[int(self._rng.random() * len(self._servers))]
        rating = 5 if self._happens(0.2) else None
        sessions = 2 if companion else 1
        return UsePack(
            *self._desk.base(by), pack.id, sessions, companion, server, rating, print_receipt=False
        )

    # At the till

    def topped_up(self, row: int) -> None:
        """They may have been promised something: it is looked up at the next visit."""
        self._promised.add(row)
        self._packed.add(row)
        self._papered.add(row)

    def bill(self, row: int, bill: Bill) -> Bill:
        """The bill with a voucher or points on it, as far as there are any."""
        if not row:
            return self._with_found(bill) if self._happens(_FOUND_VOUCHER_SHARE) else bill
        if row in self._papered and self._happens(_USES_VOUCHER_SHARE):
            return self._with_vouchers(row, bill)
        if self._happens(_SPENDS_POINTS_SHARE):
            return self._with_points(row, bill)
        return bill

    def _with_vouchers(self, row: int, bill: Bill) -> Bill:
        read, member_id = self._desk.read, self._desk.member_id(row)
        held = vouchers.held_by(read, member_id)
        if not held:
            self._papered.discard(row)
            return bill
        return replace(bill, vouchers=best(bill, held, vouchers.moment(read, member_id)))

    def _with_found(self, bill: Bill) -> Bill:
        read = self._desk.read
        day = read.today
        self._handed_out = [v for v in self._handed_out if v.valid_to >= day]
        found = best(bill, self._handed_out[:1], vouchers.moment(read, None))
        if found:
            del self._handed_out[0]
        return replace(bill, vouchers=found)

    def _with_points(self, row: int, bill: Bill) -> Bill:
        read, rules = self._desk.read, self._desk.read.settings.points
        member_id = self._desk.member_id(row)
        has = points.usable(read, member_id, points.balance(read, member_id))
        most = limit_of(price(bill).before_points, rules).fen // rules.fen_per_point
        used = min(has, most) // 100 * 100
        if used < _LEAST_POINTS:
            return bill
        return replace(bill, points_used=used, fen_per_point=rules.fen_per_point)

    # Leaving

    def leaving(self, by: StaffId, row: int) -> None:
        """What members take with them."""
        self._pause()
        if self._happens(_BUYS_PACK_SHARE):
            self._buy_pack(by, row)
        if self._happens(_WANTS_GIFT_SHARE):
            self._gift(by, row)
        if self._happens(_GETS_VOUCHER_SHARE):
            self._give_voucher(row)
        if self._happens(_GETS_CARDS_SHARE):
            self._give_cards(row)

    def _buy_pack(self, by: StaffId, row: int) -> None:
        desk = self._desk
        member_id = desk.member_id(row)
        kind = self._new.packs[int(self._rng.random() ** 2 * len(self._new.packs))]
        stored = min(kind.price, desk.wallet(row).principal) if self._happens(0.3) else Money(0)
        rest = kind.price - stored
        payment = Payment(stored, (Tender(Account.WECHAT, rest, rest),) if rest else ())
        command = SellPack(*desk.base(by), member_id, kind.id, 1, payment, print_receipt=False)
        if desk.attempt(packs.sell, command) is not None:
            self._packed.add(row)
        self._pause()

    def _gift(self, by: StaffId, row: int) -> None:
        desk = self._desk
        wanted = self._new.gifts[1 + int(self._rng.random() * (len(self._new.gifts) - 1))]
        command = GiftForPoints(*desk.base(by), desk.member_id(row), wanted.id)
        done = desk.attempt(points.gift_for_points, command)
        self._pause()
        if done is not None and self._happens(_GIFT_BACK_SHARE):
            self._undo(by, TxnId(done.subject_id or b""), "换一件")

    def _give_voucher(self, row: int) -> None:
        desk = self._desk
        template = self._new.templates[int(self._rng.random() * len(self._new.templates))]
        to = ToMember(desk.member_id(row))
        if desk.attempt(voucher_issue.issue, IssueVouchers(*desk.base(self._manager), template.id, to)):
            self._papered.add(row)
        self._pause()

    def _give_cards(self, row: int) -> None:
        desk = self._desk
        command = GiveCards(*desk.base(self._manager), desk.member_id(row), self._new.card_kind.id, 2)
        desk.attempt(friend_cards.give, command)
        self._pause()

    # Friends

    def card_from(self, person: Person) -> FriendCardId | None:
        """A friend card of who brought a new member, when one is at hand."""
        if person.referrer_id is None or not person.phone:
            return None
        day = self._desk.day
        held = friend_cards.of_member(self._desk.read, person.referrer_id)
        return next((card.card_id for card in held if card.usable_on(day)), None)
