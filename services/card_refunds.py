"""Refunding a card (退卡): asked for, which freezes the account; computed by the articles; paid or withdrawn.

Source: domain.md sections 3.8 and 9. The one who asks is not the one who approves, unless nobody else is
there: the only person of a shop may, with the PIN once more and a reason.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from model import card_refund
from model.card_refund import Handed, Result, Worksheet
from model.changes import Kind
from model.errors import UserError
from model.gift import HandedGift
from model.ids import CardRefundId, LotId, MemberId, PackId, StaffId, TxnId
from model.ledger import TENDER_ACCOUNTS, Account, Posting, TxnKind, balanced
from model.money import ZERO, Money, total
from model.pack import Pack, PackState
from model.record import dataclass
from model.refund_commands import AskCardRefund, PayCardRefund, ReopenAccount, WithdrawCardRefund
from model.shop import Role
from model.text import clean_line
from model.views import AccountState, Done
from services import access, freezing, friend_cards, gifts, instalments, packs, rewards, voucher_sales
from services.freezing import not_frozen
from services.print_queue import queue_receipt
from services.storage import (
    history_rows,
    instalment_rows,
    pack_rows,
    refund_rows,
    setting_rows,
    staff_rows,
    txn_rows,
)
from services.storage.refund_rows import Family, RefundRow
from services.storage.work import Reader, Work

REASON_LENGTH: Final = 120


@dataclass(frozen=True, slots=True)
class CardRefund:
    """A card refund that a member asked for."""

    id: CardRefundId
    member_id: MemberId
    asked_by: StaffId
    asked_by_name: str
    asked_at: datetime
    asked_day: date
    reason: str


@dataclass(frozen=True, slots=True)
class AccountEnding:
    """An account was closed with a refund, or `opened` again."""

    opened: bool
    at: datetime
    person: str
    """Who approved it."""
    reason: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the account holds and loses with the refund."""

    principal: Money
    bonus: Money
    """Of every lot, the expired too."""
    points: int
    pack_value: Money
    packs: int
    instalments: int
    instalment_value: Money


@dataclass(frozen=True, slots=True)
class RefundSheet:
    """Everything that the refund of one member's card is decided by."""

    refund: CardRefund | None
    """None when nobody asked for it yet."""
    member_id: MemberId
    member_name: str
    member_number: str
    day: date
    worksheet: Worksheet
    holdings: Holdings
    cash_limit: Money
    came_by: tuple[tuple[Account, Money], ...]
    """How the money had come in, the most first: it goes back the same way."""
    account: AccountState
    alone: bool
    """Who asked for it is the only person of the shop."""
    ended: tuple[AccountEnding, ...]
    """When the account was closed and opened again before, the earliest first."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was paid and what it was chosen from, as stored with the payment."""

    chosen: Result
    worksheet: Worksheet
    restocked: tuple[HandedGift, ...] = ()
    """What of the gifts given back went into the stock."""


@dataclass(frozen=True, slots=True)
class PaidRefund:
    """A card refund that was paid, for its worksheet on paper."""

    number: str
    at: datetime
    member_name: str
    member_number: str
    reason: str
    asked_at: datetime
    asked_by: str
    approved_by: str
    closed: bool
    tenders: tuple[tuple[Account, Money], ...]
    sheet: Chosen
    alone_reason: str
    """Why the one who asked approved it too; empty where two people did."""


def open_of(read: Reader, member_id: MemberId) -> CardRefund | None:
    """The refund that is asked for and not decided; the account is frozen while there is one."""
    row = refund_rows.open_of(read.conn, member_id)
    return _view(read, row) if row else None


def _view(read: Reader, row: RefundRow) -> CardRefund:
    at = read.local(row.asked_ms)
    return CardRefund(row.id, row.member_id, row.asked_by, row.asked_by_name, at, row.asked_day, row.reason)


