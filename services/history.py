"""What happened: the history of a member or the shop, one transaction in full, and its receipt."""

from __future__ import annotations

from typing import Final

from model import codes
from model.errors import UserError
from model.ids import MemberId, TxnId
from model.ledger import Account, TxnKind
from model.money import ZERO, Money
from model.receipt import (
    Adjustment,
    AdjustmentKind,
    EarnedVoucher,
    NextTier,
    Receipt,
    ReceiptCardRefund,
    ReceiptGift,
    ReceiptLine,
    ReceiptLot,
    ReceiptMember,
    ReceiptPack,
    ReceiptShop,
    ReceiptTender,
)
from model.record import dataclass
from model.text import mask_phone
from model.views import HistoryEntry, TxnDetail
from services import instalments, tiers, voucher_print
from services.clock import from_day_number
from services.print_queue import RECEIPT
from services.storage import (
    driver,
    gift_rows,
    history_rows,
    instalment_rows,
    pack_rows,
    points_rows,
    print_rows,
    referral_rows,
    refund_rows,
    sale_rows,
    voucher_use_rows,
)
from services.storage.work import Reader

SCANNED: Final = 2_000


@dataclass(frozen=True, slots=True)
class History:
    entries: tuple[HistoryEntry, ...]
    next_before: int | None
    """Where the next page begins; None at the end."""


def entries(
    read: Reader,
    member_id: MemberId | None,
    text: str = "",
    kinds: frozenset[TxnKind] = frozenset(),
    before: int | None = None,
    limit: int = 50,
) -> History:
    """Newest first; `text` filters by what was bought, who served, for whom, number or reason.

    A text that hardly anything has looks at no more than `SCANNED` entries at a time: there may be
    none in the answer while `next_before` says that older ones are left.
    """
    wanted = text.strip().casefold()
    kept: list[HistoryEntry] = []
    looked_at = 0
    while len(kept) < limit and looked_at < SCANNED:
        rows = history_rows.page(read.conn, member_id, frozenset(k.value for k in kinds), before, limit)
        looked_at += len(rows)
        found = [_entry(read, row) for row in rows]
        kept += [e for e in found if not wanted or wanted in _words(e)]
        before = rows[-1][0] if len(rows) == limit else None
        if before is None:
            break
    return History(tuple(kept), before)


def _words(entry: HistoryEntry) -> str:
    """What the filter looks at."""
    return f"{entry.title} {entry.staff} {entry.member_name} {entry.number}".casefold()


_TAKES: Final = frozenset({TxnKind.SALE, TxnKind.PACK_SALE})
"""What is paid from a member's balance."""
_HANDED_BACK: Final = frozenset({TxnKind.REVERSAL, TxnKind.CASH, TxnKind.CARD_REFUND, TxnKind.PACK_REFUND})
"""Where money went out of the till, or in: told by its postings."""
_CONSUMES: Final = frozenset({TxnKind.SALE, TxnKind.PACK_USE})
"""What counts towards a tier."""
_TELLS_REBATE: Final = frozenset({TxnKind.SALE, TxnKind.PACK_USE, TxnKind.TOP_UP, TxnKind.CLAIM})
"""Whose receipts say what there is to collect: papers of a visit."""
_ADDS: Final = frozenset({TxnKind.TOP_UP, TxnKind.REWARD, TxnKind.CLAIM})
"""What makes a member's balance larger."""


def _entry(read: Reader, row: driver.Row) -> HistoryEntry:
    kind = TxnKind(row[2])
    signed = Money(row[7] if kind in _ADDS else -row[7])
    if kind is TxnKind.REVERSAL:
        signed = Money(-row[7] if row[13] in _ADDS else row[7])
    if TxnKind.TRANSFER in (kind, row[13]):
        signed = Money(row[8])
    return HistoryEntry(
        txn_id=TxnId(row[1]),
        kind=kind,
        number=read.number(row[3]),
        at=read.local(row[4]),
        title=row[5] or "",
        staff=row[6],
        member_name=row[14],
        amount=signed,
        stored_change=Money(row[8]),
        rating=row[9],
        reverses_number=read.number(row[10]) if row[10] else "",
        reversed_part="" if row[11] is None else ("whole" if row[11] else "part"),
        is_welcome=bool(row[15]),
        points=row[16],
        move=row[17],
    )


