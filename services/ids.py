"""UUIDv7 identifiers (RFC 9562 section 5.7) that keep rising when the clock does not."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable


class IdMaker:
    """Makes 16-byte UUIDv7s in rising order within one process, also when the clock goes back.

    The 12 bits after the version count within a millisecond (RFC 9562 section 6.2, method 1).
    """

    def __init__(
        self,
        now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        random_bytes: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self._now_ms = now_ms
        self._random_bytes = random_bytes
        self._last = 0
        self._lock = threading.Lock()

    def start_after(self, id_: bytes) -> None:
        """Make every further id sort after this one (the newest in the shop file)."""
        with self._lock:
            self._last = max(self._last, int.from_bytes(id_[:6]) << 12 | 0xFFF)

    def __call__(self) -> bytes:
        with self._lock:
            self._last = max(self._last + 1, self._now_ms() << 12)
            stamp = self._last
        tail = self._random_bytes(8)
        head = (stamp >> 12).to_bytes(6) + (0x7000 | stamp & 0xFFF).to_bytes(2)
        return head + bytes((tail[0] & 0x3F | 0x80,)) + tail[1:]


new_id = IdMaker()
"""Ids made by windows for commands and things; ids of ledger rows come from the shop's own maker."""
