"""Vouchers, friend cards and certificates as a shop prints them, in every design."""

from __future__ import annotations

import hashlib
import itertools
from datetime import date, time
from typing import Any

from model.codes import QrKind, group_typed, make_qr, make_typed
from model.money import yuan
from services.printing.cards import CardDesign
from services.printing.vouchers import (
    Benefit,
    BenefitKind,
    Honor,
    PrintedCertificate,
    PrintedFriendCard,
    PrintedItem,
    PrintedVoucher,
    Reward,
    RewardKind,
    Terms,
    VoucherDesign,
)

_KEY = b"k" * 32
_counter = itertools.count()
WEEKDAYS = Terms(
    minimum=yuan(100),
    items=("洗剪吹", "护理", "染烫"),
    weekdays=frozenset({0, 1, 2, 3}),
    hours=(time(10), time(17)),
    combinable=False,
    per_member=1,
)


def codes(kind: QrKind) -> dict[str, str]:
    """Both forms of a code that no other sample has."""
    seed = hashlib.sha256(str(next(_counter)).encode()).digest()
    return {"qr": make_qr(kind, seed[:16], _KEY), "typed": group_typed(make_typed(seed[16:]))}


def voucher(**other: Any) -> PrintedVoucher:
    filled: dict[str, Any] = {
        "shop_name": "小雅美发 · 建设路店",
        "benefit": Benefit(BenefitKind.AMOUNT, yuan(20)),
        "title": "满 100 减 20",
        "valid_from": date(2026, 11, 21),
        "valid_to": date(2026, 12, 31),
        "terms": WEEKDAYS,
        "contact": "建设路 18 号 · 0755-8888 6666",
        **codes(QrKind.VOUCHER),
        **other,
    }
    return PrintedVoucher(**filled)


def friend_card(**other: Any) -> PrintedFriendCard:
    filled: dict[str, Any] = {
        "shop_name": "小雅美发 · 建设路店",
        "giver": "张晓明",
        "benefit": Benefit(BenefitKind.AMOUNT, yuan(30)),
        "line": "剪头发找阿Ken，他懂我们这种细软发。",
        "reward": Reward(RewardKind.BONUS, yuan(30)),
        "valid_to": date(2026, 12, 31),
        "terms": Terms(minimum=yuan(100), per_member=1, first_visit=True),
        "contact": "建设路 18 号",
        **codes(QrKind.FRIEND_CARD),
        **other,
    }
    return PrintedFriendCard(**filled)


def certificate(**other: Any) -> PrintedCertificate:
    filled: dict[str, Any] = {
        "shop_name": "小雅美发 · 建设路店",
        "name": "张晓明",
        "number": "01-000482",
        "honor": Honor.AMBASSADOR,
        "since": date(2026, 11, 21),
        **other,
    }
    return PrintedCertificate(**filled)


def every_design(**other: Any) -> list[PrintedItem]:
    """One item of each kind and design."""
    return [
        *(voucher(design=design, **other) for design in VoucherDesign),
        *(friend_card(design=design, **other) for design in CardDesign),
        *(certificate(design=design, **other) for design in CardDesign),
    ]


def codes_of(items: list[PrintedItem]) -> set[str]:
    return {item.qr for item in items if not isinstance(item, PrintedCertificate)}
