"""Signing in and approving with a PIN; lock-outs grow and survive a restart."""

from __future__ import annotations

from dataclasses import field
from functools import cache
from typing import TYPE_CHECKING, Final

from model.changes import Kind
from model.command import Command
from model.errors import UserError
from model.ids import StaffId
from model.record import dataclass
from model.shop import Role, Staff
from services import access
from services.storage import catalog_rows, staff_rows
from services.storage.work import Reader, Work

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from model.commands import SetPin
    from model.views import Done

PIN_MODULES: Final = ("argon2.low_level", "argon2")
"""What checking a PIN imports when it is done first, 10 ms: whoever has time imports it before."""

FREE_ATTEMPTS: Final = 5
FIRST_PAUSE_MS: Final = 60_000
LONGEST_PAUSE_MS: Final = 3_600_000
_TOO_EASY: Final = frozenset({"0000", "1111", "1234", "4321", "123456", "000000", "888888", "666666"})


@dataclass(frozen=True, slots=True)
class SignIn(Command):
    """`staff_id` is who wants to sign in."""

    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Approve(Command):
    """Somebody of at least `role` types their PIN beside the person signed in."""

    pin: str = field(repr=False)
    role: Role


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    # A PIN doesn't protect a stolen file whatever it costs; 16 MiB keeps the counter quick.
    return PasswordHasher(time_cost=2, memory_cost=16 * 1024, parallelism=1)


def hash_pin(pin: str, salt: bytes | None = None) -> str:
    """argon2id of a PIN; raises UserError `pin.weak` unless it has 4–12 digits and isn't 1234.

    `salt` is random unless the example shop, whose PINs are known, gives its own.
    """
    if not _is_good(pin):
        raise UserError("pin.weak")
    return _hasher().hash(pin, salt=salt)


def people(read: Reader) -> tuple[Staff, ...]:
    """Active staff, for the lock screen."""
    return catalog_rows.load(read.conn, Staff, active_only=True)


def sign_in(work: Work, command: SignIn) -> Done:
    """Check a PIN. A wrong one is counted on disk, so it answers instead of raising.

    Done.number is `ok`, `wrong:LEFT` or `locked:UNTIL_MS`: read it with `outcome`.
    """
    result = _try(work, command.staff_id, command.pin)
    return work.finish("sign_in", command.staff_id, number=result)


def approve(work: Work, command: Approve) -> Done:
    """Check the PIN of somebody with at least the role asked for; subject_id is who it was."""
    if work.role is None or work.role.rank < command.role.rank:
        raise UserError("auth.needs", role=command.role)
    result = _try(work, command.staff_id, command.pin)
    return work.finish("approve", command.staff_id, number=result, detail={"role": command.role})


def outcome(done: Done) -> StaffId:
    """Who was recognised; raises UserError `pin.wrong` (left) or `pin.locked` (until_ms)."""
    word, _, value = done.number.partition(":")
    if word == "ok" and done.subject_id is not None:
        return StaffId(done.subject_id)
    if word == "locked":
        raise UserError("pin.locked", until_ms=int(value))
    raise UserError("pin.wrong", left=int(value))


def _try(work: Work, staff_id: StaffId, pin: str) -> str:
    secret = staff_rows.secret(work.conn, staff_id)
    if secret is None or not secret.active:
        raise UserError("auth.unknown")
    # The clock's own instant counts here: while a clock in doubt stands still nobody would get in again.
    # A lock-out longer than the longest was set by a clock that ran ahead.
    now = max(work.now, work.seat.clock.now_ms())
    if now < secret.locked_until_ms <= now + LONGEST_PAUSE_MS:
        return f"locked:{secret.locked_until_ms}"
    if secret.pin_hash is not None and _matches(secret.pin_hash, pin):
        staff_rows.set_failures(work.conn, staff_id, 0, 0)
        return "ok"
    failures = secret.failures + 1
    pause = 0
    if failures >= FREE_ATTEMPTS:
        pause = min(FIRST_PAUSE_MS << (failures - FREE_ATTEMPTS), LONGEST_PAUSE_MS)
    staff_rows.set_failures(work.conn, staff_id, failures, now + pause if pause else 0)
    return f"locked:{now + pause}" if pause else f"wrong:{FREE_ATTEMPTS - failures}"


def _matches(pin_hash: str, pin: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return pin.isascii() and _hasher().verify(pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False


def set_pin(work: Work, command: SetPin) -> Done:
    """Give a PIN: everybody their own, a manager a cashier's, the owner anybody's."""
    target = staff_rows.secret(work.conn, command.for_staff)
    if target is None:
        raise UserError("auth.unknown")
    if command.for_staff != command.staff_id:
        access.needs(work, Role.MANAGER if target.role is Role.CASHIER else Role.OWNER)
    staff_rows.set_pin(work.conn, command.for_staff, hash_pin(command.pin))
    work.touch(Kind.STAFF, command.for_staff)
    return work.finish("set_pin", command.for_staff)


def pin_problem(pin: str) -> str:
    """The code of what is wrong with a new PIN, empty when it is good."""
    return "" if _is_good(pin) else "pin.weak"


def _is_good(pin: str) -> bool:
    return pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 12 and pin not in _TOO_EASY
