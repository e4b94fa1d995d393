"""The contract of a top-up on paper, for the customer and for the shop, with the stubs of its instalments.

Source: domain.md sections 4 and 9 (法释〔2025〕4号; 单用途商业预付卡管理办法).
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from model.instalment import Instalment, InstalmentState
from model.money import Money
from model.purchase import Given, Purchase
from model.record import dataclass
from services.printing.document import Rendered
from services.printing.pages import (
    A4,
    A5,
    Cells,
    Facts,
    Field,
    Heading,
    PaperDocument,
    Paragraph,
    Piece,
    Signatures,
    Sum,
    Table,
    render_pages,
)
from services.printing.strings import Words, words
from services.printing.stubs import Stub, Stubs
from services.printing.text import PHRASE_GAP

_REFUNDS: Final = (
    "contract.refund_cooling",
    "contract.refund_shop_cause",
    "contract.refund_own_cause",
    "contract.refund_gone",
    "contract.refund_gifts",
    "contract.refund_paid_to",
)
_OF_GIFTS: Final = "contract.refund_gifts"


class ContractSize(StrEnum):
    A4 = "a4"
    A5 = "a5"


@dataclass(frozen=True, slots=True)
class PrintedContract:
    """A purchase with the people in it; `codes` are the QR forms of its instalments in their order."""

    shop_name: str
    shop_contact: str
    accent: str
    member_name: str
    member_number: str
    member_phone: str
    purchase: Purchase
    cooling_days: int
    codes: tuple[str, ...]
    reprint: int = 0
    """0 for the first print, else which reprint it is."""


def render_contract(printed: PrintedContract, lang: str, size: ContractSize) -> Rendered:
    """Both copies in one document; the stubs are on the customer's."""
    say = words(lang)
    copies = [_copy(printed, say, size, customer=customer) for customer in (True, False)]
    return render_pages(copies[0], say, copies[1])


def _copy(printed: PrintedContract, say: Words, size: ContractSize, *, customer: bool) -> PaperDocument:
    bought = printed.purchase
    copy = say("contract.customer" if customer else "contract.shop")
    title = say("contract.title")
    if printed.reprint:
        copy = say("contract.reprint", copy=copy, mark=say("mark.reprint", count=printed.reprint))
    aside = (copy, say("head.number", number=bought.number), bought.bought_at.strftime("%Y-%m-%d %H:%M"))
    footer = PHRASE_GAP.join((title, bought.number, copy, printed.member_name))
    pieces = tuple(_pieces(printed, say, stubs=customer))
    paper = A4 if size is ContractSize.A4 else A5
    return PaperDocument(printed.shop_name, title, aside, pieces, footer, printed.accent, paper, closer=True)


def _pieces(printed: PrintedContract, say: Words, *, stubs: bool) -> Iterator[Piece]:
    bought = printed.purchase
    yield _facts(printed, say)
    if bought.reversed_whole:
        yield Paragraph(say("contract.reversed"), muted=False)
    yield Sum(say("contract.paid"), str(bought.paid), say("contract.paid_note"))
    yield Heading(say("contract.gets"))
    yield _promised(bought, say)
    if bought.instalments:
        yield Heading(_instalments_title(bought, say))
        yield _instalments(bought, say)
        yield Heading(say("contract.rules"))
        for rule in _rules(bought, say):
            yield Paragraph(rule, muted=False)
    yield Heading(say("contract.refund"))
    for key in _REFUNDS:
        if key != _OF_GIFTS or bought.gifts:
            yield Paragraph(say(key, days=printed.cooling_days), muted=False)
    yield Signatures((say("contract.sign_member"), say("contract.sign_shop"), say("contract.sign_day")))
    if stubs and printed.codes:
        stubs_ = tuple(_stub(printed, one, code, say) for one, code in _with_codes(printed))
        if stubs_:
            yield Stubs(say("contract.stubs"), say("contract.stubs_note"), stubs_)


def _facts(printed: PrintedContract, say: Words) -> Facts:
    bought = printed.purchase
    tenders = "　".join(f"{say(f'tender.{account}')} {amount}" for account, amount in bought.tenders)
    member = say("contract.member_value", name=printed.member_name, number=printed.member_number)
    pairs = (
        (say("contract.member"), member),
        (say("contract.phone"), printed.member_phone),
        (say("contract.plan"), bought.plan_name),
        (say("contract.tenders"), tenders),
        (say("contract.shop_name"), printed.shop_name),
        (say("contract.contact"), printed.shop_contact),
    )
    return Facts(tuple(pair for pair in pairs if pair[1]))