def worksheet(read: Reader, member_id: MemberId) -> RefundSheet:
    """What a refund of this member's card comes to today; raises UserError `member.gone`."""
    name = refund_rows.name_and_number(read.conn, member_id)
    if name is None:
        raise UserError("member.gone")
    row = refund_rows.open_of(read.conn, member_id)
    refund = _view(read, row) if row else None
    of = refund_rows.family(read.conn, member_id)
    return RefundSheet(
        refund=refund,
        member_id=member_id,
        member_name=name[0],
        member_number=f"{name[1]:06d}",
        day=read.today,
        worksheet=_compute(read, member_id, refund.asked_day if refund else read.today, of),
        holdings=_holdings(read, member_id),
        cash_limit=read.settings.refunds.cash_limit,
        came_by=_came_by(read, of),
        account=freezing.state_of(read, member_id),
        alone=refund is not None and access.is_alone(read, refund.asked_by),
        ended=tuple(
            AccountEnding(bool(opened), read.local(at), person, reason)
            for opened, at, person, reason in refund_rows.endings(read.conn, member_id)
        ),
    )


def _came_by(read: Reader, of: Family) -> tuple[tuple[Account, Money], ...]:
    sums = refund_rows.came_by(read.conn, of)
    ways = [(Account(account), Money(amount)) for account, amount in sums.items() if amount > 0]
    return tuple(sorted(ways, key=lambda way: -way[1].fen))


def _compute(read: Reader, member_id: MemberId, asked_day: date, of: Family) -> Worksheet:
    handed_over = refund_rows.transfers(read.conn, of)
    account = card_refund.Account(
        refund_rows.purchases(read, of, handed_over),
        refund_rows.consumed(read, of),
        refund_rows.packs(read, member_id, of),
        refund_rows.moved_out(read.conn, of, handed_over),
        asked_day,
        max(read.today, asked_day),
        at_most=_principal(read, member_id) if refund_rows.gave_bonus(handed_over) else None,
    )
    return card_refund.worksheet(account, read.settings.refunds)


def _principal(read: Reader, member_id: MemberId) -> Money:
    return txn_rows.wallet(read.conn, member_id).principal


def _holdings(read: Reader, member_id: MemberId) -> Holdings:
    wallet = txn_rows.wallet(read.conn, member_id)
    open_packs = pack_rows.of_member(read.conn, member_id, open_only=True)
    pending = instalment_rows.pending_of(read.conn, member_id)
    return Holdings(
        wallet.principal,
        total([lot.remaining for lot in wallet.lots]),
        wallet.points,
        total([pack.value_left for pack in open_packs]),
        len(open_packs),
        len(pending),
        total([one.amount for one in pending]),
    )


def ask(work: Work, command: AskCardRefund) -> Done:
    """Note that a member wants their card refunded and freeze the account; on disk when it returns.

    Raises UserError `text.empty` (no reason), `member.frozen`, `member.closed`, `member.merged`.
    """
    access.needs(work, Role.CASHIER)
    reason = clean_line(command.reason, REASON_LENGTH, required=True)
    not_frozen(work, command.member_id)
    refund_id = CardRefundId(work.new_id())
    refund_rows.add(work, refund_id, command.member_id, reason)
    _touch(work, refund_id, command.member_id)
    return work.finish("ask_card_refund", refund_id, detail={"reason": reason})


def withdraw(work: Work, command: WithdrawCardRefund) -> Done:
    """Give a refund up that was asked for: the account goes on as it was.

    Raises UserError `refund.not_open`.
    """
    access.needs(work, Role.CASHIER)
    reason = clean_line(command.reason, REASON_LENGTH)
    row = _open(work, command.refund_id)
    refund_rows.decide(work, row, refund_rows.WITHDRAWN, reason=reason)
    _touch(work, row.id, row.member_id)
    return work.finish("withdraw_card_refund", row.id, detail={"reason": reason})


def _open(work: Work, refund_id: CardRefundId) -> RefundRow:
    row = refund_rows.get(work.conn, refund_id)
    if row is None or row.state != refund_rows.ASKED:
        raise UserError("refund.not_open")
    return row


def _touch(work: Work, refund_id: CardRefundId, member_id: MemberId) -> None:
    work.touch(Kind.CARD_REFUND, refund_id, member_id)
    work.touch(Kind.MEMBER, member_id)


