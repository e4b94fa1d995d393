"""What one opening of the camera's sheet leaves for the next."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Final

AGAIN_AFTER_S: Final = 2.0
"""Paper that is still held up when the sheet opens again is not meant a second time sooner."""


class CameraMemory:
    """The camera chosen, and the code handed on last; `clock` in seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.camera_id = ""
        self._clock = clock
        self._code = ""
        self._at_s = 0.0

    def is_fresh(self, code: str) -> bool:
        """Whether a code may be handed on: another one than last, or long enough after it."""
        return code != self._code or self._clock() - self._at_s >= AGAIN_AFTER_S

    def note(self, code: str) -> None:
        """Remember the code that is handed on now."""
        self._code, self._at_s = code, self._clock()