def _promised(bought: Purchase, say: Words) -> Table:
    fields = (
        Field(say("contract.what"), 3),
        Field(say("contract.quantity"), 1.9),
        Field(say("contract.value"), 1.5, right=True),
        Field(say("contract.terms"), 3.4),
    )
    rows = [(say("contract.principal"), "", str(bought.paid), say("contract.principal_terms"))]
    if bought.bonus:
        until = _until(bought.bonus_expires_on.isoformat() if bought.bonus_expires_on else "", say)
        rows.append((say("contract.bonus"), "", str(bought.bonus), until))
    for gift in bought.gifts:
        quantity = say("contract.pieces", count=gift.quantity)
        rows.append((gift.name, quantity, str(gift.list_value * gift.quantity), say("contract.handed")))
    if bought.instalments:
        rows.append(_rebate(bought, say))
    rows += [(*_given(pack, say), "", _last(pack, say)) for pack in bought.packs]
    rows += [(*_given(one, say), "", _last(one, say)) for one in (*bought.vouchers, *bought.friend_cards)]
    return Table(fields, tuple(rows), frozenset({0}))


def _rebate(bought: Purchase, say: Words) -> tuple[str, str, str, str]:
    first, count = bought.instalments[0], len(bought.instalments)
    quantity = say("contract.times", count=count, amount=first.amount)
    return say("contract.rebate"), quantity, str(bought.promised), say("contract.monthly")


def _given(one: Given, say: Words) -> tuple[str, str]:
    key = "contract.sessions" if one.sessions else "contract.pieces"
    return one.name, say(key, count=one.quantity, sessions=one.sessions)


def _last(one: Given, say: Words) -> str:
    return _until(one.last_day.isoformat() if one.last_day else "", say)


def _until(day: str, say: Words) -> str:
    return say("contract.until", day=day) if day else say("contract.for_ever")


def _instalments_title(bought: Purchase, say: Words) -> str:
    amount = _same_amount(bought)
    return say("contract.instalments_each", amount=amount) if amount else say("contract.instalments")


def _same_amount(bought: Purchase) -> Money | None:
    amounts = {one.amount for one in bought.instalments}
    return amounts.pop() if len(amounts) == 1 else None


def _instalments(bought: Purchase, say: Words) -> Cells:
    """Every instalment with its days, and its amount where they aren't all the same."""
    same = _same_amount(bought)
    texts = []
    for one in bought.instalments:
        days = one.due_on.isoformat()
        if one.last_on is not None:
            days = say("contract.stub_span", first=days, last=one.last_on.isoformat())
        texts.append(say("contract.instalment", n=one.n, days=days))
        if not same:
            texts[-1] += f"  {one.amount}"
    return Cells(tuple(texts))


def _rules(bought: Purchase, say: Words) -> Iterator[str]:
    terms = bought.terms
    if terms.roll_over:
        yield say("contract.rule_roll_over")
    else:
        yield say("contract.rule_window", days=terms.window_days)
    yield say("contract.rule_several" if terms.several_at_once else "contract.rule_one_a_day")
    if terms.minimum_purchase:
        yield say("contract.rule_minimum", amount=terms.minimum_purchase)
    if terms.bonus_days is None:
        yield say("contract.rule_bonus")
    else:
        yield say("contract.rule_bonus_days", days=terms.bonus_days)


def _with_codes(printed: PrintedContract) -> Iterator[tuple[Instalment, str]]:
    """The instalments that can still be collected: a stub of another would be refused."""
    for one, code in zip(printed.purchase.instalments, printed.codes, strict=True):
        if one.state is InstalmentState.PENDING:
            yield one, code


def _stub(printed: PrintedContract, one: Instalment, code: str, say: Words) -> Stub:
    when: tuple[str, ...] = (say("contract.stub_from", day=one.due_on.isoformat()),)
    if one.last_on is not None:
        when += (say("contract.stub_to", day=one.last_on.isoformat()),)
    nth = say("contract.nth", n=one.n, of=len(printed.purchase.instalments))
    return Stub(nth, str(one.amount), when, (printed.member_name, printed.shop_name), code)
