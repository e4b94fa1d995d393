"""Codes on paper: a forgery-proof digit string for the scanner and a short one for typing.

Source: architecture.md “Codes on paper”, domain.md section 5.4. Randomness is passed in; nothing
here says whether a code is still unspent.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from enum import IntEnum, StrEnum
from typing import Final

from model.record import dataclass

ID_BYTES: Final = 16
_MAC_BYTES: Final = 10
_VERSION: Final = "1"
_BODY_DIGITS: Final = 63
"""Decimal digits that hold the 208 bits of id and HMAC."""
QR_DIGITS: Final = 2 + _BODY_DIGITS

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32 without 0 and 1: nothing in it can be taken for anything else on paper."""
TYPED_RANDOM: Final = 10
TYPED_LENGTH: Final = TYPED_RANDOM + 1
_GROUPS: Final = ((0, 4), (4, 8), (8, 11))
_ISO_CHARSET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"


class QrKind(IntEnum):
    """What a printed code stands for: the first digit of its QR form."""

    MEMBER_CARD = 1
    VOUCHER = 2
    FRIEND_CARD = 3
    INSTALMENT = 4


class CodeFault(StrEnum):
    """Why a text is not one of this shop's codes."""

    MALFORMED = "malformed"
    """Not a code at all, damaged, or mistyped."""
    FOREIGN = "foreign"
    """A code by its shape, made under another key: another shop's, or forged."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A genuine QR code: what kind of paper it is on and its 16-byte id."""

    kind: QrKind
    id16: bytes


def make_qr(kind: QrKind, id16: bytes, key: bytes) -> str:
    """The 65 digits of a printed code: kind, version, 128-bit id and 80-bit HMAC-SHA256 under `key`."""
    if len(id16) != ID_BYTES or not key:
        raise ValueError("a code needs a 16-byte id and a key")
    head = f"{kind.value}{_VERSION}"
    body = int.from_bytes(id16 + _mac(head, id16, key), "big")
    return f"{head}{body:0{_BODY_DIGITS}d}"


def read_qr(text: str, key: bytes) -> QrCode | CodeFault:
    """The genuine code in a scanned text, or why it is none; full-width digits are understood."""
    digits = _folded(text)
    if not looks_like_qr(digits):
        return CodeFault.MALFORMED
    body = int(digits[2:])
    if body >> 8 * (ID_BYTES + _MAC_BYTES):
        return CodeFault.MALFORMED
    packed = body.to_bytes(ID_BYTES + _MAC_BYTES, "big")
    id16, mac = packed[:ID_BYTES], packed[ID_BYTES:]
    if not hmac.compare_digest(mac, _mac(digits[:2], id16, key)):
        return CodeFault.FOREIGN
    return QrCode(QrKind(int(digits[0])), id16)


def plain_qr(text: str) -> str:
    """The 65 digits, as they were made, of a scanned text in which `read_qr` found a code."""
    return _folded(text)


def looks_like_qr(text: str) -> bool:
    """Whether a scanned text has the shape of a code of any shop (kind, version and length)."""
    digits = _folded(text)
    return (
        len(digits) == QR_DIGITS
        and digits.isascii()
        and digits.isdecimal()
        and digits[0] in "1234"
        and digits[1] == _VERSION
    )


def kind_by_look(text: str) -> QrKind | None:
    """What a scanned text says it is, of whatever shop; that proves nothing."""
    return QrKind(int(_folded(text)[0])) if looks_like_qr(text) else None


def make_typed(entropy: bytes) -> str:
    """A code for typing from at least 16 random bytes: 10 symbols and an ISO 7064 MOD 37-2 check.

    The check character too is always one of ALPHABET: draws with another one are passed over.
    """
    if len(entropy) < ID_BYTES:
        raise ValueError("a typed code needs at least 16 random bytes")
    for attempt in range(1000):
        draw = hashlib.sha256(b"guimi typed code" + attempt.to_bytes(2, "big") + entropy).digest()
        symbols = _symbols(int.from_bytes(draw, "big"))
        check = check_character(symbols)
        if check in ALPHABET:
            return symbols + check
    raise AssertionError("no draw of a thousand had a readable check character")


def check_character(symbols: str) -> str:
    """The ISO 7064 MOD 37-2 check character, which catches every single mistake and every swap."""
    total = 0
    for symbol in symbols:
        total = (total + _ISO_CHARSET.index(symbol)) * 2 % 37
    return _ISO_CHARSET[(38 - total) % 37]


def parse_typed(text: str) -> str | CodeFault:
    """The plain form of a code typed in any case, with spaces or dashes; MALFORMED when mistyped."""
    plain = "".join(c for c in _folded(text).upper() if c not in " -–—·_")
    if len(plain) != TYPED_LENGTH or any(c not in ALPHABET for c in plain):
        return CodeFault.MALFORMED
    if check_character(plain[:TYPED_RANDOM]) != plain[TYPED_RANDOM]:
        return CodeFault.MALFORMED
    return plain


def group_typed(code: str) -> str:
    """A typed code as it is printed: `7KQ2 M9XA 4TZ`."""
    return " ".join(code[start:end] for start, end in _GROUPS)


def code_hash(code: str) -> bytes:
    """The 32 bytes under which a code is stored; `code` is as made or parsed, never as typed."""
    return hashlib.sha256(b"guimi code " + code.encode("ascii")).digest()


def short_hash(code: str) -> bytes:
    """The first 16 bytes of the hash: what vouchers and friend cards, of which there are millions, keep."""
    return code_hash(code)[:ID_BYTES]


def codes_of_batch(kind: QrKind, secret: bytes, n: int, key: bytes) -> tuple[str, str]:
    """(QR digits, code for typing) of copy `n` of a batch: the same whenever they are made again.

    `secret` is the batch's own, `key` the shop's.
    """
    copy = n.to_bytes(8, "big")
    id16 = hmac.digest(secret, b"qr" + copy, "sha256")[:ID_BYTES]
    typed = make_typed(hmac.digest(secret, b"typed" + copy, "sha256"))
    return make_qr(kind, id16, key), typed


def _mac(head: str, id16: bytes, key: bytes) -> bytes:
    return hmac.digest(key, b"guimi qr " + head.encode("ascii") + id16, "sha256")[:_MAC_BYTES]


def _symbols(number: int) -> str:
    symbols = []
    for _ in range(TYPED_RANDOM):
        number, index = divmod(number, len(ALPHABET))
        symbols.append(ALPHABET[index])
    return "".join(symbols)


def _folded(text: str) -> str:
    if text.isascii():
        return text[:200].strip()
    return unicodedata.normalize("NFKC", text[:200]).strip()
