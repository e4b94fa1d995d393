"""Referral rewards: promised at sign-up, due with the friend's first purchase, paid, or taken back with it.

A purchase is a sale, or the use of a session pack: selling the pack earns nothing, having a session does.

Each move is an operation of its own inside the command that causes it. Source: domain.md section 6.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from model.changes import Kind
from model.command import Command
from model.errors import UserError
from model.friend_card import RewardKind
from model.friend_commands import CancelReward, PayDueRewards
from model.ids import CommandId, LotId, MemberId, RewardId, TxnId
from model.ledger import Account, TxnKind
from model.money import ZERO, Money
from model.record import dataclass
from model.referral import (
    Ending,
    RewardState,
    counts,
    due_after,
    grant_postings,
    month_of,
    real_money,
    recoverable,
    reward_amount,
    take_back_postings,
)
from model.sale import SalePlan
from model.shop import Role
from model.text import clean_line
from model.topup import bonus_expiry
from model.views import AccountState, Done
from model.voucher import VoucherState
from model.voucher_commands import BatchKind
from services import access, freezing, honors, recall, voucher_issue, vouchers
from services.clock import day_number
from services.storage import (
    as_written,
    merge_rows,
    pack_rows,
    referral_rows,
    sale_rows,
    standing_rows,
    txn_rows,
    voucher_rows,
)
from services.storage.referral_rows import Reward
from services.storage.work import Reader, Work

AT_ONCE: Final = 200
"""Most rewards that one PayDueRewards pays."""


def apart(work: Work, use_case: Callable[[Work, Command], Done]) -> Done:
    """Carry a part of the command out as an operation of its own, on the same person's behalf."""
    return work.apart(use_case, Command(CommandId(work.new_id()), work.command.staff_id))


def grant(
    work: Work, member_id: MemberId, kind: RewardKind, amount: int, bonus_days: int | None
) -> tuple[TxnId, str]:
    """Book bonus or points that the shop gives; answers the transaction and its number."""
    txn_id, lot_id = TxnId(work.new_id()), LotId(work.new_id())
    usable = txn_rows.wallet(work.conn, member_id).bonus_on(work.today).fen
    of_bonus = kind is RewardKind.BONUS
    expires = bonus_expiry(work.today, bonus_days)
    number = txn_rows.post(
        work,
        TxnKind.REWARD,
        member_id,
        Money(amount) if of_bonus else ZERO,
        grant_postings(member_id, kind, amount, lot_id),
        txn_id=txn_id,
        new_lot=(lot_id, day_number(expires) if expires else None) if of_bonus else None,
        usable_bonus_after=usable + (amount if of_bonus else 0),
    )
    work.touch(Kind.LEDGER, member_id)
    return txn_id, work.number(number)


def promise(work: Work, reward: Reward) -> None:
    """Note a reward that waits for the friend's first purchase."""
    referral_rows.add(work.conn, reward, work.now)
    as_written.keep(work, "referral_reward", reward.id)
    _touch(work, reward)


def after_sign_up(work: Work, friend_id: MemberId, giver_id: MemberId) -> None:
    """What the shop promises for a friend who came without a friend card, if anything."""
    policy = work.settings.policy
    if not policy.referral_reward:
        return
    new = Reward(
        id=RewardId(work.new_id()),
        giver_id=giver_id,
        friend_id=friend_id,
        card_id=None,
        kind=RewardKind.BONUS,
        value=policy.referral_reward.fen,
        template_id=None,
        bonus_days=policy.referral_bonus_days,
        minimum=policy.referral_minimum_sale,
    )
    promise(work, new)


def referrer_changed(work: Work, friend_id: MemberId, giver_id: MemberId | None) -> None:
    """Drop what was promised to another; before the first sale the new referrer is promised the same."""
    known = referral_rows.open_for(work.conn, friend_id)
    if known is not None and known.state is RewardState.PENDING and known.giver_id != giver_id:
        apart(work, partial(_cancel, reward=known, reason=Ending.REFERRER))
        known = None
    if giver_id is not None and known is None and not referral_rows.has_bought(work.conn, friend_id):
        after_sign_up(work, friend_id, giver_id)


