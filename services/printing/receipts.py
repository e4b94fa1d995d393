"""A receipt laid out for a roll of paper: what stands where, in which words.

Source: ui.md “Print” and its mockup; domain.md sections 3.10, 3.11 and 9.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from model.ledger import TxnKind
from model.money import ZERO, Money
from model.receipt import (
    Adjustment,
    AdjustmentKind,
    Receipt,
    ReceiptLine,
    ReceiptMember,
    ReceiptPack,
    ReceiptShop,
    ReceiptTender,
    masked_name,
)
from services.printing.document import (
    Align,
    Columns,
    Cut,
    Divider,
    Document,
    Feed,
    Mark,
    Paper,
    Picture,
    Row,
    Size,
    Text,
)
from services.printing.strings import Words, words
from services.printing.text import shortened

NAME_LIMIT: Final = 60
NOTE_LIMIT: Final = 160
_FOOTER_LINES: Final = 6


def compose(receipt: Receipt, lang: str, paper: Paper) -> Document:
    """The document of a top-up, sale, reversal or reward in `lang` (`zh_CN` or `en`)."""
    say = words(lang)
    body = _BODIES[receipt.kind]
    blocks = [
        _head(receipt, say),
        _about(receipt, say, paper),
        *body(receipt, say),
        _balance(receipt, say),
        _rebate(receipt, say),
        _tier(receipt, say),
        _foot(receipt, say),
    ]
    return Document(
        say("receipt.title", number=shortened(receipt.number, NAME_LIMIT)), paper, (*divided(blocks), Cut())
    )


def divided(blocks: Iterable[list[Row]]) -> list[Row]:
    """The blocks that hold something, with a dashed line between neighbours."""
    rows: list[Row] = []
    for block in blocks:
        if block:
            rows += [Divider(), *block] if rows else block
    return rows


def shop_head(shop: ReceiptShop, say: Words) -> list[Row]:
    """Logo, name and address of the shop, in the middle."""
    rows: list[Row] = [Picture(shop.logo_png), Feed()] if shop.logo_png else []
    rows.append(Text(shortened(shop.name, NAME_LIMIT), Align.CENTER, Size.LARGE, bold=True))
    address, phone = shortened(shop.address, NOTE_LIMIT), shortened(shop.phone, NAME_LIMIT)
    contact = say("shop.contact", address=address, phone=phone) if address and phone else address or phone
    if contact:
        rows.append(Text(contact, Align.CENTER))
    return rows


def _head(receipt: Receipt, say: Words) -> list[Row]:
    rows = shop_head(receipt.shop, say)
    key = "_".join(["reversal"] * (receipt.kind is TxnKind.REVERSAL) + ["reprint"] * (receipt.reprint > 0))
    return [*rows, Feed(), Mark(say(f"mark.{key}", count=receipt.reprint))] if key else rows


def _about(receipt: Receipt, say: Words, paper: Paper) -> list[Row]:
    """When, where, by whom and for whom."""
    moment = f"{receipt.at:%Y-%m-%d %H:%M}"
    number = shortened(receipt.number, NAME_LIMIT)
    cashier = say("head.cashier", cashier=shortened(receipt.cashier, NAME_LIMIT))
    counter = shortened(receipt.counter_name, NAME_LIMIT)
    if paper is Paper.MM58:
        rows: list[Row] = [Columns(moment, counter), Columns(say("head.number", number=number), cashier)]
        return rows if receipt.kind is TxnKind.CASH else rows + _member_narrow(receipt.member, say)
    rows = [Columns(say("head.moment", moment=moment, number=number), cashier)]
    if receipt.member is None:
        nobody = "" if receipt.kind is TxnKind.CASH else say("head.walk_in")
        return [*rows, Columns(nobody, counter)]
    return rows + _member_wide(receipt.member, counter, say)


def _member_wide(member: ReceiptMember, counter: str, say: Words) -> list[Row]:
    name = shortened(masked_name(shortened(member.name, NAME_LIMIT)), NAME_LIMIT)
    phone = shortened(member.phone_masked, NAME_LIMIT)
    return [
        Columns(say("head.member", name=name, phone=phone).strip(), shortened(member.tier, NAME_LIMIT)),
        Columns(say("head.member_number", number=shortened(member.number, NAME_LIMIT)), counter),
    ]


def _member_narrow(member: ReceiptMember | None, say: Words) -> list[Row]:
    if member is None:
        return [Text(say("head.walk_in"))]
    name = masked_name(shortened(member.name, NAME_LIMIT))
    number = say("head.member_number", number=shortened(member.number, NAME_LIMIT))
    rows: list[Row] = [
        Columns(say("head.member_name", name=name), shortened(member.tier, NAME_LIMIT)),
        Text(number),
    ]
    phone = shortened(member.phone_masked, NAME_LIMIT)
    return [*rows, Text(say("head.member_phone", phone=phone))] if phone else rows


def _sale(receipt: Receipt, say: Words) -> list[list[Row]]:
    sums: list[Row] = []
    if receipt.adjustments:
        sums.append(Columns(say("sale.total"), receipt.list_total.plain()))
        sums += [_adjustment(a, say) for a in receipt.adjustments]
    sums.append(Columns(say("sale.due"), str(receipt.due), Size.HUGE, bold=True))
    return [[_line(line, say) for line in receipt.lines], sums, _paid(receipt, say)]


def _line(line: ReceiptLine, say: Words) -> Row:
    name, served_by = shortened(line.name, NAME_LIMIT), shortened(line.served_by, NAME_LIMIT)
    key = ("line.counted" if line.quantity != 1 else "line.plain") + ("_served" if served_by else "")
    left = say(
        key.replace("plain_served", "served"),
        name=name,
        served_by=served_by,
        quantity=line.quantity,
        unit_price=line.unit_price.plain(),
    )
    return Columns(left, line.amount.plain())


def _adjustment(adjustment: Adjustment, say: Words) -> Row:
    detail = shortened(adjustment.detail, NAME_LIMIT)
    if adjustment.kind is AdjustmentKind.TIER_DISCOUNT:
        label = detail or say("sale.tier_discount")
    elif adjustment.kind is AdjustmentKind.ROUNDING:
        label = say("sale.rounding")
    elif adjustment.kind is AdjustmentKind.POINTS:
        label = say("sale.points", points=detail)
    elif detail:
        label = say("sale.manual_discount", detail=detail)
    else:
        label = say("sale.manual_discount_plain")
    return Columns(label, adjustment.amount.plain())


def _paid(receipt: Receipt, say: Words) -> list[Row]:
    """What came from principal, from bonus and from outside."""
    rows = _amounts((("stored.principal", receipt.principal_part), ("stored.bonus", receipt.bonus_part)), say)
    for tender in receipt.tenders:
        rows += _tender(tender, say)
    return rows


def _amounts(pairs: Iterable[tuple[str, Money]], say: Words) -> list[Row]:
    return [Columns(say(key), amount.plain()) for key, amount in pairs if amount]


def _tender(tender: ReceiptTender, say: Words) -> list[Row]:
    rows: list[Row] = [Columns(say(f"tender.{tender.account.value}"), tender.amount.plain())]
    if tender.received is not None and tender.received != tender.amount:
        change = tender.change if tender.change is not None else tender.received - tender.amount
        handed = say("tender.change", received=tender.received.plain(), change=change.plain())
        rows.append(Text(handed, indent=2))
    return rows


def _top_up(receipt: Receipt, say: Words) -> list[list[Row]]:
    plan = shortened(receipt.plan_name, NAME_LIMIT)
    got: list[Row] = [Text(say("top_up.plan", plan=plan) if plan else say("kind.top_up"), bold=True)]
    got.append(Columns(say("top_up.principal"), receipt.principal_part.plain()))
    if receipt.bonus_part:
        got.append(Columns(say("top_up.bonus"), receipt.bonus_part.plain()))
    got += _lots(receipt, say) + _gifts(receipt, say) + _packs(receipt, say)
    if receipt.promised is not None:
        count, amount = receipt.promised
        got.append(Columns(say("contract.rebate"), say("contract.times", count=count, amount=amount)))
    due: list[Row] = [Columns(say("top_up.due"), str(receipt.due), Size.HUGE, bold=True)]
    paid: list[Row] = []
    for tender in receipt.tenders:
        paid += _tender(tender, say)
    return [got, due, paid]


def _lots(receipt: Receipt, say: Words) -> list[Row]:
    """When the bonus that was given ends."""
    return [
        Text(
            say(
                "top_up.lot_dated" if lot.expires_on else "top_up.lot_open",
                amount=lot.amount.plain(),
                day=lot.expires_on or "",
            ),
            indent=2,
        )
        for lot in receipt.granted
    ]


def _gifts(receipt: Receipt, say: Words) -> list[Row]:
    """What was handed over, or handed back."""
    return [
        Columns(
            say("gift.back" if gift.back else "gift.out", name=shortened(gift.name, NAME_LIMIT)),
            say("gift.count", count=gift.quantity),
        )
        for gift in receipt.gifts
    ]


def _packs(receipt: Receipt, say: Words) -> list[Row]:
    """Session packs with their sessions and last day."""
    rows: list[Row] = []
    for pack in receipt.packs:
        name = shortened(pack.name, NAME_LIMIT)
        name = say("pack.several", name=name, count=pack.count) if pack.count != 1 else name
        rows.append(Columns(name, say("pack.sessions", count=pack.left)))
        rows.append(Text(_pack_end(pack, say), indent=2))
    return rows


def _pack_end(pack: ReceiptPack, say: Words) -> str:
    return say("pack.until", day=pack.valid_to) if pack.valid_to else say("pack.open")


def _pack_sale(receipt: Receipt, say: Words) -> list[list[Row]]:
    sold: list[Row] = [Text(say("kind.pack_sale"), bold=True), *(_line(line, say) for line in receipt.lines)]
    due: list[Row] = [Columns(say("sale.due"), str(receipt.due), Size.HUGE, bold=True)]
    return [sold, due, _paid(receipt, say), _packs(receipt, say)]


def _pack_use(receipt: Receipt, say: Words) -> list[list[Row]]:
    """What was had, and large what is left."""
    had: list[Row] = [Text(say("kind.pack_use"), bold=True)]
    for line in receipt.lines:
        served = shortened(line.served_by, NAME_LIMIT)
        key = "line.served" if served else "line.plain"
        name = say(key, name=shortened(line.name, NAME_LIMIT), served_by=served)
        had.append(Columns(name, say("pack.sessions", count=line.quantity)))
    left: list[Row] = []
    for pack in receipt.packs:
        left.append(Text(shortened(pack.name, NAME_LIMIT), bold=True))
        left.append(Columns(say("pack.left"), say("pack.sessions", count=pack.left), Size.HUGE, bold=True))
        left.append(Text(_pack_end(pack, say)))
    return [had, left]


def _reward(receipt: Receipt, say: Words) -> list[list[Row]]:
    got: list[Row] = [Text(say(_kind_key(receipt.kind, receipt)), bold=True)]
    if receipt.plan_name:
        got.append(Text(say("reward.friend", name=masked_name(shortened(receipt.plan_name, NAME_LIMIT)))))
    got += _amounts((("top_up.bonus", receipt.bonus_part),), say)
    return [got + _lots(receipt, say)]


def _transfer(receipt: Receipt, say: Words) -> list[list[Row]]:
    """One side of a move between two accounts, to be signed."""
    name = masked_name(shortened(receipt.plan_name, NAME_LIMIT))
    head: list[Row] = [Text(say(f"move.{receipt.move}", name=name), bold=True)]
    parts = (("stored.principal", receipt.principal_part), ("stored.bonus", receipt.bonus_part))
    head += [*_amounts(parts, say), *_lots(receipt, say)]
    if receipt.points_earned:
        head.append(Columns(say("points"), f"{receipt.points_earned:+,}"))
    if receipt.reason.strip():
        head.append(Text(say("reversal.reason", reason=shortened(receipt.reason, NOTE_LIMIT))))
    total = receipt.principal_part + receipt.bonus_part
    return [head, [Columns(say("move.total"), str(total), Size.HUGE, bold=True)], _signature(say)]


def _points_moved(receipt: Receipt, say: Words) -> list[list[Row]]:
    """Points for a gift, by hand or with a tier; bonus or points that expired."""
    said: list[Row] = [Text(say(_kind_key(receipt.kind, receipt)), bold=True)]
    if receipt.plan_name:
        said.append(Text(shortened(receipt.plan_name, NOTE_LIMIT)))
    said += _amounts((("stored.bonus", receipt.bonus_part),), say)
    if receipt.points_earned:
        said.append(Columns(say("points"), f"{receipt.points_earned:+,}", Size.LARGE, bold=True))
    return [said]


def _cash(receipt: Receipt, say: Words) -> list[list[Row]]:
    """Cash into the drawer or out of it, with a place to sign."""
    out = any(tender.amount > ZERO for tender in receipt.tenders)
    said: list[Row] = [Text(say("cash.out" if out else "cash.in"), bold=True)]
    if receipt.plan_name:
        said.append(Text(shortened(receipt.plan_name, NOTE_LIMIT)))
    due: list[Row] = [
        Columns(
            say("close.line.taken_out" if out else "close.line.put_in"),
            str(receipt.due),
            Size.HUGE,
            bold=True,
        )
    ]
    return [said, due, _signature(say, "close.signature")]


def _claim(receipt: Receipt, say: Words) -> list[list[Row]]:
    """Which instalments were collected, and how long the bonus lasts."""
    got: list[Row] = [Text(say("kind.claim"), bold=True), *_instalments(receipt, say)]
    due: list[Row] = [Columns(say("claim.amount"), str(receipt.due), Size.HUGE, bold=True)]
    return [got, due + _lots(receipt, say)]


def _instalments(receipt: Receipt, say: Words) -> list[Row]:
    """Under the name of each plan its instalments, which come together in their order."""
    rows: list[Row] = []
    plan = ""
    for one in receipt.claimed:
        if one.plan_name != plan:
            plan = one.plan_name
            rows.append(Text(shortened(plan, NAME_LIMIT)))
        rows.append(Columns(say("claim.one", n=one.n, of=one.of), one.amount.plain()))
    return rows


def _rebate(receipt: Receipt, say: Words) -> list[Row]:
    """What can be collected now, and when the next instalment is due."""
    rebate = receipt.rebate
    if rebate is None:
        return []
    rows: list[Row] = []
    if rebate.count:
        rows.append(Columns(say("rebate.claimable", count=rebate.count), rebate.claimable.plain(), bold=True))
    if rebate.next_on:
        rows.append(Columns(say("rebate.next", day=rebate.next_on), rebate.next_amount.plain()))
    return rows


def _kind_key(kind: TxnKind, receipt: Receipt) -> str:
    """The word for a kind; a reward says whether the giver or the friend got it."""
    return "kind.welcome" if kind is TxnKind.REWARD and receipt.is_welcome else f"kind.{kind.value}"


def _reversal(receipt: Receipt, say: Words) -> list[list[Row]]:
    origin: list[Row] = []
    if receipt.reverses_number:
        number = shortened(receipt.reverses_number, NAME_LIMIT)
        kind = say(_kind_key(receipt.reverses_kind, receipt)) if receipt.reverses_kind else ""
        origin.append(Text(say("reversal.of_kind" if kind else "reversal.of", number=number, kind=kind)))
    if receipt.reason.strip():
        origin.append(Text(say("reversal.reason", reason=shortened(receipt.reason, NOTE_LIMIT))))
    lines: list[Row] = [_line(line, say) for line in receipt.lines]
    if lines:
        lines.insert(0, Text(say("reversal.lines"), bold=True))
        lines += [_adjustment(a, say) for a in receipt.adjustments]
    due: list[Row] = [Columns(*_back_in_all(receipt, say), Size.HUGE, bold=True)]
    back = [*_instalments(receipt, say), *_gifts(receipt, say), *_packs_after(receipt, say)]
    return [origin, lines, due, _given_back(receipt, say), back, _signature(say)]


def _card_refund(receipt: Receipt, say: Words) -> list[list[Row]]:
    refund = receipt.card_refund
    if refund is None:
        return []
    why: list[Row] = [Text(say("kind.card_refund"), bold=True), Text(say(f"cause.{refund.cause}"))]
    if refund.reason.strip():
        why.append(Text(say("reversal.reason", reason=shortened(refund.reason, NOTE_LIMIT))))
    sums: list[Row] = [Columns(say("worksheet.principal"), str(refund.refunded))]
    if refund.interest:
        sums.append(Columns(say("worksheet.interest"), str(refund.interest)))
    due: list[Row] = [Columns(say("card_refund.due"), str(receipt.due), Size.HUGE, bold=True)]
    tenders: list[Row] = [
        Columns(say("reversal.tender", tender=say(f"tender.{t.account.value}")), t.amount.plain())
        for t in receipt.tenders
    ]
    left = say("card_refund.closed" if refund.closed else "card_refund.kept")
    return [why, sums, due, tenders, _gifts(receipt, say), [Text(left)], _signature(say)]


def _pack_refund(receipt: Receipt, say: Words) -> list[list[Row]]:
    said: list[Row] = [Text(say("kind.pack_refund"), bold=True)]
    said += [Text(shortened(pack.name, NAME_LIMIT)) for pack in receipt.packs]
    due: list[Row] = [Columns(say("reversal.due"), str(receipt.due), Size.HUGE, bold=True)]
    return [said, due, _given_back(receipt, say), _signature(say)]


def _back_in_all(receipt: Receipt, say: Words) -> tuple[str, str]:
    """What went back: money, or sessions that had been paid for long before."""
    if receipt.reverses_kind is TxnKind.PACK_USE:
        count = sum(pack.sessions for pack in receipt.packs)
        return say("pack.back"), say("pack.sessions", count=count)
    return say("reversal.due"), str(receipt.due)


def _packs_after(receipt: Receipt, say: Words) -> list[Row]:
    """Packs that a reversal ended, or how many sessions they have again."""
    return [
        Columns(shortened(pack.name, NAME_LIMIT), say("pack.sessions_left", count=pack.left))
        for pack in receipt.packs
    ]


def _given_back(receipt: Receipt, say: Words) -> list[Row]:
    """Where each part went: back to its bucket, or out of it."""
    parts = (("principal", receipt.principal_part), ("bonus", receipt.bonus_part))
    rows: list[Row] = []
    for bucket, amount in parts:
        if amount:
            key = f"reversal.{bucket}_{'back' if amount > ZERO else 'taken'}"
            rows.append(Columns(say(key), amount.plain()))
    for tender in receipt.tenders:
        name = say(f"tender.{tender.account.value}")
        rows.append(Columns(say("reversal.tender", tender=name), tender.amount.plain()))
    return rows


def _signature(say: Words, whose: str = "reversal.signature") -> list[Row]:
    return [Feed(2), Columns(say(whose), "_" * 12)]


def _balance(receipt: Receipt, say: Words) -> list[Row]:
    """What the member has now, principal and bonus apart."""
    if receipt.member is None:
        return []
    principal, bonus = receipt.principal_after.plain(), receipt.bonus_after.plain()
    rows: list[Row] = [
        Columns(say("balance.total"), str(receipt.balance_after), bold=True),
        Text(say("balance.parts", principal=principal, bonus=bonus), indent=2),
    ]
    if receipt.kind is TxnKind.TOP_UP:
        rows.append(Text(say("top_up.no_expiry"), size=Size.SMALL, indent=2))
    if receipt.points_earned or receipt.points_used or receipt.points_after:
        moves = (receipt.points_earned, -receipt.points_used)
        moved = " ".join(f"{points:+,}" for points in moves if points)
        label = say("points.moved", moved=moved) if moved else say("points")
        rows.append(Columns(label, f"{receipt.points_after:,}"))
    return rows


def _tier(receipt: Receipt, say: Words) -> list[Row]:
    rows: list[Row] = []
    if receipt.tier_reached:
        reached = say("tier.reached", tier=shortened(receipt.tier_reached, NAME_LIMIT))
        rows.append(Text(reached, Align.CENTER, bold=True))
    if receipt.next_tier:
        missing = str(receipt.next_tier.missing)
        tier = shortened(receipt.next_tier.name, NAME_LIMIT)
        rows.append(Text(say("tier.next", amount=missing, tier=tier), Align.CENTER))
    return rows


def _foot(receipt: Receipt, say: Words) -> list[Row]:
    """The shop's own words to its customer; a slip for the drawer has none."""
    if receipt.kind is TxnKind.CASH:
        return []
    own = [line for line in receipt.shop.footer[:2000].splitlines() if line.strip()]
    if not own:
        own = [say("foot.thanks")]
        if receipt.kind in (TxnKind.SALE, TxnKind.PACK_USE):
            own.insert(0, say("foot.rating"))
    return [Text(shortened(line, NOTE_LIMIT), Align.CENTER) for line in own[:_FOOTER_LINES]]


_BODIES: Final = {
    TxnKind.TOP_UP: _top_up,
    TxnKind.SALE: _sale,
    TxnKind.REVERSAL: _reversal,
    TxnKind.REWARD: _reward,
    TxnKind.CLAIM: _claim,
    TxnKind.PACK_SALE: _pack_sale,
    TxnKind.PACK_USE: _pack_use,
    TxnKind.PACK_REFUND: _pack_refund,
    TxnKind.CASH: _cash,
    TxnKind.POINTS: _points_moved,
    TxnKind.EXPIRY: _points_moved,
    TxnKind.TRANSFER: _transfer,
    TxnKind.CARD_REFUND: _card_refund,
}
