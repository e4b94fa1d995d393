"""Reversing (冲正) a claim: always whole, and only while the bonus it brought is all still there."""

from __future__ import annotations

from model.changes import Kind
from model.commands import Reverse
from model.errors import UserError
from model.ids import LotId, MemberId, TxnId
from model.instalment import Instalment, InstalmentState
from model.ledger import Account, Posting, TxnKind, balanced
from model.money import Money
from model.reversal import ReversalPlan
from model.sale import Bucket
from model.shop import Role
from model.text import clean_line
from model.views import Done
from services import access
from services.clock import from_day_number
from services.freezing import not_settled
from services.print_queue import queue_receipt
from services.storage import claim_rows, instalment_rows, sale_rows, txn_rows
from services.storage.work import Reader, Work


def plan(read: Reader, txn_id: TxnId) -> ReversalPlan:
    """What reversing a claim takes back.

    Raises UserError `reverse.done`, `reverse.claim_spent` (amount, left), `reverse.claim_expired` (day).
    """
    if claim_rows.is_reversed(read.conn, txn_id):
        raise UserError("reverse.done")
    member_id = _member(read, txn_id)
    postings: list[Posting] = []
    taken: list[tuple[Bucket, Money]] = []
    for lot_id, granted, left, last in claim_rows.lots_of(read.conn, txn_id):
        if left != granted:
            raise UserError("reverse.claim_spent", amount=Money(granted), left=Money(left))
        if last is not None and from_day_number(last) < read.today:
            raise UserError("reverse.claim_expired", day=from_day_number(last))
        postings.append(Posting(Account.BONUS, granted, member_id, LotId(lot_id)))
        taken.append((Bucket(Account.BONUS, LotId(lot_id)), Money(-granted)))
    amount = sum(posting.amount for posting in postings)
    postings.append(Posting(Account.BONUS_GIVEN, -amount))
    return ReversalPlan(balanced(postings), tuple(taken), 0, Money(amount))


def execute(work: Work, command: Reverse) -> Done:
    """Reverse; on disk when it returns. The instalments are pending again, by the days they had.

    Raises UserError `auth.needs`, `text.empty` (no reason), `reverse.settled`, `member.*` and those
    of `plan`.
    """
    access.needs(work, Role.MANAGER, command.approved_by)
    reason = clean_line(command.reason, 120, required=True)
    member_id = _member(work, command.txn_id)
    not_settled(work, command.txn_id, member_id)
    planned = plan(work, command.txn_id)
    claimed = _claimed(work, command.txn_id, member_id)
    txn_id = TxnId(work.new_id())
    usable = txn_rows.wallet(work.conn, member_id).bonus_on(work.today) - planned.amount
    number = txn_rows.post(
        work,
        TxnKind.REVERSAL,
        member_id,
        planned.amount,
        planned.postings,
        txn_id=txn_id,
        usable_bonus_after=usable.fen,
    )
    sale_rows.insert_reversal(
        work,
        txn_id,
        command.txn_id,
        reason=reason,
        approved_by=command.approved_by,
        amount=planned.amount,
        whole=True,
        quantities=(),
        parts=(),
    )
    for one in claimed:
        instalment_rows.move(work, one, InstalmentState.PENDING, "returned", txn_id=txn_id, reason=reason)
    if command.print_receipt:
        queue_receipt(work, txn_id)
    work.touch(Kind.LEDGER, member_id)
    work.touch(Kind.INSTALMENT)
    return work.finish(
        TxnKind.REVERSAL, txn_id, number=work.number(number), approved_by=command.approved_by, detail=reason
    )


def _member(read: Reader, txn_id: TxnId) -> MemberId:
    known = sale_rows.kind_and_member(read.conn, txn_id)
    if known is None or known[1] is None:
        raise UserError("reverse.unknown")
    return known[1]


def _claimed(work: Work, txn_id: TxnId, member_id: MemberId) -> list[Instalment]:
    """What the claim collected; after a merge it belongs to another record, and stays as it is."""
    found: list[Instalment] = []
    for row in claim_rows.claimed_with(work.conn, txn_id):
        one = instalment_rows.get(work.conn, row[0])
        if one is None or one.member_id != member_id:
            raise UserError("member.merged")
        found.append(one)
    return found
