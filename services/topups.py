"""Topping up a card: principal and bonus apart, the law's limits said beforehand."""

from __future__ import annotations

from model.changes import Kind
from model.commands import TopUp
from model.errors import UserError
from model.ids import LotId, MemberId, TxnId
from model.ledger import Account, TxnKind
from model.money import ZERO, Money
from model.sale import Tender
from model.shop import Plan, Role
from model.topup import LimitWarning, limit_warnings, plan_top_up
from model.views import Done
from model.wallet import Wallet
from services import access, freezing, plans, purchases
from services.clock import day_number
from services.print_queue import queue_receipt
from services.storage import catalog_rows, pack_rows, sale_rows, txn_rows
from services.storage.work import Reader, Work


def warnings(read: Reader, member_id: MemberId, paid: Money, account: Account) -> tuple[LimitWarning, ...]:
    """Limits of the law that a top-up of this amount would cross; raises UserError `member.gone`."""
    owed = _wallet(read, member_id).principal + pack_rows.value_of(read.conn, member_id)
    return limit_warnings(paid, account, owed + paid, read.settings.policy)


def execute(work: Work, command: TopUp) -> Done:
    """Book a top-up; on disk when it returns.

    Raises UserError `topup.limit` (warnings not confirmed yet), `topup.plan`, `topup.plan_amount`,
    `topup.amount`, `topup.not_now`, `topup.audience`, `topup.limit_per_member`, `gift.stock`,
    `tender.unknown`, `member.gone`, `member.frozen`.
    """
    access.needs(work, Role.CASHIER)
    payer = freezing.payer(work, command.member_id)
    freezing.refuse_frozen(payer.state)
    wallet = payer.wallet
    plan = _plan(work, command)
    lot_id = LotId(work.new_id())
    bonus, days = (plan.bonus, plan.bonus_days) if plan else (ZERO, None)
    planned = plan_top_up(command.member_id, command.tenders, bonus, days, lot_id, work.today)
    owed = Money(wallet.principal.fen + payer.owed_for_packs + planned.paid.fen)
    _check_limits(work, command, owed, planned.paid)
    txn_id = TxnId(work.new_id())
    expires = planned.bonus_expires_on
    number = txn_rows.post(
        work,
        TxnKind.TOP_UP,
        command.member_id,
        planned.paid,
        planned.postings,
        txn_id=txn_id,
        new_lot=(lot_id, day_number(expires) if expires else None),
        usable_bonus_after=wallet.bonus_on(work.today).fen + bonus.fen,
        moved=txn_rows.Statistics(topped_up=planned.paid.fen),
    )
    sale_rows.insert_top_up(
        work,
        txn_id,
        plan=(command.plan_id, plan.name if plan else ""),
        paid=planned.paid,
        bonus=bonus,
        lot_id=lot_id if bonus else None,
        served_before=payer.visits > 0 or sale_rows.was_served(work.conn, payer.id),
    )
    sale_rows.insert_tenders(work, txn_id, [Tender(a, m, m) for a, m in command.tenders])
    if plan is not None:
        purchases.deliver(work, plan, command.member_id, txn_id)
    if command.print_receipt:
        queue_receipt(work, txn_id)
    work.touch(Kind.LEDGER, command.member_id)
    return work.finish(TxnKind.TOP_UP, txn_id, number=work.number(number))


def _wallet(read: Reader, member_id: MemberId) -> Wallet:
    try:
        return txn_rows.wallet(read.conn, member_id)
    except LookupError:
        raise UserError("member.gone") from None


def _plan(work: Work, command: TopUp) -> Plan | None:
    if command.plan_id is None:
        return None
    plan = catalog_rows.get(work.conn, Plan, command.plan_id)
    if plan is None or not plan.active:
        raise UserError("topup.plan")
    if sum(amount.fen for _, amount in command.tenders) != plan.pay.fen:
        raise UserError("topup.plan_amount", pay=plan.pay)
    plans.check_sale(work, plan, command.member_id)
    return plan


def _check_limits(work: Work, command: TopUp, owed_after: Money, paid: Money) -> None:
    """What is owed for sessions counts like principal: both are money paid beforehand."""
    found: set[LimitWarning] = set()
    for account, _ in command.tenders:
        found.update(limit_warnings(paid, account, owed_after, work.settings.policy))
    if found - command.confirmed:
        raise UserError("topup.limit", warnings=tuple(sorted(found - command.confirmed)))