def friend_is_known(work: Work, gone_id: MemberId, kept_id: MemberId) -> None:
    """Two records are of one person: nobody brings a member whom the shop knew, or themselves.

    What already has the friend's first sale stays; only what waits for one ends.
    """
    for friend_id in (gone_id, kept_id):
        waiting = referral_rows.open_for(work.conn, friend_id)
        if waiting is None or waiting.state is not RewardState.PENDING:
            continue
        own = {waiting.giver_id, friend_id} == {gone_id, kept_id}
        if own or (friend_id == gone_id and waiting.sale_txn_id is None):
            apart(work, partial(_cancel, reward=waiting, reason=Ending.KNOWN))


def after_sale(work: Work, txn_id: TxnId, member_id: MemberId, plan: SalePlan) -> None:
    """Make the reward for this member due when it is their first sale with enough real money."""
    after_purchase(
        work, txn_id, member_id, real_money((part.bucket, part.amount) for part in plan.allocations)
    )


def after_purchase(work: Work, txn_id: TxnId, member_id: MemberId, real: Money) -> None:
    """Make the reward for this member due when `real`, what they paid in real money, is enough for it.

    What a session is worth was paid so: a pack is bought with money and principal, one of a plan is
    worth nothing.
    """
    waiting = referral_rows.open_for(work.conn, member_id)
    if waiting is None or waiting.sale_txn_id is not None:
        return
    if counts(real, waiting.minimum):
        apart(work, partial(_become_due, reward=waiting, sale_id=txn_id))


def _become_due(work: Work, command: Command, *, reward: Reward, sale_id: TxnId) -> Done:
    policy = work.settings.policy
    _touch(work, reward)
    sold = replace(reward, sale_txn_id=sale_id)
    if freezing.state_of(work, reward.giver_id) is AccountState.CLOSED:
        return _cancel(work, command, reward=reward, reason=Ending.CLOSED, into=sold)
    if _over_cap(work, reward.giver_id):
        return _cancel(work, command, reward=reward, reason=Ending.CAP, into=sold)
    hold = policy.referral_hold_days
    due = replace(sold, due_after_ms=due_after(work.now, hold), version=reward.version + 1)
    bears = honors.on_day(work, reward.giver_id) is not None
    factor = policy.honor_factor_percent if bears else 100
    owed = referral_rows.owed(work.conn, reward.giver_id, reward.friend_id, reward.kind)
    amount = reward_amount(reward.kind, reward.value, factor, owed)
    referral_rows.move(work, reward, due, "due", txn_id=sale_id, amount=amount)
    paid = None if hold else _pay(work, due)
    detail = {"friend": reward.friend_id.hex(), "amount": amount, "factor": factor}
    detail["due_after"] = due.due_after_ms
    if paid is None:
        return work.finish("reward_due", reward.id, detail=detail)
    return work.finish(paid.kind, paid.subject_id, number=paid.number, detail=detail)


def _over_cap(work: Work, giver_id: MemberId) -> bool:
    cap = work.settings.policy.referral_cap_per_month
    first, last = (day_number(day) for day in month_of(work.today))
    return bool(cap) and referral_rows.count_in(work.conn, giver_id, first, last) >= cap


@dataclass(frozen=True, slots=True)
class _Paid:
    """How the operation that paid a reward is called."""

    kind: str
    subject_id: bytes
    number: str = ""


def _pay(work: Work, reward: Reward) -> _Paid | None:
    """Pay what is due; None, with nothing written, when its vouchers can't be issued now."""
    amount = referral_rows.amount_due(work.conn, reward.id)
    _touch(work, reward)
    paid = replace(reward, state=RewardState.PAID)
    if not amount:
        referral_rows.move(work, reward, paid, "paid")
        return _Paid("reward_paid", reward.id)
    if reward.kind is RewardKind.VOUCHER:
        return _pay_vouchers(work, reward, paid, amount)
    txn_id, number = grant(work, reward.giver_id, reward.kind, amount, reward.bonus_days)
    referral_rows.move(
        work, reward, replace(paid, reward_txn_id=txn_id), "paid", txn_id=txn_id, amount=amount
    )
    return _Paid(TxnKind.REWARD, txn_id, number)


def _pay_vouchers(work: Work, reward: Reward, paid: Reward, count: int) -> _Paid | None:
    template_id = reward.template_id
    if template_id is None:
        raise AssertionError("a reward in vouchers names its template")
    batch_id = voucher_issue.give(
        work, template_id, reward.giver_id, BatchKind.FRIEND_CARD, count=count, promised=True
    )
    batch = voucher_rows.batch(work.conn, batch_id) if batch_id else None
    if batch is None:
        return None
    referral_rows.move(work, reward, replace(paid, batch_id=batch.id), "paid", amount=batch.wanted)
    return _Paid("reward_paid", reward.id)


