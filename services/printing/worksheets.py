"""The worksheet of a card refund on paper: what was paid and consumed, every reading, each step, the sum.

Source: domain.md section 9 (法释〔2025〕4号).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from model.card_refund import QUESTIONS, Cause, Handed, Part, PartKind, Result, Worksheet
from model.gift import HandedGift
from model.ledger import Account
from model.money import Money
from model.record import dataclass
from services.printing.document import Rendered
from services.printing.pages import (
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

_MOMENT: Final = "%Y-%m-%d %H:%M"


@dataclass(frozen=True, slots=True)
class PrintedWorksheet:
    """A worksheet with who asked and who approved; the latter are empty on a draft."""

    shop_name: str
    accent: str
    member_name: str
    member_number: str
    worksheet: Worksheet
    chosen: Result
    at: datetime
    """When it was paid, or for a draft when it was computed."""
    number: str = ""
    """Of the transaction that paid it; empty on a draft."""
    asked_at: datetime | None = None
    asked_by: str = ""
    reason: str = ""
    approved_by: str = ""
    tenders: tuple[tuple[Account, Money], ...] = ()
    closed: bool = False
    restocked: tuple[HandedGift, ...] = ()
    """What of the gifts given back went into the stock."""
    alone_reason: str = ""
    """Why the one who asked approved it too: the only person of the shop."""
    reprint: int = 0
    """0 for the first print, else which reprint it is."""


def render_worksheet(printed: PrintedWorksheet, lang: str) -> Rendered:
    """The worksheet as A4 pages."""
    say = words(lang)
    moment = printed.at.strftime(_MOMENT)
    aside: tuple[str, ...]
    if printed.number:
        aside = (say("head.number", number=printed.number), say("worksheet.paid", moment=moment))
    else:
        aside = (say("worksheet.draft"), say("worksheet.printed", moment=moment))
    if printed.reprint:
        aside = (say("mark.reprint", count=printed.reprint), *aside)
    title = say("worksheet.title")
    pieces = tuple(_pieces(printed, say))
    footer = f"{title}　{printed.member_name}　{printed.number}".rstrip()
    if printed.reprint:
        footer += f"　{say('mark.reprint', count=printed.reprint)}"
    document = PaperDocument(printed.shop_name, title, aside, pieces, footer, printed.accent, closer=True)
    return render_pages(document, say)


def _pieces(printed: PrintedWorksheet, say: Words) -> list[Piece]:
    sheet, chosen = printed.worksheet, printed.chosen
    pieces: list[Piece] = [_facts(printed, say), _due(sheet, chosen, say)]
    pieces += [Heading(say("worksheet.steps"))]
    pieces += [Paragraph(step, muted=False) for step in steps(chosen, say)]
    pieces += [Heading(say("worksheet.results")), _results(sheet, chosen, say)]
    pieces += [Heading(say("worksheet.purchases")), *_purchases(sheet, say)]
    pieces += [Heading(say("worksheet.consumed")), *_consumed(sheet, say)]
    if sheet.handed:
        pieces += [Heading(say("worksheet.handed")), _gifts(printed, say)]
    if sheet.account.packs:
        pieces += [Heading(say("worksheet.packs")), _packs(sheet, say)]
    pieces += [Paragraph(say(f"worksheet.{key}")) for key in ("law", "gifts", "no_lawyer")]
    signs = tuple(say(f"worksheet.sign_{who}") for who in ("member", "staff", "approved"))
    return [*pieces, Signatures(signs)]


def _facts(printed: PrintedWorksheet, say: Words) -> Facts:
    name = say("worksheet.member_value", name=printed.member_name, number=printed.member_number)
    pairs = [(say("worksheet.member"), name)]
    if printed.asked_at is not None:
        moment = printed.asked_at.strftime(_MOMENT)
        asked = say("worksheet.asked_value", moment=moment, person=printed.asked_by)
        pairs += [(say("worksheet.asked"), asked), (say("worksheet.reason"), printed.reason)]
    if printed.number:
        tenders = [say("worksheet.tender", name=say(f"tender.{a}"), amount=m) for a, m in printed.tenders]
        state = "worksheet.closed" if printed.closed else "worksheet.kept"
        pairs += [
            (say("worksheet.approved"), printed.approved_by),
            *_alone(printed, say),
            (say("worksheet.tenders"), "　".join(tenders) or "—"),
            (say("worksheet.account"), say(state)),
        ]
    return Facts(tuple(pairs))


def _alone(printed: PrintedWorksheet, say: Words) -> list[tuple[str, str]]:
    """That one person asked and approved, and why, where nobody else works in the shop."""
    if not printed.alone_reason:
        return []
    return [(say("worksheet.alone"), say("worksheet.alone_value", reason=printed.alone_reason))]


def _due(sheet: Worksheet, chosen: Result, say: Words) -> Sum:
    note = say(
        "worksheet.due_note",
        refunded=chosen.refunded,
        interest=chosen.interest,
        cause=say(f"cause.{chosen.cause}"),
        reading=reading_words(sheet, chosen, say),
    )
    return Sum(say("worksheet.due"), str(chosen.total), note)


def reading_words(sheet: Worksheet, result: Result, say: Words, questions: Sequence[str] = QUESTIONS) -> str:
    """How a result answers what the rule leaves open, or those of its questions."""
    answers = [say(f"answer.{answer}") for answer in sheet.answers(result, questions)]
    return say("worksheet.comma").join(answers) or say("worksheet.plain")


def steps(result: Result, say: Words) -> list[str]:
    """Each step with its numbers, in sentences."""
    told = [_step(part, result.cause, say) for part in result.parts]
    if result.reading.handed is Handed.RETURNED:
        told.append(say("step.gifts_back"))
    if result.gifts_off:
        told.append(say("step.gifts_off", amount=result.gifts_off))
    if result.moved_out:
        told.append(say("step.moved_out", amount=result.moved_out))
    for line in result.interest_lines:
        told.append(
            say(
                "step.interest",
                what=_named("", line.name or say("worksheet.free"), line.number),
                amount=line.amount,
                rate=f"{line.rate_bp / 100:g}",
                days=line.days,
                from_day=line.from_day.isoformat(),
                interest=line.interest,
            )
        )
    return told


def _named(day: str, name: str, number: str) -> str:
    return " ".join(part for part in (day, name, number) if part)


def _step(part: Part, cause: Cause, say: Words) -> str:
    free = say("worksheet.free")
    what = (
        say("step.pool")
        if part.kind is PartKind.POOL
        else _named(part.day.isoformat() if part.day else "", part.name or free, part.number)
    )
    return say(
        f"step.{_step_kind(part, cause)}",
        what=what,
        paid=part.paid,
        gift=part.gift,
        used=part.used,
        price=part.price,
        back=part.back,
        sessions=part.sessions,
    )


def _step_kind(part: Part, cause: Cause) -> str:
    over = part.price.fen > part.paid.fen
    if part.kind in (PartKind.COOLING, PartKind.PACK_COOLING):
        return "cooling"
    if not part.used:
        return "unused"
    if part.kind is PartKind.PACK:
        return "pack_over" if over else "pack"
    if cause is Cause.MEMBER:
        return "list_over" if over else "list"
    return "ratio" if part.gift else "discounted"


def _results(sheet: Worksheet, chosen: Result, say: Words) -> Table:
    fields = (
        Field(say("worksheet.cause"), 18),
        Field(say("worksheet.reading"), 62),
        Field(say("worksheet.principal"), 12, right=True),
        Field(say("worksheet.interest"), 9, right=True),
        Field(say("worksheet.sum"), 12, right=True),
    )
    rows: list[tuple[str, ...]] = []
    bold: set[int] = set()
    for cause in Cause:
        for result in sheet.of(cause):
            told = say(f"cause.{cause}")
            if (result.cause, result.reading) == (chosen.cause, chosen.reading):
                bold.add(len(rows))
                told = say("worksheet.chosen_mark", text=told)
            amounts = (str(result.refunded), str(result.interest), str(result.total))
            rows.append((told, reading_words(sheet, result, say), *amounts))
    return Table(fields, tuple(rows), frozenset(bold))


def _purchases(sheet: Worksheet, say: Words) -> list[Piece]:
    bought = sheet.account.purchases
    if not bought:
        return [Paragraph(say("worksheet.none"))]
    fields = (
        Field(say("worksheet.day"), 16),
        Field(say("worksheet.number"), 16),
        Field(say("worksheet.plan"), 28),
        Field(say("worksheet.paid_in"), 15, right=True),
        Field(say("worksheet.received"), 15, right=True),
        Field(say("worksheet.goods"), 15, right=True),
        Field(say("worksheet.promised"), 15, right=True),
    )
    rows: list[tuple[str, ...]] = []
    for one in bought:
        name = say("worksheet.transferred") if one.transferred else one.name or say("worksheet.free")
        amounts = (one.paid, one.received, one.goods, one.promised)
        rows.append((one.day.isoformat(), one.number, name, *map(str, amounts)))
    if len(rows) > 1:
        columns = [
            [getattr(one, name) for one in bought] for name in ("paid", "received", "goods", "promised")
        ]
        rows.append(("", "", say("worksheet.total"), *(str(sum(column, Money(0))) for column in columns)))
    return [Table(fields, tuple(rows), frozenset({len(rows) - 1} if len(bought) > 1 else ()))]


def _consumed(sheet: Worksheet, say: Words) -> list[Piece]:
    visits = sheet.account.consumed
    if not visits:
        return [Paragraph(say("worksheet.none"))]
    fields = (
        Field(say("worksheet.day"), 16),
        Field(say("worksheet.number"), 16),
        Field(say("worksheet.items"), 58),
        Field(say("worksheet.taken"), 15, right=True),
        Field(say("worksheet.list_value"), 15, right=True),
    )
    rows = [(v.day.isoformat(), v.number, v.name, str(v.taken), str(v.list_value)) for v in visits]
    rows.append(("", "", say("worksheet.total"), str(sheet.consumed), str(sheet.consumed_list)))
    return [Table(fields, tuple(rows), frozenset({len(rows) - 1}))]


def _gifts(printed: PrintedWorksheet, say: Words) -> Table:
    """Each gift that was handed over and what becomes of it."""
    fields = (
        Field(say("worksheet.number"), 16),
        Field(say("worksheet.gift"), 26),
        Field(say("worksheet.quantity"), 8, right=True),
        Field(say("worksheet.stated"), 13, right=True),
        Field(say("worksheet.total"), 13, right=True),
        Field(say("worksheet.fate"), 30, right=True),
    )
    rows = []
    for purchase in printed.worksheet.account.purchases:
        for gift in purchase.handed:
            amounts = (str(gift.quantity), str(gift.list_value), str(gift.value))
            rows.append((purchase.number, gift.name, *amounts, _fate(gift, printed, say)))
    return Table(fields, tuple(rows))


def _fate(gift: HandedGift, printed: PrintedWorksheet, say: Words) -> str:
    handed = printed.chosen.reading.handed
    stocked = {(one.txn_id, one.gift_id): one.quantity for one in printed.restocked}
    pieces = stocked.get((gift.txn_id, gift.gift_id), 0)
    if handed is Handed.RETURNED and pieces:
        return say("fate.stocked", count=pieces)
    # What of it goes into the stock is known when it is paid.
    return say("fate.back" if handed is Handed.RETURNED and not printed.number else f"fate.{handed}")


def _packs(sheet: Worksheet, say: Words) -> Table:
    fields = (
        Field(say("worksheet.day"), 16),
        Field(say("worksheet.number"), 16),
        Field(say("worksheet.pack"), 40),
        Field(say("worksheet.paid_in"), 15, right=True),
        Field(say("worksheet.sessions"), 14, right=True),
        Field(say("worksheet.list_price"), 19, right=True),
    )
    rows = tuple(
        (p.day.isoformat(), p.number, p.name, str(p.paid), f"{p.used} / {p.sessions}", str(p.list_price))
        for p in sheet.account.packs
    )
    return Table(fields, rows)
