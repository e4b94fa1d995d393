"""Booking what time brings about, once a business day: bonus and points that expire, tiers under review."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject

from model.ids import CommandId, MemberId, StaffId
from model.tier_commands import ExpireDue, ReviewTiers
from model.views import Done
from services import expiry, overdue, tier_review
from services.ids import new_id
from services.overdue import Chunk, Place, Stage
from ui.shell.context import PageContext


class Overdue(QObject):
    """Goes through what is due part by part, off the GUI thread; in the name of whoever is at the counter."""

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._busy = False
        self._done_on: date | None = None
        self._waiting: list[tuple[Stage, tuple[MemberId, ...]]] = []
        self._place: Place | None = None

    def look(self) -> None:
        """Begin, unless it is under way already."""
        if not self._busy:
            self._busy = True
            self._read(Place())

    def _read(self, place: Place) -> None:
        self._context.jobs.read(
            overdue.next_chunk, place, done=self._on_chunk, failed=self._on_failed, owner=self
        )

    def _on_chunk(self, chunk: Chunk) -> None:
        self._place = chunk.place
        if chunk.stage is Stage.BONUS and not chunk.members and chunk.day == self._done_on:
            self._busy = False
            return
        if chunk.place is None:
            self._done_on = chunk.day
        step = expiry.AT_ONCE
        parts = [chunk.members[at : at + step] for at in range(0, len(chunk.members), step)]
        self._waiting = [(chunk.stage, part) for part in parts]
        self._write()

    def _write(self) -> None:
        if self._waiting:
            self._send(*self._waiting.pop(0))
        elif self._place is not None:
            self._read(self._place)
        else:
            self._busy = False

    def _send(self, stage: Stage, members: tuple[MemberId, ...]) -> None:
        jobs, staff = self._context.jobs, self._context.session.staff
        who = staff.id if staff is not None else StaffId(b"")
        done, failed = self._on_written, self._on_failed
        if stage in (Stage.BONUS, Stage.POINTS):
            expire = ExpireDue(CommandId(new_id()), who, members)
            jobs.write(expiry.expire_due, expire, done=done, failed=failed, owner=self)
        else:
            review = ReviewTiers(CommandId(new_id()), who, members)
            jobs.write(tier_review.review_due, review, done=done, failed=failed, owner=self)

    def _on_written(self, _done: Done) -> None:
        self._write()

    def _on_failed(self, _error: Exception) -> None:
        """It is tried again the next time; what is spent never depends on it."""
        self._busy = False
        self._waiting = []
