"""The sheet of a day close as lines in sections: one order for the screen, the roll and the page.

Source: domain.md section 3.10: what came in, what was topped up, given, consumed, refunded and is owed
stand apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from model.close import CloseSheet, Figures, compare
from model.ledger import TENDER_ACCOUNTS, Account, TxnKind
from model.money import ZERO, Money
from model.record import dataclass


@dataclass(frozen=True, slots=True)
class SheetLine:
    """`key` names its words; `count` is how many there were, `account` which tender it is about."""

    key: str
    value: Money | int
    count: int | None = None
    strong: bool = False
    account: Account | None = None
    counted: bool = False
    """Tells what a count ought to come to: not for who is about to count."""


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    lines: tuple[SheetLine, ...]


_ALWAYS: Final = frozenset(
    {
        "turnover",
        "total",
        "topped_up",
        "used_principal",
        "used_bonus",
        "owed_principal",
        "owed_bonus",
        "opening",
        "expected",
        "counted",
        "difference",
        "left",
    }
)
"""Said also when they are zero."""


def sections(sheet: CloseSheet) -> tuple[Section, ...]:
    """Every section that has something to say, in order."""
    figures = sheet.figures
    found = (
        Section("sales", _kept(_sales(figures))),
        Section("tenders", _kept(_tenders(figures))),
        Section("stored", _kept(_stored(figures))),
        Section("packs", _kept(_packs(figures))),
        Section("points", _kept(_points(figures))),
        Section("drawer", _kept(_drawer(sheet))),
        Section("owed", _kept(_owed(figures))),
    )
    return tuple(section for section in found if section.lines)


def _kept(lines: Iterable[SheetLine]) -> tuple[SheetLine, ...]:
    return tuple(line for line in lines if line.value or line.count or line.key in _ALWAYS)


def _sales(f: Figures) -> list[SheetLine]:
    s = f.sales
    undone = f.reversed
    discounted = s.list_total != s.turnover
    lines = [
        SheetLine("list_total", s.list_total if discounted else ZERO),
        SheetLine("tier_discount", -s.tier_discount),
        SheetLine("voucher_discount", -s.voucher_discount),
        SheetLine("points_discount", -s.points_discount),
        SheetLine("manual_discount", -s.manual_discount),
        SheetLine("rounding", -s.rounding),
        SheetLine("turnover", s.turnover, s.count, strong=True),
        SheetLine("reversed", -undone, _undone_count(f, TxnKind.SALE)),
    ]
    if undone:
        lines.append(SheetLine("net", s.turnover - undone, strong=True))
    return [*lines, SheetLine("average", s.average)]


def _undone_count(f: Figures, kind: TxnKind) -> int:
    return sum(u.count for u in f.undone if u.kind is kind)


def _tenders(f: Figures) -> list[SheetLine]:
    lines = [
        SheetLine("tender", f.taken(account), account=account, counted=True)
        for account in TENDER_ACCOUNTS
        if any(m.account is account for m in f.moved)
    ]
    whole = Money(sum(f.sum(account) for account in TENDER_ACCOUNTS))
    return [*lines, SheetLine("total", whole, strong=True, counted=True)]


_GIVEN: Final = (TxnKind.TOP_UP, TxnKind.CLAIM, TxnKind.REWARD)
_REFUNDS: Final = (TxnKind.CARD_REFUND, TxnKind.PACK_REFUND)
_USED: Final = (TxnKind.SALE, TxnKind.PACK_SALE)


def _stored(f: Figures) -> list[SheetLine]:
    """What members paid in, got and used; what reversals put back or took stands on its own lines."""
    used = [u for u in f.undone if u.kind in _USED]
    paid = [u for u in f.undone if u.kind is TxnKind.TOP_UP]
    other = [k for k in TxnKind if k not in (*_GIVEN, *_USED, TxnKind.EXPIRY, TxnKind.REVERSAL)]
    gone = (TxnKind.CARD_REFUND,)
    return [
        SheetLine("topped_up", _credit(f, Account.PRINCIPAL, TxnKind.TOP_UP), f.count(TxnKind.TOP_UP).count),
        SheetLine("bonus_given", _credit(f, Account.BONUS, TxnKind.TOP_UP)),
        SheetLine("claimed", _credit(f, Account.BONUS, TxnKind.CLAIM), f.count(TxnKind.CLAIM).count),
        SheetLine("rewarded", _credit(f, Account.BONUS, TxnKind.REWARD), f.count(TxnKind.REWARD).count),
        SheetLine("topup_undone", Money(sum(u.principal.fen for u in paid)), sum(u.count for u in paid)),
        SheetLine("bonus_undone", Money(sum(u.bonus.fen for u in f.undone if u.kind in _GIVEN))),
        SheetLine("used_principal", Money(f.sum(Account.PRINCIPAL, *_USED)), strong=True),
        SheetLine("used_bonus", Money(f.sum(Account.BONUS, *_USED)), strong=True),
        SheetLine(
            "principal_back",
            Money(sum(u.principal.fen for u in used)) + _credit(f, Account.PRINCIPAL, TxnKind.PACK_REFUND),
        ),
        SheetLine("bonus_back", Money(sum(u.bonus.fen for u in used))),
        SheetLine("card_refund", Money(f.sum(Account.PRINCIPAL, *gone)), f.count(TxnKind.CARD_REFUND).count),
        SheetLine("refund_interest", Money(f.sum(Account.INTEREST, *_REFUNDS))),
        SheetLine("bonus_cancelled", Money(f.sum(Account.BONUS, *gone))),
        SheetLine("expired", Money(f.sum(Account.BONUS, TxnKind.EXPIRY))),
        SheetLine("bonus_other", _credit(f, Account.BONUS, *(k for k in other if k not in gone))),
    ]


def _credit(f: Figures, account: Account, *kinds: TxnKind) -> Money:
    return Money(-f.sum(account, *kinds))


def _packs(f: Figures) -> list[SheetLine]:
    sold = f.count(TxnKind.PACK_SALE)
    back = [u for u in f.undone if u.kind is TxnKind.PACK_SALE]
    return [
        SheetLine("packs_sold", sold.amount, sold.count),
        SheetLine("packs_undone", Money(-sum(u.amount.fen for u in back)), sum(u.count for u in back)),
        SheetLine("packs_used", f.packs.value, f.packs.sessions),
        SheetLine("packs_refunded", Money(f.sum(Account.PACK, *_REFUNDS))),
    ]


def _points(f: Figures) -> list[SheetLine]:
    """Points; what a sale earned is what it moved beside the points that paid for it."""
    earned = -f.sum(Account.POINTS, TxnKind.SALE, TxnKind.PACK_USE, TxnKind.REWARD) + f.sales.points_used
    return [
        SheetLine("points_earned", earned),
        SheetLine("points_used", -f.sales.points_used),
        SheetLine("points_undone", -f.sum(Account.POINTS, TxnKind.REVERSAL)),
        SheetLine("points_moved", -f.sum(Account.POINTS, TxnKind.POINTS, TxnKind.CARD_REFUND)),
        SheetLine("points_expired", -f.sum(Account.POINTS, TxnKind.EXPIRY)),
    ]


def _owed(f: Figures) -> list[SheetLine]:
    o = f.owed
    return [
        SheetLine("owed_principal", o.principal),
        SheetLine("owed_bonus", o.bonus),
        SheetLine("owed_packs", o.packs),
        SheetLine("owed_instalments", o.instalments),
        SheetLine("owed_points", o.points),
    ]


def _drawer(sheet: CloseSheet) -> list[SheetLine]:
    f, d = sheet.figures, sheet.figures.drawer
    lines = [
        SheetLine("opening", d.opening if d.known else ZERO, counted=True),
        SheetLine("floats", d.floats),
        SheetLine("cash_taken", f.taken(Account.CASH), counted=True),
        SheetLine("put_in", d.put_in),
        SheetLine("taken_out", -d.taken_out),
        SheetLine("ahead", d.ahead, counted=True),
        SheetLine("expected", f.expected(Account.CASH), strong=True, counted=True),
    ]
    if sheet.count is None:
        return lines
    cash = compare(f, sheet.count)[0]
    return [
        *lines,
        SheetLine("counted", cash.counted, strong=True),
        SheetLine("difference" if cash.known else "found", cash.difference),
        SheetLine("deposited", sheet.count.cash - sheet.count.left),
        SheetLine("left", sheet.count.left),
    ]
