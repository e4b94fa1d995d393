"""What the first start asks for."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from pathlib import Path

from model.record import dataclass


class Beginning(StrEnum):
    """Which shop file the work begins with."""

    EMPTY = "empty"
    EXAMPLE = "example"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class WelcomeChoice:
    """The answers of the welcome; `path` is the file to open, the names and PIN are for a new one."""

    language: str
    beginning: Beginning
    shop_name: str = ""
    owner_name: str = ""
    pin: str = field(default="", repr=False)
    path: Path | None = None