class _NotNow(Exception):
    """A reward can't be paid today; nothing was written."""


def _pay_one(work: Work, command: Command, *, reward: Reward) -> Done:
    paid = _pay(work, reward)
    if paid is None:
        raise _NotNow
    return work.finish(paid.kind, paid.subject_id, number=paid.number)


def due_count(read: Reader) -> int:
    """How many rewards wait to be paid now."""
    return referral_rows.due_count(read.conn, read.now_ms)


def pay_due(work: Work, command: PayDueRewards) -> Done:
    """Pay the rewards whose refund window is over, up to AT_ONCE; Done.number is how many were paid.

    One whose vouchers can't be issued (template archived or used up) goes on waiting.
    """
    paid, after = 0, (-1, b"")
    while paid < AT_ONCE:
        found = referral_rows.due(work.conn, work.now, after, AT_ONCE)
        if not found:
            break
        for reward in found[: AT_ONCE - paid]:
            after = (reward.due_after_ms or 0, reward.id)
            if freezing.state_of(work, reward.giver_id) is AccountState.CLOSED:
                apart(work, partial(_cancel, reward=reward, reason=Ending.CLOSED))
                continue
            try:
                apart(work, partial(_pay_one, reward=reward))
            except _NotNow:
                continue
            paid += 1
    return work.finish("pay_due_rewards", number=str(paid))


def cancel(work: Work, command: CancelReward) -> Done:
    """Give a pending reward up (manager); raises UserError `reward.not_pending`, `auth.needs`, text.*."""
    access.needs(work, Role.MANAGER, command.approved_by)
    reason = clean_line(command.reason, 120, required=True)
    reward = referral_rows.get(work.conn, command.reward_id)
    if reward is None or reward.state is not RewardState.PENDING:
        raise UserError("reward.not_pending")
    return _cancel(work, command, reward=reward, reason=reason)


def _cancel(work: Work, command: Command, *, reward: Reward, reason: str, into: Reward | None = None) -> Done:
    gone = replace(into or reward, state=RewardState.CANCELLED)
    sale_id = into.sale_txn_id if into is not None else None
    referral_rows.move(work, reward, gone, "cancelled", txn_id=sale_id, reason=str(reason))
    _touch(work, reward)
    return work.finish("reward_cancelled", reward.id, detail=str(reason))


def after_reversal(work: Work, sale_id: TxnId) -> None:
    """Take the reward of a purchase back when what is left of that would not have earned it.

    Nothing is left of the sessions of a pack: having had them is reversed as a whole.
    """
    reward = referral_rows.of_sale(work.conn, sale_id)
    if reward is None:
        return
    if not counts(_left(work, sale_id).real, reward.minimum):
        _undo(work, reward)


def after_refund(work: Work, member_id: MemberId, refund_id: TxnId) -> None:
    """Take a reward back when a refund, of a card or a pack, paid back what the friend's purchase cost.

    Within the days of Art. 14 everything paid comes back, also what was consumed: no purchase is left.
    A purchase that an earlier card refund settled is none of this one's. Call it when the refund is posted.
    """
    for friend_id in (member_id, *merge_rows.followers(work.conn, member_id)):
        reward = referral_rows.open_for(work.conn, friend_id)
        if reward is None or reward.sale_txn_id is None:
            continue
        if standing_rows.refunded_since(work.conn, reward.sale_txn_id, friend_id, refund_id):
            continue
        left = _left(work, reward.sale_txn_id)
        back = referral_rows.refunded_of(work.conn, reward.sale_txn_id, refund_id, left.stored)
        if not counts(left.real - back, reward.minimum):
            _undo(work, reward)


@dataclass(frozen=True, slots=True)
class _Left:
    """What is left of a purchase: real money, and the part of it that had been paid before."""

    real: Money
    stored: Money


def _left(work: Work, txn_id: TxnId) -> _Left:
    use = pack_rows.use_of(work.conn, txn_id)
    if use is not None:
        value = ZERO if pack_rows.is_reversed(work.conn, txn_id) else use.value
        return _Left(value, value)
    lines = sale_rows.sold_lines(work.conn, txn_id)
    parts = [part for line in lines for part in line.allocations_left]
    principal = Money(sum(amount.fen for bucket, amount in parts if bucket.account is Account.PRINCIPAL))
    return _Left(real_money(parts), principal)


