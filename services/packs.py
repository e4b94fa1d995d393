"""Session packs (次卡): their kinds, selling and giving them, having sessions, extending them.

Source: domain.md sections 3.9, 3.10 and 9. Selling a pack is no income and earns nothing; each session is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from model.changes import Kind
from model.errors import UserError
from model.ids import MemberId, PackId, PackKindId, StaffId, TxnId
from model.ledger import TxnKind
from model.money import ZERO, Money
from model.offer import OfferedPack
from model.pack import (
    MOST_AT_ONCE,
    Pack,
    PackKind,
    PackOrigin,
    PackState,
    check_kind,
    check_use,
    owed,
    plan_pack_sale,
    plan_pack_use,
    value_of,
)
from model.pack_commands import ExtendPack, SavePackKind, SellPack, UsePack
from model.points import earned
from model.record import dataclass
from model.sale import Payment
from model.shop import Item, Policy, Role, Staff
from model.text import clean_line
from model.topup import LimitWarning, bonus_expiry, limit_warnings
from model.views import AccountState, Done
from model.wallet import Wallet
from services import access, points, rewards, tiers
from services.freezing import not_frozen, state_of
from services.print_queue import queue_receipt
from services.storage import catalog_rows, pack_rows, sale_rows, staff_rows, txn_rows
from services.storage.pack_rows import Event
from services.storage.work import Reader, Work


@dataclass(frozen=True, slots=True)
class KindView:
    """A kind with the service it is for."""

    kind: PackKind
    item_name: str
    list_price: Money
    """Of one session without a pack."""


def kinds(read: Reader, *, active_only: bool = False) -> tuple[KindView, ...]:
    """The shop's kinds of packs in its order, the archived too unless told."""
    found = []
    for kind in pack_rows.kinds(read.conn, active_only=active_only):
        item = catalog_rows.get(read.conn, Item, kind.item_id)
        if item is not None:
            found.append(KindView(kind, item.name, item.price))
    return tuple(found)


def save_kind(work: Work, command: SavePackKind) -> Done:
    """Create or change a kind (manager).

    Raises UserError `catalog.name_exists`, `catalog.price`, `pack.sessions`, `pack.days`, `pack.item`,
    `auth.needs`, `text.*`.
    """
    access.needs(work, Role.MANAGER)
    kind = replace(command.kind, name=clean_line(command.kind.name, required=True))
    check_kind(kind)
    if catalog_rows.get(work.conn, Item, kind.item_id) is None:
        raise UserError("pack.item")
    if kind.active and pack_rows.kind_name_taken(work.conn, kind):
        raise UserError("catalog.name_exists", name=kind.name)
    pack_rows.save_kind(work.conn, kind)
    work.touch(Kind.PACK_KIND, kind.id)
    return work.finish("save_pack_kind", kind.id, detail={"name": kind.name})


def of_member(read: Reader, member_id: MemberId) -> tuple[Pack, ...]:
    """All packs of a member: the open ones first, those that can be used before the others."""
    day = read.today
    found = pack_rows.of_member(read.conn, member_id)
    return tuple(sorted(found, key=lambda p: (p.state is not PackState.OPEN, not p.usable_on(day))))


@dataclass(frozen=True, slots=True)
class Hand:
    """Everything about packs that the counter shows of a member and offers to them."""

    member_id: MemberId
    packs: tuple[Pack, ...]
    """The open ones that have sessions left, those that can be used first."""
    kinds: tuple[KindView, ...]
    staff: tuple[Staff, ...]
    principal: Money
    owed: Money
    """What is owed for sessions, also of packs that ran out."""
    today: date
    account: AccountState


def hand(read: Reader, member_id: MemberId) -> Hand:
    """What the counter shows of a member's packs; raises UserError `member.gone`."""
    known = of_member(read, member_id)
    return Hand(
        member_id,
        tuple(p for p in known if p.state is PackState.OPEN and p.sessions_left),
        kinds(read, active_only=True),
        catalog_rows.load(read.conn, Staff, active_only=True),
        _wallet(read, member_id).principal,
        owed(known),
        read.today,
        state_of(read, member_id),
    )


