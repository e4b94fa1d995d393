"""Friend cards, rewards and honors in words, for the counter and the referral page."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from model.friend_card import BenefitKind, CardState, FriendBenefit, GiverReward, RewardKind
from model.money import Money
from model.referral import CareFacts, Ending, Honor, RewardState, RewardView
from ui import translate as _translate
from ui.translate import QT_TRANSLATE_NOOP

_HONORS: Final[dict[Honor, str]] = {
    Honor.AMBASSADOR: QT_TRANSLATE_NOOP("FriendWords", "形象大使"),
    Honor.HONORARY_SHAREHOLDER: QT_TRANSLATE_NOOP("FriendWords", "荣誉股东"),
}
REWARD_KINDS: Final[dict[RewardKind, str]] = {
    RewardKind.BONUS: QT_TRANSLATE_NOOP("FriendWords", "赠金"),
    RewardKind.POINTS: QT_TRANSLATE_NOOP("FriendWords", "积分"),
    RewardKind.VOUCHER: QT_TRANSLATE_NOOP("FriendWords", "券"),
}
BENEFIT_KINDS: Final[dict[BenefitKind, str]] = {
    BenefitKind.VOUCHER: QT_TRANSLATE_NOOP("FriendWords", "券"),
    BenefitKind.BONUS: QT_TRANSLATE_NOOP("FriendWords", "赠金"),
}
_STATES: Final[dict[RewardState, tuple[str, str]]] = {
    RewardState.PENDING: (QT_TRANSLATE_NOOP("FriendWords", "待发"), "warning"),
    RewardState.PAID: (QT_TRANSLATE_NOOP("FriendWords", "已发"), "good"),
    RewardState.TAKEN_BACK: (QT_TRANSLATE_NOOP("FriendWords", "已收回"), "info"),
    RewardState.CANCELLED: (QT_TRANSLATE_NOOP("FriendWords", "不发"), "muted"),
}
_CARDS: Final[dict[CardState, tuple[str, str]]] = {
    CardState.ISSUED: (QT_TRANSLATE_NOOP("FriendWords", "可用"), "info"),
    CardState.USED: (QT_TRANSLATE_NOOP("FriendWords", "已用"), "good"),
    CardState.RETURNED: (QT_TRANSLATE_NOOP("FriendWords", "已交回"), "muted"),
    CardState.VOIDED: (QT_TRANSLATE_NOOP("FriendWords", "已作废"), "muted"),
}
_EXPIRED: Final = QT_TRANSLATE_NOOP("FriendWords", "已过期")
_ENDINGS: Final[dict[str, str]] = {
    Ending.CAP.value: QT_TRANSLATE_NOOP("FriendWords", "本月奖励已满"),
    Ending.REVERSED.value: QT_TRANSLATE_NOOP("FriendWords", "首单已冲正"),
    Ending.REFERRER.value: QT_TRANSLATE_NOOP("FriendWords", "介绍人已更正"),
    Ending.CLOSED.value: QT_TRANSLATE_NOOP("FriendWords", "赠卡人已退卡销户"),
    Ending.KNOWN.value: QT_TRANSLATE_NOOP("FriendWords", "这位朋友原来已经是会员"),
    "void": QT_TRANSLATE_NOOP("FriendWords", "闺蜜卡已作废"),
}
_BONUS: Final = QT_TRANSLATE_NOOP("FriendWords", "{yuan} 元赠金")
_POINTS: Final = QT_TRANSLATE_NOOP("FriendWords", "{count} 积分")
_VOUCHER: Final = QT_TRANSLATE_NOOP("FriendWords", "“{name}”")
_VOUCHERS: Final = QT_TRANSLATE_NOOP("FriendWords", "{count} 张“{name}”")
_SIDES: Final = QT_TRANSLATE_NOOP("FriendWords", "朋友得 {benefit} · 赠卡人得 {reward}")
_WAITS_SALE: Final = QT_TRANSLATE_NOOP("FriendWords", "等首次消费")
_DUE: Final = QT_TRANSLATE_NOOP("FriendWords", "{day} 起发")
_SHORT: Final = QT_TRANSLATE_NOOP("FriendWords", "{reason} · {amount} 已花，未收回")
_CARE_PAID: Final = QT_TRANSLATE_NOOP("FriendWords", "您的闺蜜{friend}来啦，{reward}已到账")
_CARE_SOON: Final = QT_TRANSLATE_NOOP("FriendWords", "您的闺蜜{friend}来啦，{reward} {day} 起到账")
_CARE_WAITS: Final = QT_TRANSLATE_NOOP("FriendWords", "您的闺蜜{friend}已经登记，首次消费后送您{reward}")


def _say(source: str, **facts: object) -> str:
    return _translate.translate("FriendWords", source).format(**facts)


def tag(amount: Money) -> str:
    """An amount as short as it can be: ¥30, ¥19.90."""
    return str(amount).removesuffix(".00")


def honor(which: Honor) -> str:
    """What an honor is called."""
    return _say(_HONORS[which])


def reward_kind(kind: RewardKind) -> str:
    """What a kind of reward is called."""
    return _say(REWARD_KINDS[kind])


def benefit_kind(kind: BenefitKind) -> str:
    """What a kind of benefit is called."""
    return _say(BENEFIT_KINDS[kind])


def given(kind: RewardKind, amount: int, voucher_name: str) -> str:
    """What is given in words: `30 元赠金`, `300 积分`, `2 张“满100减20”`."""
    if kind is RewardKind.BONUS:
        return _say(_BONUS, yuan=tag(Money(amount)).removeprefix("¥"))
    if kind is RewardKind.POINTS:
        return _say(_POINTS, count=f"{amount:,}")
    return _say(_VOUCHER if amount == 1 else _VOUCHERS, count=amount, name=voucher_name)


def reward(of: GiverReward, voucher_name: str) -> str:
    """What the giver of a card gets."""
    return given(of.kind, of.value, voucher_name)


def benefit(of: FriendBenefit, voucher_name: str) -> str:
    """What the friend gets."""
    if of.kind is BenefitKind.BONUS:
        return given(RewardKind.BONUS, of.amount.fen, "")
    return given(RewardKind.VOUCHER, 1, voucher_name)


def sides(friend_gets: str, giver_gets: str) -> str:
    """Both sides of a card in a line."""
    return _say(_SIDES, benefit=friend_gets, reward=giver_gets)


def reward_state(state: RewardState) -> tuple[str, str]:
    """(word, tone) of a reward's state."""
    word, tone = _STATES[state]
    return _say(word), tone