def reopen(work: Work, command: ReopenAccount) -> Done:
    """Open an account again that a refund closed: its phone is taken, so no other can be made (manager).

    Raises UserError `auth.needs`, `text.empty` (no reason), `refund.not_closed`.
    """
    access.needs(work, Role.MANAGER, command.approved_by)
    reason = clean_line(command.reason, REASON_LENGTH, required=True)
    if not refund_rows.reopen_account(work, command.member_id):
        raise UserError("refund.not_closed")
    work.touch(Kind.MEMBER, command.member_id)
    return work.finish(
        "reopen_account", command.member_id, approved_by=command.approved_by, detail={"reason": reason}
    )


def pay(work: Work, command: PayCardRefund) -> Done:
    """Pay a refund out and end what the account held; on disk when it returns.

    Raises UserError `refund.not_open`, `auth.needs`, `refund.same_person`, `refund.pin` (the only person
    of the shop approves with the PIN once more), `text.empty` (and with a reason), `refund.reading` (no
    such reading), `refund.changed` (it comes to another sum by now), `tender.unknown`, `tender.sum`,
    `refund.cash_limit` (not confirmed), `gift.not_out`.
    """
    approver = _approver(work, command)
    row = _open(work, command.refund_id)
    alone = _alone_reason(work, command, row) if approver == row.asked_by else ""
    of = refund_rows.family(work.conn, row.member_id)
    computed = _compute(work, row.member_id, row.asked_day, of)
    result = computed.find(command.cause, command.reading)
    if result is None:
        raise UserError("refund.reading")
    if result.total != command.expected:
        raise UserError("refund.changed", total=result.total)
    _check_tenders(work, command, result.total)
    txn_id = TxnId(work.new_id())
    open_packs = pack_rows.of_member(work.conn, row.member_id, open_only=True)
    number = _post(work, command, row, result, txn_id, open_packs)
    restocked = _restock(work, command, row.member_id, Chosen(result, computed), txn_id)
    refund_rows.insert_paid(
        work,
        (txn_id, row.id, result.cause.value, result.reading.key, result.refunded.fen, result.interest.fen)
        + (_as_json(restocked), row.asked_by, approver, int(command.close_account))
        + (staff_rows.active(work.conn), alone),
    )
    refund_rows.decide(work, row, refund_rows.PAID, txn_id, row.reason)
    _cancel_promises(work, of, open_packs, txn_id)
    if command.close_account:
        refund_rows.close_account(work, row.member_id)
    rewards.after_refund(work, row.member_id, txn_id)
    if command.print_receipt:
        queue_receipt(work, txn_id)
    _touch(work, row.id, row.member_id)
    work.touch(Kind.LEDGER, row.member_id)
    return work.finish(
        TxnKind.CARD_REFUND,
        txn_id,
        number=work.number(number),
        approved_by=approver,
        detail={"alone": alone} if alone else None,
    )


def _alone_reason(work: Work, command: PayCardRefund, row: RefundRow) -> str:
    """Why the one who asked approves: nobody else is there who could."""
    if not access.is_alone(work, row.asked_by):
        raise UserError("refund.same_person", name=row.asked_by_name)
    if command.approved_by is None:
        raise UserError("refund.pin")
    return clean_line(command.alone_reason, REASON_LENGTH, required=True)


def _restock(work: Work, command: PayCardRefund, member_id: MemberId, sheet: Chosen, txn_id: TxnId) -> Chosen:
    """Put gifts that were given back into the stock again; answers the sheet that says so."""
    handed = sheet.worksheet.handed if sheet.chosen.reading.handed is Handed.RETURNED else ()
    known = {(gift.txn_id, gift.gift_id): gift for gift in handed}
    back: list[HandedGift] = []
    for one in command.restock:
        gift = known.pop((one.txn_id, one.gift_id), None)
        if gift is None:
            raise UserError("gift.not_out")
        gifts.put_back(work, gift, one.quantity, txn_id, member_id)
        back.append(replace(gift, quantity=one.quantity))
    return replace(sheet, restocked=tuple(back))


def _approver(work: Work, command: PayCardRefund) -> StaffId:
    """Who answers for it: the one who approved, or the one signed in; a manager at least."""
    access.needs(work, Role.CASHIER)
    approver = command.approved_by or command.staff_id
    role = staff_rows.role_of(work.conn, approver)
    if role is None or role.rank < Role.MANAGER.rank:
        raise UserError("auth.needs", role=Role.MANAGER)
    return approver


