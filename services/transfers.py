"""Moving what is stored from one member's account to another's, and taking it back.

Two transactions, one a side, linked by `transfer.other_txn_id`; between them the account `transfer`.
"""

from __future__ import annotations

from functools import partial

from model.account_commands import TransferBalance
from model.changes import Kind
from model.command import Command
from model.commands import Reverse
from model.errors import UserError
from model.ids import CommandId, LotId, MemberId, StaffId, TxnId
from model.ledger import Account, Posting, TxnKind
from model.money import Money
from model.record import dataclass
from model.reversal import ReversalPlan
from model.sale import Bucket
from model.shop import Role as StaffRole
from model.text import clean_line
from model.topup import LimitWarning, limit_warnings
from model.transfer import Moved, MovedLot, Role, TransferKind, check_still_there, given, side
from model.views import Done
from model.wallet import Lot, Wallet
from services import access
from services.clock import day_number
from services.freezing import not_frozen, not_settled
from services.print_queue import queue_receipt
from services.storage import member_rows, pack_rows, sale_rows, transfer_rows, txn_rows
from services.storage.transfer_rows import Transfer
from services.storage.work import Reader, Work


@dataclass(frozen=True, slots=True)
class TransferPreview:
    """What a transfer would leave on both accounts; `bonus` is what can be used today."""

    from_name: str
    to_name: str
    principal: Money
    bonus: Money
    from_before: Money
    from_after: Money
    to_before: Money
    to_after: Money
    warnings: tuple[LimitWarning, ...]


def preview(read: Reader, from_id: MemberId, to_id: MemberId, principal: Money | None) -> TransferPreview:
    """The result before the act; raises the same UserErrors as carrying it out."""
    sender, receiver = _wallets(read, from_id, to_id)
    taken, lots = given(sender, principal, read.today)
    bonus = Money(sum(lot.remaining.fen for lot in lots))
    before = sender.available_on(read.today)
    theirs = receiver.available_on(read.today)
    return TransferPreview(
        _name(read, from_id),
        _name(read, to_id),
        taken,
        bonus,
        before,
        before - taken - bonus,
        theirs,
        theirs + taken + bonus,
        _warnings(read, to_id, receiver, taken),
    )


def execute(work: Work, command: TransferBalance) -> Done:
    """Move stored value to another member; on disk when it returns.

    Raises UserError `auth.needs`, `text.empty` (no reason), `transfer.present`, `transfer.same`,
    `transfer.short`, `transfer.nothing`, `topup.limit` (warnings not confirmed yet), `member.*`.
    """
    access.needs(work, StaffRole.MANAGER, command.approved_by)
    reason = clean_line(command.reason, 120, required=True)
    if not command.both_present:
        raise UserError("transfer.present")
    sender, receiver = _wallets(work, command.from_id, command.to_id)
    principal, lots = given(sender, command.principal, work.today)
    found = frozenset(_warnings(work, command.to_id, receiver, principal)) - command.confirmed
    if found:
        raise UserError("topup.limit", warnings=tuple(sorted(found)))
    moved = Moved(principal, new_lots(work, lots))
    out, into = sides(work, command.from_id, command.to_id, TransferKind.TRANSFER, moved, reason)
    number = book(work, out, moved, print_receipt=command.print_receipt)
    apart(work, partial(book_apart, row=into, moved=moved, print_receipt=command.print_receipt))
    return work.finish(
        TxnKind.TRANSFER,
        out.txn_id,
        number=work.number(number),
        approved_by=command.approved_by,
        detail=reason,
    )


def _name(read: Reader, member_id: MemberId) -> str:
    known = member_rows.identity(read.conn, member_id)
    return known[2] if known else ""


def _wallets(read: Reader, from_id: MemberId, to_id: MemberId) -> tuple[Wallet, Wallet]:
    if from_id == to_id:
        raise UserError("transfer.same")
    for member_id in (from_id, to_id):
        not_frozen(read, member_id)
    return txn_rows.wallet(read.conn, from_id), txn_rows.wallet(read.conn, to_id)


