"""Vouchers, friend cards and certificates for a roll of paper."""

from __future__ import annotations

from dataclasses import replace

from services.printing import voucher_words
from services.printing.document import Align, Cut, Document, Feed, Mark, Paper, Picture, Qr, Row, Size, Text
from services.printing.receipts import NAME_LIMIT, NOTE_LIMIT, divided
from services.printing.strings import Words, words
from services.printing.text import PHRASE_GAP, shortened
from services.printing.vouchers import (
    CodedItem,
    Honor,
    PrintedCertificate,
    PrintedFriendCard,
    PrintedItem,
    PrintedVoucher,
)

_CONDITION_LINES = 6
_ART_MM = 28


def compose_item(item: PrintedItem, lang: str, paper: Paper) -> Document:
    """The document of one item in `lang` for `paper`."""
    say = words(lang)
    if isinstance(item, PrintedVoucher):
        blocks = _voucher(item, say)
    elif isinstance(item, PrintedFriendCard):
        blocks = _friend_card(item, say)
    else:
        blocks = _certificate(item, say)
    rows = divided([[*_head(item, say), *_art(item)], *blocks])
    return Document(voucher_words.title(item, say), paper, (*rows, Cut()))


def _voucher(item: PrintedVoucher, say: Words) -> list[list[Row]]:
    benefit = [
        Text(voucher_words.kind_word(item.benefit, say), Align.CENTER),
        Text(voucher_words.headline(item.benefit, say), Align.CENTER, Size.HUGE, bold=True),
        Text(shortened(item.title, NAME_LIMIT), Align.CENTER, bold=True),
    ]
    told = voucher_words.conditions(item.terms, item.conditions, say)
    dates = voucher_words.validity(item.valid_from, item.valid_to, say)
    told_rows = [*benefit, Feed(), *_small(told), _middle(dates)]
    return [told_rows, _code(item), _foot(item.contact, say("voucher.hint"))]


def _friend_card(item: PrintedFriendCard, say: Words) -> list[list[Row]]:
    giver = shortened(item.giver, NAME_LIMIT)
    offer = voucher_words.offer(item.benefit, say)
    if item.terms.first_visit:
        offer = say("friend.first_visit", offer=offer)
    rows: list[Row] = [
        Text(say("friend.word"), Align.CENTER),
        _middle(say("friend.from", giver=giver)),
        Text(offer, Align.CENTER, Size.LARGE, bold=True),
    ]
    if item.line.strip():
        rows.append(_middle(say("friend.quote", line=shortened(item.line, NAME_LIMIT))))
    told = voucher_words.conditions(replace(item.terms, first_visit=False), item.conditions, say)
    rows += [Feed(), *_small(told), _middle(voucher_words.validity(None, item.valid_to, say))]
    return [rows, _code(item), _foot(item.contact, say("friend.hint"))]


def _certificate(item: PrintedCertificate, say: Words) -> list[list[Row]]:
    since = say("honor.between" if item.until else "honor.since", since=item.since, until=item.until)
    note = "honor.note" if item.honor is Honor.HONORARY_SHAREHOLDER else "honor.note_ambassador"
    return [
        [
            _middle(say("honor.awarded")),
            Text(shortened(item.name, NAME_LIMIT), Align.CENTER, Size.LARGE, bold=True),
            Text(voucher_words.honor(item.honor, say), Align.CENTER, Size.HUGE, bold=True),
            _middle(since),
            _middle(say("head.member_number", number=shortened(item.number, NAME_LIMIT))),
        ],
        [_middle(say("honor.thanks")), Text(say(note), Align.CENTER, Size.SMALL)],
    ]


def _head(item: PrintedItem, say: Words) -> list[Row]:
    rows: list[Row] = [Picture(item.logo_png), Feed()] if item.logo_png else []
    rows.append(Text(shortened(item.shop_name, NAME_LIMIT), Align.CENTER, Size.LARGE, bold=True))
    mark = voucher_words.reprint_mark(item.reprint, say)
    return [*rows, Feed(), Mark(mark)] if mark else rows


def _art(item: PrintedItem) -> list[Row]:
    """The shop's own picture, whole: a roll has the length for it."""
    if isinstance(item, PrintedCertificate) or item.picture is None:
        return []
    return [Feed(), Picture(item.picture.data, _ART_MM)]


def _code(item: CodedItem) -> list[Row]:
    return [Feed(), Qr(item.qr), Text(item.typed, Align.CENTER, Size.LARGE, bold=True)]


def _foot(contact: str, hint: str) -> list[Row]:
    rows: list[Row] = (
        [_middle(shortened(contact, NOTE_LIMIT).replace(" · ", PHRASE_GAP))] if contact.strip() else []
    )
    return [*rows, _middle(hint)]


def _small(told: list[str]) -> list[Row]:
    return [Text(line, Align.CENTER, Size.SMALL, max_lines=2) for line in told[:_CONDITION_LINES]]


def _middle(text: str) -> Text:
    return Text(text, Align.CENTER, max_lines=3)
