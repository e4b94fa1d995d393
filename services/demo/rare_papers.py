"""What happens seldom in the example shop to packs, vouchers, gifts, friend cards, and wrong sales."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Final

from model.friend_card import CardState
from model.friend_commands import CancelReward, TakeBackCard, VoidCard
from model.gift import MoveKind
from model.ids import BatchId, FriendCardId, PackId, StaffId, TxnId, VoucherId
from model.ledger import Account
from model.pack import Pack, PackState
from model.pack_commands import ExtendPack, RefundPack
from model.plan_commands import MoveStock
from model.voucher import HeldVoucher
from model.voucher_commands import Anonymous, ExtendVoucher, IssueVouchers, ToMembers, VoidVoucher
from services import friend_cards, gifts, pack_refunds, packs, rewards, voucher_issue, vouchers
from services.demo.desk import Desk
from services.demo.novelties import Novelties
from services.storage import demo_rows

_HANDED_OUT: Final = 20

Act = Callable[[StaffId, tuple[int, ...]], bool]
"""Says whether it found anybody among these rows to whom it could happen."""


class RarePapers:
    """Acts on what members hold beside money."""

    def __init__(self, desk: Desk, novelties: Novelties, manager: StaffId, rng: Random) -> None:
        self._desk = desk
        self._new = novelties
        self._manager = manager
        self._rng = rng
        self._handed_out: list[HeldVoucher] = []
        self.acts: tuple[Act, ...] = (
            self._hand_out,
            self._reverse_voucher_sale,
            self._take_reward_back,
            self._refund_pack,
            self._extend_pack,
            self._void_voucher,
            self._extend_voucher,
            self._end_card,
            self._issue_to_list,
            self._count_gifts,
            self._cancel_reward,
        )

    def take_handed_out(self) -> list[HeldVoucher]:
        """The vouchers that were handed out in the street since this was asked last."""
        found, self._handed_out = self._handed_out, []
        return found

    # Packs

    def _pack(self, rows: tuple[int, ...], wanted: Callable[[Pack], bool]) -> Pack | None:
        for row in rows:
            for pack in packs.of_member(self._desk.read, self._desk.member_id(row)):
                if pack.state is PackState.OPEN and pack.sessions_left and wanted(pack):
                    return pack
        return None

    def _extend_pack(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        pack = self._pack(rows, lambda p: p.valid_to is not None)
        if pack is None or pack.valid_to is None:
            return False
        until = max(pack.valid_to, self._desk.day) + timedelta(days=30)
        command = ExtendPack(*self._desk.base(by), PackId(pack.id), until, "出差没时间来", self._manager)
        return self._desk.attempt(packs.extend, command) is not None

    def _refund_pack(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        desk = self._desk
        pack = self._pack(rows, lambda p: bool(p.paid))
        if pack is None:
            return False
        found = pack_refunds.sheet(desk.read, pack.id)
        best = found.worksheet.best
        refund = found.refund(best)
        tenders = ((Account.WECHAT, refund.pay_out),) if refund.pay_out else ()
        command = RefundPack(
            *desk.base(by),
            pack.id,
            best.cause,
            best.reading.key,
            refund.total,
            tenders,
            "不再做这个项目",
            self._manager,
            print_receipt=False,
        )
        return desk.attempt(pack_refunds.pay, command) is not None

    # Vouchers and gifts

    def _hand_out(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        desk = self._desk
        to = Anonymous(_HANDED_OUT, "商场路口发放", handed_by="Lily")
        command = IssueVouchers(*desk.base(self._manager), self._new.templates[0].id, to)
        done = desk.attempt(voucher_issue.issue, command)
        if done is not None and done.subject_id:
            self._handed_out += vouchers.vouchers_of(desk.read, BatchId(done.subject_id))
        return done is not None

    def _issue_to_list(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        desk = self._desk
        to = ToMembers(rows[:15], "久未到店回访")
        command = IssueVouchers(*desk.base(self._manager), self._new.templates[2].id, to)
        return desk.attempt(voucher_issue.issue, command) is not None

    def _voucher(self, rows: tuple[int, ...]) -> VoucherId | None:
        for row in rows:
            for held in vouchers.held_by(self._desk.read, self._desk.member_id(row)):
                return held.voucher_id
        return None

    def _void_voucher(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        voucher_id = self._voucher(rows)
        if voucher_id is None:
            return False
        command = VoidVoucher(*self._desk.base(by), voucher_id, "发错了", self._manager)
        return self._desk.attempt(vouchers.void, command) is not None

    def _extend_voucher(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        desk, voucher_id = self._desk, self._voucher(rows)
        if voucher_id is None:
            return False
        until = vouchers.get(desk.read, voucher_id).valid_to + timedelta(days=14)
        command = ExtendVoucher(*desk.base(by), voucher_id, until, "顾客在外地", self._manager)
        return desk.attempt(vouchers.extend, command) is not None

    def _count_gifts(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        desk = self._desk
        gift = next(g for g in gifts.gifts(desk.read) if g.id == self._new.gifts[1].id)
        if not gift.stock:
            return False
        command = MoveStock(
            *desk.base(self._manager), gift.id, MoveKind.COUNTED, gift.stock - 1, "盘点，破损一件"
        )
        return desk.attempt(gifts.move_stock, command) is not None

    def _end_card(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        """A friend card is handed in, or made void."""
        desk = self._desk
        for row in rows:
            for card in friend_cards.of_member(desk.read, desk.member_id(row)):
                if card.state is not CardState.ISSUED:
                    continue
                card_id = FriendCardId(card.card_id)
                if self._rng.random() < 0.5:
                    back = TakeBackCard(*desk.base(by), card_id, "用不上")
                    return desk.attempt(friend_cards.take_back, back) is not None
                void = VoidCard(*desk.base(by), card_id, "卡面破损", self._manager)
                return desk.attempt(friend_cards.void, void) is not None
        return False

    # Sales that were wrong

    def _reverse_voucher_sale(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        return self._reverse(by, demo_rows.newest_voucher_sale(self._desk.conn), "券用错了")

    def _take_reward_back(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        return self._reverse(by, demo_rows.newest_rewarded_sale(self._desk.conn), "效果不满意，全额退款")

    def _reverse(self, by: StaffId, txn_id: TxnId | None, reason: str) -> bool:
        if txn_id is None:
            return False
        lines = demo_rows.lines_of(self._desk.conn, txn_id)
        return self._desk.reverse(by, txn_id, reason, self._manager, lines) is not None

    def _cancel_reward(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        desk = self._desk
        reward_id = demo_rows.oldest_pending_reward(desk.conn)
        if reward_id is None:
            return False
        command = CancelReward(*desk.base(by), reward_id, "自己介绍自己", self._manager)
        return desk.attempt(rewards.cancel, command) is not None
