"""How PINs hold against guessing: lock-outs that grow, survive a restart and forget nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from model.commands import SetPin
from model.errors import UserError
from model.ids import StaffId
from model.shop import Role
from model.views import Done
from services import staff
from services.staff import FIRST_PAUSE_MS, FREE_ATTEMPTS, LONGEST_PAUSE_MS
from tests.support import PIN, Till, command_id, refused


def sign_in(till: Till, pin: str, person: StaffId | None = None) -> StaffId:
    command = staff.SignIn(command_id(), person or till.people.cashier, pin)
    return staff.outcome(till.do(staff.sign_in, command))


def wrong(till: Till) -> UserError:
    with pytest.raises(UserError) as caught:
        sign_in(till, "0001")
    return caught.value


def locked(till: Till) -> UserError:
    """As many mistakes as it takes; what the last was answered."""
    return [wrong(till) for _ in range(FREE_ATTEMPTS)][-1]


def lock_ms(error: UserError, till: Till) -> int:
    until = error.facts["until_ms"]
    assert isinstance(until, int)
    return until - till.clock.now_ms()


def test_the_right_pin_lets_in_and_forgets_the_mistakes(till: Till) -> None:
    for _ in range(2):
        for left in range(FREE_ATTEMPTS - 1, 0, -1):
            error = wrong(till)
            assert (error.code, error.facts["left"]) == ("pin.wrong", left)
        assert sign_in(till, PIN) == till.people.cashier


def test_lock_outs_grow_to_an_hour_and_the_right_pin_waits_too(till: Till) -> None:
    for _ in range(FREE_ATTEMPTS - 1):
        wrong(till)
    pauses = []
    for _ in range(9):
        error = wrong(till)
        assert error.code == "pin.locked"
        pauses.append(lock_ms(error, till))
        with pytest.raises(UserError) as caught:
            sign_in(till, PIN)
        assert caught.value.code == "pin.locked"
        till.clock.advance(timedelta(milliseconds=pauses[-1]))
    assert pauses[:3] == [FIRST_PAUSE_MS, 2 * FIRST_PAUSE_MS, 4 * FIRST_PAUSE_MS]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE_MS
    assert sign_in(till, PIN) == till.people.cashier


@pytest.mark.parametrize("moved", [timedelta(minutes=-4), timedelta(hours=-3), timedelta(days=-400)])
def test_neither_a_restart_nor_the_clock_put_back_shortens_a_lock_out(till: Till, moved: timedelta) -> None:
    error = locked(till)
    until = error.facts["until_ms"]
    till.clock.advance(moved)
    till.reopen()
    assert wrong(till).facts["until_ms"] == until
    with pytest.raises(UserError) as caught:
        sign_in(till, PIN)
    assert caught.value.code == "pin.locked"


def test_a_clock_that_ran_ahead_locks_nobody_out_for_a_year(till: Till) -> None:
    till.clock.advance(timedelta(days=365))
    error = locked(till)
    assert lock_ms(error, till) == FIRST_PAUSE_MS
    till.clock.advance(timedelta(days=-365))
    assert sign_in(till, PIN) == till.people.cashier


def test_nobody_stays_locked_out_while_the_clock_is_doubted(till: Till) -> None:
    till.clock.advance(timedelta(days=60))
    for _ in range(FREE_ATTEMPTS):
        wrong(till)
    till.clock.advance(timedelta(milliseconds=FIRST_PAUSE_MS))
    assert sign_in(till, PIN) == till.people.cashier


def test_each_person_has_mistakes_of_their_own(till: Till) -> None:
    for _ in range(FREE_ATTEMPTS):
        wrong(till)
    assert sign_in(till, PIN, till.people.owner) == till.people.owner


def test_approving_counts_mistakes_as_well(till: Till) -> None:
    def approve() -> Done:
        command = staff.Approve(command_id(), till.people.manager, "0001", Role.MANAGER)
        return till.do(staff.approve, command)

    done = [approve() for _ in range(FREE_ATTEMPTS)][-1]
    with pytest.raises(UserError) as caught:
        staff.outcome(done)
    assert caught.value.code == "pin.locked"
    refused(
        "auth.needs",
        lambda: till.do(staff.approve, staff.Approve(command_id(), till.people.cashier, PIN, Role.MANAGER)),
        till.path,
    )


@pytest.mark.parametrize(
    "pin", ["", "123", "1234", "0000", "888888", "1234567890123", "12a4", "１２３４５", "-1234"]
)
def test_pins_that_are_easy_or_no_digits_are_refused(till: Till, pin: str) -> None:
    refused(
        "pin.weak",
        lambda: till.do(staff.set_pin, SetPin(command_id(), till.people.owner, till.people.cashier, pin)),
        till.path,
    )


def test_no_pin_stands_in_the_file_or_in_a_command_that_is_printed(till: Till) -> None:
    pin = "864209753"
    command = SetPin(command_id(), till.people.owner, till.people.cashier, pin)
    till.do(staff.set_pin, command)
    sign_in(till, pin)
    assert pin not in repr(command)
    till.close()
    assert pin.encode() not in till.path.read_bytes()
    till.reopen()
