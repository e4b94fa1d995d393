"""What every command has."""

from __future__ import annotations

from dataclasses import dataclass

from model.ids import CommandId, StaffId


@dataclass(frozen=True, slots=True)
class Command:
    """`id` is made when the form opens, `staff_id` is who is signed in."""

    id: CommandId
    staff_id: StaffId
