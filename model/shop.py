"""What a shop decides: profile, policy, staff roles, catalogue and printers."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from model import rules
from model.ids import (
    CategoryId,
    FriendCardKindId,
    ItemId,
    PlanId,
    SourceId,
    StaffId,
    TagId,
    TierId,
    VoucherTemplateId,
)
from model.money import ZERO, Money, yuan
from model.offer import NOTHING, Offer
from model.record import dataclass
from model.rules import ClaimRules, PointsRules, ProfitRules, RefundRules, TierRules
from model.tier import BRINGS_NOTHING, Brings, Rung


class Role(StrEnum):
    CASHIER = "cashier"
    MANAGER = "manager"
    OWNER = "owner"

    @property
    def rank(self) -> int:
        """Higher may approve what lower asks."""
        return {Role.CASHIER: 0, Role.MANAGER: 1, Role.OWNER: 2}[self]


class ItemKind(StrEnum):
    SERVICE = "service"
    PRODUCT = "product"


class SpendingOrder(StrEnum):
    """Which part of stored value a sale takes first (domain.md section 3.6)."""

    PROPORTIONAL = "proportional"
    PRINCIPAL_FIRST = "principal_first"
    BONUS_FIRST = "bonus_first"


class RoundingRule(StrEnum):
    """What 抹零 drops from a bill; always downwards, in the customer's favour."""

    NONE = "none"
    JIAO = "jiao"
    """Fen are dropped: 128.37 → 128.30."""
    YUAN = "yuan"
    """Jiao and fen are dropped: 128.37 → 128.00."""

    @property
    def step_fen(self) -> int:
        return {RoundingRule.NONE: 1, RoundingRule.JIAO: 10, RoundingRule.YUAN: 100}[self]


@dataclass(frozen=True, slots=True)
class Staff:
    id: StaffId
    name: str
    role: Role
    active: bool = True


@dataclass(frozen=True, slots=True)
class Category:
    id: CategoryId
    name: str
    position: int = 0
    active: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """A service or product as the counter sells it; editing it never changes a past sale."""

    id: ItemId
    kind: ItemKind
    name: str
    category_id: CategoryId | None
    price: Money
    cost: Money = ZERO
    barcode: str = ""
    earns_points: bool = True
    discountable: bool = True
    position: int = 0
    active: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """A top-up plan: pay X, get a bonus now, which may expire `bonus_days` after the day paid."""

    id: PlanId
    name: str
    pay: Money
    bonus: Money
    bonus_days: int | None = None
    position: int = 0
    active: bool = True
    voucher_template_id: VoucherTemplateId | None = None
    vouchers: int = 0
    """How many vouchers of that template come with it."""
    friend_card_kind_id: FriendCardKindId | None = None
    friend_cards: int = 0
    offer: Offer = NOTHING


@dataclass(frozen=True, slots=True)
class Tier:
    """`discount_bp` is what the member pays in basis points of the list price: 9000 is 9 折."""

    id: TierId
    name: str
    rank: int
    discount_bp: int = 10_000
    active: bool = True
    threshold: Money | None = None
    """The consumption that reaches it; None: it is given by hand only."""
    brings: Brings = BRINGS_NOTHING


@dataclass(frozen=True, slots=True)
class Source:
    id: SourceId
    name: str
    position: int = 0
    active: bool = True


@dataclass(frozen=True, slots=True)
class Tag:
    id: TagId
    name: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class ShopProfile:
    name: str = ""
    address: str = ""
    phone: str = ""
    receipt_footer: str = ""
    logo_png: bytes | None = None
    consent_text: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """The shop's rules with the law's defaults (domain.md sections 3.6 and 9)."""

    spending_order: SpendingOrder = SpendingOrder.PROPORTIONAL
    rounding: RoundingRule = RoundingRule.NONE
    day_starts_hour: int = 4
    """The business day ends at this local hour."""
    time_zone: str = "Asia/Shanghai"
    points_per_yuan: int = 1
    cashier_discount_limit_bp: int = 500
    """A manual discount above this share of the bill needs a manager (500 = 5 %)."""
    registered_limit: Money = yuan(5_000)
    """A registered card holds at most this principal (单用途商业预付卡管理办法)."""
    transfer_limit: Money = yuan(50_000)
    """An individual paying this or more does it by bank transfer."""
    idle_lock_minutes: int = 5
    print_automatically: bool = True
    next_visit_template_id: VoucherTemplateId | None = None
    """The voucher that every sale brings for the next one."""
    referral_reward: Money = ZERO
    """Bonus for the referrer of a friend who came without a friend card; none when zero."""
    referral_bonus_days: int | None = None
    referral_minimum_sale: Money = ZERO
    """What the friend's first sale must bring in real money for any reward."""
    referral_hold_days: int = 7
    """A reward waits until this refund window is over (法释〔2025〕4号 Art. 14); 0 pays with the sale."""
    referral_cap_per_month: int = 20
    """Most rewards of one referrer in a calendar month; 0 for no cap."""
    honor_factor_percent: int = 150
    """What bearers of an honor get of a reward."""
    friend_cards_per_member: int = 20
    """Most open friend cards that a member may hold."""
    close_limit: Money = yuan(10)
    """A difference at the day close above this needs a manager."""


class PrinterKind(StrEnum):
    NONE = "none"
    """Receipts wait in the queue list and can be looked at or saved as PDF."""
    SYSTEM = "system"
    NETWORK = "network"
    USB = "usb"
    SERIAL = "serial"
    FILE = "file"
    """ESC/POS bytes are appended to a file (also a device such as a shared printer)."""
    PDF_FOLDER = "pdf_folder"

    @property
    def is_receipt_printer(self) -> bool:
        """Whether it takes ESC/POS: a roll of paper that the shop's queue can feed."""
        return self in (PrinterKind.NETWORK, PrinterKind.USB, PrinterKind.SERIAL, PrinterKind.FILE)


@dataclass(frozen=True, slots=True)
class PrinterSetting:
    """Where receipts go. `address`: printer name, host[:port], vendor:product, port or path."""

    kind: PrinterKind = PrinterKind.NONE
    address: str = ""
    width_mm: int = 80
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Look:
    language: str = "zh_CN"
    theme: str = "light"
    scale_percent: int = 100


@dataclass(frozen=True, slots=True)
class Settings:
    profile: ShopProfile = ShopProfile()
    policy: Policy = Policy()
    printer: PrinterSetting = PrinterSetting()
    look: Look = Look()
    claims: ClaimRules = rules.CLAIMS
    points: PointsRules = rules.POINTS
    tiers: TierRules = rules.TIERS
    ladder: tuple[Rung, ...] = ()
    """The tiers in use that consumption reaches, lowest first: no setting of its own, but as near at hand."""
    refunds: RefundRules = rules.REFUNDS
    profit: ProfitRules = rules.PROFIT


SCALES: Final = (100, 125, 150, 175)
