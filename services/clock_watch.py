"""A clock that looks wrong: said to people, and nothing of the shop's acts on it until somebody confirms.

Source: faults.md row 11. While the clock is in doubt the shop's time stands still at its newest entry:
ids and sequences rise, no bonus expires, no lock-out ends early.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from model.changes import Kind
from model.command import Command
from model.record import dataclass
from model.shop import Role
from model.views import Done
from services import access
from services.clock import Doubt, doubt
from services.storage import operations
from services.storage.work import Reader, Work

CODES: Final = {Doubt.BACK: "clock.back", Doubt.FORWARD: "clock.forward"}
"""The codes of ui/wording.py that tell it."""


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """`code` is `clock.back` or `clock.forward`; both instants as the shop's local time."""

    code: str
    last: datetime
    now: datetime


@dataclass(frozen=True, slots=True)
class ConfirmClock(Command):
    """Somebody looked: the clock of this computer is right now, whatever the newest entry says."""


def look(read: Reader) -> ClockDoubt | None:
    """Whether the clock looks wrong beside the newest entry; None when it is fine."""
    last_ms = operations.head(read.conn, read.seat.counter_id).at_ms
    now_ms = read.seat.clock.now_ms()
    found = doubt(last_ms, now_ms)
    return ClockDoubt(CODES[found], read.local(last_ms), read.local(now_ms)) if found else None


def confirm(work: Work, command: ConfirmClock) -> Done:
    """Go by the clock again from this entry on; raises UserError `auth.needs` below a manager."""
    access.needs(work, Role.MANAGER)
    before_ms = work.now
    work.go_by_clock()
    work.touch(Kind.SETTING)
    return work.finish("confirm_clock", detail={"from_ms": before_ms, "to_ms": work.now})
