"""Refunding one session pack by the law: computed like a card's (services.card_refunds), paid at once.

Source: domain.md sections 3.8 and 9. The one who pays out is not the one who approves, unless nobody else
works in the shop.
"""

from __future__ import annotations

from model import card_refund
from model.card_refund import PackBought, Result, Worksheet
from model.changes import Kind
from model.errors import UserError
from model.ids import PackId, StaffId, TxnId
from model.ledger import TENDER_ACCOUNTS, Account, TxnKind
from model.money import ZERO, Money, total
from model.pack import Pack, PackOrigin, PackState
from model.pack_commands import RefundPack
from model.pack_refund import PackRefund, plan_pack_refund, refund_of
from model.record import dataclass
from model.shop import Role
from model.text import clean_line
from model.views import Done
from services import access, packs, rewards
from services.clock import from_day_number
from services.freezing import not_frozen
from services.print_queue import queue_receipt
from services.storage import pack_rows, setting_rows, staff_rows, txn_rows
from services.storage.pack_rows import Bought
from services.storage.work import Reader, Work


@dataclass(frozen=True, slots=True)
class PackRefundSheet:
    """Everything that the refund of one pack is decided by."""

    pack: Pack
    worksheet: Worksheet
    bought: Bought
    cash_limit: Money
    alone: bool
    """Only one person works in the shop."""

    def refund(self, result: Result) -> PackRefund:
        """What a result comes to, and where it goes."""
        return refund_of(result, self.bought.from_principal, self.bought.paid)


@dataclass(frozen=True, slots=True)
class _Stored:
    """As kept with the operation: what was chosen, and from what."""

    chosen: Result
    worksheet: Worksheet
    reason: str
    alone: bool = False
    """The only person of the shop paid it out and approved it."""


def sheet(read: Reader, pack_id: PackId) -> PackRefundSheet:
    """What refunding a pack comes to today; raises UserError `pack.gone`, `pack.closed`, `pack.free`."""
    pack = pack_rows.get(read.conn, pack_id)
    if pack is None:
        raise UserError("pack.gone")
    if pack.state is not PackState.OPEN:
        raise UserError("pack.closed", name=pack.name)
    if pack.origin is not PackOrigin.SOLD or not pack.paid:
        raise UserError("pack.free", name=pack.name)
    bought = pack_rows.bought(read.conn, pack)
    contract = PackBought(
        number=read.number(bought.number),
        name=pack.name,
        day=from_day_number(bought.day),
        paid=pack.paid,
        sessions=pack.sessions,
        used=pack.used,
        used_value=pack.paid - pack.value_left,
        list_price=pack.list_price,
        served_before=bought.served_before,
    )
    day = max(read.today, contract.day)
    account = card_refund.Account((), (), (contract,), asked_day=day, day=day)
    found = card_refund.worksheet(account, read.settings.refunds)
    limit, alone = read.settings.refunds.cash_limit, staff_rows.active(read.conn) == 1
    return PackRefundSheet(pack, found, bought, limit, alone)


def pay(work: Work, command: RefundPack) -> Done:
    """Pay a pack's refund out and end the pack; on disk when it returns.

    Raises UserError `auth.needs`, `refund.same_person`, `refund.reading`, `refund.changed`,
    `tender.unknown`, `tender.sum`, `refund.cash_limit`, `text.*`, `member.*` and those of `sheet`.
    """
    alone = _approves_alone(work, command)
    reason = clean_line(command.reason, 120, required=True)
    found = sheet(work, command.pack_id)
    not_frozen(work, found.pack.member_id)
    result = found.worksheet.find(command.cause, command.reading)
    if result is None:
        raise UserError("refund.reading")
    refund = found.refund(result)
    if refund.total != command.expected:
        raise UserError("refund.changed", total=refund.total)
    _check_tenders(work, command, refund.pay_out)
    txn_id = TxnId(work.new_id())
    member_id = found.pack.member_id
    number = txn_rows.post(
        work,
        TxnKind.PACK_REFUND,
        member_id,
        refund.total,
        plan_pack_refund(found.pack, refund, command.tenders),
        txn_id=txn_id,
        usable_bonus_after=txn_rows.wallet(work.conn, member_id).bonus_on(work.today).fen,
    )
    packs.close(work, found.pack, PackState.REFUNDED, txn_id, reason)
    rewards.after_refund(work, member_id, txn_id)
    if command.print_receipt:
        queue_receipt(work, txn_id)
    work.touch(Kind.LEDGER, member_id)
    return work.finish(
        TxnKind.PACK_REFUND,
        txn_id,
        number=work.number(number),
        approved_by=command.approved_by,
        detail=setting_rows.encode(_Stored(result, found.worksheet, reason, alone)),
    )


def _approves_alone(work: Work, command: RefundPack) -> bool:
    """Whether the only person of the shop does both; refuses one who is not alone."""
    access.needs(work, Role.CASHIER)
    role = staff_rows.role_of(work.conn, command.approved_by)
    if role is None or role.rank < Role.MANAGER.rank:
        raise UserError("auth.needs", role=Role.MANAGER)
    same = command.approved_by == command.staff_id
    if same and not access.is_alone(work, command.staff_id):
        raise UserError("refund.same_person", name=_name(work, command.staff_id))
    return same


def _name(work: Work, staff_id: StaffId) -> str:
    known = staff_rows.secret(work.conn, staff_id)
    return known.name if known else ""


def _check_tenders(work: Work, command: RefundPack, due: Money) -> None:
    accounts = [account for account, amount in command.tenders if amount.fen > 0]
    if len(set(accounts) & set(TENDER_ACCOUNTS)) < len(command.tenders):
        raise UserError("tender.unknown")
    paid = total([amount for _, amount in command.tenders])
    if paid != due:
        raise UserError("tender.sum", paid=paid, due=due)
    limit = work.settings.refunds.cash_limit
    if dict(command.tenders).get(Account.CASH, ZERO) > limit and not command.cash_confirmed:
        raise UserError("refund.cash_limit", limit=limit)
