"""Who may sign in: PIN hashes and lock-outs, which survive a restart."""

from __future__ import annotations

from model.ids import StaffId
from model.record import dataclass
from model.shop import Role
from services.storage import driver


@dataclass(frozen=True, slots=True)
class Secret:
    role: Role
    name: str
    active: bool
    pin_hash: str | None
    failures: int
    locked_until_ms: int


def secret(conn: driver.Connection, staff_id: StaffId) -> Secret | None:
    row = conn.execute(
        "SELECT role, name, active, pin_hash, failures, locked_until_ms FROM staff WHERE id = ?", (staff_id,)
    ).fetchone()
    return Secret(Role(row[0]), row[1], bool(row[2]), row[3], row[4], row[5]) if row else None


def set_pin(conn: driver.Connection, staff_id: StaffId, pin_hash: str) -> None:
    conn.execute(
        "UPDATE staff SET pin_hash = ?, failures = 0, locked_until_ms = 0 WHERE id = ?", (pin_hash, staff_id)
    )


def set_failures(conn: driver.Connection, staff_id: StaffId, failures: int, locked_until_ms: int) -> None:
    conn.execute(
        "UPDATE staff SET failures = ?, locked_until_ms = ? WHERE id = ?",
        (failures, locked_until_ms, staff_id),
    )


def owners(conn: driver.Connection) -> int:
    return int(conn.execute("SELECT count(*) FROM staff WHERE role = 'owner' AND active = 1").fetchone()[0])


def active(conn: driver.Connection) -> int:
    """How many people may sign in."""
    return int(conn.execute("SELECT count(*) FROM staff WHERE active = 1").fetchone()[0])


def role_of(conn: driver.Connection, staff_id: StaffId | None) -> Role | None:
    """The role of an active member of staff, None for anybody else."""
    row = conn.execute("SELECT role FROM staff WHERE id = ? AND active = 1", (staff_id,)).fetchone()
    return Role(row[0]) if row else None