def _undo(work: Work, reward: Reward) -> None:
    if reward.state is RewardState.PENDING:
        apart(work, partial(_cancel, reward=reward, reason=Ending.REVERSED))
    else:
        apart(work, partial(_take_back, reward=reward))
    _promise_again(work, reward)


def _promise_again(work: Work, gone: Reward) -> None:
    """The friend's next purchase is the first one again, unless somebody else is the referrer now."""
    giver_id = merge_rows.holder(work.conn, gone.giver_id)
    if referral_rows.referrer_of(work.conn, gone.friend_id) != giver_id:
        return
    if freezing.state_of(work, gone.friend_id) is AccountState.CLOSED:
        return
    again = replace(
        gone,
        id=RewardId(work.new_id()),
        giver_id=giver_id,
        state=RewardState.PENDING,
        version=0,
        due_after_ms=None,
        sale_txn_id=None,
        reward_txn_id=None,
        batch_id=None,
    )
    promise(work, again)


def _take_back(work: Work, command: Command, *, reward: Reward) -> Done:
    """Take back what is still there; what is not is noted, and set off against the next reward."""
    amount = referral_rows.amount_paid(work.conn, reward.id)
    _touch(work, reward)
    txn_id = None
    if reward.batch_id is not None:
        back = _void_vouchers(work, reward)
    else:
        back, txn_id = _reverse(work, reward, amount) if reward.reward_txn_id else (0, None)
    referral_rows.move(
        work,
        reward,
        replace(reward, state=RewardState.TAKEN_BACK),
        "taken_back",
        txn_id=txn_id,
        amount=back,
        not_recovered=amount - back,
        reason=Ending.REVERSED.value,
    )
    return work.finish("reward_taken_back", reward.id, detail={"back": back, "lost": amount - back})


def _reverse(work: Work, reward: Reward, amount: int) -> tuple[int, TxnId | None]:
    """Reverse the reward's own transaction for as much as can be; bonus that expired goes too.

    Of a giver whose record was merged it is called back from the record that stays.
    """
    if reward.reward_txn_id is None:
        raise AssertionError("only what was booked is reversed")
    lot = referral_rows.lot_of(work.conn, reward.reward_txn_id)
    there = recall.bonus(work, reward.giver_id, lot.id, Money(amount)) if lot else ZERO
    back = recoverable(reward.kind, amount, there)
    if not back:
        return 0, None
    if reward.kind is RewardKind.POINTS:
        recall.points(work, reward.giver_id, back)
    txn_id = TxnId(work.new_id())
    usable = txn_rows.wallet(work.conn, reward.giver_id).bonus_on(work.today).fen
    is_usable = lot is not None and (lot.expires_day is None or lot.expires_day >= work.today_number)
    shown = Money(back) if reward.kind is RewardKind.BONUS else ZERO
    txn_rows.post(
        work,
        TxnKind.REVERSAL,
        reward.giver_id,
        shown,
        take_back_postings(reward.giver_id, reward.kind, back, lot.id if lot else None),
        txn_id=txn_id,
        usable_bonus_after=usable - (back if is_usable else 0),
    )
    sale_rows.insert_reversal(
        work,
        txn_id,
        reward.reward_txn_id,
        reason="",
        approved_by=None,
        amount=shown,
        whole=back == amount,
        quantities=(),
        parts=(),
    )
    work.touch(Kind.LEDGER, reward.giver_id)
    return back, txn_id


def _void_vouchers(work: Work, reward: Reward) -> int:
    """Void the vouchers of a reward that are not used; answers how many."""
    if reward.batch_id is None:
        raise AssertionError("vouchers come in batches")
    gone = 0
    for voucher in voucher_rows.of_batch(work.conn, reward.batch_id, 1, 1_000):
        if voucher.state is VoucherState.ISSUED:
            end = day_number(voucher.valid_to)
            voucher_rows.move(work, voucher, VoucherState.VOIDED, "voided", valid_to_day=end)
            vouchers.touch(work, voucher)
            gone += 1
    return gone


def _touch(work: Work, reward: Reward) -> None:
    holder = merge_rows.holder(work.conn, reward.giver_id)
    work.touch(Kind.REFERRAL, reward.id, reward.giver_id, holder, reward.friend_id)
