"""What every command has."""

from __future__ import annotations

from model.ids import CommandId, StaffId
from model.record import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """`id` is made when the form opens, `staff_id` is who is signed in."""

    id: CommandId
    staff_id: StaffId
