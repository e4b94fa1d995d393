"""What a receipt says, in no language: the values a printed or shown receipt is composed from.

Source: domain.md sections 3 and 9, ui.md “Print”. Wording and layout belong to services.printing.
"""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from enum import StrEnum

from model.ledger import Account, TxnKind
from model.money import ZERO, Money
from model.record import dataclass


class AdjustmentKind(StrEnum):
    """Why a bill's total differs from the sum of its list prices."""

    TIER_DISCOUNT = "tier_discount"
    """`detail` is the tier's name with its discount, as the shop words it (`钻石 9 折`)."""
    MANUAL_DISCOUNT = "manual_discount"
    """`detail` is the reason the cashier gave."""
    VOUCHER = "voucher"
    """`detail` is the name of the voucher's template."""
    POINTS = "points"
    """`detail` is how many points were spent."""
    ROUNDING = "rounding"
    """抹零: its own line (domain.md section 3.11)."""


@dataclass(frozen=True, slots=True)
class ReceiptShop:
    """The head and foot of the paper; `footer` may have several lines, `logo_png` is PNG data."""

    name: str
    address: str = ""
    phone: str = ""
    footer: str = ""
    logo_png: bytes | None = None


@dataclass(frozen=True, slots=True)
class ReceiptMember:
    """The member at the time of the transaction; the name is masked when it is printed."""

    name: str
    phone_masked: str
    number: str
    tier: str


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One service or product at list price: `amount` = `unit_price` × `quantity`."""

    name: str
    served_by: str
    quantity: int
    unit_price: Money
    amount: Money


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A line between the list total and the amount due; a discount's `amount` is negative."""

    kind: AdjustmentKind
    detail: str
    amount: Money


@dataclass(frozen=True, slots=True)
class ReceiptTender:
    """Money from outside (one of TENDER_ACCOUNTS), never stored value.

    `amount` is what was kept; in a reversal what was handed back (≥ 0). `received` and `change`
    matter for cash and are None elsewhere.
    """

    account: Account
    amount: Money
    received: Money | None = None
    change: Money | None = None


@dataclass(frozen=True, slots=True)
class ReceiptLot:
    """Bonus granted by a top-up and the last day on which it can be used, if there is one."""

    amount: Money
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class EarnedVoucher:
    """A voucher that came with a sale or a top-up: `typed` in groups, the last day it can be used."""

    name: str
    qr: str
    typed: str
    valid_to: date


@dataclass(frozen=True, slots=True)
class ReceiptPack:
    """Session packs that were sold, given, used or taken back: `count` equal ones.

    `sessions` is how many moved, `left` how many each had right after it.
    """

    name: str
    count: int
    sessions: int
    left: int
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class ReceiptCardRefund:
    """What a card refund paid, by whose cause (`shop` or `member`), and what became of the account."""

    refunded: Money
    interest: Money
    cause: str
    reason: str
    closed: bool


@dataclass(frozen=True, slots=True)
class ReceiptGift:
    """Pieces of a gift handed over; `back` with a reversal."""

    name: str
    quantity: int
    back: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptClaim:
    """An instalment that was collected, or given back: the `n`th of the plan's `of`."""

    plan_name: str
    n: int
    of: int
    amount: Money


@dataclass(frozen=True, slots=True)
class ReceiptRebate:
    """Where the member's instalments stood right after it: `claimable` in `count` pieces, then the next."""

    claimable: Money
    count: int
    next_on: date | None = None
    next_amount: Money = ZERO


@dataclass(frozen=True, slots=True)
class NextTier:
    """The next tier and how much more consumption reaches it."""

    name: str
    missing: Money


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything on one receipt.

    `due` is what was to be paid: of a sale after all adjustments, of a top-up the principal paid in,
    of a reversal the value given back in all. `principal_part` and `bonus_part` are the stored value
    moved: used by a sale or added by a top-up (≥ 0); in a reversal positive when put back to the
    member and negative when taken back. `list_total` is the sum of the lines. `at` is aware, in the
    shop's time zone. `reprint` is 0 on the first print and counts the prints after it.
    """

    kind: TxnKind
    number: str
    at: datetime
    counter_name: str
    cashier: str
    shop: ReceiptShop
    due: Money
    member: ReceiptMember | None = None
    plan_name: str = ""
    """The top-up plan, empty for a free amount; of a move between two accounts the other member."""
    move: str = ""
    """`transfer_out`, `merge_in` and so on (model.transfer)."""
    lines: tuple[ReceiptLine, ...] = ()
    list_total: Money = ZERO
    adjustments: tuple[Adjustment, ...] = ()
    tenders: tuple[ReceiptTender, ...] = ()
    principal_part: Money = ZERO
    bonus_part: Money = ZERO
    principal_after: Money = ZERO
    bonus_after: Money = ZERO
    points_earned: int = 0
    """Negative when a reversal takes points back."""
    points_used: int = 0
    """Spent as a discount; negative when a reversal gives points back."""
    points_after: int = 0
    granted: tuple[ReceiptLot, ...] = ()
    reverses_number: str | None = None
    """The receipt number of the transaction a reversal undoes."""
    reverses_kind: TxnKind | None = None
    reason: str = ""
    tier_reached: str = ""
    """The tier this transaction raised the member to."""
    next_tier: NextTier | None = None
    reprint: int = 0
    earned: tuple[EarnedVoucher, ...] = ()
    packs: tuple[ReceiptPack, ...] = ()
    card_refund: ReceiptCardRefund | None = None
    gifts: tuple[ReceiptGift, ...] = ()
    promised: tuple[int, Money] | None = None
    """How many instalments a top-up promises, and each of them."""
    claimed: tuple[ReceiptClaim, ...] = ()
    rebate: ReceiptRebate | None = None
    """None without anything to collect, now or later."""
    is_welcome: bool = False
    """The reward, or the one a reversal undoes, is what a friend card brought the friend herself."""

    @property
    def balance_after(self) -> Money:
        """Principal and bonus together, after the transaction."""
        return self.principal_after + self.bonus_after


def masked_name(name: str) -> str:
    """The first character of a name and two stars: 张晓明 → 张**; empty stays empty."""
    stripped = name.strip()
    if not stripped:
        return ""
    end = 1
    while end < len(stripped) and unicodedata.category(stripped[end]).startswith("M"):
        end += 1
    return stripped[:end] + "**"