def _check_tenders(work: Work, command: PayCardRefund, due: Money) -> None:
    accounts = [account for account, amount in command.tenders if amount.fen > 0]
    if len(set(accounts) & set(TENDER_ACCOUNTS)) < len(command.tenders):
        raise UserError("tender.unknown")
    paid = total([amount for _, amount in command.tenders])
    if paid != due:
        raise UserError("tender.sum", paid=paid, due=due)
    cash = dict(command.tenders).get(Account.CASH, ZERO)
    limit = work.settings.refunds.cash_limit
    if cash.fen > limit.fen and not command.cash_confirmed:
        raise UserError("refund.cash_limit", limit=limit)


def _post(
    work: Work,
    command: PayCardRefund,
    row: RefundRow,
    result: Result,
    txn_id: TxnId,
    open_packs: Sequence[Pack],
) -> int:
    return txn_rows.post(
        work,
        TxnKind.CARD_REFUND,
        row.member_id,
        result.total,
        _postings(work, command, row.member_id, result, open_packs),
        txn_id=txn_id,
    )


def _postings(
    work: Work, command: PayCardRefund, member_id: MemberId, result: Result, open_packs: Sequence[Pack]
) -> tuple[Posting, ...]:
    """Everything on the account goes to nothing; what the sum differs by stands by itself."""
    wallet = txn_rows.wallet(work.conn, member_id)
    settled = wallet.principal.fen
    postings = [Posting(Account.PRINCIPAL, wallet.principal.fen, member_id)]
    for pack in open_packs:
        settled += pack.value_left.fen
        postings.append(Posting(Account.PACK, pack.value_left.fen, member_id, _as_lot(pack.id)))
    for lot in sorted(wallet.lots, key=lambda lot: lot.id):
        postings.append(Posting(Account.BONUS, lot.remaining.fen, member_id, lot.id))
        postings.append(Posting(Account.BONUS_GIVEN, -lot.remaining.fen))
    if command.close_account and wallet.points:
        postings.append(Posting(Account.POINTS, wallet.points, member_id))
        postings.append(Posting(Account.POINTS_GIVEN, -wallet.points))
    postings.append(Posting(Account.REFUND_DIFFERENCE, result.refunded.fen - settled))
    postings.append(Posting(Account.INTEREST, result.interest.fen))
    postings += [Posting(account, -amount.fen) for account, amount in command.tenders]
    return balanced(postings)


def _as_lot(pack_id: PackId) -> LotId:
    return LotId(pack_id)


def _cancel_promises(work: Work, of: Family, open_packs: Sequence[Pack], txn_id: TxnId) -> None:
    """What the payments promised ends with them: instalments, sessions, vouchers, friend cards."""
    instalments.cancel_for(work, of[0][0], txn_id)
    for pack in open_packs:
        packs.close(work, pack, _ending(pack), txn_id)
    for top_up in refund_rows.top_ups(work.conn, tuple((id_, 0) for id_, _ in of)):
        voucher_sales.void_issued_with(work, top_up, txn_id)
        friend_cards.void_given_with(work, top_up)


def _ending(pack: Pack) -> PackState:
    return PackState.REFUNDED if pack.paid else PackState.CANCELLED


# The worksheet as stored


def _as_json(sheet: Chosen) -> str:
    return setting_rows.pack(sheet)


def paid(read: Reader, txn_id: TxnId) -> PaidRefund:
    """A refund as it was paid, with the worksheet of that day; raises UserError `txn.unknown`."""
    row = refund_rows.paid_sheet(read.conn, txn_id)
    found = refund_rows.get(read.conn, row[0]) if row else None
    head = history_rows.head(read.conn, txn_id)
    if row is None or found is None or head is None:
        raise UserError("txn.unknown")
    sums = history_rows.account_sums(read.conn, txn_id)
    return PaidRefund(
        number=read.number(head[1]),
        at=read.local(head[2]),
        member_name=head[6],
        member_number=f"{head[8]:06d}",
        reason=found.reason,
        asked_at=read.local(found.asked_ms),
        asked_by=row[2],
        approved_by=row[3],
        closed=bool(row[4]),
        alone_reason=row[5],
        tenders=tuple((account, Money(-sums[account])) for account in TENDER_ACCOUNTS if sums.get(account)),
        sheet=setting_rows.decode(Chosen, json.loads(row[1])),
    )
