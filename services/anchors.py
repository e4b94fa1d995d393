"""What this computer remembers of a shop's last seal, beside the shop file.

The chain and the seals prove a file from within; that the whole of it was put back to an older day can
only be noticed from outside.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Final

from model.record import dataclass
from services.storage import close_sheet_rows, meta_rows
from services.storage.work import Reader

FILE_NAME: Final = "last-seals.json"


@dataclass(frozen=True, slots=True)
class OlderFile:
    """The file ends with close `found` (0 for none), where this computer has seen `remembered`."""

    remembered: int
    found: int


def look(read: Reader, folder: Path) -> OlderFile | None:
    """Compare the file's closes with what is remembered in a folder; what is newer is remembered."""
    shop, counter = _names(read)
    known = _load(folder).get(f"{shop}.{counter}")
    newest = close_sheet_rows.newest(read.conn, read.seat.counter_id)
    found = newest.number if newest else 0
    if known is not None and not _holds(read, *known):
        return OlderFile(known[0], found)
    if newest is not None and (known is None or newest.number > known[0]):
        accept(read, folder)
    return None


def accept(read: Reader, folder: Path) -> None:
    """Go by the file as it is from now on: an old backup was brought back on purpose."""
    shop, counter = _names(read)
    newest = close_sheet_rows.newest(read.conn, read.seat.counter_id)
    kept = _load(folder)
    kept.pop(f"{shop}.{counter}", None)
    if newest is not None:
        kept[f"{shop}.{counter}"] = (newest.number, newest.seal.hex())
    # A folder that can't be written remembers nothing; selling goes on.
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"{FILE_NAME}.new"
        draft.write_text(json.dumps(kept), encoding="utf-8")
        draft.replace(folder / FILE_NAME)


def _holds(read: Reader, number: int, seal: str) -> bool:
    """Whether the file has this very close."""
    rows = close_sheet_rows.before(read.conn, read.seat.counter_id, number + 1, 1)
    return bool(rows) and (rows[0].number, rows[0].seal.hex()) == (number, seal)


def _names(read: Reader) -> tuple[str, str]:
    shop = meta_rows.get(read.conn, "shop_id")
    return shop.hex() if isinstance(shop, bytes) else str(shop), read.seat.counter_id.hex()


def _load(folder: Path) -> dict[str, tuple[int, str]]:
    """Everything remembered; nothing from a file that isn't what `accept` wrote."""
    try:
        kept = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        return {str(name): (int(number), str(seal)) for name, (number, seal) in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