def detail(read: Reader, txn_id: TxnId) -> TxnDetail:
    """One transaction in full; raises UserError `txn.unknown`."""
    row = history_rows.one(read.conn, txn_id)
    head = history_rows.head(read.conn, txn_id)
    if row is None or head is None:
        raise UserError("txn.unknown")
    entry = _entry(read, row)
    top_up = history_rows.top_up(read.conn, txn_id)
    member_id = row[12]
    reversible = ZERO
    if entry.kind is TxnKind.TOP_UP:
        reversible = sale_rows.top_up_of(read.conn, txn_id, member_id).left
    return TxnDetail(
        entry=entry,
        member_id=member_id,
        member_name=head[6] or "",
        lines=sale_rows.sold_lines(read.conn, txn_id) if entry.kind is TxnKind.SALE else (),
        tenders=tuple((Account(a), Money(m)) for a, m, _ in history_rows.tenders(read.conn, txn_id)),
        paid=Money(top_up[1]) if top_up else Money(head[10]),
        bonus=Money(top_up[2]) if top_up else ZERO,
        reversible=reversible,
        reason=entry.title if entry.kind is TxnKind.REVERSAL else "",
        prints=print_rows.prints_of(read.conn, txn_id, RECEIPT),
    )


def receipt(read: Reader, txn_id: TxnId, reprint: int = 0) -> Receipt:
    """The receipt of a transaction with the balances as they were after it.

    Raises UserError `txn.unknown`.
    """
    head = history_rows.head(read.conn, txn_id)
    if head is None:
        raise UserError("txn.unknown")
    kind = TxnKind(head[0])
    sums = history_rows.account_sums(read.conn, txn_id)
    sale = history_rows.sale(read.conn, txn_id)
    top_up = history_rows.top_up(read.conn, txn_id)
    reversal = history_rows.reversal(read.conn, txn_id)
    move, why = history_rows.move(read.conn, txn_id)
    stored_sign = 1 if kind in _TAKES else -1
    earned, used = _points(read, txn_id, kind)
    reached, next_tier = _tiers(read, txn_id, kind, head)
    return Receipt(
        kind=kind,
        number=read.number(head[1]),
        at=read.local(head[2]),
        counter_name=head[4],
        cashier=head[5],
        shop=_shop(read),
        due=Money(head[10]),
        member=_member(head),
        plan_name=top_up[0] if top_up else _title(read, txn_id, kind),
        move=move,
        lines=_reversed_lines(read, txn_id) if reversal else _lines(read, txn_id, kind),
        list_total=Money(sale[0]) if sale else ZERO,
        adjustments=_adjustments(read, txn_id, sale) if sale else (),
        tenders=_tenders(read, txn_id, kind, sums),
        principal_part=Money(stored_sign * sums.get(Account.PRINCIPAL, 0)),
        bonus_part=Money(stored_sign * sums.get(Account.BONUS, 0)),
        principal_after=Money(head[11]),
        bonus_after=Money(head[12]),
        points_earned=earned,
        points_used=used,
        points_after=head[13],
        granted=_granted(top_up) or _rewarded(read, txn_id, kind),
        reverses_number=read.number(reversal[2]) if reversal else None,
        reverses_kind=TxnKind(reversal[3]) if reversal else None,
        reason=reversal[1] if reversal else why,
        reprint=reprint,
        earned=_earned(read, txn_id),
        packs=_packs(read, txn_id),
        card_refund=_card_refund(read, txn_id) if kind is TxnKind.CARD_REFUND else None,
        gifts=tuple(ReceiptGift(*moved) for moved in gift_rows.moved_with(read.conn, txn_id)),
        promised=_promised(read, txn_id) if kind is TxnKind.TOP_UP else None,
        claimed=instalments.claimed_with(read, txn_id),
        rebate=instalments.rebate_after(read, txn_id) if kind in _TELLS_REBATE else None,
        is_welcome=history_rows.is_welcome(read.conn, txn_id),
        tier_reached=reached,
        next_tier=next_tier,
    )


def _card_refund(read: Reader, txn_id: TxnId) -> ReceiptCardRefund | None:
    row = refund_rows.on_receipt(read.conn, txn_id)
    return ReceiptCardRefund(Money(row[0]), Money(row[1]), row[2], row[3], bool(row[4])) if row else None


def _promised(read: Reader, txn_id: TxnId) -> tuple[int, Money] | None:
    promised = instalment_rows.of_purchase(read.conn, txn_id)
    return (len(promised), promised[0].amount) if promised else None


def _points(read: Reader, txn_id: TxnId, kind: TxnKind) -> tuple[int, int]:
    """(earned, spent) points; of a reversal what it takes back and gives back, both negative."""
    got, gave = history_rows.points_moved(read.conn, txn_id)
    if kind is TxnKind.REVERSAL:
        return -gave, -got
    return (got, gave) if kind is TxnKind.SALE else (got - gave, 0)


def _tiers(read: Reader, txn_id: TxnId, kind: TxnKind, head: driver.Row) -> tuple[str, NextTier | None]:
    if kind not in _CONSUMES or head[14] is None:
        return "", None
    return tiers.on_receipt(read, MemberId(head[14]), txn_id, head[2])


def _packs(read: Reader, txn_id: TxnId) -> tuple[ReceiptPack, ...]:
    return tuple(
        ReceiptPack(name, count, sessions, left, from_day_number(day) if day is not None else None)
        for name, count, sessions, left, day in pack_rows.on_receipt(read.conn, txn_id)
    )


