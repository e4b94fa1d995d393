"""Instalment rebates (分期返现): promised with a top-up, collected month by month in the shop.

Source: domain.md section 4.
"""

from __future__ import annotations

from model import claim as claiming
from model import codes
from model.changes import Kind
from model.claim import ClaimInstalments, ClaimState, Promise
from model.errors import UserError
from model.ids import InstalmentId, LotId, MemberId, TxnId
from model.instalment import Instalment, InstalmentState, due_days, last_day
from model.ledger import TxnKind
from model.money import ZERO, Money
from model.offer import OfferedInstalments
from model.receipt import ReceiptClaim, ReceiptLot, ReceiptRebate
from model.rules import ClaimRules
from model.shop import Role
from model.views import Done
from services import access, freezing
from services.clock import day_number, from_day_number
from services.print_queue import queue_receipt
from services.storage import claim_rows, instalment_rows, meta_rows, txn_rows
from services.storage.work import Reader, Work


def promise(
    work: Work, txn_id: TxnId, member_id: MemberId, offered: OfferedInstalments, rules: ClaimRules
) -> tuple[Instalment, ...]:
    """Write what a purchase of today promises, by the rules that were frozen into it."""
    promised = tuple(
        Instalment(
            id=InstalmentId(work.new_id()),
            txn_id=txn_id,
            n=n,
            member_id=member_id,
            amount=offered.amount,
            due_on=due_on,
            last_on=last_day(due_on, rules),
            bonus_days=rules.bonus_days,
        )
        for n, due_on in enumerate(due_days(work.today, offered), start=1)
    )
    instalment_rows.add(work.conn, promised)
    return promised


def due(read: Reader, member_id: MemberId) -> ClaimState:
    """What a member can collect now, what comes next, and why the rest can't be had."""
    day = read.today
    promises = claim_rows.pending(read.conn, member_id, day_number(day))
    consumed = claim_rows.consumed_on(read.conn, member_id, day_number(day))
    standstill: UserError | None = None
    try:
        freezing.not_frozen(read, member_id)
    except UserError as error:
        standstill = error
    return claiming.stand(member_id, promises, day, consumed, standstill)


def by_stub(read: Reader, code: str) -> Promise:
    """The instalment of a scanned claim stub of this shop, while it is pending; its day may be to come.

    Raises UserError `claim.foreign` (another shop's, or forged), `claim.unknown`, `claim.claimed`
    (at, number), `claim.cancelled`, `code.mistyped`, `code.kind` (a code of other paper).
    """
    scanned = codes.read_qr(code, meta_rows.shop_key(read.conn))
    if isinstance(scanned, codes.CodeFault):
        raise UserError("claim.foreign" if scanned is codes.CodeFault.FOREIGN else "code.mistyped")
    if scanned.kind is not codes.QrKind.INSTALMENT:
        raise UserError("code.kind")
    return _pending(read, InstalmentId(scanned.id16))


def claim(work: Work, command: ClaimInstalments) -> Done:
    """Collect instalments as bonus (领取), never as money; on disk when it returns.

    It earns nothing. Raises UserError `claim.nothing`, `claim.unknown`, `claim.claimed` (at, number),
    `claim.cancelled`, `claim.early` (day), `claim.lapsed` (day), `claim.one_a_day`,
    `claim.minimum` (minimum, missing), `member.*`.
    """
    access.needs(work, Role.CASHIER)
    payer = freezing.payer(work, command.member_id)
    freezing.refuse_frozen(payer.state)
    chosen = _chosen(work, command)
    claiming.check_together(
        chosen, work.today, claim_rows.consumed_on(work.conn, command.member_id, work.today_number)
    )
    amount = claiming.total(chosen)
    lots = [(LotId(work.new_id()), last, part) for last, part in claiming.lots_of(chosen, work.today)]
    txn_id = TxnId(work.new_id())
    number = txn_rows.post(
        work,
        TxnKind.CLAIM,
        command.member_id,
        amount,
        claiming.postings(command.member_id, [(lot_id, part) for lot_id, _, part in lots]),
        txn_id=txn_id,
        new_lots=[(lot_id, day_number(last) if last else None) for lot_id, last, _ in lots],
        usable_bonus_after=payer.wallet.bonus_on(work.today).fen + amount.fen,
    )
    for one in chosen:
        instalment_rows.move(work, one.instalment, InstalmentState.CLAIMED, "claimed", txn_id=txn_id)
    if command.print_receipt:
        queue_receipt(work, txn_id)
    work.touch(Kind.LEDGER, command.member_id)
    work.touch(Kind.INSTALMENT)
    return work.finish(TxnKind.CLAIM, txn_id, number=work.number(number))


