"""A template's or a kind's own picture: kept once, named by its look, refused when it is none."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from model.friend_card import FriendCardLook
from model.friend_commands import SaveCardKind
from model.voucher import TemplateLook, VoucherTemplate
from model.voucher_commands import SaveTemplate
from services import friend_cards, friend_prints, pictures, voucher_print, vouchers
from services.printing.vouchers import PrintedPicture
from services.storage import verify
from services.storage.work import Reader
from tests.services import friends, voucher_desk
from tests.support import Till, command_id, content_hash, raw, refused


def drawn(kind: str = "PNG", size: tuple[int, int] = (300, 200), colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def dressed(till: Till, template: VoucherTemplate, data: bytes | None, name: str = "") -> VoucherTemplate:
    """The template with this picture."""
    look = TemplateLook(picture=name or (pictures.name_of(data) if data else ""))
    changed = replace(template, look=look)
    till.do(vouchers.save_template, SaveTemplate(command_id(), till.people.owner, changed, picture=data))
    return till.ask(vouchers.template, template.id)


def kept(read: Reader) -> int:
    return int(read.conn.execute("SELECT count(*) FROM picture").fetchone()[0])


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_vouchers_are_printed_with_the_picture_they_were_issued_under(till: Till, kind: str) -> None:
    first, second = drawn(kind), drawn(kind, colour="gold")
    template = dressed(till, voucher_desk.template(till), first)
    old = voucher_desk.hand_out(till, template, 3)
    new = voucher_desk.hand_out(till, dressed(till, template, second))
    bare = voucher_desk.hand_out(till, dressed(till, template, None))
    for held, data in ((old, first), (new, second), (bare, None)):
        for item in till.ask(voucher_print.print_items, held[0].batch_id, 1, 10, "zh_CN"):
            assert item.picture == (PrintedPicture(pictures.name_of(data)) if data else None)
            assert (item.picture.data if item.picture else None) == data
        assert till.ask(voucher_print.print_one, held[0].voucher_id, "en").picture == item.picture
    till.prove()


def test_a_picture_is_kept_once_and_needs_no_bytes_again(till: Till) -> None:
    data = drawn()
    dressed(till, voucher_desk.template(till), data)
    other = voucher_desk.template(till, name="另一种")
    dressed(till, other, data)
    named = dressed(till, other, None, pictures.name_of(data))
    assert till.ask(pictures.get, named.look.picture) == data
    kind_id = friends.card_kind(till)
    kind = replace(till.ask(friend_cards.kind, kind_id), look=FriendCardLook(picture=pictures.name_of(data)))
    till.do(friend_cards.save_kind, SaveCardKind(command_id(), till.people.owner, kind))
    assert till.ask(kept) == 1
    (card,) = friends.give(till, till.member(), kind_id)
    printed = till.ask(friend_prints.print_one, card.card_id, "zh_CN").picture
    assert printed is not None
    assert printed.data == data
    till.prove()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"GIF89a" + bytes(100), "image.unreadable"),
        (b"<svg onload='x'/>", "image.unreadable"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "image.unreadable"),
        (drawn("JPEG")[:-100], "image.unreadable"),
        (drawn("PNG", (601, 10)), "image.too_large"),
        (drawn() + bytes(pictures.MOST_BYTES), "image.too_large"),
    ],
)
def test_what_is_no_picture_is_refused_and_changes_nothing(till: Till, data: bytes, code: str) -> None:
    template = voucher_desk.template(till)
    kind = till.ask(friend_cards.kind, friends.card_kind(till))
    before = content_hash(till.path)
    refused(code, lambda: dressed(till, template, data))
    look = FriendCardLook(picture=pictures.name_of(data))
    save = SaveCardKind(command_id(), till.people.owner, replace(kind, look=look), picture=data)
    refused(code, lambda: till.do(friend_cards.save_kind, save))
    assert content_hash(till.path) == before
    assert till.ask(kept) == 0


@pytest.mark.parametrize("name", ["0" * 64, "x" * 64, "ab", "../shop.db"])
def test_a_look_cannot_name_what_is_not_there(till: Till, name: str) -> None:
    template = voucher_desk.template(till)
    refused("image.unreadable", lambda: dressed(till, template, None, name))
    refused("image.unreadable", lambda: dressed(till, template, drawn(), name))
    assert till.ask(pictures.get, name) is None


def test_a_picture_that_is_gone_is_told_by_the_check(till: Till) -> None:
    dressed(till, voucher_desk.template(till), drawn())
    till.prove()
    with raw(till.path) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'picture'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DELETE FROM picture")
        connection.commit()
    wrong = {found.name for found in till.ask(verify.prove) if found.wrong}
    assert "every picture that a voucher or card is printed with is kept" in wrong