def _earned(read: Reader, txn_id: TxnId) -> tuple[EarnedVoucher, ...]:
    """What the sale or top-up brought and can still be used: printed with its code."""
    return tuple(
        EarnedVoucher(v.name, qr, codes.group_typed(typed), v.valid_to)
        for v, qr, typed in voucher_print.issued_with(read, txn_id)
    )


def _shop(read: Reader) -> ReceiptShop:
    p = read.settings.profile
    return ReceiptShop(p.name, p.address, p.phone, p.receipt_footer, p.logo_png)


def _member(head: driver.Row) -> ReceiptMember | None:
    if head[14] is None:
        return None
    return ReceiptMember(head[6], mask_phone(head[7]), f"{head[8]:06d}", head[9])


def _lines(read: Reader, txn_id: TxnId, kind: TxnKind) -> tuple[ReceiptLine, ...]:
    if kind is TxnKind.PACK_SALE:
        sold = [(p.name, p.paid) for p in pack_rows.of_txn(read.conn, txn_id)]
        return tuple(ReceiptLine(n, "", len(sold), paid, paid * len(sold)) for n, paid in sold[:1])
    if kind is TxnKind.PACK_USE:
        use = pack_rows.use_of(read.conn, txn_id)
        value = use.value if use else ZERO
        return (ReceiptLine(use.pack.item_name, use.served_by, use.sessions, ZERO, value),) if use else ()
    return tuple(
        ReceiptLine(name, served_by, quantity, Money(price), Money(price * quantity))
        for _, name, served_by, quantity, price in history_rows.lines(read.conn, txn_id)
    )


def _reversed_lines(read: Reader, txn_id: TxnId) -> tuple[ReceiptLine, ...]:
    """Each with what went back for it, after its discounts."""
    return tuple(
        ReceiptLine(name, served_by, quantity, Money(price), Money(back))
        for name, served_by, quantity, price, back in history_rows.reversed_lines(read.conn, txn_id)
    )


def _adjustments(read: Reader, txn_id: TxnId, sale: driver.Row) -> tuple[Adjustment, ...]:
    vouchers = voucher_use_rows.discounts_of(read.conn, txn_id)
    points, off = points_rows.discount_of(read.conn, txn_id) or (0, 0)
    found = (
        Adjustment(AdjustmentKind.TIER_DISCOUNT, f"{sale[2]} {sale[3] / 1000:g} 折", Money(-sale[1])),
        *(Adjustment(AdjustmentKind.VOUCHER, name, Money(-amount)) for name, amount in vouchers),
        Adjustment(AdjustmentKind.MANUAL_DISCOUNT, sale[5], Money(-sale[4])),
        Adjustment(AdjustmentKind.POINTS, f"{points:,}", Money(-off)),
        Adjustment(AdjustmentKind.ROUNDING, "", Money(-sale[6])),
    )
    return tuple(a for a in found if a.amount)


def _tenders(read: Reader, txn_id: TxnId, kind: TxnKind, sums: dict[str, int]) -> tuple[ReceiptTender, ...]:
    if kind in _HANDED_BACK:
        outside = [a for a in (Account.CASH, Account.WECHAT, Account.ALIPAY, Account.BANK_CARD) if a in sums]
        return tuple(ReceiptTender(a, Money(-sums[a])) for a in outside)
    return tuple(
        ReceiptTender(
            Account(account),
            Money(amount),
            Money(received) if account == Account.CASH else None,
            Money(received - amount) if account == Account.CASH else None,
        )
        for account, amount, received in history_rows.tenders(read.conn, txn_id)
    )


def _title(read: Reader, txn_id: TxnId, kind: TxnKind) -> str:
    """For whom a reward was given; for what points were; why cash went in or out."""
    row = history_rows.one(read.conn, txn_id) if kind in _TITLED else None
    return row[5] or "" if row else ""


_TITLED: Final = frozenset({TxnKind.REWARD, TxnKind.TRANSFER, TxnKind.POINTS, TxnKind.CASH})


def _rewarded(read: Reader, txn_id: TxnId, kind: TxnKind) -> tuple[ReceiptLot, ...]:
    if kind is TxnKind.CLAIM:
        return instalments.granted_with(read, txn_id)
    if kind is TxnKind.TRANSFER:
        lots = history_rows.lots_moved(read.conn, txn_id)
        return tuple(ReceiptLot(Money(fen), from_day_number(day) if day else None) for fen, day in lots)
    lot = referral_rows.lot_of(read.conn, txn_id) if kind is TxnKind.REWARD else None
    if lot is None:
        return ()
    return (ReceiptLot(lot.granted, from_day_number(lot.expires_day) if lot.expires_day else None),)


def _granted(top_up: driver.Row | None) -> tuple[ReceiptLot, ...]:
    if top_up is None or not top_up[2]:
        return ()
    return (ReceiptLot(Money(top_up[2]), from_day_number(top_up[3]) if top_up[3] else None),)