def _chosen(work: Work, command: ClaimInstalments) -> tuple[Promise, ...]:
    """What the command names, the earliest first; another member's are unknown to this one."""
    found = [_pending(work, id_) for id_ in dict.fromkeys(command.instalment_ids)]
    if not found:
        raise UserError("claim.nothing")
    if any(one.instalment.member_id != command.member_id for one in found):
        raise UserError("claim.unknown")
    return tuple(sorted(found, key=lambda one: (one.instalment.due_on, one.instalment.n)))


def _pending(read: Reader, instalment_id: InstalmentId) -> Promise:
    found = claim_rows.get(read.conn, instalment_id, read.today_number)
    if found is None:
        raise UserError("claim.unknown")
    match found.instalment.state:
        case InstalmentState.CLAIMED:
            row = claim_rows.last_claim(read.conn, instalment_id)
            at, number = (read.local(row[0]), read.number(row[1])) if row else (None, "")
            raise UserError("claim.claimed", at=at, number=number, n=found.instalment.n, of=found.of)
        case InstalmentState.CANCELLED:
            raise UserError("claim.cancelled", n=found.instalment.n, of=found.of)
        case InstalmentState.PENDING:
            return found


def claimed_with(read: Reader, txn_id: TxnId) -> tuple[ReceiptClaim, ...]:
    """What a claim collected, or its reversal gave back, as its slip names it."""
    rows = claim_rows.claimed_with(read.conn, txn_id)
    return tuple(ReceiptClaim(name, n, of, Money(amount)) for _, n, of, name, amount in rows)


def granted_with(read: Reader, txn_id: TxnId) -> tuple[ReceiptLot, ...]:
    """The bonus that a claim brought, and until when."""
    return tuple(
        ReceiptLot(Money(granted), from_day_number(last) if last else None)
        for _, granted, _, last in claim_rows.lots_of(read.conn, txn_id)
    )


def rebate_after(read: Reader, txn_id: TxnId) -> ReceiptRebate | None:
    """What the member of a transaction could collect right after it, and what comes next."""
    rows = claim_rows.open_after(read.conn, txn_id)
    due_now = [amount for due_on, last, amount, day in rows if due_on <= day <= (last or day)]
    later = [(due_on, amount) for due_on, _, amount, day in rows if due_on > day]
    if not due_now and not later:
        return None
    first = later[0] if later else None
    return ReceiptRebate(
        Money(sum(due_now)),
        len(due_now),
        from_day_number(first[0]) if first else None,
        Money(first[1]) if first else ZERO,
    )


def cancel_of(work: Work, purchase_id: TxnId, txn_id: TxnId, member_id: MemberId) -> None:
    """Cancel what a purchase still promises: it is taken back by the transaction `txn_id`."""
    _cancel(work, instalment_rows.of_purchase(work.conn, purchase_id), txn_id, member_id)


def cancel_for(work: Work, member_id: MemberId, txn_id: TxnId) -> None:
    """Cancel everything still promised to a member, whose card is refunded by the transaction `txn_id`."""
    _cancel(work, instalment_rows.pending_of(work.conn, member_id), txn_id, member_id)


def _cancel(work: Work, promised: tuple[Instalment, ...], txn_id: TxnId, member_id: MemberId) -> None:
    for one in promised:
        if one.state is InstalmentState.PENDING:
            instalment_rows.move(work, one, InstalmentState.CANCELLED, "cancelled", txn_id=txn_id)
            work.touch(Kind.INSTALMENT, member_id, one.id)
