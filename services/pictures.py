"""The pictures of voucher templates and friend cards: each kept once, a look names it by its hash."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from model.errors import UserError
from services.storage import picture_rows
from services.storage.work import Reader, Work

if TYPE_CHECKING:
    from services.printing.vouchers import PrintedPicture

MOST_BYTES: Final = 200_000
SIDE_PX: Final = 600
"""Longest side: enough for 50 mm at 300 dpi."""
_KINDS: Final = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}
_HASH_DIGITS: Final = 64


def name_of(data: bytes) -> str:
    """The name a look gives a picture: its SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def keep(work: Work, name: str, data: bytes | None) -> None:
    """Keep the picture that a look names, unless it is kept already; nothing for a look without one.

    Raises UserError `image.unreadable` or `image.too_large`; what is no PNG or JPEG of at most
    SIDE_PX and MOST_BYTES never gets into the file.
    """
    if not name:
        return
    hash_ = _hash(name)
    if hash_ is None:
        raise UserError("image.unreadable")
    if picture_rows.has(work.conn, hash_):
        return
    if data is None or name_of(data) != name:
        raise UserError("image.unreadable")
    picture_rows.put(work.conn, hash_, _checked(data), data)


def get(read: Reader, name: str) -> bytes | None:
    """The bytes of a picture; None where there is none of this name."""
    hash_ = _hash(name)
    return picture_rows.get(read.conn, hash_) if hash_ else None


def printed(read: Reader, name: str) -> PrintedPicture | None:
    """A picture as paper wants it; None where there is none of this name."""
    from services.printing.vouchers import PrintedPicture

    data = get(read, name) if name else None
    return PrintedPicture(name, data) if data else None


def drawn_from(read: Reader, name: str, data: bytes | None) -> PrintedPicture | None:
    """The picture as it will be: these bytes, or those kept under the name."""
    from services.printing.vouchers import PrintedPicture

    return PrintedPicture(name_of(data), data) if data else printed(read, name)


def _hash(name: str) -> bytes | None:
    try:
        return bytes.fromhex(name) if len(name) == _HASH_DIGITS else None
    except ValueError:
        return None


def _checked(data: bytes) -> str:
    """The kind of picture it is."""
    from services.printing.pictures import size_of

    if len(data) > MOST_BYTES:
        raise UserError("image.too_large")
    kind = next((kind for kind, mark in _KINDS.items() if data.startswith(mark)), None)
    size = size_of(data)
    if kind is None or size is None:
        raise UserError("image.unreadable")
    if max(size) > SIDE_PX:
        raise UserError("image.too_large")
    return kind