def _warnings(read: Reader, to_id: MemberId, receiver: Wallet, principal: Money) -> tuple[LimitWarning, ...]:
    """What is owed for sessions counts like principal, as with a top-up."""
    if not principal:
        return ()
    after = receiver.principal + principal + pack_rows.value_of(read.conn, to_id)
    found = limit_warnings(principal, Account.TRANSFER, after, read.settings.policy)
    # No money changes hands here: how it is paid is the top-up's question.
    return tuple(w for w in found if w is not LimitWarning.TRANSFER_LIMIT)


def new_lots(work: Work, lots: tuple[Lot, ...]) -> tuple[MovedLot, ...]:
    """What is left of these lots as new ones of the receiver, in a lasting order."""
    return tuple(
        MovedLot(lot.id, LotId(work.new_id()), lot.remaining, lot.granted_on, lot.expires_on)
        for lot in sorted(lots, key=lambda lot: lot.id)
    )


def apart(work: Work, use_case: object) -> Done:
    """Carry out the other side as an operation of its own, on the same person's behalf."""
    return work.apart(use_case, Command(CommandId(work.new_id()), work.command.staff_id))  # type: ignore[arg-type]


def sides(
    work: Work, from_id: MemberId, to_id: MemberId, kind: TransferKind, moved: Moved, reason: str
) -> tuple[Transfer, Transfer]:
    """The rows of both sides, each naming the other."""
    out_id, in_id = TxnId(work.new_id()), TxnId(work.new_id())
    facts = (moved.principal, moved.bonus, moved.points, reason)
    return (
        Transfer(out_id, in_id, Role.OUT, kind, from_id, to_id, *facts),
        Transfer(in_id, out_id, Role.IN, kind, to_id, from_id, *facts),
    )


def book(
    work: Work, row: Transfer, moved: Moved, *, print_receipt: bool = False, restores: bool = False
) -> int:
    """Book one side; returns its number. `restores`: the receiver's lots are there already."""
    usable = txn_rows.wallet(work.conn, row.member_id).bonus_on(work.today)
    change = moved.usable_on(work.today)
    after = usable - change if row.role is Role.OUT else usable + change
    makes = row.role is Role.IN and not restores
    number = txn_rows.post(
        work,
        TxnKind.TRANSFER,
        row.member_id,
        row.amount,
        side(row.member_id, moved, row.role),
        txn_id=row.txn_id,
        new_lots=[(lot.to_lot, _day(lot)) for lot in moved.lots] if makes else (),
        granted_days={lot.to_lot: day_number(lot.granted_on) for lot in moved.lots},
        usable_bonus_after=after.fen,
    )
    transfer_rows.add(work, row)
    if print_receipt:
        queue_receipt(work, row.txn_id)
    work.touch(Kind.LEDGER, row.member_id)
    return number


def _day(lot: MovedLot) -> int | None:
    return day_number(lot.expires_on) if lot.expires_on else None


def book_apart(
    work: Work,
    command: Command,
    *,
    row: Transfer,
    moved: Moved,
    print_receipt: bool = False,
    restores: bool = False,
) -> Done:
    """Book one side as an operation of its own."""
    number = book(work, row, moved, print_receipt=print_receipt, restores=restores)
    return work.finish(TxnKind.TRANSFER, row.txn_id, number=work.number(number), detail=row.reason)


# Taking a transfer back


def plan_reversal(read: Reader, txn_id: TxnId) -> ReversalPlan:
    """What taking a transfer back puts where, for the member whose side this is.

    Raises UserError `reverse.done`, `reverse.merge` (a merge is undone as a whole), `transfer.used`,
    `reverse.settled`, `member.*`.
    """
    asked, other = _pair(read, txn_id)
    _check(read, asked, other)
    return _mirrored(read, asked)


