"""Reversing (冲正) a sale of session packs, or sessions had: always whole, exactly as it was booked."""

from __future__ import annotations

from dataclasses import replace

from model.changes import Kind
from model.commands import Reverse
from model.errors import UserError
from model.ids import MemberId, TxnId
from model.ledger import Account, TxnKind
from model.money import Money
from model.pack import Pack, PackState, plan_sale_back, plan_use_back
from model.reversal import ReversalPlan
from model.shop import Role
from model.text import clean_line
from model.views import Done
from services import access, packs, rewards, tiers
from services.freezing import not_frozen
from services.print_queue import queue_receipt
from services.storage import history_rows, pack_rows, sale_rows, txn_rows
from services.storage.pack_rows import Event
from services.storage.work import Reader, Work


def plan(read: Reader, txn_id: TxnId) -> ReversalPlan:
    """What reversing a sale or use of packs puts back; raises UserError `reverse.*`, `pack.closed`."""
    if pack_rows.is_reversed(read.conn, txn_id):
        raise UserError("reverse.done")
    use = pack_rows.use_of(read.conn, txn_id)
    if use is not None:
        return plan_use_back(use.pack, use.sessions, use.value, use.points)
    sums = history_rows.account_sums(read.conn, txn_id)
    tenders = tuple((Account(a), Money(m)) for a, m, _ in history_rows.tenders(read.conn, txn_id))
    principal = Money(sums.get(Account.PRINCIPAL, 0))
    return plan_sale_back(pack_rows.of_txn(read.conn, txn_id), tenders, principal)


def execute(work: Work, command: Reverse) -> Done:
    """Reverse; on disk when it returns.

    Raises UserError `auth.needs`, `text.empty` (no reason), `member.*` and those of `plan`.
    """
    access.needs(work, Role.MANAGER, command.approved_by)
    reason = clean_line(command.reason, 120, required=True)
    planned = plan(work, command.txn_id)
    use = pack_rows.use_of(work.conn, command.txn_id)
    concerned = (use.pack,) if use is not None else pack_rows.of_txn(work.conn, command.txn_id)
    member_id = concerned[0].member_id
    _check_member(work, command.txn_id, member_id)
    txn_id = TxnId(work.new_id())
    number = txn_rows.post(
        work,
        TxnKind.REVERSAL,
        member_id,
        planned.amount,
        planned.postings,
        txn_id=txn_id,
        usable_bonus_after=txn_rows.wallet(work.conn, member_id).bonus_on(work.today).fen,
        moved=txn_rows.Statistics(spent=-planned.amount.fen, visits=-1) if use else txn_rows.NOTHING_MOVED,
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
    if use is not None:
        _give_back(work, use, txn_id, reason)
        rewards.after_reversal(work, command.txn_id)
        tiers.after_reversal(work, member_id)
    else:
        for pack in concerned:
            packs.close(work, pack, PackState.CANCELLED, txn_id, reason)
    if command.print_receipt:
        queue_receipt(work, txn_id)
    work.touch(Kind.PACK, member_id)
    work.touch(Kind.LEDGER)
    return work.finish(
        TxnKind.REVERSAL, txn_id, number=work.number(number), approved_by=command.approved_by, detail=reason
    )


def _check_member(work: Work, reverses_id: TxnId, member_id: MemberId) -> None:
    """What was booked on a record that was merged since stays as it is until the merge is undone."""
    booked = sale_rows.kind_and_member(work.conn, reverses_id)
    not_frozen(work, member_id)
    if booked is not None and booked[1] is not None and booked[1] != member_id:
        not_frozen(work, booked[1])
        raise UserError("member.merged")


def _give_back(work: Work, use: pack_rows.Use, txn_id: TxnId, reason: str) -> None:
    pack: Pack = use.pack
    again = replace(
        pack, sessions_left=pack.sessions_left + use.sessions, value_left=pack.value_left + use.value
    )
    event = Event("returned", txn_id, use.sessions, use.value, use.points, use.companion, reason=reason)
    pack_rows.move(work, pack, again, event)
    txn_rows.find_last_visit(work, pack.member_id)
