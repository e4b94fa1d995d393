"""A member's statement on ordinary paper: every entry with principal and bonus apart."""

from __future__ import annotations

from model.money import Money
from model.statement import Statement, StatementEntry
from services.printing.document import Rendered
from services.printing.pages import (
    Facts,
    Field,
    Heading,
    PaperDocument,
    Paragraph,
    Piece,
    Table,
    render_pages,
)
from services.printing.strings import Words, words


def render_statement(printed: Statement, shop_name: str, lang: str) -> Rendered:
    """The statement as A4 pages."""
    say = words(lang)
    title = say("statement.title")
    span = say("statement.span", first=printed.first.isoformat(), last=printed.last.isoformat())
    made = say("statement.made", moment=printed.at.strftime("%Y-%m-%d %H:%M"))
    pieces = tuple(_pieces(printed, say))
    footer = f"{title}　{printed.member_name}　{span}"
    document = PaperDocument(shop_name, title, (span, made), pieces, footer)
    return render_pages(document, say)


def _pieces(printed: Statement, say: Words) -> list[Piece]:
    name = say("worksheet.member_value", name=printed.member_name, number=printed.member_number)
    pieces: list[Piece] = [
        Facts(((say("worksheet.member"), name),)),
        Heading(say("statement.balances")),
        _balances(printed, say),
        Heading(say("statement.entries")),
        _entries(printed, say) if printed.entries else Paragraph(say("statement.none")),
    ]
    if printed.packs:
        pieces += [Heading(say("worksheet.packs")), _packs(printed, say)]
    if printed.instalments:
        pieces += [Heading(say("statement.instalments")), _instalments(printed, say)]
    return [*pieces, Paragraph(say("statement.note"))]


def signed(amount: Money) -> str:
    """`+¥50.00`, `-¥50.00`, and nothing for nothing."""
    return "" if not amount else f"+{amount}" if amount.fen > 0 else str(amount)


def _count(points: int) -> str:
    return f"{points:+,}" if points else ""


def _balances(printed: Statement, say: Words) -> Table:
    fields = (
        Field("", 28),
        Field(say("statement.principal"), 18, right=True),
        Field(say("statement.bonus"), 18, right=True),
        Field(say("statement.packs"), 18, right=True),
        Field(say("statement.points"), 18, right=True),
    )
    rows = tuple(
        (say(f"statement.{key}"), str(b.principal), str(b.bonus), str(b.packs), f"{b.points:,}")
        for key, b in (("opening", printed.opening), ("closing", printed.closing))
    )
    return Table(fields, rows, frozenset({1}))


def _entries(printed: Statement, say: Words) -> Table:
    fields = (
        Field(say("statement.at"), 15),
        Field(say("worksheet.number"), 14),
        Field(say("statement.what"), 22),
        Field(say("statement.outside"), 16, right=True),
        Field(say("statement.principal"), 16, right=True),
        Field(say("statement.bonus"), 14, right=True),
        Field(say("statement.points"), 11, right=True),
        Field(say("statement.principal_after"), 15, right=True),
        Field(say("statement.bonus_after"), 14, right=True),
    )
    rows = tuple(
        (
            e.at.strftime("%m-%d %H:%M") if e.at.year == printed.last.year else e.at.strftime("%Y-%m-%d"),
            e.number,
            _what(e, say),
            signed(e.outside),
            signed(e.moved.principal),
            signed(e.moved.bonus),
            _count(e.moved.points),
            str(e.after.principal),
            str(e.after.bonus),
        )
        for e in printed.entries
    )
    return Table(fields, rows)


def _what(entry: StatementEntry, say: Words) -> str:
    told = say(f"kind.{entry.kind}")
    if entry.title:
        told = f"{told}　{entry.title}"
    if entry.moved.packs:
        told += f"　{say('statement.packs')} {signed(entry.moved.packs)}"
    return told


def _packs(printed: Statement, say: Words) -> Table:
    fields = (
        Field(say("worksheet.pack"), 40),
        Field(say("statement.sessions"), 20, right=True),
        Field(say("statement.worth"), 20, right=True),
        Field(say("statement.until"), 20, right=True),
    )
    return Table(
        fields,
        tuple(
            (
                pack.name,
                f"{pack.sessions_left} / {pack.sessions}",
                str(pack.value_left),
                pack.valid_to.isoformat() if pack.valid_to else say("statement.for_ever"),
            )
            for pack in printed.packs
        ),
    )


def _instalments(printed: Statement, say: Words) -> Table:
    fields = (
        Field(say("statement.due"), 40),
        Field(say("statement.until"), 40),
        Field(say("statement.amount"), 20, right=True),
    )
    return Table(
        fields,
        tuple(
            (
                one.due_on.isoformat(),
                one.last_on.isoformat() if one.last_on else say("statement.for_ever"),
                str(one.amount),
            )
            for one in printed.instalments
        ),
    )