def card_state(state: CardState, *, expired: bool) -> tuple[str, str]:
    """(word, tone) of what became of a card."""
    if expired and state is CardState.ISSUED:
        return _say(_EXPIRED), "warning"
    word, tone = _CARDS[state]
    return _say(word), tone


def reward_why(view: RewardView) -> str:
    """Why a reward waits or ended; empty when it was simply paid."""
    if view.state is RewardState.PENDING:
        if view.due_at is None:
            return _say(_WAITS_SALE)
        return _say(_DUE, day=view.due_at.strftime("%m-%d"))
    why = _say(_ENDINGS[view.reason]) if view.reason in _ENDINGS else view.reason
    if view.not_recovered:
        return _say(_SHORT, reason=why, amount=given(view.kind, view.not_recovered, view.voucher_name))
    return why


def care(facts: CareFacts, due_at: datetime | None) -> str:
    """The message to the giver: `您的闺蜜李娜来啦，30 元赠金已到账`; empty when there is nothing to tell."""
    gets = given(facts.kind, facts.amount, facts.voucher_name)
    if facts.state is RewardState.PAID:
        return _say(_CARE_PAID, friend=facts.friend_name, reward=gets)
    if facts.state is not RewardState.PENDING:
        return ""
    if due_at is None:
        return _say(_CARE_WAITS, friend=facts.friend_name, reward=gets)
    return _say(_CARE_SOON, friend=facts.friend_name, reward=gets, day=due_at.strftime("%m-%d"))