def _pair(read: Reader, txn_id: TxnId) -> tuple[Transfer, Transfer]:
    asked = transfer_rows.get(read.conn, txn_id)
    other = transfer_rows.get(read.conn, asked.other_txn_id) if asked else None
    if asked is None or other is None:
        raise UserError("reverse.unknown")
    return asked, other


def _check(read: Reader, asked: Transfer, other: Transfer) -> None:
    if asked.kind is not TransferKind.TRANSFER:
        raise UserError("reverse.merge")
    if transfer_rows.is_reversed(read.conn, asked.txn_id):
        raise UserError("reverse.done")
    for one in (asked, other):
        not_settled(read, one.txn_id, one.member_id)
    out, into = (asked, other) if asked.role is Role.OUT else (other, asked)
    lots = [(lot.to_lot, lot.amount) for lot in transfer_rows.moved(read.conn, out).lots]
    check_still_there(txn_rows.wallet(read.conn, into.member_id), out.principal, lots)


def _mirrored(read: Reader, row: Transfer) -> ReversalPlan:
    booked = transfer_rows.postings(read.conn, row.txn_id)
    postings = tuple(Posting(p.account, -p.amount, p.member_id, p.lot_id) for p in booked)
    back = tuple(
        (Bucket(p.account, p.lot_id), Money(p.amount))
        for p in booked
        if p.account in (Account.PRINCIPAL, Account.BONUS)
    )
    return ReversalPlan(postings, back, 0, row.amount)


def reverse(work: Work, command: Reverse) -> Done:
    """Take a transfer back on both sides, always whole.

    Raises the UserErrors of `plan_reversal`, and `auth.needs`, `text.*`.
    """
    access.needs(work, StaffRole.MANAGER, command.approved_by)
    reason = clean_line(command.reason, 120, required=True)
    asked, other = _pair(work, command.txn_id)
    _check(work, asked, other)
    reversal = partial(
        _book_reversal, reason=reason, approved_by=command.approved_by, print_receipt=command.print_receipt
    )
    # The receiver gives back first: what is on its way was somebody's at every moment.
    receiver_first = asked.role is Role.OUT
    if receiver_first:
        apart(work, partial(_reverse_apart, row=other, reversal=reversal))
    txn_id, number = reversal(work, asked)
    if not receiver_first:
        apart(work, partial(_reverse_apart, row=other, reversal=reversal))
    return work.finish(
        TxnKind.REVERSAL, txn_id, number=work.number(number), approved_by=command.approved_by, detail=reason
    )


def _reverse_apart(
    work: Work, command: Command, *, row: Transfer, reversal: partial[tuple[TxnId, int]]
) -> Done:
    txn_id, number = reversal(work, row)
    return work.finish(TxnKind.REVERSAL, txn_id, number=work.number(number))


def _book_reversal(
    work: Work, row: Transfer, *, reason: str, approved_by: StaffId | None, print_receipt: bool
) -> tuple[TxnId, int]:
    plan = _mirrored(work, row)
    txn_id = TxnId(work.new_id())
    lots = {p.lot_id: -p.amount for p in plan.postings if p.account is Account.BONUS}
    expiries = sale_rows.lot_expiries(work.conn, [lot for lot in lots if lot])
    change = sum(
        a for lot, a in lots.items() if (expiries.get(lot or b"") or work.today_number) >= work.today_number
    )
    number = txn_rows.post(
        work,
        TxnKind.REVERSAL,
        row.member_id,
        plan.amount,
        plan.postings,
        txn_id=txn_id,
        usable_bonus_after=txn_rows.wallet(work.conn, row.member_id).bonus_on(work.today).fen + change,
    )
    sale_rows.insert_reversal(
        work,
        txn_id,
        row.txn_id,
        reason=reason,
        approved_by=approved_by,
        amount=plan.amount,
        whole=True,
        quantities=(),
        parts=(),
    )
    if print_receipt:
        queue_receipt(work, txn_id)
    work.touch(Kind.LEDGER, row.member_id)
    return txn_id, number