def give_with_top_up(
    work: Work, txn_id: TxnId, member_id: MemberId, offered: Iterable[OfferedPack]
) -> tuple[Pack, ...]:
    """The packs that a top-up plan brings, worth nothing in the books; call it after the top-up is posted.

    Raises UserError `pack.kind` for a kind that isn't there.
    """
    given: list[Pack] = []
    for one in offered:
        kind, item = _kind(work, one.kind_id)
        given += [_new(work, kind, item, member_id, txn_id, PackOrigin.PLAN) for _ in range(one.quantity)]
    for pack in given:
        pack_rows.insert(work, pack)
    if given:
        work.touch(Kind.PACK, member_id, *(pack.id for pack in given))
    return tuple(given)


def _kind(work: Work, kind_id: PackKindId) -> tuple[PackKind, Item]:
    kind = pack_rows.kind(work.conn, kind_id)
    item = catalog_rows.get(work.conn, Item, kind.item_id) if kind else None
    if kind is None or item is None:
        raise UserError("pack.kind")
    return kind, item


def _new(
    work: Work, kind: PackKind, item: Item, member_id: MemberId, txn_id: TxnId, origin: PackOrigin
) -> Pack:
    paid = kind.price if origin is PackOrigin.SOLD else ZERO
    return Pack(
        id=PackId(work.new_id()),
        member_id=member_id,
        kind_id=kind.id,
        txn_id=txn_id,
        origin=origin,
        name=kind.name,
        item_id=item.id,
        item_name=item.name,
        list_price=item.price,
        unit_cost=item.cost,
        earns_points=item.earns_points,
        companion=kind.companion,
        sessions=kind.sessions,
        sessions_left=kind.sessions,
        paid=paid,
        value_left=paid,
        valid_to=bonus_expiry(work.today, kind.days),
    )


def limits_crossed(
    payment: Payment, principal: Money, owed_before: Money, policy: Policy
) -> tuple[LimitWarning, ...]:
    """Limits of the law that a sale of packs for this payment would cross; none of them refuses it.

    What is owed for sessions counts like principal: both are money paid beforehand.
    """
    from_outside = Money(sum(t.amount.fen for t in payment.tenders))
    after = principal + owed_before + from_outside
    found: set[LimitWarning] = set()
    for tender in payment.tenders:
        found.update(limit_warnings(from_outside, tender.account, after, policy))
    return tuple(sorted(found))


def _wallet(read: Reader, member_id: MemberId) -> Wallet:
    try:
        return txn_rows.wallet(read.conn, member_id)
    except LookupError:
        raise UserError("member.gone") from None


def sell(work: Work, command: SellPack) -> Done:
    """Sell packs of one kind; on disk when it returns.

    Raises UserError `pack.kind`, `pack.quantity`, `topup.limit` (warnings not confirmed yet), `member.*`
    and those of model.pack.plan_pack_sale.
    """
    access.needs(work, Role.CASHIER)
    not_frozen(work, command.member_id)
    wallet = _wallet(work, command.member_id)
    kind, item = _kind(work, command.kind_id)
    if not kind.active:
        raise UserError("pack.kind")
    if not 1 <= command.quantity <= MOST_AT_ONCE:
        raise UserError("pack.quantity", limit=MOST_AT_ONCE)
    txn_id = TxnId(work.new_id())
    count = range(command.quantity)
    sold = tuple(_new(work, kind, item, command.member_id, txn_id, PackOrigin.SOLD) for _ in count)
    postings = plan_pack_sale(sold, command.payment, command.member_id, wallet.principal)
    owed_before = pack_rows.value_of(work.conn, command.member_id)
    crossed = limits_crossed(command.payment, wallet.principal, owed_before, work.settings.policy)
    unconfirmed = set(crossed) - command.confirmed
    if unconfirmed:
        raise UserError("topup.limit", warnings=tuple(sorted(unconfirmed)))
    number = txn_rows.post(
        work,
        TxnKind.PACK_SALE,
        command.member_id,
        kind.price * command.quantity,
        postings,
        txn_id=txn_id,
        usable_bonus_after=wallet.bonus_on(work.today).fen,
    )
    sale_rows.insert_tenders(work, txn_id, command.payment.tenders)
    for pack in sold:
        pack_rows.insert(work, pack)
    if command.print_receipt:
        queue_receipt(work, txn_id)
    _touch(work, command.member_id, *sold)
    return work.finish(TxnKind.PACK_SALE, txn_id, number=work.number(number))


