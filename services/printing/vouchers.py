"""Vouchers, friend cards and certificates as data for paper: no words of a language but the shop's own.

Source: ui.md “Print”; domain.md sections 5.5, 5.6, 6 and 9.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date, time
from enum import StrEnum

from model.money import ZERO, Money
from model.record import dataclass
from services.printing.cards import DEFAULT_ACCENT, CardDesign


class BenefitKind(StrEnum):
    """What a piece of paper is worth, in the order a template offers it."""

    AMOUNT = "amount"
    PERCENT = "percent"
    SERVICE = "service"
    GIFT = "gift"
    TRIAL = "trial"
    BONUS = "bonus"
    """Stored value put on a friend's new account; no template gives it."""


@dataclass(frozen=True, slots=True)
class Benefit:
    """The benefit in figures: `amount` off, or the trial price; `rate_bp` is what is left to pay."""

    kind: BenefitKind
    amount: Money = ZERO
    rate_bp: int = 10_000
    """Hundredths of a percent: 8,000 is 8 折, 20 % off."""


class RewardKind(StrEnum):
    """What the giver of a friend card gets."""

    BONUS = "bonus"
    POINTS = "points"
    VOUCHER = "voucher"


@dataclass(frozen=True, slots=True)
class Reward:
    """The giver's reward: `amount` of bonus, `points`, or a voucher's `name`."""

    kind: RewardKind
    amount: Money = ZERO
    points: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """The conditions that follow from the rule; only those that differ from the default are printed."""

    minimum: Money = ZERO
    cap: Money = ZERO
    """The most that a percentage takes off."""
    items: tuple[str, ...] = ()
    """Names of the services and products it is for; all when empty."""
    weekdays: frozenset[int] = frozenset()
    """Monday is 0; every day when empty."""
    hours: tuple[time, time] | None = None
    combinable: bool = True
    per_member: int = 0
    """How many a person may use; 0 for any number."""
    first_visit: bool = False


ANYTHING = Terms()


class VoucherDesign(StrEnum):
    """How a voucher looks."""

    ROSE = "rose"
    """A pale wash of the shop's colour, the code on a white stub."""
    INK = "ink"
    """Black and white with one large figure: for laser printers and copying."""


class Honor(StrEnum):
    """What the owner names a member for bringing friends; never sold, no share of the shop."""

    AMBASSADOR = "ambassador"
    HONORARY_SHAREHOLDER = "honorary_shareholder"


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """A PNG or JPEG of the shop's own; `name` stands for what is in it, so that it is drawn once."""

    name: str
    data: bytes = field(default=b"", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class PrintedVoucher:
    """One voucher: `qr` and `typed` as made by model.codes, `conditions` in the language printed in."""

    shop_name: str
    benefit: Benefit
    title: str
    """The template's name."""
    qr: str
    typed: str
    """In groups."""
    valid_from: date | None = None
    valid_to: date | None = None
    """The last day."""
    terms: Terms = ANYTHING
    conditions: tuple[str, ...] = ()
    """The shop's own words beside what follows from the rule."""
    contact: str = ""
    logo_png: bytes = field(default=b"", repr=False)
    accent: str = DEFAULT_ACCENT
    reprint: int = 0
    """0 for the first print, else which reprint it is."""
    design: VoucherDesign = VoucherDesign.ROSE
    picture: PrintedPicture | None = None


@dataclass(frozen=True, slots=True)
class PrintedFriendCard:
    """One friend card: `benefit` is the friend's, `reward` the giver's; `line` is the giver's own."""

    shop_name: str
    giver: str
    benefit: Benefit
    qr: str
    typed: str
    """In groups."""
    line: str = ""
    reward: Reward | None = None
    valid_to: date | None = None
    terms: Terms = Terms(first_visit=True)
    conditions: tuple[str, ...] = ()
    contact: str = ""
    logo_png: bytes = field(default=b"", repr=False)
    accent: str = DEFAULT_ACCENT
    reprint: int = 0
    design: CardDesign = CardDesign.ROSE
    picture: PrintedPicture | None = None


@dataclass(frozen=True, slots=True)
class PrintedCertificate:
    """The card that tells of an honor."""

    shop_name: str
    name: str
    number: str
    """The member number."""
    honor: Honor
    since: date
    until: date | None = None
    logo_png: bytes = field(default=b"", repr=False)
    accent: str = DEFAULT_ACCENT
    reprint: int = 0
    design: CardDesign = CardDesign.ROSE


PrintedItem = PrintedVoucher | PrintedFriendCard | PrintedCertificate
CodedItem = PrintedVoucher | PrintedFriendCard
