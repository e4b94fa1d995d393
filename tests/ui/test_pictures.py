"""Choosing a picture for a template or a kind, and the piece that follows what is typed."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QApplication

from model.errors import UserError
from model.friend_card import FriendCardKind, FriendCardLook, FriendCardRule
from model.friend_commands import SaveCardKind
from model.ids import FriendCardKindId
from model.shop import Role
from services import friend_cards, pictures, vouchers
from services.ids import new_id
from tests.flows.counter_window import CounterWindow, counter_window
from tests.services.friends import GIFT, REWARD
from tests.services.voucher_desk import OFF_20
from tests.support import command_id
from ui import theme
from ui.printing.piece_view import NO_QR, PieceView
from ui.referrals.kind_sheet import KindSheet
from ui.vouchers.editor import TemplateSheet
from ui.widgets.picture_editor import PictureEditor
from ui.widgets.picture_file import LOGO, PICTURE, load, shrunk


@pytest.fixture
def desk(qapp: QApplication, tmp_shop_path: Path) -> Iterator[CounterWindow]:
    theme.apply(qapp, "light", 1.0)
    with counter_window(tmp_shop_path, Role.OWNER) as desk:
        desk.window.resize(1366, 768)
        yield desk
    theme.apply(qapp, "light", 1.0)


def noise(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    return Image.frombytes(mode, size, random.Random(5).randbytes(size[0] * size[1] * len(mode)))


def saved(image: Image.Image, path: Path, **options: object) -> str:
    image.save(path, **options)  # type: ignore[arg-type]
    return str(path)


def template_sheet(desk: CounterWindow) -> TemplateSheet:
    sheet = TemplateSheet(desk.window.context, desk.window, None, 0)
    sheet.show()
    desk.settle()
    sheet.name.setText("满减 20")
    sheet.rule_form.fill(OFF_20)
    return sheet


def choose(desk: CounterWindow, editor: PictureEditor, path: str) -> None:
    editor.take_file(path)
    desk.settle()


def shown(desk: CounterWindow, view: PieceView) -> Image.Image:
    """What is drawn after all that was typed."""
    seen: list[bool] = []
    view.drawn.connect(lambda: seen.append(True))
    view._pause.start()
    desk.until(lambda: bool(seen))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    view.card._image.save(buffer, "PNG")  # type: ignore[call-overload]
    drawn = Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGBA")
    paper = Image.new("RGB", drawn.size, "white")
    paper.paste(drawn, mask=drawn.getchannel("A"))
    return paper


def test_a_photograph_becomes_a_small_picture_of_the_template(desk: CounterWindow, tmp_path: Path) -> None:
    photo = saved(noise((300, 200)).resize((3000, 2000)), tmp_path / "照片.jpg", quality=95)
    sheet = template_sheet(desk)
    choose(desk, sheet.picture, photo)
    sheet.press()
    desk.settle()
    (row,) = desk.till.ask(vouchers.templates)
    kept = desk.till.ask(pictures.get, row.template.look.picture)
    assert kept is not None
    assert len(kept) <= pictures.MOST_BYTES
    assert Image.open(io.BytesIO(kept)).size == (600, 400)


def test_a_picture_is_kept_by_who_changes_something_else_and_goes_when_removed(desk: CounterWindow) -> None:
    data = shrunk(png_of(Image.new("RGB", (80, 60), "teal")), PICTURE)
    look = FriendCardLook(picture=pictures.name_of(data))
    kind = FriendCardKind(FriendCardKindId(new_id()), "闺蜜卡", FriendCardRule(REWARD, GIFT), look)
    desk.till.do(
        friend_cards.save_kind, SaveCardKind(command_id(), desk.till.people.owner, kind, picture=data)
    )
    sheet = KindSheet(desk.window.context, desk.window, kind, 0)
    sheet.show()
    sheet.name.setText("闺蜜同行卡")
    sheet.save_button.click()  # before the picture was even read
    desk.settle()
    assert desk.till.ask(friend_cards.kind, kind.id).look.picture == pictures.name_of(data)
    sheet = KindSheet(desk.window.context, desk.window, desk.till.ask(friend_cards.kind, kind.id), 0)
    sheet.show()
    desk.settle()
    assert sheet.picture.read() == data
    sheet.picture._remove.click()
    sheet.save_button.click()
    desk.settle()
    assert desk.till.ask(friend_cards.kind, kind.id).look.picture == ""


def png_of(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("content", [b"", b"GIF89a" + bytes(100), b"<svg/>", png_of(noise((90, 90)))[:-2000]])
def test_what_is_no_picture_is_said_beside_the_field(
    desk: CounterWindow, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "图.png").write_bytes(content)
    sheet = template_sheet(desk)
    choose(desk, sheet.picture, str(tmp_path / "图.png"))
    assert "读不出这张图片" in sheet._look.row("picture").error()
    assert sheet.picture.name == ""
    sheet.press()
    desk.settle()
    (row,) = desk.till.ask(vouchers.templates)
    assert row.template.look.picture == ""


def test_the_piece_follows_what_is_typed(desk: CounterWindow, tmp_path: Path) -> None:
    sheet = template_sheet(desk)
    before = shown(desk, sheet.piece)
    assert [code.text for code in zxingcpp.read_barcodes(before)] == [NO_QR]
    seen = [before.tobytes()]
    for change in (
        lambda: sheet.name.setText("满 100 减 20"),
        lambda: sheet.rule_form.amount.setText("35"),
        lambda: sheet.conditions_zh.setPlainText("仅限周末"),
        lambda: choose(desk, sheet.picture, saved(noise((60, 40)).resize((600, 400)), tmp_path / "图.png")),
        lambda: press_chip(sheet.design, "ink"),
    ):
        change()
        seen.append(shown(desk, sheet.piece).tobytes())
    assert len(set(seen)) == len(seen)
    sheet.dismiss()


def press_chip(choice: object, value: str) -> None:
    choice.set_value(value)  # type: ignore[attr-defined]
    choice.changed.emit()  # type: ignore[attr-defined]


def test_a_kind_of_friend_card_is_seen_while_it_is_made(desk: CounterWindow) -> None:
    sheet = KindSheet(desk.window.context, desk.window, None, 0)
    sheet.show()
    desk.settle()
    seen = [shown(desk, sheet.piece).tobytes()]
    sheet.benefit.amount.setText("50")
    seen.append(shown(desk, sheet.piece).tobytes())
    press_chip(sheet.design, "paper")
    last = shown(desk, sheet.piece)
    seen.append(last.tobytes())
    sheet.days.setText("")  # not a rule yet: drawn all the same
    shown(desk, sheet.piece)
    assert len(set(seen)) == 3
    assert [code.text for code in zxingcpp.read_barcodes(last)] == [NO_QR]
    assert desk.till.ask(vouchers.kind_of, NO_QR) is None
    sheet.dismiss()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_piece_stands_beside_the_form_or_on_top_of_it(
    desk: CounterWindow, qapp: QApplication, scale: float
) -> None:
    theme.apply(qapp, "light", scale)
    sheet = template_sheet(desk)
    desk.settle()
    assert sheet.piece.isVisible()
    assert sheet._scroll.isAncestorOf(sheet.piece) == (scale > 1)
    assert sheet._scroll.horizontalScrollBar().maximum() == 0
    piece, scroll = sheet.piece.card, sheet._scroll
    left = piece.mapTo(sheet, piece.rect().topLeft()).x()
    assert (left >= scroll.geometry().right()) == (scale == 1)
    sheet.dismiss()


# Files


def test_drawings_stay_sharp_photographs_get_small_and_nothing_gets_too_large(tmp_path: Path) -> None:
    drawing = load(None, saved(Image.new("RGB", (1200, 900), "gold"), tmp_path / "a.jpg"), PICTURE)
    see_through = load(None, saved(Image.new("RGBA", (80, 60), (9, 9, 9, 80)), tmp_path / "b.png"), PICTURE)
    photo = load(None, saved(noise((700, 700)), tmp_path / "c.png"), PICTURE)
    assert drawing.startswith(b"\x89PNG")
    assert see_through.startswith(b"\x89PNG")
    assert Image.open(io.BytesIO(see_through)).mode == "RGBA"
    assert photo.startswith(b"\xff\xd8\xff")
    assert max(map(len, (drawing, see_through, photo))) <= pictures.MOST_BYTES
    assert load(None, saved(noise((700, 700)), tmp_path / "d.png"), LOGO).startswith(b"\x89PNG")


def test_a_picture_taken_upright_is_kept_upright(tmp_path: Path) -> None:
    lying = Image.new("RGB", (1600, 800), "red")
    exif = Image.Exif()
    exif[0x0112] = 6
    path = saved(lying, tmp_path / "e.jpg", exif=exif)
    assert Image.open(io.BytesIO(load(None, path, PICTURE))).size == (300, 600)
    assert Image.open(io.BytesIO(load(None, path, LOGO))).size == (150, 300)


def test_files_that_are_no_pictures_or_far_too_large_are_refused(tmp_path: Path) -> None:
    (tmp_path / "large.png").write_bytes(b"\x89PNG" + bytes(20_000_001))
    for name, code in (("none.png", "image.unreadable"), ("large.png", "image.too_large")):
        with pytest.raises(UserError) as caught:
            load(None, str(tmp_path / name), PICTURE)
        assert caught.value.code == code


def test_the_piece_moves_when_the_text_size_does(desk: CounterWindow, qapp: QApplication) -> None:
    sheet = template_sheet(desk)
    for scale, inside in ((1.0, False), (1.5, True), (1.75, True), (1.0, False)):
        theme.apply(qapp, "light", scale)
        desk.settle()
        assert sheet._scroll.isAncestorOf(sheet.piece) == inside
        assert sheet.piece.isVisible()
    desk.window.resize(1000, 700)
    desk.settle()
    assert sheet._scroll.isAncestorOf(sheet.piece)
    desk.window.resize(1366, 768)
    desk.settle()
    assert not sheet._scroll.isAncestorOf(sheet.piece)
    sheet.dismiss()