def use(work: Work, command: UsePack) -> Done:
    """Have sessions of a pack: their value becomes income, a visit is counted; on disk when it returns.

    Raises UserError `pack.gone`, `sale.rating`, `auth.unknown` (who served), `member.*` and those of
    model.pack.check_use.
    """
    access.needs(work, Role.CASHIER)
    pack = _pack(work, command.pack_id)
    not_frozen(work, pack.member_id)
    check_use(pack, command.sessions, command.companion, work.today)
    if command.rating is not None and command.rating not in range(1, 6):
        raise UserError("sale.rating")
    _check_server(work, command.served_by)
    value = value_of(pack, command.sessions)
    earns = _points(work, pack, value)
    txn_id = TxnId(work.new_id())
    number = txn_rows.post(
        work,
        TxnKind.PACK_USE,
        pack.member_id,
        value,
        plan_pack_use(pack, value, earns),
        txn_id=txn_id,
        usable_bonus_after=_wallet(work, pack.member_id).bonus_on(work.today).fen,
        moved=txn_rows.Statistics(spent=value.fen, visits=1),
    )
    left = replace(
        pack, sessions_left=pack.sessions_left - command.sessions, value_left=pack.value_left - value
    )
    used = Event(
        "used",
        txn_id,
        command.sessions,
        value,
        earns,
        command.companion,
        command.served_by,
        command.rating,
    )
    pack_rows.move(work, pack, left, used)
    rewards.after_purchase(work, txn_id, pack.member_id, value)
    if work.settings.ladder:
        tiers.after_spending(work, pack.member_id, txn_id)
    if command.print_receipt:
        queue_receipt(work, txn_id)
    _touch(work, pack.member_id, pack)
    return work.finish(TxnKind.PACK_USE, txn_id, number=work.number(number))


def _pack(work: Work, pack_id: PackId) -> Pack:
    pack = pack_rows.get(work.conn, pack_id)
    if pack is None:
        raise UserError("pack.gone")
    return pack


def _check_server(work: Work, served_by: StaffId | None) -> None:
    if served_by is not None and staff_rows.role_of(work.conn, served_by) is None:
        raise UserError("auth.unknown")


def _points(work: Work, pack: Pack, value: Money) -> int:
    """A session paid for with real money earns points when it is had (domain.md section 3.9)."""
    if not pack.earns_points:
        return 0
    earning = points.earning(work, pack.member_id)
    return earned((value.fen,), (pack.item_id,), earning, work.today)[0]


def extend(work: Work, command: ExtendPack) -> Done:
    """Let a pack be used for longer, also one whose last day is past (manager, with a reason).

    Raises UserError `pack.gone`, `pack.closed`, `pack.until`, `auth.needs`, `member.*`, `text.*`.
    """
    access.needs(work, Role.MANAGER, command.approved_by)
    reason = clean_line(command.reason, 120, required=True)
    pack = _pack(work, command.pack_id)
    not_frozen(work, pack.member_id)
    if pack.state is not PackState.OPEN:
        raise UserError("pack.closed", name=pack.name)
    if pack.valid_to is None or command.until <= pack.valid_to or command.until < work.today:
        raise UserError("pack.until")
    pack_rows.move(work, pack, replace(pack, valid_to=command.until), Event("extended", reason=reason))
    _touch(work, pack.member_id, pack)
    return work.finish("pack_extended", pack.id, approved_by=command.approved_by, detail=reason)


def close(work: Work, pack: Pack, state: PackState, txn_id: TxnId | None, reason: str = "") -> None:
    """End an open pack: what was left of it is settled by the caller's transaction, already posted."""
    if pack.state is not PackState.OPEN or state is PackState.OPEN:
        raise AssertionError("only an open pack ends")
    ended = replace(pack, sessions_left=0, value_left=ZERO, state=state)
    event = Event(state.value, txn_id, pack.sessions_left, pack.value_left, reason=reason)
    pack_rows.move(work, pack, ended, event)
    work.touch(Kind.PACK, pack.member_id, pack.id)


def _touch(work: Work, member_id: MemberId, *packs: Pack) -> None:
    work.touch(Kind.PACK, member_id, *(pack.id for pack in packs))
    work.touch(Kind.LEDGER)
