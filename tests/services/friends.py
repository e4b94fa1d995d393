"""What tests of friend cards and referrals start from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from model import codes
from model.codes import QrKind
from model.commands import MemberDraft, SignUp
from model.friend_card import (
    BenefitKind,
    FriendBenefit,
    FriendCard,
    FriendCardKind,
    FriendCardRule,
    GiverReward,
    RewardKind,
)
from model.friend_commands import GiveCards, PayDueRewards, SaveCardKind
from model.ids import BatchId, FriendCardKindId, MemberId, StaffId, VoucherTemplateId
from model.money import Money, yuan
from model.shop import Policy
from model.voucher import VoucherTemplate
from model.voucher_commands import SaveTemplate
from model.voucher_rule import Benefit, Validity, VoucherRule
from model.voucher_rule import BenefitKind as VoucherKind
from services import friend_cards, members, rewards, vouchers
from services.ids import new_id
from services.storage import friend_rows, meta_rows
from services.storage.work import Reader
from tests.support import Till, command_id, subject

AT_ONCE: Final = Policy(referral_hold_days=0)
REWARD: Final = GiverReward(RewardKind.BONUS, 3_000, bonus_days=30)
GIFT: Final = FriendBenefit(BenefitKind.BONUS, yuan(20), bonus_days=10)


def card_kind(
    till: Till, reward: GiverReward = REWARD, benefit: FriendBenefit = GIFT, **more: Any
) -> FriendCardKindId:
    rule = replace(FriendCardRule(reward, benefit), **more)
    kind_id = FriendCardKindId(new_id())
    kind = FriendCardKind(kind_id, f"闺蜜卡 {new_id().hex()[-6:]}", rule)
    till.do(friend_cards.save_kind, SaveCardKind(command_id(), till.people.manager, kind))
    return kind_id


def template(till: Till, name: str = "闺蜜立减 ¥15", **more: Any) -> VoucherTemplateId:
    rule = VoucherRule(Benefit(VoucherKind.AMOUNT, yuan(15)), Validity(days=30))
    made = VoucherTemplate(VoucherTemplateId(new_id()), name, replace(rule, **more))
    till.do(vouchers.save_template, SaveTemplate(command_id(), till.people.manager, made))
    return made.id


def give(
    till: Till, giver: MemberId, kind_id: FriendCardKindId, count: int = 1, line: str = ""
) -> tuple[FriendCard, ...]:
    command = GiveCards(command_id(), till.people.manager, giver, kind_id, count, line)
    done = till.do(friend_cards.give, command)
    return till.ask(friend_cards.cards_of, BatchId(subject(done)))


def bring(till: Till, card: FriendCard, name: str = "李娜", phone: str = "13900000001") -> MemberId:
    command = SignUp(command_id(), till.people.cashier, MemberDraft(name, phone), card.card_id)
    return MemberId(subject(till.do(members.sign_up, command)))


def refer(till: Till, giver: MemberId, name: str = "李娜", phone: str = "13900000001") -> MemberId:
    draft = MemberDraft(name, phone, referrer_id=giver)
    return MemberId(subject(till.do(members.sign_up, SignUp(command_id(), till.people.cashier, draft))))


def pay_due(till: Till) -> int:
    return int(till.do(rewards.pay_due, PayDueRewards(command_id(), StaffId(b""))).number)


def bonus(till: Till, member_id: MemberId) -> Money:
    wallet = till.wallet(member_id)
    return Money(sum(lot.remaining.fen for lot in wallet.lots))


def code_of(till: Till, card: FriendCard) -> tuple[str, str]:
    """What is printed on a card: QR digits and the code for typing."""

    def made(read: Reader) -> tuple[str, str]:
        secret = friend_rows.secret_of(read.conn, card.batch_id)
        assert secret is not None
        return codes.codes_of_batch(QrKind.FRIEND_CARD, secret, card.n, meta_rows.shop_key(read.conn))

    return till.ask(made)
